"""Take it with you: documents, calendar, plan file and shopping list, and a plan file opened again."""

from functools import partial

import streamlit as st

from planner.app.pages.week.kept_plans import open_plan
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_request import AssessedPlan, today
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.exports import Handout, own_foods, read_plan, render, shopping_list
from planner.exports.handout import LONGEST_NAME, LONGEST_NOTE
from planner.exports.shopping import HAVE_IT, how_much, sections, to_text
from planner.menu.plan import Plan
from planner.menu.wording import count

FILES = {
    ".pdf": ("PDF to print", "application/pdf", "picture_as_pdf"),
    ".ics": ("Calendar (ICS)", "text/calendar", "event"),
    ".xlsx": ("Workbook (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    ".csv": ("Table (CSV)", "text/csv", "csv"),
    ".json": ("Plan file (JSON)", "application/json", "save"),
}
PAPERS = {"A4": "a4", "US Letter": "letter"}
REMINDERS = {"No reminder": None, "15 minutes before": 15, "30 minutes before": 30, "1 hour before": 60}
LARGEST_MB = 10


@st.fragment
def download_section() -> None:
    """The section. Documents are made when they are clicked, not before."""
    planned: AssessedPlan = st.session_state["planned"]
    plan = planned.plan
    st.header("Take it with you")
    note(
        ":material/link: The address of this page opens this very plan, on any device: bookmark it, or send it. "
        "It holds your answers; the server writes none of them down."
    )
    files = st.container(horizontal=True)
    handout = _handout()
    with files:
        for suffix, (name, mime, icon) in FILES.items():
            st.download_button(
                name,
                data=partial(render, plan, suffix, handout),
                file_name=f"cramp-plan-{plan.days[0].date}{suffix}",
                mime=mime,
                on_click="ignore",
                type="primary" if suffix == ".pdf" else "secondary",
                icon=f":material/{icon}:",
                key=f"download{suffix}",
            )
    _shopping(plan, handout)
    _open()


def _handout() -> Handout:
    """What stands on the documents; what can't be is said, and left out."""
    with st.expander("Names, paper, people at the table, reminders", icon=":material/edit_document:"):
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
        note("These stand on the documents only; nothing of it is kept on the server.")
        kept = {key: value for key, value in typed.items() if value is not None}
        try:
            return Handout(**kept, reminder=REMINDERS[reminder], made=today())
        except PlannerError as error:
            st.warning(sentence(error), icon=":material/edit:")
            return Handout(made=today())


def _shopping(plan: Plan, handout: Handout) -> None:
    """The list by aisle, to be ticked off; ticks belong to these days and this variation."""
    if not st.toggle("Show the shopping list", key="shopping_shown", persist_state="session"):
        return
    lines = shopping_list(plan, handout.eaters)
    with st.container(border=True, key="shopping"):
        people = f" for {handout.eaters} people" if handout.eaters > 1 else ""
        st.subheader(f"Shopping list, {count(len(plan.days), 'day')}{people}")
        ticked = 0
        with st.grid(3, min_column_width=230):
            for title, rows in sections(lines):
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{plain(title)}**")
                    ticked += _ticks(rows, plan)
        with st.container(horizontal=True, vertical_alignment="center"):
            note(f"{ticked} of {len(lines)} ticked.")
            st.download_button(
                "As text, for a message",
                data=lambda: to_text(lines).encode(),
                file_name=f"shopping-{plan.days[0].date}.txt",
                mime="text/plain",
                on_click="ignore",
                type="tertiary",
                icon=":material/sms:",
                key="download_shopping",
            )


def _ticks(rows: list[dict], plan: Plan) -> int:
    """A box for each line, ticked where she has it; how many are ticked."""
    total = 0
    for row in rows:
        words = f"{plain(row['bought_as'] or row['name'])}: {plain(how_much(row))}"
        words += "".join(f"; {more}" for more in (row["soak"], HAVE_IT if row["have"] else "") if more)
        words += f"  \n:small[{plain(row['left'])}]" if row["left"] else ""
        total += st.checkbox(
            words,
            value=bool(row["have"]),
            key=f"buy_{plan.days[0].date}_{plan.seed}_{row['food']}",
            persist_state="session",
            wrap=True,
        )
    return total


def _open() -> None:
    """A plan file opened again, with everything locked as it was."""
    with st.expander("Open a plan file", icon=":material/folder_open:"):
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
