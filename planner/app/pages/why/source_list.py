"""Where every figure is from, and what is assumed."""

import pandas as pd
import streamlit as st

from planner.menu.wording import count
from planner.reference.outside_text import LONGEST_LINE
from planner.reference.tables import keys, read

ASSUMED_IN = {
    "safety": ("Safety rules", "what"),
    "evidence": ("Evidence", "advice"),
    "calcium_absorption": ("Calcium absorption of foods", "food"),
    "oxalate": ("Oxalate of foods", "food"),
    "constants": ("Constants", "what"),
    "nutrients": ("Nutrients, greatest amount accepted", "label"),
    "preparation": ("Soaking, boiling and keeping", "preparation"),
}


@st.fragment
def sources_section() -> None:
    """The sources with a search, and the rows that rest on assumptions; drawn when someone opens them."""
    st.header("Where every figure is from")
    table, assumed = read("references"), _assumed()
    box = st.expander(
        f"All {count(len(table), 'source')}", icon=":material/menu_book:", key="sources_open", on_change="rerun"
    )
    if box.open:
        with box:
            _search(table)
    words = f"What is assumed: {count(int(assumed['Rows'].sum()), 'row')}"
    box = st.expander(words, icon=":material/help:", key="assumed_open", on_change="rerun")
    if box.open:
        box.markdown("They rest in part on general knowledge that nobody checked, and are marked *assumed*.")
        box.dataframe(assumed, hide_index=True, alt="Rows of each table that rest on assumptions")


def _search(table: pd.DataFrame) -> None:
    words = st.text_input(
        "Search the sources",
        type="search",
        placeholder="Author, year or subject",
        key="source_search",
        max_chars=LONGEST_LINE,
    )
    text = (table["key"] + " " + table["citation"]).str.lower()
    for word in (words or "").lower().split():
        table = table[text.reindex(table.index).str.contains(word, regex=False)]
    if table.empty:
        st.info("No source fits. Try one word.", icon=":material/search_off:")
        return
    st.dataframe(
        table.assign(url=table["url"].replace("", None)),
        hide_index=True,
        column_config={
            "key": st.column_config.TextColumn("Cited as", width="medium"),
            "citation": st.column_config.TextColumn("Source", width="large"),
            "url": st.column_config.LinkColumn("Link", display_text="open"),
            "licence": st.column_config.TextColumn("Licence"),
        },
        alt="All sources",
    )


def _assumed() -> pd.DataFrame:
    """How many rows of each table cite `assumed`, and which they are."""
    rows = []
    for table, (title, column) in ASSUMED_IN.items():
        frame = read(table)
        hit = frame[frame["source"].map(lambda cell: "assumed" in keys(cell))]
        if len(hit):
            rows.append((title, len(hit), "; ".join(hit[column].str.replace("_", " "))))
    return pd.DataFrame(rows, columns=["Table", "Rows", "Which"])
