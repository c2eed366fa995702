"""The plan under way: which meal stands in which slot, what the days add up to, and what that costs."""

from typing import NamedTuple

import numpy as np

from planner.optimize.limits import Cap, Limit, Shopping, windows
from planner.optimize.weighed_meals import Ledger, WeighedMeal, missed

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
    """The foods that a week buys: `eaten` is how often each comes, with the item of nothing as the last."""

    def __init__(self, shopping: Shopping, eaten: np.ndarray) -> None:
        self.shopping = shopping
        none, once = eaten == 0, shopping.fresh & (eaten == 1)
        self.new = (shopping.bought & none).astype(int)  # what a food adds to the foods if it comes once more
        self.once = (shopping.fresh & none).astype(int) - once  # to those used once
        self.foods = int(np.count_nonzero(shopping.bought & ~none))
        self.used_once = int(np.count_nonzero(once))

    def points(self, new: np.ndarray | int = 0, once: np.ndarray | int = 0) -> np.ndarray:
        """Points of the week if so many foods more are bought, and so many more used but once."""
        s = self.shopping
        too_many = np.maximum(self.foods + np.asarray(new) - s.most_foods, 0)
        return s.food_price * too_many + s.once_price * np.maximum(self.used_once + np.asarray(once) - s.most_once, 0)

    def with_foods(self, foods: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What meals (a row of foods each) add to the foods, and to those used once."""
        return self.new[foods].sum(axis=-1), self.once[foods].sum(axis=-1)


class Schedule:
    """Meals by day and slot, with running sums for every limit and cap.

    `lower` and `upper` [day, limit] are the bounds of the window that the day belongs to; the
    first `daily` limits are those of a day, the others those of a week or the plan.
    """

    def __init__(self, ledger: Ledger) -> None:
        m = ledger.model
        self.ledger, self.days = ledger, m.days
        self.daily = ledger.day.stop - ledger.day.start
        outer = ledger.limits[ledger.meal.stop :]
        self.price = np.array([limit.price for limit in outer])
        self.lower = np.empty((m.days, len(outer)))
        self.upper = np.empty((m.days, len(outer)))
        self.window = np.zeros((m.days, len(outer)), dtype=int)
        for k, limit in enumerate(outer):
            for w, days in enumerate(windows(limit.span, m.days)):
                self.lower[days.start : days.stop, k], self.upper[days.start : days.stop, k] = limit.bounds_in(days)
                self.window[days.start : days.stop, k] = 0 if k < self.daily else w
        self.spans = len(outer) - self.daily
        self.long = np.arange(self.spans)
        # for each day the one row that stands for its window of each longer limit
        first = np.vstack([np.full((1, self.spans), True), np.diff(self.window[:, self.daily :], axis=0) != 0])
        self.first_days = np.where(first, self.price[self.daily :], 0.0)
        self.caps = list(m.caps)
        self.cap_days = {span: windows(span, m.days) for span in {cap.span for cap in m.caps}}
        # for each day the caps with the windows that it stands in
        self.cap_windows = {
            of: [
                [
                    (cap, w)
                    for cap in m.caps
                    if cap.of == of
                    for w, days in enumerate(self.cap_days[cap.span])
                    if day in days
                ]
                for day in range(m.days)
            ]
            for of in ("food", "dish")
        }
        self.weeks = [(w, m.different_foods(len(w))) for w in windows("week", m.days)]
        self.week_of = [k for k, (week, _) in enumerate(self.weeks) for _ in week]
        self.variety_price = m.rules[("variety", "different foods")]["weight"]
        self.size = {"food": len(m.foods.frame), "dish": len(m.dishes)}
        self.meals: dict[Cell, WeighedMeal] = {}
        self.eaten_again = {cooked: again for again, cooked in m.leftovers.items()}
        self.day_sum = np.zeros((m.days, self.daily))
        self.span_sum = np.zeros((int(self.window.max(initial=0)) + 1, self.spans))
        # how often each item comes in each window of a cap; one item more than there are: the item of nothing
        self.count = {
            of: {span: np.zeros((len(days), n + 1), dtype=int) for span, days in self.cap_days.items()}
            for of, n in self.size.items()
        }
        self.windows_of = {
            span: [
                slice(inside[0], inside[-1] + 1)
                for day in range(m.days)
                if (inside := [w for w, days in enumerate(ranges) if day in days])
            ]
            for span, ranges in self.cap_days.items()
        }
        self.in_week = np.zeros((len(self.weeks), self.size["food"] + 1), dtype=int)

    def put(self, cell: Cell, meal: WeighedMeal | None) -> WeighedMeal | None:
        """Put a meal (or nothing) in its place, and where it is eaten again; returns what stood there."""
        before = self._put(cell, meal)
        if cell in self.eaten_again:
            again = None if meal is None else self.ledger.weigh(self.ledger.again(meal.columns))
            self._put(self.eaten_again[cell], again)
        return before

    def _put(self, cell: Cell, meal: WeighedMeal | None) -> WeighedMeal | None:
        before = self.meals.pop(cell, None)
        for weighed, sign in ((before, -1), (meal, 1)):
            if weighed is not None:
                day = cell[0]
                self.day_sum[day] += sign * weighed.amounts[: self.daily]
                self.span_sum[self.window[day, self.daily :], self.long] += sign * weighed.amounts[self.daily :]
                foods = sign * np.bincount(weighed.foods, minlength=self.in_week.shape[1])
                for span, here in self.windows_of.items():
                    self.count["food"][span][here[day]] += foods
                    self.count["dish"][span][here[day], weighed.dish] += sign
                self.in_week[self.week_of[day]] += foods
        if meal is not None:
            self.meals[cell] = meal
        return before

    def sums(self, day: int) -> np.ndarray:
        """What stands against the limits that a day takes part in."""
        return np.concatenate([self.day_sum[day], self.span_sum[self.window[day, self.daily :], self.long]])

    def limit_points(self, day: int, sums: np.ndarray) -> np.ndarray:
        """Points for sums (one row or many) against the limits of a day."""
        return missed(sums, self.lower[day], self.upper[day]) @ self.price

    def points_in(self, cell: Cell, amounts: np.ndarray, again: np.ndarray | None) -> np.ndarray:
        """Points of the limits for meals (a row of amounts each) in an empty cell.

        `again` are the amounts of the same meals where they are eaten again; None if they are not.
        """
        day = cell[0]
        if again is None:
            return self.limit_points(day, amounts + self.sums(day))
        other, daily = self.eaten_again[cell][0], self.daily
        points = np.zeros(len(amounts))
        for when, mine in ((day, amounts), (other, again)):
            sums = mine[:, :daily] + self.day_sum[when]
            points += missed(sums, self.lower[when, :daily], self.upper[when, :daily]) @ self.price[:daily]
        together = self.window[day, daily:] == self.window[other, daily:]
        price = self.price[daily:]
        sums = self.sums(day)[daily:] + amounts[:, daily:] + again[:, daily:] * together
        points += missed(sums, self.lower[day, daily:], self.upper[day, daily:]) @ price
        if not together.all():
            sums = self.sums(other)[daily:] + again[:, daily:]
            points += (
                missed(sums, self.lower[other, daily:], self.upper[other, daily:])[:, ~together] @ price[~together]
            )
        return points

    def cap_points(self, day: int, of: str) -> np.ndarray:
        """Points that each food (or dish) would cost if it came once more on a day."""
        extra = np.zeros(self.size[of] + 1)
        for cap, w in self.cap_windows[of][day]:
            extra[:-1] += cap.price * (self.count[of][cap.span][w, :-1] >= cap.most)
        return extra

    def over_caps(self, cap: Cap) -> np.ndarray:
        """For each window of a cap (a row) and each item, how often it comes too often."""
        return np.maximum(self.count[cap.of][cap.span][:, :-1] - cap.most, 0.0)

    def points(self) -> float:
        """The objective of the plan as it stands [penalty points]."""
        total = sum(meal.points for meal in self.meals.values())
        daily = self.daily
        total += (missed(self.day_sum, self.lower[:, :daily], self.upper[:, :daily]) @ self.price[:daily]).sum()
        eaten = self.span_sum[self.window[:, daily:], self.long]
        total += (missed(eaten, self.lower[:, daily:], self.upper[:, daily:]) * self.first_days).sum()
        for cap in self.caps:
            total += cap.price * self.over_caps(cap).sum()
        for k, (_, least) in enumerate(self.weeks):
            total += self.variety_price * max(0, least - self.different(k))
            total += self.basket(k).points()
        return float(total)

    def basket(self, week: int) -> "Basket":
        """What is bought in a week."""
        return Basket(self.ledger.model.shopping, self.in_week[week])

    def different(self, week: int) -> int:
        """How many different foods a week holds."""
        return int(np.count_nonzero(self.in_week[week, :-1]))

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
            for w, days in enumerate(windows(limit.span, self.days)):
                total = self.day_sum[days.start, k] if k < self.daily else self.span_sum[w, k - self.daily]
                found += self._violation(limit, float(total), days, "")
        for cap in self.caps:
            names = ledger.model.foods.frame.index if cap.of == "food" else ledger.model.dishes
            for days, over in zip(self.cap_days[cap.span], self.over_caps(cap) if cap.hard else (), strict=False):
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
