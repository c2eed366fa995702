"""The joint model, the plan as a solution of it, and the bound that holds for it."""

import datetime

import highspy
import numpy as np
import pytest

import planner
from planner.optimize import week_model
from planner.optimize.bound import lower_bound
from planner.optimize.build_model import build_model
from planner.optimize.joint_milp import Joint
from planner.optimize.limits import windows
from planner.optimize.planning import improve
from planner.optimize.weighed_meals import Ledger

START = datetime.date(2026, 11, 23)
FEW = ["vegetable", "bread_pastry", "fish", "dried_fruit", "sweet"]  # left out, so that HiGHS can solve the rest


@pytest.fixture(scope="module")
def small(her, foods):
    """A day with few foods: model, ledger, bound, schedule."""
    model = build_model(her, planner.Preferences(exclude=FEW, diet="vegetarian"), foods, days=1)
    ledger = Ledger(model)
    return model, ledger, *improve(ledger, {}, 0, 200)


def test_the_plan_is_a_point_of_the_joint_model_with_the_same_objective(small):
    model, _, _, schedule = small
    joint = Joint(model)
    p = joint.programme
    x = joint.solution({cell: meal.columns for cell, meal in schedule.meals.items()})
    assert float(np.array(p.cost) @ x) == pytest.approx(schedule.points())
    assert ((x >= np.array(p.lower) - 1e-9) & (x <= np.array(p.upper) + 1e-9)).all()
    for name, index, value, low, high in zip(p.row_names, p.index, p.value, p.row_lower, p.row_upper, strict=True):
        assert low - 1e-6 <= float(value @ x[index]) <= high + 1e-6, name


@pytest.mark.slow
def test_no_solution_of_the_joint_model_is_under_the_bound(small):
    model, _, bound, schedule = small
    solver = Joint(model).programme.highs()
    solver.setOptionValue("mip_rel_gap", 0.02)
    solver.setOptionValue("time_limit", 60.0)
    solver.run()
    best, proven = solver.getInfo().objective_function_value, solver.getInfo().mip_dual_bound
    assert bound.value <= best + 1e-6
    assert schedule.points() >= proven - 1e-6


@pytest.mark.slow
def test_the_bound_is_under_every_plan_of_two_days(her, foods):
    model = build_model(her, planner.Preferences(), foods, days=2)
    ledger = Ledger(model)
    bound = lower_bound(ledger)
    for seed in range(3):
        _, schedule = improve(ledger, {}, seed, 30)
        assert schedule.points() >= bound - 1e-9


def test_every_row_and_column_has_a_name_of_its_own(her, foods, tmp_path):
    programme = week_model(her, planner.Preferences(exclude=FEW, diet="vegetarian"), foods, days=2)
    assert len(set(programme.names)) == len(programme.names)
    assert len(set(programme.row_names)) == len(programme.row_names)
    assert "over|caffeine|caffeine_mg|1" in programme.row_names
    programme.write(tmp_path / "days.mps")
    again = highspy.Highs()
    again.setOptionValue("output_flag", False)
    again.readModel(str(tmp_path / "days.mps"))
    assert (again.getNumCol(), again.getNumRow()) == (len(programme.names), len(programme.row_names))


def test_the_plan_says_how_good_it_is(week):
    assert 0 < week.solver.bound <= week.solver.objective
    assert week.solver.gap == pytest.approx(1 - week.solver.bound / week.solver.objective, abs=1e-3)
    assert week.solver.seconds > 0


def test_windows_cover_every_day():
    assert windows(7, 10) == [range(7), range(1, 8), range(2, 9), range(3, 10)]
    assert windows(7, 3) == [range(3)]
    assert windows("week", 10) == [range(7), range(7, 10)]
    assert windows("plan", 10) == [range(10)]
