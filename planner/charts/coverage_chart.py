"""Report -> Altair chart: coverage of the nutrients, and the days as a heat map."""

from datetime import date

import altair as alt
import pandas as pd

from planner.assessment.adequacy import MEAN
from planner.charts import palette
from planner.charts.coverage_rows import LONGEST, STATUS, TABLETS, bar, cell, of_day
from planner.charts.descriptions import chart_rows, describe_coverage, describe_week, set_by_dietitian, when_words
from planner.charts.shared_marks import click_rows, picked_by_click, title, tooltips
from planner.errors import PlannerError

ROOM = 1.45  # the words of the longest bars need so much more than the bars


def coverage(report: pd.DataFrame, when: date | str = MEAN, picked: dict[str, str] | None = None) -> alt.LayerChart:
    """Intake of every nutrient that has a target, as a share of it.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`.
    when : date or "mean"
        A day of the plan, or the mean of all days.
    picked : dict, optional
        The nutrient that stands out from the beginning, such as ``{"Nutrient": "Calcium"}``.

    Returns
    -------
    altair.LayerChart
        Bars of the food alone, cut at 300 %, a line at the target, a mark at upper limits that food
        counts towards, and a diamond where prescribed supplements come on top (none for folic acid,
        which can't be added to folate equivalents).

    Raises
    ------
    PlannerError
        If the report knows nothing of that day, or what is picked is not a nutrient.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> coverage(report).title.text
    'Coverage, mean of the days'
    """
    rows = chart_rows(of_day(report, when))
    data = pd.DataFrame([bar(row) for row in rows.to_dict("records")])
    pick = picked_by_click(["Nutrient"], picked)
    base = alt.Chart(data).encode(
        y=alt.Y("Nutrient:N", sort=None, title=None, axis=alt.Axis(labelLimit=180, ticks=False, domain=False))
    )
    room = alt.Scale(domain=[0, LONGEST * ROOM], nice=False)
    axis = alt.Axis(
        orient="top",
        values=[0, 1, 2, 3],
        labelExpr="datum.value == 1 ? ['100 %', 'target'] : [format(datum.value * 100, 'd') + ' %', '']",
        labelBaseline="bottom",
        title=None,
        grid=False,
        ticks=False,
        domain=False,
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.66}).encode(
        x=alt.X("shown:Q", scale=room, axis=axis),
        color=alt.Color(
            "Status:N",
            scale=alt.Scale(domain=list(STATUS.values()), range=[palette.STATUSES[key] for key in STATUS]),
            legend=None,  # the words beside the bars say it
        ),
        opacity=alt.when(pick).then(alt.value(1)).otherwise(alt.value(0.35)),
    )
    words = base.mark_text(align="left", dx=5, fontSize=11).encode(x=alt.X("at:Q", scale=room), text="words:N")
    limited = base.transform_filter("isValid(datum.limit)").encode(x=alt.X("limit:Q", scale=room))
    limits = limited.mark_tick(color=palette.STATUSES["over"], thickness=3, height={"band": 0.95}, opacity=1)
    limit_words = limited.mark_text(align="left", dx=4, fontSize=11).encode(text="limit_word:N")
    # of the same table as all else, which is then handed over once: one row of it draws the line
    target = (
        alt.Chart(data)
        .transform_filter(alt.datum.Nutrient == data["Nutrient"].iloc[0])
        .mark_rule(color=palette.NEUTRAL, strokeWidth=2, strokeDash=[5, 3], aria=False)
        .encode(x=alt.X(datum=1.0, scale=room))
    )
    layers = [bars, words, target, limits, limit_words]
    under = ["≥: some foods give no figure."]
    own, prescribed = set_by_dietitian(rows), bool((rows["supplement"] > 0).any())
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
        under += ["Bar: food alone. Diamond: with prescribed tablets;", "red, with !, if over a limit."]
    shown = tooltips("Nutrient", "Intake", *[TABLETS] * prescribed, "Target", "Coverage", "Upper limit")
    strips = click_rows(base).encode(tooltip=shown).add_params(pick)  # on top, so that a click hits a row
    return alt.layer(*layers, strips).properties(
        title=title(f"Coverage, {when_words(when)}", under),
        description=str(describe_coverage(report, when)),
        width="container",
        height=alt.Step(24),
    )


def heat_map(report: pd.DataFrame, picked: dict[str, str] | None = None) -> alt.LayerChart:
    """Days × nutrients; each cell holds the coverage in per cent.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`; the mean is left out.
    picked : dict, optional
        What stands out from the beginning, such as ``{"Nutrient": "Calcium", "day": "Mon 23"}``.

    Returns
    -------
    altair.LayerChart
        A cell for each day (across) and nutrient with a target (down), coloured by coverage.

    Raises
    ------
    PlannerError
        If the report has no day, or what is picked is neither a nutrient nor a day.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> heat_map(report, {"Meal": "Lunch"})
    Traceback (most recent call last):
    planner.errors.PlannerError: what is picked can't be 'Meal': take 'Nutrient' or 'day'
    """
    rows = chart_rows(report[report["date"] != MEAN])
    if rows.empty:
        raise PlannerError("the report has no day: take that of a plan of at least one day")
    data = pd.DataFrame([cell(row) for row in rows.to_dict("records")])
    few = rows["date"].nunique() <= 7
    prescribed = bool((rows["supplement"] > 0).any())
    pick = picked_by_click(["Nutrient", "day"], picked)
    # the day of the week above that of the month: side by side they need more room than a phone has
    days = alt.Axis(
        orient="top",
        labelExpr="split(datum.label, ' ')",
        labelAngle=0,
        labelOverlap=False,
        labelFlush=False,
        labelBaseline="bottom",
        ticks=False,
        domain=False,
    )
    base = alt.Chart(data).encode(
        x=alt.X("day:N", sort=None, title=None, axis=days),
        y=alt.Y(
            "Nutrient:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelLimit=180, labelFlush=False, ticks=False, domain=False),
        ),
        tooltip=tooltips("Day", "Nutrient", "Intake", *[TABLETS] * prescribed, "Target", "Coverage"),
    )
    cells = base.mark_rect(
        stroke=palette.NEUTRAL, cornerRadius=3, xOffset=1, x2Offset=-1, yOffset=1, y2Offset=-1
    ).encode(
        color=alt.Color(
            "band:N",
            scale=alt.Scale(domain=list(palette.CELLS), range=[fill for fill, _ in palette.CELLS.values()]),
            legend=alt.Legend(orient="bottom", title=None, columns=2, labelFontSize=11, symbolStrokeWidth=0),
        ),
        # a frame, since figures on a paler cell could not be read
        strokeWidth=alt.when(pick, empty=False).then(alt.value(4)).otherwise(alt.value(0)),
    )
    words = base.mark_text(fontSize=11 if few else 9).encode(
        text="label:N",
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    under = ["Per cent of the target. !: over the limit.", "+: at least that, as some foods give no figure."]
    own = set_by_dietitian(rows)
    if own:
        under.append(own)
    return alt.layer(cells.add_params(pick), words).properties(
        title=title("The days at a glance", under),
        description=str(describe_week(report)),
        width="container",
        height=alt.Step(25),
    )
