"""What differs between food tables, cell by cell, and how two changed tables become one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from planner.errors import FoodTableError, PlannerError
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_table import FoodTable, load_foods, to_csv

FOOD = "food"  # the column of a change that is a whole food, added or taken out

Row = dict[str, str]


class Version(NamedTuple):
    """A cell (or a whole food) that somebody changed: as it was, and what each made of it.

    Attributes
    ----------
    food, name : str
        Key and name of the food.
    column : str
        `FOOD` for a whole food.
    base, theirs, mine : str
        Texts; of a whole food its name, ``""`` where it is not in the table.
    clash : bool
        Whether both changed it, and differently.
    mine_wins : bool
        Where it is no clash: whether mine is the change.
    """

    food: str
    name: str
    column: str
    base: str
    theirs: str
    mine: str
    clash: bool
    mine_wins: bool


def cells(foods: FoodTable) -> pd.DataFrame:
    """The table as text, as cells are typed and compared.

    Parameters
    ----------
    foods : FoodTable

    Returns
    -------
    pandas.DataFrame
        Indexed by food; the other columns of the food table, unknown is ``""``.

    Examples
    --------
    >>> cells(load_foods()).loc["soy_yoghurt", ["calcium_mg", "magnesium_mg"]].tolist()
    ['132', '']
    """
    frame = foods.frame[COLUMNS[1:]].astype("object")
    for column in NUMBERS:
        frame[column] = [format(value, ".10g") if pd.notna(value) else "" for value in frame[column]]
    return frame


def changes(old: FoodTable, new: FoodTable) -> pd.DataFrame:
    """Every cell that differs, one row each; foods added or taken out first.

    Parameters
    ----------
    old, new : FoodTable

    Returns
    -------
    pandas.DataFrame
        Columns food (key), name, column, before, after, all text as typed. A food that was added or
        taken out is one row, with ``food`` as its column and its name before or after.

    Examples
    --------
    >>> old = load_foods()
    >>> new = edited(old, old.frame.replace({"calcium_mg": {5.0: 6.0}}), "mine")
    >>> changes(old, new).query("food == 'banana'").values.tolist()
    [['banana', 'Banana', 'calcium_mg', '5', '6']]
    """
    names = _names(new)
    rows = [(food, name, FOOD, "", name) for food, name in names.items() if food not in old]
    rows += [(food, name, FOOD, name, "") for food, name in _names(old).items() if food not in new]
    for food, column, was, now in _differing(old.frame, new.frame):
        rows.append((food, names[food], column, was, now))
    return pd.DataFrame(rows, columns=["food", "name", "column", "before", "after"], dtype="object")


def _names(foods: FoodTable) -> dict[str, str]:
    return {str(food): str(name) for food, name in foods.frame["name"].items()}


def _differing(old: pd.DataFrame, new: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Food, column, and both texts of every cell that differs, in foods that both have."""
    both = new.index.intersection(old.index, sort=False)
    was, now = old.loc[both, COLUMNS[1:]], new.loc[both, COLUMNS[1:]]
    differ = np.column_stack([_unlike(was[column], now[column]) for column in COLUMNS[1:]])
    for k, c in zip(*differ.nonzero(), strict=True):
        before, after = _text(was.iat[k, c]), _text(now.iat[k, c])
        if before != after:
            yield str(both[k]), COLUMNS[1:][c], before, after


def _unlike(was: pd.Series, now: pd.Series) -> np.ndarray:
    if was.name in NUMBERS:
        a, b = was.to_numpy(dtype=float), now.to_numpy(dtype=float, na_value=np.nan)
        return (a != b) & ~(np.isnan(a) & np.isnan(b))
    return was.to_numpy(dtype=object) != now.fillna("").to_numpy(dtype=object)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else format(value, ".10g")


def edited(base: FoodTable, frame: pd.DataFrame, name: str) -> FoodTable:
    """A checked table with some cells or foods changed: only what differs is checked again.

    Parameters
    ----------
    base : FoodTable
        The table that the frame began as, without faults.
    frame : pandas.DataFrame
        Foods as rows, indexed by key, with the columns of the food table.
    name : str
        What messages call the table; their lines are those of its CSV text.

    Returns
    -------
    FoodTable

    Raises
    ------
    FoodTableError
        With one sentence for each fault.

    Examples
    --------
    >>> foods = load_foods()
    >>> edited(foods, foods.frame.assign(calcium_mg=100.0), "all alike").frame["calcium_mg"].unique().tolist()
    [100.0]
    """
    if missing := [column for column in COLUMNS[1:] if column not in frame]:
        raise FoodTableError([f"{name}: column {column} is missing; add it, empty where nothing is known"
                              for column in missing])  # fmt: skip
    keys = frame.index.fillna("").astype(str)
    known = pd.Index([food for food in keys if food in base])
    plain = frame.set_axis(keys)[COLUMNS[1:]]
    if keys.has_duplicates:
        return load_foods(to_csv(plain).encode(), name)  # says which
    touched = {food for food, *_ in _differing(base.frame, plain.loc[known])} | {
        food for food in keys if food not in base
    }
    lines = [line for line, food in enumerate(keys, start=2) if food in touched]
    part = plain[keys.isin(touched)]
    if len(part):
        checked = load_foods(to_csv(part).encode(), name, lines).frame
        whole = pd.concat([base.frame.drop(index=list(touched & set(known))), checked]).loc[keys]
    else:
        whole = base.frame.loc[keys]
    return FoodTable(whole, name, "", dishes=base.dishes)


