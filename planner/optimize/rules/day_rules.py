"""The rules of a menu: one function for each, named as in ``data/menu_rules.csv``.

Every function adds limits, caps or costs to a model; bounds and weights stand in the table. The
audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.optimize.model import Model
from planner.reference.nutrients import CRAMP_MINERALS, nutrients
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import constant
from planner.safety.suitability import sugary

FRUIT_AND_VEGETABLES = ("fruit", "dried_fruit", "vegetable", "leafy_green")


def energy(m: Model) -> None:
    """Energy of each day within the bounds around the target."""
    row, target, had = m.rules[("energy", "energy_kcal")], m.target("energy_kcal"), m.habit("energy_kcal")
    m.limit(
        "energy", "energy_kcal", m.amounts("energy_kcal"),
        at_least=row["lower"] * target - had, at_most=row["upper"] * target - had, scale=target, unit="kcal",
    )  # fmt: skip


def cramp_minerals(m: Model) -> None:
    """Calcium, magnesium and potassium of each day at or over the target; or under it, where the doctor watches."""
    for nutrient in CRAMP_MINERALS:
        _share_of_target(m, "cramp minerals", nutrient)


def protein(m: Model) -> None:
    """Protein of each day at or over the target."""
    _share_of_target(m, "protein", "protein_g")


def _share_of_target(m: Model, rule: str, nutrient: str) -> None:
    row = m.rules[(rule, nutrient)]
    # a cap is a share of what is published: a dietitian's target never lifts it
    for side, name, of in (("lower", "at_least", m.target(nutrient)), ("upper", "at_most", m.published(nutrient))):
        if not math.isnan(row[side] * of):
            bound = {name: row[side] * of - m.habit(nutrient)}
            m.limit(rule, nutrient, m.amounts(nutrient), **bound, scale=of, unit=nutrients()[nutrient].unit)


def upper_limits(m: Model) -> None:
    """No upper limit of total scope passed on any day, tablets counted in; preformed vitamin A over the week.

    Where tablets leave less room than the target, food keeps to its target: the audit says that
    the limit is passed, and eating less would not mend that.
    """
    total = m.targets[m.targets["upper_scope"] == "total"]
    for nutrient, upper in total["upper"].items():
        key = str(nutrient)
        had, target = m.habit(key), m.target(key)
        room = upper - had - m.supplements.get(key, 0.0)
        if m.supplements.get(key):
            room = max(room, (0.0 if math.isnan(target) else target) - had)
        m.limit(
            "upper limits", "total", m.amounts(key), at_most=room, scale=upper, unit=nutrients()[key].unit, of=key
        )  # fmt: skip
    upper = m.upper("retinol_ug")
    room = upper - m.habit("retinol_ug") - m.supplements.get("retinol_ug", 0.0)
    if room > 0:
        m.limit(
            "upper limits", "retinol_ug", m.amounts("retinol_ug"), at_most=lambda days: room * days,
            scale=upper * 7, unit="µg", span="week",
        )  # fmt: skip


def caffeine(m: Model) -> None:
    """Caffeine of each day at most the cap."""
    most = m.rules[("caffeine", "caffeine_mg")]["upper"]
    m.limit(
        "caffeine", "caffeine_mg", m.amounts("caffeine_mg"),
        at_most=most - m.habit("caffeine_mg"), scale=most, unit="mg",
    )  # fmt: skip


def energy_balance(m: Model) -> None:
    """Fat, carbohydrate and saturated fat as shares of the day's energy."""
    factor = {"fat_g": constant("atwater_fat"), "saturated_fat_g": constant("atwater_fat")}
    kcal, target = m.amounts("energy_kcal"), m.target("energy_kcal")
    for nutrient in m.subjects("energy balance"):
        row = m.rules[("energy balance", nutrient)]
        per_gram = factor.get(nutrient, constant("atwater_carbohydrate"))
        from_it, had = m.amounts(nutrient) * per_gram, m.habit(nutrient) * per_gram
        for side, sign in (("lower", 1.0), ("upper", -1.0)):
            if not math.isnan(row[side]):
                m.limit(
                    "energy balance", nutrient, sign * (from_it - row[side] * kcal),
                    at_least=-sign * (had - row[side] * m.habit("energy_kcal")), scale=row[side] * target,
                    unit="kcal", of=f"{nutrient} {side}",
                )  # fmt: skip


