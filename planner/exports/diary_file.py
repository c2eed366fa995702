"""The cramp diary as JSON, ``cramp-diary/1``, which opens again, and as a table."""

import io
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from planner.assessment.diary_tables import night_table
from planner.errors import PlannerError
from planner.exports.plan_file.plan_schema import DIALECT
from planner.exports.plan_file.read import json_of
from planner.foods.food_csv import inert
from planner.person.cramp_diary import LONG, MOST_NIGHTS, Diary, Night
from planner.reference.checked_model import shortened
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

FORMAT = "cramp-diary/1"
_FIELDS = ("began", "began_entered")


def diary_json(diary: Diary) -> bytes:
    """The diary file, UTF-8 JSON: nights with what was said of the day before, and when she began.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    bytes
        The same diary gives the same bytes.

    Examples
    --------
    >>> json.loads(diary_json(Diary()))
    {'format': 'cramp-diary/1', 'began': None, 'began_entered': None, 'nights': []}
    """
    plain = diary.model_dump(mode="json")
    document = {"format": FORMAT, **{field: plain[field] for field in _FIELDS}, "nights": plain["nights"]}
    return (json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def read_diary(source: str | Path | bytes, name: str | None = None) -> Diary:
    """Open a diary file again.

    Parameters
    ----------
    source : path or bytes
        A file, or what is in it.
    name : str, optional
        What to call it in messages; the file name by default.

    Returns
    -------
    Diary

    Raises
    ------
    PlannerError
        In one sentence, with the place in the file, if it can't be read.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="none", entered="2026-11-23T06:30:00Z")
    >>> diary = Diary(nights=(night,))
    >>> read_diary(diary_json(diary)) == diary
    True
    >>> read_diary(b'{"format": "cramp-diary/1", "nights": [{"morning": "2026-11-23", "cramps": "two"}]}', "mine.json")
    Traceback (most recent call last):
    planner.errors.PlannerError: mine.json: nights[0]: cramps is 'two': it must be 'none', 'one' or 'several'
    """
    label = name or ("the diary" if isinstance(source, bytes) else str(source))
    return diary_of_document(json_of(source, label, "diary"), label)


def diary_of_document(document: Any, label: str = "the diary") -> Diary:
    """The diary of a diary file that is plain values already.

    Parameters
    ----------
    document : dict
        The layout of the diary file; fields that this version does not know are left alone.
    label : str
        What to call it in messages.

    Raises
    ------
    PlannerError
        In one sentence, if it is no diary file.

    Examples
    --------
    >>> diary_of_document({"format": "cramp-diary/1", "nights": []})
    Diary(nights=(), began=None, began_entered=None)
    """
    form = document.get("format") if isinstance(document, dict) else None
    if isinstance(form, str) and form != FORMAT and re.fullmatch(r"cramp-diary/\d{1,6}", form):
        raise PlannerError(
            f"{label} is in the format {form}, and this version of the planner reads {FORMAT}: open it with a newer one"
        )
    if form != FORMAT:
        raise PlannerError(f"{label} is no diary, as its format is not {FORMAT}: choose a JSON file of the cramp diary")
    rows = document.get("nights", [])
    if not isinstance(rows, list) or len(rows) > MOST_NIGHTS:
        raise PlannerError(f"{label}: nights must be a list of at most {MOST_NIGHTS:,}: take the file as it was saved")
    nights = [_night(row, f"{label}: nights[{n}]") for n, row in enumerate(rows)]
    try:
        return Diary(nights=nights, **{field: document.get(field) for field in _FIELDS})
    except PlannerError as error:
        raise PlannerError(shortened(f"{label}: {error}")) from None


def _night(row: Any, where: str) -> Night:
    if not isinstance(row, dict):
        raise PlannerError(f"{where} must be an object, as the planner wrote it")
    try:
        return Night(**{field: row[field] for field in Night.model_fields if field in row})
    except PlannerError as error:
        raise PlannerError(shortened(f"{where}: {error}")) from None


def kept_nights(diary: Diary) -> dict[date, dict[str, Any]]:
    """The diary by its days, as the store keeps it: each night, and on the day of the beginning when that was said.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    dict of date to dict
        Plain values.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="none", entered="2026-11-23T06:30:00Z")
    >>> diary = Diary(nights=(night,), began="2026-11-20", began_entered="2026-11-23T06:30:00Z")
    >>> diary_of_nights(kept_nights(diary)) == diary
    True
    """
    found = {night.morning: night.model_dump(mode="json", exclude={"morning"}) for night in diary.nights}
    if diary.began and diary.began_entered:
        found.setdefault(diary.began, {})["began_entered"] = diary.began_entered.isoformat()
    return found


def diary_of_nights(kept: Mapping[date, Mapping[str, Any]]) -> Diary:
    """The diary of what the store keeps of its days.

    Parameters
    ----------
    kept : mapping of date to mapping
        Of `kept_nights`.

    Returns
    -------
    Diary

    Raises
    ------
    PlannerError
        In one sentence, if it can't be read.

    Examples
    --------
    >>> diary_of_nights({})
    Diary(nights=(), began=None, began_entered=None)
    """
    nights = [{"morning": day.isoformat(), **entry} for day, entry in kept.items() if "cramps" in entry]
    said = [(entry["began_entered"], day) for day, entry in kept.items() if "began_entered" in entry]
    entered, began = max(said) if said else (None, None)
    return diary_of_document({"format": FORMAT, "nights": nights, "began": began, "began_entered": entered})


def diary_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the diary file.

    Returns
    -------
    dict
        Plain values, to be written as JSON.

    Examples
    --------
    >>> diary_schema()["properties"]["format"]
    {'const': 'cramp-diary/1', 'title': 'Format', 'type': 'string'}
    """
    made = Diary.model_json_schema()
    for part in (made, *made["$defs"].values()):
        part.pop("additionalProperties", None)  # fields that a version does not know are left alone
    form = {"const": FORMAT, "title": "Format", "type": "string"}
    return {
        "$schema": DIALECT,
        **made,
        "title": FORMAT,
        "properties": {"format": form, **made["properties"]},
        "required": ["format"],
    }


def diary_csv(diary: Diary) -> bytes:
    """The nights as a table, one a line, for a spreadsheet.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    bytes
        UTF-8 with a byte order mark. What is not known is empty; a sum of which a part is not known reads "at least".

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", leg="left", entered="2026-11-23T06:30:00Z")
    >>> diary_csv(Diary(nights=(night,))).decode("utf-8-sig").splitlines()[1]
    '2026-11-22,2026-11-23,one,,,left,,,,,,,,,'
    """
    nights = night_table(diary)
    frame = pd.DataFrame(
        {
            "evening of": [day - timedelta(days=1) for day in nights["morning"]],
            "morning of": nights["morning"],
            "cramps": nights["cramps"],
            "worst (0-10)": nights["severity"].astype("Int64"),
            "longest (min)": [_at_least(minutes, minutes != LONG) for minutes in nights["minutes"]],
            "leg": nights["leg"],
            "danger signs": ["; ".join(signs) for signs in nights["signs"]],
            **{
                f"{nutrients()[mineral].label} of the plan, eaten (mg)": [
                    _at_least(amount, whole)
                    for amount, whole in zip(nights[mineral], nights[f"{mineral}_whole"], strict=True)
                ]
                for mineral in CRAMP_MINERALS
            },
            "calves stretched": nights["stretched"].map({True: "yes", False: "no"}),
            "cups of tea and coffee": nights["cups"].astype("Int64"),
            "tablets": nights["tablets"],
            "hours on her feet": [_plain(hours) for hours in nights["hours_on_feet"]],
            "eating by the plan": [_by_the_plan(diary, night) for night in diary.nights],
        }
    )
    for column in ("danger signs", "tablets"):
        frame[column] = inert(frame[column].astype(object))
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\r\n")
    return text.getvalue().encode("utf-8-sig")


def _plain(number: float) -> str:
    return "" if pd.isna(number) else f"{number:g}"


def _at_least(amount: float, whole: bool) -> str:
    return "" if pd.isna(amount) else f"{amount:.0f}" if whole else f"at least {amount:.0f}"


def _by_the_plan(diary: Diary, night: Night) -> str:
    """Whether the day before the night was one on which she ate by the plan; empty if she never said."""
    return "" if diary.began is None else "yes" if night.morning > diary.began else "no"
