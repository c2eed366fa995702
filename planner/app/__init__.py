"""The pages of the dashboard: the only place that imports streamlit."""

import streamlit as st

from planner.app import coverage, day, meal, week, why
from planner.app.foods import page as foods


def week_page() -> st.Page:
    """The start page: a week of meals, to cook from and to steer."""
    return st.Page(
        week.page,
        title="Week",
        icon=":material/calendar_month:",
        default=True,
        help="A week of meals rich in calcium, magnesium and potassium.",
    )


def day_page() -> st.Page:
    """One day, hour by hour."""
    return st.Page(
        day.page,
        title="Day",
        icon=":material/schedule:",
        url_path="day",
        help="One day hour by hour: what to cook, and when tea and coffee do no harm.",
    )


def coverage_page() -> st.Page:
    """The nutrients of the plan against their targets."""
    return st.Page(
        coverage.page,
        title="Nutrients",
        icon=":material/bar_chart:",
        url_path="nutrients",
        help="How far the menus cover each nutrient, day by day and food by food.",
    )


def meal_page() -> st.Page:
    """A meal of her own, looked at."""
    return st.Page(
        meal.page,
        title="Check a meal",
        icon=":material/lunch_dining:",
        url_path="meal",
        help="Put together what you eat anyway and see what hinders calcium.",
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


def pages() -> list[st.Page]:
    """All pages, in the order of the menu."""
    return [week_page(), day_page(), coverage_page(), meal_page(), foods_page(), why_page()]
