"""All choices as the query of an address, so that a link opens the same plan. Knows nothing of the screen.

The names are those of the command line: ``?stage=lactating&age=28&height-cm=170&start=2026-11-23``. A plan
that was changed by hand has its menu in it too, as a code of some 200 letters; where the code has no place for a dish,
and in links of earlier versions, all plates are packed in it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from planner.app.session.answers import tablets_line, target_line
from planner.app.session.packed_plates import ASK, pack, pack_plates, plates_plan, unpack
from planner.app.session.plan_request import Request
from planner.app.session.week_code import NoCode, decode_week, encode_week
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan, Shortfall
from planner.menu.wording import listed
from planner.person.person import HOURS, Person, Preferences
from planner.person.supplements import prescribed
from planner.person.targets import daily_targets
from planner.reference.outside_text import bounded, quoted
from planner.reference.table_schemas import SLOTS

Query = dict[str, list[str]]

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
    *("start", "days", "seed", "foods", "menu", "missed", "plates", "shared"),
} - {"hours"}
PACKED = {"menu", "missed", "plates"}  # a plan; each has a bound of its own
_NOT_ABOUT_HER = {"start", "days", "foods", "shared", *PACKED, *(slot.replace("_", "-") for slot in SLOTS)}


def query_of(request: Request, foods: FoodTable, plan: Plan | None = None) -> Query:
    """The query that asks for the same again; what is as usual is left out.

    Parameters
    ----------
    request : Request
    foods : FoodTable
        The table in use: its revision and the beginning of its SHA-256 stand in the query.
    plan : Plan, optional
        A plan that was changed by hand: its menu goes along.
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
    if "week" in query:  # which says the trimester too
        query.pop("trimester", None)
    query["start"] = [request.start.isoformat()]
    if request.days != 7:
        query["days"] = [str(request.days)]
    if request.seed:
        query["seed"] = [str(request.seed)]
    query["foods"] = [f"{foods.revision or 0}-{foods.sha256[:8]}"]
    return query | (_menu(plan) if plan is not None else {})


@lru_cache(64)  # plans are frozen and each is its own key
def _menu(plan: Plan) -> Query:
    """The menu as a code, with what is known of how good it is; all plates where no code says them."""
    try:
        code = encode_week(plan)
    except NoCode:
        return {"plates": [pack_plates(plan)]}
    missed = [[s.rule, s.subject, s.date.isoformat(), s.slot, round(s.amount, 3), s.unit] for s in plan.shortfalls]
    return {"menu": [code], **({"missed": [pack(missed)]} if missed else {})}


def without_answers(query: Query, plan: Plan) -> Query:
    """The query of a plan that says nothing of whose it is: the menu, its first day and the hours of meals.

    Parameters
    ----------
    query : dict
        Of `query_of`.
    plan : Plan
    """
    kept = {key: values for key, values in query.items() if key in _NOT_ABOUT_HER}
    return {**kept, **_menu(plan), "shared": ["1"]}


def health_words(request: Request) -> str:
    """What the address of a request says about her health, in words."""
    person, preferences = request.person, request.preferences
    stage = {"pregnant": "pregnant", "lactating": "nursing", "adult": "neither pregnant nor nursing"}[person.stage]
    said = [f"{stage}, {person.age} years, {person.height_cm:g} cm, {person.weight_kg:g} kg"]
    said += [one.replace("_", " ") for one in person.conditions] + ["twins"] * person.twins
    said += [tablets_line(one) for one in person.supplements] + [target_line(one) for one in preferences.targets]
    said += [f"no {one.replace('_', ' ')}" for one in preferences.without]
    return listed(said)


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
    ours = {key: list(values) for key, values in query.items() if key in OURS - PACKED and values}
    try:
        return {key.replace("-", "_"): bounded(values, key) for key, values in ours.items()}
    except ValueError as error:
        raise PlannerError(str(error)) from None


def table_of(query: Mapping[str, Sequence[str]]) -> tuple[int, str]:
    """Revision and beginning of the SHA-256 of the food table that a query was made with; (0, "") if not said."""
    number, _, digest = (list(query.get("foods", [])) or [""])[0].partition("-")
    return (int(number), digest) if number.isascii() and number.isdigit() and len(number) < 10 else (0, "")


def plan_of(query: Mapping[str, Sequence[str]], request: Request, foods: FoodTable) -> Plan | None:
    """The plan whose menu or plates a query holds; None if it holds none.

    Raises
    ------
    PlannerError
        In one sentence, if they can't be read, or a food of theirs is not in the table.
    """
    if code := _first(query, "menu"):
        return _coded_plan(code, query, request, foods)
    packed = _first(query, "plates")
    if not packed:
        return None
    return plates_plan(packed, request, foods)


def _coded_plan(code: str, query: Mapping[str, Sequence[str]], request: Request, foods: FoodTable) -> Plan:
    person, preferences = request.person, request.preferences
    week = decode_week(code, request.start, preferences, foods)
    try:
        missed = unpack(_first(query, "missed")) if "missed" in query else []
        shortfalls = tuple(
            Shortfall(str(rule), str(subject), date.fromisoformat(when), str(slot), float(amount), str(unit))
            for rule, subject, when, slot, amount, unit in missed
        )
    except (TypeError, ValueError, OverflowError):
        raise PlannerError(f"what the link says of its week can't be read: {ASK}") from None
    targets = daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    return Plan(person, preferences, foods, targets, week.days, week.solver, shortfalls, request.seed, week.skipped)


def _first(query: Mapping[str, Sequence[str]], key: str) -> str:
    return (list(query.get(key, [])) or [""])[0]


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
