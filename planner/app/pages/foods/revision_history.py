"""Who changed what, when and why; compare, name, restore, take away."""

from contextlib import suppress

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import draft, set_draft, unchecked
from planner.app.pages.foods.editable import changes_in_words, changes_table
from planner.app.session.food_revision import saved_table, store
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note, table_height
from planner.errors import PlannerError
from planner.foods.food_csv import inert
from planner.foods.food_table import FoodTable
from planner.menu.wording import DASH
from planner.store import Revision
from planner.store.incoming import SHORT


def revision_history() -> None:
    """The view."""
    try:
        revisions = store().revisions()
    except PlannerError as error:
        st.error(plain(error), icon=":material/database_off:")
        return
    st.dataframe(_table(revisions), hide_index=True, placeholder=DASH, alt="Every revision, the newest first")
    names = {one.number: _name(one) for one in revisions}
    one, other = st.columns(2, gap="medium")
    with one:
        number = st.selectbox("A revision", list(names), format_func=names.__getitem__, key="history_one")
    with other:
        against = st.selectbox(
            "Compare it with",
            [n for n in names if n != number],
            index=None,
            format_func=names.__getitem__,
            key="history_other",
            placeholder="the one before it",
        )
    chosen = next(one for one in revisions if one.number == number)
    _one(chosen, against, newest=revisions[0])


def _table(revisions: list[Revision]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Revision": [one.number for one in revisions],
            "Name": [one.name or None for one in revisions],
            "When": [f"{one.at:%d %b %Y, %H:%M} UTC" for one in revisions],
            "Who": [one.editor for one in revisions],
            "Why": [one.reason for one in revisions],
            "Changes": [one.cells for one in revisions],
            "Foods": [one.foods for one in revisions],
        }
    )


def _name(one: Revision) -> str:
    return f"{one.number}: {one.name or one.reason}"


def _one(chosen: Revision, against: int | None, newest: Revision) -> None:
    """Changes, downloads, name and restoring of one revision."""
    try:
        found = store().compare(against, chosen.number) if against else store().changes(chosen.number)
        table = saved_table(chosen)
    except PlannerError as error:
        st.error(plain(error), icon=":material/error:")
        return
    before = f"revision {against}" if against else "the one before"
    note(f"Against {before}: {plain(changes_in_words(found))}")
    if len(found):
        shown = changes_table(found)
        st.dataframe(shown, hide_index=True, alt="Every cell that differs", height=table_height(len(shown), 420))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _downloads(chosen, found, table)
        if chosen.number != newest.number:
            st.button(
                "Restore it",
                icon=":material/restore:",
                key="restore",
                on_click=_restore,
                args=(chosen,),
                disabled=unchecked() or draft() is not None,
                help="It is shown before it is saved. Save or drop other changes first.",
            )
    with st.form("name_revision", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Its name",
            chosen.name,
            key=f"name_{chosen.number}",
            placeholder="clinic, spring",
            width=260,
            max_chars=SHORT,
        )
        sent = st.form_submit_button("Name it", icon=":material/label:", key="name_it")
    if sent:
        _rename(chosen, name or "")


def _downloads(chosen: Revision, found: pd.DataFrame, table: FoodTable) -> None:
    st.download_button(
        f"Revision {chosen.number} (CSV)",
        data=lambda: table.to_csv().encode(),
        file_name=f"foods-revision-{chosen.number}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key="download_revision",
    )
    st.download_button(
        "These differences (CSV)",
        data=lambda: changes_csv(found),
        file_name=f"foods-changes-{chosen.number}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/difference:",
        key="download_changes",
        disabled=found.empty,
    )


def changes_csv(found: pd.DataFrame) -> bytes:
    """Changes as CSV; no cell of it runs as a formula."""
    return found.apply(inert).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _restore(chosen: Revision) -> None:
    """An old revision as a draft, to be looked at and saved like any other change."""
    with suppress(PlannerError):
        set_draft(saved_table(chosen), why=f"Back to revision {chosen.number}", restores=chosen.number)


def _rename(chosen: Revision, name: str) -> None:
    try:
        named = store().rename(chosen.number, name, visitor())
    except PlannerError as error:
        st.error(plain(error), icon=":material/error:")
        return
    if st.session_state["revision"].number == named.number:
        st.session_state["revision"] = named
    st.rerun()
