"""Recipes name the foods that are on the plate, and nothing that she must not have."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import pytest

import planner
from planner.exports import read_plan, to_json
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.dishes import fill, load_dishes
from planner.menu.keeping import keeping, leftover_minutes
from planner.menu.plan import Dish, eaten_again
from planner.menu.preparation import FROZEN, left_over, preparations
from planner.menu.recipes import Recipe, evening_tasks, recipe_of
from planner.optimize.candidates import Candidate, candidates
from planner.person.person import Preferences
from planner.safety.suitability import unsuitable
from tests.plates import START, cooked, eaten_twice, from_dry

FOODS = load_foods()
DISHES = {dish.dish: dish for dish in load_dishes()}
PLACE = re.compile(r"{(\w+)(?::(\w+))?}")
# kinds of food; where one stands in a step as it is, every food of some part must be of that kind
KINDS = """
    milk buttermilk kefir yoghurt curd quark ricotta cheddar parmesan feta mozzarella
    nuts? almonds? walnuts peanuts? tahini hummus avocado beans? legumes? lentils? chickpeas? peas? pods?
    edamame soy tofu tempeh fish cod salmon tuna sardines? shrimps? meat beef veal pork rabbit mince chicken turkey
    poultry eggs? fruit banana apples? pear berries cherries melon orange citrus dates apricots? figs? raisins
    prunes oats oatmeal bran rice millet buckwheat barley quinoa couscous pasta noodles? bread tortillas?
    crispbread pastry potato(?:es)? pumpkin squash carrots? cabbage lettuce
    tomato(?:es)? cucumber pepper onion garlic mushrooms? beetroot radishes herbs? parsley dill chives basil
    spinach sorrel chard chocolate lemon oil salt honey sugar sweetener
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
SOUNDS_LIKE = re.compile(
    r"\b(peanut|almond|nut) butter\b|\bwithout cheese\b|\broast (vegetables|for|them)\b|\bthin cream\b"
    r"|\bcream over it\b"
)
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


@cache
def noun_of(food: str) -> str:
    return FOODS.short_word(food).split()[-1]


def without_its_own(words: str, dish: Dish) -> str:
    """A sentence without what only sounds like a food, and without the nouns of foods on the plate: soy yoghurt."""
    nouns = {noun_of(serving.food) for serving in dish.servings}
    return re.sub(rf"\b({'|'.join(map(re.escape, nouns))})\b", "", SOUNDS_LIKE.sub("", words))


def open_to(wanted: Preferences) -> list[Candidate]:
    return candidates(load_dishes(), FOODS, set(unsuitable(FOODS, wanted).index))


def test_recipes_read_like_a_cook_talking():
    soup = filled(
        "lentil_soup_lemon_pita",
        lentils="lentils_boiled",
        carrot="carrots_boiled",
        pita="pita_whole_wheat",
        oil="olive_oil",
    )
    assert soup.steps[:2] == (
        "Fry the chopped onion and carrots in half of the olive oil until golden, then stir in the cumin and tomato "
        "paste.",
        "Add the lentils, cover well with water and simmer until all is soft; blend it smooth.",
    )
    assert (soup.hands_on, soup.total, soup.minutes) == (15, 40, "15 min hands-on, 40 min in all")
    assert soup.keeping == keeping("soup, vegetables only") and soup.keeps == (
        "Keeps 2 days in the fridge; it freezes well."
    )
    oats = filled(
        "overnight_oats_chia_berries",
        oats="rolled_oats",
        milk="soy_drink_fortified",
        chia="chia_seeds",
        berries="blueberries_frozen",
    )
    assert oats.evening_before.startswith(
        "Boil the blueberries for one minute in a spoon of water and let them cool. Stir them with"
    )
    assert oats.minutes == "5 min"


