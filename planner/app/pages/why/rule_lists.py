"""The rules that the planner keeps: pairings apart, germs, and what is refused, limited, warned of or to be asked."""

import streamlit as st

from planner.app.pages.why.evidence import SIGNS
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import explained
from planner.assessment.pairing_words import VERDICTS
from planner.menu.preparation import leftovers_note
from planner.menu.wording import count
from planner.reference.tables import read

MODES = {"article": "by the article", "measured": "by measurement"}
LEVELS = {
    "phone": ("Phone today", "These are shown on top of a plan, to those whom they concern."),
    "ask": ("Ask first", "For whom the figures here are not made, and what food may not bring."),
    "refuse": ("Never in a plan", "These are left out, whatever the food table says."),
    "limit": ("Within a limit", "These are allowed up to a limit, or with care."),
    "warn": ("Good to know", "The planner cannot judge these for you."),
}


def germs() -> None:
    """What each germ is, where it is found and what to do; and how long food keeps."""
    st.header("Germs in food")
    table = read("safety")
    for row in table[table["level"] == "germ"].to_dict("records"):
        with st.expander(plain(row["what"])):
            words = f"{plain(row['why'])} *What to do:* {plain(row['action'])}"
            st.markdown(f"{words} :small[{source_label(row['source'])}]")
    keeping = read("preparation").set_index("preparation").loc[["leftovers", "rice"], "source"]
    with st.expander("Leftovers"):
        st.markdown(f"{plain(leftovers_note())} :small[{source_label('; '.join(keeping))}]")


def pairing_rules() -> None:
    """Each pairing with both sides and what to do instead."""
    st.header("Pairings that the planner keeps apart", help=explained("pairing", "oxalate", "tannin"))
    for row in read("pairing_rules").to_dict("records"):
        colour, icon = SIGNS[row["verdict"]]
        hours = f", and {row['hours_apart']:g} h before and after" if row["hours_apart"] else ""
        used = " and ".join(MODES[mode] for mode in row["modes"].split())
        with st.expander(f"{row['rule'][:1].upper()}{row['rule'][1:]}", icon=icon):
            st.markdown(
                f":{colour}-badge[{icon} {VERDICTS[row['verdict']]}] "
                f"Flagged {used}, from {row['at_stake_mg']:g} mg {row['affects']} in the same meal{hours}.\n\n"
                f"*The article:* {plain(row['article_says'])}\n\n*Measured:* {plain(row['measured'])}\n\n"
                f"*Instead:* {plain(row['advice'])}\n\n:small[{source_label(row['source'])}]"
            )


@st.fragment
def safety_rules() -> None:
    """What is refused, limited and warned of; each list is drawn when someone opens it."""
    st.header("What the planner refuses, limits and warns of", help=explained("upper limit", "UL"))
    table = read("safety")
    for level, (title, meaning) in LEVELS.items():
        rows = table[table["level"] == level].to_dict("records")
        words = f"{title}: {count(len(rows), 'rule')}"
        box = st.expander(words, icon=":material/rule:", key=f"rules_{level}", on_change="rerun")
        if box.open:
            lines = [
                f"- **{plain(row['what'])}.** {plain(row['action'])} {plain(row['why'])} "
                f":small[{source_label(row['source'])}]"
                for row in rows
            ]
            box.markdown("\n".join((meaning, "", *lines)))
