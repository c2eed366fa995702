"""What to do in a cramp and against the next one, with what was measured."""

import streamlit as st

from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.small_print import note
from planner.menu.wording import listed
from planner.reference.tables import keys, read


def cramp_section() -> None:
    """The steps of the article, one under the other, and how far they are tested."""
    st.header("In a cramp, now")
    _list("cramp", "1.")
    st.header("Against the next one")
    _list("prevent", "-")
    row = read("evidence").set_index("key").to_dict("index")["stretching"]
    st.markdown(f"*Measured:* {plain(row['found'])} :small[{source_label(row['source'])}]")


def in_a_cramp() -> None:
    """The steps at hand for somebody who has a cramp at this moment."""
    with st.popover("In a cramp now", icon=":material/bolt:", key="in_a_cramp"):
        _list("cramp", "1.")


def _list(when: str, mark: str) -> None:
    rows = read("besides_food").query("when == @when")
    st.markdown("\n".join(f"{mark} {plain(step)}" for step in rows["step"]))
    sources = dict.fromkeys(key for cell in rows["source"] for key in keys(cell))
    note(f"Claim {listed(rows['claim'].unique())} of the article. {source_label('; '.join(sources))}")
