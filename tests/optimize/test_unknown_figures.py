"""Unknown is not zero in a cap: model and audit say the same of foods that give no figure."""

import dataclasses
import math
from collections import Counter

import numpy as np
import pytest

import planner
from planner.assessment.audit import failures
from planner.assessment.kinds import Kinds
from planner.foods.food_checks import GROUPS
from planner.optimize import alternatives, lock, replan
from planner.optimize.build_model import build_model
from planner.optimize.unknown_figures import highest_of_its_kind
from planner.reference.nutrients import nutrients
from planner.reference.tables import read
from tests.conftest import START
from tests.plates import plan

CAREFUL = planner.Person(trimester=3, conditions=["kidney_potassium"])
NO_POTASSIUM = "potassium_mg without a figure"


def without(foods, food, *nutrients_of_it, **cells):
    """The table with figures of a food taken out, and other cells of it set."""
    frame = foods.frame.copy()
    frame.loc[food, list(nutrients_of_it)] = math.nan
    for column, value in cells.items():
        frame.loc[food, column] = value
    return dataclasses.replace(foods, frame=frame)


def served(week):
    return {s.food for day in week.days for meal in day.meals for dish in meal.dishes for s in dish.servings}


def row(week, rule, nutrient):
    """The first finding of a rule on a nutrient."""
    label = nutrients()[nutrient].label
    report = planner.audit(week)
    mine = report["subject"].eq(nutrient) | report["detail"].str.contains(f"for {label}")
    return report[(report["rule"] == rule) & mine].iloc[0]


def test_with_weak_kidneys_nothing_of_unknown_potassium_is_served(foods):
    wished = planner.Preferences(favourites=["soy_yoghurt"], without=["milk"])
    assert math.isnan(foods.frame.at["soy_yoghurt", "potassium_mg"])
    careful = planner.plan_week(CAREFUL, wished, foods, start=START, days=3)
    assert "soy_yoghurt" not in served(careful)
    assert row(careful, "cramp minerals", "potassium_mg")["holds"]


