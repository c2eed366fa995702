"""The form: who the week is for. Everything is checked by Person and Preferences, not by the browser."""

from datetime import date
from typing import Any

import streamlit as st

from planner.app.answers import (
    ACTIVITIES,
    ANYWAY,
    CONDITIONS,
    DIETS,
    FOODS,
    MODES,
    STAGES,
    SYSTEMS,
    Answers,
    answers_of,
    carried,
    request_of,
)
from planner.app.planned import Request, today
from planner.app.saved import foods_in_use
from planner.app.terms import explained
from planner.client_targets import LIKE as TARGET_LIKE
from planner.client_targets import RANGE
from planner.food_checks import ALLERGENS
from planner.person import Person, Preferences
from planner.supplements import LIKE

HOURS = ["07:30", "09:00", "10:30", "13:00", "15:00", "16:00"]  # offered; any other can be typed
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # those of plan files
KEEP: dict[str, Any] = {"persist_state": "session"}  # what was typed outlives a look at another page


def first_request() -> Request:
    """What the first week is planned for, before anyone has typed."""
    return Request(Person(), Preferences(), today())


def fill(opened: Request) -> None:
    """Have the form show the answers that an opened plan was made from, when it is drawn next.

    What it has no place for (the week of pregnancy, other hours of meals) stays in the request
    until another answer makes it void.
    """
    st.session_state["fill"] = opened


def _take_up() -> None:
    """Put the answers of an opened plan, or the first ones, where the widgets will find them."""
    state = st.session_state
    opened: Request | None = state.pop("fill", None)
    if opened:
        state["filled"] = opened
        state.update(answers_of(opened))
    for key, answer in answers_of(first_request()).items():
        state.setdefault(key, answer)


def form() -> Request | None:
    """The form; a request when it has been sent, else None.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.
    """
    _take_up()
    with st.form("who", border=True):
        with st.grid(4, min_column_width=120, vertical_alignment="bottom"):
            answers: Answers = {
                "stage": st.selectbox("Where are you?", list(STAGES), key="stage", **KEEP),
                "age": st.number_input("Age in years", step=1, key="age", **KEEP),
                "height": st.text_input("Height", key="height", help="165 cm, 1.65 m or 5 ft 5 in", **KEEP),
                "weight": st.text_input(
                    "Weight, not pregnant",
                    key="weight",
                    help="62 kg, 137 lb or 9 stone 10 lb. In pregnancy and while nursing, the weight before it.",
                    **KEEP,
                ),
            }
        with st.expander(
            "More: diet, allergies, illnesses, likes, tea and coffee, tablets, dates",
            icon=":material/tune:",
            key="more",
        ):
            with st.grid(2, min_column_width=200):
                answers["diet"] = st.selectbox("Diet", list(DIETS), key="diet", **KEEP)
                answers["activity"] = st.selectbox("Everyday activity", list(ACTIVITIES), key="activity", **KEEP)
            answers |= _conditions()
            answers |= _more()
        sent = st.form_submit_button(
            "Plan my meals", type="primary", icon=":material/restaurant:", key="plan_these_days"
        )
    if not sent:
        return None
    asked = request_of(answers)
    opened: Request | None = st.session_state.get("filled")
    return carried(opened, asked) if opened else asked


def _conditions() -> Answers:
    """What applies to her: boxes to tick, as the words are too long for a list on a phone."""
    st.markdown(":small[Does any of this apply to you?]")
    with st.container(horizontal=True, gap="medium"):
        return {name: st.checkbox(words, key=name, wrap=True, **KEEP) for name, words in CONDITIONS.items()}


def _more() -> Answers:
    """The rest of the form, behind the fold."""
    left, right = st.columns(2)
    with left:
        foods = _foods()
        supplements = st.text_area(
            "Supplements that your doctor prescribed, one a line",
            key="supplements",
            placeholder=f"Such as: {LIKE}",
            help="Only what your doctor prescribed; it is counted apart from food. Name, amount with its unit, and "
            "the meal you take it with.",
            height=68,
            **KEEP,
        )
        targets = st.text_area(
            "Targets that your dietitian set, one a line",
            key="targets",
            placeholder=f"Such as: {TARGET_LIKE}",
            help=f"They take the place of the published targets and limits. For instance {RANGE}, energy 9.2 MJ or "
            "potassium at most 2500 mg; after a colon, why.",
            height=68,
            **KEEP,
        )
    with right:
        system = st.radio(
            "Reference intakes",
            list(SYSTEMS),
            horizontal=True,
            key="system",
            help=explained("RDA", "AI", "PRI", "UL"),
            **KEEP,
        )
        mode = st.radio(
            "Keep apart what hinders calcium and iron, by",
            list(MODES),
            horizontal=True,
            key="pairings",
            help="The article names more pairings than studies bear out; see Why and safety.",
            **KEEP,
        )
        energy = st.text_input(
            "Your own energy target",
            key="energy",
            placeholder="Estimated from the answers above",
            help="For instance 2300 kcal or 9.6 MJ. Empty: the published equation for your age, size and stage.",
            **KEEP,
        )
        with st.grid(3, min_column_width=130):
            start = st.date_input(
                "First day", min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", key="start", **KEEP
            )
            days = st.number_input("Days, 1 to 14", step=1, key="days", **KEEP)
            seed = st.number_input("Variation", step=1, key="seed", help="Another number, another week.", **KEEP)
    with st.grid(4, min_column_width=200):
        anyway = {
            name: st.multiselect(
                label, HOURS, key=name, accept_new_options=True, placeholder="Hours, such as 09:00", **KEEP
            )
            for name, label in ANYWAY.items()
        }
    return {
        **foods,
        **anyway,
        "supplements": supplements,
        "targets": targets,
        "system": system,
        "pairings": mode,
        "energy": energy,
        "start": start or today(),
        "days": days,
        "seed": seed,
    }


def _foods() -> Answers:
    """What is never served, left out, and liked."""
    frame = foods_in_use().frame
    names = frame["name"].to_dict()
    options = [*sorted(frame["group"].unique()), *sorted(names, key=lambda key: names[key])]
    without = st.multiselect(
        "Allergens, never served",
        list(ALLERGENS),
        format_func=lambda name: name.replace("_", " "),
        key="without",
        placeholder="None",
        **KEEP,
    )
    picked = {}
    for key, label in FOODS.items():
        kept = [name for name in st.session_state.get(key, []) if name in options]
        if kept != st.session_state.get(key, []):
            st.session_state[key] = kept  # a food that has left the table can't be picked any more
        picked[key] = st.multiselect(
            label,
            options,
            format_func=lambda name: names.get(name, f"All {name.replace('_', ' ')}"),
            key=key,
            placeholder="None",
            **KEEP,
        )
    return {"without": without, **picked}
