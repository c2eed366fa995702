"""Pages of the documentation as a test reads them: their blocks, and a walk through the files that is performed."""

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
_FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PATH = re.compile(r"`([\w.]+(?:/[\w.]+)*\.\w+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what stands in it, and the paragraph before it."""

    language: str
    text: str
    lead: str

    @property
    def path(self) -> str:
        """The file that the paragraph names first."""
        found = _PATH.search(self.lead)
        assert found, f"no file is named before {self.text!r}"
        return found[1]


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    text, found, end = page.read_text(encoding="utf-8"), [], 0
    for match in _FENCE.finditer(text):
        before = text[end : match.start()].strip()
        found.append(Block(match[1], match[2], " ".join(before.split("\n\n")[-1].split())))
        end = match.end()
    return found


def without_blocks(page: Path) -> str:
    """The text of a page outside its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def copied(folder: Path) -> Path:
    """Code, tables and tests of the planner in a folder of their own, to walk through."""
    for name in ("planner", "data", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def perform(page: Path, folder: Path) -> None:
    """Do in a folder what a page says, block by block.

    ``console`` holds commands after ``$`` and what they print, ``pycon`` a session of Python, ``diff``
    an edit of the file that the paragraph names, ``yaml`` a row for the table that it names, one cell a
    line; any other block is added to the end of that file, or is all of it where the paragraph begins with
    "A new file". ``…`` stands for whatever is printed.
    """
    variables: dict[str, str] = {}
    for block in blocks(page):
        if block.language == "console":
            for command in re.split(r"^\$ ", block.text.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
                line, _, expected = command.partition("\n")
                assert _alike(_run(shlex.split(line), folder, variables), expected), line
        elif block.language == "pycon":
            session = folder / "session.txt"
            session.write_text(block.text, encoding="utf-8")
            _run(["python", "-m", "doctest", session.name], folder, variables)
        elif block.language == "diff":
            _edit(folder / block.path, block.text)
        elif block.language == "yaml":
            _add_row(folder / block.path, block.text)
        else:
            path = folder / block.path
            assert path.exists() != block.lead.startswith("A new file"), block.lead
            apart = "\n\n" if block.language == "python" and path.exists() else ""
            with path.open("a", encoding="utf-8") as file:
                file.write(apart + block.text)


def _run(command: list[str], folder: Path, variables: dict[str, str]) -> str:
    """What a command prints, run as the page says but with the Python of the tests and the code of the folder."""
    match command:
        case ["export", setting]:
            name, value = setting.split("=")
            variables[name] = value
            return ""
        case ["cp", "-r", source, target]:
            shutil.copytree(folder / source, folder / target)
            return ""
        case ["cp", source, target]:
            shutil.copy(folder / source, folder / target)
            return ""
    start = {"cramp-planner": [sys.executable, "-m", "planner"], "python": [sys.executable]}
    got = subprocess.run(
        [*start[command[0]], *command[1:]],
        cwd=folder,
        # options of the run around it, such as coverage, are not for the tests that the page calls
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"},
            **variables,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
    )
    assert got.returncode == 0, f"{command}: {got.stdout}{got.stderr}"
    return got.stdout


def _alike(printed: str, expected: str) -> bool:
    wanted = ".*".join(re.escape(part) for part in expected.strip().split("…"))
    return re.fullmatch(wanted, printed.strip(), re.DOTALL) is not None


def _add_row(path: Path, cells: str) -> None:
    given = dict(line.split(": ", 1) for line in cells.splitlines())
    with path.open(newline="", encoding="utf-8") as file:
        columns = next(csv.reader(file))
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, columns, restval="", lineterminator="\n").writerow(given)


def _edit(path: Path, diff: str) -> None:
    """Put in place of the lines with a blank or a minus those with a blank or a plus."""
    lines = diff.splitlines(keepends=True)
    assert all(line[0] in " +-" for line in lines), diff
    old, new = ("".join(line[1:] for line in lines if line[0] in (" ", sign)) for sign in "-+")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} holds not once but {text.count(old)} times: {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")
