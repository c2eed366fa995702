"""The first sentence is never greener than the audit, and what food hardly brings is said with whom to ask."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from planner import Person, Preferences, audit, load_foods
from planner.assessment.audit import COLUMNS, failures
from planner.assessment.missed_rules import NAMED, TOO_MUCH, WAY_OUT
from planner.assessment.verdict import CONDITIONS, HARDLY_BY_FOOD, verdict_of
from planner.reference.nutrients import nutrients
from planner.reference.table_schemas import CONDITIONS as OF_PERSONS
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from tests.plates import START, plan

RULES = read("menu_rules")
HARD = RULES[(RULES["kind"] == "hard") & (RULES["weight"] > 0)].drop_duplicates(["rule", "subject"])
EVERYBODY = Person(week=30, conditions=["nausea", "gestational_diabetes"])
MEALS = {("lunch", "13:00"): [("banana", 1)]}


def row(rule, subject, level="day", kind="hard", holds=False, **more):
    slot = subject if subject in SLOTS else ""
    date = START if level in ("meal", "day") else None
    found = dict.fromkeys(COLUMNS, "") | {"value": 1.0, "lower": 2.0, "upper": math.nan}
    found |= {"nutrient": subject if subject in nutrients() else "", "judged": True, "without_figure": ()}
    return found | {
        "rule": rule, "subject": subject, "level": level, "kind": kind, "holds": holds, "slot": slot, "date": date
    } | more  # fmt: skip


def first(*rows, person=EVERYBODY, preferences=None, dates=2):
    week = plan(MEALS, person=person, preferences=preferences, dates=dates)
    floors = [row("cramp minerals", "calcium_mg", holds=True, lower=0.5, value=1.0)]
    energy = [row("energy", "energy_kcal", holds=True, lower=0.95, upper=1.05)]
    said = verdict_of(week, pd.DataFrame([*floors, *energy, *rows], columns=COLUMNS))
    return said, said.line.partition(". ")[0]


@pytest.mark.parametrize(("rule", "subject", "level"), list(HARD[["rule", "subject", "level"]].itertuples(index=False)))
def test_a_hard_rule_that_is_missed_stands_in_the_first_sentence_with_what_to_do(rule, subject, level):
    said, sentence = first(row(rule, subject, level))
    assert not said.holds and len(said.shortfalls) == 1
    assert sentence.startswith(f"Not everything holds: {rule}") and f", so {WAY_OUT[rule][:10]}" in sentence


def test_all_of_them_stand_there_the_gravest_first():
    rows = [row(*place) for place in HARD[["rule", "subject", "level"]].itertuples(index=False)]
    said, sentence = first(*rows)
    places = [sentence.index(rule) for rule in WAY_OUT]
    assert not said.holds and places == sorted(places) and sentence.count(", so ") == len(WAY_OUT)
    assert sentence.startswith("Not everything holds: safety")


def test_every_hard_rule_has_a_way_out_and_no_other():
    assert set(HARD["rule"]) == set(WAY_OUT)
    assert set(NAMED) <= set(HARD["subject"])


def test_what_is_missed_is_named_by_nutrient_meal_or_part():
    _, sentence = first(
        row("cramp minerals", "magnesium_mg", lower=350.0), row("meal shares", "dinner", "meal"),
        row("variety", "different foods", "week"), row("safety", "refused", date=START.replace(day=24)),
        row("safety", "refused"),
    )  # fmt: skip
    for words in (
        "cramp minerals (magnesium) on Monday, so swap a dish for one with more of it",
        "meal shares (dinner) on Monday",
        "variety (too few foods), so",
        "safety on 2 of 2 days",
    ):
        assert words in sentence


def test_potassium_that_a_doctor_watches_is_not_to_be_raised():
    _, sentence = first(
        row("cramp minerals", "potassium_mg", lower=math.nan, upper=2900.0), person=Person(conditions=["ace_inhibitor"])
    )
    assert "cramp minerals (potassium) on Monday, so swap a dish for one with less of it, and ask your doc" in sentence


UNKNOWN = "can't be judged, since 1 food gives no figure (soy yoghurt), so swap such a food, or fill in its figure"


def test_what_can_not_be_judged_is_not_read_aloud_as_too_high():
    """Soy yoghurt gives no potassium: 2,670 of at most 2,900 mg stood there as over the limit."""
    week = plan(
        {("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 1)]}, person=Person(conditions=OF_PERSONS[1:2])
    )
    said = verdict_of(week, audit(week))
    assert f"cramp minerals (potassium) {UNKNOWN}" in said.line.partition(". ")[0]
    assert "Whether potassium stays under 2,900 mg can't be judged: 1 food gives no figure (soy yoghurt)." in said.line
    assert "passes the" not in said.line
    assert "Cramp minerals on Monday: Potassium: 422.4 mg (at most 2,900); can't be judged: 1 food " in str(
        said.shortfalls
    )
    assert "too high" not in str(said.shortfalls)


def test_what_is_known_over_the_limit_is_still_too_high():
    week = plan(
        {("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 12)]}, person=Person(conditions=OF_PERSONS[1:2])
    )
    said = verdict_of(week, audit(week))
    assert f"cramp minerals (potassium), so {TOO_MUCH}" in said.line
    assert "Potassium passes the 2,900 mg it should stay under." in said.line
    assert any(sentence.startswith("Potassium is too high on Monday") for sentence in said.shortfalls)


def test_where_nothing_is_missed_for_sure_the_first_sentence_says_that_it_can_not_be_judged():
    unknown = {"judged": False, "without_figure": ("soy_yoghurt",)}
    _, sentence = first(row("cramp minerals", "potassium_mg", lower=math.nan, upper=2900.0, **unknown))
    assert sentence == f"Not everything can be judged: cramp minerals (potassium) on Monday {UNKNOWN}"


@pytest.mark.parametrize(
    ("nutrient", "rule"), [("energy_kcal", "energy"), ("carbohydrate_g", "carbohydrate a meal (breakfast)")]
)
def test_energy_and_carbohydrate_of_unknown_foods_can_not_be_judged_either(nutrient, rule):
    frame = load_foods().frame.copy()
    frame.loc["soy_yoghurt", nutrient] = math.nan
    week = plan({("breakfast", "07:30"): [("soy_yoghurt", 1)]}, replace(load_foods(), frame=frame), person=EVERYBODY)
    said = verdict_of(week, audit(week))
    assert f"{rule} {UNKNOWN}" in said.line.partition(". ")[0]
    assert any("can't be judged: 1 food gives no figure for" in sentence for sentence in said.shortfalls)


def taking(*tablets, meals=MEALS, **wishes):
    her = Person(supplements=[{"nutrient": nutrient, "amount": amount} for nutrient, amount in tablets])
    week = plan(meals, person=her, preferences=Preferences(**wishes))
    return verdict_of(week, audit(week))


@pytest.mark.parametrize(
    ("nutrient", "amount"),
    [
        ("iodine", "1200 µg"),
        ("vitamin D", "5000 IU"),
        ("vitamin B6", "150 mg"),
        ("iron", "60 mg"),
        ("vitamin A", "5 mg"),
    ],
)
def test_the_nutrient_of_which_tablets_alone_pass_the_limit_is_named_with_whom_to_ask(nutrient, amount):
    named = {"vitamin A": "retinol"}.get(nutrient, nutrient)
    assert (
        f"upper limits ({named}), so ask your doctor: the tablets alone pass the limit"
        in taking((nutrient, amount)).line
    )


def test_where_food_passes_the_limit_too_a_dish_can_be_swapped():
    said = taking(("calcium", "2230 mg"), meals={("breakfast", "07:30"): [("milk_whole", 2)]})
    assert f"upper limits (calcium), so {WAY_OUT['upper limits']}" in said.line


def test_tablets_over_a_limit_of_their_own_stand_in_the_second_sentence_with_whom_to_ask():
    for tablet, sentence in {
        ("folic acid", "5 mg"): "Folic acid from tablets, 5,000 µg a day, is over the limit of 1,000 µg that counts "
        "supplements and fortified food only: ask your doctor before you change anything",
        ("magnesium", "400 mg"): "Magnesium from tablets, 400 mg a day, is over the limit of 350 mg that counts "
        "supplements only: ask your doctor before you change anything",
    }.items():
        said = taking(tablet)
        assert said.line.split(". ")[1] == sentence
        assert "upper limits" not in str(said.wishes)


def test_who_reaches_a_target_with_tablets_is_not_told_that_she_stays_under_it():
    assert "vitamin B6 (" in str(taking().wishes)
    assert "vitamin B6" not in str(taking(("vitamin B6", "150 mg")).wishes)
    assert "zinc (51 % with your tablets)" in str(taking(("zinc", "5.5 mg")).wishes)
    assert "folate" in str(taking().wishes) and "folate" not in str(taking(("folic acid", "400 µg")).wishes)
    assert "vitamin A" not in str(taking(("vitamin A", "1 mg")).wishes)


def test_wishes_of_a_condition_come_second():
    missed = [row("gentle meals", "bland", kind="soft", date=START.replace(day=23 + n)) for n in range(6)]
    said, sentence = first(*missed, dates=7)
    assert said.holds and sentence == "Calcium reaches its target on all seven days"
    second = said.line.split(". ")[1]
    assert second == "With nausea not every wish holds: gentle meals on 6 of 7 days"
    assert said.wishes == ()
    said, sentence = first(*missed, row("caffeine", "caffeine_mg"), dates=7)
    assert sentence == "Not everything holds: caffeine on Monday, so drink a cup less"
    assert said.line.split(". ")[1] == second


def test_a_wish_of_nobodys_condition_stays_a_wish():
    said, _ = first(row("sodium", "sodium_mg", kind="soft", upper=2300.0))
    assert said.wishes == ("A wish missed: sodium (once).",) and "sodium" not in said.line


def test_what_food_hardly_brings_is_said_with_whom_to_ask():
    short = [row("other nutrients", key, "week", "soft", lower=1.0, value=0.61) for key in ("vitamin_d_ug", "iron_mg")]
    said, _ = first(*short, person=Person())
    assert said.line.endswith(
        "Food alone hardly brings enough vitamin D (61 %) and iron (61 %): ask your midwife about them."
    )
    assert said.wishes == ()
    taking = Person(supplements=[{"nutrient": "iron", "amount": "30 mg"}])
    assert first(*short, person=taking)[0].line.endswith("enough vitamin D (61 %): ask your midwife about it.")
    assert first(*short, person=Person(sex="male"))[0].line.endswith("ask your doctor about them.")
    zinc = row("other nutrients", "zinc_mg", "week", "soft", lower=1.0, value=0.9)
    assert first(zinc)[0].wishes == ("Over the days zinc (90 %) stays under the target.",)


def test_shares_of_what_foods_give_no_figure_for_are_at_least():
    meals = {("lunch", "13:00"): [("soy_yoghurt", 1)]}
    week = plan(meals, person=Person())
    said = verdict_of(week, audit(week))
    assert "magnesium" in said.line and "vitamin D (" in said.line
    assert any("thiamin (B1) (at least" in wish or "(at least " in wish for wish in said.wishes)


def test_nothing_green_is_said_of_energy_or_pairings_that_fail():
    said, _ = first(row("energy", "energy_kcal", lower=2000.0, upper=2200.0), row("pairings", "calcium_mg"))
    assert "Energy stays" not in said.line and "No pairing" not in said.line


def test_words_stand_for_every_condition_and_rows_for_what_food_hardly_brings():
    assert set(CONDITIONS) == set(OF_PERSONS)
    assert set(HARDLY_BY_FOOD.values()) <= set(read("safety")["key"])


@pytest.mark.parametrize("conditions", [[], ["nausea"], ["gestational_diabetes", "ace_inhibitor"]])
def test_of_a_real_audit_too_the_first_sentence_names_every_rule(conditions):
    week = plan(
        {("breakfast", "07:30"): [("lentils_boiled", 3), ("honey", 2), ("coffee", 1)]},
        person=Person(conditions=conditions), preferences=Preferences(without=["milk"]), dates=3,
    )  # fmt: skip
    checks = audit(week)
    said = verdict_of(week, checks)
    sentence = said.line.partition(". ")[0]
    rules = set(failures(checks)["rule"])
    assert rules and not said.holds and all(rule in sentence for rule in rules)
