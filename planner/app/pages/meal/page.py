"""The page on a meal of her own: what she eats anyway, what hinders calcium in it, and what would mend that."""

import streamlit as st

from planner.app.pages.meal.meal_coverage import absorbed_so_far, coverage_so_far
from planner.app.pages.meal.meal_editor import choose, example, known_entries, own, plate, take_over
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
    st.markdown(
        "Put together what you eat anyway. You see what hinders calcium and iron in it, and what would mend that."
    )
    planned = current_plan()
    if planned is not None:
        _looked_at(planned.plan)


@st.fragment
def _looked_at(plan: Plan) -> None:
    """All that depends on what is on her plate; it alone is drawn again when that changes."""
    entries = known_entries(plan)
    found = own_day_findings(plan, entries, today())
    day = found.day
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.header("What you eat")
        choose(plan)
        if not entries:
            example(plan)
        plate(plan, day)
        with st.expander("Take over a meal of the plan", icon=":material/calendar_month:", expanded=not own().entries):
            take_over(plan)
    with right:
        if not entries:
            st.header("What hinders calcium")
            st.info(
                "Nothing is on the plate yet. Choose a food on this page, try the example, or take over a meal of "
                "your plan.",
                icon=":material/lunch_dining:",
            )
            return
        safety_first(plan, list(dict.fromkeys(one.food for one in entries)))
        pairing_flags(found)
        coverage_so_far(day, found.once("report", work=lambda: assess(day)))
        absorbed_so_far(day)
        note(DISCLAIMER)
