"""Model and audit agree on pairings whatever fills a dish, and parts take as many foods as they say."""

import dataclasses
import math
import random

import numpy as np
import pytest

import planner
from planner.assessment.audit import facts_of, meal_checks
from planner.menu.dishes import Part, _parts, load_dishes
from planner.menu.plan import Day, Meal
from planner.optimize import build_model as laying_out
from planner.optimize import week_model
from planner.optimize.bound import Pricing
from planner.optimize.build_model import build_model
from planner.optimize.meal_columns import dish_of
from planner.optimize.neighbours import neighbours_of
from planner.optimize.rules.pairing_rule import UNDER, pairings
from planner.optimize.weighed_meals import Ledger
from tests.conftest import START
from tests.plates import plan
from tests.random_plans import random_meal


def with_roles(foods, **roles):
    """The table in which some foods play other roles too."""
    frame = foods.frame.copy()
    for food, more in roles.items():
        frame.loc[food, "roles"] += f" {more}"
    return dataclasses.replace(foods, frame=frame)


def flagged(dish, foods):
    """Whether the audit flags the calcium of a dish at lunch."""
    bare = plan({}, foods)
    day = Day(START, (Meal("lunch", "13:00", (dish,)),))
    flags = planner.find_pairings(dataclasses.replace(bare, days=(day,)))
    return (flags["affects"] == "calcium").any()


def test_each_hinderer_of_a_part_that_takes_two_foods_is_bound_by_itself(her, foods):
    leaves = "stir_veg mild_veg salad_veg stew_veg soup_veg"
    mine = with_roles(foods, spinach_boiled=leaves, chard_boiled=leaves, pita_whole_wheat=leaves)
    model = build_model(her, planner.Preferences(), mine, days=1)
    ledger, rng = Ledger(model), random.Random(0)
    seen = {True: 0, False: 0}
    several = [p for p in model.plates if p.slot == 2 and any(seat.part.count > 1 for seat in p.seats)]
    for plate in several * 12:
        columns = random_meal(model, plate, rng)
        dish = dish_of(model, columns)
        if any(mine.frame.at[s.food, "hinders"] for s in dish.servings):
            apart = ledger.plate_points(ledger.plate(columns), columns)
            assert (apart > 0) == flagged(dish, mine), dish.title
            seen[apart > 0] += 1
    assert min(seen.values()) > 10


def test_unknown_calcium_beside_a_hinderer_counts_with_the_highest_of_its_kind(her, foods):
    """It counted as none: cheese of unknown calcium was served on bread, and the audit held."""
    frame = foods.frame.copy()
    frame.loc[frame.index[frame["group"].isin(["dairy", "legume", "leafy_green"])][::2], "calcium_mg"] = math.nan
    mine = with_roles(dataclasses.replace(foods, frame=frame), pita_whole_wheat="stir_veg mild_veg salad_veg rice_cake")
    model = build_model(her, planner.Preferences(), mine, days=1)
    ledger, rng, unjudged = Ledger(model), random.Random(0), 0
    bare = plan({}, mine)
    for plate in [plate for plate in model.plates if plate.slot == 2] * 4:
        columns = random_meal(model, plate, rng)
        dish = dish_of(model, columns)
        if any(mine.frame.at[s.food, "hinders"] for s in dish.servings):
            day = dataclasses.replace(bare, days=(Day(START, (Meal("lunch", "13:00", (dish,)),)),))
            found = [one for one in meal_checks.pairings(facts_of(day)) if one["subject"] == "calcium_mg"]
            apart = ledger.plate_points(ledger.plate(columns), columns)
            assert found and (apart > 0) == (not all(one["holds"] for one in found)), dish.title
            unjudged += not all(one["judged"] for one in found)
    assert unjudged > 10


def test_what_she_has_anyway_counts_with_the_highest_of_its_kind_too(her, foods):
    frame = foods.frame.copy()
    frame.loc["dark_chocolate", "iron_mg"] = math.nan
    mine, wishes = dataclasses.replace(foods, frame=frame), planner.Preferences(tea=["16:30"], chocolate=["16:00"])
    room = [
        next(limit.bounds(1)[1] for limit in build_model(her, wishes, table, days=1, rules=[pairings]).limits
             if limit.of == "tea or coffee with iron at 16:30")
        for table in (foods, mine)
    ]  # fmt: skip
    assert room[1] <= room[0] < 5 * UNDER


@pytest.fixture
def of_three(foods, her, monkeypatch):
    """A model with a snack that takes three fruits, and up to two kinds of nuts."""
    snack = next(dish for dish in load_dishes() if dish.dish == "fruit_and_nuts")
    fruits = dataclasses.replace(snack.parts[0], count=3)
    nuts = Part("nuts", "nuts", 2, 0.0, 1.0)
    dish = dataclasses.replace(snack, dish="three_fruits", title="{fruit}", parts=(fruits,), sides=(nuts,))
    monkeypatch.setattr(laying_out, "load_dishes", lambda foods: (*load_dishes(foods), dish))
    model = build_model(her, planner.Preferences(), foods, days=1)
    return model, next(plate for plate in model.plates if plate.template.dish == "three_fruits")


def test_a_part_of_more_than_two_foods_is_priced_at_its_best(of_three):
    model, plate = of_three
    price = np.random.default_rng(0).normal(0.0, 1.0, model.columns)
    total, meals = Pricing(Ledger(model)).best(price)
    p = model.plates.index(plate)
    fruits, nuts = (
        sorted(min(price[seat.start : seat.stop][model.food[seat.start : seat.stop] == food])
               for food in np.unique(model.food[seat.start : seat.stop]))
        for seat in plate.seats
    )  # fmt: skip
    assert total[p] == pytest.approx(price[plate.head] + sum(fruits[:3]) + sum(x for x in nuts[:2] if x < 0))
    assert total[p] == pytest.approx(price[list(meals[p])].sum())
    foods = [model.food[k] for k in meals[p][1:]]
    assert len(set(foods)) == len(foods)


def test_a_part_of_more_than_two_foods_is_changed_food_by_food(of_three):
    model, plate = of_three
    columns = random_meal(model, plate, random.Random(1))
    for gone, came in zip(*neighbours_of(Ledger(model), columns), strict=True):
        meal = {*columns[1:], int(came)} - {int(gone), model.columns}
        for seat in plate.seats:
            foods = [int(model.food[k]) for k in meal if seat.start <= k < seat.stop]
            assert len(set(foods)) == len(foods) <= seat.part.count
            assert seat.part.optional or len(foods) == seat.part.count


def test_a_part_takes_at_least_one_food():
    with pytest.raises(planner.PlannerError, match="'fruit x0 1' can't be read"):
        list(_parts("fruit x0 1", "three_fruits"))


def test_rows_of_meals_that_lie_close_together_have_names_of_their_own(her, foods):
    few = ["fish", "dried_fruit", "legume"]
    close = planner.Preferences(exclude=few, hours={"morning_snack": "07:50", "lunch": "13:00"})
    names = week_model(her, close, foods, days=1).row_names
    assert sum(name.startswith("over|pairings|calcium_mg|flour and pastry with calcium|0") for name in names) > 1
    assert len(set(names)) == len(names)
