"""The diary as file, table, page and reminders: what is written opens again, and what comes from outside is checked."""

import csv
import io
import json
from datetime import date, timedelta

import jsonschema
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from planner.assessment.diary_words import night_words, pattern_of_nights
from planner.errors import PlannerError
from planner.exports import (
    Handout,
    Reminders,
    diary_csv,
    diary_json,
    diary_of_nights,
    diary_pdf,
    diary_reminders,
    diary_schema,
    kept_nights,
    read_diary,
)
from planner.menu.wording import DISCLAIMER
from planner.person import Diary
from planner.safety import signs
from tests import diaries
from tests.diaries import LAST, diary, night

SIXTY = diary(60, 28)


@given(diaries.diaries())
def test_what_is_written_opens_again_and_fits_its_schema(here):
    raw = diary_json(here)
    assert read_diary(raw) == here and diary_json(read_diary(raw)) == raw
    jsonschema.validate(json.loads(raw), diary_schema())


@given(diaries.diaries())
def test_what_the_store_keeps_of_its_days_is_the_same_diary(here):
    kept = kept_nights(here)
    assert diary_of_nights({day: json.loads(json.dumps(entry)) for day, entry in kept.items()}) == here
    assert set(kept) == {one.morning for one in here.nights} | ({here.began} if here.began else set())


def test_a_file_of_a_later_version_may_hold_more():
    document = json.loads(diary_json(SIXTY))
    document["mood"] = "better"
    document["nights"][0]["dream"] = "flying"
    assert read_diary(json.dumps(document).encode()) == SIXTY
    jsonschema.validate(document, diary_schema())


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "mine.json:1: expecting value, so it is no whole JSON file"),
        (b"\xff", "mine.json: byte 0 is not UTF-8, so it is no diary"),
        (b"[]", "mine.json is no diary, as its format is not cramp-diary/1"),
        (b'{"format": "cramp-plan/1"}', "mine.json is no diary, as its format is not cramp-diary/1"),
        (b'{"format": "cramp-diary/2"}', "mine.json is in the format cramp-diary/2, and this version"),
        (b'{"format": "cramp-diary/1", "nights": {}}', "mine.json: nights must be a list of at most 1,000"),
        (b'{"format": "cramp-diary/1", "nights": [1]}', "mine.json: nights[0] must be an object"),
        (b'{"format": "cramp-diary/1", "nights": [{}]}', "mine.json: nights[0]: morning is"),
        (b'{"format": "cramp-diary/1", "began": "2026-11-01"}', "mine.json: the day of the beginning has no hour"),
        (b'{"format": "cramp-diary/1", "nights": [NaN]}', "mine.json: NaN is no number"),
        (b"[" * 100_000, "mine.json is nested far deeper than any diary"),
    ],
)
def test_what_is_no_diary_is_one_sentence(raw, sentence):
    with pytest.raises(PlannerError) as caught:
        read_diary(raw, "mine.json")
    assert str(caught.value).startswith(sentence) and len(str(caught.value).splitlines()) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(PlannerError, match="no such file or directory; give the path of a diary that can be read"):
        read_diary(tmp_path / "diary.json")


@given(st.data())
def test_flipped_bytes_give_a_diary_or_one_sentence(data):
    raw = bytearray(diary_json(diary(5, 2)))
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    sentence = ""
    try:
        opened = read_diary(bytes(raw))
    except PlannerError as error:
        sentence = str(error)
    else:
        assert isinstance(opened, Diary)
        return
    assert sentence and len(sentence.splitlines()) == 1 and len(sentence) < 700


# --- the table ------------------------------------------------------------------------------------


def rows_of(here):
    return list(csv.DictReader(io.StringIO(diary_csv(here).decode("utf-8-sig"))))


def test_the_table_has_a_line_for_each_night_and_leaves_unknown_empty():
    rows = rows_of(SIXTY)
    assert [row["morning of"] for row in rows] == [one.morning.isoformat() for one in SIXTY.nights]
    assert [row["cramps"] for row in rows] == [one.cramps for one in SIXTY.nights]
    assert rows[0]["Calcium of the plan, eaten (mg)"] == "" and rows[-1]["Calcium of the plan, eaten (mg)"] == "900"
    assert [row["eating by the plan"] for row in rows].count("no") == 28
    assert rows[0]["cups of tea and coffee"] == ""


def test_a_sum_of_which_a_part_is_unknown_reads_at_least():
    part = night(LAST, eaten=[*(meal.model_dump() for meal in diaries.DAY), {"slot": "morning_snack"}])
    assert rows_of(Diary(nights=(part,)))[0]["Potassium of the plan, eaten (mg)"] == "at least 2700"


def test_half_an_hour_is_half_an_hour_or_more_wherever_it_stands():
    for minutes, words, cell in ((30, "30 min or more", "at least 30"), (20, "20 min", "20"), (45, "45 min", "45")):
        here = Diary(nights=(night(LAST, "one", minutes=minutes),))
        assert night_words(here.nights[0]) == f"one cramp, {words}"
        assert f"How long: up to {words}." in pattern_of_nights(here)
        assert rows_of(here)[0]["longest (min)"] == cell