def test_a_step_calls_a_food_by_a_short_word_and_a_proper_name_by_its_capital():
    roll = filled(
        "tuna_sweetcorn_bread",
        tuna="tuna_light_tinned",
        corn="sweetcorn_frozen",
        avocado="avocado",
        bread="bread_rye",
        cucumber="cucumber",
        leaf="lettuce_romaine",
    )
    assert "mix in the tuna, the sweetcorn and" in roll.steps[1] and roll.steps[0].startswith("Pour hot water over the")
    curd = filled("greek_yoghurt_honey_walnuts", **{part.name: part.role for part in DISHES[
        "greek_yoghurt_honey_walnuts"].parts})  # fmt: skip
    assert any("the Greek yoghurt" in step for step in curd.steps)


def test_a_food_that_a_step_cooks_is_not_called_cooked():
    jacket = filled(
        "jacket_chilli",
        potato="potato_baked",
        mince="beef_mince_lean",
        beans="kidney_beans_tinned",
        pepper="red_pepper",
        oil="olive_oil",
    )
    assert jacket.steps[0].startswith("Prick the potato and bake it")


def test_a_side_that_is_left_out_or_there_is_not_named():
    plain = {"grain": "buckwheat_groats_cooked", "milk": "milk_whole", "sweet": "honey"}
    assert filled("buckwheat_warm_milk", **plain) == filled("buckwheat_warm_milk", **plain, fruit="banana")


def test_every_place_in_a_step_is_a_part_of_the_dish():
    for dish in DISHES.values():
        found = [place for text in (*dish.steps, dish.evening_before) for place in PLACE.findall(text)]
        assert found, dish.dish
        names, forms = zip(*found, strict=True)
        assert set(names) <= {part.name for part in dish.parts}, dish.dish
        assert set(forms) <= {"", "plain"}, dish.dish


def test_no_step_is_too_long_to_be_read_at_the_stove():
    for dish in DISHES.values():
        assert 1 <= len(dish.steps) <= 6, dish.dish
        assert all(len(step) <= 260 and step.endswith(".") for step in dish.steps), dish.dish
        assert dish.hands_on <= dish.total, dish.dish
        keeping(dish.keeps)  # is known


def test_no_step_names_a_kind_of_food_that_could_be_another():
    """No beef where there may be veal, nor a nut that she must not have; what was named may be called by its part."""
    rows = {str(food): row for food, row in FOODS.frame.iterrows()}
    names = [str(name) for name in FOODS.frame.index]

    def called(food):
        row = rows[food]
        return f"{food.replace('_', ' ')} {row['name']} {row['bought_as']} {row['group']}".lower()

    for candidate in open_to(Preferences()):
        dish = candidate.template
        said = PLACE.sub("", " ".join((*dish.steps, dish.evening_before))).lower()
        always = " ".join([dish.title, *(called(food) for food, _ in dish.fixed)]).lower()
        always += " ".join(f" {part.name} {part.role.replace('_', ' ')}" for part in dish.parts)
        for found in filter(None, (re.search(rf"\b{kind}\b", said) for kind in KINDS)):
            noun = re.compile(rf"\b{re.escape(found[0].rstrip('s'))}")
            parts = [[called(names[k]) for k in portions.food] for portions in candidate.parts]
            sure = noun.search(always) or any(all(map(noun.search, foods)) for foods in parts)
            assert sure, (dish.dish, found[0], said)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_recipe_names_what_she_must_not_have_whatever_fills_it(who):
    forbidden = re.compile(rf"\b({'|'.join(WITHOUT[who].split())})\b", re.IGNORECASE)
    seen = 0
    for candidate in open_to(PEOPLE[who]):
        for dish in every_filling(candidate):
            recipe = recipe_of(dish, FOODS)
            assert recipe, dish
            for words in (*recipe.steps, recipe.evening_before, *recipe.before):
                assert not forbidden.search(without_its_own(words, dish)), (dish.dish, words)
            seen += 1
    assert seen > 500


