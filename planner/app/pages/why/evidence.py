"""What is proven and what is not, verdict by verdict."""

from functools import cache
from typing import Any

import streamlit as st

from planner.app.widgets.chart_widget import chart_widget, spec
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import explained
from planner.charts.evidence_chart import CERTAINTY, SHORT, evidence_bars, evidence_table
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
    with st.container(gap="xsmall"):
        box = st.expander("The figures as a table", icon=":material/table_rows:", key="proof_open", on_change="rerun")
        if box.open:
            box.dataframe(evidence_table(table), hide_index=True, alt="Number of claims by certainty and verdict")
        for verdict, (_, icon) in SIGNS.items():
            box = st.expander(SHORT[verdict], icon=icon, key=f"claims_{verdict}", on_change="rerun")
            if box.open:
                claims = table[table["verdict"] == verdict].to_dict("records")
                with box, st.grid(2, min_column_width=260, gap="medium"):
                    for row in sorted(claims, key=lambda row: list(CERTAINTY).index(row["certainty"])):
                        st.markdown(_claim(row))


@cache
def _chart() -> dict[str, Any]:
    """The chart as Vega-Lite; built once, since the shipped table does not change."""
    return spec(evidence_bars(read("evidence")))


def _claim(row: dict) -> str:
    return (
        f"**{plain(row['advice'])}** :gray-badge[{TITLES[row['certainty']]}]\n\n"
        f"*The article:* {plain(row['article_says'])}\n\n*Measured:* {plain(row['found'])}\n\n"
        f":small[{source_label(row['source'])}]"
    )
