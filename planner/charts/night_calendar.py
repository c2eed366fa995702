"""The nights of the cramp diary as a calendar."""

from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from planner.assessment.diary_words import WEEKDAYS, night_words
from planner.charts.palette import CELLS, NEUTRAL, STATUSES
from planner.charts.shared_marks import title, tooltips
from planner.menu.wording import count, day_name
from planner.person.cramp_diary import Diary, Night

CALENDAR_WEEKS = 20  # the latest, as many as a phone shows in one view
KINDS = {"none": "No cramp", "one": "One", "several": "Several", "": "Not written down"}
_GROUNDS = {"none": "target reached", "one": "70 % or more", "several": "under 70 %"}


def night_calendar(diary: Diary) -> alt.LayerChart:
    """Nights as a calendar: a row for each week, a cell for the morning after each night.

    Parameters
    ----------
    diary : Diary
        With at least one night; the latest 20 weeks are shown.

    Returns
    -------
    altair.LayerChart
        The ground says none, one or several, the figure how bad it was; a bar at its left marks the first day by the
        plan.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> night_calendar(Diary(nights=(night,))).description
    'Calendar of 1 night. Cramps in 1: one in 1, several in 0. The latest: Monday 23 November, one cramp, 6 of 10.'
    """
    data = pd.DataFrame(_cells(diary))
    base = alt.Chart(data).encode(
        x=_across(),
        y=alt.Y("week:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=tooltips("Night", "Cramps"),
    )
    kinds = [KINDS[key] for key in _GROUNDS]
    cells = base.mark_rect(cornerRadius=4, xOffset=1, x2Offset=-1, yOffset=1, y2Offset=-1).encode(
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(
                domain=[*kinds, KINDS[""]], range=[*(CELLS[one][0] for one in _GROUNDS.values()), "#00000000"]
            ),
            legend=alt.Legend(orient="bottom", title=None, columns=4, values=kinds, symbolStrokeWidth=0),
        ),
        stroke=alt.when(alt.datum.kind == KINDS[""]).then(alt.value(NEUTRAL)).otherwise(alt.value(None)),
        strokeOpacity=alt.value(0.45),
    )
    words = base.mark_text(fontSize=12, aria=False).encode(
        text="words:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    began = (
        base.transform_filter(alt.datum.began)
        .mark_rect(color=STATUSES["covered"], width=5, align="left")
        .encode(x=_across(bandPosition=0.02), tooltip=alt.value("First day by the plan"))
    )
    under = ["The morning after each night. The figure: how bad, from 0 to 10."]
    if data["began"].any():
        under.append("Green line: the first day by the plan.")
    return alt.layer(cells, words, began).properties(
        title=title("Night by night", under),
        description=_calendar_words(diary),
        width="container",
        height=alt.Step(28),
    )


def _across(**options: Any) -> alt.X:
    """The days of the week; every layer needs all of it."""
    days = list(WEEKDAYS)
    axis = alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)
    return alt.X("weekday:N", sort=days, scale=alt.Scale(domain=days), title=None, axis=axis, **options)


def _cells(diary: Diary) -> list[dict[str, Any]]:
    last = diary.nights[-1].morning
    monday = last - timedelta(days=last.weekday())
    first = max(diary.nights[0].morning, monday - timedelta(weeks=CALENDAR_WEEKS - 1))
    start = first - timedelta(days=first.weekday())
    found = []
    for n in range((monday - start).days + len(WEEKDAYS)):
        day = start + timedelta(days=n)
        week = day - timedelta(days=day.weekday())
        night = diary.of(day)
        found.append(
            {
                "week": f"{week.day} {week:%b}",
                "weekday": WEEKDAYS[day.weekday()],
                "kind": KINDS[night.cramps if night else ""],
                "ink": CELLS[_GROUNDS[night.cramps]][1] if night else NEUTRAL,
                "words": _figure(night),
                "began": day == diary.began,
                "Night": f"To {day_name(day)}",
                "Cramps": night_words(night) if night else "not written down",
            }
        )
    return found


def _figure(night: Night | None) -> str:
    if night is None or not night.crampy:
        return "" if night is None else "–"
    return "•" if night.severity is None else str(night.severity)


def _calendar_words(diary: Diary) -> str:
    crampy, last = [night for night in diary.nights if night.crampy], diary.nights[-1]
    several = sum(night.cramps == "several" for night in crampy)
    return (
        f"Calendar of {count(len(diary.nights), 'night')}. Cramps in {len(crampy)}: one in {len(crampy) - several}, "
        f"several in {several}. The latest: {day_name(last.morning)}, {night_words(last)}."
    )
