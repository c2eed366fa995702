"""What to do in a cramp and against the next one, with what was measured."""

import streamlit as st

from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.small_print import note
from planner.menu.wording import listed
from planner.reference.tables import keys, read


def cramp_section() -> None:
    """The steps of the article in a cramp and against the next one, how far they are tested, and sources."""
    st.header("Stretching")
    with st.expander("In a cramp, now", icon=":material/bolt:"):
        _steps("cramp", "1.")
        _claim("cramp")
    with st.expander("Against the next one", icon=":material/self_improvement:"):
        _steps("prevent", "-")
        row = read("evidence").set_index("key").to_dict("index")["stretching"]
        st.markdown(f"*Measured:* {plain(row['found'])} :small[{source_label(row['source'])}]")
        _claim("prevent")


def in_a_cramp() -> None:
    """The steps at hand for somebody who has a cramp at this moment."""
    with st.popover("In a cramp now", icon=":material/bolt:", key="in_a_cramp"):
        _steps("cramp", "1.")
        _claim("cramp")


def _steps(when: str, mark: str) -> None:
    st.markdown("\n".join(f"{mark} {plain(step)}" for step in read("besides_food").query("when == @when")["step"]))


def _claim(when: str) -> None:
    """The claim that steps are from, and their sources."""
    rows = read("besides_food").query("when == @when")
    sources = dict.fromkeys(key for cell in rows["source"] for key in keys(cell))
    note(f"Claim {listed(rows['claim'].unique())} of the article. {source_label('; '.join(sources))}")
