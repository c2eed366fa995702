"""What foods can't give is refused in one sentence that names the nearest right ones."""

import math

import pytest

import planner
from planner.errors import PlannerError
from planner.foods import edited, label_amount, label_figures, merge, per_100_g, to_csv
from planner.foods.importing import Match, Sheet, to_food_rows, units_of

FOODS = planner.load_foods()
SHEET = Sheet("mine.csv", "CSV", ("name", "Ca"), ((2, ("Kvass", "7")),))
TEXT = to_csv(FOODS.frame.iloc[:2]).encode()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: FOODS.word("bananna"), "the food can't be 'bananna': take 'banana'"),
        (lambda: label_amount("12 mg", "calcium"), "the nutrient can't be 'calcium': take 'calcium_mg'"),
        (
            lambda: label_amount("1 µg", "vitamin_a_re_ug"),
            "the column can't be 'vitamin_a_re_ug': take 'vitamin_a_ra",
        ),
        (
            lambda: label_figures({}, "100g"),
            "the basis of a label can't be '100g': take '100 g', 'serving' or",
        ),
        (lambda: per_100_g(1.0, "portion"), "the basis of a label can't be 'portion': take '100 g', 'serving' or"),
        (lambda: per_100_g(-1.0, "100 g"), "an amount of a label can't be -1: give 0 or more"),
        (lambda: per_100_g(math.nan, "100 g"), "an amount of a label can't be nan"),
        (lambda: units_of("calcium"), "the column can't be 'calcium': take 'calcium_mg'"),
        (lambda: to_food_rows(SHEET, []), "mine.csv has 2 columns, and 0 matches are given: give one for each"),
        (
            lambda: to_food_rows(SHEET, [Match("name", "name", None), Match("Ca", "calcium", None)]),
            "the column for 'Ca' can't be 'calcium': take 'calcium_mg'",
        ),
        (lambda: to_csv(FOODS.frame.drop(columns="iron_mg")), "the foods have no column iron_mg: add it, empty where"),
        (
            lambda: merge(FOODS, FOODS, FOODS, frozenset({("banana", "iron_mg")}), "both"),
            "iron_mg of banana is no clash: name those that versions calls so",
        ),
        (lambda: planner.load_foods(TEXT, "mine.csv", lines=[2]), "mine.csv has 2 foods, and 1 lines are given"),
    ],
)
def test_a_wrong_name_or_number_is_refused(call, named):
    with pytest.raises(PlannerError) as refused:
        call()
    assert str(refused.value).startswith(named) and "\n" not in str(refused.value)


@pytest.mark.parametrize("source", ["no/such/file.csv", "a\0b.csv"])
def test_a_path_that_leads_nowhere_is_a_fault_of_the_table(source):
    with pytest.raises(planner.FoodTableError, match="give the path of a CSV file that can be read"):
        planner.load_foods(source)


def test_an_edited_frame_without_a_column_is_a_fault_of_the_table():
    with pytest.raises(planner.FoodTableError, match="mine: column iron_mg is missing"):
        edited(FOODS, FOODS.frame.drop(columns="iron_mg"), "mine")
