"""Input that is checked as it comes in."""

import reprlib
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import PlannerError
from planner.reference.outside_text import bounded

LONGEST_FAULT = 300  # characters that a reader can take in
_MUST_BE = {
    "model_type": "an object",
    "dict_type": "an object",
    "tuple_type": "a list",
    "list_type": "a list",
    "string_type": "a text",
    "string_unicode": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
}


class CheckedModel(BaseModel):
    """A frozen value that takes no field it doesn't know and says in one sentence what is wrong.

    Texts are short enough to be looked at and printable before any field is read
    (`planner.reference.outside_text`).

    Raises
    ------
    PlannerError
        For what can't be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, /, **data: Any) -> None:
        try:
            super().__init__(**bounded(data))
        except ValidationError as error:
            raise PlannerError(_fault(error, lambda loc: ".".join(map(str, loc)).replace("_", " "), "")) from None
        except ValueError as error:
            raise PlannerError(str(error)) from None


def first_fault(error: ValidationError) -> str:
    """The first fault of a file in one sentence: where, what stands there, and what must.

    Parameters
    ----------
    error : pydantic.ValidationError

    Returns
    -------
    str
        On one line, and at most `LONGEST_FAULT` characters of it.

    Examples
    --------
    >>> class Meal(BaseModel):
    ...     hours: list[str]
    >>> try:
    ...     Meal(hours=["07:30", 8])
    ... except ValidationError as error:
    ...     first_fault(error)
    'hours[1] is 8: it must be a text'
    """
    return _fault(error, location, ": ")


def _fault(error: ValidationError, name: Callable[[tuple[int | str, ...]], str], before_own: str) -> str:
    """The first fault in one sentence; where it is stands before our own words too, if something parts the two."""
    first = error.errors()[0]
    where, kind, limits = name(first["loc"]), first["type"], first.get("ctx", {})
    message = first["msg"].removeprefix("Value error, ")
    if kind == "value_error":
        fault = f"{where}{before_own}{message}" if where and before_own else message
    elif kind == "missing":
        fault = f"{where} is missing: take the file as it was saved"
    elif kind in ("too_long", "too_short", "string_too_long", "string_too_short"):
        fault = f"{where} has {_counted(first)}"
    elif limits.keys() & {"gt", "ge", "lt", "le"}:
        fault = f"{where} is {_figure(first['input'])}: it must be {_bound(limits)}"
    else:
        must = limits.get("expected") or _MUST_BE.get(kind)
        words = f"it must be {must}" if must else message[:1].lower() + message[1:]
        fault = f"{where} is {_shown(first['input'])}: {words}"
    return shortened(fault)


def location(loc: Iterable[int | str]) -> str:
    """Where in a file, as one writes it down.

    Parameters
    ----------
    loc : iterable of int or str
        As pydantic gives it: keys, and places in lists from 0.

    Returns
    -------
    str

    Examples
    --------
    >>> location(("days", 0, "meals", 1, "time"))
    'days[0].meals[1].time'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix(".")


def shortened(sentence: str) -> str:
    """A sentence on one line that leaves its middle out where it quotes too much.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    str

    Examples
    --------
    >>> len(shortened("a" * 10_000))
    303
    """
    line = " ".join(sentence.split())
    half = LONGEST_FAULT // 2
    return line if len(line) <= LONGEST_FAULT else f"{line[:half]} … {line[-half:]}"


def _counted(first: ErrorDetails) -> str:
    limits = first["ctx"]
    noun = "characters" if first["type"].startswith("string") else "entries"
    bound = f"at most {limits['max_length']}" if "max_length" in limits else f"at least {limits['min_length']}"
    return f"{len(first['input'])} {noun}: it takes {bound}"


def _bound(limits: dict[str, Any]) -> str:
    words = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    return next(f"{word} {limits[key]:g}" for key, word in words.items() if key in limits)


def _figure(value: Any) -> str:
    try:
        return f"{value:g}"
    except (ValueError, TypeError, OverflowError):  # a text that reads as a number, or one too large for any
        return _shown(value)


def _shown(value: Any) -> str:
    return reprlib.repr(value)
