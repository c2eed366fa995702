import pytest

from planner import PlannerError
from planner.dishes import _parts, fill, load_dishes
from planner.foods import load_foods

FOODS = load_foods()
DISHES = {dish.dish: dish for dish in load_dishes()}


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
