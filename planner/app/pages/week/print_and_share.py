"""Print and share: the page for the fridge, a link, other documents, and a plan file opened again."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from planner import exports
from planner.app.pages.week.kept_plans import open_plan
from planner.app.session.address import health_words, query_of, without_answers
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_request import AssessedPlan, today
from planner.app.widgets.browser_parts import share_button
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.exports import Handout, own_foods, read_plan, render
from planner.exports.handout import LONGEST_NAME, LONGEST_NOTE
from planner.exports.shopping import EATERS
from planner.menu.plan import Plan

FILES = {
    ".pdf": ("All of it (PDF)", "application/pdf", "picture_as_pdf"),
    ".ics": ("Calendar (ICS)", "text/calendar", "event"),
    ".xlsx": ("Workbook (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    ".csv": ("Table (CSV)", "text/csv", "csv"),
    ".json": ("Plan file (JSON)", "application/json", "save"),
}
PAPERS = {"A4": "a4", "US Letter": "letter"}
REMINDERS = {"No reminder": None, "15 minutes before": 15, "30 minutes before": 30, "1 hour before": 60}
LARGEST_MB = 10
HANDOUT = "handout"  # what stands on the documents
WITHOUT = "share_without"  # whether a shared link leaves her answers out


@st.fragment
def take_along_section() -> None:
    """The section. Documents are made when they are clicked, not before."""
    planned: AssessedPlan = st.session_state["planned"]
    plan = planned.plan
    st.header("Print and share")
    buttons = st.container(horizontal=True)
    _link_note()
    handout = _other_documents(plan)
    with buttons:
        st.download_button(
            "For the fridge (PDF)",
            data=lambda: exports.to_pdf(plan, handout, only_week=True),
            file_name=f"week-{plan.days[0].date}.pdf",
            mime="application/pdf",
            on_click="ignore",
            type="primary",
            icon=":material/print:",
            key="download_fridge",
        )
        share_button("Share this week", "A week of meals", "", _link(plan), "share_week")


def _link(plan: Plan) -> str:
    """The address of this very plan, with her answers or without them."""
    query = query_of(replace(st.session_state["request"], seed=plan.seed), foods_in_use(), plan)
    if st.session_state.get(WITHOUT, True):
        query = without_answers(query, plan)
    return f"{(st.context.url or '').partition('?')[0]}?{urlencode(query, doseq=True)}"


def _link_note() -> None:
    """What a shared link says of her, and the way to leave it out."""
    st.toggle("Leave out what I said about me", True, key=WITHOUT, persist_state="session")
    if st.session_state[WITHOUT]:
        note("The link says nothing of you. The address of this page does: keep it to yourself.")
    else:
        note(f"The link says of you: {plain(health_words(st.session_state['request']))}.")


def _other_documents(plan: Plan) -> Handout:
    """The other formats, what stands on all of them, and a plan file opened again; drawn once they are asked for."""
    box = st.expander(
        "Other documents and plan files",
        icon=":material/edit_document:",
        key="documents",
        on_change="rerun",
    )
    if not box.open:
        return st.session_state.get(HANDOUT, Handout(made=today()))
    with box:
        handout = st.session_state[HANDOUT] = _handout()
        with st.container(horizontal=True):
            for suffix, (name, mime, icon) in FILES.items():
                st.download_button(
                    name,
                    data=partial(render, plan, suffix, handout),
                    file_name=f"cramp-plan-{plan.days[0].date}{suffix}",
                    mime=mime,
                    on_click="ignore",
                    icon=f":material/{icon}:",
                    key=f"download{suffix}",
                )
        _open()
    return handout


def _handout() -> Handout:
    """What stands on the documents; what can't be is said, and left out."""
    with st.grid(4, min_column_width=170):
        typed = {
            "client": st.text_input(
                "For",
                key="handout_client",
                placeholder="Her name",
                persist_state="session",
                max_chars=LONGEST_NAME,
            ),
            "dietitian": st.text_input(
                "From",
                key="handout_dietitian",
                placeholder="Name of the dietitian",
                persist_state="session",
                max_chars=LONGEST_NAME,
            ),
            "paper": PAPERS[st.selectbox("Paper", list(PAPERS), key="handout_paper", persist_state="session")],
            "eaters": st.number_input(
                "Shop for how many people",
                value=1,
                step=1,
                key="handout_eaters",
                persist_state="session",
            ),
        }
    with st.grid(2, min_column_width=260):
        typed["note"] = st.text_area(
            "A note to her",
            key="handout_note",
            height=68,
            placeholder="A few lines",
            persist_state="session",
            max_chars=LONGEST_NOTE,
        )
        reminder = st.selectbox(
            "The calendar reminds", list(REMINDERS), key="handout_reminder", persist_state="session"
        )
    note("These stand on documents only. The server keeps none of it.")
    kept = {key: value for key, value in typed.items() if value is not None}
    try:
        return Handout(**kept, reminder=REMINDERS[reminder], made=today())
    except PlannerError as error:
        st.warning(sentence(error), icon=":material/edit:")
        return Handout(made=today())


def _open() -> None:
    """A plan file opened again, with everything locked as it was."""
    version = st.session_state.setdefault("plan_files_opened", 0)
    file = st.file_uploader(
        "A plan file (JSON) from here", type=["json"], key=f"plan_file_{version}", max_upload_size=LARGEST_MB
    )
    if file is None:
        return
    foods = foods_in_use()
    try:
        plan = read_plan(file.getvalue(), foods, file.name)
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
        return
    st.session_state["plan_files_opened"] = version + 1
    said = str(own_foods(plan, foods))
    more = f" {plain(said)}; shown with the figures of the plan." if said else ""
    open_plan(plan, f"{plain(file.name)} is open.{more}")
    st.rerun()


def handout_eaters() -> int:
    """For how many people is shopped, as she said."""
    said = st.session_state.get("handout_eaters")
    return said if isinstance(said, int) and EATERS[0] <= said <= EATERS[1] else EATERS[0]
