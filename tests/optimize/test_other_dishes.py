"""Another dish keeps every rule that the plan kept: found by the audit, rule by rule, day by day, meal by meal."""

import dataclasses

import pytest

import planner
from planner.assessment.audit import failures
from planner.menu.dishes import load_dishes
from planner.menu.plan import Day
from planner.optimize import alternatives, lock, replan
from tests.conftest import START

TRIED = ((0, "morning_snack"), (0, "lunch"), (1, "afternoon_snack"), (1, "breakfast"), (2, "dinner"))


def missed(plan):
    """By how much each hard check is missed, by rule, subject, nutrient, day and meal."""
    found = {}
    for row in failures(planner.audit(plan)).to_dict("records"):
        nutrient = row["detail"].partition(" for ")[2].partition(";")[0] if row["subject"] == "total" else ""
        outside = [amount for amount in (row["lower"] - row["value"], row["value"] - row["upper"]) if amount > 0]
        found[row["rule"], row["subject"], nutrient, row["date"], row["slot"]] = max(outside, default=row["value"])
    return found


def worse(was, after):
    """What is missed by more than it was."""
    return {place: amount for place, amount in missed(after).items() if amount > was.get(place, 0.0) + 1e-6}


@pytest.fixture(scope="module")
def too_much(foods):
    """Breakfasts and dinners of a large man, locked, with days of a small woman round them."""
    large = planner.Person(age=40, sex="male", height=190, weight=100, activity="active")
    plan = planner.plan_week(large, foods=foods, start=START, days=3)
    for day in plan.days[:2]:
        plan = lock(lock(plan, day.date, "breakfast"), day.date, "dinner")
    return replan(plan, person=planner.Person(stage="adult", height=150, weight=45, activity="sedentary"))


@pytest.fixture(scope="module")
def too_close(week):
    """Locked days, whose morning snack moves close to breakfast, and a cup of coffee to lunch."""
    plan = dataclasses.replace(week, days=week.days[:3])
    for day in plan.days:
        plan = lock(plan, day.date)
    return replan(plan, preferences=planner.Preferences(hours={"morning_snack": "07:50"}, coffee=["13:00"]))


@pytest.fixture(scope="module")
def too_often(week):
    """The same locked dinner three times."""
    dinner = next(meal for meal in week.days[0].meals if meal.slot == "dinner")
    days = [
        Day(day.date, tuple(dataclasses.replace(dinner, locked=True) if m.slot == "dinner" else m for m in day.meals))
        for day in week.days[:3]
    ]
    return replan(dataclasses.replace(week, days=tuple(days)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["week", "too_much", "too_close", "too_often"])
def test_no_rule_is_newly_broken_or_broken_by_more(kind, request):
    plan = request.getfixturevalue(kind)
    was, looked_at = missed(plan), 0
    assert bool(was) == (kind != "week")
    for day, slot in TRIED:
        found = alternatives(plan, plan.days[day].date, slot)
        looked_at += len(found)
        for one in found:
            assert worse(was, one.plan) == {}
    assert looked_at > 5


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["week", "too_much", "too_close", "too_often"])
def test_at_no_other_meal_a_rule_is_newly_broken_or_broken_by_more(kind, request):
    plan = request.getfixturevalue(kind)
    was = missed(plan)
    places = [(n, meal.slot) for n, day in enumerate(plan.days[:3]) for meal in day.meals if meal.slot != "habit"]
    others = [place for place in places if place not in TRIED]
    for n, slot in others if kind == "week" else others[::2]:
        for one in alternatives(plan, plan.days[n].date, slot):
            assert worse(was, one.plan) == {}


def test_their_points_are_those_that_the_whole_plan_rises_by(week):
    for one in alternatives(week, week.days[1].date, "lunch"):
        assert one.plan.solver.objective == pytest.approx(week.solver.objective + one.points, abs=2e-4)
        assert 0 < one.plan.solver.bound <= one.plan.solver.objective


def test_a_plan_costs_the_same_whatever_is_locked(week):
    held = week
    for day in week.days:
        held = lock(held, day.date)
    assert replan(held).solver.objective == pytest.approx(week.solver.objective, abs=2e-4)


def test_the_foods_that_are_there_already_are_not_offered_under_another_name(week):
    for day in week.days[:3]:
        for slot in ("breakfast", "morning_snack", "afternoon_snack", "evening_snack"):
            (now,) = next(meal for meal in day.meals if meal.slot == slot).dishes
            plates = [{s.food for s in one.dish.servings} for one in alternatives(week, day.date, slot, count=50)]
            assert {s.food for s in now.servings} not in plates
            assert len({frozenset(plate) for plate in plates}) == len(plates)


def test_a_food_that_a_dish_always_holds_is_found(week):
    fixed = {food for dish in load_dishes() if "dinner" in dish.slots for food, _ in dish.fixed}
    chosen = {s.role for dish in load_dishes() if "dinner" in dish.slots for s in (*dish.parts, *dish.sides)}
    food = next(f for f in ("onion", "lemon_juice", "garlic") if f in fixed - chosen and not week.foods.playing(f)[1:])
    found = alternatives(week, week.days[1].date, "dinner", food=food)
    assert found
    assert all(food in {s.food for s in one.dish.servings} for one in found)


def test_a_dish_that_can_not_be_made_any_more_is_weighed_all_the_same(week):
    when = week.days[0].date
    there = next(meal for meal in week.days[0].meals if meal.slot == "lunch").dishes[0]
    without = planner.Preferences(exclude=[there.servings[0].food])
    plan = dataclasses.replace(week, preferences=without)
    found = alternatives(plan, when, "lunch")
    assert found
    for one in found:
        assert there.servings[0].food not in {s.food for s in one.dish.servings}
        assert worse(missed(plan), one.plan) == {}
