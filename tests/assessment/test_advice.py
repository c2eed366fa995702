"""Advice for the person of a plan: tablets apart from food, conditions, danger signs; never a dose."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Person, advise
from planner.assessment.advice import COLUMNS, OF_CONDITIONS, OF_TABLETS
from planner.menu.plan import HABIT
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from tests.plates import plan

MEALS = {("breakfast", "07:30"): [("milk_whole", 1)], ("lunch", "13:00"): [("banana", 2)]}


def advice(*tablets, meals=MEALS, dates=3, **person):
    taken = [dict(zip(("nutrient", "amount", "meal"), tablet, strict=False)) for tablet in tablets]
    return advise(plan(meals, person=Person(supplements=taken, **person), dates=dates)).set_index("key")


def test_who_takes_nothing_and_has_nothing_gets_no_advice():
    found = advice()
    assert found.empty
    assert [found.index.name, *found.columns] == COLUMNS


def test_iron_with_calcium_is_told_apart_and_iron_without_is_left_alone():
    assert advice(("iron", "30 mg", "breakfast")).at["calcium_iron", "because"] == (
        "iron with breakfast meets up to 276 mg calcium on 3 of 3 days"
    )
    assert "calcium_iron" not in advice(("iron", "30 mg", "lunch")).index


@pytest.mark.parametrize(("glasses", "told"), [(0.25, False), (0.5, True)])
def test_calcium_counts_from_100_mg_in_the_meal(glasses, told):
    meals = {("breakfast", "07:30"): [("milk_whole", glasses)]}  # a glass brings 276 mg
    assert ("calcium_iron" in advice(("iron", "30 mg"), meals=meals).index) is told


def test_calcium_tablets_at_the_meal_count_like_food():
    found = advice(("iron", "30 mg", "lunch"), ("calcium", "500 mg", "lunch"))
    assert "meets up to 512 mg calcium" in found.at["calcium_iron", "because"]
    assert "calcium_iron" not in advice(("iron", "30 mg", "lunch"), ("calcium", "500 mg", "dinner")).index


def test_an_iron_tablet_at_a_meal_that_is_left_out_still_meets_its_calcium_tablet():
    found = advice(("iron", "30 mg", "dinner"), ("calcium", "500 mg", "dinner"))
    assert "on 3 of 3 days" in found.at["calcium_iron", "because"]


@pytest.mark.parametrize(
    ("food", "hour", "told"),
    [
        ("coffee", "13:00", True),
        ("coffee", "14:00", True),
        ("tea_black", "12:00", True),
        ("coffee", "14:01", False),
        ("tea_black", "11:59", False),
        ("banana", "13:00", False),
    ],
)
def test_tea_and_coffee_within_an_hour_of_iron_are_told(food, hour, told):
    found = advice(("iron", "30 mg", "lunch"), meals={**MEALS, (HABIT, hour): [(food, 1)]})
    assert ("tea_iron" in found.index) is told


@pytest.mark.parametrize(
    ("nutrient", "key"),
    [
        ("calcium", "calcium_tablets"),
        ("magnesium", "magnesium_tablets"),
        ("vitamin B6", "b6_tablets"),
        ("vitamin A", "retinol_tablets"),
    ],
)
def test_tablets_that_call_for_care_bring_their_row(nutrient, key):
    assert key in advice((nutrient, "2 mg")).index


def test_retinol_is_told_to_the_pregnant():
    assert "retinol_tablets" not in advice(("vitamin A", "800 µg"), stage="adult").index


def test_calcium_of_food_and_tablets_is_noted_from_2000_mg_on():
    assert "calcium_total" not in advice(("calcium", "1700 mg")).index
    assert "up to 2,088 mg" in advice(("calcium", "1800 mg")).at["calcium_total", "because"]


def test_conditions_bring_their_rows_and_the_danger_sign_stands_on_top():
    found = advice(("potassium", "300 mg"), conditions=["gestational_diabetes", "kidney_potassium", "nausea"])
    assert list(found.index) == ["dehydration", "salt_substitute", "gestational_diabetes", "kidney_potassium"]
    assert found.at["dehydration", "level"] == "doctor"
    assert "300 mg a day, comes on top of the food" in found.at["kidney_potassium", "because"]


def test_folic_acid_is_recalled_in_the_first_trimester_unless_it_is_prescribed():
    assert list(advice(trimester=1).index) == ["folic_acid"]
    assert advice(("folic acid", "400 µg"), trimester=1).empty
    assert advice(trimester=2).empty


def test_the_words_are_those_of_the_safety_table():
    table = read("safety").set_index("key")
    found = advice(("iron", "30 mg"), ("magnesium", "300 mg"), trimester=1, conditions=["nausea"])
    for column in ("level", "what", "action", "why", "source"):
        assert found[column].to_dict() == table.loc[found.index, column].to_dict()


def test_every_row_that_advice_may_name_is_in_the_table():
    named = {*OF_TABLETS.values(), *(key for keys in OF_CONDITIONS.values() for key in keys)}
    named |= {"calcium_iron", "tea_iron", "calcium_total", "retinol_tablets", "folic_acid"}
    assert named <= set(read("safety")["key"])


TAKEN = st.tuples(
    st.sampled_from(["iron", "calcium", "magnesium", "B6", "folic acid", "vitamin A", "potassium", "zinc"]),
    st.floats(min_value=0.1, max_value=500),
    st.sampled_from(SLOTS),
)


@given(st.lists(TAKEN, max_size=4), st.sets(st.sampled_from(sorted(OF_CONDITIONS))), st.sampled_from([1, 2, 3]))
@settings(max_examples=40, deadline=None)
def test_no_advice_tells_anyone_to_take_more(tablets, conditions, trimester):
    found = advice(*tablets, conditions=sorted(conditions), trimester=trimester, dates=1)
    assert found.index.is_unique
    assert (found["because"] != "").all()
    for action in found["action"]:
        assert not re.search(r"\b(take|swallow) (a|an|one|two|\d+|your|more)\b|\d+ *(mg|µg|IU) of", action, re.I)
