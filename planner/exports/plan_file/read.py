"""A plan file opened again: the same dishes on the same days, with the figures it was made with."""

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from planner.errors import PlannerError
from planner.exports.plan_file.plan_foods import with_own
from planner.exports.plan_file.plan_parts import FORMAT, DishPart, MealPart, PlanFile, ServingPart
from planner.foods.food_table import FoodTable, shipped_foods
from planner.menu.plan import Day, Dish, Meal, Plan, Serving, Shortfall, Solver
from planner.person.targets import daily_targets
from planner.reference.checked_model import first_fault, shortened

LARGEST = 10_000_000  # bytes; two weeks take less than one million
AS_SAVED = "take the file as it was saved"


def read_plan(source: str | Path | bytes, foods: FoodTable | None = None, name: str | None = None) -> Plan:
    """Open a plan file again.

    Locks, meals left out, seed, habits, supplements, a dietitian's targets and the proven bound are
    as they were. Targets, intake, pairings, audit and advice are worked out anew from the plates:
    what the file says of them is not even looked at.

    Parameters
    ----------
    source : path or bytes
        A file, or what is in it.
    foods : FoodTable, optional
        The table in use, that which comes with the planner by default. Where it lacks a food of the
        plan, or has other figures for it, the plan keeps its own row (`planner.exports.own_foods`
        names those). Files of older versions hold no rows; they take those of the table.
    name : str, optional
        What to call it in messages; the file name by default.

    Returns
    -------
    Plan

    Raises
    ------
    PlannerError
        In one sentence, with the place in the file, if it can't be read.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.exports import to_json
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> to_json(read_plan(to_json(day))) == to_json(day)
    True
    """
    label = name or ("the plan file" if isinstance(source, bytes) else str(source))
    return _opened(_checked(json_of(source, label, "plan file"), label), foods or shipped_foods(), label)


def from_document(document: dict[str, Any], foods: FoodTable) -> Plan:
    """The plan of a plan file that is plain values already, as `read_plan` has it.

    Parameters
    ----------
    document : dict
        The layout of the plan file (`planner.exports.schema`).
    foods : FoodTable
        The table in use.

    Raises
    ------
    PlannerError
        In one sentence, if it is no plan file.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.exports.plan_file.write import document
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> from_document(document(day), day.foods).days == day.days
    True
    """
    return _opened(_checked(document, "the plan"), foods, "the plan")


def json_of(source: str | Path | bytes, label: str, kind: str) -> Any:
    """The plain values of a JSON file that comes from outside.

    Parameters
    ----------
    source : path or bytes
        A file, or what is in it.
    label : str
        What to call it in messages.
    kind : str
        What it should be: ``"plan file"``.

    Returns
    -------
    Any
        As `json.loads` has them.

    Raises
    ------
    PlannerError
        In one sentence, with the place in the file, if it can't be read.

    Examples
    --------
    >>> json_of(b"[1, 2]", "mine.json", "plan file")
    [1, 2]
    >>> json_of(b"[1, 2", "mine.json", "plan file")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: mine.json:1: expecting ',' delimiter, so it is no whole JSON file: take the file ...
    """
    return _parsed(_bytes(source, label, kind), label, kind)


def _bytes(source: str | Path | bytes, label: str, kind: str) -> bytes:
    if isinstance(source, bytes):
        size = len(source)
    else:
        try:
            size = Path(source).stat().st_size
            source = Path(source).read_bytes() if size <= LARGEST else b""
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", "") or "it can't be read").lower()
            raise PlannerError(f"{label}: {reason}; give the path of a {kind} that can be read") from None
    if size > LARGEST:
        raise PlannerError(f"{label} has {size:,} bytes, and no {kind} more than {LARGEST:,}: {AS_SAVED}")
    return source


