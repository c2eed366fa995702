"""The plan file: described whole, opens as it was, shows the figures it was made with, trusts nothing."""

import copy
import dataclasses
import json
import math

import jsonschema
import pytest

import planner
from planner.exports import own_foods, schema, to_json
from planner.exports.plan_file.read import from_document
from planner.exports.plan_file.write import document
from planner.foods.food_checks import LATER
from planner.foods.food_table import to_csv
from planner.menu.dishes import load_dishes
from planner.menu.keeping import leftover_minutes
from planner.menu.plan import Shortfall
from planner.optimize import alternatives, lock, replan, skip
from tests import ROOT
from tests.people import anyone
from tests.plan_files import DAYS, FOODS, SMALL, TWICE, at, changed, refusal
from tests.plates import START, plan

OLDER = ROOT / "tests" / "golden" / "plan_older.json"
SCHEMA = schema()
OPTIONAL = {"food_table", "seed", "skipped", "shortfalls", "foods"}
PORTION = {"serving_g", "step", "max_servings"}  # without which no plate can be judged
HANDS_ON = next(one.hands_on for one in load_dishes() if one.dish == TWICE.days[0].meals[0].dishes[0].dish)
WORKED_OUT = {"targets", "supplements", "pairings", "audit", "advice"}


def edited(*changes, drop=()):
    """The food table with cells changed: (food, column, value)."""
    frame = FOODS.frame.drop(index=list(drop))
    for food, column, value in changes:
        frame.loc[food, column] = value
    return planner.load_foods(to_csv(frame).encode(), "edited")


def closed(part):
    """A schema that allows no field beside those it describes."""
    if isinstance(part, dict):
        part = {key: closed(value) for key, value in part.items()}
        if "properties" in part:
            part["additionalProperties"] = False
    return [closed(item) for item in part] if isinstance(part, list) else part


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 8, 11])
def test_the_schema_describes_the_whole_of_real_plans(seed):
    week = planner.plan_week(*anyone(seed, FOODS), FOODS, start=START, days=1)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(document(week))
    assert to_json(planner.read_plan(to_json(week), FOODS)) == to_json(week)


def test_the_schema_describes_pairings_tablets_targets_and_shortfalls():
    taken = [{"nutrient": "magnesium", "amount": "400 mg", "meal": "dinner"}]
    spoiled = plan(
        {("breakfast", "07:30"): [("milk_whole", 1), ("bread_rye", 1)]},
        person=planner.Person(trimester=1, supplements=taken, conditions=["nausea"]),
        preferences=planner.Preferences(targets=["calcium 1200 mg: bones", "caffeine at most 150 mg"]),
    )
    missed = Shortfall("energy", "energy_kcal", START, "", 0.1234567, "kcal")
    written = document(dataclasses.replace(spoiled, shortfalls=(missed,), skipped=((START, "lunch"),)))
    assert all(written[part] for part in (*WORKED_OUT, *OPTIONAL - {"seed"}))
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(written)


@pytest.mark.parametrize("part", list(SMALL))
def test_schema_and_reader_ask_for_the_same_parts(part):
    without = changed([part], ...)
    described = jsonschema.Draft202012Validator(SCHEMA).is_valid(without)
    assert described == (part in OPTIONAL | WORKED_OUT)
    if described:
        assert planner.read_plan(json.dumps(without).encode(), FOODS).days == DAYS.days
    else:
        refusal(without)


def test_schema_and_reader_ask_for_the_same_parts_of_meals_and_foods():
    served = ["days", 0, "meals", 0, "dishes", 0, "servings", 0]
    validator = jsonschema.Draft202012Validator(SCHEMA)
    fewest = SMALL
    for path in (*(served[:n] for n in (2, 4, 6, 8)), ["solver"], ["foods", 0]):
        keys = list(at(SMALL, path))
        required = [key for key in keys if not validator.is_valid(changed([*path, key], ...))]
        assert required, path
        for key in required:
            refusal(changed([*path, key], ...))
        for key in set(keys) - set(required) - PORTION:
            fewest = changed([*path, key], ..., of=fewest)
    assert validator.is_valid(fewest)
    assert planner.read_plan(json.dumps(fewest).encode(), FOODS).days == DAYS.days


