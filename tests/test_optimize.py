"""Plans keep the rules for every kind of woman, and say so when they can't."""

import datetime

import highspy
import pytest

import planner
from planner.audit import failures
from planner.optimize.model import Model
from planner.optimize.planning import _draw, _open_dishes
from planner.optimize.rules import RULES
from planner.tables import read

START = datetime.date(2026, 11, 23)
Person, Preferences = planner.Person, planner.Preferences


def check(plan):
    assert failures(planner.audit(plan))[["rule", "date", "slot", "detail"]].to_dict("records") == []
    assert plan.shortfalls == ()
    assert planner.find_pairings(plan).empty


@pytest.mark.parametrize(
    ("person", "system"),
    [
        (Person(trimester=1), "dri"),
        (Person(trimester=2), "dri"),
        (Person(trimester=3), "efsa"),
        (Person(stage="lactating"), "dri"),
        (Person(stage="lactating", half_year=2), "efsa"),
        (Person(age=16, trimester=2), "dri"),
        (Person(stage="adult"), "efsa"),
        (Person(age=45, stage="adult", height=155, weight=50, activity="sedentary"), "dri"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else f"{value.stage} {value.age} {value.trimester or value.half_year}"
    ),
)
def test_a_week_keeps_every_hard_rule(person, system, foods):
    check(planner.plan_week(person, Preferences(system=system), foods=foods, start=START))


@pytest.mark.parametrize(
    "preferences",
    [
        Preferences(diet="vegan"),
        Preferences(without=["milk", "gluten"]),
        Preferences(exclude=["fish", "tofu_firm_calcium_set"]),
        Preferences(coffee=["08:00"], tea=["16:00"]),
        Preferences(pairings="measured"),
        Preferences(hours={"morning_snack": "08:20", "breakfast": "07:30"}),
    ],
    ids=["vegan", "no milk, no gluten", "no fish", "coffee and tea", "measured", "early snack"],
)
def test_choices_are_kept(preferences, her, foods):
    check(planner.plan_week(her, preferences, foods=foods, start=START, days=3))


def test_a_cup_drunk_anyway_is_in_the_plan_and_calcium_keeps_away(her, foods):
    plan = planner.plan_week(her, Preferences(coffee=["08:00"]), foods=foods, start=START, days=1)
    day = plan.days[0]
    assert [meal.time for meal in day.meals] == sorted(meal.time for meal in day.meals)
    assert any(meal.slot == "habit" and meal.dishes[0].dish == "coffee" for meal in day.meals)
    breakfast = next(meal for meal in day.meals if meal.slot == "breakfast")
    calcium = sum(foods.frame.at[s.food, "calcium_mg"] * s.grams / 100 for d in breakfast.dishes for s in d.servings)
    assert calcium < 100


def test_rules_that_clash_leave_a_plan_with_named_shortfalls(her, foods):
    plan = planner.plan_week(her, Preferences(coffee=["08:00", "12:00", "15:00"]), foods=foods, start=START, days=1)
    assert len(plan.days[0].meals) == 9
    (miss,) = [s for s in plan.shortfalls if s.rule == "caffeine"]
    assert miss.amount == pytest.approx(3 * 237 * 0.40 - 200)
    assert {row["rule"] for row in failures(planner.audit(plan)).to_dict("records")} == {"caffeine"}


def test_where_no_dish_is_left_it_says_which_slot_and_why(her, foods):
    groups = [g for g in foods.frame["group"].unique() if g not in ("drink", "fat")]
    with pytest.raises(planner.PlannerError, match=r"no dish is left for breakfast .*allow some foods again"):
        planner.plan_week(her, Preferences(exclude=groups), foods=foods)


def test_same_input_same_plan_and_another_seed_another(her, foods):
    one, two, other = (planner.plan_week(her, foods=foods, start=START, days=2, seed=s) for s in (1, 1, 2))
    assert one.days == two.days
    assert one.days != other.days


def test_the_plan_says_how_good_it_is(week):
    assert 0 < week.solver.bound <= week.solver.objective
    assert week.solver.gap == pytest.approx(1 - week.solver.bound / week.solver.objective, abs=1e-3)
    assert week.solver.seconds > 0


def test_days_are_1_to_14(her):
    with pytest.raises(planner.PlannerError, match="days is 15: plan 1 to 14 days"):
        planner.plan_week(her, days=15)


@pytest.fixture(scope="module")
def model(her, foods):
    import random

    preferences = Preferences()
    dishes = _draw(_open_dishes(foods, preferences), 4, random.Random(0))
    model = Model(planner.daily_targets(her), preferences, foods, (START,), (0,))
    model.build({0: dishes})
    for rule in RULES:
        rule(model)
    return model


def test_every_row_and_column_has_a_name_of_its_own(model, tmp_path):
    programme = model.programme
    assert len(set(programme.names)) == len(programme.names)
    assert all(programme.row_names)
    programme.write(tmp_path / "day.mps")
    again = highspy.Highs()
    again.setOptionValue("output_flag", False)
    again.readModel(str(tmp_path / "day.mps"))
    assert (again.getNumCol(), again.getNumRow()) == (len(programme.names), len(programme.row_names))
    assert "over|caffeine|caffeine_mg|0" in programme.row_names


def test_every_rule_of_the_table_is_a_function_of_its_name():
    names = {rule.__name__ for rule in RULES}
    wanted = {name.replace(",", "").replace(" ", "_") for name in read("menu_rules")["rule"]}
    assert wanted - names == {"safety"}  # what is refused is not among the columns at all


def test_the_solution_recomputes_to_the_objective_and_every_row_holds(model):
    x, objective, bound = model.programme.solve(20, 0.5)
    p = model.programme
    assert sum(c * v for c, v in zip(p.cost, x, strict=True)) == pytest.approx(objective)
    assert bound <= objective + 1e-9
    for name, index, value, low, high in zip(p.row_names, p.index, p.value, p.row_lower, p.row_upper, strict=True):
        total = float((value * x[index]).sum())
        assert low - 1e-4 <= total <= high + 1e-4, name
