"""Plans put together by hand, so that the audit can be asked about known plates."""

import dataclasses
import datetime

import planner
from planner.menu.dishes import serving
from planner.menu.plan import Day, Dish, Meal, Plan, Solver

START = datetime.date(2026, 11, 23)


def plan(meals, foods=None, preferences=None, person=None, dates=1):
    """A plan whose days all hold the meals {(slot, "HH:MM"): [(food, servings), ...]}."""
    foods = foods or planner.load_foods()
    person = person or planner.Person(age=30, trimester=3)
    preferences = preferences or planner.Preferences()
    day = tuple(
        Meal(slot, hour, (Dish("by_hand", "By hand", tuple(serving(foods, food, n) for food, n in plate)),))
        for (slot, hour), plate in meals.items()
    )
    days = tuple(Day(START + datetime.timedelta(days=n), day) for n in range(dates))
    targets = planner.daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    return Plan(person, preferences, foods, targets, days, Solver(0.0, 0.0, 0.0, 0.0))


def swap_first_serving(week, day, slot, new):
    """The plan with the first serving of a meal replaced; nothing else changes."""
    days = list(week.days)
    meals = list(days[day].meals)
    k = next(i for i, meal in enumerate(meals) if meal.slot == slot)
    dish = meals[k].dishes[0]
    changed = dataclasses.replace(dish, servings=(new, *dish.servings[1:]))
    meals[k] = dataclasses.replace(meals[k], dishes=(changed,))
    days[day] = dataclasses.replace(days[day], meals=tuple(meals))
    return dataclasses.replace(week, days=tuple(days))
