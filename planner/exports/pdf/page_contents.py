"""What stands on the pages of the PDF, as plain values: the template decides only where and how large."""

import math
from datetime import date
from typing import Any

import pandas as pd

from planner.assessment.adequacy import MEAN, tablets_text
from planner.assessment.advice import first_words
from planner.assessment.findings import findings_of
from planner.assessment.pairing_words import VERDICTS, at_stake, nothing_flagged, size, why_not_flagged
from planner.assessment.pairings import pairing_rules, unflagged_hinderers, unjudged_pairings
from planner.assessment.tea_hours import clear_hours
from planner.assessment.verdict import verdict_of
from planner.charts.chart_tables import DIETITIAN, FROM_TABLETS, coverage_table
from planner.charts.coverage_rows import DRUNK, LONGEST, bar
from planner.exports.handout import Handout
from planner.exports.pdf.kitchen_pages import cooking_sources, days_to_cook, dish_head, shopping_contents
from planner.exports.plan_tables import sources
from planner.menu.plan import Day, Meal, Plan, eaten_again
from planner.menu.preparation import leftovers_note
from planner.menu.wording import (
    DISCLAIMER,
    URGENCY,
    count,
    day_name,
    household,
    listed,
    lower_first,
    meal_label,
    percent,
)
from planner.reference.nutrients import nutrients, tablet_name
from planner.reference.tables import read

WEEK = 7  # days on a page
COLUMNS = ("Nutrient", "Intake", "Target", "Coverage", "Upper limit", "Source", "In words")
FIRST = "If one leg swells, reddens or hurts, see a doctor first."


def pages(plan: Plan, handout: Handout) -> dict[str, Any]:
    """Everything that the PDF says.

    Returns
    -------
    dict
        Texts, lists and numbers that can be written as JSON; what is unknown is said in words.
    """
    found = findings_of(plan)
    report, checks = found.report, found.checks
    flags = found.flags.sort_values(["date", "time"], kind="stable").to_dict("records")
    said, advice = verdict_of(plan, checks), found.advice.to_dict("records")
    rule_sources = {rule["rule"]: rule["source"] for rule in pairing_rules(plan.preferences.pairings)}
    signs = read("safety").query("level == 'doctor'")
    cited = (*rule_sources.values(), *(row["source"] for row in advice), *signs["source"], *cooking_sources(plan))
    first, last = plan.days[0].date, plan.days[-1].date
    days = count(len(plan.days), "day")
    return {
        "title": "A week of meals against leg cramps"
        if len(plan.days) == WEEK
        else f"{days.capitalize()} of meals against leg cramps",
        "dates": f"{day_name(first)} {first.year}" + (f" to {day_name(last)} {last.year}" if last > first else ""),
        "client": handout.client,
        "dietitian": handout.dietitian,
        "note": [line for line in handout.note.splitlines() if line.strip()],
        "made": f"{handout.made.day} {handout.made:%B} {handout.made.year}",
        "paper": "us-letter" if handout.paper == "letter" else "a4",
        "first": FIRST,
        "ask_first": list(first_words(found.advice)),
        "prescribed": _prescribed(plan),
        "verdict": {
            "line": said.line,
            "holds": said.holds,
            "shortfalls": list(said.shortfalls),
            "beside": [*said.wishes, said.targets],
        },
        "weeks": [_week(plan, plan.days[n : n + WEEK], report, checks, flags) for n in range(0, len(plan.days), WEEK)],
        "days": days_to_cook(plan, checks, handout.eaters),
        "leftovers": leftovers_note(),
        "shopping": shopping_contents(plan, handout.eaters),
        "coverage": _coverage(report, plan.targets["source"]),
        "pairings": [_pairing(row, rule_sources[row["rule"]]) for row in flags],
        "no_pairing": nothing_flagged(plan.preferences.pairings, len(unjudged_pairings(plan))),
        "not_flagged": why_not_flagged(unflagged_hinderers(plan)),
        "advice": [_advice(row) for row in advice],
        "signs": _signs(signs),
        "sources": sources(plan, *cited)[["key", "citation", "url"]].to_dict("records"),
        "disclaimer": DISCLAIMER,
    }


def _prescribed(plan: Plan) -> str:
    taken = [
        f"{tablet_name(one.nutrient)} {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')} "
        f"with {one.meal.replace('_', ' ')}"
        for one in plan.person.supplements
    ]
    return f"Prescribed by your doctor, and counted apart from food: {listed(taken)}." if taken else ""


def _week(
    plan: Plan, days: tuple[Day, ...], report: pd.DataFrame, checks: pd.DataFrame, flags: list[dict]
) -> dict[str, Any]:
    """A page for the fridge: days as columns, hours as rows."""
    places = sorted({(meal.time, meal.slot) for day in days for meal in day.meals})
    clear = clear_hours(plan)
    return {
        "days": [{"name": f"{day.date:%A}", "date": f"{day.date.day} {day.date:%B}"} for day in days],
        "rows": [
            {
                "time": time,
                "label": meal_label(slot),
                "cells": [
                    _cell(plan, [m for m in day.meals if (m.time, m.slot) == (time, slot)], day, flags) for day in days
                ],
            }
            for time, slot in places
        ],
        "minerals": _minerals([day.date for day in days], report, checks),
        "clear": [
            ", ".join(one if one == other else f"{one} to {other}" for one, other in clear[day.date]) or "not today"
            for day in days
        ],
    }


