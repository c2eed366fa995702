"""Plans that are kept: each with the revision of the food table that it was made from."""

import streamlit as st

from planner.app.session.food_revision import store, table_with_dishes, use_revision
from planner.app.session.plan_request import AssessedPlan, Request, assessed, fill_form
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.app.widgets.step_messages import set_message
from planner.errors import PlannerError
from planner.exports.plan_file.read import from_document
from planner.exports.plan_file.write import document
from planner.menu.plan import Plan
from planner.store import KeptPlan, Visitor
from planner.store.incoming import SHORT


def kept_plans_section(planned: AssessedPlan) -> None:
    """Keep the plan in hand, or open one of one's own or of one's group; not where nothing is kept."""
    who = visitor()
    if not who.keeps:
        return
    box = st.expander("Kept plans", icon=":material/bookmark:", key="kept", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            plans = store().plans(who)
        except PlannerError as error:
            note(plain(error))
            return
        _keep(planned, who)
        for one in plans:
            _row(one, who)


def _keep(planned: AssessedPlan, who: Visitor) -> None:
    plan = planned.plan
    with st.form("keep", border=False, clear_on_submit=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input("Its name", key="keep_name", placeholder="Week 47", width=260, max_chars=SHORT)
            shared_with = _group(who)
            sent = st.form_submit_button("Keep it", icon=":material/bookmark_add:", key="keep_it")
        note("It is kept beside the food tables, with the answers it was planned from. Nothing is kept unasked.")
    if not sent:
        return
    try:
        store().keep_plan(name or "", document(plan), plan.foods.revision or 0, who, shared_with)
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
        return
    st.rerun()


def _group(who: Visitor) -> str | None:
    """With which group of theirs to share it, if they are in one."""
    if not who.groups:
        return None
    chosen = st.selectbox(
        "Who may see it", ["", *who.group_names], key="keep_group", width=200,
        format_func=lambda group: f"All of {group}" if group else "Only you",
    )  # fmt: skip
    return chosen or None


def _row(one: KeptPlan, who: Visitor) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(one.name)}** :small[kept {one.at:%d %B %Y} by {plain(one.editor)}, foods of revision "
            f"{one.revision}]",
            width="stretch",
        )
        if st.button("Open", key=f"open_plan_{one.id}", icon=":material/folder_open:"):
            _open(one, who)
        if st.button("Forget", key=f"forget_plan_{one.id}", icon=":material/delete:", type="tertiary"):
            try:
                store().forget_plan(one.id, who)
            except PlannerError as error:
                st.error(plain(error), icon=":material/error:")
                return
            st.rerun()


def _open(one: KeptPlan, who: Visitor) -> None:
    """Replay a plan on its own revision, which is then in use in this session."""
    try:
        revision = store().revision(one.revision)
        plan = from_document(store().plan(one.id, who)[1], table_with_dishes(revision))
    except PlannerError as error:
        st.error(plain(f"{one.name} can't be opened: {error}"), icon=":material/error:")
        return
    use_revision(revision)
    open_plan(plan, f"{plain(one.name)} is open.")
    st.rerun()


def open_plan(plan: Plan, words: str) -> None:
    """Make an opened plan the plan of this session, and have the form show its answers.

    Parameters
    ----------
    plan : Plan
    words : str
        What is then told, safe for Markdown.
    """
    set_message(words, icon=":material/folder_open:")
    answers = Request(plan.person, plan.preferences, plan.days[0].date, len(plan.days), plan.seed)
    st.session_state["planned"] = assessed(plan, by_hand=True)
    st.session_state["request"] = answers
    fill_form(answers)
