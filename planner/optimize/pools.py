"""The pools: the meals of each slot that the search may put in a schedule."""

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import repaired
from planner.optimize.weighed_meals import Columns, Ledger, Options, sum_over

REDUCED_COST = 1.0  # meals dearer than this at the prices of the relaxation are hardly worth a try [points]
FEWEST_MEALS = 60  # stay in a pool all the same


class Pool:
    """The meals of a slot, best first; `twice` where they are eaten again as well."""

    def __init__(self, ledger: Ledger, columns: list[Columns], price: np.ndarray, twice: bool = False) -> None:
        reduced = sum_over(price, columns) + ledger.own_points(columns, sum_over(ledger.per_column, columns))
        order = np.argsort(reduced, kind="stable")
        near = int((reduced < reduced.min(initial=np.inf) + REDUCED_COST).sum())
        self.meals = [ledger.weigh(columns[k]) for k in order[: max(near, FEWEST_MEALS)]]
        points = np.array([w.points for w in self.meals])
        again = None
        if twice:
            eaten_again = [ledger.weigh(ledger.again(w.columns)) for w in self.meals]
            again = np.array([w.amounts for w in eaten_again])
            points += [w.points for w in eaten_again]
        items = np.full((max((len(w.foods) for w in self.meals), default=0) + 1, len(self.meals)), -1)
        for k, w in enumerate(self.meals):
            items[: len(w.foods) + 1, k] = *w.foods, w.dish
        amounts = np.array([w.amounts for w in self.meals])
        self.options = Options(amounts, again, points, items, lambda k: self.meals[k].columns)


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
    return Pool(ledger, _with_repaired(ledger, list(dict.fromkeys(meals)), bound.price), bound.price, twice=True)


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
