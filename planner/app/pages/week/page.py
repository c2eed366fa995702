"""The Week page: whose it is, seven days of dishes, and the way to take them along."""

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.pages.week.answers_form import answers_form
from planner.app.pages.week.day_cards import day_cards
from planner.app.pages.week.downloads import download_section
from planner.app.pages.week.kept_plans import kept_plans_section
from planner.app.pages.week.shortage_section import shortage_section
from planner.app.session.answers import answers_of
from planner.app.session.food_revision import offer_newer
from planner.app.session.plan_request import Request, first_request
from planner.app.session.session_plan import current_plan, read_address, show_error
from planner.app.widgets.cramp_steps import in_a_cramp
from planner.app.widgets.danger_check import danger_gate
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.assessment.adequacy import tablets_text
from planner.assessment.verdict import Verdict, verdict_of
from planner.errors import PlannerError
from planner.menu.plan import Plan
from planner.menu.wording import DISCLAIMER, count, listed, lower_first
from planner.person.person import Person
from planner.reference.nutrients import tablet_name


def page() -> None:
    """Lay out the page. What fails leaves the plan that is there as it is."""
    read_address()
    st.title("A week of meals against leg cramps")
    if danger_gate():
        return
    in_a_cramp()
    greeting = st.empty()
    asked = None
    try:
        asked = answers_form()
    except PlannerError as error:
        show_error(error)
    planned = current_plan(asked)
    if planned is None:
        return
    greeting.markdown(_whose(st.session_state["request"]))
    offer_newer()
    plan = planned.plan
    doctor_notes(plan.person, planned.advice)
    _verdict(verdict_of(plan, planned.checks))
    day_cards()
    download_section()
    kept_plans_section(planned)
    shortage_section(planned)
    _footer(plan)


def _whose(request: Request) -> str:
    """Whose week this is; until she has said so, the question that makes it hers."""
    stage = str(answers_of(request)["stage"]).lower()
    if request == first_request():
        return f"**This week is for the {stage}. Where are you?** Four answers make it yours."
    return f"**Planned for: {stage}, {request.person.age} years.** Another answer, another plan."


def _verdict(said: Verdict) -> None:
    if said.holds:
        st.success(said.line, icon=":material/check_circle:")
    else:
        lines = "\n".join(f"- {plain(text)}" for text in said.shortfalls)
        st.warning(f"{said.line}\n\n{lines}", icon=":material/error:", title="Not everything could hold")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = plain(" ".join((*said.wishes, said.targets)))
        st.markdown(f":small[{words}]", width="content", help=explained("target", "RDA", "AI", "PRI", "EER"))
        st.page_link(
            page_of("nutrients"),
            label="**All nutrients, charted**",
            icon=":material/bar_chart:",
        )


def _footer(plan: Plan) -> None:
    solver, foods = plan.solver, plan.foods
    note(
        f"Planned from {count(len(foods.frame), 'food')} ({plain(foods.name)}) in {solver.seconds:.1f} s. "
        f"Penalty {solver.objective:.1f} points; no plan under these choices can have fewer than {solver.bound:.1f}. "
        + DISCLAIMER
    )


def doctor_notes(person: Person, advice: pd.DataFrame) -> None:
    """The rows of the safety table that matter to her, and what she takes beside the food."""
    for row in advice[advice["level"] == "phone"].to_dict("records"):
        st.error(_advice(row), title="Phone today", icon=":material/call:")
    if (advice["level"] != "phone").any():
        lines = "\n".join(f"- {_advice(row)}" for row in advice[advice["level"] != "phone"].to_dict("records"))
        st.info(lines, title="Ask your doctor first", icon=":material/stethoscope:")
    if person.supplements:
        taken = [
            f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')} "
            f"with {one.meal.replace('_', ' ')}"
            for one in person.supplements
        ]
        note(plain(f"Prescribed by your doctor, and counted apart from food: {listed(taken)}."))


def _advice(row: dict) -> str:
    what = f"Danger sign: {lower_first(row['what'])}" if row["level"] == "doctor" else row["what"]
    return f"**{plain(what)}.** {plain(row['action'])} {plain(row['why'])} :small[({plain(row['because'])})]"
