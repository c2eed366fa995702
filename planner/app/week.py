"""The Week page: whose it is, seven days of dishes, and the way to take them along."""

import streamlit as st

from planner.app.answers import answers_of
from planner.app.ask_first import ask_first
from planner.app.danger import stands_back
from planner.app.days import day_cards
from planner.app.form import first_request, form
from planner.app.hand import arrive, in_hand, say
from planner.app.kept import kept_section
from planner.app.notes import note
from planner.app.pages import page as page_of
from planner.app.planned import Request
from planner.app.relief import relief_section
from planner.app.saved import offer_newer
from planner.app.take import take_section
from planner.app.terms import explained
from planner.app.why_cramp import in_a_cramp
from planner.app.wording import count, plain
from planner.errors import PlannerError
from planner.menu import Plan
from planner.verdict import Verdict, verdict
from planner.wording import DISCLAIMER


def page() -> None:
    """Lay out the page. What fails leaves the plan that is there as it is."""
    arrive()
    st.title("A week of meals against leg cramps")
    if stands_back():
        return
    in_a_cramp()
    greeting = st.empty()
    asked = None
    try:
        asked = form()
    except PlannerError as error:
        say(error)
    planned = in_hand(asked)
    if planned is None:
        return
    greeting.markdown(_whose(st.session_state["request"]))
    offer_newer()
    plan = planned.plan
    ask_first(plan.person, planned.advice)
    _verdict(verdict(plan, planned.checks))
    day_cards()
    take_section()
    kept_section(planned)
    relief_section(planned)
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
            page_of("coverage"),
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
