"""The bound is proven: no plan under the same choices costs less, whatever is locked or left out."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.errors import FalseBound
from planner.menu.dishes import load_dishes
from planner.optimize import build_model as laying_out
from planner.optimize.bound import Master, lower_bound
from planner.optimize.build_model import build_model
from planner.optimize.joint_milp import Joint
from planner.optimize.model import Model
from planner.optimize.planning import GivenMeals, improve, solve, what_is_proven
from planner.optimize.pricing import Pricing
from planner.optimize.weighed_meals import Ledger
from planner.reference.table_schemas import SLOTS
from tests.conftest import START
from tests.random_plans import FOODS, Asked, asked, random_meal, random_schedule

LUNCH = SLOTS.index("lunch")


def test_meals_that_are_skipped_ask_for_nothing(her, foods):
    five_lunches = GivenMeals({}, {}, skipped=frozenset((day, LUNCH) for day in range(5)))
    plan = solve(her, planner.Preferences(), foods, START, 7, 1, five_lunches)
    assert plan.shortfalls == ()
    assert 0 < plan.solver.bound < plan.solver.objective
    assert plan.solver.gap > 0


@pytest.mark.parametrize("seed", range(3))
def test_every_system_of_targets_has_a_bound_that_proves_something(foods, seed):
    person, european = planner.Person(trimester=2), planner.Preferences(system="efsa")
    ledger = Ledger(build_model(person, european, foods, days=7, seed=seed, start=START))
    assert lower_bound(ledger) > 5


def test_a_false_bound_is_told_and_never_shown():
    with pytest.warns(FalseBound, match="the bound of 38.2000 points is above the 19.4000 of the plan itself"):
        solver = what_is_proven(19.4, 38.2, 1.0)
    assert (solver.objective, solver.bound, solver.gap) == (19.4, 0.0, 1.0)


def test_the_tests_take_a_false_bound_for_an_error():
    with pytest.raises(FalseBound):
        what_is_proven(19.4, 19.5, 1.0)


def test_a_bound_that_is_reached_leaves_no_gap():
    assert what_is_proven(19.4, 19.4 * (1 + 1e-12), 1.0).gap == 0
    assert what_is_proven(0.0, 0.0, 1.0).gap == 0


@settings(max_examples=15, deadline=None)
@given(asked(), st.integers(0, 10**6))
def test_the_relaxation_costs_no_more_than_any_plan(ask, seed):
    schedule = random_schedule(ask.model(), random.Random(seed))
    master = Master(schedule.ledger, soft=1.0)
    master.add([meal.columns for meal in schedule.meals.values()])
    value, dual = master.solve()
    assert value <= schedule.points() * (1 + 1e-7) + 1e-6  # by the tolerance of HiGHS
    assert master.relaxed(dual, master.column_prices(dual)) <= schedule.points() * (1 + 1e-9)


@settings(max_examples=15, deadline=None)
@given(asked(most_days=3), st.integers(0, 10**6))
def test_no_meal_is_cheaper_than_the_price_of_its_dish(ask, seed):
    rng = random.Random(seed)
    schedule = random_schedule(ask.model(), rng)
    ledger, m = schedule.ledger, schedule.ledger.model
    master, pricing = Master(ledger, soft=1.0), Pricing(ledger)
    master.add([meal.columns for meal in schedule.meals.values()])
    price = master.column_prices(master.solve()[1])
    total, found = pricing.best_with_pairings(price, np.full(len(m.plates), np.inf))
    any_meals = [random_meal(m, plate, rng) for plate in m.plates]
    for columns in (*found, *pricing.best(price)[1], *any_meals):
        plate = ledger.plate(columns)
        if m.plates[plate].day is None:
            costs = price[list(columns)].sum() + ledger.plate_points(plate, columns)
            assert total[plate] <= costs + 1e-6 * max(1.0, abs(costs))


def few(ask: Asked, seed: int) -> Model:
    """A model of two dishes for each slot and two foods for each part, so that HiGHS solves it."""
    rng = random.Random(seed)
    dishes = [d for slot in SLOTS for d in rng.sample([d for d in load_dishes() if slot in d.slots], 2)]
    kept = {food for dish in dishes for food, _ in dish.fixed}
    for part in (part for dish in dishes for part in (*dish.parts, *dish.sides)):
        playing = FOODS.playing(part.role)
        kept |= set(rng.sample(playing, min(part.count + 1, len(playing))))
    kept |= {s.food for dish in ask.locked.values() for s in dish.servings} | set(laying_out.HABIT_FOODS.values())
    frame = FOODS.frame.assign(retired=["" if food in kept else "yes" for food in FOODS.frame.index])
    preferences = ask.preferences.model_copy(update={"exclude": (), "without": (), "diet": "omnivore"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(laying_out, "load_dishes", lambda foods: tuple(dict.fromkeys(dishes)))
        return build_model(
            ask.person,
            preferences,
            replace(FOODS, frame=frame),
            days=ask.days,
            seed=ask.seed,
            start=START,
            fixed=ask.locked,
            skipped=ask.skipped,
            leftovers=ask.leftovers,
        )


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(asked(most_days=2), st.integers(0, 10**6))
def test_the_bound_is_under_what_another_solver_finds(ask, seed):
    model = few(ask, seed)
    bounds = [lower_bound(Ledger(model), softened=softened) for softened in (True, False)]
    solver = Joint(model).programme.highs()
    solver.setOptionValue("time_limit", 3.0)
    solver.run()
    found = solver.getInfo().objective_function_value
    assert max(bounds) <= found * (1 + 1e-6)
    schedule = improve(Ledger(model), {}, 0, 20)[1]
    assert schedule.points() >= solver.getInfo().mip_dual_bound * (1 - 1e-6)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(asked())
def test_whatever_is_asked_for_costs_at_least_the_bound(ask):
    given = GivenMeals(ask.locked, {}, frozenset(ask.locked), ask.skipped)
    plan = solve(ask.person, ask.preferences, FOODS, START, ask.days, ask.seed, given, moves_a_day=20)
    assert 0 <= plan.solver.bound <= plan.solver.objective  # a false bound would have been an error
    assert 0 <= plan.solver.gap <= 1
