"""The clock of a day: calcium eaten and absorbed by meal, what hinders it, when tea and coffee do no harm."""

import json
from collections.abc import Iterable
from datetime import date

import altair as alt
import pandas as pd

from planner.assessment.tea_hours import clear_hours
from planner.charts import timeline_layout as placed
from planner.charts.shared_marks import picked_by_click
from planner.charts.timeline_layout import BLUE, FLOOR, GAP, HEAD, LINE, ROOMY, WORTH_WORDS, Clock
from planner.charts.timeline_rows import (
    CALCIUM,
    day_hinderers,
    day_takeaway,
    day_timeline,
    eaten_text,
    hours_text,
    one_day,
)
from planner.menu.plan import Plan
from planner.person.menu_rules import rules_for
from planner.person.person import Person
from planner.reference.nutrients import nutrients

THUMB, FINGER = 44, 24  # half the breadth of what is touched to choose a meal, or what is had anyway [min]
SHORTEST = 10 * 60  # what the axis spans at least, so that one meal is no wall [min]
EDGE, WORDS = 45, 115  # room before the first and after the last meal, and where words stand beside it [min]


def timeline(plan: Plan, when: date) -> alt.LayerChart:
    """A day by the clock.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.

    Returns
    -------
    altair.LayerChart
        For each meal a bar of calcium eaten with the estimated absorbed drawn on it as a range, a
        line at the bound of the rule "calcium spread"; beneath, what hinders at its hours with the
        hours kept free around it, and the hours at which tea and coffee do no harm. A click
        picks a meal.

    Raises
    ------
    PlannerError
        If the plan has no such day.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "tea_black", 1.0)])
    >>> timeline(day, day.days[0].date).description.rpartition("absorbed. ")[2]
    'What hinders: Black tea at 16:00, to keep free from 15:00 to 17:00.'
    """
    day = one_day(plan, when)
    meals, hinderers, clear = day_timeline(day, when), day_hinderers(day, when), clear_hours(day)[when]
    return timeline_of_rows(meals, hinderers, clear, calcium_spread_bound(plan.person))


def calcium_spread_bound(person: Person) -> float:
    """Calcium up to which a meal is best kept, by the rule "calcium spread".

    Parameters
    ----------
    person : Person

    Returns
    -------
    float
        The bound [mg/meal].

    Examples
    --------
    >>> calcium_spread_bound(Person())
    500.0
    """
    return float(rules_for(person)[("calcium spread", CALCIUM)]["upper"])


def timeline_of_rows(
    meals: pd.DataFrame,
    hinderers: pd.DataFrame,
    clear: list[tuple[str, str]],
    bound: float,
    picked: dict[str, str] | None = None,
) -> alt.LayerChart:
    """The chart of `timeline` from its rows.

    Parameters
    ----------
    meals, hinderers : pandas.DataFrame
        Of `day_timeline` and `day_hinderers`.
    clear : list of (str, str)
        Hours at which tea and coffee do no harm.
    bound : float
        Calcium up to which a meal is best kept [mg].
    picked : dict, optional
        The meal that stands out from the beginning: ``{"Meal": "13:00 Lunch"}``.

    Returns
    -------
    altair.LayerChart

    Raises
    ------
    PlannerError
        If something other than a meal is picked.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "tea_black", 1.0)])
    >>> when = day.days[0].date
    >>> chart = timeline_of_rows(day_timeline(day, when), day_hinderers(day, when), [("14:15", "16:00")], 500.0)
    >>> [sentence for sentence in chart.description.split(". ") if sentence.startswith("Tea")]
    ['Tea and coffee do no harm from 14:15 to 16:00']
    """
    eaten, hindering = meals.to_dict("records"), hinderers.to_dict("records")
    clock = _clock(meals, hinderers, bound)
    lines = placed.name_lines(hindering, clock)
    lane = FLOOR + GAP
    green = lane + HEAD + LINE * len(set(lines)) + GAP
    rects = [
        *placed.shaded_hours(hindering, green - GAP),
        *placed.bars(eaten, clock),
        *placed.clear_bands(clear, green + HEAD),
    ]
    rules = [*placed.bound_line(bound, clock), *placed.absorbed(eaten, clock)]
    words = [
        *placed.amount_words(eaten, clock),
        *placed.bound_words(eaten, bound, clock),
        *placed.hinderer_names(hindering, lines, lane + HEAD, clock),
        *placed.clear_words(clear, green + HEAD, clock),
        placed.heading(0, clock, *placed.meals_heading()),
        placed.heading(lane, clock, *placed.hinderers_heading(hindering)),
        placed.heading(green, clock, *placed.clear_heading(clear, eaten)),
    ]
    layers = [_rects(rects, clock, _axis(eaten)), _rules(rules)]
    if hindering:
        layers.append(_points(placed.hinderer_signs(hindering, lines, lane + HEAD)))
    return alt.layer(*layers, _words(words), _columns(eaten, picked)).properties(
        description=f"{day_takeaway(meals, clear)} {_facts(eaten, hindering)}",
        width="container",
        height=green + HEAD + LINE,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _clock(meals: pd.DataFrame, hinderers: pd.DataFrame, bound: float) -> Clock:
    """From a little before the first meal or hinderer to a little after the last."""
    every = [*meals["minute"], *hinderers["first"], *hinderers["last"]]
    top = 1.18 * max(bound, float(meals["eaten"].max()))
    last = meals.iloc[-1]
    after = last["minute"] + (WORDS if last["eaten"] > WORTH_WORDS * top else EDGE)
    first, last = min(every) - EDGE, max(max(every) + EDGE, after)
    short = max(0, SHORTEST - (last - first)) // 2
    return Clock(first - short, last + short, top)


def _x(field: str = "x", clock: Clock | None = None, axis: alt.Axis | None = None) -> alt.X:
    if clock is None:
        return alt.X(f"{field}:Q")
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[clock.first, clock.last], nice=False, zero=False), axis=axis)


