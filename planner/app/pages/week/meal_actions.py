"""Steer the week: lock a meal or a day, have something else, leave a meal out, another week."""

from datetime import date
from functools import partial

import streamlit as st

from planner.app.session import plan_diff as changed
from planner.app.session.plan_diff import locked_meals, meal_name, meals_of
from planner.app.session.plan_history import can_undo, undo
from planner.app.session.plan_request import AssessedPlan, changed_by_hand
from planner.app.session.plan_steps import ask_for
from planner.app.session.plan_waiting import worked_out
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.app.widgets.step_messages import Place, set_message, show_message
from planner.errors import PlannerError
from planner.menu.places import beside, dish_title
from planner.menu.plan import Meal, Plan, eaten_again
from planner.menu.wording import count, label, listed, percent
from planner.optimize import Alternative, alternatives, another, lock, skip
from planner.reference.nutrients import CRAMP_MINERALS

OFFERED = 5  # other dishes for a meal
NOTEWORTHY = 0.01  # change of a day's energy, as a share of the target
MENU = {
    "else": ":material/swap_horiz: Something else",
    "lock": ":material/lock: Lock it",
    "unlock": ":material/lock_open: Unlock it",
    "skip": ":material/do_not_disturb_on: Skip this meal",
}


def another_week_button(plan: Plan) -> None:
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
    ask_for(another, changed.describe_replan)


def last_step(place: Place | None = None) -> None:
    """What the last step did, said where it was asked for, with the way back."""
    if show_message(place) and can_undo():
        st.button("Undo", icon=":material/undo:", type="tertiary", key="undo", on_click=_undo, args=(place,))


def _undo(place: Place | None) -> None:
    undo()
    planned: AssessedPlan = st.session_state["planned"]
    st.session_state["seed"] = planned.plan.seed
    set_message("Taken back.", place, ":material/undo:")


def day_lock_button(plan: Plan, when: date) -> None:
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
    before: AssessedPlan = st.session_state["planned"]
    after = lock(before.plan, when, slot, locked)
    st.session_state["planned"] = changed_by_hand(before, after)
    set_message(changed.describe_lock(before.plan, after, when, slot, locked), (when, slot))


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
        on_click=_menu_chosen,
        args=(key, when, meal.slot),
    )
    if wish == "else":
        st.dialog(f"Instead of {meal_name(when, meal.slot)}")(_alternatives_dialog)(plan, when, meal.slot)


def _menu_chosen(key: str, when: date, slot: str) -> None:
    wish = st.session_state[key]
    if wish == "skip":
        ask_for(partial(skip, when=when, slot=slot), partial(changed.describe_skip, when=when, slot=slot), (when, slot))
    elif wish != "else":
        _lock(when, slot, wish == "lock")


def plan_again_button(plan: Plan, when: date, slot: str) -> None:
    """The button that plans a meal again that was left out."""
    st.button(
        "Plan it again",
        icon=":material/undo:",
        type="tertiary",
        key=f"again_{when}_{slot}",
        on_click=ask_for,
        args=(
            partial(skip, when=when, slot=slot, skipped=False),
            partial(changed.describe_swap, when=when, slot=slot),
            (when, slot),
        ),
    )


def _alternatives_dialog(plan: Plan, when: date, slot: str) -> None:
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
        found = worked_out("Looking for other dishes …", alternatives, plan, when, slot, OFFERED, food, days=1)
    except PlannerError as error:
        st.warning(plain(error), icon=":material/edit:")
        return
    if not found:
        what = f"dish with {plain(plan.foods.word(food))}" if food else "other dish"
        st.info(f"No {what} fits here just now.", icon=":material/search_off:")
    else:
        note(f"{stays_in_words(plan, when, slot)} The day's share of each target, before → after:")
    for n, one in enumerate(found):
        with st.container(border=True, gap="xxsmall"):
            sides = beside(one.dish, one.plan.foods)
            st.markdown("  \n".join([f"**{plain(dish_title(one.dish))}**", *map(plain, sides)]))
            note(effect_in_words(one))
            note(plain(kitchen_in_words(one)))
            st.button(
                "Take this",
                icon=":material/check:",
                type="tertiary",
                key=f"take_{n}",
                on_click=_take_alternative,
                args=(one.plan, when, slot),
            )


def _take_alternative(taken: Plan, when: date, slot: str) -> None:
    """Take another dish; what she chose herself stays when she plans again."""
    ask_for(lock(taken, when, slot), partial(changed.describe_swap, when=when, slot=slot), (when, slot))
    st.rerun()  # closes the dialog


def stays_in_words(plan: Plan, when: date, slot: str) -> str:
    """What another dish for a meal leaves as it is.

    Returns
    -------
    str
    """
    twice = eaten_again(plan)
    other = (twice | {again: cooked for cooked, again in twice.items()}).get((when, slot))
    return f"Also eaten at {meal_name(*other)}: both change, all else stays." if other else "All else stays."


def kitchen_in_words(one: Alternative) -> str:
    """What another dish does to the kitchen: minutes of the day, foods that join the shopping and leave it.

    Returns
    -------
    str
    """
    word = one.plan.foods.short_word
    parts = [f"{one.minutes:.0f} min in the kitchen that day"]
    if one.to_buy:
        parts.append(f"buy {listed([word(food) for food in one.to_buy])} too")
    if one.not_needed:
        parts.append(f"no {listed([word(food) for food in one.not_needed])} needed")
    return f"{'; '.join(parts)}."


def effect_in_words(one: Alternative) -> str:
    """What another dish does to its day: share of each target before and after; energy only where it changes.

    Returns
    -------
    str
        Such as "Calcium 169 → 149 %, magnesium 183 → 175 %, potassium 172 → 168 %".
    """
    before, after = (one.coverage[column].to_dict() for column in ("before", "after"))
    keys = [key for key in CRAMP_MINERALS if key in after]
    if abs(after["energy_kcal"] - before["energy_kcal"]) >= NOTEWORTHY:
        keys.append("energy_kcal")
    parts = [f"{label(key)} {percent(before[key]).removesuffix(' %')} → {percent(after[key])}" for key in keys]
    text = ", ".join(part.replace(" ", "\u00a0") for part in parts)
    return text[:1].upper() + text[1:]
