"""Changes that are not saved yet: one draft a session, checked, on top of a revision."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from planner.app.session.food_revision import foods_in_use
from planner.foods.food_changes import changes, edited
from planner.foods.food_table import FoodTable

NAME = "the changed table"


@dataclass(frozen=True, eq=False)
class Draft:
    """A sound table that differs from the revision it began with.

    Attributes
    ----------
    table : FoodTable
    base : FoodTable
        Of the revision that it changes.
    differs : pandas.DataFrame
        Its changes, of `planner.foods.food_changes.changes`.
    why : str
        A reason to begin with, which the editor may change.
    shipped : str or None
        Hash of the shipped table that is taken over with it.
    restores : int or None
        The old revision that it is.
    """

    table: FoodTable
    base: FoodTable
    differs: pd.DataFrame
    why: str = ""
    shipped: str | None = None
    restores: int | None = None


@dataclass(frozen=True, eq=False)
class OpenConflict:
    """Two versions of one table that a person has to make one of, and what the draft is then based on."""

    base: FoodTable
    theirs: FoodTable
    mine: FoodTable
    onto: FoodTable
    their_words: str
    why: str = ""
    shipped: str | None = None


def draft() -> Draft | None:
    """The changes of this session that are not saved."""
    return st.session_state.get("draft")


def table_at_work() -> FoodTable:
    """What an editor begins with: the draft if there is one, else the table in use."""
    now = draft()
    return now.table if now else foods_in_use()


def unchecked() -> bool:
    """Whether cells of the whole table were typed over and not checked yet."""
    return "in_edit" in st.session_state


def propose_draft(frame: pd.DataFrame, why: str = "") -> bool:
    """Check a changed table and make it the draft; whether anything differs.

    Raises
    ------
    FoodTableError
        With all faults; the draft then stays as it was.
    """
    return set_draft(edited(table_at_work(), frame, NAME), why)


def set_draft(
    table: FoodTable,
    why: str = "",
    onto: FoodTable | None = None,
    shipped: str | None = None,
    restores: int | None = None,
) -> bool:
    """Make a sound table the draft; whether there is anything to save."""
    now = draft()
    shipped = shipped or (now.shipped if now else None)
    base = onto or (now.base if now else foods_in_use())
    differs = changes(base, table)
    fresh_editor()
    st.session_state.pop("saved_as", None)
    if differs.empty and not shipped:
        st.session_state.pop("draft", None)
        return False
    st.session_state["draft"] = Draft(table, base, differs, (now.why if now else "") or why, shipped, restores)
    return True


def drop_draft() -> None:
    """Forget the changes that are not saved."""
    for key in ("draft", "settling", "effect"):
        st.session_state.pop(key, None)
    fresh_editor()


def fresh_editor() -> None:
    """Give the table editor a new key, as it can't be emptied in any other way."""
    st.session_state["food_version"] = st.session_state.get("food_version", 0) + 1
    st.session_state.pop("in_edit", None)


def with_row(foods: FoodTable, food: str, cells: Mapping[str, str | float | None]) -> pd.DataFrame:
    """The table with some cells of one food set; a food that is not there is added."""
    frame = foods.frame.copy()
    if food not in frame.index:
        texts = {column: "" for column in frame.columns if frame[column].dtype != "float64"}
        frame.loc[food] = pd.Series(texts).reindex(frame.columns)
    for column, value in cells.items():
        frame.loc[food, column] = value
    return frame
