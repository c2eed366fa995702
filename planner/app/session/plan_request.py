"""The plan of this session: what was asked for, and the plan that came of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from planner.app.server_log import plan_made
from planner.app.session.plan_diff import same_plates
from planner.app.session.shared_cache import SharedCache
from planner.assessment.findings import findings_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import Day, Plan
from planner.optimize import Watch, plan_week
from planner.person.person import Person, Preferences


@dataclass(frozen=True)
class Request:
    """All that a plan depends on, besides the food table."""

    person: Person
    preferences: Preferences
    start: date
    days: int = 7
    seed: int = 0


@dataclass(frozen=True, eq=False)
class AssessedPlan:
    """A plan with its report, its audit, its flagged pairings and the advice on it, which every redraw needs.

    `by_hand` says that someone changed the plan by hand, so that it belongs to one session.
    """

    plan: Plan
    report: pd.DataFrame
    checks: pd.DataFrame
    advice: pd.DataFrame
    flags: pd.DataFrame
    by_hand: bool = False


# plans are frozen, and the same input means the same plan; the server forgets them when it stops
PLANS = SharedCache[AssessedPlan](most=64)
_drafts: dict[str, tuple[float, Day]] = {}  # of plans that are being made: how far, and their first day by now


def today() -> date:
    """Today where the reader is, if her browser says so."""
    zone = st.context.timezone
    return datetime.now(ZoneInfo(zone)).date() if zone else date.today()


def plan_for(request: Request, foods: FoodTable, watch: Watch | None = None) -> AssessedPlan:
    """The plan for a request, made now or remembered.

    Raises
    ------
    PlannerError
        If no plan can be made of it.
    """
    person, preferences, start, days = request.person, request.preferences, request.start, request.days
    who = f"{person.model_dump_json()} {preferences.model_dump_json()}"
    key = f"{who} {start} {days} {request.seed} {foods.name} {foods.sha256}"

    def look(share: float, first: Day) -> None:
        _drafts[key] = (share, first)
        if watch:
            watch(share, first)

    def look_on() -> None:
        if watch and key in _drafts:
            watch(*_drafts[key])

    def make() -> AssessedPlan:
        began = perf_counter()
        try:
            plan = plan_week(person, preferences, foods, start=start, days=days, seed=request.seed, watch=look)
        finally:
            _drafts.pop(key, None)
        plan_made(plan, perf_counter() - began)
        return assessed(plan)

    return PLANS.of(key, make, look_on)


def changed_by_hand(before: AssessedPlan, plan: Plan) -> AssessedPlan:
    """What became of a plan that someone changed, with its own report, audit and advice."""
    if same_plates(before.plan, plan):  # a lock changes nothing that is eaten
        return replace(before, plan=plan, by_hand=True)
    return assessed(plan, by_hand=True)


def assessed(plan: Plan, by_hand: bool = False) -> AssessedPlan:
    """A plan with all that the pages say of it."""
    found = findings_of(plan)
    return AssessedPlan(plan, found.report, found.checks, found.advice, found.flags, by_hand)


def first_request() -> Request:
    """What the first week is planned for, before anyone has typed."""
    return Request(Person(), Preferences(), today())


def fill_form(opened: Request) -> None:
    """Have the form show the answers that an opened plan was made from, when it is drawn next.

    What it has no place for (the week of pregnancy, other hours of meals) stays in the request
    until another answer makes it void.
    """
    st.session_state["fill"] = opened
