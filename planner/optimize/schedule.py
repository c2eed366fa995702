"""The plan under way: which meal stands in which slot, what the days add up to, and what that costs."""

from typing import NamedTuple

import numpy as np

from planner.optimize.limits import Cap, Limit, windows
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
        self.caps = list(m.caps)
        # for each day the windows of the caps that it stands in
        self.cap_windows = {
            of: [
                [(cap, days) for cap in m.caps if cap.of == of for days in windows(cap.span, m.days) if day in days]
                for day in range(m.days)
            ]
            for of in ("food", "dish")
        }
        self.weeks = [(w, m.different_foods(len(w))) for w in windows("week", m.days)]
        self.week_of = {day: week for week, _ in self.weeks for day in week}
        self.variety_price = m.rules[("variety", "different foods")]["weight"]
        self.size = {"food": len(m.foods.frame), "dish": len(m.dishes)}
        self.meals: dict[Cell, WeighedMeal] = {}
        self.eaten_again = {cooked: again for again, cooked in m.leftovers.items()}
        self.day_sum = np.zeros((m.days, self.daily))
        self.span_sum = np.zeros((int(self.window.max(initial=0)) + 1, self.spans))
        # one item more than there are: the item of nothing
        self.count = {of: np.zeros((m.days, n + 1), dtype=int) for of, n in self.size.items()}

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
                np.add.at(self.count["food"][day], list(weighed.foods), sign)
                self.count["dish"][day, weighed.dish] += sign
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
        count, extra = self.count[of], np.zeros(self.size[of] + 1)
        for cap, days in self.cap_windows[of][day]:
            eaten = count[days.start] if len(days) == 1 else count[days.start : days.stop].sum(axis=0)
            extra[:-1] += cap.price * (eaten[:-1] >= cap.most)
        if of == "food":
            week, m = self.week_of[day], self.ledger.model
            eaten = count[week.start : week.stop, :-1].sum(axis=0)
            extra[:-1] += (eaten == 0) * (m.new_food + m.used_once) - (eaten == 1) * m.used_once
        return extra

    def over_caps(self, cap: Cap) -> np.ndarray:
        """For each window of a cap (a row) and each item, how often it comes too often."""
        count = self.count[cap.of][:, :-1]
        length = min(cap.span, self.days)
        if length > 1:
            eaten = np.zeros((self.days + 1, count.shape[1]), dtype=int)
            np.cumsum(count, axis=0, out=eaten[1:])
            count = eaten[length:] - eaten[:-length]
        return np.maximum(count - cap.most, 0.0)

    def points(self) -> float:
        """The objective of the plan as it stands [penalty points]."""
        total = sum(meal.points for meal in self.meals.values())
        total += float(
            (
                missed(self.day_sum, self.lower[:, : self.daily], self.upper[:, : self.daily])
                @ self.price[: self.daily]
            ).sum()
        )
        for k in range(self.spans):
            for w, days in enumerate(self.ledger.span_windows[k]):
                low, high = self.lower[days.start, self.daily + k], self.upper[days.start, self.daily + k]
                eaten = self.span_sum[w, k]
                total += float(self.price[self.daily + k]) * max(0.0, low - eaten, eaten - high)
        for cap in self.caps:
            total += cap.price * float(self.over_caps(cap).sum())
        for week, least in self.weeks:
            total += self.variety_price * max(0, least - self.different(week))
            total += self.shopping_points(week)
        return float(total)

    def shopping_points(self, week: range) -> float:
        """Points for the foods that are bought in a week, more for those that are used but once."""
        m = self.ledger.model
        eaten = self.count["food"][week.start : week.stop, :-1].sum(axis=0)
        return float(m.new_food[eaten > 0].sum() + m.used_once[eaten == 1].sum())

    def different(self, week: range) -> int:
        """How many different foods a week holds."""
        return int((self.count["food"][week.start : week.stop, :-1].sum(axis=0) > 0).sum())

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
            for days, over in zip(windows(cap.span, self.days), self.over_caps(cap) if cap.hard else (), strict=False):
                found += [
                    Violation(cap.rule, cap.subject, str(names[k]), days[-1], "", float(over[k]), "times")
                    for k in np.flatnonzero(over).tolist()
                ]
        for week, least in self.weeks:
            if self.different(week) < least:
                missing = float(least - self.different(week))
                found.append(Violation("variety", "different foods", "", week[-1], "", missing, "foods"))
        return found

    def _violation(self, limit: Limit, total: float, days: range, slot: str) -> list[Violation]:
        low, high = limit.bounds_in(days)
        amount = max(0.0, low - total, total - high) - limit.margin
        if not limit.hard or amount <= SMALL * limit.scale:
            return []
        return [Violation(limit.rule, limit.subject, limit.of, days[-1], slot, amount, limit.unit)]
