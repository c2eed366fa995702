"""Table -> Altair chart: coverage of the nutrients, minerals by meal, the week as a heat map.

Every chart carries a title, a description for screen readers and words in its tooltips; a colour
never says anything that a figure or a word does not say as well.
"""

import math
from typing import Any

import altair as alt
import pandas as pd

from planner.adequacy import MEAN, limit_note
from planner.errors import PlannerError
from planner.exports.tables import meal_label
from planner.menu import Plan, servings_frame
from planner.nutrients import CRAMP_MINERALS, nutrients

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
LONGEST = 3.0  # coverage at which a bar is cut; its figure still says how much it is
DRUNK = "water_g"  # dishes are only a part of it, so a bar would mislead
JUDGED = ("total", "cdrr", "preformed")  # limits that food counts towards


def percent(share: float) -> str:
    """A share in whole per cent, never rounded up: 99.9 % is not a target reached.

    Examples
    --------
    >>> percent(0.9993), percent(10.89), percent(float("nan"))
    ('99 %', '1,089 %', 'no target')
    """
    return "no target" if math.isnan(share) else f"{math.floor(share * 100 + 1e-4):,} %"


def coverage(report: pd.DataFrame, when: Any = MEAN) -> alt.LayerChart:
    """Intake of every nutrient that has a target, as a share of it.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`.
    when : date or "mean"
        A day of the plan, or the mean of all days.

    Returns
    -------
    altair.LayerChart
        Bars cut at 300 %, a line at the target, a mark at upper limits that food counts towards.

    Raises
    ------
    PlannerError
        If the report knows nothing of that day.
    """
    rows = report[(report["date"] == when) & report["target"].notna() & (report["nutrient"] != DRUNK)]
    if rows.empty:
        raise PlannerError(f"there is no report for {when}: take 'mean' or a day of the plan")
    data = pd.DataFrame([_bar(row) for row in rows.to_dict("records")])
    y = alt.Y("Nutrient:N", sort=None, title=None, axis=alt.Axis(labelLimit=180, ticks=False, domain=False))
    room = alt.Scale(domain=[0, LONGEST * 1.17], nice=False)
    axis = alt.Axis(format="%", values=[0, 0.5, 1, 1.5, 2, 2.5, 3], title="Share of the target", grid=False)
    tips = [alt.Tooltip(f"{name}:N") for name in ("Nutrient", "Intake", "Target", "Coverage", "Upper limit")]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.66}).encode(
        x=alt.X("shown:Q", scale=room, axis=axis),
        color=alt.Color(
            "Status:N",
            scale=alt.Scale(domain=list(STATUS.values()), range=[TEAL, AMBER, RED, GREY]),
            legend=alt.Legend(orient="top", title=None, labelLimit=220, columns=2),
        ),
    )
    words = base.mark_text(align="left", dx=5, fontSize=12).encode(x=alt.X("at:Q", scale=room), text="label:N")
    limits = base.transform_filter("isValid(datum.limit)").mark_tick(color=RED, thickness=3, height={"band": 0.95})
    target = alt.Chart(pd.DataFrame({"target": [1.0]})).mark_rule(color=GREY, strokeWidth=2, strokeDash=[5, 3])
    chart = alt.layer(bars, words, target.encode(x="target:Q"), limits.encode(x=alt.X("limit:Q", scale=room)))
    return chart.properties(
        title=_title(
            f"Coverage of the targets, {_when(when)}",
            "Dashed line: target. Red mark: upper limit. ≥: some foods give no figure.",
        ),
        description=_spoken(data),
        width="container",
        height=alt.Step(24),
    )


def _bar(row: dict) -> dict:
    share, scope, status = row["coverage"], row["upper_scope"], row["status"]
    limit = row["upper"] / row["target"] if scope in JUDGED else math.nan
    label = ("≥ " if row["unknown_foods"] else "") + percent(share) + (" →" if share > LONGEST else "")
    amount = nutrients()[row["nutrient"]].text
    upper = "none set" if math.isnan(row["upper"]) else amount(row["upper"])
    return {
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{amount(row['target'])} ({row['kind']})",
        "Coverage": label.removesuffix(" →"),
        "Upper limit": upper + (f" ({limit_note(scope)})" if limit_note(scope) else ""),
        "Status": STATUS[status],
        "label": label + {"short": ", under target", "over": ", over the limit"}.get(status, ""),
        "shown": min(share, LONGEST),
        "at": min(max(share, 1.0), LONGEST),
        "limit": limit if limit <= LONGEST * 1.1 else None,
    }


def _spoken(data: pd.DataFrame) -> str:
    short = data.loc[data["Status"] == STATUS["short"], "Nutrient"].tolist()
    over = data.loc[data["Status"] == STATUS["over"], "Nutrient"].tolist()
    text = f"Bar chart of {len(data)} nutrients as a share of their target. "
    text += f"Under the target: {', '.join(short) or 'none'}. Over the upper limit: {', '.join(over) or 'none'}."
    return text


