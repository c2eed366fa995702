"""Cook once, eat twice: which lunches are eaten from the dinner before."""

from collections.abc import Collection

from planner.optimize.limits import WEEK, windows
from planner.optimize.model import DINNER, LUNCH
from planner.optimize.schedule import Cell
from planner.person.person import Preferences

A_WEEK = {"none": 0, "some": 3, "many": 5}  # lunches that are eaten from a dinner


def leftovers_for(preferences: Preferences, days: int, taken: Collection[Cell] = ()) -> dict[Cell, Cell]:
    """The lunches of a plan that are eaten from the dinner of the day before, with that dinner.

    Parameters
    ----------
    preferences : Preferences
        How many are wished.
    days : int
        Of the plan [days].
    taken : collection of (day, slot)
        Meals that are fixed or left out.

    Returns
    -------
    dict of (day, slot) to (day, slot)
        Spread over each week: every second day first.

    Examples
    --------
    >>> leftovers_for(Preferences(leftovers="some"), 7)
    {(1, 2): (0, 4), (3, 2): (2, 4), (5, 2): (4, 4)}
    >>> leftovers_for(Preferences(leftovers="none"), 7)
    {}
    """
    found: dict[Cell, Cell] = {}
    for week in windows("week", days):
        wanted = A_WEEK[preferences.leftovers] * len(week) // WEEK
        evenings = [*week[::2], *week[1::2]]
        free = [
            day for day in evenings
            if day + 1 < days and (day, DINNER) not in taken and (day + 1, LUNCH) not in taken
        ]  # fmt: skip
        found.update({(day + 1, LUNCH): (day, DINNER) for day in free[:wanted]})
    return dict(sorted(found.items()))
