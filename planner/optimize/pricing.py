"""The cheapest meals at given prices: of every dish the best foods and portions, hinderers kept apart from calcium."""

import numpy as np

from planner.optimize.weighed_meals import Columns, Ledger

CALCIUM_PRICES = (0.0, 0.001, 0.005)  # tried where a hinderer is on the plate [points/mg]


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
