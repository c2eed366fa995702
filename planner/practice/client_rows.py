"""A list of clients as a dietitian has it: a line for each, the columns named as the options of ``plan``."""

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from planner.errors import PlannerError, one_of, quoted
from planner.exports.handout import Handout
from planner.foods.importing.csv_text import decoded, lines_of
from planner.foods.importing.sheets import MOST_BYTES, Sheet, label, sheet
from planner.foods.importing.workbooks import read_workbook, read_xlsx
from planner.foods.importing.zips import Archive
from planner.menu.plan import FIRST_DAY, LARGEST_SEED, LAST_DAY
from planner.person.person import Person, Preferences
from planner.person.supplements import prescribed
from planner.reference.outside_text import bounded

CLIENT = "client"
BETWEEN = ";"  # of several values in a cell
MOST_DAYS = 14
LONGEST_STEM = 80  # characters of the name of a file
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]|report", re.IGNORECASE)  # names that a folder can't have


@dataclass(frozen=True)
class ClientRow:
    """A client who can be planned for.

    Attributes
    ----------
    line : int
        Of the file.
    client : str
        Who it is; the handout has it too.
    stem : str
        What her files are called, before the dot.
    person, preferences, start, days, seed
        What her plan depends on.
    handout : Handout
        What stands on her documents.
    """

    line: int
    client: str
    stem: str
    person: Person
    preferences: Preferences
    start: date
    days: int
    seed: int
    handout: Handout


@dataclass(frozen=True)
class RowFault:
    """A line that can't be planned, and why, in one sentence with its line and column."""

    line: int
    client: str
    fault: str


@dataclass(frozen=True)
class ClientList:
    """A list of clients: those who can be planned for, and the lines that can't."""

    rows: tuple[ClientRow, ...]
    faults: tuple[RowFault, ...]


def _whole(text: str) -> object:
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,15}", text) else text


def _number(text: str) -> object:
    found = re.fullmatch(r"([+-]?[0-9]{1,15})(?:\.([0-9]{1,15})|,([0-9]{1,2}))?", text)
    return float(f"{found[1]}.{found[2] or found[3] or 0}") if found else text


def _flag(text: str) -> bool:
    given = text.lower()
    if given not in ("yes", "no", "true", "false", "1", "0"):
        raise PlannerError(f"{quoted(text)} is neither yes nor no: write one of the two")
    return given in ("yes", "true", "1")


def _not_flag(text: str) -> bool:
    return not _flag(text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(BETWEEN) if part.strip())


def _supplements(text: str) -> tuple[Any, ...]:
    return tuple(prescribed(line) for line in _several(text))


