"""The charts of a day, and the tables behind them."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from planner.adequacy import tablets_text
from planner.app.notes import note, table_height
from planner.app.wording import plain
from planner.charts.day_foods import by_food, food_bars, food_table, foods_takeaway
from planner.charts.timeline import best_at_once, drawn
from planner.charts.timeline_rows import CALCIUM, absorbed_table, day_hinderers, day_timeline, served_table, takeaway
from planner.clear_hours import clear_hours
from planner.menu import Plan
from planner.nutrients import nutrients
from planner.wording import label

INK = {"light": "#2C2823", "dark": "#EEE7DC"}  # the text colours of the theme: axes are paler by default
ALL_MEALS, ALL_FOODS = "All meals", "All foods"
TALLEST = 460  # of a table [px]


@st.fragment
def clock_section(day: Plan, flags: pd.DataFrame) -> None:
    """What the day comes to, its timeline, and its meals as a table.

    Parameters
    ----------
    day : Plan
        A plan of one day.
    flags : pandas.DataFrame
        Its flagged pairings.
    """
    when = day.days[0].date
    rows, clear = day_timeline(day, when), clear_hours(day)[when]
    meals = {name: (time, slot) for name, time, slot in zip(rows["meal"], rows["time"], rows["slot"], strict=True)}
    table = _Table(f"day_meal_{when}", "day_meals", ALL_MEALS, {name: name for name in meals})
    st.markdown(plain(takeaway(rows, clear)))
    table.chart(drawn(rows, day_hinderers(day, when, flags), clear, best_at_once(day.person)), "meal")
    note(_beside(day, CALCIUM) + "Touch a meal to see what is on the plate.")
    with table.place() as place:
        if not place.open:
            return
        picked = table.choice()
        if picked is None:
            _frame(absorbed_table(rows), "Calcium eaten and estimated absorbed by meal")
        else:
            _frame(served_table(day, CALCIUM, meal=meals[picked]), f"What is on the plate: {picked}")


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
    rows = by_food(day, when, nutrient)
    table = _Table(f"day_food_{when}", "day_foods", ALL_FOODS, dict(zip(rows["food"], rows["name"], strict=True)))
    st.markdown(plain(foods_takeaway(rows, nutrient)))
    if (rows["amount"] > 0).any():
        table.chart(food_bars(rows, nutrient), "food", of=nutrient)
    note(_beside(day, nutrient) + "Touch a food to see at which meals it is eaten.")
    with table.place() as place:
        if not place.open:
            return
        picked = table.choice()
        if picked is None:
            _frame(food_table(rows, nutrient), f"What each food brings of {label(nutrient)}")
        else:
            _frame(served_table(day, nutrient, food=picked), f"Where it is eaten: {table.names[picked]}")


def _beside(day: Plan, nutrient: str) -> str:
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

    def chart(self, chart: alt.LayerChart, selection: str, of: str = "") -> None:
        key = f"{self.key}_{of}_{st.session_state.get(f'{self.key}_turn', 0)}"
        _draw(chart, key, on_select=partial(self._touched, key, selection), selection_mode=selection)

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


def _frame(frame: pd.DataFrame, name: str) -> None:
    st.dataframe(frame, hide_index=True, alt=name, height=table_height(len(frame), TALLEST))


def _draw(chart: alt.LayerChart, key: str, **options: Any) -> Any:
    """A chart in the ink of the theme."""
    ink = INK[st.context.theme.type or "light"]
    chart = chart.configure_axis(labelColor=ink, titleColor=ink).configure_text(color=ink)
    spec = chart.configure_view(stroke=None).to_dict(validate=False)  # checking it would take most of the time
    return st.vega_lite_chart(spec, key=key, **options)
