"""Targets equal the published tables, which stand in golden/ as a second transcription."""

import math
from pathlib import Path

import pandas as pd
import pytest

from planner import Person, PlannerError, daily_targets
from planner.targets import energy_target

GOLDEN = Path(__file__).parent / "golden"
STAGES = {"np": {"stage": "adult"}, "preg": {"stage": "pregnant"}, "lact": {"stage": "lactating"}}


def cases(name):
    table = pd.read_csv(GOLDEN / name).set_index("nutrient")
    return [
        pytest.param(nutrient, column, table.at[nutrient, column], id=f"{nutrient} {column}")
        for nutrient in table.index
        for column in table.columns
    ]


def who(column, **more):
    stage, age = column.rstrip("0123456789"), int("".join(c for c in column if c.isdigit()))
    return Person(age=age, **STAGES[stage], **more)


@pytest.mark.parametrize(("nutrient", "column", "value"), cases("dri_women.csv"))
def test_dri(nutrient, column, value):
    assert daily_targets(who(column)).at[nutrient, "target"] == pytest.approx(value)


@pytest.mark.parametrize(("nutrient", "column", "value"), cases("efsa_women.csv"))
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
    ],
)
def test_upper_limits_with_what_they_count(column, nutrient, upper, scope):
    row = daily_targets(who(column)).loc[nutrient]
    assert (row["upper"], row["upper_scope"]) == (upper, scope)


def test_potassium_has_no_upper_limit():
    assert math.isnan(daily_targets(Person()).at["potassium_mg", "upper"])


@pytest.mark.parametrize(
    ("activity", "kcal"), [("sedentary", 1920), ("low_active", 2131), ("active", 2395), ("very_active", 2712)]
)
def test_energy_of_a_woman_at_each_activity(activity, kcal):
    woman = Person(age=28, stage="adult", height="1.65 m", weight="60 kg", activity=activity)
    assert round(energy_target(woman)) == kcal


def test_energy_meets_the_published_check():
    woman = Person(age=30, stage="adult", height="1.65 m", weight="50.4 kg", activity="sedentary")
    assert round(energy_target(woman)) == 1816


def test_energy_of_a_girl():
    girl = Person(age=16, stage="adult", height="1.60 m", weight="55 kg", activity="low_active")
    assert energy_target(girl) == pytest.approx(135.3 - 30.8 * 16 + 1.16 * (10 * 55 + 934 * 1.6) + 25)


@pytest.mark.parametrize(
    ("system", "stage", "added"),
    [
        ("dri", {"trimester": 1}, 0),
        ("dri", {"trimester": 2}, 340),
        ("dri", {"trimester": 3}, 452),
        ("dri", {"stage": "lactating", "half_year": 1}, 330),
        ("dri", {"stage": "lactating", "half_year": 2}, 400),
        ("efsa", {"trimester": 1}, 70),
        ("efsa", {"trimester": 2}, 260),
        ("efsa", {"trimester": 3}, 500),
        ("efsa", {"stage": "lactating", "half_year": 1}, 500),
    ],
)
def test_energy_that_the_stage_adds(system, stage, added):
    base = energy_target(Person(stage="adult"), system)
    assert energy_target(Person(**stage), system) - base == pytest.approx(added)


def test_efsa_protein_is_by_weight_and_trimester():
    for trimester, added in ((1, 1), (2, 9), (3, 28)):
        row = daily_targets(Person(trimester=trimester, weight=60), system="efsa").loc["protein_g"]
        assert row["target"] == pytest.approx(0.83 * 60 + added)


def test_efsa_thiamin_and_niacin_follow_energy():
    targets = daily_targets(Person(), system="efsa", energy_kcal=2390)
    assert targets.at["thiamin_mg", "target"] == pytest.approx(1.0, abs=0.01)
    assert targets.at["niacin_mg", "target"] == pytest.approx(16.0, abs=0.1)


def test_efsa_has_nothing_for_pregnant_girls_and_says_so():
    with pytest.raises(PlannerError, match="EFSA sets no values for pregnant girls of 16: use the system dri"):
        daily_targets(Person(age=16), system="efsa")


def test_every_age_and_stage_has_the_cramp_minerals():
    for age in range(14, 51):
        for stage in ({"stage": "adult"}, {"trimester": 1}, {"trimester": 3}, {"stage": "lactating", "half_year": 2}):
            targets = daily_targets(Person(age=age, **stage))
            assert targets.loc[["calcium_mg", "magnesium_mg", "potassium_mg"], "target"].notna().all()
            assert not targets.index.duplicated().any()
