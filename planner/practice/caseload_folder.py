"""The folder of a caseload: documents, and a report by which what is there already need not be made again."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path

from planner.errors import PlannerError
from planner.exports.documents import replace_file
from planner.foods.food_csv import without_apostrophe
from planner.foods.food_table import FoodTable
from planner.practice.caseload import (
    BETWEEN,
    FAULT,
    NOT_MADE,
    PLANNED,
    REPORT_COLUMNS,
    SHORT,
    ClientResult,
    result_table,
)
from planner.practice.client_rows import ClientRow
from planner.practice.plan_tasks import program_digest

REPORT = "report.csv"
FINGERPRINT = "fingerprint"  # the last column: a line that was cut off has none
_COLUMNS = [*REPORT_COLUMNS, FINGERPRINT]


def fingerprint(row: ClientRow, foods: FoodTable, formats: Iterable[str]) -> str:
    """What tells whether a client's documents would be the same: answers, food table, version, what stands on them.

    Parameters
    ----------
    row : ClientRow
    foods : FoodTable
    formats : iterable of str
        Of the documents.

    Returns
    -------
    str
        Twenty hexadecimal digits.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.practice.client_rows import read_clients
    >>> one, other = read_clients(b"client,age\\nAnna,30\\nBerta,31\\n", "clients.csv").rows
    >>> fingerprint(one, load_foods(), ["pdf"]) == fingerprint(other, load_foods(), ["pdf"])
    False
    """
    said = {
        "person": row.person.model_dump(mode="json"),
        "preferences": row.preferences.model_dump(mode="json"),
        "plan": [row.start.isoformat(), row.days, row.seed],
        "handout": row.handout.model_dump(mode="json", exclude={"made"}),
        "foods": [foods.name, foods.sha256],
        "formats": sorted(formats),
        "program": program_digest(),
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


class CaseloadFolder:
    """Where the documents of a caseload are written; what is done stays done, whatever comes after.

    Parameters
    ----------
    path : pathlib.Path
        Made if it is not there.

    Raises
    ------
    PlannerError
        If it can't be made or read, or holds a report of something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(exist_ok=True)
        except (OSError, ValueError) as error:
            raise _unusable(path, error) from None
        self._before = self._read()
        self._now: dict[int, dict[str, str]] = {}  # by the line of the list

    def has(self, row: ClientRow, mark: str) -> bool:
        """Whether a client's documents are there and made from the same: then they and her line stay as they are."""
        cells = self._before.get(row.client, {})
        if cells.get(FINGERPRINT) != mark or cells["status"] not in (PLANNED, SHORT):
            return False
        files = without_apostrophe(cells["files"]).split(BETWEEN)
        if not all((self.path / name).is_file() for name in files if name):
            return False
        self._now[row.line] = cells
        return True

    def keep(self, one: ClientResult, mark: str = "") -> None:
        """Write a client's documents, then her line of the report.

        Raises
        ------
        PlannerError
            If they can't be written.
        """
        if one.files and one.client in self._before:  # half replaced, they must not pass for those of before
            self._append(_cells(ClientResult(one.line, one.client, NOT_MADE), ""))
        for name, content in one.files.items():
            replace_file(self.path / name, content)
        self._now[one.line] = _cells(one, mark)
        self._append(self._now[one.line])

    def close(self) -> None:
        """Write the report anew, in the order of the list; lines of clients who left it fall away, their files stay.

        Raises
        ------
        PlannerError
            If it can't be written.
        """
        text = io.StringIO(newline="")
        out = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(cells for _, cells in sorted(self._now.items(), key=lambda item: item[0]))
        replace_file(self.path / REPORT, text.getvalue().encode("utf-8-sig"))

    def _append(self, cells: dict[str, str]) -> None:
        path = self.path / REPORT
        try:
            new = not path.exists() or not path.stat().st_size
            with path.open("a", encoding="utf-8-sig" if new else "utf-8", newline="") as file:
                out = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
                if new:
                    out.writeheader()
                out.writerow(cells)
        except OSError as error:
            raise _unusable(path, error) from None

    def _read(self) -> dict[str, dict[str, str]]:
        """The last line of each client that tells of her documents; lines that were cut off are left out."""
        path = self.path / REPORT
        try:
            text = path.read_text(encoding="utf-8-sig")
            rows = csv.DictReader(io.StringIO(text, newline=""))
            if text and list(rows.fieldnames or []) != _COLUMNS:
                raise PlannerError(f"{path}: it is no report of a caseload; choose another folder")
            whole = [row for row in rows if row.get(FINGERPRINT) is not None and row["status"] != FAULT]
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _unusable(path, error) from None
        except (ValueError, csv.Error):
            raise PlannerError(f"{path}: it is damaged; take it away, and all is made anew") from None
        if text and not text.endswith("\n"):  # it was cut off: what is written next begins a line of its own
            replace_file(path, f"{text}\n".encode("utf-8-sig"))
        return {without_apostrophe(row["client"]): {key: row[key] for key in _COLUMNS} for row in whole}


def _cells(one: ClientResult, mark: str) -> dict[str, str]:
    (row,) = csv.reader(io.StringIO(result_table([one]).to_csv(index=False, header=False), newline=""))
    return dict(zip(_COLUMNS, [*row, mark], strict=True))


def _unusable(path: Path, error: Exception) -> PlannerError:
    reason = (getattr(error, "strerror", None) or "it can't be used").lower()
    return PlannerError(f"{path}: {reason}; choose another folder")
