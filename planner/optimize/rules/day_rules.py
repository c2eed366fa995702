"""The rules of a day's intake: energy, minerals, limits, balance.

Every function adds limits, caps or costs to a model; bounds and weights stand in
``data/menu_rules.csv``. The audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.optimize.model import Model
from planner.person.targets import SET
from planner.reference.nutrients import CRAMP_MINERALS, nutrients
from planner.reference.tables import constant

FRUIT_AND_VEGETABLES = ("fruit", "dried_fruit", "vegetable", "leafy_green")


def energy(m: Model) -> None:
    """Energy of each day within the bounds around the target.

    Parameters
    ----------
    m : Model
        Gains one limit [kcal/day]: shares of the energy target.

    See Also
    --------
    planner.assessment.audit.day_checks.energy : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[energy])
    >>> [round(bound / m.target("energy_kcal"), 2) for bound in m.limits[0].bounds(1)]
    [0.95, 1.05]
    """
    row, target = m.rules[("energy", "energy_kcal")], m.target("energy_kcal")
    from_habits = m.habit("energy_kcal")
    m.limit(
        "energy", "energy_kcal", m.amounts("energy_kcal"), at_least=row["lower"] * target - from_habits,
        at_most=row["upper"] * target - from_habits, scale=target, unit="kcal",
    )  # fmt: skip
    m.only_with_figures("energy", "energy_kcal", "energy_kcal")


def cramp_minerals(m: Model) -> None:
    """Calcium, magnesium and potassium of each day at or over the target; or under it, where the doctor watches.

    Parameters
    ----------
    m : Model
        Gains a limit for each mineral [mg/day]: at least its target; for potassium with weak
        kidneys at most the published intake.

    See Also
    --------
    planner.assessment.audit.day_checks.floors : Recomputes it.

    References
    ----------
    PMC9932710 potassium and CCJM 2019 for weak kidneys.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> careful = Person(conditions=["kidney_potassium"])
    >>> m = build_model(careful, Preferences(), load_foods(), days=1, rules=[cramp_minerals])
    >>> {limit.subject: [round(bound, -1) for bound in limit.bounds(1)] for limit in m.limits if limit.unit == "mg"}
    {'calcium_mg': [1000.0, inf], 'magnesium_mg': [350.0, inf], 'potassium_mg': [-inf, 2900.0]}
    """
    for nutrient in CRAMP_MINERALS:
        _share_of_target(m, "cramp minerals", nutrient)


def protein(m: Model) -> None:
    """Protein of each day at or over the target.

    Parameters
    ----------
    m : Model
        Gains one limit [g/day]: at least the target.

    See Also
    --------
    planner.assessment.audit.day_checks.floors : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[protein])
    >>> [round(bound / m.target("protein_g"), 2) for bound in m.limits[0].bounds(1)]
    [1.0, inf]
    """
    _share_of_target(m, "protein", "protein_g")


def _share_of_target(m: Model, rule: str, nutrient: str) -> None:
    row = m.rules[(rule, nutrient)]
    # a cap is a share of what is published: a dietitian's target never lifts it
    for side, name, of in (("lower", "at_least", m.target(nutrient)), ("upper", "at_most", m.published(nutrient))):
        if not math.isnan(row[side] * of):
            bound = {name: row[side] * of - m.habit(nutrient)}
            m.limit(rule, nutrient, m.amounts(nutrient), **bound, scale=of, unit=nutrients()[nutrient].unit)
            if side == "upper":
                m.only_with_figures(rule, nutrient, nutrient)


def upper_limits(m: Model) -> None:
    """No upper limit of total scope passed on any day, tablets counted in; preformed vitamin A over the week.

    Where tablets leave less room than the target, food keeps to its target: the audit says that
    the limit is passed, and eating less would not mend that. A food that gives no figure counts with
    the highest of its kind; under a limit that a dietitian set it is not served.

    Parameters
    ----------
    m : Model
        Gains a limit for each upper limit that counts food, in the unit of the nutrient a day, and
        one for retinol [µg/week].

    See Also
    --------
    planner.assessment.audit.day_checks.upper_limits : Recomputes it.
    planner.assessment.audit.day_checks.supplement_limits : Those that count tablets alone.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> taking = Person(supplements=[{"nutrient": "calcium", "amount": "1000 mg"}])
    >>> m = build_model(taking, Preferences(), load_foods(), days=1, rules=[upper_limits])
    >>> m.upper("calcium_mg"), round(next(x for x in m.limits if x.of == "calcium_mg").bounds(1)[1])
    (2500.0, 1499)
    """
    total = m.targets[m.targets["upper_scope"] == "total"]
    for nutrient, upper in total["upper"].items():
        key = str(nutrient)
        hers = total.at[nutrient, "upper_kind"] == SET
        from_habits, target = m.habit(key, at_most=not hers), m.target(key)
        room = upper - from_habits - m.supplements.get(key, 0.0)
        if m.supplements.get(key):
            room = max(room, (0.0 if math.isnan(target) else target) - from_habits)
        amounts = m.amounts(key) if hers else m.could_be(key)
        m.limit("upper limits", "total", amounts, at_most=room, scale=upper, unit=nutrients()[key].unit, of=key)
        if hers:
            m.only_with_figures("upper limits", "total", key)
    upper = m.upper("retinol_ug")
    room = upper - m.habit("retinol_ug", at_most=True) - m.supplements.get("retinol_ug", 0.0)
    if room > 0:
        m.limit(
            "upper limits", "retinol_ug", m.could_be("retinol_ug"), at_most=lambda days: room * days,
            scale=upper * 7, unit="µg", span="week",
        )  # fmt: skip


def caffeine(m: Model) -> None:
    """Caffeine of each day at most the cap; what could hold some and gives no figure is not served.

    Parameters
    ----------
    m : Model
        Gains one limit [mg/day], less what is drunk anyway.

    See Also
    --------
    planner.assessment.audit.day_checks.caffeine : Recomputes it.

    References
    ----------
    EFSA 2015 caffeine.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(coffee=["08:00"]), load_foods(), days=1, rules=[caffeine])
    >>> round(m.habit("caffeine_mg")), round(m.limits[0].bounds(1)[1])
    (95, 105)
    """
    most = m.rules[("caffeine", "caffeine_mg")]["upper"]
    m.limit(
        "caffeine", "caffeine_mg", m.amounts("caffeine_mg"),
        at_most=most - m.habit("caffeine_mg"), scale=most, unit="mg",
    )  # fmt: skip
    m.only_with_figures("caffeine", "caffeine_mg", "caffeine_mg")


def energy_balance(m: Model) -> None:
    """Fat, carbohydrate and saturated fat as shares of the day's energy.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each bound [kcal/day]: the energy of the nutrient, less its share of
        what is eaten.

    See Also
    --------
    planner.assessment.audit.day_checks.energy_balance : Recomputes it.

    References
    ----------
    AND 2001 for gestational diabetes.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[energy_balance])
    >>> [limit.of for limit in m.limits]
    ['fat_g lower', 'fat_g upper', 'carbohydrate_g lower', 'carbohydrate_g upper', 'saturated_fat_g upper']
    """
    factor = {"fat_g": constant("atwater_fat"), "saturated_fat_g": constant("atwater_fat")}
    kcal, target = m.amounts("energy_kcal"), m.target("energy_kcal")
    for nutrient in m.subjects("energy balance"):
        row = m.rules[("energy balance", nutrient)]
        per_gram = factor.get(nutrient, constant("atwater_carbohydrate"))
        from_it, from_habits = m.amounts(nutrient) * per_gram, m.habit(nutrient) * per_gram
        for side, sign in (("lower", 1.0), ("upper", -1.0)):
            if not math.isnan(row[side]):
                m.limit(
                    "energy balance", nutrient, sign * (from_it - row[side] * kcal),
                    at_least=-sign * (from_habits - row[side] * m.habit("energy_kcal")), scale=row[side] * target,
                    unit="kcal", of=f"{nutrient} {side}",
                )  # fmt: skip


def sodium(m: Model) -> None:
    """Sodium of each day from its adequate intake to the level above which to reduce it.

    A dietitian's limit is an upper limit.

    Parameters
    ----------
    m : Model
        Gains one soft limit [mg/day] for the intake, where there is one, and one for the level.

    See Also
    --------
    planner.assessment.audit.day_checks.sodium : Recomputes it.

    References
    ----------
    NASEM 2019 for the adequate intake.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[sodium])
    >>> m.limits[0].bounds(1)[0] == m.target("sodium_mg"), m.limits[1].bounds(1)[1] == m.upper("sodium_mg")
    (True, True)
    """
    upper, target = m.upper("sodium_mg"), m.target("sodium_mg")
    if not math.isnan(target) and not target >= upper:  # where both are one figure, no day could keep both
        least = m.rules[("sodium", "enough")]["lower"] * target
        m.limit(
            "sodium", "enough", m.amounts("sodium_mg"), at_least=least - m.habit("sodium_mg"), scale=target, unit="mg"
        )
    if m.targets["upper_scope"].get("sodium_mg") == "cdrr":
        m.limit(
            "sodium", "sodium_mg", m.amounts("sodium_mg"), at_most=upper - m.habit("sodium_mg"),
            scale=upper, unit="mg",
        )  # fmt: skip


def fibre_fruit_and_vegetables(m: Model) -> None:
    """Fibre of each day at or over its intake; at least so many grams of fruit and vegetables.

    Parameters
    ----------
    m : Model
        Gains two soft limits [g/day]; potatoes and juice don't count.

    See Also
    --------
    planner.assessment.audit.day_checks.floors : Recomputes the fibre.
    planner.assessment.audit.day_checks.fruit_and_vegetables : Recomputes the grams.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[fibre_fruit_and_vegetables])
    >>> [(limit.subject, limit.bounds(1)[0]) for limit in m.limits]
    [('fibre_g', 28.0), ('fruit_and_vegetables', 400.0)]
    """
    rule = "fibre, fruit and vegetables"
    _share_of_target(m, rule, "fibre_g")
    least = m.rules[(rule, "fruit_and_vegetables")]["lower"]
    m.limit(rule, "fruit_and_vegetables", fruit_and_vegetable_grams(m), at_least=least, scale=least, unit="g")


def fruit_and_vegetable_grams(m: Model) -> np.ndarray:
    """Grams of fruit and vegetables in each column; potatoes and juice don't count [g]."""
    return m.food_grams(m.foods.frame["group"].isin(FRUIT_AND_VEGETABLES).to_numpy())
