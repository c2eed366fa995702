"""What is refused to everyone, by name and by key; an unknown food or group is answered with the nearest."""

from dataclasses import replace

import pytest

from planner import PlannerError, Preferences, load_foods
from planner.foods.food_keys import food_key
from planner.safety import eats_fish, refused, remarks, unsuitable

FOODS = load_foods()


@pytest.mark.parametrize("choice", ["exclude", "allow", "favourites"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("legumes", "there is no food or group 'legumes' in foods.csv: take 'legume'"),
        ("kefer", "there is no food or group 'kefer' in foods.csv: take 'kefir'"),
        ("unicorn", "there is no food or group 'unicorn' in foods.csv: "),
    ],
)
def test_an_unknown_food_or_group_names_the_nearest(choice, name, sentence):
    for asked in (unsuitable, eats_fish):
        with pytest.raises(PlannerError) as error:
            asked(FOODS, Preferences(**{choice: [name]}))
        assert str(error.value).startswith(sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("kefer", "there is no food 'kefer' in foods.csv: take 'kefir'"),
        ("legume", "there is no food 'legume' in foods.csv: "),  # nobody has a whole group at home
        ("unicorn", "there is no food 'unicorn' in foods.csv: "),
    ],
)
def test_what_is_at_home_is_a_food_of_the_table(name, sentence):
    with pytest.raises(PlannerError) as error:
        unsuitable(FOODS, Preferences(at_home=[name]))
    assert str(error.value).startswith(sentence)
    assert unsuitable(FOODS, Preferences(at_home=["kefir"])).equals(unsuitable(FOODS, Preferences()))


def test_remarks_on_an_unknown_food_name_the_nearest():
    with pytest.raises(PlannerError, match=r"^the food can't be 'kefer': take 'kefir'"):
        remarks(FOODS, "kefer")


NOT_SERVED = """
    Kelp, raw | Seaweed, kelp | Kombu, dried | Foie gras | Pâté de foie gras | Pâté, chicken liver | Chèvre
    Bûche de chèvre | Cheese, goat, soft type | Goat's cheese | Queso fresco | Cheese, fresh, queso fresco
    Fresco queso | Cheese, white, queso blanco | Stilton | Blue Stilton cheese | Cheese, blue
    Blue-veined cheese, blue | Brie, pasteurised | Cheese, Camembert | Milk, goat, raw | Unpasteurised cheddar
    Deli meat | Meat, deli | Turkey, deli slices | Roast beef, deli style, sliced | Cold cuts | Cold cut, pork
    Luncheon meat | Bread roll with salami | Ham, sliced, prepackaged | Hot dog | Hot dogs | Hotdogs, plain
    Dogs, hot | Frankfurter, beef | Wieners | Salami | Salami, cooked, beef | Prosciutto | Ham, raw | Chorizo
    Oysters | Oyster | Oysters, Pacific, raw | Mollusks, oyster, eastern, wild, raw | Raw oysters | Eggs, runny
    Runny egg | Bread with a runny egg | Egg, soft-boiled | Boiled egg, soft | Eggs, sunny side up
    Egg, whole, raw, fresh | Raw egg yolk | Mayonnaise, homemade | Tiramisù | Alfalfa sprouts | Alfalfa sprout
    Sprouts, alfalfa | Alfalfa seeds, sprouted, raw | Sprouted alfalfa seeds | Bean sprouts | Sprouts, mung bean
    Sprouts, raw | Radish seeds, sprouted, raw | Broccoli sprouts | Bread with alfalfa sprouts
    Fish, salmon, chinook, smoked | Smoked salmon | Salmon, wild, raw | Mushroom and raw salmon roll
    Baked potato with smoked salmon | Beef, ground, 80% lean meat / 20% fat, raw | Raw minced beef | Steak tartare
    Beef carpaccio | Beef, sirloin, rare | Beef liver | Liverwurst | Cod liver oil | Braunschweiger
    Braunschweiger (a liver sausage), pork | Cheese, panela | Panela cheese | Cheese, limburger | Limburger | Munster
    Vacherin Mont d'Or | Époisses | Epoisses cheese | Hijiki | Seaweed, hijiki, dried
"""
SERVED = """
    Oyster mushroom | Mushrooms, oyster, raw | Oyster sauce | Oyster crackers | Salsify (vegetable oyster), raw
    Oysters, fried | Oysters, tinned | Oyster stew | Hot dog bun | Hot dog buns | Rolls, hamburger or hotdog, plain
    Bun for hot dogs | Pickle relish, hot dog | Frankfurter, meatless | Vegan hot dogs | Frankfurter, beef, heated
    Sprouts, Brussels, boiled | Brussels sprouts | Brussels sprouts, raw | Purple sprouting broccoli
    Mung beans, mature seeds, sprouted, cooked, stir-fried | Bean sprouts, boiled | Bread, sprouted wheat
    Alfalfa honey | Clover honey | Radishes, raw | Lait de chèvre, pasteurised | Goat milk | Cheese, goat, hard type
    Cream cheese, pasteurised | Cottage cheese | Blueberry cheesecake | Cheddar | Queso cotija | Feta
    Coconut milk, raw | Nuts, coconut cream, raw
    Nuts, coconut milk, raw (liquid expressed from grated meat and water) | Almond milk, raw | Breast milk
    Butternut squash, raw | Pâte brisée | Pâtes sèches, cuites | Pâte de fruits | Delicata squash | Deli mustard
    Pickles, deli style | Sauce bolognese | Turkey breast, roasted | Pork, cured, ham, boneless, roasted
    Pizza, pepperoni, baked | Eggplant, raw | Egg noodles, soft | Egg, hard-boiled
    Egg, whole, raw, frozen, pasteurised | Soft drink | Soft tortilla with egg | Chocolate egg, soft | Tartare sauce
    Lamb's lettuce, raw | Nuts, coconut meat, raw | Duck, roasted | Carrot, raw | Chicken mushroom, raw
    Beetroot carpaccio | Smoked salmon, tinned | Salmon, tinned | Sushi rice | Potatoes, raw | Rarebit
    Liverpool cake | Panela (cane sugar) | Cheese, muenster | Frankfurter Kranz | Wiener schnitzel | Valeriana
    Delivered meal | Sliver almonds | Nori | Skelped beef
"""


def names(block):
    """The names of a list, which stand apart by a stroke or on lines of their own."""
    return [name.strip() for line in block.strip().splitlines() for name in line.split("|")]


def called(key, name):
    """Why a table refuses its one food of that key and name."""
    frame = FOODS.frame.loc[["kefir"]].rename(index={"kefir": key}).assign(name=name)
    return refused(replace(FOODS, frame=frame)).to_dict()


@pytest.mark.parametrize("name", names(NOT_SERVED))
def test_what_can_carry_germs_is_refused_by_name_and_by_key(name):
    assert called("food_1", name)
    assert called(food_key(name), "A food")


@pytest.mark.parametrize("name", names(SERVED))
def test_what_only_sounds_like_it_is_served(name):
    assert called("food_1", name) == {}
    assert called(food_key(name), name) == {}


def test_key_and_name_are_read_as_one():
    assert called("oysters", "Oyster mushrooms") == {}
    assert called("mung_bean_sprouts", "Mung bean sprouts, stir-fried") == {}
    assert called("food_1", "Brie") and called("brie", "Soft cheese")


def test_none_of_our_own_foods_is_refused():
    assert refused(FOODS).empty
