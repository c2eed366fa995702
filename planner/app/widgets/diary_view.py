"""What a cramp diary shows: nights, weeks beside what was eaten, what changed; for her and for her dietitian."""

import streamlit as st

from planner.app.widgets.chart_widget import chart_widget, table_fold
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.cramp_change import before_and_after
from planner.assessment.diary_words import change_words, pattern_of_nights, signs_told, stretching_words
from planner.charts.diary_weeks import weeks_beside, weeks_in_words, weeks_takeaway
from planner.charts.night_calendar import night_calendar
from planner.menu.wording import count
from planner.person.cramp_diary import Diary

METHOD = "Newcombe 1998; Bayley 1946; Barnett 2005"


def show_diary(diary: Diary, key: str) -> None:
    """The nights of a diary, its weeks beside intake and stretching, and what changed.

    Parameters
    ----------
    diary : Diary
    key : str
        Stands before the keys of what is drawn.
    """
    if not diary.nights:
        st.markdown("No night is written down yet.")
        return
    st.header("The nights")
    st.markdown(plain(" ".join(pattern_of_nights(diary))))
    for words, nights in signs_told(diary):
        st.markdown(f":material/health_and_safety: **{plain(words)}**: {count(len(nights), 'night')}.")
    with st.grid(2, min_column_width=330):
        with st.container():
            chart_widget(night_calendar(diary), f"{key}_calendar")
        with st.container():
            if len(weeks_in_words(diary)) > 1:  # one week is told already
                chart_widget(weeks_beside(diary), f"{key}_weeks")
                st.markdown(plain(weeks_takeaway(diary)))
            if stretched := stretching_words(diary):
                st.markdown(plain(stretched))
                note("That does not say what caused what: bad nights make one stretch.")
    table_fold(lambda: weeks_in_words(diary), "The weeks of the diary", f"{key}_table")


def show_change(diary: Diary) -> None:
    """What changed since she began to eat by the plan, how sure that is, and what it does not say."""
    found = before_and_after(diary)
    first, *others = change_words(found)
    st.markdown(f"**{plain(first)}**")
    for line in others:
        st.markdown(plain(line))
    if found:
        note(plain(f"How it is worked out: {METHOD}."))
