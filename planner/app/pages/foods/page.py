"""The Food table page: what it is, who may save, what is not saved yet, and the views."""

from contextlib import suppress

import streamlit as st

from planner.app.pages.foods.browse import browse_foods
from planner.app.pages.foods.dish_form import own_dishes
from planner.app.pages.foods.draft import OpenConflict, draft, unchecked
from planner.app.pages.foods.food_form import food_form
from planner.app.pages.foods.resolve_conflict import resolve_conflict
from planner.app.pages.foods.review import review
from planner.app.pages.foods.revision_history import revision_history
from planner.app.pages.foods.table_editor import edit_table
from planner.app.pages.foods.upload import upload_foods
from planner.app.session.food_revision import foods_in_use, offer_newer, revision_label, store, who_may_save
from planner.app.session.session_plan import keep_address
from planner.app.widgets.button_row import button_row
from planner.app.widgets.markdown import plain
from planner.app.widgets.step_messages import show_message
from planner.errors import PlannerError
from planner.foods.food_changes import changes
from planner.foods.food_table import FoodTable
from planner.menu.wording import count

VIEWS = {
    "Look up": "search",
    "One food": "edit_note",
    "Own dishes": "skillet",
    "Whole table": "table_edit",
    "From a file": "upload_file",
    "History": "history",
}
EDITING = ("One food", "Whole table", "From a file")  # views whose changes are reviewed beneath them


def page() -> None:
    """Lay out the page."""
    keep_address()
    state = st.session_state
    foods = foods_in_use()
    st.title("Food table")
    known = f", {revision_label(state['revision'])}" if "revision" in state else ""
    st.markdown(
        f"**{count(len(foods.frame), 'food')}**{known}{_servable(foods)}. Per 100 g as eaten. Empty means "
        "unknown, not zero."
    )
    show_message(once=True)
    offer_newer()
    _offer_shipped()
    state["food_view"] = state.pop("open_view", state.get("food_view", "Look up"))  # a card may send the reader on
    settling = resolve_conflict()
    names = {name: f":material/{sign}: {name}" for name, sign in VIEWS.items()}
    view = button_row("View", names, "food_view", label_visibility="collapsed", wrap=True)
    if not settling and view not in EDITING:
        review()
    if view == "Look up":
        browse_foods(foods)
    elif view == "Own dishes":
        own_dishes(foods)
    elif unchecked() and view in ("One food", "From a file"):
        st.info(
            "In Whole table there are changes that are not checked: check or drop them first.", icon=":material/edit:"
        )
    else:
        {"One food": food_form, "Whole table": edit_table, "From a file": upload_foods, "History": revision_history}[
            str(view)
        ]()
    if not settling and view in EDITING:  # below the button that asked for it
        review()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download (CSV)",
            data=lambda: foods.to_csv().encode(),
            file_name="foods.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        who_may_save()


def _servable(foods: FoodTable) -> str:
    """How many of the foods can be in a week."""
    number = int(foods.servable.sum())
    if number == len(foods.frame):
        return ""
    return f"; {number} can be in a week, the others have no known portion or are retired"


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
                st.session_state["settling"] = OpenConflict(old, new, mine, mine, words, why, new.sha256)
                st.rerun()
