"""The Nutrients page: intake against targets, where it comes from, what hinders it, and every rule checked again."""

from datetime import date
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from planner import charts
from planner.app.pages.nutrients.pairing_section import pairing_section
from planner.app.session.plan_request import AssessedPlan
from planner.app.session.session_plan import current_plan
from planner.app.widgets.button_row import button_row
from planner.app.widgets.chart_widget import Selection, choice_box, named_table, selectable_chart, spec, table_fold
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.assessment.adequacy import MEAN
from planner.assessment.verdict import verdict_of
from planner.charts.chart_tables import coverage_table, nutrient_days, sources_table, week_table
from planner.charts.descriptions import (
    Description,
    chart_rows,
    describe_coverage,
    describe_sources,
    describe_week,
    when_words,
)
from planner.charts.serving_tables import day_servings, meal_servings, nutrient_foods
from planner.menu.plan import servings_frame
from planner.menu.wording import count, label, lower_first

KEPT = 64  # charts and sentences that the server remembers: plans are frozen and each is its own key
WEEK = 7  # days in a heat map, so that the figures stay readable


def page() -> None:
    """Lay out the page."""
    st.title("How the nutrients add up")
    planned = current_plan()
    if planned is None:
        return
    plan = planned.plan
    said = verdict_of(plan, planned.checks)
    if not said.holds:
        st.markdown(f":material/error: {plain(said.first)}")
    days = {MEAN: "Mean of the days", **{str(day.date): f"{day.date:%a} {day.date.day}" for day in plan.days}}
    picked = button_row("Show the charts for", days, "nutrients_day")
    when = MEAN if picked == MEAN else date.fromisoformat(picked)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _coverage(planned, when)
    with right:
        _meals(planned, when)
    _days(planned)
    pairing_section(plan)
    _checklist(planned.checks)


@st.fragment
def _coverage(planned: AssessedPlan, when: date | str) -> None:
    """Each nutrient as a share of its target; the one that was chosen day by day and food by food."""
    report, key = planned.report, "coverage_chart"
    st.header("Reached or not", help=explained("coverage", "RDA", "AI", "PRI", "UL"))
    selectable_chart(partial(_coverage_chart, planned, when), key, {"Nutrient": "nutrient_shown"})
    _show_description(_coverage_in_words(planned, when))
    keys = _nutrients(report)
    name = choice_box("Nutrient", list(keys), "nutrient_shown", (key,), "Choose one, or tap its bar")
    if name:
        foods = nutrient_foods(servings_frame(planned.plan), keys[name], when)
        st.markdown(f"**{plain(name)}, day by day.**")
        named_table(nutrient_days(report, keys[name]), f"{name} day by day", wide="Intake")
        st.markdown(f"**Foods that bring {plain(label(keys[name]))}, {lower_first(when_words(when))}**")
        named_table(foods, f"Foods that bring {name}")
    table_fold(lambda: coverage_table(report, when), "Coverage of every nutrient", "coverage_figures")
    note("Food alone; no salt from the table, no water.")


@st.fragment
def _meals(planned: AssessedPlan, when: date | str) -> None:
    """Where the three minerals come from; the servings of the meal that was chosen."""
    plan, key = planned.plan, "sources_chart"
    meals = _by_meal(planned, when)
    st.header("Where the minerals come from")
    selectable_chart(partial(_sources_chart, planned, when), key, {"Meal": "meal_shown"})
    _show_description(describe_sources(meals))
    name = choice_box("Meal", list(meals["Meal"].unique()), "meal_shown", (key,), "Choose one, or tap its bars")
    if name:
        st.markdown(f"**{plain(name)}, {'on all days' if when == MEAN else when_words(when)}.**")
        named_table(meal_servings(servings_frame(plan), name, when), f"Servings of {name}")
    table_fold(lambda: sources_table(plan, when), "Minerals by meal", "sources_figures")


