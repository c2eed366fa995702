"""The plan of this session: what was asked for, and the plan that came of it."""

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from planner.app.session.plan_diff import same_plates
from planner.assessment.findings import findings_of
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.person.person import Person, Preferences
from planner.practice.plan_tasks import Made, PlanTask, week_made
from planner.practice.planning_queue import QUEUE, Job

EVENING = timedelta(hours=6)  # before midnight


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


def now() -> datetime:
    """The hour where the reader is, if her browser says so in a name that this machine knows."""
    zone = st.context.timezone
    try:
        return datetime.now(ZoneInfo(zone) if zone else None)
    except (KeyError, ValueError, OSError):  # a browser may say "Etc/Unknown", or know of a new zone earlier
        return datetime.now()


def today() -> date:
    """Today where the reader is."""
    return now().date()


def latest_morning() -> date:
    """The morning after the night that is over or, from six in the evening on, the one that begins."""
    return (now() + EVENING).date()


def plan_job(request: Request, foods: FoodTable, visitor: Hashable) -> Job[Made]:
    """Ask for the plan of a request. The same input means the same plan, so it is made once for all who ask.

    Raises
    ------
    PlannerError
        If too many wait already, or nobody is there to make it.
    """
    task = PlanTask(request.person, request.preferences, foods, request.start, request.days, request.seed)
    who = f"{task.person.model_dump_json()} {task.preferences.model_dump_json()}"
    key = f"{who} {task.start} {task.days} {task.seed} {foods.name} {foods.revision} {foods.sha256}"
    return QUEUE.ask(visitor, week_made, task, days=task.days, key=key)


def default_week(foods: FoodTable, start: date | None = None) -> None:
    """Have the week made that every visit opens with, or remember it for longer."""
    with suppress(PlannerError):  # said to whoever opens the page
        plan_job(replace(first_request(), start=start or date.today()), foods, "the house")


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
