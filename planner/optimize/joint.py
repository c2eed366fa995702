"""The joint model: all days, all rules and one objective as a mixed-integer programme.

The planner does not solve it whole; its plan is a solution of it, with the same objective, and
its bound holds for it. It is here to be handed to any other solver.
"""

import numpy as np

from planner.foods import FoodTable, load_foods
from planner.optimize.meals import Columns
from planner.optimize.model import Limit, Model, windows
from planner.optimize.problem import lay_out
from planner.optimize.programme import Programme
from planner.optimize.table import Cell
from planner.person import Person, Preferences
from planner.tables import SLOTS


def week_model(
    person: Person,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    days: int = 7,
    seed: int = 0,
) -> Programme:
    """The joint model of a plan, as `plan_week` is asked for it; `Programme.write` makes an MPS file of it."""
    return Joint(lay_out(person, preferences or Preferences(), foods or load_foods(), days=days, seed=seed)).programme


class Joint:
    """The programme of a model; `column` gives the number of a column of the model on a day (or -1)."""

    def __init__(self, model: Model) -> None:
        self.model, self.programme = model, Programme()
        self.column = np.full((model.days, model.columns), -1)
        for day in range(model.days):
            for slot in range(len(SLOTS)):
                self._meal(day, slot)
        for limit in model.limits:
            self._limit(limit)
        for p, limits in model.plate_limits.items():
            for limit in limits:
                self._limit(limit, f"|{model.plates[p].template.dish}|{limits.index(limit)}")
        self._caps()
        self._different_foods()

    def _meal(self, day: int, slot: int) -> None:
        """One dish, and for each of its parts so many foods, each once."""
        m, p = self.model, self.programme
        here = [plate for plate in m.plates if plate.slot == slot and plate.day in (None, day)]
        here = [plate for plate in here if plate.day == day] or here
        if (day, slot) in m.skipped:
            return
        names = m.foods.frame.index
        for plate in here:
            name = f"{day}|{SLOTS[slot]}|{plate.template.dish}"
            head = p.column(name, float(m.cost[plate.head]))
            self.column[day, plate.head] = head
            for seat in plate.seats:
                columns = [
                    p.column(f"{name}|{seat.part.name}|{names[m.food[k]]}|{m.servings[k]:g}", float(m.cost[k]))
                    for k in range(seat.start, seat.stop)
                ]
                self.column[day, seat.start : seat.stop] = columns
                ones, part = [1.0] * len(columns), f"{name}|{seat.part.name}"
                least = -np.inf if seat.part.optional else 0.0
                p.row(f"part|{part}", [*columns, head], [*ones, -seat.part.count], least, 0.0)
                for food in dict.fromkeys(m.food[seat.start : seat.stop]) if seat.part.count > 1 else ():
                    same = [columns[k] for k in np.flatnonzero(m.food[seat.start : seat.stop] == food)]
                    p.row(f"no double|{part}|{names[food]}", [*same, head], [1.0] * len(same) + [-1.0], upper=0.0)
        heads = [int(self.column[day, plate.head]) for plate in here]
        p.row(f"one dish|{day}|{SLOTS[slot]}", heads, np.ones(len(heads)), 1.0, 1.0)

    def _limit(self, limit: Limit, of: str = "") -> None:
        p, stop = self.programme, limit.start + len(limit.values)
        for days in windows(limit.span, self.model.days):
            columns = self.column[days.start : days.stop, limit.start : stop]
            there = columns >= 0
            values = np.broadcast_to(limit.values, columns.shape)[there]
            low, high = limit.bounds(len(days))
            name = "|".join(filter(None, (limit.rule, limit.subject, limit.of, limit.slot, str(days[-1])))) + of
            for side, bound, sign in (("short", low, 1.0), ("over", high, -1.0)):
                if np.isfinite(bound) and there.any():
                    miss = p.slack(f"{side}|{name}", limit.price)
                    bounds = (bound, np.inf) if side == "short" else (-np.inf, bound)
                    p.row(f"{side}|{name}", [*columns[there], miss], [*values, sign], *bounds)

    def _caps(self) -> None:
        m, p = self.model, self.programme
        for cap in m.caps:
            uses = self._uses(cap.of)
            names = m.foods.frame.index if cap.of == "food" else m.dishes
            for item in np.flatnonzero(np.isfinite(cap.most)):
                for days in windows(cap.span, m.days):
                    columns, times = self._in(uses.get(int(item), {}), days)
                    if sum(times) > cap.most[item]:
                        name = f"over|{cap.rule}|{cap.subject}|{names[item]}|{days[-1]}"
                        miss = p.slack(name, cap.price)
                        p.row(name, [*columns, miss], [*times, -1.0], upper=float(cap.most[item]))

    def _uses(self, of: str) -> dict[int, dict[int, int]]:
        """For each food (or dish) the columns of the model that hold it, and how often."""
        m = self.model
        uses: dict[int, dict[int, int]] = {}
        for k, plate in enumerate(m.plates):
            held = [int(m.dish_of_plate[k])] if of == "dish" else list(plate.fixed)
            for item in held:
                of_item = uses.setdefault(item, {})
                of_item[plate.head] = of_item.get(plate.head, 0) + 1
        for column in np.flatnonzero(m.portion).tolist() if of == "food" else ():
            uses.setdefault(int(m.food[column]), {})[column] = 1
        return uses

    def _in(self, uses: dict[int, int], days: range) -> tuple[list[int], list[float]]:
        pairs = [(int(self.column[d, k]), float(n)) for d in days for k, n in uses.items() if self.column[d, k] >= 0]
        return [k for k, _ in pairs], [n for _, n in pairs]

    def _different_foods(self) -> None:
        m, p = self.model, self.programme
        row = m.rules[("variety", "different foods")]
        uses = self._uses("food")
        for week in windows("week", m.days):
            fresh = []
            for item, of_item in uses.items():
                columns, _ = self._in(of_item, week)
                if columns:
                    name = f"new food|{m.foods.frame.index[item]}|{week[-1]}"
                    new = p.column(name, integer=False)
                    p.row(name, [new, *columns], [1.0] + [-1.0] * len(columns), upper=0.0)
                    fresh.append(new)
            name = f"short|variety|different foods|{week[-1]}"
            miss = p.slack(name, row["weight"])
            p.row(name, [*fresh, miss], np.ones(len(fresh) + 1), lower=float(m.different_foods(len(week))))

    def solution(self, meals: dict[Cell, Columns]) -> np.ndarray:
        """A table of meals as a point of the programme, shortfalls and all."""
        p = self.programme
        x = np.zeros(len(p.names))
        for (day, _), columns in meals.items():
            x[self.column[day, list(columns)]] = 1.0
        slack_of = {k for k, upper in enumerate(p.upper) if upper > 1}
        for name, index, value, low, high in zip(p.row_names, p.index, p.value, p.row_lower, p.row_upper, strict=True):
            total = float(value @ x[index])
            if name.startswith("new food"):
                x[index[0]] = min(1.0, -total)
            elif int(index[-1]) in slack_of:
                x[index[-1]] = max(0.0, low - total, total - high)
        return x
