"""Lock, swap, skip, plan again: what is settled stays, and every hard rule still holds."""

import dataclasses
import datetime

import pytest

import planner
from planner.assessment.audit import failures
from planner.optimize import alternatives, another, lock, replan, skip
from planner.optimize.replanning import leftover_cells
from planner.reference.table_schemas import SLOTS

pytestmark = pytest.mark.slow

DINNER = "dinner"


def meal(plan, day, slot):
    return next(m for m in plan.days[day].meals if m.slot == slot)


def changed(before, after):
    """The (day, slot) of meals whose plates differ."""
    pairs = zip(before.days, after.days, strict=True)
    return {
        (n, old.slot)
        for n, (a, b) in enumerate(pairs)
        for old, new in zip(a.meals, b.meals, strict=True)
        if old.dishes != new.dishes
    }


def holds(plan):
    assert failures(planner.audit(plan))[["rule", "detail"]].to_dict("records") == []


def test_alternatives_are_other_dishes_best_first_and_keep_the_rules(week):
    found = alternatives(week, week.days[1].date, DINNER)
    assert len(found) == 5
    assert [a.points for a in found] == sorted(a.points for a in found)
    assert len({a.dish.dish for a in found} | {meal(week, 1, DINNER).dishes[0].dish}) == 6
    for alternative in found:
        holds(alternative.plan)
        assert changed(week, alternative.plan) == {(1, DINNER)}


def test_meals_of_her_own_that_stay_are_no_dish_twice_a_day(week):
    day = dataclasses.replace(week, days=week.days[:1])
    meals = tuple(
        dataclasses.replace(m, locked=True, dishes=(dataclasses.replace(m.dishes[0], dish="own"),))
        if m.slot in ("breakfast", "lunch")
        else m
        for m in day.days[0].meals
    )
    again = replan(dataclasses.replace(day, days=(dataclasses.replace(day.days[0], meals=meals),)))
    assert again.shortfalls == () and again.solver.bound <= again.solver.objective
    assert set(failures(planner.audit(again))["rule"]) == {"real portions"}  # no dish of the table fills them


def test_an_alternative_tells_what_it_does_to_the_day(week):
    when = week.days[1].date
    first = alternatives(week, when, DINNER)[0]
    for plan, column in ((week, "before"), (first.plan, "after")):
        report = planner.assess(plan).query("date == @when").set_index("nutrient")["coverage"]
        for nutrient in ("calcium_mg", "magnesium_mg", "potassium_mg", "energy_kcal"):
            assert first.coverage.at[nutrient, column] == pytest.approx(report[nutrient])


def test_a_plan_can_be_taken_with_an_alternative_and_planned_again_around_it(week):
    when = week.days[1].date
    taken = alternatives(week, when, DINNER)[0]
    again = replan(lock(taken.plan, when, DINNER))
    assert meal(again, 1, DINNER).dishes == (taken.dish,)
    assert meal(again, 1, DINNER).locked
    holds(again)


def test_again_but_different_keeps_what_is_locked(week):
    held = lock(lock(week, week.days[0].date), week.days[3].date, "lunch")
    again = another(held)
    same = {(n, m.slot) for n, day in enumerate(held.days) for m in day.meals if m.locked}
    asked = {(0, m.slot) for m in held.days[0].meals} | {(3, "lunch")}
    pairs = [{(n, SLOTS[slot]) for n, slot in pair} for pair in leftover_cells(held).items()]
    assert same == asked.union(*(pair for pair in pairs if pair & asked))  # cooked for two meals: locked at both
    assert len(same) > 7
    assert changed(held, again) & same == set()
    assert len(changed(held, again)) > 25
    assert {(n, m.slot) for n, day in enumerate(again.days) for m in day.meals if m.locked} == same
    holds(again)


def test_unlocking_sets_a_meal_free(week):
    when = week.days[0].date
    assert not any(m.locked for m in lock(lock(week, when), when, locked=False).days[0].meals)


def test_a_skipped_meal_is_left_out_and_the_day_makes_up_for_it(week):
    when = week.days[2].date
    without = skip(week, when, "lunch")
    assert "lunch" not in [m.slot for m in without.days[2].meals]
    holds(without)
    for n in (0, 1, 3, 4, 5, 6):  # the dinner of the day may be eaten again on the next
        kept = [m for m in week.days[n].meals if (n, m.slot) != (3, "lunch")]
        assert [m for m in without.days[n].meals if (n, m.slot) != (3, "lunch")] == kept
    back = skip(without, when, "lunch", skipped=False)
    assert [m.slot for m in back.days[2].meals] == [m.slot for m in week.days[2].meals]
    holds(back)


