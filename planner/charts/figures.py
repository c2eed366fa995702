"""The figures of the charts as tables, for those who read no charts."""

from datetime import date

import pandas as pd

from planner.adequacy import MEAN, tablets_text
from planner.charts.drawn import by_meal
from planner.charts.rows import STATUS, of_food, percent
from planner.menu import Plan
from planner.nutrients import nutrients
from planner.wording import DASH

FROM_TABLETS = "From tablets, beside the food"
DIETITIAN = "Note of your dietitian"


def coverage_table(report: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The report of one day, or of the mean, in words and figures."""
    rows = report[report["date"] == when].to_dict("records")
    table = pd.DataFrame(
        {
            "Nutrient": [row["label"] for row in rows],
            "Intake": [row["text"] for row in rows],
            FROM_TABLETS: [tablets_text(row["nutrient"], row["supplement"]) or DASH for row in rows],
            "Target": [_amount(row, "target") + _by(row["target_basis"]) for row in rows],
            "Coverage": [percent(row["coverage"]) for row in rows],
            "Upper limit": [_limit(row) for row in rows],
            "In words": [_in_words(row) for row in rows],
            DIETITIAN: [row["dietitian_note"] or DASH for row in rows],
        }
    )
    empty = {
        FROM_TABLETS: not any(row["supplement"] for row in rows),
        DIETITIAN: not any(row["dietitian_note"] for row in rows),
    }
    return table.drop(columns=[name for name, nothing in empty.items() if nothing])


def _by(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _in_words(row: dict) -> str:
    """How food stands to its target, and which limit is passed."""
    words = {**STATUS, "at most": "under the upper limit", "no target": "no target is set"}
    if not row["note"]:
        return words[row["status"]]
    food = of_food(row)
    return row["note"] if food == "over" else f"food: {words[food]}; {row['note']}"


def sources_table(plan: Plan, when: date | str) -> pd.DataFrame:
    """Calcium, magnesium and potassium of each meal [mg], one row a meal."""
    data = by_meal(plan, when)
    table = data.pivot(index="Meal", columns="Mineral", values="amount").round(0)
    table.columns = [f"{name} (mg)" for name in table.columns]
    return table.reset_index()


def week_table(report: pd.DataFrame) -> pd.DataFrame:
    """Coverage in whole per cent, nutrients × days."""
    rows = report[(report["date"] != MEAN) & report["target"].notna()]
    rows = rows.assign(day=[f"{d:%a} {d.day} {d:%b}" for d in rows["date"]], share=rows["coverage"].map(percent))
    table = rows.pivot(index="label", columns="day", values="share")
    return table.loc[rows["label"].unique(), rows["day"].unique()].rename_axis("Nutrient").reset_index()


def _amount(row: dict, column: str) -> str:
    return DASH if pd.isna(row[column]) else nutrients()[row["nutrient"]].text(row[column])


def _limit(row: dict) -> str:
    note = {
        "supplement": ", supplements only",
        "synthetic": ", added forms only",
        "preformed": ", over the week",
        "cdrr": ", to lower the risk of disease",
    }
    return _amount(row, "upper") + note.get(row["upper_scope"], "") + _by(row["upper_basis"])
