"""A day that is not over yet: how much of its targets is reached so far, as bars and as a table."""

import math

import altair as alt
import pandas as pd

from planner.adequacy import tablets_text
from planner.charts.palette import MINERALS
from planner.charts.rows import GREY, LONGEST, percent
from planner.nutrients import nutrients
from planner.wording import DASH, listed, lower_first

FROM_TABLETS = "From tablets, beside the food"


def so_far(rows: list[dict]) -> alt.LayerChart:
    """The cramp minerals as bars in their colours, as shares of the day's targets.

    Parameters
    ----------
    rows : list of dict
        Rows of `planner.assess` of one day that have a target.
    """
    data = pd.DataFrame(
        {
            "Mineral": [row["label"] for row in rows],
            "share": [min(row["coverage"], LONGEST) for row in rows],
            "label": [_share(row) for row in rows],
            "So far": [row["text"] for row in rows],
            "Target": [nutrients()[row["nutrient"]].text(row["target"]) for row in rows],
        }
    )
    most = max(1.0, float(data["share"].max()))
    room = alt.Scale(domain=[0, most * 1.25], nice=False)
    base = alt.Chart(data).encode(
        y=alt.Y("Mineral:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelFontSize=13)),
        tooltip=[alt.Tooltip("Mineral:N"), alt.Tooltip("So far:N"), alt.Tooltip("Target:N")],
    )
    colours = alt.Scale(domain=data["Mineral"].tolist(), range=[MINERALS[row["nutrient"]] for row in rows])
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.62}).encode(
        x=alt.X(
            "share:Q", scale=room, title="Share of the day's target", axis=alt.Axis(format="%", grid=False, tickCount=4)
        ),
        color=alt.Color("Mineral:N", scale=colours, legend=None),
    )
    words = base.mark_text(align="left", dx=5, fontSize=13).encode(x=alt.X("share:Q", scale=room), text="label:N")
    rule = alt.Chart(pd.DataFrame({"target": [1.0]})).mark_rule(color=GREY, strokeWidth=2, strokeDash=[5, 3])
    return alt.layer(bars, rule.encode(x="target:Q"), words).properties(
        description=f"Bar chart. {spoken(rows)}", width="container", height=alt.Step(30)
    )


def spoken(rows: list[dict]) -> str:
    """The shares in a sentence: So far calcium 29 %, magnesium at least 20 % of the day's targets."""
    shares = listed(f"{lower_first(row['label'])} {_share(row).replace('≥', 'at least')}" for row in rows)
    return f"So far {shares} of the day's {'target' if len(rows) == 1 else 'targets'}."


def so_far_table(rows: list[dict]) -> pd.DataFrame:
    """Every nutrient of one day: what there is so far, the target, and what is still to come.

    Parameters
    ----------
    rows : list of dict
        Rows of `planner.assess` of one day.
    """
    table = pd.DataFrame(
        {
            "Nutrient": [row["label"] for row in rows],
            "So far": [row["text"] for row in rows],
            FROM_TABLETS: [tablets_text(row["nutrient"], row["supplement"]) or DASH for row in rows],
            "Target of the day": [_target(row) for row in rows],
            "Share so far": [DASH if math.isnan(row["coverage"]) else _share(row) for row in rows],
            "To go": [to_go(row) for row in rows],
        }
    )
    return table if any(row["supplement"] for row in rows) else table.drop(columns=FROM_TABLETS)


def to_go(row: dict) -> str:
    """What of the day's target is still to come: 703 mg; at most that, where foods give no figure.

    Examples
    --------
    >>> row = {"nutrient": "calcium_mg", "known": 297.0, "target": 1000.0, "status": "short", "unknown_foods": 1}
    >>> to_go(row), to_go({**row, "known": 1200.0, "status": "covered"})
    ('at most 703 mg', 'nothing')
    """
    if math.isnan(row["target"]):
        return DASH
    if row["status"] == "spared":
        return "need not be reached"
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
