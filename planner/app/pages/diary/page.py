"""The Diary page: ten seconds a morning, then what the nights show, and the way to the doctor."""

import streamlit as st

from planner.app.pages.diary.day_before import day_before_fold
from planner.app.pages.diary.diary_to_go import erasing, for_the_doctor, keeping, open_file, reminders, take_file
from planner.app.pages.diary.night_entry import night_entry
from planner.app.session.diary_in_hand import FAULT, TOLD, diary, is_kept, say_when_begun, tried
from planner.app.session.plan_request import today
from planner.app.session.session_plan import keep_address
from planner.app.widgets.danger_check import alert, open_check, ticked_signs
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
    first = st.container()
    _told()
    try:
        here = diary()
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
        return
    take_file(here)
    first_here = not (here.nights or is_kept())
    if first_here:  # whoever was here before begins with her file
        open_file()
    night, told = night_entry(here)
    with first:
        _alert_first(told)
    if night:
        day_before_fold(night)
    reminders()
    if here.nights:
        show_diary(here, "diary")
        _since(here)
        show_change(here)
        for_the_doctor(here)
    keeping(here)
    if not first_here:
        open_file()
    erasing(here)
    note(DISCLAIMER)


def _since(here: Diary) -> None:
    """Ask when she began to eat by the plan."""
    st.header("Before and after")
    key = "diary_began"
    if st.session_state.get(key) != here.began:  # said on another device, or in a file
        st.session_state[key] = here.began
    st.date_input(
        "I eat by the plan since",
        value=None,
        min_value=FIRST_MORNING,
        max_value=max(today(), here.began or today()),  # where she said it the day may begin earlier
        key=key,
        on_change=_begin,
        args=(key,),
        width=240,
    )


def _begin(key: str) -> None:
    tried(say_when_begun, st.session_state[key])


def _told() -> None:
    """What came of the last step, or why nothing did."""
    if fault := st.session_state.pop(FAULT, None):
        st.error(fault, icon=":material/error:")
    for line in st.session_state.pop(TOLD, ()):
        st.info(line, icon=":material/info:")


def _alert_first(told: frozenset[str]) -> None:
    """The danger signs that were ticked, here or on another page, unless the night says where they send her."""
    if ticked_signs() - told:
        alert()
        st.button("All danger signs, to tick or clear", icon=":material/health_and_safety:", on_click=open_check)
