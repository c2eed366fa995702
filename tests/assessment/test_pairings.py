"""Which pairings are flagged, and by how much they matter."""

import math
from dataclasses import replace

import pytest

from planner import Person, Preferences, find_pairings, load_foods
from planner.assessment import (
    clear_hours,
    nothing_flagged,
    unflagged_hinderers,
    unjudged_pairings,
    why_not_flagged,
)
from tests.plates import START, plan

BREAKFAST, LUNCH = ("breakfast", "07:30"), ("lunch", "13:00")


def rules(meals, **preferences):
    return list(find_pairings(plan(meals, preferences=Preferences(**preferences)))["rule"])


@pytest.mark.parametrize(
    ("hinderer", "rule"),
    [
        ("spinach_boiled", "spinach and sorrel with calcium"),
        ("sorrel_boiled", "spinach and sorrel with calcium"),
        ("rhubarb_stewed", "spinach and sorrel with calcium"),
        ("tea_black", "tea or coffee with calcium"),
        ("coffee", "tea or coffee with calcium"),
        ("dark_chocolate", "chocolate with calcium"),
        ("bread_rye", "flour and pastry with calcium"),
        ("pasta_cooked", "flour and pastry with calcium"),
        ("croissant", "flour and pastry with calcium"),
        ("wheat_bran", "bran with calcium"),
    ],
)
def test_all_of_the_articles_hinderers_are_flagged_beside_a_glass_of_milk(hinderer, rule):
    assert rule in rules({BREAKFAST: [("milk_whole", 1), (hinderer, 1)]})


def test_nothing_is_flagged_without_calcium_or_without_hinderer():
    assert rules({LUNCH: [("bread_rye", 2), ("tomato", 1)]}) == []
    assert rules({BREAKFAST: [("milk_whole", 1), ("banana", 1)]}) == []


def test_the_flag_starts_at_100_mg_from_other_foods():
    yoghurt = 121 / 100 * 245  # mg of calcium in a cup
    assert rules({BREAKFAST: [("yoghurt_whole", 99 / yoghurt), ("bread_rye", 1)]}) == []
    assert rules({BREAKFAST: [("yoghurt_whole", 101 / yoghurt), ("bread_rye", 1)]}) != []


def test_the_hinderers_own_calcium_is_not_at_stake():
    assert rules({LUNCH: [("spinach_boiled", 2)]}) == []  # 245 mg of its own


def test_measured_mode_keeps_only_what_trials_support():
    assert rules({BREAKFAST: [("milk_whole", 1), ("bread_rye", 2), ("tea_black", 1)]}, pairings="measured") == []
    assert rules({BREAKFAST: [("milk_whole", 1), ("wheat_bran", 2)]}, pairings="measured") == ["bran with calcium"]


@pytest.mark.parametrize(("hour", "flagged"), [("07:30", True), ("08:30", True), ("08:31", False), ("06:29", False)])
def test_tea_looks_at_the_meals_within_an_hour(hour, flagged):
    meals = {BREAKFAST: [("milk_whole", 1)], ("habit", hour): [("tea_black", 1)]}
    assert (rules(meals) == ["tea or coffee with calcium"]) == flagged


def test_spinach_looks_no_further_than_half_an_hour():
    milk = {BREAKFAST: [("milk_whole", 1)]}
    assert rules({**milk, ("morning_snack", "08:01"): [("spinach_boiled", 1)]}) == []
    assert rules({**milk, ("habit", "08:00"): [("spinach_boiled", 1)]}) == ["spinach and sorrel with calcium"]


def test_tea_keeps_away_from_the_iron_of_a_meal():
    meat = {("lunch", "13:00"): [("beef_roast_lean", 2), ("lentils_boiled", 1)]}
    assert rules({**meat, ("habit", "15:00"): [("tea_black", 1)]}) == []
    (flag,) = find_pairings(plan({**meat, ("habit", "13:45"): [("tea_black", 1)]})).to_dict("records")
    assert (flag["rule"], flag["affects"], flag["verdict"]) == ("tea or coffee with iron", "iron", "supported")
    assert flag["at_stake_mg"] >= 5
    assert math.isnan(flag["size_high_mg"])  # a share was measured, no amount


