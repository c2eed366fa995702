"""Find a good plan: put meals of the relaxation on the table, then exchange them where that pays.

The moves are: another meal, or another food or portion in one part of it; two meals of a day at
once; two meals of two days at once. A move is kept if the points of the whole plan fall, or rise
by little early on. The number of moves is fixed, so the same input gives the same plan.
"""

import math
import random
from collections.abc import Callable

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import best_neighbour
from planner.optimize.pools import fill_pools
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.weighed_meals import missed

DEAR = 3.0  # so much dearer by themselves than the cheapest, meals are not paired [points]
LOOK = 20  # meals of a slot that a move of two looks at
CLOSE = 0.01  # a plan so close to the bound is good enough [share]
FAR = 0.17  # one so far from it is worth more moves [share]
WARMTH = 0.2  # how much dearer a plan may become by a move at first [points]
LOOKS = 8  # how often a round of moves is looked at

OnProgress = Callable[[float, Schedule], None]  # how far the search is [1], and its table


def unobserved(share: float, table: Schedule) -> None:
    """Nobody looks on."""


class Search:
    """Improves a table; `free` are the cells that it may change."""

    def __init__(
        self, table: Schedule, bound: Bound, free: list[Cell], rng: random.Random, look: OnProgress = unobserved
    ) -> None:
        self.table, self.ledger, self.free, self.rng, self.look = table, table.ledger, free, rng, look
        self.pools = fill_pools(self.ledger, bound, sorted({slot for _, slot in free}))
        self.bound = bound

    def deal(self) -> None:
        """Fill the empty cells with meals as often as the relaxation eats them."""
        for slot, pool in self.pools.items():
            empty = [cell for cell in self.free if cell[1] == slot and cell not in self.table.meals]
            often = np.array([self.bound.meals.get(w.columns, 0.0) for w in pool.meals])
            reach = np.cumsum(often if often.sum() > 0 else np.ones(len(often)))
            steps = (np.arange(len(empty)) + self.rng.random()) / max(len(empty), 1) * reach[-1]
            drawn = [pool.meals[min(int(np.searchsorted(reach, x, "right")), len(often) - 1)] for x in steps]
            self.rng.shuffle(drawn)
            for cell, meal in zip(empty, drawn, strict=True):
                self.table.put(cell, meal)

    def run(self, moves: int) -> None:
        """Make so many moves, or until the plan is close to the bound.

        Where it is far from the bound then, it gets as many moves again; and where a hard rule is
        still broken, the days on which it is.
        """
        enough, far = self.bound.value / (1 - CLOSE), self.bound.value / (1 - FAR)
        self.settle(self.free)
        self._wander(moves, enough, self.free, 0.0)
        if self.table.points() > far:
            self._wander(moves, enough, self.free, 0.5)
        days = {day for _, _, day, *_ in self.table.broken()}
        if days:
            self._wander(moves, enough, [cell for cell in self.free if cell[0] in days] or self.free, 0.75)

    def _wander(self, moves: int, enough: float, cells: list[Cell], done: float) -> None:
        """Moves that begin in one of the cells; the best plan met on the way stays on the table.

        `done` is how far the search is before [1]: how many rounds will follow is not known, so each
        takes half of what is left.
        """
        points = best = self.table.points()
        kept = dict(self.table.meals)
        for n in range(moves if len(self.free) > 1 else 0):
            if best <= enough:
                break
            if n % max(moves // LOOKS, 1) == 0:
                self.look(done + (1 - done) / 2 * n / moves, self.table)
            one = self.rng.choice(cells)
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
            now = (
                here.points
                + float(table.outside(day, here.brings + sums))
                + food[list(here.foods)].sum()
                + dish[here.dish]
            )
            varied, columns = best_neighbour(table, here, day, sums, food, dish)
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
        extra = {day: (table.once_more(day, "food"), table.once_more(day, "dish")) for day in {one[0], two[0]}}
        for day, slot in (one, two):
            pool, (food, dish) = self.pools[slot], extra[day]
            k = np.array(self.rng.sample(range(len(pool.meals)), min(LOOK, len(pool.meals))))
            points = pool.points[k] + food[pool.foods[k]].sum(axis=1) + dish[pool.dish[k]]
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
        best = int(both.argmin())
        table.put(one, self.pools[one[1]].meals[first[best // len(second)]])
        table.put(two, self.pools[two[1]].meals[second[best % len(second)]])

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
