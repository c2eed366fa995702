"""What in a food table is worth a second look, though nothing of it is a fault."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from planner.foods.food_columns import column_words
from planner.foods.food_table import FoodTable
from planner.reference.nutrients import nutrients, published
from planner.reference.tables import constant, read
from planner.reference.units import magnitude

COLUMNS = ["food", "name", "column", "what"]
Warnings = Iterator[tuple[str, str, str]]  # food, column, what
_UNLIKE = "seasoning"  # salt, stock and dried thyme: here a group says nothing about a figure


def warnings(new: FoodTable, old: FoodTable | None = None, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Figures that look wrong and cells that keep a food out of menus; retired foods are passed over.

    Parameters
    ----------
    new : FoodTable
        A table without faults.
    old : FoodTable, optional
        What it was before: great changes are named too.
    only : iterable of str, optional
        Keys of the foods that are asked about; they are still compared with their whole group.

    Returns
    -------
    pandas.DataFrame
        One row a warning, figures first: food (key), name, column (the cell to look at), what (one
        sentence with the figures and the way out).

    Examples
    --------
    >>> from planner.foods import load_foods
    >>> found = warnings(load_foods(), only=["oat_bran_cooked", "milk_whole"])
    >>> found[["food", "column"]].values.tolist()
    [['oat_bran_cooked', 'energy_kcal']]
    """
    frame = new.frame[new.frame["retired"] == ""]
    asked = frame
    if only is not None:
        asked = frame[frame.index.isin(list(only))]
        frame = frame[frame["group"].isin(asked["group"])]
    slips = list(_slips(frame))
    slipped = {food for food, column, _ in slips if column == "calcium_mg"}  # one sentence on it is enough
    found = [
        *slips,
        *(one for one in _calcium(frame) if one[0] not in slipped),
        *_energy(asked),
        *_weights(asked),
        *(_changed(asked, old.frame) if old is not None else ()),
        *(_sources(asked, old.frame) if old is not None else ()),
        *_portions(asked),
        *_words(asked),
    ]
    rows = [(food, asked.at[food, "name"], column, what) for food, column, what in found if food in asked.index]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="object")


class _Others(NamedTuple):
    """What the other foods of the group of a food have, and the middle of the group; NaN where they are too few."""

    number: np.ndarray
    low: np.ndarray
    high: np.ndarray
    middle: np.ndarray


