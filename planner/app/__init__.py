"""The pages of the dashboard: the only place that imports streamlit."""

import streamlit as st

from planner.app import week, why
from planner.app.foods import page as foods


def week_page() -> st.Page:
    """The start page: a week of meals, charted and checked."""
    return st.Page(
        week.page,
        title="Week",
        icon=":material/calendar_month:",
        default=True,
        help="A week of meals with its coverage of calcium, magnesium and potassium.",
    )


def foods_page() -> st.Page:
    """The food table: look up, edit, exchange."""
    return st.Page(
        foods.page,
        title="Food table",
        icon=":material/table:",
        url_path="foods",
        help="Look up and edit the foods that the week is planned from.",
    )


def why_page() -> st.Page:
    """When to see a doctor, the evidence, the sources."""
    return st.Page(
        why.page,
        title="Why and safety",
        icon=":material/health_and_safety:",
        url_path="why",
        help="When to see a doctor first, what studies found, and where every figure is from.",
    )
