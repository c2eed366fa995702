"""The rules of a menu: one function for each, named as in ``data/menu_rules.csv``.

Every function adds rows (and shortfalls) or costs to a model; bounds and weights stand in the
table. The audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.nutrients import CRAMP_MINERALS
from planner.optimize.model import WEEK, Model
from planner.optimize.pairing_rule import pairings
from planner.optimize.week_rules import fish, other_nutrients, variety
from planner.tables import SLOTS
from planner.targets import constant

FRUIT_AND_VEGETABLES = ("fruit", "dried_fruit", "vegetable", "leafy_green")


def energy(m: Model) -> None:
    """Energy of each day within the bounds around the target."""
    row, target = m.bounds("energy", "energy_kcal"), m.target("energy_kcal")
    for day in m.days:
        columns, drunk = m.on(day), m.habit("energy_kcal")
        m.limit(
            "energy", "energy_kcal", day, columns, m.amounts("energy_kcal")[columns],
            at_least=row["lower"] * target - drunk, at_most=row["upper"] * target - drunk, scale=target, unit="kcal",
        )  # fmt: skip


def cramp_minerals(m: Model) -> None:
    """Calcium, magnesium and potassium of each day at or over the target."""
    for nutrient in CRAMP_MINERALS:
        _floor(m, "cramp minerals", nutrient)


def protein(m: Model) -> None:
    """Protein of each day at or over the target."""
    _floor(m, "protein", "protein_g")


def _floor(m: Model, rule: str, nutrient: str) -> None:
    target = m.target(nutrient)
    if math.isnan(target):
        return
    least = m.bounds(rule, nutrient)["lower"] * target
    for day in m.days:
        columns = m.on(day)
        m.limit(
            rule, nutrient, day, columns, m.amounts(nutrient)[columns],
            at_least=least - m.habit(nutrient), scale=target, unit=nutrient.rsplit("_", 1)[1],
        )  # fmt: skip


def upper_limits(m: Model) -> None:
    """No upper limit of total scope passed on any day; preformed vitamin A over the week."""
    total = m.targets[m.targets["upper_scope"] == "total"]
    for nutrient, upper in total["upper"].items():
        for day in m.days:
            columns = m.on(day)
            m.limit(
                "upper limits", "total", day, columns, m.amounts(str(nutrient))[columns],
                at_most=upper - m.habit(str(nutrient)), scale=upper, unit=str(nutrient).rsplit("_", 1)[1],
                of=str(nutrient),
            )  # fmt: skip
    if "retinol_ug" in m.targets.index:
        upper = m.targets.at["retinol_ug", "upper"]
        last = max(m.days)
        before = m.week_before(min(m.days))
        columns = np.flatnonzero(m.day_of > last - WEEK)
        count = len(before) + len(m.days)
        most = upper * count - m.eaten("retinol_ug", before) - m.habit("retinol_ug") * len(m.days)
        m.limit(
            "upper limits", "retinol_ug", last, columns, m.amounts("retinol_ug")[columns],
            at_most=most, scale=upper * count, unit="ug",
        )  # fmt: skip


def caffeine(m: Model) -> None:
    """Caffeine of each day at most the cap."""
    most = m.bounds("caffeine", "caffeine_mg")["upper"]
    for day in m.days:
        columns = m.on(day)
        m.limit(
            "caffeine", "caffeine_mg", day, columns, m.amounts("caffeine_mg")[columns],
            at_most=most - m.habit("caffeine_mg"), scale=most, unit="mg",
        )  # fmt: skip


def energy_balance(m: Model) -> None:
    """Fat, carbohydrate and saturated fat as shares of the day's energy."""
    factor = {"fat_g": constant("atwater_fat"), "saturated_fat_g": constant("atwater_fat")}
    kcal, target = m.amounts("energy_kcal"), m.target("energy_kcal")
    for nutrient in m.subjects("energy balance"):
        row = m.bounds("energy balance", nutrient)
        from_it = m.amounts(nutrient) * factor.get(nutrient, constant("atwater_carbohydrate"))
        for day in m.days:
            columns = m.on(day)
            for side, sign in (("lower", 1.0), ("upper", -1.0)):
                if math.isnan(row[side]):
                    continue
                # a share is a floor for one side and a cap for the other, each over the energy of the day
                m.limit(
                    "energy balance", nutrient, day, columns, sign * (from_it - row[side] * kcal)[columns],
                    at_least=0.0, scale=row[side] * target, unit="kcal", of=f"{nutrient} {side}",
                )  # fmt: skip


