"""The plan under way: which meal stands in which slot, what the days add up to, and what that costs."""

from typing import NamedTuple

import numpy as np

from planner.optimize.limits import Limit, windows
from planner.optimize.weighed_meals import Ledger, Options, WeighedMeal, missed

Cell = tuple[int, int]  # day, slot
SMALL = 1e-6  # of the scale of a rule: rounding, not a miss


class Violation(NamedTuple):
    """A hard rule that a schedule breaks: on which (last) day and slot, by how much; `of` as in `Limit`, or an item."""

    rule: str
    subject: str
    of: str
    day: int
    slot: str
    amount: float
    unit: str


class Basket:
    """The foods of a week: how many it buys, how many fresh ones it uses once, how many there are.

    `added` [item, these three] is what an item adds to them if it comes once more.
    """

    def __init__(self, schedule: "Schedule", week: int) -> None:
        (bought, fresh, food), eaten = schedule.kinds, schedule.eaten(week)
        none, once = eaten == 0, eaten == 1
        self.added = np.array([bought & none, fresh & none, food & none], dtype=float).T
        self.added[:, 1] -= fresh & once
        self.total = np.array([(bought & ~none).sum(), (fresh & once).sum(), (food & ~none).sum()])
        self.lower = np.array([-np.inf, -np.inf, schedule.weeks[week][1]])
        self.upper, self.price = schedule.most_in_week, schedule.week_price

    def points(self, added: np.ndarray) -> np.ndarray:
        """Points of the week if so much is added, a row for each choice."""
        return missed(self.total + added, self.lower, self.upper) @ self.price


