"""Find a good plan: a schedule of meals of the relaxation, improved by exchanges where that pays.

The moves are: another meal, or another food or portion in one part of it; two meals of a day at
once; two meals of two days at once. A move is accepted if the points of the whole plan fall, or
rise by little early on (simulated annealing). The number of moves is fixed, so the same input
gives the same plan.
"""

import math
import random
from collections.abc import Callable

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import best_neighbour
from planner.optimize.pools import Pool, fill_pools, pool_of_cooked_twice
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.weighed_meals import missed

PAIR_RANGE = 3.0  # meals so much dearer by themselves than the cheapest are not paired [points]
PAIR_SAMPLE = 20  # meals of a slot that a move of two draws
GOOD_GAP = 0.01  # a plan so close to the bound is good enough [share]
TEMPERATURE = 0.2  # how much dearer a plan may become by a move at first [points]
REPORTS = 8  # how often a round of moves tells how far it is

OnProgress = Callable[[float, Schedule], None]  # how far the search is [1], and its schedule


def no_report(share: float, schedule: Schedule) -> None:
    """Nobody is told."""


class Search:
    """Improves a schedule; `free` are the cells that it may change."""

    def __init__(
        self,
        schedule: Schedule,
        bound: Bound,
        free: list[Cell],
        rng: random.Random,
        on_progress: OnProgress = no_report,
    ) -> None:
        self.schedule, self.ledger, self.free, self.rng = schedule, schedule.ledger, free, rng
        self.on_progress = on_progress
        self.pools = fill_pools(self.ledger, bound, sorted({slot for _, slot in free}))
        twice = any(cell in schedule.eaten_again for cell in free)
        self.cooked_twice = pool_of_cooked_twice(self.ledger, bound) if twice else None
        self.bound = bound

    def pool(self, cell: Cell) -> Pool:
        """The meals that may stand in a cell."""
        if self.cooked_twice is not None and cell in self.schedule.eaten_again:
            return self.cooked_twice
        return self.pools[cell[1]]

    def round_relaxation(self) -> None:
        """Fill the empty cells with meals as often as the relaxation eats them."""
        of_pool: dict[int, tuple[Pool, list[Cell]]] = {}  # the empty cells that a pool fills
        for cell in self.free:
            if cell not in self.schedule.meals:
                pool = self.pool(cell)
                of_pool.setdefault(id(pool), (pool, []))[1].append(cell)
        for pool, empty in of_pool.values():
            often = np.array([self.bound.meals.get(w.columns, 0.0) for w in pool.meals])
            ends = np.cumsum(often if often.sum() > 0 else np.ones(len(often)))
            steps = (np.arange(len(empty)) + self.rng.random()) / len(empty) * ends[-1]
            drawn = [pool.meals[min(int(np.searchsorted(ends, x, "right")), len(often) - 1)] for x in steps]
            self.rng.shuffle(drawn)
            for cell, meal in zip(empty, drawn, strict=True):
                self.schedule.put(cell, meal)

    def run(self, moves: int) -> None:
        """Make so many moves, or until the plan is close to the bound.

        Where a hard rule is still broken then, the days on which it is get as many again.
        """
        enough = self.bound.value / (1 - GOOD_GAP)
        self.descend()
        self._anneal(moves, enough, self.free, 0.0)
        days = {violation.day for violation in self.schedule.violations()}
        if days:
            self._anneal(moves, enough, [cell for cell in self.free if cell[0] in days] or self.free, 0.75)

    def _anneal(self, moves: int, enough: float, cells: list[Cell], done: float) -> None:
        """Moves that begin in one of the cells; the schedule is left at the best plan met on the way.

        `done` is how far the search is before [1]: how many rounds will follow is not known, so each
        takes half of what is left.
        """
        points = best = self.schedule.points()
        incumbent = dict(self.schedule.meals)
        for n in range(moves if len(self.free) > 1 else 0):
            if best <= enough:
                break
            if n % max(moves // REPORTS, 1) == 0:
                self.on_progress(done + (1 - done) / 2 * n / moves, self.schedule)
            one = self.rng.choice(cells)
            same_day = [cell for cell in self.free if cell[0] == one[0] and cell != one]
            if same_day and self.rng.random() < 0.5:
                two = self.rng.choice(same_day)
            else:
                two = self.rng.choice([cell for cell in self.free if cell != one])
            before = {cell: self.schedule.meals.get(cell) for cell in (one, two)}
            if one in self.schedule.eaten_again or two in self.schedule.eaten_again:
                self.draw(one if one in self.schedule.eaten_again else two)
            else:
                self.exchange(one, two)
            self.step(one)
            self.step(two)
            after = self.schedule.points()
            temperature = TEMPERATURE * (1 - n / moves)
            if after <= points + 1e-9 or self.rng.random() < math.exp(-(after - points) / max(temperature, 1e-9)):
                points = after
                if points < best - 1e-9:
                    best, incumbent = points, dict(self.schedule.meals)
            else:
                for cell, meal in before.items():
                    self.schedule.put(cell, meal)
        for cell in self.free:
            self.schedule.put(cell, incumbent[cell])
        self.descend()

    def descend(self) -> None:
        """Single steps, cell after cell, down to a local optimum: none of them pays any more."""
        waiting = list(self.free)
        while waiting:
            waiting = [cell for cell in waiting if self.step(cell)] and list(self.free)

    def step(self, cell: Cell) -> bool:
        """Put the best other meal in a cell, or the best change of one part; whether that paid."""
        day = cell[0]
        schedule, pool = self.schedule, self.pool(cell)
        here = schedule.put(cell, None)
        food, dish = schedule.cap_points(day, "food"), schedule.cap_points(day, "dish")
        points = pool.points + schedule.points_in(cell, pool.amounts, pool.again)
        points = points + food[pool.foods].sum(axis=1) + dish[pool.dish]
        choice = int(points.argmin())
        best, meal = float(points[choice]), pool.meals[choice]
        now = math.inf
        if here is not None:
            again = None
            now = here.points
            if pool.again is not None:
                other = self.ledger.weigh(self.ledger.again(here.columns))
                now, again = now + other.points, other.amounts[None, :]
            now += float(schedule.points_in(cell, here.amounts[None, :], again)[0])
            now = now + food[list(here.foods)].sum() + dish[here.dish]
            varied, columns = best_neighbour(schedule, here, cell, food, dish)
            if varied < min(best, now) - 1e-9:
                best, meal = varied, self.ledger.weigh(columns)
            if best >= now - 1e-9:
                meal = here
        schedule.put(cell, meal)
        return meal is not here

    def draw(self, cell: Cell) -> None:
        """Put one of the better meals of its pool in a cell, at random."""
        pool = self.pool(cell)
        near = np.flatnonzero(pool.points < pool.points.min() + PAIR_RANGE)
        self.schedule.put(cell, pool.meals[int(near[self.rng.randrange(len(near))])])

    def exchange(self, one: Cell, two: Cell) -> None:
        """Put the best pair of some meals drawn from the pools in two cells."""
        schedule = self.schedule
        for cell in (one, two):
            schedule.put(cell, None)
        drawn = []
        extra = {day: (schedule.cap_points(day, "food"), schedule.cap_points(day, "dish")) for day in {one[0], two[0]}}
        for day, slot in (one, two):
            pool, (food, dish) = self.pools[slot], extra[day]
            k = np.array(self.rng.sample(range(len(pool.meals)), min(PAIR_SAMPLE, len(pool.meals))))
            points = pool.points[k] + food[pool.foods[k]].sum(axis=1) + dish[pool.dish[k]]
            near = points < points.min() + PAIR_RANGE
            k, points = k[near], points[near]
            drawn.append((k, pool.amounts[k], points))
        (first, amounts_1, points_1), (second, amounts_2, points_2) = drawn
        both = points_1[:, None] + points_2[None, :]
        daily = schedule.daily
        if one[0] == two[0]:
            both = both + schedule.limit_points(one[0], amounts_1[:, None] + amounts_2[None, :] + schedule.sums(one[0]))
        else:
            for (day, _), amounts, axis in ((one, amounts_1, 1), (two, amounts_2, 0)):
                sums = amounts[:, :daily] + schedule.day_sum[day]
                points = missed(sums, schedule.lower[day, :daily], schedule.upper[day, :daily]) @ schedule.price[:daily]
                both = both + np.expand_dims(points, axis)
            both = both + self._spans(one[0], two[0], amounts_1[:, daily:], amounts_2[:, daily:])
        best = int(both.argmin())
        schedule.put(one, self.pools[one[1]].meals[first[best // len(second)]])
        schedule.put(two, self.pools[two[1]].meals[second[best % len(second)]])

    def _spans(self, day: int, other: int, amounts: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Points of the limits on longer spans for every pair of meals on two days."""
        schedule, daily = self.schedule, self.schedule.daily
        together = schedule.window[day, daily:] == schedule.window[other, daily:]
        price = schedule.price[daily:]
        sums = schedule.sums(day)[daily:] + amounts[:, None] + others[None, :] * together
        total = missed(sums, schedule.lower[day, daily:], schedule.upper[day, daily:]) @ price
        if not together.all():
            apart = schedule.sums(other)[daily:] + others
            bounds = schedule.lower[other, daily:], schedule.upper[other, daily:]
            total = total + (missed(apart, *bounds)[:, ~together] @ price[~together])[None, :]
        return total
