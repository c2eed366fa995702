"""CSV as programs write it: any usual encoding, commas, semicolons or tabs."""

import csv
import io
import itertools

from planner.errors import PlannerError
from planner.foods.importing.column_matching import known_headers
from planner.foods.importing.sheets import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Rows, Sheet, sheet

_MARKS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_LOOKED_AT = 40  # lines that tell what stands between the cells


def decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the encoding it is in.

    Raises
    ------
    PlannerError
        In one sentence, if the bytes are no text.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = {"UTF-16": "utf-16"}
    else:
        encodings = {"UTF-8": "utf-8-sig", "Windows-1252": "cp1252"}
    for label, encoding in encodings.items():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, label
    raise PlannerError(
        f"{name}: this is no text in UTF-8, UTF-16 or Windows-1252; save the table as 'CSV UTF-8' or as XLSX"
    )


def read_csv(text: str, encoding: str, name: str) -> Sheet:
    """The table of a CSV text.

    Raises
    ------
    PlannerError
        In one sentence, if there is no table in it or it is past the bounds.
    """
    lines = list(itertools.islice(io.StringIO(text, newline=""), _LOOKED_AT))
    mark = max(_MARKS, key=lambda mark: _fit(lines, mark))
    return sheet(name, f"CSV, {_MARKS[mark]}, {encoding}", _rows(text, mark, name))


def _fit(lines: list[str], mark: str) -> tuple[bool, int, float, int]:
    """How well a separator fits: columns, known headers, lines as long as the header."""
    try:
        rows = [cells for cells in csv.reader(lines, delimiter=mark) if any(cells)]
    except csv.Error:
        return False, 0, 0.0, 0
    at = next((k for k, cells in enumerate(rows) if sum(map(bool, cells)) >= 2), None)
    if at is None:
        return False, 0, 0.0, 0
    header, below = rows[at], rows[at + 1 :]
    alike = sum(len(cells) == len(header) for cells in below) / max(1, len(below))
    return True, known_headers(header[:MOST_COLUMNS]), round(alike, 1), len(header)


def _rows(text: str, mark: str, name: str) -> Rows:
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
        what = f"a cell is far over {MOST_CHARACTERS:,} characters" if "limit" in str(error) else str(error)
        raise PlannerError(f"{name}:{start}: the line can't be read ({what}); check its quotes") from None
    return rows
