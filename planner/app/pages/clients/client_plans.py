"""Plans of one client over time: a new one, what changed between two and why, the PDF, back into the week."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import streamlit as st

from planner.app.page_list import page
from planner.app.pages.clients.client_list import client_store
from planner.app.session.client_answers import changed_answers, client_answers, client_request
from planner.app.session.food_revision import foods_in_use, saved_table, store, use_revision
from planner.app.session.plan_request import AssessedPlan, Request, assessed, fill_form, today
from planner.app.session.plan_versions import Change, compare_versions
from planner.app.session.plan_waiting import planned_for
from planner.app.session.visitor import visitor
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import fault_told, note
from planner.errors import PlannerError
from planner.exports import Handout, render
from planner.exports.plan_file.read import from_document
from planner.exports.plan_file.write import document
from planner.menu.plan import Plan
from planner.menu.wording import count
from planner.store import Client, ClientPlan
from planner.store.incoming import LONG


def plans_section(client: Client) -> None:
    """The section."""
    versions = client_store().plans(client.listed.id)
    st.header("Plans")
    newest = opened(client, versions[0].version) if versions else None
    _plan_anew(client, newest)
    for one in versions:
        _row(client, one)
    if len(versions) > 1:
        _compare(client, versions)


def opened(client: Client, version: int) -> Plan:
    """A version as a plan, with the food table that it was made from.

    Raises
    ------
    PlannerError
        If it can't be read any more.
    """
    kept, plan_file = client_store().plan(client.listed.id, version)
    return from_document(plan_file, saved_table(store().revision(kept.revision)))


def answers_of_plan(plan: Plan) -> dict[str, Any]:
    """The answers that a plan was made from, as they are kept."""
    days = len(plan.days)
    return client_answers(Request(plan.person, plan.preferences, plan.days[0].date, days), plan.foods)


def _plan_anew(client: Client, newest: Plan | None) -> None:
    """Plan from the answers as they stand, or keep what was changed by hand on the page of the week."""
    id = client.listed.id
    changed = changed_answers(answers_of_plan(newest), client.answers) if newest else []
    usual = "first plan" if newest is None else ", ".join(name for name, _, _ in changed)
    in_hand: AssessedPlan | None = st.session_state.get("planned")
    from_week = st.session_state.get("client_in_week") == id and in_hand is not None
    if changed:
        st.info("Her answers have changed since the last plan.", icon=":material/update:")
    key = f"{id}_{client.listed.edition}_{client.listed.plans}"
    # a week that is not over is planned anew from its own first day
    first_day = newest.days[0].date if newest and newest.days[-1].date >= today() else today()
    form = st.form(f"plan_client_{key}", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        start = st.date_input("First day", first_day, key=f"start_{key}", format="DD/MM/YYYY", width=160)
        why = st.text_input("Why", usual, key=f"why_{key}", max_chars=LONG, width=320)
        sent = st.form_submit_button("Plan her week", type="primary", icon=":material/restaurant:", key="plan_client")
        from_hand = from_week and st.form_submit_button("Keep the week you changed", key="keep_changed_week")
    if not from_hand and not sent:
        return
    with fault_told():
        if from_hand and in_hand is not None:
            plan = in_hand.plan
        else:
            plan = planned_for(client_request(client.answers, start or today()), foods_in_use()).plan
        client_store().keep_plan(id, document(plan), plan.foods.revision or 0, why or "planned anew")
        if from_hand:
            st.session_state.pop("client_in_week")
        st.rerun()


def _row(client: Client, one: ClientPlan) -> None:
    id = client.listed.id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Plan {one.version}** :small[{one.at:%d %B %Y} by {plain(one.editor)}: {plain(one.reason)}]",
            width="stretch",
        )
        try:
            plan = opened(client, one.version)
        except PlannerError as error:
            note(sentence(error))
            return
        handout = Handout(client=client.listed.name, dietitian=visitor().name if visitor().id else "", made=today())
        st.download_button(
            "PDF", data=partial(render, plan, ".pdf", handout), file_name=f"plan-{id}-{one.version}.pdf",
            mime="application/pdf", on_click="ignore", icon=":material/picture_as_pdf:", key=f"pdf_{id}_{one.version}",
        )  # fmt: skip
        if st.button("Open in the week", key=f"week_{id}_{one.version}", icon=":material/calendar_month:"):
            _open_in_week(client, one, plan)


def _open_in_week(client: Client, one: ClientPlan, plan: Plan) -> None:
    """Change it by hand where weeks are changed; it can be kept as her next plan afterwards."""
    state = st.session_state
    use_revision(store().revision(one.revision))
    state["planned"] = assessed(plan, by_hand=True)
    state["request"] = Request(plan.person, plan.preferences, plan.days[0].date, len(plan.days), plan.seed)
    state["client_in_week"] = client.listed.id
    fill_form(state["request"])
    st.switch_page(page("week"))


def _compare(client: Client, versions: list[ClientPlan]) -> None:
    """What changed between two versions, and why."""
    st.subheader("What changed")
    numbers = [one.version for one in versions]
    with st.container(horizontal=True):
        before = st.selectbox("From plan", numbers, 1, key=f"before_{client.listed.id}", width=120)
        after = st.selectbox("to plan", numbers, 0, key=f"after_{client.listed.id}", width=120)
    why = [plain(one.reason) for one in versions if min(before, after) < one.version <= max(before, after)]
    if before == after:
        note("Choose two plans.")
        return
    st.markdown(f"**Why:** {'; '.join(reversed(why))}")
    with fault_told():
        _changes(opened(client, before), opened(client, after))


def _changes(first: Plan, second: Plan) -> None:
    found = compare_versions(first, second)
    answers = changed_answers(answers_of_plan(first), answers_of_plan(second))
    if answers:
        st.markdown(f"**Answers**\n{_lines(answers)}")
    st.markdown(f"**Share of the target on the day with least**\n{_lines(found.minerals)}")
    for words, missed in (("Before", found.missed_before), ("After", found.missed_after)):
        for one in missed:
            st.markdown(f"- {words}: {plain(one)}")
    with st.expander(f"{len(found.meals)} of {count(found.planned, 'meal')} changed", key="changed_meals"):
        st.markdown(_lines(found.meals) or "The meals are the same.")


def _lines(changes: Iterable[Change]) -> str:
    """A line for each change, which a phone can break where it must."""
    return "\n".join(f"- {plain(what)}: {plain(before)} → **{plain(after)}**" for what, before, after in changes)
