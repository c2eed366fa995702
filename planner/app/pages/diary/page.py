"""The Diary page: ten seconds a morning, then what the nights show, and the way to the doctor."""

import streamlit as st

from planner.app.pages.diary.day_before import day_before_fold
from planner.app.pages.diary.night_entry import night_entry
from planner.app.pages.diary.take_along import for_the_doctor, keeping, reminders, take_file
from planner.app.session.diary_in_hand import ERASED, diary, is_kept, moment, save_diary
from planner.app.session.plan_request import today
from planner.app.session.session_plan import keep_address
from planner.app.widgets.cramp_steps import in_a_cramp
from planner.app.widgets.danger_check import alert
from planner.app.widgets.diary_view import show_change, show_diary
from planner.app.widgets.markdown import sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.menu.wording import DISCLAIMER
from planner.person.cramp_diary import FIRST_MORNING, Diary


def page() -> None:
    """Lay out the page: danger signs, the night, the day before, then what it comes to."""
    keep_address()
    st.title("Cramp diary")
    alert()
    in_a_cramp()
    try:
        here = diary()
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
        return
    take_file(here)
    if not (here.nights or is_kept() or ERASED in st.session_state):
        note("Were you here before? Open the file that you took along, at the foot of this page.")
    night = night_entry(here)
    if night:
        day_before_fold(night)
    reminders()
    if here.nights:
        show_diary(here, "diary")
        _since(here)
        show_change(here)
        for_the_doctor(here)
    keeping(here)
    note(DISCLAIMER)


def _since(here: Diary) -> None:
    """Ask when she began to eat by the plan."""
    st.header("Before and after")
    began = st.date_input(
        "I eat by the plan since",
        value=here.began,
        min_value=FIRST_MORNING,
        max_value=today(),
        key="diary_began",
        width=240,
    )
    if began != here.began:
        save_diary(here.beginning(began, moment()))
        st.rerun()