def test_every_dish_has_a_recipe_whatever_fills_it_and_names_each_food_of_its_steps():
    for candidate in open_to(Preferences()):
        for dish in every_filling(candidate):
            recipe = recipe_of(dish, FOODS)
            assert recipe, dish
            said = " ".join((*recipe.steps, recipe.evening_before))
            assert not re.search(r"[{}]|  | ,|\band and\b", said), dish
            assert all(step[0].isupper() for step in recipe.steps), dish
            named = {name for name, _ in PLACE.findall(" ".join(candidate.template.steps))}
            for part, serving in zip(candidate.template.parts, dish.servings, strict=False):
                if part.count == 1 and part.name in named and all(p.count == 1 for p in candidate.template.parts):
                    noun = noun_of(serving.food)
                    assert noun in said, (dish.dish, serving.food, said)


def test_a_plan_without_milk_has_no_milk_in_its_recipes(her):
    """It once stood at a dozen meals of such a week."""
    forbidden = re.compile(rf"\b({'|'.join(WITHOUT['milk'].split())})\b", re.IGNORECASE)
    plan = planner.plan_week(her, PEOPLE["milk"], foods=FOODS, days=2)
    dishes = [dish for day in plan.days for meal in day.meals for dish in meal.dishes]
    recipes = [recipe_of(dish, plan.foods) for dish in dishes]
    assert len(recipes) == 12 and all(recipes)
    for dish, one in zip(dishes, recipes, strict=True):
        assert not [step for step in one.steps if forbidden.search(without_its_own(step, dish))]
    opened = read_plan(to_json(plan), FOODS)
    assert [recipe_of(dish, opened.foods) for day in opened.days for m in day.meals for dish in m.dishes] == recipes


def test_a_food_of_two_roles_leaves_its_place_to_the_other():
    frame = FOODS.frame.copy()
    frame.loc["carrots_boiled", "roles"] = "root_veg greens"
    foods = replace(FOODS, frame=frame)
    for root, greens in (
        ("carrots_boiled parsnips_boiled", "kale_boiled"),
        ("swede_boiled parsnips_boiled", "carrots_boiled"),
    ):
        recipe = filled(
            "roast_beef_roots",
            foods,
            meat="veal_roast_lean",
            potato="potato_baked",
            root=root,
            greens=greens,
            oil="olive_oil",
        )
        words = [foods.short_word(food) for food in root.split()]
        assert f"potato, {words[0]} and {words[1]}" in recipe.steps[1].replace("potato and ", "potato, ")
        assert f"steam the {foods.short_word(greens)} meanwhile" in recipe.steps[3]


def test_a_food_that_lost_its_role_keeps_its_place_in_an_older_plan():
    """Beans from dry stood in plans before tinned ones took their roles; how to boil them must not get lost."""
    beans = from_dry().days[0].meals[0].dishes[0]
    assert FOODS.frame.at["kidney_beans_boiled", "roles"] == ""
    recipe = recipe_of(beans, FOODS)
    assert "Stir in the drained kidney beans" in recipe.steps[3] and "Boil them hard" in recipe.before[0]
    assert recipe.boil_minutes == 90


def test_lentils_that_the_dish_itself_boils_are_not_boiled_before():
    parts = {"carrot": "carrots_boiled", "pita": "pita_whole_wheat", "oil": "olive_oil"}
    soup = filled("lentil_soup_lemon_pita", lentils="lentils_boiled", **parts)
    assert soup.before == () and soup.boil_minutes == 0
    salad = {"potato": "potatoes_boiled", "tomato": "tomato", "leaf": "rocket", "oil": "olive_oil"}
    mixed = filled("potato_white_bean_salad", beans="lentils_boiled", **salad)
    assert mixed.before[0].startswith("Lentils from dry: boil them") and mixed.boil_minutes == 40
    assert filled("potato_white_bean_salad", beans="white_beans_tinned", **salad).before == ()


def test_no_recipe_is_better_than_a_wrong_one():
    plan = cooked({("morning_snack", "10:30"): ("fruit_and_nuts", {"fruit": "apple", "nuts": "almonds"})})
    dish = plan.days[0].meals[0].dishes[0]
    assert recipe_of(dish, FOODS)
    assert recipe_of(replace(dish, servings=dish.servings[1:]), FOODS) is None
    assert recipe_of(replace(dish, dish="by_hand"), FOODS) is None


