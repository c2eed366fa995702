"""The food table: composition per 100 g edible portion, servings, roles, allergens."""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from planner.errors import FoodTableError
from planner.foods import food_checks
from planner.foods.food_checks import COLUMNS, LATER, NUMBERS
from planner.reference.nutrients import derive
from planner.reference.tables import data_dir

TEXTS = [column for column in COLUMNS if column not in NUMBERS]
# a cell that begins so would run as a formula in a spreadsheet, the wide forms of East Asia too
_RUNS = r"(?=[=+\-@＝＋－＠\t\r\n'])"

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i"})
_LONGEST_KEY = 80  # characters of one made of a name


@dataclass(frozen=True)
class FoodTable:
    """A checked food table.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a food, indexed by its key; the columns of ``data/foods.csv`` and the derived
        nutrients. Amounts per 100 g edible portion in the unit of the column name; NaN = unknown.
    name : str
        File name or label of the table.
    sha256 : str
        Of the CSV text that the table was read from; empty for changes that are written nowhere.
    revision : int or None
        Its number in the history of saved tables; None if it was never saved.
    """

    frame: pd.DataFrame = field(repr=False)
    name: str
    sha256: str
    revision: int | None = None

    def __contains__(self, food: str) -> bool:
        return food in self.frame.index

    def word(self, food: str) -> str:
        """What a dish calls the food: its name up to the first comma, in lower case.

        Examples
        --------
        >>> load_foods().word("milk_2_percent")
        'milk'
        """
        name = str(self.frame.at[food, "name"]).split(",")[0]
        return name[:1].lower() + name[1:]

    @property
    def servable(self) -> pd.Series:
        """Whether each food can be put on a plate: it is not retired, and its portion is known."""
        portion = self.frame[["serving_g", "step", "max_servings"]].notna().all(axis=1)
        return portion & (self.frame["serving"] != "") & (self.frame["retired"] == "")

    def playing(self, role: str) -> list[str]:
        """The foods that play a role; a food's own key is a role that it alone plays."""
        if role in self.frame.index:
            return [role]
        return [food for food, roles in self.frame["roles"].items() if role in str(roles).split()]

    def to_csv(self) -> str:
        """The table as CSV text, as it is saved and checked."""
        return to_csv(self.frame)


def to_csv(frame: pd.DataFrame) -> str:
    """A frame of foods (indexed by key) as CSV text with exactly the columns of the food table.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which reading
    takes away again.
    """
    out = frame.rename_axis("food").reset_index()[COLUMNS].astype("object")
    for column in NUMBERS:
        out[column] = [format(value, ".10g") if pd.notna(value) else "" for value in out[column]]
    out = out.fillna("")
    for column in TEXTS:
        out[column] = inert(out[column])
    return out.to_csv(index=False, lineterminator="\n")


def inert(cells: pd.Series) -> pd.Series:
    """Texts so that no spreadsheet runs one as a formula: an apostrophe stands before what it would run.

    Examples
    --------
    >>> inert(pd.Series(["=1+1", "Milk, 1 %"])).tolist()
    ["'=1+1", 'Milk, 1 %']
    """
    return cells.astype(str).str.replace(f"^{_RUNS}", "'", regex=True)


def read_checked(raw: bytes, name: str, revision: int | None = None) -> FoodTable:
    """A food table from CSV text that was checked before it was kept, without checking it again.

    Columns that came later than the text are empty.
    """
    frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    return _table(frame.reindex(columns=COLUMNS, fill_value=""), name, raw, revision)


def _table(cells: pd.DataFrame, name: str, raw: bytes, revision: int | None = None) -> FoodTable:
    frame = cells.set_index("food")
    frame = frame.assign(**frame[NUMBERS].replace("", "nan").astype("float64"))
    for column in TEXTS[1:]:
        if any(cell[:1] == "'" for cell in frame[column]):
            frame[column] = frame[column].str.replace(f"^'{_RUNS}", "", regex=True)
    return FoodTable(derive(frame), name, hashlib.sha256(raw).hexdigest(), revision)


