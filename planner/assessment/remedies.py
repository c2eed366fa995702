"""What would mend a flagged pairing of a day of her own: move, swap, and only then less or without.

Every way is tried: the change is made, the pairings of the whole day are looked for again, and only
what takes the flag away and brings no other is offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pandas as pd

from planner.assessment.day_changes import Change, DayChanges
from planner.assessment.own_day import Entries, plan_of_entries
from planner.assessment.pairings import find_pairings
from planner.errors import PlannerError
from planner.menu.plan import Plan

ENOUGH = 2  # ways, so that none need be offered that takes a dish apart


@dataclass(frozen=True)
class Remedy:
    """A change that takes a flag away and brings no other.

    Attributes
    ----------
    kind : {"move", "swap", "smaller", "leave out"}
    words : str
        One plain sentence.
    rule, hour : str
        The flag that it takes away.
    entries : tuple of Entry
        The whole day with the change.
    calcium_before, calcium_after : float
        What the day is known to bring [mg].
    flags_before, flags_after : int
        Flagged pairings of the day.
    """

    kind: str
    words: str
    rule: str
    hour: str
    entries: Entries
    calcium_before: float
    calcium_after: float
    flags_before: int
    flags_after: int


def find_remedies(day: Plan, flag: Mapping[str, Any], flags: pd.DataFrame, mode: str | None = None) -> list[Remedy]:
    """What would mend one flagged pairing, the best way first.

    Parameters
    ----------
    day : Plan
        Of `day_of_entries` or `plan_of_entries`.
    flag : dict
        A row of `flags`.
    flags : pandas.DataFrame
        All flagged pairings of the day in this mode (`planner.find_pairings`).
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    list of Remedy

    Raises
    ------
    PlannerError
        If the plan has more than one day, there is no such mode, or the rule of the flag does not hold in it.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> eaten = [Entry("07:30", "milk_whole", 1.0), Entry("07:30", "tea_black", 1.0), Entry("13:00", "apple", 1.0)]
    >>> day = day_of_entries(Person(), eaten)
    >>> flags = find_pairings(day)
    >>> for way in find_remedies(day, flags.to_dict("records")[0], flags):
    ...     print(way.words)
    Have the black tea at 08:45, when nothing with much calcium is near.
    Have the black tea at 13:00, with your lunch.
    Take water in place of the black tea; 7 mg more calcium.
    Take mineral water in place of the black tea; 48 mg more calcium.
    Have the whole milk at 13:00, with your lunch; the black tea can stay.
    """
    if len(day.days) != 1:
        raise PlannerError(f"a pairing is mended within a day: give a plan of one day, not of {len(day.days)}")
    mode = mode or day.preferences.pairings
    changes = DayChanges(day, flag, mode)
    handy, awkward = changes.hinderer_moves()
    likely = [*changes.likely(handy), *changes.likely(changes.hinderer_swaps())]
    if changes.calcium:  # iron comes with the dish, so there it is the tea that gives way
        with_meals, alone = changes.giver_moves()
        likely += [*changes.likely(with_meals, most=1), *changes.likely(changes.giver_swaps(), most=1)]
        awkward += alone
    if len(likely) < ENOUGH:
        likely += changes.likely(awkward, most=1)
    found = _tried(changes, likely, flags, mode)
    if found:
        return found
    smaller = changes.likely(changes.smaller()) if changes.calcium else []
    return _tried(changes, [*smaller, *changes.likely(changes.left_out())], flags, mode)


def _tried(changes: DayChanges, likely: list[Change], flags: pd.DataFrame, mode: str) -> list[Remedy]:
    """Those changes that take the flag away and bring no other: all tried at once, each as a day of its own."""
    if not likely:
        return []
    day, hour, rule, before = changes.day, changes.flag["time"], changes.flag["rule"], _keys(flags)
    first = day.days[0].date
    dates = [first + timedelta(days=n) for n in range(len(likely))]
    days = [plan_of_entries(day, entries, when).days[0] for (*_, entries), when in zip(likely, dates, strict=True)]
    flagged = find_pairings(replace(day, days=tuple(days)), mode)
    found = []
    for (kind, words, entries), when in zip(likely, dates, strict=True):
        after = _keys(flagged[flagged["date"] == when])
        if (hour, rule) not in {key[:2] for key in after} and after < before:
            calcium = changes.calcium_of(changes.entries), changes.calcium_of(entries)
            found.append(Remedy(kind, words, rule, hour, entries, *calcium, len(before), len(after)))
    return found


def _keys(flags: pd.DataFrame) -> frozenset[tuple[str, str, str]]:
    return frozenset(zip(flags["time"], flags["rule"], flags["hinderer"], strict=True))
