"""A wrong day, slot, nutrient or number is one sentence that names the nearest right ones."""

import datetime

import pytest

import planner
from planner.assessment import Entry, day_of_entries
from planner.optimize import alternatives, beyond_food, lock, reach, relief, replan, skip, week_model
from planner.optimize.build_model import build_model

START = datetime.date(2026, 11, 23)
HER = planner.Person(trimester=3)
DAY = day_of_entries(HER, [Entry("07:30", "milk_whole", 1.0)], when=START)
SLOT = "the slot can't be 'brunch': take 'breakfast', 'morning_snack', 'lunch', 'afternoon_snack', 'dinner' or"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": 0}, "days is 0: plan 1 to 14 days"),
        ({"days": 15}, "days is 15: plan 1 to 14 days"),
        ({"days": "7"}, "days is '7': plan 1 to 14 days"),
        ({"days": 1.5}, "days is 1.5: plan 1 to 14 days"),
        ({"seed": None}, "the seed can't be None: give a whole number"),
        ({"seed": 0.5}, "the seed can't be 0.5: give a whole number"),
        ({"start": "2026-11-23"}, "the start can't be '2026-11-23': give a date without an hour"),
        ({"start": datetime.datetime(2026, 11, 23, 8)}, "give a date without an hour, such as date(2026, 11, 23)"),
        ({"preferences": planner.Preferences(favourites=["almond"])}, "there is no food or group 'almond'"),
    ],
)
def test_a_plan_that_can_not_be_asked_for(given, said):
    with pytest.raises(planner.PlannerError) as refused:
        planner.plan_week(HER, **given)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: lock(DAY, START, "brunch"), SLOT),
        (lambda: lock(DAY, START, "lunch"), "lunch of 2026-11-23 is skipped: plan it again first"),
        (lambda: skip(DAY, START, "brunch"), SLOT),
        (lambda: skip(DAY, START, None), "the slot can't be None"),
        (lambda: alternatives(DAY, START, "brunch"), SLOT),
        (lambda: alternatives(DAY, START, "breakfast", count=0), "the count can't be 0: ask for 1 alternative or more"),
        (lambda: alternatives(DAY, datetime.date(2030, 1, 1), "lunch"), "2030-01-01 is not in this plan: take a day"),
        (lambda: alternatives(DAY, START, "lunch"), "lunch of 2026-11-23 is skipped: plan it again first"),
        (lambda: replan(DAY, seed=1.0), "the seed can't be 1.0: give a whole number"),
        (lambda: week_model(HER, days=0), "days is 0: plan 1 to 14 days"),
        (lambda: beyond_food(DAY, "calcium"), "the nutrient can't be 'calcium': take 'calcium_mg'"),
        (lambda: relief(DAY, "vitamin_b12"), "the nutrient can't be 'vitamin_b12': take 'vitamin_b12_ug'"),
    ],
)
def test_what_a_plan_does_not_hold(ask, said):
    with pytest.raises(planner.PlannerError) as refused:
        ask()
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("nutrient", "days", "said"),
    [
        ("vitamin D", 1, "the nutrient can't be 'vitamin D': take 'vitamin_d_ug'"),
        ("fibre", 1, "the nutrient can't be 'fibre': take 'fibre_g'"),
        ("fat_g", 1, "a nutrient that has a target can't be 'fat_g': take "),
        ("calcium_mg", 0, "days is 0: plan 1 to 14 days"),
    ],
)
def test_how_far_food_can_go_is_asked_of_a_nutrient_with_a_target(nutrient, days, said, foods):
    with pytest.raises(planner.PlannerError) as refused:
        reach(HER, planner.Preferences(), foods, nutrient, days)
    assert str(refused.value).startswith(said)


def test_a_limit_is_summed_over_days_that_do_not_overlap(foods):
    model = build_model(HER, planner.Preferences(), foods, days=3, rules=[])
    with pytest.raises(planner.PlannerError, match="a limit can't be summed over 2: take 1 for each day, 'week' or"):
        model.limit("energy", "energy_kcal", model.grams, at_most=1.0, scale=1.0, unit="g", span=2)


def test_a_model_of_no_rules_has_no_limits(foods):
    model = build_model(HER, planner.Preferences(), foods, days=1, rules=[])
    assert (model.limits, model.plate_limits, model.caps) == ([], {}, [])
    assert not model.cost.any()
