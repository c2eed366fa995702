"""The joint model: all days, all rules and one objective as a mixed-integer programme.

The planner does not solve it whole; its plan is a solution of it, with the same objective, and
its bound holds for it. It is here to be handed to any other solver.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import highspy
import numpy as np

from planner.foods.food_table import FoodTable, load_foods
from planner.optimize.build_model import build_model, check_days
from planner.optimize.leftovers import leftovers_for
from planner.optimize.limits import Limit, windows
from planner.optimize.model import Model
from planner.optimize.schedule import Cell
from planner.optimize.weighed_meals import Columns
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS


@dataclass
class Programme:
    """Minimise cost · x subject to named rows lower ≤ a · x ≤ upper.

    Columns are added with their cost; rows with the columns and coefficients they touch.
    """

    names: list[str] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_names: list[str] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)

    def column(self, name: str, cost: float = 0.0, *, lower: float = 0.0, integer: bool = True) -> int:
        """Add a column between `lower` and 1; returns its number."""
        self.names.append(name)
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(1.0)
        self.integer.append(integer)
        return len(self.names) - 1

    def slack(self, name: str, cost: float) -> int:
        """Add a continuous column from 0 upwards: how far a rule is missed."""
        k = self.column(name, cost, integer=False)
        self.upper[k] = highspy.kHighsInf
        return k

    def row(
        self,
        name: str,
        columns: np.ndarray | list[int],
        values: np.ndarray | list[float],
        lower: float = -np.inf,
        upper: float = np.inf,
    ) -> None:
        """Add a row. Zero coefficients are left out."""
        columns, values = np.asarray(columns, dtype=np.int32), np.asarray(values, dtype=np.float64)
        nonzero = values != 0
        self.row_names.append(name)
        self.row_lower.append(max(lower, -highspy.kHighsInf))
        self.row_upper.append(min(upper, highspy.kHighsInf))
        self.index.append(columns[nonzero])
        self.value.append(values[nonzero])
        self.starts.append(self.starts[-1] + int(nonzero.sum()))

    def highs(self, names: bool = True) -> highspy.Highs:
        """The programme in HiGHS, quiet."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.names), len(self.row_names)
        lp.col_cost_ = np.array(self.cost)
        lp.col_lower_, lp.col_upper_ = np.array(self.lower), np.array(self.upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.concatenate(self.index)
        lp.a_matrix_.value_ = np.concatenate(self.value)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in self.integer]
        if names:
            lp.col_names_, lp.row_names_ = self.names, self.row_names
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(lp)
        return solver

    def write(self, path: str | Path, names: bool = True) -> None:
        """Write the programme as an MPS file; without names it is about a third of the size."""
        self.highs(names).writeModel(str(path))


def week_model(
    person: Person,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    days: int = 7,
    start: date | None = None,
    seed: int = 0,
) -> Programme:
    """The joint model of a plan: what `plan_week` solves, as a programme for any other solver.

    Parameters
    ----------
    person : Person
        Who the plan is for.
    preferences : Preferences, optional
        The usual ones by default.
    foods : FoodTable, optional
        The table that comes with the planner by default.
    days : int
        1 to 14 [days].
    start : date, optional
        First day, for weekends and seasons; without it there are none.
    seed : int
        As in `plan_week`: same input and seed, same programme.

    Returns
    -------
    Programme
        Its `write` makes an MPS file of it.

    Raises
    ------
    PlannerError
        If days or seed can't be, a food that is named does not exist, or a slot has no dish at all
        under these choices.

    Examples
    --------
    >>> programme = week_model(Person(), days=1)
    >>> len(programme.names) > 10_000, [name for name in programme.row_names if "|caffeine|" in name]
    (True, ['over|caffeine|caffeine_mg|0'])
    """
    check_days(days)
    preferences = preferences or Preferences()
    model = build_model(
        person, preferences, foods or load_foods(), days=days, start=start, seed=seed,
        leftovers=leftovers_for(preferences, days),
    )  # fmt: skip
    return Joint(model).programme


