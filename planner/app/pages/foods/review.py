"""See before saving: every changed cell, what to look at again, what becomes of the week; then save."""

from typing import Literal

import pandas as pd
import streamlit as st

from planner.app.network import sign_in_is_set_up
from planner.app.pages.foods.draft import Draft, OpenConflict, draft, drop_draft
from planner.app.pages.foods.editable import changes_in_words, changes_table
from planner.app.pages.foods.effects import effect_section
from planner.app.session.food_revision import saved_table, store, use_revision
from planner.app.session.visitor import visitor
from planner.app.widgets.browser_parts import stand_here
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.foods.food_changes import FOOD, cells
from planner.foods.food_warnings import warnings
from planner.menu.wording import count
from planner.store import Conflict, Visitor
from planner.store.incoming import LONG, SHORT

FEW = 5  # new foods that are named one by one
OPEN = 40  # so many changes are shown unfolded


def review() -> None:
    """The panel over the views, if there is something to review."""
    now = draft()
    if now is None:
        _saved()
        return
    with st.container(border=True, key="review"):
        if st.session_state.get("reviewed") != id(now):
            st.session_state["reviewed"] = id(now)
            stand_here(f"review_{id(now)}", "Not saved yet")
        st.subheader("Not saved yet")
        st.markdown(f"**{plain(changes_in_words(now.differs))}** Plans still come from revision {now.base.revision}.")
        _warnings(now)
        shown = changes_table(_with_cells_of_new_foods(now))
        with st.expander("Old and new of every cell", icon=":material/difference:", expanded=len(shown) <= OPEN):
            st.dataframe(shown, hide_index=True, alt="Every cell that changes")
        effect_section(now)
        _save_form(now)


def _with_cells_of_new_foods(now: Draft) -> pd.DataFrame:
    """The changes, with what was filled in for new foods, as units were turned into those of the table."""
    added = now.differs.loc[(now.differs["column"] == FOOD) & (now.differs["before"] == "")]
    if added.empty or len(added) > FEW:
        return now.differs
    filled = cells(now.table).loc[added["food"]].rename_axis("food").reset_index()
    long = filled.melt(["food", "name"], var_name="column", value_name="after").assign(before="")
    return pd.concat([now.differs, long[long["after"] != ""]], ignore_index=True)


def _warnings(now: Draft) -> None:
    """What is worth a look among the foods that changed."""
    changed = now.differs.loc[(now.differs["column"] != FOOD) | (now.differs["after"] != ""), "food"].unique()
    found = warnings(now.table, now.base, only=list(changed))
    if found.empty:
        return
    few = found.head(8)
    lines = "\n".join(
        f"- **{plain(row.name_)}**: {plain(row.what)}" for row in few.rename(columns={"name": "name_"}).itertuples()
    )
    more = f"\n- … and {len(found) - len(few)} more" if len(found) > len(few) else ""
    st.warning(
        f"{lines}{more}", title=f"{count(len(found), 'thing')} worth a second look", icon=":material/visibility:"
    )


def _save_form(now: Draft) -> None:
    who = visitor()
    new = _foods_new_to_menus(now)
    with st.form("save_table", border=False):
        with st.grid(2, min_column_width=260):
            reason = st.text_input(
                "Why", now.why, key="save_reason", placeholder="Such as: label of our dairy", max_chars=LONG
            )
            name = who.name if who.id else _name(who)
        welcome = bool(new) and st.checkbox(
            f"Let {', '.join(plain(one) for one in new.values())} come often in the next week", True, key="save_welcome"
        )
        with st.container(horizontal=True):
            sent = st.form_submit_button("Save", type="primary", icon=":material/save:", key="save")
            dropped = st.form_submit_button("Drop the changes", icon=":material/undo:", key="drop")
    st.download_button(
        "Download the changed table (CSV)",
        data=lambda: now.table.to_csv().encode(),
        file_name="foods-not-saved.csv",
        mime="text/csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
    if dropped:
        drop_draft()
        st.rerun()
    if sent:
        _save(now, visitor(name), reason or "", list(new) if welcome else [])


def _name(who: Visitor) -> str:
    if not who.keeps:  # the store refuses them
        note("Sign in to save." if sign_in_is_set_up() else "Nothing is saved here. Download the table instead.")
        return who.name
    return st.text_input("Your name", key="editor_name", persist_state="session", max_chars=SHORT) or ""


def _foods_new_to_menus(now: Draft) -> dict[str, str]:
    """Foods that are added with a role and a portion: key and name. Long lists are not offered."""
    added = now.differs[(now.differs["column"] == FOOD) & (now.differs["before"] == "")]
    frame = now.table.frame.loc[added["food"]]
    ready = frame[(frame["roles"] != "") & now.table.servable[frame.index]]
    return {str(food): str(name) for food, name in ready["name"].items()} if len(ready) <= FEW else {}


def _save(now: Draft, who: Visitor, reason: str, welcome: list[str]) -> None:
    state = st.session_state
    base = now.base.revision or 0
    try:
        if now.restores:
            saved = store().restore(now.restores, base, who, reason)
        else:
            kind: Literal["merged", "saved"] = "merged" if now.shipped else "saved"
            saved = store().save(now.table, base, who, reason, kind, now.shipped)
    except Conflict as conflict:
        try:
            theirs = saved_table(conflict.head)
        except PlannerError as error:
            st.error(plain(error), icon=":material/error:")
            return
        words = f"{conflict.head.editor} has saved revision {conflict.head.number} meanwhile: {conflict.head.reason}"
        state["settling"] = OpenConflict(now.base, theirs, now.table, theirs, words, reason, now.shipped)
        st.rerun()
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
        return
    drop_draft()
    use_revision(saved)
    state["saved_as"] = saved
    if welcome:
        state["welcome"] = welcome
        state["favourites"] = list(dict.fromkeys((*state.get("favourites", ()), *welcome)))  # the form shows them
    st.rerun()


def _saved() -> None:
    """What was saved last, until the next change or another revision is in use."""
    saved = st.session_state.get("saved_as")
    if saved is None or st.session_state["revision"].number != saved.number:
        return
    st.success(
        f"{count(saved.cells, 'change')}, {plain(saved.reason)}. The next week is planned from it.",
        title=f"Saved as revision {saved.number}",
        icon=":material/check_circle:",
    )
