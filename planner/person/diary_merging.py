"""Diaries of two devices put together: nothing is lost, and both are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.person.cramp_diary import Diary, Night


@dataclass(frozen=True)
class Merge:
    """Two diaries put together, what the first did not have, and what they told otherwise.

    Attributes
    ----------
    diary : Diary
    only_second : tuple of datetime.date
        Mornings that stood in the second alone.
    settled : tuple of (Night, Night)
        Nights that both told otherwise: the later entry, which stands, and the one it took the place of.
    """

    diary: Diary
    only_second: tuple[date, ...]
    settled: tuple[tuple[Night, Night], ...]


def merged(first: Diary, second: Diary) -> Merge:
    """Put the diaries of two devices together: no night is lost, and of two entries the later one stands.

    Parameters
    ----------
    first, second : Diary
        Which is which does not matter for what comes of it.

    Returns
    -------
    Merge

    Raises
    ------
    PlannerError
        If both together have more nights than a diary holds.

    Examples
    --------
    >>> early = Night(morning="2026-11-23", cramps="none", entered="2026-11-23T06:00:00Z")
    >>> late = Night(morning="2026-11-23", cramps="one", entered="2026-11-23T09:00:00Z")
    >>> both = merged(Diary(nights=(early,)), Diary(nights=(late,)))
    >>> both.diary.nights == (late,), both.settled == ((late, early),)
    (True, True)
    """
    ours, theirs = ({night.morning: night for night in one.nights} for one in (first, second))
    settled = [_later_first(ours[day], theirs[day]) for day in sorted(ours.keys() & theirs.keys())]
    both: Mapping[date, Night] = {**ours, **theirs, **{late.morning: late for late, _ in settled}}
    said = max((first, second), key=_when_begun)
    return Merge(
        Diary(nights=tuple(both.values()), began=said.began, began_entered=said.began_entered),
        tuple(sorted(theirs.keys() - ours.keys())),
        tuple((late, early) for late, early in settled if late != early),
    )


def _later_first(one: Night, other: Night) -> tuple[Night, Night]:
    """Two entries of a night, the later one first; of one moment in an order that is the same on both devices."""
    late, early = sorted((one, other), key=lambda night: (night.entered, night.model_dump_json()), reverse=True)
    return late, early


def _when_begun(diary: Diary) -> tuple[float, str]:
    when = diary.began_entered
    return (when.timestamp() if when else float("-inf"), str(diary.began))
