"""What stands on the one page of the cramp diary that goes to the doctor, as plain values."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from planner.assessment.cramp_change import before_and_after
from planner.assessment.diary_tables import week_table
from planner.assessment.diary_words import (
    WEEKDAYS,
    change_words,
    pattern_of_nights,
    questions_to_ask,
    signs_told,
    stretching_words,
)
from planner.exports.handout import Handout
from planner.menu.wording import DASH, DISCLAIMER, count, day_name
from planner.person.cramp_diary import Diary, Night
from planner.reference.nutrients import CRAMP_MINERALS, nutrients
from planner.safety.danger_signs import signs, triage

MOST_WEEKS = 20  # that a page has room for; the latest are shown
MOST_TOLD = 5  # signs and tablets that are named


def diary_contents(diary: Diary, handout: Handout) -> dict[str, Any]:
    """Everything that the page says.

    Parameters
    ----------
    diary : Diary
    handout : Handout
        `client`, `made` and `paper`.

    Returns
    -------
    dict
        Texts, lists and numbers that can be written as JSON.
    """
    nights, weeks = diary.nights, week_table(diary)
    shown = weeks.tail(MOST_WEEKS)
    first, last = (nights[0].morning, nights[-1].morning) if nights else (handout.made, handout.made)
    return {
        "title": "Cramp diary",
        "client": handout.client,
        "made": _dated(handout.made),
        "paper": "us-letter" if handout.paper == "letter" else "a4",
        "dates": f"{count(len(nights), 'night')} from {_dated(first)} to {_dated(last)}" if nights else "No night yet",
        "pattern": list(pattern_of_nights(diary)),
        "signs": _signs(diary),
        "weekdays": list(WEEKDAYS),
        "weeks": [_week(diary, row) for row in shown.to_dict("records")],
        "cut": f"The latest {MOST_WEEKS} of {len(weeks)} weeks." if len(weeks) > MOST_WEEKS else "",
        "minerals": [nutrients()[mineral].label for mineral in CRAMP_MINERALS],
        "began": f"She began to eat by the plan on {day_name(diary.began)} {diary.began.year}." if diary.began else "",
        "change": list(change_words(before_and_after(diary))) if nights and diary.began else [],
        "stretching": stretching_words(diary),
        "tablets": _tablets(diary),
        "questions": list(questions_to_ask(diary)),
        "disclaimer": DISCLAIMER,
    }


def _signs(diary: Diary) -> dict[str, Any]:
    """The danger signs that she ticked, with their nights, and how soon they want a doctor."""
    told = signs_told(diary)
    known = {sign.words: sign.key for sign in signs()}
    answer = triage(known[words] for words, _ in told if words in known)
    lines = [f"{words}: {_nights(nights)}." for words, nights in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        lines.append(f"And {count(len(told) - MOST_TOLD, 'other sign')}.")
    return {"level": answer.title if answer else "", "lines": lines}


def _nights(nights: tuple[Night, ...]) -> str:
    latest = _dated(nights[-1].morning)
    return f"morning of {latest}" if len(nights) == 1 else f"{len(nights)} mornings, last on {latest}"


def _week(diary: Diary, row: dict[Any, Any]) -> dict[str, Any]:
    monday: date = row["week"]
    days = [monday + timedelta(days=n) for n in range(len(WEEKDAYS))]
    return {
        "name": f"{monday.day} {monday:%b}",
        "days": [_cell(diary.of(day)) for day in days],
        "began": [day == diary.began for day in days],
        "nights": f"{row['with_cramps']} of {row['nights']}" if row["nights"] else DASH,
        "severity": DASH if pd.isna(row["severity"]) else f"{row['severity']:.1f}",
        "minerals": [_mineral(row, mineral) for mineral in CRAMP_MINERALS],
        "stretched": f"{row['stretched']} of {row['stretch_told']}" if row["stretch_told"] else DASH,
    }


def _cell(night: Night | None) -> dict[str, str]:
    """A night as a mark: its kind for the ground, and how bad it was."""
    if night is None:
        return {"kind": "unknown", "words": ""}
    return {"kind": night.cramps, "words": "" if night.severity is None else str(night.severity)}


def _mineral(row: dict[Any, Any], mineral: str) -> str:
    if pd.isna(row[mineral]):
        return DASH
    return f"{'' if row[f'{mineral}_whole'] else '≥ '}{row[mineral]:,.0f}"


def _tablets(diary: Diary) -> list[str]:
    """What she typed, as she typed it, with how often."""
    found: dict[str, int] = {}
    for night in diary.nights:
        if night.tablets.strip():
            found[night.tablets.strip()] = found.get(night.tablets.strip(), 0) + 1
    often = sorted(found.items(), key=lambda one: -one[1])
    lines = [f"{words} ({count(times, 'day')})" for words, times in often[:MOST_TOLD]]
    return [*lines, f"and {len(often) - MOST_TOLD} more"] if len(often) > MOST_TOLD else lines


def _dated(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
