"""The house: imports point one way, streamlit stays in its room, files stay small."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "planner").rglob("*.py"))
FLOORS = [
    {"errors", "lazily", "tables", "nutrients", "units", "amounts", "validated"},
    {
        *("food_checks", "foods", "food_changes", "food_warnings", "imports", "safety"),
        *("supplements", "client_targets", "person", "targets", "menu_rules"),
    },
    {"menu"},
    {
        *("absorption", "pairings", "adequacy", "advice", "danger", "dishes", "auditor", "wording", "pairing_words"),
        *("clear_hours", "own_day", "mending", "mending_foods"),
    },
    {"optimize"},
    {"charts", "exports", "store", "effect", "verdict"},
    {"cli", "app"},
]
FLOOR = {name: level for level, names in enumerate(FLOORS) for name in names}


def module(path):
    return path.relative_to(ROOT / "planner").with_suffix("").parts[0]


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path):
    if path.name in ("__init__.py", "__main__.py") and path.parent.name == "planner":
        return  # the public names
    here = FLOOR[module(path)]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "planner" and len(parts) > 1 and parts[1] in FLOOR:
            assert FLOOR[parts[1]] <= here, f"{path.name} imports {name}"


@pytest.mark.parametrize("auditor", ["adequacy", "advice", "auditor", "pairings", "absorption"])
def test_the_auditors_never_see_the_optimiser(auditor):
    paths = [path for path in FILES if module(path) == auditor]
    assert paths
    for path in paths:
        assert not any(name.startswith("planner.optimize") for name in imports(path))


def test_only_the_pages_import_streamlit():
    for path in FILES:
        if module(path) != "app":
            assert not any(name.split(".")[0] == "streamlit" for name in imports(path)), path


def test_everything_but_the_pages_works_without_streamlit():
    code = "import sys; sys.modules['streamlit'] = None; import planner; planner.load_foods(); import planner.cli"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("path", [*FILES, ROOT / "app.py"], ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_readable(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320
    assert not re.search(r"utils|manager|service|helper", path.stem)


def test_the_article_and_the_solver_share_no_numbers_of_the_literature():
    """Bounds of menu rules stand in the table, not in the code of the rules."""
    numbers = re.compile(r"(?<![\w.])(500|400|350|200|1000|2900|2300|0\.889|0\.0964|0\.455)(?![\w.])")
    for name in (
        "optimize/rules.py",
        "optimize/week_rules.py",
        "optimize/pairing_rule.py",
        "auditor/days.py",
        "auditor/weeks.py",
        "pairings.py",
        "absorption.py",
        "targets.py",
    ):
        code = ast.parse((ROOT / "planner" / name).read_text(encoding="utf-8"))
        found = [n.value for n in ast.walk(code) if isinstance(n, ast.Constant) and isinstance(n.value, int | float)]
        assert not [value for value in found if numbers.fullmatch(str(value))], name
