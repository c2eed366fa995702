"""Calendar reminders for the diary: the entry in the morning, and calf stretches before bed."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import TRANSP, Alarm, Calendar, Event, vText
from pydantic import Field

from planner.errors import PlannerError
from planner.exports.calendar import COUNTED_FROM, SPACE
from planner.reference.checked_model import CheckedModel
from planner.reference.tables import read
from planner.reference.units import clock

PRODUCT = "-//Cramp planner//Diary//EN"
NAME = "Cramp diary"
A_MOMENT = timedelta(minutes=5)


class Reminders(CheckedModel):
    """When the calendar reminds.

    Parameters
    ----------
    first : datetime.date
        The first day.
    weeks : int
        For how long, 1 to 52.
    morning, bedtime : str
        Hours of the entry and of the stretches, such as ``"07:30"``; empty for none.
    timezone : str
        Of the hours, such as ``"Europe/Berlin"``; empty for the hours of wherever she is.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be.

    Examples
    --------
    >>> Reminders(first="2026-11-23", bedtime="").weeks
    8
    """

    first: date
    weeks: int = Field(default=8, ge=1, le=52)
    morning: str = "07:30"
    bedtime: str = "21:30"
    timezone: str = Field(default="", max_length=120)


def diary_reminders(asked: Reminders) -> bytes:
    """The reminders as an iCalendar file: one event each that comes every day, with an alarm.

    To import it again, with other hours too, changes the events and doubles none.

    Parameters
    ----------
    asked : Reminders

    Returns
    -------
    bytes
        UTF-8 text. The same request gives the same bytes.

    Raises
    ------
    PlannerError
        If an hour or the time zone can't be read, or there is nothing to remind of.

    References
    ----------
    RFC 5545 for the format.

    Examples
    --------
    >>> lines = diary_reminders(Reminders(first="2026-11-23")).splitlines()
    >>> lines.count(b"BEGIN:VEVENT"), lines.count(b"RRULE:FREQ=DAILY;COUNT=56"), lines.count(b"BEGIN:VALARM")
    (2, 2, 2)
    """
    calendar = Calendar.new(prodid=PRODUCT, method="PUBLISH", uid=uuid.uuid5(SPACE, NAME))
    for field in ("NAME", "X-WR-CALNAME"):
        calendar.add(field, vText(NAME))
    steps = read("besides_food").query("when == 'prevent'")["step"]
    stretch = next(step for step in steps if "calves" in step)
    told = {
        "morning": (asked.morning, "Cramp diary: how was the night?", "One tap if there was no cramp."),
        "bedtime": (asked.bedtime, "Stretch your calves", stretch),
    }
    for key, (hour, title, words) in told.items():
        if hour:
            calendar.add_component(_daily(asked, key, hour, title, words))
    if not calendar.subcomponents:
        raise PlannerError("there is no hour to remind of: give one in the morning or at bedtime")
    if asked.timezone:
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _daily(asked: Reminders, key: str, hour: str, title: str, words: str) -> Event:
    try:
        start = datetime.combine(asked.first, time.fromisoformat(clock(hour)))
        start = start.replace(tzinfo=ZoneInfo(asked.timezone)) if asked.timezone else start
    except (ValueError, OSError, KeyError) as error:
        raise PlannerError(f"the reminder can't be set: {error}") from None
    made = datetime.combine(asked.first, time(), tzinfo=UTC)
    event = Event.new(
        uid=f"diary-{key}@{uuid.uuid5(SPACE, NAME)}",
        start=start,
        end=start + A_MOMENT,
        summary=title,
        description=words,
        stamp=made,
        last_modified=made,
        sequence=max(0, (asked.first - COUNTED_FROM).days),
        transparency=TRANSP.TRANSPARENT,
    )
    event.add("RRULE", {"FREQ": "DAILY", "COUNT": 7 * asked.weeks})
    alarm = Alarm.new(description=title)
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", timedelta())
    event.add_component(alarm)
    return event
