"""All choices as the query of an address, so that a link opens the same plan. Knows nothing of the screen.

The names are those of the command line: ``?stage=lactating&age=28&height-cm=170&start=2026-11-23``. A plan
that was changed by hand has its plates in it too, packed.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from planner.app.session.answers import tablets_line, target_line
from planner.app.session.plan_request import Request
from planner.errors import PlannerError
from planner.exports.plan_file.plan_parts import FORMAT, MOST_DAYS, MOST_MEALS
from planner.exports.plan_file.read import from_document
from planner.foods.food_table import FoodTable
from planner.menu.dishes import serving
from planner.menu.plan import HABIT, Plan
from planner.person.person import HOURS, Person, Preferences
from planner.person.supplements import prescribed
from planner.reference.outside_text import bounded, quoted
from planner.reference.table_schemas import SLOTS

Query = dict[str, list[str]]

LONGEST = 20_000  # characters of packed plates; two weeks take some 5,000
LARGEST = 100_000  # bytes that they may unfold to; two weeks take some 20,000
_TYPED: dict[str, Callable[[Any], str]] = {
    "supplement": tablets_line,
    "target": target_line,
    "minutes": lambda both: ",".join(map(str, both)),
}
_SINGULAR = {
    "conditions": "condition",
    "supplements": "supplement",
    "targets": "target",
    "favourites": "favourite",
    "kitchens": "kitchen",
}
_PLURAL = {one: many for many, one in _SINGULAR.items()}
_LISTS = {
    "condition",
    "supplement",
    "target",
    "favourite",
    "at_home",
    "kitchen",
    "without",
    "exclude",
    "allow",
    "coffee",
    "tea",
    "chocolate",
    "spinach",
}
_WHOLE = {"age", "trimester", "week", "half_year"}
OURS = {
    *(_SINGULAR.get(name, name).replace("_", "-") for name in (*Person.model_fields, *Preferences.model_fields)),
    *(slot.replace("_", "-") for slot in SLOTS),
    *("start", "days", "seed", "foods", "plates"),
} - {"hours"}


def query_of(request: Request, foods: FoodTable, plan: Plan | None = None) -> Query:
    """The query that asks for the same again; what is as usual is left out.

    Parameters
    ----------
    request : Request
    foods : FoodTable
        The table in use: its revision and the beginning of its SHA-256 stand in the query.
    plan : Plan, optional
        A plan that was changed by hand: its plates go along.
    """
    query: Query = {}
    for model, usual in ((request.person, Person()), (request.preferences, Preferences())):
        for name, value in model:
            if name == "hours":
                query |= {slot.replace("_", "-"): [at] for slot, at in value.items() if at != HOURS[slot]}
            elif value is not None and value != getattr(usual, name):
                key = _SINGULAR.get(name, name)
                many = value if isinstance(value, tuple) and name != "minutes" else (value,)
                query[key.replace("_", "-")] = [_TYPED.get(key, _text)(one) for one in many]
    query["start"] = [request.start.isoformat()]
    if request.days != 7:
        query["days"] = [str(request.days)]
    if request.seed:
        query["seed"] = [str(request.seed)]
    query["foods"] = [f"{foods.revision or 0}-{foods.sha256[:8]}"]
    if plan is not None:
        query["plates"] = [_pack_plates(plan)]
    return query


def request_of(query: Mapping[str, Sequence[str]], today: date) -> Request:
    """What a query asks for; what it leaves out is as usual.

    Raises
    ------
    PlannerError
        In one sentence, if it asks for what can't be.
    """
    said = _said(query)
    fields: dict[str, Any] = {}
    for key, values in said.items():
        if key == "supplement":
            fields["supplements"] = tuple(prescribed(line) for line in values)
        elif key in _LISTS:
            fields[_PLURAL.get(key, key)] = tuple(values)
        elif key in _WHOLE:
            fields[key] = _whole(key, values[0])
        elif key in ("height_cm", "weight_kg", "energy_kcal"):
            fields[key] = _number(values[0])
        elif key not in SLOTS:
            fields[key] = values[0]
    hours = {slot: said[slot][0] for slot in SLOTS if slot in said}
    person = Person(**{key: value for key, value in fields.items() if key in Person.model_fields})
    rest = {key: value for key, value in fields.items() if key in Preferences.model_fields}
    preferences = Preferences(**rest, hours=hours)
    days = _whole("days", said.get("days", ["7"])[0])
    if not 1 <= days <= 14:
        raise PlannerError(f"days is {days}: plan 1 to 14 days")
    return Request(
        person, preferences, _date(said.get("start", [""])[0], today), days, _whole("seed", said.get("seed", ["0"])[0])
    )


def _said(query: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The values of a query by field, each short enough to be looked at; plates have a bound of their own."""
    ours = {key: list(values) for key, values in query.items() if key in OURS - {"plates"} and values}
    try:
        return {key.replace("-", "_"): bounded(values, key) for key, values in ours.items()}
    except ValueError as error:
        raise PlannerError(str(error)) from None


