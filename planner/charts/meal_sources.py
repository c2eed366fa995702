"""Where calcium, magnesium and potassium come from: one group of bars for each meal."""

from datetime import date

import altair as alt
import pandas as pd

from planner.assessment.adequacy import MEAN
from planner.charts.coverage_rows import served_on
from planner.charts.descriptions import describe_sources, when_words
from planner.charts.palette import MINERALS
from planner.charts.shared_marks import click_rows, picked_by_click, title, tooltips
from planner.menu.plan import Plan, servings_frame
from planner.menu.wording import meal_label
from planner.reference.nutrients import CRAMP_MINERALS, nutrients


def by_meal(plan: Plan | pd.DataFrame, when: date | str = MEAN) -> pd.DataFrame:
    """What each meal brings of the three minerals.

    Parameters
    ----------
    plan : Plan or pandas.DataFrame
        A plan, or its servings (`planner.menu.plan.servings_frame`).
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

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "banana", 1.0)])
    >>> by_meal(day)[["Meal", "Mineral", "amount"]].round().iloc[[0, 3]].to_numpy().tolist()
    [['13:00 Lunch', 'Calcium', 276.0], ['16:00 Afternoon snack', 'Calcium', 6.0]]
    """
    frame = servings_frame(plan) if isinstance(plan, Plan) else plan
    frame = served_on(frame, when)
    days = frame["date"].nunique()
    rows = []
    for keys, meal in sorted(frame.groupby(["time", "slot"], sort=False), key=lambda pair: pair[0]):
        time, slot = map(str, keys)
        for key in CRAMP_MINERALS:
            amount, total = float(meal[key].sum()) / days, float(frame[key].sum()) / days
            share = amount / total if total else 0.0
            rows.append(
                (time, f"{time} {meal_label(slot)}", nutrients()[key].label, amount, share, meal[key].isna().sum())
            )
    return pd.DataFrame(rows, columns=["time", "Meal", "Mineral", "amount", "share", "unknown"])


def sources(plan: Plan | pd.DataFrame, when: date | str = MEAN, picked: dict[str, str] | None = None) -> alt.LayerChart:
    """Where calcium, magnesium and potassium come from, by meal.

    Parameters
    ----------
    plan : Plan or pandas.DataFrame
        A plan, or its servings (`planner.menu.plan.servings_frame`).
    when : date or "mean"
        A day, or the mean of all days.
    picked : dict, optional
        The meal that stands out from the beginning, such as ``{"Meal": "07:30 Breakfast"}``.

    Returns
    -------
    altair.LayerChart
        A group of bars for each meal: what it brings of each mineral, as a share of the day's intake.

    Raises
    ------
    PlannerError
        If nothing is served on that day, or what is picked is not a meal.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0)])
    >>> sources(day).title.text
    'Minerals by meal, mean of the days'
    """
    data = by_meal(plan, when)
    words = describe_sources(data)
    amounts = data["amount"].map("{:,.0f} mg".format)
    least = data["unknown"].map(lambda count: "at least " if count else "")
    data = data.assign(
        Amount=least + amounts,
        Share=data["share"].map("{:.0%} of the day".format),
        label=data["Mineral"] + "  " + least.map({"at least ": "≥ ", "": ""}) + amounts,
    )
    names = [nutrients()[key].label for key in CRAMP_MINERALS]
    most = float(data["share"].max()) or 1.0
    pick = picked_by_click(["Meal"], picked)
    base = alt.Chart(data).encode(
        y=alt.Y("Meal:N", sort=None, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        yOffset=alt.YOffset("Mineral:N", sort=names),
        x=alt.X(
            "share:Q",
            title="Share of the day's intake",
            axis=alt.Axis(format="%", grid=False, tickCount=4),
            scale=alt.Scale(domain=[0, most * 2.1], nice=False),
        ),
        tooltip=tooltips("Meal", "Mineral", "Amount", "Share"),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color(
            "Mineral:N", scale=alt.Scale(domain=names, range=[MINERALS[key] for key in CRAMP_MINERALS]), legend=None
        ),
        opacity=alt.when(pick).then(alt.value(1)).otherwise(alt.value(0.35)),
    )
    labels = base.mark_text(align="left", dx=4, fontSize=11).encode(text="label:N")
    return alt.layer(click_rows(base).add_params(pick), bars, labels).properties(
        title=title(f"Minerals by meal, {when_words(when)}", "Each meal's share of what the day brings."),
        description=str(words),
        width="container",
        height=alt.Step(17, **{"for": "offset"}),
    )
