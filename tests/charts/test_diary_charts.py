"""The charts of the diary: every night once, words beside every mark, nothing drawn of what is not known."""

import pytest
import vl_convert

from planner.assessment import week_table
from planner.charts import night_calendar, weeks_beside, weeks_in_words, weeks_takeaway
from planner.person import Diary
from tests.diaries import LAST, diary, night

DIARIES = {"1 night": diary(1), "5 nights": diary(5), "60 nights": diary(60, 28), "400 nights": diary(400, 200)}
each_diary = pytest.mark.parametrize("here", DIARIES.values(), ids=list(DIARIES))


def records(chart, layer):
    spec = chart.to_dict()
    return spec["datasets"][
        spec["layer"][layer]["data"]["name"] if "data" in spec["layer"][layer] else spec["data"]["name"]
    ]


@each_diary
@pytest.mark.parametrize("make", [night_calendar, weeks_beside])
def test_charts_are_drawn_and_say_in_words_what_they_show(here, make):
    spec = make(here).to_dict()
    assert len(spec["description"]) > 40 and spec["title"]["text"]
    assert vl_convert.vegalite_to_svg({**spec, "width": 330}).startswith("<svg")


@each_diary
def test_the_calendar_has_a_cell_for_each_day_of_its_weeks_and_no_night_is_made_up(here):
    cells = records(night_calendar(here), 0)
    assert len(cells) % 7 == 0 and len(cells) <= 20 * 7
    written = [cell for cell in cells if cell["kind"] != "Not written down"]
    assert len(written) == sum(one.morning >= here.nights[-len(written)].morning for one in here.nights)
    assert sum(cell["kind"] in ("One", "Several") for cell in written) == sum(
        one.crampy for one in here.nights[-len(written) :]
    )


def test_the_first_day_by_the_plan_is_marked_once():
    assert sum(cell["began"] for cell in records(night_calendar(diary(60, 28)), 0)) == 1
    assert len(weeks_beside(diary(60, 28)).layer) == len(weeks_beside(diary(60)).layer) + 1


def test_rows_of_which_nothing_is_known_are_left_out():
    few = weeks_beside(Diary(nights=(night(LAST),))).to_dict()["description"]
    assert "Nights with cramps: 0 of 1" in few
    assert "Calcium" not in few and "How bad" not in few and "stretches" not in few
    assert "Calcium, mg a day: 900" in weeks_beside(diary(60, 28)).to_dict()["description"]


@each_diary
def test_weeks_add_up_to_the_diary(here):
    weeks = week_table(here)
    assert weeks["nights"].sum() == len(here.nights)
    assert weeks["with_cramps"].sum() == sum(one.crampy for one in here.nights)
    assert weeks["stretched"].sum() == sum(bool(one.stretched) for one in here.nights)
    assert len(weeks_in_words(here)) == len(weeks)
    assert weeks_takeaway(here).startswith("In the week from 23 November: cramps in ")


def test_a_week_in_between_without_a_word_stays_in_its_place():
    here = diary(30)
    gap = Diary(nights=tuple(one for one in here.nights if not 7 < (LAST - one.morning).days < 20))
    weeks = week_table(gap)
    assert (weeks["nights"] == 0).any()
    assert weeks_in_words(gap).loc[(weeks["nights"] == 0).to_numpy()[::-1], "Nights with cramps"].eq("—").all()


def test_an_empty_diary_has_no_weeks():
    assert week_table(Diary()).empty and weeks_takeaway(Diary()) == ""
