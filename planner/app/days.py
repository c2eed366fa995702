"""The days as cards: dishes with hour and portions, and what each day brings."""

from datetime import date

import pandas as pd
import streamlit as st

from planner.app.wording import day_name, percent, plain, portion
from planner.dishes import Template, load_dishes
from planner.exports.tables import meal_label
from planner.menu import Day, Dish, Meal, Plan
from planner.nutrients import CRAMP_MINERALS

ALL = "All days"


@st.fragment
def day_cards(plan: Plan, report: pd.DataFrame) -> None:
    """All days beside and below one another, or the one that was picked."""
    st.header("What to cook")
    names = {f"{day.date:%a} {day.date.day}": day for day in plan.days}
    picked = ALL
    if len(names) > 1:
        picked = st.radio("Show", [ALL, *names], horizontal=True, key="shown_day", label_visibility="collapsed")
    templates = {template.dish: template for template in load_dishes()}
    shown = [names[picked]] if picked in names else list(plan.days)
    with st.grid(4, min_column_width=285, gap="small"):
        for day in shown:
            with st.container(border=True, key=f"day_{day.date}"):
                _card(day, report, templates)


def _card(day: Day, report: pd.DataFrame, templates: dict[str, Template]) -> None:
    st.markdown(f"### {day_name(day.date)}")
    _coverage(day.date, report)
    for meal in day.meals:
        for dish in meal.dishes:
            _dish(day, meal, dish, templates.get(dish.dish))


def _coverage(day: date, report: pd.DataFrame) -> None:
    rows = report[report["date"] == day].set_index("nutrient")
    with st.container(gap="xxsmall"):
        for key in CRAMP_MINERALS:
            row = rows.loc[key]
            if pd.isna(row["target"]):
                continue
            short = row["status"] == "short"
            sign = ":material/error:" if short else ":material/check:"
            least = "at least " if row["unknown_foods"] else ""
            words = f"{sign} {row['label']} {least}{row['known']:,.0f} {row['unit']} · **{percent(row['coverage'])}**"
            st.progress(min(1.0, float(row["coverage"])), text=words + (" short" if short else ""))


def _dish(day: Day, meal: Meal, dish: Dish, template: Template | None) -> None:
    title, *sides = dish.title.split("; ")
    portions = " · ".join(portion(s) for s in dish.servings)
    text = f":small[**{meal.time}** {meal_label(meal.slot)}]  \n**{plain(title)}**"
    text += "".join(f"  \n{plain(side[:1].upper() + side[1:])}" for side in sides)
    with st.container(gap="xxsmall"):
        st.markdown(text)
        st.markdown(f":small[{plain(portions)}]")
        if template:
            key = f"how_{day.date}_{meal.slot}_{dish.dish}"
            with st.popover(
                f"How to make it, {template.minutes} min", type="tertiary", icon=":material/skillet:", key=key
            ):
                st.markdown(f"**{plain(title)}**\n\n{plain(template.method)}")
                st.markdown("\n".join(f"- {plain(portion(s))}" for s in dish.servings))
