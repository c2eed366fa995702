"""A wrong mode, slot, food, kind or amount is one sentence that names the nearest right ones."""

import dataclasses
import datetime
import math

import pytest

import planner
from planner.assessment import (
    Entry,
    absorbed_calcium,
    clear_hours,
    day_of_entries,
    entries_of,
    find_remedies,
    from_other_hours,
    limit_note,
    nothing_flagged,
    pairing_rules,
    plan_of_entries,
    reach_minutes,
    tablets_text,
)
from planner.assessment.audit import facts_of, failures
from planner.menu import servings_frame
from planner.menu.plan import Day

TODAY = datetime.date(2026, 11, 23)
HER = planner.Person(trimester=3)
BREAKFAST = [Entry("07:30", food, 1.0) for food in ("milk_whole", "tea_black")]
DAY = day_of_entries(HER, BREAKFAST, when=TODAY)
FLAGS = planner.find_pairings(DAY)
FLAG = FLAGS.to_dict("records")[0]
PLATES = servings_frame(DAY)

MODE = "the mode can't be 'artical': take 'article' or 'measured'"
RULE = (
    "the rule of a flag in measured mode can't be 'tea or coffee with calcium': take 'spinach and sorrel with calcium'"
)


def eaten(hour="07:30", food="kefir", servings=1.0):
    return lambda: plan_of_entries(DAY, [Entry(hour, food, servings)], TODAY)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: planner.find_pairings(DAY, mode="artical"), MODE),
        (lambda: pairing_rules("artical"), MODE),
        (lambda: nothing_flagged("artical"), MODE),
        (lambda: clear_hours(DAY, mode="artical"), MODE),
        (lambda: find_remedies(DAY, FLAG, FLAGS, "artical"), MODE),
        (lambda: from_other_hours(DAY, FLAG, "artical"), MODE),
        (lambda: reach_minutes(FLAG, "artical"), MODE),
        (lambda: find_remedies(DAY, FLAG, FLAGS, "measured"), RULE),
        (lambda: reach_minutes(FLAG, "measured"), RULE),
        (lambda: clear_hours(DAY, "tanin"), "the class of hinderer can't be 'tanin': take 'oxalate', 'tannin', "),
        (lambda: failures(planner.audit(DAY), "firm"), "the kind can't be 'firm': take 'hard' or 'soft'"),
        (lambda: limit_note("suplement"), "the scope of a limit can't be 'suplement': take "),
        (lambda: tablets_text("magnesium", 1.0), "the nutrient can't be 'magnesium': take 'magnesium_mg'"),
        (lambda: entries_of(DAY, slot="brunch"), "the slot can't be 'brunch': take 'lunch'"),
        (
            lambda: entries_of(DAY, datetime.date(2026, 11, 30)),
            "the plan has no 2026-11-30: its days are 2026-11-23 to ",
        ),
        (eaten(food="kefer"), "the food can't be 'kefer': take 'kefir'"),
        (eaten(servings=-1.0), "there can't be -1 servings of kefir: give a number above 0"),
        (eaten(hour="7:30"), "'7:30' is not an hour as an entry has it: write it like 07:30"),
        (eaten(hour="noon"), "'noon' is not an hour of the day: write it like 08:00"),
        (lambda: absorbed_calcium(PLATES.drop(columns="hinders"), HER), "a meal lacks the column hinders: "),
        (lambda: absorbed_calcium(PLATES.assign(grams=-1.0), HER), "a meal can't hold less than nought "),
    ],
)
def test_what_can_not_be_is_one_sentence_with_the_way_out(call, sentence):
    with pytest.raises(planner.PlannerError) as error:
        call()
    assert str(error.value).startswith(sentence)


def test_a_food_without_a_figure_is_no_negative_amount():
    assert "unknown" in absorbed_calcium(PLATES.assign(calcium_mg=math.nan), HER).flags


def test_remedies_are_for_one_day():
    two = dataclasses.replace(DAY, days=(*DAY.days, Day(datetime.date(2026, 11, 24), DAY.days[0].meals)))
    with pytest.raises(
        planner.PlannerError, match=r"^a pairing is mended within a day: give a plan of one day, not of 2"
    ):
        find_remedies(two, FLAG, FLAGS)


def test_a_day_on_which_nothing_is_eaten_has_no_pairing_and_no_audit():
    nothing = day_of_entries(HER, [], when=TODAY)
    assert planner.find_pairings(nothing).empty and list(planner.find_pairings(nothing)) == list(FLAGS)
    with pytest.raises(planner.PlannerError, match=r"^nothing is eaten on 2026-11-23: "):
        planner.audit(nothing)
    with pytest.raises(planner.PlannerError, match=r"^the plan has no day: "):
        facts_of(dataclasses.replace(nothing, days=()))


def test_a_day_of_entries_is_that_of_a_plan_without_one(foods):
    """Person, preferences, targets and table are hers, whether or not a week was planned before."""
    preferences = planner.Preferences(system="efsa", energy_kcal=2100)
    day = day_of_entries(HER, BREAKFAST, preferences, foods, when=TODAY)
    assert (day.person, day.preferences, day.foods) == (HER, preferences, foods)
    assert day.targets.at["energy_kcal", "target"] == 2100
    assert day.days == plan_of_entries(day, BREAKFAST, TODAY).days == DAY.days
