"""What a household thinks of this week: what it wants first, what is out of season last."""

import random

import pytest

from planner import load_foods
from planner.menu.dishes import load_dishes
from planner.optimize.candidates import candidates
from planner.optimize.week_basket import FEWEST_DISHES, draw_basket
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read

FOODS = load_foods()
FOUND = candidates(load_dishes(), FOODS, set())
ROLES = read("roles").set_index("role")["kinds"]
USED = {str(FOODS.frame.index[k]) for c in FOUND for portions in c.parts for k in portions.food.tolist()}
SEEDS = range(5)


def basket(seed=0, wanted=(), avoided=()):
    return draw_basket(FOUND, FOODS, set(wanted), set(avoided), random.Random(seed))


def playing(role):
    return [food for food in FOODS.playing(role) if food in USED]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_she_has_or_likes_is_in_it(seed):
    wanted = {"sauerkraut", "cherries", "halibut_baked"} & USED
    assert len(wanted) >= 2
    assert wanted <= basket(seed, wanted)[0]
    assert wanted <= basket(seed, wanted, avoided=wanted)[0]  # out of season, and there all the same


def test_what_no_dish_holds_is_not_bought_however_much_it_is_liked():
    assert "no_such_food" not in basket(wanted=["no_such_food"])[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_role_has_as_many_kinds_as_a_household_keeps(seed):
    foods, _ = basket(seed)
    for role, kinds in ROLES.items():
        here = playing(role)
        assert len(foods & set(here)) >= min(kinds, len(here)), role


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_out_of_season_comes_last(seed):
    avoided = set(random.Random(seed).sample(sorted(USED), len(USED) // 3))
    foods, _ = basket(seed, avoided=avoided)
    for food in foods & avoided:
        roles = [role for role in ROLES.index if food in playing(role)]
        assert any(set(playing(role)) - avoided <= foods for role in roles), food  # all others are in it


def test_all_of_a_role_out_of_season_still_leaves_some():
    assert basket(avoided=playing("berries"))[0] & set(playing("berries"))


@pytest.mark.parametrize("seed", SEEDS)
def test_of_each_slot_half_of_the_dishes_are_thought_of(seed):
    _, dishes = basket(seed)
    for slot in SLOTS:
        here = {c.template.dish for c in FOUND if slot in c.template.slots}
        assert len(dishes & here) >= max(FEWEST_DISHES, len(here) // 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_dishes_of_another_kitchen_are_not_thought_of(seed):
    strange = {one.dish for one in load_dishes() if "plain" not in one.kitchens}
    assert not basket(seed, avoided=strange)[1] & strange


def test_the_same_seed_draws_the_same_basket_and_another_another():
    assert basket(1) == basket(1)
    assert basket(1)[0] != basket(2)[0] and basket(1)[1] != basket(2)[1]
