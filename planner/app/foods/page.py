"""The Food table page: what it is, who may save, what is not saved yet, and the views."""

from contextlib import suppress

import streamlit as st

from planner.app.foods.bring import bring
from planner.app.foods.draft import Settling, draft, unchecked
from planner.app.foods.history import history
from planner.app.foods.look import look_up
from planner.app.foods.one_food import one_food
from planner.app.foods.review import review
from planner.app.foods.settle import settle
from planner.app.foods.table_edit import edit_table
from planner.app.hand import keep_address
from planner.app.news import show_news
from planner.app.saved import foods_in_use, offer_newer, said, store, who_may_save
from planner.app.segments import segments
from planner.app.wording import count, plain
from planner.errors import PlannerError
from planner.food_changes import changes

VIEWS = {
    "Look up": "search",
    "One food": "edit_note",
    "Whole table": "table_edit",
    "From a file": "upload_file",
    "History": "history",
}


def page() -> None:
    """Lay out the page."""
    keep_address()
    state = st.session_state
    foods = foods_in_use()
    st.title("Food table")
    known = f", {said(state['revision'])}" if "revision" in state else ""
    st.markdown(
        f"The week is planned from **{count(int(foods.servable.sum()), 'food')}**{known}. Figures are for 100 g as "
        "eaten: cooked, drained, peeled. An empty cell means that nobody gives a figure; it never counts as zero."
    )
    show_news(once=True)
    who_may_save()
    offer_newer()
    _offer_shipped()
    if not settle():
        review()
    state["food_view"] = state.pop("open_view", state.get("food_view", "Look up"))  # a card may send the reader on
    with st.container(horizontal=True, vertical_alignment="center"):
        names = {name: f":material/{sign}: {name}" for name, sign in VIEWS.items()}
        view = segments("View", names, "food_view", label_visibility="collapsed", wrap=True)
        st.download_button(
            "Download (CSV)",
            data=lambda: foods.to_csv().encode(),
            file_name="foods.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
    if view == "Look up":
        look_up(foods)
    elif unchecked() and view in ("One food", "From a file"):
        st.info(
            "In Whole table there are changes that are not checked: check or drop them first.", icon=":material/edit:"
        )
    else:
        {"One food": one_food, "Whole table": edit_table, "From a file": bring, "History": history}[str(view)]()


def _offer_shipped() -> None:
    """A newer table came with the program: offered as a merge, never forced."""
    if draft() is not None or "settling" in st.session_state:
        return
    with suppress(PlannerError):
        found = store().shipped_update()
        if found is None:
            return
        old, new = found
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            words = f"This version brings a newer food table: {count(len(changes(old, new)), 'change')}."
            st.markdown(f":material/new_releases: {plain(words)} Yours stays until you decide.", width="stretch")
            if st.button("Look at them", key="shipped_update"):
                mine = store().table(store().head().number)
                words = "The table that comes with the planner has changed"
                why = "The newer table that came with the planner"
                st.session_state["settling"] = Settling(old, new, mine, mine, words, why, new.sha256)
                st.rerun()
