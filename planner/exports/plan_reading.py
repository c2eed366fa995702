"""A plan file opened again: the same dishes on the same days, with the food table that it names."""

from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict

from planner.errors import PlannerError
from planner.foods import FoodTable
from planner.menu import Day, Dish, Meal, Plan, Serving, Shortfall, Solver
from planner.person import Person, Preferences
from planner.targets import daily_targets
from planner.validated import Checked

Slot = Literal["breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack", "habit"]


class _Part(Checked):
    """Fields that this version does not need are left alone, so that plan files may hold more."""

    model_config = ConfigDict(extra="ignore")


class ServingPart(_Part):
    food: str
    grams: float
    measure: str


class DishPart(_Part):
    dish: str
    title: str
    servings: tuple[ServingPart, ...]


class MealPart(_Part):
    slot: Slot
    time: str
    locked: bool = False
    dishes: tuple[DishPart, ...]


class DayPart(_Part):
    date: date
    meals: tuple[MealPart, ...]


class PlacePart(_Part):
    date: date
    slot: Slot


class ShortfallPart(_Part):
    rule: str
    subject: str
    date: date
    slot: str
    amount: float
    unit: str


class SolverPart(_Part):
    objective: float
    bound: float
    gap: float
    seconds: float


class PlanFile(_Part):
    """What of a plan file is read; targets, intake, pairings and audit are worked out anew."""

    format: Literal["cramp-plan/1"]
    person: dict[str, Any]
    preferences: dict[str, Any]
    seed: int = 0
    skipped: tuple[PlacePart, ...] = ()
    days: tuple[DayPart, ...]
    shortfalls: tuple[ShortfallPart, ...] = ()
    solver: SolverPart


def from_document(document: dict[str, Any], foods: FoodTable) -> Plan:
    """The plan of a plan file.

    Parameters
    ----------
    document : dict
        The plan file as plain values, of `planner.exports.plan_file.document`.
    foods : FoodTable
        The food table that the plan was made from.

    Raises
    ------
    PlannerError
        If it is no plan file, or holds a food that the table lacks.

    Examples
    --------
    >>> from planner.exports.plan_file import document
    >>> from planner.optimize import plan_week
    >>> day = plan_week(Person(), days=1)
    >>> from_document(document(day), day.foods).days == day.days
    True
    """
    read = PlanFile(**document)
    person, preferences = Person(**read.person), Preferences(**read.preferences)
    return Plan(
        person=person,
        preferences=preferences,
        foods=foods,
        targets=daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets),
        days=tuple(Day(day.date, tuple(_meal(meal, foods) for meal in day.meals)) for day in read.days),
        solver=Solver(**read.solver.model_dump()),
        shortfalls=tuple(Shortfall(**one.model_dump()) for one in read.shortfalls),
        seed=read.seed,
        skipped=tuple((place.date, place.slot) for place in read.skipped),
    )


def _meal(meal: MealPart, foods: FoodTable) -> Meal:
    dishes = tuple(
        Dish(dish.dish, dish.title, tuple(_serving(s, dish, foods) for s in dish.servings)) for dish in meal.dishes
    )
    return Meal(meal.slot, meal.time, dishes, meal.locked)


def _serving(s: ServingPart, dish: DishPart, foods: FoodTable) -> Serving:
    if s.food not in foods:
        raise PlannerError(
            f"the plan serves {s.food} in {dish.title!r}, which {foods.name} lacks: take the table it was made from"
        )
    row = foods.frame.loc[s.food]
    return Serving(s.food, str(row["name"]), s.grams, round(s.grams / float(row["serving_g"]), 4), s.measure)