def test_a_flag_shows_the_claim_and_the_measurement_as_a_range():
    meals = {BREAKFAST: [("milk_whole", 1), ("bread_rye", 2), ("tea_black", 1), ("dark_chocolate", 1)]}
    flags = find_pairings(plan(meals)).set_index("rule")
    milk = 1.13 * 244
    bread = flags.loc["flour and pastry with calcium"]
    assert bread["at_stake_mg"] == pytest.approx(milk + 0.73 * 20, abs=0.2)
    assert (bread["size_low_mg"], bread["size_high_mg"], bread["verdict"]) == (0, 0, "contradicted")
    tea = flags.loc["tea or coffee with calcium"]
    assert tea["size_high_mg"] == pytest.approx(3.4 * 2.37)
    chocolate = flags.loc["chocolate with calcium"]
    assert chocolate["size_high_mg"] == pytest.approx(0.455 * 3.51 * 20, rel=0.01)
    assert all(flags["article_says"]) and all(flags["measured"]) and all(flags["advice"])
    assert "Whole milk, with added vitamin D" in bread["foods"]


def test_a_hinderer_that_meets_too_little_says_how_much():
    """Spinach stood under "no pairing is flagged", and nobody said why."""
    day = plan({LUNCH: [("spinach_boiled", 1), ("lentils_boiled", 2), ("egg_boiled", 1)]})
    assert find_pairings(day).empty
    (spinach,) = unflagged_hinderers(day).to_dict("records")
    assert spinach["at_stake_mg"] == pytest.approx(0.19 * 198 + 0.5 * 50)  # its own calcium is not what it meets
    assert (spinach["hinderer"], spinach["affects"], spinach["flagged_from_mg"]) == ("Spinach", "calcium", 100)
    assert "(under 100 mg): spinach, at most 63 mg." in why_not_flagged(unflagged_hinderers(day))


def test_what_is_flagged_at_one_meal_is_not_excused_at_another():
    meals = {BREAKFAST: [("milk_whole", 1), ("spinach_boiled", 1)], LUNCH: [("spinach_boiled", 1), ("egg_boiled", 1)]}
    assert unflagged_hinderers(plan(meals)).empty
    assert why_not_flagged(unflagged_hinderers(plan({LUNCH: [("apple", 1)]}))) == ""


def test_what_is_unknown_beside_a_hinderer_is_not_zero():
    frame = load_foods().frame.copy()
    frame.loc["egg_boiled", "calcium_mg"] = math.nan
    day = plan({LUNCH: [("spinach_boiled", 1), ("egg_boiled", 1)]}, foods=replace(load_foods(), frame=frame))
    assert "spinach, at least 0 mg (1 food gives no figure)." in why_not_flagged(unflagged_hinderers(day))


def test_no_hour_is_clear_of_what_nobody_knows():
    """Soy yoghurt gives no iron, and counted as none: tea beside it stood as clear."""
    frame = load_foods().frame.copy()
    frame.loc["soy_yoghurt", "calcium_mg"] = 0.0
    meals = {BREAKFAST: [("soy_yoghurt", 1)], LUNCH: [("apple", 1)]}
    day = plan(meals, foods=replace(load_foods(), frame=frame))
    assert clear_hours(day) == {START: [("08:45", "13:00")]}


def test_a_pairing_that_can_not_be_judged_is_not_said_to_be_none():
    day = plan({BREAKFAST: [("soy_yoghurt", 1), ("tea_black", 1)]})
    found = unjudged_pairings(day)
    assert found["rule"].tolist() == ["tea or coffee with iron"]
    assert "but 1 meeting can't be judged" in nothing_flagged("article", len(found))


def test_by_measurement_bread_needs_no_excuse():
    day = plan({LUNCH: [("bread_rye", 1), ("egg_boiled", 1)]})
    assert unflagged_hinderers(day)["hinderer"].tolist() == ["Rye bread"]
    assert unflagged_hinderers(day, "measured").empty


def test_the_range_never_passes_what_is_at_stake():
    flags = find_pairings(plan({BREAKFAST: [("milk_whole", 0.5), ("spinach_boiled", 2)]}))
    assert (flags["size_high_mg"] <= flags["at_stake_mg"]).all()


def test_a_size_that_nobody_measured_is_not_zero():
    flags = find_pairings(plan({BREAKFAST: [("milk_whole", 1), ("rhubarb_stewed", 1)]}))
    assert math.isnan(flags["size_high_mg"].iloc[0])


def test_bran_is_a_share_of_what_would_be_absorbed():
    flags = find_pairings(plan({BREAKFAST: [("milk_whole", 1), ("wheat_bran", 2)]}, person=Person(stage="adult")))
    assert 0 < flags["size_low_mg"].iloc[0] < flags["size_high_mg"].iloc[0] < 60
