"""Each dish has a picture of its own kind, and each picture is drawn."""

from collections import Counter
from pathlib import Path

import pytest

import planner
from planner.menu.dishes import dish_templates, fill, load_dishes
from planner.menu.pictures import picture_of
from planner.menu.plan import Dish
from planner.reference.tables import read

FOODS = planner.load_foods()
ICONS = Path(planner.__file__).parent / "app" / "widgets" / "icons"


def filled(template):
    """A dish with the first foods that can play its parts."""
    chosen = [
        (part, food, max(part.low, 0.5)) for part in template.parts for food in FOODS.playing(part.role)[: part.count]
    ]
    return fill(template, chosen, FOODS)


def test_every_picture_is_drawn_and_every_drawing_used():
    named = set(read("pictures")["picture"])
    assert {path.stem for path in ICONS.glob("*.svg")} == named
    assert 20 <= len(named) <= 30


def test_every_kind_in_the_rules_is_a_kind_of_keeping():
    kinds = set(read("keeping").query("section == 'dish'")["kind"])
    assert set(read("pictures")["keeps"]) - {""} <= kinds


def test_every_group_or_role_in_the_rules_is_one():
    known = {*FOODS.frame["group"], *read("roles")["role"]}
    assert set(read("pictures")["has"]) - {""} <= known


def test_a_week_is_told_apart_at_a_glance():
    found = Counter(picture_of(filled(template), FOODS).name for template in load_dishes())
    assert found["plate"] == 0 and len(found) >= 20
    assert max(found.values()) < len(load_dishes()) / 5


@pytest.mark.parametrize(
    ("dish", "name"),
    [
        ("krupnik_mild", "soup"), ("fish_lemon_potatoes", "fish"), ("hummus_wrap", "wrap"),
        ("pasta_bolognese", "pasta"),
        ("fruit_and_nuts", "nuts"), ("tofu_stir_fry_sesame_rice", "tofu"), ("syrniki_berries", "pancakes"),
        ("roast_turkey_parsnips", "poultry"), ("bread_jam_fruit", "bread"), ("golden_milk", "drink"),
    ],
)  # fmt: skip
def test_a_dish_has_the_picture_of_what_it_is(dish, name):
    assert picture_of(filled(dish_templates(FOODS)[dish]), FOODS).name == name


def test_a_dish_of_foods_that_the_table_lacks_has_the_plain_plate():
    assert picture_of(Dish("by_hand", "By hand", ()), FOODS).name == "plate"
