"""The CSV text of a food table: as rows of text, and cells that no spreadsheet runs."""

import csv
import io
import re

import pandas as pd

from planner.foods.food_checks import COLUMNS, LATER, Line
from planner.reference.outside_text import first_seen, printable, quoted

MOST_COLUMNS = 500
# a cell that begins so runs as a formula in a spreadsheet, the wide forms of East Asia too, or loses an apostrophe
_RUN = frozenset("=+-@＝＋－＠'")
_BREAKS = ("\t", "\r", "\n")


def split_rows(raw: bytes, label: str) -> tuple[list[Line], list[str]]:
    """The rows of a text with their line numbers, and the faults for which it can't be split.

    Parameters
    ----------
    raw : bytes
        The text, in UTF-8.
    label : str
        What the messages call the file.

    Returns
    -------
    rows : list of (line number, cells by column)
        A column that older tables lack is empty where the text doesn't have it.
    faults : list of str
        One sentence each.
    """
    if raw[:2] == b"PK":
        return [], [f"{label}: this is a workbook, not CSV; save the sheet as 'CSV UTF-8'"]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        byte = raw[error.start]
        return [], [f"{label}:{line}: byte 0x{byte:02x} is not UTF-8; save the file as 'CSV UTF-8' and try again"]
    if not text.strip():
        return [], [f"{label}: the file is empty; take the table that comes with the planner as a start"]
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return [], [f"{label}:{line}: there is a NUL byte, which no text holds; save the file as 'CSV UTF-8'"]
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [printable(column) for column in next(reader, [])]
    except csv.Error as error:
        return [], [f"{label}:1: the header can't be read ({error}); save the file as 'CSV UTF-8'"]
    faults = _header_faults(header, label)
    if faults:
        return [], faults
    rows: list[Line] = []
    start = reader.line_num + 1
    try:
        for cells in reader:
            if len(cells) != len(header) and any(cells):
                faults.append(
                    f"{label}:{start}: the line has {len(cells)} cells where the header has {len(header)}; "
                    "a comma is missing, or a text with a comma stands without quotes"
                )
            elif any(cell.strip() for cell in cells):
                row = {key: printable(cell).strip() for key, cell in zip(header, cells, strict=True)}
                rows.append((start, dict.fromkeys(LATER, "") | row))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(f"{label}:{start}: the line can't be read ({error}); check its quotes")
    if not rows and not faults:
        faults.append(f"{label}: there is no food in it; add a line for each food")
    return rows, faults


def _header_faults(header: list[str], label: str) -> list[str]:
    if len(header) == 1 and ";" in header[0]:
        return [f"{label}:1: the columns stand apart by semicolons; save the file with commas ('CSV UTF-8')"]
    if len(header) > MOST_COLUMNS:
        return [f"{label}:1: there are {len(header):,} columns, and {MOST_COLUMNS} are the most; take out the others"]
    faults = []
    stems = {_stem(column): column for column in COLUMNS}
    for column in header:
        if header.count(column) > 1:
            faults.append(f"{label}:1: column {quoted(column)} stands twice; keep one of them")
        elif column not in COLUMNS:
            meant = stems.get(_stem(column))
            way = f"this table has {meant}: turn the figures into that unit" if meant else "take it out"
            faults.append(f"{label}:1: column {quoted(column)} is not known; {way}")
    missing = [column for column in COLUMNS if column not in header and column not in LATER]
    faults += [
        f"{label}:1: column {column} is missing; add it, with empty cells where nothing is known" for column in missing
    ]
    return list(dict.fromkeys(faults))


def _stem(column: str) -> str:
    return re.sub(r"_(kcal|kj|g|mg|ug|µg)$", "", column.lower())


def inert(cells: pd.Series) -> pd.Series:
    """Texts so that no spreadsheet runs one as a formula: an apostrophe stands before what it would run.

    Parameters
    ----------
    cells : pandas.Series
        Texts.

    Returns
    -------
    pandas.Series
        Of the same index.

    Examples
    --------
    >>> inert(pd.Series(["=1+1", "Milk, 1 %"])).tolist()
    ["'=1+1", 'Milk, 1 %']
    """
    return cells.astype(str).map(lambda cell: f"'{cell}" if _runs(cell) else cell)


def without_apostrophe(cell: str) -> str:
    """A text as it was before `inert` set an apostrophe before it.

    Examples
    --------
    >>> without_apostrophe("'=1+1"), without_apostrophe("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if cell[:1] == "'" and _runs(cell[1:]) else cell


def _runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell, or strip it; signs that nobody sees don't hide what comes after."""
    return cell[:1] in _BREAKS or first_seen(cell) in _RUN
