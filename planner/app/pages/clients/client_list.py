"""The list of clients: search, archive, a new one."""

import streamlit as st

from planner.app.session.client_answers import client_answers
from planner.app.session.food_revision import foods_in_use, store
from planner.app.session.plan_request import first_request
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import fault_told, note
from planner.menu.wording import count
from planner.store import ClientStore, ListedClient, Visitor
from planner.store.incoming import SHORT

SHOWN = 100  # names at once; others are found by a part of their name


def client_store() -> ClientStore:
    """The clients of this visitor.

    Raises
    ------
    PlannerError
        If the database can't be reached.
    """
    return ClientStore(store().database, visitor())


def open_client(id: str | None) -> None:
    """Show the card of a client, or the list again."""
    st.session_state["open_client"] = id
    st.session_state.pop("seen_client", None)


def client_list() -> None:
    """The list, with a way to add to it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Find", key="find_client", placeholder="Name or number", width=300, max_chars=SHORT)
        archived = st.toggle("Archived ones", key="archived_clients")
    found = client_store().clients(search, archived)
    if not found:
        st.markdown("Nobody is called so." if search else "Nobody is archived." if archived else "No clients yet.")
    with st.container(key="client_list", gap="xsmall"):
        for one in found[:SHOWN]:
            _row(one)
    if len(found) > SHOWN:
        note(f"{SHOWN} of {count(len(found), 'client')}. Type a part of a name to find another.")


def _row(one: ListedClient) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            plain(one.name), key=f"open_{one.id}", on_click=open_client, args=(one.id,), icon=":material/person:",
        )  # fmt: skip
        shared = f", shared with {plain(one.shared_with)}" if one.shared_with else ""
        note(f"{count(one.plans, 'plan')}, changed {one.changed:%d %B %Y}{shared}")


def new_client() -> None:
    """A form for a name; the card then has the rest."""
    who = visitor()
    with (
        st.form("new_client", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Name or number", key="new_client_name", max_chars=SHORT, width=300)
        group = shared_with(who, None, "new_client_group")
        sent = st.form_submit_button("Add", icon=":material/person_add:", key="add_client")
    if not sent:
        return
    with fault_told():
        added = client_store().add(name or "", client_answers(first_request(), foods_in_use()), shared_with=group)
        open_client(added.listed.id)
        st.rerun()


def shared_with(who: Visitor, now: str | None, key: str) -> str | None:
    """A choice of who may see a client, for those who are in a group."""
    choices = ["", *who.group_names]
    if len(choices) == 1 or (now or "") not in choices:
        return now
    chosen = st.selectbox(
        "Who may see her", choices, choices.index(now or ""), key=key, width=240,
        format_func=lambda group: f"All of {group}" if group else "Only you",
    )  # fmt: skip
    return chosen or None
