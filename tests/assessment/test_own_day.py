"""A day of her own: entries become meals, and the usual audit looks at them."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.assessment.own_day import Entry, eatable, entries_of, from_other_hours, merged_entries, plan_of_entries
from planner.charts.day_progress import progress_table
from planner.menu.plan import HABIT
from tests.plates import plan

TODAY = datetime.date(2026, 11, 23)


def day_of(base, *entries):
    return plan_of_entries(base, [Entry(hour, food, float(servings)) for hour, food, servings in entries], TODAY)


@pytest.fixture(scope="module")
def base(foods, her):
    """A plan without a meal: a person, her preferences, targets and food table."""
    return plan({}, foods, person=her)


def slots(day):
    return {meal.time: meal.slot for meal in day.days[0].meals}


def test_what_is_eaten_at_one_hour_is_one_meal(base):
    day = day_of(base, ("07:30", "oatmeal_cooked", 1), ("13:00", "kefir", 0.5), ("07:30", "milk_whole", 1))
    assert [(meal.time, [s.food for s in meal.dishes[0].servings]) for meal in day.days[0].meals] == [
        ("07:30", ["oatmeal_cooked", "milk_whole"]),
        ("13:00", ["kefir"]),
    ]
    assert day.days[0].meals[1].dishes[0].servings[0].grams == 121.5
    assert day.days[0].meals[0].dishes[0].title == "Oatmeal and whole milk"


def test_a_meal_takes_the_nearest_slot_and_the_nearer_of_two_has_it(base):
    day = day_of(base, ("08:15", "tea_black", 1), ("07:45", "kefir", 1), ("12:30", "banana", 1), ("18:00", "apple", 1))
    assert slots(day) == {"07:45": "breakfast", "08:15": HABIT, "12:30": "lunch", "18:00": "dinner"}


def test_her_own_hours_of_meals_count(foods, her):
    late = plan({}, foods, planner.Preferences(hours={"breakfast": "09:30", "morning_snack": "11:30"}), her)
    assert slots(day_of(late, ("10:00", "kefir", 1))) == {"10:00": "breakfast"}


def test_person_targets_and_foods_are_those_of_the_plan_and_nothing_was_solved(week):
    day = day_of(week, ("13:00", "kefir", 1))
    assert day.person is week.person and day.foods is week.foods and day.targets is week.targets
    assert day.solver.seconds == 0 and day.shortfalls == () and day.skipped == ()


def test_a_day_taken_over_brings_what_it_brought_in_the_plan(week):
    when = week.days[2].date
    day = plan_of_entries(week, entries_of(week, when), when)
    before, after = (planner.assess(p) for p in (week, day))
    known = [frame[frame["date"] == when].set_index("nutrient")["known"] for frame in (before, after)]
    assert known[1].to_dict() == pytest.approx(known[0].to_dict())
    assert planner.find_pairings(day).empty == planner.find_pairings(week).query("date == @when").empty


def test_only_the_meal_that_was_picked_is_taken_over(week):
    when = week.days[0].date
    lunch = entries_of(week, when, "lunch")
    assert {one.hour for one in lunch} == {week.preferences.hours["lunch"]}
    assert set(lunch) < set(entries_of(week, when))


KEYS = ["milk_whole", "tea_black", "bread_rye", "spinach_boiled", "banana", "dark_chocolate", "feta", "lentils_boiled"]
HOURS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
PLATES = st.lists(st.builds(Entry, HOURS, st.sampled_from(KEYS), st.sampled_from([0.5, 1.0, 2.0])), max_size=8)


@given(PLATES)
@settings(max_examples=40, deadline=None)
def test_entries_come_back_as_they_went_in_and_no_slot_is_taken_twice(entries):
    day = plan_of_entries(BASE, entries, TODAY)
    assert entries_of(day) == merged_entries(entries)
    taken = [meal.slot for meal in day.days[0].meals if meal.slot != HABIT]
    assert len(taken) == len(set(taken))


BASE = plan({})


def test_tea_45_minutes_after_yoghurt_names_the_yoghurt(base):
    day = day_of(base, ("07:30", "yoghurt_whole", 1), ("08:15", "tea_black", 1), ("13:00", "kefir", 1))
    (flag,) = planner.find_pairings(day).to_dict("records")
    assert [(one.hour, one.food) for one in from_other_hours(day, flag)] == [("07:30", "yoghurt_whole")]


def test_what_is_eaten_at_the_same_hour_needs_no_such_word(base):
    day = day_of(base, ("07:30", "yoghurt_whole", 1), ("07:30", "tea_black", 1))
    (flag,) = planner.find_pairings(day).to_dict("records")
    assert from_other_hours(day, flag) == []


def test_a_food_that_has_left_the_table_can_not_be_counted(base):
    entries = (Entry("07:30", "kefir", 1.0), Entry("07:30", "grandmothers_cake", 1.0))
    assert eatable(entries, base.foods) == entries[:1]


def test_a_meal_is_so_far_and_unknown_figures_are_carried(base):
    report = planner.assess(day_of(base, ("07:30", "kefir", 1), ("07:30", "herb_tea_hibiscus", 1)))
    rows = report[report["date"] == TODAY].to_dict("records")
    table = progress_table(rows).set_index("Nutrient")
    kefir, target = 1.3 * 243, 1000
    assert table.at["Calcium", "To go"].endswith(" mg") and table.at["Fat", "To go"] == "—"
    unknown = [row for row in rows if row["unknown_foods"] and row["status"] == "short"]
    for row in unknown:
        assert table.at[row["label"], "So far"].startswith("at least")
        assert table.at[row["label"], "To go"].startswith("at most")
    assert unknown and kefir < target
