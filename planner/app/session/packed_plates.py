"""All plates of a plan packed for an address, some 1,900 letters: for dishes of no template, and links of before."""

import base64
import binascii
import json
import zlib
from typing import Any

from planner.app.session.plan_request import Request
from planner.errors import PlannerError
from planner.exports.plan_file.plan_parts import FORMAT, MOST_DAYS, MOST_MEALS
from planner.exports.plan_file.read import from_document
from planner.foods.food_table import FoodTable
from planner.menu.dishes import serving
from planner.menu.plan import HABIT, Plan
from planner.reference.outside_text import quoted

LONGEST = 20_000  # characters of packed plates; two weeks take some 5,000
LARGEST = 100_000  # bytes that they may unfold to; two weeks take some 20,000
ASK = "ask for the link once more, or take the plan file"


def plates_plan(packed: str, request: Request, foods: FoodTable) -> Plan:
    """The plan of packed plates.

    Raises
    ------
    PlannerError
        In one sentence, if they can't be read, or a food of theirs is not in the table.
    """
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
        raise PlannerError(f"the plates in the link are no plan: {ASK}") from None
    return from_document(document, foods)


def pack_plates(plan: Plan) -> str:
    """All plates of a plan, with what is left out, missed and known of how good it is."""
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
    return pack(whole)


def _unpack_plates(packed: str) -> dict[str, Any]:
    whole = unpack(packed)
    if not isinstance(whole, dict):
        raise PlannerError(f"the plates in the link are no plan: {ASK}")
    return whole


def pack(whole: Any) -> str:
    """Plain values as letters for an address."""
    raw = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def unpack(packed: str) -> Any:
    """The values of such letters.

    Raises
    ------
    PlannerError
        In one sentence, if they can't be read.
    """
    if len(packed) > LONGEST:
        raise PlannerError(f"the link is longer than that of any plan: {ASK}")
    try:
        squeezed = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unfold = zlib.decompressobj()
        raw = unfold.decompress(squeezed, LARGEST)
        if not unfold.eof:
            raise ValueError("it is cut off, or unfolds to far too much")
        return json.loads(raw)
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        raise PlannerError(f"the plates in the link can't be read: {ASK}") from None


def _meal(meal: list[Any], hours: dict[str, str], foods: FoodTable) -> dict[str, Any]:
    slot, locked, dish, title, plate, *at = meal
    servings = []
    for food, number in plate:
        if food not in foods:
            raise PlannerError(f"{quoted(food)} of the link is not in the food table in use: {ASK}")
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
