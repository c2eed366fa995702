"""Recipes name the foods that are on the plate, and nothing that she must not have."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

import pytest

import planner
from planner.exports import read_plan, to_json
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.dishes import fill, load_dishes
from planner.menu.plan import Dish
from planner.menu.recipes import Recipe, recipe_of
from planner.optimize.candidates import Candidate, candidates
from planner.person.person import Preferences
from planner.safety.suitability import unsuitable
from tests.plates import from_dry

FOODS = load_foods()
DISHES = {dish.dish: dish for dish in load_dishes()}
PLACE = re.compile(r"{(\w+)(?::(\w+))?}")
# kinds of food; where one stands in a method as it is, it must be that of a food which the dish always has
KINDS = """
    milk buttermilk kefir yoghurt curd quark ricotta cheese cheddar parmesan feta mozzarella cream butter
    nuts? almonds? walnuts? peanuts? seeds? tahini hummus avocado beans? legumes? lentils? chickpeas? peas? pods?
    edamame soy tofu tempeh fish cod salmon tuna sardines? shrimps? meat beef veal pork rabbit mince chicken turkey
    poultry eggs? omelette fruit banana apples? pear berries cherries melon orange citrus dates apricots? figs? raisins
    prunes grains? oats oatmeal bran rice millet buckwheat barley quinoa couscous pasta noodles? bread tortillas?
    crispbread biscuits? cakes? pastry potato(?:es)? pumpkin squash vegetables? carrots? cabbage lettuce
    tomato(?:es)? cucumber pepper onion garlic mushrooms? beetroot radishes roots herbs? parsley dill chives basil
    spinach sorrel chard chocolate juice lemon oil salt honey sugar jam sweetener
