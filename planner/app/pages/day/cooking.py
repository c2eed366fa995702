"""The meals of a day for the kitchen: what, how much, how to make it."""

import pandas as pd
import streamlit as st

from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.adequacy import tablets_text
from planner.foods.food_table import FoodTable
from planner.menu.plan import HABIT, Dish, Meal, Plan
from planner.menu.preparation import leftovers_note, soakings
from planner.menu.recipes import recipe_of
from planner.menu.wording import count, lower_first, meal_label, portion
from planner.reference.nutrients import tablet_name


def cooking_section(day: Plan, plan: Plan, checks: pd.DataFrame) -> None:
    """The meals in the order of the day, each with portions, minutes and a line on how to make it.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    plan : Plan
        That it is cut from, for what is to be soaked for the next day.
    checks : pandas.DataFrame
        The audit of the whole plan, for the minutes in the kitchen.
    """
    when, meals = day.days[0].date, day.days[0].meals
    st.header("What to cook")
    minutes = checks.loc[(checks["date"] == when) & (checks["rule"] == "kitchen time"), "value"].sum()
    st.markdown(f"{count(round(minutes), 'minute')} in the kitchen over the day. Portions are for one person.")
    hours = day.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for skipped, slot in day.skipped if skipped == when]
    with st.grid(3, min_column_width=300):
        for meal in sorted((*meals, *gaps), key=lambda meal: meal.time):
            with st.container(border=True):
                st.markdown(_meal(day, meal))
    for one in soakings(plan):
        if one.start.date() == when:
            st.info(f"This evening: {plain(lower_first(one.words))}", icon=":material/nightlight:")
        elif one.date == when == plan.days[0].date:
            st.info(f"The evening before: {plain(lower_first(one.words))}", icon=":material/nightlight:")
    note(leftovers_note())


def _meal(day: Plan, meal: Meal) -> str:
    """A meal as text: a heading, then each dish."""
    parts = [f"### {meal.time} {meal_label(meal.slot)}"]
    if not meal.dishes:
        parts.append("Left out.")
    for dish in meal.dishes:
        parts.append(_dish(dish, day.foods, meal.slot == HABIT))
    parts += [f"Beside the food, as prescribed: {plain(tablet)}." for tablet in _tablets(day, meal)]
    return "\n\n".join(parts)


def _dish(dish: Dish, foods: FoodTable, habit: bool) -> str:
    portions = "\n".join(f"- {plain(portion(serving))}" for serving in dish.servings)
    if habit:
        return portions
    title, *sides = dish.title.split("; ")
    lines = [f"**{plain(title)}**", *(plain(side[:1].upper() + side[1:]) for side in sides)]
    texts = ["  \n".join(lines), portions]
    recipe = recipe_of(dish, foods)
    if recipe:
        texts += [f"**Before.** {plain(line)}" for line in recipe.before]
        texts.append(f"**How to make it, {recipe.minutes} min.** {plain(recipe.method)}")
    return "\n\n".join(texts)


def _tablets(day: Plan, meal: Meal) -> list[str]:
    """What a doctor prescribed with this meal."""
    return [
        f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"
        for one in day.person.supplements
        if one.meal == meal.slot
    ]
