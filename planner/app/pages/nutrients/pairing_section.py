"""The pairings of the plan that are worth pulling apart."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from planner.app.session.answers import MODES
from planner.app.widgets.markdown import plain
from planner.app.widgets.pairing_flag import show_pairing
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.assessment.pairing_words import nothing_flagged, why_not_flagged
from planner.assessment.pairings import find_pairings, unflagged_hinderers, unjudged_pairings
from planner.menu.plan import Plan
from planner.menu.wording import count, day_name, listed


@st.fragment
def pairing_section(plan: Plan) -> None:
    """The pairings to pull apart, as the article or as measurement would have it."""
    heading = st.container()
    own = next(name for name, mode in MODES.items() if mode == plan.preferences.pairings)
    chosen = st.radio(
        "Flag pairings by",
        list(MODES),
        index=list(MODES).index(own),
        horizontal=True,
        key=f"flag_by_{own}",
        help=explained("pairing", "hinderer", "oxalate", "tannin"),
    )
    mode = MODES[chosen]
    flags = _flags(plan, mode)
    heading.header(f"What hinders {listed(dict.fromkeys(['calcium', *flags['affects']]))}")
    if flags.empty:
        unjudged = len(unjudged_pairings(plan, mode))
        said = nothing_flagged(mode, unjudged)
        st.info(said, icon=":material/help:") if unjudged else st.success(said, icon=":material/check_circle:")
    else:
        _flagged(flags, by_own_rule=mode == plan.preferences.pairings)
    if others := why_not_flagged(unflagged_hinderers(plan, mode)):
        with st.expander("On the plates, and not flagged"):
            st.markdown(plain(others))


def _flagged(flags: pd.DataFrame, by_own_rule: bool) -> None:
    meals = flags[["date", "slot", "time"]].drop_duplicates()
    if not by_own_rule:
        note("This plan was not made by this rule, so it may well be flagged here.")
    st.markdown(f"{count(len(flags), 'pairing')} flagged in {count(len(meals), 'meal')}.")
    with st.grid(3, min_column_width=300):
        for row in flags.to_dict("records"):
            with st.container(border=True):
                show_pairing(row, f"{day_name(row['date'])}, {row['time']}")


@lru_cache(64)  # plans are frozen and each is its own key
def _flags(plan: Plan, mode: str) -> pd.DataFrame:
    return find_pairings(plan, mode)
