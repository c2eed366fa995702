"""A proven bound of the plan, and the meals that come near to it.

All days of a plan can be made of the same meals, and every penalty is convex. So the sum of the
days, taken as if it could be split into fractions of meals, can't cost more than any plan: a
linear programme in the number of times that each meal is eaten. It is solved by column
generation: prices of the limits from the meals known so far, then the best meal of each dish at
these prices, until no meal is left that would pay. The reduced costs give a bound at each step.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from planner.optimize.limits import Cap, windows
from planner.optimize.model import AGAIN, DINNER, LUNCH, Model
from planner.optimize.weighed_meals import Columns, Ledger
from planner.reference.table_schemas import SLOTS

SOFTENED = 0.03  # of the price of hard rules counts at first: a lower price keeps the bound valid
ARTIFICIAL = 30000.0  # points for a slot without a meal, while there is none yet
ROUNDS = 40
CALCIUM_PRICES = (0.0, 0.001, 0.005)  # tried where a hinderer is on the plate [points/mg]


@dataclass
class Bound:
    """Outcome: no plan costs less than `value` points; `meals` with how often each is eaten; prices of the columns."""

    value: float
    meals: dict[Columns, float]
    price: np.ndarray


class Pricing:
    """The best meal of each dish at given prices of the columns."""

    def __init__(self, ledger: Ledger) -> None:
        m = self.model = ledger.model
        seats = [(p, seat) for p, plate in enumerate(m.plates) for seat in plate.seats]
        self.plate_of_seat = np.array([p for p, _ in seats])
        self.optional = np.array([seat.part.optional for _, seat in seats])
        self.count = np.array([seat.part.count for _, seat in seats])
        self.heads = np.array([plate.head for plate in m.plates])
        self.inner = np.concatenate([np.arange(seat.start, seat.stop) for _, seat in seats])
        self.seat_of = np.repeat(np.arange(len(seats)), [seat.stop - seat.start for _, seat in seats])
        self.first = np.concatenate([[0], np.flatnonzero(np.diff(self.seat_of)) + 1])
        self.food = m.food[self.inner]

    def best(self, price: np.ndarray, bar: float | np.ndarray = np.inf) -> tuple[np.ndarray, list[Columns]]:
        """The least price of each plate, and the meals that have it, of those under the `bar`."""
        inner = price[self.inner]
        total = price[self.heads].copy()
        picks: list[tuple[np.ndarray, np.ndarray]] = []
        for before in range(self.count.max()):
            best = np.minimum.reduceat(inner, self.first)
            at = np.flatnonzero(inner <= best[self.seat_of])
            chosen = at[np.searchsorted(self.seat_of[at], np.arange(len(self.first)))]
            taken = ~(self.optional & (best >= 0)) & (self.count > before)
            total += np.bincount(self.plate_of_seat[taken], best[taken], len(total))
            picks.append((self.plate_of_seat[taken], self.inner[chosen[taken]]))
            # each food once: the next one of a part is the best of the others
            inner = np.where(self.food == self.food[chosen][self.seat_of], np.inf, inner)
        under = np.isfinite(total) & (total < bar)
        meals: dict[int, list[int]] = {p: [] for p in np.flatnonzero(under).tolist()}
        for plates, columns in picks:
            for p, column in zip(plates[under[plates]].tolist(), columns[under[plates]].tolist(), strict=True):
                meals[p].append(column)
        return total, [(int(self.heads[p]), *sorted(columns)) for p, columns in meals.items()]

    def best_with_pairings(self, price: np.ndarray, bar: np.ndarray) -> tuple[np.ndarray, list[Columns]]:
        """As `best`, with hinderers kept apart from calcium; only meals under their `bar` [points].

        A meal holds no hinderer, or its calcium over the bound of the rule costs points. For the
        second kind calcium gets a price, up to what the rule costs: at every price the cheapest
        meal is a lower bound, and the highest of them counts.
        """
        m = self.model
        hard = m.rules[("pairings", "calcium_mg")]["weight"] / max(m.calcium_bound, 1.0)
        without, found = self.best(np.where(m.hinderers, np.inf, price), bar)
        over = m.calcium_beside - m.calcium_bound  # of one column by itself
        beside = np.full(len(self.heads), -np.inf)
        for rate in CALCIUM_PRICES:
            paid = rate * m.calcium_bound
            of, meals = self.best(price + np.where(over >= 0, hard * over, rate * m.calcium_beside), bar + paid)
            beside = np.maximum(beside, of - paid)
            found += meals
        return np.minimum(without, beside), found


class Master:
    """The linear programme in the number of times that each meal is eaten."""

    def __init__(self, ledger: Ledger, soft: float) -> None:
        self.ledger = ledger
        m = self.model = ledger.model
        self.cost = m.cost
        self.meals: list[Columns] = []
        self.known: set[Columns] = set()
        self.times = m.times()
        self.free = self.times - [sum(p.day is not None and p.group == g for p in m.plates) for g in range(AGAIN + 1)]
        self.norm = np.maximum(np.abs(ledger.per_column).max(axis=0), 1e-9)
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("presolve", "off")  # each run begins where the last one ended
        self.caps: list[tuple[Cap, np.ndarray]] = []  # with the row of each food or dish, or -1
        lower, upper = list(map(float, self.times)), list(map(float, self.times))
        for k, (limit, norm) in enumerate(zip(ledger.limits, self.norm, strict=True)):
            bounds = [limit.bounds_in(w) for w in windows(limit.span, m.days)]
            if k < ledger.meal.stop:  # of one meal: where that is skipped, it asks for nothing
                slot = SLOTS.index(limit.slot)
                bounds = bounds[: self.times[slot] + self.times[AGAIN] * (slot == LUNCH)]
            lower.append(sum(low for low, _ in bounds) / norm)
            upper.append(sum(high for _, high in bounds) / norm)
        for cap in m.caps:
            of_item = np.full(len(cap.most), -1)
            used, over_plan = _used(m, cap), _over_plan(cap, m.days)
            for item in np.flatnonzero(used & np.isfinite(cap.most)):
                of_item[item] = len(lower)
                lower.append(-np.inf)
                upper.append(float(over_plan[item]))
            self.caps.append((cap, of_item))
        # nothing is eaten again more often than it was cooked
        kept = dict.fromkeys(p.template.dish for p in m.plates if p.again)
        self.again_row = {dish: len(lower) + k for k, dish in enumerate(kept)}
        lower += [-np.inf] * len(kept)
        upper += [0.0] * len(kept)
        for low, high in zip(lower, upper, strict=True):
            self.highs.addRow(low, high, 0, np.array([], dtype=np.int32), np.array([]))
        self.lower, self.upper = np.array(lower), np.array(upper)
        # the most that a unit can cost: of what is short of a row, and of what is over it
        first = len(self.times)
        most = np.full(len(lower), np.inf)
        most[first : first + len(self.norm)] = ledger.price * self.norm
        most[first : first + len(self.norm)] *= [soft if limit.hard else 1.0 for limit in ledger.limits]
        for cap, of_item in self.caps:
            most[of_item[of_item >= 0]] = cap.price * (soft if cap.hard else 1.0)
        most[list(self.again_row.values())] = ARTIFICIAL
        self.short = np.where(np.isfinite(self.lower), most, 0.0)
        self.over = np.where(np.isfinite(self.upper), most, 0.0)
        slack = [(ARTIFICIAL, row, 1.0) for row in range(first)]  # until there are meals for every slot
        for row in range(first, len(lower)):
            for side, price, sign in ((lower, self.short, 1.0), (upper, self.over, -1.0)):
                if np.isfinite(side[row]):
                    slack.append((float(price[row]), row, sign))
        none, any_ = np.zeros(len(slack)), np.full(len(slack), np.inf)
        self._columns([c for c, _, _ in slack], [{row: sign} for _, row, sign in slack], none, any_)
        self.slacks = len(slack)

    def add(self, meals: list[Columns]) -> int:
        """Add meals that are not known yet; returns how many."""
        m = self.model
        fresh: list[Columns] = []
        for meal in meals:
            if meal not in self.known:
                self.known.add(meal)
                fresh.append(meal)
        entries: list[dict[int, float]] = []
        costs: list[float] = []
        every = [k for meal in fresh for k in meal]
        begins = np.cumsum([0, *map(len, fresh)])[:-1]
        brought = np.add.reduceat(self.ledger.per_column[every], begins, axis=0) / self.norm if fresh else ()
        own = np.add.reduceat(self.cost[every], begins) if fresh else ()
        first = len(self.times)
        for meal, amounts, cost in zip(fresh, brought, own, strict=True):
            plate = m.plates[m.plate_of[meal[0]]]
            there = np.flatnonzero(amounts)
            rows = {plate.group: 1.0, **dict(zip((first + there).tolist(), amounts[there].tolist(), strict=True))}
            foods = (*plate.fixed, *(int(m.food[k]) for k in meal[1:]))
            dish = int(m.dish_of_plate[m.plate_of[meal[0]]])
            if plate.template.dish in self.again_row and (plate.again or plate.slot == DINNER):
                rows[self.again_row[plate.template.dish]] = 1.0 if plate.again else -1.0
            for cap, of_item in () if plate.again else self.caps:
                for item in (dish,) if cap.of == "dish" else foods:
                    if of_item[item] >= 0:
                        rows[int(of_item[item])] = rows.get(int(of_item[item]), 0.0) + 1.0
            entries.append(rows)
            costs.append(float(cost) + self.ledger.plate_points(int(m.plate_of[meal[0]]), meal))
        fixed = [m.plates[m.plate_of[meal[0]]].day is not None for meal in fresh]
        self._columns(costs, entries, np.array(fixed, float), np.where(fixed, 1.0, np.inf))
        self.meals += fresh
        return len(fresh)

    def _columns(
        self, costs: list[float], entries: list[dict[int, float]], lower: np.ndarray, upper: np.ndarray
    ) -> None:
        """Add columns: what each costs, its coefficient in each row, its bounds."""
        n = len(costs)
        if not n:
            return
        starts = np.cumsum([0] + [len(rows) for rows in entries])[:-1].astype(np.int32)
        index = np.array([row for rows in entries for row in rows], dtype=np.int32)
        value = np.array([v for rows in entries for v in rows.values()])
        self.highs.addCols(n, np.array(costs, float), lower, upper, len(index), starts, index, value)

    def solve(self) -> tuple[float, np.ndarray]:
        """The objective of the relaxation, and the prices of its rows."""
        self.highs.run()
        solution = self.highs.getSolution()
        self.eaten = np.array(solution.col_value)[self.slacks :]
        # the solver is right to its tolerances only; a price over what a miss costs would prove too much
        dual = np.clip(np.array(solution.row_dual), -self.over, self.short)
        return float(self.highs.getInfo().objective_function_value), dual

    def relaxed(self, dual: np.ndarray, price: np.ndarray) -> float:
        """What the rows and the fixed meals come to at any prices of the rows, and those of the columns at them."""
        paid = dual != 0
        value = float(dual[paid] @ np.where(dual > 0, self.lower, self.upper)[paid])
        for p, plate in enumerate(self.model.plates):
            if plate.day is not None:
                value += (
                    float(price[plate.head]) + self.ledger.plate_points(p, (plate.head,)) - float(dual[plate.group])
                )
        return value

    def column_prices(self, dual: np.ndarray) -> np.ndarray:
        """What each column costs at the prices of the rows."""
        m, first = self.model, len(self.times)
        price = self.cost - self.ledger.per_column[:-1] @ (dual[first : first + len(self.norm)] / self.norm)
        for cap, of_item in self.caps:
            of = np.where(of_item >= 0, dual[np.maximum(of_item, 0)], 0.0)
            if cap.of == "food":
                counted = m.portion & m.counted
                price[counted] -= of[m.food[counted]]
                cooked = m.counted[m.fixed_head]
                np.subtract.at(price, m.fixed_head[cooked], of[m.fixed_food[cooked]])
            else:
                heads = np.flatnonzero(~m.portion & m.counted)
                price[heads] -= of[m.dish_of_plate[m.plate_of[heads]]]
        for plate in m.plates:
            row = self.again_row.get(plate.template.dish)
            if row is not None and (plate.again or plate.slot == DINNER):
                price[plate.head] -= dual[row] * (1.0 if plate.again else -1.0)
        return price


def _used(m: Model, cap: Cap) -> np.ndarray:
    """The foods (or dishes) that any meal could hold."""
    used = np.zeros(len(cap.most), dtype=bool)
    if cap.of == "dish":
        used[:] = True
    else:
        used[m.food[m.portion]] = True
        used[[food for plate in m.plates for food in plate.fixed]] = True
    return used


def _over_plan(cap: Cap, days: int) -> np.ndarray:
    """How often a cap on windows allows each item over all days: each stretch of its length stands in a window."""
    return cap.most * -(-days // min(cap.span, days))


def _gain(under: list[np.ndarray], times: np.ndarray, often: int) -> float:
    """What the meals of all slots could save at most, if each dish is eaten at most so often [points]."""
    worst = [np.repeat(np.sort(slot[slot < 0]), often)[: max(0, int(n))] for slot, n in zip(under, times, strict=True)]
    return float(sum(slot.sum() for slot in worst))


def lower_bound(ledger: Ledger, close: float = 0.002, softened: bool = True) -> Bound:
    """Solve the relaxation until the bound is within `close` (as a share) of its optimum.

    Parameters
    ----------
    ledger : Ledger
    close : float
        Relative gap between the relaxation and the bound at which to stop [1].
    softened : bool
        Price hard rules low, which is quicker; the bound is valid, but weak where one is broken.

    Returns
    -------
    Bound
    """
    m = ledger.model
    soft = SOFTENED if softened else 1.0
    pricing, master = Pricing(ledger), Master(ledger, soft)
    master.add([(plate.head,) for plate in m.plates if plate.day is not None])
    loose = np.array([plate.day is None for plate in m.plates])
    group = np.array([plate.group for plate in m.plates])
    price, best, value = master.cost.copy(), 0.0, np.inf  # nothing costs less than nothing
    dual = np.zeros(0)
    caps = [cap for cap in m.caps if cap.of == "dish" and cap.hard]
    # dishes that no cap counts are locked ones: they take no place that is free
    often = int(min(m.days, *(_over_plan(cap, m.days).max(where=np.isfinite(cap.most), initial=0) for cap in caps)))
    # a plan that serves a dish more often than that pays this much on top of what the prices say
    too_often = (1 - soft) * min(cap.price for cap in caps)
    for _ in range(ROUNDS):
        bar = np.where(loose, dual[group] - 1e-7 if len(dual) else np.inf, -np.inf)
        total, found = pricing.best_with_pairings(price, bar)
        if len(dual):
            under = [total[loose & (group == g)] - dual[g] for g in range(len(master.times))]
            gain = min(_gain(under, master.free, often), _gain(under, master.free, m.days) + too_often)
            best = max(best, master.relaxed(dual, price) + gain)
            if value - best <= close * max(abs(value), 1.0):
                break
        if not master.add(found):
            break
        value, dual = master.solve()
        price = master.column_prices(dual)
    eaten = {meal: float(n) for meal, n in zip(master.meals, master.eaten, strict=True)}
    return Bound(best, eaten, price)
