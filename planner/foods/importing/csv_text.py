"""CSV as programs write it: any usual encoding, commas, semicolons or tabs."""

import csv
import io
import itertools

from planner.errors import PlannerError
from planner.foods.importing.column_matching import known_headers
from planner.foods.importing.sheets import MOST_COLUMNS, MOST_ROWS, Rows, Sheet, sheet
from planner.reference.outside_text import LONGEST_CELL

_MARKS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_USUAL = "Windows-1252"
_OLDER = {_USUAL: "cp1252", "Windows-1250": "cp1250", "Windows-1251": "cp1251"}  # west, middle, Cyrillic
_LOOKED_AT = 40  # lines that tell what stands between the cells
_OF_A_LINE = 200_000  # characters that are looked at for it


def decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it is in.

    Raises
    ------
    PlannerError
        In one sentence, if the bytes are no text.
    """
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    label, encoding = ("UTF-16", "utf-16") if marked else ("UTF-8", "utf-8-sig")
    if (text := _text(raw, encoding)) is not None:
        return text, label
    found, most = None, 0 if marked else _headers(raw.decode("ascii", "replace"))
    for label, encoding in {} if marked else _OLDER.items():
        text = _text(raw, encoding)
        known = _headers(text) if text is not None else 0
        if text is not None and (known > most or label == _USUAL):  # nothing but known headers speaks for the others
            found, most = (text, label), known
    if found is None:
        raise PlannerError(
            f"{name}: this is no text in UTF-8, UTF-16 or an encoding of Windows; "
            "save the table as 'CSV UTF-8' or as XLSX"
        )
    return found


def _text(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _headers(text: str) -> int:
    """How many headers are known at the best separator: what tells one older encoding from another."""
    return max(_fit(_first_lines(text), mark) for mark in _MARKS)[1]


def _first_lines(text: str) -> list[str]:
    return [line[:_OF_A_LINE] for line in itertools.islice(io.StringIO(text, newline=""), _LOOKED_AT)]


def read_csv(text: str, encoding: str, name: str) -> Sheet:
    """The table of a CSV text.

    Raises
    ------
    PlannerError
        In one sentence, if there is no table in it or it is past the bounds.
    """
    lines = _first_lines(text)
    mark = max(_MARKS, key=lambda mark: _fit(lines, mark))
    return sheet(name, f"CSV, {_MARKS[mark]}, {encoding}", lines_of(text, mark, name))


def _fit(lines: list[str], mark: str) -> tuple[bool, int, float, float, int]:
    """How well a separator fits: columns, known headers, lines as long as the header, how many headers are unknown."""
    try:
        rows = [cells for cells in csv.reader(lines, delimiter=mark) if any(cells)]
    except csv.Error:
        return False, 0, 0.0, 0.0, 0
    at = next((k for k, cells in enumerate(rows) if sum(map(bool, cells)) >= 2), None)
    if at is None:
        return False, 0, 0.0, 0.0, 0
    header, below = rows[at], rows[at + 1 :]
    alike = sum(len(cells) == len(header) for cells in below) / max(1, len(below))
    known = known_headers(header[:MOST_COLUMNS])
    return True, known, round(alike, 1), known / len(header), len(header)


def lines_of(text: str, mark: str, name: str) -> Rows:
    """The cells of a CSV text, with the number of the line at which each row begins; `mark` is between the cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows: Rows = []
    start = 1
    try:
        for cells in reader:
            rows.append((start, cells))
            start = reader.line_num + 1
            if len(rows) > 2 * MOST_ROWS:  # a file of this length need not be read to its end
                raise PlannerError(f"{name}: there are over {MOST_ROWS:,} lines, which are the most; bring it in parts")
    except csv.Error as error:
        what = f"a cell is far over {LONGEST_CELL:,} characters" if "limit" in str(error) else str(error)
        raise PlannerError(f"{name}:{start}: the line can't be read ({what}); check its quotes") from None
    return rows
