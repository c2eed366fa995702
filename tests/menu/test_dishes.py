from itertools import combinations

import pytest

from planner import PlannerError
from planner.foods.food_checks import ALLERGENS
from planner.foods.food_table import load_foods
from planner.menu.dishes import _parts, fill, load_dishes
from planner.optimize.candidates import candidates
from planner.person.person import Preferences
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from planner.safety.suitability import EATS, unsuitable

FOODS = load_foods()
DISHES = {dish.dish: dish for dish in load_dishes()}
PEOPLE = {
    **{diet: {"diet": diet} for diet in EATS},
    **{f"no {name}": {"without": [name]} for name in ALLERGENS},
    "no gluten, no milk": {"without": ["gluten", "milk"]},
    "vegan, no gluten": {"diet": "vegan", "without": ["gluten"]},
}
MAIN_MEALS = ("breakfast", "lunch", "dinner")
# what smells, burns or lies heavy when one feels sick
NOT_BLAND = """
    onion garlic spring_onions chives leeks_boiled mushrooms_fried red_pepper green_pepper radishes tomatoes_cooked
    cabbage_boiled brussels_sprouts_boiled cauliflower_boiled broccoli_boiled kale_boiled collards_boiled
    cabbage_raw red_cabbage_raw napa_cabbage_raw sauerkraut feta parmesan cheddar gouda edam emmental
    salmon_baked trout_baked herring_baked mackerel_baked sardines_in_oil salmon_tinned tuna_light_tinned
    orange tangerine kiwi tomato_juice orange_juice rhubarb_stewed dark_chocolate coffee
""".split()


def titled(dish, **foods):
    """The title of a dish whose parts are filled with the named foods; sides by their role."""
    template = DISHES[dish]
    chosen = []
    for part in (*template.parts, *template.sides):
        for food in foods.get(part.name, "").split():
            chosen.append((part, food, 1.0))
    return fill(template, chosen, FOODS).title


def test_titles_read_like_food():
    assert (
        titled(
            "porridge_fruit_nuts",
            grain="buckwheat_groats_cooked",
            milk="milk_2_percent",
            fruit="banana",
            nuts="walnuts",
        )
        == "Buckwheat porridge with milk, banana and walnuts"
    )
    assert (
        titled(
            "baked_white_fish_salad", fish="cod_baked", potato="potatoes_boiled", salad="tomato cucumber", herb="dill"
        )
        == "Baked cod with boiled potatoes, tomato and cucumber salad"
    )
    assert titled("legume_soup", legume="lentils_boiled", veg="carrots_boiled leeks_boiled", herb="parsley") == (
        "Lentil soup with carrots, leeks and parsley"
    )


def test_sides_and_drinks_stand_outside_the_title():
    got = titled(
        "legume_soup", legume="lentils_boiled", veg="carrots_boiled leeks_boiled", herb="dill", bread="bread_rye"
    )
    assert got.endswith("and dill; on the side: rye bread")
    got = titled("fruit_and_nuts", fruit="apple", nuts="almonds", drink="water")
    assert got == "Apple and almonds; to drink: water"


def test_fixed_foods_are_on_the_plate():
    plate = fill(
        DISHES["tofu_fruit_cream"],
        [(p, next(iter(FOODS.playing(p.role))), 1.0) for p in DISHES["tofu_fruit_cream"].parts],
        FOODS,
    )
    assert {"tofu_soft_calcium_set", "dates"} <= {s.food for s in plate.servings}


def test_levels_are_whole_steps_within_the_part_and_the_foods_maximum():
    part = next(p for p in DISHES["baked_white_fish_salad"].parts if p.name == "potato")
    assert part.levels(0.5, 3) == [1, 1.5, 2, 2.5, 3]
    assert part.levels(0.5, 2) == [1, 1.5, 2]


def test_a_part_that_cannot_be_read_names_the_dish():
    with pytest.raises(PlannerError, match=r"dishes\.csv: soup: 'milk = two cups' can't be read"):
        list(_parts("milk = two cups", "soup"))


