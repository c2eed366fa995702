"""The audit finds every way to spoil a week in the kitchen: leftovers, minutes, seasons, taste, shopping."""

import dataclasses
from datetime import timedelta

import pytest

from planner import Preferences, audit
from planner.assessment.audit import failures
from planner.foods.food_kinds import is_bread, is_poultry
from planner.menu.dishes import load_dishes, serving
from planner.menu.keeping import TWICE, leftover_minutes
from planner.menu.plan import Day, Dish, Meal, Plan, servings_frame
from planner.menu.seasoning import seasoning_foods
from tests.plates import START, cooked_twice, plan, swap_first_serving

TEMPLATES = {template.dish: template for template in load_dishes()}
TUESDAY, SUNDAY = 1, 6


def judged(week, rule, subject):
    """The rows of the audit on a rule."""
    found = audit(week)
    return found[(found["rule"] == rule) & (found["subject"] == subject)]


def holds(week, rule, subject):
    return bool(judged(week, rule, subject)["holds"].all())


def dish_at(week, day, slot):
    return next(meal for meal in week.days[day].meals if meal.slot == slot).dishes[0]


def served(week, day, slot, dish):
    """The week with another dish at a meal."""
    days = list(week.days)
    meals = (dataclasses.replace(m, dishes=(dish,)) if m.slot == slot else m for m in days[day].meals)
    days[day] = dataclasses.replace(days[day], meals=tuple(meals))
    return dataclasses.replace(week, days=tuple(days))


def without(week, foods):
    """The week with some foods taken off every plate."""
    for day, one in enumerate(week.days):
        for meal in one.meals:
            dish = meal.dishes[0]
            kept = tuple(s for s in dish.servings if s.food not in foods)
            week = served(week, day, meal.slot, dataclasses.replace(dish, servings=kept))
    return week


def hers(week, **choices):
    """The week, judged by other choices."""
    return dataclasses.replace(week, preferences=week.preferences.model_copy(update=choices))


def with_foods(week, foods):
    """The week with more foods in one of its dinners."""
    dish = dish_at(week, SUNDAY, "dinner")
    more = tuple(serving(week.foods, food, 1.0) for food in foods)
    return served(week, SUNDAY, "dinner", dataclasses.replace(dish, servings=(*dish.servings, *more)))


def first_leftover(week: Plan) -> tuple[int, Dish]:
    return next(
        (n, dish) for n, day in enumerate(week.days) for m in day.meals for dish in m.dishes if dish.leftover_of
    )


# --- leftovers ----------------------------------------------------------------------------------


def kept(week):
    (row,) = judged(week, "leftovers", "kept").to_dict("records")
    assert row["kind"] == "hard" and row["holds"] == (row["value"] == 0)
    return row["holds"]


def test_the_leftovers_of_the_week_keep(week):
    assert kept(week) and judged(week, "leftovers", "some")["value"].item() >= 2
    assert kept(cooked_twice())


def test_a_leftover_that_is_eaten_too_late_is_found(week):
    _, dish = first_leftover(week)
    late = served(week, SUNDAY, "lunch", dish)
    assert not kept(late)
    (row,) = judged(late, "leftovers", "kept").to_dict("records")
    assert row["detail"].endswith(f"; {dish.dish.replace('_', ' ')} on {week.days[SUNDAY].date}")


def test_a_leftover_that_was_never_cooked_is_found(week):
    day, dish = first_leftover(week)
    other = dish_at(week, SUNDAY, "dinner")
    assert not kept(served(week, day - 1, "dinner", other))  # something else was cooked
    nowhere = (week.days[0].date - timedelta(days=1), "dinner")
    assert not kept(served(week, day, "lunch", dataclasses.replace(dish, leftover_of=nowhere)))


def test_a_leftover_of_another_portion_is_found(week):
    day, dish = first_leftover(week)
    one = dish.servings[0]
    more = dataclasses.replace(one, servings=2 * one.servings, grams=2 * one.grams)
    assert not kept(served(week, day, "lunch", dataclasses.replace(dish, servings=(more, *dish.servings[1:]))))


def test_a_leftover_before_it_is_cooked_is_found(week):
    day, dish = first_leftover(week)
    evening = day - 1
    assert not kept(served(week, evening, "lunch", dish))


def test_a_leftover_of_a_leftover_is_found(week):
    day, dish = first_leftover(week)
    again = dataclasses.replace(dish, leftover_of=(week.days[day].date, "lunch"))
    assert not kept(served(week, day + 1, "lunch", again))