def _date(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise PlannerError(f"{quoted(text)} is no date: write it like 2026-11-23") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PlannerError(f"the start can't be {day}: give a day from {FIRST_DAY} to {LAST_DAY}")
    return day


def _from_to(what: str, least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = _whole(text)
        if not isinstance(value, int) or not least <= value <= most:
            raise PlannerError(f"{what} can't be {quoted(text)}: give a whole number from {least} to {most}")
        return value

    return read


_Read = Callable[[str], Any]
# column: field of the person, the preferences, the plan or the handout, and how a cell is read
_PERSON: dict[str, tuple[str, _Read]] = {
    "sex": ("sex", str),
    "stage": ("stage", str),
    "age": ("age", _whole),
    "trimester": ("trimester", _whole),
    "week": ("week", _whole),
    "half_year": ("half_year", _whole),
    "height_cm": ("height_cm", _number),
    "weight_kg": ("weight_kg", _number),
    "activity": ("activity", str),
    "condition": ("conditions", _several),
    "twins": ("twins", _flag),
    "supplement": ("supplements", _supplements),
}
_PREFERENCES: dict[str, tuple[str, _Read]] = {
    "system": ("system", str),
    "diet": ("diet", str),
    **{name: (name, _several) for name in ("without", "exclude", "allow", "at_home")},
    "favourite": ("favourites", _several),
    "kitchen": ("kitchens", _several),
    **{name: (name, str) for name in ("minutes", "leftovers", "season", "region", "pairings")},
    **{name: (name, _several) for name in ("coffee", "tea", "chocolate", "spinach")},
    "fortified_milk": ("fortified_milk", _flag),
    "plain_milk": ("fortified_milk", _not_flag),
    "energy_kcal": ("energy_kcal", _number),
    "target": ("targets", _several),
}
_PLAN: dict[str, tuple[str, _Read]] = {
    "days": ("days", _from_to("days", 1, MOST_DAYS)),
    "start": ("start", _date),
    "seed": ("seed", _from_to("the seed", 0, LARGEST_SEED)),
}
_HANDOUT: dict[str, tuple[str, _Read]] = {
    **{name: (name, str) for name in (CLIENT, "dietitian", "note", "paper", "timezone")},
    "eaters": ("eaters", _whole),
    "reminder": ("reminder", _whole),
}
COLUMNS = (*_HANDOUT, *_PERSON, *_PREFERENCES, *_PLAN)


def read_clients(raw: bytes, name: str, start: date | None = None) -> ClientList:
    """Read a list of clients.

    Parameters
    ----------
    raw : bytes
        A CSV file (UTF-8 or as Windows writes it; commas, semicolons or tabs) or a workbook. Its columns are
        the options of ``cramp-planner plan`` with underscores for hyphens; ``client`` names the line, all
        others may be missing. Several values in a cell stand apart by semicolons.
    name : str
        What the sentences call the file.
    start : date, optional
        First day of the plans of lines that say none; today by default.

    Returns
    -------
    ClientList

    Raises
    ------
    PlannerError
        In one sentence, if the file as a whole can't be read: it is empty, has a column that is no option, or none
        called ``client``.

    Examples
    --------
    >>> found = read_clients(b"client,age,without\\nAnna,30,milk;egg\\nBerta,60,\\n", "clients.csv")
    >>> found.rows[0].preferences.without
    ('milk', 'egg')
    >>> found.faults[0].fault
    'clients.csv:3, column age: age is 60: it must be at most 50'
    """
    table = _table(raw, label(name))
    header = [_column(cell, table) for cell in table.header]
    for column in header:
        if header.count(column) > 1:
            raise PlannerError(f"{table.name}: two columns are called {column!r}: keep one of them")
    if CLIENT not in header:
        raise PlannerError(f"{table.name}: no column is called 'client': add it, with a name or number for each line")
    rows: list[ClientRow] = []
    faults: list[RowFault] = []
    seen: dict[str, ClientRow] = {}  # by the name of their files
    for line, texts in table.rows:
        cells = {column: cell for column, cell in zip(header, texts, strict=False) if cell}
        client = " ".join(cells.get(CLIENT, "").split())
        try:
            if "\n" in cells.get(CLIENT, ""):
                raise PlannerError(f"{table.name}:{line}, column client: it has more than one line: close its quotes")
            if len(texts) > len(header):
                raise PlannerError(
                    f"{table.name}:{line}: the line has {len(texts)} cells where the header has {len(header)}"
                )
            row = _row(table.name, line, cells | ({CLIENT: client} if client else {}), start or date.today())
            if other := seen.get(row.stem.casefold()):
                same = (
                    "is called the same" if other.client == client else f"would have the same files as {quoted(client)}"
                )
                raise PlannerError(
                    f"{table.name}:{line}, column client: line {other.line} {same}: give each a name of its own"
                )
            seen[row.stem.casefold()] = row
            rows.append(row)
        except PlannerError as error:
            faults.append(RowFault(line, client, str(error)))
    return ClientList(tuple(rows), tuple(faults))


def _table(raw: bytes, name: str) -> Sheet:
    if len(raw) > MOST_BYTES:
        raise PlannerError(f"{name}: it is over {MOST_BYTES >> 20} MB; bring the list in parts")
    if not raw.strip():
        raise PlannerError(f"{name}: the file is empty; bring a table with a line for each client")
    if raw.startswith(b"PK"):
        archive = Archive(raw, name)
        if "xl/workbook.xml" not in archive.members:
            raise PlannerError(f"{name}: it is a zip file and no workbook; unpack it and bring the table in it")
        return read_xlsx(archive, CLIENT)
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return read_workbook(raw, name, CLIENT)
    text, encoding = decoded(raw, name)
    mark = max(",;\t", key=lambda mark: _known(text, mark))
    return sheet(name, f"CSV, {encoding}", lines_of(text, mark, name), CLIENT)


def _known(text: str, mark: str) -> int:
    """How many names of columns the first line has, if its cells stand apart so."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]
    return sum(_plain(cell) in COLUMNS for cell in next(csv.reader([first], delimiter=mark), []))


def _plain(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().lower())


def _column(cell: str, table: Sheet) -> str:
    if not cell:
        raise PlannerError(f"{table.name}: a column has no name: name it as an option of plan, or take it out")
    return one_of(_plain(cell), COLUMNS, f"{table.name}: a column")


def _row(name: str, line: int, cells: Mapping[str, str], start: date) -> ClientRow:
    where = f"{name}:{line}"
    if CLIENT not in cells:
        raise PlannerError(f"{where}, column client: it is empty: give a name or number")
    try:
        cells = bounded(dict(cells))
    except ValueError as error:
        raise PlannerError(f"{where}: {error}") from None
    if "fortified_milk" in cells and "plain_milk" in cells:
        raise PlannerError(f"{where}: fortified_milk and plain_milk say the same twice: leave one of the two out")
    plan = _fields(_PLAN, cells, where, dict)
    return ClientRow(
        line=line,
        client=cells[CLIENT],
        stem=_stem(cells[CLIENT], where),
        person=Person(**_fields(_PERSON, cells, where, Person)),
        preferences=Preferences(**_fields(_PREFERENCES, cells, where, Preferences)),
        start=plan.get("start", start),
        days=plan.get("days", 7),
        seed=plan.get("seed", 0),
        handout=Handout(**_fields(_HANDOUT, cells, where, Handout)),
    )


def _fields(
    columns: Mapping[str, tuple[str, _Read]], cells: Mapping[str, str], where: str, build: Callable[..., object]
) -> dict[str, Any]:
    """The fields of a person, preferences or a handout: taken one by one, so that a fault names its column."""
    fields: dict[str, Any] = {}
    for column, (field, read) in columns.items():
        if column in cells:
            try:
                fields[field] = read(cells[column])
                build(**fields)
            except PlannerError as error:
                raise PlannerError(f"{where}, column {column}: {error}") from None
    return fields


def _stem(client: str, where: str) -> str:
    """A name as that of a file: on any system, in no other folder."""
    plain = unicodedata.normalize("NFC", client)
    kept = "".join(sign if sign.isalnum() or sign in " -_." else "_" for sign in plain)
    stem = " ".join(kept.split()).strip(" ._")[:LONGEST_STEM].strip(" ._")
    if not any(sign.isalnum() for sign in stem):
        raise PlannerError(f"{where}, column client: no file can be called {quoted(client)}: use letters or numbers")
    return f"{stem}_" if _RESERVED.fullmatch(stem.partition(".")[0]) else stem
