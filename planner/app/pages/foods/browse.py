"""Look foods up: the list first, filters and columns behind a button, the card of a food beside it."""

from functools import partial

import pandas as pd
import streamlit as st

from planner.app.pages.foods.filters import column_config, column_set, wanted_foods
from planner.app.pages.foods.food_card import food_card
from planner.app.session.plan_request import AssessedPlan
from planner.app.widgets.browser_parts import stand_here
from planner.app.widgets.small_print import note, table_height
from planner.foods.food_table import FoodTable
from planner.menu.wording import count
from planner.reference.nutrients import nutrients

ON_CARDS = 500  # foods offered by name at once; more are found by searching


CARD = "card"  # the food whose card is open


@st.fragment
def browse_foods(foods: FoodTable) -> None:
    """The list of what is found, and beside it, or on a phone beneath it, the card of one food."""
    planned: AssessedPlan | None = st.session_state.get("planned")
    plan = planned.plan if planned else None
    frame = foods.frame.rename_axis("food").reset_index()
    found = frame[wanted_foods(frame, "look", plan)]
    if found.empty:
        st.info("No food fits. Try a shorter word, or fewer filters.", icon=":material/search_off:")
        return
    names = dict(zip(found["food"].head(ON_CARDS), found["name"], strict=False))
    if st.session_state.get(CARD) not in names:
        st.session_state[CARD] = next(iter(names)) if len(names) == 1 else None
    with st.grid(2, min_column_width=330, gap="medium"):
        with st.container():
            _list(found)
        with st.container():
            picked = st.selectbox(
                "Card of",
                list(names),
                index=None,
                format_func=names.__getitem__,
                key=CARD,
                placeholder="Tap a line, or choose a food",
            )
            if picked:
                if st.session_state.pop("card_tapped", False):
                    stand_here(f"card_of_{picked}", f"The card of {names[picked]}")
                food_card(foods, picked, plan)


def _list(found: pd.DataFrame) -> None:
    """The foods, with the columns, the order and the amounts that are asked for; a tap opens a card."""
    labels = {f"{n.label} ({n.unit})": key for key, n in nutrients().items()}
    table, shown = st.container(), st.popover("Columns and order", icon=":material/view_column:", key="look_shown")
    with shown:
        columns = column_set("look_columns")
        most = st.selectbox("Most first", list(labels), index=None, key="high_in", placeholder="Any nutrient")
        per = st.radio("Amounts", ["Per 100 g", "Per serving"], horizontal=True, key="per")
    if per == "Per serving":
        found = found.assign(**{key: found[key] * found["serving_g"] / 100 for key in nutrients()})
    if most:
        found = found.sort_values(labels[most], ascending=False, na_position="last")
        columns = list(dict.fromkeys(["name", labels[most], *columns]))
    with table:
        note(f"{count(len(found), 'food')} found{', amounts per serving' if per == 'Per serving' else ''}.")
        st.dataframe(
            found[columns],
            hide_index=True,
            column_config=column_config(),
            height=table_height(len(found), 460),
            placeholder="unknown",
            alt="The foods found, with the columns chosen",
            key="look_table",
            on_select=partial(_open_tapped, list(found["food"])),
            selection_mode="single-row",
        )


def _open_tapped(foods: list[str]) -> None:
    """Open the card of the line that was tapped."""
    rows = st.session_state["look_table"]["selection"]["rows"]
    st.session_state[CARD] = foods[rows[0]] if rows and rows[0] < len(foods) else None
    st.session_state["card_tapped"] = bool(rows)
