"""Dishes of one's own: checked in a sentence, planned and cooked like any other, and carried with the food table."""

import pickle
from dataclasses import asdict, replace

import pytest

import planner
from planner.menu.dishes import dish_templates, load_dishes
from planner.menu.own_dishes import dish_row, free_dish_key, own_dish, with_dishes
from planner.menu.recipes import recipe_of
from planner.optimize import plan_week
from planner.reference.dish_row import DishRow
from planner.reference.tables import read

FOODS = planner.load_foods()
LENTILS = DishRow(
    dish="own_lentils", title="Grandmother's lentils with {herb}", slots="lunch dinner", kitchen="plain",
    parts="lentils=lentils_boiled 0.5-1.5; herb=herb 1", fixed="salt 1", sides="bread=bread 0-1", hands_on=10, total=30,
    keeps="cooked legumes", tags="warm twice", evening_before="",
    steps="Warm the {lentils}. | Scatter the {herb} over them.",
)  # fmt: skip


def test_every_shipped_dish_passes_as_a_dish_of_ones_own():
    for row in read("dishes").to_dict("records"):
        assert own_dish(DishRow(**row), FOODS).dish == row["dish"]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"title": " "}, "the dish has no name"),
        ({"parts": ""}, "has no parts: add a food"),
        ({"parts": "lentils 1"}, "the food or role can't be 'lentils'"),
        ({"parts": "lentils=lentils_boiled one"}, "can't be read; write it like"),
        ({"parts": "lentils=lentils_boiled 2-1; herb=herb 1"}, "give the most last"),
        ({"fixed": "love 1"}, "the food can't be 'love'"),
        ({"slots": "supper"}, "the meal can't be 'supper'"),
        ({"keeps": "for ever"}, "the kind of dish can't be 'for ever'"),
        ({"steps": " "}, "has no steps"),
        ({"steps": "Warm the {beans}."}, "the steps name {beans}, which is no part of the dish"),
        ({"title": "Lentils with {love}"}, "the name names {love}"),
        ({"hands_on": 40}, "40 minutes of 30 can't be"),
        ({"tags": "sweet"}, "neither warm nor cold"),
    ],
)
def test_what_can_not_be_is_said_in_one_sentence(cells, says):
    with pytest.raises(planner.PlannerError) as error:
        own_dish(replace(LENTILS, **cells), FOODS)
    assert says in str(error.value) and "\n" not in str(error.value)


def test_a_row_outlives_the_store_and_one_that_is_cut_is_said():
    assert dish_row(asdict(LENTILS)) == LENTILS
    with pytest.raises(planner.PlannerError, match="the dish lacks its steps"):
        dish_row({key: value for key, value in asdict(LENTILS).items() if key != "steps"})


def test_a_new_dish_shares_its_key_with_none():
    table = with_dishes(FOODS, [LENTILS])
    assert free_dish_key("Lentils", table) == "own_lentils_2" and free_dish_key("", table) == "own"


def test_own_dishes_go_where_the_table_goes_and_leave_the_shipped_ones_alone():
    table = pickle.loads(pickle.dumps(with_dishes(FOODS, [LENTILS])))
    assert load_dishes(table)[-1].dish == "own_lentils" and len(load_dishes(table)) == len(load_dishes()) + 1
    assert "own_lentils" not in dish_templates(FOODS)
    assert table.sha256 != FOODS.sha256 and with_dishes(FOODS, []) is FOODS


AMARANTH = DishRow(
    dish="own_amaranth", title="{grain} with {cheese} and {herb}", slots="lunch dinner", kitchen="plain mediterranean",
    parts="grain=amaranth_cooked 1-1.5; veg=cooked_veg x2 0.5-1; herb=herb 1; cheese=hard_cheese 1-1.5; oil=oil 0.5-1",
    fixed="garlic 1; black_pepper 1; salt 1", sides="fruit=fruit 0-1", hands_on=15, total=30, evening_before="",
    keeps="cooked grain (buckwheat, millet, bulgur, quinoa, barley)", tags="warm twice ahead",
    steps="Simmer the {grain:plain} for 20 minutes. | Steam the {veg:plain}; scatter {herb} and {cheese} over it.",
)  # fmt: skip


def test_a_week_is_planned_with_a_dish_of_ones_own_and_it_has_its_recipe():
    """No dish of the planner serves amaranth, which she likes."""
    table = with_dishes(FOODS, [AMARANTH])
    plan = plan_week(planner.Person(), planner.Preferences(favourites=["amaranth_cooked"]), table)
    mine = [dish for day in plan.days for meal in day.meals for dish in meal.dishes if dish.dish == "own_amaranth"]
    assert mine and planner.audit(plan).query("kind == 'hard' and not holds")["rule"].tolist() == []
    recipe = recipe_of(mine[0], table)
    assert recipe.minutes and "{" not in " ".join(recipe.steps)
