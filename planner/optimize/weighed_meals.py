"""Concrete meals: a dish with its fillings and portions, and what it brings to each limit."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

import numpy as np

from planner.optimize.limits import Limit
from planner.optimize.model import Model
from planner.reference.table_schemas import SLOTS

Columns = tuple[int, ...]  # the columns of a meal: that of the dish first


@dataclass(frozen=True, eq=False)
class WeighedMeal:
    """A meal: the `amounts` it adds to the limits of day and plan, the `items` to the caps, its points by itself.

    `foods` and `dish` are its items by number.
    """

    columns: Columns
    amounts: np.ndarray
    items: np.ndarray
    points: float
    foods: tuple[int, ...]
    dish: int


@dataclass(frozen=True, eq=False)
class Options:
    """Meals that could stand in one place, as arrays with a row (of `items`: a column) for each.

    `amounts` and `points` are those of a `WeighedMeal`; `again` are the amounts where it is eaten again, None if it
    is not; `items` are its foods and its dish by number, and -1 for none. `columns` gives the columns of a row.
    """

    amounts: np.ndarray
    again: np.ndarray | None
    points: np.ndarray
    items: np.ndarray
    columns: Callable[[int], Columns]


class Ledger:
    """The limits of a model as one matrix, so that many meals are weighed at once.

    `per_column` holds what each column brings to each limit: first the limits of single meals,
    then those of the day, then those of longer spans.
    """

    def __init__(self, model: Model) -> None:
        m = self.model = model
        meal = [x for x in m.limits if x.slot and x.span == 1]
        day = [x for x in m.limits if not x.slot and x.span == 1]
        span = [x for x in m.limits if x.span != 1]
        self.limits: list[Limit] = meal + day + span
        self.meal = slice(0, len(meal))
        self.day = slice(len(meal), len(meal) + len(day))
        self.span = slice(len(meal) + len(day), len(self.limits))
        self.price = np.array([x.price for x in self.limits])
        # one row more than columns: the row of nothing, for parts that are left out
        self.per_column = np.zeros((m.columns + 1, len(self.limits)))
        for k, limit in enumerate(self.limits):
            self.per_column[limit.start : limit.start + len(limit.values), k] = limit.values
        self.cost = np.append(m.cost, 0.0)
        self.food = np.append(m.food, -1)
        bounds = np.array([x.bounds(1) if x.span == 1 else (-np.inf, np.inf) for x in self.limits])
        self.lower, self.upper = bounds[:, 0], bounds[:, 1]
        self.of_slot = [
            np.array([k for k, limit in enumerate(meal) if limit.slot == slot], dtype=int) for slot in SLOTS
        ]
        # foods, the item of nothing, dishes, and nothing again
        self.foods, self.items = len(m.foods.frame), len(m.foods.frame) + len(m.dishes) + 2
        self.changes: dict[tuple[Columns, bool], Options] = {}
        self.weighed: dict[Columns, WeighedMeal] = {}

    def at_prices(self, cost: np.ndarray) -> "Ledger":
        """The same ledger with other costs of the columns."""
        other = copy(self)
        other.cost, other.changes, other.weighed = np.append(cost, 0.0), {}, {}
        return other

    def plate(self, columns: Columns) -> int:
        return int(self.model.plate_of[columns[0]])

    def weigh(self, columns: Columns) -> WeighedMeal:
        """What a meal adds to the limits, and what it costs by itself."""
        if columns not in self.weighed:
            self.weighed[columns] = self._weigh(columns)
        return self.weighed[columns]

    def _weigh(self, columns: Columns) -> WeighedMeal:
        m, plate = self.model, self.plate(columns)
        amounts = self.per_column[list(columns)].sum(axis=0)
        points = float(self.cost[list(columns)].sum()) + float(self.own_points([columns], amounts[None, :])[0])
        foods = (*m.plates[plate].fixed, *(int(m.food[k]) for k in columns[1:]))
        dish = int(m.dish_of_plate[plate])
        if m.plates[plate].again:  # cooked at another meal, and counted there
            foods, dish = (), len(m.dishes)
        dish += self.foods + 1  # as an item
        items = np.bincount([*foods, dish], minlength=self.items).astype(float)
        return WeighedMeal(columns, amounts[self.meal.stop :], items, points, foods, dish)

    def own_points(self, meals: list[Columns], amounts: np.ndarray) -> np.ndarray:
        """Points of meals of one slot for the limits of a single meal, from what each adds to all limits (a row)."""
        mine = self.of_slot[self.model.plates[self.plate(meals[0])].slot]
        missing = missed(amounts[:, mine], self.lower[mine], self.upper[mine]) @ self.price[mine]
        return missing + [self.plate_points(self.plate(meal), meal) for meal in meals]

    def again(self, columns: Columns) -> Columns:
        """The columns of a dinner as it is eaten again for lunch."""
        shift = self.model.again_from[self.plate(columns)]
        return tuple(k + shift for k in columns)

    def keeps(self, columns: Columns) -> bool:
        """Whether a dinner can be eaten again."""
        return self.plate(columns) in self.model.again_from

    def plate_points(self, plate: int, columns: Columns) -> float:
        """Points of the limits that hold within one dish: its pairings."""
        points = 0.0
        for limit in self.model.plate_limits.get(plate, ()):
            total = limit.values[[k - limit.start for k in columns]].sum()
            low, high = limit.bounds(1)
            points += limit.price * max(0.0, low - total, total - high)
        return points


def missed(value: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """How far values are outside their bounds."""
    short, over = lower - value, value - upper
    return np.maximum(np.maximum(short, over, out=short), 0.0, out=short)


def sum_over(of_column: np.ndarray, meals: list[Columns]) -> np.ndarray:
    """The sum of what the columns of each meal have."""
    if not meals:
        return of_column[:0]
    begins = np.cumsum([0, *map(len, meals)])[:-1]
    return np.add.reduceat(of_column[[k for meal in meals for k in meal]], begins, axis=0)