_Y, _Y2, _X2 = alt.Y("y:Q", scale=None, axis=None), alt.Y2("y2:Q"), alt.X2("x2:Q")


def _rects(rows: list[dict], clock: Clock, axis: alt.Axis) -> alt.Chart:
    data = pd.DataFrame(rows, columns=["x", "x2", "y", "y2", "ink", "fill", "edge"])
    mark = alt.Chart(data).mark_rect(
        cornerRadius=3,
        fill=alt.expr("datum.ink"),
        stroke=alt.expr("datum.ink"),
        fillOpacity=alt.expr("datum.fill"),
        strokeOpacity=alt.expr("datum.edge"),
    )
    return mark.encode(x=_x(clock=clock, axis=axis), x2=_X2, y=_Y, y2=_Y2)


def _rules(rows: list[dict]) -> alt.Chart:
    mark = alt.Chart(pd.DataFrame(rows)).mark_rule(
        color=BLUE,
        strokeWidth=alt.expr("datum.thick"),
        strokeDash=alt.expr("datum.thick == 1 ? [5, 4] : [1, 0]"),
    )
    return mark.encode(x=_x(), x2=_X2, y=_Y, y2=_Y2)


def _points(rows: Iterable[dict]) -> alt.Chart:
    mark = alt.Chart(pd.DataFrame(rows)).mark_point(filled=True, size=90, opacity=1)
    return mark.encode(
        x=_x(), y=_Y, shape=alt.Shape("sign:N", scale=None), color=alt.Color("ink:N", scale=None, legend=None)
    )


def _words(rows: list[dict]) -> alt.Chart:
    mark = alt.Chart(pd.DataFrame(rows)).mark_text(
        baseline="middle",
        text=alt.expr(f"width < {ROOMY} ? datum.few : datum.many"),
        align=alt.expr("datum.align"),
        dx=alt.expr("datum.dx"),
        fontSize=alt.expr("datum.size"),
        fontWeight=alt.expr("datum.weight"),
    )
    return mark.encode(x=_x(), y=_Y)


def _columns(eaten: list[dict], picked: dict[str, str] | None) -> alt.Chart:
    """An unseen column over each meal, broad enough for a thumb: to choose the meal, and to read its figures."""
    rows = [(row, FINGER if row["habit"] else THUMB) for row in sorted(eaten, key=lambda row: row["habit"])]
    data = pd.DataFrame(
        [
            {
                "x": row["minute"] - half,
                "x2": row["minute"] + half,
                "Meal": row["meal"],
                "Calcium eaten": eaten_text(row),
                "Estimated absorbed": _range(row),
            }
            for row, half in rows
        ]
    )
    pick = picked_by_click(["Meal"], picked)
    mark = alt.Chart(data).mark_rect(color=BLUE, cornerRadius=4, cursor="pointer")
    return mark.encode(
        x=_x(),
        x2=_X2,
        y=alt.YValue(HEAD),
        y2=alt.Y2Value(FLOOR),
        opacity=alt.when(pick, empty=False).then(alt.value(0.18)).otherwise(alt.value(0.001)),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("Meal", "Calcium eaten", "Estimated absorbed")],
    ).add_params(pick)


def _axis(eaten: list[dict]) -> alt.Axis:
    """Hours and names of the meals along the bottom; all snacks are just snacks."""
    meals = [row for row in eaten if not row["habit"]] or eaten
    names = {row["minute"]: [row["time"], row["slot"].rpartition("_")[2].capitalize()] for row in meals}
    return alt.Axis(
        values=list(names),
        labelExpr=f"{json.dumps(names)}[datum.value]",
        labelOverlap="greedy",
        labelPadding=6,
        gridDash=[1, 3],
        title=None,
        ticks=False,
        domain=False,
    )


def _range(row: dict) -> str:
    """The estimated absorbed, as a range in words."""
    mg = nutrients()[CALCIUM].text
    return f"about {mg(row['central'])}, {row['low']:,.0f} to {mg(row['high'])}"


def _facts(eaten: list[dict], hindering: list[dict]) -> str:
    """What the chart shows besides, for those who don't see it."""
    meals = "; ".join(f"{row['meal']} {eaten_text(row)}, of it {_range(row)} absorbed" for row in eaten)
    keeps = "; ".join(f"{row['text']} at {row['time']}, to keep free {hours_text([_hours(row)])}" for row in hindering)
    return f"By meal, eaten and estimated absorbed: {meals}. " + (
        f"What hinders: {keeps}." if keeps else "Nothing that hinders is eaten."
    )


def _hours(row: dict) -> tuple[str, str]:
    first, last = (f"{minute // 60:02d}:{minute % 60:02d}" for minute in (row["first"], row["last"]))
    return first, last
