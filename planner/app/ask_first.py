"""Ask the doctor first: what a condition calls for, and what was prescribed."""

import streamlit as st

from planner.app.notes import note
from planner.app.wording import label, listed, plain
from planner.nutrients import nutrients
from planner.person import Person
from planner.tables import read


def ask_first(person: Person) -> None:
    """What the safety table says of her conditions, and her supplements, where there are any."""
    table = read("safety").set_index("key")
    for condition in person.conditions:
        if condition in table.index:
            row = table.loc[condition]
            st.info(
                f"{plain(row['action'])} {plain(row['why'])}",
                title=f"Ask your doctor first: {plain(row['what'])}",
                icon=":material/stethoscope:",
            )
    if person.supplements:
        taken = [
            f"{nutrients()[one.nutrient].text(one.amount)} {label(one.nutrient)} with {one.meal.replace('_', ' ')}"
            for one in person.supplements
        ]
        note(plain(f"Prescribed by your doctor, and counted apart from food: {listed(taken)}."))
