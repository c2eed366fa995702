"""The pools: the meals of each slot that the search may put in a schedule."""

from functools import cached_property

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import repaired
from planner.optimize.weighed_meals import Columns, Ledger, WeighedMeal, sum_over

REDUCED_COST = 1.0  # meals dearer than this at the prices of the relaxation are hardly worth a try [points]
FEWEST_MEALS = 60  # stay in a pool all the same
DRAWN_WITHIN = 3.0  # meals so much dearer by themselves than the cheapest are not drawn [points]


class Pool:
    """The meals of a slot, best first, as arrays."""

    def __init__(self, ledger: Ledger, columns: list[Columns], price: np.ndarray) -> None:
        reduced = sum_over(price, columns) + ledger.own_points(columns, sum_over(ledger.per_column, columns))
        order = np.argsort(reduced, kind="stable")
        near = int((reduced < reduced.min(initial=np.inf) + REDUCED_COST).sum())
        self.meals = [ledger.weigh(columns[k]) for k in order[: max(near, FEWEST_MEALS)]]
        self.amounts = np.array([w.amounts for w in self.meals])
        self.points = np.array([w.points for w in self.meals])
        self.again: np.ndarray | None = None  # their amounts where they are eaten again
        self.dish = np.array([w.dish for w in self.meals])
        width = max((len(w.foods) for w in self.meals), default=1)
        self.foods = np.full((len(self.meals), width), -1)
        for k, w in enumerate(self.meals):
            self.foods[k, : len(w.foods)] = w.foods

    @cached_property
    def near(self) -> list[WeighedMeal]:
        """The meals that are not much dearer by themselves than the cheapest."""
        return [self.meals[k] for k in np.flatnonzero(self.points < self.points.min() + DRAWN_WITHIN)]


def fill_pools(ledger: Ledger, bound: Bound, slots: list[int]) -> dict[int, Pool]:
    """A pool for each slot: the meals of the relaxation, and others where too few of them are of the right size."""
    m = ledger.model
    of_slot: dict[int, list[Columns]] = {slot: [] for slot in slots}
    for columns in bound.meals:
        plate = m.plates[ledger.plate(columns)]
        if plate.group in of_slot and plate.day is None:
            of_slot[plate.slot].append(columns)
    return {
        slot: Pool(ledger, _with_repaired(ledger, meals, bound.price), bound.price) for slot, meals in of_slot.items()
    }


def pool_of_cooked_twice(ledger: Ledger, bound: Bound) -> Pool:
    """The dinners that can be eaten again: those of the relaxation, and those that it would eat again."""
    m = ledger.model
    meals = [columns for columns in bound.meals if ledger.keeps(columns)]
    back = {m.plates[k].template.dish: shift for k, shift in m.again_from.items()}
    for columns in bound.meals:
        plate = m.plates[ledger.plate(columns)]
        if plate.again and plate.day is None:
            meals.append(tuple(k - back[plate.template.dish] for k in columns))
    pool = Pool(ledger, _with_repaired(ledger, list(dict.fromkeys(meals)), bound.price), bound.price)
    again = [ledger.weigh(ledger.again(meal.columns)) for meal in pool.meals]
    pool.again = np.array([meal.amounts for meal in again])
    pool.points = pool.points + np.array([meal.points for meal in again])
    return pool


def _with_repaired(ledger: Ledger, meals: list[Columns], price: np.ndarray) -> list[Columns]:
    """The meals, and for each dish worth a try one that keeps the limits of its meal, if single changes lead there.

    The relaxation mixes large with small meals, and then may know none of the right size.
    """
    of_plate: dict[int, list[tuple[float, Columns]]] = {}
    for meal in meals:
        of_plate.setdefault(ledger.plate(meal), []).append((price[list(meal)].sum(), meal))
    cheapest = sorted(map(min, of_plate.values()))
    better = [repaired(ledger, meal, price) for reduced, meal in cheapest if reduced < cheapest[0][0] + REDUCED_COST]
    return list(dict.fromkeys([*meals, *better]))
