"""Find a good plan: a schedule of meals of the relaxation, improved by exchanges where that pays.

A move takes out one meal and draws another: one of the pool, or the same with another food or portion
in one part of it, or as it was. All of them are weighed with the rest of the plan, and the fewer
points one comes to, the likelier it is drawn; the more so, the longer the search lasts (simulated
annealing with a heat bath). The number of moves is fixed, so the same input gives the same plan.
"""

import random
from collections.abc import Callable

import numpy as np

from planner.optimize.bound import Bound
from planner.optimize.neighbours import changes_of
from planner.optimize.pools import Pool, fill_pools, pool_of_cooked_twice
from planner.optimize.schedule import Cell, EmptyCell, Schedule

GOOD_GAP = 0.01  # a plan so close to the bound is good enough [share]
TEMPERATURE = 0.5  # at first [points]: a meal so much dearer than another is drawn 1/e times as often
WARM_TEMPERATURE = 0.25  # where it begins at a plan that is nearly right, most of which is to stay
HOT = 0.05  # of its points, where a plan still breaks hard rules: they are high walls
REPAIR = 2  # times as many moves then
SMALL = 1e-9  # points; the rounding of sums
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
        self.noise = np.random.default_rng(rng.getrandbits(64))
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

    def run(self, moves: int, temperature: float = TEMPERATURE) -> None:
        """Make so many moves, or until the plan is close to the bound.

        Where a hard rule is still broken then, the days on which it is get more moves, and hot ones.
        """
        self.descend()
        self._anneal(moves, temperature, self.free, 0.0)
        days = {violation.day for violation in self.schedule.violations()}
        if days:
            cells = [cell for cell in self.free if cell[0] in days] or self.free
            self._anneal(REPAIR * moves, HOT * self.schedule.points(), cells, 0.75)

    def _anneal(self, moves: int, temperature: float, cells: list[Cell], done: float) -> None:
        """Moves in these cells, one after the other; the schedule is left at the best plan met on the way.

        `temperature` is that of the first move [points]. `done` is how far the search is before [1]: how many
        rounds will follow is not known, so each takes half of what is left.
        """
        enough = self.bound.value / (1 - GOOD_GAP)
        points = best = self.schedule.points()
        incumbent = dict(self.schedule.meals)
        waiting: list[Cell] = []
        for n in range(moves if len(self.free) > 1 else 0):
            if best <= enough:
                break
            if n % max(moves // REPORTS, 1) == 0:
                self.on_progress(done + (1 - done) / 2 * n / moves, self.schedule)
            waiting = waiting or self.rng.sample(cells, len(cells))
            points += self.move(waiting.pop(), temperature * (1 - n / moves))
            if points < best - SMALL:
                best, incumbent = points, dict(self.schedule.meals)
        for cell in self.free:
            self.schedule.put(cell, incumbent[cell])
        self.descend()

    def descend(self) -> None:
        """Best moves, cell after cell, down to a local optimum: none of them pays any more."""
        while [cell for cell in self.free if self.move(cell, 0.0) < 0]:
            pass

    def move(self, cell: Cell, temperature: float) -> float:
        """Draw a meal for a cell from its pool and the changes of the one that is there; what the points rise by.

        Of two meals the cheaper one is drawn more often, by the factor e for each `temperature` of points
        between them; at 0 it is the best, which is the one that is there where no other is better.
        """
        schedule, pool = self.schedule, self.pool(cell)
        here = schedule.meals[cell]
        schedule.put(cell, None)
        changes = changes_of(self.ledger, here.columns, cell in schedule.eaten_again)
        empty = EmptyCell(schedule, cell)
        points = np.concatenate([empty.points(pool.options), empty.points(changes)])
        now = points[-1]  # the last change is none
        noise = temperature * self.noise.gumbel(size=len(points)) if temperature else 0.0
        choice = int((points - noise).argmin())
        if choice < len(pool.meals):
            meal = pool.meals[choice]
        else:
            meal = self.ledger.weigh(changes.columns(choice - len(pool.meals)))
        if not temperature and points[choice] > now - SMALL:
            choice, meal = -1, here
        schedule.put(cell, meal)
        return float(points[choice] - now)
