"""The Week page: whose it is, seven days of dishes, and the way to take them along."""

from functools import lru_cache

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.pages.week.answers_form import answers_row
from planner.app.pages.week.day_cards import day_cards
from planner.app.pages.week.first_questions import first_questions, shared_plan_row
from planner.app.pages.week.kept_plans import kept_plans_section
from planner.app.pages.week.print_and_share import take_along_section
from planner.app.pages.week.shopping_section import shopping_section
from planner.app.pages.week.shortage_section import shortage_section
from planner.app.session.food_revision import offer_newer
from planner.app.session.plan_request import AssessedPlan
from planner.app.session.session_plan import current_plan, is_shared, read_address
from planner.app.widgets.danger_check import danger_gate
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.assessment.adequacy import tablets_text
from planner.assessment.verdict import Verdict, verdict_of
from planner.menu.plan import Plan
from planner.menu.wording import DISCLAIMER, count, listed, lower_first
from planner.person.person import Person
from planner.reference.nutrients import tablet_name


def page() -> None:
    """Lay out the page: today's meals first. What fails leaves the plan that is there as it is."""
    read_address()
    st.title("A week of meals")
    if danger_gate():
        return
    asking = first_questions()
    top = st.container()
    planned = current_plan(st.session_state.pop("asked", None))
    if not asking:
        with top:
            (shared_plan_row if is_shared() else answers_row)()
    if planned is None:
        return
    offer_newer()
    plan, said = planned.plan, _verdict_of(planned)
    doctor_notes(plan.person, planned.advice)
    if not is_shared():  # whose targets it was planned for, nobody said
        _verdict(said)
    day_cards()
    take_along_section()
    shopping_section()
    kept_plans_section(planned)
    shortage_section(planned)
    _closer_look(plan, said)


@lru_cache(64)  # plans are frozen and each is its own key
def _verdict_of(planned: AssessedPlan) -> Verdict:
    return verdict_of(planned.plan, planned.checks)


def _verdict(said: Verdict) -> None:
    """What she has to know first: that all is reached, in a line, or all that is not."""
    if said.holds:
        note(f":green[:material/check_circle: {plain(said.first)}]")
    else:
        lines = "\n".join(f"- {plain(text)}" for text in said.shortfalls)
        st.warning(f"{said.line}\n\n{lines}", icon=":material/error:", title="Not everything could hold")


def _closer_look(plan: Plan, said: Verdict) -> None:
    """What only the curious want to know of the plan."""
    with st.expander("For the curious", icon=":material/search:", key="closer_look"):
        more = said.line.removeprefix(said.first).strip() if said.holds else ""
        parts = [*([more] if more else []), *said.wishes, said.targets]
        words = explained("target", "RDA", "AI", "PRI", "EER")
        st.markdown("\n".join(f"- {plain(text)}" for text in parts), help=words)
        solver, foods = plan.solver, plan.foods
        note(
            f"Planned from {count(len(foods.frame), 'food')} ({plain(foods.name)}) in {solver.seconds:.1f} s. "
            f"Penalty {solver.objective:.1f} points; no plan for these answers can have fewer than {solver.bound:.1f}."
        )
        st.page_link(page_of("nutrients"), label="All nutrients, charted", icon=":material/bar_chart:")
    note(DISCLAIMER)


def doctor_notes(person: Person, advice: pd.DataFrame) -> None:
    """The rows of the safety table that matter to her, and what she takes beside the food."""
    for row in advice[advice["level"] == "phone"].to_dict("records"):
        st.error(_advice(row), title="Phone today", icon=":material/call:")
    for row in advice[advice["level"] == "doctor"].to_dict("records"):
        st.warning(_advice(row), icon=":material/health_and_safety:")
    rows = advice[~advice["level"].isin(["phone", "doctor"])].to_dict("records")
    if rows:
        why = plain(listed(dict.fromkeys(lower_first(row["what"]) for row in rows)))
        with st.expander(f"**Ask your doctor first:** {why}", icon=":material/stethoscope:", key="ask_first"):
            st.markdown("\n".join(f"- {_advice(row)}" for row in rows))
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
