"""The clock of a day says what the plan says: eaten, absorbed, what hinders and when."""

import datetime
import json
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner import Preferences
from planner.assessment.absorption import absorbed_calcium
from planner.assessment.tea_hours import clear_hours
from planner.charts.food_contributions import MOST, by_food, contributions, food_table, foods_takeaway, without_figure
from planner.charts.palette import MINERALS
from planner.charts.serving_tables import served_table
from planner.charts.timeline_chart import timeline
from planner.charts.timeline_layout import Clock, name_lines, shaded_hours
from planner.charts.timeline_rows import (
    absorbed_table,
    day_hinderers,
    day_takeaway,
    day_timeline,
    one_day,
)
from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import servings_frame
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from tests.plates import START, plan

BREAKFAST, LUNCH, DINNER = ("breakfast", "07:30"), ("lunch", "13:00"), ("dinner", "19:00")


def had(hour):
    return ("habit", hour)


def spec(chart):
    return json.loads(chart.to_json())


def rows_with(chart, *columns) -> pd.DataFrame:
    """The first data set of a chart that has these columns."""
    return pd.DataFrame(
        next(rows for rows in spec(chart)["datasets"].values() if rows and set(columns) <= set(rows[0]))
    )


def words(chart) -> list[str]:
    return rows_with(chart, "few", "many")["many"].tolist()


def unknown(foods, food, nutrient) -> FoodTable:
    """The food table with one figure missing."""
    frame = foods.frame.copy()
    frame.loc[food, nutrient] = float("nan")
    return replace(foods, frame=frame)


@pytest.fixture(scope="module")
def anyway(her, foods):
    """A day with tea, coffee and chocolate had anyway."""
    wishes = Preferences(tea=["13:30"], coffee=["09:00"], chocolate=["16:30"])
    return planner.plan_week(her, wishes, foods=foods, start=START, days=1)


def test_each_meal_stands_at_its_hour_with_what_is_eaten_and_absorbed(week):
    rows = day_timeline(week, START)
    day = next(day for day in week.days if day.date == START)
    assert list(zip(rows["slot"], rows["time"], strict=True)) == [(meal.slot, meal.time) for meal in day.meals]
    frame = servings_frame(week)
    lunch = frame[(frame["date"] == START) & (frame["slot"] == "lunch")]
    found = rows.set_index("slot").loc["lunch"]
    assert found["eaten"] == pytest.approx(lunch["calcium_mg"].sum())
    assert found["central"] == absorbed_calcium(lunch, week.person).central
    assert (rows["low"] <= rows["central"]).all() and (rows["central"] <= rows["high"]).all()
    assert (rows["high"] <= rows["eaten"]).all()


def test_the_meals_of_every_day_add_up_to_the_report(week):
    report = planner.assess(week).set_index(["date", "nutrient"])
    for day in week.days:
        known = report.at[(day.date, "calcium_mg"), "known"]
        assert day_timeline(week, day.date)["eaten"].sum() == pytest.approx(known)
        assert by_food(week, day.date, "calcium_mg")["amount"].sum() == pytest.approx(known)


def test_a_day_that_the_plan_lacks_is_said_in_a_sentence(week):
    with pytest.raises(PlannerError, match=r"the plan has no 2027-01-01: take one of its days, Monday 23 November to"):
        timeline(week, datetime.date(2027, 1, 1))


def test_tea_coffee_and_chocolate_had_anyway_stand_on_the_lane_with_their_hours(anyway):
    rows = day_hinderers(anyway, START).set_index("name")
    tannin = next(rule["hours_apart"] for rule in read("pairing_rules").to_dict("records") if rule["affects"] == "iron")
    for name, minute in (("Black tea", 13 * 60 + 30), ("Coffee", 9 * 60)):
        assert rows.at[name, "minute"] == minute
        assert (rows.at[name, "first"], rows.at[name, "last"]) == (minute - 60 * tannin, minute + 60 * tannin)
    assert rows.at["Dark chocolate", "time"] == "16:30"
    assert not rows["flagged"].any()
    assert {"Black tea", "Coffee", "Dark chocolate"} <= set(words(timeline(anyway, START)))


