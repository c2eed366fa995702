"""One food in a form: figures as a label gives them, with units and basis; read by pint."""

from typing import Any, cast

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import propose_draft, table_at_work, with_row
from planner.app.pages.foods.label_fields import in_100_g, label_fields, named
from planner.app.widgets.button_row import button_row
from planner.app.widgets.small_print import fault_list
from planner.app.widgets.step_messages import set_message
from planner.errors import FoodTableError, PlannerError
from planner.foods.food_checks import ALLERGENS, DIETS, GROUPS, HINDERERS, LACTOSE_LEVELS, LONGEST
from planner.foods.food_columns import column_words
from planner.foods.food_keys import food_key, free_key
from planner.foods.food_table import FoodTable
from planner.foods.label_amounts import label_figures
from planner.foods.label_basis import serving_grams
from planner.reference.nutrients import published
from planner.reference.outside_text import LONGEST_CELL, LONGEST_LINE
from planner.reference.tables import read

MODES = {"new": "A new food", "change": "Change", "copy": "A copy of"}


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
        typed, basis, density = label_fields(row, key)
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
            "name": st.text_input(
                column_words("name"),
                name,
                key=f"{key}_name",
                placeholder="Tvorog, 5 % fat",
                max_chars=LONGEST["name"],
            ),
            "group": st.selectbox(
                column_words("group"),
                GROUPS,
                index=GROUPS.index(given("group")) if given("group") in GROUPS else None,
                format_func=_spaced,
                key=f"{key}_group",
                placeholder="Choose one",
            ),
            "source": st.text_input(
                column_words("source"),
                given("source"),
                key=f"{key}_source",
                placeholder="Label, 22 November 2026",
                max_chars=LONGEST_CELL,
            ),
            "serving": st.text_input(
                column_words("serving"),
                given("serving"),
                key=f"{key}_serving",
                placeholder="0.5 cup, 1 slice, 3 tbsp",
                max_chars=LONGEST_CELL,
            ),
            "serving_g": st.text_input(
                column_words("serving_g"),
                f"{given('serving_g'):g} g" if given("serving_g") else "",
                key=f"{key}_serving_g",
                placeholder="110 g",
                max_chars=LONGEST_LINE,
            ),
            "max_servings": st.number_input(
                column_words("max_servings"),
                value=float(given("max_servings", 2.0)),
                step=0.5,
                key=f"{key}_max_servings",
            ),
            "roles": st.multiselect(
                column_words("roles"),
                list(roles.index),
                given("roles").split(),
                format_func=lambda role: f"{_spaced(role)}: {roles[role]}",
                key=f"{key}_roles",
                placeholder="None: it is in no menu",
            ),
            "allergens": st.multiselect(
                column_words("allergens"),
                ["none", *ALLERGENS],
                given("allergens").split(),
                format_func=_spaced,
                key=f"{key}_allergens",
                placeholder="Unknown",
                help="Say none if it holds none. Left unknown, it is kept from anyone with an allergy.",
            ),
            "diet": st.selectbox(
                column_words("diet"),
                ["", *DIETS],
                index=["", *DIETS].index(given("diet")),
                format_func=_eaters,
                key=f"{key}_diet",
            ),
        }
        halves = st.checkbox(f"{column_words('step')}: half a serving", given("step", 0.5) < 1, key=f"{key}_step")
    with st.expander("Kitchen, shop and more", icon=":material/tune:"), st.grid(3, min_column_width=240):
        cells["hinders"] = st.multiselect(
            column_words("hinders"),
            HINDERERS,
            given("hinders").split(),
            key=f"{key}_hinders",
            placeholder="Nothing",
        )
        cells["fortified"] = st.multiselect(
            column_words("fortified"),
            published(),
            given("fortified").split(),
            format_func=named,
            key=f"{key}_fortified",
            placeholder="Nothing",
        )
        cells["lactose"] = st.selectbox(
            column_words("lactose"),
            ["", *LACTOSE_LEVELS],
            index=["", *LACTOSE_LEVELS].index(given("lactose")),
            format_func=lambda word: word or "unknown",
            key=f"{key}_lactose",
        )
        cells["article"] = st.multiselect(
            column_words("article"),
            read("article")["claim"].tolist(),
            given("article").split(),
            key=f"{key}_article",
            placeholder="None",
        )
        for column in ("source_id", "bought_as", "aisle"):
            cells[column] = st.text_input(
                column_words(column), given(column), key=f"{key}_{column}", max_chars=LONGEST_CELL
            )
        cells["as_bought_g"] = st.number_input(
            column_words("as_bought_g"), value=given("as_bought_g", None), key=f"{key}_as_bought_g"
        )
    return {**cells, "step": 0.5 if halves else 1.0}


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
    typed = {column: text for column, text in typed.items() if text.strip() != in_100_g(row, column)}
    figures, wrong = label_figures(typed, basis, cells["serving_g"], density)
    sentences = [f"{named(column)}: {fault}" for column, fault in wrong.items()]
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
