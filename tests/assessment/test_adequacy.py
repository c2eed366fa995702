"""Intake with unknowns, coverage, limits by scope."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Person, Preferences, assess
from planner.person import prescribed
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
    assert row(report, "dha_g")["status"] == "no target"


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


def taking(*tablets, meals=None, system="dri", dates=1, **person):
    taken = [{"nutrient": nutrient, "amount": amount} for nutrient, amount in tablets]
    person = Person(**{"age": 30, "supplements": taken, **person})
    meals = meals or {BREAKFAST: [("milk_whole", 1)]}
    return assess(plan(meals, person=person, preferences=Preferences(system=system), dates=dates))


@pytest.mark.parametrize(
    ("system", "nutrient", "amount", "status", "counted"),
    [
        ("dri", "magnesium", "350 mg", "short", None),
        (
            "dri",
            "magnesium",
            "351 mg",
            "over",
            "351 mg from tablets are over the limit of 350 mg that counts supplements",
        ),
        ("efsa", "magnesium", "250 mg", "short", None),
        (
            "efsa",
            "magnesium",
            "251 mg",
            "over",
            "251 mg from tablets are over the limit of 250 mg that counts supplements",
        ),
        ("dri", "folic acid", "1000 µg", "short", None),
        ("dri", "folic acid", "1.2 mg", "over", "1,200 µg folic acid from tablets are over the limit of 1,000 µg"),
        ("dri", "niacin", "35 mg", "short", None),
        (
            "dri",
            "niacin",
            "40 mg",
            "over",
            "40 mg from tablets are over the limit of 35 mg that counts supplements and",
        ),
        ("efsa", "niacin", "40 mg", "short", None),
        ("dri", "calcium", "2224 mg", "short", None),
        ("dri", "calcium", "2225 mg", "over", "2,501 mg, 2,225 mg of it from tablets, are over the limit of 2,500 mg"),
        ("efsa", "vitamin B6", "11.9 mg", "short", None),
        ("efsa", "vitamin B6", "40 mg", "over", "40.09 mg, 40 mg of it from tablets, are over the limit of 12 mg"),
        ("dri", "vitamin B6", "40 mg", "short", None),
        ("dri", "sodium", "2300 mg", "over", "above which less is better"),
        ("dri", "vitamin D", "4000 IU", "over", "are over the limit of 100 µg that counts food and supplements"),
    ],
)
def test_each_limit_counts_what_its_scope_says(system, nutrient, amount, status, counted):
    report = taking((nutrient, amount), system=system)
    taken = report[report["supplement"] > 0]
    assert set(taken["status"]) == {status}
    for note in taken["note"]:
        assert (counted in note and "ask your doctor" in note) if counted else note == ""


def test_girls_have_the_lower_limit_of_folic_acid():
    assert row(taking(("folic acid", "900 µg"), age=17), "folate_dfe_ug")["status"] == "over"
    assert row(taking(("folic acid", "900 µg"), age=30), "folate_dfe_ug")["status"] == "short"


def test_folic_acid_is_never_added_to_folate_equivalents():
    folate = row(taking(("folic acid", "400 µg")), "folate_dfe_ug")
    without = row(taking(), "folate_dfe_ug")
    assert (folate["known"], folate["coverage"]) == (without["known"], without["coverage"])
    assert folate["supplement"] == 400


def test_retinol_of_tablets_is_judged_in_the_mean_and_is_vitamin_a():
    report = taking(("vitamin A", "10000 IU"), dates=2)
    assert set(report.loc[report["nutrient"] == "retinol_ug", "status"]) == {"at most", "over"}
    assert row(report, "retinol_ug", "mean")["note"].startswith("3,110 µg, 3,000 µg of it from tablets")
    assert row(report, "vitamin_a_rae_ug")["supplement"] == row(report, "vitamin_a_re_ug")["supplement"] == 3000
    assert row(report, "vitamin_a_rae_ug")["coverage"] < 1


def test_iodine_says_how_many_foods_give_no_figure():
    report = assess(plan({BREAKFAST: [("milk_whole", 1), ("hazelnuts", 1), ("egg_boiled", 2)]}))
    iodine = row(report, "iodine_ug")
    assert iodine["text"] == "at least 109 µg (1 of 3 foods give no figure)"
    assert (iodine["target"], iodine["upper"], iodine["upper_scope"]) == (220, 1100, "total")


def test_epa_and_dha_are_judged_together_with_the_oil_that_is_taken():
    meals = {BREAKFAST: [("salmon_baked", 1)]}
    efsa = Preferences(system="efsa")
    report = assess(plan(meals, preferences=efsa, person=Person(supplements=[prescribed("DHA 200 mg")])))
    both, dha = row(report, "epa_dha_mg"), row(report, "dha_g")
    assert (both["target"], both["supplement"], dha["supplement"]) == (350, 200, 0.2)
    assert both["known"] == pytest.approx((row(report, "epa_g")["known"] + dha["known"]) * 1000)
    assert row(assess(plan(meals)), "epa_dha_mg")["status"] == "no target"


@pytest.mark.parametrize(("system", "over"), [("dri", False), ("efsa", True)])
def test_the_american_limit_of_vitamin_e_counts_tablets_alone(system, over):
    oils = {BREAKFAST: [("sunflower_oil", 20), ("almonds", 10)]}  # some 140 mg
    taken = Person(supplements=[prescribed("vitamin E 200 mg")])
    vitamin_e = row(assess(plan(oils, preferences=Preferences(system=system), person=taken)), "vitamin_e_mg")
    assert vitamin_e["known"] > 100 and (vitamin_e["status"] == "over") == over


def test_food_over_a_limit_is_told_without_tablets():
    cheese = row(assess(plan({BREAKFAST: [("parmesan", 4)] * 15})), "calcium_mg")
    assert "from tablets" not in cheese["note"]
    assert cheese["note"].endswith("that counts food and supplements: choose another dish")


def test_a_note_never_gives_the_limit_itself_as_what_is_over_it():
    assert row(taking(("magnesium", 350.4)), "magnesium_mg")["note"].startswith("350.4 mg from tablets are over")


def test_without_tablets_nothing_is_from_tablets():
    report = assess(plan({BREAKFAST: [("milk_whole", 1)]}))
    assert (report["supplement"] == 0).all()
    assert (report["note"] == "").all()


FOOD = ["known", "unknown_foods", "foods", "target", "coverage", "upper", "text"]
BARE = taking(meals={BREAKFAST: [("soy_yoghurt", 1), ("banana", 1), ("milk_whole", 1)]})
TAKEN = """calcium_mg magnesium_mg iron_mg sodium_mg niacin_mg folate_dfe_ug
    retinol_ug vitamin_d_ug vitamin_b12_ug""".split()
AMOUNTS = st.floats(min_value=1e-6, max_value=1000)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(TAKEN), AMOUNTS))
@settings(max_examples=40, deadline=None)
def test_what_food_covers_never_changes_with_tablets(amounts):
    report = taking(*amounts.items(), meals={BREAKFAST: [("soy_yoghurt", 1), ("banana", 1), ("milk_whole", 1)]})
    pd.testing.assert_frame_equal(report[FOOD], BARE[FOOD])
    changed = report["status"] != BARE["status"]
    assert set(report.loc[changed, "status"]) <= {"over"}
    assert ((report["status"] == "over") == (report["note"] != "")).all()
    alone = report["upper_scope"].isin(["supplement", "synthetic"])
    over = report["supplement"] > report["upper"] * (1 + 1e-6)
    assert (over == (report["status"] == "over"))[alone].all()


def test_potassium_that_a_doctor_watches_is_not_called_short():
    careful = Person(trimester=3, conditions=["kidney_potassium"])
    report = assess(plan({("breakfast", "07:30"): [("milk_whole", 1)]}, person=careful))
    status = report[report["date"] == "mean"].set_index("nutrient")["status"]
    assert status["potassium_mg"] == "spared"
    assert status["calcium_mg"] == "short"
