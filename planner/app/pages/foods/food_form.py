"""One food in a form: figures as a label gives them, with units and basis; read by pint."""

from typing import Any, cast

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import propose_draft, table_at_work, with_row
from planner.app.pages.foods.filters import OF_GROUP
from planner.app.widgets.button_row import button_row
from planner.app.widgets.small_print import fault_list, note
from planner.app.widgets.step_messages import set_message
from planner.errors import FoodTableError, PlannerError
from planner.foods.food_checks import ALLERGENS, DIETS, GROUPS, HINDERERS
from planner.foods.food_keys import food_key, free_key
from planner.foods.food_table import FoodTable
from planner.foods.label_amounts import label_figures
from planner.foods.label_basis import serving_grams
from planner.menu.wording import label
from planner.reference.nutrients import nutrients
from planner.reference.tables import read

MODES = {"new": "A new food", "change": "Change", "copy": "A copy of"}
BASES = {"100 g": "100 g", "serving": "one serving", "100 ml": "100 ml"}
# what labels say first, in their order; behind folds what few of them give
ON_LABELS = (
    *("energy_kcal", "fat_g", "saturated_fat_g", "carbohydrate_g", "sugars_g", "fibre_g", "protein_g", "sodium_mg"),
    *OF_GROUP["cramp mineral"],
)
FURTHER = tuple(key for group in ("mineral", "vitamin", "other") for key in OF_GROUP[group] if key not in ON_LABELS)
HINTS = {
    "sodium_mg": "Salt will do as well: write 0.1 g salt.",
    "energy_kcal": "kJ and MJ will do as well.",
    "vitamin_a_rae_ug": "International units say of what: 600 IU retinol, or 600 IU beta-carotene.",
    "carbohydrate_g": "Fibre is counted in here. European labels leave it out: add their fibre.",
}


