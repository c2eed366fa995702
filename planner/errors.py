"""Errors that a person can act on: one sentence each, with the way out."""

import reprlib
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_QUOTE = 40  # characters of what a sentence quotes
LONGEST_ASKED = 200  # characters of a name that others are compared with
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


def quoted(value: object) -> str:
    """What was given, as a sentence quotes it: its beginning, if it is long.

    Parameters
    ----------
    value : object
        Mostly a text.

    Examples
    --------
    >>> print(quoted("a " * 40))
    'a a a a a a a a a a a a a a a a a a a a…'
    """
    if isinstance(value, str):
        return repr(value if len(value) <= LONGEST_QUOTE else value[: LONGEST_QUOTE - 1] + "…")
    return reprlib.repr(value)


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
    near = (
        known
        if len(known) <= MOST_NAMED
        else get_close_matches(str(value)[:LONGEST_ASKED], known, n=3, cutoff=0.3) or known[:3]
    )
    *others, last = [repr(name) for name in near]
    named = f"{', '.join(others)} or {last}" if others else last
    more = "" if len(near) == len(known) else f", or another of the {len(known)}"
    raise PlannerError(f"{what} can't be {quoted(value)}: take {named}{more}")
