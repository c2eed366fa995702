"""Which rules that must hold do not, or can't be judged, in words: what of them, when, and what to do."""

import math

import pandas as pd

from planner.assessment.adequacy import tablets_a_day
from planner.menu.plan import Plan
from planner.menu.wording import count, label, listed

# what to do where a rule that must hold is missed; the first of them is said first
WAY_OUT = {
    "safety": "leave that food out",
    "upper limits": "swap a dish for one with less of it, and ask your doctor about tablets",
    "caffeine": "drink a cup less",
    "cramp minerals": "swap a dish for one with more of it",
    "protein": "swap a dish for one with more protein",
    "energy": "change a portion",
    "carbohydrate a meal": "change a portion of bread, grain, potato or fruit",
    "sweets kept small": "leave something sweet or the fruit out",
    "gentle meals": "swap it for something mild",
    "pairings": "have the two at other hours",
    "meal shares": "make that meal larger or smaller",
    "fish": "swap a dish with fish, or for one with fish",
    "real portions": "fill the meal, or take a whole portion",
    "variety": "swap what comes again",
    "leftovers": "cook that meal afresh",
    "in season": "swap it, or take it frozen",
    "seasoned": "swap that dish",
}
# what of a rule is missed, where neither its name nor a meal or nutrient says it
NAMED = {
    "different foods": "too few foods",
    "dish a day": "a dish twice a day",
    "dish on days running": "a dish on two days running",
    "dish a week": "a dish too often",
    "food by role": "a food too often in a day",
    "food by role in a week": "a food too often in a week",
    "oily servings": "too much oily fish",
    "whole steps": "odd portions",
    "a dish for every meal": "empty meals",
    "kept": "one that is eaten too late",
    "out of season": "a food that is not to be had fresh",
    "dishes": "a dish without taste",
}
TOO_MUCH = "swap a dish for one with less of it, and ask your doctor"  # of a mineral that a doctor watches
BY_TABLETS = "ask your doctor: the tablets alone pass the limit, and no food can mend that"
UNKNOWN = "swap such a food, or fill in its figure"  # where nobody can tell whether a rule holds
MOST_NAMED = 3  # foods without a figure that a sentence names


def missed_rules(plan: Plan, hard: pd.DataFrame) -> str:
    """Every rule that must hold and does not, or can't be judged: where, and what to do; empty if all hold."""
    said = []
    for rule in sorted(hard["rule"].unique(), key=list(WAY_OUT).index):
        rows = hard[hard["rule"] == rule]
        for way_out, some in rows.groupby(_ways_out(plan, rows), sort=False):
            since = f" can't be judged, since {without_figure(plan, some)}" if way_out == UNKNOWN else ""
            said.append(f"{rule}{_what(some)}{on_days(plan, some)}{since}, so {way_out}")
    sure = hard["judged"].astype(bool).any()
    return f"Not everything {'holds' if sure else 'can be judged'}: {'; '.join(said)}." if said else ""


def _ways_out(plan: Plan, rows: pd.DataFrame) -> pd.Series:
    """What to do about each of some findings."""
    tablets, found = tablets_a_day(plan), []
    for row in rows.to_dict("records"):
        way_out = WAY_OUT[row["rule"]]
        if not row["judged"]:
            way_out = UNKNOWN
        elif row["rule"] == "upper limits" and tablets.get(row["nutrient"], 0.0) > row["upper"]:
            way_out = BY_TABLETS
        elif row["rule"] == "cramp minerals" and math.isnan(row["lower"]):
            way_out = TOO_MUCH
        found.append(way_out)
    return pd.Series(found, index=rows.index)


def without_figure(plan: Plan, rows: pd.DataFrame) -> str:
    """How many foods give no figure that some findings ask for, and which they are."""
    foods = dict.fromkeys(food for cell in rows["without_figure"] for food in cell)
    named = f" ({listed(map(plan.foods.word, foods))})" if len(foods) <= MOST_NAMED else ""
    return f"{count(len(foods), 'food gives', 'foods give')} no figure{named}"


def _what(rows: pd.DataFrame) -> str:
    """What of a rule is missed, where its name does not say it: the nutrients, the meals or another part of it."""
    named = []
    for row in rows.to_dict("records"):
        key, slot = row["nutrient"], row["slot"].replace("_", " ")
        word = label(key) if key else NAMED.get(row["subject"], slot)
        if word not in ("", row["rule"]):
            named.append(word)
    return f" ({listed(dict.fromkeys(named))})" if named else ""


def on_days(plan: Plan, rows: pd.DataFrame) -> str:
    """On which days, or on how many; empty for what is judged over the days, and for a plan of one."""
    dates = rows.loc[rows["level"] != "week", "date"].dropna().unique()
    if len(dates) == 0 or len(plan.days) == 1:
        return ""
    return f" on {dates[0]:%A}" if len(dates) == 1 else f" on {len(dates)} of {len(plan.days)} days"
