"""What a household thinks of this week: half of the dishes, and for each role a few kinds of food."""

import random
from collections.abc import Collection

import numpy as np
import pandas as pd

from planner.foods.food_table import FoodTable
from planner.optimize.candidates import Candidate
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read

FEWEST_DISHES = 8  # of a slot in a week
WANTED, AVOIDED = -1.0, 2.0  # how much sooner or later a food is taken than by the draw alone, which is from -1 to 0


def draw_basket(
    found: list[Candidate], foods: FoodTable, wanted: Collection[str], avoided: Collection[str], rng: random.Random
) -> tuple[frozenset[str], frozenset[str]]:
    """The foods and the dishes of the week, drawn at random; the search may take others, at a price.

    Parameters
    ----------
    found : list of Candidate
        The dishes that can be made.
    foods : FoodTable
    wanted : collection of str
        Foods that are there already, or liked.
    avoided : collection of str
        Foods and dishes that come to mind last: out of season, of another kitchen.
    rng : random.Random

    Returns
    -------
    foods : frozenset of str
        For each role as many kinds as a household keeps; the more claims of the article name a food, the
        likelier it is.
    dishes : frozenset of str
        Half of those of each slot.
    """
    dishes: set[str] = set()
    for slot in SLOTS:
        here = [c.template.dish for c in found if slot in c.template.slots]
        first = [dish for dish in here if dish not in avoided] or here
        dishes |= set(rng.sample(first, min(len(first), max(FEWEST_DISHES, len(first) // 2))))
    return frozenset(_foods(found, foods, wanted, avoided, rng)), frozenset(dishes)


def _foods(
    found: list[Candidate], foods: FoodTable, wanted: Collection[str], avoided: Collection[str], rng: random.Random
) -> set[str]:
    names = foods.frame.index
    rows = np.concatenate([portions.food for c in found for portions in c.parts])
    usable = {str(names[k]) for k in np.unique(rows)}
    likely = _likelihood(foods.frame, wanted, avoided, rng)
    drawn = {food for food in wanted if food in usable}
    plays: dict[str, list[str]] = {}
    for food, roles in zip(names, foods.frame["roles"], strict=True):
        for role in roles.split() if food in usable else ():
            plays.setdefault(role, []).append(str(food))
    for role, count in read("roles").set_index("role")["kinds"].items():
        here = plays.get(str(role), [])
        missing = int(count) - sum(food in drawn for food in here)
        others = sorted((food for food in here if food not in drawn), key=likely.__getitem__)
        drawn.update(others[: max(0, missing)])
    return drawn


def _likelihood(
    frame: pd.DataFrame, wanted: Collection[str], avoided: Collection[str], rng: random.Random
) -> dict[str, float]:
    """A number for each food, drawn at random: the lower, the sooner it is taken."""
    claims = frame["article"].map(lambda cell: len(set(cell.split()) - {"A7", "A8"}))
    return {
        str(food): -(rng.random() ** (1 / (n**2 + 0.2))) + WANTED * (food in wanted) + AVOIDED * (food in avoided)
        for food, n in claims.items()
    }
