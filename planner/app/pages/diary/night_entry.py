"""Ten seconds a morning: was there a cramp, how bad, how long, which leg; danger signs first."""

from datetime import date, timedelta

import streamlit as st

from planner.app.session.diary_in_hand import FAULT, moment, take_out, tried, write_down
from planner.app.session.plan_request import latest_morning, today
from planner.app.widgets.danger_check import draw_alert, tick_elsewhere
from planner.app.widgets.markdown import plain
from planner.assessment.diary_words import night_words
from planner.menu.wording import day_name
from planner.person.cramp_diary import CRAMPS, FIRST_MORNING, LEGS, LONG, WORST, Diary, Night
from planner.safety.danger_signs import DangerSign, signs, signs_after_a_cramp, triage

DRAFT, SEEN, MORNING, DAY = "diary_draft", "diary_seen", "diary_morning", "diary_day_drawn"  # keys of the session
FIELDS = ("severity", "minutes", "leg")
_ANSWERS = tuple(f"diary_{field}_" for field in (*FIELDS, "sign"))
LASTED = {0.5: "½", 1.0: "1", 2.0: "2", 5.0: "5", 10.0: "10", 20.0: "20", LONG: "30 or more"}  # [min]
ICONS = {"none": ":material/bedtime:", "one": ":material/bolt:", "several": ":material/electric_bolt:"}


def night_entry(here: Diary) -> tuple[Night | None, frozenset[str]]:
    """Ask for a night, or show what was written down of it.

    Parameters
    ----------
    here : Diary

    Returns
    -------
    night : Night or None
        What is written down of the night in question; None while she is asked.
    told : frozenset of str
        Keys of the danger signs for which it says where to turn.
    """
    morning = _morning()
    night = here.of(morning)
    draft: str | None = st.session_state.get(DRAFT)
    with st.container(border=True, key="night_card"):
        if night and draft is None:
            return night, _written(night)
        return None, _question(here, morning, draft)


def _morning() -> date:
    """The morning after the night in question: today, until she picks another."""
    now, state = today(), st.session_state
    if state.setdefault(DAY, now) != now and DRAFT not in state:  # the page was open over midnight
        state[DAY] = state[MORNING] = now
    picked: date = state.get(MORNING) or now
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Night to {'today, ' if picked == now else ''}{day_name(picked)}**", width="stretch")
        with st.popover("Another night", icon=":material/calendar_month:", type="tertiary"):
            st.date_input(
                "The morning after it",
                value=picked,
                min_value=FIRST_MORNING,
                max_value=max(latest_morning(), picked),
                key=MORNING,
                on_change=_leave_draft,
                persist_state="session",
            )
    return picked


def _leave_draft() -> None:
    """Forget what was tapped and not written down."""
    state = st.session_state
    for key in [DRAFT, SEEN, *(str(key) for key in state if str(key).startswith(_ANSWERS))]:
        state.pop(key, None)


def _question(here: Diary, morning: date, draft: str | None) -> frozenset[str]:
    st.header("Any cramps in the legs?")
    with st.container(horizontal=True):
        for kind, words in CRAMPS.items():
            st.button(
                words,
                key=f"diary_{kind}",
                icon=ICONS[kind],
                type="primary" if kind == draft else "secondary",
                on_click=_say,
                args=(here.of(morning), morning, kind),
                width="stretch",
            )
    if draft in ("one", "several"):
        return _details(here, morning, draft)
    return frozenset()


def _say(before: Night | None, morning: date, kind: str) -> None:
    state = st.session_state
    if kind != "none":
        state[DRAFT] = kind
        state.setdefault(SEEN, before)
        return
    _keep(Night(**{**_rest(before), "morning": morning, "cramps": "none", "entered": moment()}), before)


def _rest(before: Night | None) -> dict:
    """What was said of the day before, which another answer of the night does not change."""
    return before.model_dump(include={"eaten", "cups", "tablets", "stretched", "hours_on_feet"}) if before else {}


def _keep(night: Night, seen: Night | None) -> None:
    tried(write_down, night, seen)
    if FAULT not in st.session_state:
        _leave_draft()


def _details(here: Diary, morning: date, kind: str) -> frozenset[str]:
    """Danger signs first, and where they send her; then how bad, how long, which leg."""
    earlier = [night for night in here.nights if night.morning < morning]
    again = len(earlier) > 1 and all(
        (night := here.of(morning - timedelta(days=n))) is not None and night.crampy for n in (1, 2)
    )
    asked, given = signs_after_a_cramp(kind == "several", not any(night.crampy for night in earlier), again)
    st.markdown("**First: is there any of these?** Leave them empty if not.")
    with st.grid(2, min_column_width=250, gap="xsmall"):
        ticked = [sign for sign in asked if _box(sign, morning)]
    told = frozenset(sign.key for sign in (*ticked, *given))
    _alert(told)
    severity = st.segmented_control(
        "How bad, from 0 to 10", list(range(WORST + 1)), key=f"diary_severity_{morning}", wrap=True
    )
    key = f"diary_minutes_{morning}"
    said: float | None = st.session_state.get(key)  # a file may tell of another figure
    lasted = LASTED if said is None else {said: f"{said:g}", **LASTED}
    minutes = st.segmented_control(
        "How long, in minutes", sorted(lasted), format_func=lasted.__getitem__, key=key, wrap=True
    )
    leg = st.segmented_control(
        "Which leg", list(LEGS), format_func=LEGS.__getitem__, key=f"diary_leg_{morning}", wrap=True
    )
    words = [sign.words for sign in signs() if sign.key in told]
    with st.container(horizontal=True):
        if st.button("Write it down", key="diary_write", type="primary", icon=":material/check:"):
            fields = {"cramps": kind, "severity": severity, "minutes": minutes, "leg": leg, "signs": words}
            night = Night(**{**_rest(here.of(morning)), **fields, "morning": morning, "entered": moment()})
            _keep(night, st.session_state.get(SEEN))
            st.rerun()
        st.button("Leave it", key="diary_leave", type="tertiary", on_click=_leave_draft)
    return told


def _alert(told: frozenset[str]) -> None:
    if answer := triage(told):
        draw_alert(answer)


def _box(sign: DangerSign, morning: date) -> bool:
    key = f"diary_sign_{sign.key}_{morning}"
    return st.checkbox(plain(sign.words), key=key, on_change=_tick, args=(sign.key, key))


def _tick(sign: str, key: str) -> None:
    tick_elsewhere(sign, bool(st.session_state[key]))


def _written(night: Night) -> frozenset[str]:
    st.markdown(f":material/check_circle: Written down: **{plain(night_words(night))}**.")
    told = frozenset(sign.key for sign in signs() if sign.words in night.signs)
    _alert(told)
    with st.container(horizontal=True):
        st.button("Change it", key="diary_change", icon=":material/edit:", on_click=_again, args=(night,))
        st.button(
            "Take it out",
            key="diary_out",
            icon=":material/delete:",
            type="tertiary",
            on_click=tried,
            args=(take_out, night.morning),
        )
    return told


def _again(night: Night) -> None:
    """Open the question with what was said."""
    state, morning = st.session_state, night.morning
    state[DRAFT], state[SEEN] = night.cramps, night
    for field in FIELDS:
        state[f"diary_{field}_{morning}"] = getattr(night, field)
    for sign in signs():
        state[f"diary_sign_{sign.key}_{morning}"] = sign.words in night.signs
