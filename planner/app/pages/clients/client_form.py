"""The answers of one client as a form: what a dietitian asks first; what it has no place for stays as it was."""

from typing import Any

import streamlit as st

from planner.app.session.answers import ACTIVITIES, CONDITIONS, DIETS, STAGES, SYSTEMS, answers_of, carried_over
from planner.app.session.answers import request_of as request_of_answers
from planner.app.session.client_answers import ClientAnswers, client_answers, client_request
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_request import Request, today
from planner.person.client_targets import LIKE as TARGET_LIKE
from planner.person.person import NEVER_SERVED, Person
from planner.person.supplements import LIKE
from planner.reference.outside_text import LONGEST_LINE, LONGEST_TEXT


def client_form(answers: ClientAnswers, key: str) -> ClientAnswers | None:
    """The form; the new answers when it has been sent, else None.

    Parameters
    ----------
    answers : dict
        As they are kept.
    key : str
        Stands before the keys of its fields; another one shows the answers anew.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.
    """
    before = client_request(answers, today())
    shown = answers_of(before)
    with st.form(f"{key}_form", border=False):
        said = _fields(shown, before.person.week, key)
        if not st.form_submit_button("Save the answers", icon=":material/save:", key=f"{key}_save"):
            return None
    week = said.pop("week")
    asked = carried_over(before, request_of_answers({**shown, **said}))
    person = _with_week(asked.person, week)
    return client_answers(Request(person, asked.preferences, asked.start, asked.days), foods_in_use())


def _with_week(person: Person, week: int | None) -> Person:
    """The same person in a week of pregnancy, if it is given."""
    fields = person.model_dump()
    if person.stage != "pregnant" or (week is None and person.week is None):
        return person
    return Person(**{**fields, "week": week, "trimester": person.trimester if week is None else None})


def _fields(shown: dict[str, Any], week: int | None, key: str) -> dict[str, Any]:
    frame = foods_in_use().frame
    names = frame["name"].to_dict()
    said: dict[str, Any] = {}
    with st.grid(4, min_column_width=150, vertical_alignment="bottom"):
        said["stage"] = _choice("Where is she?", list(STAGES), shown["stage"], f"{key}_stage")
        said["week"] = st.number_input("Week of pregnancy", 1, 42, week, 1, key=f"{key}_week", placeholder="If known")
        said["age"] = st.number_input("Age in years", value=shown["age"], step=1, key=f"{key}_age")
        said["activity"] = _choice("Everyday activity", list(ACTIVITIES), shown["activity"], f"{key}_activity")
        for name, label in (("height", "Height"), ("weight", "Weight before pregnancy"), ("energy", "Energy target")):
            said[name] = st.text_input(label, shown[name], key=f"{key}_{name}", max_chars=LONGEST_LINE)
        said["diet"] = _choice("Diet", list(DIETS), shown["diet"], f"{key}_diet")
    with st.grid(2, min_column_width=260):
        said["without"] = st.multiselect(
            "Allergens and lactose, never served", list(NEVER_SERVED), shown["without"], key=f"{key}_without",
            format_func=lambda name: name.replace("_", " "), placeholder="None",
        )  # fmt: skip
        choices = [*sorted(frame["group"].unique()), *sorted(names, key=lambda food: names[food])]
        said["exclude"] = st.multiselect(
            "Foods and groups left out", choices, [one for one in shown["exclude"] if one in choices],
            key=f"{key}_exclude", format_func=lambda name: names.get(name, f"All {name.replace('_', ' ')}"),
            placeholder="None",
        )  # fmt: skip
        for name, label, like in (
            ("targets", "Targets that you set, one a line", TARGET_LIKE),
            ("supplements", "Supplements that were prescribed, one a line", LIKE),
        ):
            said[name] = st.text_area(
                label, shown[name], key=f"{key}_{name}", height=68, placeholder=f"Such as: {like}",
                max_chars=LONGEST_TEXT,
            )  # fmt: skip
    with st.container(horizontal=True, gap="medium"):
        for name, words in CONDITIONS.items():
            said[name] = st.checkbox(words, shown[name], key=f"{key}_{name}", wrap=True)
        said["twins"] = st.checkbox("Twins or more", shown["twins"], key=f"{key}_twins", wrap=True)
    said["system"] = st.radio(
        "Reference intakes", list(SYSTEMS), list(SYSTEMS).index(shown["system"]), horizontal=True, key=f"{key}_system"
    )
    return said


def _choice(label: str, choices: list[str], value: str, key: str) -> str:
    return st.selectbox(label, choices, choices.index(value), key=key)
