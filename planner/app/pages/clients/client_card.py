"""The card of one client: answers, plans, notes, links, hand over, take along, erase."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from planner.app.pages.clients.client_form import client_form
from planner.app.pages.clients.client_links import links_section
from planner.app.pages.clients.client_list import client_store, open_client, shared_with
from planner.app.pages.clients.client_plans import plans_section
from planner.app.session.food_revision import store
from planner.app.session.visitor import visitor
from planner.app.widgets.diary_view import show_change, show_diary
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import fault_told, note
from planner.errors import PlannerError
from planner.exports.diary_file import diary_of_nights
from planner.menu.wording import count
from planner.store import Client, ClientStore, DiaryStore, client_zip
from planner.store.client_store import MOST_NOTES
from planner.store.database import Database
from planner.store.incoming import SHORT
from planner.store.permissions import LONGEST_ADDRESS, Visitor


def client_card(id: str) -> None:
    """The card."""
    st.button("All clients", key="all_clients", on_click=open_client, args=(None,), icon=":material/arrow_back:")
    client = _as_seen(client_store().client(id))
    listed = client.listed
    st.title(plain(listed.name))
    note(
        f"Number {listed.id}. {'Archived. ' if listed.archived else ''}Changed {listed.changed:%d %B %Y}. "
        f"{f'Shared with {plain(listed.shared_with)}.' if listed.shared_with else 'Only you may see her.'}"
    )
    _answers(client)
    plans_section(client)
    links_section(client)
    _diary(client)
    _notes(client)
    _keeping(client)


def _as_seen(now: Client) -> Client:
    """The client as the card showed them first: what somebody else changes meanwhile takes nothing from the hand."""
    seen: Client | None = st.session_state.get("seen_client")
    if seen is None or seen.listed.id != now.listed.id:
        seen = st.session_state["seen_client"] = now
    if seen.listed.edition != now.listed.edition:
        st.warning("Somebody has changed this client meanwhile.", icon=":material/update:")
        if st.button("Show what stands there now", key="see_client_anew"):
            st.session_state["seen_client"] = now
            st.rerun()
    return replace(seen, listed=replace(seen.listed, plans=now.listed.plans))


def _answers(client: Client) -> None:
    key = f"client_{client.listed.id}_{client.listed.edition}"
    box = st.expander("Answers and targets", icon=":material/edit_note:", expanded=not client.listed.plans)
    with box, fault_told():
        answers = client_form(client.answers, key)
        if answers is not None:
            _change(lambda: client_store().change(client.listed, answers=answers))


def _diary(client: Client) -> None:
    """The diary, if she shares it with her dietitian."""
    nights = DiaryStore(store().database, visitor()).of_client(client.listed.id)
    if nights is not None:
        st.header("Her diary")
        try:
            hers = diary_of_nights(nights)
            show_diary(hers, f"client_{client.listed.id}")
            if hers.nights:
                show_change(hers)
        except PlannerError as error:
            note(sentence(error))


def _notes(client: Client) -> None:
    st.header("Notes")
    with st.form(f"notes_{client.listed.id}_{client.listed.edition}", border=False):
        notes = st.text_area(
            "Only for you and who shares her", client.notes, height=120, max_chars=MOST_NOTES,
            key=f"client_notes_{client.listed.id}_{client.listed.edition}",
        )  # fmt: skip
        if st.form_submit_button("Save the notes", icon=":material/save:", key="save_notes"):
            _change(lambda: client_store().change(client.listed, notes=notes or ""))


def _keeping(client: Client) -> None:
    """Name, who may see her, archive, hand over, take along, erase."""
    who, listed = visitor(), client.listed
    st.header("Keeping")
    key = f"{listed.id}_{listed.edition}"
    form = st.form(f"keeping_{key}", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name or number", listed.name, key=f"name_{key}", max_chars=SHORT)
        address = client.address
        if who.id:
            address = st.text_input(
                "Her own sign-in, for a diary that she shares", client.address or "", key=f"address_{key}",
                max_chars=LONGEST_ADDRESS, placeholder="olga@home.example",
            )  # fmt: skip
        group = shared_with(who, listed.shared_with, f"group_{key}")
        sent = st.form_submit_button("Save", icon=":material/save:", key="save_keeping")
    if sent:
        _change(lambda: client_store().change(listed, name=name or "", address=address, shared_with=group))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = "Back to the list" if listed.archived else "Archive"
        if st.button(words, key="archive_client", icon=":material/archive:"):
            _change(lambda: client_store().change(listed, archived=not listed.archived))
        st.download_button(
            "Take all along (zip)", data=_zip(store().database, who, listed.id), file_name=f"client-{listed.id}.zip",
            mime="application/zip", on_click="ignore", icon=":material/folder_zip:", key="export_client",
        )  # fmt: skip
        if st.button("Erase", key="erase_client", icon=":material/delete_forever:"):
            _erase(client)
    if who.colleagues:
        _hand_over(client, who)


def _zip(database: Database, who: Visitor, id: str) -> Callable[[], bytes]:
    """What makes the zip when it is asked for: only then does the audit log say so."""

    def made() -> bytes:
        client, plans = ClientStore(database, who).export(id)
        return client_zip(client, plans, DiaryStore(database, who).of_client(id))

    return made


def _hand_over(client: Client, who: Visitor) -> None:
    with (
        st.form(f"hand_over_{client.listed.id}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        to = st.selectbox("Hand over to", sorted(who.colleagues), key="hand_over_to", width=300)
        sent = st.form_submit_button("Hand over", icon=":material/forward:", key="hand_over")
    if not sent:
        return
    with fault_told():
        client_store().hand_over(client.listed.id, to or "")
        open_client(None)
        st.rerun()


@st.dialog("Erase this client?")
def _erase(client: Client) -> None:
    plans = count(client.listed.plans, "plan")
    st.markdown(f"**{plain(client.listed.name)}** with {plans}, notes and links. This can't be undone.")
    with st.container(horizontal=True):
        if st.button("Erase all of it", key="erase_really", type="primary", icon=":material/delete_forever:"):
            with fault_told():
                client_store().erase(client.listed.id)
                open_client(None)
                # nothing of hers stays in this session
                for trace in ("sent_link", "caseload", "client_in_week", "seen_client"):
                    st.session_state.pop(trace, None)
                st.rerun()
        if st.button("Keep her", key="erase_not"):
            st.rerun()


def _change(change: Callable[[], Client]) -> None:
    """Change something of a client, and draw the card anew; what can't be is said, and nothing has changed."""
    with fault_told():
        st.session_state["seen_client"] = change()
        st.rerun()
