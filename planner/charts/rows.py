"""A row of the report as a row of a chart: figures, words and colours."""

import math

from planner.adequacy import FOLATE, limit_note, tablets_text
from planner.nutrients import nutrients
from planner.targets import TABLETS_ONLY

# mid tones that stand out on paper and on a dark screen alike
TEAL, AMBER, RED, VIOLET, GREY = "#2E8B84", "#C8702A", "#C2434B", "#8A6BBE", "#85807A"
STATUS = {
    "covered": "target reached",
    "short": "under the target",
    "over": "over the upper limit",
    "spared": "need not be reached",  # sodium and water
}
BANDS = {
    "under 70 %": ("#A8502C", "white"),
    "70 % and more": ("#E3B06B", "black"),
    "target reached": ("#9CCAC2", "black"),
    "150 % and more": ("#2A716A", "white"),
    "over the limit": ("#7C2348", "white"),
    "need not be reached": ("#6F6A63", "white"),
}
ROOMY = 2.2  # words fit between the bar and a diamond from here on
LONGEST = 3.0  # coverage at which a bar is cut; its figure still says how much it is
TABLETS = "From tablets"
DRUNK = "water_g"  # dishes are only a part of it, so a bar would mislead


def percent(share: float) -> str:
    """A share in whole per cent, never rounded up: 99.9 % is not a target reached.

    Examples
    --------
    >>> percent(0.9993), percent(10.89), percent(float("nan"))
    ('99 %', '1,089 %', 'no target')
    """
    return "no target" if math.isnan(share) else f"{math.floor(share * 100 + 1e-4):,} %"


def of_food(row: dict) -> str:
    """The status of the food alone: no bar is red for what tablets bring."""
    if row["status"] != "over" or (row["upper_scope"] not in TABLETS_ONLY and row["known"] > row["upper"]):
        return row["status"]
    if math.isnan(row["target"]):
        return "at most"
    return "covered" if row["coverage"] >= 1 - 1e-6 else "short"


def _from_tablets(row: dict) -> str:
    """What a doctor prescribed, and which limit is passed."""
    amount = tablets_text(row["nutrient"], row["supplement"])
    return f"{amount}: {row['note']}" if amount and row["note"] else amount or "none"


def bar(row: dict) -> dict:
    """A nutrient of the coverage chart: food as a bar, supplements as a mark of their own."""
    share, scope, status, tablets = row["coverage"], row["upper_scope"], of_food(row), row["supplement"]
    limit = math.nan if scope in TABLETS_ONLY else row["upper"] / row["target"]
    whole = 0.0 if not tablets or row["nutrient"] == FOLATE else share + tablets / row["target"]
    label = ("≥ " if row["unknown_foods"] else "") + percent(share) + (" →" if share > LONGEST else "")
    said = {"short": ", under target", "over": ", over the limit"}.get(status, "")
    if tablets:
        said += " + tablets" + ("!" if row["status"] == "over" else "")
    amount = nutrients()[row["nutrient"]].text
    upper = "none set" if math.isnan(row["upper"]) else amount(row["upper"])
    counted = "; ".join(words for words in (limit_note(scope), row["upper_basis"]) if words)
    return {
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{amount(row['target'])} ({row['target_basis']})",
        "Coverage": label.removesuffix(" →"),
        "Upper limit": upper + (f" ({counted})" if counted else ""),
        "Status": STATUS[status],
        TABLETS: _from_tablets(row),
        "over": row["status"] == "over",
        "label": ("food " if tablets else "") + label + said,
        "shown": min(share, LONGEST),
        "at": min(max(share, 1.0, whole + 0.04 if whole < ROOMY else 0.0), LONGEST),
        "limit": limit if limit <= LONGEST * 1.1 else None,
        "with": min(whole, LONGEST) if whole else None,
        "shape": "diamond" if whole <= LONGEST else "triangle-right",
        "ink": RED if row["status"] == "over" else VIOLET,
    }


def cell(row: dict) -> dict:
    """A nutrient of one day of the heat map; a limit that counts supplements only is not laid on a day's food."""
    share = row["coverage"]
    status = of_food(row) if row["upper_scope"] in TABLETS_ONLY else row["status"]
    place = {"short": int(share >= 0.7), "over": 4, "spared": 5}.get(status, 2 + int(share >= 1.5))
    band = list(BANDS)[place]
    return {
        "Day": row["date"].strftime("%A %d %B"),
        "day": row["date"].strftime("%a %d"),
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{nutrients()[row['nutrient']].text(row['target'])} ({row['target_basis']})",
        "Coverage": percent(share),
        TABLETS: _from_tablets(row),
        "band": band,
        "ink": BANDS[band][1],
        "label": percent(share).removesuffix(" %")
        + ("+" if row["unknown_foods"] else "")
        + ("!" if status == "over" else ""),
    }
