"""What a draft does to the week in hand: portions, meals, totals, rules, and the week planned anew."""

from functools import partial

import pandas as pd
import streamlit as st

from planner.app.pages.foods.draft import Draft
from planner.app.session import plan_diff as changed
from planner.app.session.plan_request import AssessedPlan
from planner.app.session.plan_waiting import worked_out
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import note
from planner.assessment.table_effect import TableEffect, effect_of_table
from planner.errors import PlannerError
from planner.menu.wording import count, label, listed
from planner.optimize import replan
from planner.reference.nutrients import CRAMP_MINERALS, nutrients


def effect_section(now: Draft) -> None:
    """The section; silent where there is no week yet."""
    planned: AssessedPlan | None = st.session_state.get("planned")
    if planned is None:
        note("No week has been planned in this session, so none changes.")
        return
    found = _effect(planned, now)
    if found.none:
        st.markdown(":material/calendar_month: **Your week:** none of its meals changes.")
    else:
        st.markdown(f":material/calendar_month: **Your week**, with the same dishes: {_in_words(found)}")
        for row in found.rules[found.rules["kind"] == "hard"].head(4).to_dict("records"):
            sign = ":material/check:" if row["holds"] else ":material/error:"
            st.markdown(f"{sign} {plain(_rule(row))}")
        with st.expander("Meals and days that change", icon=":material/table_rows:"):
            st.dataframe(days_table(found), hide_index=True, alt="Totals of the days, before and after")
            st.dataframe(meals_table(found), hide_index=True, alt="Meals, before and after")
    if st.button("Plan the week with it, to see", icon=":material/restaurant:", key="try_plan", type="tertiary"):
        _try(planned, now)


def _effect(planned: AssessedPlan, now: Draft) -> TableEffect:
    """Worked out once for each plan and draft."""
    kept = st.session_state.get("effect")
    if kept is None or kept[0] is not planned.plan or kept[1] is not now.table:
        kept = st.session_state["effect"] = (planned.plan, now.table, effect_of_table(planned.plan, now.table))
    return kept[2]


def _in_words(found: TableEffect) -> str:
    parts = []
    if found.gone:
        parts.append(f"{plain(listed(found.gone))} would be missing")
    meals = len(found.meals[["date", "slot"]].drop_duplicates())
    if meals:
        parts.append(f"{count(meals, 'meal')} on {count(found.totals['date'].nunique(), 'day')} have other figures")
    for mineral in CRAMP_MINERALS:
        rows = found.totals[found.totals["nutrient"] == mineral]
        if len(rows):
            most = max(rows["after"] - rows["before"], key=abs)
            parts.append(f"{label(mineral)} by up to {_signed(most, mineral)} a day")
    return f"{'; '.join(parts) or 'names or rules change'}."


def _signed(amount: float, nutrient: str) -> str:
    return ("+" if amount > 0 else "−") + nutrients()[nutrient].text(abs(amount))


def _rule(row: dict) -> str:
    when = f" on {row['date']:%A}" if row["date"] else ""
    state = "holds again" if row["holds"] else "no longer holds" if row["judged"] else "can't be judged any more"
    return f"{row['rule'].capitalize()} {state}{when}: {row['detail']}"


def days_table(found: TableEffect) -> pd.DataFrame:
    """Totals of the days that change: Day, Nutrient, Before, After."""
    return _table(found.totals, {"Day": [f"{day:%A %d %B}" for day in found.totals["date"]]})


def meals_table(found: TableEffect) -> pd.DataFrame:
    """Meals that change: Day, Meal, Dish, Nutrient, Before, After."""
    rows = found.meals
    titles = {
        (day.date, meal.slot, dish.dish): dish.title.split("; ")[0]
        for day in found.after.days
        for meal in day.meals
        for dish in meal.dishes
    }
    places = zip(rows["date"], rows["slot"], rows["dish"], strict=True)
    where = {
        "Day": [f"{day:%A %d %B}" for day in rows["date"]],
        "Meal": rows["slot"].str.replace("_", " ").str.capitalize(),
        "Dish": [titles[place] for place in places],
    }
    return _table(rows, where)


def _table(rows: pd.DataFrame, where: dict) -> pd.DataFrame:
    text = [nutrients()[key] for key in rows["nutrient"]]
    return pd.DataFrame(
        {
            **where,
            "Nutrient": [one.label for one in text],
            "Before": [one.text(amount) for one, amount in zip(text, rows["before"], strict=True)],
            "After": [one.text(amount) for one, amount in zip(text, rows["after"], strict=True)],
        }
    )


def _try(planned: AssessedPlan, now: Draft) -> None:
    """The week as it would be planned with the draft; it is shown and not kept."""
    try:
        again = partial(replan, foods=now.table)
        after = worked_out("Choosing dishes …", again, planned.plan, days=len(planned.plan.days))
    except PlannerError as error:
        st.error(plain(error), icon=":material/error:")
        return
    st.markdown(plain(changed.describe_replan(planned.plan, after)))
    before = dict(changed.meals_of(planned.plan))
    other = [
        {
            "Day": f"{place[0]:%A}",
            "Meal": place[1].replace("_", " ").capitalize(),
            "Now": before[place].dishes[0].title if place in before else "",
            "Then": meal.dishes[0].title,
        }
        for place, meal in changed.meals_of(after)
        if place not in before or before[place].dishes != meal.dishes
    ]
    if other:
        st.dataframe(pd.DataFrame(other), hide_index=True, alt="Meals that would be other ones")
