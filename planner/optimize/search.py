"""Find a good plan: put meals of the relaxation on the table, then exchange them where that pays.

The moves are: another meal, or another food or portion in one part of it; two meals of a day at
once; two meals of two days at once. A move is kept if the points of the whole plan fall, or rise
by little early on. The number of moves is fixed, so the same input gives the same plan.
"""

import math
import random

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.meals import Columns, Ledger, Weighed, missed
from planner.optimize.table import Cell, Table

NEAR = 1.0  # meals dearer than this at the prices of the relaxation are hardly worth a try [points]
FEWEST = 60  # of them are kept for a slot all the same
DEAR = 3.0  # of them, so much dearer by themselves than the cheapest, the others are left [points]
LOOK = 60  # meals of a slot that a move of two looks at
WARMTH = 0.05  # how much dearer a plan may become by a move at first [points]


class Pool:
    """The meals of a slot, best first, as arrays."""

    def __init__(self, ledger: Ledger, columns: list[Columns], price: np.ndarray) -> None:
        weighed = [ledger.weigh(c) for c in columns]
        dear = np.array([price[list(c)].sum() for c in columns])
        dear += np.array([w.points - ledger.cost[list(w.columns)].sum() for w in weighed])  # what its own limits add
        order = np.argsort(dear, kind="stable")
        near = int((dear < dear[order[0]] + NEAR).sum()) if len(order) else 0
        self.meals = [weighed[k] for k in order[: max(near, FEWEST)]]
        self.brings = np.array([w.brings for w in self.meals])
        self.points = np.array([w.points for w in self.meals])
        self.dish = np.array([w.dish for w in self.meals])
        width = max((len(w.foods) for w in self.meals), default=1)
        self.foods = np.full((len(self.meals), width), -1)
        for k, w in enumerate(self.meals):
            self.foods[k, : len(w.foods)] = w.foods


