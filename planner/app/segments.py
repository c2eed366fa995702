"""A row of buttons of which one is chosen."""

import streamlit as st


def segments(label: str, names: dict[str, str], key: str) -> str:
    """Choose one of a few; the first is chosen unless something else was.

    Parameters
    ----------
    label : str
    names : dict
        What is chosen -> what the reader sees.
    key : str

    Returns
    -------
    str
        A key of `names`.
    """
    now = st.session_state.get(key)
    if now not in names:
        now = st.session_state[key] = next(iter(names))

    def shown(one: str) -> str:
        # The colour of buttons, which carry white text, is too dim for text on a dark ground.
        return f":green[{names[one]}]" if one == now else names[one]

    chosen = st.segmented_control(
        label, list(names), format_func=shown, key=key, required=True, persist_state="session"
    )
    return chosen or now
