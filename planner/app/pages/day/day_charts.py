"""The charts of a day, and the tables behind them."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from planner.app.widgets.chart_widget import chart_widget, named_table, spec
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
ALL_MEALS, ALL_FOODS = "All meals", "All foods"


@st.fragment
def clock_section(day: Plan) -> None:
    """What the day comes to, its timeline, and its meals as a table.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    """
    when = day.days[0].date
    rows, clock, words = _clock_chart(day)
    meals = {name: (time, slot) for name, time, slot in zip(rows["meal"], rows["time"], rows["slot"], strict=True)}
    table = _Table(f"day_meal_{when}", "day_meals", ALL_MEALS, {name: name for name in meals})
    st.markdown(plain(words), help=explained("estimated absorbed", "hinderer"))
    table.chart(clock, "meal")
    note(_tablets_beside(day, CALCIUM) + "Touch a meal to see what is on the plate.")
    with table.place() as place:
        if not place.open:
            return
        picked = table.choice()
        if picked is None:
            named_table(absorbed_table(rows), "Calcium eaten and estimated absorbed by meal")
        else:
            named_table(served_table(day, CALCIUM, meal=meals[picked]), f"What is on the plate: {picked}")


@st.fragment
def foods_section(day: Plan) -> None:
    """Which foods bring a nutrient, the nutrient being hers to choose.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    """
    st.header("Which foods bring it")
    when = day.days[0].date
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
    rows, bars = _foods_chart(day, nutrient)
    table = _Table(f"day_food_{when}", "day_foods", ALL_FOODS, dict(zip(rows["food"], rows["name"], strict=True)))
    st.markdown(plain(foods_takeaway(rows, nutrient)))
    if (rows["amount"] > 0).any():
        table.chart(bars, "food", of=nutrient)
    note(_tablets_beside(day, nutrient) + "Touch a food to see at which meals it is eaten.")
    with table.place() as place:
        if not place.open:
            return
        picked = table.choice()
        if picked is None:
            named_table(food_table(rows, nutrient), f"What each food brings of {label(nutrient)}")
        else:
            named_table(served_table(day, nutrient, food=picked), f"Where it is eaten: {table.names[picked]}")


@lru_cache(KEPT)
def _clock_chart(day: Plan) -> tuple[pd.DataFrame, dict[str, Any], str]:
    """The meals of a day by the clock, their chart, and what it shows in words."""
    when = day.days[0].date
    rows, clear = day_timeline(day, when), clear_hours(day)[when]
    chart = timeline_of_rows(rows, day_hinderers(day, when, flags_of(day)), clear, calcium_spread_bound(day.person))
    return rows, spec(chart), day_takeaway(rows, clear)


@lru_cache(KEPT)
def _foods_chart(day: Plan, nutrient: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """What each food brings of a nutrient, and the chart of it."""
    rows = by_food(day, day.days[0].date, nutrient)
    return rows, spec(food_bars(rows, nutrient))


@lru_cache(KEPT)
def flags_of(day: Plan) -> pd.DataFrame:
    """The flagged pairings of a day."""
    return find_pairings(day)


def _tablets_beside(day: Plan, nutrient: str) -> str:
    """That tablets are not in the chart, if there are any."""
    amount = tablets_text(nutrient, day.person.supplement_amounts().get(nutrient, 0.0))
    return plain(f"Food alone; {amount} a day come from prescribed tablets beside it. ") if amount else ""


@dataclass(frozen=True)
class _Table:
    """The table behind a chart: what it shows is chosen beside it, or touched in the chart.

    The choice stands in the session at `key`, and at `fold` whether the table is open. The chart
    shows what was touched in it; once something else is chosen beside the table, it is drawn anew
    with nothing touched.
    """

    key: str
    fold: str
    everything: str
    names: dict[str, str]

    def place(self) -> Any:
        """Where the table stands, one click away; what is touched in the chart opens it."""
        return st.expander("The figures as a table", icon=":material/table_rows:", key=self.fold, on_change="rerun")

    def chart(self, chart: dict[str, Any], selection: str, of: str = "") -> None:
        key = f"{self.key}_{of}_{st.session_state.get(f'{self.key}_turn', 0)}"
        chart_widget(chart, key, on_select=partial(self._touched, key, selection), selection_mode=selection)

    def choice(self) -> str | None:
        """The choice beside the table; None for everything."""
        if st.session_state.get(self.key) not in self.names:
            st.session_state[self.key] = ""
        picked = st.selectbox(
            "Show",
            ["", *self.names],
            format_func=lambda one: self.names.get(one, self.everything),
            key=self.key,
            on_change=self._chosen,
            width=300,
        )
        if picked:
            note(plain(f"Only {self.names[picked]} is shown. Choose “{self.everything}” to see the rest."))
        return picked or None

    def _touched(self, chart: str, selection: str) -> None:
        found = st.session_state[chart].selection.get(selection, [])
        st.session_state[self.key] = found[0][selection] if found else ""
        if found:
            st.session_state[self.fold] = True

    def _chosen(self) -> None:
        st.session_state[f"{self.key}_turn"] = st.session_state.get(f"{self.key}_turn", 0) + 1