def load_foods(
    source: str | Path | bytes | None = None, name: str | None = None, lines: Sequence[int] | None = None
) -> FoodTable:
    """Read and check a food table.

    Parameters
    ----------
    source : path, bytes or None
        A CSV file, its bytes, or None for the table that comes with the planner.
    name : str, optional
        What to call it in messages; the file name by default.
    lines : sequence of int, optional
        The lines of the foods, for messages about a part of a table.

    Raises
    ------
    FoodTableError
        With one sentence for each fault; nothing is taken over from a table with faults.

    Examples
    --------
    >>> foods = load_foods()
    >>> float(foods.frame.at["milk_2_percent", "calcium_mg"])
    120.0
    """
    raw, label = _bytes(source, name)
    rows, faults = _rows(raw, label)
    if lines is not None and not faults:
        rows = [(line, cells) for line, (_, cells) in zip(lines, rows, strict=True)]
    if rows:
        faults = faults + food_checks.faults(rows, label)
    if faults:
        raise FoodTableError(faults)
    return _table(pd.DataFrame([row for _, row in rows], columns=COLUMNS), label, raw)


def check_foods(source: str | Path | bytes, name: str | None = None) -> list[str]:
    """All faults of a food table, one sentence each with line and column; empty if it is sound."""
    try:
        load_foods(source, name)
    except FoodTableError as error:
        return error.faults
    return []


def _bytes(source: str | Path | bytes | None, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "food table"
    path = Path(source) if source is not None else data_dir() / "foods.csv"
    try:
        return path.read_bytes(), name or path.name
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise FoodTableError([f"{path}: {reason}; give the path of a CSV file that can be read"]) from None


def _rows(raw: bytes, label: str) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """Split the text into rows with their line numbers, or say why that can't be done."""
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
        header = next(reader, [])
    except csv.Error as error:
        return [], [f"{label}:1: the header can't be read ({error}); save the file as 'CSV UTF-8'"]
    faults = _header_faults(header, label)
    if faults:
        return [], faults
    rows: list[tuple[int, dict[str, str]]] = []
    start = reader.line_num + 1
    try:
        for cells in reader:
            if len(cells) != len(header) and any(cells):
                faults.append(
                    f"{label}:{start}: the line has {len(cells)} cells where the header has {len(header)}; "
                    "a comma is missing, or a text with a comma stands without quotes"
                )
            elif any(cell.strip() for cell in cells):
                row = {key: cell.strip() for key, cell in zip(header, cells, strict=True)}
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
    faults = []
    stems = {_stem(column): column for column in COLUMNS}
    for column in header:
        if header.count(column) > 1:
            faults.append(f"{label}:1: column {column} stands twice; keep one of them")
        elif column not in COLUMNS:
            meant = stems.get(_stem(column))
            way = f"this table has {meant}: turn the figures into that unit" if meant else "take it out"
            faults.append(f"{label}:1: column {column!r} is not known; {way}")
    missing = [column for column in COLUMNS if column not in header and column not in LATER]
    faults += [
        f"{label}:1: column {column} is missing; add it, with empty cells where nothing is known" for column in missing
    ]
    return list(dict.fromkeys(faults))


def _stem(column: str) -> str:
    return re.sub(r"_(kcal|kj|g|mg|ug|µg)$", "", column.lower())


def food_key(name: str) -> str:
    """A key made of a name: lower snake case.

    Examples
    --------
    >>> food_key("Crème fraîche, 30 %"), food_key("Süßkartoffel")
    ('creme_fraiche_30', 'susskartoffel')
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "_", plain)[:_LONGEST_KEY].strip("_")
    return key if key[:1].isalpha() else f"food_{key}".strip("_")


def free_key(key: str, taken: Collection[str], last: dict[str, int] | None = None) -> str:
    """The key, or the first of ``key_2``, ``key_3`` … that is not taken; `last` keeps how far it came before."""
    found, n = key, (last or {}).get(key, 1)
    while found in taken:
        n += 1
        found = f"{key}_{n}"
    if last is not None:
        last[key] = n
    return found
