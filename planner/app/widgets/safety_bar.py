"""At the foot of every page, always in reach: what to do in a cramp, and the check of danger signs."""

import streamlit as st

from planner.app.widgets.cramp_steps import in_a_cramp
from planner.app.widgets.danger_check import danger_button


def safety_bar() -> None:
    """Lay out the bar."""
    with st.bottom, st.container(horizontal=True, horizontal_alignment="center", gap="medium", key="safety_bar"):
        in_a_cramp()
        danger_button()