def test_a_plan_of_before_that_would_not_be_made_today_opens_and_says_so():
    meals = {("lunch", "13:00"): [("banana", 1)]}
    her, low = planner.Person(trimester=3, conditions=["kidney_potassium"]), planner.Preferences(energy_kcal=1200)
    written = document(plan(meals, person=her, preferences=low))
    del written["person"]["twins"]
    again = planner.read_plan(json.dumps(written).encode(), FOODS)
    assert (again.person, again.preferences) == (her, low)
    assert {"ace_inhibitor_if", "low_energy", "kidney_potassium"} <= set(planner.advise(again)["key"])
    with pytest.raises(planner.PlannerError, match="far under the 2,824 kcal"):
        replan(again)


def test_a_week_opens_as_it_was(week, tmp_path):
    when = week.days[2].date
    mine = lock(dataclasses.replace(week, seed=5), when, "dinner")
    again = planner.read_plan(planner.exports.write(mine, tmp_path / "week.json"))
    assert (again.days, again.seed, again.solver) == (mine.days, 5, mine.solver)
    assert (again.person, again.preferences) == (mine.person, mine.preferences)
    assert again.foods.sha256 == week.foods.sha256 and again.foods.name == "foods.csv"
    assert to_json(again) == to_json(mine)


@pytest.mark.slow
def test_what_was_chosen_comes_back():
    person = planner.Person(week=30, supplements=[{"nutrient": "vitamin D", "amount": "600 IU", "meal": "lunch"}])
    chosen = planner.Preferences(
        tea=["15:00"], hours={"breakfast": "06:45"}, favourites=["walnuts"], targets=["calcium 1200 mg: bones"],
        at_home=["banana"], kitchens=["plain", "indian"], minutes=(60, 90), leftovers="many", season="5",
        region="south",
    )  # fmt: skip
    mine = planner.plan_week(person, chosen, FOODS, start=START, days=1, seed=3)
    mine = skip(lock(mine, START, "dinner"), START, "morning_snack")
    again = planner.read_plan(to_json(mine))
    assert (again.person, again.preferences, again.skipped) == (person, chosen, ((START, "morning_snack"),))
    assert again.shortfalls == tuple(dataclasses.replace(s, amount=round(s.amount, 3)) for s in mine.shortfalls)
    assert again.targets.equals(mine.targets) and to_json(again) == to_json(mine)
    held = {meal.slot for meal in again.days[0].meals if meal.locked}
    assert held == {"dinner", "habit"}
    dinner = next(meal for meal in again.days[0].meals if meal.slot == "dinner")
    assert dinner in replan(again).days[0].meals
    assert alternatives(again, START, "lunch")[0].dish.title


def test_a_leftover_knows_the_meal_that_it_was_cooked_at_and_meals_their_minutes():
    written = document(TWICE)
    assert [[meal["minutes"] for meal in day["meals"]] for day in written["days"]] == [[HANDS_ON], [leftover_minutes()]]
    assert "leftover_of" not in written["days"][0]["meals"][0]["dishes"][0]
    assert written["days"][1]["meals"][0]["dishes"][0]["leftover_of"] == {"date": "2026-11-23", "slot": "dinner"}
    jsonschema.Draft202012Validator(closed(SCHEMA)).validate(written)
    again = from_document(written, FOODS)
    assert again.days == TWICE.days and again.days[1].meals[0].dishes[0].leftover_of == (START, "dinner")
    written["days"][0]["meals"][0]["minutes"] = "a lot"  # is worked out, whatever a file claims
    assert to_json(from_document(written, FOODS)) == to_json(TWICE)


def test_minutes_are_none_for_what_she_has_anyway_and_unknown_for_a_dish_that_we_have_not():
    had = plan({("habit", "15:00"): [("tea_black", 1)], ("dinner", "19:00"): [("banana", 1)]})
    assert [meal["minutes"] for meal in document(had)["days"][0]["meals"]] == [0, None]


def test_an_older_file_opens_with_what_was_added_since_left_empty():
    old = planner.read_plan(OLDER)
    assert (old.seed, old.skipped, old.shortfalls) == (0, (), ())
    assert (old.person.supplements, old.person.conditions) == ((), ())
    assert (old.preferences.favourites, old.preferences.targets, old.preferences.tea) == ((), (), ("15:00",))
    usual = planner.Preferences()
    for choice in ("at_home", "kitchens", "minutes", "leftovers", "season", "region"):
        assert getattr(old.preferences, choice) == getattr(usual, choice)
    assert not any(dish.leftover_of for day in old.days for meal in day.meals for dish in meal.dishes)
    assert [len(day.meals) for day in old.days] == [2, 1] and old.days[0].meals[0].locked
    assert old.days[1].meals[0].dishes[0].servings[0].servings == 0.5
    assert old.solver.gap == 0.1
    assert to_json(planner.read_plan(to_json(old))) == to_json(old)


