"""From a sheet and what its columns stand for to rows of the food table, every fault named."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from planner.errors import PlannerError, one_of
from planner.foods.food_changes import rows_by_food
from planner.foods.food_checks import COLUMNS, GROUPS, NUMBERS, faults
from planner.foods.food_columns import column_name
from planner.foods.food_csv import without_apostrophe
from planner.foods.food_keys import food_key, free_key
from planner.foods.importing.column_matching import Match, without_fibre
from planner.foods.importing.column_units import SALT, names_unit
from planner.foods.importing.file_type import BLS, CIQUAL
from planner.foods.importing.group_matching import group_of
from planner.foods.importing.number_parsing import decimal_mark, figure, is_trace, is_unknown
from planner.foods.importing.sheets import Sheet
from planner.reference.nutrients import nutrients
from planner.reference.outside_text import quoted

LONGEST_HEADER = 60  # characters of one in a sentence
_NUMBERED = {"ciqual": CIQUAL, "bls": BLS}  # tables whose numbers of foods say whose they are


@dataclass(frozen=True)
class FoodRows:
    """Foods that a file gives.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a food, indexed by key; the columns of the food table as text, unknown is ``""``.
    given : tuple of str
        The columns that the file gives.
    faults : list of str
        One sentence each, with line, column and value; a cell with a fault is unknown in `frame`.
    notes : list of str
        What to know before the foods are used.
    name : str
        What messages call the file.
    lines : dict
        The line of the file for each food.
    made : frozenset of str
        Keys that the file does not give; they were made from names.
    unknown_groups : dict of int
        What the file calls groups that are not known, with the number of foods of each; ``""`` for
        foods of which it names none.
    called : dict of str
        What faults call each column that the file gives: by its header, and where another word is on
        the form, by that too.
    """

    frame: pd.DataFrame = field(repr=False)
    given: tuple[str, ...]
    faults: list[str]
    notes: list[str]
    name: str = "the file"
    lines: dict[str, int] = field(default_factory=dict, repr=False)
    made: frozenset[str] = field(default=frozenset(), repr=False)
    unknown_groups: dict[str, int] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict, repr=False)


def to_food_rows(
    sheet: Sheet, matches: list[Match], source: str = "", groups: Mapping[str, str] | None = None
) -> FoodRows:
    """The foods of a sheet in the columns and units of the food table.

    Parameters
    ----------
    sheet : Sheet
        As of `read_sheet`.
    matches : list of Match
        What each column stands for, as proposed by `match_columns` or corrected; one for each header.
    source : str
        Where the figures are from, for foods of which the file does not say it.
    groups : dict of str, optional
        Our group for each of the `FoodRows.unknown_groups` that somebody has looked at.

    Returns
    -------
    FoodRows
        The foods, and every fault of the file.

    Raises
    ------
    PlannerError
        If the matches are not one for each header, or name what is no column of the food table, or if
        a group is none of ours.

    Examples
    --------
    >>> from planner.foods.importing import match_columns, read_sheet
    >>> sheet = read_sheet(b"name;Calcium (g)\\nBread kvass;0,012\\n", "mine.csv")
    >>> to_food_rows(sheet, match_columns(sheet)).frame.at["bread_kvass", "calcium_mg"]
    '12'
    """
    if len(matches) != len(sheet.header):
        raise PlannerError(f"{sheet.name} has {len(sheet.header)} columns, and {len(matches)} matches are given: "
                           "give one for each")  # fmt: skip
    for match in matches:
        if match.column is not None:
            one_of(match.column, COLUMNS, f"the column for {quoted(match.header)}")
    for ours in (groups or {}).values():
        one_of(ours, GROUPS, "the group")
    return _Reading(sheet, matches, groups or {}).foods(source.strip())


class _Reading:
    """One pass over a sheet; faults are gathered with their lines."""

    def __init__(self, sheet: Sheet, matches: list[Match], groups: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.matches = matches
        self.groups = groups
        self.unknown_groups: dict[str, int] = defaultdict(int)
        self.system = {CIQUAL: "ciqual", BLS: "bls"}.get(
            sheet.kind, "fdc" if sheet.kind.startswith("FoodData Central") else ""
        )
        self.faults: list[tuple[int, str]] = []
        self.notes: list[str] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        for k, match in enumerate(matches):
            if match.column is not None:
                self.places[match.column].append(k)
        for column, places in self.places.items():
            if len(places) > 1 and column != "group":
                names = " and ".join(quoted(matches[k].header) for k in places)
                ours = column_name(column)
                self.faults.append((0, f"{sheet.name}: {names} are taken for {ours}; leave out all but one"))
        self.headers = {column: _header(matches[places[0]].header) for column, places in self.places.items()}

    def foods(self, source: str) -> FoodRows:
        width = len(self.sheet.header)
        rows = []
        for line, cells in self.sheet.rows:
            if len(cells) == width:
                rows.append((line, cells))
            else:
                wide = f"the line has {len(cells)} cells where the header has {width}"
                self._fault(line, f"{wide}; a separator is missing, or one too many stands in a text without quotes")
        lines = [line for line, _ in rows]
        texts = {
            column: [without_apostrophe(cells[places[0]]) for _, cells in rows]
            for column, places in self.places.items()
            if column not in NUMBERS
        }
        data = {column: texts.get(column, [""] * len(rows)) for column in COLUMNS if column not in NUMBERS}
        data |= self._figures(rows)
        typed = data["food"]
        data["food"], good = self._keys(lines, typed, data["name"])
        self._groups(rows, good, data)
        self._sources(data, source)
        frame = pd.DataFrame(data, columns=COLUMNS, dtype="object")
        if self.system:
            good = self._consistent(frame, good)
        self._notes()
        given = {*self.places, *(["source"] if self.system in _NUMBERED else [])}
        return FoodRows(
            frame.iloc[good].set_index("food"),
            tuple(column for column in COLUMNS if column in given),
            [text for _, text in sorted(self.faults, key=lambda pair: pair[0])],
            self.notes,
            self.sheet.name,
            {data["food"][k]: lines[k] for k in good},
            frozenset(data["food"][k] for k in good if not typed[k]),
            dict(self.unknown_groups),
            self._called(),
        )

    def _called(self) -> dict[str, str]:
        """What to call each column in faults of a whole food: its figures are in our units by then."""
        found = {column: column_name(column) for column in COLUMNS}
        for column, header in self.headers.items():
            if header == column:
                found[column] = header
            elif header != found[column]:
                found[column] += f", in the file {quoted(header)},"
        return found

    def _fault(self, line: int, text: str) -> None:
        self.faults.append((line, f"{self.sheet.name}:{line}: {text}"))

    def _figures(self, rows: list[tuple[int, tuple[str, ...]]]) -> dict[str, list[str]]:
        places = {column: self.places[column][0] for column in NUMBERS if column in self.places}
        points = not self.sheet.kind.startswith("CSV")
        typed = {cell for _, cells in rows for cell in (cells[k] for k in places.values())}
        mark = decimal_mark(cell for cell in typed if not (points and "," not in cell))
        data, traces = {column: [""] * len(rows) for column in NUMBERS}, 0
        for column, k in places.items():
            unit = self.matches[k].unit
            read: dict[str, str | ValueError] = {}
            for row, (line, cells) in enumerate(rows):
                cell = cells[k]
                if is_unknown(cell):
                    continue
                if is_trace(cell):
                    traces += 1
                    continue
                if cell not in read:
                    try:
                        read[cell] = figure(cell, column, unit, mark, points)
                    except ValueError as error:
                        read[cell] = error
                value = read[cell]
                if isinstance(value, str):
                    data[column][row] = value
                else:
                    self._fault(line, f"{self.headers[column]} is {quoted(cell)}; {value}")
        if traces:
            cells_say = "1 cell says" if traces == 1 else f"{traces:,} cells say"
            self.notes.append(f"{cells_say} 'traces' or 'less than': such amounts come in as unknown, not as zero")
        return data

    def _keys(self, lines: list[int], keys: list[str], names: list[str]) -> tuple[list[str], list[int]]:
        """The keys of all rows, and which rows are foods."""
        taken: dict[str, int] = {}
        last: dict[str, int] = {}
        good, found, made = [], list(keys), 0
        for row, key in enumerate(keys):
            if key and not re.fullmatch(r"[a-z][a-z0-9_]*", key):
                self._fault(
                    lines[row], f"{self.headers['food']} is {quoted(key)}; a key is lower snake case: {food_key(key)}"
                )
            elif key in taken:
                self._fault(
                    lines[row], f"food {key} stands already in line {taken[key]}; give each food a key of its own"
                )
            elif key:
                taken[key] = lines[row]
                good.append(row)
        for row, key in enumerate(keys):
            if key:
                continue
            if not names[row]:
                self._fault(lines[row], "the food has no name; write one, or take the line out")
                continue
            found[row] = free_key(food_key(names[row]), taken, last)
            taken[found[row]] = lines[row]
            good.append(row)
            made += 1
        if made:
            self.notes.append(f"{made:,} {'food has' if made == 1 else 'foods have'} no key: made from the name")
        return found, sorted(good)

    def _groups(self, rows: list[tuple[int, tuple[str, ...]]], good: list[int], data: dict[str, list[str]]) -> None:
        places = self.places.get("group", [])
        nearest: dict[str, int] = defaultdict(int)
        for row in good:
            line, cells = rows[row]
            categories = [without_apostrophe(cells[k]) for k in places if not is_unknown(cells[k])]
            if self.system == "bls" and not places:  # the first letter of its code is the group
                categories = [data["source_id"][row][:1]]
            found = group_of(categories, data["name"][row], self.system)
            if found is None:
                called = categories[-1] if categories else ""
                self.unknown_groups[called] += 1
                data["group"][row] = self.groups.get(called, "")
                if categories and called not in self.groups:
                    ours = ", ".join(GROUPS).replace("_", " ")
                    header = _header(self.matches[places[-1]].header)
                    self._fault(line, f"{header} is {quoted(called)}; write one of: {ours}")
                continue
            data["group"][row] = found.group
            data["diet"][row] = found.diet if "diet" not in self.places else data["diet"][row]
            if found.nearest:
                nearest[categories[-1] if categories else "no category"] += 1
        if nearest:
            names = ", ".join(one[:60] for one in sorted(nearest)[:6]) + (" …" if len(nearest) > 6 else "")
            self.notes.append(
                f"{sum(nearest.values()):,} foods are of categories that fit no group of this program ({names}): "
                "they come in under the nearest, correct it where it matters"
            )

    def _sources(self, data: dict[str, list[str]], source: str) -> None:
        if self.system in _NUMBERED:
            source = source or _NUMBERED[self.system]
            data["source_id"] = [f"{self.system}-{code}" if code else "" for code in data["source_id"]]
        data["source"] = [cell or source for cell in data["source"]]

    def _consistent(self, frame: pd.DataFrame, good: list[int]) -> list[int]:
        """The foods of a download whose figures agree: nobody can mend it, and a few of its foods must not bar it."""
        cells = rows_by_food(frame.iloc[good])  # keyed by their place, which faults then give as the line
        rows = [(int(place), row) for place, row in cells.items()]
        found = [fault.removeprefix(":").split(": ", 1) for fault in (faults(rows, "", column_name) if rows else [])]
        out = {int(place) for place, _ in found}
        if found:
            foods = "1 food is" if len(out) == 1 else f"{len(out):,} foods are"
            self.notes.append(f"{foods} left out, as the figures there contradict each other: {_first(found)}")
        return [row for row in good if row not in out]

    def _notes(self) -> None:
        for match in self.matches:
            nutrient = nutrients().get(match.column or "")
            unit = match.unit or (nutrient.unit if nutrient else "")
            guessed = match.unit is None or unit.endswith(SALT)
            said = match.header == match.column or names_unit(match.header, unit.removesuffix(SALT).strip())
            if nutrient and guessed and not said:
                self.notes.append(f"{quoted(match.header)} names no unit: its figures are taken as {unit}")
        for k in self.places.get("carbohydrate_g", []):
            whose = "Ciqual counts" if self.system == "ciqual" else "Tables of Europe mostly count"
            if self.system == "ciqual" or without_fibre(self.matches[k].header):
                self.notes.append(f"{whose} carbohydrate without fibre, the USDA with it: beware when you compare")


def _first(found: list[list[str]]) -> str:
    return "; ".join(text.split(";")[0] for _, text in found[:3]) + ("; …" if len(found) > 3 else "")


def _header(text: str) -> str:
    """A header of the file in a sentence: on one line, and its beginning only where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_HEADER else line[: LONGEST_HEADER - 1] + "…"