def test_a_dinner_that_is_eaten_three_times_is_found(week):
    day, dish = first_leftover(week)
    assert not kept(served(week, day, "dinner", dish))  # it was cooked for two meals


def test_a_dish_that_is_not_as_good_the_next_day_is_found(week):
    day, dish = first_leftover(week)
    fresh = next(one.dish for one in TEMPLATES.values() if TWICE not in one.tags)
    there = dataclasses.replace(dish, dish=fresh, leftover_of=None)
    here = dataclasses.replace(there, leftover_of=dish.leftover_of)
    assert not kept(served(served(week, day - 1, "dinner", there), day, "lunch", here))


def test_a_week_that_is_cooked_afresh_misses_the_wish_for_leftovers(week):
    fresh = week
    for n, day in enumerate(week.days):
        for meal in day.meals:
            dish = meal.dishes[0]
            fresh = served(fresh, n, meal.slot, dataclasses.replace(dish, leftover_of=None))
    assert not holds(fresh, "leftovers", "some") and kept(fresh)
    assert holds(hers(fresh, leftovers="none"), "leftovers", "none")
    assert not holds(hers(week, leftovers="none"), "leftovers", "none")
    assert not holds(hers(week, leftovers="many"), "leftovers", "many")


# --- time ---------------------------------------------------------------------------------------


def test_minutes_are_those_of_a_weekday_from_monday_to_friday_and_of_a_weekend_then(week):
    rows = judged(hers(week, minutes=(10, 300)), "kitchen time", "hands-on")
    assert list(rows["upper"]) == [10] * 5 + [300] * 2
    assert list(rows["holds"]) == [False] * 5 + [True] * 2
    rows = judged(hers(week, minutes=(300, 10)), "kitchen time", "hands-on")
    assert list(rows["holds"]) == [True] * 5 + [False] * 2


def test_the_minutes_of_a_day_are_those_of_its_dishes_and_few_for_a_leftover(week):
    day, dish = first_leftover(week)
    afresh = served(week, day, "lunch", dataclasses.replace(dish, leftover_of=None))
    before, after = (judged(one, "kitchen time", "hands-on")["value"].tolist() for one in (week, afresh))
    assert after[day] - before[day] == TEMPLATES[dish.dish].hands_on - leftover_minutes()
    assert [x for n, x in enumerate(after) if n != day] == [x for n, x in enumerate(before) if n != day]


# --- what meals turn round ------------------------------------------------------------------------


def test_too_few_meals_with_poultry_are_found(week):
    foods = week.foods.frame
    none = without(week, set(foods.index[is_poultry(foods)]))
    assert holds(week, "protein foods", "poultry") and not holds(none, "protein foods", "poultry")
    assert holds(hers(none, diet="vegetarian"), "protein foods", "poultry")  # she is not asked for any


def test_a_week_without_bread_is_found(week):
    foods = week.foods.frame
    none = without(week, set(foods.index[is_bread(foods)]))
    assert holds(week, "protein foods", "bread") and not holds(none, "protein foods", "bread")
    assert holds(hers(none, without=("gluten",)), "protein foods", "bread")


def test_soy_comes_often_only_to_who_wishes_it(week):
    soy = serving(week.foods, "tofu_firm_calcium_set", 1.0)
    twice = swap_first_serving(swap_first_serving(week, 0, "lunch", soy), 2, "lunch", soy)
    assert holds(week, "protein foods", "soy") and not holds(twice, "protein foods", "soy")
    for wish in ({"kitchens": ("asian",)}, {"diet": "vegan"}, {"without": ("milk",)}):
        assert holds(hers(twice, **wish), "protein foods", "soy")


def test_a_main_meal_that_turns_round_nothing_is_named(week):
    bare = with_foods(week, [])
    dish = dish_at(week, SUNDAY, "dinner")
    vegetables = tuple(s for s in dish.servings if week.foods.frame.at[s.food, "group"] in ("vegetable", "seasoning"))
    vegetables = vegetables or (serving(week.foods, "carrots_boiled", 1.0),)
    bare = served(week, SUNDAY, "dinner", dataclasses.replace(dish, servings=vegetables))
    more = judged(bare, "protein foods", "none")["value"].item() - judged(week, "protein foods", "none")["value"].item()
    assert more == 1
    assert judged(bare, "protein foods", "none")["detail"].item().endswith(dish.dish.replace("_", " "))


