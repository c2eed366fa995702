"""Secret links to a client's plan: made with an end date, shown once, revoked."""

from datetime import timedelta
from urllib.parse import urlsplit

import streamlit as st

from planner.app.pages.clients.client_list import client_store
from planner.app.session.food_revision import store
from planner.app.session.plan_request import today
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import fault_told, note
from planner.store import Client, Link, LinkStore

USUAL_DAYS = 28  # that a link is open
OPENS = {"plan": "The plan", "shopping": "The shopping list"}


def share_address(secret: str) -> str:
    """The address that opens a link, on the server that this page comes from."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/?share={secret}" if here.netloc else f"/?share={secret}"


def links_section(client: Client) -> None:
    """The section: send the newest plan, see what was sent."""
    links, id = LinkStore(store().database, visitor()), client.listed.id
    st.header("Links")
    if client.listed.plans:
        _send(client, links)
    if secret := st.session_state.get("sent_link", {}).get(id):
        st.success("This is the link. Copy it now: it is shown this once.", icon=":material/link:")
        st.code(share_address(secret), language=None, wrap_lines=True)
    for one in links.links(id):
        _row(one, links)


def _send(client: Client, links: LinkStore) -> None:
    with st.form(f"send_{client.listed.id}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            opens = st.selectbox("It opens", list(OPENS), format_func=OPENS.__getitem__, key="link_opens", width=180)
            until = st.date_input(
                "Until", today() + timedelta(days=USUAL_DAYS), key="link_until", format="DD/MM/YYYY", width=160
            )
            sent = st.form_submit_button("Make a link", icon=":material/add_link:", key="make_link")
        note("Whoever has the link can read the newest plan, and change nothing. Her name is not in it.")
    if not sent:
        return
    with fault_told():
        newest, plan_file = client_store().plan(client.listed.id, client.listed.plans)
        title = f"Plan of {newest.at:%d %B %Y}"
        secret, _ = links.send(
            "shopping" if opens == "shopping" else "plan", title, plan_file, newest.revision, until, client.listed.id
        )
        st.session_state["sent_link"] = {client.listed.id: secret}
        st.rerun()


def _row(one: Link, links: LinkStore) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        state = "revoked" if one.revoked else f"until {one.until:%d %B %Y}" if one.open else "ended"
        st.markdown(f"{OPENS[one.opens]}: {plain(one.title)} :small[{state}]", width="stretch")
        if one.open and st.button("Revoke", key=f"revoke_{one.id}", icon=":material/link_off:", type="tertiary"):
            with fault_told():
                links.revoke(one.id)
                st.session_state.pop("sent_link", None)
                st.rerun()