def test_no_cell_runs_as_a_formula():
    rows = rows_of(Diary(nights=(night(LAST, tablets="=1+1", signs=["@SUM(A1)"]),)))
    assert rows[0]["tablets"] == "'=1+1" and rows[0]["danger signs"] == "'@SUM(A1)"


# --- the page for the doctor ----------------------------------------------------------------------


def page_of(here, **handout):
    pdf = PdfReader(io.BytesIO(diary_pdf(here, Handout(made=LAST, **handout))))
    assert len(pdf.pages) == 1
    return " ".join(pdf.pages[0].extract_text().split())


def test_the_page_says_what_a_doctor_asks():
    sign = next(one for one in signs() if one.key == "dvt.1")
    ticked = SIXTY.with_night(night(LAST, "several", severity=9, signs=[sign.words], hour=9))
    text = page_of(ticked, client="Anna Berg")
    for words in (
        "Anna Berg",
        "60 nights from 28 September 2026 to 26 November 2026",
        f"{sign.words}: morning of 26 November 2026.",
        "see or ring a doctor today",
        "Nights with cramps",
        "Calcium, mg a day",
        "prenatal vitamin (15 days)",
        "Questions to ask",
        "Cramps come and go by themselves.",
        DISCLAIMER,
    ):
        assert words in text, words


@pytest.mark.parametrize("nights", [0, 1, 13, 400, 1000])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_one_page_whatever_the_diary_holds(nights, paper):
    here = diary(nights, nights // 2 if nights else None)
    assert "Cramp diary" in page_of(here, paper=paper)


def test_it_is_one_page_with_the_longest_words_too():
    long = [
        night(
            LAST - timedelta(days=n),
            "several",
            severity=10,
            signs=[f"{n}{k} " + "swollen " * 20 for k in range(6)],
            tablets=f"{n} " + "tablet " * 27,
        )
        for n in range(40)
    ]
    text = page_of(Diary(nights=long).beginning(LAST - timedelta(days=20), night(LAST).entered), client="x" * 120)
    assert "And 235 other signs." in text and "and 35 more" in text


def test_of_many_danger_signs_the_most_urgent_are_named():
    words = [sign.words for sign in signs()]
    assert len(words) > 6
    here = Diary(nights=[night(LAST - timedelta(days=n), "one", signs=words[1:] if n else words[:1]) for n in range(3)])
    text = page_of(here)
    assert f"{words[0]}: morning of" in text and f"I ticked “{words[0][0].lower()}{words[0][1:]}”" in text


def test_a_week_without_a_word_has_no_figure():
    assert "0 of 0" not in page_of(Diary(nights=(night(LAST), night(LAST - timedelta(days=21)))))


def test_tablets_are_named_as_she_wrote_them_and_no_dose_is_advised():
    text = page_of(Diary(nights=(night(LAST, tablets="Magnesium, half"),)))
    assert "Magnesium, half (1 day)." in text
    assert "None written down." in page_of(Diary(nights=(night(LAST),)))
    assert " mg of " not in text and "should take" not in text


# --- reminders ------------------------------------------------------------------------------------


def test_reminders_come_every_day_with_an_alarm():
    raw = diary_reminders(Reminders(first=date(2026, 11, 23), weeks=2, timezone="Europe/Berlin"))
    events = Calendar.from_ical(raw).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Cramp diary: how was the night?", "Stretch your calves"]
    assert [event.decoded("DTSTART").strftime("%H:%M") for event in events] == ["07:30", "21:30"]
    for event in events:
        assert event["RRULE"]["FREQ"] == ["DAILY"] and event["RRULE"]["COUNT"] == [14]
        assert len(event.walk("VALARM")) == 1
    assert len(vobject.readOne(raw.decode()).contents["vevent"]) == 2
    assert b"VTIMEZONE" in raw and all(len(line) <= 75 for line in raw.splitlines())


def test_to_import_them_again_changes_the_hours_and_doubles_none():
    first, second = (
        Calendar.from_ical(diary_reminders(Reminders(first=day, morning=hour))).walk("VEVENT")
        for day, hour in ((date(2026, 11, 23), "07:30"), (date(2026, 11, 30), "06:45"))
    )
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    assert second[0]["SEQUENCE"] > first[0]["SEQUENCE"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"morning": "", "bedtime": ""}, "there is no hour to remind of"),
        ({"morning": "25:00"}, "the reminder can't be set"),
        ({"timezone": "Mars/Base"}, "the reminder can't be set"),
    ],
)
def test_what_can_not_be_reminded_of_is_one_sentence(fields, sentence):
    with pytest.raises(PlannerError, match=sentence):
        diary_reminders(Reminders(first=LAST, **fields))
    with pytest.raises(PlannerError, match="weeks is 53: it must be at most 52"):
        Reminders(first=LAST, weeks=53)