def test_what_a_file_claims_of_its_plates_is_worked_out_anew():
    claims = copy.deepcopy(SMALL) | {"audit": "all is well", "pairings": None, "advice": 3, "targets": [{}]}
    claims["days"][0]["intake"] = {"calcium_mg": {"known": 9999.0}}
    again = planner.read_plan(json.dumps(claims).encode(), FOODS)
    assert document(again) == SMALL


def test_other_figures_of_the_table_leave_those_of_the_plan():
    now = edited(("banana", "calcium_mg", 50.0), ("banana", "serving_g", 100.0), ("walnuts", "calcium_mg", 1.0))
    again = planner.read_plan(to_json(DAYS), now)
    assert again.days == DAYS.days
    assert planner.assess(again).equals(planner.assess(DAYS))
    assert again.foods.name == "edited, with 1 food of the plan's own"
    assert (again.foods.frame.at["banana", "calcium_mg"], again.foods.frame.at["walnuts", "calcium_mg"]) == (5.0, 1.0)
    assert again.foods.servable["banana"] and list(again.foods.frame.index) == list(now.frame.index)
    found = own_foods(again, now)
    assert (found.missing, found.differing) == ((), ("Banana",))
    assert str(found) == "1 food differs from edited: Banana"
    assert str(own_foods(again, FOODS)) == ""


def test_a_file_from_before_a_column_was_added_differs_in_nothing_that_it_says():
    older = copy.deepcopy(document(DAYS))
    for row in older["foods"]:
        for column in LATER:
            row.pop(column, None)
    again = from_document(older, FOODS)
    assert str(own_foods(again, FOODS)) == "" and again.foods.name == FOODS.name
    assert again.foods.frame.at["banana", "selenium_ug"] == 1.0
    older["foods"][0]["calcium_mg"] = 1.0
    other = from_document(older, FOODS).foods.frame.loc[older["foods"][0]["food"]]
    assert other["calcium_mg"] == 1.0 and math.isnan(other["selenium_ug"])


def test_a_food_that_the_table_lacks_stays_on_the_plates_and_comes_on_no_other():
    now = edited(drop=["soy_yoghurt"])
    again = planner.read_plan(to_json(DAYS), now)
    assert planner.assess(again).equals(planner.assess(DAYS))
    assert not again.foods.servable["soy_yoghurt"]
    found = own_foods(again, now)
    assert found.differing == () and str(found) == f"1 food is not in edited: {found.missing[0]}"
    anew = replan(again)
    assert not any(s.food == "soy_yoghurt" for d in anew.days for m in d.meals for x in m.dishes for s in x.servings)
    assert [meal.slot for meal in anew.days[0].meals].count("breakfast") == 1


@pytest.mark.parametrize(("column", "value"), [("retired", "yes"), ("serving_g", float("nan"))])
def test_a_food_that_is_not_served_any_more_is_not_planned_with_again(column, value):
    again = planner.read_plan(to_json(DAYS), edited(("banana", column, value)))
    assert again.days == DAYS.days and not again.foods.servable["banana"]


def test_a_food_that_she_named_is_known_again_although_the_table_lacks_it():
    named = planner.Preferences(favourites=["walnuts"], exclude=["kefir"], at_home=["figs"])
    mine = dataclasses.replace(DAYS, preferences=named)
    again = planner.read_plan(to_json(mine), edited(drop=["walnuts", "kefir", "figs"]))
    assert again.preferences == mine.preferences
    assert planner.audit(again).equals(planner.audit(mine))


def test_without_rows_of_its_own_a_food_that_the_table_lacks_is_named():
    bare = changed(["foods"], [])
    with pytest.raises(
        planner.PlannerError, match=r"servings\[0\] is 'soy_yoghurt', which is not in edited: open it with"
    ):
        from_document(bare, edited(drop=["soy_yoghurt"]))
