"""Flagged pairings and estimated absorbed calcium."""

from datetime import date

import pandas as pd
import streamlit as st

from planner.absorption import absorbed_calcium
from planner.app.form import MODES
from planner.app.notes import note
from planner.app.wording import DASH, count, day_name, listed, lower_first, plain
from planner.menu import Plan, servings_frame
from planner.pairing_words import VERDICTS, at_stake, nothing_flagged, size
from planner.pairings import find_pairings
from planner.wording import meal_label

FLAGS = {
    "out_of_range": "outside the amounts that were measured",
    "assumed": "rests on a food that nobody measured",
    "oxalate": "much oxalate in the meal",
    "unknown": "at least: a food gives no figure for calcium",
}


@st.fragment
def pairing_section(plan: Plan) -> None:
    """The pairings to pull apart, as the article or as measurement would have it."""
    heading = st.container()
    own = next(name for name, mode in MODES.items() if mode == plan.preferences.pairings)
    chosen = st.radio(
        "Flag pairings by", list(MODES), index=list(MODES).index(own), horizontal=True, key=f"flag_by_{own}"
    )
    mode = MODES[chosen]
    flags = find_pairings(plan, mode)
    heading.header(f"What hinders {listed(dict.fromkeys(['calcium', *flags['affects']]))}")
    if flags.empty:
        st.success(nothing_flagged(mode), icon=":material/check_circle:")
        return
    meals = flags[["date", "slot", "time"]].drop_duplicates()
    if mode != plan.preferences.pairings:
        note("This plan was not made by this rule, so it may well be flagged here.")
    st.markdown(f"{count(len(flags), 'pairing')} flagged in {count(len(meals), 'meal')}.")
    with st.grid(3, min_column_width=300):
        for row in flags.to_dict("records"):
            with st.container(border=True):
                _flag(row)


def _flag(row: dict) -> None:
    givers = plain(listed(lower_first(name) for name in row["foods"]))
    st.markdown(
        f":small[{day_name(row['date'])}, {row['time']}]  \n"
        f"**{plain(row['hinderer'])}** meets {at_stake(row)} {row['affects']} from {givers}."
    )
    st.markdown(f"**What to do.** {plain(row['advice'])}")
    st.markdown(f"**The article says.** {plain(row['article_says'])}")
    st.markdown(f"**Measured.** {VERDICTS[row['verdict']]}. {plain(row['measured'])} {size(row)}")


@st.fragment
def absorbed_section(plan: Plan) -> None:
    """Estimated absorbed calcium by meal, for one day."""
    with st.expander("How much calcium is taken up from each meal: a rough estimate", icon=":material/science:"):
        st.markdown(
            "Small amounts are taken up better than large ones, and the share rises in pregnancy. The estimate is good "
            "for comparing one meal with another. **Never compare it with a target:** the targets are meant for what "
            "is eaten, and have allowed for uptake already."
        )
        names = {day_name(day.date): day.date for day in plan.days}
        picked = st.selectbox("Day", list(names), key="absorbed_day", width=300)
        table = absorbed_table(plan, names.get(picked, plan.days[0].date))
        st.dataframe(
            table,
            hide_index=True,
            alt="Estimated absorbed calcium by meal",
            column_config={
                name: st.column_config.NumberColumn(format="%d mg")
                for name in ("Calcium eaten", "Estimated absorbed", "At the lowest", "At the highest")
            },
        )


def absorbed_table(plan: Plan, when: date) -> pd.DataFrame:
    """Calcium eaten and estimated absorbed [mg] with its interval and notes, one row a meal."""
    frame = servings_frame(plan)
    rows = []
    for (time, slot), meal in frame[frame["date"] == when].groupby(["time", "slot"], sort=False):
        found = absorbed_calcium(meal, plan.person)
        notes = "; ".join(FLAGS[flag] for flag in found.flags) or DASH
        rows.append((f"{time} {meal_label(slot)}", found.load, found.central, found.low, found.high, notes))
    names = ["Meal", "Calcium eaten", "Estimated absorbed", "At the lowest", "At the highest", "Notes"]
    return pd.DataFrame(rows, columns=names)
