"""The saved food tables as the pages see them: which revision a session uses, and who may save."""

from contextlib import suppress

import streamlit as st

from planner.app.network import sign_in_is_set_up
from planner.app.session.dishes_in_use import with_own_dishes
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable, shipped_foods
from planner.store import AuditLog, DishStore, Revision, Store, default_url

TABLES = 12  # revisions that the server keeps at hand


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """The history of saved tables.

    Raises
    ------
    PlannerError
        If its database can't be reached.
    """
    return _opened(default_url())


def note_sign_in() -> None:
    """Write into the audit log that somebody signed in, once in a session, as soon as the database can be reached."""
    who = visitor()
    if who.id and st.session_state.get("noted_sign_in") != who.id:
        with suppress(PlannerError):
            AuditLog(store().database, who).add_sign_in()
            st.session_state["noted_sign_in"] = who.id


@st.cache_resource(show_spinner=False, max_entries=TABLES)
def _table(url: str, number: int, name: str, sha256: str) -> FoodTable:
    return store().table(number)


def saved_table(one: Revision) -> FoodTable:
    """A revision, read once for all sessions."""
    return _table(default_url(), one.number, one.name, one.sha256)


def foods_in_use() -> FoodTable:
    """The food table of this session: the newest revision when it began, until the session takes another.

    Nobody's week changes because somebody else saves. Where there is no database it is the table
    that comes with the planner.
    """
    state = st.session_state
    if "revision" not in state:
        try:
            state["revision"] = store().head()
        except PlannerError:
            return shipped_foods()
    return table_with_dishes(state["revision"])


def table_with_dishes(one: Revision) -> FoodTable:
    """A revision with the dishes of this visitor's own."""
    return with_own_dishes(saved_table(one), dish_store())


def dish_store() -> DishStore | None:
    """Where this visitor's dishes are; None for the public, for whom nothing is kept."""
    who = visitor()
    return DishStore(store().database, who) if who.keeps else None


def newest_foods() -> FoodTable:
    """The food table that a session which begins now would use."""
    try:
        return saved_table(store().head())
    except PlannerError:
        return shipped_foods()


def use_revision(one: Revision) -> None:
    """Plan from this revision from now on, in this session."""
    st.session_state["revision"] = one


def newer_revision() -> Revision | None:
    """The newest revision, if somebody saved it since this session took its own."""
    with suppress(PlannerError):
        head = store().head()
        now: Revision | None = st.session_state.get("revision")
        if now is None or head.number > now.number:
            return head
    return None


def offer_newer() -> None:
    """Say that there is a newer table, and let the reader take it."""
    found = newer_revision()
    if found is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":material/update: {plain(found.editor)} has saved the food table as {revision_label(found)}: "
            f"{plain(found.reason)}",
            width="stretch",
        )
        st.button("Use it", key="use_newer", on_click=use_revision, args=(found,))


def revision_label(one: Revision) -> str:
    """A revision inside a sentence, safe for Markdown."""
    return f"revision {one.number}" + (f" “{plain(one.name)}”" if one.name else "")


def who_may_save() -> None:
    """One line on whose installation this is, with the way to sign in or out."""
    who = visitor()
    if not sign_in_is_set_up():
        words = "Kept on this machine: whoever opens it may save."
        st.markdown(
            f":small[:material/person: {words if who.keeps else 'Nothing is kept or saved here. Look around.'}]"
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.user.is_logged_in and not who.keeps:
            words = "Your sign-in does not vouch for your address, so nothing is kept. Ask whoever runs this dashboard."
            st.markdown(f":small[:material/lock: {words}]", width="content")
            st.button("Sign out", key="sign_out", on_click=st.logout, icon=":material/logout:")
            return
        if not who.keeps:
            st.markdown(":small[:material/lock: Only listed dietitians may save. Anyone may look.]", width="content")
            st.button("Sign in", key="sign_in", on_click=st.login, icon=":material/login:")
            return
        words = (
            "You may save." if who.dietitian else "You are not on the list of dietitians, so you can look but not save."
        )
        st.markdown(f":small[:material/person: Signed in as {plain(who.id)}. {words}]", width="content")
        st.button("Sign out", key="sign_out", on_click=st.logout, icon=":material/logout:")
