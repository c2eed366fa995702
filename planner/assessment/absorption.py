"""Estimated calcium absorbed from a meal.

A rough estimate for comparing meals, never for comparing with a reference intake: the
reference already contains absorption.

References
----------
Heaney 1990 for the load equation; ``data/calcium_absorption.csv`` and ``data/oxalate.csv`` for
the foods; ``data/constants.csv`` for every number.
"""

import math
import re
from dataclasses import dataclass
from functools import cache

import pandas as pd

from planner.errors import PlannerError
from planner.person.person import Person
from planner.reference.tables import constant, read


@dataclass(frozen=True)
class AbsorbedCalcium:
    """Calcium of a meal [mg] and the estimate absorbed [mg] with its interval and flags.

    Flags: ``out_of_range`` (outside the loads that were measured), ``assumed`` (rests on a food
    that nobody measured), ``oxalate`` (much soluble oxalate), ``unknown`` (a food gives no figure
    for calcium, so the load is a minimum).
    """

    load: float
    low: float
    central: float
    high: float
    flags: tuple[str, ...]


def stage_factor(person: Person) -> float:
    """Absorption in this stage relative to before pregnancy [1] (Ritchie 1998)."""
    key = f"absorption_stage_{person.stage}" + (f"_{person.trimester}" if person.stage == "pregnant" else "")
    return constant(key)


def estimate(
    calcium: list[float],
    index: list[float],
    *,
    bran_g: float = 0.0,
    oxalate_mg: float = 0.0,
    low_oxalate_calcium: float = 0.0,
    factor: float = 1.0,
) -> tuple[float, float, float]:
    """Low, central and high estimate of the calcium absorbed from a meal [mg].

    Parameters
    ----------
    calcium : list of float
        Calcium of each food [mg].
    index : list of float
        Absorption of each food relative to milk at the same load [1].
    bran_g : float
        Wheat bran in the meal [g].
    oxalate_mg : float
        Soluble oxalate in the meal [mg].
    low_oxalate_calcium : float
        Calcium of the foods that are not high in oxalate [mg].
    factor : float
        Of the stage [1].

    Examples
    --------
    >>> round(float(estimate([290.0], [1.0])[1]), 1)
    99.3
    """
    load = sum(calcium)
    fraction = max(
        constant("absorption_floor"),
        constant("absorption_intercept")
        - constant("absorption_slope") * math.log(max(load, constant("absorption_load_low"))),
    )
    central = 0.0
    for mg, relative in zip(calcium, index, strict=True):
        taken = relative * fraction
        if bran_g > 0:
            full = min(bran_g / constant("absorption_bran_full_g"), 1.0)
            taken -= (taken - min(taken, constant("absorption_bran_fraction"))) * full
        central += mg * min(taken * factor, constant("absorption_cap"))
    bound = min(constant("oxalate_binding") * oxalate_mg, low_oxalate_calcium) * fraction * factor
    low = max(0.0, constant("absorption_low_factor") * central - bound)
    high = min(constant("absorption_high_factor") * central, constant("absorption_cap") * load)
    return low, central, high


def absorbed_calcium(meal: pd.DataFrame, person: Person) -> AbsorbedCalcium:
    """The estimate for one meal.

    Parameters
    ----------
    meal : pandas.DataFrame
        One row a serving, as `planner.menu.servings_frame` has them: columns food, grams [g],
        calcium_mg [mg in the serving, NaN = unknown], hinders.
    person : Person

    Returns
    -------
    AbsorbedCalcium

    Raises
    ------
    PlannerError
        If a column is missing, or an amount is below nought.

    References
    ----------
    Heaney 1990 for the load, Ritchie 1998 for the stage; the column source of ``data/constants.csv``.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.menu import servings_frame
    >>> her, milk, bran = Person(), Entry("07:30", "milk_whole", 1.0), Entry("07:30", "wheat_bran", 2.0)
    >>> found = [absorbed_calcium(servings_frame(day_of_entries(her, eaten)), her) for eaten in ([milk], [milk, bran])]
    >>> [(round(one.load), round(one.central)) for one in found]
    [(276, 153), (281, 137)]
    """
    missing = [column for column in ("food", "grams", "calcium_mg", "hinders") if column not in meal]
    if missing:
        raise PlannerError(f"a meal lacks the column {missing[0]}: take rows of planner.menu.servings_frame")
    if (meal[["grams", "calcium_mg"]] < 0).to_numpy().any():
        raise PlannerError("a meal can't hold less than nought of a food or of calcium: see its grams and calcium_mg")
    known = meal[meal["calcium_mg"].notna()]
    rows = [row for row in (_row("calcium_absorption", food) for food in known["food"]) if row is not None]
    oxalate = meal["grams"] / 100 * meal["food"].map(lambda food: soluble_oxalate(food)[1])
    oxalate_mg = float(oxalate.sum())
    bran_g = float(meal.loc[meal["hinders"].str.contains("bran"), "grams"].sum())
    other = float(known.loc[~known["hinders"].str.contains("oxalate"), "calcium_mg"].sum())
    low, central, high = estimate(
        known["calcium_mg"].tolist(),
        [row["index"] for row in rows],
        bran_g=bran_g,
        oxalate_mg=oxalate_mg,
        low_oxalate_calcium=other,
        factor=stage_factor(person),
    )
    load = float(known["calcium_mg"].sum())
    flags = []
    if not constant("absorption_load_low") <= load <= constant("absorption_load_high"):
        flags.append("out_of_range")
    if any(row["basis"] == "assumed" for row in rows):
        flags.append("assumed")
    if oxalate_mg > constant("oxalate_flag_mg"):
        flags.append("oxalate")
    if len(known) < len(meal):
        flags.append("unknown")
    return AbsorbedCalcium(load, low, central, high, tuple(flags))


def soluble_oxalate(food: str) -> tuple[float, float]:
    """Lowest and highest soluble oxalate of a food.

    Parameters
    ----------
    food : str
        Its key in the food table; ``data/oxalate.csv`` goes by patterns of it.

    Returns
    -------
    (float, float)
        [mg/100 g]; NaN where nobody gives a figure.

    References
    ----------
    The column source of ``data/oxalate.csv``.

    Examples
    --------
    >>> soluble_oxalate("spinach_boiled"), soluble_oxalate("milk_whole")
    ((96.0, 516.0), (nan, nan))
    """
    row = _row("oxalate", food)
    if row is None:
        return math.nan, math.nan
    return float(row["soluble_low"]), float(row["soluble_high"])


def relative_absorption(food: str) -> dict | None:
    """How well calcium of a food is taken up beside that of milk.

    Parameters
    ----------
    food : str
        Its key in the food table; ``data/calcium_absorption.csv`` goes by patterns of it.

    Returns
    -------
    dict or None
        The row of the table: index, low and high [1, milk is 1], basis ("measured" or "assumed"),
        source; None if no pattern fits.

    References
    ----------
    The column source of ``data/calcium_absorption.csv``.

    Examples
    --------
    >>> found = relative_absorption("spinach_boiled")
    >>> found["index"], found["basis"]
    (0.18, 'measured')
    """
    return _row("calcium_absorption", food)


def _row(table: str, food: str) -> dict | None:
    """The first row whose pattern fits the key of the food; the absorption table fits every food."""
    return next((row for row in _patterns(table) if re.search(row["food"], food)), None)


@cache
def _patterns(table: str) -> list[dict]:
    return read(table).to_dict("records")
