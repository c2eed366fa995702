"""The plan in hand, for every page that shows it."""

import streamlit as st

from planner.app.form import first_request
from planner.app.planned import Planned
from planner.app.steering import plan_in_hand
from planner.app.wording import sentence
from planner.errors import PlannerError


def in_hand() -> Planned | None:
    """The plan of this session, planned now if there is none yet; None, and said why, if none can be made."""
    try:
        plan_in_hand(None, first_request())
    except PlannerError as error:
        st.warning(sentence(error), icon=":material/edit:")
    return st.session_state.get("planned")
