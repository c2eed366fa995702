"""Table -> Altair chart: coverage of the nutrients, minerals by meal, the week as a heat map."""

from typing import Any

import altair as alt
import pandas as pd

from planner.adequacy import MEAN
from planner.charts.rows import AMBER, BANDS, DRUNK, GREY, LONGEST, RED, STATUS, TABLETS, TEAL, VIOLET, bar, cell
from planner.errors import PlannerError
from planner.menu import Plan, servings_frame
from planner.nutrients import CRAMP_MINERALS, nutrients
from planner.targets import SET
from planner.wording import meal_label


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
        Bars of the food alone, cut at 300 %, a line at the target, a mark at upper limits that food
        counts towards, and a diamond where prescribed supplements come on top (none for folic acid,
        which can't be added to folate equivalents).

    Raises
    ------
    PlannerError
        If the report knows nothing of that day.
    """
    rows = report[(report["date"] == when) & report["target"].notna() & (report["nutrient"] != DRUNK)]
    if rows.empty:
        raise PlannerError(f"there is no report for {when}: take 'mean' or a day of the plan")
    data = pd.DataFrame([bar(row) for row in rows.to_dict("records")])
    prescribed = bool((rows["supplement"] > 0).any())
    y = alt.Y("Nutrient:N", sort=None, title=None, axis=alt.Axis(labelLimit=180, ticks=False, domain=False))
    room = alt.Scale(domain=[0, LONGEST * 1.17], nice=False)
    axis = alt.Axis(format="%", values=[0, 0.5, 1, 1.5, 2, 2.5, 3], title="Share of the target", grid=False)
    tips = _tips("Nutrient", "Intake", *[TABLETS] * prescribed, "Target", "Coverage", "Upper limit")
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
    layers = [bars, words, target.encode(x="target:Q"), limits.encode(x=alt.X("limit:Q", scale=room))]
    under = ["Dashed line: target. Red mark: upper limit. ≥: some foods give no figure."]
    own = _set(rows)
    if own:
        under.append(own)
    if prescribed:
        marks = base.transform_filter("isValid(datum.with)").mark_point(filled=True, size=90, opacity=1)
        layers.append(
            marks.encode(
                x=alt.X("with:Q", scale=room),
                shape=alt.Shape("shape:N", scale=None),
                color=alt.Color("ink:N", scale=None),
            )
        )
        under.append("Bar: food alone. Diamond: with prescribed tablets; red, with !, if over a limit.")
    return alt.layer(*layers).properties(
        title=_title(f"Coverage of the targets, {_when(when)}", under),
        description=f"{_spoken(data)} {own}".rstrip(),
        width="container",
        height=alt.Step(24),
    )


def _set(rows: pd.DataFrame) -> str:
    """Which targets and limits a dietitian set, for those who read no tooltips; empty if none."""
    own = rows["target_basis"].str.startswith(SET) | rows["upper_basis"].str.startswith(SET)
    names = rows.loc[own, "label"].unique()
    return f"Target or limit {SET}: {', '.join(names)}." if len(names) else ""


def _spoken(data: pd.DataFrame) -> str:
    short = data.loc[data["Status"] == STATUS["short"], "Nutrient"].tolist()
    over = data.loc[data["over"], "Nutrient"].tolist()
    text = f"Bar chart of {len(data)} nutrients as a share of their target. "
    text += f"Under the target: {', '.join(short) or 'none'}. Over the upper limit: {', '.join(over) or 'none'}."
    tablets = [f"{row['Nutrient']} {row[TABLETS]}" for row in data.to_dict("records") if row[TABLETS] != "none"]
    return text + (f" Prescribed beside the food: {'; '.join(tablets)}." if tablets else "")


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
        tooltip=_tips("Meal", "Mineral", "Amount", "Share"),
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
    data = pd.DataFrame([cell(row) for row in rows.to_dict("records")])
    few = rows["date"].nunique() <= 7
    prescribed = bool((rows["supplement"] > 0).any())
    tips = _tips("Day", "Nutrient", "Intake", *[TABLETS] * prescribed, "Target", "Coverage")
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
    under = ["Per cent of the target. +: at least that, as some foods give no figure."]
    own = _set(rows)
    if own:
        under.append(own)
    spoken = f"Heat map of {data['Nutrient'].nunique()} nutrients by day. Under the target: {spoken}. {own}"
    return alt.layer(cells, words).properties(
        title=_title("The week at a glance", under),
        description=spoken.rstrip(),
        width="container",
        height=alt.Step(25),
    )


def _when(when: Any) -> str:
    return "mean of the days" if when == MEAN else when.strftime("%A %d %B")


def _tips(*names: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N") for name in names]


def _title(text: str, under: str | list[str]) -> alt.TitleParams:
    return alt.TitleParams(text, subtitle=under, anchor="start", subtitlePadding=6, offset=12)
