"""The cramp diary as charts: nights as a calendar, and weeks beside what was eaten and stretching."""

from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from planner.assessment.diary_tables import week_table
from planner.assessment.diary_words import night_words
from planner.charts.palette import CELLS, MINERALS, NEUTRAL, STATUSES
from planner.charts.shared_marks import title, tooltips
from planner.menu.wording import DASH, count, day_name
from planner.person.cramp_diary import WORST, Diary, Night
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CALENDAR_WEEKS, BAR_WEEKS = 20, 10  # the latest, as many as a phone shows in one view
BAR, HEAD = 0.6, 0.97  # height of the fullest bar in its row, and where the name of the row stands [row]
ROW = 62  # [px]
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
    >>> night = Night(date="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> night_calendar(Diary(nights=(night,))).description
    'Calendar of 1 night. Cramps in 1: one in 1, several in 0. The latest: Monday 23 November, one cramp, 6 of 10.'
    """
    data = pd.DataFrame(_cells(diary))
    base = alt.Chart(data).encode(
        x=alt.X(
            "weekday:N",
            sort=list(WEEKDAYS),
            scale=alt.Scale(domain=list(WEEKDAYS)),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        ),
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
    words = base.mark_text(fontSize=12).encode(text="words:N", color=alt.Color("ink:N", scale=None, legend=None))
    began = (
        base.transform_filter(alt.datum.began)
        .mark_rect(color=STATUSES["covered"], width=5, align="left")
        .encode(
            x=alt.X("weekday:N", sort=list(WEEKDAYS), bandPosition=0.02), tooltip=alt.value("First day by the plan")
        )
    )
    under = ["The morning after each night. The figure: how bad, from 0 to 10."]
    if data["began"].any():
        under.append("Green line: the first day by the plan.")
    return alt.layer(cells, words, began).properties(
        title=title("Your nights", under),
        description=_calendar_words(diary),
        width="container",
        height=alt.Step(28),
    )


def _cells(diary: Diary) -> list[dict[str, Any]]:
    last = diary.nights[-1].date
    monday = last - timedelta(days=last.weekday())
    first = max(diary.nights[0].date, monday - timedelta(weeks=CALENDAR_WEEKS - 1))
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
        f"several in {several}. The latest: {day_name(last.date)}, {night_words(last)}."
    )


def weeks_beside(diary: Diary) -> alt.LayerChart:
    """Weeks side by side: nights with cramps and how bad, above intake of the minerals and stretching.

    Parameters
    ----------
    diary : Diary
        With at least one night; the latest 10 weeks are shown.

    Returns
    -------
    altair.LayerChart
        A row of bars for each of them; one of which nothing is known is left out, and a week of which nothing is known
        has no bar. A dashed line marks the first day by the plan.

    Examples
    --------
    >>> night = Night(date="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> weeks_beside(Diary(nights=(night,))).description
    'Bars by week, 1 week from 23 November. Nights with cramps: 1 of 1. How bad, on average: 6.0.'
    """
    weeks = week_table(diary).tail(BAR_WEEKS)
    rows = _bar_rows(weeks)
    names = list(dict.fromkeys(row["Row"] for row in rows))
    order = [_short(week) for week in weeks["week"]]
    data = pd.DataFrame([_placed(row, names.index(row["Row"])) for row in rows])
    heads = pd.DataFrame({"name": names, "y": [n + 1 - HEAD for n in range(len(names))]})
    across = alt.X(
        "week:N",
        sort=order,
        scale=alt.Scale(domain=order, paddingInner=0.2),
        title=None,
        axis=alt.Axis(labelExpr="split(datum.label, ' ')", labelAngle=0, labelOverlap=False, ticks=False),
    )
    down = alt.Scale(domain=[len(names), 0], nice=False, zero=False)
    base = alt.Chart(data).encode(x=across, tooltip=tooltips("Week", "Row", "Figure"))
    bars = base.mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2).encode(
        y=alt.Y("top:Q", scale=down, axis=None),
        y2="foot:Q",
        color=alt.Color("ink:N", scale=None),
        fillOpacity=alt.when(alt.datum.whole).then(alt.value(1)).otherwise(alt.value(0.55)),
    )
    words = base.mark_text(baseline="bottom", dy=-2, fontSize=10).encode(y=alt.Y("top:Q", scale=down), text="words:N")
    rules = alt.Chart(heads).mark_rule(color=NEUTRAL, opacity=0.4, aria=False)
    feet = rules.transform_calculate(foot="ceil(datum.y)").encode(y=alt.Y("foot:Q", scale=down))
    titles = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="top", fontSize=12, fontWeight="bold", aria=False)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=down), text="name:N")
    )
    layers = [feet, bars, words, titles]
    began = diary.began
    if began and _short(began - timedelta(days=began.weekday())) in order:
        at = pd.DataFrame({"week": [_short(began - timedelta(days=began.weekday()))]})
        layers.append(
            alt.Chart(at)
            .mark_rule(color=STATUSES["covered"], strokeWidth=2, strokeDash=[5, 3], aria=False)
            .encode(x=alt.X("week:N", sort=order, bandPosition=began.weekday() / len(WEEKDAYS)))
        )
    under = ["Each week from its Monday. Minerals: of the plan, as far as you said what you ate."]
    under += ["≥, pale: a part is not known."] if not data["whole"].all() else []
    under += ["Dashed line: the first day by the plan."] if len(layers) > 4 else []
    return alt.layer(*layers).properties(
        title=title("Week by week", under),
        description=_weeks_words(weeks, rows),
        width="container",
        height=ROW * len(names),
    )


def _short(day: Any) -> str:
    return f"{day.day} {day:%b}"


def _bar_rows(weeks: pd.DataFrame) -> list[dict[str, Any]]:
    """A bar for each week and row of which something is known, rows of which nothing is known left out."""
    found = []
    for row in weeks.to_dict("records"):
        said = f"{row['with_cramps']} of {row['nights']}"
        if row["nights"]:
            found.append(_bar(row, "Nights with cramps", row["with_cramps"], len(WEEKDAYS), said, NEUTRAL))
    for row in weeks.to_dict("records"):
        if pd.notna(row["severity"]):
            found.append(
                _bar(row, "How bad, on average", row["severity"], WORST, f"{row['severity']:.1f}", STATUSES["short"])
            )
    for mineral in CRAMP_MINERALS:
        most = weeks[mineral].max()
        for row in weeks.to_dict("records"):
            if pd.notna(row[mineral]):
                whole = bool(row[f"{mineral}_whole"])
                words = f"{'' if whole else '≥'}{row[mineral]:,.0f}"
                name = f"{nutrients()[mineral].label}, mg a day"
                found.append(_bar(row, name, row[mineral], most, words, MINERALS[mineral], whole))
    for row in weeks.to_dict("records"):
        if row["stretch_told"]:
            words = f"{row['stretched']} of {row['stretch_told']}"
            found.append(
                _bar(row, "Evenings with calf stretches", row["stretched"], len(WEEKDAYS), words, STATUSES["covered"])
            )
    return found


def _bar(
    row: dict[str, Any], name: str, value: float, most: float, words: str, ink: str, whole: bool = True
) -> dict[str, Any]:
    return {
        "week": _short(row["week"]),
        "Week": f"from {day_name(row['week'])}",
        "Row": name,
        "share": min(value / most, 1.0) if most else 0.0,
        "words": words.replace(" of ", "/"),
        "Figure": words,
        "ink": ink,
        "whole": whole,
    }


def _placed(row: dict[str, Any], place: int) -> dict[str, Any]:
    return {**row, "foot": place + 1, "top": place + 1 - BAR * row["share"]}


def _weeks_words(weeks: pd.DataFrame, rows: list[dict[str, Any]]) -> str:
    first = weeks["week"].iloc[0]
    parts: dict[str, list[str]] = {}
    for row in rows:
        parts.setdefault(row["Row"], []).append(row["Figure"])
    said = " ".join(f"{name}: {', '.join(figures)}." for name, figures in parts.items())
    return f"Bars by week, {count(len(weeks), 'week')} from {first.day} {first:%B}. {said}"


def weeks_in_words(diary: Diary) -> pd.DataFrame:
    """The weeks of a diary as a table to read, the latest first.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    pandas.DataFrame
        Columns Week from, Nights with cramps, How bad, one for each cramp mineral, and Calves stretched; all words.

    Examples
    --------
    >>> night = Night(date="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> weeks_in_words(Diary(nights=(night,))).iloc[0].tolist()
    ['23 November 2026', '1 of 1', '6.0', '—', '—', '—', '—']
    """
    rows = [
        {
            "Week from": f"{row['week'].day} {row['week']:%B %Y}",
            "Nights with cramps": f"{row['with_cramps']} of {row['nights']}" if row["nights"] else DASH,
            "How bad": DASH if pd.isna(row["severity"]) else f"{row['severity']:.1f}",
            **{f"{nutrients()[mineral].label}, mg a day": _days(row, mineral) for mineral in CRAMP_MINERALS},
            "Calves stretched": f"{row['stretched']} of {row['stretch_told']}" if row["stretch_told"] else DASH,
        }
        for row in week_table(diary).iloc[::-1].to_dict("records")
    ]
    return pd.DataFrame(rows)


def _days(row: dict[str, Any], mineral: str) -> str:
    if pd.isna(row[mineral]):
        return DASH
    least = "" if row[f"{mineral}_whole"] else "at least "
    return f"{least}{row[mineral]:,.0f} ({count(row[f'{mineral}_days'], 'day')})"


def weeks_takeaway(diary: Diary) -> str:
    """The latest whole picture in a sentence: nights with cramps in the latest week and the one before.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    str
        Empty if there is no night.

    Examples
    --------
    >>> night = Night(date="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> weeks_takeaway(Diary(nights=(night,)))
    'In the week from 23 November: cramps in 1 of 1 night.'
    """
    rows = week_table(diary).tail(2).iloc[::-1].to_dict("records")
    said = [
        f"in the week from {row['week'].day} {row['week']:%B}: cramps in {row['with_cramps']} of "
        f"{count(row['nights'], 'night')}"
        for row in rows
        if row["nights"]
    ]
    return f"{said[0][:1].upper()}{'; '.join(said)[1:]}." if said else ""
