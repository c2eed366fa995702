"""A row of buttons of which one is chosen."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st


def button_row(label: str, names: Mapping[str, str], key: str, first: str | None = None, **options: Any) -> str:
    """Choose one of a few.

    Parameters
    ----------
    label : str
    names : mapping
        What is chosen -> what the reader sees.
    key : str
    first : str, optional
        What is chosen at first, or where what was chosen is there no more; by default the first of `names`.
    **options
        Of `streamlit.segmented_control`.

    Returns
    -------
    str
        A key of `names`.
    """
    now = st.session_state.get(key)
    if now not in names:
        now = st.session_state[key] = first or next(iter(names))

    def shown(one: str) -> str:
        # The colour of buttons, which carry white text, is too dim for text on a dark ground.
        return f":green[{names[one]}]" if one == now else names[one]

    chosen = st.segmented_control(
        label, list(names), format_func=shown, key=key, required=True, persist_state="session", **options
    )
    return str(chosen or now)


def day_buttons(days: Iterable[date], now: date) -> dict[str, str]:
    """Days as they stand on buttons, by their ISO date.

    Examples
    --------
    >>> day_buttons([date(2026, 11, 23), date(2026, 11, 24)], date(2026, 11, 24))
    {'2026-11-23': 'Mon 23', '2026-11-24': 'Today'}
    """
    return {day.isoformat(): "Today" if day == now else f"{day:%a} {day.day}" for day in days}
