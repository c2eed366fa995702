"""The check of danger signs: what she ticks comes before the plan, and stays in this session."""

import streamlit as st

from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.menu.wording import URGENCY, lower_first
from planner.safety.danger_signs import DangerSign, Triage, signs, triage

LOOKS = {
    "ambulance": ("red", ":material/emergency:"),
    "now": ("orange", ":material/phone_in_talk:"),
    "today": ("yellow", ":material/today:"),
    "next visit": ("blue", ":material/event:"),
}
# keys of the session: neither goes into the address, a plan or a file
TICKED = "danger_ticked"  # keys of signs
ANYWAY = "danger_anyway"  # those with which the plan was asked for all the same
OPEN = "danger_open"  # the check over the page
CLEARED = "danger_cleared"  # by the last click


def danger_gate() -> bool:
    """The alert before a plan, if anything is ticked; whether the plan has to wait."""
    if waits := alert():
        st.button("Show the plan all the same", icon=":material/calendar_month:", on_click=_show_anyway)
    return waits


@st.fragment
def danger_button() -> None:
    """The way to the check from any page, and the check itself while it is open."""
    st.button("Danger signs", icon=":material/health_and_safety:", key="danger_signs", on_click=open_check)
    if st.session_state.get(OPEN):
        st.dialog("Danger signs", width="large", on_dismiss=_close)(_danger_check)()


def open_check() -> None:
    """Have the check stand over the page."""
    st.session_state[OPEN] = True


def _close() -> None:
    st.session_state[OPEN] = False


def triage_of_session() -> Triage | None:
    """What the ticks of this session come to; None if nothing is ticked."""
    return triage(_ticked())


def alert() -> bool:
    """Say where to turn and how fast, if anything is ticked; whether a plan has to wait."""
    answer = triage_of_session()
    if answer is None:
        if st.session_state.pop(CLEARED, False):
            st.info("Nothing is ticked. If something worries you all the same, ring your doctor or maternity unit.")
        return False
    draw_alert(answer)
    return _waits()


def draw_alert(answer: Triage) -> None:
    """Where to turn, how fast, and what to tell there."""
    draw = {"today": st.warning, "next visit": st.info}.get(answer.level, st.error)
    todo = "\n\n".join(plain(line) for line in answer.todo)
    tell = plain("; ".join(lower_first(words) for words in answer.tell))
    draw(f"{todo}\n\n**Tell them:** {tell}.", title=answer.title, icon=LOOKS[answer.level][1])


def ticked_signs() -> frozenset[str]:
    """Keys of the signs that are ticked in this session, on whichever page."""
    return frozenset(_ticked())


def tick_elsewhere(sign: str, had: bool) -> None:
    """Have a sign that was ticked on another page, or unticked, count in the check as well."""
    (_ticked().add if had else _ticked().discard)(sign)


def _danger_check() -> None:
    """A box for every danger sign, the most urgent first; what it comes to stands beneath those that call for it."""
    answer = triage_of_session()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Tick what you have.", width="content")
        st.button("None of these", icon=":material/check:", key="danger_none", on_click=_none)
    for level, title in URGENCY.items():
        colour, icon = LOOKS[level]
        st.badge(title, icon=icon, color=colour)  # type: ignore[arg-type]
        with st.grid(3, min_column_width=260, gap="xsmall"):
            for sign in signs():
                if sign.level == level:
                    _box(sign)
        if answer and level == answer.level:
            alert()
    note(
        "No tick does not mean that all is well: if something worries you, ring your doctor or maternity unit. "
        "What you tick is forgotten when you close this page."
    )
    if st.button("Done", type="primary", key="danger_done") or not st.session_state[OPEN]:
        _close()
        st.rerun()


def _box(sign: DangerSign) -> None:
    key, had = f"danger_{sign.key}", sign.key in _ticked()
    if st.session_state.get(key) != had:  # ticked on another page, or all cleared
        st.session_state[key] = had
    st.checkbox(plain(sign.words), key=key, on_change=_tick, args=(sign.key, key))


def _ticked() -> set[str]:
    return st.session_state.setdefault(TICKED, set())


def _waits() -> bool:
    """Whether a sign is ticked that a plan has to wait for, and the plan was not asked for since."""
    fresh = triage(_ticked() - st.session_state.get(ANYWAY, set()))
    return fresh is not None and fresh.before_menus


def _tick(sign: str, key: str) -> None:
    if st.session_state[key]:
        _ticked().add(sign)
    else:
        _ticked().discard(sign)


def _none() -> None:
    st.session_state[TICKED], st.session_state[ANYWAY] = set(), set()
    st.session_state[OPEN], st.session_state[CLEARED] = False, True


def _show_anyway() -> None:
    st.session_state[ANYWAY] = set(_ticked())
    st.session_state[OPEN] = False
