"""Ask the doctor first: what her conditions, her tablets and her stage call for."""

import pandas as pd
import streamlit as st

from planner.adequacy import tablets_text
from planner.app.notes import note
from planner.app.wording import listed, lower_first, plain
from planner.nutrients import tablet_name
from planner.person import Person


def ask_first(person: Person, advice: pd.DataFrame) -> None:
    """The rows of the safety table that matter to her, and what she takes beside the food."""
    if len(advice):
        lines = "\n".join(f"- {_advice(row)}" for row in advice.to_dict("records"))
        st.info(lines, title="Ask your doctor first", icon=":material/stethoscope:")
    if person.supplements:
        taken = [
            f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')} "
            f"with {one.meal.replace('_', ' ')}"
            for one in person.supplements
        ]
        note(plain(f"Prescribed by your doctor, and counted apart from food: {listed(taken)}."))


def _advice(row: dict) -> str:
    what = f"Danger sign: {lower_first(row['what'])}" if row["level"] == "doctor" else row["what"]
    return f"**{plain(what)}.** {plain(row['action'])} {plain(row['why'])} :small[({plain(row['because'])})]"
