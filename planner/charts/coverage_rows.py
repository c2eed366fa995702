"""A row of the report as a row of a chart: figures, words and colours."""

import math
from datetime import date

import pandas as pd

from planner.assessment.adequacy import FOLATE, MEAN, limit_note, tablets_text
from planner.charts import palette
from planner.errors import PlannerError
from planner.menu.wording import percent
from planner.person.targets import TABLETS_ONLY
from planner.reference.nutrients import nutrients

STATUS = {
    "covered": "target reached",
    "short": "under the target",
    "over": "over the upper limit",
    "spared": "need not be reached",  # sodium and water
}
WORDS_BETWEEN = 2.2  # words fit between the bar and a diamond from here on
LONGEST = 3.0  # coverage at which a bar is cut; its figure still says how much it is
SIGN_WIDE = 0.1  # of the bars' scale a sign takes so much on a phone
TABLETS = "From tablets"
DRUNK = "water_g"  # dishes are only a part of it, so a bar would mislead


def of_day(frame: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The rows of one day of a report, or those of the mean.

    Raises
    ------
    PlannerError
        If there are none.
    """
    rows = frame[frame["date"] == when]
    if rows.empty:
        days = sorted(day for day in frame["date"].unique() if day != MEAN)
        asked = repr(when) if isinstance(when, str) else when
        known = f"a day from {days[0]} to {days[-1]}" if days else "a plan of at least one day"
        raise PlannerError(f"there are no figures for {asked}: take {MEAN!r} or {known}")
    return rows


def served_on(servings: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The servings of one day, or for the mean those of all days.

    Raises
    ------
    PlannerError
        If there are none.
    """
    return servings if when == MEAN and len(servings) else of_day(servings, when)


def food_status(row: dict) -> str:
    """The status of the food alone: no bar is red for what tablets bring.

    Parameters
    ----------
    row : dict
        Of `planner.assess`.

    Returns
    -------
    str
        A key of `STATUS`, "no target", or "at most" where there is only a limit.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> rows = report[report["date"] == "mean"].to_dict("records")
    >>> {row["nutrient"]: food_status(row) for row in rows}["calcium_mg"]
    'short'
    """
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
    """A nutrient of the coverage chart: food as a bar, supplements as a mark of their own.

    Parameters
    ----------
    row : dict
        Of `planner.assess`, of a nutrient with a target.

    Returns
    -------
    dict
        What the tooltip says (Nutrient, Intake, Target, Coverage, Upper limit, From tablets), what
        stands beside the bar (label; words, at), and as shares of the target [1] the bar (shown), the
        upper limit (limit) and the diamond (with), None where there is none.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> calcium = next(row for row in report.to_dict("records") if row["nutrient"] == "calcium_mg")
    >>> bar(calcium)["label"], round(bar(calcium)["shown"], 2)
    ('82 %, under target', 0.83)
    """
    share, scope, status, tablets = row["coverage"], row["upper_scope"], food_status(row), row["supplement"]
    limit = None if scope in TABLETS_ONLY else row["upper"] / row["target"]
    limit = limit if limit is not None and limit <= LONGEST * 1.1 else None
    whole = 0.0 if not tablets or row["nutrient"] == FOLATE else share + tablets / row["target"]
    label = ("≥ " if row["unknown_foods"] else "") + percent(share) + (" →" if share > LONGEST else "")
    remark = {"short": ", under target", "over": ", over the limit", "spared": ", need not be reached"}.get(status, "")
    if tablets:
        remark += " + tablets" + ("!" if row["status"] == "over" else "")
    words = ("food " if tablets else "") + label + remark
    at = min(max(share, 1.0, whole + 0.04 if whole < WORDS_BETWEEN else 0.0), LONGEST)
    crossed = limit is not None and at <= limit <= at + SIGN_WIDE * len(words)  # then the words begin at the limit
    amount = nutrients()[row["nutrient"]].text
    upper = "none set" if math.isnan(row["upper"]) else amount(row["upper"])
    counted = "; ".join(part for part in (limit_note(scope), row["upper_basis"]) if part)
    return {
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{amount(row['target'])} ({row['target_basis']})",
        "Coverage": label.removesuffix(" →"),
        "Upper limit": upper + (f" ({counted})" if counted else ""),
        "Status": STATUS[status],
        TABLETS: _from_tablets(row),
        "over": row["status"] == "over",
        "label": words,
        "shown": min(share, LONGEST),
        "words": f"limit\u2003{words}" if crossed else words,
        "at": limit if crossed else at,
        "limit": limit,
        "limit_word": "" if crossed or limit is None or share > limit else "limit",
        "with": min(whole, LONGEST) if whole else None,
        "shape": "diamond" if whole <= LONGEST else "triangle-right",
        "ink": palette.STATUSES["over"] if row["status"] == "over" else palette.TABLETS,
    }


def cell(row: dict) -> dict:
    """A nutrient of one day of the heat map; a limit that counts supplements only is not laid on a day's food."""
    share = row["coverage"]
    status = food_status(row) if row["upper_scope"] in TABLETS_ONLY else row["status"]
    place = {"short": int(share >= 0.7), "over": 4, "spared": 5}.get(status, 2 + int(share >= 1.5))
    band = list(palette.CELLS)[place]
    return {
        "Day": row["date"].strftime("%A %d %B"),
        "day": row["date"].strftime("%a %d"),
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{nutrients()[row['nutrient']].text(row['target'])} ({row['target_basis']})",
        "Coverage": percent(share),
        TABLETS: _from_tablets(row),
        "band": band,
        "ink": palette.CELLS[band][1],
        "label": percent(share).removesuffix(" %")
        + ("+" if row["unknown_foods"] else "")
        + ("!" if status == "over" else ""),
    }