""".split()
# what they must not have, and the words that only sound like it
WITHOUT = {
    "milk": (
        "milk buttermilk kefir yoghurt curd quark ricotta cheese cheddar gouda edam emmental parmesan feta mozzarella "
        "cream butter"
    ),
    "fish": "fish cod haddock pollock hake sole tilapia salmon trout herring mackerel sardines? tuna",
    "egg": "eggs? omelette",
    "vegan": (
        "milk buttermilk kefir yoghurt curd quark ricotta cheese cheddar gouda edam emmental parmesan feta mozzarella "
        "cream butter eggs? omelette honey fish cod haddock pollock hake sole tilapia salmon trout herring mackerel "
        "sardines? tuna shrimps? meat beef veal pork rabbit mince chicken turkey poultry roast"
    ),
}
SOUNDS_LIKE = re.compile(r"\b(peanut|almond|nut) butter\b|\bsoy yoghurt\b")
PEOPLE = {
    **{name: Preferences(without=[name]) for name in ("milk", "fish", "egg")},
    "vegan": Preferences(diet="vegan"),
}


def filled(dish: str, foods: FoodTable = FOODS, **chosen: str) -> Recipe | None:
    """The recipe of a dish whose parts are filled with the named foods."""
    template = DISHES[dish]
    parts = [(part, food, 1.0) for part in (*template.parts, *template.sides)
             for food in chosen.get(part.name, "").split()]  # fmt: skip
    return recipe_of(fill(template, parts, foods), foods)


def every_filling(candidate: Candidate) -> Iterator[Dish]:
    """The dish so often that each food which may stand in a part does so once at least."""
    names = [str(name) for name in FOODS.frame.index]
    seats = []
    for portions in candidate.parts:
        foods = list(dict.fromkeys(names[k] for k in portions.food))
        if not portions.part.optional:
            seats += [
                [(portions.part, food, 1.0) for food in foods[n:] + foods[:n]] for n in range(portions.part.count)
            ]
    for chosen in zip_longest(*seats):
        yield fill(candidate.template, [one or seat[0] for one, seat in zip(chosen, seats, strict=True)], FOODS)


def open_to(wanted: Preferences) -> list[Candidate]:
    return candidates(load_dishes(), FOODS, set(unsuitable(FOODS, wanted).index))


def test_recipes_read_like_a_cook_talking():
    assert filled(
        "porridge_fruit_nuts",
        grain="buckwheat_groats_cooked",
        milk="soy_drink_fortified",
        fruit="banana",
        nuts="walnuts",
    ).method == (
        "Heat the buckwheat in the soy drink until it steams, slice the banana over it and scatter the walnuts on top."
    )
    assert filled(
        "legume_soup", legume="lentils_boiled", veg="carrots_boiled leeks_boiled", herb="dill", oil="olive_oil"
    ).method == (
        "Soften the onion in the olive oil, simmer the lentils, carrots and leeks in it with plenty of water until "
        "soft, blend half of it and finish with the dill."
    )
    assert filled(
        "baked_potato_curd",
        potato="sweet_potato_baked",
        curd="quark",
        herb="chives",
        salad="tomato cucumber",
        oil="olive_oil",
    ).method.startswith(
        "Bake the sweet potato in the skin, split it and fill it with the quark and chives; eat the tomato and"
    )


def test_a_side_that_is_left_out_or_there_is_not_named():
    assert filled("fruit_and_nuts", fruit="apple", nuts="almonds") == filled(
        "fruit_and_nuts", fruit="apple", nuts="almonds", drink="water"
    )


def test_every_place_in_a_method_is_a_part_of_the_dish():
    for dish in DISHES.values():
        names, forms = zip(*PLACE.findall(dish.method), strict=True)
        assert set(names) <= {part.name for part in dish.parts}, dish.dish
        assert set(forms) <= {"", "plain"}, dish.dish


def test_no_method_names_a_kind_of_food_that_could_be_another():
    """Neither milk where a soy drink may stand, nor salt where somebody must not have any."""
    for dish in DISHES.values():
        always = [food for food, _ in dish.fixed if FOODS.frame.at[food, "group"] != "seasoning"]
        sure = " ".join(FOODS.frame.at[food, "name"].lower() for food in always)
        said = PLACE.sub("", dish.method).lower()
        for kind in KINDS:
            found = re.search(rf"\b{kind}\b", said)
            assert not found or re.search(rf"\b{found[0]}", sure), (dish.dish, found[0], said)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_recipe_names_what_she_must_not_have_whatever_fills_it(who):
    forbidden = re.compile(rf"\b({'|'.join(WITHOUT[who].split())})\b", re.IGNORECASE)
    seen = 0
    for candidate in open_to(PEOPLE[who]):
        for dish in every_filling(candidate):
            recipe = recipe_of(dish, FOODS)
            assert recipe, dish
            for words in (recipe.method, *recipe.before):
                assert not forbidden.search(SOUNDS_LIKE.sub("", words)), (dish.dish, words)
            seen += 1
    assert seen > 500


def test_every_dish_has_a_recipe_whatever_fills_it_and_names_each_food_of_its_method():
    for candidate in open_to(Preferences()):
        for dish in every_filling(candidate):
            recipe = recipe_of(dish, FOODS)
            assert recipe and not re.search(r"[{}]|  | ,|\band and\b", recipe.method), dish
            named = {name for name, _ in PLACE.findall(candidate.template.method)}
            for part, serving in zip(candidate.template.parts, dish.servings, strict=False):
                if part.count == 1 and part.name in named and all(p.count == 1 for p in candidate.template.parts):
                    noun = FOODS.word(serving.food).split()[-1]
                    assert noun in recipe.method, (dish.dish, serving.food, recipe.method)


def test_a_plan_without_milk_has_no_milk_in_its_recipes(her):
    """It once stood at a dozen meals of such a week."""
    forbidden = re.compile(rf"\b({'|'.join(WITHOUT['milk'].split())})\b", re.IGNORECASE)
    plan = planner.plan_week(her, PEOPLE["milk"], foods=FOODS, days=2)
    dishes = [dish for day in plan.days for meal in day.meals for dish in meal.dishes]
    recipes = [recipe_of(dish, plan.foods) for dish in dishes]
    assert len(recipes) == 12 and all(recipes)
    assert not [one.method for one in recipes if forbidden.search(SOUNDS_LIKE.sub("", one.method))]
    opened = read_plan(to_json(plan), FOODS)
    assert [recipe_of(dish, opened.foods) for day in opened.days for m in day.meals for dish in m.dishes] == recipes


def test_a_food_of_two_roles_leaves_its_place_to_the_other():
    frame = FOODS.frame.copy()
    frame.loc["broccoli_boiled", "roles"] = "mild_veg greens"
    foods = replace(FOODS, frame=frame)
    for veg, greens in (("carrots_boiled", "broccoli_boiled"), ("broccoli_boiled", "kale_boiled")):
        recipe = filled(
            "red_meat_mash",
            foods,
            meat="veal_roast_lean",
            veg=veg,
            greens=greens,
            mash="potatoes_mashed",
            oil="olive_oil",
        )
        assert f"{foods.word(veg)} and {foods.word(greens)}" in recipe.method


def test_a_food_that_lost_its_role_keeps_its_place_in_an_older_plan():
    """Beans from dry stood in plans before tinned ones took their roles; how to boil them must not get lost."""
    beans = from_dry().days[0].meals[0].dishes[0]
    assert FOODS.frame.at["kidney_beans_boiled", "roles"] == ""
    recipe = recipe_of(beans, FOODS)
    assert "add the tomatoes and kidney beans" in recipe.method and "Boil them hard" in recipe.before[0]


def test_no_recipe_is_better_than_a_wrong_one():
    dish = fill(
        DISHES["warm_milk_nuts"],
        [(p, f, 1.0) for p, f in zip(DISHES["warm_milk_nuts"].parts, ("milk_whole", "almonds"), strict=True)],
        FOODS,
    )
    assert recipe_of(dish, FOODS)
    assert recipe_of(replace(dish, servings=dish.servings[1:]), FOODS) is None
    assert recipe_of(replace(dish, dish="by_hand"), FOODS) is None
