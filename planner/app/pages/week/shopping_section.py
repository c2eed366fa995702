"""The shopping list by aisle: ticks stay in the address, what is at home is left out, the list goes as a message."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from planner.app.pages.week.print_and_share import handout_eaters
from planner.app.session.plan_request import AssessedPlan, Request, assessed, fill_form
from planner.app.session.session_plan import write_address
from planner.app.widgets.browser_parts import share_button
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.exports.shopping import how_much, sections, shopping_list, to_text
from planner.menu.plan import Plan
from planner.menu.wording import count

SHOWN = "shopping_shown"
BOUGHT = "bought"  # in the address: which lines are ticked


@st.fragment
def shopping_section() -> None:
    """The list; it is drawn when it is asked for, or has ticks already."""
    planned: AssessedPlan = st.session_state["planned"]
    plan = planned.plan
    st.header("Shopping list")
    st.session_state.setdefault(SHOWN, BOUGHT in st.query_params)
    if not st.toggle("Show the list", key=SHOWN, persist_state="session"):
        return
    eaters = handout_eaters()
    lines = shopping_list(plan, eaters)
    people = f", {eaters} people" if eaters > 1 else ""
    to_buy = lines[~lines["have"].astype(bool)]
    order = list(plan.foods.frame.index)  # of the table: what is ticked stays so on the list of another week
    ticked = ticked_lines(st.query_params.get(BOUGHT, ""), order) & set(to_buy["food"])
    with st.container(horizontal=True, vertical_alignment="center"):
        share_button("Send the list", "Shopping list", to_text(to_buy), "", "share_shopping")
        note(f"{count(len(plan.days), 'day')}{people}. {len(ticked)} of {len(to_buy)} ticked.")
    with st.grid(3, min_column_width=230, gap="medium", key="shopping"):
        for title, rows in sections(to_buy):
            with st.container(gap="xxsmall"):
                st.markdown(f"**{plain(title)}**")
                for row in rows:
                    _line(row, ticked, order, plan)
    _at_home(plan, lines)
    write_address()


def _line(row: dict, ticked: set[str], order: list[str], plan: Plan) -> None:
    words = f"{plain(row['bought_as'] or row['name'])}: {plain(how_much(row))}"
    words += f"; {row['soak']}" if row["soak"] else ""
    words += f"  \n:small[{plain(row['left'])}]" if row["left"] else ""
    key = f"buy_{plan.days[0].date}_{plan.seed}_{row['food']}"
    st.session_state[key] = row["food"] in ticked
    st.checkbox(words, key=key, wrap=True, on_change=_tick, args=(row["food"], key, order))


def _tick(food: str, key: str, order: list[str]) -> None:
    ticked = ticked_lines(st.query_params.get(BOUGHT, ""), order)
    ticked = ticked | {food} if st.session_state[key] else ticked - {food}
    if ticked:
        st.query_params[BOUGHT] = ticks_code(ticked, order)
    else:
        st.query_params.pop(BOUGHT, None)


def ticks_code(ticked: set[str], order: Sequence[str]) -> str:
    """Which foods are ticked, as a few letters.

    Examples
    --------
    >>> ticks_code({"apple", "kefir"}, ["apple", "banana", "kefir"])
    'BQ'
    """
    number = sum(1 << n for n, food in enumerate(order) if food in ticked)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def ticked_lines(code: str, order: Sequence[str]) -> set[str]:
    """The foods that such letters tick; none, if they are no such letters.

    Examples
    --------
    >>> sorted(ticked_lines("BQ", ["apple", "banana", "kefir"])), ticked_lines("?", ["apple"])
    (['apple', 'kefir'], set())
    """
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return set()
    number = int.from_bytes(raw[:100], "big")
    return {food for n, food in enumerate(order) if number >> n & 1}


def _at_home(plan: Plan, lines: pd.DataFrame) -> None:
    """What she has already leaves the list, and is used up first when she plans again."""
    names = {row["food"]: row["bought_as"] or row["name"] for row in lines.to_dict("records")}
    st.session_state["have_at_home"] = [food for food in plan.preferences.at_home if food in names]
    st.multiselect(
        "I have it at home",
        list(names),
        format_func=lambda food: names.get(food, food),
        key="have_at_home",
        placeholder="Tap what you have",
        on_change=_have,
        args=(list(names),),
    )


def _have(listed: list[str]) -> None:
    """Leave the meals as they are; only what is at home is another matter now."""
    state = st.session_state
    planned: AssessedPlan = state["planned"]
    request: Request = state["request"]
    others = [food for food in planned.plan.preferences.at_home if food not in listed]
    at_home = (*others, *state["have_at_home"])
    preferences = planned.plan.preferences.model_copy(update={"at_home": at_home})
    state["planned"] = assessed(replace(planned.plan, preferences=preferences), by_hand=True)
    state["request"] = replace(request, preferences=request.preferences.model_copy(update={"at_home": at_home}))
    fill_form(state["request"])