def test_what_is_cooked_for_two_meals_says_so_first_and_what_becomes_of_the_other_half_last():
    plan = eaten_twice()
    again = eaten_again(plan)
    assert again == {(START, "dinner"): (plan.days[1].date, "lunch")}
    dish = plan.days[0].meals[0].dishes[0]
    recipe = recipe_of(dish, FOODS, again[START, "dinner"])
    first, *between, last = recipe.steps
    assert first == "Cook double: half of it is for Tuesday's lunch."
    assert tuple(between) == recipe_of(dish, FOODS).steps
    assert "take out the half for Tuesday's lunch" in last and "into the fridge within 1 hour" in last
    assert left_over().source.split(";")[0] in recipe.source


def test_a_leftover_is_taken_out_of_the_fridge_heated_once_and_takes_no_cooking():
    dish = eaten_twice().days[1].meals[0].dishes[0]
    recipe = recipe_of(dish, FOODS)
    assert (recipe.hands_on, recipe.total, recipe.minutes) == (leftover_minutes(), leftover_minutes(), "5 min")
    assert recipe.steps[0] == "Take what is left of Monday's dinner out of the fridge."
    assert "only once, until it steams right through" in recipe.steps[1]
    assert recipe.before == () and recipe.evening_before == recipe.keeps == "" and recipe.keeping is None
    unknown = recipe_of(replace(dish, dish="by_hand"), FOODS)
    assert "Heat it once only" in unknown.steps[1]


def test_a_cold_leftover_is_not_heated_and_its_sides_are_fresh():
    template = DISHES["vinegret_beans"]
    chosen = {"beans": "kidney_beans_tinned", "beetroot": "beetroot_boiled", "potato": "potatoes_boiled"}
    chosen |= {"carrots": "carrots_boiled", "oil": "olive_oil", "fruit": "apple"}
    parts = [(part, chosen[part.name], 1.0) for part in (*template.parts, *template.sides) if part.name in chosen]
    dish = replace(fill(template, parts, FOODS), leftover_of=(START, "dinner"))
    assert recipe_of(dish, FOODS).steps[1:] == ("Eat it cold.", "Have the apple with it.")


def test_every_dish_that_is_good_twice_keeps_until_the_next_day():
    for dish in DISHES.values():
        if "twice" in dish.tags:
            kept = keeping(dish.keeps)
            assert kept.fridge_days >= 1, dish.dish
            assert kept.reheat or "warm" not in dish.tags or "salad" in dish.keeps, dish.dish


def test_what_is_made_ready_on_the_evening_before_is_a_task_of_that_evening():
    oats = {"oats": "rolled_oats", "milk": "milk_whole", "chia": "chia_seeds", "berries": "blueberries"}
    (task,) = evening_tasks(cooked({("breakfast", "07:30"): ("overnight_oats_chia_berries", oats)}))
    assert f"{task.start:%A %H:%M}" == "Sunday 19:00" and (task.date, task.slot) == (START, "breakfast")
    assert task.words.startswith("For tomorrow's breakfast: boil the blueberries for one minute")
    assert [one.what for one in evening_tasks(from_dry())] == ["Soak for tomorrow"] * 2
    assert evening_tasks(eaten_twice()) == []


def test_frozen_berries_are_boiled_in_every_dish_that_takes_them():
    frozen = {
        food for food in FOODS.frame.index if any(one.kind == FROZEN for _, one in preparations([food], (), FOODS))
    }
    fresh = set(FOODS.frame.index[FOODS.frame["group"] == "fruit"]) - frozen
    told = {
        dish.dish: " ".join(recipe_of(dish, FOODS).before)
        for candidate in candidates(load_dishes(), FOODS, fresh)
        for dish in every_filling(candidate)
        if frozen & {serving.food for serving in dish.servings}
    }
    assert "overnight_oats_chia_berries" in told and len(told) >= 10
    assert [dish for dish, before in told.items() if "Boil the" not in before] == []
