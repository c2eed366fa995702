"""Concrete meals: a dish with its fillings and portions, and what it brings to each limit."""

from dataclasses import dataclass, field

import numpy as np

from planner.optimize.model import Limit, Model, windows

Columns = tuple[int, ...]  # the columns of a meal: that of the dish first


@dataclass
class Ledger:
    """The limits of a model as one matrix, so that many meals are weighed at once.

    `per_column` holds what each column brings to each limit; the first `meal_limits` belong to a
    single meal, the next `day_limits` to a day and the rest to longer spans.
    """

    model: Model
    per_column: np.ndarray = field(init=False)
    limits: list[Limit] = field(init=False)

    def __post_init__(self) -> None:
        m = self.model
        meal = [x for x in m.limits if x.slot and x.span == 1]
        day = [x for x in m.limits if not x.slot and x.span == 1]
        span = [x for x in m.limits if x.span != 1]
        self.limits = meal + day + span
        self.meal = slice(0, len(meal))
        self.day = slice(len(meal), len(meal) + len(day))
        self.span = slice(len(meal) + len(day), len(self.limits))
        self.price = np.array([x.price for x in self.limits])
        self.per_column = np.zeros((m.columns, len(self.limits)))
        for k, limit in enumerate(self.limits):
            self.per_column[limit.start : limit.start + len(limit.values), k] = limit.values
        bounds = [limit.bounds(1) if limit.span == 1 else (-np.inf, np.inf) for limit in self.limits]
        self.lower = np.array([low for low, _ in bounds])
        self.upper = np.array([high for _, high in bounds])
        # a limit of one meal says nothing about the other meals
        slot_of = [limit.slot for limit in meal]
        self.meal_of_slot = [
            np.array([k for k, name in enumerate(slot_of) if name == slot], dtype=int)
            for slot in dict.fromkeys(slot_of)
        ]
        self.span_windows = [windows(limit.span, m.days) for limit in self.limits[self.span]]

    def brings(self, columns: Columns) -> np.ndarray:
        """What a meal brings to each limit."""
        return self.per_column[list(columns)].sum(axis=0)

    def own_cost(self, columns: Columns, brings: np.ndarray) -> float:
        """Points of a meal by itself: its costs, the limits of the meal and those of the dish."""
        m = self.model
        plate = int(m.plate_of[columns[0]])
        mine = self.meal_of_slot[m.plates[plate].slot]
        points = float(m.cost[list(columns)].sum())
        points += float((missed(brings[mine], self.lower[mine], self.upper[mine]) * self.price[mine]).sum())
        return points + self.apart_cost(plate, columns)

    def apart_cost(self, plate: int, columns: Columns) -> float:
        """Points of the limits that hold within one dish: its pairings."""
        points = 0.0
        for limit in self.model.plate_limits.get(plate, ()):
            total = limit.values[[k - limit.start for k in columns]].sum()
            low, high = limit.bounds(1)
            points += limit.price * max(0.0, low - total, total - high)
        return points

    def foods(self, columns: Columns) -> tuple[int, ...]:
        """The foods on the plate, by their row in the food table, fixed ones included."""
        m = self.model
        return (*m.plates[m.plate_of[columns[0]]].fixed, *(int(m.food[k]) for k in columns[1:]))


def missed(value: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """How far values are outside their bounds."""
    return np.maximum(lower - value, 0.0) + np.maximum(value - upper, 0.0)
