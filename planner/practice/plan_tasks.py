"""What a worker does: plan a week or take a step, and assess what came of it. It is the same wherever it is done."""

import hashlib
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from planner.assessment.findings import Findings, findings_of, remember_findings
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import Day, Plan
from planner.optimize.planning import plan_week
from planner.person.person import Person, Preferences
from planner.reference.tables import data_dir

T = TypeVar("T")
Tell = Callable[[float, Day], None]  # how far a plan is [1], and its first day as it would be by now

_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)  # whom the work in hand tells


@dataclass(frozen=True)
class PlanTask:
    """All that a plan depends on: answers and foods, nobody's name."""

    person: Person
    preferences: Preferences
    foods: FoodTable
    start: date
    days: int = 7
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Made:
    """A plan and what is said of it in every document."""

    plan: Plan
    findings: Findings

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        remember_findings(self.plan, self.findings)  # worked out where the plan was made


def week_made(task: PlanTask) -> Made:
    """Plan a week and assess it.

    Parameters
    ----------
    task : PlanTask

    Returns
    -------
    Made

    Raises
    ------
    PlannerError
        If no plan can be made of it.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> made = week_made(PlanTask(Person(), Preferences(), load_foods(), date(2026, 11, 23), days=1))
    >>> len(made.plan.days), bool(made.findings.checks["holds"].any())
    (1, True)
    """
    days, seed = task.days, task.seed
    return assessed(
        plan_week(task.person, task.preferences, task.foods, start=task.start, days=days, seed=seed, watch=_watch)
    )


def step_made(change: Callable[[Plan], Plan], plan: Plan) -> Made:
    """Take a step from a plan to another, such as `planner.optimize.another`, and assess what came of it.

    Parameters
    ----------
    change : callable
        Can be sent to another process: a function of the planner, or a `functools.partial` of one.
    plan : Plan

    Returns
    -------
    Made

    Examples
    --------
    >>> from planner.optimize import another, plan_week
    >>> step_made(another, plan_week(Person(), days=1)).plan.seed
    1
    """
    return assessed(change(plan))


def assessed(plan: Plan) -> Made:
    """A plan with its findings.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> plan = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> assessed(plan).findings is findings_of(plan)
    True
    """
    return Made(plan, findings_of(plan))


def carried_out(tell: Tell | None, work: Callable[..., T], *arguments: Any) -> T:
    """Do a piece of work in a worker. What a person can act on comes back as one sentence.

    Parameters
    ----------
    tell : callable, optional
        Hears how far a plan is.
    work : callable
    *arguments
        Of the work.

    Returns
    -------
    object
        What the work gives.

    Raises
    ------
    PlannerError
        If the work does.

    Examples
    --------
    >>> carried_out(None, len, "week")
    4
    """
    token = _tell.set(tell)
    try:
        return work(*arguments)
    except PlannerError as error:
        raise PlannerError(str(error)) from None
    except Exception as error:
        error.add_note(traceback.format_exc())  # a traceback does not come along by itself
        raise
    finally:
        _tell.reset(token)


def _watch(share: float, first: Day) -> None:
    """Tell how far the plan is, to whoever asked for it."""
    if tell := _tell.get():
        tell(share, first)


@cache  # the program does not change while it runs
def program_digest() -> str:
    """What tells this version of the planner from any other: a digest of its code and tables.

    Returns
    -------
    str
        Sixteen hexadecimal digits.

    Examples
    --------
    >>> len(program_digest())
    16
    """
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for folder, pattern in ((package, "*.py"), (Path(data_dir()), "*.csv")):
        for path in sorted(folder.rglob(pattern)):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
