"""The dishes of one's own that this session plans with, beside those of the planner."""

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date

import streamlit as st

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, dish_templates, fill
from planner.menu.own_dishes import dish_row, own_dish, with_dishes
from planner.menu.plan import Dish, Plan, eaten_again
from planner.reference.dish_row import DishRow
from planner.safety.suitability import unsuitable
from planner.store import DishStore, DishVersion

ROWS, COMBINED = "own_dishes", "foods_with_dishes"


def with_own_dishes(foods: FoodTable, store: DishStore | None) -> FoodTable:
    """The table with the dishes that this visitor has saved; those that it has no foods for stay out.

    Parameters
    ----------
    foods : FoodTable
    store : DishStore or None
        Read once in a session; None where nothing is kept.
    """
    state = st.session_state
    if ROWS not in state:
        state[ROWS] = saved_rows(store) if store else ()
    rows: tuple[DishRow, ...] = state[ROWS]
    if not rows:
        return foods
    kept = state.get(COMBINED)
    if kept is None or kept[0] is not foods or kept[1] != rows:
        kept = state[COMBINED] = (foods, rows, with_dishes(foods, [row for row in rows if _fits(row, foods)]))
    return kept[2]


def saved_rows(store: DishStore) -> tuple[DishRow, ...]:
    """The newest version of each saved dish."""
    found = []
    with suppress(PlannerError):  # without a database there are none
        for one in store.dishes():
            with suppress(PlannerError):  # of an earlier version, or cut
                found.append(dish_row({"dish": one.name, **(one.row or {})}))
    return tuple(found)


def _fits(row: DishRow, foods: FoodTable) -> bool:
    with suppress(PlannerError):
        return bool(own_dish(row, foods))
    return False


def save_dish(store: DishStore, row: DishRow, reason: str) -> DishVersion:
    """Save a dish, and plan with it from now on in this session.

    Raises
    ------
    PlannerError
        If this visitor may not, or the database can't be reached.
    """
    saved = store.save(row.dish, asdict(row), reason)
    others = [one for one in st.session_state.get(ROWS, ()) if one.dish != row.dish]
    st.session_state[ROWS] = (*others, row)
    return saved


def take_off_dish(store: DishStore, dish: str, reason: str) -> None:
    """Take a dish off; its history stays.

    Raises
    ------
    PlannerError
        As `save_dish`.
    """
    store.take_off(dish, reason)
    st.session_state[ROWS] = tuple(one for one in st.session_state.get(ROWS, ()) if one.dish != dish)


def use_dish(row: DishRow, foods: FoodTable) -> FoodTable:
    """The table with this dish in place of its earlier version, from now on in this session, saved or not."""
    others = [one for one in st.session_state.get(ROWS, ()) if one.dish != row.dish]
    st.session_state[ROWS] = (*others, row)
    bare = st.session_state[COMBINED][0] if foods.dishes else foods
    return with_own_dishes(bare, None)


def with_dish_tried(plan: Plan, dish: str, foods: FoodTable, when: date) -> tuple[Plan, str]:
    """A plan with a dish at the first meal of a day that it is for, locked there; and which meal that is.

    Raises
    ------
    PlannerError
        If it is for no meal of that day, or nothing that she may eat fills a part of it.
    """
    template = dish_templates(foods)[dish]
    made = _filled(template, plan, foods)
    twice = eaten_again(plan)
    days = list(plan.days)
    n = next(n for n, day in enumerate(days) if day.date == when)
    for k, meal in enumerate(days[n].meals):
        bound = (when, meal.slot) in twice or any(one.leftover_of for one in meal.dishes)
        if meal.slot in template.slots and not bound:
            meals = list(days[n].meals)
            meals[k] = replace(meal, dishes=(made,), locked=True)
            days[n] = replace(days[n], meals=tuple(meals))
            return replace(plan, foods=foods, days=tuple(days)), meal.slot
    raise PlannerError(f"{made.title} is for no meal of this day that is cooked afresh: choose another meal for it")


def _filled(template: Template, plan: Plan, foods: FoodTable) -> Dish:
    """Each part with the first foods that she may have, about one serving of each."""
    banned = set(unsuitable(foods, plan.preferences).index)
    chosen: list[tuple[Part, str, float]] = []
    for part in template.parts:
        fit = [food for food in foods.playing(part.role) if food not in banned and foods.servable[food]]
        if len(fit) < part.count:
            raise PlannerError(f"no food that you eat fills {part.name.replace('_', ' ')}: take another food for it")
        for food in fit[: part.count]:
            levels = part.levels(float(foods.frame["step"][food]), float(foods.frame["max_servings"][food]))
            if not levels:
                raise PlannerError(f"{foods.word(food)} can't be served in such amounts: give other servings")
            chosen.append((part, food, min(levels, key=lambda level: abs(level - 1))))
    return fill(template, chosen, foods)
