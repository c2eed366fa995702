"""The diary: what a night can be, unknown stays unknown, and two devices lose nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.person import Diary, EatenMeal, Night, eaten_of_day, merged, share_eaten
from planner.reference.tables import read
from tests import diaries
from tests.diaries import LAST, night


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"severity": 11}, "severity is 11: it must be at most 10"),
        ({"minutes": 0}, "minutes is 0: it must be more than 0"),
        ({"minutes": float("nan")}, "minutes is nan: it must be a number"),
        ({"leg": "arm"}, "leg is 'arm': it must be 'left', 'right' or 'both'"),
        ({"cramps": "none", "leg": "left"}, "a night without cramps has no leg: say one or several, or leave it out"),
        ({"cups": -1}, "cups is -1: it must be at least 0"),
        ({"hours_on_feet": 25}, "hours on feet is 25: it must be at most 24"),
        (
            {"entered": "2026-11-23T07:00:00"},
            "the hour of an entry has no time zone: write it like 2026-11-23T07:30:00Z",
        ),
        ({"morning": "1850-01-01"}, "the day can't be 1850-01-01: give one from 1900-01-01 to 2199-12-31"),
        ({"tablets": "x" * 201}, "tablets has 201 characters: it takes at most 200"),
        ({"eaten": [{"slot": "lunch"}, {"slot": "lunch"}]}, "lunch stands twice in a day: keep one of the two"),
        ({"weight": 60}, "weight is 60: extra inputs are not permitted"),
    ],
)
def test_what_a_night_can_not_be_is_one_sentence(fields, sentence):
    sound = {"morning": "2026-11-23", "cramps": "one", "entered": "2026-11-23T07:00:00Z"}
    with pytest.raises(PlannerError) as caught:
        Night(**{**sound, **fields})
    assert str(caught.value).startswith(sentence) and len(str(caught.value).splitlines()) == 1


@given(
    st.dictionaries(
        st.sampled_from(list(Night.model_fields)),
        st.one_of(
            st.text(max_size=300), st.integers(), st.floats(), st.none(), st.lists(st.text(max_size=9), max_size=3)
        ),
    )
)
def test_any_entry_is_a_night_or_one_sentence(fields):
    sound = {"morning": "2026-11-23", "cramps": "one", "entered": "2026-11-23T07:00:00Z"}
    sentence = ""
    try:
        made = Night(**{**sound, **fields})
    except PlannerError as error:
        sentence = str(error)
    else:
        assert Diary().with_night(made).of(made.morning) == made
        return
    assert sentence and len(sentence.splitlines()) == 1 and len(sentence) < 500


def test_a_morning_stands_once_and_nights_in_their_order():
    later, earlier = night(LAST), night(LAST - timedelta(days=3))
    assert Diary(nights=(later, earlier)).nights == (earlier, later)
    with pytest.raises(PlannerError, match="the night to 2026-11-26 stands twice: keep one of the two"):
        Diary(nights=(later, later))
    with pytest.raises(PlannerError, match="has no hour of its entry"):
        Diary(began="2026-11-20")


def test_the_hour_of_an_entry_is_the_same_moment_in_every_zone():
    one, other = (
        Night(morning=LAST, cramps="none", entered=when)
        for when in ("2026-11-26T07:00:00+01:00", "2026-11-26T06:00:00Z")
    )
    assert one == other


def test_shares_that_are_guessed_are_told_to_be_assumed():
    rows = read("constants").set_index("key")
    assert (share_eaten("all"), share_eaten("none")) == (1.0, 0.0)
    assert (
        share_eaten("most") == rows.at["eaten_most", "value"]
        and share_eaten("little") == rows.at["eaten_little", "value"]
    )
    assert set(rows.loc[["eaten_most", "eaten_little"], "source"]) == {"assumed"}
    with pytest.raises(PlannerError, match="how much was eaten can't be 'half'"):
        share_eaten("half")


def test_unknown_stays_unknown_and_is_never_zero():
    whole = EatenMeal(slot="lunch", share="all", planned={"calcium_mg": 400.0})
    nothing = EatenMeal(slot="dinner", share="none", planned={"calcium_mg": 300.0}, at_least=["calcium_mg"])
    unsaid = EatenMeal(slot="dinner", planned={"calcium_mg": 300.0})
    partly = EatenMeal(slot="dinner", share="most", planned={"calcium_mg": 100.0}, at_least=["calcium_mg"])
    assert eaten_of_day([], "calcium_mg") is None
    assert eaten_of_day([whole], "potassium_mg") is None
    assert eaten_of_day([whole], "calcium_mg") == (400.0, True)
    assert eaten_of_day([whole, nothing], "calcium_mg") == (400.0, True), "of what she left, nothing is missing"
    unknown = EatenMeal(slot="evening_snack", share="none", at_least=["calcium_mg"])
    assert eaten_of_day([whole, unknown], "calcium_mg") == (400.0, True), "nor where no food of it gives a figure"
    assert eaten_of_day([whole, unsaid], "calcium_mg") == (400.0, False)
    assert eaten_of_day([whole, partly], "calcium_mg") == (475.0, False)


# --- two devices ----------------------------------------------------------------------------------


@given(diaries.diaries(), diaries.diaries())
def test_two_devices_lose_no_night_and_the_later_entry_stands(phone, tablet):
    both = merged(phone, tablet)
    assert {one.morning for one in both.diary.nights} == {one.morning for one in (*phone.nights, *tablet.nights)}
    for one in both.diary.nights:
        told = [found for device in (phone, tablet) if (found := device.of(one.morning))]
        assert one in told and one.entered == max(found.entered for found in told)
    differing = {one.morning for one in phone.nights if (other := tablet.of(one.morning)) is not None and other != one}
    assert {late.morning for late, _ in both.settled} == differing
    for late, early in both.settled:
        assert {late.model_dump_json(), early.model_dump_json()} == {
            device.of(late.morning).model_dump_json() for device in (phone, tablet)
        }
    assert set(both.only_second) == {n.morning for n in tablet.nights} - {n.morning for n in phone.nights}


@given(diaries.diaries(), diaries.diaries(), diaries.diaries())
def test_whoever_opens_whose_file_in_whatever_order_comes_to_the_same(one, two, three):
    assert merged(one, two).diary == merged(two, one).diary
    assert merged(one, one).diary == one and not merged(one, one).settled
    left = merged(merged(one, two).diary, three).diary
    assert left == merged(one, merged(two, three).diary).diary


def test_a_beginning_that_was_said_later_stands():
    first = Diary().beginning(date(2026, 11, 1), diaries.at(LAST, 8))
    second = Diary().beginning(date(2026, 11, 5), diaries.at(LAST, 9))
    assert merged(first, second).diary.began == merged(second, first).diary.began == date(2026, 11, 5)
    assert merged(first, Diary()).diary.began == date(2026, 11, 1)
