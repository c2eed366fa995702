"""What the last step has done, said where it was asked for: there the reader looks, and screen readers tell it."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.menu.plan import Day
from planner.menu.wording import count, day_name, meal_label

Place = tuple[date, str | None]  # a meal by date and slot, or a whole day


@dataclass(frozen=True)
class _Message:
    words: str
    place: Place | None
    icon: str


def set_message(words: str, place: Place | None = None, icon: str = ":material/restaurant:") -> None:
    """Have something said until the next step.

    Parameters
    ----------
    words : str
        Safe for Markdown.
    place : tuple of date and slot, optional
        Where it is said: at a meal, or at a day (no slot); on top of the page by default.
    icon : str
    """
    st.session_state["news"] = _Message(words, place, icon)


def show_message(place: Place | None = None, once: bool = False) -> bool:
    """Say what belongs here, if there is anything; whether there was.

    Parameters
    ----------
    place : tuple of date and slot, optional
        As in `set_message`.
    once : bool
        Whether it is gone at the next redraw.
    """
    news: _Message | None = st.session_state.get("news")
    if news is None or news.place != place:
        return False
    st.info(news.words, icon=news.icon)
    if once:
        del st.session_state["news"]
    return True


def clear_message() -> None:
    """Forget what was said of a plan that is there no more."""
    st.session_state.pop("news", None)


class ProgressDisplay:
    """What a reader sees while her plan is made: her place in the queue, then how far it is and its first day."""

    def __init__(self) -> None:
        self._place = st.empty()
        with self._place.container():
            self._bar = st.progress(0.0, text="Choosing dishes …")
            self._draft = st.empty()
        self._shown: Day | None = None

    def show(self, before: int, progress: tuple[float, Day] | None) -> None:
        """Draw how it stands: how many plans are made before hers; of her own the share [1] and the first day."""
        share, first = progress or (0.0, None)
        words = queue_words(before) or ("Fitting the days together …" if first else "Choosing dishes …")
        self._bar.progress(min(share, 1.0), text=words)
        if first and first != self._shown:
            self._shown = first
            with self._draft.container(border=True):
                _draft(first)

    def clear(self) -> None:
        """The plan is there, or can't be."""
        self._place.empty()


def queue_words(before: int) -> str:
    """How many plans are made before hers; empty if hers is being made."""
    if not before:
        return ""
    return f"{count(before, 'plan')} {'is' if before == 1 else 'are'} made before yours."


def _draft(day: Day) -> None:
    st.markdown(f"### {day_name(day.date)}")
    note("A first draft; dishes may still change.")
    lines = [
        f":small[**{meal.time}** {meal_label(meal.slot)}]  \n{plain(dish.title.split('; ')[0])}"
        for meal in day.meals
        for dish in meal.dishes
    ]
    st.markdown("\n\n".join(lines))
