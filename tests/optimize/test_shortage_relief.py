"""When not everything can hold: how far it can be brought, and what mends it."""

import datetime

import pytest

import planner
from planner.optimize import beyond_food, reach, relief, shortages
from planner.safety.suitability import unsuitable

START = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def strict(her, foods):
    """A vegan who leaves out everything that calcium was added to."""
    added = [f for f in foods.frame.index if "fortified" in f or "calcium" in f or f == "soy_yoghurt"]
    return planner.plan_week(her, planner.Preferences(diet="vegan", exclude=added), foods, start=START)


def test_shortages_name_the_nutrient_and_how_much_is_missing(strict):
    short = shortages(strict)
    assert {"vitamin_d_ug", "vitamin_b12_ug"} <= set(short.index)
    row = short.loc["vitamin_b12_ug"]
    assert row["known"] + row["missing"] == pytest.approx(2.6)
    assert row["coverage"] == pytest.approx(row["known"] / 2.6)


def test_the_highest_coverage_is_proven_and_nearly_reached(her, foods):
    calcium = reach(her, planner.Preferences(), foods, "calcium_mg")
    assert calcium.most == pytest.approx(2.5, abs=0.01)  # the upper limit of 2500 mg is what ends it
    assert 2.4 < calcium.reached <= calcium.most + 1e-9


def test_no_menu_of_a_strict_vegan_brings_enough_b12(strict):
    b12 = reach(strict.person, strict.preferences, strict.foods, "vitamin_b12_ug")
    assert b12.most < 0.2
    assert not beyond_food(strict, "vitamin_b12_ug")  # it is the choice, not food as such


@pytest.mark.slow
def test_what_mends_it_is_small_and_tried(strict):
    found = relief(strict, "vitamin_b12_ug")
    assert found
    for change in found:
        assert change.words.startswith("allow ")
        assert "vitamin_b12_ug" not in shortages(change.plan).index


@pytest.mark.slow
def test_a_cup_at_breakfast_can_be_what_stands_in_the_way(foods):
    him = planner.Person(age=40, sex="male", height=180, weight=90, activity="active")
    plan = planner.plan_week(
        him, planner.Preferences(coffee=["07:30"], without=["egg", "tree_nuts", "peanuts"]), foods, start=START
    )
    assert {s.slot for s in plan.shortfalls} == {"breakfast"}
    found = relief(plan)
    assert "leave out the coffee at 07:30" in [change.words for change in found]
    assert all(change.plan.shortfalls == () for change in found)


@pytest.mark.slow
def test_allergens_are_never_put_up_for_it(her, foods):
    plan = planner.plan_week(her, planner.Preferences(diet="vegan", without=["soy"]), foods, start=START, days=3)
    assert all(change.preferences.without == ("soy",) for n in shortages(plan).index for change in relief(plan, n))


def test_a_plan_without_shortfall_needs_no_relief(week):
    assert relief(week) == []


def test_a_food_can_be_allowed_although_its_group_is_left_out(foods):
    strict = planner.Preferences(exclude=["dairy"], allow=["kefir"], without=["soy"])
    closed = unsuitable(foods, strict)
    assert "kefir" not in closed.index
    assert closed["milk_whole"] == "excluded: dairy"
    with pytest.raises(planner.PlannerError, match="there is no food or group 'ambrosia'"):
        unsuitable(foods, planner.Preferences(allow=["ambrosia"]))


def test_what_is_allowed_never_beats_an_allergy(foods):
    assert "kefir" in unsuitable(foods, planner.Preferences(allow=["kefir_low_fat"], without=["milk"])).index
