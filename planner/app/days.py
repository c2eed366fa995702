"""The days as cards: dishes with hour and portions, and what each day brings."""

import math

import pandas as pd
import streamlit as st

from planner.app.notes import note
from planner.app.planned import Planned
from planner.app.steering import another_week, day_lock, left_out, meal_menu
from planner.app.wording import day_name, percent, plain, portion
from planner.dishes import Template, load_dishes
from planner.menu import Day, Dish, Meal, Plan
from planner.nutrients import nutrients
from planner.tables import SLOTS
from planner.wording import meal_label

ALL = "All days"


@st.fragment
def day_cards(planned: Planned) -> None:
    """All days beside and below one another, or the one that was picked."""
    plan = planned.plan
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("What to cook", width="content")
        another_week(plan)
    names = {f"{day.date:%a} {day.date.day}": day for day in plan.days}
    picked = ALL
    if len(names) > 1:
        picked = st.radio("Show", [ALL, *names], horizontal=True, key="shown_day", label_visibility="collapsed")
    templates = {template.dish: template for template in load_dishes()}
    shown = [names[picked]] if picked in names else list(plan.days)
    with st.grid(4, min_column_width=285, gap="small"):
        for day in shown:
            with st.container(border=True, key=f"day_{day.date}"):
                _card(day, planned, templates)


def _card(day: Day, planned: Planned, templates: dict[str, Template]) -> None:
    plan, checks = planned.plan, planned.checks[planned.checks["date"] == day.date]
    st.markdown(f"### {day_name(day.date)}")
    _coverage(planned.report[planned.report["date"] == day.date], checks)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        minutes = checks.loc[checks["rule"] == "kitchen time", "value"].sum()
        st.markdown(f":small[{minutes:.0f} min in the kitchen]", width="content")
        day_lock(plan, day.date)
    hours = plan.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for when, slot in plan.skipped if when == day.date]
    for meal in sorted((*day.meals, *gaps), key=lambda meal: meal.time):
        _meal(plan, day, meal, templates)


def _coverage(report: pd.DataFrame, checks: pd.DataFrame) -> None:
    known = report.set_index("nutrient")
    with st.container(gap="xxsmall"):
        for row in checks[checks["rule"] == "cramp minerals"].to_dict("records"):
            amount = known.loc[row["subject"]]
            least = "at least " if amount["unknown_foods"] else ""
            words = f"{amount['label']} {least}{amount['known']:,.0f} {amount['unit']}"
            sign = ":material/check:" if row["holds"] else ":material/error:"
            if math.isnan(row["lower"]):
                limit = nutrients()[row["subject"]].text(row["upper"])
                tail, whole = f"{'limit' if row['holds'] else 'over the limit of'} **{limit}**", row["upper"]
            else:
                tail, whole = f"**{percent(row['value'] / row['lower'])}**", row["lower"]
                tail += "" if row["holds"] else " short"
            st.progress(min(1.0, row["value"] / whole), text=f"{sign} {words} · {tail}")


def _meal(plan: Plan, day: Day, meal: Meal, templates: dict[str, Template]) -> None:
    planned = meal.slot in SLOTS
    sign = " :material/lock:" if planned and meal.locked else ""
    head = f":small[**{meal.time}** {meal_label(meal.slot)}{sign}]"
    with st.container(gap="xxsmall"):
        if not meal.dishes:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"{head}  \nLeft out", width="content")
                left_out(plan, day.date, meal.slot)
            return
        for dish in meal.dishes:
            title, *sides = dish.title.split("; ")
            lines = [head, f"**{plain(title)}**", *(plain(side[:1].upper() + side[1:]) for side in sides)]
            st.markdown("  \n".join(lines))
            note(plain(" · ".join(portion(s) for s in dish.servings)))
            head = ""
        if planned:
            with st.container(horizontal=True, horizontal_alignment="distribute"):
                for dish in meal.dishes:
                    if dish.dish in templates:
                        _how_to_make(f"how_{day.date}_{meal.slot}_{dish.dish}", dish, templates[dish.dish])
                meal_menu(plan, day.date, meal)


def _how_to_make(key: str, dish: Dish, template: Template) -> None:
    with st.popover(f"How to make it, {template.minutes} min", type="tertiary", key=key):
        st.markdown(f"**{plain(dish.title.split('; ')[0])}**\n\n{plain(template.method)}")
        st.markdown("\n".join(f"- {plain(portion(s))}" for s in dish.servings))