def sodium(m: Model) -> None:
    """Sodium of each day at or under the level above which to reduce it."""
    upper = float(m.targets["upper"].get("sodium_mg", math.nan))
    for day in m.days:
        columns = m.on(day)
        if not math.isnan(upper):
            m.limit(
                "sodium", "sodium_mg", day, columns, m.amounts("sodium_mg")[columns],
                at_most=upper - m.habit("sodium_mg"), scale=upper, unit="mg",
            )  # fmt: skip


def fibre_fruit_and_vegetables(m: Model) -> None:
    """Fibre of each day at or over its intake; at least so many grams of fruit and vegetables."""
    rule = "fibre, fruit and vegetables"
    _floor(m, rule, "fibre_g")
    least = m.bounds(rule, "fruit_and_vegetables")["lower"]
    grams = m.food_grams(m.foods.frame["group"].isin(FRUIT_AND_VEGETABLES))
    for day in m.days:
        columns = m.on(day)
        m.limit(rule, "fruit_and_vegetables", day, columns, grams[columns], at_least=least, scale=least, unit="g")


def comfortable_amounts(m: Model) -> None:
    """Fibre, fruit and vegetables, and calcium of each day within what is comfortable."""
    grams = m.food_grams(m.foods.frame["group"].isin(FRUIT_AND_VEGETABLES))
    for subject in m.subjects("comfortable amounts"):
        row = m.bounds("comfortable amounts", subject)
        most = row["upper"] * (m.target(subject) if row["unit"] == "share of target" else 1)
        amounts = grams if subject == "fruit_and_vegetables" else m.amounts(subject)
        for day in m.days:
            columns = m.on(day)
            if not math.isnan(most):
                m.limit(
                    "comfortable amounts", subject, day, columns, amounts[columns], at_most=most, scale=most, unit=""
                )


def meal_shares(m: Model) -> None:
    """Each meal's share of the energy target."""
    kcal, target = m.amounts("energy_kcal"), m.target("energy_kcal")
    for slot in SLOTS:
        row = m.bounds("meal shares", slot)
        for day in m.days:
            columns = m.on(day, slot)
            m.limit(
                "meal shares", slot, day, columns, kcal[columns], slot=slot,
                at_least=row["lower"] * target, at_most=row["upper"] * target, scale=target, unit="kcal",
            )  # fmt: skip


def calcium_spread(m: Model) -> None:
    """At most so much calcium a meal."""
    most = m.bounds("calcium spread", "calcium_mg")["upper"]
    for slot in SLOTS:
        for day in m.days:
            columns = m.on(day, slot)
            m.limit(
                "calcium spread", "calcium_mg", day, columns, m.amounts("calcium_mg")[columns],
                at_most=most, scale=most, unit="mg", slot=slot,
            )  # fmt: skip


def real_portions(m: Model) -> None:
    """One usual serving is preferred, and something to drink; whole steps are in the columns."""
    weight = m.bounds("real portions", "servings")["weight"]
    thirst = m.bounds("real portions", "drink")["weight"]
    for k in np.flatnonzero(m.portion):
        choice = m.choices[k]
        m.programme.cost[k] += weight * abs(choice.servings - 1)
        if choice.part is not None and choice.part.role == "drink":
            m.programme.cost[k] -= thirst


def article_first(m: Model) -> None:
    """Foods that the article names as suppliers are preferred; its hinderers are not named for this."""
    weight = m.bounds("article first", "foods")["weight"]
    named = m.foods.frame["article"].map(lambda cell: bool(set(cell.split()) - {"A7", "A8"})).to_numpy()
    for k in np.flatnonzero(m.portion):
        if not named[m.food_of[k]]:
            m.programme.cost[k] += weight


RULES = (
    energy,
    cramp_minerals,
    upper_limits,
    caffeine,
    protein,
    energy_balance,
    sodium,
    fibre_fruit_and_vegetables,
    comfortable_amounts,
    meal_shares,
    calcium_spread,
    pairings,
    real_portions,
    other_nutrients,
    fish,
    variety,
    article_first,
)  # fmt: skip
