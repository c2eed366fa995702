"""Nights before and after she began to eat by the plan: what changed, how sure that is, and how many nights it takes.

The share of nights with a cramp is compared. Nights that follow one another are alike, so each side counts
for fewer nights than it has. No difference says why: cramps come and go by themselves, and most begin when
they are bad.
"""

from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planner.person.cramp_diary import Diary, Night
from planner.reference.tables import constant

WEEK = 7  # nights
# correlation of a night with the next: above the one nothing is left to count; below the other, which few nights come
# to by chance, they would seem to tell more than they do
MOST_ALIKE, LEAST_ALIKE = 0.9, -0.15


@dataclass(frozen=True)
class Side:
    """Nights that were written down, and those with a cramp among them."""

    nights: int
    with_cramps: int

    @property
    def share(self) -> float:
        """Of the nights [1]."""
        return self.with_cramps / self.nights


@dataclass(frozen=True)
class BeforeAndAfter:
    """What can be said of the nights before and after she began.

    Attributes
    ----------
    before, after : Side
    least : int
        Nights that either side must have before anything is compared.
    difference, low, high : float or None
        Share of nights with a cramp after, less that before, and its interval [1]; None if either side is too short.
    nights_needed : int or None
        Nights on either side with which a real halving would be seen as often as the power says; None where it can't
        be told, since the nights before are too few or had no cramp.
    """

    before: Side
    after: Side
    least: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    nights_needed: int | None = None

    @property
    def missing(self) -> tuple[int, int]:
        """Nights that lack before and after, until there is a comparison."""
        return max(0, self.least - self.before.nights), max(0, self.least - self.after.nights)


def before_and_after(diary: Diary) -> BeforeAndAfter | None:
    """Compare the nights before and after the first day on which she ate by the plan.

    The night that follows that day is the first one after.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    BeforeAndAfter or None
        None if she has not said when she began.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> nights = [
    ...     Night(morning=date(2026, 9, 1) + timedelta(days=n), cramps="one" if n < 20 else "none",
    ...           entered="2026-11-01T07:00:00Z")
    ...     for n in range(40)
    ... ]
    >>> found = before_and_after(Diary(nights=nights, began="2026-09-20", began_entered="2026-11-01T07:00:00Z"))
    >>> found.before, found.after, found.difference
    (Side(nights=20, with_cramps=20), Side(nights=20, with_cramps=0), -1.0)
    """
    if diary.began is None:
        return None
    began = diary.began
    earlier = [night for night in diary.nights if night.morning <= began]
    later = [night for night in diary.nights if night.morning > began]
    before, after = (Side(len(part), sum(night.crampy for night in part)) for part in (earlier, later))
    least = round(constant("diary_least_nights"))
    if before.nights < least:
        return BeforeAndAfter(before, after, least)
    first, second = _in_a_row(earlier), _in_a_row(later)
    alike = max(0.0, float(correlation_of_nights(first, second)))
    needed = nights_to_see_a_half(before.share, alike)
    if after.nights < least:
        return BeforeAndAfter(before, after, least, nights_needed=needed)
    difference, low, high = (float(value) for value in difference_of_nights(first, second))
    return BeforeAndAfter(before, after, least, difference, low, high, needed)


def _in_a_row(nights: list[Night]) -> NDArray[np.float64]:
    """Whether there was a cramp, night by night; NaN where nothing was written down."""
    if not nights:
        return np.empty(0)
    first = nights[0].morning
    row = np.full((nights[-1].morning - first).days + 1, np.nan)
    for night in nights:
        row[(night.morning - first).days] = night.crampy
    return row


def correlation_of_nights(before: ArrayLike, after: ArrayLike) -> NDArray[np.float64]:
    """How alike a night and the next one are, beyond what the shares of the two sides explain.

    Parameters
    ----------
    before, after : array_like, shape (..., n)
        Whether there was a cramp, night by night along the last axis: 1, 0, or NaN where it is not known.

    Returns
    -------
    numpy.ndarray, shape (...)
        The correlation of lag 1, from -0.15 to 0.9. It is put right for the bias that comes of shares that are
        estimated from the same nights.

    References
    ----------
    Marriott and Pope 1954 for the bias of a serial correlation.

    Examples
    --------
    >>> round(float(correlation_of_nights([1, 1, 1, 1, 0, 0, 0, 0] * 3, [1, 1, 0, 0] * 6)), 2)
    0.42
    >>> float(correlation_of_nights([1] * 14, [0] * 14))
    0.0
    """
    spread = follow = shrink = np.zeros(())
    for side in (before, after):
        row = np.asarray(side, dtype=float)
        known = ~np.isnan(row)
        nights = known.sum(axis=-1)
        pairs = (known[..., 1:] & known[..., :-1]).sum(axis=-1)
        apart = np.where(known, row - _share(row)[..., np.newaxis], 0.0)
        squares, products = (apart**2).sum(axis=-1), (apart[..., 1:] * apart[..., :-1]).sum(axis=-1)
        spread = spread + squares
        follow = follow + _ratio(products * nights, pairs)
        shrink = shrink + _ratio(squares, nights)
    # a side on which all nights are the same tells nothing, and has no weight here
    told = np.minimum(_ratio(shrink, spread), 1 / WEEK)
    put_right = (_ratio(follow, spread) + told) / (1 - 4 * told)
    found: NDArray[np.float64] = np.clip(put_right, LEAST_ALIKE, MOST_ALIKE)
    return found


