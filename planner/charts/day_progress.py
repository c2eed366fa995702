"""A day that is not over yet: how much of its targets is reached so far, and what is still to come."""

import math

import pandas as pd

from planner.assessment.adequacy import tablets_text
from planner.menu.wording import DASH, percent
from planner.reference.nutrients import nutrients

FROM_TABLETS = "From tablets, beside the food"


def progress_table(rows: list[dict]) -> pd.DataFrame:
    """Every nutrient of one day: what there is so far, the target, and what is still to come.

    Parameters
    ----------
    rows : list of dict
        Rows of `planner.assess` of one day.

    Returns
    -------
    pandas.DataFrame
        One row for each nutrient: Nutrient, So far, From tablets (where any are taken), Target of
        the day, Share so far and To go, all as words with units.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> rows = report[(report["date"] != "mean") & (report["nutrient"] == "calcium_mg")]
    >>> progress_table(rows.to_dict("records"))[["So far", "Share so far", "To go"]].to_numpy().tolist()
    [['827 mg', '82 %', '173 mg']]
    """
    table = pd.DataFrame(
        {
            "Nutrient": [row["label"] for row in rows],
            "So far": [row["text"] for row in rows],
            FROM_TABLETS: [tablets_text(row["nutrient"], row["supplement"]) or DASH for row in rows],
            "Target of the day": [_target(row) for row in rows],
            "Share so far": [DASH if math.isnan(row["coverage"]) else _share(row) for row in rows],
            "To go": [still_to_come(row) for row in rows],
        }
    )
    return table if any(row["supplement"] for row in rows) else table.drop(columns=FROM_TABLETS)


def still_to_come(row: dict) -> str:
    """What of the day's target is still to come: 703 mg; at most that, where foods give no figure.

    Parameters
    ----------
    row : dict
        Of `planner.assess`, of one day.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"nutrient": "calcium_mg", "known": 297.0, "target": 1000.0, "status": "short", "unknown_foods": 1}
    >>> still_to_come(row), still_to_come({**row, "known": 1200.0, "status": "covered"})
    ('at most 703 mg', 'nothing')
    """
    if math.isnan(row["target"]):
        return DASH
    if row["status"] == "spared":
        return "not needed"
    left = row["target"] - row["known"]
    if left <= 0 or row["status"] == "covered":
        return "nothing"
    return ("at most " if row["unknown_foods"] else "") + nutrients()[row["nutrient"]].text(left)


def _share(row: dict) -> str:
    return ("≥ " if row["unknown_foods"] else "") + percent(row["coverage"])


def _target(row: dict) -> str:
    if math.isnan(row["target"]):
        return DASH
    return nutrients()[row["nutrient"]].text(row["target"]) + (f" ({row['target_basis']})" * bool(row["target_basis"]))
