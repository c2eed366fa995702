"""What she eats anyway: put together, changed, taken back. It stays in the session and is stored nowhere."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from planner.app.session.plan_request import today
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.assessment.own_day import Entries, Entry, eatable, entries_of, merged_entries
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import HABIT, Meal, Plan
from planner.menu.wording import count, day_name, meal_label, portion
from planner.reference.units import clock
from planner.safety.suitability import unsuitable

MOST = 20.0  # portions of one food at one hour: whoever types more has slipped
WHOLE_DAY = "All meals of the day"


@dataclass(frozen=True)
class OwnDay:
    """The entries, those before the last change with what was said of it, and how often others were put in place.

    `mended` says that it was a change that mends a pairing, which is said where the pairing stood.
    `turn` is part of the keys of the widgets, so that these show what was put there, not what was typed.
    """

    entries: Entries = ()
    before: Entries | None = None
    said: str = ""
    mended: bool = False
    turn: int = 0


def own_entries() -> OwnDay:
    """What was put together in this session."""
    return st.session_state.get("own_day") or OwnDay()


def put_entries(entries: Entries, said: str, mended: bool = False) -> None:
    """Put other entries in place, and remember those before, so that it can be taken back."""
    now = own_entries()
    st.session_state["own_day"] = OwnDay(merged_entries(entries), now.entries, said, mended, now.turn + 1)


def _undo() -> None:
    now = own_entries()
    st.session_state["own_day"] = OwnDay(now.before or (), turn=now.turn + 1)


def known_entries(plan: Plan) -> Entries:
    """The entries that the food table in hand knows; says it if some are gone."""
    now = own_entries()
    kept = eatable(now.entries, plan.foods)
    if len(kept) < len(now.entries):
        lost = [plain(one.food.replace("_", " ")) for one in now.entries if one not in kept]
        st.info(f"No longer in the food table, so left out here: {', '.join(lost)}.", icon=":material/info:")
    return kept


def food_picker(plan: Plan) -> None:
    """A food, how much of it and when; one click adds it."""
    foods, frame = plan.foods, plan.foods.frame
    names = frame.loc[foods.servable, "name"]
    if st.session_state.get("own_food") not in (None, *names.index):
        st.session_state["own_food"] = None  # it has left the table
    with st.container(border=True):
        food = st.selectbox(
            "Food",
            sorted(names.index, key=lambda key: str(names[key]).lower()),
            index=None,
            format_func=lambda key: str(names[key]),
            placeholder="Type a few letters, such as tea",
            key="own_food",
        )
        with st.grid(2, min_column_width=150, vertical_alignment="bottom"):
            step = float(frame["step"][food]) if food else 1.0
            st.number_input(
                f"Portions of {_measure(foods, food)}" if food else "Portions",
                min_value=step,
                max_value=MOST,
                value=1.0,
                step=step,
                format="%g",
                key=f"own_portions_{food}",
                disabled=food is None,
            )
            st.selectbox(
                "When",
                [f"{time} {meal_label(slot)}" for slot, time in plan.preferences.hours.items()],
                accept_new_options=True,
                key="own_hour",
                help="Pick a meal, or type any hour, such as 08:15.",
                persist_state="session",
            )
        st.button(
            "Add",
            type="primary",
            icon=":material/add:",
            key="own_add",
            disabled=food is None,
            on_click=_add,
            args=(plan.foods,),
        )
        problem = st.session_state.pop("own_problem", None)
        if problem:
            st.warning(problem, icon=":material/edit:")


def _measure(foods: FoodTable, food: str) -> str:
    row = foods.frame.loc[food]
    return plain(f"{row['serving']} ({row['serving_g']:g}\u00a0g)")


def _add(foods: FoodTable) -> None:
    """Add what the fields say now: a click may come in one go with what was typed just before."""
    state = st.session_state
    food: str | None = state.get("own_food")
    servings, hour = state.get(f"own_portions_{food}"), state.get("own_hour")
    try:
        if food is None or servings is None:
            raise PlannerError("the number of portions is empty: give one, such as 1 or 0.5")
        if not hour:
            raise PlannerError("the hour is empty: pick a meal or write it like 08:15")
        entry = Entry(hour_of(hour), food, servings)
    except (PlannerError, ValueError) as error:
        st.session_state["own_problem"] = sentence(error)
        return
    st.session_state["own_food"] = None
    put_entries((*own_entries().entries, entry), f"Added at {entry.hour}: {foods.word(food)}.")


def hour_of(text: str) -> str:
    """The hour of a quick pick, or as it was typed.

    Raises
    ------
    ValueError
        In one sentence, for what is no hour.

    Examples
    --------
    >>> hour_of("07:30 Breakfast"), hour_of("8.15")
    ('07:30', '08:15')
    """
    return clock((text.split() or [text])[0].replace(".", ":"))


def plate_section(plan: Plan, day: Plan) -> None:
    """What is eaten, hour by hour, to change or take away; the last change can be taken back."""
    show_meal_message(mended=False)
    for meal in day.days[0].meals:
        _meal(plan.foods, meal, own_entries().turn)
    if day.days[0].meals:
        st.button("Start again", icon=":material/restart_alt:", type="tertiary", key="own_clear", on_click=_clear)


def show_meal_message(mended: bool) -> None:
    """What the last change was, with the way back: one that mends a pairing, or any other."""
    now = own_entries()
    if now.said and now.before is not None and now.mended == mended:
        with st.container(horizontal=True, vertical_alignment="center", key="own_said"):
            st.markdown(f":material/check: {plain(now.said)}", width="content")
            st.button("Undo", icon=":material/undo:", type="tertiary", key="own_undo", on_click=_undo)


def _clear() -> None:
    put_entries((), "Everything is taken away.")


def _meal(foods: FoodTable, meal: Meal, turn: int) -> None:
    name = "" if meal.slot == HABIT else f" {meal_label(meal.slot)}"
    st.markdown(f"**{meal.time}**{name}")
    with st.container(gap="xsmall"):
        for one in meal.dishes[0].servings:
            entry = Entry(meal.time, one.food, one.servings)
            place = f"{turn}_{meal.time.replace(':', '')}_{one.food}"
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
                st.markdown(plain(portion(one)), width="stretch")
                step = float(foods.frame["step"][one.food])
                if not step > 0:
                    step = 0.5  # a table need not say it for foods that are in no dish
                st.number_input(
                    plain(f"Portions of {one.name}, at {meal.time}"),
                    min_value=min(step, one.servings),
                    max_value=max(MOST, one.servings),
                    value=one.servings,
                    step=step,
                    format="%g",
                    key=f"own_{place}",
                    label_visibility="collapsed",
                    width=125,
                    on_change=_resize,
                    args=(entry.hour, entry.food, f"own_{place}"),
                )
                st.button(
                    "Remove",
                    type="tertiary",
                    key=f"own_off_{place}",
                    on_click=_remove,
                    args=(entry.hour, entry.food, one.name),
                )


def _resize(hour: str, food: str, key: str) -> None:
    """Another number of portions; an emptied field leaves it as it was."""
    servings, now = st.session_state[key], own_entries()
    if servings:
        entries = tuple(
            replace(one, servings=float(servings)) if (one.hour, one.food) == (hour, food) else one
            for one in now.entries
        )
        st.session_state["own_day"] = replace(now, entries=entries, before=None, said="")


def _remove(hour: str, food: str, name: str) -> None:
    put_entries(
        tuple(one for one in own_entries().entries if (one.hour, one.food) != (hour, food)), f"Taken away: {name}."
    )


def example_button(plan: Plan) -> None:
    """One meal to try it with, of foods that she may have."""
    found = _put_example(plan)
    if found:
        words = [plan.foods.word(one.food) for one in found]
        st.button(
            plain(f"Try it: {words[0]} with {words[1]}, {words[2]} beside it"),
            icon=":material/play_arrow:",
            key="own_example",
            on_click=put_entries,
            args=(found, "An example is on the plate."),
        )


def _put_example(plan: Plan) -> Entries:
    """Porridge, something milky and a cup of tea at breakfast; nothing where the table or her diet lacks one."""
    foods, hour = plan.foods, plan.preferences.hours["breakfast"]
    banned = set(unsuitable(foods, plan.preferences).index)
    tannin = foods.frame.index[foods.frame["hinders"].str.split().map(lambda classes: "tannin" in classes)]
    wanted = ([*foods.playing("oatmeal"), *foods.playing("porridge")], foods.playing("milk"), list(tannin))
    found = [next((food for food in some if food not in banned), None) for some in wanted]
    return () if None in found else tuple(Entry(hour, food, 1.0) for food in found if food)


def copy_from_plan(plan: Plan) -> None:
    """A meal of the plan, or a whole day of it, to look at and to change."""
    days = {day_name(day.date): day for day in plan.days}
    first = next((n for n, day in enumerate(plan.days) if day.date == today()), 0)
    with st.grid(2, min_column_width=200, vertical_alignment="bottom"):
        named = st.selectbox("Day", list(days), index=first, key="own_from_day")
        day = days.get(named, plan.days[0])
        meals = {f"{meal.time} {meal_label(meal.slot)}": meal for meal in day.meals if meal.dishes}
        picked = st.selectbox("Meal", [*meals, WHOLE_DAY], key="own_from_meal")
    chosen = list(meals.values()) if picked == WHOLE_DAY else [meals[picked]] if picked in meals else []
    for meal in chosen:
        note(plain("; ".join(dish.title for dish in meal.dishes)))
    st.button(
        "Take it over",
        icon=":material/download:",
        key="own_take_over",
        disabled=not chosen,
        on_click=partial(_copy_meals, plan, day.date, chosen),
    )


def _copy_meals(plan: Plan, when: date, meals: list[Meal]) -> None:
    hours = {meal.time for meal in meals}
    taken = tuple(one for one in entries_of(plan, when) if one.hour in hours)
    kept = tuple(
        one for one in own_entries().entries if one.hour not in hours
    )  # a meal takes the place of what was there
    put_entries((*kept, *taken), f"Taken over: {count(len(taken), 'food')} of {day_name(when)}.")
