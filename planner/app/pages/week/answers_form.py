"""The form: who the week is for. Everything is checked by Person and Preferences, not by the browser."""

from typing import Any

import streamlit as st

from planner.app.session.answers import (
    ACTIVITIES,
    ANYWAY,
    CONDITIONS,
    DIETS,
    FOODS,
    KITCHENS,
    LEFTOVERS,
    MILKS,
    MODES,
    REGIONS,
    STAGES,
    SYSTEMS,
    answers_of,
    carried_over,
    request_of,
)
from planner.app.session.food_revision import foods_in_use
from planner.app.session.plan_request import Request, first_request, today
from planner.app.widgets.terms import explained
from planner.menu.plan import FIRST_DAY, LAST_DAY
from planner.menu.wording import listed
from planner.person.client_targets import LIKE as TARGET_LIKE
from planner.person.client_targets import RANGE
from planner.person.person import FEWEST_MINUTES, MOST_MINUTES, NEVER_SERVED, USUAL_KITCHENS
from planner.person.supplements import LIKE
from planner.reference.outside_text import LONGEST_LINE, LONGEST_TEXT

HOURS = ["07:30", "09:00", "10:30", "13:00", "15:00", "16:00"]  # offered; any other can be typed
_MINUTES = f"Of a whole day, with your hands busy: {FEWEST_MINUTES} to {MOST_MINUTES}. Simmering does not count."
KEEP: dict[str, Any] = {"persist_state": "session"}  # what was typed outlives a look at another page


def _restore_answers() -> None:
    """Put the answers of an opened plan, or the first ones, where the widgets will find them."""
    state = st.session_state
    opened: Request | None = state.pop("fill", None)
    if opened:
        state["filled"] = opened
        state.update(answers_of(opened))
    for key, answer in answers_of(first_request()).items():
        state.setdefault(key, answer)
    frame = foods_in_use().frame
    groups = set(frame["group"])
    for key in (*FOODS, "at_home"):  # a food that has left the table can't be picked any more
        kept = [name for name in state[key] if name in frame.index or (name in groups and key in FOODS)]
        if kept != state[key]:
            state[key] = kept


def answers_form() -> Request | None:
    """The form; a request when it has been sent, else None.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.
    """
    state = st.session_state
    _restore_answers()
    with st.form("who", border=True):
        with st.grid(4, min_column_width=120, vertical_alignment="bottom"):
            st.selectbox("Where are you?", list(STAGES), key="stage", **KEEP)
            st.number_input("Age in years", step=1, key="age", **KEEP)
            st.text_input("Height", key="height", help="165 cm, 1.65 m or 5 ft 5 in", max_chars=LONGEST_LINE, **KEEP)
            st.text_input(
                "Weight, not pregnant",
                key="weight",
                help="62 kg, 137 lb or 9 stone 10 lb. In pregnancy and while nursing, the weight before it.",
                max_chars=LONGEST_LINE,
                **KEEP,
            )
        more = st.expander(
            "More: diet, allergies, illnesses, likes, time to cook, tea and coffee, tablets, dates",
            icon=":material/tune:",
            key="more",
            on_change="rerun",
        )
        # drawn when it is first opened, since it takes as long as all the rest; then what is typed in it must stay
        state["more_seen"] = state.get("more_seen", False) or more.open
        if state["more_seen"]:
            with more:
                _further_answers()
        sent = st.form_submit_button(
            "Plan my meals", type="primary", icon=":material/restaurant:", key="plan_these_days"
        )
    if not sent:
        return None
    asked = request_of({key: state[key] for key in answers_of(first_request())} | {"start": state["start"] or today()})
    opened: Request | None = state.get("filled")
    return carried_over(opened, asked) if opened else asked