def food_form() -> None:
    """The view: which food, then the form."""
    foods = table_at_work()
    mode, food = st.session_state.get("one_food", ("new", None))
    if food is not None and food not in foods:
        mode, food = "new", None
    names = foods.frame["name"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = button_row("What to do", MODES, f"mode_{mode}_{food}", first=mode)
        if picked != "new":
            chosen = st.selectbox(
                "Which food",
                list(names.index),
                index=list(names.index).index(food) if food else None,
                format_func=lambda key: f"{names[key]}",
                key=f"which_{mode}_{food}",
                placeholder="A food of the table",
                width=320,
            )
        else:
            chosen = None
    if (picked, chosen) != (mode, food):
        st.session_state["one_food"] = (picked, chosen)
        mode, food = str(picked), chosen
    if mode == "new" or food is not None:
        _form(foods, mode, food)


def _row(foods: FoodTable, food: str | None) -> pd.Series:
    """The cells of a food; none for a new one."""
    return cast(pd.Series, foods.frame.loc[food]) if food else pd.Series(dtype="object")


def _form(foods: FoodTable, mode: str, food: str | None) -> None:
    row = _row(foods, food)
    faults = st.container()
    key = f"one_{mode}_{food}_{st.session_state.get('food_version', 0)}"
    with st.form(key, border=True):
        cells = _texts(row, key, mode)
        typed, basis, density = _figures(row, key)
        sent = st.form_submit_button(
            "Check and show the changes", type="primary", icon=":material/fact_check:", key=f"{key}_send"
        )
    if sent:
        _check(foods, mode, food, cells, typed, basis, density, faults)


def _texts(row: pd.Series, key: str, mode: str) -> dict[str, Any]:
    """What the food is, where it comes from, how it is served."""

    def given(column: str, empty: Any = "") -> Any:
        value = row.get(column, empty)
        return empty if not isinstance(value, str) and pd.isna(value) else value

    name = f"{given('name')}, copy" if mode == "copy" else given("name")
    roles = read("roles").set_index("role")["what"]
    with st.grid(3, min_column_width=240, vertical_alignment="bottom"):
        cells = {
            "name": st.text_input("Name", name, key=f"{key}_name", placeholder="Tvorog, 5 % fat"),
            "group": st.selectbox(
                "Group",
                GROUPS,
                index=GROUPS.index(given("group")) if given("group") in GROUPS else None,
                format_func=_spaced,
                key=f"{key}_group",
                placeholder="Choose one",
            ),
            "source": st.text_input(
                "Source of the figures", given("source"), key=f"{key}_source", placeholder="Label, 22 November 2026"
            ),
            "serving": st.text_input(
                "Household measure", given("serving"), key=f"{key}_serving", placeholder="0.5 cup, 1 slice, 3 tbsp"
            ),
            "serving_g": st.text_input(
                "One such measure weighs",
                f"{given('serving_g'):g} g" if given("serving_g") else "",
                key=f"{key}_serving_g",
                placeholder="110 g",
            ),
            "max_servings": st.number_input(
                "Most at a meal, in servings",
                value=float(given("max_servings", 2.0)),
                step=0.5,
                key=f"{key}_max_servings",
            ),
            "roles": st.multiselect(
                "Parts it can play in a dish",
                list(roles.index),
                given("roles").split(),
                format_func=lambda role: f"{_spaced(role)}: {roles[role]}",
                key=f"{key}_roles",
                placeholder="None: it is in no menu",
            ),
            "allergens": st.multiselect(
                "Allergens",
                ["none", *ALLERGENS],
                given("allergens").split(),
                format_func=_spaced,
                key=f"{key}_allergens",
                placeholder="Unknown",
                help="Say none if it holds none. Left unknown, it is kept from anyone with an allergy.",
            ),
            "diet": st.selectbox(
                "Eaten by",
                ["", *DIETS],
                index=["", *DIETS].index(given("diet")),
                format_func=_eaters,
                key=f"{key}_diet",
            ),
        }
        halves = st.checkbox("It can be halved", given("step", 0.5) < 1, key=f"{key}_step")
    with st.expander("Kitchen, shop and more", icon=":material/tune:"), st.grid(3, min_column_width=240):
        cells["hinders"] = st.multiselect(
            "Hinders calcium by its",
            HINDERERS,
            given("hinders").split(),
            key=f"{key}_hinders",
            placeholder="Nothing",
        )
        cells["article"] = st.multiselect(
            "Claims of the article that name it",
            read("article")["claim"].tolist(),
            given("article").split(),
            key=f"{key}_article",
            placeholder="None",
        )
        for column, words in (
            ("source_id", "Its number there"),
            ("bought_as", "How it is bought"),
            ("aisle", "Shelf in the shop"),
        ):
            cells[column] = st.text_input(words, given(column), key=f"{key}_{column}")
        cells["as_bought_g"] = st.number_input(
            "Grams to buy for 100 g eaten", value=given("as_bought_g", None), key=f"{key}_as_bought_g"
        )
    return {**cells, "step": 0.5 if halves else 1.0}


def _figures(row: pd.Series, key: str) -> tuple[dict[str, str], str, str]:
    """The figures as typed, and in what the label gives them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        basis = st.radio(
            "The figures are for", list(BASES), format_func=BASES.__getitem__, horizontal=True, key=f"{key}_basis"
        )
        density = st.text_input(
            "One ml weighs", key=f"{key}_density", placeholder="1.03 g/ml", width=160, help="Only for 100 ml."
        )
    note("With units: 0.27 g, 270 mg, 6.7 mmol, 600 IU, 1.2 MJ. Left empty, a figure is unknown, which is not zero.")
    typed = {}
    with st.grid(4, min_column_width=150):
        for column in ON_LABELS:
            typed[column] = _amount(row, column, key)
    with st.expander("Further minerals and vitamins", icon=":material/add:"), st.grid(4, min_column_width=150):
        for column in FURTHER:
            typed[column] = _amount(row, column, key)
    return typed, basis, density or ""


def _amount(row: pd.Series, column: str, key: str) -> str:
    return (
        st.text_input(
            _named(column),
            _in_100_g(row, column),
            key=f"{key}_{column}",
            placeholder=nutrients()[column].unit,
            help=HINTS.get(column),
        )
        or ""
    )


def _in_100_g(row: pd.Series, column: str) -> str:
    """A figure of the table as the form shows it at first; empty if it is unknown."""
    value = row.get(column, float("nan"))
    return "" if pd.isna(value) else f"{value:.10g} {nutrients()[column].unit}"


def _check(
    foods: FoodTable,
    mode: str,
    food: str | None,
    cells: dict[str, Any],
    typed: dict[str, str],
    basis: str,
    density: str,
    faults: st.delta_generator.DeltaGenerator,
) -> None:
    """Make the draft of what was typed, or say every fault.

    A figure that stands as the form showed it stays as it is: it is for 100 g whatever the label's basis is.
    """
    row = _row(foods, food)
    typed = {column: text for column, text in typed.items() if text.strip() != _in_100_g(row, column)}
    figures, wrong = label_figures(typed, basis, cells["serving_g"], density)
    sentences = [f"{_named(column)}: {fault}" for column, fault in wrong.items()]
    if not (cells["name"] or "").strip():
        sentences.insert(0, "The name is empty: write what the food is called")
    if not cells["group"]:
        sentences.insert(0, "No group is chosen: choose one, such as dairy")
    grams = None
    if (cells["serving_g"] or "").strip():
        try:
            grams = serving_grams(cells["serving_g"])
        except PlannerError as error:
            if "serving" not in wrong:
                sentences.append(str(error))
    if sentences:
        with faults:
            fault_list(sentences)
        return
    words = {k: " ".join(v) if isinstance(v, list) else v for k, v in cells.items()}
    new = {**words, "serving_g": grams, **{column: figures.get(column) for column in typed}}
    new = {column: _cell(value) for column, value in new.items()}
    target = food if mode == "change" and food else free_key(food_key(str(new["name"])), set(foods.frame.index))
    if mode == "copy":  # what was not typed is the original's
        new = {**{str(column): cell for column, cell in row.items()}, **new, "retired": ""}
    try:
        differs = propose_draft(with_row(foods, target, new))
    except FoodTableError as error:
        with faults:
            fault_list(error.faults)
        return
    if not differs:
        set_message("Nothing differs from what is saved.", icon=":material/info:")
    st.session_state["one_food"] = ("change", target)
    st.rerun()


def _named(column: str) -> str:
    name = label(column) if column in nutrients() else column
    return name[:1].upper() + name[1:]


def _cell(value: Any) -> Any:
    return float("nan") if value is None else value.strip() if isinstance(value, str) else value


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _eaters(diet: str) -> str:
    return {
        "": "unknown: only who eats everything",
        "vegan": "everyone, vegans too",
        "vegetarian": "vegetarians, not vegans",
        "fish": "who eats fish",
        "meat": "who eats meat",
    }[diet]
