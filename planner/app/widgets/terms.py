"""The words of the field, explained where they stand and once more in a list."""

import streamlit as st

from planner.app.widgets.markdown import plain, source_label
from planner.errors import PlannerError
from planner.reference.tables import read


def explained(*terms: str) -> str:
    """What a word means, for the ``help`` of a heading or a widget.

    Parameters
    ----------
    *terms : str
        One or several words of ``data/terms.csv``: RDA, AI, PRI, UL, upper limit, coverage …

    Raises
    ------
    PlannerError
        If a word is not explained there.

    Examples
    --------
    >>> explained("coverage")
    '**Coverage.** How much of the target the food brings\\\\: 100 % means that the target is reached.'
    """
    rows = read("terms").set_index("term").to_dict("index")
    missing = [term for term in terms if term not in rows]
    if missing:
        raise PlannerError(f"{missing[0]!r} is not explained: add it to terms.csv")
    return "\n\n".join(f"**{_name(term, rows[term]['name'])}.** {plain(rows[term]['short'])}" for term in terms)


@st.fragment
def terms_list() -> None:
    """All words with what they mean and where that is from, drawn when someone asks."""
    st.header("Words explained")
    rows = read("terms").to_dict("records")
    box = st.expander(f"All {len(rows)} words", icon=":material/dictionary:", key="words_open", on_change="rerun")
    if box.open:
        lines = [
            f"- **{_name(row['term'], row['name'])}.** {plain(row['short'])} {plain(row['long'])} "
            f":small[{source_label(row['source'])}]"
            for row in rows
        ]
        box.markdown("\n".join(lines))


def _name(term: str, name: str) -> str:
    """The written-out name, with its short form if it has one.

    Examples
    --------
    >>> _name("RDA", "Recommended dietary allowance"), _name("serving", "Serving")
    ('Recommended dietary allowance (RDA)', 'Serving')
    """
    return plain(f"{name} ({term})" if term.isupper() else name)
