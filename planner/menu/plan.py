"""Serving, Dish, Meal, Day, Plan: frozen values, no behaviour but sums."""

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from planner.foods.food_table import FoodTable
from planner.person.person import Person, Preferences
from planner.reference.nutrients import nutrients

HABIT = "habit"  # slot of a drink that she has anyway, beside the six meals
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # on which a plan may begin
LARGEST_SEED = 2**53 - 1  # what every program reads as the same whole number


@dataclass(frozen=True)
class Serving:
    """A food on the plate: `servings` household measures of it weigh `grams` [g]."""

    food: str
    name: str
    grams: float
    servings: float
    measure: str


@dataclass(frozen=True)
class Dish:
    """A filled template: what it is called and what is on the plate.

    `leftover_of` is the date and slot of the meal that it was cooked at; None if it is cooked here.
    """

    dish: str
    title: str
    servings: tuple[Serving, ...]
    leftover_of: tuple[date, str] | None = None


@dataclass(frozen=True)
class Meal:
    """A slot of the day with its hour and dishes."""

    slot: str
    time: str
    dishes: tuple[Dish, ...]
    locked: bool = False


@dataclass(frozen=True)
class Day:
    """The menu of one date."""

    date: date
    meals: tuple[Meal, ...]


@dataclass(frozen=True)
class Solver:
    """How good the plan is proven to be.

    `objective` and `bound` are the penalty points of all days together, lower is better: no plan
    under the same choices can have fewer points than `bound`. `gap` is
    (objective − bound) / objective [1]; `seconds` is wall time [s].
    """

    objective: float
    bound: float
    gap: float
    seconds: float


@dataclass(frozen=True)
class Shortfall:
    """A hard rule that this plan could not keep: by how much, where."""

    rule: str
    subject: str
    date: date
    slot: str
    amount: float
    unit: str


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan of one or more days for one person.

    Attributes
    ----------
    person, preferences, foods, targets
        What the plan was made of; `targets` is that of `planner.daily_targets`.
    days : tuple of Day
    solver : Solver
    shortfalls : tuple of Shortfall
        Hard rules that could not be kept.
    seed : int
    skipped : tuple of (date, str)
        Date and slot of meals that are left out.
    """

    person: Person
    preferences: Preferences
    foods: FoodTable
    targets: pd.DataFrame = field(repr=False)
    days: tuple[Day, ...]
    solver: Solver
    shortfalls: tuple[Shortfall, ...] = ()
    seed: int = 0
    skipped: tuple[tuple[date, str], ...] = ()


def eaten_again(plan: Plan) -> dict[tuple[date, str], tuple[date, str]]:
    """The meals that are cooked for a later one too, with that one: for them she cooks double.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    dict of (date, slot) to (date, slot)
        In the order of the days.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> eaten_again(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)]))
    {}
    """
    found: dict[tuple[date, str], tuple[date, str]] = {}
    for day in plan.days:
        for meal in day.meals:
            for dish in meal.dishes:
                if dish.leftover_of:
                    found.setdefault(dish.leftover_of, (day.date, meal.slot))
    return dict(sorted(found.items(), key=lambda pair: pair[0][0]))


def servings_frame(plan: Plan) -> pd.DataFrame:
    """Every serving of a plan as a row, with the nutrients it brings.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        Columns date, slot, time, dish, title, leftover (whether it was cooked at another meal), food, name,
        group, hinders, grams [g], servings, measure and one column for each nutrient (amount in the serving, in
        the unit of the column name; NaN = unknown).

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0), Entry("13:00", "banana", 0.5)])
    >>> servings_frame(day)[["slot", "food", "grams", "calcium_mg"]].round(1).values.tolist()
    [['lunch', 'kefir', 486.0, 554.0], ['lunch', 'banana', 59.0, 2.9]]
    """
    rows = [
        (
            day.date,
            meal.slot,
            meal.time,
            dish.dish,
            dish.title,
            dish.leftover_of is not None,
            s.food,
            s.name,
            s.grams,
            s.servings,
            s.measure,
        )
        for day in plan.days
        for meal in day.meals
        for dish in meal.dishes
        for s in dish.servings
    ]
    names = ["date", "slot", "time", "dish", "title", "leftover", "food", "name", "grams", "servings", "measure"]
    frame = pd.DataFrame(rows, columns=names)
    known = plan.foods.frame.reindex(frame["food"])
    frame["group"] = known["group"].to_numpy()
    frame["hinders"] = known["hinders"].to_numpy()
    amounts = known[list(nutrients())].mul(frame["grams"].to_numpy() / 100, axis=0)
    return pd.concat([frame, amounts.reset_index(drop=True)], axis=1)
