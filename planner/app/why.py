"""The Why and safety page: doctor first, evidence, rules, sources."""

import pandas as pd
import streamlit as st

from planner.app.notes import note
from planner.app.wording import count, plain
from planner.pairing_words import VERDICTS
from planner.tables import keys, read
from planner.wording import URGENCY

LOOKS = {
    "ambulance": ("red", ":material/emergency:"),
    "now": ("orange", ":material/phone_in_talk:"),
    "today": ("yellow", ":material/today:"),
    "next visit": ("blue", ":material/event:"),
}
SIGNS = {
    "supported": ("green", ":material/check:"),
    "mixed": ("blue", ":material/balance:"),
    "weak": ("gray", ":material/question_mark:"),
    "untested": ("gray", ":material/question_mark:"),
    "contradicted": ("orange", ":material/close:"),
    "harmful": ("red", ":material/block:"),
}
LEVELS = {
    "refuse": ("Never in a plan", "These are left out, whatever the table says."),
    "limit": ("Within a limit", "These are allowed up to a limit, or with care."),
    "warn": ("Good to know", "The planner cannot judge these for you."),
}


def page() -> None:
    """Lay out the page: what matters most comes first."""
    st.title("Why and safety")
    _doctor()
    _disclaimer()
    _evidence()
    _pairing_rules()
    _safety_rules()
    _besides_food()
    _sources()


def _doctor() -> None:
    st.header("When to see a doctor first")
    st.markdown("A cramp is mostly harmless. These signs are not for a menu to mend.")
    table = read("safety")
    signs = table[table["level"] == "doctor"]
    for topic, title in URGENCY.items():
        colour, icon = LOOKS[topic]
        rows = signs[signs["topic"] == topic]
        with st.container(border=True):
            st.badge(title, icon=icon, color=colour)  # type: ignore[arg-type]
            for row in rows.to_dict("records"):
                st.markdown(
                    f"**{plain(row['what'])}.** {plain(row['action'])} "
                    f":small[{plain(row['why'])} {_cited(row['source'])}]"
                )


def _disclaimer() -> None:
    st.header("What this is, and what it is not")
    st.markdown(
        "This is an aid for cooking and for keeping record, not a medical device. It follows the advice of a popular "
        "article and says beside each rule what studies have measured. For leg cramps in pregnancy that evidence is of "
        "low or very low certainty, and no diet has been shown to prevent them. A week that covers its targets is "
        "good food all the same.\n\n"
        "The targets are meant for healthy people; in pregnancy, for women who carry one child. The figures for "
        "absorbed calcium are rough, about 40 % up or down, and serve to compare meals. Nothing here finds out what "
        "is wrong with you, sets a dose, or takes the place of your doctor, midwife or dietitian.\n\n"
        "Ask them before you change what you eat or take any supplement or herb. Do so in any case if you are under "
        "18, carry twins or more, take medicines, or have high blood pressure, diabetes, an eating disorder, or a "
        "disease of the kidneys, heart, thyroid or bowel."
    )


def _evidence() -> None:
    st.header("What the article claims, and what was measured")
    st.markdown(
        "Open a claim to read both sides. Certainty is how far a result can be relied on; mostly that is not far."
    )
    table = read("evidence")
    counts = table["verdict"].value_counts()
    order = [verdict for verdict in SIGNS if verdict in counts.index]
    picked = st.multiselect(
        "Show only",
        order,
        format_func=lambda verdict: f"{VERDICTS[verdict]} ({counts[verdict]})",
        key="verdicts",
        placeholder="All claims",
    )
    shown = table[table["verdict"].isin(picked)] if picked else table
    with st.grid(2, min_column_width=300, gap="xsmall"):
        for row in shown.to_dict("records"):
            with st.expander(
                f"**{plain(row['advice'])}**: {VERDICTS[row['verdict']].lower()}", icon=SIGNS[row["verdict"]][1]
            ):
                st.markdown(f"*The article:* {plain(row['article_says'])}")
                st.markdown(f"*Measured:* {plain(row['found'])}")
                certainty = "" if row["certainty"] == "none" else f"Certainty: {row['certainty']}. "
                note(f"{certainty}{_cited(row['source'])}")


