"""Wait for a plan that is made outside this process, with what the reader sees meanwhile."""

import itertools
import operator
import os
import weakref
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from time import perf_counter
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from planner.app.server_log import plan_made
from planner.app.session.plan_request import AssessedPlan, Request, assessed, plan_job
from planner.app.widgets.step_messages import ProgressDisplay, queue_words
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.practice.caseload import ClientResult, plan_caseload
from planner.practice.client_rows import ClientRow
from planner.practice.plan_tasks import PlanTask
from planner.practice.planning_queue import QUEUE, SCHEDULER, Job

T = TypeVar("T")
LOOK_EVERY = 0.1  # [s] at the queue, while she waits; nothing is asked of her browser
_numbers = itertools.count(1)


class _Visitor:
    """Who waits, for as long as her session lasts."""

    def __init__(self) -> None:
        self.number = next(_numbers)


def visitor() -> int:
    """The number of this session in the queue, by which it is served in turn."""
    if "visitor" not in st.session_state:
        someone = st.session_state["visitor"] = _Visitor()
        weakref.finalize(someone, QUEUE.gone, someone.number).atexit = False
    return int(st.session_state["visitor"].number)


def planned_for(request: Request, foods: FoodTable) -> AssessedPlan:
    """The plan for a request, made now or remembered; what this session asked for before is called off.

    Raises
    ------
    PlannerError
        If no plan can be made of it.
    """
    me = visitor()
    job = plan_job(request, foods, me)
    QUEUE.leave(me, but=job)
    if not job.result.done():
        began = perf_counter()
        display = ProgressDisplay()
        try:
            _wait(me, job, lambda: display.show(QUEUE.before(job), job.progress))
        finally:
            display.clear()
        plan_made(_result(job).plan, perf_counter() - began)
    return assessed(_result(job).plan)


def worked_out(words: str, work: Callable[..., T], *arguments: object, days: int) -> T:
    """What a function of the planner gives, worked out by a worker.

    Parameters
    ----------
    words : str
        What is said meanwhile.
    work : callable
        A worker can import it.
    *arguments
        Of the work.
    days : int
        How long it takes, as that of a plan of so many days [days].

    Raises
    ------
    PlannerError
        If the work does, or nobody is there to do it.
    """
    me, asked, state = visitor(), (work, *arguments), st.session_state
    before, job = state.get("asked_for", ((), None))
    same = len(before) == len(asked) and all(map(operator.is_, before, asked))
    if not same or me not in job.visitors:
        job = QUEUE.ask(me, work, *arguments, days=days)
        state["asked_for"] = asked, job  # a click meanwhile draws the page anew, and does not lose her place
    QUEUE.leave(me, but=job)
    with st.spinner(words):
        place = st.empty()
        _wait(me, job, lambda: place.caption(queue_words(QUEUE.before(job))))
        place.empty()
    del state["asked_for"]
    return _result(job)


def caseload_here(rows: Iterable[ClientRow], foods: FoodTable, formats: Iterable[str]) -> Iterator[ClientResult]:
    """Plan for many clients in this session: by the same workers as all others, each visitor in her turn.

    Parameters
    ----------
    rows, foods, formats
        As of `planner.practice.plan_caseload`.

    Yields
    ------
    ClientResult
        As soon as each is there.
    """
    me = visitor()

    def submit(work: Callable[..., ClientResult], task: PlanTask, *others: object) -> "Future[ClientResult]":
        return QUEUE.ask(me, work, task, *others, days=task.days).result

    try:
        in_hand = QUEUE.size + 1  # one is there for the next worker that is free
        yield from plan_caseload(rows, foods, submit, formats, in_hand, here=not os.environ.get(SCHEDULER))
    finally:
        QUEUE.leave(me)


def _wait(me: int, job: Job[T], show: Callable[[], object]) -> None:
    """Until it is done. Drawing lets Streamlit end this run when she has clicked elsewhere or left."""
    try:
        while not job.result.done():
            wait([job.result], LOOK_EVERY)
            show()
    except StopException:  # she has left; after a click she is back at once, and what she waits for goes on
        QUEUE.leave(me)
        raise


def _result(job: Job[T]) -> T:
    try:
        return job.result.result()
    except PlannerError as error:  # one for each who waited
        raise PlannerError(str(error)) from None
