"""What a plan is judged by: limits on sums over days, caps on how often something comes."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

WEEK = 7
Span = Literal[1, "week", "plan"]  # days that a limit sums: each by itself, in blocks of seven, or all


def windows(span: int | str, days: int) -> list[range]:
    """The groups of days that a limit sums, or within which a cap counts: so many days running, "week" or "plan".

    Examples
    --------
    >>> windows(2, 3), windows("week", 9)
    ([range(0, 2), range(1, 3)], [range(0, 7), range(7, 9)])
    """
    if span == "plan":
        return [range(days)]
    if span == "week":
        return [range(first, min(first + WEEK, days)) for first in range(0, days, WEEK)]
    length = min(int(span), days)
    return [range(first, first + length) for first in range(days - length + 1)]


def in_proportion(a_week: float, rounded: Callable[[float], int]) -> Callable[[int], float] | None:
    """A bound of a week for so many days of it, rounded to what leaves more room; None where there is none.

    Examples
    --------
    >>> in_proportion(2.0, math.floor)(3)
    0
    """
    return None if math.isnan(a_week) else lambda days: rounded(a_week * days / WEEK)


@dataclass(frozen=True, eq=False)
class Limit:
    """A rule as lower ≤ values · columns ≤ upper, summed over each window of its span.

    `values` begin at column `start`; `bounds` gives (lower, upper) for a window of so many days;
    what is missed costs `weight` points for each multiple of `scale`.
    """

    rule: str
    subject: str
    of: str
    slot: str
    unit: str
    hard: bool
    weight: float
    scale: float
    span: Span
    bounds: Callable[[int], tuple[float, float]]
    start: int
    values: np.ndarray
    margin: float  # by which a hard bound is drawn tighter, so that a miss too small to cost much is none
    most_on: tuple[float, ...] = ()  # the upper bound of each day of the plan, where they differ

    @property
    def price(self) -> float:
        """Points for each unit missed."""
        return self.weight / self.scale

    def bounds_in(self, window: range) -> tuple[float, float]:
        """The lower and the upper bound of some days running."""
        low, high = self.bounds(len(window))
        return low, self.most_on[window.start] if self.most_on else high


@dataclass(frozen=True, eq=False)
class Cap:
    """A rule on how often a food or a dish comes: at most `most[item]` times in each window."""

    rule: str
    subject: str
    of: str  # "food" or "dish"
    hard: bool
    price: float
    span: int  # days running
    most: np.ndarray


@dataclass(frozen=True, eq=False)
class Shopping:
    """A rule on what a week buys: at most so many foods, at most so many fresh ones that are used but once.

    `bought` and `fresh` tell the foods that count, with the item of nothing as the last.
    """

    bought: np.ndarray
    fresh: np.ndarray
    most_foods: float = math.inf
    most_once: float = math.inf
    food_price: float = 0.0
    once_price: float = 0.0
