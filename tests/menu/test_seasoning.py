"""The dishes of a home kitchen: enough of them for every taste, none without taste, and short of name."""

import random
from collections import Counter

import pytest

from planner import load_foods
from planner.menu.dishes import fill, load_dishes
from planner.menu.seasoning import lacks_seasoning, seasoning_foods
from planner.optimize.candidates import candidates
from planner.person.person import Kitchen, Preferences
from planner.safety.suitability import EATS, unsuitable

FOODS = load_foods()
DISHES = load_dishes()
TASTY = seasoning_foods(FOODS)
KITCHENS = Kitchen.__args__
LONGEST_TITLE = 60


def filled(template, likely):
    """The foods of a dish whose parts are each filled with what is likeliest, the least number first."""
    return [
        (part, food, 1.0)
        for part in template.parts if not part.optional
        for food in sorted(FOODS.playing(part.role), key=likely)[: part.count]
    ]  # fmt: skip


def on_the_plate(template, chosen):
    return [food for _, food, _ in chosen] + [food for food, _ in template.fixed]


def test_every_cooked_savoury_dish_is_seasoned_even_in_its_plainest_filling():
    for template in DISHES:
        plainest = filled(template, lambda food: food in TASTY)
        assert not lacks_seasoning(template, on_the_plate(template, plainest), TASTY), template.dish


@pytest.mark.parametrize("diet", EATS)
def test_so_it_is_for_every_diet_and_without_onion_and_garlic(diet):
    closed = {*unsuitable(FOODS, Preferences(diet=diet)).index, "onion", "garlic"}
    for dish in candidates(DISHES, FOODS, closed):
        needed = [list(FOODS.frame.index[p.food]) for p in dish.parts if not p.part.optional]
        plainest = [min(foods, key=lambda food: food in TASTY) for foods in needed]
        plainest += [food for food, _ in dish.template.fixed]
        assert not closed & set(plainest)
        assert not lacks_seasoning(dish.template, plainest, TASTY), dish.template.dish


def test_salt_alone_is_no_seasoning():
    soup = next(dish for dish in DISHES if "warm" in dish.tags and "sweet" not in dish.tags)
    assert lacks_seasoning(soup, ["potatoes_boiled", "salt", "corn_starch"], TASTY)
    assert not lacks_seasoning(soup, ["potatoes_boiled", "salt", "dill"], TASTY)


def test_a_title_fits_on_a_line_whatever_the_dish_is_filled_with():
    rng = random.Random(0)
    for template in DISHES:
        longest = filled(template, lambda food: -len(FOODS.short_word(food)))
        for chosen in [longest, *(filled(template, lambda food: rng.random()) for _ in range(5))]:
            title = fill(template, chosen, FOODS).title
            assert len(title) <= LONGEST_TITLE, title


def test_there_are_dishes_enough():
    assert len(DISHES) >= 220
    assert len({dish.dish for dish in DISHES}) == len(DISHES)


@pytest.mark.parametrize("kitchen", KITCHENS)
def test_each_kitchen_has_some_for_lunch_and_dinner(kitchen):
    slots = Counter(slot for dish in DISHES if kitchen in dish.kitchens for slot in dish.slots)
    assert slots["lunch"] >= 7 and slots["dinner"] >= 7


def test_every_dish_is_of_a_kitchen():
    assert {kitchen for dish in DISHES for kitchen in dish.kitchens} == set(KITCHENS)
    assert all(dish.kitchens for dish in DISHES)
