"""The answers of a client as the store keeps them, as a request, and what differs between two of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from planner.app.session.address import query_of, request_of
from planner.app.session.plan_request import Request
from planner.foods.food_table import FoodTable

_OF_ONE_PLAN = {"start", "foods", "seed"}  # not of the person

ClientAnswers = dict[str, Any]  # options of the command line, underscores for hyphens: lists of values


def client_answers(request: Request, foods: FoodTable) -> ClientAnswers:
    """The answers of a request as they are kept; what is as usual is left out."""
    query = query_of(request, foods)
    return {key.replace("-", "_"): list(values) for key, values in query.items() if key not in _OF_ONE_PLAN}


def client_request(answers: Mapping[str, Any], start: date) -> Request:
    """What is asked for by kept answers, from a day on.

    Raises
    ------
    PlannerError
        In one sentence, if they can't be.
    """
    query = {
        key.replace("_", "-"): [str(one) for one in (value if isinstance(value, list | tuple) else [value])]
        for key, value in answers.items()
    }
    return request_of({**query, "start": [start.isoformat()]}, start)


def changed_answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What differs: the name of the answer, before, after; "as usual" where nothing was said.

    Examples
    --------
    >>> changed_answers({"age": ["28"]}, {"age": ["28"], "without": ["milk", "egg"]})
    [('without', 'as usual', 'milk; egg')]
    """
    names = dict.fromkeys([*before, *after])
    rows = [(name.replace("_", " "), _said(before.get(name)), _said(after.get(name))) for name in names]
    return [row for row in rows if row[1] != row[2]]


def _said(value: object) -> str:
    if value is None:
        return "as usual"
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
