"""Intake with unknowns, coverage, limits by scope."""

import pytest

from planner import Preferences, assess
from tests.plates import plan

BREAKFAST = ("breakfast", "07:30")


def row(report, nutrient, date=None):
    days = report[report["nutrient"] == nutrient]
    return days[days["date"] == (date or days["date"].iloc[0])].iloc[0]


def test_known_parts_are_summed_and_unknown_ones_counted():
    report = assess(plan({BREAKFAST: [("soy_yoghurt", 1), ("banana", 1)]}))
    magnesium = row(report, "magnesium_mg")
    assert magnesium["known"] == pytest.approx(0.27 * 118)
    assert (magnesium["unknown_foods"], magnesium["foods"]) == (1, 2)
    assert magnesium["text"] == "at least 32 mg (1 of 2 foods give no figure)"
    calcium = row(report, "calcium_mg")
    assert calcium["text"] == "306 mg"


def test_coverage_is_intake_over_target():
    report = assess(plan({BREAKFAST: [("milk_whole", 1)]}))
    assert row(report, "calcium_mg")["coverage"] == pytest.approx(1.13 * 244 / 1000)
    assert row(report, "calcium_mg")["status"] == "short"
    assert row(report, "vitamin_k_ug")["status"] == "no target"


def test_magnesium_from_food_is_never_over_a_limit_for_supplements():
    report = assess(plan({BREAKFAST: [("pumpkin_seeds", 1.5)] * 8}))
    magnesium = row(report, "magnesium_mg")
    assert magnesium["known"] > magnesium["upper"] == 350
    assert magnesium["status"] == "covered"


def test_calcium_over_its_limit_is_over():
    report = assess(plan({BREAKFAST: [("parmesan", 4)] * 15}))
    assert row(report, "calcium_mg")["status"] == "over"


def test_retinol_is_judged_over_the_week():
    report = assess(plan({BREAKFAST: [("kefir_low_fat", 1.5)] * 6}))
    assert row(report, "retinol_ug")["known"] > 3000
    assert row(report, "retinol_ug")["status"] == "at most"
    assert row(report, "retinol_ug", "mean")["status"] == "over"


def test_the_mean_is_over_all_days():
    report = assess(plan({BREAKFAST: [("milk_whole", 1)]}, dates=3))
    assert row(report, "calcium_mg", "mean")["known"] == pytest.approx(1.13 * 244)


def test_the_other_system_has_its_own_vitamin_a():
    report = assess(plan({BREAKFAST: [("carrots_boiled", 1)]}, preferences=Preferences(system="efsa")))
    assert row(report, "vitamin_a_re_ug")["target"] == 700
    assert row(report, "vitamin_a_rae_ug")["status"] == "no target"


def test_water_and_sodium_are_never_called_short():
    report = assess(plan({BREAKFAST: [("banana", 1)]}))
    assert row(report, "water_g")["status"] == "spared"
    assert row(report, "sodium_mg")["status"] == "spared"
    assert row(report, "potassium_mg")["status"] == "short"


def test_energy_within_its_rule_is_covered(week):
    report = assess(week)
    energy = report[report["nutrient"] == "energy_kcal"]
    assert (energy["coverage"] < 1).any()
    assert set(energy["status"]) == {"covered"}
    assert row(assess(plan({BREAKFAST: [("banana", 1)]})), "energy_kcal")["status"] == "short"
