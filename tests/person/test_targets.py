"""Targets equal the published tables, which stand in golden/ as a second transcription."""

import math

import pandas as pd
import pytest

from planner import Person, PlannerError, daily_targets
from tests import ROOT

GOLDEN = ROOT / "tests" / "golden"
STAGES = {
    "np": {"stage": "adult"},
    "preg": {"stage": "pregnant"},
    "lact": {"stage": "lactating"},
    "man": {"sex": "male"},
}


def cases(*names):
    tables = [pd.read_csv(GOLDEN / name).set_index("nutrient") for name in names]
    return [
        pytest.param(nutrient, column, table.at[nutrient, column], id=f"{nutrient} {column}")
        for table in tables
        for nutrient in table.index
        for column in table.columns
    ]


def who(column, **more):
    stage, age = column.rstrip("0123456789"), int("".join(c for c in column if c.isdigit()))
    return Person(age=age, **STAGES[stage], **more)


@pytest.mark.parametrize(("nutrient", "column", "value"), cases("dri_women.csv", "dri_men.csv"))
def test_dri(nutrient, column, value):
    assert daily_targets(who(column)).at[nutrient, "target"] == pytest.approx(value)


@pytest.mark.parametrize(("nutrient", "column", "value"), cases("efsa_women.csv", "efsa_men.csv"))
def test_efsa(nutrient, column, value):
    assert daily_targets(who(column), system="efsa").at[nutrient, "target"] == pytest.approx(value)


@pytest.mark.parametrize(
    ("column", "nutrient", "upper", "scope"),
    [
        ("preg19", "calcium_mg", 2500, "total"),
        ("preg14", "calcium_mg", 3000, "total"),
        ("preg31", "magnesium_mg", 350, "supplement"),
        ("preg19", "phosphorus_mg", 3500, "total"),
        ("np19", "phosphorus_mg", 4000, "total"),
        ("preg19", "iron_mg", 45, "total"),
        ("preg14", "zinc_mg", 34, "total"),
        ("preg19", "folate_dfe_ug", 1000, "synthetic"),
        ("preg14", "retinol_ug", 2800, "preformed"),
        ("preg19", "sodium_mg", 2300, "cdrr"),
        ("preg19", "vitamin_b6_mg", 100, "total"),
        ("man19", "calcium_mg", 2500, "total"),
        ("man31", "magnesium_mg", 350, "supplement"),
        ("man31", "phosphorus_mg", 4000, "total"),
        ("man19", "iron_mg", 45, "total"),
        ("man19", "zinc_mg", 40, "total"),
        ("man19", "vitamin_d_ug", 100, "total"),
        ("man31", "folate_dfe_ug", 1000, "synthetic"),
        ("man31", "niacin_mg", 35, "synthetic"),
        ("man19", "vitamin_c_mg", 2000, "total"),
        ("man19", "retinol_ug", 3000, "preformed"),
        ("man31", "sodium_mg", 2300, "cdrr"),
        ("preg14", "iodine_ug", 900, "total"),
        ("preg19", "iodine_ug", 1100, "total"),
        ("lact19", "selenium_ug", 400, "total"),
        ("np14", "copper_mg", 8, "total"),
        ("man31", "copper_mg", 10, "total"),
        ("preg14", "choline_mg", 3000, "total"),
        ("preg31", "choline_mg", 3500, "total"),
        ("preg14", "vitamin_e_mg", 800, "synthetic"),
        ("preg19", "vitamin_e_mg", 1000, "synthetic"),
    ],
)
def test_upper_limits_with_what_they_count(column, nutrient, upper, scope):
    row = daily_targets(who(column)).loc[nutrient]
    assert (row["upper"], row["upper_scope"]) == (upper, scope)


@pytest.mark.parametrize(
    ("nutrient", "upper", "scope"),
    [
        ("calcium_mg", 2500, "total"),
        ("magnesium_mg", 250, "supplement"),
        ("iron_mg", 40, "total"),
        ("zinc_mg", 25, "total"),
        ("vitamin_d_ug", 100, "total"),
        ("folate_dfe_ug", 1000, "synthetic"),
        ("vitamin_b6_mg", 12, "total"),
        ("retinol_ug", 3000, "preformed"),
        ("iodine_ug", 600, "total"),
        ("selenium_ug", 255, "total"),
        ("copper_mg", 5, "total"),
        ("vitamin_e_mg", 300, "total"),
    ],
)
@pytest.mark.parametrize("column", ["np25", "man25"])
def test_upper_limits_of_efsa_are_those_of_all_adults(column, nutrient, upper, scope):
    row = daily_targets(who(column), system="efsa").loc[nutrient]
    assert (row["upper"], row["upper_scope"]) == (upper, scope)