@st.fragment
def _days(planned: AssessedPlan) -> None:
    """Every nutrient on every day; the servings behind the cell that was chosen."""
    report, dates = planned.report, [day.date for day in planned.plan.days]
    weeks = [tuple(dates[first : first + WEEK]) for first in range(0, len(dates), WEEK)]
    maps = tuple(f"heat_map_{n}" for n in range(len(weeks)))
    st.header("Day by day")
    for key, week in zip(maps, weeks, strict=True):
        selectable_chart(
            partial(_heat_map, planned, week),
            key,
            {"Nutrient": "cell_nutrient", "day": "cell_day"},
            beside=tuple(other for other in maps if other != key),
        )
    _show_description(_week_in_words(planned))
    keys, days = _nutrients(report), {f"{day:%a %d}": day for day in dates}
    with st.container(horizontal=True):
        name = choice_box("Nutrient of a day", list(keys), "cell_nutrient", maps, "Choose one, or tap a cell")
        day = choice_box("Day", list(days), "cell_day", maps, "Choose one, or tap a cell")
    if name and day:
        st.markdown(f"**{plain(name)} on {when_words(days[day])}, serving by serving.**")
        named_table(day_servings(servings_frame(planned.plan), keys[name], days[day]), f"{name} of each serving")
    elif name or day:
        note(f"Now choose {'a day' if name else 'a nutrient'} as well.")
    table_fold(lambda: week_table(report), "Coverage by day", "week_figures")


@lru_cache(KEPT)
def _coverage_chart(planned: AssessedPlan, when: date | str, first: Selection) -> dict[str, Any]:
    return spec(charts.coverage(planned.report, when, dict(first)))


@lru_cache(KEPT)
def _coverage_in_words(planned: AssessedPlan, when: date | str) -> Description:
    return describe_coverage(planned.report, when)


@lru_cache(KEPT)
def _by_meal(planned: AssessedPlan, when: date | str) -> pd.DataFrame:
    return charts.by_meal(planned.plan, when)


@lru_cache(KEPT)
def _sources_chart(planned: AssessedPlan, when: date | str, first: Selection) -> dict[str, Any]:
    return spec(charts.sources(planned.plan, when, dict(first)))


@lru_cache(KEPT)
def _heat_map(planned: AssessedPlan, week: tuple[date, ...], first: Selection) -> dict[str, Any]:
    return spec(charts.heat_map(planned.report[planned.report["date"].isin(week)], dict(first)))


@lru_cache(KEPT)
def _week_in_words(planned: AssessedPlan) -> Description:
    return describe_week(planned.report)


def _show_description(said: Description) -> None:
    """What a chart shows, said once; its figures stand in the table below."""
    st.markdown(f"**{plain(said.takeaway)}**")


def _nutrients(report: pd.DataFrame) -> dict[str, str]:
    """The nutrients of the charts by the name that stands there."""
    rows = chart_rows(report[report["date"] == MEAN])
    return dict(zip(rows["label"], rows["nutrient"], strict=True))


def _checklist(checks: pd.DataFrame) -> None:
    """The audit, rule by rule; drawn when it is opened."""
    held = int(checks["holds"].sum())
    opened = st.expander(
        f"All rules: {held} of {len(checks)} checks hold",
        icon=":material/checklist:",
        key="checklist",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _checks(checks)


def _checks(checks: pd.DataFrame) -> None:
    st.markdown("Each rule is checked from the plates alone, without the planner.")
    lines = []
    for rule, part in checks.groupby("rule", sort=False):
        kind = "must hold" if (part["kind"] == "hard").any() else "a wish"
        bad = part[~part["holds"].astype(bool)]
        sign = ":material/check:" if bad.empty else ":material/error:"
        said = f"{count(len(part), 'check')} hold" if bad.empty else f"{len(bad)} of {len(part)} missed"
        lines.append(f"{sign} **{str(rule).capitalize()}** ({kind}): {said}")
    st.markdown("  \n".join(lines))
    shown = pd.DataFrame(
        {
            "Rule": checks["rule"],
            "Kind": checks["kind"].map({"hard": "must hold", "soft": "a wish"}),
            "Day": ["" if pd.isna(day) else f"{day:%a} {day.day} {day:%b}" for day in checks["date"]],
            "Meal": checks["slot"].str.replace("_", " "),
            "Holds": checks["holds"].map({True: "yes", False: "no"}).where(checks["judged"], "can't be judged"),
            "Figures": checks["detail"],
        }
    )
    named_table(shown, "Every check with its figures")
