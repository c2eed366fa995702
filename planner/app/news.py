"""What the last step has done, said where it was asked for: there the reader looks, and screen readers tell it."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

Place = tuple[date, str | None]  # a meal by date and slot, or a whole day


@dataclass(frozen=True)
class _News:
    words: str
    place: Place | None
    icon: str


def tell(words: str, place: Place | None = None, icon: str = ":material/restaurant:") -> None:
    """Have something said until the next step.

    Parameters
    ----------
    words : str
        Safe for Markdown.
    place : tuple of date and slot, optional
        Where it is said: at a meal, or at a day (no slot); on top of the page by default.
    icon : str
    """
    st.session_state["news"] = _News(words, place, icon)


def show_news(place: Place | None = None, once: bool = False) -> None:
    """Say what belongs here, if there is anything.

    Parameters
    ----------
    place : tuple of date and slot, optional
        As in `tell`.
    once : bool
        Whether it is gone at the next redraw.
    """
    news: _News | None = st.session_state.get("news")
    if news and news.place == place:
        st.info(news.words, icon=news.icon)
        if once:
            del st.session_state["news"]


def no_news() -> None:
    """Forget what was said of a plan that is there no more."""
    st.session_state.pop("news", None)
