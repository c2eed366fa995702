"""The fields for the figures of a label: one for each nutrient, the usual ones first."""

import pandas as pd
import streamlit as st

from planner.app.pages.foods.filters import OF_GROUP
from planner.app.widgets.small_print import note
from planner.menu.wording import label
from planner.reference.nutrients import nutrients
from planner.reference.outside_text import LONGEST_LINE

BASES = {"100 g": "100 g", "serving": "one serving", "100 ml": "100 ml"}
# what labels say first, in their order; behind folds what few of them give
ON_LABELS = (
    *("energy_kcal", "fat_g", "saturated_fat_g", "carbohydrate_g", "sugars_g", "fibre_g", "protein_g", "sodium_mg"),
    *OF_GROUP["cramp mineral"],
)
FURTHER = tuple(
    key for group in ("mineral", "vitamin", "fatty acid", "other") for key in OF_GROUP[group] if key not in ON_LABELS
)
HINTS = {
    "sodium_mg": "Salt will do as well: write 0.1 g salt.",
    "energy_kcal": "kJ and MJ will do as well.",
    "vitamin_a_rae_ug": "International units say of what: 600 IU retinol, or 600 IU beta-carotene.",
    "carbohydrate_g": "Fibre is counted in here. European labels leave it out: add their fibre.",
}


def label_fields(row: pd.Series, key: str) -> tuple[dict[str, str], str, str]:
    """The figures as typed, and in what the label gives them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        basis = st.radio(
            "The figures are for", list(BASES), format_func=BASES.__getitem__, horizontal=True, key=f"{key}_basis"
        )
        density = st.text_input(
            "One ml weighs",
            key=f"{key}_density",
            placeholder="1.03 g/ml",
            width=160,
            help="Only for 100 ml.",
            max_chars=LONGEST_LINE,
        )
    note("With units: 0.27 g, 270 mg, 6.7 mmol, 600 IU, 1.2 MJ. Left empty, a figure is unknown, which is not zero.")
    typed = {}
    with st.grid(4, min_column_width=150):
        for column in ON_LABELS:
            typed[column] = _amount(row, column, key)
    further = st.expander("Further minerals, vitamins and fatty acids", icon=":material/add:")
    with further, st.grid(4, min_column_width=150):
        for column in FURTHER:
            typed[column] = _amount(row, column, key)
    return typed, basis, density or ""


def _amount(row: pd.Series, column: str, key: str) -> str:
    return (
        st.text_input(
            named(column),
            in_100_g(row, column),
            key=f"{key}_{column}",
            placeholder=nutrients()[column].unit,
            help=HINTS.get(column),
            max_chars=LONGEST_LINE,
        )
        or ""
    )


def in_100_g(row: pd.Series, column: str) -> str:
    """A figure of the table as the form shows it at first; empty if it is unknown."""
    value = row.get(column, float("nan"))
    return "" if pd.isna(value) else f"{value:.10g} {nutrients()[column].unit}"


def named(column: str) -> str:
    """What a field is called."""
    name = label(column) if column in nutrients() else column
    return name[:1].upper() + name[1:]
