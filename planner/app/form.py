"""The form: who the week is for. Everything is checked by Person and Preferences, not by the browser."""

from typing import Any

import streamlit as st

from planner.app.planned import Request, today
from planner.app.saved import foods_in_use
from planner.client_targets import LIKE as TARGET_LIKE
from planner.client_targets import RANGE
from planner.errors import PlannerError
from planner.food_checks import ALLERGENS
from planner.person import Person, Preferences
from planner.supplements import LIKE, prescribed
from planner.units import magnitude

STAGES: dict[str, dict[str, Any]] = {
    "First trimester": {"stage": "pregnant", "trimester": 1},
    "Second trimester": {"stage": "pregnant", "trimester": 2},
    "Third trimester": {"stage": "pregnant", "trimester": 3},
    "Nursing 0–6 months": {"stage": "lactating", "half_year": 1},
    "Nursing 7–12 months": {"stage": "lactating", "half_year": 2},
    "Neither (woman)": {"stage": "adult"},
    "Neither (man)": {"stage": "adult", "sex": "male"},
}
ACTIVITIES = {
    "Mostly sitting": "sedentary",
    "A little active": "low_active",
    "Active": "active",
    "Very active": "very_active",
}
DIETS = {
    "Everything": "omnivore",
    "Fish, no meat": "pescatarian",
    "Vegetarian": "vegetarian",
    "Vegan": "vegan",
}
CONDITIONS = {
    "nausea": "Nausea",
    "gestational_diabetes": "Gestational diabetes",
    "kidney_potassium": "Kidney disease, or medicines that hold potassium back "
    "(ACE inhibitors, sartans, potassium-sparing water tablets)",
}
SYSTEMS = {"American (DRI)": "dri", "European (EFSA)": "efsa"}
MODES = {"The article": "article", "What was measured": "measured"}
ANYWAY = {
    "coffee": "Coffee you drink anyway, at",
    "tea": "Black tea you drink anyway, at",
    "chocolate": "Chocolate you eat anyway, at",
    "spinach": "Spinach you eat anyway, at",
}
HOURS = ["07:30", "09:00", "10:30", "13:00", "15:00", "16:00"]  # offered; any other can be typed
KEEP: dict[str, Any] = {"persist_state": "session"}  # what was typed outlives a look at another page


def first_request() -> Request:
    """What the first week is planned for, before anyone has typed."""
    return Request(Person(), Preferences(), today())


def form() -> Request | None:
    """The form; a request when it has been sent, else None.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.
    """
    st.session_state.setdefault("seed", 0)
    with st.form("who", border=True):
        with st.grid(6, min_column_width=120, vertical_alignment="bottom"):
            stage = st.selectbox("Stage", list(STAGES), index=2, key="stage", **KEEP)
            age = st.number_input("Age in years", value=30, step=1, key="age", **KEEP)
            height = st.text_input("Height", "165 cm", key="height", help="165 cm, 1.65 m or 5 ft 5 in", **KEEP)
            weight = st.text_input(
                "Weight, not pregnant",
                "62 kg",
                key="weight",
                help="62 kg, 137 lb or 9 stone 10 lb. In pregnancy and while nursing, the weight before it.",
                **KEEP,
            )
            activity = st.selectbox("Everyday activity", list(ACTIVITIES), index=1, key="activity", **KEEP)
            diet = st.selectbox("Diet", list(DIETS), key="diet", **KEEP)
        conditions = _conditions()
        with st.expander("More: foods you like or leave out, tea and coffee, tablets, dates", icon=":material/tune:"):
            more = _more()
        sent = st.form_submit_button(
            "Plan these days", type="primary", icon=":material/restaurant:", key="plan_these_days"
        )
    if not sent:
        return None
    if age is None:
        raise PlannerError("the age is empty: give whole years, 14 to 50")
    size = {
        "height_cm": _typed("the height", height, "cm", "165 cm or 5 ft 5 in"),
        "weight_kg": _typed("the weight", weight, "kg", "62 kg or 137 lb"),
    }
    person = Person(
        **STAGES[stage],
        **size,
        age=age,
        activity=ACTIVITIES[activity],
        conditions=conditions,
        supplements=tuple(prescribed(line) for line in more["supplements"].splitlines() if line.strip()),
    )
    energy = more["energy"]
    kcal = _typed("the energy target", energy, "kcal", "2300 kcal or 9.6 MJ") if energy else None
    preferences = Preferences(diet=DIETS[diet], energy_kcal=kcal, **more["preferences"])
    return Request(person, preferences, more["start"], more["days"], int(st.session_state["seed"]))


def _typed(what: str, text: str | None, unit: str, like: str) -> float:
    """A quantity as typed, in any unit of its kind, as a number of `unit`."""
    try:
        return magnitude((text or "").strip(), unit)
    except ValueError:
        found = f"{what} {text!r} can't be read" if text else f"{what} is empty"
        raise PlannerError(f"{found}: write it like {like}") from None


def _conditions() -> tuple[str, ...]:
    """What applies to her: boxes to tick, as the words are too long for a list on a phone."""
    st.markdown(":small[Does any of this apply to you?]")
    with st.container(horizontal=True, gap="medium"):
        return tuple(name for name, words in CONDITIONS.items() if st.checkbox(words, key=name, wrap=True, **KEEP))


def _more() -> dict[str, Any]:
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
        system = st.radio("Reference intakes", list(SYSTEMS), horizontal=True, key="system", **KEEP)
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
            start = st.date_input("First day", today(), format="DD/MM/YYYY", key="start", **KEEP)
            days = st.number_input("Days, 1 to 14", value=7, step=1, key="days", **KEEP)
            st.number_input("Variation", step=1, key="seed", help="Another number, another week.", **KEEP)
    with st.grid(4, min_column_width=200):
        anyway = {
            name: st.multiselect(
                label, HOURS, key=name, accept_new_options=True, placeholder="Hours, such as 09:00", **KEEP
            )
            for name, label in ANYWAY.items()
        }
    set_for_her = [line for line in (targets or "").splitlines() if line.strip()]
    preferences = {**foods, **anyway, "targets": set_for_her, "system": SYSTEMS[system], "pairings": MODES[mode]}
    return {
        "preferences": preferences,
        "supplements": supplements or "",
        "energy": (energy or "").strip(),
        "start": start or today(),
        "days": int(days or 0),
    }


def _foods() -> dict[str, list[str]]:
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
    labels = {
        "exclude": "Foods and groups to leave out",
        "allow": "But serve these all the same",
        "favourites": "Foods and groups you like, to come often",
    }
    picked = {}
    for key, label in labels.items():
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
