"""While a plan is being made: how far it is, and the first day as soon as there is one."""

import streamlit as st

from planner.app.notes import note
from planner.app.wording import day_name, plain
from planner.menu import Day
from planner.optimize import Watch
from planner.wording import meal_label


def watched() -> tuple[Watch, st.delta_generator.DeltaGenerator]:
    """A watch for the planner that draws what it is told, and the place to clear when the plan is there."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, text="Choosing dishes …")
        draft = st.empty()

    def watch(share: float, first: Day) -> None:
        bar.progress(min(share, 1.0), text="Fitting the days together …")
        with draft.container(border=True):
            _draft(first)

    return watch, place


def _draft(day: Day) -> None:
    st.markdown(f"### {day_name(day.date)}")
    note("A first draft; dishes may still change.")
    lines = [
        f":small[**{meal.time}** {meal_label(meal.slot)}]  \n{plain(dish.title.split('; ')[0])}"
        for meal in day.meals
        for dish in meal.dishes
    ]
    st.markdown("\n\n".join(lines))
