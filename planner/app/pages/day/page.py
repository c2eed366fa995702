"""The Day page: one day hour by hour, for the kitchen."""

from datetime import date
from functools import lru_cache

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.pages.day.cooking import cooking_section
from planner.app.pages.day.day_charts import KEPT, clock_section, flags_of, foods_section
from planner.app.session.plan_request import today
from planner.app.session.session_plan import current_plan
from planner.app.widgets.button_row import button_row, day_buttons
from planner.app.widgets.markdown import plain
from planner.app.widgets.pairing_flag import show_pairing
from planner.app.widgets.small_print import note
from planner.assessment.pairing_words import nothing_flagged, why_not_flagged
from planner.assessment.pairings import unflagged_hinderers, unjudged_pairings
from planner.charts.timeline_rows import one_day
from planner.menu.plan import Plan
from planner.menu.wording import day_name


def page() -> None:
    """Lay out the page: the day, what to cook, its clock, what to pull apart, which foods bring what."""
    st.title("A day, hour by hour")
    planned = current_plan()
    if planned is None:
        return
    day = _day(planned.plan, _picked(planned.plan))
    cooking_section(day, planned.plan, planned.checks)
    st.page_link(page_of("week"), label="Change a meal", icon=":material/arrow_back:")
    clock_section(day)
    _pairings(day, flags_of(day))
    foods_section(day)


@lru_cache(KEPT)
def _day(plan: Plan, when: date) -> Plan:
    return one_day(plan, when)


def _picked(plan: Plan) -> date:
    """The day that is shown: today, if the plan has it, until another is picked."""
    state, now = st.session_state, today()
    days = {day.date.isoformat(): day.date for day in plan.days}
    if state.get("day_shown") not in days:  # of another plan, or of none yet
        state["day_shown"] = now.isoformat() if now in days.values() else next(iter(days))
    picked = button_row("Day", day_buttons(days.values(), now), "day_shown", label_visibility="collapsed", wrap=True)
    when = days[picked]
    st.header(day_name(when))
    return when


def _pairings(day: Plan, flags: pd.DataFrame) -> None:
    """The flagged pairings of the day and what to do instead."""
    st.header("What to pull apart")
    others = plain(why_not_flagged(unflagged_hinderers(day)))
    if flags.empty:
        if unjudged := len(unjudged_pairings(day)):
            st.info(f"{nothing_flagged(day.preferences.pairings, unjudged)} {others}", icon=":material/help:")
        else:
            st.success(f"Nothing. {others}", icon=":material/check_circle:")
        return
    with st.grid(2, min_column_width=300):
        for row in flags.to_dict("records"):
            with st.container(border=True):
                show_pairing(row, row["time"])
    if others:
        note(others)