def _further_answers() -> None:
    """The rest of the form, behind the fold."""
    with st.grid(2, min_column_width=200):
        st.selectbox("Diet", list(DIETS), key="diet", **KEEP)
        st.selectbox("Everyday activity", list(ACTIVITIES), key="activity", **KEEP)
    # boxes to tick, as the words are too long for a list on a phone
    st.markdown(":small[Does any of this apply to you?]")
    with st.container(horizontal=True, gap="medium"):
        for name, words in CONDITIONS.items():
            st.checkbox(words, key=name, wrap=True, **KEEP)
        st.checkbox("Twins or more", key="twins", wrap=True, **KEEP)
    left, right = st.columns(2)
    with left:
        _foods()
        st.text_area(
            "Supplements that your doctor prescribed, one a line",
            key="supplements",
            placeholder=f"Such as: {LIKE}",
            help="Only what your doctor prescribed; it is counted apart from food. Name, amount with its unit, and "
            "the meal you take it with.",
            height=68,
            max_chars=LONGEST_TEXT,
            **KEEP,
        )
        st.text_area(
            "Targets that your dietitian set, one a line",
            key="targets",
            placeholder=f"Such as: {TARGET_LIKE}",
            help=f"They take the place of the published targets and limits. For instance {RANGE}, energy 9.2 MJ or "
            "potassium at most 2500 mg; after a colon, why.",
            height=68,
            max_chars=LONGEST_TEXT,
            **KEEP,
        )
    with right:
        st.radio(
            "Reference intakes",
            list(SYSTEMS),
            horizontal=True,
            key="system",
            help=explained("RDA", "AI", "PRI", "UL"),
            **KEEP,
        )
        st.radio(
            "Milk with vitamin D added",
            list(MILKS),
            horizontal=True,
            key="milk",
            help="Usual in America, not in most of Europe. The carton says it.",
            **KEEP,
        )
        st.radio(
            "Keep apart what hinders calcium and iron, by",
            list(MODES),
            horizontal=True,
            key="pairings",
            help="The article names more pairings than studies bear out; see Why and safety.",
            **KEEP,
        )
        st.text_input(
            "Your own energy target",
            key="energy",
            placeholder="Estimated from the answers above",
            help="For instance 2300 kcal or 9.6 MJ. Empty: the published equation for your age, size and stage.",
            max_chars=LONGEST_LINE,
            **KEEP,
        )
        with st.grid(3, min_column_width=130):
            st.date_input(
                "First day", min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", key="start", **KEEP
            )
            st.number_input("Days, 1 to 14", step=1, key="days", **KEEP)
            st.number_input("Variation", step=1, key="seed", help="Another number, another week.", **KEEP)
    _kitchen()
    with st.grid(4, min_column_width=200):
        for name, label in ANYWAY.items():
            st.multiselect(label, HOURS, key=name, accept_new_options=True, placeholder="Hours, such as 09:00", **KEEP)


def _foods() -> None:
    """What is never served, left out, and liked."""
    frame = foods_in_use().frame
    names = frame["name"].to_dict()
    st.multiselect(
        "Allergens and lactose, never served",
        list(NEVER_SERVED),
        format_func=lambda name: name.replace("_", " "),
        key="without",
        placeholder="None",
        **KEEP,
    )
    for key, label in FOODS.items():
        st.multiselect(
            label,
            [*sorted(frame["group"].unique()), *sorted(names, key=lambda key: names[key])],
            format_func=lambda name: names.get(name, f"All {name.replace('_', ' ')}"),
            key=key,
            placeholder="None",
            **KEEP,
        )


def _kitchen() -> None:
    """Whose dishes, how long she stands in the kitchen, what is cooked for two meals, what is fresh or there."""
    names = foods_in_use().frame["name"].to_dict()
    with st.grid(2, min_column_width=200):
        st.multiselect(
            "Kitchens you like",
            list(KITCHENS),
            format_func=KITCHENS.__getitem__,
            key="kitchens",
            placeholder="The usual ones",
            help=f"Left empty: {listed(KITCHENS[name] for name in USUAL_KITCHENS)}. Their dishes come first.",
            **KEEP,
        )
        st.multiselect(
            "What you have at home and want to use up",
            sorted(names, key=lambda key: names[key]),
            format_func=lambda name: names.get(name, name),
            key="at_home",
            placeholder="None",
            **KEEP,
        )
    with st.grid(4, min_column_width=200, vertical_alignment="bottom"):
        st.number_input("Minutes to cook on a weekday", step=5, key="minutes_weekday", help=_MINUTES, **KEEP)
        st.number_input("Minutes on Saturday and Sunday", step=5, key="minutes_weekend", help=_MINUTES, **KEEP)
        st.checkbox("Fresh foods of the season", key="season", wrap=True, **KEEP)
        st.radio("For the season, you live", list(REGIONS), key="region", **KEEP)
    st.radio("Cook once, eat twice", list(LEFTOVERS), key="leftovers", **KEEP)