def test_dishes_of_kitchens_that_she_did_not_wish_for_are_counted(week):
    assert judged(week, "kitchens", "other")["value"].item() <= 2
    only_asian = judged(hers(week, kitchens=("asian",)), "kitchens", "other")["value"].item()
    dishes = [dish.dish for day in week.days for meal in day.meals for dish in meal.dishes]
    assert only_asian == sum("asian" not in TEMPLATES[dish].kitchens for dish in dishes)


# --- taste --------------------------------------------------------------------------------------


def test_a_dish_without_taste_is_found(week):
    assert holds(week, "seasoned", "dishes")
    plain = without(week, seasoning_foods(week.foods))
    rows = judged(plain, "seasoned", "dishes")
    assert set(rows["kind"]) == {"hard"} and not rows["holds"].all()
    day, dish = first_leftover(week)
    assert dish.dish.replace("_", " ") in rows["detail"].iloc[day]


# --- what is bought -----------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [{}, {"season": "12"}, {"region": "south"}])
def test_a_fresh_food_out_of_season_is_found_and_named(week, choices):
    figs = swap_first_serving(week, 0, "breakfast", serving(week.foods, "figs", 1.0))
    (row,) = judged(hers(figs, **choices), "in season", "out of season").to_dict("records")
    assert (row["kind"], row["holds"], row["value"]) == ("hard", False, 1) and row["detail"].endswith("; figs")


@pytest.mark.parametrize("choices", [{"season": "9"}, {"region": "south", "season": "3"}, {"at_home": ("figs",)}])
def test_the_same_food_is_none_in_its_months_or_where_it_is_there_already(week, choices):
    figs = swap_first_serving(week, 0, "breakfast", serving(week.foods, "figs", 1.0))
    assert holds(hers(figs, **choices), "in season", "out of season")


def test_where_seasons_do_not_count_nothing_is_said_of_them(week):
    assert "in season" not in set(audit(hers(week, season="off"))["rule"])


def foods_to_buy(week, group=""):
    """Foods that no meal of the week holds yet, seasonings aside or of a group."""
    frame = week.foods.frame[week.foods.servable]
    there = set(servings_frame(week)["food"])
    rows = frame["group"] == group if group else frame["group"] != "seasoning"
    return [food for food in frame.index[rows] if food not in there]


def test_more_foods_than_a_household_buys_are_found(week):
    rule = ("short shopping list", "foods")
    before, most = (int(judged(week, *rule)[column].item()) for column in ("value", "upper"))
    assert most == 48
    room = max(0, most - before)
    assert holds(with_foods(week, foods_to_buy(week)[:room]), *rule) == (before <= most)
    too_many = with_foods(week, foods_to_buy(week)[: room + 1])
    assert not holds(too_many, *rule) and judged(too_many, *rule)["kind"].item() == "soft"


def test_the_shelf_of_seasonings_is_not_counted(week):
    more = with_foods(week, foods_to_buy(week, "seasoning"))
    for subject in ("foods", "used once"):
        rule = ("short shopping list", subject)
        assert judged(more, *rule)["value"].item() == judged(week, *rule)["value"].item()


def test_fresh_foods_that_are_used_once_are_found(week):
    rule = ("short shopping list", "used once")
    assert not holds(with_foods(week, foods_to_buy(week, "vegetable")[:15]), *rule)


def test_a_leftover_is_bought_once_and_used_once():
    bought = judged(cooked_twice(), "short shopping list", "foods")["value"].item()
    dish = cooked_twice().days[0].meals[0].dishes[0]
    groups = cooked_twice().foods.frame["group"]
    assert bought == len({s.food for s in dish.servings if groups[s.food] != "seasoning"})


def test_what_is_at_home_and_never_eaten_is_found():
    beetroot = [("beetroot_boiled", 1), ("kefir", 1)]
    for at_home, used in (("beetroot_boiled", True), ("sauerkraut", False)):
        mine = plan({("lunch", "13:00"): beetroot}, preferences=Preferences(at_home=[at_home]), dates=7)
        assert holds(mine, "use it up", "times") == used


# --- and nothing else ---------------------------------------------------------------------------


def test_what_is_put_together_by_hand_takes_no_minutes_and_is_of_no_kitchen():
    dish = Dish("by_hand", "By hand", (serving(plan({}).foods, "kefir", 1.0),))
    mine = dataclasses.replace(plan({}), days=(Day(START, (Meal("lunch", "13:00", (dish,)),)),))
    assert judged(mine, "kitchen time", "hands-on")["value"].item() == 0
    assert judged(mine, "kitchens", "other")["value"].item() == 0
    assert not {"seasoned", "leftovers", "in season"} & set(failures(audit(mine))["rule"])
