"""The plan in hand, on every page: taken up from the address, planned, and written into the address again."""

import time
from dataclasses import replace

import streamlit as st

from planner.app.session.address import OURS, Query, plan_of, query_of, request_of, table_of
from planner.app.session.food_revision import foods_in_use, store, use_revision
from planner.app.session.plan_request import AssessedPlan, Request, assessed, fill_form, first_request, today
from planner.app.session.plan_steps import update_plan
from planner.app.widgets.markdown import sentence
from planner.errors import PlannerError

SHARED = "shared"  # in the address, that a plan was shared; in the session, for whom its figures stand
ADDRESS_DELAY = 2.0  # [s] in which the browser may still send the address from before


def read_address() -> None:
    """Take up what the address asks for, if a link was opened or the reader went back in her browser."""
    state = st.session_state
    here: Query = {key: st.query_params.get_all(key) for key in st.query_params if key in OURS}
    last, before, since = state.get("address", ({}, {}, 0.0))
    if not here or here == last or (here == before and time.monotonic() - since < ADDRESS_DELAY):
        return
    state["address"] = (here, last, time.monotonic())
    try:
        request = request_of(here, today())
        _use_linked_table(here)
        plan = plan_of(here, request, foods_in_use())
    except PlannerError as error:
        state["lost"] = f"The link can't be followed: {error}"
        return
    state["request"] = request
    state[SHARED] = request.person if SHARED in here else None
    fill_form(request)
    if plan is None:
        state.pop("planned", None)
    else:
        state["planned"] = assessed(plan, by_hand=True)


def is_shared() -> bool:
    """Whether the plan in hand came by a link without answers, and nobody has said since whose it is."""
    state = st.session_state
    return state.get(SHARED) is not None and state["request"].person is state[SHARED]


def _use_linked_table(here: Query) -> None:
    """Use the food table that a link was made with, if it is among the saved ones."""
    number, digest = table_of(here)
    if foods_in_use().sha256[:8] == digest or not digest:
        return
    try:
        revision = store().revision(number)
        if revision.sha256[:8] == digest:
            use_revision(revision)
            return
    except PlannerError:
        pass
    st.session_state["lost"] = "The link was made with another food table, so its plan may be another one here"


def current_plan(asked: Request | None = None) -> AssessedPlan | None:
    """The plan of this session, planned now if need be; None, and said why, if none can be made.

    Parameters
    ----------
    asked : Request, optional
        What the form has just sent.
    """
    state = st.session_state
    read_address()
    with st.container():  # always there, so that what comes and goes in it moves nothing below, nor the reader
        try:
            update_plan(asked, state.get("request") or first_request())
        except PlannerError as error:
            show_error(error)
        if lost := state.pop("lost", None):
            show_error(PlannerError(lost))
    write_address()
    return state.get("planned")


def keep_address() -> None:
    """On a page that needs no plan: take up a link, and have the plan in hand outlive a reload."""
    read_address()
    write_address()


def show_error(error: PlannerError) -> None:
    """An error as a sentence; the plan that was there is there still."""
    kept = " The plan below is the one from before." if "planned" in st.session_state else ""
    st.warning(f"{sentence(error)}{kept}", icon=":material/edit:")


def write_address() -> None:
    """Write all choices into the address, so that a link opens the same plan and a reload loses nothing."""
    state = st.session_state
    planned: AssessedPlan | None = state.get("planned")
    request: Request | None = state.get("request")
    if planned is None or request is None:
        return
    plan = planned.plan  # its seed is that of the last "another week"
    wanted = query_of(replace(request, seed=plan.seed), foods_in_use(), plan if planned.by_hand else None)
    if is_shared():
        wanted[SHARED] = ["1"]
    here: Query = {key: st.query_params.get_all(key) for key in st.query_params if key in OURS}
    if here != wanted:
        rest = {key: st.query_params.get_all(key) for key in st.query_params if key not in OURS}
        state["address"] = (wanted, here, time.monotonic())
        st.query_params.from_dict({**rest, **wanted})