def test_a_flagged_pairing_has_another_sign_and_says_what_it_meets():
    day = plan({BREAKFAST: [("milk_whole", 1), ("tea_black", 1)], LUNCH: [("tea_black", 1)]})
    rows = day_hinderers(day, START).set_index("time")
    assert rows["flagged"].to_dict() == {"07:30": True, "13:00": False}
    assert rows.at["07:30", "text"] == "Black tea meets calcium"
    chart = timeline(day, START)
    signs = rows_with(chart, "sign")
    assert signs["sign"].tolist() == ["triangle-up", "circle"] and signs["ink"].nunique() == 2
    assert "Black tea meets calcium at 07:30" in spec(chart)["description"]


def test_what_meets_two_minerals_says_both():
    day = plan({LUNCH: [("milk_whole", 1), ("lentils_boiled", 2), ("tea_black", 1)]})
    assert day_hinderers(day, START)["text"].tolist() == ["Black tea meets calcium and iron"]


def test_by_measurement_bread_and_chocolate_hinder_nothing():
    meals = {BREAKFAST: [("bread_rye", 1), ("dark_chocolate", 1), ("wheat_bran", 1)]}
    assert set(day_hinderers(plan(meals), START)["name"]) == {"Rye bread", "Dark chocolate", "Wheat bran"}
    measured = plan(meals, preferences=Preferences(pairings="measured"))
    assert set(day_hinderers(measured, START)["name"]) == {"Wheat bran"}


def test_the_line_stands_at_the_bound_of_the_rule(week):
    table = read("menu_rules").set_index("rule")
    bound = f"{table.at['calcium spread', 'upper']:,.0f} mg"
    assert any(text.startswith(f"{bound}: best no more") for text in words(timeline(week, START)))


def test_the_green_lane_is_that_of_the_clear_hours(anyway):
    clear = clear_hours(anyway)[START]
    rects = rows_with(timeline(anyway, START), "ink", "edge")
    lowest = rects[rects["y2"] == rects["y2"].max()]
    clock = [tuple(60 * int(text[:2]) + int(text[3:]) for text in span) for span in clear]
    assert list(zip(lowest["x"], lowest["x2"], strict=True)) == clock


def test_a_meal_without_a_figure_is_not_drawn_as_nothing(foods):
    meals = {BREAKFAST: [("apple", 1)], LUNCH: [("apple", 1), ("milk_whole", 1)], DINNER: [("milk_whole", 1)]}
    day = plan(meals, foods=unknown(foods, "apple", "calcium_mg"))
    rows = day_timeline(day, START)
    table = absorbed_table(rows)
    assert table["Calcium eaten"].tolist()[0] == "no figure"
    assert table["Calcium eaten"].tolist()[1].startswith("at least ")
    assert "1 of 2 foods gives no figure" in table["Calcium eaten"].tolist()[1]
    said = words(timeline(day, START))
    assert "no figure" in said and any(text.startswith("≥ ") for text in said)
    assert day_takeaway(rows, []).startswith("At least ")


def test_the_takeaway_names_the_largest_meal_and_the_good_hours():
    day = plan({BREAKFAST: [("apple", 1)], LUNCH: [("milk_whole", 1)], DINNER: [("apple", 1)]})
    said = day_takeaway(day_timeline(day, START), clear_hours(day)[START])
    assert "most with the lunch at 13:00: 276 mg." in said
    assert "Tea and coffee do no harm from 07:30 to 11:45 and from 14:15 to 19:00." in said
    assert spec(timeline(day, START))["description"].startswith(said)


def test_where_no_hour_is_good_for_tea_this_is_said():
    hours = zip(SLOTS[:4], range(8, 12), strict=True)
    day = plan({(slot, f"{hour:02d}:00"): [("milk_whole", 1)] for slot, hour in hours})
    said = day_takeaway(day_timeline(day, START), clear_hours(day)[START])
    assert said.endswith("No hour of this day is good for tea or coffee.")
    assert "No good hour for tea or coffee between the meals" in words(timeline(day, START))


def test_one_meal_is_a_day_too():
    chart = timeline(plan({BREAKFAST: [("apple", 1)]}), START)
    assert "tea" not in spec(chart)["description"]
    first, last = next(
        layer["encoding"]["x"]["scale"]["domain"] for layer in spec(chart)["layer"] if "scale" in layer["encoding"]["x"]
    )
    assert first < 7.5 * 60 < last and last - first >= 600


def test_spinach_had_anyway_at_lunch_stands_beside_it_not_on_it():
    day = plan({LUNCH: [("milk_whole", 1)], had("13:00"): [("spinach_boiled", 1)], DINNER: [("apple", 1)]})
    rects = rows_with(timeline(day, START), "ink", "edge")
    bars = rects[(rects["fill"] == 0.3)].sort_values("x")
    lunch, spinach = bars.iloc[0], bars.iloc[1]
    assert spinach["x"] > lunch["x2"]


