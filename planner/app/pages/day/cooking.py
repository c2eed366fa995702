"""The meals of a day for the kitchen: what, how much, how to make it."""

import pandas as pd
import streamlit as st

from planner.app.widgets.markdown import plain
from planner.assessment.adequacy import tablets_text
from planner.menu.dishes import Template, load_dishes
from planner.menu.plan import HABIT, Dish, Meal, Plan
from planner.menu.wording import count, meal_label, portion
from planner.reference.nutrients import tablet_name


def cooking_section(day: Plan, checks: pd.DataFrame) -> None:
    """The meals in the order of the day, each with portions, minutes and a line on how to make it.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    checks : pandas.DataFrame
        The audit of the whole plan, for the minutes in the kitchen.
    """
    when, meals = day.days[0].date, day.days[0].meals
    st.header("What to cook")
    minutes = checks.loc[(checks["date"] == when) & (checks["rule"] == "kitchen time"), "value"].sum()
    st.markdown(f"{count(round(minutes), 'minute')} in the kitchen over the day. Portions are for one person.")
    templates = {template.dish: template for template in load_dishes()}
    hours = day.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for skipped, slot in day.skipped if skipped == when]
    with st.grid(3, min_column_width=300):
        for meal in sorted((*meals, *gaps), key=lambda meal: meal.time):
            with st.container(border=True):
                st.markdown(_meal(meal, templates, _tablets(day, meal)))


def _meal(meal: Meal, templates: dict[str, Template], tablets: list[str]) -> str:
    """A meal as text: a heading, then each dish."""
    parts = [f"### {meal.time} {meal_label(meal.slot)}"]
    if not meal.dishes:
        parts.append("Left out.")
    for dish in meal.dishes:
        parts.append(_dish(dish, templates.get(dish.dish), meal.slot == HABIT))
    parts += [f"Beside the food, as prescribed: {plain(tablet)}." for tablet in tablets]
    return "\n\n".join(parts)


def _dish(dish: Dish, template: Template | None, habit: bool) -> str:
    portions = "\n".join(f"- {plain(portion(serving))}" for serving in dish.servings)
    if habit:
        return portions
    title, *sides = dish.title.split("; ")
    lines = [f"**{plain(title)}**", *(plain(side[:1].upper() + side[1:]) for side in sides)]
    how = f"\n\n**How to make it, {template.minutes} min.** {plain(template.method)}" if template else ""
    return "  \n".join(lines) + f"\n\n{portions}{how}"


def _tablets(day: Plan, meal: Meal) -> list[str]:
    """What a doctor prescribed with this meal."""
    return [
        f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"
        for one in day.person.supplements
        if one.meal == meal.slot
    ]