class Joint:
    """The programme of a model; `column` gives the number of a column of the model on a day (or -1)."""

    def __init__(self, model: Model) -> None:
        self.model, self.programme = model, Programme()
        self.column = np.full((model.days, model.columns), -1)
        for day in range(model.days):
            for slot in range(len(SLOTS)):
                self._meal(day, slot)
        said: Counter[tuple[str, ...]] = Counter()
        for limit in model.limits:
            words = (limit.rule, limit.subject, limit.of, limit.slot)
            self._limit(limit, f"|{said[words]}" * (said[words] > 0))  # a rule can have several rows
            said[words] += 1
        self._leftovers()
        for p, limits in model.plate_limits.items():
            for k, limit in enumerate(limits):
                self._limit(limit, f"|{model.plates[p].template.dish}|{k}")
        self._caps()
        self._different_foods()
        self._shopping()

    def _meal(self, day: int, slot: int) -> None:
        """One dish, and for each of its parts so many foods, each once."""
        m, p = self.model, self.programme
        again = (day, slot) in m.leftovers
        here = [plate for plate in m.plates if plate.slot == slot and plate.day is None and plate.again == again]
        if (day, slot) in m.leftovers.values():
            here = [plate for k, plate in enumerate(m.plates) if k in m.again_from]
        here = [plate for plate in m.plates if plate.slot == slot and plate.day == day] or here
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

    def _leftovers(self) -> None:
        """What is eaten again is what was cooked: the same dish, foods and portions."""
        m, p = self.model, self.programme
        for (day, _), (cooked, _) in m.leftovers.items():
            for k, shift in m.again_from.items():
                for column in range(m.plates[k].head, m.plates[k].stop):
                    pair = [int(self.column[day, column + shift]), int(self.column[cooked, column])]
                    p.row(f"eaten again|{day}|{p.names[pair[1]]}", pair, [1.0, -1.0], 0.0, 0.0)

    def _limit(self, limit: Limit, of: str = "") -> None:
        p, stop = self.programme, limit.start + len(limit.values)
        for days in windows(limit.span, self.model.days):
            columns = self.column[days.start : days.stop, limit.start : stop]
            there = columns >= 0
            values = np.broadcast_to(limit.values, columns.shape)[there]
            low, high = limit.bounds_in(days)
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
            for item in np.flatnonzero(np.isfinite(cap.most)).tolist():
                for days in windows(cap.span, m.days):
                    columns, times = self._in(uses.get(item, {}), days)
                    if sum(times) > cap.most[item]:
                        name = f"over|{cap.rule}|{cap.subject}|{names[item]}|{days[-1]}"
                        miss = p.slack(name, cap.price)
                        p.row(name, [*columns, miss], [*times, -1.0], upper=float(cap.most[item]))

    def _uses(self, of: str) -> dict[int, dict[int, int]]:
        """For each food (or dish) the columns of the model that hold it, and how often."""
        m = self.model
        uses: dict[int, dict[int, int]] = {}
        for k, plate in enumerate(m.plates):
            if plate.again:
                continue
            items = [int(m.dish_of_plate[k])] if of == "dish" else list(plate.fixed)
            for item in items:
                of_item = uses.setdefault(item, {})
                of_item[plate.head] = of_item.get(plate.head, 0) + 1
        for column in np.flatnonzero(m.portion & m.counted).tolist() if of == "food" else ():
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

    def _shopping(self) -> None:
        """How many foods a week buys, and how many fresh ones it uses but once."""
        m, p, shopping = self.model, self.programme, self.model.shopping
        uses = self._uses("food")
        for week in windows("week", m.days):
            foods: list[int] = []
            fresh: list[int] = []
            for item in np.flatnonzero(shopping.bought).tolist():
                columns, times = self._in(uses.get(item, {}), week)
                if columns:
                    name = f"{m.foods.frame.index[item]}|{week[-1]}"
                    foods.append(p.column(f"bought|{name}"))
                    p.row(f"bought|{name}", [foods[-1], *columns], [float(sum(times)), *(-n for n in times)], lower=0.0)
                    if shopping.fresh[item]:
                        fresh.append(p.slack(f"used once|{name}", 0.0))
                        p.row(f"used once|{name}", [*columns, foods[-1], fresh[-1]], [*times, -2.0, 1.0], lower=0.0)
            for subject, counted, most, price in (
                ("foods", foods, shopping.most_foods, shopping.food_price),
                ("used once", fresh, shopping.most_once, shopping.once_price),
            ):
                if math.isfinite(most):
                    name = f"over|short shopping list|{subject}|{week[-1]}"
                    over = p.slack(name, price)
                    p.row(name, [*counted, over], [*[1.0] * len(counted), -1.0], upper=most)

    def solution(self, meals: dict[Cell, Columns]) -> np.ndarray:
        """A schedule of meals as a point of the programme, shortfalls and all."""
        p = self.programme
        x = np.zeros(len(p.names))
        for (day, _), columns in meals.items():
            x[self.column[day, list(columns)]] = 1.0
        slack_of = {k for k, upper in enumerate(p.upper) if upper > 1}
        for name, index, value, low, high in zip(p.row_names, p.index, p.value, p.row_lower, p.row_upper, strict=True):
            total = float(value @ x[index])
            if name.startswith("new food"):
                x[index[0]] = min(1.0, -total)
            elif name.startswith("bought"):
                x[index[0]] = float(total < 0)
            elif int(index[-1]) in slack_of:
                x[index[-1]] = max(0.0, low - total, total - high)
        return x
