"""The days: today open, the others a line each, with what each brings and how to change it."""

import math
from datetime import date

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.pages.week.meal_actions import (
    another_week_button,
    day_lock_button,
    last_step,
    meal_menu,
    plan_again_button,
)
from planner.app.session.plan_history import remember_plan
from planner.app.session.plan_request import AssessedPlan, today
from planner.app.session.plan_steps import changed_by_last_step, take_step_here
from planner.app.session.session_plan import write_address
from planner.app.widgets.browser_parts import STAND_AT, stand_here
from planner.app.widgets.inline_images import dish_picture, mineral_bar
from planner.app.widgets.markdown import plain
from planner.assessment.pairing_words import at_stake
from planner.menu.keeping import leftover_minutes
from planner.menu.pictures import picture_of
from planner.menu.places import beside, dish_title
from planner.menu.plan import Day, Dish, Meal, Plan, eaten_again
from planner.menu.wording import day_name, lower_first, meal_label, percent, portion, whose_meal
from planner.reference.table_schemas import SLOTS

MAIN_MEALS = ("breakfast", "lunch", "dinner")
AMOUNTS = "amounts_shown"  # whether portions and grams stand below each dish
OPENED = "days_opened"  # dates whose line is opened
PICTURE, SMALL_PICTURE = 40, 20  # [px]
BAR, SMALL_BAR = 76, 44  # [px]


@st.fragment
def day_cards() -> None:
    """All days of the plan in hand: today first and open, the others to be opened."""
    if st.session_state.pop("open_day", False):
        st.switch_page(page_of("day"))
    remember_plan()
    planned: AssessedPlan = st.session_state["planned"]
    first, *others = today_first(planned.plan.days, today())
    with st.grid(2, min_column_width=320, gap="medium"):
        with st.container():
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.header(_heading(first.date), width="content")
                another_week_button(planned.plan)
            take_step_here()
            last_step()
            with st.container(border=True, gap="xsmall", key=f"day_{first.date}"):
                _day(first, planned)
        if others:
            with st.container(gap="xsmall"):
                for day in others:
                    _line(day, planned)
    write_address()


def today_first(days: tuple[Day, ...], now: date) -> list[Day]:
    """The days in order, but those that are over come last."""
    return sorted(days, key=lambda day: (day.date < now, day.date))


def _heading(when: date) -> str:
    return f"Today, {when:%A}" if when == today() else day_name(when)


def _line(day: Day, planned: AssessedPlan) -> None:
    """A day in a line: its name, three dishes, three bars; its card when it is opened."""
    plan = planned.plan
    dishes = [meal.dishes[0] for meal in day.meals if meal.slot in MAIN_MEALS and meal.dishes]
    named = " · ".join(
        f"{dish_picture(picture_of(dish, plan.foods), SMALL_PICTURE)} {plain(_in_short(dish))}" for dish in dishes
    )
    bars = " ".join(drawn for *_, drawn in _minerals(day.date, planned, SMALL_BAR))
    locked = " :material/lock:" if all(meal.locked for meal in day.meals if meal.slot in SLOTS) else ""
    new = " :green-badge[new]" if any(when == day.date for when, _ in changed_by_last_step()) else ""
    opened: set[date] = st.session_state.setdefault(OPENED, set())
    # another label is another box, which is then as open as the one before
    box = st.expander(
        f"**{day.date:%A} {day.date.day}**{locked}{new} {bars}  \n{named}",
        day.date in opened,
        key=f"day_{day.date}",
        on_change="rerun",
    )
    if box.open:
        opened.add(day.date)
        with box:
            _day(day, planned)
    else:
        opened.discard(day.date)


def _in_short(dish: Dish) -> str:
    """The title up to its first comma, with the first thing that goes with it.

    Examples
    --------
    >>> _in_short(Dish("muesli", "Muesli with dried figs and hazelnuts", ()))
    'Muesli with dried figs'
    """
    name, joined, beside_it = dish_title(dish).split(",")[0].partition(" with ")
    return name + joined + beside_it.split(" and ")[0]


