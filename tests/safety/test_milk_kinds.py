"""Which milk is bought: one of each pair, and lactose-free milk only where it is asked for."""

import dataclasses

import pytest

import planner
from planner.person.person import Person, Preferences
from planner.safety.milk_kinds import milk_not_bought

FOODS = planner.load_foods()
WITH_D = {"milk_1_percent", "milk_2_percent", "milk_whole", "kefir_low_fat"}
WITHOUT_D = {"milk_1_percent_unfortified", "milk_2_percent_unfortified", "milk_whole_unfortified"}
LACTOSE_FREE = {"milk_lactose_free", "yoghurt_lactose_free"}


@pytest.mark.parametrize(
    ("chosen", "passed_over"),
    [
        ({}, WITHOUT_D | LACTOSE_FREE),
        ({"system": "efsa"}, WITH_D | LACTOSE_FREE),
        ({"system": "efsa", "fortified_milk": True}, WITHOUT_D | LACTOSE_FREE),
        ({"fortified_milk": False}, WITH_D | LACTOSE_FREE),
        ({"without": ["lactose"]}, WITHOUT_D),
        ({"system": "efsa", "allow": ["milk_whole"]}, WITH_D - {"milk_whole"} | LACTOSE_FREE),
        ({"favourites": ["milk_lactose_free"]}, WITHOUT_D | {"yoghurt_lactose_free"}),
    ],
)
def test_one_kind_of_each_pair_is_bought(chosen, passed_over):
    assert milk_not_bought(FOODS, Preferences(**chosen)) == passed_over


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