def by_meal(plan: Plan | pd.DataFrame, when: Any = MEAN) -> pd.DataFrame:
    """What each meal brings of the three minerals.

    Parameters
    ----------
    plan : Plan or pandas.DataFrame
        A plan, or its servings (`planner.menu.servings_frame`).
    when : date or "mean"
        A day, or the mean of all days.

    Returns
    -------
    pandas.DataFrame
        One row for each mineral and meal: time, Meal, Mineral, amount [mg/day], share (of the
        known intake of the day) and unknown (servings without a figure).

    Raises
    ------
    PlannerError
        If nothing is served on that day.
    """
    frame = servings_frame(plan) if isinstance(plan, Plan) else plan
    frame = frame if when == MEAN else frame[frame["date"] == when]
    if frame.empty:
        raise PlannerError(f"nothing is served on {when}: take 'mean' or a day of the plan")
    days = frame["date"].nunique()
    rows = []
    for (time, slot), meal in sorted(frame.groupby(["time", "slot"], sort=False), key=lambda pair: pair[0]):
        for key in CRAMP_MINERALS:
            amount, total = float(meal[key].sum()) / days, float(frame[key].sum()) / days
            share = amount / total if total else 0.0
            rows.append(
                (time, f"{time} {meal_label(slot)}", nutrients()[key].label, amount, share, meal[key].isna().sum())
            )
    return pd.DataFrame(rows, columns=["time", "Meal", "Mineral", "amount", "share", "unknown"])


def sources(plan: Plan | pd.DataFrame, when: Any = MEAN) -> alt.LayerChart:
    """Where calcium, magnesium and potassium come from, by meal.

    Parameters
    ----------
    plan : Plan or pandas.DataFrame
        A plan, or its servings (`planner.menu.servings_frame`).
    when : date or "mean"
        A day, or the mean of all days.
    """
    data = by_meal(plan, when)
    amounts = data["amount"].map("{:,.0f} mg".format)
    least = data["unknown"].map(lambda count: "at least " if count else "")
    data = data.assign(
        Amount=least + amounts,
        Share=data["share"].map("{:.0%} of the day".format),
        label=data["Mineral"] + "  " + amounts,
    )
    names = [nutrients()[key].label for key in CRAMP_MINERALS]
    most = float(data["share"].max()) or 1.0
    base = alt.Chart(data).encode(
        y=alt.Y("Meal:N", sort=None, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        yOffset=alt.YOffset("Mineral:N", sort=names),
        x=alt.X(
            "share:Q",
            title="Share of the day's intake",
            axis=alt.Axis(format="%", grid=False, tickCount=4),
            scale=alt.Scale(domain=[0, most * 1.8], nice=False),
        ),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("Meal", "Mineral", "Amount", "Share")],
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color("Mineral:N", scale=alt.Scale(domain=names, range=[TEAL, AMBER, VIOLET]), legend=None)
    )
    words = base.mark_text(align="left", dx=4, fontSize=11).encode(text="label:N")
    best = {name: part.loc[part["share"].idxmax(), "Meal"] for name, part in data.groupby("Mineral", sort=False)}
    spoken = ". ".join(f"Most {name.lower()} comes with {meal[6:].lower()}" for name, meal in best.items())
    return alt.layer(bars, words).properties(
        title=_title(f"The three minerals by meal, {_when(when)}", "Each meal's share of what the day brings."),
        description=f"Bar chart of calcium, magnesium and potassium by meal. {spoken}.",
        width="container",
        height=alt.Step(17, **{"for": "offset"}),
    )


def heat_map(report: pd.DataFrame) -> alt.LayerChart:
    """Days × nutrients; each cell holds the coverage in per cent.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`; the mean is left out.
    """
    rows = report[(report["date"] != MEAN) & report["target"].notna() & (report["nutrient"] != DRUNK)]
    data = pd.DataFrame([_cell(row) for row in rows.to_dict("records")])
    few = rows["date"].nunique() <= 7
    tips = [alt.Tooltip(f"{name}:N") for name in ("Day", "Nutrient", "Intake", "Target", "Coverage")]
    base = alt.Chart(data).encode(
        x=alt.X("day:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("Nutrient:N", sort=None, title=None, axis=alt.Axis(labelLimit=180, ticks=False, domain=False)),
        tooltip=tips,
    )
    cells = base.mark_rect(cornerRadius=3, xOffset=1, x2Offset=-1, yOffset=1, y2Offset=-1).encode(
        color=alt.Color(
            "band:N",
            scale=alt.Scale(domain=list(BANDS), range=[fill for fill, _ in BANDS.values()]),
            legend=alt.Legend(orient="bottom", title=None, columns=3, labelLimit=200),
        )
    )
    words = base.mark_text(fontSize=11 if few else 9).encode(
        text="label:N",
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    worst = data.loc[data["band"].isin(list(BANDS)[:2]), "Nutrient"].value_counts()
    spoken = (
        ", ".join(f"{name} on {count} {'day' if count == 1 else 'days'}" for name, count in worst.items()) or "none"
    )
    return alt.layer(cells, words).properties(
        title=_title("The week at a glance", "Per cent of the target. +: at least that, as some foods give no figure."),
        description=f"Heat map of {data['Nutrient'].nunique()} nutrients by day. Under the target: {spoken}.",
        width="container",
        height=alt.Step(25),
    )


def _cell(row: dict) -> dict:
    share = row["coverage"]
    status = row["status"]
    place = {"short": int(share >= 0.7), "over": 4, "spared": 5}.get(status, 2 + int(share >= 1.5))
    band = list(BANDS)[place]
    return {
        "Day": row["date"].strftime("%A %d %B"),
        "day": row["date"].strftime("%a %d"),
        "Nutrient": row["label"],
        "Intake": row["text"],
        "Target": f"{nutrients()[row['nutrient']].text(row['target'])} ({row['kind']})",
        "Coverage": percent(share),
        "band": band,
        "ink": BANDS[band][1],
        "label": percent(share).removesuffix(" %")
        + ("+" if row["unknown_foods"] else "")
        + ("!" if status == "over" else ""),
    }


def _when(when: Any) -> str:
    return "mean of the days" if when == MEAN else when.strftime("%A %d %B")


def _title(text: str, under: str) -> alt.TitleParams:
    return alt.TitleParams(text, subtitle=under, anchor="start", subtitlePadding=6, offset=12)
