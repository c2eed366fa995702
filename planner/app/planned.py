"""The plan of this session: what was asked for, and the plan that came of it."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

import planner
from planner.app.changed import same_plates
from planner.app.saved import foods_in_use
from planner.exports.findings import findings
from planner.menu import Plan
from planner.person import Person, Preferences

KEPT = 64  # plans that the server remembers


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
    """A plan with its report, its audit and the advice on it, which every redraw of the page needs.

    `steered` says that someone changed the plan by hand, so that it belongs to one session.
    """

    plan: Plan
    report: pd.DataFrame
    checks: pd.DataFrame
    advice: pd.DataFrame
    steered: bool = False


def today() -> date:
    """Today where the reader is, if her browser says so."""
    zone = st.context.timezone
    return datetime.now(ZoneInfo(zone)).date() if zone else date.today()


@st.cache_resource(show_spinner=False)
def _plans() -> OrderedDict[str, Planned]:
    """Plans made so far, for everyone: plans are frozen, and same input means same plan."""
    return OrderedDict()


def first_plan(request: Request) -> Planned:
    """The plan for a request with the foods in use, made now or remembered.

    Raises
    ------
    PlannerError
        If no plan can be made of it.
    """
    foods = foods_in_use()
    who = f"{request.person.model_dump_json()} {request.preferences.model_dump_json()}"
    key = f"{who} {request.start} {request.days} {request.seed} {foods.name} {foods.sha256}"
    plans = _plans()
    if key not in plans:
        plan = planner.plan_week(
            request.person, request.preferences, foods, start=request.start, days=request.days, seed=request.seed
        )
        plans[key] = checked(plan)
        while len(plans) > KEPT:
            plans.popitem(last=False)
    return plans[key]


def steered(before: Planned, plan: Plan) -> Planned:
    """What became of a plan that someone changed, with its own report, audit and advice."""
    if same_plates(before.plan, plan):  # a lock changes nothing that is eaten
        return replace(before, plan=plan, steered=True)
    return checked(plan, steered=True)


def checked(plan: Plan, steered: bool = False) -> Planned:
    """A plan with all that the page says of it."""
    found = findings(plan)
    return Planned(plan, found.report, found.checks, found.advice, steered)
