"""The table as an editor shows it, and how an edited part goes back into the whole. No screen here."""

import pandas as pd

from planner.foods.food_changes import FOOD
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_columns import column_name
from planner.foods.food_keys import food_key, free_key
from planner.foods.food_table import FoodTable
from planner.menu.wording import count, listed

LINE = "line"


def editable(foods: FoodTable) -> pd.DataFrame:
    """The table for an editor: nullable types, and the line of each food in the CSV file.

    Returns
    -------
    pandas.DataFrame
        Columns line (2 for the first food) and all of `planner.foods.food_checks.COLUMNS`.
    """
    frame = foods.frame.rename_axis("food").reset_index()[COLUMNS]
    frame = frame.astype({column: "Float64" if column in NUMBERS else "string" for column in COLUMNS})
    frame.insert(0, LINE, pd.Series(range(2, len(frame) + 2), dtype="Int64"))
    return frame


def merge_edited(whole: pd.DataFrame, shown: pd.DataFrame, edited: pd.DataFrame) -> pd.DataFrame:
    """Put the edited rows back into the whole table.

    Parameters
    ----------
    whole, shown : pandas.DataFrame
        Of `editable`; `shown` is the part of it that the editor was given: some lines, and some
        columns with the line among them.
    edited : pandas.DataFrame
        What the editor gave back: rows without a line are new and go to the end.
    """
    old = edited[edited[LINE].notna()].set_index(LINE)
    kept = whole.set_index(LINE)
    kept = kept[~kept.index.isin(shown[LINE]) | kept.index.isin(old.index)]
    kept.loc[old.index, old.columns] = old
    new = edited[edited[LINE].isna()].dropna(how="all").reindex(columns=whole.columns).astype(whole.dtypes)
    return pd.concat([kept.reset_index(), new], ignore_index=True)


def as_frame(table: pd.DataFrame) -> pd.DataFrame:
    """An editor's table as a frame of foods; a food without a key gets one from its name."""
    taken = set(table["food"].dropna())
    keys = []
    for key, name in zip(table["food"], table["name"], strict=True):
        if pd.isna(key) and not pd.isna(name):
            key = free_key(food_key(str(name)), taken)
            taken.add(key)
        keys.append(key)
    return table.assign(food=keys).set_index("food")[COLUMNS[1:]]


def changes_in_words(changes: pd.DataFrame) -> str:
    """The differences of two tables in one sentence.

    Examples
    --------
    >>> columns = ["food", "name", "column", "before", "after"]
    >>> changes_in_words(pd.DataFrame([("kale", "Kale", "calcium_mg", "1", "2")], columns=columns))
    '1 cell changed in 1 food.'
    """
    if changes.empty:
        return "Nothing differs."
    cells, whole = changes[changes["column"] != FOOD], changes[changes["column"] == FOOD]
    parts = []
    for word, number in (("added", (whole["before"] == "").sum()), ("taken out", (whole["after"] == "").sum())):
        if number:
            parts.append(f"{count(int(number), 'food')} {word}")
    if len(cells):
        parts.append(f"{count(len(cells), 'cell')} changed in {count(cells['food'].nunique(), 'food')}")
    return f"{listed(parts)}."


def changes_table(changes: pd.DataFrame, before: str = "Before", after: str = "After") -> pd.DataFrame:
    """Changes as the page shows them: Food, What, Before, After."""
    whole = changes["column"] == FOOD
    return pd.DataFrame(
        {
            "Food": changes["name"],
            "What": changes["column"].map(column_name).where(~whole, "the food"),
            before: changes["before"]
            .where(changes["before"] != "", "unknown")
            .where(~whole, _presence(changes["before"])),
            after: changes["after"].where(changes["after"] != "", "unknown").where(~whole, _presence(changes["after"])),
        }
    )


def _presence(names: pd.Series) -> pd.Series:
    return names.map(lambda name: "in the table" if name else "not in the table")
