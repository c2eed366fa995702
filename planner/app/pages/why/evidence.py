"""What is proven and what is not, by how sure it is."""

from functools import cache
from typing import Any

import streamlit as st

from planner.app.widgets.chart_widget import chart_widget, spec
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import explained
from planner.assessment.pairing_words import VERDICTS
from planner.charts.evidence_chart import CERTAINTY, evidence_bars, evidence_table
from planner.menu.wording import count
from planner.reference.tables import read

SIGNS = {
    "supported": ("green", ":material/check:"),
    "contradicted": ("orange", ":material/close:"),
    "harmful": ("red", ":material/block:"),
    "mixed": ("blue", ":material/balance:"),
    "weak": ("gray", ":material/question_mark:"),
    "untested": ("gray", ":material/question_mark:"),
}
TITLES = {key: words if key == "none" else f"{words} certainty" for key, words in CERTAINTY.items()}
PICKED = "verdicts"


@st.fragment
def evidence_section() -> None:
    """Every claim with both sides; the lists are drawn when someone opens them."""
    st.header("What is proven and what is not", help=explained("certainty"))
    table = read("evidence")
    counts = table["verdict"].value_counts()
    against = counts["contradicted"] + counts["harmful"]
    st.markdown(
        f"**No diet has been shown to prevent cramps.** Of {count(len(table), 'claim')}, {counts['supported']} are "
        f"borne out, {against} contradicted or harmful."
    )
    chart_widget(_chart(), "proof_chart", width="stretch")
    box = st.expander("The figures as a table", icon=":material/table_rows:", key="proof_open", on_change="rerun")
    if box.open:
        box.dataframe(evidence_table(table), hide_index=True, alt="Number of claims by certainty and verdict")
    picked = st.pills(
        "Show only",
        [verdict for verdict in SIGNS if verdict in counts.index],
        format_func=lambda verdict: f"{SIGNS[verdict][1]} {VERDICTS[verdict]} ({counts[verdict]})",
        selection_mode="multi",
        key=PICKED,
        on_change=_open_for,
    )
    shown = table[table["verdict"].isin(picked)] if picked else table
    for certainty in CERTAINTY:
        claims = shown[shown["certainty"] == certainty]
        if len(claims):
            words = f"**{TITLES[certainty]}.** {count(len(claims), 'claim')}"
            box = st.expander(words, key=_key(certainty), on_change="rerun")
            if box.open:
                with box, st.grid(2, min_column_width=260, gap="medium"):
                    for row in sorted(claims.to_dict("records"), key=lambda row: list(SIGNS).index(row["verdict"])):
                        st.markdown(_claim(row))


@cache
def _chart() -> dict[str, Any]:
    """The chart as Vega-Lite; built once, since the shipped table does not change."""
    return spec(evidence_bars(read("evidence")))


def _claim(row: dict) -> str:
    colour, icon = SIGNS[row["verdict"]]
    return (
        f"**{plain(row['advice'])}** :{colour}-badge[{icon} {VERDICTS[row['verdict']]}]\n\n"
        f"*The article:* {plain(row['article_says'])}\n\n*Measured:* {plain(row['found'])}\n\n"
        f":small[{source_label(row['source'])}]"
    )


def _key(certainty: str) -> str:
    return f"claims_{certainty.replace(' ', '_')}"


def _open_for() -> None:
    """Whoever asks for a kind of claim wants to read it; whoever asks for none any more gets the overview."""
    for certainty in CERTAINTY:
        st.session_state[_key(certainty)] = bool(st.session_state[PICKED])
