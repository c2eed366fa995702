"""Comfortable amounts: enough is enough, in the mean of the days."""

import dataclasses

import pytest

from planner import Person, audit
from tests.plates import plan

LUNCH, DINNER = ("lunch", "13:00"), ("dinner", "19:00")


def comfort(week):
    """What is said of each amount: (whether it holds, the mean, the most)."""
    rows = audit(week)
    rows = rows[rows["rule"] == "comfortable amounts"]
    assert set(rows["kind"]) == {"soft"} and rows["lower"].isna().all()
    return {row["subject"]: (row["holds"], row["value"], row["upper"]) for row in rows.to_dict("records")}


@pytest.mark.parametrize(
    ("subject", "most", "food", "few", "many"),
    [
        ("fibre_g", 44.24, "kidney_beans_boiled", 6, 7),
        ("calcium_mg", 2000, "kefir", 7, 8),
        ("magnesium_mg", 700, "pumpkin_seeds", 4, 6),
        ("potassium_mg", 5500, "potatoes_boiled", 8, 14),
        ("nuts", 40, "almonds", 1, 2),
        ("fruit_and_vegetables", 900, "apple", 4, 5),
        ("food_without_drinks", 2300, "potatoes_boiled", 12, 18),
    ],
)
def test_far_above_what_people_eat_is_found(subject, most, food, few, many, foods):
    for servings, holds in ((few, True), (many, False)):
        found = comfort(plan({LUNCH: [(food, servings)]}, foods))
        assert (found[subject][0], found[subject][2]) == (holds, pytest.approx(most)), found[subject]


def test_it_is_the_mean_of_the_days_that_counts(foods):
    feast = plan({LUNCH: [("almonds", 2)]}, foods)
    fast = plan({LUNCH: [("kefir", 1)]}, foods, dates=2).days[1]
    both = dataclasses.replace(feast, days=(*feast.days, fast))
    grams = 2 * foods.frame.at["almonds", "serving_g"]
    assert comfort(feast)["nuts"][:2] == (False, grams)
    assert comfort(both)["nuts"][:2] == (True, grams / 2)


def test_what_one_drinks_has_no_weight_on_the_plate(foods):
    dry, wet = (plan({LUNCH: [("banana", 1), *more]}, foods) for more in ([], [("mineral_water", 10)]))
    assert comfort(dry)["food_without_drinks"] == comfort(wet)["food_without_drinks"]


def test_potatoes_are_no_vegetables_and_juice_is_no_fruit(foods):
    assert comfort(plan({LUNCH: [("potatoes_boiled", 4), ("orange_juice", 4)]}, foods))["fruit_and_vegetables"][1] == 0


def test_with_nausea_less_fibre_is_comfortable(foods):
    queasy = plan({LUNCH: [("banana", 1)]}, foods, person=Person(trimester=1, conditions=["nausea"]))
    well = plan({LUNCH: [("banana", 1)]}, foods, person=Person(trimester=1))
    assert comfort(queasy)["fibre_g"][2] < comfort(well)["fibre_g"][2]
    assert comfort(queasy)["magnesium_mg"] == comfort(well)["magnesium_mg"]


def test_the_week_is_comfortable_or_nearly_so(week):
    for subject, (_, mean, most) in comfort(week).items():
        assert mean <= 1.05 * most, subject
