"""Which milk and which fortified food is bought: one of each pair, lactose-free milk only where it is asked for."""

import dataclasses

import pytest

import planner
from planner.person.person import Person, Preferences
from planner.safety.milk_kinds import milk_not_bought

FOODS = planner.load_foods()
MILK = {"milk_1_percent", "milk_2_percent", "milk_whole"}
ADDED = MILK | {"kefir_low_fat", "corn_tortillas"}  # by American makers, as a matter of course
PLAIN = {f"{food}_unfortified" for food in ADDED}
WITH = ADDED | {"orange_juice_calcium"}
LACTOSE_FREE = {"milk_lactose_free", "yoghurt_lactose_free"}


@pytest.mark.parametrize(
    ("chosen", "passed_over"),
    [
        ({}, PLAIN | LACTOSE_FREE),
        ({"system": "efsa"}, WITH | LACTOSE_FREE),
        ({"system": "efsa", "fortified_milk": True}, PLAIN | LACTOSE_FREE),
        ({"fortified_milk": False}, WITH | LACTOSE_FREE),
        ({"without": ["lactose"]}, PLAIN),
        ({"system": "efsa", "allow": ["milk_whole"]}, WITH - {"milk_whole"} | LACTOSE_FREE),
        ({"favourites": ["milk_lactose_free"]}, PLAIN | {"yoghurt_lactose_free"}),
    ],
)
def test_one_kind_of_each_pair_is_bought(chosen, passed_over):
    assert milk_not_bought(FOODS, Preferences(**chosen)) == passed_over


def test_a_fortified_food_stays_where_nothing_can_take_its_place():
    """A vegan in Europe would lose her calcium with it; of bread the table has no other kind."""
    fortified = set(FOODS.frame.index[FOODS.frame["fortified"] != ""])
    kept = fortified - milk_not_bought(FOODS, Preferences(system="efsa"))
    assert {"soy_drink_fortified", "tofu_firm_calcium_set", "bread_rye", "soy_yoghurt"} <= kept
    added = FOODS.frame.loc[sorted(kept), "fortified"].str.split().map(lambda cell: "vitamin_d_ug" in cell)
    assert set(added.index[added]) == {
        "soy_drink_fortified", "almond_drink_fortified", "rice_drink_fortified", "soy_yoghurt", "hot_cocoa",
        "potatoes_mashed",  # in no dish: potatoes are mashed in the kitchen
    }  # fmt: skip


def test_where_the_table_serves_no_fortified_milk_the_plain_one_is_bought():
    frame = FOODS.frame.copy()
    frame.loc["milk_whole", "retired"] = "yes"
    mine = dataclasses.replace(FOODS, frame=frame)
    assert "milk_whole_unfortified" not in milk_not_bought(mine, Preferences())


@pytest.mark.parametrize(
    "chosen", [{}, {"system": "efsa"}, {"fortified_milk": False}, {"system": "efsa", "without": ["lactose"]}]
)
def test_a_plan_and_its_offers_hold_to_it(chosen):
    preferences = Preferences(**chosen)
    week = planner.plan_week(Person(), preferences, FOODS, days=3)
    eaten = {s.food for day in week.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    assert not eaten & milk_not_bought(FOODS, preferences)
    for other in planner.optimize.alternatives(week, week.days[0].date, "breakfast"):
        assert not {s.food for s in other.dish.servings} & milk_not_bought(FOODS, preferences)


def test_an_older_plan_with_the_other_milk_breaks_no_rule():
    week = planner.plan_week(Person(), Preferences(system="efsa", fortified_milk=True), FOODS, days=1)
    older = dataclasses.replace(week, preferences=Preferences(system="efsa"))
    judged = planner.audit(older)
    assert judged.loc[judged["rule"] == "safety", "holds"].all()
