"""A flagged pairing, as every page shows it."""

import streamlit as st

from planner.app.widgets.markdown import plain
from planner.assessment.pairing_words import VERDICTS, at_stake, size
from planner.menu.wording import listed, lower_first


def show_pairing(flag: dict, when: str, together: str = "") -> None:
    """What meets what, what to do, and both sides; the studies are a tap away.

    Parameters
    ----------
    flag : dict
        A row of `planner.find_pairings`.
    when : str
        The hour, with its day where the page shows several.
    together : str
        Why foods of two hours count together, if they do.
    """
    givers = plain(listed(lower_first(name) for name in flag["foods"]))
    st.markdown(
        f":small[{when}]  \n"
        f"**{plain(flag['hinderer'])}** meets {at_stake(flag)} {flag['affects']} from {givers}. {plain(together)}\n\n"
        f"**What to do.** {plain(flag['advice'])}\n\n"
        f"**The article says.** {plain(flag['article_says'])}\n\n"
        f"**Measured.** {VERDICTS[flag['verdict']]}. {size(flag)}"
    )
    with st.expander("The studies"):
        st.markdown(plain(flag["measured"]))
