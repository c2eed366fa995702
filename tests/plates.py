"""Plans put together by hand, so that the audit can be asked about known plates."""

import dataclasses
import datetime

import planner
from planner.foods.food_table import shipped_foods
from planner.menu.dishes import fill, load_dishes, serving
from planner.menu.keeping import TWICE
from planner.menu.plan import Day, Dish, Meal, Plan, Solver

START = datetime.date(2026, 11, 23)


def plan(meals, foods=None, preferences=None, person=None, dates=1):
    """A plan whose days all hold the meals {(slot, "HH:MM"): [(food, servings), ...]}."""
    foods = foods or shipped_foods()
    person = person or planner.Person(age=30, trimester=3)
    preferences = preferences or planner.Preferences()
    day = tuple(
        Meal(slot, hour, (Dish("by_hand", "By hand", tuple(serving(foods, food, n) for food, n in plate)),))
        for (slot, hour), plate in meals.items()
    )
    days = tuple(Day(START + datetime.timedelta(days=n), day) for n in range(dates))
    targets = planner.daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    return Plan(person, preferences, foods, targets, days, Solver(0.0, 0.0, 0.0, 0.0))


def cooked(meals, foods=None, dates=1):
    """A plan whose days all hold dishes of our templates {(slot, "HH:MM"): (dish, {part: "food food"})}."""
    foods = foods or shipped_foods()
    templates = {template.dish: template for template in load_dishes()}
    day = []
    for (slot, hour), (name, chosen) in meals.items():
        parts = [(part, food, 1.0) for part in templates[name].parts for food in chosen[part.name].split()]
        day.append(Meal(slot, hour, (fill(templates[name], parts, foods),)))
    bare = plan({}, foods, dates=dates)
    return dataclasses.replace(bare, days=tuple(Day(one.date, tuple(day)) for one in bare.days))


def cooked_twice(foods=None):
    """Two days: a dinner that is cooked for two meals, and the next day's lunch, which is eaten from it."""
    foods = foods or shipped_foods()
    pot = next(
        one for one in load_dishes()
        if TWICE in one.tags and {"lunch", "dinner"} <= set(one.slots) and all(part.role in foods for part in one.parts)
    )  # fmt: skip
    dish = fill(pot, [(part, part.role, 1.0) for part in pot.parts], foods)
    monday, tuesday = (START + datetime.timedelta(days=n) for n in range(2))
    again = dataclasses.replace(dish, leftover_of=(monday, "dinner"))
    days = (Day(monday, (Meal("dinner", "19:00", (dish,)),)), Day(tuesday, (Meal("lunch", "13:00", (again,)),)))
    return dataclasses.replace(plan({}, foods), days=days)


def from_dry(dates=2):
    """Days with a bean stew at dinner, by a food table of which a dietitian serves kidney beans boiled from dry."""
    frame = shipped_foods().frame.copy()
    frame.loc["kidney_beans_boiled", "roles"] = "beans"
    foods = dataclasses.replace(shipped_foods(), frame=frame)
    stew = {"beans": "kidney_beans_boiled", "root": "carrots_boiled parsnips_boiled"}
    stew |= {"potato": "potatoes_boiled", "oil": "olive_oil"}
    return cooked({("dinner", "19:00"): ("bean_root_stew", stew)}, foods, dates)


def eaten_twice(slots=("dinner", "lunch")):
    """Two days: what is cooked at the first meal is eaten again at the other, on the next day."""
    soup = {"lentils": "lentils_boiled", "carrot": "carrots_boiled", "pita": "pita_whole_wheat", "oil": "olive_oil"}
    hours = {"lunch": "13:00", "dinner": "19:00"}
    here, later = slots
    first = cooked({(here, hours[here]): ("lentil_soup_lemon_pita", soup)}).days[0]
    dish = dataclasses.replace(first.meals[0].dishes[0], leftover_of=(START, here))
    second = Day(START + datetime.timedelta(days=1), (Meal(later, hours[later], (dish,)),))
    return dataclasses.replace(plan({}), days=(first, second))


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
