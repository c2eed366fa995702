"""Change one part of a meal: another food, another portion, a side more or less."""

import math

import numpy as np

from planner.optimize.schedule import Basket, Cell, Schedule
from planner.optimize.weighed_meals import Columns, Ledger, WeighedMeal, missed

KEPT = 400  # meals whose changes a ledger remembers
REPAIR_STEPS = 8  # changes in a row that a repair may take


def neighbours_of(ledger: Ledger, columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """All ways to change one part of a meal: the column that goes and the one that comes (or none)."""
    m, nothing = ledger.model, ledger.model.columns
    old: list[int] = []
    new: list[int] = []
    for seat in m.plates[ledger.plate(columns)].seats:
        mine = [c for c in columns[1:] if seat.start <= c < seat.stop]
        changes = list(mine)
        if seat.part.optional:
            old += mine
            new += [nothing] * len(mine)
            changes += [nothing] * (len(mine) < seat.part.count)
        for column in changes:
            taken = {int(m.food[c]) for c in mine if c != column}
            others = [c for c in range(seat.start, seat.stop) if c != column and int(m.food[c]) not in taken]
            old += [column] * len(others)
            new += others
    return np.array(old, dtype=int), np.array(new, dtype=int)


def _evaluated(
    ledger: Ledger, columns: Columns, price: np.ndarray, old: np.ndarray, new: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What a meal brings to each limit after each change, and its points by itself at these prices of columns."""
    m, plate = ledger.model, ledger.plate(columns)
    amounts = ledger.per_column[list(columns)].sum(axis=0) + ledger.per_column[new] - ledger.per_column[old]
    mine = ledger.of_slot[m.plates[plate].slot]
    points = price[list(columns)].sum() + price[new] - price[old]
    points = points + missed(amounts[:, mine], ledger.lower[mine], ledger.upper[mine]) @ ledger.price[mine]
    for limit in m.plate_limits.get(plate, ()):
        values = np.append(limit.values, 0.0)  # the last is that of nothing
        at_new, at_old = (np.where(k == m.columns, len(limit.values), k - limit.start) for k in (new, old))
        total = limit.values[[k - limit.start for k in columns]].sum() + values[at_new] - values[at_old]
        points = points + limit.price * missed(total, *map(np.asarray, limit.bounds(1)))
    return amounts, points


def changes_of(ledger: Ledger, columns: Columns) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """All ways to change one part of a meal, what it brings to the limits of day and plan then, its points by itself.

    Most meals of a search are looked at again and again, so the last ones are kept.
    """
    known = ledger.changes
    if columns not in known:
        if len(known) >= KEPT:
            known.clear()
        old, new = neighbours_of(ledger, columns)
        amounts, points = _evaluated(ledger, columns, ledger.cost, old, new)
        known[columns] = old, new, amounts[:, ledger.meal.stop :], points
    return known[columns]


def _changed(ledger: Ledger, columns: Columns, old: int, new: int) -> Columns:
    rest = {c for c in columns[1:] if c != old} | ({int(new)} - {ledger.model.columns})
    return (columns[0], *sorted(rest))


def best_neighbour(
    ledger: Ledger,
    schedule: Schedule,
    here: WeighedMeal,
    cell: Cell,
    caps: np.ndarray,
    basket: Basket,
) -> tuple[float, Columns]:
    """The best meal that differs in one part from one taken out of its cell: its points, and its columns.

    The ledger has the prices; `caps` and `basket` are what the schedule says of day and week without the meal.
    """
    old, new, amounts, points = changes_of(ledger, here.columns)
    if not len(old):
        return math.inf, here.columns
    again = None
    if cell in schedule.eaten_again:  # the same changes, in the same order, where it is eaten once more
        _, _, again, more = changes_of(ledger, ledger.again(here.columns))
        points = points + more
    points = points + schedule.points_in(cell, amounts, again) + caps[here.dish]
    gone, come = ledger.food[old], ledger.food[new]
    points = points + caps[list(here.foods)].sum() + caps[come] - caps[gone]
    more, once = basket.with_foods(np.array(here.foods, dtype=int))
    points += basket.points(more + basket.new[come] - basket.new[gone], once + basket.once[come] - basket.once[gone])
    k = int(points.argmin())
    return float(points[k]), _changed(ledger, here.columns, int(old[k]), int(new[k]))


def repaired(ledger: Ledger, columns: Columns, price: np.ndarray) -> Columns:
    """A meal of the same dish within the limits of its meal, as cheap at these prices as single changes get it."""
    price = np.append(price, 0.0)
    nothing = np.array([ledger.model.columns])
    points = float(_evaluated(ledger, columns, price, nothing, nothing)[1][0])
    for _ in range(REPAIR_STEPS):
        old, new = neighbours_of(ledger, columns)
        if not len(old):
            break
        of_change = _evaluated(ledger, columns, price, old, new)[1]
        k = int(of_change.argmin())
        if of_change[k] >= points - 1e-9:
            break
        columns, points = _changed(ledger, columns, int(old[k]), int(new[k])), float(of_change[k])
    return columns
