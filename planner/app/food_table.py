"""The Food table page: look up, edit, bring your own."""

import pandas as pd
import streamlit as st

from planner.app.food_changes import LINE, as_csv, differences, editable, in_words, merged
from planner.app.notes import note
from planner.app.planned import foods_in_use, shipped_foods
from planner.app.wording import count, plain
from planner.errors import FoodTableError
from planner.food_checks import NUMBERS
from planner.foods import FoodTable, load_foods
from planner.nutrients import CRAMP_MINERALS, nutrients

VIEWS = ["Look up", "Edit", "Bring your own"]
SHOWN = 25  # faults shown at once


def page() -> None:
    """Lay out the page."""
    foods = foods_in_use()
    st.title("Food table")
    st.markdown(
        f"The week is planned from **{count(len(foods.frame), 'food')}** ({plain(foods.name)}). Figures are for 100 g "
        "as eaten: cooked, drained, peeled. An empty cell means that nobody gives a figure; it never counts as nought."
    )
    _news()
    with st.container(horizontal=True, vertical_alignment="center"):
        view = st.radio("View", VIEWS, horizontal=True, key="food_view", label_visibility="collapsed", width="content")
        st.download_button(
            "Download (CSV)",
            data=lambda: foods.to_csv().encode(),
            file_name="foods.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if foods is not shipped_foods():
            st.button("Back to the table that came with it", icon=":material/undo:", on_click=_back)
    {"Look up": _look_up, "Edit": _edit, "Bring your own": _bring}[view](foods)


def _filters(frame: pd.DataFrame, key: str, disabled: bool = False) -> pd.Series:
    """Search and group filter; which rows are wanted."""
    with st.grid(2, min_column_width=260):
        words = st.text_input(
            "Search",
            key=f"{key}_search",
            type="search",
            placeholder="Name or key, such as buckwheat",
            disabled=disabled,
        )
        groups = st.multiselect(
            "Groups",
            sorted(frame["group"].dropna().unique()),
            format_func=lambda group: group.replace("_", " "),
            key=f"{key}_groups",
            placeholder="All groups",
            disabled=disabled,
        )
    text = (frame["name"].fillna("") + " " + frame["food"].fillna("").str.replace("_", " ")).str.lower()
    wanted = pd.Series(True, index=frame.index)
    for word in (words or "").lower().replace("_", " ").split():
        wanted &= text.str.contains(word, regex=False)
    return wanted & frame["group"].isin(groups) if groups else wanted


@st.fragment
def _look_up(foods: FoodTable) -> None:
    frame = foods.frame.rename_axis("food").reset_index()
    wanted = _filters(frame, "look")
    labels = {f"{n.label} ({n.unit})": key for key, n in nutrients().items()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rich = st.selectbox(
            "Foods high in", list(labels), index=None, key="high_in", placeholder="Any nutrient", width=260
        )
        per = st.radio("Amounts", ["Per 100 g", "Per serving"], horizontal=True, key="per", width="content")
    found = frame[wanted]
    if per == "Per serving":
        found = found.assign(**{key: found[key] * found["serving_g"] / 100 for key in nutrients()})
    order = ["name", "group", "serving", "serving_g"]
    if rich:
        found = found.sort_values(labels[rich], ascending=False, na_position="last")
        order.append(labels[rich])
    order = list(dict.fromkeys([*order, *CRAMP_MINERALS, *nutrients()]))
    order += ["hinders", "allergens", "diet", "roles", "article", "source", "source_id", "food"]
    note(f"{count(len(found), 'food')} found, amounts {str(per).lower()}.")
    if found.empty:
        st.info("No food fits. Try a shorter word, or fewer groups.", icon=":material/search_off:")
        return
    st.dataframe(
        found[order],
        hide_index=True,
        column_config=_columns(),
        height=560,
        placeholder="unknown",
        alt="The foods found, with their composition and sources",
    )


def _edit(foods: FoodTable) -> None:
    st.markdown(
        "Change a cell, add a food in the last line, or tick lines to delete them. Nothing counts until you press "
        "**Check and use**; then it counts for the plans of this session."
    )
    version = st.session_state.setdefault("food_version", 0)
    key = f"food_editor_{version}"
    pending = any(st.session_state.get(key, {}).get(kind) for kind in ("edited_rows", "added_rows", "deleted_rows"))
    whole = editable(foods)
    shown = whole[_filters(whole, "edit", disabled=pending)].reset_index(drop=True)
    rests = " Search rests while there are changes: check or drop them first." if pending else ""
    note(f"{count(len(shown), 'food')} shown.{rests}")
    faults = st.container()  # above the editor, where they are seen
    edited = st.data_editor(
        shown,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        disabled=[LINE],
        column_config=_columns(),
        height=520,
        placeholder="unknown",
        alt="The food table, to edit",
    )
    with st.container(horizontal=True):
        use = st.button("Check and use", type="primary", icon=":material/fact_check:", key="use_edits")
        st.button("Drop the changes", icon=":material/undo:", on_click=_fresh_editor, disabled=not pending)
    if use:
        with faults:
            _check_and_use(as_csv(merged(whole, shown, edited)), f"{foods.name.removesuffix(', edited')}, edited")


def _bring(foods: FoodTable) -> None:
    st.markdown(
        "Bring a CSV file with the columns of this table: download it, change it in a spreadsheet, save it as "
        "'CSV UTF-8'. It is checked before it is used, and is not kept after this session."
    )
    with st.form("bring", clear_on_submit=True):
        file = st.file_uploader("A food table as CSV", type=["csv"], key="food_file")
        sent = st.form_submit_button(
            "Check and use this file", type="primary", icon=":material/fact_check:", key="use_file"
        )
    if sent and file is None:
        st.info("Choose a file first.", icon=":material/upload_file:")
    elif sent and file is not None:
        _check_and_use(file.getvalue(), file.name)


def _check_and_use(raw: bytes, name: str) -> None:
    """Take over a sound table; say what is wrong with any other, and keep the one in use."""
    try:
        table = load_foods(raw, name)
    except FoodTableError as error:
        faults = error.faults
        lines = "\n".join(f"- {plain(fault)}" for fault in faults[:SHOWN])
        more = f"\n- … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        found = f"{count(len(faults), 'fault')} found; the table in use stays as it was"
        st.error(f"{lines}{more}", title=found, icon=":material/error:")
        return
    changes = differences(foods_in_use(), table)
    if not changes.empty:
        st.session_state["foods"] = table
    st.session_state["food_news"] = (name, changes)
    _fresh_editor()
    st.rerun()


def _news() -> None:
    """What the last change was, until the next one."""
    if "food_news" not in st.session_state:
        return
    name, changes = st.session_state["food_news"]
    if changes.empty:
        st.info(f"{plain(name)} is sound. {in_words(changes)}", icon=":material/info:")
        return
    st.success(
        f"{in_words(changes)} The next week is planned from it.",
        title=f"In use: {plain(name)}",
        icon=":material/check_circle:",
    )
    with st.expander("What changed", icon=":material/difference:"):
        st.dataframe(changes, hide_index=True, alt="Every cell that changed")


def _back() -> None:
    changes = differences(foods_in_use(), shipped_foods())
    st.session_state.pop("foods", None)
    st.session_state["food_news"] = (shipped_foods().name, changes)
    _fresh_editor()


def _fresh_editor() -> None:
    """Give the editor a new key: it can't be emptied in any other way."""
    st.session_state["food_version"] = st.session_state.get("food_version", 0) + 1


def _columns() -> dict:
    """How the columns read; widths and formats only, as faults are found in Python."""
    column = st.column_config
    texts = {
        "name": column.TextColumn("Name", pinned=True, width="medium"),
        "food": column.TextColumn("Key", width="medium"),
        "group": column.TextColumn("Group"),
        "serving": column.TextColumn("Serving"),
        "serving_g": column.NumberColumn("Serving (g)", format="%g"),
        "source": column.TextColumn("Source", width="medium"),
        "source_id": column.TextColumn("Number there"),
        LINE: column.NumberColumn("Line", width="small"),
    }
    numbers = {
        key: column.NumberColumn(f"{n.label} ({n.unit})", format="localized", step=None)
        for key, n in nutrients().items()
    }
    rest = {key: column.NumberColumn(key.replace("_", " "), format="%g") for key in NUMBERS if key not in numbers}
    return {**rest, **numbers, **texts}
