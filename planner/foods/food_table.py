"""The food table: composition per 100 g edible portion, servings, roles, allergens."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

from planner.errors import FoodTableError, PlannerError, one_of
from planner.foods import food_checks
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_csv import inert, split_rows, without_apostrophe
from planner.reference.dish_row import DishRow
from planner.reference.nutrients import derive
from planner.reference.tables import data_dir

TEXTS = [column for column in COLUMNS if column not in NUMBERS]
# words of a name that keep their capital inside a sentence
PROPER = frozenset("Alaska American Atlantic Brazil British Brussels Chinese Danish Dutch English French German Greek "
                   "Icelandic Irish Italian Japanese Mediterranean Norwegian Pacific Polish Russian Scottish Spanish "
                   "Swedish Swiss Turkish Ukrainian".split())  # fmt: skip
_HOW_SOLD = re.compile(r"^(?:(?:fresh|frozen|lean|light|raw|tinned) )+(?=\S)| with added .*$", re.IGNORECASE)


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
    dishes : tuple of DishRow
        Dishes of one's own, which go where the table goes; `sha256` does not tell of them.
    """

    frame: pd.DataFrame = field(repr=False)
    name: str
    sha256: str
    revision: int | None = None
    dishes: tuple[DishRow, ...] = ()

    def __contains__(self, food: str) -> bool:
        return food in self.frame.index

    def word(self, food: str) -> str:
        """What a sentence calls the food: its name up to the first comma, in lower case but for a proper name.

        Raises
        ------
        PlannerError
            If it is not in the table.

        Examples
        --------
        >>> load_foods().word("milk_2_percent"), load_foods().word("yoghurt_greek")
        ('milk', 'Greek yoghurt')
        """
        if food not in self:
            one_of(food, self.frame.index, "the food")
        return inside_sentence(str(self.frame.at[food, "name"]).split(",")[0])

    def short_word(self, food: str) -> str:
        """What a dish and its recipe call the food: its word without how it is sold.

        Raises
        ------
        PlannerError
            If it is not in the table.

        Examples
        --------
        >>> load_foods().short_word("tuna_light_tinned"), load_foods().short_word("green_peas_frozen")
        ('tuna', 'peas')
        """
        return _HOW_SOLD.sub("", self.word(food))

    @property
    def servable(self) -> pd.Series:
        """Whether each food can be put on a plate: it is not retired, and its portion is known [bool by food]."""
        portion = self.frame[["serving_g", "step", "max_servings"]].notna().all(axis=1)
        return portion & (self.frame["serving"] != "") & (self.frame["retired"] == "")

    def playing(self, role: str) -> list[str]:
        """The foods that play a role; a food's own key is a role that it alone plays."""
        if role in self.frame.index:
            return [role]
        return [str(food) for food, roles in self.frame["roles"].items() if role in str(roles).split()]

    def to_csv(self) -> str:
        """The table as CSV text, as it is saved and checked."""
        return to_csv(self.frame)


def inside_sentence(name: str) -> str:
    """A name as it stands inside a sentence: in lower case, but for a proper name or an abbreviation.

    Examples
    --------
    >>> inside_sentence("Sour cream"), inside_sentence("Alaska pollock"), inside_sentence("UHT milk")
    ('sour cream', 'Alaska pollock', 'UHT milk')
    """
    proper = name.partition(" ")[0] in PROPER or name[1:2].isupper()
    return name if proper else name[:1].lower() + name[1:]


def to_csv(frame: pd.DataFrame) -> str:
    """A frame of foods as CSV text with exactly the columns of the food table.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, which reading
    takes away again.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a food, indexed by key; columns as in `FoodTable`, in any order, others are left out.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If a column is missing.

    Examples
    --------
    >>> to_csv(load_foods().frame.loc[["banana"]]).splitlines()[1][:30]
    'banana,Banana,fruit,A2 A6 A10,'
    """
    if missing := [column for column in COLUMNS[1:] if column not in frame]:
        raise PlannerError(f"the foods have no column {missing[0]}: add it, empty where nothing is known")
    out = frame.rename_axis("food").reset_index()[COLUMNS].astype("object")
    for column in NUMBERS:
        out[column] = [format(value, ".10g") if pd.notna(value) else "" for value in out[column]]
    out = out.fillna("")
    for column in TEXTS:
        out[column] = inert(out[column])
    return out.to_csv(index=False, lineterminator="\n")


def read_checked(raw: bytes, name: str, revision: int | None = None) -> FoodTable:
    """A food table from CSV text that was checked before it was kept, without checking it again.

    Parameters
    ----------
    raw : bytes
        As of `to_csv`; columns that came later than the text are empty.
    name : str
        What messages call the table.
    revision : int, optional
        Its number in the history of saved tables.

    Returns
    -------
    FoodTable

    Examples
    --------
    >>> read_checked(load_foods().to_csv().encode(), "as saved", 7).revision
    7
    """
    frame = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    return _table(frame.reindex(columns=COLUMNS, fill_value=""), name, raw, revision)


def _table(cells: pd.DataFrame, name: str, raw: bytes, revision: int | None = None) -> FoodTable:
    frame = cells.set_index("food")
    frame = frame.assign(**frame[NUMBERS].replace("", "nan").astype("float64"))
    for column in TEXTS[1:]:
        if any(cell[:1] == "'" for cell in frame[column]):
            frame[column] = frame[column].map(without_apostrophe)
    return FoodTable(derive(frame), name, hashlib.sha256(raw).hexdigest(), revision)


@cache  # the shipped table does not change while the program runs
def shipped_foods() -> FoodTable:
    """The food table that comes with the planner, read once.

    Examples
    --------
    >>> shipped_foods() is shipped_foods()
    True
    """
    return load_foods()


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
        The lines of the foods, one for each, for messages about a part of a table.

    Returns
    -------
    FoodTable

    Raises
    ------
    FoodTableError
        With one sentence for each fault; nothing is taken over from a table with faults.
    PlannerError
        If there are more lines than foods, or fewer.

    Examples
    --------
    >>> foods = load_foods()
    >>> float(foods.frame.at["milk_2_percent", "calcium_mg"])
    120.0
    """
    raw, label = _bytes(source, name)
    rows, faults = split_rows(raw, label)
    if lines is not None and not faults:
        if len(lines) != len(rows):
            raise PlannerError(f"{label} has {len(rows)} foods, and {len(lines)} lines are given: give one for each")
        rows = [(line, cells) for line, (_, cells) in zip(lines, rows, strict=True)]
    if rows:
        faults = faults + food_checks.faults(rows, label)
    if faults:
        raise FoodTableError(faults)
    return _table(pd.DataFrame([row for _, row in rows], columns=COLUMNS), label, raw)


def check_foods(source: str | Path | bytes, name: str | None = None) -> list[str]:
    """All faults of a food table.

    Parameters
    ----------
    source : path or bytes
        A CSV file or its bytes.
    name : str, optional
        What to call it in the sentences; the file name by default.

    Returns
    -------
    list of str
        One sentence each with line, column, value and the way out; empty if the table is sound.

    Examples
    --------
    >>> text = load_foods().to_csv().replace("banana,Banana,fruit,", "banana,Banana,frut,")
    >>> check_foods(text.encode(), "mine.csv")[0][:70]
    "mine.csv:99: group of banana is 'frut'; it takes one of: dairy, cereal"
    """
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
    except (OSError, ValueError) as error:  # a path with a NUL byte is a ValueError
        reason = (getattr(error, "strerror", "") or "it can't be read").lower()
        raise FoodTableError([f"{path}: {reason}; give the path of a CSV file that can be read"]) from None