def made_for(who, tag=""):
    """The dishes that a person can eat, as candidates, or only those with a tag."""
    found = candidates(load_dishes(), FOODS, set(unsuitable(FOODS, Preferences(**PEOPLE[who])).index))
    return [c for c in found if not tag or tag in c.template.tags]


def portions_of(dish):
    """The parts of a dish with their (food, servings)."""
    names = FOODS.frame.index
    return [(p.part, [(names[k], float(n)) for k, n in zip(p.food, p.servings, strict=True)]) for p in dish.parts]


def at(slots, found):
    """The dishes of some slots, each once."""
    return {c.template.dish for c in found if set(slots) & set(c.template.slots)}


@pytest.mark.parametrize("who", PEOPLE)
def test_every_diet_and_every_allergen_leaves_at_least_five_dishes_for_each_meal(who):
    found = made_for(who)
    assert {slot: n for slot in SLOTS if (n := len(at([slot], found))) < 5} == {}


@pytest.mark.parametrize("who", PEOPLE)
def test_bland_dishes_are_enough_for_a_week_of_nausea(who):
    found = made_for(who, "bland")
    least = 8 if who == "omnivore" else 5
    assert {slot: n for slot in SLOTS if (n := len(at([slot], found))) < least} == {}
    # a dish stands at most twice a week, so half of the meals of a week must differ
    for slots in (MAIN_MEALS[:1], MAIN_MEALS[1:], set(SLOTS) - set(MAIN_MEALS)):
        assert len(at(slots, found)) >= 7 * len(slots) / 2, slots


def test_bland_dishes_hold_nothing_that_smells_and_little_fat():
    assert set(NOT_BLAND) <= set(FOODS.frame.index)
    for dish in made_for("omnivore", "bland"):
        foods = {food for _, portions in portions_of(dish) for food, _ in portions}
        foods |= {food for food, _ in dish.template.fixed}
        assert not foods & set(NOT_BLAND), dish.template.dish
        oil = [part.high for part in dish.template.parts if part.role == "oil"]
        assert sum(oil) <= 1, dish.template.dish


def amounts(dish, column, allowed=lambda food: True, pick=min):
    """The least (or most) of a nutrient that the foods of a dish bring, sides not counted for the least."""
    row = FOODS.frame[column].fillna(0) * FOODS.frame["serving_g"] / 100
    total = sum(row[food] * n for food, n in dish.template.fixed if allowed(food))
    for part, portions in portions_of(dish):
        if not (part.optional and pick is min):
            each = {food: pick(row[f] * n for f, n in portions if f == food) for food, _ in portions if allowed(food)}
            total += sum(sorted(each.values(), reverse=pick is max)[: part.count])
    return total


@pytest.mark.parametrize("kcal", [1900, 2500])
def test_every_dish_can_bring_the_energy_of_its_meal(kcal):
    shares = read("menu_rules").query("rule == 'meal shares' and when == ''").set_index("subject")
    for dish in made_for("omnivore"):
        for slot in dish.template.slots:
            least, most = amounts(dish, "energy_kcal"), amounts(dish, "energy_kcal", pick=max)
            assert least <= shares.at[slot, "upper"] * kcal, (dish.template.dish, slot)
            assert most >= shares.at[slot, "lower"] * kcal, (dish.template.dish, slot)


@pytest.mark.parametrize("who", PEOPLE)
def test_no_dish_is_bound_to_pair_calcium_with_a_hinderer(who):
    bound = read("pairing_rules").query("affects == 'calcium'")["at_stake_mg"].min()
    hinders = FOODS.frame["hinders"]
    for dish in made_for(who):
        needed = [food for food, _ in dish.template.fixed if hinders[food]]
        for part, portions in portions_of(dish):
            if not part.optional and all(hinders[food] for food, _ in portions):
                needed.append(part.name)
        calcium = amounts(dish, "calcium_mg", allowed=lambda food: not hinders[food])
        assert not needed or calcium < bound, (dish.template.dish, needed)


def test_no_dish_can_hold_the_same_food_twice():
    for dish in made_for("omnivore"):
        places = [{food for food, _ in portions} for _, portions in portions_of(dish)]
        places.append({food for food, _ in dish.template.fixed})
        for one, other in combinations(places, 2):
            assert not one & other, dish.template.dish
