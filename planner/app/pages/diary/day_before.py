"""What the day before was like: what was eaten of the plan, tea and coffee, tablets, stretching, hours on her feet."""

from typing import Any

import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.session.diary_in_hand import meals_of_day, moment, tried, write_down
from planner.app.widgets.small_print import note
from planner.menu.wording import day_name, meal_label
from planner.person.cramp_diary import SHARES, EatenMeal, Night
from planner.reference.outside_text import LONGEST_LINE

YES_NO = {True: "Yes", False: "No"}


def day_before_fold(night: Night) -> None:
    """The fold behind a night that is written down; nothing in it has to be said.

    Parameters
    ----------
    night : Night
    """
    box = st.expander(
        f"The day before: food, tea, tablets, stretching :small[({day_name(night.day_before)}, if you like)]",
        icon=":material/restaurant:",
        key="diary_day",
        on_change="rerun",
    )
    if not box.open:
        return
    meals = night.eaten or meals_of_day(night.day_before)  # what she said stands, whichever plan is in hand by now
    with box, st.form(f"day_before_{_entry(night)}", border=False):
        eaten = _eaten(night, meals)
        said = _other(night)
        if st.form_submit_button("Write it down", icon=":material/check:", key="diary_day_write"):
            changed = Night(**{**night.model_dump(), **said, "eaten": eaten, "entered": moment()})
            tried(write_down, changed, night)
            st.rerun()


def _entry(night: Night) -> str:
    """Names the fields of one entry: of another, or one that was written on another device, they begin anew."""
    return f"{night.morning}_{night.entered:%H%M%S}"


def _eaten(night: Night, meals: tuple[EatenMeal, ...]) -> list[dict[str, Any]]:
    """How much of the plan was eaten: of the whole day, or meal by meal where she says so."""
    if not meals:
        note("No plan of that day is at hand. Open or keep it on the Week page, and what you ate of it counts here.")
        st.page_link(page_of("week"), label="To the Week page", icon=":material/calendar_month:")
        return []
    before = {meal.slot: meal.share for meal in night.eaten}
    shares = set(before.values())
    whole = st.segmented_control(
        "Eaten of the plan that day",
        list(SHARES),
        default=shares.pop() if len(shares) == 1 else None,
        format_func=SHARES.__getitem__,
        key=f"diary_eaten_{_entry(night)}",
    )
    single = {}
    with st.popover("Meal by meal", icon=":material/list:"):
        note("What you leave open is as you said of the whole day.")
        for meal in meals:
            single[meal.slot] = st.segmented_control(
                meal_label(meal.slot),
                list(SHARES),
                default=before.get(meal.slot) if len(set(before.values())) > 1 else None,
                format_func=SHARES.__getitem__,
                key=f"diary_eaten_{meal.slot}_{_entry(night)}",
            )
    if whole is None and not any(single.values()):
        return []
    return [{**meal.model_dump(), "share": single[meal.slot] or whole} for meal in meals]


def _other(night: Night) -> dict[str, Any]:
    entry = _entry(night)
    with st.grid(2, min_column_width=240):
        cups = st.number_input(
            "Cups of tea and coffee", min_value=0, max_value=30, value=night.cups, key=f"diary_cups_{entry}"
        )
        feet = st.number_input(
            "Hours on your feet",
            min_value=0.0,
            max_value=24.0,
            step=1.0,
            value=night.hours_on_feet,
            format="%g",
            key=f"diary_feet_{entry}",
        )
        stretched = st.segmented_control(
            "Calves stretched before bed",
            list(YES_NO),
            default=night.stretched,
            format_func=YES_NO.__getitem__,
            key=f"diary_stretched_{entry}",
        )
        words = "Tablets taken, in your own words"
        tablets = st.text_input(words, night.tablets, max_chars=LONGEST_LINE, key=f"diary_tablets_{entry}")
    return {"cups": cups, "hours_on_feet": feet, "stretched": stretched, "tablets": tablets or ""}
