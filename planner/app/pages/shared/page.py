"""What a secret link opens, to be read only: the days of a plan, or its shopping list with ticks."""

from functools import partial

import streamlit as st

from planner.app.session.food_revision import saved_table, store
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.exports import Handout, render, shopping_list
from planner.exports.plan_file.read import from_document
from planner.exports.shopping import HAVE_IT, how_much, sections
from planner.menu.plan import Day, Plan
from planner.menu.wording import count, day_name, meal_label, portion
from planner.store import Link, LinkStore, TickStore, public

SECRET = "share"  # in the address


def page() -> None:
    """Lay out the page: it needs no sign-in, keeps nothing but ticks and shows no name."""
    secret = st.query_params.get(SECRET, "")
    try:
        link, plan_file = LinkStore(store().database, public()).open(secret)
        plan = from_document(plan_file, saved_table(store().revision(link.revision)))
    except PlannerError as error:
        st.title("This link opens nothing")
        st.info(sentence(error), icon=":material/link_off:")
        st.link_button("Plan a week of your own", "/")
        return
    if link.opens == "shopping":
        _shopping(plan, link, secret)
    else:
        _days(plan, link)


def _days(plan: Plan, link: Link) -> None:
    first, last = plan.days[0].date, plan.days[-1].date
    st.title(f"{day_name(first)} to {day_name(last)}" if first != last else day_name(first))
    note(f"Opens until {link.until:%d %B %Y}. To be read only.")
    with st.container(horizontal=True):
        for words, suffix, mime, icon in (
            ("PDF to print", ".pdf", "application/pdf", "picture_as_pdf"),
            ("Calendar (ICS)", ".ics", "text/calendar", "event"),
        ):
            st.download_button(
                words, data=partial(render, plan, suffix, Handout(made=link.at.date())), mime=mime,
                file_name=f"cramp-plan-{first}{suffix}", on_click="ignore", icon=f":material/{icon}:",
                key=f"shared{suffix}",
            )  # fmt: skip
    for day in plan.days:
        _day(day)
    note("No medical advice. With signs that worry you, ring a doctor first.")


def _day(day: Day) -> None:
    with st.container(border=True, key=f"shared_{day.date}"):
        st.subheader(day_name(day.date))
        for meal in day.meals:
            titles = "; ".join(plain(dish.title) for dish in meal.dishes)
            st.markdown(f":small[**{meal.time}** {meal_label(meal.slot)}]  \n{titles}")
        with st.expander("How much of each", key=f"amounts_{day.date}"):
            for meal in day.meals:
                foods = ", ".join(plain(portion(one)) for dish in meal.dishes for one in dish.servings)
                st.markdown(f":small[**{meal_label(meal.slot)}:** {foods}]")


def _shopping(plan: Plan, link: Link, secret: str) -> None:
    """The list by aisle; a tick is the same on every device that has the link."""
    there, lines = TickStore(store().database).ticks(secret), shopping_list(plan)
    st.title(f"Shopping list, {count(len(plan.days), 'day')}")
    note(f"Opens until {link.until:%d %B %Y}. Whoever has the link sees the same ticks.")
    if failed := st.session_state.pop("tick_failed", None):
        st.error(sentence(failed), icon=":material/error:")
    for title, rows in sections(lines):
        st.markdown(f"**{plain(title)}**")
        for row in rows:
            words = f"{plain(row['bought_as'] or row['name'])}: {plain(how_much(row))}"
            words += f"; {HAVE_IT}" if row["have"] else ""
            food = row["food"]
            st.checkbox(words, food in there, key=f"tick_{food}", wrap=True, on_change=_tick, args=(secret, food))
    if st.button("See what others ticked", key="refresh_ticks", icon=":material/refresh:"):
        _forget_boxes(list(lines["food"]))
        st.rerun()


def _tick(secret: str, food: str) -> None:
    """Keep what she ticked, and only that: others may have ticked more meanwhile."""
    try:
        TickStore(store().database).set(secret, food, bool(st.session_state[f"tick_{food}"]))
    except PlannerError as error:
        st.session_state["tick_failed"] = error
        _forget_boxes([food])


def _forget_boxes(foods: list[str]) -> None:
    """Have boxes drawn as they stand in the store."""
    for food in foods:
        st.session_state.pop(f"tick_{food}", None)
