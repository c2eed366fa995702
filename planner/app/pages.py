"""The pages of the dashboard, in the order of the menu."""

import streamlit as st

from planner.app import coverage, day, meal, week, why
from planner.app.foods import page as foods


def pages() -> list[st.Page]:
    """All pages; the first one is where the dashboard opens."""
    return [
        st.Page(
            week.page,
            title="Week",
            icon=":material/calendar_month:",
            default=True,
            help="A week of meals rich in calcium, magnesium and potassium.",
        ),
        st.Page(
            day.page,
            title="Day",
            icon=":material/schedule:",
            url_path="day",
            help="One day hour by hour: what to cook, and when tea and coffee do no harm.",
        ),
        st.Page(
            coverage.page,
            title="Nutrients",
            icon=":material/bar_chart:",
            url_path="nutrients",
            help="How far the menus cover each nutrient, day by day and food by food.",
        ),
        st.Page(
            meal.page,
            title="Check a meal",
            icon=":material/lunch_dining:",
            url_path="meal",
            help="Put together what you eat anyway and see what hinders calcium.",
        ),
        st.Page(
            foods.page,
            title="Food table",
            icon=":material/table:",
            url_path="foods",
            help="Look up and edit the foods that the week is planned from.",
        ),
        st.Page(
            why.page,
            title="Why and safety",
            icon=":material/health_and_safety:",
            url_path="why",
            help="When to see a doctor first, what studies found, and where every figure is from.",
        ),
    ]