class Schedule:
    """Meals by day and slot, and what each day adds to every limit and cap.

    `amounts` [day, limit] is what a day brings to the limits of day and plan, `items` [day, item] how often
    each food comes in it, the item of nothing, then each dish, and nothing again. `lower` and `upper` [day, limit]
    are the bounds of the window that the day belongs to, `shared` [day, day, limit] tells whose windows are the same.
    """

    def __init__(self, ledger: Ledger) -> None:
        m = ledger.model
        self.ledger, self.days = ledger, m.days
        outer = ledger.limits[ledger.meal.stop :]
        self.price = np.array([limit.price for limit in outer])
        self.lower = np.empty((m.days, len(outer)))
        self.upper = np.empty((m.days, len(outer)))
        self.shared = np.zeros((m.days, m.days, len(outer)))
        first = np.zeros((m.days, len(outer)))  # the one day that stands for its window
        for k, limit in enumerate(outer):
            for days in windows(limit.span, m.days):
                here = slice(days.start, days.stop)
                self.lower[here, k], self.upper[here, k] = limit.bounds_in(days)
                self.shared[here, here, k] = first[days.start, k] = 1.0
        self.price_once = first * self.price
        self.foods = slice(0, ledger.foods)
        self.dishes = slice(ledger.foods + 1, ledger.items - 1)
        # a row for each window of a cap: the days in it, what an item more than `most` costs
        of_cap = [(cap, days) for cap in m.caps for days in windows(cap.span, m.days)]
        self.cap_windows = of_cap
        self.in_window = np.array([[float(day in days) for day in range(m.days)] for _, days in of_cap])
        self.cap_price = np.array([cap.price for cap, _ in of_cap])
        self.most = np.full((len(of_cap), ledger.items), np.inf)
        for row, (cap, _) in enumerate(of_cap):
            self.most[row, self.foods if cap.of == "food" else self.dishes] = cap.most
        self.rows = [np.flatnonzero(self.in_window[:, day]) for day in range(m.days)]
        self.weeks = [(w, m.different_foods(len(w))) for w in windows("week", m.days)]
        self.week_of = [k for k, (week, _) in enumerate(self.weeks) for _ in week]
        shopping, nothing = m.shopping, np.zeros(ledger.items - ledger.foods - 1, dtype=bool)
        food = np.arange(ledger.foods + 1) < ledger.foods
        self.kinds = np.array([[*kind, *nothing] for kind in (shopping.bought, shopping.fresh, food)])
        self.most_in_week = np.array([shopping.most_foods, shopping.most_once, np.inf])
        variety_price = m.rules[("variety", "different foods")]["weight"]
        self.week_price = np.array([shopping.food_price, shopping.once_price, variety_price])
        self.meals: dict[Cell, WeighedMeal] = {}
        self.eaten_again = {cooked: again for again, cooked in m.leftovers.items()}
        self.amounts = np.zeros((m.days, len(outer)))
        self.items = np.zeros((m.days, ledger.items))

    def put(self, cell: Cell, meal: WeighedMeal | None) -> WeighedMeal | None:
        """Put a meal (or nothing) in its place, and where it is eaten again; returns what stood there."""
        before = self._put(cell, meal)
        if cell in self.eaten_again:
            again = None if meal is None else self.ledger.weigh(self.ledger.again(meal.columns))
            self._put(self.eaten_again[cell], again)
        return before

    def _put(self, cell: Cell, meal: WeighedMeal | None) -> WeighedMeal | None:
        before = self.meals.pop(cell, None)
        if before is not None:
            self.amounts[cell[0]] -= before.amounts
            self.items[cell[0]] -= before.items
        if meal is not None:
            self.amounts[cell[0]] += meal.amounts
            self.items[cell[0]] += meal.items
            self.meals[cell] = meal
        return before

    def sums(self, day: int) -> np.ndarray:
        """What stands against the limits that a day takes part in."""
        return np.einsum("dl,dl->l", self.shared[day], self.amounts)

    def points_in(self, cell: Cell, amounts: np.ndarray, again: np.ndarray | None) -> np.ndarray:
        """Points of the limits for meals (a row of amounts each) in an empty cell.

        `again` are the amounts of the same meals where they are eaten again; None if they are not.
        """
        day = cell[0]
        if again is None:
            return missed(amounts + self.sums(day), self.lower[day], self.upper[day]) @ self.price
        other = self.eaten_again[cell][0]
        together = self.shared[day, other]
        sums = amounts + again * together + self.sums(day)
        points = missed(sums, self.lower[day], self.upper[day]) @ self.price
        sums = again + self.sums(other)
        return points + missed(sums, self.lower[other], self.upper[other]) @ (self.price * (1 - together))

    def cap_points(self, day: int) -> np.ndarray:
        """Points that each food or dish would cost if it came once more on a day."""
        rows = self.rows[day]
        return self.cap_price[rows] @ (self.in_window[rows] @ self.items >= self.most[rows])

    def too_often(self) -> np.ndarray:
        """For each window of a cap (a row) and each item, how often it comes too often."""
        return np.maximum(self.in_window @ self.items - self.most, 0.0)

    def points(self) -> float:
        """The objective of the plan as it stands [penalty points]."""
        total = sum(meal.points for meal in self.meals.values())
        sums = np.einsum("edl,dl->el", self.shared, self.amounts)
        total += (missed(sums, self.lower, self.upper) * self.price_once).sum()
        total += (self.cap_price @ self.too_often()).sum()
        total += sum(Basket(self, k).points(np.zeros(3)) for k in range(len(self.weeks)))
        return float(total)

    def eaten(self, week: int) -> np.ndarray:
        """How often each item comes in a week."""
        days, _ = self.weeks[week]
        return self.items[days.start : days.stop].sum(axis=0)

    def different(self, week: int) -> int:
        """How many different foods a week holds."""
        return int(np.count_nonzero(self.eaten(week)[self.foods]))

    def violations(self) -> list[Violation]:
        """The hard rules that do not hold."""
        found: list[Violation] = []
        ledger = self.ledger
        for (day, slot), meal in self.meals.items():
            amounts = ledger.per_column[list(meal.columns)].sum(axis=0)
            mine = [ledger.limits[k] for k in ledger.of_slot[slot]]
            for limit, k in zip(mine, ledger.of_slot[slot], strict=True):
                found += self._violation(limit, float(amounts[k]), range(day, day + 1), limit.slot)
            for limit in ledger.model.plate_limits.get(ledger.plate(meal.columns), ()):
                total = float(limit.values[[k - limit.start for k in meal.columns]].sum())
                found += self._violation(limit, total, range(day, day + 1), limit.slot)
        for k, limit in enumerate(ledger.limits[ledger.meal.stop :]):
            for days in windows(limit.span, self.days):
                found += self._violation(limit, float(self.amounts[days.start : days.stop, k].sum()), days, "")
        for (cap, days), over in zip(self.cap_windows, self.too_often(), strict=True):
            if cap.hard:
                names = ledger.model.foods.frame.index if cap.of == "food" else ledger.model.dishes
                over = over[self.foods if cap.of == "food" else self.dishes]
                found += [
                    Violation(cap.rule, cap.subject, str(names[k]), days[-1], "", float(over[k]), "times")
                    for k in np.flatnonzero(over).tolist()
                ]
        for k, (week, least) in enumerate(self.weeks):
            if self.different(k) < least:
                missing = float(least - self.different(k))
                found.append(Violation("variety", "different foods", "", week[-1], "", missing, "foods"))
        return found

    def _violation(self, limit: Limit, total: float, days: range, slot: str) -> list[Violation]:
        low, high = limit.bounds_in(days)
        amount = max(0.0, low - total, total - high) - limit.margin
        if not limit.hard or amount <= SMALL * limit.scale:
            return []
        return [Violation(limit.rule, limit.subject, limit.of, days[-1], slot, amount, limit.unit)]


class EmptyCell:
    """A cell without a meal: what one would cost there, as the rest of the plan stands."""

    def __init__(self, schedule: Schedule, cell: Cell) -> None:
        self.schedule, self.cell = schedule, cell
        self.basket = Basket(schedule, schedule.week_of[cell[0]])
        self.of_item = np.column_stack([schedule.cap_points(cell[0]), self.basket.added])

    def points(self, options: Options) -> np.ndarray:
        """Points of the plan with each of the meals, but for what is the same for all."""
        of_meal = self.of_item.take(options.items, axis=0).sum(axis=0)
        limits = self.schedule.points_in(self.cell, options.amounts, options.again)
        return options.points + limits + of_meal[:, 0] + self.basket.points(of_meal[:, 1:])