def difference_of_nights(
    before: ArrayLike, after: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The share of nights with a cramp after, less that before, and the interval that holds the true difference.

    Parameters
    ----------
    before, after : array_like, shape (..., n)
        Whether there was a cramp, night by night along the last axis: 1, 0, or NaN where it is not known.

    Returns
    -------
    difference, low, high : numpy.ndarray, shape (...)
        [1]; the interval is that of ``diary_confidence`` in ``data/constants.csv``.

    Notes
    -----
    Wilson's intervals of the two shares, put together after Newcombe. Of n nights with correlation r there count
    n (1 - r) / (1 + r), as many as independent nights would tell the same.

    References
    ----------
    Newcombe 1998, method 10, for the interval; Bayley and Hammersley 1946 for the number of nights that count.

    Examples
    --------
    >>> [round(float(value), 2) for value in difference_of_nights([1, 0] * 14, [0, 0, 1, 0] * 7)]
    [-0.25, -0.41, -0.07]
    """
    alike = correlation_of_nights(before, after)
    counted = (1 - alike) / (1 + alike)
    z = NormalDist().inv_cdf((1 + constant("diary_confidence")) / 2)
    shares, lows, highs = [], [], []
    for side in (before, after):
        row = np.asarray(side, dtype=float)
        share, n = _share(row), (~np.isnan(row)).sum(axis=-1) * counted
        middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
        shares.append(share)
        lows.append(middle - half)
        highs.append(middle + half)
    difference = shares[1] - shares[0]
    low = difference - np.hypot(shares[1] - lows[1], highs[0] - shares[0])
    high = difference + np.hypot(highs[1] - shares[1], shares[0] - lows[0])
    return difference, np.maximum(low, -1.0), np.minimum(high, 1.0)


def nights_to_see_a_half(share: float, correlation: float) -> int | None:
    """Nights on either side after which a real halving shows in the interval, as often as the power says.

    Parameters
    ----------
    share : float
        Of nights with a cramp before [1].
    correlation : float
        Of a night with the next.

    Returns
    -------
    int or None
        None where there was no cramp, so that nothing can be halved. Confidence and power are ``diary_confidence`` and
        ``diary_power`` of ``data/constants.csv``.

    References
    ----------
    Fleiss 2003, chapter 4, for two proportions, with the correction for continuity; Bayley and Hammersley 1946 for
    nights that are alike.

    Examples
    --------
    >>> nights_to_see_a_half(0.5, 0.0), nights_to_see_a_half(0.25, 0.0), nights_to_see_a_half(0.5, 0.3)
    (54, 136, 99)
    """
    if share == 0:
        return None
    half = share / 2
    apart, middle = share - half, (share + half) / 2
    sure, seen = (
        NormalDist().inv_cdf((1 + constant("diary_confidence")) / 2),
        NormalDist().inv_cdf(constant("diary_power")),
    )
    plain = (
        sure * sqrt(2 * middle * (1 - middle)) + seen * sqrt(share * (1 - share) + half * (1 - half))
    ) ** 2 / apart**2
    independent = plain / 4 * (1 + sqrt(1 + 4 / (plain * apart))) ** 2
    return max(round(constant("diary_least_nights")), ceil(independent * (1 + correlation) / (1 - correlation)))


def _share(row: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of nights with a cramp among those that are known; NaN if none is."""
    known = (~np.isnan(row)).sum(axis=-1)
    return np.where(known > 0, _ratio(np.nansum(row, axis=-1), known), np.nan)


def _ratio(over: NDArray[np.float64], under: NDArray[np.float64]) -> NDArray[np.float64]:
    """One by the other; 0 where there is nothing under the line."""
    over, under = np.broadcast_arrays(np.asarray(over, dtype=float), under)
    found: NDArray[np.float64] = np.divide(over, under, out=np.zeros(under.shape), where=under > 0)
    return found
