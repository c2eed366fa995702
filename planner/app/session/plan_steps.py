"""Steps that change the plan in hand: asked for with a click, taken in turn, each told where it was asked for."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from planner.app.session import plan_diff as changed
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_diff import changed_places, locked_meals
from planner.app.session.plan_request import AssessedPlan, Request, changed_by_hand
from planner.app.session.plan_waiting import planned_for, worked_out
from planner.app.widgets.markdown import plain
from planner.app.widgets.step_messages import Place, clear_message, set_message
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.menu.wording import count
from planner.optimize import replan
from planner.person.person import Preferences
from planner.practice.plan_tasks import step_made

Change = Callable[[Plan], Plan]  # a function of the planner or a partial of one: a worker takes the step
Words = Callable[[Plan, Plan], str]


@dataclass(frozen=True)
class Step:
    """A change that was asked for, how it is told, and where it was asked for."""

    change: Change | Plan  # or what the plan becomes, where that is known already
    words: Words
    place: Place | None = None


def update_plan(asked: Request | None, first: Request) -> None:
    """Bring the plan of this session up to date: with what was asked, the steps taken, the foods in use.

    Parameters
    ----------
    asked : Request, optional
        What the form has just sent.
    first : Request
        What is planned for before anyone has typed.

    Raises
    ------
    PlannerError
        If it can't be; the plan then stays as it was.
    """
    state, foods = st.session_state, foods_in_use()
    now: AssessedPlan | None = state.get("planned")
    if now is None or asked:
        request = asked or first
        if now and now.by_hand and _same_days(now.plan, request):  # what she chose by hand stays
            again = partial(
                replan, person=request.person, preferences=request.preferences, foods=foods, seed=request.seed
            )
            _pending_steps().append(Step(again, changed.describe_replan))
        else:
            state["planned"] = _fresh_plan(now, request)
        state["request"] = request
    _take_steps()
    now = state["planned"]
    if now.plan.foods.sha256 != foods.sha256:
        _replan_with_table(foods, now)


def _replan_with_table(foods: FoodTable, now: AssessedPlan) -> None:
    """Plan again from another food table; foods that were added to it are welcome in this week."""
    state = st.session_state
    new = [food for food in state.pop("welcome", ()) if food in foods]
    asked = replace(state["request"], preferences=_with_favourites(state["request"].preferences, new))
    state["request"] = asked
    if now.by_hand:
        again = partial(replan, foods=foods, preferences=_with_favourites(now.plan.preferences, new))
        _pending_steps().append(Step(again, changed.describe_replan))
        _take_steps()
    else:
        state["planned"] = _fresh_plan(None, asked)


def _with_favourites(preferences: Preferences, new: list[str]) -> Preferences:
    return preferences.model_copy(update={"favourites": tuple(dict.fromkeys((*preferences.favourites, *new)))})


def _same_days(plan: Plan, asked: Request) -> bool:
    return [day.date for day in plan.days] == [asked.start + timedelta(days=n) for n in range(asked.days)]


def _fresh_plan(before: AssessedPlan | None, asked: Request) -> AssessedPlan:
    """A first plan; where it takes the place of a steered one, this is said."""
    fresh = planned_for(asked, foods_in_use())
    st.session_state.pop("fresh", None)
    clear_message()
    if before and before.by_hand:
        _pending_steps().clear()
        lost = len(locked_meals(before.plan))
        words = "The days are other ones, so all is planned anew."
        words += f" {count(lost, 'lock')} fell away." if lost else ""
        set_message(words)
    return fresh


def _pending_steps() -> list[Step]:
    """Steps that were asked for and not yet taken: a click in the midst of planning must lose none."""
    return st.session_state.setdefault("steps", [])


def _take_steps() -> None:
    """Take the steps in turn; each is told where it was asked for."""
    steps = _pending_steps()
    while steps:
        step = steps[0]
        before: AssessedPlan = st.session_state["planned"]
        try:
            after = changed_by_hand(before, _taken(step, before.plan))
        except PlannerError as error:
            steps.pop(0)
            set_message(plain(f"Nothing has changed: {error}."), step.place, ":material/edit:")
            raise
        st.session_state["planned"] = after
        st.session_state["fresh"] = changed_places(before.plan, after.plan)
        steps.pop(0)
        set_message(plain(step.words(before.plan, after.plan)), step.place)


def _taken(step: Step, plan: Plan) -> Plan:
    if isinstance(step.change, Plan):
        return step.change
    words = "Fitting the day together …" if step.place else "Choosing dishes …"
    return worked_out(words, step_made, step.change, plan, days=len(plan.days)).plan


def ask_for(change: Change | Plan, words: Words, place: Place | None = None) -> None:
    """Have a step taken when the page comes to its place again."""
    _pending_steps().append(Step(change, words, place))


def take_step_here(place: Place | None = None) -> None:
    """Take a step at the place where it was asked for, so that its progress is seen there; then draw all anew."""
    if any(step.place == place for step in _pending_steps()):
        with suppress(PlannerError):  # told at its place
            _take_steps()
        st.rerun()


def changed_by_last_step() -> set[tuple[date, str]]:
    """The meals that the last step changed, whatever was asked for."""
    found: set[tuple[date, str]] = st.session_state.get("fresh", set())
    return found
