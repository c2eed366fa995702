"""What would mend a pairing: each way is tried, and none proposes what she must not have."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.assessment.own_day import Entry, plan_of_entries
from planner.assessment.remedies import find_remedies
from planner.safety.suitability import hard_to_keep_down, unsuitable
from tests.plates import plan

TODAY = datetime.date(2026, 11, 23)
BASE = plan({})


def day_of(*entries, base=BASE):
    return plan_of_entries(base, [Entry(hour, food, float(servings)) for hour, food, servings in entries], TODAY)


def for_her(*conditions, **preferences):
    person = planner.Person(age=30, trimester=3, conditions=conditions)
    return plan({}, BASE.foods, planner.Preferences(**preferences), person)


def flagged(day, mode=None):
    return {(row["time"], row["rule"]) for row in planner.find_pairings(day, mode).to_dict("records")}


def all_remedies(day, mode=None):
    """What would mend each flagged pairing of a day, flag by flag."""
    flags = planner.find_pairings(day, mode)
    return [way for flag in flags.to_dict("records") for way in find_remedies(day, flag, flags, mode)]


def new_foods(day, way):
    return {one.food for one in way.entries} - {s.food for m in day.days[0].meals for s in m.dishes[0].servings}


TEA = (("07:30", "oatmeal_cooked", 1), ("07:30", "milk_whole", 1), ("07:30", "tea_black", 1))
SPINACH = (("13:00", "spinach_boiled", 1), ("13:00", "feta", 1), ("13:00", "potatoes_boiled", 1))
BREAD = (("07:30", "bread_rye", 2), ("07:30", "cheddar", 1), ("10:30", "banana", 1))
BRAN = (("07:30", "wheat_bran", 2), ("07:30", "kefir", 1))
STEAK = (("13:00", "beef_roast_lean", 2), ("13:00", "lentils_boiled", 1), ("13:45", "coffee", 1))
FULL = (*BREAD, *SPINACH, ("16:00", "dark_chocolate", 1), ("16:00", "kefir", 1), ("16:30", "tea_black", 1))


@pytest.mark.parametrize("plate", [TEA, SPINACH, BREAD, BRAN, STEAK, FULL])
def test_every_way_takes_its_flag_away_and_brings_no_other(plate):
    day = day_of(*plate)
    before, found = flagged(day), all_remedies(day)
    assert {(way.hour, way.rule) for way in found} == before
    for way in found:
        after = flagged(plan_of_entries(day, way.entries, TODAY))
        assert after < before and (way.hour, way.rule) not in after
        assert (way.flags_before, way.flags_after) == (len(before), len(after))


KEYS = ["milk_whole", "cheddar", "tea_black", "bread_rye", "spinach_boiled", "banana", "dark_chocolate", "hot_cocoa"]
HOURS = st.sampled_from(["07:30", "08:15", "10:30", "13:00", "13:30", "19:00"])


@given(st.lists(st.tuples(HOURS, st.sampled_from(KEYS), st.sampled_from([0.5, 1.0])), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_no_way_on_any_day_leaves_its_flag_or_brings_another(plate):
    day = day_of(*plate)
    before = flagged(day)
    for way in all_remedies(day):
        assert flagged(plan_of_entries(day, way.entries, TODAY)) <= before - {(way.hour, way.rule)}


def test_tea_is_rather_drunk_an_hour_and_more_after_breakfast():
    first, *others = all_remedies(day_of(*TEA))
    assert (first.kind, first.words) == (
        "move",
        "Have the black tea at 08:45, when nothing with much calcium is near.",
    )
    assert Entry("08:45", "tea_black", 1.0) in first.entries
    assert first.calcium_after == pytest.approx(first.calcium_before)
    assert "Take water in place of the black tea" in others[0].words


def test_food_rather_goes_with_another_meal():
    words = [way.words for way in all_remedies(day_of(*BREAD))]
    assert words[0] == "Have the rye bread at 10:30, with your morning snack."
    assert "Have the cheddar at 10:30, with your morning snack; the rye bread can stay." in words


def test_nothing_is_moved_to_where_it_would_meet_more():
    day = day_of(*BREAD[:2], *SPINACH)  # cheddar at lunch would only feed the spinach
    assert not any(way.kind == "move" and "cheddar at 13:00" in way.words for way in all_remedies(day))


def test_greens_take_the_place_of_spinach_and_say_what_the_calcium_does():
    day = day_of(*SPINACH)
    swaps = [way for way in all_remedies(day) if way.kind == "swap" and new_foods(day, way)]
    assert swaps
    for way in swaps:
        (food,) = new_foods(day, way)
        assert day.foods.frame.at[food, "group"] == "leafy_green"
        change = round(way.calcium_after - way.calcium_before)
        assert f"{abs(change)} mg {'more' if change > 0 else 'less'} calcium" in way.words
        report = planner.assess(plan_of_entries(day, way.entries, TODAY)).set_index(["date", "nutrient"])
        assert way.calcium_after == pytest.approx(report.at[(TODAY, "calcium_mg"), "known"])


def test_iron_is_mended_by_the_coffee_not_by_the_meat():
    found = all_remedies(day_of(*STEAK))
    assert found and all(
        {("13:00", "beef_roast_lean"), ("13:00", "lentils_boiled")} <= {(e.hour, e.food) for e in way.entries}
        for way in found
    )


@pytest.mark.parametrize(
    "preferences", [{"diet": "vegan"}, {"without": ["tree_nuts", "soy"]}, {"exclude": ["water", "kale_boiled"]}]
)
@pytest.mark.parametrize("plate", [TEA, SPINACH, BREAD])
def test_what_is_not_for_her_is_never_proposed(plate, preferences):
    base = for_her(**preferences)
    day = day_of(*plate, base=base)
    banned = set(unsuitable(base.foods, base.preferences).index)
    assert not any(new_foods(day, way) & banned for way in all_remedies(day))


def test_herb_teas_are_proposed_to_nobody():
    offered = {
        food
        for plate in (TEA, STEAK)
        for way in all_remedies(day_of(*plate))
        for food in new_foods(day_of(*plate), way)
    }
    assert offered and not any(food.startswith("herb_tea") for food in offered)


def test_with_nausea_nothing_is_proposed_that_smells_or_bloats():
    strong = hard_to_keep_down(BASE.foods)
    offers = {
        conditions: {food for way in all_remedies(day) for food in new_foods(day, way)}
        for conditions in ((), ("nausea",))
        for day in [day_of(*SPINACH, base=for_her(*conditions))]
    }
    assert any(strong[food] for food in offers[()]) and not any(strong[food] for food in offers["nausea",])


@pytest.mark.parametrize("condition", ["kidney_potassium", "ace_inhibitor"])
def test_where_potassium_is_watched_no_swap_brings_more_of_it(condition):
    day = day_of(*SPINACH, base=for_her(condition))
    row = day.foods.frame
    spinach = row.at["spinach_boiled", "potassium_mg"] * row.at["spinach_boiled", "serving_g"]
    for way in all_remedies(day):
        for food in new_foods(day, way):
            assert row.at[food, "potassium_mg"] * row.at[food, "serving_g"] <= spinach


def test_leaving_out_comes_only_where_nothing_else_helps():
    all_day = tuple((f"{hour:02d}:00", "kefir", 1) for hour in range(7, 23))
    base = for_her(exclude=["drink"])
    (way,) = all_remedies(day_of(*all_day, ("13:00", "tea_black", 1), base=base))
    assert (way.kind, way.words) == ("leave out", "Leave out the black tea at 13:00.")
    assert not any(
        way.kind in ("smaller", "leave out") for plate in (TEA, SPINACH, BREAD) for way in all_remedies(day_of(*plate))
    )


def test_by_measurement_tea_and_milk_need_no_mending():
    assert all_remedies(day_of(*TEA), "measured") == []
    assert {way.rule for way in all_remedies(day_of(*BRAN), "measured")} == {"bran with calcium"}


def test_an_empty_day_needs_no_mending():
    assert all_remedies(day_of()) == []