def _day(day: Day, planned: AssessedPlan) -> None:
    plan = planned.plan
    take_step_here((day.date, None))
    last_step((day.date, None))
    flags = planned.flags[planned.flags["date"] == day.date]
    hours = plan.preferences.hours
    gaps = [Meal(slot, hours[slot], ()) for when, slot in plan.skipped if when == day.date]
    for meal in sorted((*day.meals, *gaps), key=lambda meal: meal.time):
        _meal(plan, day, meal, flags[(flags["slot"] == meal.slot) & (flags["time"] == meal.time)])
    with st.grid(3, min_column_width=60, gap="xsmall"):
        for name, share, drawn in _minerals(day.date, planned, BAR):
            st.markdown(f":small[{name}]  \n**{share}**  \n{drawn}")
    checks = planned.checks
    minutes = checks.loc[(checks["date"] == day.date) & (checks["rule"] == "kitchen time"), "value"].sum()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall"):
        st.button(
            f"Cook it, {minutes:.0f} min",
            key=f"cook_{day.date}",
            icon=":material/skillet:",
            type="tertiary",
            help="How to make each dish. The minutes are those with your hands busy.",
            on_click=_open_day,
            args=(day.date,),
        )
        day_lock_button(plan, day.date)
        st.button(
            "Hide amounts" if st.session_state.get(AMOUNTS) else "Amounts",
            key=f"amounts_{day.date}",
            icon=":material/scale:",
            type="tertiary",
            on_click=_turn_amounts,
        )


def _turn_amounts() -> None:
    st.session_state[AMOUNTS] = not st.session_state.get(AMOUNTS)


def _open_day(when: date) -> None:
    st.session_state["day_shown"] = when.isoformat()
    st.session_state["open_day"] = True


def _minerals(when: date, planned: AssessedPlan, width: int) -> list[tuple[str, str, str]]:
    """Each of the three: its name, its share of the target, or of the limit where a doctor watches it, and its bar."""
    report, checks = planned.report, planned.checks
    known = report[report["date"] == when].set_index("nutrient")
    found = []
    for row in checks[(checks["date"] == when) & (checks["rule"] == "cramp minerals")].to_dict("records"):
        amount = known.loc[row["subject"]]
        capped = math.isnan(row["lower"])
        whole = row["upper"] if capped else row["lower"]
        share = f"{'≥ ' if amount['unknown_foods'] else ''}{percent(row['value'] / whole)}"
        sign = "" if row["holds"] else ":material/error: " if row["judged"] else ":material/help: "
        name = f"{amount['label']}: {amount['text']}, {share} of {'its limit' if capped else 'the target'}"
        name += "" if row["judged"] else "; can't be judged"
        drawn = mineral_bar(row["value"] / whole, row["subject"], name, width)
        found.append((f"{amount['label']}{' of limit' if capped else ''}", f"{sign}{share}", drawn))
    return found


def _meal(plan: Plan, day: Day, meal: Meal, flags: pd.DataFrame) -> None:
    planned, place = meal.slot in SLOTS, (day.date, meal.slot)
    take_step_here(place)
    if st.session_state.get(STAND_AT) == place:
        del st.session_state[STAND_AT]
        stand_here(f"stand_{day.date}_{meal.slot}", meal_label(meal.slot))
    with st.container(horizontal=True, wrap=False, gap="small"):
        picture = picture_of(meal.dishes[0], plan.foods) if meal.dishes else None
        st.markdown(dish_picture(picture, PICTURE) if picture else "", width=PICTURE)
        with st.container(gap=None):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                locked = " :material/lock:" if planned and meal.locked else ""
                new = " :green-badge[new]" if place in changed_by_last_step() else ""
                st.markdown(f":small[{meal.time} {meal_label(meal.slot)}{locked}]{new}", width="content")
                if not meal.dishes:
                    plan_again_button(plan, day.date, meal.slot)
                elif planned:
                    meal_menu(plan, day.date, meal)
            st.markdown("  \n".join(_dish_lines(plan, day, meal, flags)) if meal.dishes else ":small[Left out.]")
    last_step(place)


def _dish_lines(plan: Plan, day: Day, meal: Meal, flags: pd.DataFrame) -> list[str]:
    """Title, what stands beside it, amounts if they are asked for, and what hinders calcium."""
    lines = []
    for dish in meal.dishes:
        lines.append(f"**{plain(dish_title(dish))}**")
        quiet = [lower_first(plain(side)) for side in beside(dish, plan.foods)]
        if again := _cooked_once(plan, day, meal, dish):
            quiet.insert(0, again)
        if quiet:
            lines.append(f":small[:gray[{' · '.join(quiet)}]]")
        if st.session_state.get(AMOUNTS):
            lines.append(f":small[{plain(' · '.join(portion(s) for s in dish.servings))}]")
    return lines + [_pairing_badge(row) for row in flags.to_dict("records")]


def _cooked_once(plan: Plan, day: Day, meal: Meal, dish: Dish) -> str:
    """Where a leftover is from, or that a dish is cooked for two meals; empty for all others."""
    if dish.leftover_of:
        return f"from {whose_meal(*dish.leftover_of)}, {leftover_minutes()} min"
    return "cooked for two meals" if (day.date, meal.slot) in eaten_again(plan) else ""


def _pairing_badge(row: dict) -> str:
    return f":orange-badge[:material/warning: {plain(row['hinderer'])}: {at_stake(row)} {row['affects']}]"
