"""The first visit: three questions, one at a time, each to be skipped; what she says makes the week hers."""

from typing import Any

import streamlit as st

from planner.app.session.address import OURS
from planner.app.session.answers import CONDITIONS, DIETS, STAGES
from planner.app.session.plan_request import Request, fill_form, first_request
from planner.app.session.session_plan import SHARED
from planner.app.widgets.button_row import button_row
from planner.app.widgets.markdown import sentence
from planner.app.widgets.small_print import note
from planner.errors import PlannerError
from planner.person.person import NEVER_SERVED, Person, Preferences

NUMBER, SAID = "question", "question_answers"  # which one is asked; what was said so far
PREGNANT = "Pregnant"
PLACES = {PREGNANT: {}, **{label: said for label, said in STAGES.items() if said["stage"] != "pregnant"}}
TWINS = "twins"
LAST = 2


def first_questions() -> bool:
    """The question that is due, on a first visit; whether one is."""
    now = st.session_state.setdefault(NUMBER, LAST + 1 if OURS & set(st.query_params) else 0)
    if now > LAST or "client_in_week" in st.session_state:  # whose answers are known
        return False
    with st.container(border=True, key="first_questions", gap="small"):
        (_where, _never, _doctor)[now]()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Show my week" if now == LAST else "Next", type="primary", key="question_next", on_click=_next)
            st.button("Skip", type="tertiary", key="question_skip", on_click=_skip)
            note(f"{now + 1} of {LAST + 1}")
    if problem := st.session_state.pop("question_problem", None):
        st.warning(problem, icon=":material/edit:")
    return True


def shared_plan_row() -> None:
    """That the plan is somebody else's, and the way to one's own."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="shared_plan"):
        st.markdown("Somebody shared this plan. Your answers, such as allergies, are not in it.", width="content")
        st.button("Plan for me", icon=":material/person:", type="primary", key="plan_for_me", on_click=_begin_anew)


def _begin_anew() -> None:
    """Leave the shared plan and ask as on a first visit."""
    state = st.session_state
    for key in ("planned", "request", SHARED):
        del state[key]
    state[NUMBER] = 0
    fill_form(first_request())
    st.query_params.clear()


def _where() -> None:
    place = button_row("Where are you?", {name: name for name in PLACES}, "question_place", wrap=True)
    if place == PREGNANT:
        st.number_input("In which week? Empty: the third trimester", 1, 42, None, key="question_week")


def _never() -> None:
    button_row("What don't you eat?", {name: name for name in DIETS}, "question_diet", wrap=True)
    st.pills(
        "Never serve",
        list(NEVER_SERVED),
        selection_mode="multi",
        format_func=lambda name: name.replace("_", " "),
        key="question_without",
    )


def _doctor() -> None:
    st.markdown("Has your doctor said any of this?")
    with st.container(gap="xsmall"):
        for name, words in {**CONDITIONS, TWINS: "Twins or more"}.items():
            st.checkbox(words, key=f"question_{name}", wrap=True)


def _said() -> dict[str, Any]:
    """What the question in view was answered with, by the fields of a person and her preferences."""
    state = st.session_state
    now = state[NUMBER]
    if now == 0:
        place, week = state["question_place"], state.get("question_week")
        if place != PREGNANT:
            return PLACES[place]
        return {"stage": "pregnant", "week": week} if week else {"stage": "pregnant", "trimester": 3}
    if now == 1:
        return {"diet": DIETS[state["question_diet"]], "without": tuple(state["question_without"])}
    return {
        "conditions": tuple(name for name in CONDITIONS if state[f"question_{name}"]),
        TWINS: state[f"question_{TWINS}"],
    }


def _next() -> None:
    state = st.session_state
    state[SAID] = {**state.get(SAID, {}), **_said()}
    _skip()


def _skip() -> None:
    """Go on; after the last question the week is planned for what was said, if anything was."""
    state = st.session_state
    state[NUMBER] += 1
    said = state.get(SAID)
    if state[NUMBER] > LAST and said:
        try:
            asked = _request_with(said)
        except PlannerError as error:
            state[NUMBER], state["question_problem"] = LAST, sentence(error)
            return
        state["asked"] = asked
        fill_form(asked)


def _request_with(said: dict[str, Any]) -> Request:
    usual = first_request()
    person = Person(**{key: value for key, value in said.items() if key in Person.model_fields})
    preferences = Preferences(**{key: value for key, value in said.items() if key in Preferences.model_fields})
    return Request(person, preferences, usual.start)
