"""The Why and safety page: doctor first, the cramp itself, evidence, rules, sources."""

import streamlit as st

from planner.app.pages.why.evidence import evidence_section
from planner.app.pages.why.rule_lists import rule_lists
from planner.app.pages.why.source_list import sources_section
from planner.app.session.session_plan import keep_address
from planner.app.widgets.cramp_steps import cramp_section
from planner.app.widgets.danger_check import alert, open_check
from planner.app.widgets.markdown import plain, source_label
from planner.app.widgets.terms import terms_list
from planner.menu.wording import URGENCY
from planner.reference.tables import read


def page() -> None:
    """Lay out the page: what matters most comes first."""
    keep_address()
    st.title("Why and safety")
    _doctor()
    cramp_section()
    evidence_section()
    rule_lists()
    _disclaimer()
    terms_list()
    sources_section()


def _doctor() -> None:
    st.header("When to see a doctor first")
    alert()
    st.markdown("A cramp is mostly harmless. Some signs are not.")
    st.button("Tick what you have", icon=":material/health_and_safety:", type="primary", on_click=open_check)
    _signs_in_full()


@st.fragment
def _signs_in_full() -> None:
    """The rows of the safety table behind the check, drawn when someone asks."""
    box = st.expander("All signs, and why each matters", key="signs_open", on_change="rerun")
    if not box.open:
        return
    table = read("safety")
    rows = table[table["level"] == "doctor"].to_dict("records")
    lines = []
    for topic, title in URGENCY.items():
        lines += ["", f"**{title}**", ""]
        lines += [
            f"- {plain(row['what'])}. {plain(row['action'])} {plain(row['why'])} :small[{source_label(row['source'])}]"
            for row in rows
            if row["topic"] == topic
        ]
    box.markdown("\n".join(lines))


def _disclaimer() -> None:
    st.header("What this is, and what it is not")
    st.markdown(
        "An aid for cooking and keeping record, not a medical device. It finds no cause, sets no dose and does not "
        "take the place of your doctor, midwife or dietitian.\n\n"
        "Ask them before you change what you eat or take any supplement or herb, above all if you are under 18, "
        "carry twins or more, take medicines, or have high blood pressure, diabetes, an eating disorder, or a disease "
        "of the kidneys, heart, thyroid or bowel."
    )
    with st.expander("How sure the figures are"):
        st.markdown(
            "The planner follows a popular article and says beside each rule what studies have measured. Targets are "
            "meant for healthy people; in pregnancy, for women who carry one child. Figures for absorbed calcium are "
            "rough, about 40 % up or down."
        )
