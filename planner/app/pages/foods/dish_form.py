"""A dish of one's own in a form: parts, steps, minutes; tried in the week at once, saved with its history."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from planner.app.page_list import page as page_of
from planner.app.session import plan_diff as changed
from planner.app.session.answers import KITCHENS
from planner.app.session.dishes_in_use import ROWS, save_dish, take_off_dish, use_dish, with_dish_tried
from planner.app.session.food_revision import dish_store
from planner.app.session.plan_request import AssessedPlan, today
from planner.app.session.plan_steps import ask_for
from planner.app.session.plan_waiting import worked_out
from planner.app.widgets.browser_parts import STAND_AT
from planner.app.widgets.markdown import plain, sentence
from planner.app.widgets.small_print import note
from planner.app.widgets.step_messages import set_message
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import template_of_row
from planner.menu.own_dishes import MINUTES, dish_row, free_dish_key, own_dish
from planner.menu.wording import meal_label
from planner.optimize import replan_day
from planner.practice.plan_tasks import step_made
from planner.reference.dish_row import DishRow
from planner.reference.outside_text import LONGEST_LINE, LONGEST_TEXT
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from planner.store import DishStore

IN_IT, BESIDE, ALWAYS = "In the dish", "On the side", "Always in it"
TAGS = {"bland": "Mild, for nausea", "sweet": "Sweet", "ahead": "Made ahead", "twice": "Good for two meals"}
NEW = "A new dish"
WHICH, NEXT, VERSION = "own_dish_shown", "own_dish_next", "own_dish_version"


def own_dishes(foods: FoodTable) -> None:
    """The view: which dish, the form, what was saved before."""
    rows: dict[str, DishRow] = {row.dish: row for row in st.session_state.get(ROWS, ())}
    state = st.session_state
    state[WHICH] = state.pop(NEXT, state.get(WHICH))
    if state[WHICH] not in (NEW, *rows):
        state[WHICH] = NEW
    which = st.selectbox(
        "Which dish",
        [NEW, *rows],
        format_func=lambda key: rows[key].title if key in rows else key,
        key=WHICH,
        width=420,
    )
    row = rows.get(which)
    _form(row, foods)
    store = dish_store()
    if row and store:
        _history(row, store)


def _form(row: DishRow | None, foods: FoodTable) -> None:
    template = template_of_row(row) if row else None
    key = f"{row.dish if row else 'new'}_{st.session_state.setdefault(VERSION, 0)}"
    with st.form(f"own_dish_{key}", border=True):
        title = st.text_input(
            "What it is called",
            row.title if row else "",
            key=f"dish_title_{key}",
            placeholder="Lentil soup with {herb}",
            help="A part in braces is named by the food that is chosen for it.",
            max_chars=LONGEST_LINE,
        )
        parts = _parts(row, foods, key)
        slots = st.pills(
            "For which meals",
            SLOTS,
            selection_mode="multi",
            default=list(template.slots) if template else ["lunch", "dinner"],
            format_func=meal_label,
            key=f"dish_slots_{key}",
        )
        steps = st.text_area(
            "How it is made, a step a line",
            "\n".join(template.steps) if template else "",
            key=f"dish_steps_{key}",
            placeholder="Simmer the {lentils} for 20 minutes, until soft.",
            max_chars=LONGEST_TEXT,
        )
        with st.grid(2, min_column_width=150, vertical_alignment="bottom"):
            hands_on = st.number_input(
                "Minutes, hands busy", *MINUTES, row.hands_on if row else 15, 5, key=f"dish_hands_{key}"
            )
            total = st.number_input("Minutes in all", *MINUTES, row.total if row else 30, 5, key=f"dish_total_{key}")
            kinds = read("keeping").query("section == 'dish'")["kind"].tolist()
            keeps = st.selectbox("It keeps like", kinds, kinds.index(row.keeps) if row else 0, key=f"dish_keeps_{key}")
            warm = st.radio(
                "Served", ["warm", "cold"], int(bool(template and "cold" in template.tags)), key=f"dish_warm_{key}"
            )
        tags = st.pills(
            "It is",
            list(TAGS),
            selection_mode="multi",
            default=[tag for tag in TAGS if template and tag in template.tags],
            format_func=TAGS.__getitem__,
            key=f"dish_tags_{key}",
        )
        evening = st.text_input(
            "The evening before",
            row.evening_before if row else "",
            key=f"dish_evening_{key}",
            placeholder="Nothing",
            max_chars=LONGEST_LINE,
        )
        reason = st.text_input(
            "Why you save it", key=f"dish_reason_{key}", placeholder="Grandmother's recipe", max_chars=LONGEST_LINE
        )
        with st.container(horizontal=True):
            tried = st.form_submit_button("Try it in the week", icon=":material/play_arrow:", key=f"dish_try_{key}")
            saved = st.form_submit_button("Save", type="primary", icon=":material/save:", key=f"dish_save_{key}")
    if not tried and not saved:
        return
    try:
        made = DishRow(
            dish=row.dish if row else free_dish_key(title or "dish", foods),
            title=(title or "").strip(),
            slots=" ".join(slots),
            kitchen=row.kitchen if row else " ".join(KITCHENS),
            **_cells(parts, foods),
            hands_on=int(hands_on or 0),
            total=int(total or 0),
            keeps=keeps,
            tags=" ".join([warm, *tags]),
            evening_before=(evening or "").strip(),
            steps=" | ".join(line.strip() for line in (steps or "").splitlines() if line.strip()),
        )
        own_dish(made, foods)
        if tried:
            _try(made, foods)
        else:
            _save(made, reason or "")
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")


def _parts(row: DishRow | None, foods: FoodTable, key: str) -> pd.DataFrame:
    """The parts as a table to edit: a name, the food or what may stand for it, servings, where it belongs."""
    words = _choices(foods)
    lines: list[tuple[str, str, float, float, str]] = []
    if row:
        template = template_of_row(row)
        for where, some in ((IN_IT, template.parts), (BESIDE, template.sides)):
            lines += [(one.name, words.get(one.role, one.role), one.low, one.high, where) for one in some]
        lines += [(food, words.get(food, food), amount, amount, ALWAYS) for food, amount in template.fixed]
    frame = pd.DataFrame(lines, columns=["Name", "Food", "From", "To", "Where"]).astype(
        {"Name": "string", "Food": "string", "From": "Float64", "To": "Float64", "Where": "string"}
    )
    column = st.column_config
    note("Its parts: a food, or any of a kind. Servings are household measures, for one person.")
    return st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key=f"dish_parts_{key}",
        column_config={
            "Name": column.TextColumn("Name in the steps"),
            "Food": column.SelectboxColumn("Food, or any of", options=list(words.values()), width="medium"),
            "From": column.NumberColumn("Servings from", format="%g"),
            "To": column.NumberColumn("to", format="%g"),
            "Where": column.SelectboxColumn("Where", options=[IN_IT, BESIDE, ALWAYS]),
        },
        alt="The parts of the dish, to edit",
    )


def _choices(foods: FoodTable) -> dict[str, str]:
    """What can be a part: each food by its name, each role by what it stands for."""
    names = foods.frame.loc[foods.servable, "name"].sort_values().to_dict()
    roles = read("roles").query("kinds > 0")
    return {**names, **{row["role"]: f"Any: {row['what']}" for row in roles.to_dict("records")}}


def _cells(parts: pd.DataFrame, foods: FoodTable) -> dict[str, str]:
    """The cells of parts, sides and fixed foods, as a row writes them."""
    keys = {words: key for key, words in _choices(foods).items()}
    cells: dict[str, list[str]] = {IN_IT: [], BESIDE: [], ALWAYS: []}
    for line in parts.dropna(how="all").to_dict("records"):
        said = {key: None if pd.isna(value) else value for key, value in line.items()}
        if said["Food"] is None:
            raise PlannerError("a part has no food: choose one, or take the line out")
        role = keys.get(said["Food"], said["Food"])
        low = 1.0 if said["From"] is None else float(said["From"])
        high = low if said["To"] is None else float(said["To"])
        where = said["Where"] or IN_IT
        name = "_".join(str(said["Name"] or role).lower().split())
        amount = f"{low:g}" if high == low else f"{low:g}-{high:g}"
        cells[where].append(f"{role} {amount}" if where == ALWAYS else f"{name}={role} {amount}")
    return {"parts": "; ".join(cells[IN_IT]), "sides": "; ".join(cells[BESIDE]), "fixed": "; ".join(cells[ALWAYS])}


def _try(row: DishRow, foods: FoodTable) -> None:
    """Put the dish into the week in hand, plan the rest of its day round it, and go and look."""
    planned: AssessedPlan | None = st.session_state.get("planned")
    if planned is None:
        raise PlannerError("no week has been planned in this session: open the Week page first")
    days = [day.date for day in planned.plan.days]
    when = next((day for day in days if day >= today()), days[0])
    with_it = use_dish(row, foods)
    tried, slot = with_dish_tried(planned.plan, row.dish, with_it, when)
    again = partial(replan_day, when=when)
    plan = worked_out("Fitting the day together …", step_made, again, tried, days=1).plan
    ask_for(plan, partial(changed.describe_swap, when=when, slot=slot), (when, slot))
    st.session_state[NEXT], st.session_state[STAND_AT] = row.dish, (when, slot)
    st.switch_page(page_of("week"))


def _save(row: DishRow, reason: str) -> None:
    store = dish_store()
    if store is None:
        raise PlannerError("nothing is kept here for visitors: sign in, or try the dish without saving it")
    saved = save_dish(store, row, reason)
    set_message(f"Saved: {plain(row.title)}, version {saved.version}.", icon=":material/check_circle:")
    _show_again(row.dish)


def _show_again(dish: str) -> None:
    st.session_state[VERSION] += 1
    st.session_state[NEXT] = dish
    st.rerun()


def _history(row: DishRow, store: DishStore) -> None:
    with st.expander("What was saved before", icon=":material/history:", key="dish_history", on_change="rerun") as box:
        if not box.open:
            return
        try:
            for one in store.history(row.dish):
                with st.container(horizontal=True, vertical_alignment="center"):
                    words = plain(one.reason) or "no reason given"
                    st.markdown(f"Version {one.version}, {one.at:%d %B %Y}: {words}", width="stretch")
                    if one.row and dish_row({"dish": one.name, **one.row}) != row:
                        st.button(
                            "Back to it",
                            key=f"dish_back_{one.version}",
                            on_click=_back,
                            args=(one.row, one.name, one.version),
                        )
            st.button(
                "Take it off", icon=":material/delete:", type="tertiary", key="dish_off", on_click=_off, args=(row,)
            )
        except PlannerError as error:
            st.error(sentence(error), icon=":material/error:")


def _back(values: dict[str, Any], name: str, version: int) -> None:
    if store := dish_store():
        try:
            save_dish(store, dish_row({"dish": name, **values}), f"Back to version {version}")
            st.session_state[VERSION] += 1
        except PlannerError as error:
            set_message(sentence(error), icon=":material/error:")


def _off(row: DishRow) -> None:
    if store := dish_store():
        try:
            take_off_dish(store, row.dish, "Taken off")
            set_message(f"Taken off: {plain(row.title)}. Saved again, it is back.", icon=":material/info:")
        except PlannerError as error:
            set_message(sentence(error), icon=":material/error:")
