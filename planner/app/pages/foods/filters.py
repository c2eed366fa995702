"""Which foods and which columns are shown."""

import pandas as pd
import streamlit as st

from planner.app.widgets.button_row import button_row
from planner.foods.food_checks import ALLERGENS, NUMBERS
from planner.foods.food_columns import column_name
from planner.menu.plan import Plan
from planner.menu.wording import label
from planner.reference.nutrients import CRAMP_MINERALS, nutrients, published
from planner.reference.outside_text import LONGEST_LINE
from planner.reference.table_schemas import NUTRIENT_GROUPS
from planner.reference.tables import constant, read

OF_GROUP = {group: tuple(key for key in published() if nutrients()[key].group == group) for group in NUTRIENT_GROUPS}
COLUMN_SETS = {
    "Overview": ("group", "serving", "serving_g", *CRAMP_MINERALS, "energy_kcal", "roles", "allergens", "diet"),
    "Minerals": (*OF_GROUP["cramp mineral"], *OF_GROUP["mineral"]),
    "Vitamins": OF_GROUP["vitamin"],
    "Energy": tuple(key for group in ("energy", "macronutrient", "fatty acid", "other") for key in OF_GROUP[group]),
    "Kitchen and shop": (
        *("group", "roles", "serving", "serving_g", "step", "max_servings", "hinders", "allergens", "diet", "retired"),
        *("lactose", "fortified", "unfortified", "as_bought_g", "bought_as", "aisle"),
    ),
    "Source": ("source", "source_id", "iodine_source_id", "article", "as_bought_basis", "as_bought_source", "food"),
}
RICH = "rich_in_share"


def column_set(key: str) -> list[str]:
    """A choice of columns; the name of the food comes first."""
    name = button_row("Columns", {name: name for name in COLUMN_SETS}, key, first="Overview", wrap=True)
    return ["name", *COLUMN_SETS[name]]


def wanted_foods(frame: pd.DataFrame, key: str, plan: Plan | None, disabled: bool = False) -> pd.Series:
    """Search and filters; which rows are wanted.

    Parameters
    ----------
    frame : pandas.DataFrame
        Foods with the column food.
    key : str
        What the keys of the widgets begin with.
    plan : Plan or None
        Whose targets say what "rich in" means; None if there is no plan yet.
    disabled : bool
        While changes are open.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            "Search",
            key=f"{key}_search",
            type="search",
            placeholder="Name or key, such as buckwheat",
            max_chars=LONGEST_LINE,
            disabled=disabled,
            width=220,
        )
        box = st.popover("Filters", icon=":material/filter_list:", key=f"{key}_filters")
    with box:
        groups = st.multiselect(
            "Groups",
            sorted(frame["group"].dropna().unique()),
            format_func=_spaced,
            key=f"{key}_groups",
            placeholder="All groups",
            disabled=disabled,
        )
        further = _further_filters(frame, key, plan, disabled)
    text = (frame["name"].fillna("") + " " + frame["food"].fillna("").str.replace("_", " ")).str.lower()
    wanted = pd.Series(True, index=frame.index)
    for word in (words or "").lower().replace("_", " ").split():
        wanted &= text.str.contains(word, regex=False)
    if groups:
        wanted &= frame["group"].isin(groups)
    return wanted & further


def _further_filters(frame: pd.DataFrame, key: str, plan: Plan | None, disabled: bool) -> pd.Series:
    wanted = pd.Series(True, index=frame.index)
    roles, claims = read("roles"), read("article")
    role = st.selectbox(
        "Can play",
        roles["role"].tolist(),
        index=None,
        format_func=_spaced,
        key=f"{key}_role",
        placeholder="Any role",
        disabled=disabled,
    )
    if role:
        wanted &= _words(frame["roles"], role)
    said = dict(zip(claims["claim"], claims["text"], strict=True))
    claim = st.selectbox(
        "Named in the article",
        list(said),
        index=None,
        format_func=lambda one: f"{one}: {said[one]}",
        key=f"{key}_claim",
        placeholder="Any claim, or none",
        disabled=disabled,
    )
    if claim:
        wanted &= _words(frame["article"], claim)
    free = st.multiselect(
        "Surely free from",
        ALLERGENS,
        format_func=_spaced,
        key=f"{key}_free",
        placeholder="Any allergen",
        help="Foods whose allergens nobody has looked up are left out.",
        disabled=disabled,
    )
    for allergen in free:
        wanted &= ~_words(frame["allergens"], allergen) & (frame["allergens"].fillna("") != "")
    missing = st.selectbox(
        "Nobody gives a figure for",
        [column for column in NUMBERS if column in frame],
        index=None,
        format_func=column_name,
        key=f"{key}_missing",
        placeholder="Any column",
        disabled=disabled,
    )
    if missing:
        wanted &= frame[missing].isna()
    for nutrient in _rich_in(key, plan, disabled):
        target = float(plan.targets["target"][nutrient]) if plan else float("nan")
        share = (frame[nutrient] * frame["serving_g"] / 100 / target).astype("float64")
        wanted &= share.ge(constant(RICH))
    if st.checkbox("Retired foods only", key=f"{key}_retired", disabled=disabled):
        wanted &= frame["retired"].fillna("") != ""
    return wanted


def _rich_in(key: str, plan: Plan | None, disabled: bool) -> list[str]:
    if plan is None:
        return []
    options = [column for column in published() if column in plan.targets.index]
    return st.multiselect(
        "Rich in",
        [one for one in options if plan.targets["target"].notna()[one] and one != "energy_kcal"],
        format_func=lambda one: label(one)[:1].upper() + label(one)[1:],
        key=f"{key}_rich",
        placeholder="Any nutrient",
        help=f"One serving brings at least {constant(RICH):.0%} of the target of the day of the week in hand.",
        disabled=disabled,
    )


def _words(cells: pd.Series, word: str) -> pd.Series:
    return (" " + cells.fillna("") + " ").str.contains(f" {word} ", regex=False)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def column_config() -> dict:
    """How the columns read; widths and formats only, as faults are found in Python."""
    column = st.column_config
    texts = {
        "name": column.TextColumn("Name", pinned=True, width="medium"),
        "food": column.TextColumn("Key", width="medium"),
        "source": column.TextColumn("Source", width="medium"),
        "line": column.NumberColumn("Line", width="small"),
    }
    numbers = {
        key: column.NumberColumn(column_name(key), format="localized" if key in nutrients() else "%g", step=None)
        for key in (*NUMBERS, *nutrients())
    }
    named = {
        key: column.TextColumn(column_name(key))
        for key in {name for names in COLUMN_SETS.values() for name in names}
        if key not in numbers
    }
    return {**named, **numbers, **texts}
