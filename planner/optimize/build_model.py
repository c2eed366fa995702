"""Lay out the model of a plan: who it is for, what is open, which meals are fixed."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from numbers import Integral

import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.foods.seasons import availability
from planner.menu.dishes import Template, dish_templates, load_dishes, serving
from planner.menu.plan import HABIT, LARGEST_SEED, Dish, Meal
from planner.optimize.candidates import Candidate, candidates, keeps_until_lunch, slots_without_dish
from planner.optimize.meal_columns import columns_of
from planner.optimize.model import Model, Rule
from planner.optimize.rules import RULES
from planner.optimize.schedule import Cell
from planner.optimize.week_basket import draw_basket
from planner.person.energy import refuse_low_energy
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.person.targets import daily_targets
from planner.reference.table_schemas import SLOTS
from planner.safety.milk_kinds import milk_not_bought
from planner.safety.suitability import NO_PORTION, RETIRED, eats_fish, unsuitable

HABIT_FOODS = {"coffee": "coffee", "tea": "tea_black", "chocolate": "dark_chocolate", "spinach": "spinach_boiled"}
MOST_DAYS = 14


def build_model(
    person: Person,
    preferences: Preferences,
    foods: FoodTable,
    *,
    days: int,
    seed: int = 0,
    start: date | None = None,
    fixed: Mapping[Cell, Dish] | None = None,
    skipped: frozenset[Cell] = frozenset(),
    leftovers: Mapping[Cell, Cell] | None = None,
    rules: Iterable[Rule] = RULES,
) -> Model:
    """The model of a plan.

    Parameters
    ----------
    person : Person
        Whose targets and rules hold.
    preferences : Preferences
        What is open at all, and the mode of pairings.
    foods : FoodTable
        What the dishes are filled from.
    days : int
        1 to 14 [days].
    seed : int
        Draws the pantry and the dishes of the week.
    start : date, optional
        The first day, for weekends and seasons; without it there are none.
    fixed : mapping of (day, slot) to Dish, optional
        Meals that stay as they are; each costs what it would cost if it were chosen. One that is a
        leftover takes no cooking.
    skipped : set of (day, slot)
        Meals that are left out.
    leftovers : mapping of (day, slot) to (day, slot), optional
        Lunches that are eaten from what is cooked for a dinner, with that dinner; none of them fixed.
    rules : iterable of callable
        What adds limits, caps and costs, in this order; all rules by default. A model of a few
        of them is to be looked at, not solved.

    Returns
    -------
    Model
        The columns of one day, with the limits, caps and costs of the rules.

    Raises
    ------
    PlannerError
        If days or seed can't be, the energy target is far under the estimated need, a slot has no dish
        at all under these choices, or a fixed dish holds a food that the table lacks.

    Examples
    --------
    >>> from planner import load_foods
    >>> from planner.optimize.rules import day_rules
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[day_rules.cramp_minerals])
    >>> [limit.subject for limit in m.limits]
    ['calcium_mg', 'magnesium_mg', 'potassium_mg']
    """
    check_days(days)
    if not isinstance(seed, Integral) or abs(seed) > LARGEST_SEED:
        raise PlannerError(f"the seed can't be {seed!r:.40}: give a whole number of at most {LARGEST_SEED}")
    fixed, leftovers = fixed or {}, leftovers or {}
    banned = unsuitable(foods, preferences)
    closed = {*banned.index, *milk_not_bought(foods, preferences), *out_of_season(foods, preferences, start)}
    found = candidates(load_dishes(foods), foods, closed)
    if not any(keeps_until_lunch(candidate.template) for candidate in found):
        leftovers = {}
    _check_slots(found, banned)
    targets = daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    refuse_low_energy(person, targets)
    rng = random.Random(seed)
    pantry, week_dishes = draw_basket(
        found,
        foods,
        wanted={*preferences.at_home, *preferences.favourites},
        avoided={*in_shops_only(foods, preferences, start), *of_other_kitchens(preferences, foods)},
        rng=rng,
    )
    model = Model(
        targets=targets,
        preferences=preferences,
        foods=foods,
        rules=rules_for(person, preferences.targets),
        days=days,
        habits=habits_of(foods, preferences),
        eats_fish=eats_fish(foods, preferences),
        pantry=pantry,
        week_dishes=week_dishes,
        supplements=person.supplement_amounts(),
        skipped=skipped,
        leftovers=leftovers,
        start=start,
    )
    again = frozenset(cell for cell, dish in fixed.items() if dish.leftover_of)
    model.build(found, {cell: _as_template(dish, foods, cell) for cell, dish in fixed.items()}, again)
    for rule in rules:
        rule(model)
    for plate in model.plates:
        if plate.day is not None:
            columns = columns_of(model, plate.slot, fixed[plate.day, plate.slot], plate.again)
            model.cost[plate.head] = model.cost[list(columns)].sum() if columns else model.cost[plate.head]
    return model


def check_days(days: int) -> None:
    """Refuse a number of days that no plan has."""
    if not isinstance(days, Integral) or not 1 <= days <= MOST_DAYS:
        raise PlannerError(f"days is {days!r}: plan 1 to {MOST_DAYS} days")


def _check_slots(found: list[Candidate], banned: pd.Series) -> None:
    """Refuse choices under which a slot has no dish."""
    empty = slots_without_dish(found)
    if empty:
        chosen = banned[~banned.isin([RETIRED, NO_PORTION])]  # what she can change
        causes = ", ".join(chosen.value_counts().index[:3]) or "no food of the table plays its parts"
        raise PlannerError(
            f"no dish is left for {' and '.join(s.replace('_', ' ') for s in empty)} ({causes}): allow some foods again"
        )


def _as_template(dish: Dish, foods: FoodTable, cell: tuple[int, int]) -> Template:
    """A fixed dish as a template without a choice."""
    missing = [s.name for s in dish.servings if s.food not in foods]
    if missing:
        raise PlannerError(f"{dish.title} is locked, but {foods.name} holds no {missing[0]}: unlock it or add the food")
    known = dish_templates(foods).get(dish.dish)
    serving_g = foods.frame["serving_g"].to_dict()
    plate = tuple((s.food, s.grams / serving_g[s.food]) for s in dish.servings)
    slots = (SLOTS[cell[1]],)
    if known is None:
        return Template(dish.dish, dish.title, slots, (), (), (), plate, 0, 0, "", (), "", ())
    return replace(known, title=dish.title, slots=slots, parts=(), sides=(), fixed=plate)


def out_of_season(foods: FoodTable, preferences: Preferences, start: date | None) -> set[str]:
    """Fresh foods that are not to be had in the month of the plan, but for those that are there or asked for."""
    asked = {*preferences.at_home, *preferences.allow, *preferences.favourites}
    return {food for food in _with_availability(foods, preferences, start, "out of season") if food not in asked}


def in_shops_only(foods: FoodTable, preferences: Preferences, start: date | None) -> set[str]:
    """Fresh foods that are out of season in the month of the plan, and in the shops all the same."""
    return set(_with_availability(foods, preferences, start, "in shops"))


def _with_availability(foods: FoodTable, preferences: Preferences, start: date | None, wanted: str) -> Iterator[str]:
    month = preferences.month(start)
    if month is not None:
        yield from (f for f in foods.frame.index if availability(f, month, preferences.region) == wanted)


def of_other_kitchens(preferences: Preferences, foods: FoodTable) -> set[str]:
    """The dishes of kitchens that she did not wish for."""
    return {one.dish for one in load_dishes(foods) if not preferences.liked_kitchens & set(one.kitchens)}


def habits_of(foods: FoodTable, preferences: Preferences) -> tuple[Meal, ...]:
    """What she has anyway, each a meal of its own at its hour."""
    meals = []
    for kind, food in HABIT_FOODS.items():
        for hour in getattr(preferences, kind):
            if food not in foods or not foods.servable[food]:
                raise PlannerError(f"{foods.name} holds no {food} with a portion: add it, or leave {kind} out")
            helping = serving(foods, food, 1.0)
            meals.append(Meal(HABIT, hour, (Dish(kind, helping.name, (helping,)),), locked=True))
    return tuple(meals)