def _parsed(raw: bytes, label: str, kind: str) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise PlannerError(f"{label}: byte {error.start} is not UTF-8, so it is no {kind}: {AS_SAVED}") from None
    except json.JSONDecodeError as error:
        raise PlannerError(
            f"{label}:{error.lineno}: {error.msg[:1].lower()}{error.msg[1:]}, so it is no whole JSON file: {AS_SAVED}"
        ) from None
    except RecursionError:
        raise PlannerError(f"{label} is nested far deeper than any {kind}: {AS_SAVED}") from None
    except ValueError as error:
        reason = str(error) if "no number" in str(error) else "a whole number in it is far too long"
        raise PlannerError(f"{label}: {reason}: {AS_SAVED}") from None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _checked(document: Any, label: str) -> PlanFile:
    form = document.get("format") if isinstance(document, dict) else None
    if isinstance(form, str) and form != FORMAT and re.fullmatch(r"cramp-plan/\d{1,6}", form):
        raise PlannerError(
            f"{label} is in the format {form}, and this version of the planner reads {FORMAT}: open it with a newer one"
        )
    if form != FORMAT:
        raise PlannerError(f"{label} is no plan file, as its format is not {FORMAT}: choose a JSON file of the planner")
    try:
        return PlanFile.model_validate(document)
    except ValidationError as error:
        raise PlannerError(f"{label}: {first_fault(error)}") from None


def _opened(file: PlanFile, table: FoodTable, label: str) -> Plan:
    person, preferences = file.person, file.preferences
    try:
        foods = with_own(table, file.foods)
        _known(file, foods)
        targets = daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    except PlannerError as error:
        raise PlannerError(f"{label}: {error}") from None
    return Plan(
        person=person,
        preferences=preferences,
        foods=foods,
        targets=targets,
        days=tuple(Day(day.date, tuple(_meal(meal, foods) for meal in day.meals)) for day in file.days),
        solver=Solver(**file.solver.model_dump()),
        shortfalls=tuple(Shortfall(**one.model_dump()) for one in file.shortfalls),
        seed=file.seed,
        skipped=tuple((place.date, place.slot) for place in file.skipped),
    )


def _known(file: PlanFile, foods: FoodTable) -> None:
    """Every food that the file serves or names is there, with the portion that its plates are judged by."""
    whole = foods.frame[["serving_g", "step", "max_servings"]].notna().all(axis=1)
    way_out = "open it with the food table it was made from"
    for d, day in enumerate(file.days):
        for m, meal in enumerate(day.meals):
            for s, one in enumerate(s for dish in meal.dishes for s in dish.servings):
                if not whole.get(one.food, False):
                    lacks = "without serving_g, step or max_servings" if one.food in foods else "not"
                    where = f"days[{d}].meals[{m}].dishes[0].servings[{s}]"
                    raise PlannerError(
                        shortened(f"{where} is {one.food!r}, which is {lacks} in {foods.name}: {way_out}")
                    )
    groups = set(foods.frame["group"])
    for kind in ("exclude", "allow", "favourites", "at_home"):
        for n, name in enumerate(getattr(file.preferences, kind)):
            if name not in foods and (name not in groups or kind == "at_home"):
                where = f"preferences.{kind}[{n}]"
                raise PlannerError(shortened(f"{where} is {name!r}, which is not in {foods.name}: {way_out}"))


def _meal(meal: MealPart, foods: FoodTable) -> Meal:
    return Meal(meal.slot, meal.time, tuple(_dish(dish, foods) for dish in meal.dishes), meal.locked)


def _dish(dish: DishPart, foods: FoodTable) -> Dish:
    cooked = dish.leftover_of
    servings = tuple(_serving(s, foods) for s in dish.servings)
    return Dish(dish.dish, dish.title, servings, (cooked.date, cooked.slot) if cooked else None)


def _serving(s: ServingPart, foods: FoodTable) -> Serving:
    weighs = float(foods.frame["serving_g"].loc[s.food])
    count = s.grams / weighs
    plain = round(count, 2)  # grams are rounded in the file, numbers of servings are plain ones
    if round(weighs * plain, 2) != s.grams:
        plain = round(count, 4)
    return Serving(s.food, str(foods.frame.at[s.food, "name"]), s.grams, plain, s.measure)
