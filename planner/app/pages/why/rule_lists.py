"""The rules that the planner keeps: pairings apart, germs, and what is refused, limited, warned of or to be asked."""

from functools import partial

import streamlit as st

from planner.app.pages.why.evidence import SIGNS
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import explained
from planner.assessment.pairing_words import VERDICTS
from planner.menu.preparation import leftovers_note
from planner.reference.tables import read

MODES = {"article": "by the article", "measured": "by measurement"}
LEVELS = {
    "phone": ("Phone today", "These are shown on top of a plan, to those whom they concern."),
    "ask": ("Ask first", "For whom the figures here are not made, and what food may not bring."),
    "refuse": ("Never in a plan", "These are left out, whatever the food table says."),
    "limit": ("Within a limit", "These are allowed up to a limit, or with care."),
    "warn": ("Good to know", "The planner cannot judge these for you."),
}


@st.fragment
def rule_lists() -> None:
    """All rules; each list is drawn when someone opens it."""
    st.header("What the planner keeps to", help=explained("pairing", "oxalate", "tannin", "upper limit", "UL"))
    lists = {
        "pairings": ("Pairings it keeps apart", _pairings),
        "germs": ("Germs and leftovers", _germs),
        **{level: (title, partial(_safety_rules, level, meaning)) for level, (title, meaning) in LEVELS.items()},
    }
    for key, (title, lines) in lists.items():
        box = st.expander(title, icon=":material/rule:", key=f"rules_{key}", on_change="rerun")
        if box.open:
            box.markdown("\n\n".join(lines()))


def _germs() -> list[str]:
    """What each germ is, where it is found and what to do; and how long food keeps."""
    table = read("safety")
    keeping = read("preparation").set_index("preparation").loc[["leftovers", "rice"], "source"]
    return [
        *(
            f"**{plain(row['what'])}.** {plain(row['why'])} *What to do:* {plain(row['action'])} "
            f":small[{source_label(row['source'])}]"
            for row in table[table["level"] == "germ"].to_dict("records")
        ),
        f"**Leftovers.** {plain(leftovers_note())} :small[{source_label('; '.join(keeping))}]",
    ]


def _pairings() -> list[str]:
    """Each pairing with both sides and what to do instead."""
    said = []
    for row in read("pairing_rules").to_dict("records"):
        colour, icon = SIGNS[row["verdict"]]
        hours = f", and {row['hours_apart']:g} h before and after" if row["hours_apart"] else ""
        used = " and ".join(MODES[mode] for mode in row["modes"].split())
        said.append(
            f"**{row['rule'][:1].upper()}{row['rule'][1:]}** :{colour}-badge[{icon} {VERDICTS[row['verdict']]}]  \n"
            f"Flagged {used}, from {row['at_stake_mg']:g} mg {row['affects']} in the same meal{hours}.  \n"
            f"*The article:* {plain(row['article_says'])}  \n*Measured:* {plain(row['measured'])}  \n"
            f"*Instead:* {plain(row['advice'])} :small[{source_label(row['source'])}]"
        )
    return said


def _safety_rules(level: str, meaning: str) -> list[str]:
    """What is refused, limited, warned of or to be asked."""
    table = read("safety")
    return [
        meaning,
        *(
            f"**{plain(row['what'])}.** {plain(row['action'])} {plain(row['why'])} "
            f":small[{source_label(row['source'])}]"
            for row in table[table["level"] == level].to_dict("records")
        ),
    ]
