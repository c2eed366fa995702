"""The Week page: form, days, downloads, kept plans."""

import streamlit as st

from planner.app import why
from planner.app.ask_first import ask_first
from planner.app.days import day_cards
from planner.app.form import first_request, form
from planner.app.kept import kept_section, say_what_is_open
from planner.app.notes import note
from planner.app.planned import Planned
from planner.app.relief import relief_section
from planner.app.saved import offer_newer
from planner.app.steering import plan_in_hand
from planner.app.take import take_section
from planner.app.wording import count, plain, sentence
from planner.errors import PlannerError
from planner.menu import Plan
from planner.verdict import Verdict, verdict
from planner.wording import DISCLAIMER


def page() -> None:
    """Lay out the page. What fails leaves the plan that is there as it is."""
    st.title("A week of meals against leg cramps")
    st.markdown(
        "Rich in calcium, magnesium and potassium, every day. Answer a few questions, or cook from the week below."
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.markdown(
            ":material/health_and_safety: If one leg swells, reddens or hurts, see a doctor first.", width="content"
        )
        st.page_link(
            st.Page(why.page, title="Why and safety", url_path="why"),
            label="**All danger signs**",
            icon=":material/arrow_forward:",
            icon_position="right",
        )
    _plan_what_was_asked()
    planned: Planned | None = st.session_state.get("planned")
    if planned is None:
        return
    say_what_is_open()
    offer_newer()
    plan, checks = planned.plan, planned.checks
    ask_first(plan.person, planned.advice)
    _verdict(plan, verdict(plan, checks))
    relief_section(plan)
    day_cards(planned)
    take_section(planned)
    kept_section(planned)
    _footer(plan)


def _plan_what_was_asked() -> None:
    """Turn the form, a step, or a changed food table into a plan."""
    try:
        plan_in_hand(form(), first_request())
    except PlannerError as error:
        kept = " The plan below is the one from before." if "planned" in st.session_state else ""
        st.warning(f"{sentence(error)}{kept}", icon=":material/edit:")


def _verdict(plan: Plan, said: Verdict) -> None:
    if said.holds:
        st.success(said.line, icon=":material/check_circle:")
    else:
        lines = "\n".join(f"- {plain(text)}" for text in said.shortfalls)
        st.warning(f"{said.line}\n\n{lines}", icon=":material/error:", title="Not everything could hold")
    note(plain(" ".join((*said.wishes, said.targets))))


def _footer(plan: Plan) -> None:
    solver, foods = plan.solver, plan.foods
    note(
        f"Planned from {count(len(foods.frame), 'food')} ({plain(foods.name)}) in {solver.seconds:.1f} s. "
        f"Penalty {solver.objective:.1f} points; no plan under these choices can have fewer than {solver.bound:.1f}. "
        + DISCLAIMER
    )
