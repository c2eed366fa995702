"""A wrong food, slot or nutrient is one sentence that names the nearest right ones."""

import dataclasses
import math

import pytest

from planner import PlannerError, load_foods
from planner.menu import fill, known_food, label, load_dishes, meal_label, serving

FOODS = load_foods()
SNACK = next(dish for dish in load_dishes() if dish.dish == "fruit_and_nuts")
FRUIT, NUTS = SNACK.parts


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: label("calcium"), "the nutrient can't be 'calcium': take 'calcium_mg'"),
        (lambda: label("mangnesium_mg"), "the nutrient can't be 'mangnesium_mg': take 'magnesium_mg'"),
        (lambda: meal_label("supper"), "the slot can't be 'supper': take 'dinner'"),
        (lambda: known_food(FOODS, "kefer"), "the food can't be 'kefer': take 'kefir'"),
        (lambda: serving(FOODS, "spinach", 1.0), "the food can't be 'spinach': take 'spinach_"),
        (lambda: fill(SNACK, [(FRUIT, "aple", 1.0)], FOODS), "the food can't be 'aple': take 'apple'"),
    ],
)
def test_the_nearest_right_ones_are_named(call, sentence):
    with pytest.raises(PlannerError) as error:
        call()
    assert str(error.value).startswith(sentence)


@pytest.mark.parametrize("servings", [0, -1, math.nan, math.inf])
def test_a_plate_holds_more_than_nothing(servings):
    with pytest.raises(PlannerError, match=r"^there can't be \S+ servings of kefir: give a number above 0$"):
        serving(FOODS, "kefir", servings)


@pytest.mark.parametrize("cell", [{"serving_g": math.nan}, {"serving": ""}])
def test_a_food_without_a_portion_can_not_be_served(cell):
    bare = dataclasses.replace(FOODS, frame=FOODS.frame.assign(**cell))
    with pytest.raises(
        PlannerError, match=r"^kefir has no portion in foods\.csv: fill in serving and serving_g first$"
    ):
        serving(bare, "kefir", 1.0)


def test_a_dish_takes_its_own_parts_and_lacks_none():
    with pytest.raises(PlannerError, match=r"^fruit_and_nuts lacks its nuts: choose a food for it$"):
        fill(SNACK, [(FRUIT, "apple", 1.0)], FOODS)
    other = dataclasses.replace(NUTS, name="seeds")
    with pytest.raises(PlannerError, match=r"^fruit_and_nuts has no part seeds: its parts are fruit and nuts"):
        fill(SNACK, [(FRUIT, "apple", 1.0), (other, "almonds", 1.0)], FOODS)
