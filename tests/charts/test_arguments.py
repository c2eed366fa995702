"""A wrong day, nutrient, meal, food or field is one sentence that names the nearest right ones."""

import datetime

import pytest

import planner
from planner import charts
from planner.assessment import Entry, day_of_entries
from planner.menu import servings_frame

START = datetime.date(2026, 11, 23)
OTHER = datetime.date(2027, 1, 1)
DAY = day_of_entries(planner.Person(), [Entry("07:30", "milk_whole", 1.0), Entry("13:00", "banana", 1.0)], when=START)
REPORT = planner.assess(DAY)
SERVINGS = servings_frame(DAY)
NO_DAY = "there are no figures for 2027-01-01: take 'mean' or a day from 2026-11-23 to 2026-11-23"
NOT_IN_PLAN = "the plan has no 2027-01-01: take one of its days, Monday 23 November to Monday 23 November"
ZINC = "the nutrient can't be 'zinc': take 'zinc_mg'"


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.coverage(REPORT, OTHER),
        lambda: charts.describe_coverage(REPORT, OTHER),
        lambda: charts.coverage_table(REPORT, OTHER),
        lambda: charts.by_meal(DAY, OTHER),
        lambda: charts.sources(DAY, OTHER),
        lambda: charts.sources_table(DAY, OTHER),
        lambda: charts.nutrient_foods(SERVINGS, "zinc_mg", OTHER),
        lambda: charts.meal_servings(SERVINGS, "07:30 Breakfast", OTHER),
        lambda: charts.day_servings(SERVINGS, "zinc_mg", OTHER),
    ],
)
def test_a_day_without_figures(draw):
    with pytest.raises(planner.PlannerError) as refused:
        draw()
    assert str(refused.value) == NO_DAY


def test_a_day_as_text_is_no_day():
    with pytest.raises(planner.PlannerError, match="there are no figures for '2026-11-23': take 'mean' or a day from"):
        charts.coverage(REPORT, "2026-11-23")


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.timeline(DAY, OTHER),
        lambda: charts.day_timeline(DAY, OTHER),
        lambda: charts.day_hinderers(DAY, OTHER),
        lambda: charts.by_food(DAY, OTHER, "zinc_mg"),
        lambda: charts.contributions(DAY, OTHER, "zinc_mg"),
        lambda: charts.one_day(DAY, OTHER),
    ],
)
def test_a_day_that_the_plan_lacks(draw):
    with pytest.raises(planner.PlannerError) as refused:
        draw()
    assert str(refused.value) == NOT_IN_PLAN


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.nutrient_days(REPORT, "zinc"),
        lambda: charts.nutrient_foods(SERVINGS, "zinc"),
        lambda: charts.day_servings(SERVINGS, "zinc", START),
        lambda: charts.by_food(DAY, START, "zinc"),
        lambda: charts.contributions(DAY, START, "zinc"),
        lambda: charts.food_bars(charts.by_food(DAY, START, "zinc_mg"), "zinc"),
        lambda: charts.food_table(charts.by_food(DAY, START, "zinc_mg"), "zinc"),
        lambda: charts.foods_takeaway(charts.by_food(DAY, START, "zinc_mg"), "zinc"),
        lambda: charts.served_table(DAY, "zinc"),
    ],
)
def test_a_nutrient_that_is_none(draw):
    with pytest.raises(planner.PlannerError) as refused:
        draw()
    assert str(refused.value) == ZINC


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (
            lambda: charts.meal_servings(SERVINGS, "Lunch"),
            "the meal can't be 'Lunch': take '07:30 Breakfast' or '13:00 Lunch'",
        ),
        (
            lambda: charts.served_table(DAY, "zinc_mg", meal=("13:00", "dinner")),
            "the meal can't be '13:00 dinner': take '07:30 breakfast' or '13:00 lunch'",
        ),
        (
            lambda: charts.served_table(DAY, "zinc_mg", food="milk"),
            "the food can't be 'milk': take 'milk_whole' or 'banana'",
        ),
        (
            lambda: charts.coverage(REPORT, picked={"nutrient": "Calcium"}),
            "what is picked can't be 'nutrient': take 'Nutrient'",
        ),
        (
            lambda: charts.heat_map(REPORT, {"Day": "Mon 23"}),
            "what is picked can't be 'Day': take 'Nutrient' or 'day'",
        ),
        (lambda: charts.sources(DAY, picked={"meal": "Lunch"}), "what is picked can't be 'meal': take 'Meal'"),
        (
            lambda: charts.heat_map(REPORT[REPORT["date"] == "mean"]),
            "the report has no day: take that of a plan of at least one day",
        ),
    ],
)
def test_what_a_chart_does_not_hold(draw, said):
    with pytest.raises(planner.PlannerError) as refused:
        draw()
    assert str(refused.value) == said