def table_of(query: Mapping[str, Sequence[str]]) -> tuple[int, str]:
    """Revision and beginning of the SHA-256 of the food table that a query was made with; (0, "") if not said."""
    number, _, digest = (list(query.get("foods", [])) or [""])[0].partition("-")
    return (int(number), digest) if number.isascii() and number.isdigit() and len(number) < 10 else (0, "")


def plan_of(query: Mapping[str, Sequence[str]], request: Request, foods: FoodTable) -> Plan | None:
    """The plan whose plates a query holds; None if it holds none.

    Raises
    ------
    PlannerError
        In one sentence, if they can't be read, or a food of theirs is not in the table.
    """
    packed = (list(query.get("plates", [])) or [""])[0]
    if not packed:
        return None
    whole = _unpack_plates(packed)
    try:
        if len(whole["days"]) > MOST_DAYS or any(len(meals) > MOST_MEALS for _, meals in whole["days"]):
            raise ValueError("far more than a plan holds")
        days = [
            {"date": when, "meals": [_meal(meal, request.preferences.hours, foods) for meal in meals]}
            for when, meals in whole["days"]
        ]
        document = {
            "format": FORMAT,
            "person": request.person,
            "preferences": request.preferences,
            "seed": request.seed,
            "days": days,
            "skipped": [{"date": when, "slot": slot} for when, slot in whole["skipped"]],
            "solver": dict(zip(("objective", "bound", "gap", "seconds"), whole["solver"], strict=True)),
            "shortfalls": whole["shortfalls"],
        }
    except (KeyError, TypeError, ValueError, OverflowError):
        raise PlannerError(f"the plates in the link are no plan: {_ASK}") from None
    return from_document(document, foods)


_ASK = "ask for the link once more, or take the plan file"


def _pack_plates(plan: Plan) -> str:
    whole = {
        "days": [
            [
                day.date.isoformat(),
                [
                    [
                        meal.slot,
                        int(meal.locked),
                        dish.dish,
                        dish.title,
                        [[s.food, s.servings] for s in dish.servings],
                        *([meal.time] if meal.slot == HABIT else []),
                        *([[dish.leftover_of[0].isoformat(), dish.leftover_of[1]]] if dish.leftover_of else []),
                    ]
                    for meal in day.meals
                    for dish in meal.dishes
                ],
            ]
            for day in plan.days
        ],
        "skipped": [[when.isoformat(), slot] for when, slot in plan.skipped],
        "solver": [plan.solver.objective, plan.solver.bound, plan.solver.gap, plan.solver.seconds],
        "shortfalls": [{**one.__dict__, "date": one.date.isoformat()} for one in plan.shortfalls],
    }
    raw = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def _unpack_plates(packed: str) -> dict[str, Any]:
    if len(packed) > LONGEST:
        raise PlannerError(f"the link is longer than that of any plan: {_ASK}")
    try:
        squeezed = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unfold = zlib.decompressobj()
        raw = unfold.decompress(squeezed, LARGEST)
        if not unfold.eof:
            raise ValueError("it is cut off, or unfolds to far too much")
        whole = json.loads(raw)
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        raise PlannerError(f"the plates in the link can't be read: {_ASK}") from None
    if not isinstance(whole, dict):
        raise PlannerError(f"the plates in the link are no plan: {_ASK}")
    return whole


def _meal(meal: list[Any], hours: dict[str, str], foods: FoodTable) -> dict[str, Any]:
    slot, locked, dish, title, plate, *at = meal
    servings = []
    for food, number in plate:
        if food not in foods:
            raise PlannerError(f"{quoted(food)} of the link is not in the food table in use: {_ASK}")
        one = serving(foods, food, float(number))
        servings.append({"food": one.food, "grams": one.grams, "measure": one.measure})
    again = at.pop() if at and isinstance(at[-1], list) else None  # where a leftover was cooked
    cooked = dict(zip(("date", "slot"), again, strict=True)) if again else None
    return {
        "slot": slot,
        "time": at[0] if at else hours[slot],
        "locked": bool(locked),
        "dishes": [{"dish": dish, "title": title, "servings": servings, "leftover_of": cooked}],
    }


def _text(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _whole(name: str, text: str) -> int:
    try:
        return int(text) if len(text) < 20 else int("?")
    except ValueError:
        raise PlannerError(f"{name.replace('_', ' ')} is {quoted(text)}: it must be a whole number") from None


def _number(text: str) -> float | str:
    """A bare number stands for itself; what has a unit is read by the person."""
    try:
        return float(text)
    except ValueError:
        return text


def _date(text: str, today: date) -> date:
    if not text:
        return today
    try:
        when = date.fromisoformat(text)
    except ValueError:
        raise PlannerError(f"start is {quoted(text)}, which is no date: write it like 2026-11-23") from None
    if not 1900 <= when.year <= 2199:
        raise PlannerError(f"start is {quoted(text)}: take a year from 1900 to 2199")
    return when
