"""Bring foods from a file: matched column by column, previewed, corrected, checked; all or nothing."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import fresh_editor, set_draft, table_at_work
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import fault_list, note, table_height
from planner.app.widgets.step_messages import set_message
from planner.errors import FoodTableError, PlannerError
from planner.foods.food_checks import COLUMNS, GROUPS
from planner.foods.food_columns import column_name
from planner.foods.importing import (
    MOST_BYTES,
    FoodRows,
    Match,
    Sheet,
    join_foods,
    match_columns,
    read_sheet,
    to_food_rows,
    units_of,
)
from planner.menu.wording import count
from planner.reference.outside_text import LONGEST_CELL, LONGEST_LINE

LEFT_OUT = "left out"
SHOWN = 200  # foods of a preview
SAME = "as in the table"
NO_GROUP = "none given"
KEPT = 2  # readings of the file that are at hand: without its groups and with them


def upload_foods() -> None:
    """The view: the file, its columns, what comes of it."""
    st.markdown(
        "CSV or a workbook as it comes, a download of FoodData Central (JSON, or the zip with its CSV files), the "
        "Ciqual table or the German BLS. Headers and groups may be in English, German, French, Spanish, Italian, "
        "Polish or Russian. You see how its columns are understood, and every change, before anything is saved."
    )
    file = st.file_uploader(
        "A file with foods",
        type=["csv", "tsv", "txt", "xlsx", "xls", "json", "zip"],
        key=f"food_file_{st.session_state.get('food_version', 0)}",
        max_upload_size=MOST_BYTES // 2**20,
    )
    if file is None:
        return
    try:
        sheet = _sheet(file.file_id, file.name, file.getvalue())
    except PlannerError as error:
        fault_list([str(error)])
        return
    note(f"{plain(sheet.name)}: {plain(sheet.kind)}, {count(len(sheet.rows), 'line')}.")
    matches = _matches(sheet, file.file_id)
    source = st.text_input(
        "Source of the figures, where the file names none",
        sheet.name.rsplit(".", 1)[0],
        key=f"bring_source_{file.file_id}",
        width=420,
        max_chars=LONGEST_CELL,
    )
    found = _read(file.file_id, sheet, matches, source or "", {})
    if found.unknown_groups:
        groups = _groups(found.unknown_groups, "group" in found.given, file.file_id)
        found = _read(file.file_id, sheet, matches, source or "", groups)
    chosen = _chosen(found, file.file_id)
    how = st.radio(
        "What to do with them",
        ["Add foods, and update those that are there", "Replace the whole table"],
        key=f"bring_how_{file.file_id}",
        captions=["Foods of the same key get the figures of the file.", "Foods that the file lacks are taken out."],
    )
    faults = st.container()
    if st.button("Check and show the changes", type="primary", icon=":material/fact_check:", key="use_file"):
        _accept(chosen, how.startswith("Replace"), sheet.name, faults)


def _sheet(file_id: str, name: str, raw: bytes) -> Sheet:
    """The upload as text, read once."""
    kept = st.session_state.get("sheet")
    if kept is None or kept[0] != file_id:
        with st.spinner("Reading the file …"):
            kept = st.session_state["sheet"] = (file_id, read_sheet(raw, name))
    return kept[1]


def _matches(sheet: Sheet, file_id: str) -> list[Match]:
    """How the columns are understood, with the corrections of the reader."""
    guessed = match_columns(sheet)
    examples = [next((cells[k] for _, cells in sheet.rows[:50] if cells[k]), "") for k in range(len(sheet.header))]
    names = {column: column_name(column) for column in COLUMNS}
    table = pd.DataFrame(
        {
            "Column of the file": [one.header for one in guessed],
            "An example": [text[:60] for text in examples],
            "Taken for": [names[one.column] if one.column else LEFT_OUT for one in guessed],
            "In": [one.unit or SAME for one in guessed],
        }
    )
    taken = sum(one.column is not None for one in guessed)
    words = f"{taken} of {count(len(guessed), 'column')} understood; look and correct"
    with st.expander(words, icon=":material/view_column:", expanded=True):
        edited = st.data_editor(
            table,
            hide_index=True,
            disabled=["Column of the file", "An example"],
            key=f"matches_{file_id}",
            height=table_height(len(table), 360),
            column_config={
                "Taken for": st.column_config.SelectboxColumn(options=[LEFT_OUT, *names.values()], required=True),
                "In": st.column_config.SelectboxColumn(
                    options=[SAME, *sorted({unit for column in COLUMNS for unit in units_of(column)})], required=True
                ),
            },
            alt="How the columns of the file are understood",
        )
    columns = {name: column for column, name in names.items()}
    return [
        Match(one.header, columns.get(taken_for), None if unit == SAME else unit)
        for one, taken_for, unit in zip(guessed, edited["Taken for"], edited["In"], strict=True)
    ]


def _read(file_id: str, sheet: Sheet, matches: list[Match], source: str, groups: dict[str, str]) -> FoodRows:
    """What comes of the file with these columns and groups, worked out once."""
    key = (file_id, tuple(matches), source, tuple(groups.items()))
    kept: dict[tuple, FoodRows] = st.session_state.setdefault("brought", {})
    if key not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[key] = to_food_rows(sheet, matches, source, groups)
    return kept[key]


def _groups(unknown: dict[str, int], given: bool, file_id: str) -> dict[str, str]:
    """Our group for each group of the file that is not known: one choice for all of its foods."""
    names = list(unknown)
    foods = sum(unknown.values())
    with st.container(border=True):
        others = "" if given else " Foods that the table has keep theirs."
        st.markdown(f":material/category: The group of {count(foods, 'food')} is not known: choose it here.{others}")
        for_all = st.selectbox(
            "Group of all these foods",
            GROUPS,
            index=None,
            format_func=_spaced,
            key=f"bring_group_{file_id}",
            placeholder="Choose one",
            width=320,
        )
        table = pd.DataFrame(
            {
                "Group in the file": [name or NO_GROUP for name in names],
                "Foods": list(unknown.values()),
                "Taken for": [_spaced(for_all) if for_all else None] * len(names),
            }
        )
        edited = st.data_editor(
            table,
            hide_index=True,
            disabled=["Group in the file", "Foods"],
            key=f"groups_{file_id}_{for_all}",
            height=table_height(len(table), 240),
            column_config={"Taken for": st.column_config.SelectboxColumn(options=[_spaced(one) for one in GROUPS])},
            alt="What the groups of the file are taken for",
        )
    ours = {_spaced(one): one for one in GROUPS}
    return {name: ours[words] for name, words in zip(names, edited["Taken for"], strict=True) if words in ours}


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _chosen(found: FoodRows, file_id: str) -> FoodRows:
    """The foods of the file that are wanted, with a preview."""
    for text in found.notes:
        note(plain(text))
    words = st.text_input(
        "Only foods named",
        key=f"bring_words_{file_id}",
        placeholder="All of them; or words such as: buckwheat, lentils",
        width=420,
        max_chars=LONGEST_LINE,
    )
    frame = found.frame
    if words and words.strip():
        names = frame["name"].str.lower()
        wanted = pd.Series(False, index=frame.index)
        for word in filter(None, (one.strip().lower() for one in words.split(","))):
            wanted |= names.str.contains(word, regex=False)
        frame = frame[wanted]
    with st.expander(f"Preview: {count(len(frame), 'food')}", icon=":material/preview:"):
        st.dataframe(
            frame.reset_index()[["name", "food", *[c for c in found.given if c not in ("name", "food")]]].head(SHOWN),
            hide_index=True,
            alt="The foods of the file as they are understood",
            height=320,
        )
    return replace(found, frame=frame)


def _accept(found: FoodRows, whole: bool, name: str, faults: st.delta_generator.DeltaGenerator) -> None:
    if found.faults or found.frame.empty:
        with faults:
            fault_list(found.faults or ["No food is left of the file: ask for other names, or take all of them"])
        return
    try:
        table = join_foods(table_at_work(), found, whole, name)
    except FoodTableError as error:
        with faults:
            fault_list(error.faults)
        return
    except PlannerError as error:
        with faults:
            fault_list([str(error)])
        return
    if not set_draft(table, why=f"From {name}"):
        set_message("Nothing differs from what is saved.", icon=":material/info:")
    for key in ("sheet", "brought"):
        st.session_state.pop(key, None)
    fresh_editor()
    st.rerun()
