"""Her answers: one line that says whose week it is, and all of them in a form, grouped as she would.

Everything is checked by Person and Preferences, not by the browser.
"""

from collections.abc import Callable
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
from planner.app.widgets.markdown import sentence
from planner.app.widgets.small_print import note
from planner.app.widgets.terms import explained
from planner.errors import PlannerError
from planner.menu.plan import FIRST_DAY, LAST_DAY
from planner.menu.wording import listed
from planner.person.client_targets import LIKE as TARGET_LIKE
from planner.person.client_targets import RANGE
from planner.person.person import FEWEST_MINUTES, MOST_MINUTES, NEVER_SERVED, USUAL_KITCHENS
from planner.person.supplements import LIKE
from planner.reference.outside_text import LONGEST_LINE, LONGEST_TEXT

OPEN, SEEN = "answers_open", "answers_seen"  # whether the form is there; its groups that were opened
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


def answers_row() -> None:
    """Whose week this is, and the way to the form."""
    _restore_answers()
    _row()


@st.fragment
def _row() -> None:
    state = st.session_state
    request: Request = state.get("request") or first_request()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="whose"):
        st.markdown(_whose(request), width="content")
        st.button("Your answers", icon=":material/tune:", type="tertiary", key="change_answers", on_click=_open)
    if state.get(OPEN):
        st.dialog("Your answers", width="large", on_dismiss=_close)(_form)()


def _whose(request: Request) -> str:
    stage = str(answers_of(request)["stage"]).lower()
    age = "" if request == first_request() else f", {request.person.age} years"
    return f"For the **{stage}**{age}." if request.person.stage == "pregnant" else f"For you: **{stage}**{age}."


def _open() -> None:
    st.session_state[OPEN] = True


def _close() -> None:
    st.session_state[OPEN] = False


def _form() -> None:
    """All answers; those of a group are drawn when it is first opened."""
    state = st.session_state
    seen: set[str] = state.setdefault(SEEN, set())
    with st.form("who", border=False):
        for n, (name, (title, icon, draw)) in enumerate(GROUPS.items()):
            box = st.expander(title, n == 0, icon=f":material/{icon}:", key=f"answers_{name}", on_change="rerun")
            if box.open:
                seen.add(name)
            if name in seen:  # what was typed in it must stay, open or not
                with box:
                    draw()
        sent = st.form_submit_button(
            "Plan my meals", type="primary", icon=":material/restaurant:", key="plan_these_days"
        )
    if not sent:
        return
    try:
        asked = request_of(
            {key: state[key] for key in answers_of(first_request())} | {"start": state["start"] or today()}
        )
        opened: Request | None = state.get("filled")
        state["asked"] = carried_over(opened, asked) if opened else asked
    except PlannerError as error:
        st.warning(sentence(error), icon=":material/edit:")
        return
    state[OPEN] = False
    st.rerun()


def _about_her() -> None:
    note("Where you are and your age set what you need; size and activity, how much food.")
    with st.grid(2, min_column_width=130, vertical_alignment="bottom"):
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
    st.selectbox("Everyday activity", list(ACTIVITIES), key="activity", **KEEP)


def _not_eaten() -> None:
    note("None of it is ever served.")
    st.selectbox("Diet", list(DIETS), key="diet", **KEEP)
    st.multiselect(
        "Allergens and lactose",
        list(NEVER_SERVED),
        format_func=lambda name: name.replace("_", " "),
        key="without",
        placeholder="None",
        **KEEP,
    )
    _foods("exclude")
    note("A group is left out whole, but for these:")
    _foods("allow")


def _doctor_said() -> None:
    note("It changes targets and limits, and the week says what to ask about.")
    for name, words in CONDITIONS.items():
        st.checkbox(words, key=name, wrap=True, **KEEP)
    st.checkbox("Twins or more", key="twins", wrap=True, **KEEP)
    st.text_area(
        "Supplements that your doctor prescribed, one a line",
        key="supplements",
        placeholder=f"Such as: {LIKE}",
        help="Name, amount with its unit, and the meal you take it with. They are counted apart from food.",
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
    st.text_input(
        "Your own energy target",
        key="energy",
        placeholder="Estimated from your answers",
        help="For instance 2300 kcal or 9.6 MJ. Empty: the published equation for your age, size and stage.",
        max_chars=LONGEST_LINE,
        **KEEP,
    )


def _liked() -> None:
    note("What you like comes often. What you have is used up first.")
    names = foods_in_use().frame["name"].to_dict()
    _foods("favourites")
    st.multiselect(
        "What you have at home and want to use up",
        sorted(names, key=lambda key: names[key]),
        format_func=lambda name: names.get(name, name),
        key="at_home",
        placeholder="None",
        **KEEP,
    )
    st.multiselect(
        "Kitchens you like",
        list(KITCHENS),
        format_func=KITCHENS.__getitem__,
        key="kitchens",
        placeholder="The usual ones",
        help=f"Left empty: {listed(KITCHENS[name] for name in USUAL_KITCHENS)}.",
        **KEEP,
    )


def _foods(key: str) -> None:
    frame = foods_in_use().frame
    names = frame["name"].to_dict()
    st.multiselect(
        FOODS[key],
        [*sorted(frame["group"].unique()), *sorted(names, key=lambda key: names[key])],
        format_func=lambda name: names.get(name, f"All {name.replace('_', ' ')}"),
        key=key,
        placeholder="None",
        **KEEP,
    )


def _kitchen() -> None:
    note("Fewer minutes, simpler dishes. Dishes cooked twice save a lunch.")
    with st.grid(2, min_column_width=130, vertical_alignment="bottom"):
        st.number_input("Minutes on a weekday", step=5, key="minutes_weekday", help=_MINUTES, **KEEP)
        st.number_input("Minutes at the weekend", step=5, key="minutes_weekend", help=_MINUTES, **KEEP)
    st.radio("Cook once, eat twice", list(LEFTOVERS), key="leftovers", **KEEP)
    st.checkbox("Fresh foods of the season", key="season", wrap=True, **KEEP)
    st.radio("For the season, you live", list(REGIONS), key="region", horizontal=True, **KEEP)


def _anyway() -> None:
    note("Meals are planned round these hours, so that they take no calcium.")
    with st.grid(2, min_column_width=200):
        for name, label in ANYWAY.items():
            st.multiselect(label, HOURS, key=name, accept_new_options=True, placeholder="Hours, such as 09:00", **KEEP)


def _days() -> None:
    note("Which days, and by whose figures they are planned.")
    with st.grid(3, min_column_width=130, vertical_alignment="bottom"):
        st.date_input("First day", min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY", key="start", **KEEP)
        st.number_input("Days, 1 to 14", step=1, key="days", **KEEP)
        st.number_input("Variation", step=1, key="seed", help="Another number, another week.", **KEEP)
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


# name: title, icon, what draws its answers
GROUPS: dict[str, tuple[str, str, Callable[[], None]]] = {
    "her": ("About you", "pregnant_woman", _about_her),
    "never": ("What you don't eat", "no_meals", _not_eaten),
    "doctor": ("What your doctor or dietitian said", "stethoscope", _doctor_said),
    "liked": ("What you like, and what you have", "favorite", _liked),
    "kitchen": ("Time to cook", "skillet", _kitchen),
    "anyway": ("Coffee, tea, chocolate, spinach", "local_cafe", _anyway),
    "days": ("Days and figures", "calendar_month", _days),
}
