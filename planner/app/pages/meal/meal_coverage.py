"""What a day of her own brings so far, and how much of its calcium is taken up by estimate."""

import math

import pandas as pd
import streamlit as st

from planner.app.widgets.inline_images import mineral_bar
from planner.app.widgets.markdown import plain
from planner.app.widgets.small_print import table_height
from planner.assessment.absorption import absorbed_calcium
from planner.charts.day_progress import progress_table
from planner.charts.timeline_rows import FLAGS
from planner.menu.plan import HABIT, Plan, servings_frame
from planner.menu.wording import meal_label, percent
from planner.person.menu_rules import rules_for
from planner.person.targets import TABLETS_ONLY
from planner.reference.nutrients import CRAMP_MINERALS, nutrients
from planner.reference.tables import read

BAR_PX = 240  # width of a bar; its middle is the target


def coverage_section(day: Plan, report: pd.DataFrame) -> None:
    """The three minerals as bars with their words, limits that are passed, and every nutrient in a table."""
    when = day.days[0].date
    rows = report[report["date"] == when].to_dict("records")
    by_key = {row["nutrient"]: row for row in rows}
    minerals = [by_key[key] for key in CRAMP_MINERALS]
    st.header("So far today")
    passed = limits_passed(day, rows)
    if passed:
        st.warning("\n".join(f"- {plain(line)}" for line in passed), icon=":material/error:", title="Over a limit")
    with st.container(gap="xxsmall"):
        for row in minerals:
            drawn = mineral_bar(row["coverage"], row["nutrient"], row["label"], BAR_PX) if row["target"] > 0 else ""
            st.markdown(f":small[{plain(mineral_words(day, row))}]  \n{drawn}")
    fold = st.expander("The figures as a table", icon=":material/table_rows:", key="own_figures", on_change="rerun")
    if fold.open:
        table = progress_table(rows)
        fold.dataframe(table, hide_index=True, height=table_height(len(table), 560), alt="Every nutrient so far today")


def mineral_words(day: Plan, row: dict) -> str:
    """One of the three minerals so far: amount and share of the target; the table says what is still to come."""
    head = f"{row['label']}: {row['text']}"
    capped = rules_for(day.person).get(("cramp minerals", row["nutrient"]))
    if capped and math.isnan(capped["lower"]) and not math.isnan(row["target"]):
        limit = nutrients()[row["nutrient"]].text(row["target"] * capped["upper"])
        return f"{head}, of at most {limit}; your doctor says how much is right for you."
    if math.isnan(row["target"]):
        return f"{head}."
    return f"{head}, {'at least ' if row['unknown_foods'] else ''}{percent(row['coverage'])} of the target."


def limits_passed(day: Plan, rows: list[dict]) -> list[str]:
    """Upper limits that the food passes already, and caffeine; limits on tablets alone stand with the week."""
    found = [
        f"{row['label']}: {row['note']}."
        for row in rows
        if row["status"] == "over" and row["upper_scope"] not in TABLETS_ONLY and row["note"]
    ]
    most = rules_for(day.person)["caffeine", "caffeine_mg"]["upper"]
    caffeine = next(row for row in rows if row["nutrient"] == "caffeine_mg")
    if caffeine["known"] > most and caffeine["status"] != "over":
        advice = read("safety").set_index("key")["action"]["caffeine"]
        found.append(f"Caffeine: {caffeine['text']} so far. {advice}")
    return found


def absorbed_section(day: Plan) -> None:
    """Calcium eaten and taken up by estimate, meal by meal, as a range."""
    fold = st.expander(
        "Calcium taken up, roughly",
        icon=":material/science:",
        key="own_absorbed",
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        st.markdown("It compares one meal with another, **never with a target:** targets are set for what is eaten.")
        st.markdown("\n".join(f"- {plain(line)}" for line in absorbed_words(day)))


def absorbed_words(day: Plan) -> list[str]:
    """One sentence a meal: calcium eaten, and the range that is taken up by estimate."""
    lines = []
    for (time, slot), meal in servings_frame(day).groupby(["time", "slot"], sort=False):
        found = absorbed_calcium(meal, day.person)
        name = str(time) if slot == HABIT else f"{time} {meal_label(str(slot))}"
        least = "at least " if "unknown" in found.flags else ""
        why = [FLAGS[flag] for flag in found.flags if flag != "unknown"]
        tail = f" ({'; '.join(why)})" if why else ""
        lines.append(
            f"{name}: {least}{found.load:,.0f} mg eaten, {found.low:,.0f} to {found.high:,.0f} mg taken up{tail}."
        )
    return lines
