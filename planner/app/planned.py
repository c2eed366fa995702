"""The plan of this session: what was asked for, and the plan that came of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from planner.app.changed import same_plates
from planner.app.remembered import Remembered
from planner.exports.findings import findings
from planner.foods import FoodTable
from planner.menu import Day, Plan
from planner.optimize import Watch, plan_week
from planner.person import Person, Preferences


@dataclass(frozen=True)
class Request:
    """All that a plan depends on, besides the food table."""

    person: Person
    preferences: Preferences
    start: date
    days: int = 7
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan with its report, its audit, its flagged pairings and the advice on it, which every redraw needs.

    `steered` says that someone changed the plan by hand, so that it belongs to one session.
    """

    plan: Plan
    report: pd.DataFrame
    checks: pd.DataFrame
    advice: pd.DataFrame
    flags: pd.DataFrame
    steered: bool = False


# plans are frozen, and the same input means the same plan; the server forgets them when it stops
PLANS = Remembered[Planned](most=64)
_drafts: dict[str, tuple[float, Day]] = {}  # of plans that are being made: how far, and their first day by now


def today() -> date:
    """Today where the reader is, if her browser says so."""
    zone = st.context.timezone
    return datetime.now(ZoneInfo(zone)).date() if zone else date.today()


def first_plan(request: Request, foods: FoodTable, watch: Watch | None = None) -> Planned:
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

    def make() -> Planned:
        try:
            return checked(plan_week(person, preferences, foods, start=start, days=days, seed=request.seed, watch=look))
        finally:
            _drafts.pop(key, None)

    return PLANS.of(key, make, look_on)


def steered(before: Planned, plan: Plan) -> Planned:
    """What became of a plan that someone changed, with its own report, audit and advice."""
    if same_plates(before.plan, plan):  # a lock changes nothing that is eaten
        return replace(before, plan=plan, steered=True)
    return checked(plan, steered=True)


def checked(plan: Plan, steered: bool = False) -> Planned:
    """A plan with all that the pages say of it."""
    found = findings(plan)
    return Planned(plan, found.report, found.checks, found.advice, found.flags, steered)
