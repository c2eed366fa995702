"""The rules that the planner keeps: pairings apart, germs, and what is refused, limited, warned of or to be asked."""

import streamlit as st

from planner.app.pages.why.evidence import SIGNS
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import explained
from planner.assessment.pairing_words import VERDICTS
from planner.menu.preparation import leftovers_note
from planner.reference.tables import read

MODES = {"article": "by the article", "measured": "by measurement"}
LEVELS = {
    "phone": "Phone today",
    "ask": "Ask first",
    "refuse": "Never in a plan",
    "limit": "Within a limit",
    "warn": "What the planner can't judge",
}


@st.fragment
def rule_lists() -> None:
    """Pairings apart, germs, and what is refused, limited, warned of or to be asked: each drawn when it is opened."""
    st.header("What the planner keeps to", help=explained("pairing", "oxalate", "tannin", "upper limit", "UL"))
    titles = {"pairings": "Pairings it keeps apart", "germ": "Germs and leftovers", **LEVELS}
    with st.container(gap="xsmall"):
        for level, title in titles.items():
            box = st.expander(title, icon=":material/rule:", key=f"rules_{level}", on_change="rerun")
            if box.open:
                box.markdown("\n".join(_pairings() if level == "pairings" else _rules(level)))


def _rules(level: str) -> list[str]:
    """The rules of a level, or what each germ is, where it is found and what to do; and how long food keeps."""
    table = read("safety")
    lines = []
    for row in table[table["level"] == level].to_dict("records"):
        why, todo = plain(row["why"]), plain(row["action"])
        said = f"{why} *What to do:* {todo}" if level == "germ" else f"{todo} {why}"
        lines.append(f"- **{plain(row['what'])}.** {said} :small[{source_label(row['source'])}]")
    if level == "germ":
        keeping = read("preparation").set_index("preparation").loc[["leftovers", "rice"], "source"]
        lines.append(f"- **Leftovers.** {plain(leftovers_note())} :small[{source_label('; '.join(keeping))}]")
    return lines


def _pairings() -> list[str]:
    """Each pairing with both sides and what to do instead."""
    lines = []
    for row in read("pairing_rules").to_dict("records"):
        colour, icon = SIGNS[row["verdict"]]
        hours = f", and {row['hours_apart']:g} h before and after" if row["hours_apart"] else ""
        used = " and ".join(MODES[mode] for mode in row["modes"].split())
        lines.append(
            f"- **{row['rule'][:1].upper()}{row['rule'][1:]}** :{colour}-badge[{icon} {VERDICTS[row['verdict']]}]  \n"
            f"Flagged {used}, from {row['at_stake_mg']:g} mg {row['affects']} in the same meal{hours}.  \n"
            f"*The article:* {plain(row['article_says'])}  \n*Measured:* {plain(row['measured'])}  \n"
            f"*Instead:* {plain(row['advice'])} :small[{source_label(row['source'])}]"
        )
    return lines