def test_a_day_keeps_at_least_one_meal(her, foods):
    day = planner.plan_week(her, foods=foods, days=1)
    for slot in ("breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner"):
        day = skip(day, day.days[0].date, slot)
    assert [m.slot for m in day.days[0].meals] == ["evening_snack"]
    with pytest.raises(planner.PlannerError, match="evening snack is the last meal of"):
        skip(day, day.days[0].date, "evening_snack")
    for locked in (True, False):
        with pytest.raises(planner.PlannerError, match=r"lunch of .* is skipped: plan it again first"):
            lock(day, day.days[0].date, "lunch", locked=locked)
    assert [m.locked for m in lock(day, day.days[0].date).days[0].meals] == [True]


def test_a_locked_meal_survives_another_profile(week):
    when = week.days[4].date
    held = lock(week, when, "breakfast")
    again = replan(held, person=planner.Person(stage="lactating"), preferences=planner.Preferences(system="efsa"))
    assert meal(again, 4, "breakfast").dishes == meal(held, 4, "breakfast").dishes
    # it was made for another energy target; what does not fit now is told, and nothing else is amiss
    assert {(s.date, s.slot) for s in again.shortfalls} <= {(when, "breakfast")}
    assert set(failures(planner.audit(again))["rule"]) == {s.rule for s in again.shortfalls}


def test_a_locked_meal_gives_way_to_an_allergy(week):
    held = week
    for day in week.days:
        held = lock(held, day.date)
    again = replan(held, preferences=planner.Preferences(without=["milk"]))
    holds(again)
    assert any(m.locked for day in again.days for m in day.meals)


def test_a_changed_food_table_keeps_what_is_locked(week, foods):
    frame = foods.frame.copy()
    served = {s.food for m in week.days[0].meals for d in m.dishes for s in d.servings}
    gone = next(f for f in frame.index if f not in served and frame.at[f, "group"] == "fruit")
    other = dataclasses.replace(foods, frame=frame.drop(index=gone), name="mine.csv")
    again = replan(lock(week, week.days[0].date), foods=other)
    assert again.days[0].meals == lock(week, week.days[0].date).days[0].meals
    assert again.foods.name == "mine.csv"


def test_a_locked_food_that_is_gone_is_named(week, foods):
    food = meal(week, 0, "breakfast").dishes[0].servings[0]
    other = dataclasses.replace(foods, frame=foods.frame.drop(index=food.food), name="mine.csv")
    with pytest.raises(planner.PlannerError, match=f"is locked, but mine.csv holds no {food.name}"):
        replan(lock(week, week.days[0].date, "breakfast"), foods=other)


def test_a_day_that_is_not_in_the_plan_is_one_sentence(week):
    with pytest.raises(planner.PlannerError, match="is not in this plan: take a day from"):
        lock(week, datetime.date(2030, 1, 1))
    with pytest.raises(planner.PlannerError, match="the slot can't be 'brunch': take 'breakfast'"):
        skip(week, week.days[0].date, "brunch")


def test_other_dishes_with_a_food_of_her_choice_hold_it_and_cost_what_they_cost(week):
    day = week.days[1].date
    free = {one.dish.dish: one for one in alternatives(week, day, "morning_snack", count=50)}
    food = next(iter(free.values())).dish.servings[0].food
    found = alternatives(week, day, "morning_snack", food=food)
    assert found
    for one in found:
        assert food in {s.food for s in one.dish.servings}
        assert failures(planner.audit(one.plan)).empty
        if one.dish == free[one.dish.dish].dish:
            assert one.points == pytest.approx(free[one.dish.dish].points, abs=1e-3)
    assert any(one.dish == free[one.dish.dish].dish for one in found)
    with pytest.raises(planner.PlannerError, match="the food can't be 'no_such_food': take"):
        alternatives(week, day, "morning_snack", food="no_such_food")


def test_what_is_cooked_for_two_meals_moves_as_one(week):
    (again, cooked), *_ = leftover_cells(week).items()
    when, later = week.days[cooked[0]].date, week.days[again[0]].date
    assert meal(week, again[0], SLOTS[again[1]]).dishes[0].leftover_of == (when, SLOTS[cooked[1]])
    for date, slot in ((when, DINNER), (later, "lunch")):
        taken = alternatives(week, date, slot, count=1)[0]
        dinner, lunch = meal(taken.plan, cooked[0], DINNER).dishes[0], meal(taken.plan, again[0], "lunch").dishes[0]
        assert dinner == taken.dish and lunch == dataclasses.replace(dinner, leftover_of=(when, DINNER))
        holds(taken.plan)
    without = skip(week, when, DINNER)
    assert meal(without, again[0], "lunch").dishes[0].leftover_of is None
    holds(without)


def test_leftovers_are_as_many_as_she_wishes(week):
    def many(plan):
        return sum(d.leftover_of is not None for day in plan.days for m in day.meals for d in m.dishes)

    assert 2 <= many(week) <= 3
    assert many(replan(week, preferences=planner.Preferences(leftovers="none"))) == 0
    often = replan(week, preferences=planner.Preferences(leftovers="many"))
    assert many(often) >= 4
    holds(often)
