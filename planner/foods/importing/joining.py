"""A food table with the foods of a file in it, all or nothing."""

from planner.errors import FoodTableError
from planner.foods.food_changes import FOOD, Row, as_frame, cells, rows_by_food
from planner.foods.food_checks import NUMBERS, faults
from planner.foods.food_keys import free_key
from planner.foods.food_table import FoodTable, read_checked, to_csv
from planner.foods.importing.food_rows import FoodRows
from planner.reference.tables import keys


def join_foods(table: FoodTable, new: FoodRows, replace: bool, name: str) -> FoodTable:
    """The table with the foods of a file.

    Parameters
    ----------
    table : FoodTable
    new : FoodRows
        As of `to_food_rows`.
    replace : bool
        False: foods of the file are added, and of foods that the table has, just the columns that the
        file gives are changed; a key that was made from a name means a food of the table only if name
        or source number are the same. True: the file is the whole table.
    name : str
        What the new table is called.

    Returns
    -------
    FoodTable

    Raises
    ------
    FoodTableError
        With one sentence for each fault, naming the line of the file; nothing is taken over then.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.foods.importing import match_columns, read_sheet, to_food_rows
    >>> sheet = read_sheet(b"food,calcium_mg\\nbanana,6\\n", "my lab")
    >>> new = to_food_rows(sheet, match_columns(sheet), source="my lab")
    >>> join_foods(load_foods(), new, False, "mine").frame.at["banana", "source"]
    'USDA SR Legacy 2018; my lab'
    """
    before = {} if replace else rows_by_food(cells(table))
    after: dict[str, Row] = {}
    lines = []
    for food, row in rows_by_food(new.frame).items():
        lines.append(new.lines[food])
        if food in new.made and food in before and not _same(before[food], row):
            food = free_key(food, before.keys() | after.keys() | new.lines.keys())
        after[food] = _changed(before[food], row, new) if food in before else row
    checked = [(line, {FOOD: food, **row}) for line, (food, row) in zip(lines, after.items(), strict=True)]
    found = [
        *new.faults,
        *(faults(checked, new.name, lambda column: new.called.get(column, column)) if checked else []),
    ]
    if found:
        raise FoodTableError(found)
    rows = before | after
    if not rows:
        raise FoodTableError([f"{new.name}: there is no food in it; add a line for each food"])
    return read_checked(to_csv(as_frame(rows)).encode(), name)


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
