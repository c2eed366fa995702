"""The rules of the week."""

import math
from collections.abc import Callable

import numpy as np

from planner.optimize.model import WEEK, Model, servings_of
from planner.reference.nutrients import nutrients
from planner.reference.tables import read


def other_nutrients(m: Model) -> None:
    """The mean of the plan at or over the target."""
    _means(m, "other nutrients")


def client_targets(m: Model) -> None:
    """The same for what a dietitian set for a nutrient that no other rule brings to its target."""
    _means(m, "client targets")


def _means(m: Model, rule: str) -> None:
    for nutrient in m.subjects(rule):
        target = m.target(nutrient)
        if not math.isnan(target):
            least = m.rules[(rule, nutrient)]["lower"] * target - m.habit(nutrient)
            m.limit(
                rule, nutrient, m.amounts(nutrient), at_least=least * m.days,
                scale=target * m.days, unit=nutrients()[nutrient].unit, span="plan",
            )  # fmt: skip


def fish(m: Model) -> None:
    """Two or three servings of fish in each week of the plan, at most two of them oily."""
    if not m.eats_fish:
        return
    frame = m.foods.frame
    is_fish = (frame["group"] == "fish").to_numpy()
    oily = is_fish & (frame["fat_g"] >= m.rules[("fish", "oily from fat_g")]["lower"]).to_numpy()
    for subject, kinds in (("servings", is_fish), ("oily servings", oily)):
        row = m.rules[("fish", subject)]
        m.limit(
            "fish", subject, m.food_servings(kinds), scale=1, unit="servings", span="week",
            at_least=_in_proportion(row["lower"], math.floor), at_most=_in_proportion(row["upper"], math.ceil),
        )  # fmt: skip


def _in_proportion(a_week: float, rounded: Callable[[float], int]) -> Callable[[int], float] | None:
    """A bound of a week for a part of a week, rounded to what leaves more room."""
    return None if math.isnan(a_week) else lambda days: rounded(a_week * days / WEEK)


def variety(m: Model) -> None:
    """A dish once a day, never two days running, at most twice a week; caps for foods; many foods."""
    every = np.ones(len(m.dishes))
    for subject, span in (("dish a day", 1), ("dish on days running", 2), ("dish a week", WEEK), ("dish again", WEEK)):
        m.cap("variety", subject, "dish", m.rules[("variety", subject)]["upper"] * every, span)
    _food_caps(m)
    _pantry_and_mood(m)
    least = m.rules[("variety", "different foods")]["lower"]
    m.different_foods = lambda days: math.ceil(least * days / WEEK)


def _food_caps(m: Model) -> None:
    caps = read("roles").set_index("role")
    habits = [s.food for s in servings_of(m.habits)]
    for subject, column, span in (("food by role", "per_day", 1), ("food by role in a week", "per_week", WEEK)):
        times = caps[column].to_dict()
        most = [
            max((times[role] for role in roles.split() if role in times), default=math.inf)
            for roles in m.foods.frame["roles"]
        ]
        had = np.array([habits.count(food) for food in m.foods.frame.index]) * min(span, m.days)
        m.cap("variety", subject, "food", np.maximum(np.array(most) - had, 0), span)


def _pantry_and_mood(m: Model) -> None:
    """Foods outside the pantry, and dishes that nobody thinks of this week, cost a little each time."""
    m.prefer(m.foods.frame.index.isin(m.pantry), m.rules[("variety", "pantry")]["weight"])
    for plate in m.plates if m.mood else ():
        if plate.template.dish not in m.mood:
            m.cost[plate.head] += m.rules[("variety", "dishes of the week")]["weight"]


def favourites(m: Model) -> None:
    """What she likes comes at least so often in the week, where any dish has it."""
    frame = m.foods.frame
    for name in m.preferences.favourites:
        kinds = ((frame.index == name) | (frame["group"] == name)).to_numpy()
        times = (m.food_grams(kinds) > 0).astype(float)
        least = m.rules[("favourites", "times")]["lower"]
        if times.any():
            m.limit(
                "favourites", "times", times, at_least=_in_proportion(least, math.floor),
                scale=1, unit="times", span="week", of=name,
            )  # fmt: skip
