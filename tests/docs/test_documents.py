"""README and docs say what is there: every file, name, link, command, option, column and rule that they name."""

import importlib
import pkgutil
import re
import tomllib

import click
import pytest

import planner
from planner.cli import main
from planner.foods.food_checks import ALLERGENS, COLUMNS, DIETS, GROUPS, HINDERERS
from planner.reference.nutrients import published
from planner.reference.table_schemas import SCHEMAS
from tests import ROOT
from tests.docs.pages import DOCS, PAGES, blocks, without_blocks

README = ROOT / "README.md"
MOST_WORDS = 900  # of the README outside its blocks
CONTEXT = click.Context(main)
COMMANDS = {name: main.get_command(CONTEXT, name) for name in main.list_commands(CONTEXT)}
OPTIONS = {
    option for one in COMMANDS.values() for param in one.params for option in (*param.opts, *param.secondary_opts)
}
OF_OTHERS = set(  # options of the programs that build, install and test this one
    "--quiet --constraint --editable --check --server.port --server.headless --help "
    "--host --port --nworkers --nthreads".split()
)
_COLUMN = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def test_the_readme_is_short():
    assert len(without_blocks(README).split()) < MOST_WORDS


@pytest.mark.parametrize(("title", "ends"), [("Run it", "cramp-planner app"), ("Test it", "python -m pytest")])
def test_a_section_of_the_readme_opens_with_the_one_line_that_does_it(title, ends):
    section = README.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0].strip()
    assert re.match(r"```\npython -m pip install [^\n]*\n```", section)
    assert section.splitlines()[1].endswith(f" && {ends}")
    assert section.count("```") == 2


def test_the_code_of_the_readme_is_part_of_the_page_that_is_run():
    (code,) = [block.text for block in blocks(README) if block.language == "python"]
    shown = {line.split("  #")[0] for block in blocks(DOCS / "python.md") for line in block.text.splitlines()}
    assert {line.split("  #")[0] for line in code.splitlines()} <= shown


@pytest.mark.slow
def test_the_page_on_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict = {}
    for block in blocks(DOCS / "python.md"):
        exec(block.text, names)  # one after the other, as a reader would
    assert {path.name for path in tmp_path.iterdir()} == {"coverage.html", "week.xlsx", "week.json"}
    assert len(names["five"]) == 5 and names["again"].days == names["week"].days


@each_page
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        assert re.match(r"https?://", target) or (page.parent / target).exists(), target


@each_page
def test_files_that_are_named_exist(page):
    written = {block.path for block in blocks(page) if block.lead.startswith("A new file")}
    for path in re.findall(r"(?<![\w./:-])(?:planner|data|tests|docs|benchmarks)/[\w./-]*[\w/]", without_blocks(page)):
        assert path in written or path.startswith("docs/_build") or (ROOT / path).exists(), path


@each_page
def test_names_of_the_planner_exist(page):
    for name in re.findall(r"(?<![\w./:])planner(?:\.[A-Za-z_]\w*)+", without_blocks(page)):
        assert pkgutil.resolve_name(name) is not None


@each_page
def test_options_that_are_named_exist(page):
    for option in re.findall(r"(?<![\w-])--[a-z][\w.-]*", page.read_text(encoding="utf-8")):
        assert option in OPTIONS | OF_OTHERS, option


def test_every_command_is_on_the_page_of_commands():
    """Its options are written by sphinx-click, which reads them from the command itself."""
    text = (DOCS / "command_line.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\.\. click:: (\S+)\n   :prog: cramp-planner (\S+)$", text, re.MULTILINE)
    assert {name: pkgutil.resolve_name(path) for path, name in shown} == COMMANDS
    assert all(f"cramp-planner {name}" in README.read_text(encoding="utf-8") for name in COMMANDS)


def test_every_column_of_the_food_table_is_explained():
    text = (DOCS / "food_table.md").read_text(encoding="utf-8")
    assert "{data-table} nutrients" in text  # has all that are published
    assert sorted(_COLUMN.findall(text)) == sorted(set(COLUMNS) - set(published()))


@pytest.mark.parametrize("words", [GROUPS, ALLERGENS, DIETS, HINDERERS], ids=lambda words: words[0])
def test_every_word_that_a_column_takes_is_named(words):
    text = (DOCS / "food_table.md").read_text(encoding="utf-8")
    assert [word for word in words if f"`{word}`" not in text] == []


def test_every_column_of_every_other_table_is_explained():
    sections = re.split(r"^## `data/(\w+)\.csv`$", (DOCS / "tables.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    explained = {name: _COLUMN.findall(text) for name, text in zip(sections[1::2], sections[2::2], strict=True)}
    assert explained == {name: list(schema.columns) for name, schema in SCHEMAS.items()}


def test_every_room_is_on_a_page_of_the_api():
    rooms = {
        module.name
        for module in pkgutil.walk_packages(planner.__path__, "planner.")
        if module.ispkg and getattr(importlib.import_module(module.name), "__all__", ())
    }
    shown = {name for page in (DOCS / "api").glob("*.md") for name in re.findall(r"{room} (\S+)", page.read_text())}
    assert shown == {room for room in rooms if not room.startswith(("planner.app", "planner.cli"))}
    index = (DOCS / "api" / "index.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\w+$", index, re.MULTILINE))
    assert {page.stem for page in (DOCS / "api").glob("*.md")} == {"index", *listed}


def test_the_changelog_has_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    titles = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert titles[0] == "Unreleased" and titles[1].startswith(version)
