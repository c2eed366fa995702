"""What comes from outside, checked and as text, before it is written down."""

import hashlib
import json
from typing import Any

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable, load_foods
from planner.reference.outside_text import LONGEST_TEXT, printable

SHORT, LONG = 200, 2000  # the most characters of a name, and of a reason


def one_line(text: str, what: str, most: int = SHORT) -> str:
    """A typed text without what can't be printed, each run of white space one blank; `what` is its name in messages.

    Raises
    ------
    PlannerError
        If it is too long or holds a character that databases don't keep.

    Examples
    --------
    >>> one_line("  clinic,\\n spring ", "the name")
    'clinic, spring'
    """
    if len(text) > LONGEST_TEXT:
        raise PlannerError(f"{what} is {len(text)} characters long; write at most {most}")
    for character in text:
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise PlannerError(f"{what} holds {character!r}, which no text may; take it out")
    line = " ".join(printable(text).split())
    if len(line) > most:
        raise PlannerError(f"{what} is {len(line)} characters long; write at most {most}")
    return line


def required(text: str, what: str, most: int = SHORT) -> str:
    """`one_line` of a text that may not be empty."""
    line = one_line(text, what, most)
    if not line:
        raise PlannerError(f"{what} is empty; fill it in and save again")
    return line


def checked(table: FoodTable) -> tuple[FoodTable, bytes]:
    """A food table as it reads from its own text, and that text; checked unless the table was read from it."""
    try:
        content = table.to_csv().encode()
    except UnicodeEncodeError:
        raise PlannerError("the food table holds half a character; type that text anew") from None
    if hashlib.sha256(content).hexdigest() == table.sha256:
        return table, content
    table = load_foods(content, table.name)
    return table, table.to_csv().encode()


def plan_file(document: dict[str, Any]) -> tuple[bytes, list[str]]:
    """The text of a plan file, and the foods that it serves."""
    try:
        dishes = [dish for day in document["days"] for meal in day["meals"] for dish in meal["dishes"]]
        foods = {serving["food"] for dish in dishes for serving in dish["servings"]}
        return json.dumps(document, allow_nan=False).encode(), sorted(foods)
    except (KeyError, TypeError, ValueError):
        raise PlannerError("this is no plan file; keep a plan that the planner made") from None


def json_text(value: object, what: str, most: int) -> str:
    """A value as JSON of at most so many characters; `what` is its name in messages.

    Raises
    ------
    PlannerError
        If it can't be written as JSON, or is longer.

    Examples
    --------
    >>> json_text({"age": 30}, "the answers", 20)
    '{"age": 30}'
    """
    try:
        text = json.dumps(value, allow_nan=False)  # half a character stands in it as \\ud83e, which text may
    except (TypeError, ValueError, RecursionError):
        raise PlannerError(f"{what} can't be kept as they are; write them as text, numbers and lists") from None
    if len(text) > most:
        raise PlannerError(f"{what} take {len(text)} characters; keep them within {most}")
    return text


def many_lines(text: str, what: str, most: int) -> str:
    """A typed text with its lines, each as `one_line` leaves it; `what` is its name in messages.

    Raises
    ------
    PlannerError
        As for `one_line`.

    Examples
    --------
    >>> many_lines(" likes  rye bread\\n\\nno fish \\n", "the notes", 200)
    'likes rye bread\\n\\nno fish'
    """
    lines = "\n".join(one_line(line, what, most) for line in text.splitlines()).strip()
    if len(lines) > most:
        raise PlannerError(f"{what} are {len(lines)} characters long; write at most {most}")
    return lines