def sodium(m: Model) -> None:
    """Sodium of each day at or under the level above which to reduce it; a dietitian's limit is an upper limit."""
    upper = m.upper("sodium_mg")
    if m.targets["upper_scope"].get("sodium_mg") == "cdrr":
        m.limit(
            "sodium", "sodium_mg", m.amounts("sodium_mg"), at_most=upper - m.habit("sodium_mg"),
            scale=upper, unit="mg",
        )  # fmt: skip


def fibre_fruit_and_vegetables(m: Model) -> None:
    """Fibre of each day at or over its intake; at least so many grams of fruit and vegetables."""
    rule = "fibre, fruit and vegetables"
    _share_of_target(m, rule, "fibre_g")
    least = m.rules[(rule, "fruit_and_vegetables")]["lower"]
    m.limit(rule, "fruit_and_vegetables", _fruit_and_vegetables(m), at_least=least, scale=least, unit="g")


def _fruit_and_vegetables(m: Model) -> np.ndarray:
    return m.food_grams(m.foods.frame["group"].isin(FRUIT_AND_VEGETABLES).to_numpy())


def comfortable_amounts(m: Model) -> None:
    """Fibre, fruit and vegetables, and calcium within what is comfortable, in the mean of the plan."""
    for subject in m.subjects("comfortable amounts"):
        row = m.rules[("comfortable amounts", subject)]
        most = row["upper"] * (m.target(subject) if row["unit"] == "share of target" else 1)
        eaten = subject != "fruit_and_vegetables"
        if not math.isnan(most):
            m.limit(
                "comfortable amounts", subject, m.amounts(subject) if eaten else _fruit_and_vegetables(m),
                at_most=(most - (m.habit(subject) if eaten else 0.0)) * m.days, scale=most * m.days,
                unit=nutrients()[subject].unit if eaten else "g", span="plan",
            )  # fmt: skip


def meal_shares(m: Model) -> None:
    """Each meal's share of the energy target."""
    target = m.target("energy_kcal")
    for slot, name in enumerate(SLOTS):
        row = m.rules[("meal shares", name)]
        m.limit(
            "meal shares", name, m.amounts("energy_kcal"), slot=slot,
            at_least=row["lower"] * target, at_most=row["upper"] * target, scale=target, unit="kcal",
        )  # fmt: skip


def calcium_spread(m: Model) -> None:
    """At most so much calcium a meal."""
    most = m.rules[("calcium spread", "calcium_mg")]["upper"]
    for slot in range(len(SLOTS)):
        m.limit("calcium spread", "calcium_mg", m.amounts("calcium_mg"), at_most=most, scale=most, unit="mg", slot=slot)


def real_portions(m: Model) -> None:
    """The usual serving that is nearest to one is preferred, and something to drink; whole steps are in the columns."""
    weight, thirst = (m.rules[("real portions", subject)]["weight"] for subject in ("servings", "drink"))
    for plate in m.plates:
        for seat in plate.seats:
            columns = slice(seat.start, seat.stop)
            unusual = np.abs(m.servings[columns] - 1)
            m.cost[columns] += weight * (unusual - unusual.min(initial=np.inf))
            if seat.part.role == "drink":
                m.cost[plate.head] += thirst
                m.cost[columns] -= thirst


def kitchen_time(m: Model) -> None:
    """Each hour in the kitchen costs its weight."""
    weight = m.rules[("kitchen time", "minutes")]["weight"]
    for plate in m.plates:
        if plate.day is None:
            m.cost[plate.head] += weight * plate.template.minutes / 60


def gentle_meals(m: Model) -> None:
    """Bland dishes where she feels sick."""
    row = m.rules.get(("gentle meals", "bland"))
    for plate in m.plates:
        if row and "bland" not in plate.template.tags:
            m.cost[plate.head] += row["weight"]


def sweets_kept_small(m: Model) -> None:
    """Household servings of dried fruit, juice, sweets and the like a day, with gestational diabetes."""
    row = m.rules.get(("sweets kept small", "servings"))
    if row:
        kinds = sugary(m.foods).to_numpy()
        had = sum(s.servings for meal in m.habits for d in meal.dishes for s in d.servings if sugary(m.foods)[s.food])
        m.limit(
            "sweets kept small", "servings", m.food_servings(kinds), at_most=row["upper"] - had, scale=1,
            unit="servings",
        )  # fmt: skip


def article_first(m: Model) -> None:
    """Where a part can be played by a food that the article names as a supplier, others cost a little."""
    named = m.foods.frame["article"].map(lambda cell: bool(set(cell.split()) - {"A7", "A8"})).to_numpy()
    m.prefer(named, m.rules[("article first", "foods")]["weight"])
