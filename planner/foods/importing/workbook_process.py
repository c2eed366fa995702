"""Reads the cells of a workbook from stdin and writes them as JSON lines; runs as a process of its own.

The parser sets aside room for the whole rectangle that the cells of a sheet span. One tampered cell
reference makes that terabytes, which ends the process, so it must not be that of the dashboard.
"""

import contextlib
import datetime
import io
import json
import sys
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 1 << 30  # bytes


class Bounds(NamedTuple):
    """The most rows and columns of a sheet, characters of a cell, and characters of all that is written."""

    rows: int
    columns: int
    cell: int
    characters: int


def main() -> None:
    """Write ``[sheet, line, cells]`` for each filled line, or ``{"fault": ...}``; bounds stand in the arguments."""
    bounds = Bounds(*map(int, sys.argv[1:]))
    with contextlib.suppress(ImportError, ValueError, OSError):  # there is no such module on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for k, about in enumerate(book.sheets_metadata[:20]):
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                bounds = _write(k, about.name, book, bounds)
    except PasswordError:
        print(json.dumps({"fault": "locked"}))
    except (CalamineError, OverflowError):
        print(json.dumps({"fault": "damaged"}))


def _write(k: int, name: str, book: CalamineWorkbook, bounds: Bounds) -> Bounds:
    """Write a sheet; what of the bounds is left then."""
    sheet = book.get_sheet_by_index(k)
    filled, left = 0, bounds.characters
    for line, row in enumerate(sheet.iter_rows(), 1):
        cells = [_text(cell)[: bounds.cell + 1] for cell in row]  # a shared text may stand in every cell
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            filled += 1
            said = json.dumps([name, line, cells[: bounds.columns + 1]])
            left -= len(said)
            if left < 0:
                raise OverflowError(f"{name} holds more than {bounds.characters} characters")
            print(said)
        if filled > bounds.rows or line > 4 * bounds.rows:
            break
    return bounds._replace(characters=left)


def _text(cell: object) -> str:
    """A cell as it would be typed: 12.0 is 12, a day has no hour."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return format(cell, ".15g")
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


if __name__ == "__main__":
    main()
