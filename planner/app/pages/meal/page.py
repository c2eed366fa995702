"""The page on a meal of her own: what she eats anyway, what hinders calcium in it, and what would mend that."""

import streamlit as st

from planner.app.pages.meal.meal_coverage import absorbed_section, coverage_section
from planner.app.pages.meal.meal_editor import (
    copy_from_plan,
    example_button,
    food_picker,
    known_entries,
    own_entries,
    plate_section,
)
from planner.app.pages.meal.meal_flags import own_day_findings, pairing_flags, safety_first
from planner.app.session.plan_request import today
from planner.app.session.session_plan import current_plan
from planner.app.widgets.small_print import note
from planner.assessment.adequacy import assess
from planner.menu.plan import Plan
from planner.menu.wording import DISCLAIMER


def page() -> None:
    """Lay out the page."""
    st.title("Check a meal")
    planned = current_plan()
    if planned is not None:
        _own_day(planned.plan)


@st.fragment
def _own_day(plan: Plan) -> None:
    """All that depends on what is on her plate; it alone is drawn again when that changes."""
    entries = known_entries(plan)
    found = own_day_findings(plan, entries, today())
    day = found.day
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.header("What you eat")
        food_picker(plan)
        if not entries:
            example_button(plan)
        plate_section(plan, day)
        with st.expander(
            "Take over a meal of the plan", icon=":material/calendar_month:", expanded=not own_entries().entries
        ):
            copy_from_plan(plan)
    with right:
        if not entries:
            st.header("What hinders calcium")
            st.info("Nothing is on the plate yet.", icon=":material/lunch_dining:")
            return
        safety_first(plan, list(dict.fromkeys(one.food for one in entries)))
        pairing_flags(found)
        coverage_section(day, found.once("report", work=lambda: assess(day)))
        absorbed_section(day)
        note(DISCLAIMER)
