"""Look foods up: search, filters, sets of columns, and the card of a food."""

import streamlit as st

from planner.app.pages.foods.filters import column_config, column_set, wanted_foods
from planner.app.pages.foods.food_card import food_card
from planner.app.session.plan_request import AssessedPlan
from planner.app.widgets.small_print import note, table_height
from planner.foods.food_table import FoodTable
from planner.menu.wording import count
from planner.reference.nutrients import nutrients

ON_CARDS = 500  # foods offered by name at once; more are found by searching


@st.fragment
def browse_foods(foods: FoodTable) -> None:
    """The view: what is found, and one card."""
    planned: AssessedPlan | None = st.session_state.get("planned")
    plan = planned.plan if planned else None
    frame = foods.frame.rename_axis("food").reset_index()
    found = frame[wanted_foods(frame, "look", plan)]
    labels = {f"{n.label} ({n.unit})": key for key, n in nutrients().items()}
    columns = column_set("look_columns")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        most = st.selectbox(
            "Most first", list(labels), index=None, key="high_in", placeholder="Any nutrient", width=260
        )
        per = st.radio("Amounts", ["Per 100 g", "Per serving"], horizontal=True, key="per", width="content")
    if found.empty:
        st.info("No food fits. Try a shorter word, or fewer filters.", icon=":material/search_off:")
        return
    if per == "Per serving":
        found = found.assign(**{key: found[key] * found["serving_g"] / 100 for key in nutrients()})
    if most:
        found = found.sort_values(labels[most], ascending=False, na_position="last")
        columns = list(dict.fromkeys(["name", labels[most], *columns]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        note(f"{count(len(found), 'food')} found, amounts {str(per).lower()}.")
        names = dict(zip(found["food"].head(ON_CARDS), found["name"], strict=False))
        if st.session_state.get("card") not in names:
            st.session_state["card"] = next(iter(names)) if len(names) == 1 else None
        picked = st.selectbox(
            "Open the card of",
            list(names),
            index=None,
            format_func=names.__getitem__,
            key="card",
            placeholder="A food, to see all of it",
            width=320,
        )
    if picked:
        food_card(foods, picked, plan)
    st.dataframe(
        found[columns],
        hide_index=True,
        column_config=column_config(),
        height=table_height(len(found), 560),
        placeholder="unknown",
        alt="The foods found, with the columns chosen",
    )
    if "food" not in columns:
        note("Figures of all nutrients, with their sources, stand in the download and on the cards.")
