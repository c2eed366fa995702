"""Intake against targets: known parts, unknown parts, coverage, limits by scope.

Reads only what is on the plates; knows nothing of the optimiser that put it there.
"""

import math

import pandas as pd

from planner.menu import Plan, servings_frame
from planner.nutrients import nutrients
from planner.tables import read

MEAN = "mean"
REPORT = [
    "date",
    "nutrient",
    "label",
    "unit",
    "known",
    "unknown_foods",
    "foods",
    "target",
    "kind",
    "coverage",
    "upper",
    "upper_scope",
    "status",
    "text",
]
_SCOPES = {
    "supplement": "counts supplements only",
    "synthetic": "counts supplements and fortified food only",
    "preformed": "judged over the week",
}
# spared: the rest of the water is drunk, and nobody need add salt
_NOT_SHORT = ("water_g", "sodium_mg")


def intake(plan: Plan) -> pd.DataFrame:
    """What each day brings of each nutrient.

    Returns
    -------
    pandas.DataFrame
        Columns date, nutrient, known (sum of what is known, in the unit of the nutrient),
        unknown_foods and foods (how many different foods of the day give no figure, of how many).
    """
    frame = servings_frame(plan)
    keys = list(nutrients())
    rows = []
    for date, day in frame.groupby("date", sort=False):
        foods = day["food"].nunique()
        for key in keys:
            unknown = day.loc[day[key].isna(), "food"].nunique()
            rows.append((date, key, float(day[key].sum()), unknown, foods))
    return pd.DataFrame(rows, columns=["date", "nutrient", "known", "unknown_foods", "foods"])


def assess(plan: Plan) -> pd.DataFrame:
    """The report of a plan: every nutrient on every day, and the mean of all days.

    Returns
    -------
    pandas.DataFrame
        Columns date (a date, or "mean"), nutrient, label, unit, known, unknown_foods, foods,
        target, kind, coverage (known / target; NaN without target), upper, upper_scope, status
        (covered, short, over, at most, spared, no target) and text ("at least 310 mg (2 of 14 foods give
        no figure)").
    """
    daily = intake(plan)
    mean = daily.groupby("nutrient", sort=False).agg(
        known=("known", "mean"), unknown_foods=("unknown_foods", "max"), foods=("foods", "max")
    )
    mean = mean.reset_index().assign(date=MEAN)
    both = pd.concat([daily, mean], ignore_index=True)
    both = both.merge(plan.targets.drop(columns="source"), how="left", left_on="nutrient", right_index=True)
    both["kind"] = both["kind"].fillna("")
    both["upper_scope"] = both["upper_scope"].fillna("")
    both["coverage"] = both["known"] / both["target"]
    both["label"] = both["nutrient"].map(lambda key: nutrients()[key].label)
    both["unit"] = both["nutrient"].map(lambda key: nutrients()[key].unit)
    both["status"] = [_status(row) for row in both.to_dict("records")]
    both["text"] = [_text(row) for row in both.to_dict("records")]
    return both[REPORT]


def _status(row: dict) -> str:
    """How an intake stands to its target and limit; a limit of another scope is not judged on food."""
    if not math.isnan(row["upper"]) and row["upper_scope"] in ("total", "preformed", "cdrr"):
        on_its_day = row["upper_scope"] != "preformed" or row["date"] == MEAN
        if on_its_day and row["known"] > row["upper"] * (1 + 1e-9):
            return "over"
    if math.isnan(row["target"]):
        return "no target" if math.isnan(row["upper"]) else "at most"
    enough = _energy_room() if row["nutrient"] == "energy_kcal" else 1.0
    if row["known"] >= row["target"] * enough * (1 - 1e-6):
        return "covered"
    return "spared" if row["nutrient"] in _NOT_SHORT else "short"


def _energy_room() -> float:
    """The share of the energy target that the menu rule asks for."""
    table = read("menu_rules")
    return float(table.loc[(table["rule"] == "energy") & (table["when"] == ""), "lower"].iloc[0])


def _text(row: dict) -> str:
    amount = nutrients()[row["nutrient"]].text(row["known"])
    if row["unknown_foods"]:
        return f"at least {amount} ({row['unknown_foods']} of {row['foods']} foods give no figure)"
    return amount


def limit_note(scope: str) -> str:
    """What an upper limit counts, in words; empty if it counts all food.

    Examples
    --------
    >>> limit_note("supplement")
    'counts supplements only'
    """
    return _SCOPES.get(scope, "")
