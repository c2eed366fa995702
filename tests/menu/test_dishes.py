from dataclasses import replace
from itertools import combinations

import pytest

from planner import PlannerError
from planner.foods.food_checks import ALLERGENS
from planner.foods.food_table import load_foods
from planner.menu.dishes import Part, _parts, fill, load_dishes
from planner.menu.places import beside, dish_title, sides_of
from planner.menu.plan import Dish
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


ONE_OF_EACH = {
    name: {part.name: " ".join(FOODS.playing(part.role)[: part.count]) for part in template.parts}
    for name, template in DISHES.items()
}


def filled(dish, **foods):
    """A dish whose parts and sides are filled with the named foods."""
    template = DISHES[dish]
    chosen = []
    for part in (*template.parts, *template.sides):
        for food in foods.get(part.name, "").split():
            chosen.append((part, food, 1.0))
    return fill(template, chosen, FOODS)


def titled(dish, **foods):
    return filled(dish, **foods).title


def test_titles_read_like_food():
    assert (
        titled(
            "oat_porridge_berries_nuts",
            oats="rolled_oats",
            milk="milk_2_percent",
            berries="blueberries_frozen",
            nuts="walnuts",
        )
        == "Oat porridge with blueberries and walnuts"
    )
    assert titled("jacket_tinned_fish", **{**ONE_OF_EACH["jacket_tinned_fish"], "fish": "tuna_light_tinned"}) == (
        "Jacket potato with tuna and slaw"
    )
    assert titled("fish_chowder", **{**ONE_OF_EACH["fish_chowder"], "fish": "pollock_baked"}) == (
        "Alaska pollock chowder with sweetcorn"
    )


def test_sides_and_drinks_stand_outside_the_title():
    plain = titled("omelette_vegetables_bread", **ONE_OF_EACH["omelette_vegetables_bread"])
    more = {**ONE_OF_EACH["omelette_vegetables_bread"], "fruit": "apple", "juice": "orange_juice"}
    assert titled("omelette_vegetables_bread", **more) == plain
    dish = filled("omelette_vegetables_bread", **more)
    assert beside(dish, FOODS) == ("On the side: apple", "To drink: orange juice")
    assert sides_of(dish, FOODS) == [4, 5]
    assert beside(filled("omelette_vegetables_bread", **ONE_OF_EACH["omelette_vegetables_bread"]), FOODS) == ()


def test_titles_of_earlier_versions_give_their_sides_back():
    """A plan file keeps the title that the dish had, and the dish may be gone since."""
    old = Dish("gone", "Pea soup; on the side: rye bread and pear; to drink: water", ())
    assert dish_title(old) == "Pea soup"
    assert beside(old, FOODS) == ("On the side: rye bread and pear", "To drink: water")
    assert beside(replace(old, title="Tea; to drink: water"), FOODS) == ("To drink: water",)
    more = {**ONE_OF_EACH["omelette_vegetables_bread"], "fruit": "apple"}
    known = filled("omelette_vegetables_bread", **more)
    known = replace(known, title=f"{known.title}; on the side: apple")
    assert beside(known, FOODS) == ("On the side: apple",) and ";" not in dish_title(known)


def test_fixed_foods_are_on_the_plate():
    plate = filled("borscht_kidney_beans", **ONE_OF_EACH["borscht_kidney_beans"])
    assert {"onion", "garlic", "tomato_paste", "salt"} <= {s.food for s in plate.servings}


def test_levels_are_whole_steps_within_the_part_and_the_foods_maximum():
    part = Part("potato", "potatoes_boiled", 1, 1.0, 3.0)
    assert part.levels(0.5, 3) == [1, 1.5, 2, 2.5, 3]
    assert part.levels(0.5, 2) == [1, 1.5, 2]


def test_a_part_that_cannot_be_read_names_the_dish():
    with pytest.raises(PlannerError, match="the dish soup: 'milk = two cups' can't be read"):
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
