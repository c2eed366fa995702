"""The charts of the plan, each with its figures as a table beneath."""

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from planner import charts
from planner.adequacy import MEAN
from planner.app.notes import note
from planner.app.wording import day_name
from planner.charts.figures import coverage_table, sources_table, week_table
from planner.menu import Plan

INK = {"light": "#2C2823", "dark": "#EEE7DC"}  # the text colours of the theme: axes are paler by default
AVERAGE = "Mean of the days"


@st.fragment
def chart_section(plan: Plan, report: pd.DataFrame) -> None:
    """Coverage and sources for a day or the mean, then the heat map."""
    names: dict[str, date | str] = {AVERAGE: MEAN, **{day_name(day.date): day.date for day in plan.days}}
    picked = st.selectbox("Show the charts for", list(names), key="charted_day", width=300)
    when = names.get(picked, MEAN)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        chart = charts.coverage(report, when)
        _draw(chart, "coverage_chart")
        note(
            "Coverage is that of food alone. Limits that count supplements only are not drawn. Water is left out, as "
            "most of it is drunk beside the dishes. Sodium is without salt added at the table; nobody need add any to "
            "reach the figure."
        )
        _figures(coverage_table(report, when), "Coverage of every nutrient")
    with right:
        chart = charts.sources(plan, when)
        _draw(chart, "sources_chart")
        _figures(sources_table(plan, when), "Minerals by meal")
    dates = [day.date for day in plan.days]
    for first in range(0, len(dates), 7):  # one map a week, so that the figures stay readable
        week = report[report["date"].isin(dates[first : first + 7])]
        _draw(charts.heat_map(week), f"heat_map_{first}")
    _figures(week_table(report), "Coverage by day")


def _draw(chart: alt.LayerChart, key: str) -> None:
    ink = INK[st.context.theme.type or "light"]
    chart = (
        chart.configure_axis(labelColor=ink, titleColor=ink)
        .configure_legend(labelColor=ink)
        .configure_title(color=ink, subtitleColor=ink)
        .configure_text(color=ink)
    )
    st.altair_chart(chart, key=key)  # its description is its name for screen readers


def _figures(frame: pd.DataFrame, name: str) -> None:
    with st.expander("The figures as a table", icon=":material/table_rows:"):
        st.dataframe(frame, hide_index=True, alt=name)