def _others(figures: np.ndarray, group: pd.Series, fewest: float) -> _Others:
    """For each figure of a table (foods x columns) those of the others of its group."""
    found = _Others(*(np.full(figures.shape, np.nan) for _ in _Others._fields))
    for name in set(group) - {_UNLIKE}:
        foods = np.flatnonzero(group == name)
        known = np.isfinite(figures[foods]).sum(axis=0)
        columns = np.flatnonzero(known > fewest)
        if not len(columns):
            continue
        here, last, each = np.ix_(foods, columns), known[columns] - 1, np.arange(len(columns))
        own = figures[here]
        ranked = np.sort(own, axis=0)  # NaN comes last
        lowest, highest = ranked[0], ranked[last, each]
        found.number[here] = last
        found.low[here] = np.where(own == lowest, ranked[1], lowest)
        found.high[here] = np.where(own == highest, ranked[last - 1, each], highest)
        found.middle[here] = (ranked[last // 2, each] + ranked[last - last // 2, each]) / 2
    return found


def _slips(frame: pd.DataFrame) -> Warnings:
    """Figures that fit their group once they are taken for grams instead of milligrams, and the like."""
    times, room = constant("warning_group_times"), constant("warning_slip_room")
    columns = [column for column in published() if nutrients()[column].unit in ("mg", "µg")]
    least = np.array([_least(column) for column in columns])
    figures = frame[columns].where(frame[columns] > 0).to_numpy(float)
    others = _others(figures, frame["group"], constant("warning_group_least"))
    far = (figures > times * others.high) | (figures * times < others.low)
    for unit, factor, meant in (("mg", 1000, "g"), ("µg", 1000, "mg"), ("mg", 0.001, "µg")):
        right = figures * factor
        fits = (others.low <= right) & (right <= others.high) & (np.maximum(figures, right) >= least)
        near = (others.middle / room <= right) & (right <= others.middle * room)
        for food, k in zip(*np.nonzero(fits & (far | near)), strict=True):
            if nutrients()[columns[k]].unit == unit:
                what = _beside(columns[k], figures, others, (food, k))
                way = f"it looks like {meant} instead of {unit}, so check the unit"
                yield str(frame.index[food]), columns[k], f"{what}: {way}"


def _calcium(frame: pd.DataFrame) -> Warnings:
    """Calcium far from all that the other foods of the group have."""
    times, least = constant("warning_group_times"), _least("calcium_mg")
    figures = frame[["calcium_mg"]].to_numpy(float)
    others = _others(figures, frame["group"], constant("warning_group_least"))
    low = (figures * times < others.low) & (others.low - figures > least)
    high = (figures > others.high * times) & (figures - others.high > least)
    for food in np.flatnonzero(low | high).tolist():
        what = _beside("calcium_mg", figures, others, (food, 0))
        way = "check figure and group, and leave the cell empty if it is not known"
        yield str(frame.index[food]), "calcium_mg", f"{what}: {way}"


def _beside(column: str, figures: np.ndarray, others: _Others, at: tuple[Any, Any]) -> str:
    return (
        f"{nutrients()[column].label} is {_text(figures[at], column)}, where {others.number[at]:.0f} other foods of "
        f"its group have {_text(others.low[at])} to {_text(others.high[at], column)}"
    )


def _least(column: str) -> float:
    """An amount too small to make a fuss about [unit of the nutrient per 100 g]."""
    return nutrients()[column].most_per_100g * float(constant("warning_least_share"))


def _energy(frame: pd.DataFrame) -> Warnings:
    """Energy that protein, fat and carbohydrate can't account for.

    Tables count fibre with carbohydrate, at 4 kcal or less; labels count it apart, at 2 kcal.
    """
    parts = {"protein_g": "atwater_protein", "fat_g": "atwater_fat", "carbohydrate_g": "atwater_carbohydrate"}
    by_parts = sum(frame[column] * constant(key) for column, key in parts.items())
    fibre = frame["fibre_g"].fillna(0) * constant("fibre_energy")
    low, high = by_parts - fibre, by_parts + fibre
    share, room = constant("warning_energy_share"), constant("warning_energy_kcal")
    energy = frame["energy_kcal"]
    odd = (energy < low * (1 - share) - room) | (energy > high * (1 + share) + room)
    kilojoules = (energy / magnitude("1 kcal", "kJ")).between(low * (1 - share), high * (1 + share))
    for food in frame.index[odd]:
        span = _text(low[food]) if round(low[food]) == round(high[food]) else f"{low[food]:.0f} to {high[food]:.0f}"
        way = "it looks like kJ instead of kcal" if kilojoules[food] else "check the four figures"
        yield (
            str(food),
            "energy_kcal",
            f"Energy is {_text(energy[food])} kcal, but protein, fat and carbohydrate give {span} kcal: {way}",
        )


def _weights(frame: pd.DataFrame) -> Warnings:
    """Parts that weigh more than the whole by more than rounding makes likely.

    They are a fault only from 105 g: each part is measured and rounded on its own, and sound
    published tables reach 104.7 g.
    """
    total = frame[["protein_g", "fat_g", "carbohydrate_g", "water_g"]].sum(axis=1)
    for food, grams in total[total > constant("warning_weights_g")].items():
        yield (
            str(food),
            "water_g",
            f"Protein, fat, carbohydrate and water add up to {_text(grams)} g in 100 g: check them; published tables "
            "come to a little over 100 by rounding",
        )


def _changed(frame: pd.DataFrame, before: pd.DataFrame) -> Warnings:
    """Figures that changed greatly, or are unknown where they were known."""
    both = frame.index.intersection(before.index, sort=False)
    figures = ["serving_g", *published()]
    earlier, later = before.loc[both, figures], frame.loc[both, figures]
    other = (earlier != later) & ~(earlier.isna() & later.isna())
    for column in other.columns[other.any()]:
        nutrient = nutrients().get(column)
        label = column_words(column)
        least = _least(column) if nutrient else 0
        was, now = earlier[column], later[column]
        size = (now - was).abs()
        great = (was > 0) & (size > was * constant("warning_changed_share")) & (size > least)
        gone = was.notna() & now.isna()
        for food, old, new in zip(*(cells[great | gone] for cells in (both, was, now)), strict=True):
            after, way = _text(new, column), "check that this is meant"
            if pd.isna(new):
                after, way = "unknown", "give it again if it is known"
            yield str(food), column, f"{label} was {_text(old, column)} and is now {after}: {way}"


def _sources(frame: pd.DataFrame, before: pd.DataFrame) -> Warnings:
    """Foods with new figures under the name of the old source."""
    both = frame.index.intersection(before.index, sort=False)
    was, now = before.loc[both], frame.loc[both]
    # a nutrient that the older table knew nothing of is new and no change
    figures = [key for key in published() if before[key].notna().any() and not was[key].equals(now[key])]
    differs = ~((was[figures] == now[figures]) | (was[figures].isna() & now[figures].isna()))
    same = (was["source"] == now["source"]) & (was["source_id"] == now["source_id"])
    for food, source in now.loc[differs.any(axis=1) & same, "source"].items():
        names = ", ".join(nutrients()[key].label for key in figures if differs.at[food, key])
        yield (
            str(food),
            "source",
            f"{names} changed, and the source is still {source}: name the new one too",
        )


def _portions(frame: pd.DataFrame) -> Warnings:
    """Foods that can't be put on a plate for want of a portion."""
    portion = ["serving", "serving_g", "step", "max_servings"]
    missing = frame[portion].isna() | (frame[portion] == "")
    for food, row in missing[missing.any(axis=1)].iterrows():
        cells = [column for column in portion if row[column]]
        named = "; ".join(map(column_words, cells))  # one of them holds a comma
        yield str(food), cells[0], f"It can't be in a menu until its portion is known: give {named}"


def _words(frame: pd.DataFrame) -> Warnings:
    """Words that are missing, and whom or what that keeps the food from."""
    dishes = read("dishes")
    called = " ; ".join([*dishes["parts"], *dishes["fixed"], *dishes["sides"]])
    of_dishes = set(re.findall(r"(?:^|[;=])\s*(?:\w+=)?(\w+) ", called))  # a food's own key may stand for a role
    missing = frame[["roles", "allergens", "diet"]] == ""
    missing["roles"] &= ~frame.index.isin(of_dishes)
    for column, what in (
        ("roles", f"It plays no part in a dish, so it is in no menu: give {column_words('roles')} if it should be"),
        ("allergens", "Its allergens are unknown, so it is kept from anyone with an allergy: name them, or write none"),
        (
            "diet",
            "Who eats it is unknown, so only those who eat everything are given it: "
            f"say under {column_words('diet')} who does",
        ),
    ):
        for food in frame.index[missing[column]]:
            yield str(food), column, what


def _text(amount: float, column: str = "") -> str:
    nutrient = nutrients().get(column)
    unit = nutrient.unit if nutrient else "g" if column else ""
    return f"{float(f'{amount:.4g}'):g} {unit}".strip()
