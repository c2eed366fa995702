"""Edit the table cell by cell. Nothing counts before it is checked, shown and saved."""

from copy import deepcopy

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import fresh_editor, propose_draft, table_at_work
from planner.app.pages.foods.editable import LINE, as_frame, editable, merge_edited
from planner.app.pages.foods.filters import column_config, column_set, wanted_foods
from planner.app.session.plan_request import AssessedPlan
from planner.app.widgets.small_print import fault_list, note, table_height
from planner.app.widgets.step_messages import set_message
from planner.errors import FoodTableError
from planner.menu.wording import count


def edit_table() -> None:
    """The view: the editor over the foods that the filters let through."""
    st.markdown(
        "Change a cell, add a food in the last line, or tick lines to take them out. Then **check**: you see old and "
        "new of every cell, and what it does to your week, before anything is saved."
    )
    planned: AssessedPlan | None = st.session_state.get("planned")
    columns = column_set("edit_columns")
    key = f"food_editor_{st.session_state.setdefault('food_version', 0)}_{st.session_state['edit_columns']}"
    whole = _whole(key)
    pending = "in_edit" in st.session_state or any(
        st.session_state.get(key, {}).get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows")
    )
    # only what is seen goes to the browser, which keeps a long table quick
    columns = [LINE, *columns, *(column for column in ("food", "source") if column not in columns)]
    wanted = wanted_foods(whole, "edit", planned.plan if planned else None, pending)
    shown = whole.loc[wanted, columns].reset_index(drop=True)
    rests = " The filters rest until your changes are checked or dropped." if pending else ""
    note(f"{count(len(shown), 'food')} shown.{rests}")
    if faults := st.session_state.pop("edit_faults", None):
        fault_list(faults)
    edited = st.data_editor(
        shown,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        disabled=[LINE],
        column_config=column_config(),
        height=table_height(len(shown) + 1, 520),
        placeholder="unknown",
        alt="The food table, to edit",
    )
    if pending:
        st.session_state["in_edit"] = _numbered(merge_edited(whole, shown, edited))
        st.session_state["editor_whole"] = whole
        st.session_state["in_edit_of"] = (key, deepcopy(st.session_state.get(key)))
    if st.session_state.pop("check_now", False):
        _check()
        st.rerun()
    with st.container(horizontal=True):
        st.button(
            "Check and show the changes",
            type="primary",
            icon=":material/fact_check:",
            key="check_edits",
            disabled=not pending,
            on_click=_request_check,
            args=(key,),
        )
        st.button("Drop these changes", icon=":material/undo:", on_click=fresh_editor, disabled=not pending)


def _whole(key: str) -> pd.DataFrame:
    """The table that the editor began with; changes that were left unchecked are in it when the reader comes back."""
    state = st.session_state
    if "in_edit" not in state:
        return editable(table_at_work())
    return state["editor_whole"] if key in state else state["in_edit"]


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    """The lines that the foods would have in the file: new ones stand at the end."""
    return table.assign(**{LINE: pd.array(range(2, len(table) + 2), dtype="Int64")})


def _request_check(key: str) -> None:
    """Check before the page is drawn; only a cell that was typed over with the same click has to be read first."""
    if st.session_state.get("in_edit_of") == (key, st.session_state.get(key)):
        _check()
    else:
        st.session_state["check_now"] = True


def _check() -> None:
    try:
        if not propose_draft(as_frame(st.session_state["in_edit"])):
            set_message("Nothing differs from what is saved.", icon=":material/info:")
    except FoodTableError as error:
        st.session_state["edit_faults"] = error.faults