def _cell(plan: Plan, meals: list[Meal], day: Day, flags: list[dict]) -> dict[str, Any]:
    found = [
        f"{lower_first(row['hinderer'])} meets {at_stake(row)} {row['affects']}"
        for meal in meals
        for row in flags
        if (row["date"], row["slot"], row["time"]) == (day.date, meal.slot, meal.time)
    ]
    again = eaten_again(plan)
    dishes = [
        {
            **dish_head(dish, plan, again.get((day.date, meal.slot))),
            # what is eaten again stands in full where it is cooked
            "portions": [] if dish.leftover_of else [household(s) for s in dish.servings],
        }
        for meal in meals
        for dish in meal.dishes
    ]
    return {"dishes": dishes, "apart": found}


def _minerals(dates: list[date], report: pd.DataFrame, checks: pd.DataFrame) -> list[dict[str, Any]]:
    """The three minerals a day, beside the target or the limit that the menu rule looks at."""
    rows = checks[(checks["rule"] == "cramp minerals") & checks["date"].isin(dates)]
    unknown = report.set_index(["date", "nutrient"])["unknown_foods"].to_dict()
    found = []
    for subject, part in rows.groupby("subject", sort=False):
        nutrient, cells = nutrients()[str(subject)], []
        for row in part.drop_duplicates("date").to_dict("records"):
            least = "at least " if unknown[row["date"], subject] else ""
            if math.isnan(row["lower"]):
                state = "limit" if row["holds"] else "over the limit of" if row["judged"] else "can't be judged, limit"
                tail = f"{state} {nutrient.text(row['upper'])}"
            else:
                tail = percent(row["value"] / row["lower"]) + ("" if row["holds"] else ", short")
            cells.append(
                {"amount": f"{least}{nutrient.text(row['value'])}", "share": tail, "holds": bool(row["holds"])}
            )
        found.append({"label": nutrient.label, "cells": cells})
    return found


def _coverage(report: pd.DataFrame, source: pd.Series) -> dict[str, Any]:
    mean = report[report["date"] == MEAN]
    rows = mean[mean["target"].notna() & (mean["nutrient"] != DRUNK)]
    bars = [bar(row) for row in rows.to_dict("records")]
    table = coverage_table(report, MEAN).assign(Source=[source.get(key, "") for key in mean["nutrient"]])
    table = table[(table["Target"] != "—") | (table["Upper limit"] != "—")]
    notes = [name for name in (FROM_TABLETS, DIETITIAN) if name in table]
    under = [one["Nutrient"] for one in bars if one["Status"] == "under the target"]
    over = [one["Nutrient"] for one in bars if one["over"]]
    return {
        "bars": [
            {
                "name": one["Nutrient"],
                "shown": one["shown"] / LONGEST,
                "label": one["label"],
                "status": one["Status"],
                "limit": None if one["limit"] is None or math.isnan(one["limit"]) else one["limit"] / LONGEST,
                "with": None if one["with"] is None else one["with"] / LONGEST,
            }
            for one in bars
        ],
        "target": 1 / LONGEST,
        "spoken": f"Bar chart of {count(len(bars), 'nutrient')} as a share of their target, mean of the days. "
        f"Under the target: {listed(under) or 'none'}. Over the upper limit: {listed(over) or 'none'}.",
        "tablets": any(one["with"] for one in bars),
        "columns": list(COLUMNS),
        "rows": [
            {
                "cells": [row[name] for name in COLUMNS],
                "notes": [f"{name}: {row[name]}" for name in notes if row[name] != "—"],
            }
            for row in table.to_dict("records")
        ],
    }


def _pairing(row: dict, source: str) -> dict[str, str]:
    givers = listed(lower_first(name) for name in row["foods"])
    return {
        "where": f"{day_name(row['date'])}, {row['time']} {meal_label(row['slot']).lower()}",
        "meets": f"{row['hinderer']} meets {at_stake(row)} {row['affects']} from {givers}.",
        "advice": row["advice"],
        "article": row["article_says"],
        "measured": f"{VERDICTS[row['verdict']]}. {row['measured']} {size(row)}",
        "source": source,
    }


def _advice(row: dict) -> dict[str, str]:
    what = f"Danger sign: {lower_first(row['what'])}" if row["level"] == "doctor" else row["what"]
    return {"what": what, **{key: row[key] for key in ("action", "why", "because", "source")}}


def _signs(signs: pd.DataFrame) -> list[dict[str, Any]]:
    """When to see a doctor first, most urgent on top."""
    return [
        {"when": title, "signs": signs.loc[signs["topic"] == topic, ["what", "action", "source"]].to_dict("records")}
        for topic, title in URGENCY.items()
    ]
