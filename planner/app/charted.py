"""The charts of the plan, each with its figures as a table beneath."""

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from planner import charts
from planner.adequacy import MEAN, tablets_text
from planner.app.notes import note
from planner.app.wording import DASH, day_name, percent
from planner.menu import Plan
from planner.nutrients import nutrients

INK = {"light": "#2C2823", "dark": "#EEE7DC"}  # the text colours of the theme: axes are paler by default
AVERAGE = "Mean of the days"
FROM_TABLETS = "From tablets, beside the food"
DIETITIAN = "Note of your dietitian"


@st.fragment
def chart_section(plan: Plan, report: pd.DataFrame) -> None:
    """Coverage and sources for a day or the mean, then the heat map."""
    st.header("How the nutrients add up")
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


def coverage_table(report: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The report of one day, or of the mean, in words and figures."""
    rows = report[report["date"] == when].to_dict("records")
    table = pd.DataFrame(
        {
            "Nutrient": [row["label"] for row in rows],
            "Intake": [row["text"] for row in rows],
            FROM_TABLETS: [tablets_text(row["nutrient"], row["supplement"]) or DASH for row in rows],
            "Target": [_amount(row, "target") + _by(row["target_basis"]) for row in rows],
            "Coverage": [percent(row["coverage"]) for row in rows],
            "Upper limit": [_limit(row) for row in rows],
            "In words": [_in_words(row) for row in rows],
            DIETITIAN: [row["dietitian_note"] or DASH for row in rows],
        }
    )
    empty = {
        FROM_TABLETS: not any(row["supplement"] for row in rows),
        DIETITIAN: not any(row["dietitian_note"] for row in rows),
    }
    return table.drop(columns=[name for name, nothing in empty.items() if nothing])


def _by(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _in_words(row: dict) -> str:
    """How food stands to its target, and which limit is passed."""
    words = {**charts.STATUS, "at most": "under the upper limit", "no target": "no target is set"}
    if not row["note"]:
        return words[row["status"]]
    of_food = charts.of_food(row)
    return row["note"] if of_food == "over" else f"food: {words[of_food]}; {row['note']}"


def sources_table(plan: Plan, when: date | str) -> pd.DataFrame:
    """Calcium, magnesium and potassium of each meal [mg], one row a meal."""
    data = charts.by_meal(plan, when)
    table = data.pivot(index="Meal", columns="Mineral", values="amount").round(0)
    table.columns = [f"{name} (mg)" for name in table.columns]
    return table.reset_index()


def week_table(report: pd.DataFrame) -> pd.DataFrame:
    """Coverage in whole per cent, nutrients × days."""
    rows = report[(report["date"] != MEAN) & report["target"].notna()]
    rows = rows.assign(day=[f"{d:%a} {d.day} {d:%b}" for d in rows["date"]], share=rows["coverage"].map(percent))
    table = rows.pivot(index="label", columns="day", values="share")
    return table.loc[rows["label"].unique(), rows["day"].unique()].rename_axis("Nutrient").reset_index()


def _amount(row: dict, column: str) -> str:
    return DASH if pd.isna(row[column]) else nutrients()[row["nutrient"]].text(row[column])


def _limit(row: dict) -> str:
    note = {
        "supplement": ", supplements only",
        "synthetic": ", added forms only",
        "preformed": ", over the week",
        "cdrr": ", to lower the risk of disease",
    }
    return _amount(row, "upper") + note.get(row["upper_scope"], "") + _by(row["upper_basis"])
