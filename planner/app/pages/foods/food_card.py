"""The card of one food: a panel like that of a label, and everything behind it."""

import re
from typing import cast

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import propose_draft, table_at_work, unchecked, with_row
from planner.app.session.food_revision import store
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.absorption import relative_absorption, soluble_oxalate
from planner.errors import PlannerError
from planner.foods.food_columns import column_name
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Template, load_dishes
from planner.menu.plan import Plan
from planner.menu.wording import DASH, label, listed, percent
from planner.reference.household_measures import measure
from planner.reference.nutrients import nutrients, published
from planner.reference.table_schemas import NUTRIENT_GROUPS
from planner.reference.tables import keys, read

DISHES = 8  # named on a card
LACTOSE_WORDS = {
    "free": "none, or hardly any",
    "low": "little, as in butter and ripened cheese",
    "yes": "yes",
    "": "unknown, so kept from who can't bear it",
}


def food_card(foods: FoodTable, food: str, plan: Plan | None) -> None:
    """Draw the card."""
    row = cast(pd.Series, foods.frame.loc[food])
    with st.container(border=True):
        st.subheader(plain(row["name"]))
        if row["retired"]:
            st.info("Retired: it stays for old plans and is in no new one.", icon=":material/archive:")
        _buttons(food, bool(row["retired"]))
        left, right = st.columns([5, 6], gap="medium")
        with left:
            st.dataframe(
                panel(row, plan),
                hide_index=True,
                height=420,
                placeholder=DASH,
                column_config={"Nutrient": st.column_config.TextColumn(pinned=True)},
                alt=f"What {row['name']} holds",
            )
            note("An empty place means that nobody gives a figure.")
        with right:
            st.markdown("  \n".join(facts(row, food, foods)))
            _history(food)


def panel(row: pd.Series, plan: Plan | None) -> pd.DataFrame:
    """What a food holds: for 100 g, for a serving, and as a share of the day's target."""
    serving = row["serving_g"] / 100
    lines = []
    for key in sorted(published(), key=lambda key: NUTRIENT_GROUPS.index(nutrients()[key].group)):
        amount, unit = row[key], nutrients()[key]
        target = plan.targets["target"].get(key, float("nan")) if plan else float("nan")
        known = not pd.isna(amount)
        share = amount * serving / target
        lines.append(
            {
                "Nutrient": unit.label,
                "In 100 g": unit.text(amount) if known else None,
                "In a serving": unit.text(amount * serving) if known and not pd.isna(serving) else None,
                "Of the day's target": percent(share) if not pd.isna(share) else None,
            }
        )
    table = pd.DataFrame(lines)
    return table if plan else table.drop(columns="Of the day's target")


def facts(row: pd.Series, food: str, foods: FoodTable) -> list[str]:
    """Everything else about a food, a line each, safe for Markdown."""
    return [
        f"**Portion:** {_portion(row)}",
        f"**Source:** {_source(row)}",
        f"**In the shop:** {_shop(row)}",
        f"**Allergens:** {plain(row['allergens'].replace('_', ' ')) or 'unknown, so kept from anyone with an allergy'}",
        f"**Lactose:** {LACTOSE_WORDS[row['lactose']]}",
        f"**Added by the maker:** {_added(row)}",
        f"**Diet:** {plain(row['diet']) or 'unknown, so only for those who eat everything'}",
        f"**Calcium taken up:** {_absorbed(row, food)}",
        f"**In the article:** {_claims(row)}",
        f"**Plays:** {_roles(row)}",
        f"**Dishes:** {_dishes(row, food, foods)}",
    ]


def _portion(row: pd.Series) -> str:
    if pd.isna(row["serving_g"]) or not row["serving"]:
        return "unknown, so it is in no menu"
    most = "" if pd.isna(row["max_servings"]) else f", at most {row['max_servings']:g} servings at a meal"
    step = "" if pd.isna(row["step"]) else f", in steps of {'half a' if row['step'] < 1 else 'one'} serving"
    return plain(f"{measure(str(row['serving']), 1)} weighs {row['serving_g']:g} g{step}{most}")


def _source(row: pd.Series) -> str:
    urls = read("references").set_index("key")["url"].to_dict()
    number = f", number {plain(row['source_id'])}" if row["source_id"] else ""
    cited = [f"[{plain(key)}]({urls[key]})" if urls.get(key) else plain(key) for key in keys(str(row["source"]))]
    iodine = f"; iodine: {plain(row['iodine_source_id'])}" if row["iodine_source_id"] else ""
    return f"{listed(cited)}{number}{iodine}"


