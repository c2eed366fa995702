"""What changed between two food tables, and how an edited part goes back into the whole. No screen here."""

import pandas as pd

from planner.app.wording import DASH, count, listed
from planner.food_checks import COLUMNS, NUMBERS
from planner.foods import FoodTable, to_csv

LINE = "line"
# what a dietitian changes most stands first in the editor
FIRST = [
    *("name", "food", "group", "serving", "serving_g", "step", "max_servings", "roles", "hinders", "allergens", "diet"),
    *("calcium_mg", "magnesium_mg", "potassium_mg", "energy_kcal", "source", "source_id"),
]


def editable(foods: FoodTable) -> pd.DataFrame:
    """The table for an editor: nullable types, and the line of each food in the CSV file.

    Returns
    -------
    pandas.DataFrame
        Columns line (2 for the first food) and all of `planner.food_checks.COLUMNS`.
    """
    frame = foods.frame.rename_axis("food").reset_index()[COLUMNS]
    order = [*FIRST, *(column for column in COLUMNS if column not in FIRST)]
    kinds = {column: "Float64" if column in NUMBERS else "string" for column in order}
    frame = frame[order].astype(kinds)
    frame.insert(0, LINE, pd.array(range(2, len(frame) + 2), dtype="Int64"))
    return frame


def merged(whole: pd.DataFrame, shown: pd.DataFrame, edited: pd.DataFrame) -> pd.DataFrame:
    """Put the edited rows back into the whole table.

    Parameters
    ----------
    whole, shown : pandas.DataFrame
        Of `editable`; `shown` is the part of it that the editor was given.
    edited : pandas.DataFrame
        What the editor gave back: rows without a line are new and go to the end.
    """
    old = edited[edited[LINE].notna()]
    kept = whole[~whole[LINE].isin(shown[LINE])]
    new = edited[edited[LINE].isna()].dropna(how="all")
    return pd.concat([pd.concat([kept, old]).sort_values(LINE), new], ignore_index=True)


def as_csv(frame: pd.DataFrame) -> bytes:
    """An editor's table as the bytes of a food table."""
    return to_csv(frame.set_index("food")).encode()


def differences(old: FoodTable, new: FoodTable) -> pd.DataFrame:
    """Every cell that differs, one row each.

    Returns
    -------
    pandas.DataFrame
        Columns Food, What, Before, After; a food that was added or taken out is one row.
    """
    before, after = old.frame[COLUMNS[1:]], new.frame[COLUMNS[1:]]
    rows = [(str(after.at[food, "name"]), "the food", DASH, "added") for food in after.index.difference(before.index)]
    rows += [
        (str(before.at[food, "name"]), "the food", "was there", "taken out")
        for food in before.index.difference(after.index)
    ]
    both = before.index.intersection(after.index, sort=False)
    for column in before.columns:
        was, now = before.loc[both, column], after.loc[both, column]
        for food in both[((was != now) & ~(was.isna() & now.isna())).to_numpy()]:
            rows.append((str(after.at[food, "name"]), column, _cell(was[food]), _cell(now[food])))
    return pd.DataFrame(rows, columns=["Food", "What", "Before", "After"])


def in_words(changes: pd.DataFrame) -> str:
    """The differences in one sentence.

    Examples
    --------
    >>> in_words(pd.DataFrame([("Kale", "calcium_mg", "1", "2")], columns=["Food", "What", "Before", "After"]))
    '1 cell changed in 1 food.'
    """
    if changes.empty:
        return "Nothing differs from the table in use."
    cells = changes[changes["What"] != "the food"]
    parts = []
    for word in ("added", "taken out"):
        number = int(((changes["What"] == "the food") & (changes["After"] == word)).sum())
        if number:
            parts.append(f"{count(number, 'food')} {word}")
    if len(cells):
        parts.append(f"{count(len(cells), 'cell')} changed in {count(cells['Food'].nunique(), 'food')}")
    return f"{listed(parts)}."


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "unknown" if pd.isna(value) else f"{value:.10g}"
    return str(value) or "empty"
