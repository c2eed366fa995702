"""Steer the week: lock a meal or a day, have something else, leave a meal out, another week."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from planner.app import changed
from planner.app.changed import differing, locked_meals, meal_name, meals_of
from planner.app.news import Place, no_news, tell
from planner.app.notes import note
from planner.app.planned import Planned, Request, first_plan, steered
from planner.app.progress import watched
from planner.app.saved import foods_in_use
from planner.app.wording import count, label, percent, plain
from planner.errors import PlannerError
from planner.foods import FoodTable
from planner.menu import Meal, Plan
from planner.nutrients import CRAMP_MINERALS
from planner.optimize import Alternative, alternatives, another, lock, replan, skip
from planner.person import Preferences

NOTEWORTHY = 0.01  # change of a day's energy, as a share of the target
MENU = {
    "else": ":material/swap_horiz: Something else",
    "lock": ":material/lock: Lock it",
    "unlock": ":material/lock_open: Unlock it",
    "skip": ":material/do_not_disturb_on: Skip this meal",
}

Change = Callable[[Plan], Plan]
Words = Callable[[Plan, Plan], str]


@dataclass(frozen=True)
class Step:
    """A change that was asked for, how it is told, and where it was asked for."""

    change: Change
    words: Words
    place: Place | None = None


def plan_in_hand(asked: Request | None, first: Request) -> None:
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
    now: Planned | None = state.get("planned")
    if now is None or asked:
        request = asked or first
        if now and now.steered and _same_days(now.plan, request):  # what she chose by hand stays
            again = partial(
                replan, person=request.person, preferences=request.preferences, foods=foods, seed=request.seed
            )
            _steps().append(Step(again, changed.was_planned_again))
        else:
            state["planned"] = _anew(now, request)
        state["request"] = request
    _take_steps()
    now = state["planned"]
    if now.plan.foods.sha256 != foods.sha256:
        _plan_from(foods, now)


def _plan_from(foods: FoodTable, now: Planned) -> None:
    """Plan again from another food table; foods that were added to it are welcome in this week."""
    state = st.session_state
    new = [food for food in state.pop("welcome", ()) if food in foods]
    asked = replace(state["request"], preferences=_liking(state["request"].preferences, new))
    state["request"] = asked
    if now.steered:
        again = partial(replan, foods=foods, preferences=_liking(now.plan.preferences, new))
        _steps().append(Step(again, changed.was_planned_again))
        _take_steps()
    else:
        state["planned"] = _anew(None, asked)


def _liking(preferences: Preferences, new: list[str]) -> Preferences:
    return preferences.model_copy(update={"favourites": tuple(dict.fromkeys((*preferences.favourites, *new)))})


def _same_days(plan: Plan, asked: Request) -> bool:
    return [day.date for day in plan.days] == [asked.start + timedelta(days=n) for n in range(asked.days)]


def _anew(before: Planned | None, asked: Request) -> Planned:
    """A first plan; where it takes the place of a steered one, this is said."""
    watch, place = watched()
    try:
        fresh = first_plan(asked, foods_in_use(), watch)
    finally:
        place.empty()
    st.session_state.pop("fresh", None)
    no_news()
    if before and before.steered:
        _steps().clear()
        lost = len(locked_meals(before.plan))
        words = "The days are other ones, so all is planned anew."
        words += f" {count(lost, 'lock')} fell away." if lost else ""
        tell(words)
    return fresh


def _steps() -> list[Step]:
    """Steps that were asked for and not yet taken: a click in the midst of planning must lose none."""
    return st.session_state.setdefault("steps", [])


def _take_steps() -> None:
    """Take the steps in turn; each is told where it was asked for."""
    steps = _steps()
    while steps:
        step = steps[0]
        before: Planned = st.session_state["planned"]
        try:
            with st.spinner("Fitting the day together …" if step.place else "Choosing dishes …"):
                after = steered(before, step.change(before.plan))
        except PlannerError as error:
            steps.pop(0)
            tell(plain(f"Nothing has changed: {error}."), step.place, ":material/edit:")
            raise
        st.session_state["planned"] = after
        st.session_state["fresh"] = differing(before.plan, after.plan)
        steps.pop(0)
        tell(plain(step.words(before.plan, after.plan)), step.place)


def _ask(change: Change, words: Words, place: Place | None = None) -> None:
    """Have a step taken when the page comes to its place again."""
    _steps().append(Step(change, words, place))


def take_step_here(place: Place | None = None) -> None:
    """Take a step at the place where it was asked for, so that its progress is seen there; then draw all anew."""
    if any(step.place == place for step in _steps()):
        with suppress(PlannerError):  # told at its place
            _take_steps()
        st.rerun()


def another_week(plan: Plan) -> None:
    """The button for another plan of the same days."""
    held = len(locked_meals(plan))
    st.button(
        "Another week" if len(plan.days) > 1 else "Another day",
        icon=":material/shuffle:",
        type="tertiary",
        key="another",
        help=f"Other dishes for the same days. {count(held, 'locked meal')} will stay." if held else None,
        on_click=_another,
        args=(plan.seed + 1,),
    )


def _another(seed: int) -> None:
    st.session_state["seed"] = seed  # the form shows it, and a plan asked for there takes it over
    _ask(another, changed.was_planned_again)


def day_lock(plan: Plan, when: date) -> None:
    """The button that locks all meals of a day, or unlocks them."""
    held = all(meal.locked for (day, _), meal in meals_of(plan) if day == when)
    st.button(
        "Unlock the day" if held else "Lock the day",
        icon=":material/lock:" if held else None,
        type="tertiary",
        key=f"lock_{when}",
        on_click=_lock,
        args=(when, None, not held),
    )


def _lock(when: date, slot: str | None, locked: bool) -> None:
    """A lock changes nothing that is eaten: only the cards are drawn anew."""
    before: Planned = st.session_state["planned"]
    after = lock(before.plan, when, slot, locked)
    st.session_state["planned"] = steered(before, after)
    tell(changed.was_locked(before.plan, after, when, slot, locked), (when, slot))


def re_solved() -> set[tuple[date, str]]:
    """The meals that the last step changed, whatever was asked for."""
    found: set[tuple[date, str]] = st.session_state.get("fresh", set())
    return found


def meal_menu(plan: Plan, when: date, meal: Meal) -> None:
    """The menu of one meal: lock or unlock it, have something else, leave it out."""
    wishes = ["else", "unlock" if meal.locked else "lock"]
    if sum(day == when for (day, _), _ in meals_of(plan)) > 1:  # of a day something must be left
        wishes.append("skip")
    key = f"change_{when}_{meal.slot}"
    wish = st.menu_button(
        "Change",
        wishes,
        format_func=MENU.__getitem__,
        type="tertiary",
        key=key,
        on_click=_wished,
        args=(key, when, meal.slot),
    )
    if wish == "else":
        st.dialog(f"Instead of {meal_name(when, meal.slot)}")(_something_else)(plan, when, meal.slot)


def _wished(key: str, when: date, slot: str) -> None:
    wish = st.session_state[key]
    if wish == "skip":
        _ask(partial(skip, when=when, slot=slot), partial(changed.was_skipped, when=when, slot=slot), (when, slot))
    elif wish != "else":
        _lock(when, slot, wish == "lock")


def left_out(plan: Plan, when: date, slot: str) -> None:
    """The button that plans a meal again that was left out."""
    st.button(
        "Plan it again",
        icon=":material/undo:",
        type="tertiary",
        key=f"again_{when}_{slot}",
        on_click=_ask,
        args=(
            partial(skip, when=when, slot=slot, skipped=False),
            partial(changed.was_taken, when=when, slot=slot),
            (when, slot),
        ),
    )


def _something_else(plan: Plan, when: date, slot: str) -> None:
    """Other dishes for a meal, and what each does to the day; one click takes it."""
    names = plan.foods.frame.loc[plan.foods.servable & (plan.foods.frame["roles"] != ""), "name"]
    food = st.selectbox(
        "With a food of your choice",
        sorted(names.index, key=lambda key: names[key]),
        index=None,
        format_func=lambda key: str(names[key]),
        key=f"else_with_{when}_{slot}",
        placeholder="Any food",
    )
    try:
        with st.spinner("Looking for other dishes …"):
            found = alternatives(plan, when, slot, food=food)
    except PlannerError as error:
        st.warning(plain(error), icon=":material/edit:")
        return
    if not found:
        what = f"dish with {plain(plan.foods.word(food))}" if food else "other dish"
        st.info(f"No {what} fits here just now.", icon=":material/search_off:")
    else:
        note("All else stays. The day's share of each target, before → after:")
    for n, one in enumerate(found):
        with st.container(border=True, gap="xxsmall"):
            dish, *sides = one.dish.title.split("; ")
            st.markdown(f"**{plain(dish)}**" + "".join(f"  \n{plain(side[:1].upper() + side[1:])}" for side in sides))
            note(effect(one))
            st.button(
                "Take this",
                icon=":material/check:",
                type="tertiary",
                key=f"take_{n}",
                on_click=_take,
                args=(one.plan, when, slot),
            )


def _take(taken: Plan, when: date, slot: str) -> None:
    """Take another dish; what she chose herself stays when she plans again."""
    _ask(lambda _: lock(taken, when, slot), partial(changed.was_taken, when=when, slot=slot), (when, slot))
    st.rerun()  # closes the dialog


def effect(one: Alternative) -> str:
    """What another dish does to its day: share of each target before and after; energy only where it changes.

    Returns
    -------
    str
        Such as "Calcium 169 → 149 %, magnesium 183 → 175 %, potassium 172 → 168 %".
    """
    shares = one.coverage
    keys = [key for key in CRAMP_MINERALS if key in shares.index]
    energy = shares.loc["energy_kcal"]
    if abs(energy["after"] - energy["before"]) >= NOTEWORTHY:
        keys.append("energy_kcal")
    parts = [
        f"{label(key)} {percent(shares.at[key, 'before']).removesuffix(' %')} → {percent(shares.at[key, 'after'])}"
        for key in keys
    ]
    text = ", ".join(part.replace(" ", "\u00a0") for part in parts)
    return text[:1].upper() + text[1:]
