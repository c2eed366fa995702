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
from planner.optimize.pricing import Pricing
from planner.optimize.weighed_meals import Columns, Ledger, sum_over
from planner.reference.table_schemas import SLOTS

SOFTENED = 0.03  # of the price of hard rules counts at first: a lower price keeps the bound valid
ARTIFICIAL = 30000.0  # points for a slot without a meal, while there is none yet
ROUNDS = 40
CLOSE = 0.005  # how near the bound comes to the relaxation [share]
CLOSE_ENOUGH = 0.02  # where meals are looked for, and no bound


@dataclass
class Bound:
    """Outcome: no plan costs less than `value` points; `meals` with how often each is eaten; prices of the columns."""

    value: float
    meals: dict[Columns, float]
    price: np.ndarray


class Master:
    """The linear programme in the number of times that each meal is eaten."""

    def __init__(self, ledger: Ledger, soft: float) -> None:
        self.ledger = ledger
        m = self.model = ledger.model
        self.cost = self.price = m.cost
        self.soft = soft
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
        self.lower, self.upper = np.array(lower), np.array(upper)
        empty = np.zeros(len(lower), dtype=np.int32)
        self.highs.addRows(len(lower), self.lower, self.upper, 0, empty, empty[:0], self.lower[:0])
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
        self._columns(np.array([c for c, _, _ in slack]), [{row: sign} for _, row, sign in slack], none, any_)
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
        brought = sum_over(self.ledger.per_column, fresh) / self.norm
        first = len(self.times)
        for meal, amounts in zip(fresh, brought, strict=True):
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
        fixed = [m.plates[m.plate_of[meal[0]]].day is not None for meal in fresh]
        self._columns(self._costs(fresh), entries, np.array(fixed, float), np.where(fixed, 1.0, np.inf))
        self.meals += fresh
        return len(fresh)

    def _costs(self, meals: list[Columns]) -> np.ndarray:
        """What meals cost by themselves."""
        paired = [self.ledger.plate_points(int(self.model.plate_of[meal[0]]), meal) for meal in meals]
        return sum_over(self.cost, meals) + paired

    def _of_foods(self, of_food: np.ndarray) -> np.ndarray:
        """For each column the sum over its foods; over none where it is eaten again."""
        m = self.model
        total = np.where(m.portion, of_food[m.food], 0.0)
        np.add.at(total, m.fixed_head, of_food[m.fixed_food])
        return total * m.counted

    def charge(self, price: np.ndarray) -> None:
        """Let each food cost so much as it comes in a plan [points], spread over the times that it is eaten now."""
        m, used = self.model, np.zeros(self.model.columns)
        for meal, times in zip(self.meals, self.eaten, strict=True):
            used[list(meal)] += times
        used *= m.counted
        eaten = np.bincount(m.fixed_food, used[m.fixed_head], len(price))
        eaten += np.bincount(m.food[m.portion], used[m.portion], len(price))
        self.cost = m.cost + self._of_foods(price / (1 + eaten))
        at = np.arange(self.slacks, self.slacks + len(self.meals), dtype=np.int32)
        self.highs.changeColsCost(len(at), at, self._costs(self.meals))

    def _columns(
        self, costs: np.ndarray, entries: list[dict[int, float]], lower: np.ndarray, upper: np.ndarray
    ) -> None:
        """Add columns: what each costs, its coefficient in each row, its bounds."""
        n = len(costs)
        if not n:
            return
        starts = np.cumsum([0] + [len(rows) for rows in entries])[:-1].astype(np.int32)
        index = np.array([row for rows in entries for row in rows], dtype=np.int32)
        value = np.array([v for rows in entries for v in rows.values()])
        self.highs.addCols(n, costs, lower, upper, len(index), starts, index, value)

    def generate(self, pricing: Pricing, close: float) -> float:
        """Add meals until the bound is within `close` (as a share) of the relaxation; returns the bound [points].

        `eaten` and `price` are how often each meal is eaten then, and what each column costs at the last prices.
        """
        m = self.model
        group = np.array([plate.group for plate in m.plates])
        loose = np.array([plate.day is None for plate in m.plates]) & (self.free[group] > 0)
        caps = [cap for cap in m.caps if cap.of == "dish" and cap.hard]
        # dishes that no cap counts are locked ones: they take no place that is free
        often = int(min(m.days, *(_over_plan(cap, m.days).max(where=np.isfinite(cap.most), initial=0) for cap in caps)))
        # a plan that serves a dish more often than that pays this much on top of what the prices say
        too_often = (1 - self.soft) * min(cap.price for cap in caps)
        best, bar = 0.0, np.where(loose, np.inf, -np.inf)  # nothing costs less than nothing
        _, found = pricing.best_with_pairings(self.cost, bar)
        for n in range(ROUNDS):
            if not self.add(found) and n:
                break
            value, dual = self.solve()
            self.price = self.column_prices(dual)
            bar = np.where(loose, dual[group] - 1e-7, -np.inf)
            total, found = pricing.best_with_pairings(self.price, bar)
            under = [total[loose & (group == g)] - dual[g] for g in range(len(self.times))]
            gain = min(_gain(under, self.free, often), _gain(under, self.free, m.days) + too_often)
            best = max(best, self.relaxed(dual, self.price) + gain)
            if value - best <= close * max(abs(value), 1.0):
                break
        return best

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
                price -= self._of_foods(of)
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


def lower_bound(ledger: Ledger, softened: bool = True) -> float:
    """What no plan undercuts [points].

    Parameters
    ----------
    ledger : Ledger
    softened : bool
        Price hard rules low, which is quicker; the bound is valid, but weak where one is broken.

    Returns
    -------
    float
        Within `CLOSE` of the optimum of the relaxation.
    """
    return relax(ledger, softened, few_foods=False).value


def relax(ledger: Ledger, softened: bool = True, few_foods: bool = True) -> Bound:
    """The bound, and meals worth a try: those of a relaxation that shops for `few_foods`.

    A week that buys more than so many foods pays for each of them, however often it comes. The relaxation
    mixes so many meals that it knows no such price; so it is solved once more with the price of a food
    spread over the times that it came.
    """
    m = ledger.model
    pricing, master = Pricing(ledger), Master(ledger, SOFTENED if softened else 1.0)
    master.add([(plate.head,) for plate in m.plates if plate.day is not None])
    value = master.generate(pricing, CLOSE)
    if few_foods and m.shopping.food_price:
        master.charge(m.shopping.food_price * m.shopping.bought)
        master.generate(pricing, CLOSE_ENOUGH)
    eaten = {meal: float(n) for meal, n in zip(master.meals, master.eaten, strict=True)}
    return Bound(value, eaten, master.price)
