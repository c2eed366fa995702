"""Change one part of a meal: another food, another portion, a side more or less."""

from functools import partial

import numpy as np

from planner.optimize.weighed_meals import Columns, Ledger, Options, missed

KEPT = 400  # meals whose changes a ledger remembers
REPAIR_STEPS = 8  # changes in a row that a repair may take


def neighbours_of(ledger: Ledger, columns: Columns) -> tuple[np.ndarray, np.ndarray]:
    """All ways to change one part of a meal: the column that goes and the one that comes, or none; the last is none."""
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
    return np.array([*old, nothing]), np.array([*new, nothing])


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


def changes_of(ledger: Ledger, columns: Columns, twice: bool) -> Options:
    """A meal with one part changed in all ways, the last as it is; `twice` where it is eaten again as well.

    Most meals of a search are looked at again and again, so the last ones are kept.
    """
    known = ledger.changes
    if (columns, twice) not in known:
        if len(known) >= KEPT:
            known.clear()
        known[columns, twice] = _changes_of(ledger, columns, twice)
    return known[columns, twice]


def _changes_of(ledger: Ledger, columns: Columns, twice: bool) -> Options:
    m, outer = ledger.model, slice(ledger.meal.stop, None)
    old, new = neighbours_of(ledger, columns)
    amounts, points = _evaluated(ledger, columns, ledger.cost, old, new)
    again = None
    if twice:  # the same changes, in the same order, where it is eaten once more
        cold = ledger.again(columns)
        again, more = _evaluated(ledger, cold, ledger.cost, *neighbours_of(ledger, cold))
        again, points = again[:, outer], points + more
    kept = np.where(np.array(columns) == old[:, None], m.columns, columns)
    fixed = np.tile([*m.plates[ledger.plate(columns)].fixed, ledger.weigh(columns).dish], (len(old), 1))
    items = np.hstack([fixed, ledger.food[kept[:, 1:]], ledger.food[new][:, None]]).T.copy()
    changed = partial(_changed, ledger, columns, old, new)
    return Options(amounts[:, outer], again, points, items, changed)


def _changed(ledger: Ledger, columns: Columns, old: np.ndarray, new: np.ndarray, k: int) -> Columns:
    rest = {c for c in columns[1:] if c != old[k]} | ({int(new[k])} - {ledger.model.columns})
    return (columns[0], *sorted(rest))


def repaired(ledger: Ledger, columns: Columns, price: np.ndarray) -> Columns:
    """A meal of the same dish within the limits of its meal, as cheap at these prices as single changes get it."""
    price = np.append(price, 0.0)
    for _ in range(REPAIR_STEPS):
        old, new = neighbours_of(ledger, columns)
        points = _evaluated(ledger, columns, price, old, new)[1]
        k = int(points.argmin())
        if points[k] >= points[-1] - 1e-9:
            break
        columns = _changed(ledger, columns, old, new, k)
    return columns
