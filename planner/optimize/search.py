"""Find a good plan: a schedule of meals of the relaxation, improved by exchanges where that pays.

A move draws another meal for one place; then a second place, often of the same day, and the first
once more get the best that they can: another meal, or another food or portion in one part of it.
It is accepted if the points of the whole plan fall, or rise by little early on (simulated
annealing). The number of moves is fixed, so the same input gives the same plan.
"""

import math
import random
from collections.abc import Callable

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import best_neighbour
from planner.optimize.pools import Pool, fill_pools, pool_of_cooked_twice
from planner.optimize.schedule import Cell, Schedule

GOOD_GAP = 0.01  # a plan so close to the bound is good enough [share]
TEMPERATURE = 1.2  # how much dearer a plan may become by a move at first [points]
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
            self.draw(one)
            self.step(two)
            self.step(one)
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
        caps = schedule.cap_points(day)
        points = pool.points + schedule.points_in(cell, pool.amounts, pool.again)
        basket = schedule.basket(schedule.week_of[day])
        points += caps[pool.foods].sum(axis=1) + caps[pool.dish] + basket.points(*basket.with_foods(pool.foods))
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
            now += caps[list(here.foods)].sum() + caps[here.dish]
            now += float(basket.points(*basket.with_foods(np.array(here.foods, dtype=int))))
            varied, columns = best_neighbour(self.ledger, schedule, here, cell, caps, basket)
            if varied < min(best, now) - 1e-9:
                best, meal = varied, self.ledger.weigh(columns)
            if best >= now - 1e-9:
                meal = here
        schedule.put(cell, meal)
        return meal is not here

    def draw(self, cell: Cell) -> None:
        """Put one of the better meals of its pool in a cell, at random."""
        self.schedule.put(cell, self.rng.choice(self.pool(cell).near))
