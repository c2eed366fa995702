"""Amounts for the pot: for all who eat, for two meals, in measures and weights that a cook uses."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foods.food_table import load_foods
from planner.menu.amounts import amounts_of, cooked_for
from planner.menu.dishes import fill, load_dishes, serving
from planner.menu.plan import Dish
from planner.reference.household_measures import pot_measure
from tests.plates import eaten_twice

FOODS = load_foods()
DISHES = {dish.dish: dish for dish in load_dishes()}


def words(*plate, eaters=1, twice=False, **changes):
    """The amounts of a dish put together by hand, in words."""
    dish = replace(Dish("by_hand", "By hand", tuple(serving(FOODS, food, n) for food, n in plate)), **changes)
    return [one.words.replace("\u00a0", " ") for one in amounts_of(dish, FOODS, eaters, twice)]


def test_an_amount_is_multiplied_by_who_eats_and_by_the_meals():
    assert words(("carrots_boiled", 1), eaters=3, twice=True) == ["3 cups carrots (468 g)"]
    assert words(("onion", 1), ("garlic", 1), eaters=2) == ["1 medium onion (110 g)", "2 cloves garlic (6 g)"]


def test_what_is_weighed_dry_or_raw_says_how_much_of_it_is_taken():
    rice, chicken = words(("white_rice_cooked", 1), ("chicken_breast_roast", 1))
    assert rice == "1 cup white rice (158 g cooked, 57 g dry)"
    assert chicken.endswith("(86 g cooked, 119 g raw)")
    assert words(("potatoes_boiled", 1)) == ["1 medium potato (136 g)"]
    assert words(("cod_baked", 1))[0] == "1 small fillet cod (113 g cooked, 145 g raw)"


def test_what_was_cooked_before_is_not_weighed_raw():
    again = eaten_twice().days[1].meals[0].dishes[0]
    assert all(math.isnan(one.uncooked_g) for one in amounts_of(again, FOODS))


def test_a_cook_reads_of_eggs_potatoes_and_tins_not_of_what_becomes_of_them():
    assert words(("egg_boiled", 2), ("egg_omelette", 1)) == ["2 large eggs (100 g)", "1 large egg (61 g)"]
    assert words(("potato_baked", 1)) == ["1 medium potato (173 g)"]
    assert words(("potatoes_mashed", 1)) == ["1 cup mashed potatoes (210 g)"]
    assert words(("tomatoes_tinned", 1)) == ["½ tin tomatoes (200 g)"]
    assert words(("milk_2_percent", 1)) == ["1 cup milk, 2 % fat (244 g)"]


def test_large_amounts_are_said_in_large_measures():
    assert words(("olive_oil", 2), eaters=4) == ["½ cup olive oil (108 g)"]
    assert words(("salt", 2), ("paprika", 1), eaters=6) == ["¾ tsp salt (4.8 g)", "1 tbsp paprika (6.9 g)"]
    assert words(("bay_leaf", 1), eaters=4) == ["4 bay leaves (0.8 g)"]


def test_a_side_is_had_fresh_each_time_and_not_cooked_double():
    template = DISHES["borscht_kidney_beans"]
    parts = [(part, FOODS.playing(part.role)[0], 1.0) for part in template.parts]
    fruit = next(part for part in template.sides if part.name == "fruit")
    dish = fill(template, [*parts, (fruit, "apple", 1.0)], FOODS)
    once, twice = amounts_of(dish, FOODS, 2), amounts_of(dish, FOODS, 2, twice=True)
    grown = {one.food: two.grams / one.grams for one, two in zip(once, twice, strict=True)}
    assert grown.pop("apple") == 1 and set(grown.values()) == {2}


@pytest.mark.parametrize("eaters", [1, 3, 12])
@pytest.mark.parametrize("dish", ["lentil_soup_lemon_pita", "fish_pie", "fruit_and_nuts", "golden_milk"])
def test_the_amounts_of_a_dish_are_its_servings_times_the_eaters(dish, eaters):
    template = DISHES[dish]
    plate = fill(template, [(part, FOODS.playing(part.role)[0], 1.0) for part in template.parts], FOODS)
    for one, there in zip(amounts_of(plate, FOODS, eaters), plate.servings, strict=True):
        assert one.food == there.food and one.grams == pytest.approx(there.grams * eaters)
        assert one.measure and one.said and "  " not in one.words


def test_for_whom_it_is():
    assert cooked_for(1, twice=False) == ""
    assert cooked_for(1, twice=True) == "for two meals"
    assert cooked_for(4, twice=True) == "for 4 people and two meals"


@given(st.sampled_from(["1 pinch", "0.5 tsp", "1 tbsp", "2 tbsp, chopped", "0.25 cup"]), st.integers(1, 48))
def test_a_larger_measure_is_as_much(serving, halves):
    """But for pinches, of which nobody counts more than eight."""
    inside = {"pinch": 1 / 48, "pinches": 1 / 48, "tsp": 1 / 3, "tbsp": 1.0, "cup": 16.0, "cups": 16.0}
    values = {"¼": 0.25, "½": 0.5, "¾": 0.75}

    def spoons(text):
        number, unit = text.partition(",")[0].split()
        signs = sum(values[sign] for sign in number if sign in values)
        whole = number.strip("".join(values))
        return (float(whole or 0) + signs) * inside[unit]

    number, unit = serving.partition(",")[0].split()
    told, exact = spoons(pot_measure(serving, halves / 2)), float(number) * halves / 2 * inside[unit]
    assert told == pytest.approx(exact, rel=1e-2) or (unit == "pinch" and abs(told - exact) <= 2 / 48 + 1e-9)
