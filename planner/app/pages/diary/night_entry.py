"""Ten seconds a morning: was there a cramp, how bad, how long, which leg; danger signs first."""

from datetime import date, timedelta

import streamlit as st

from planner.app.session.diary_in_hand import diary, moment, save_diary, write_down
from planner.app.session.plan_request import today
from planner.app.widgets.danger_check import draw_alert, tick_elsewhere
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.assessment.diary_words import night_words
from planner.errors import PlannerError
from planner.menu.wording import day_name
from planner.person.cramp_diary import CRAMPS, FIRST_MORNING, LEGS, WORST, Diary, Night
from planner.safety.danger_signs import DangerSign, signs, signs_after_a_cramp, triage

DRAFT, FAULT = "diary_draft", "diary_fault"  # keys of the session
MORNING = "diary_morning"
LASTED = {0.5: "½", 1.0: "1", 2.0: "2", 5.0: "5", 10.0: "10", 20.0: "20", 30.0: "30 or more"}  # [min]
ICONS = {"none": ":material/bedtime:", "one": ":material/bolt:", "several": ":material/electric_bolt:"}


def night_entry(here: Diary) -> Night | None:
    """Ask for a night, or show what was written down of it.

    Parameters
    ----------
    here : Diary

    Returns
    -------
    Night or None
        What is written down of the night in question.
    """
    morning = _morning()
    night = here.of(morning)
    with st.container(border=True, key="night_card"):
        draft: str | None = st.session_state.get(DRAFT)
        if night and draft is None:
            _written(night)
        else:
            _question(here, morning, draft)
        if fault := st.session_state.pop(FAULT, None):
            st.error(fault, icon=":material/error:")
    return night if draft is None else None


def _morning() -> date:
    """The morning after the night in question: today, until she picks another."""
    now = today()
    picked: date = st.session_state.get(MORNING) or now
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Night to {'today, ' if picked == now else ''}{day_name(picked)}**", width="stretch")
        with st.popover("Another night", icon=":material/calendar_month:", type="tertiary"):
            st.date_input(
                "The morning after it",
                value=picked,
                min_value=FIRST_MORNING,
                max_value=now,
                key=MORNING,
                on_change=_leave_draft,
                persist_state="session",
            )
    return picked


def _leave_draft() -> None:
    st.session_state.pop(DRAFT, None)


def _question(here: Diary, morning: date, draft: str | None) -> None:
    st.subheader("Any cramps in the legs?")
    with st.container(horizontal=True):
        for kind, words in CRAMPS.items():
            st.button(
                words,
                key=f"diary_{kind}",
                icon=ICONS[kind],
                type="primary" if kind == draft else "secondary",
                on_click=_say,
                args=(morning, kind),
                width="stretch",
            )
    if draft in ("one", "several"):
        _details(here, morning, draft)
    else:
        note("“None” is written down at once.")


def _say(morning: date, kind: str) -> None:
    if kind != "none":
        st.session_state[DRAFT] = kind
        return
    before = diary().of(morning)
    _keep(Night(**{**_rest(before), "morning": morning, "cramps": "none", "entered": moment()}))


def _rest(before: Night | None) -> dict:
    """What was said of the day before, which another answer of the night does not change."""
    return before.model_dump(include={"eaten", "cups", "tablets", "stretched", "hours_on_feet"}) if before else {}


def _keep(night: Night) -> None:
    try:
        write_down(night)
    except PlannerError as error:
        st.session_state[FAULT] = sentence(error)
        return
    _leave_draft()


def _details(here: Diary, morning: date, kind: str) -> None:
    """Danger signs first, and where they send her; then how bad, how long, which leg."""
    earlier = [night for night in here.nights if night.morning < morning]
    again = len(earlier) > 1 and all(
        (night := here.of(morning - timedelta(days=n))) is not None and night.crampy for n in (1, 2)
    )
    asked, given = signs_after_a_cramp(kind == "several", not any(night.crampy for night in earlier), again)
    st.markdown("**First: is there any of these?** Leave them empty if not.")
    with st.grid(2, min_column_width=250, gap="xsmall"):
        ticked = [sign for sign in asked if _box(sign, morning)]
    if answer := triage([sign.key for sign in (*ticked, *given)]):
        draw_alert(answer)
    severity = st.segmented_control(
        "How bad, from 0 to 10", list(range(WORST + 1)), key=f"diary_severity_{morning}", wrap=True
    )
    minutes = st.segmented_control(
        "How long, in minutes", list(LASTED), format_func=LASTED.__getitem__, key=f"diary_minutes_{morning}", wrap=True
    )
    leg = st.segmented_control(
        "Which leg", list(LEGS), format_func=LEGS.__getitem__, key=f"diary_leg_{morning}", wrap=True
    )
    told = [sign.words for sign in signs() if sign in ticked or sign in given]
    with st.container(horizontal=True):
        if st.button("Write it down", key="diary_write", type="primary", icon=":material/check:"):
            fields = {"cramps": kind, "severity": severity, "minutes": minutes, "leg": leg, "signs": told}
            _keep(Night(**{**_rest(here.of(morning)), **fields, "morning": morning, "entered": moment()}))
            st.rerun()
        st.button("Leave it", key="diary_leave", type="tertiary", on_click=_leave_draft)


def _box(sign: DangerSign, morning: date) -> bool:
    key = f"diary_sign_{sign.key}_{morning}"
    return st.checkbox(plain(sign.words), key=key, on_change=_tick, args=(sign.key, key))


def _tick(sign: str, key: str) -> None:
    tick_elsewhere(sign, bool(st.session_state[key]))


def _written(night: Night) -> None:
    st.markdown(f":material/check_circle: Written down: **{plain(night_words(night))}**.")
    known = {sign.words: sign.key for sign in signs()}
    if answer := triage([known[words] for words in night.signs if words in known]):
        draw_alert(answer)
    with st.container(horizontal=True):
        st.button("Change it", key="diary_change", icon=":material/edit:", on_click=_again, args=(night,))
        st.button(
            "Take it out", key="diary_out", icon=":material/delete:", type="tertiary", on_click=_out, args=(night,)
        )


def _again(night: Night) -> None:
    """Open the question with what was said."""
    state, morning = st.session_state, night.morning
    state[DRAFT] = night.cramps
    for field in ("severity", "minutes", "leg"):
        state[f"diary_{field}_{morning}"] = getattr(night, field)
    for sign in signs():
        if sign.words in night.signs:
            state[f"diary_sign_{sign.key}_{morning}"] = True


def _out(night: Night) -> None:
    try:
        save_diary(diary().without(night.morning))
    except PlannerError as error:
        st.session_state[FAULT] = sentence(error)