def _added(row: pd.Series) -> str:
    words = dict.fromkeys(label(column).partition(" (")[0] for column in row["fortified"].split())
    return listed(words) or "nothing that is known"


def _shop(row: pd.Series) -> str:
    parts = [plain(row["bought_as"]), f"shelf: {plain(row['aisle'])}" if row["aisle"] else ""]
    if not pd.isna(row["as_bought_g"]):
        basis = plain(row["as_bought_basis"]) or "unknown"
        parts.append(f"{row['as_bought_g']:g} g for 100 g eaten (basis: {basis})")
    return "; ".join(part for part in parts if part) or "nothing is known"


def _absorbed(row: pd.Series, food: str) -> str:
    found = relative_absorption(food)
    if found is None:
        return "nothing is known"
    low, high = soluble_oxalate(food)
    oxalate = "" if pd.isna(high) else f"; soluble oxalate {low:g} to {high:g} mg in 100 g"
    hinders = f"; hinders others by its {listed(row['hinders'].split())}" if row["hinders"] else ""
    how = "as well as milk" if found["index"] == 1 else f"{found['index']:g} times as well as milk"
    return plain(f"{how} ({found['basis']}: {found['source']}){oxalate}{hinders}")


def _claims(row: pd.Series) -> str:
    text = read("article").set_index("claim")["text"]
    return "; ".join(plain(f"{claim}: {text[claim]}") for claim in row["article"].split()) or "not named"


def _roles(row: pd.Series) -> str:
    what = read("roles").set_index("role")["what"]
    return (
        "; ".join(plain(f"{role.replace('_', ' ')} ({what[role]})") for role in row["roles"].split()) or "nothing yet"
    )


def _dishes(row: pd.Series, food: str, foods: FoodTable) -> str:
    titles = [dish_title(one) for one in load_dishes(foods) if dishes_with(one, food, str(row["roles"]))]
    more = f" and {len(titles) - DISHES} more" if len(titles) > DISHES else ""
    return plain("; ".join(titles[:DISHES]) + more) or "none"


def dishes_with(dish: Template, food: str, roles: str) -> bool:
    """Whether a food can be in a dish, as a part, on the side or fixed."""
    asked = {part.role for part in (*dish.parts, *dish.sides)} | {name for name, _ in dish.fixed}
    return bool(asked & {food, *roles.split()})


def dish_title(dish: Template) -> str:
    """The title of a dish with its places as words.

    Examples
    --------
    >>> dish_title(next(d for d in load_dishes() if d.dish == "buckwheat_with_milk"))
    'A small bowl of ‹buckwheat› with ‹milk›'
    """
    return re.sub(r"{(\w+)(:\w+)?}", lambda found: f"‹{found[1].replace('_', ' ')}›", dish.title)


def _history(food: str) -> None:
    try:
        found = store().history(food)
    except PlannerError as error:
        note(plain(error))
        return
    if found.empty:
        note("Nobody has changed it since this history began.")
        return
    with st.expander("What was changed, by whom and why", icon=":material/history:"):
        shown = pd.DataFrame(
            {
                "When": [f"{at:%d %b %Y, %H:%M} UTC" for at in found["at"]],
                "Who": found["editor"],
                "What": found["column"].map(column_name),
                "Before": found["before"],
                "After": found["after"],
                "Why": found["reason"],
                "Revision": found["number"],
            }
        )
        st.dataframe(shown, hide_index=True, alt="The history of this food", placeholder=DASH)


def _buttons(food: str, retired: bool) -> None:
    gone = unchecked() or food not in table_at_work()  # there are changes that would be lost, or took it out
    with st.container(horizontal=True):
        for mode, label, icon in (("change", "Change", "edit"), ("copy", "Copy", "content_copy")):
            if st.button(label, icon=f":material/{icon}:", key=f"card_{mode}", disabled=gone):
                st.session_state["one_food"] = (mode, food)
                st.session_state["open_view"] = "One food"
                st.rerun()
        word, icon = ("Bring back", "unarchive") if retired else ("Retire", "archive")
        if st.button(
            word,
            icon=f":material/{icon}:",
            key="card_retire",
            disabled=gone,
            help="A retired food is in no new plan; old ones keep it.",
        ):
            propose_draft(with_row(table_at_work(), food, {"retired": "" if retired else "yes"}))
            st.rerun()
