"""The plans before this one: every change can be taken back, one after the other."""

from dataclasses import dataclass, replace

import streamlit as st

from planner.app.session.plan_request import AssessedPlan, Request, fill_form

MOST = 20  # steps that can be taken back


@dataclass(frozen=True, eq=False)
class _Stand:
    """A plan and what was asked for."""

    planned: AssessedPlan
    request: Request


def remember_plan() -> None:
    """Note the plan in hand; if it is another one than last time, that one can be brought back."""
    state = st.session_state
    now = _Stand(state["planned"], state["request"])
    last: _Stand | None = state.get("stand")
    if last is None or last.planned is not now.planned:
        if last is not None:
            state["stands"] = (*state.get("stands", ()), last)[-MOST:]
        state["stand"] = now


def can_undo() -> bool:
    """Whether a plan before this one is known, of the same foods and of no dish that is there no more."""
    stands: tuple[_Stand, ...] = st.session_state.get("stands", ())
    if not stands:
        return False
    before, now = stands[-1].planned.plan.foods, st.session_state["planned"].plan.foods
    return set(before.dishes) <= set(now.dishes) and before.frame.equals(now.frame)


def undo() -> None:
    """Bring back the plan before the last change, with its answers; a dish of one's own stays at hand."""
    state = st.session_state
    *rest, last = state["stands"]
    foods = state["planned"].plan.foods
    if last.planned.plan.foods.sha256 != foods.sha256:
        last = replace(last, planned=replace(last.planned, plan=replace(last.planned.plan, foods=foods)))
    state["stands"] = tuple(rest)
    state["stand"], state["planned"], state["request"] = last, last.planned, last.request
    state.pop("fresh", None)
    fill_form(last.request)