def test_where_she_chose_it_herself_the_cap_can_not_be_judged(foods):
    plates = plan({("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 1)]}, person=CAREFUL)
    found = row(plates, "cramp minerals", "potassium_mg")
    assert not found["holds"]
    assert found["value"] < found["upper"]
    assert found["detail"].endswith("; can't be judged: 1 food gives no figure for potassium")
    assert row(plates, "upper limits", "zinc_mg")["holds"]


def test_what_is_over_the_cap_is_over_it_for_sure(foods):
    plates = plan({("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 12)]}, person=CAREFUL)
    found = row(plates, "cramp minerals", "potassium_mg")
    assert not found["holds"]
    assert "can't be judged" not in found["detail"]


def test_a_locked_meal_of_unknown_potassium_stays_and_both_say_so(foods):
    plain = planner.plan_week(planner.Person(trimester=3), planner.Preferences(without=["milk"]), foods, start=START)
    when, slot, one = next(
        (day.date, meal.slot, found[0])
        for day in plain.days
        for meal in day.meals
        if "snack" in meal.slot  # a whole lunch alone may hold too much for the day
        if (found := alternatives(plain, day.date, meal.slot, food="soy_yoghurt", count=1))
    )
    again = replan(lock(one.plan, when, slot), person=CAREFUL)
    assert "soy_yoghurt" in served(again)
    assert [(s.subject, s.date, s.amount, s.unit) for s in again.shortfalls] == [(NO_POTASSIUM, when, 1.0, "foods")]
    broken = failures(planner.audit(again))
    assert broken[["rule", "date"]].values.tolist() == [["cramp minerals", when]]


def test_a_limit_that_a_dietitian_set_lets_nothing_unknown_pass(her, foods):
    mine = without(foods, "banana", "sodium_mg")
    strict = planner.Preferences(targets=["sodium at most 2000 mg: swelling"])
    week = planner.plan_week(her, strict, mine, start=START, days=2)
    assert "banana" not in served(week)
    found = row(plan({("breakfast", "07:30"): [("banana", 1)]}, mine, strict), "upper limits", "sodium_mg")
    assert not found["holds"]
    assert "can't be judged: 1 food gives no figure for sodium" in found["detail"]


def test_caffeine_is_unknown_only_where_foods_of_the_kind_hold_some(foods):
    milk = plan({("breakfast", "07:30"): [("kefir", 1)]})
    assert math.isnan(foods.frame.at["kefir", "caffeine_mg"])
    assert row(milk, "caffeine", "caffeine_mg")["detail"] == "Caffeine: 0 mg (at most 200)"
    mine = without(foods, "coffee", "caffeine_mg")
    found = row(plan({("breakfast", "07:30"): [("coffee", 1)]}, mine), "caffeine", "caffeine_mg")
    assert not found["holds"]
    assert found["detail"].endswith("; can't be judged: 1 food gives no figure for caffeine")


def test_a_cup_of_unknown_caffeine_that_she_has_anyway_is_a_shortfall(her, foods):
    mine = without(foods, "coffee", "caffeine_mg")
    day = planner.plan_week(her, planner.Preferences(coffee=["10:30"]), mine, start=START, days=1)
    assert {s.subject for s in day.shortfalls} == {"caffeine_mg without a figure"}
    assert set(failures(planner.audit(day))["rule"]) == {"caffeine"}


def test_under_a_limit_for_all_an_unknown_counts_with_the_highest_of_its_kind(foods):
    fish = foods.frame["roles"].str.split().map(lambda roles: "oily_fish" in roles)
    most = foods.frame.loc[fish, "vitamin_d_ug"].max() * foods.frame.at["mackerel_baked", "serving_g"] / 100
    assert math.isnan(foods.frame.at["mackerel_baked", "vitamin_d_ug"])
    few, many = (plan({("lunch", "13:00"): [("mackerel_baked", n)]}) for n in (1, math.ceil(100 / most) + 1))
    assert row(few, "upper limits", "vitamin_d_ug")["holds"]
    assert f"such foods hold it would be {most:,.4g} µg" in row(few, "upper limits", "vitamin_d_ug")["detail"]
    assert not row(many, "upper limits", "vitamin_d_ug")["holds"]
    assert "can't be judged: 1 food gives no figure; with" in row(many, "upper limits", "vitamin_d_ug")["detail"]


def test_a_food_without_energy_is_not_served(week, her, foods):
    often = Counter(s.food for day in week.days for m in day.meals for d in m.dishes for s in d.servings)
    (food, _), *_ = [one for one in often.most_common() if foods.frame.at[one[0], "roles"]]
    assert food not in served(planner.plan_week(her, foods=without(foods, food, "energy_kcal"), start=START, days=3))


def test_a_fish_of_unknown_fat_could_be_oily(her, foods):
    mine = without(foods, "cod_baked", "fat_g", "saturated_fat_g")
    report = planner.audit(plan({("lunch", "13:00"): [("cod_baked", 3)]}, mine))
    assert report.loc[report["subject"] == "oily servings", "value"].tolist() == [3]
    model = build_model(her, planner.Preferences(), mine, days=7)
    oily = next(limit for limit in model.limits if limit.subject == "oily servings")
    cod = model.food == mine.frame.index.get_loc("cod_baked")
    assert (oily.values[cod] == model.servings[cod]).all()


def test_model_and_audit_take_the_same_figure_for_the_same_food(foods):
    frame = foods.frame.copy()
    frame.loc[frame["group"] == "fruit", "iron_mg"] = math.nan  # a table that lacks a group, and a column
    frame["vitamin_c_mg"] = math.nan
    mine = dataclasses.replace(foods, frame=frame)
    highest, kinds = highest_of_its_kind(frame), Kinds(mine)
    unknown = np.argwhere(frame[list(nutrients())].isna().to_numpy())
    assert len(unknown) > 200
    for food, nutrient in unknown:
        name, key = frame.index[food], list(nutrients())[nutrient]
        assert highest.at[name, key] == kinds.most(name, key)


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_gives_some_figure_for_what_has_an_upper_limit(group, foods):
    limited = set(read("reference_intakes").query("upper_scope in ('total', 'preformed')")["nutrient"])
    known = foods.frame.loc[foods.frame["group"] == group, sorted(limited)].notna().any()
    assert known.all()
