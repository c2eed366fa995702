"""The charts of a day, and the tables behind them."""

from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from planner.app.widgets.chart_widget import Selection, choice_box, named_table, selectable_chart, spec, table_fold
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.assessment.adequacy import tablets_text
from planner.assessment.pairings import find_pairings
from planner.assessment.tea_hours import clear_hours
from planner.charts.food_contributions import by_food, food_bars, food_table, foods_takeaway
from planner.charts.serving_tables import served_table
from planner.charts.timeline_chart import calcium_spread_bound, timeline_of_rows
from planner.charts.timeline_rows import (
    CALCIUM,
    absorbed_table,
    day_hinderers,
    day_takeaway,
    day_timeline,
)
from planner.menu.plan import Plan
from planner.menu.wording import label
from planner.reference.nutrients import nutrients

KEPT = 64  # days whose charts the server remembers: plans are frozen and each is its own key


@st.fragment
def clock_section(day: Plan) -> None:
    """The timeline of the day, what it comes to, and its meals as a table.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    """
    when = day.days[0].date
    rows, clear = _clock_rows(day)
    key = f"day_clock_{when}"
    st.header("Calcium by the clock", help=explained("estimated absorbed", "hinderer"))
    selectable_chart(partial(_clock_chart, day), key, {"Meal": "day_meal"})
    st.markdown(plain(day_takeaway(rows, clear)))
    _tablets_beside(day, CALCIUM)
    meals = {name: (time, slot) for name, time, slot in zip(rows["meal"], rows["time"], rows["slot"], strict=True)}
    name = choice_box("Meal", list(meals), "day_meal", (key,), "Choose one, or touch it")
    if name:
        named_table(served_table(day, CALCIUM, meal=meals[name]), f"What is on the plate: {name}")
    table_fold(lambda: absorbed_table(rows), "Calcium eaten and estimated absorbed by meal", "day_meals")


@st.fragment
def foods_section(day: Plan) -> None:
    """Which foods bring a nutrient, the nutrient being hers to choose.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    """
    st.header("Which foods bring it")
    targets = [key for key in day.targets.index[day.targets["target"].notna()] if key in nutrients()]
    first = [CALCIUM, *(key for key in targets if key != CALCIUM)]
    nutrient = st.selectbox(
        "Nutrient",
        [*first, *(key for key in nutrients() if key not in first)],
        format_func=lambda key: nutrients()[key].label,
        key="day_nutrient",
        persist_state="session",
        width=300,
    )
    rows = _food_rows(day, nutrient)
    key = f"day_foods_{day.days[0].date}_{nutrient}"
    if (rows["amount"] > 0).any():
        selectable_chart(partial(_foods_chart, day, nutrient), key, {"Food": "day_food"})
    st.markdown(plain(foods_takeaway(rows, nutrient)))
    _tablets_beside(day, nutrient)
    foods = dict(zip(rows["name"], rows["food"], strict=True))
    name = choice_box("Food", list(foods), "day_food", (key,), "Choose one, or touch its bar")
    if name:
        named_table(served_table(day, nutrient, food=foods[name]), f"Where it is eaten: {name}")
    table_fold(lambda: food_table(rows, nutrient), f"What each food brings of {label(nutrient)}", "day_foods")


@lru_cache(KEPT)
def _clock_rows(day: Plan) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The meals of a day by the clock, and the hours at which tea and coffee do no harm."""
    when = day.days[0].date
    return day_timeline(day, when), clear_hours(day)[when]


@lru_cache(KEPT)
def _clock_chart(day: Plan, first: Selection) -> dict[str, Any]:
    rows, clear = _clock_rows(day)
    hindering = day_hinderers(day, day.days[0].date, flags_of(day))
    return spec(timeline_of_rows(rows, hindering, clear, calcium_spread_bound(day.person), dict(first)))


@lru_cache(KEPT)
def _food_rows(day: Plan, nutrient: str) -> pd.DataFrame:
    return by_food(day, day.days[0].date, nutrient)


@lru_cache(KEPT)
def _foods_chart(day: Plan, nutrient: str, first: Selection) -> dict[str, Any]:
    return spec(food_bars(_food_rows(day, nutrient), nutrient, dict(first)))


@lru_cache(KEPT)
def flags_of(day: Plan) -> pd.DataFrame:
    """The flagged pairings of a day."""
    return find_pairings(day)


def _tablets_beside(day: Plan, nutrient: str) -> None:
    """Say that tablets are not in the chart, if there are any."""
    if amount := tablets_text(nutrient, day.person.supplement_amounts().get(nutrient, 0.0)):
        note(plain(f"Food alone; {amount} a day come from prescribed tablets beside it."))