HOURS = st.lists(st.integers(0, 1439), min_size=1, max_size=12).map(sorted)


@given(HOURS, st.data())
@settings(max_examples=60, deadline=None)
def test_no_name_on_the_lane_covers_another(hours, data):
    names = st.sampled_from(["Tea", "Dark chocolate", "Rye bread meets calcium"])
    hindering = [{"minute": minute, "text": data.draw(names)} for minute in hours]
    clock = Clock(-45, 1500, 600.0)
    taken: dict[int, list[tuple[float, float]]] = {}
    for row, line in zip(hindering, name_lines(hindering, clock), strict=True):
        at, long = clock.along(row["minute"]) * 290, 6 * len(row["text"])
        span = (at - long, at) if clock.late(row["minute"]) else (at, at + long)
        assert all(span[0] >= last or span[1] <= first for first, last in taken.get(line, []))
        taken.setdefault(line, []).append(span)


@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(1, 120)), max_size=8))
def test_the_shaded_hours_never_lie_on_each_other_and_leave_none_out(spans):
    hindering = [{"first": first, "last": first + long} for first, long in spans]
    bands = list(shaded_hours(hindering, 300.0))
    assert all(one["x2"] < other["x"] for one, other in pairwise(bands))
    assert all(any(band["x"] <= row["first"] and row["last"] <= band["x2"] for band in bands) for row in hindering)


def test_foods_stand_in_order_and_the_unknown_come_last(foods):
    less = unknown(foods, "banana", "magnesium_mg")
    day = plan({BREAKFAST: [("banana", 1), ("milk_whole", 1)], LUNCH: [("almonds", 1), ("milk_whole", 1)]}, foods=less)
    rows = by_food(day, START, "magnesium_mg")
    assert rows["food"].tolist() == ["almonds", "milk_whole", "banana"]
    assert rows["amount"].isna().tolist() == [False, False, True]
    assert rows["share"].sum() == pytest.approx(1)
    assert without_figure(rows) == ["banana"]
    said = foods_takeaway(rows, "magnesium_mg")
    assert said.startswith("Most of the magnesium that is known comes from almonds") and "No figure: banana." in said
    assert food_table(rows, "magnesium_mg").iloc[-1].tolist()[2:] == ["no figure", "—"]
    assert "Banana" not in set(rows_with(contributions(day, START, "magnesium_mg"), "Food", "amount")["Food"])


def test_a_nutrient_that_no_food_brings_is_said():
    day = plan({BREAKFAST: [("apple", 1)]})
    rows = by_food(day, START, "vitamin_b12_ug")
    assert foods_takeaway(rows, "vitamin_b12_ug") == "No food of this day is known to bring vitamin B12."
    assert rows["share"].sum() == 0


def test_beyond_the_first_dozen_foods_are_summed(week):
    rows = by_food(week, START, "potassium_mg")
    bars = rows_with(contributions(week, START, "potassium_mg"), "Food", "amount")
    known = rows[rows["amount"] > 0]
    assert len(known) > MOST and len(bars) == MOST + 1
    assert bars["amount"].sum() == pytest.approx(known["amount"].sum())
    assert bars.iloc[-1]["Food"] == f"{len(known) - MOST} other foods"


def test_the_three_minerals_have_their_colours_and_others_none_of_them(week):
    inks = {key: rows_with(contributions(week, START, key), "ink")["ink"].iloc[0] for key in (*MINERALS, "zinc_mg")}
    assert {key: inks[key] for key in MINERALS} == MINERALS
    assert inks["zinc_mg"] not in MINERALS.values()


def test_the_table_of_the_plates_is_filtered_by_meal_or_food(week):
    day = one_day(week, START)
    whole = served_table(day, "calcium_mg")
    lunch = served_table(day, "calcium_mg", meal=("13:00", "lunch"))
    assert len(whole) == sum(len(dish.servings) for meal in day.days[0].meals for dish in meal.dishes)
    assert lunch["Food"].tolist() == whole.loc[whole["Meal"] == "13:00 Lunch", "Food"].tolist()
    food = day.days[0].meals[0].dishes[0].servings[0]
    assert set(served_table(day, "calcium_mg", food=food.food)["Food"]) == {food.name}
