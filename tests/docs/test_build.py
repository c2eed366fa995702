"""The pages are built without a warning and without network, and hold what is written from code and tables."""

import html
import re
import subprocess
import sys

import pytest

import planner
from planner.reference.tables import read
from tests.docs.pages import DOCS
from tests.docs.test_documents import COMMANDS

pytestmark = pytest.mark.slow
for library in ("furo", "myst_parser", "sphinx_click"):
    pytest.importorskip(library, reason="the extra docs is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The text of a page as it is read in a browser, by its name."""
    folder = tmp_path_factory.mktemp("site")
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(DOCS), str(folder)]
    got = subprocess.run(build, capture_output=True, text=True)
    assert got.returncode == 0, got.stderr

    def text(page):
        body = re.sub(r"<head>.*?</head>|<[^>]+>", "", (folder / f"{page}.html").read_text("utf-8"), flags=re.DOTALL)
        return html.unescape(body)

    return text


def test_every_option_of_every_command_is_written(site):
    options = {option for one in COMMANDS.values() for param in one.params for option in param.opts if option[0] == "-"}
    assert [option for option in options if option not in site("command_line")] == []


def test_every_rule_and_every_nutrient_is_written(site):
    rules, columns = site("rules"), site("food_table")
    assert [why for why in read("menu_rules")["why"] if why not in rules] == []
    assert [role for role in read("roles")["role"] if role not in rules] == []
    assert [nutrient for nutrient in read("nutrients")["nutrient"] if nutrient not in columns] == []


def test_every_reference_is_written(site):
    assert [key for key in read("references")["key"] if key not in site("figures")] == []


def test_public_functions_are_written_with_their_examples(site):
    assert [name for name in planner.__all__ if name not in site("api/index")] == []
    assert "daily_targets" in site("api/person") and ">>> " in site("api/person")
