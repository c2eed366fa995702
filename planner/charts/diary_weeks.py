"""The weeks of the cramp diary: nights with cramps beside what was eaten and stretching, as chart, table and words."""

from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from planner.assessment.cramp_change import WEEK
from planner.assessment.diary_tables import week_table
from planner.charts.palette import MINERALS, NEUTRAL, STATUSES
from planner.charts.shared_marks import title, tooltips
from planner.menu.wording import DASH, count, day_name
from planner.person.cramp_diary import WORST, Diary
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

BAR_WEEKS = 10  # the latest, as many as a phone shows in one view
BAR, HEAD = 0.6, 0.97  # height of the fullest bar in its row, and where the name of the row stands [row]
ROW = 62  # [px]


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
    >>> from planner.person import Night
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
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
    words = base.mark_text(baseline="bottom", dy=-2, fontSize=10, aria=False).encode(
        y=alt.Y("top:Q", scale=down, axis=None), text="words:N"
    )
    rules = alt.Chart(heads).mark_rule(color=NEUTRAL, opacity=0.4, aria=False)
    feet = rules.transform_calculate(foot="ceil(datum.y)").encode(y=alt.Y("foot:Q", scale=down, axis=None))
    titles = (
        alt.Chart(heads)
        .mark_text(align="left", baseline="top", fontSize=12, fontWeight="bold", aria=False)
        .encode(x=alt.value(0), y=alt.Y("y:Q", scale=down, axis=None), text="name:N")
    )
    layers = [feet, bars, words, titles]
    began = diary.began
    if began and _short(began - timedelta(days=began.weekday())) in order:
        at = pd.DataFrame({"week": [_short(began - timedelta(days=began.weekday()))]})
        layers.append(
            alt.Chart(at)
            .mark_rule(color=STATUSES["covered"], strokeWidth=2, strokeDash=[5, 3], aria=False)
            .encode(
                x=alt.X("week:N", sort=order, bandPosition=began.weekday() / WEEK),
                y=alt.value(0),
                y2=alt.value("height"),
            )
        )
    under = ["Each week from its Monday."]
    under += ["Minerals: what was eaten of the plan."] if len(names) > 3 else []
    under += ["≥, pale: a part is not known."] if not data["whole"].all() else []
    under += ["Dashed line: the first day by the plan."] if len(layers) > 4 else []
    return alt.layer(*layers).properties(
        title=title("Week by week", under),
        description=_weeks_words(weeks, rows),
        width="container",
        height=ROW * len(names),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _short(day: Any) -> str:
    return f"{day.day} {day:%b}"


def _bar_rows(weeks: pd.DataFrame) -> list[dict[str, Any]]:
    """A bar for each week and row of which something is known, rows of which nothing is known left out."""
    rows, found = weeks.to_dict("records"), []
    for row in rows:
        if row["nights"]:
            words = f"{row['with_cramps']} of {row['nights']}"
            found.append(_bar(row, "Nights with cramps", row["with_cramps"], row["nights"], words, NEUTRAL))
    for row in rows:
        if pd.notna(row["severity"]):
            words = f"{row['severity']:.1f}"
            found.append(_bar(row, "How bad, on average", row["severity"], WORST, words, STATUSES["short"]))
    for mineral in CRAMP_MINERALS:
        name, most = f"{nutrients()[mineral].label}, mg a day", weeks[mineral].max()
        for row in rows:
            if pd.notna(row[mineral]):
                whole = bool(row[f"{mineral}_whole"])
                words = f"{'' if whole else '≥'}{row[mineral]:,.0f}"
                found.append(_bar(row, name, row[mineral], most, words, MINERALS[mineral], whole))
    for row in rows:
        if told := row["stretch_told"]:
            words, ink = f"{row['stretched']} of {told}", STATUSES["covered"]
            found.append(_bar(row, "Evenings with calf stretches", row["stretched"], told, words, ink))
    return found


def _bar(
    row: dict[Any, Any], name: str, value: float, most: float, words: str, ink: str, whole: bool = True
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


def _placed(row: dict[Any, Any], place: int) -> dict[str, Any]:
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
    >>> from planner.person import Night
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
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


def _days(row: dict[Any, Any], mineral: str) -> str:
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
    >>> from planner.person import Night
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
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
