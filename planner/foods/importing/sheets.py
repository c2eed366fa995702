"""An upload as text, nothing interpreted yet, and the bounds that every upload must keep."""

from dataclasses import dataclass

from planner.errors import PlannerError
from planner.foods.food_csv import MOST_COLUMNS
from planner.reference.outside_text import LONGEST_CELL, printable

MOST_BYTES = 10 * 1024 * 1024
MOST_INFLATED = 120 * 1024 * 1024
MOST_ROWS = 20_000

_LONGEST_NAME = 120  # characters of a file name

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Sheet:
    """An upload as text.

    Attributes
    ----------
    name : str
        What messages call the file.
    kind : str
        What it turned out to be: ``"CSV, semicolons, Windows-1252"``.
    header : tuple of str
        Names of the columns; ``""`` where a column has none.
    rows : tuple of (int, tuple of str)
        Line of the file (for FoodData Central: the n-th food) and its cells, mostly as many as the header.
    """

    name: str
    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def label(name: str) -> str:
    """What messages call a file: its name on one line."""
    return " ".join(printable(name[:_LONGEST_NAME]).split()) or "the file"


def sheet(name: str, kind: str, lines: Rows, of: str = "food") -> Sheet:
    """The table in some lines: the header is the first with two filled cells, empty lines fall away.

    `of` is what each line is about, for the sentences.

    Raises
    ------
    PlannerError
        In one sentence, if there is no table or it is past the bounds.
    """
    at = next((k for k, (_, cells) in enumerate(lines) if _filled(cells) >= 2), None)
    if at is None:
        raise PlannerError(
            f"{name}: there is no table in it, no line has two columns; bring a CSV or XLSX file with a header line"
        )
    line, header = lines[at][0], _readable(name, *lines[at])
    while not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise PlannerError(
            f"{name}:{line}: there are {len(header)} columns, and {MOST_COLUMNS} are the most; keep only those you need"
        )
    twice = next((cell for cell in header if cell and header.count(cell) > 1), None)
    if twice is not None:
        raise PlannerError(f"{name}:{line}: two columns are called {twice[:60]!r}; give each a name of its own")
    rows = [(number, _trimmed(_readable(name, number, cells), len(header))) for number, cells in lines[at + 1 :]]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise PlannerError(f"{name}: there is no {of} in it; add a line for each {of} under the header")
    if len(rows) > MOST_ROWS:
        raise PlannerError(f"{name}: there are {len(rows):,} lines, and {MOST_ROWS:,} are the most; bring it in parts")
    return Sheet(name, kind, tuple(header), tuple((number, tuple(cells)) for number, cells in rows))


def _filled(cells: list[str]) -> int:
    return sum(bool(printable(cell).strip()) for cell in cells)


def _readable(name: str, line: int, cells: list[str]) -> list[str]:
    """The cells of a line without what can't be printed and without blanks around them."""
    for cell in cells:
        if len(cell) > LONGEST_CELL:
            raise PlannerError(
                f"{name}:{line}: a cell holds {len(cell):,} characters, and {LONGEST_CELL:,} are the most; "
                "shorten it, or close its quotes if the lines after it fell in"
            )
        if not cell.isascii() and not _encodable(cell):
            raise PlannerError(
                f"{name}:{line}: a cell holds half a character (a lone surrogate); save the file as UTF-8 again"
            )
        if "\0" in cell:
            raise PlannerError(f"{name}:{line}: there is a NUL byte, which no text holds; save the file again")
    return [printable(cell).strip() for cell in cells]


def _trimmed(cells: list[str], width: int) -> list[str]:
    """The cells without empty ones past the header."""
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells


def _encodable(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True