@pytest.mark.parametrize(
    ("column", "iodine", "copper", "vitamin_e"),
    [("np14", 450, 4, 220), ("np16", 500, 4, 260), ("preg25", 600, None, 300)],
)
def test_upper_limits_of_efsa_for_girls_and_in_pregnancy(column, iodine, copper, vitamin_e):
    upper = daily_targets(who(column), system="efsa")["upper"]
    assert (upper["iodine_ug"], upper["vitamin_e_mg"]) == (iodine, vitamin_e)
    assert math.isnan(upper["copper_mg"]) if copper is None else upper["copper_mg"] == copper


@pytest.mark.parametrize(("age", "per_kg"), [(14, 0.87), (15, 0.85), (16, 0.84), (17, 0.83), (18, 0.83)])
def test_efsa_protein_of_girls_falls_with_age(age, per_kg):
    girl = Person(age=age, stage="adult", weight=50)
    assert daily_targets(girl, system="efsa").at["protein_g", "target"] == pytest.approx(per_kg * 50)


def test_efsa_has_every_target_for_girls_that_it_has_for_women():
    woman = daily_targets(Person(age=30, stage="adult"), "efsa")["target"].dropna().index
    for age in (14, 15, 17):
        girl = daily_targets(Person(age=age, stage="adult"), "efsa")["target"].dropna().index
        assert set(girl) == set(woman)


def test_potassium_has_no_upper_limit():
    assert math.isnan(daily_targets(Person()).at["potassium_mg", "upper"])


def test_efsa_protein_is_by_weight_and_trimester():
    for trimester, added in ((1, 1), (2, 9), (3, 28)):
        row = daily_targets(Person(trimester=trimester, weight=60), system="efsa").loc["protein_g"]
        assert row["target"] == pytest.approx(0.83 * 60 + added)
    man = Person(sex="male", weight=75)
    assert daily_targets(man, system="efsa").at["protein_g", "target"] == pytest.approx(0.83 * 75)


def test_efsa_thiamin_and_niacin_follow_energy():
    targets = daily_targets(Person(), system="efsa", energy_kcal=2390)
    assert targets.at["thiamin_mg", "target"] == pytest.approx(1.0, abs=0.01)
    assert targets.at["niacin_mg", "target"] == pytest.approx(16.0, abs=0.1)


def test_thiamin_and_niacin_of_a_man_follow_his_energy():
    targets = daily_targets(Person(sex="male"), system="efsa")
    megajoule = targets.at["energy_kcal", "target"] * 0.004184
    assert targets.at["thiamin_mg", "target"] == pytest.approx(0.1 * megajoule)
    assert targets.at["niacin_mg", "target"] == pytest.approx(1.6 * megajoule)


def test_men_and_women_have_targets_for_the_same_nutrients():
    for system in ("dri", "efsa"):
        for age in range(19, 51):
            man, woman = (daily_targets(Person(age=age, sex=sex, stage="adult"), system) for sex in ("male", "female"))
            assert list(man.index) == list(woman.index)
            assert not man.index.duplicated().any()


def test_efsa_has_nothing_for_pregnant_girls_and_says_so():
    with pytest.raises(PlannerError, match="EFSA sets no values for pregnant girls of 16: use the system dri"):
        daily_targets(Person(age=16), system="efsa")


def test_every_age_and_stage_has_the_cramp_minerals():
    for age in range(14, 51):
        for stage in ({"stage": "adult"}, {"trimester": 1}, {"trimester": 3}, {"stage": "lactating", "half_year": 2}):
            targets = daily_targets(Person(age=age, **stage))
            assert targets.loc[["calcium_mg", "magnesium_mg", "potassium_mg"], "target"].notna().all()
            assert not targets.index.duplicated().any()
