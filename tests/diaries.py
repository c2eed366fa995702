"""Diaries for tests: made up by a rule, drawn by Hypothesis, and many at once as rows of nights."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
from hypothesis import strategies as st

from planner.person.cramp_diary import CRAMPS, LEGS, SHARES, WORST, Diary, EatenMeal, Night
from planner.reference.nutrients import CRAMP_MINERALS
from planner.reference.table_schemas import SLOTS

LAST = date(2026, 11, 26)
DAY = tuple(
    EatenMeal(slot=slot, share="all", planned={"calcium_mg": 300.0, "magnesium_mg": 90.0, "potassium_mg": 900.0})
    for slot in ("breakfast", "lunch", "dinner")
)


def at(morning: date, hour: int = 7) -> datetime:
    return datetime(morning.year, morning.month, morning.day, hour, tzinfo=UTC)


def night(morning: date, cramps: str = "none", hour: int = 7, **fields) -> Night:
    return Night(morning=morning, cramps=cramps, entered=at(morning, hour), **fields)


def diary(nights: int, began_after: int | None = None, last: date = LAST) -> Diary:
    """A diary in which two nights of three have cramps, and one of three since she began; no night is missing."""
    made = []
    for n in range(nights):
        morning = last - timedelta(days=nights - 1 - n)
        since = began_after is not None and n >= began_after
        crampy = n % 3 == 0 if since else n % 3 != 0
        fields: dict = {"stretched": n % 2 == 0, "tablets": "prenatal vitamin" if n % 4 == 0 else ""}
        if crampy:
            fields |= {"severity": 2 + n % 7, "minutes": 2.0, "leg": "left" if n % 2 else "both"}
        if since:
            fields["eaten"] = DAY
        made.append(night(morning, ("several" if n % 5 == 0 else "one") if crampy else "none", **fields))
    began = None if began_after is None else last - timedelta(days=nights - began_after)
    return Diary(nights=made, began=began, began_entered=at(last) if began else None)


def chains(seed: int, diaries: int, nights: int, share: float, alike: float = 0.0) -> np.ndarray:
    """Many diaries as rows of nights with (1) and without (0) a cramp, of which each is like the one before.

    A Markov chain: after a night with a cramp one is likelier by `alike`, the correlation of neighbours.
    """
    drawn = np.random.default_rng(seed).random((diaries, nights))
    rows = np.empty((diaries, nights))
    rows[:, 0] = drawn[:, 0] < share
    for n in range(1, nights):
        rows[:, n] = drawn[:, n] < share + alike * (rows[:, n - 1] - share)
    return rows


amounts = st.dictionaries(st.sampled_from(CRAMP_MINERALS), st.floats(0, 5000), max_size=3)
meals = st.builds(
    EatenMeal,
    slot=st.sampled_from((*SLOTS, "habit")),
    share=st.sampled_from((*SHARES, None)),
    planned=amounts,
    at_least=st.lists(st.sampled_from(CRAMP_MINERALS), max_size=3, unique=True),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
lines = st.text(max_size=60)
mornings = st.dates(date(2026, 1, 1), date(2026, 1, 20))  # few, so that two diaries share some


@st.composite
def nights(draw, on=mornings):
    cramps = draw(st.sampled_from(list(CRAMPS)))
    fields: dict = {}
    if cramps != "none":
        fields = {
            "severity": draw(st.none() | st.integers(0, WORST)),
            "minutes": draw(st.none() | st.floats(0.1, 1440)),
            "leg": draw(st.none() | st.sampled_from(list(LEGS))),
        }
    return Night(
        morning=draw(on),
        cramps=cramps,
        signs=draw(st.lists(lines, max_size=3)),
        eaten=draw(st.lists(meals, max_size=3, unique_by=lambda meal: meal.slot)),
        cups=draw(st.none() | st.integers(0, 30)),
        tablets=draw(lines),
        stretched=draw(st.none() | st.booleans()),
        hours_on_feet=draw(st.none() | st.floats(0, 24)),
        entered=draw(moments),
        **fields,
    )


@st.composite
def diaries(draw):
    began = draw(st.none() | mornings)
    return Diary(
        nights=draw(st.lists(nights(), max_size=8, unique_by=lambda one: one.morning)),
        began=began,
        began_entered=draw(moments) if began else None,
    )
