"""The house: rooms import one way, streamlit stays in its room, names are unique, files stay small."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import ROOT

PLANNER = ROOT / "planner"
FILES = sorted(PLANNER.rglob("*.py"))
# each room may import those before it, and itself
ROOMS = (
    "errors reference foods person menu safety assessment optimize charts exports store practice cli app".split()
)  # fmt: skip
APP_ROOMS = "widgets session pages".split()
TIED = {"cli": "app"}  # the command line starts the dashboard
FACES = {"__init__", "__main__", "page"}  # names that several rooms may have
SHORT = 40  # lines of a file that should stand with a neighbour
MOST_SHORT = 10


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room(path: Path, below: Path = PLANNER) -> str:
    return path.relative_to(below).with_suffix("").parts[0]


def imports(path: Path, functions: bool = True):
    """Every planner module and name that a file imports; those inside functions too, if asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if functions else tree.body:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_folder_is_a_room_of_the_order():
    found = {room(path) for path in FILES} - {"__init__", "__main__"}
    assert found <= set(ROOMS)
    assert {path.name for path in (PLANNER / "app").iterdir() if path.is_dir()} - {"__pycache__"} <= set(APP_ROOMS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_rooms_import_one_way(path):
    here = room(path)
    if here in ("__init__", "__main__"):
        return  # the public names
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "planner" and len(parts) > 1 and parts[1] in ROOMS and parts[1] != TIED.get(here):
            assert ROOMS.index(parts[1]) <= ROOMS.index(here), f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", sorted((PLANNER / "app").rglob("*/*.py")), ids=name_of)
def test_rooms_of_the_dashboard_import_one_way(path):
    here = room(path, PLANNER / "app")
    for name in imports(path):
        parts = name.split(".")
        if parts[:2] == ["planner", "app"] and parts[2] in APP_ROOMS:
            assert APP_ROOMS.index(parts[2]) <= APP_ROOMS.index(here), f"{name_of(path)} imports {name}"
            if here == parts[2] == "pages":
                assert parts[3] == path.relative_to(PLANNER / "app").parts[1], f"{name_of(path)} imports another page"


def test_no_file_imports_in_a_circle():
    """Modules that stand in one room may import each other, but never back."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in FILES}
    ties = {
        module: {other for name in imports(path, functions=False) for other in (name, name.rpartition(".")[0])}
        & names.keys() - {module}
        for module, path in names.items()
    }
    while leaves := [module for module, needs in ties.items() if not needs & ties.keys()]:
        for module in leaves:
            del ties[module]
    assert not ties


def test_assessment_never_sees_the_optimiser():
    """Examples in docstrings may plan a week to look at; code may not."""
    paths = [path for path in FILES if room(path) == "assessment"]
    assert len(paths) > 10
    for path in paths:
        assert not any(name.startswith("planner.optimize") for name in imports(path))


def test_only_the_dashboard_imports_streamlit():
    for path in FILES:
        if room(path) != "app":
            assert not any(name.split(".")[0] == "streamlit" for name in imports(path)), path


def test_everything_but_the_dashboard_works_without_streamlit():
    code = "import sys; sys.modules['streamlit'] = None; import planner; planner.load_foods(); import planner.cli"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_no_two_files_share_a_name():
    names = Counter(path.stem for path in FILES if path.stem not in FACES)
    assert [name for name, times in names.items() if times > 1] == []


def test_few_files_are_too_short_to_stand_alone():
    short = [path for path in FILES if path.stem not in FACES and lines_of(path) <= SHORT]
    assert len(short) <= MOST_SHORT, [name_of(path) for path in short]


@pytest.mark.parametrize("path", [*FILES, ROOT / "app.py"], ids=name_of)
def test_files_stay_readable(path):
    assert lines_of(path) <= 320
    assert not re.search(r"utils|manager|service|helper", path.stem)


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", [path for path in FILES if path.name == "__init__.py"], ids=name_of)
def test_every_room_says_what_lives_there(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_rules_and_estimates_hold_no_numbers_of_the_literature():
    """Bounds of menu rules stand in the table, not in the code of the rules."""
    numbers = re.compile(r"(?<![\w.])(500|400|350|200|1000|2900|2300|0\.889|0\.0964|0\.455)(?![\w.])")
    paths = [
        *sorted((PLANNER / "optimize" / "rules").glob("*.py")),
        *sorted((PLANNER / "assessment" / "audit").glob("*.py")),
        *(PLANNER / name for name in ("assessment/pairings.py", "assessment/absorption.py", "person/targets.py")),
    ]
    assert len(paths) > 10
    for path in paths:
        code = ast.parse(path.read_text(encoding="utf-8"))
        found = [n.value for n in ast.walk(code) if isinstance(n, ast.Constant) and isinstance(n.value, int | float)]
        assert not [value for value in found if numbers.fullmatch(str(value))], path
