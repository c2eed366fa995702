"""The days as cards: dishes with hour and portions, what each day brings, and how to change it."""

import math
from datetime import date

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.pages.week.meal_actions import another_week_button, day_lock_button, meal_menu, plan_again_button
from planner.app.session.plan_request import AssessedPlan, today
from planner.app.session.plan_steps import changed_by_last_step, take_step_here
from planner.app.session.session_plan import write_address
from planner.app.widgets.button_row import button_row, day_buttons
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import mineral_bar, note
from planner.app.widgets.step_messages import show_message
from planner.assessment.pairing_words import at_stake
from planner.menu.keeping import leftover_minutes
from planner.menu.places import beside, dish_title
from planner.menu.plan import Day, Dish, Meal, Plan, eaten_again
from planner.menu.wording import day_name, meal_label, percent, portion, whose_meal
from planner.reference.table_schemas import SLOTS

ALL = "all"


@st.fragment
def day_cards() -> None:
    """All days of the plan in hand, today first, or the one that was picked."""
    if st.session_state.pop("open_day", False):
        st.switch_page(page_of("day"))
    planned: AssessedPlan = st.session_state["planned"]
    days = today_first(planned.plan.days, today())
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("What to cook", width="content")
        another_week_button(planned.plan)
    take_step_here()
    show_message()
    picked = _picked(days)
    note("The bars run to twice the target of the day; the mark in the middle is the target.")
    with st.grid(4, min_column_width=285, gap="small"):
        for day in days:
            if picked in (ALL, day.date.isoformat()):
                with st.container(border=True, key=f"day_{day.date}"):
                    _card(day, planned)
    write_address()


def today_first(days: tuple[Day, ...], now: date) -> list[Day]:
    """The days in order, but those that are over come last."""
    return sorted(days, key=lambda day: (day.date < now, day.date))


def _picked(days: list[Day]) -> str:
    """Which day is shown; on a phone one at a time, to begin with."""
    if len(days) == 1:
        return ALL
    names = {ALL: "All days", **day_buttons((day.date for day in days), today())}
    first = list(names)[1] if _on_a_phone() else ALL
    return button_row("Days", names, "shown_day", first, label_visibility="collapsed", wrap=True)


def _on_a_phone() -> bool:
    """Whether the browser says that it runs on a phone."""
    return "Mobi" in st.context.headers.get("User-Agent", "")


def _card(day: Day, planned: AssessedPlan) -> None:
    plan, checks = planned.plan, planned.checks[planned.checks["date"] == day.date]
    st.markdown(f"### {day_name(day.date)}" + (" :green-badge[Today]" if day.date == today() else ""))
    _minerals(planned.report[planned.report["date"] == day.date], checks)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall"):
        minutes = checks.loc[checks["rule"] == "kitchen time", "value"].sum()
        st.button(
            f"Cook it, {minutes:.0f} min",
            key=f"cook_{day.date}",
            icon=":material/skillet:",
            type="tertiary",
            help="Minutes with your hands busy. How to make each dish, and the day hour by hour.",
            on_click=_open_day,
            args=(day.date,),
        )
        day_lock_button(plan, day.date)
    show_message((day.date, None))
    flags = planned.flags[planned.flags["date"] == day.date]
    hours = plan.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for when, slot in plan.skipped if when == day.date]
    for meal in sorted((*day.meals, *gaps), key=lambda meal: meal.time):
        _meal(plan, day, meal, flags[(flags["slot"] == meal.slot) & (flags["time"] == meal.time)])


def _open_day(when: date) -> None:
    st.session_state["day_shown"] = when.isoformat()
    st.session_state["open_day"] = True


def _minerals(report: pd.DataFrame, checks: pd.DataFrame) -> None:
    """A cell for each of the three: its share of the target, or of the limit where a doctor watches it."""
    known = report.set_index("nutrient")
    with st.grid(3, min_column_width=60, gap="xsmall"):
        for row in checks[checks["rule"] == "cramp minerals"].to_dict("records"):
            amount = known.loc[row["subject"]]
            capped = math.isnan(row["lower"])
            whole = row["upper"] if capped else row["lower"]
            least = "≥ " if amount["unknown_foods"] else ""
            share = f"{least}{percent(row['value'] / whole)}"
            tail = " of limit" if capped else ""
            sign = "" if row["holds"] else ":material/error: " if row["judged"] else ":material/help: "
            name = f"{amount['label']}: {amount['text']}, {share} of {'its limit' if capped else 'the target'}"
            name += "" if row["judged"] else "; can't be judged"
            drawn = mineral_bar(row["value"] / whole, row["subject"], name)
            st.markdown(f":small[{amount['label']}{tail}]  \n{sign}**{share}**  \n{drawn}")


def _meal(plan: Plan, day: Day, meal: Meal, flags: pd.DataFrame) -> None:
    planned = meal.slot in SLOTS
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            locked = " :material/lock:" if planned and meal.locked else ""
            new = " :green-badge[new]" if (day.date, meal.slot) in changed_by_last_step() else ""
            st.markdown(f":small[**{meal.time}** {meal_label(meal.slot)}{locked}]{new}", width="content")
            if not meal.dishes:
                plan_again_button(plan, day.date, meal.slot)
            elif planned:
                meal_menu(plan, day.date, meal)
        take_step_here((day.date, meal.slot))
        show_message((day.date, meal.slot))
        if not meal.dishes:
            note("Left out.")
            return
        lines = []
        for dish in meal.dishes:
            again = _cooked_once(plan, day, meal, dish)
            lines.append(f"**{plain(dish_title(dish))}**" + (f" :small[{again}]" if again else ""))
            if sides := beside(dish, plan.foods):
                lines.append(plain(" · ".join(sides)))
            lines.append(f":small[{plain(' · '.join(portion(s) for s in dish.servings))}]")
        lines += [_pairing_badge(row) for row in flags.to_dict("records")]
        st.markdown("  \n".join(lines))


def _cooked_once(plan: Plan, day: Day, meal: Meal, dish: Dish) -> str:
    """Where a leftover is from, or that a dish is cooked for two meals; empty for all others."""
    if dish.leftover_of:
        return f"from {whose_meal(*dish.leftover_of)}, {leftover_minutes()} min"
    return "cooked for two meals" if (day.date, meal.slot) in eaten_again(plan) else ""


def _pairing_badge(row: dict) -> str:
    return f":orange-badge[:material/warning: {plain(row['hinderer'])}: {at_stake(row)} {row['affects']}]"
