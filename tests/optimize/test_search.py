"""The search: what it believes that a meal costs is what the plan costs with it, and the cheaper one wins."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.optimize.bound import Bound, relax
from planner.optimize.build_model import build_model
from planner.optimize.neighbours import changes_of
from planner.optimize.planning import initial_schedule
from planner.optimize.schedule import EmptyCell
from planner.optimize.search import Search
from planner.optimize.weighed_meals import Ledger
from tests.conftest import START
from tests.random_plans import asked, random_schedule


@settings(max_examples=15, deadline=None)
@given(asked(), st.integers(0, 10**6))
def test_what_a_change_is_said_to_cost_is_what_the_plan_costs_with_it(ask, seed):
    rng = random.Random(seed)
    schedule = random_schedule(ask.model(), rng)
    cell = rng.choice(sorted(cell for cell in schedule.meals if cell not in schedule.eaten_again.values()))
    here = schedule.meals[cell]
    before = schedule.points()
    options = changes_of(schedule.ledger, here.columns, cell in schedule.eaten_again)
    schedule.put(cell, None)
    said = EmptyCell(schedule, cell).points(options)
    assert options.columns(len(said) - 1) == here.columns  # the last change is none
    for k in rng.sample(range(len(said)), min(5, len(said))):
        schedule.put(cell, schedule.ledger.weigh(options.columns(k)))
        assert schedule.points() - before == pytest.approx(said[k] - said[-1], rel=1e-6, abs=1e-6)


@pytest.fixture(scope="module")
def relaxed(her, foods) -> tuple[Ledger, Bound]:
    ledger = Ledger(build_model(her, planner.Preferences(), foods, days=2, seed=0, start=START))
    return ledger, relax(ledger)


def searching(relaxed: tuple[Ledger, Bound], seed: int = 0) -> Search:
    ledger, bound = relaxed
    schedule, free = initial_schedule(ledger)
    search = Search(schedule, bound, free, random.Random(seed))
    search.round_relaxation()
    return search


@pytest.mark.parametrize("temperature", [0.0, 0.5])
def test_a_move_tells_by_how_much_the_points_rise(relaxed, temperature):
    search = searching(relaxed)
    for cell in search.free:
        before = search.schedule.points()
        risen = search.move(cell, temperature)
        assert search.schedule.points() - before == pytest.approx(risen, abs=1e-6)
        assert risen <= 0 or temperature


def test_after_a_descent_no_single_change_pays(relaxed):
    search = searching(relaxed)
    search.descend()
    settled = dict(search.schedule.meals)
    assert [search.move(cell, 0.0) for cell in search.free] == [0.0] * len(search.free)
    assert search.schedule.meals == settled


def test_dear_meals_are_drawn_at_a_high_temperature_only(relaxed):
    def points(temperature: float) -> float:
        search = searching(relaxed)
        search.descend()
        for cell in search.free:
            search.move(cell, temperature)
        return search.schedule.points()

    assert points(1e-6) < points(100.0)


def test_a_search_ends_below_the_descent_it_begins_with(relaxed):
    search = searching(relaxed)
    search.descend()
    descended = search.schedule.points()
    search.run(400)
    assert search.schedule.points() < descended
