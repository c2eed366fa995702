"""What the tables and units can't give is refused in one sentence that names the nearest right ones."""

import math

import pytest

from planner.errors import PlannerError
from planner.reference import known_nutrient, magnitude, measure, minutes, nutrient_amount, read, tablet_name
from planner.reference.tables import data_dir


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: read("nutrient"), "the table can't be 'nutrient': take 'nutrients'"),
        (lambda: read("foods"), "the table can't be 'foods': take 'food_groups'"),
        (lambda: known_nutrient("calcium"), "the nutrient can't be 'calcium': take 'calcium_mg'"),
        (lambda: known_nutrient("fat"), "the nutrient can't be 'fat': take 'fat_g'"),
        (lambda: known_nutrient("magnesum_mg"), "the nutrient can't be 'magnesum_mg': take 'magnesium_mg'"),
        (lambda: known_nutrient(None), "the nutrient can't be None: take "),
        (lambda: tablet_name("vitamin_d"), "take 'vitamin_d_ug'"),
        (lambda: nutrient_amount("600 IU", "vitamin_d_mg"), "take 'vitamin_d_ug'"),
        (lambda: magnitude(62.0, "bananas"), "the unit can't be 'bananas': take one such as 'g', 'cm' or 'kcal'"),
        (lambda: measure("1 cup", -1), "the number of servings can't be -1: give 0 or more"),
        (lambda: measure("1 cup", math.nan), "the number of servings can't be nan"),
    ],
)
def test_a_wrong_name_or_number_is_refused(call, named):
    with pytest.raises(PlannerError) as refused:
        call()
    assert str(refused.value).startswith(named) or f": {named}" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["8:05", "24:00", "12:60", "noon", "", "12:00 "])
def test_what_is_no_hour_has_no_minutes(text):
    with pytest.raises(ValueError, match="is not an hour of the day: write it like 08:00"):
        minutes(text)


@pytest.mark.parametrize("typed", ["1.2.3", ",", "1,2,3"])
def test_a_number_with_two_marks_is_no_quantity(typed):
    with pytest.raises(ValueError, match="is not a quantity: write a number and a unit"):
        magnitude(typed, "cm")


def test_a_folder_without_tables_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    with pytest.raises(PlannerError, match=r"PLANNER_DATA is .*, which holds no foods.csv: name a folder with all"):
        data_dir()