def versions(base: FoodTable, theirs: FoodTable, mine: FoodTable) -> list[Version]:
    """What two people made of one table: every cell in which the two differ.

    Parameters
    ----------
    base : FoodTable
        What both began from.
    theirs, mine : FoodTable

    Returns
    -------
    list of Version
        In the order of the tables.

    Examples
    --------
    >>> base = load_foods()
    >>> theirs = edited(base, base.frame.replace({"calcium_mg": {5.0: 6.0}}), "theirs")
    >>> mine = edited(base, base.frame.replace({"calcium_mg": {5.0: 7.0}}), "mine")
    >>> [(one.base, one.theirs, one.mine, one.clash) for one in versions(base, theirs, mine) if one.food == "banana"]
    [('5', '6', '7', True)]
    """
    before, their, own = (rows_by_food(cells(table)) for table in (base, theirs, mine))
    found: list[Version] = []
    for food in {**before, **their, **own}:
        if their.get(food) != own.get(food):
            found.extend(_versions(food, before.get(food), their.get(food), own.get(food)))
    return found


def _versions(food: str, base: Row | None, theirs: Row | None, mine: Row | None) -> Iterator[Version]:
    name = str((mine or theirs or {})["name"])
    if theirs is None or mine is None:  # somebody took it out, or only one of them has added it
        before, other, own = (row["name"] if row else "" for row in (base, theirs, mine))
        yield Version(food, name, FOOD, before, other, own, clash=base not in (theirs, mine), mine_wins=theirs == base)
        return
    for column, other in theirs.items():
        before, own = base[column] if base else "", mine[column]
        if other != own:
            clash = base is None or before not in (other, own)
            yield Version(food, name, column, before, other, own, clash, mine_wins=other == before)


def merge(
    base: FoodTable, theirs: FoodTable, mine: FoodTable, keep_mine: frozenset[tuple[str, str]], name: str
) -> FoodTable:
    """One table of two: what only one of them changed is taken over; of clashes, `keep_mine` says which.

    Parameters
    ----------
    base : FoodTable
        What both began from.
    theirs, mine : FoodTable
    keep_mine : set of (food, column)
        The clashes of `versions` that are settled for `mine`; all others are settled for `theirs`.
    name : str
        What the new table is called.

    Returns
    -------
    FoodTable

    Raises
    ------
    PlannerError
        If `keep_mine` names what is no clash.
    FoodTableError
        If the two don't go together: each is sound alone, and not what comes of both.

    Examples
    --------
    >>> base = load_foods()
    >>> theirs = edited(base, base.frame.replace({"calcium_mg": {5.0: 6.0}}), "theirs")
    >>> mine = edited(base, base.frame.replace({"iron_mg": {0.26: 1.0}}), "mine")
    >>> merge(base, theirs, mine, frozenset(), "both").frame.loc["banana", ["calcium_mg", "iron_mg"]].tolist()
    [6.0, 1.0]
    """
    rows, own, found = rows_by_food(cells(theirs)), rows_by_food(cells(mine)), versions(base, theirs, mine)
    clashes = {(one.food, one.column) for one in found if one.clash}
    if unknown := sorted(keep_mine - clashes):
        food, column = unknown[0]
        raise PlannerError(f"{column} of {food} is no clash: name those that versions calls so")
    for one in found:
        if not ((one.food, one.column) in keep_mine if one.clash else one.mine_wins):
            continue
        if one.column != FOOD:
            rows[one.food][one.column] = one.mine
        elif one.food in own:
            rows[one.food] = own[one.food]
        else:
            del rows[one.food]
    return load_foods(to_csv(as_frame(rows)).encode(), name)


def rows_by_food(frame: pd.DataFrame) -> dict[str, Row]:
    """The cells of each food by column, of a frame of text such as `cells` gives."""
    columns = [str(column) for column in frame.columns]
    return {str(food): dict(zip(columns, texts, strict=True)) for food, *texts in frame.itertuples(name=None)}


def as_frame(rows: dict[str, Row]) -> pd.DataFrame:
    """Foods by key as a frame that `to_csv` takes: figures are numbers, unknown ones NaN."""
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS[1:]).rename_axis(FOOD)
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column].replace("", None)).astype("float64")
    return frame
