"""What falls short, how far any menu could bring it, and what would mend it."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from planner.app.session.plan_request import AssessedPlan
from planner.app.session.plan_waiting import worked_out
from planner.app.widgets.markdown import plain, sentence
from planner.errors import PlannerError
from planner.menu.plan import Plan
from planner.menu.wording import listed, percent
from planner.optimize import beyond_food, reach, relief, shortages
from planner.reference.nutrients import nutrients

_WAIT = "Trying other menus …"


def shortage_section(planned: AssessedPlan) -> None:
    """One line for each shortage, and the answer to "why?" when it is asked for."""
    plan = planned.plan
    if not plan.shortfalls and not (planned.report["status"] == "short").any():
        return
    section = st.expander(
        "What falls short, and what helps", icon=":material/healing:", key="falls_short", on_change="rerun"
    )
    if not section.open:
        return
    with section:
        short = shortages(plan)
        if plan.shortfalls:
            st.markdown("Some rules could not hold together with your choices; they are named above.")
            _answered("rules", "What would mend this?", plan, lambda: _ways(plan, None))
        for nutrient, row in short.iterrows():
            st.markdown(_line(str(nutrient), row))
            _answered(str(nutrient), f"Why, and what helps: {row['label']}", plan, partial(_why, plan, str(nutrient)))


def _line(nutrient: str, row: pd.Series) -> str:
    amount = nutrients()[nutrient].text
    when = f"on {row['days']} of the days, at worst" if row["daily"] else "in the mean of the days"
    return (
        f"**{row['label']}**: {amount(row['known'])} {when}, {percent(row['coverage'])} of the target; "
        f"{amount(row['missing'])} a day are missing."
    )


def _answered(key: str, question: str, plan: Plan, answer: Callable[[], str]) -> None:
    """A question that takes a few seconds to answer; the answer stays until the plan changes."""
    if st.session_state.get("relief_of") is not plan:
        st.session_state["relief_of"], st.session_state["relief"] = plan, {}
    answers, at = st.session_state["relief"], key
    if at not in answers and st.button(question, key=f"relief_{key}", icon=":material/help:", type="tertiary"):
        try:
            answers[at] = answer()
        except PlannerError as error:  # of a plan that was opened and would not be made today
            answers[at] = sentence(error)
    if at in answers:
        st.markdown(answers[at])


def _why(plan: Plan, nutrient: str) -> str:
    days = len(plan.days) if not shortages(plan).at[nutrient, "daily"] else 1
    found = worked_out(_WAIT, reach, plan.person, plan.preferences, plan.foods, nutrient, days, days=days)
    if found.most < 1:
        first = f"The most that any menu under your choices could bring is {percent(found.most)} of the target."
        if beyond_food(plan, nutrient):
            return f"{first} Food alone reaches it for nobody like you. Ask your doctor or midwife about it."
    else:
        first = (
            f"Menus with {percent(found.reached)} of the target exist, but they give up other wishes, "
            "such as usual portions or a comfortable amount of fibre."
        )
    return f"{first} {_ways(plan, nutrient)}"


def _ways(plan: Plan, nutrient: str | None) -> str:
    words = [plain(way.words) for way in worked_out(_WAIT, relief, plan, nutrient, days=len(plan.days))]
    if not words:
        return "No single change of your choices mends it; your dietitian can look at it with you."
    return f"Each of these mends it, as tried: {listed(words)}." if len(words) > 1 else f"This mends it: {words[0]}."
