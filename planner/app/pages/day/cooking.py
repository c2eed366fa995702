"""The meals of a day for the kitchen: what, how much, how to make it, how long it keeps."""

from datetime import date

import pandas as pd
import streamlit as st

from planner.app.session.plan_request import today
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.adequacy import tablets_text
from planner.exports.shopping import EATERS
from planner.foods.food_table import FoodTable
from planner.menu.amounts import amounts_of, cooked_for
from planner.menu.keeping import leftover_minutes
from planner.menu.places import beside, dish_title
from planner.menu.plan import HABIT, Dish, Meal, Plan, eaten_again
from planner.menu.preparation import leftovers_note
from planner.menu.recipes import Recipe, evening_tasks, recipe_of
from planner.menu.wording import count, lower_first, meal_label, portion, whose_meal
from planner.reference.nutrients import tablet_name


def cooking_section(day: Plan, plan: Plan, checks: pd.DataFrame) -> None:
    """The meals in the order of the day; a tap on a dish shows its amounts, minutes and numbered steps.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    plan : Plan
        That it is cut from, for what is done for the next day, and what is eaten twice.
    checks : pandas.DataFrame
        The audit of the whole plan, for the minutes in the kitchen.
    """
    when, meals = day.days[0].date, day.days[0].meals
    eaters = _eaters()
    st.header("What to cook")
    minutes = checks.loc[(checks["date"] == when) & (checks["rule"] == "kitchen time"), "value"].sum()
    whom = cooked_for(eaters, twice=False) if eaters > 1 else "for one person"
    st.markdown(f"{count(round(minutes), 'minute')} with your hands busy. Amounts {whom}.")
    hours = day.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for skipped, slot in day.skipped if skipped == when]
    again, tasks = eaten_again(plan), evening_tasks(plan)
    for one in tasks:
        if one.date == when == plan.days[0].date > today():  # later on, its meal alone says so
            st.info(f"The evening before: {plain(lower_first(one.words))}", icon=":material/nightlight:")
    with st.grid(3, min_column_width=300):
        for meal in sorted((*meals, *gaps), key=lambda meal: meal.time):
            with st.container(gap="xsmall"):
                _meal(day, meal, eaters, again.get((when, meal.slot)))
    for one in tasks:
        if one.start.date() == when:
            st.info(f"This evening: {plain(lower_first(one.words))}", icon=":material/nightlight:")
    note(leftovers_note())


def _eaters() -> int:
    """For how many people she shops, as she said on the Week page."""
    said = st.session_state.get("handout_eaters")
    return said if isinstance(said, int) and EATERS[0] <= said <= EATERS[1] else EATERS[0]


def _meal(day: Plan, meal: Meal, eaters: int, later: tuple[date, str] | None) -> None:
    """A meal: a heading, then each dish, to be opened."""
    st.markdown(f"### {meal.time} {meal_label(meal.slot)}" + ("" if meal.dishes else "\n\nLeft out."))
    for n, dish in enumerate(meal.dishes):
        if meal.slot == HABIT:
            st.markdown("\n".join(f"- {plain(portion(serving))}" for serving in dish.servings))
        else:
            with st.expander(_title(dish, day.foods), key=f"dish_{day.days[0].date}_{meal.slot}_{n}"):
                st.markdown("\n\n".join(_dish(dish, day.foods, eaters, later)))
    for tablet in _tablets(day, meal):
        st.markdown(f"Beside the food, as prescribed: {plain(tablet)}.")


def _title(dish: Dish, foods: FoodTable) -> str:
    lines = [f"**{plain(dish_title(dish))}**"]
    if dish.leftover_of:
        lines.append(f":green-badge[from {whose_meal(*dish.leftover_of)}, {leftover_minutes()} min]")
    return "  \n".join([*lines, *map(plain, beside(dish, foods))])


def _dish(dish: Dish, foods: FoodTable, eaters: int, later: tuple[date, str] | None) -> list[str]:
    """Amounts, what comes before, the steps, how long it keeps."""
    recipe, texts = recipe_of(dish, foods, later), []
    if later:
        texts.append(f"Amounts {cooked_for(eaters, twice=True)}.")
    if not dish.leftover_of:
        amounts = amounts_of(dish, foods, eaters, twice=later is not None)
        texts.append("\n".join(f"- {plain(amount.words)}" for amount in amounts))
    if dish.leftover_of or eaters > 1:
        plate = plain(" · ".join(portion(serving) for serving in dish.servings))
        texts.append(f":small[On each plate: {plate}]")
    return [*texts, *(_steps(recipe, leftover=dish.leftover_of is not None) if recipe else ())]


def _steps(recipe: Recipe, *, leftover: bool) -> list[str]:
    texts = [f"**The evening before.** {plain(recipe.evening_before)}"] if recipe.evening_before else []
    texts += [f"**Before.** {plain(line)}" for line in recipe.before]
    texts.append(f"**{'Serve' if leftover else 'Make'} it: {recipe.minutes}.**")
    texts.append("\n".join(f"{n}. {plain(step)}" for n, step in enumerate(recipe.steps, start=1)))
    return [*texts, *([plain(recipe.keeps)] if recipe.keeps else [])]


def _tablets(day: Plan, meal: Meal) -> list[str]:
    """What a doctor prescribed with this meal."""
    return [
        f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"
        for one in day.person.supplements
        if one.meal == meal.slot
    ]
