"""Errors that a person can act on: one sentence each, with the way out."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_NAMED = 6  # of so few choices all are named, of more only the nearest


class PlannerError(Exception):
    """Bad input or broken data, said in one sentence."""


class FoodTableError(PlannerError):
    """A food table with faults; `faults` holds one sentence for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class FalseBound(UserWarning):
    """A bound that was proven for a plan is above the plan's own points: a fault of the planner, no one else's."""


def one_of(value: object, choices: Iterable[str], what: str) -> str:
    """The value itself, if it is among the choices.

    Parameters
    ----------
    value : object
        What was given.
    choices : iterable of str
        What can be.
    what : str
        What is chosen, for the sentence: ``"the mode"``.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        In one sentence that names all choices, or of many the nearest.

    Examples
    --------
    >>> one_of("measured", ["article", "measured"], "the mode")
    'measured'
    >>> one_of("artical", ["article", "measured"], "the mode")
    Traceback (most recent call last):
    planner.errors.PlannerError: the mode can't be 'artical': take 'article' or 'measured'
    """
    known = list(choices)
    if isinstance(value, str) and value in known:
        return value
    near = known if len(known) <= MOST_NAMED else get_close_matches(str(value), known, n=3, cutoff=0.3) or known[:3]
    *others, last = [repr(name) for name in near]
    named = f"{', '.join(others)} or {last}" if others else last
    more = "" if len(near) == len(known) else f", or another of the {len(known)}"
    raise PlannerError(f"{what} can't be {value!r}: take {named}{more}")
