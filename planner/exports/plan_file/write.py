"""The plan as JSON, ``cramp-plan/1``: what the command line prints and the dashboard saves."""

import json
import math
from typing import Any

import pandas as pd

from planner.assessment.adequacy import MEAN
from planner.assessment.findings import findings_of
from planner.exports.handout import Handout
from planner.exports.plan_file.plan_foods import food_rows
from planner.exports.plan_file.plan_parts import FORMAT
from planner.foods.food_table import FoodTable
from planner.menu.dishes import load_dishes
from planner.menu.keeping import leftover_minutes
from planner.menu.plan import HABIT, Dish, Meal, Plan


def to_json(plan: Plan, handout: Handout | None = None) -> bytes:
    """The plan file, UTF-8 JSON: days with meals and servings, targets, intake, pairings, audit, advice, foods.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        Taken as by every format. The file holds nothing of it: who opens it again may hand it out otherwise.

    Returns
    -------
    bytes

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> json.loads(to_json(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])))["format"]
    'cramp-plan/1'
    """
    return (json.dumps(document(plan), indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def document(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, in the layout of the plan file; what is not known is null.

    The intake of the days is that of food; what supplements bring a day stands under
    ``supplements`` [unit of each row; folic acid in µg folic acid], once, as it is the same every day.
    ``foods`` holds the rows of the foods on the plates, so that another food table changes no figure.
    ``minutes`` of a meal are those hands-on; null where its dish is of no template.

    Returns
    -------
    dict
        Laid out as `planner.exports.schema` says.
    """
    found = findings_of(plan)
    intakes = found.intake
    return {
        "format": FORMAT,
        "food_table": {"name": plan.foods.name, "sha256": plan.foods.sha256, "revision": plan.foods.revision},
        "person": plan.person.model_dump(mode="json"),
        "preferences": plan.preferences.model_dump(mode="json"),
        "seed": plan.seed,
        "skipped": [{"date": date.isoformat(), "slot": slot} for date, slot in plan.skipped],
        "targets": _records(plan.targets.reset_index()),
        "supplements": _supplements(plan),
        "days": [
            {
                "date": day.date.isoformat(),
                "meals": [
                    {
                        "slot": meal.slot,
                        "time": meal.time,
                        "locked": meal.locked,
                        "minutes": _minutes(meal, plan.foods),
                        "dishes": [_dish(dish) for dish in meal.dishes],
                    }
                    for meal in day.meals
                ],
                "intake": {
                    row["nutrient"]: {"known": round(row["known"], 3), "unknown_foods": row["unknown_foods"]}
                    for row in intakes[intakes["date"] == day.date].to_dict("records")
                },
            }
            for day in plan.days
        ],
        "pairings": _records(found.flags),
        "audit": _records(found.checks),
        "advice": _records(found.advice),
        "shortfalls": [
            {
                "rule": s.rule,
                "subject": s.subject,
                "date": s.date.isoformat(),
                "slot": s.slot,
                "amount": round(s.amount, 3),
                "unit": s.unit,
            }
            for s in plan.shortfalls
        ],
        "solver": {
            "objective": plan.solver.objective,
            "bound": plan.solver.bound,
            "gap": plan.solver.gap,
            "seconds": plan.solver.seconds,
        },
        "foods": food_rows(plan),
    }


def _dish(dish: Dish) -> dict[str, Any]:
    cooked = dish.leftover_of
    return {
        "dish": dish.dish,
        "title": dish.title,
        **({"leftover_of": {"date": cooked[0].isoformat(), "slot": cooked[1]}} if cooked else {}),
        "servings": [{"food": s.food, "grams": s.grams, "measure": s.measure} for s in dish.servings],
    }


def _minutes(meal: Meal, foods: FoodTable) -> int | None:
    """Hands-on minutes of a meal [min]; None if a dish is of no template."""
    if meal.slot == HABIT:
        return 0
    known = {template.dish: template.hands_on for template in load_dishes(foods)}
    minutes = [leftover_minutes() if dish.leftover_of else known.get(dish.dish) for dish in meal.dishes]
    found = [one for one in minutes if one is not None]
    return sum(found) if len(found) == len(minutes) else None


def _supplements(plan: Plan) -> list[dict[str, Any]]:
    """What was prescribed, by nutrient, beside the limit that counts it; null where none is set."""
    report = findings_of(plan).report
    mean = report[(report["date"] == MEAN) & report["nutrient"].isin(list(plan.person.supplement_amounts()))]
    return _records(mean[["nutrient", "supplement", "unit", "upper", "upper_scope", "note"]])


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value.isoformat() if hasattr(value, "isoformat") else _plain(value.item())
