"""Two versions of one table: both are shown cell by cell, and a person decides."""

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import OpenConflict, set_draft
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import fault_list
from planner.app.widgets.step_messages import set_message
from planner.errors import FoodTableError
from planner.foods.food_changes import FOOD, Version, merge, versions
from planner.foods.food_columns import column_name
from planner.menu.wording import count

THEIRS, MINE = "Theirs", "Mine"


def resolve_conflict() -> bool:
    """The panel, if there is something to settle; whether it was drawn."""
    now: OpenConflict | None = st.session_state.get("settling")
    if now is None:
        return False
    if "versions" not in st.session_state:
        st.session_state["versions"] = versions(now.base, now.theirs, now.mine)
    found: list[Version] = st.session_state["versions"]
    clashes = [one for one in found if one.clash]
    with st.container(border=True, key="settle"):
        st.subheader("Two versions of the table")
        st.markdown(f"{plain(now.their_words)}. Nothing is overwritten: see both, and decide.")
        with st.form("settle_form", border=False):
            if clashes:
                st.markdown(f"**Both changed {count(len(clashes), 'place')}. Which one counts?**")
            choices = [_choice(n, one) for n, one in enumerate(clashes)]
            rest = [one for one in found if not one.clash]
            if rest:
                words = f"{count(len(rest), 'change')} of one side only: taken over from both"
                with st.expander(words, icon=":material/difference:", expanded=not clashes):
                    st.dataframe(_table(rest), hide_index=True, alt="Changes of one side only")
            with st.container(horizontal=True):
                sent = st.form_submit_button("Go on with these", type="primary", icon=":material/merge:", key="settled")
                left = st.form_submit_button("Leave it", key="not_settled", help="The table stays as it is saved.")
    if left:
        _finish()
        st.rerun()
    if sent:
        mine = frozenset((one.food, one.column) for one, choice in zip(clashes, choices, strict=True) if choice == MINE)
        _merge(now, mine)
    return True


def _choice(number: int, one: Version) -> str | None:
    what = "the food itself" if one.column == FOOD else column_name(one.column)
    texts = {THEIRS: _cell_text(one, one.theirs), MINE: _cell_text(one, one.mine)}
    return st.radio(
        plain(f"{one.name}, {what} (before: {_cell_text(one, one.base)})"),
        [THEIRS, MINE],
        format_func=lambda side: plain(f"{side}: {texts[side]}"),
        horizontal=True,
        key=f"clash_{number}",
    )


def _cell_text(one: Version, text: str) -> str:
    if one.column == FOOD:
        return "in the table" if text else "not in the table"
    return text or "unknown"


def _table(rest: list[Version]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Food": [one.name for one in rest],
            "What": ["the food" if one.column == FOOD else column_name(one.column) for one in rest],
            "Before": [_cell_text(one, one.base) for one in rest],
            THEIRS: [_cell_text(one, one.theirs) for one in rest],
            MINE: [_cell_text(one, one.mine) for one in rest],
            "Counts": [MINE if one.mine_wins else THEIRS for one in rest],
        }
    )


def _merge(now: OpenConflict, mine: frozenset[tuple[str, str]]) -> None:
    try:
        table = merge(now.base, now.theirs, now.mine, mine, "the merged table")
    except FoodTableError as error:
        fault_list(error.faults)
        return
    _finish()
    st.session_state.pop("draft", None)
    if not set_draft(table, now.why, onto=now.onto, shipped=now.shipped):
        set_message("Nothing of yours is left to save.", icon=":material/info:")
    st.rerun()


def _finish() -> None:
    for key in ("settling", "versions"):
        st.session_state.pop(key, None)
