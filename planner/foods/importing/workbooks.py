"""Workbooks: XLSX, and XLS of older programs."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

from planner.errors import PlannerError
from planner.foods.importing.column_matching import known_headers
from planner.foods.importing.sheets import MOST_COLUMNS, MOST_INFLATED, MOST_ROWS, Rows, Sheet, sheet
from planner.foods.importing.zips import Archive
from planner.reference.outside_text import LONGEST_CELL

_SECONDS = 30


def read_xlsx(archive: Archive, of: str = "food") -> Sheet:
    """The table of an XLSX workbook; `of` is what each line is about, for the sentences.

    Raises
    ------
    PlannerError
        In one sentence, if there is no table in it, or it is damaged or past the bounds.
    """
    # packed anew from what was inflated within bounds: the parser meets no header that lies
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for member in archive.members:
            if member.endswith((".xml", ".rels")):
                out.writestr(zipfile.ZipInfo(member), archive.read(member))
    return read_workbook(packed.getvalue(), archive.name, of)


def read_workbook(raw: bytes, name: str, of: str = "food") -> Sheet:
    """The table of a workbook: of its sheets, the one with most known headers, else the first.

    `of` is what each line is about, for the sentences.

    Raises
    ------
    PlannerError
        In one sentence, if there is no table in it, or it is damaged or past the bounds.
    """
    by_sheet: dict[str, Rows] = {}
    for one in _cells(raw, name):
        by_sheet.setdefault(one[0], []).append((one[1], one[2]))
    tables = {title: rows for title, rows in by_sheet.items() if _header(rows)}
    if not tables:
        raise PlannerError(f"{name}: no sheet of it holds a table; bring one with a header and a line for each {of}")
    title = max(tables, key=lambda title: known_headers(_header(tables[title])[:MOST_COLUMNS]))
    return sheet(name, f"workbook, sheet {title!r}", _padded(tables[title]), of)


def _header(rows: Rows) -> list[str]:
    return next((cells for _, cells in rows if sum(map(bool, cells)) >= 2), [])


def _padded(rows: Rows) -> Rows:
    """Lines of one length: a sheet says nothing about empty cells at the end of a line."""
    width = len(_header(rows))
    return [(line, cells + [""] * (width - len(cells))) for line, cells in rows]


def _cells(raw: bytes, name: str) -> list[tuple[str, int, list[str]]]:
    script = str(Path(__file__).with_name("workbook_process.py"))
    bounds = (MOST_ROWS + 1, MOST_COLUMNS, LONGEST_CELL, MOST_INFLATED)
    command = [sys.executable, "-P", script, *map(str, bounds)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _refused(name) from None
    lines = [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    fault = next((line["fault"] for line in lines if isinstance(line, dict)), None)
    if fault == "locked":
        raise PlannerError(f"{name}: the workbook is locked with a password; save it without one")
    if fault or done.returncode:
        raise _refused(name)
    return lines


def _refused(name: str) -> PlannerError:
    return PlannerError(f"{name}: the workbook is damaged or spans far too many cells; save its sheet as 'CSV UTF-8'")