def _pairing_rules() -> None:
    st.header("Pairings that the planner keeps apart")
    modes = {"article": "by the article", "measured": "by measurement"}
    for row in read("pairing_rules").to_dict("records"):
        colour, icon = SIGNS[row["verdict"]]
        with st.expander(f"{row['rule'][:1].upper()}{row['rule'][1:]}", icon=icon):
            st.badge(VERDICTS[row["verdict"]], icon=icon, color=colour)  # type: ignore[arg-type]
            hours = f", and {row['hours_apart']:g} h before and after" if row["hours_apart"] else ""
            used = " and ".join(modes[mode] for mode in row["modes"].split())
            st.markdown(
                f"Flagged {used}, from {row['at_stake_mg']:g} mg {row['affects']} in the same meal{hours}.\n\n"
                f"*The article:* {plain(row['article_says'])}\n\n*Measured:* {plain(row['measured'])}\n\n"
                f"*Instead:* {plain(row['advice'])}"
            )
            note(_cited(row["source"]))


def _safety_rules() -> None:
    st.header("What the planner refuses, limits and warns of")
    table = read("safety")
    for level, (title, meaning) in LEVELS.items():
        rows = table[table["level"] == level]
        with st.expander(f"{title} ({len(rows)})", icon=":material/rule:"):
            st.markdown(meaning)
            for row in rows.to_dict("records"):
                st.markdown(
                    f"**{plain(row['what'])}.** {plain(row['action'])} {plain(row['why'])} "
                    f":small[{_cited(row['source'])}]"
                )


def _besides_food() -> None:
    st.header("Besides food")
    claims = read("article").set_index("claim")["text"]
    st.markdown(f"**In a cramp.** {plain(claims['A21'])}\n\n**To prevent one.** {plain(claims['A22'])}")
    note(
        "This is what the article says. No trial of stretching in pregnancy was found; it is harmless and the usual "
        "advice. Do not massage a leg that is swollen, red or hot: see a doctor."
    )


@st.fragment
def _sources() -> None:
    st.header("Where every figure is from")
    table = read("references")
    assumed = _assumed()
    st.markdown(
        f"{count(len(table), 'source')}. **{count(int(assumed['Rows'].sum()), 'row')}** of the tables rest at least in "
        "part on general knowledge that was not checked against a source; they are marked *assumed*."
    )
    words = st.text_input(
        "Search the sources", type="search", placeholder="Author, year or subject", key="source_search"
    )
    text = (table["key"] + " " + table["citation"]).str.lower()
    for word in (words or "").lower().split():
        table = table[text.reindex(table.index).str.contains(word, regex=False)]
    if table.empty:
        st.info("No source fits. Try one word.", icon=":material/search_off:")
    else:
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
    with st.expander("What is assumed", icon=":material/help:"):
        st.dataframe(assumed, hide_index=True, alt="Rows of each table that rest on assumptions")


def _assumed() -> pd.DataFrame:
    """How many rows of each table cite `assumed`, and which they are."""
    named = {
        "safety": ("Safety rules", "what"),
        "evidence": ("Evidence", "advice"),
        "calcium_absorption": ("Calcium absorption of foods", "food"),
        "oxalate": ("Oxalate of foods", "food"),
        "constants": ("Constants", "what"),
        "nutrients": ("Nutrients, greatest amount accepted", "label"),
    }
    rows = []
    for table, (title, column) in named.items():
        frame = read(table)
        hit = frame[frame["source"].map(lambda cell: "assumed" in keys(cell))]
        if len(hit):
            rows.append((title, len(hit), "; ".join(hit[column].str.replace("_", " "))))
    return pd.DataFrame(rows, columns=["Table", "Rows", "Which"])


def _cited(cell: str) -> str:
    """The source keys of a cell as the reader sees them."""
    said = {"house": "our own choice", "assumed": "assumed, not checked", "article": "the article"}
    return plain("Source: " + "; ".join(said.get(key, key) for key in keys(cell)))
