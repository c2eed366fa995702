"""What another food table does to a plan is said meal by meal, and nothing is counted as nought."""

import pytest

import planner
from planner.assessment.adequacy import intake
from planner.assessment.table_effect import effect_of_table
from planner.foods.food_table import to_csv
from planner.menu.plan import servings_frame


def edited(foods, **cells):
    frame = foods.frame.copy()
    for column, (food, value) in cells.items():
        frame.loc[food, column] = value
    return planner.load_foods(to_csv(frame).encode(), "edited")


@pytest.fixture(scope="module")
def food(week):
    """A food on the plates, the one that brings most calcium."""
    plates = servings_frame(week)
    return plates.groupby("food")["calcium_mg"].sum().idxmax()


def test_the_same_table_changes_nothing(week, foods):
    assert effect_of_table(week, foods).none


def test_a_food_nobody_eats_changes_nothing(week, foods):
    other = next(food for food in foods.frame.index if food not in set(servings_frame(week)["food"]))
    assert effect_of_table(week, edited(foods, calcium_mg=(other, 1.0))).none


def test_a_new_figure_shows_in_its_meals_and_days_and_nowhere_else(week, foods, food):
    new = edited(foods, calcium_mg=(food, foods.frame.at[food, "calcium_mg"] / 10))
    found = effect_of_table(week, new)
    plates = servings_frame(week)
    eaten = plates[plates["food"] == food]
    assert set(found.meals["nutrient"]) == {"calcium_mg"}
    assert set(zip(found.meals["date"], found.meals["slot"], strict=True)) == set(
        zip(eaten["date"], eaten["slot"], strict=True)
    )
    known = intake(found.after).set_index(["date", "nutrient"])["known"]
    for row in found.totals.itertuples():
        lost = eaten.loc[eaten["date"] == row.date, "calcium_mg"].sum() * 0.9
        assert row.before - row.after == pytest.approx(lost)
        assert known[(row.date, "calcium_mg")] == pytest.approx(row.after)
    fell = found.rules[found.rules["kind"] == "hard"]
    assert set(fell["rule"]) == {"cramp minerals"} and not fell["holds"].any()


def test_a_figure_that_becomes_unknown_is_no_longer_counted(week, foods, food):
    found = effect_of_table(week, edited(foods, magnesium_mg=(food, float("nan"))))
    report = planner.assess(found.after)
    rows = report[(report["nutrient"] == "magnesium_mg") & (report["unknown_foods"] > 0)]
    assert set(found.totals["date"]) <= set(rows["date"])


def test_new_grams_of_a_serving_are_on_the_plate(week, foods, food):
    found = effect_of_table(week, edited(foods, serving_g=(food, foods.frame.at[food, "serving_g"] * 2)))
    before, after = (servings_frame(plan).groupby("food")["grams"].sum()[food] for plan in (week, found.after))
    assert after == pytest.approx(2 * before, rel=1e-3)


@pytest.mark.parametrize("how", ["taken out", "retired"])
def test_a_food_that_is_gone_is_named_and_stays_on_the_plate(week, foods, food, how):
    frame = foods.frame.drop(index=food) if how == "taken out" else foods.frame.assign(retired="")
    if how == "retired":
        frame.loc[food, "retired"] = "yes"
    found = effect_of_table(week, planner.load_foods(to_csv(frame).encode(), "edited"))
    assert found.gone == (foods.frame.at[food, "name"],)
    assert found.meals.empty and found.totals.empty
    assert "safety" in set(found.rules["rule"])
