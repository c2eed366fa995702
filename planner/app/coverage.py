"""The Nutrients page: intake against targets, where it comes from, what hinders it, and every rule checked again."""

import pandas as pd
import streamlit as st

from planner.app.drawing import chart_section
from planner.app.hand import in_hand
from planner.app.paired import pairing_section
from planner.app.wording import count


def page() -> None:
    """Lay out the page."""
    st.title("How the nutrients add up")
    planned = in_hand()
    if planned is None:
        return
    chart_section(planned.plan, planned.report)
    pairing_section(planned.plan)
    _checklist(planned.checks)


def _checklist(checks: pd.DataFrame) -> None:
    """The audit, rule by rule."""
    held = int(checks["holds"].sum())
    with st.expander(f"Every rule checked again: {held} of {len(checks)} checks hold", icon=":material/checklist:"):
        st.markdown("Each rule of the menu is worked out anew from what is on the plates, apart from the planner.")
        lines = []
        for rule, part in checks.groupby("rule", sort=False):
            kind = "must hold" if (part["kind"] == "hard").any() else "a wish"
            bad = part[~part["holds"].astype(bool)]
            sign = ":material/check:" if bad.empty else ":material/error:"
            said = f"{count(len(part), 'check')} hold" if bad.empty else f"{len(bad)} of {len(part)} missed"
            lines.append(f"{sign} **{str(rule).capitalize()}** ({kind}): {said}")
        st.markdown("  \n".join(lines))
        shown = pd.DataFrame(
            {
                "Rule": checks["rule"],
                "Kind": checks["kind"].map({"hard": "must hold", "soft": "a wish"}),
                "Day": ["" if pd.isna(day) else f"{day:%a} {day.day} {day:%b}" for day in checks["date"]],
                "Meal": checks["slot"].str.replace("_", " "),
                "Holds": checks["holds"].map({True: "yes", False: "no"}),
                "Figures": checks["detail"],
            }
        )
        st.dataframe(shown, hide_index=True, alt="Every check with its figures")
