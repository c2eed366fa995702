"""The pages of the PDF for shop and kitchen, as plain values: the list, and each day with what is cooked on it."""

from datetime import date
from typing import Any

import pandas as pd

from planner.exports.shopping import HAVE_IT, SHELF, how_much, sections, shopping_list
from planner.menu.amounts import amounts_of, cooked_for
from planner.menu.keeping import leftover_minutes
from planner.menu.places import beside, dish_title
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan, eaten_again
from planner.menu.recipes import EveningTask, evening_tasks, recipe_of
from planner.menu.wording import count, day_name, meal_label, portion, whose_meal
from planner.reference.tables import read


def dish_head(dish: Dish, plan: Plan, later: tuple[date, str] | None) -> dict[str, Any]:
    """What stands over a dish: its title, what is beside it, where it is from and what it is cooked for too.

    Parameters
    ----------
    dish : Dish
    plan : Plan
    later : (date, slot) or None
        The meal that it is cooked for too.
    """
    cooked = dish.leftover_of
    return {
        "title": dish_title(dish),
        "sides": list(beside(dish, plan.foods)),
        "from": f"From {whose_meal(*cooked)}, {leftover_minutes()} min" if cooked else "",
        "twice": f"Cook double, for {whose_meal(*later)} too" if later else "",
    }


def days_to_cook(plan: Plan, checks: pd.DataFrame, eaters: int) -> list[dict[str, Any]]:
    """Days to cook from: amounts with grams, how each dish is made, and what to do for the next day.

    Parameters
    ----------
    plan : Plan
    checks : pandas.DataFrame
        Of `planner.audit`.
    eaters : int
    """
    tasks = evening_tasks(plan)
    return [_day(plan, day, checks, eaters, tasks) for day in plan.days]


def _day(plan: Plan, day: Day, checks: pd.DataFrame, eaters: int, tasks: list[EveningTask]) -> dict[str, Any]:
    kitchen = checks.loc[(checks["date"] == day.date) & (checks["rule"] == "kitchen time"), "value"].sum()
    meals = [
        _to_cook(plan, day, meal, dish, eaters)
        for meal in sorted(day.meals, key=lambda meal: meal.time)
        for dish in meal.dishes
    ]
    return {
        "name": day_name(day.date),
        "kitchen": f"{kitchen:.0f} min with your hands busy",
        "meals": meals,
        "evening_before": [one.words for one in tasks if one.date == day.date == plan.days[0].date],
        "evening": [one.words for one in tasks if one.start.date() == day.date],
    }


def _to_cook(plan: Plan, day: Day, meal: Meal, dish: Dish, eaters: int) -> dict[str, Any]:
    later = eaten_again(plan).get((day.date, meal.slot))
    recipe = recipe_of(dish, plan.foods, later)
    amounts = amounts_of(dish, plan.foods, 1 if dish.leftover_of or meal.slot == HABIT else eaters, later is not None)
    one_plate = not later and (eaters == 1 or dish.leftover_of is not None or meal.slot == HABIT)
    return {
        **dish_head(dish, plan, later),
        "time": meal.time,
        "label": meal_label(meal.slot),
        "whom": "" if one_plate else cooked_for(eaters, later is not None),
        "pot": [] if one_plate else [amount.words for amount in amounts],
        "portions": [amount.words for amount in amounts] if one_plate else [portion(s) for s in dish.servings],
        "minutes": recipe.minutes if recipe else "",
        "ready": bool(recipe and recipe.evening_before),
        "before": list(recipe.before) if recipe else [],
        "steps": list(recipe.steps) if recipe else [],
        "keeps": recipe.keeps if recipe else "",
    }


def cooking_sources(plan: Plan) -> list[str]:
    """Where the figures of the recipes are from, and those on leftovers.

    Returns
    -------
    list of str
        Cells of a column ``source``.
    """
    again = eaten_again(plan)
    dishes = [(day.date, meal.slot, dish) for day in plan.days for meal in day.meals for dish in meal.dishes]
    recipes = [recipe_of(dish, plan.foods, again.get((when, slot))) for when, slot, dish in dishes]
    found = [recipe.source for recipe in recipes if recipe]
    return [*found, *read("preparation").set_index("preparation").loc[["leftovers", "rice"], "source"]]


def shopping_contents(plan: Plan, eaters: int) -> dict[str, Any]:
    """What to buy by aisle, and last what stands on the shelf.

    Returns
    -------
    dict
        `for` whom, and `parts` with a title and lines.
    """
    return {
        "for": f"For {count(len(plan.days), 'day')} and {count(eaters, 'person', 'people')}.",
        "parts": [
            {"title": title, "shelf": title == SHELF, "lines": [_line(row) for row in rows]}
            for title, rows in sections(shopping_list(plan, eaters))
        ],
    }


def _line(row: dict) -> dict[str, str | bool]:
    """A thing to buy, how much, what to do with it, what is left of it."""
    more = "".join(f"; {words}" for words in (row["soak"], HAVE_IT if row["have"] else "") if words)
    return {
        "thing": row["bought_as"] or row["name"],
        "buy": f"{how_much(row)}{more}",
        "left": row["left"],
        "have": bool(row["have"]),
    }