class Search:
    """Improves a table; `free` are the cells that it may change."""

    def __init__(self, table: Table, bound: Bound, free: list[Cell], rng: random.Random) -> None:
        self.table, self.ledger, self.free, self.rng = table, table.ledger, free, rng
        m = self.ledger.model
        slots = sorted({slot for _, slot in free})
        of_slot: dict[int, list[Columns]] = {slot: [] for slot in slots}
        for columns in bound.meals:
            plate = m.plates[m.plate_of[columns[0]]]
            if plate.slot in of_slot and plate.day is None:
                of_slot[plate.slot].append(columns)
        self.pools = {slot: Pool(self.ledger, columns, bound.price) for slot, columns in of_slot.items()}
        self.bound = bound

    def deal(self) -> None:
        """Fill the empty cells with meals as often as the relaxation eats them."""
        for slot, pool in self.pools.items():
            empty = [cell for cell in self.free if cell[1] == slot and cell not in self.table.meals]
            often = np.array([self.bound.meals[w.columns] for w in pool.meals])
            reach = np.cumsum(often if often.sum() > 0 else np.ones(len(often)))
            steps = (np.arange(len(empty)) + self.rng.random()) / max(len(empty), 1) * reach[-1]
            drawn = [pool.meals[min(int(np.searchsorted(reach, x, "right")), len(often) - 1)] for x in steps]
            self.rng.shuffle(drawn)
            for cell, meal in zip(empty, drawn, strict=True):
                self.table.put(cell, meal)

    def run(self, moves: int, enough: float) -> float:
        """Make so many moves, or until the points are at most `enough`; returns the points."""
        self.settle(self.free)
        points = best = self.table.points()
        kept = dict(self.table.meals)
        for n in range(moves if len(self.free) > 1 else 0):
            if best <= enough:
                break
            one = self.rng.choice(self.free)
            same_day = [cell for cell in self.free if cell[0] == one[0] and cell != one]
            if same_day and self.rng.random() < 0.5:
                two = self.rng.choice(same_day)
            else:
                two = self.rng.choice([cell for cell in self.free if cell != one])
            before = {cell: self.table.meals.get(cell) for cell in (one, two)}
            self.exchange(one, two)
            self.step(one)
            self.step(two)
            after = self.table.points()
            warmth = WARMTH * (1 - n / moves)
            if after <= points + 1e-9 or self.rng.random() < math.exp(-(after - points) / max(warmth, 1e-9)):
                points = after
                if points < best - 1e-9:
                    best, kept = points, dict(self.table.meals)
            else:
                for cell, meal in before.items():
                    self.table.put(cell, meal)
        for cell in self.free:
            self.table.put(cell, kept[cell])
        self.settle(self.free)
        return self.table.points()

    def settle(self, cells: list[Cell]) -> None:
        """Single steps, cell after cell, until none of them pays."""
        waiting = list(cells)
        while waiting:
            waiting = [cell for cell in waiting if self.step(cell)] and list(cells)

    def step(self, cell: Cell) -> bool:
        """Put the best other meal in a cell, or the best change of one part; whether that paid."""
        day, slot = cell
        table, pool = self.table, self.pools[slot]
        here = table.put(cell, None)
        sums = table.sums(day)
        food, dish = table.once_more(day, "food"), table.once_more(day, "dish")
        points = pool.points + table.outside(day, pool.brings + sums) + food[pool.foods].sum(axis=1) + dish[pool.dish]
        choice = int(points.argmin())
        best, meal = float(points[choice]), pool.meals[choice]
        now = math.inf
        if here is not None:
            now = here.points + float(table.outside(day, here.brings + sums)) + food[list(here.foods)].sum() + dish[here.dish]
            varied, columns = best_change(table, here, day, sums, food, dish)
            if varied < min(best, now) - 1e-9:
                best, meal = varied, self.ledger.weigh(columns)
            if best >= now - 1e-9:
                meal = here
        table.put(cell, meal)
        return meal is not here

    def exchange(self, one: Cell, two: Cell) -> None:
        """Put the best pair of some meals drawn from the pools in two cells."""
        table = self.table
        for cell in (one, two):
            table.put(cell, None)
        drawn = []
        for day, slot in (one, two):
            pool = self.pools[slot]
            k = np.array(self.rng.sample(range(len(pool.meals)), min(LOOK, len(pool.meals))))
            points = pool.points[k] + table.once_more(day, "food")[pool.foods[k]].sum(axis=1)
            points += table.once_more(day, "dish")[pool.dish[k]]
            k, points = k[points < points.min() + DEAR], points[points < points.min() + DEAR]
            drawn.append((k, pool.brings[k], points))
        (first, brings_1, points_1), (second, brings_2, points_2) = drawn
        both = points_1[:, None] + points_2[None, :]
        daily = table.daily
        if one[0] == two[0]:
            both = both + table.outside(one[0], brings_1[:, None] + brings_2[None, :] + table.sums(one[0]))
        else:
            for (day, _), brings, axis in ((one, brings_1, 1), (two, brings_2, 0)):
                sums = brings[:, :daily] + table.day_sum[day]
                points = missed(sums, table.lower[day, :daily], table.upper[day, :daily]) @ table.price[:daily]
                both = both + np.expand_dims(points, axis)
            both = both + self._spans(one[0], two[0], brings_1[:, daily:], brings_2[:, daily:])
        k = int(both.argmin())
        table.put(one, self.pools[one[1]].meals[first[k // len(second)]])
        table.put(two, self.pools[two[1]].meals[second[k % len(second)]])

    def _spans(self, day: int, other: int, brings: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Points of the limits on longer spans for every pair of meals on two days."""
        table, daily = self.table, self.table.daily
        together = table.window[day, daily:] == table.window[other, daily:]
        price = table.price[daily:]
        sums = table.sums(day)[daily:] + brings[:, None] + others[None, :] * together
        total = missed(sums, table.lower[day, daily:], table.upper[day, daily:]) @ price
        if not together.all():
            apart = table.sums(other)[daily:] + others
            bounds = table.lower[other, daily:], table.upper[other, daily:]
            total = total + (missed(apart, *bounds)[:, ~together] @ price[~together])[None, :]
        return total


def changes(ledger: Ledger, columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """All ways to change one part of a meal: the column that goes and the one that comes (or none)."""
    m, nothing = ledger.model, ledger.model.columns
    old: list[int] = []
    new: list[int] = []
    for seat in m.plates[ledger.plate(columns)].seats:
        mine = [c for c in columns[1:] if seat.start <= c < seat.stop]
        if seat.part.optional and mine:
            old.append(mine[0])
            new.append(nothing)
        if seat.part.optional and not mine:
            old += [nothing] * (seat.stop - seat.start)
            new += range(seat.start, seat.stop)
        for column in mine:
            taken = {int(m.food[c]) for c in mine if c != column}
            others = [c for c in range(seat.start, seat.stop) if c != column and int(m.food[c]) not in taken]
            old += [column] * len(others)
            new += others
    return np.array(old, dtype=int), np.array(new, dtype=int)


def best_change(
    table: Table, here: Weighed, day: int, sums: np.ndarray, food: np.ndarray, dish: np.ndarray
) -> tuple[float, Columns]:
    """The best meal that differs in one part from one that is off the table: its points, and its columns.

    `sums`, `food` and `dish` are what the table says of the day without it.
    """
    ledger, m = table.ledger, table.ledger.model
    plate = ledger.plate(here.columns)
    old, new = changes(ledger, here.columns)
    if not len(old):
        return math.inf, here.columns
    own = ledger.per_column[list(here.columns)].sum(axis=0) + ledger.per_column[new] - ledger.per_column[old]
    mine = ledger.of_slot[m.plates[plate].slot]
    points = ledger.cost[list(here.columns)].sum() + ledger.cost[new] - ledger.cost[old]
    points = points + missed(own[:, mine], ledger.lower[mine], ledger.upper[mine]) @ ledger.price[mine]
    for limit in m.plate_limits.get(plate, ()):
        values = np.append(limit.values, 0.0)
        base = limit.values[[k - limit.start for k in here.columns]].sum()
        nothing = len(limit.values)
        last = m.columns
        total = (
            base
            + values[np.where(new == last, nothing, new - limit.start)]
            - values[np.where(old == last, nothing, old - limit.start)]
        )
        points = points + limit.price * missed(total, *limit.bounds(1))
    points = points + table.outside(day, own[:, ledger.meal.stop :] + sums) + dish[here.dish]
    points = points + food[list(here.foods)].sum() + food[ledger.food[new]] - food[ledger.food[old]]
    k = int(points.argmin())
    chosen = {c for c in here.columns[1:] if c != old[k]} | ({int(new[k])} - {m.columns})
    return float(points[k]), (here.columns[0], *sorted(chosen))
