"""Advice for the person of a plan: tablets apart from food, conditions, danger signs; never a dose."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Person, Preferences, advise
from planner.assessment.advice import BESIDES, COLUMNS, OF_CONDITIONS, OF_TABLETS, first_words
from planner.foods.food_table import load_foods
from planner.menu.plan import HABIT
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from tests.plates import plan

VEGAN_B12 = load_foods().frame.at["soy_drink_fortified", "vitamin_b12_ug"]  # in 100 g
MEALS = {("breakfast", "07:30"): [("milk_whole", 1)], ("lunch", "13:00"): [("banana", 2)]}


def advice(*tablets, meals=MEALS, dates=3, wishes=None, **person):
    taken = [dict(zip(("nutrient", "amount", "meal"), tablet, strict=False)) for tablet in tablets]
    her = Person(supplements=taken, **person)
    return advise(plan(meals, person=her, preferences=Preferences(**(wishes or {})), dates=dates)).set_index("key")


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
    assert list(found.index) == [
        "dehydration", "ace_inhibitor_if", "salt_substitute", "gestational_diabetes", "kidney_potassium", "nausea"
    ]  # fmt: skip
    assert found.at["dehydration", "level"] == "doctor"
    assert "300 mg a day, comes on top of the food" in found.at["kidney_potassium", "because"]


def test_folic_acid_is_recalled_in_the_first_trimester_unless_it_is_prescribed():
    assert list(advice(trimester=1).index) == ["folic_acid"]
    assert advice(("folic acid", "400 µg"), trimester=1).empty
    assert advice(trimester=2).empty


# --- medicines, sentences, who is to ask first --------------------------------------------------

STAGES = [{"trimester": n} for n in (1, 2, 3)] + [{"stage": "lactating"}, {"stage": "adult"}]


def test_an_ace_inhibitor_in_pregnancy_stands_first_and_is_a_matter_of_today():
    found = advice(("calcium", "1800 mg"), conditions=["nausea", "ace_inhibitor"], trimester=2)
    assert list(found.index)[:2] == ["ace_inhibitor", "dehydration"]
    row = found.loc["ace_inhibitor"]
    assert row["level"] == "phone" and "gestational" not in row["what"]
    assert row["action"] == (
        "This medicine is not meant for pregnancy. Phone your doctor or midwife today about changing it; "
        "do not stop by yourself."
    )
    assert {"kidney_potassium", "salt_substitute"} <= set(found.index)
    assert row["action"] in first_words(found)[0]


@pytest.mark.parametrize("stage", [{"stage": "lactating"}, {"stage": "adult"}])
def test_an_ace_inhibitor_outside_pregnancy_is_a_matter_of_potassium(stage):
    found = advice(conditions=["ace_inhibitor"], **stage)
    assert list(found.index) == ["salt_substitute", "kidney_potassium"] and first_words(found) == ()


def test_who_once_ticked_medicines_and_kidneys_together_is_told_of_these_medicines():
    found = advice(conditions=["kidney_potassium"], trimester=2)
    assert found.index[0] == "ace_inhibitor_if" and found.at["ace_inhibitor_if", "what"].startswith("If you take")
    assert "ace_inhibitor_if" not in advice(conditions=["kidney_potassium"], stage="adult").index


@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_no_condition_states_as_a_fact_what_nobody_said(stage):
    for condition in OF_CONDITIONS:
        found = advice(conditions=[condition], **stage)
        for row in found.to_dict("records"):
            for text in (row["what"], row["action"], row["why"]):
                assert not re.search(r"(^|[.;] )You (cannot|can't|pass|lose|feel|vomit|suffer|have|had)\b", text), text
            if row["level"] == "doctor":
                assert row["what"].startswith("If you ")


@pytest.mark.parametrize(
    ("her", "key", "because"),
    [
        ({"twins": True}, "twins", "more than one child"),
        ({"age": 17}, "under_18", "17 years"),
        ({"height": 170, "weight": 50}, "low_weight", "body mass index 17.3 before pregnancy"),
        ({"height": 160, "weight": 77}, "high_weight", "body mass index 30.1 before pregnancy"),
        ({"stage": "adult", "height": 160, "weight": 77}, "high_weight", "body mass index 30.1"),
    ],
)
def test_for_whom_the_figures_are_not_made_is_told_to_ask_first(her, key, because):
    found = advice(**her)
    assert list(found.index) == [key] and found.at[key, "because"] == because
    (words,) = first_words(found)
    assert because in words and "Ask your midwife" in words


@pytest.mark.parametrize("her", [{"age": 18}, {"height": 160, "weight": 76}, {"height": 170, "weight": 54}])
def test_who_is_within_the_usual_is_not_told(her):
    assert advice(**her).empty


def test_an_energy_target_under_90_percent_of_the_estimate_is_told():
    assert advice(wishes={"energy_kcal": 2542}).empty  # of 2,824 kcal
    found = advice(wishes={"energy_kcal": 2541})
    assert found.at["low_energy", "because"] == "2,541 of 2,824 kcal a day, 89 %"
    set_low = advice(wishes={"targets": ["energy 1700 kcal: seen weekly"]})
    assert set_low.at["low_energy", "because"].endswith("60 %; set by your dietitian: seen weekly")
    for one in (found, set_low):
        assert not re.search("los(e|ing) weight|slim|diet ", " ".join(first_words(one)), re.I)


# --- vegan, or without dairy --------------------------------------------------------------------

VEGAN = {("breakfast", "07:30"): [("soy_drink_fortified", 1)], ("lunch", "13:00"): [("banana", 2)]}
ALL_FOUR = "eats vegan, and takes no vitamin B12, iodine, DHA or vitamin D"
ONE = [("B12", "10 µg"), ("iodine", "150 µg"), ("DHA", "200 mg"), ("vitamin D", "10 µg")]


def test_a_vegan_is_told_to_ask_about_what_she_takes_none_of():
    assert advice(meals=VEGAN, wishes={"diet": "vegan"}).at["without_dairy", "because"] == ALL_FOUR
    for name, tablet in zip(BESIDES, ONE, strict=True):
        said = advice(tablet, meals=VEGAN, wishes={"diet": "vegan"}).at["without_dairy", "because"]
        assert name not in said and all(other in said for other in BESIDES if other != name)
    assert "without_dairy" not in advice(*ONE, meals=VEGAN, wishes={"diet": "vegan"}).index


@pytest.mark.parametrize(
    ("wishes", "asked"),
    [
        ({"without": ["milk"]}, "iodine or vitamin D"),
        ({"exclude": ["dairy"]}, "iodine or vitamin D"),
        ({"without": ["milk", "fish"]}, "iodine, DHA or vitamin D"),
        ({"without": ["milk"], "diet": "vegetarian"}, "vitamin B12, iodine, DHA or vitamin D"),
    ],
)
def test_without_dairy_she_is_told_to_ask_about_what_else_may_be_missing(wishes, asked):
    found = advice(meals={("lunch", "13:00"): [("banana", 1)]}, wishes=wishes)
    assert found.at["without_dairy", "because"] == f"eats no dairy, and takes no {asked}"


def test_who_eats_dairy_or_only_leaves_out_lactose_is_not_told():
    for wishes in ({}, {"diet": "vegetarian"}, {"without": ["lactose"]}, {"without": ["egg"]}):
        assert "without_dairy" not in advice(meals={("lunch", "13:00"): [("banana", 1)]}, wishes=wishes).index


def test_a_vitamin_that_hangs_on_one_product_is_said_with_its_share():
    found = advice(meals=VEGAN, wishes={"diet": "vegan"})
    known = 2.43 * VEGAN_B12
    assert found.at["one_fortified", "because"] == (
        f"{known:.1f} of {known:.1f} µg vitamin B12 a day from soy drink with added vitamin B12"
    )
    assert "one_fortified" not in advice(ONE[0], meals=VEGAN, wishes={"diet": "vegan"}).index
    enough = {**VEGAN, ("dinner", "19:00"): [("salmon_baked", 1)]}  # brings more than the target by itself
    assert "one_fortified" not in advice(meals=enough).index
    assert "one_fortified" not in advice(meals={("lunch", "13:00"): [("kefir", 1)]}).index  # nobody added anything


def test_the_words_are_those_of_the_safety_table():
    table = read("safety").set_index("key")
    found = advice(("iron", "30 mg"), ("magnesium", "300 mg"), trimester=1, conditions=["nausea"])
    for column in ("level", "what", "action", "why", "source"):
        assert found[column].to_dict() == table.loc[found.index, column].to_dict()


def test_every_row_that_advice_may_name_is_in_the_table():
    named = {*OF_TABLETS.values(), *(key for keys in OF_CONDITIONS.values() for key in keys)}
    named |= {"calcium_iron", "tea_iron", "calcium_total", "retinol_tablets", "folic_acid"}
    named |= {"ace_inhibitor", "ace_inhibitor_if", "twins", "under_18", "low_weight", "high_weight", "low_energy"}
    named |= {"without_dairy", "one_fortified"}
    assert named <= set(read("safety")["key"])


TAKEN = st.tuples(
    st.sampled_from(["iron", "calcium", "magnesium", "B6", "folic acid", "vitamin A", "potassium", "zinc"]),
    st.floats(min_value=0.1, max_value=500),
    st.sampled_from(SLOTS),
)


@pytest.mark.slow
@given(st.lists(TAKEN, max_size=4), st.sets(st.sampled_from(sorted(OF_CONDITIONS))), st.sampled_from([1, 2, 3]))
@settings(max_examples=40, deadline=None)
def test_no_advice_tells_anyone_to_take_more(tablets, conditions, trimester):
    found = advice(*tablets, conditions=sorted(conditions), trimester=trimester, dates=1)
    assert found.index.is_unique
    assert (found["because"] != "").all()
    for action in found["action"]:
        assert not re.search(r"\b(take|swallow) (a|an|one|two|\d+|your|more)\b|\d+ *(mg|µg|IU) of", action, re.I)
