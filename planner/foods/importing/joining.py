"""A food table with the foods of a file in it, all or nothing."""

import pandas as pd

from planner.errors import FoodTableError
from planner.foods.food_changes import FOOD, Row, cells
from planner.foods.food_checks import COLUMNS, NUMBERS, faults
from planner.foods.food_table import FoodTable, free_key, read_checked, to_csv
from planner.foods.importing.food_rows import FoodRows
from planner.reference.tables import keys


def join_foods(table: FoodTable, new: FoodRows, replace: bool, name: str) -> FoodTable:
    """The table with the foods of a file.

    Parameters
    ----------
    table : FoodTable
    new : FoodRows
    replace : bool
        False: foods of the file are added, and of foods that the table has, just the columns that the
        file gives are changed; a key that was made from a name means a food of the table only if name
        or source number are the same. True: the file is the whole table.
    name : str
        What the new table is called.

    Raises
    ------
    FoodTableError
        With one sentence for each fault, naming the line of the file; nothing is taken over then.
    """
    before = {} if replace else _rows(cells(table))
    after: dict[str, Row] = {}
    lines = []
    for food, row in _rows(new.frame).items():
        lines.append(new.lines[food])
        if food in new.made and food in before and not _same(before[food], row):
            food = free_key(food, before.keys() | after.keys() | new.lines.keys())
        after[food] = _changed(before[food], row, new) if food in before else row
    checked = [(line, {FOOD: food, **row}) for line, (food, row) in zip(lines, after.items(), strict=True)]
    found = [*new.faults, *(faults(checked, new.name) if checked else [])]
    if found:
        raise FoodTableError(found)
    rows = before | after
    if not rows:
        raise FoodTableError([f"{new.name}: there is no food in it; add a line for each food"])
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS[1:]).rename_axis(FOOD)
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("float64")
    return read_checked(to_csv(frame).encode(), name)


def _rows(frame: pd.DataFrame) -> dict[str, Row]:
    return {str(food): row for food, row in frame.to_dict("index").items()}


def _same(old: Row, row: Row) -> bool:
    """Whether two rows are one food: a key that was made from a name does not prove it."""
    return old["name"].lower() == row["name"].lower() or old["source_id"] == row["source_id"] != ""


def _changed(old: Row, row: Row, new: FoodRows) -> Row:
    """A food of the table with what the file gives; figures from elsewhere add their source to it."""
    given = {column: row[column] for column in new.given if column != FOOD}
    found = old | given
    other = row["source"]
    moved = any((old[column] and float(old[column])) != (found[column] and float(found[column])) for column in NUMBERS)
    if "source" not in given and other and moved and other not in keys(old["source"]):
        found["source"] = f"{old['source']}; {other}"
    return found
