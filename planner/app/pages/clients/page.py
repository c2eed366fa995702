"""The Clients page: the list of a dietitian, or the card of one client."""

import streamlit as st

from planner.app.pages.clients.caseload_section import caseload_section
from planner.app.pages.clients.client_card import client_card
from planner.app.pages.clients.client_list import client_list, new_client
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import sentence
from planner.errors import PlannerError


def page() -> None:
    """Lay out the page; nothing of a client stands in its address."""
    if not visitor().dietitian:
        st.title("Clients")
        st.info("Only listed dietitians have clients here. Sign in on the page of the food table.")
        return
    try:
        if id := st.session_state.get("open_client"):
            client_card(id)
        else:
            _all()
    except PlannerError as error:  # the way back to the list stands above, and the card is there again when it can be
        st.error(sentence(error), icon=":material/error:")


def _all() -> None:
    st.title("Clients")
    client_list()
    with st.expander("Add a client", icon=":material/person_add:", key="add"):
        new_client()
    brought = "caseload" in st.session_state
    with st.expander("Bring in a list", icon=":material/upload_file:", key="bring_list", expanded=brought):
        caseload_section()
