"""The page on a meal of her own: put together, flagged, mended with a click, taken back."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.meal.meal_coverage import absorbed_words, limits_passed, mineral_words
from planner.app.pages.meal.meal_editor import OwnDay, hour_of
from planner.app.pages.meal.meal_flags import nothing_met, why_together
from planner.assessment.own_day import Entry, plan_of_entries
from tests.plates import plan

TODAY = datetime.date(2026, 11, 23)
SECONDS = 300


def script():
    from planner.app.pages.meal import page as meal

    meal.page()


@pytest.fixture
def meal_page():
    at = AppTest.from_function(script, default_timeout=SECONDS).run()
    assert not at.exception
    return at


@pytest.fixture
def with_tea(meal_page):
    """The page with its example: oatmeal, milk and black tea at breakfast."""
    return clicked(meal_page, "own_example")


def clicked(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def button(at, start, label=None):
    return next(b for b in at.button if b.key and b.key.startswith(start) and label in (None, b.label))


def entries(at):
    return {(one.hour, one.food): one.servings for one in at.session_state["own_day"].entries}


def said(at):
    return "\n".join(part.value for kind in (at.markdown, at.success, at.warning, at.info) for part in kind)


def added(at, food, hour=None, servings=None):
    at.selectbox(key="own_food").select(food).run()
    if servings:
        at.number_input(key=f"own_portions_{food}").set_value(servings)
    if hour:
        at.selectbox(key="own_hour").set_value(hour)
    return clicked(at, "own_add")


def test_an_empty_plate_says_how_to_begin(meal_page):
    assert "Nothing is on the plate yet" in said(meal_page)
    assert [title.value for title in meal_page.title] == ["Check a meal"]
    assert meal_page.button(key="own_example").label.startswith("Try it\\: buckwheat with milk, black tea")


def test_the_example_is_flagged_with_size_and_both_views(with_tea):
    text = said(with_tea)
    for word in ("**Black tea** meets", "The article says.", "Hardly any evidence", "By measurement it costs 0 to 8"):
        assert word in text
    assert "Have the black tea at 08" in text


def test_one_click_mends_it_says_so_and_can_be_taken_back(with_tea):
    before = entries(with_tea)
    button(with_tea, "own_do_").click()
    after = with_tea.run()
    assert ("08:45", "tea_black") in entries(after) and ("07:30", "tea_black") not in entries(after)
    assert "Done, nothing is flagged any more" in said(after) and "Nothing to pull apart" in said(after)
    assert entries(clicked(after, "own_undo")) == before
    assert "**Black tea** meets" in said(after)


def test_by_measurement_tea_beside_milk_is_not_flagged(with_tea):
    with_tea.radio[0].set_value("What was measured").run()
    assert "Nothing to pull apart. Neither spinach and sorrel nor wheat bran" in said(with_tea)


def test_foods_are_added_in_portions_of_their_own_measure(meal_page):
    meal_page.selectbox(key="own_food").select("cheddar").run()
    field = meal_page.number_input(key="own_portions_cheddar")
    assert (field.label, field.step) == ("Portions of 1 slice (28\u00a0g)", 0.5)
    added(meal_page, "cheddar", hour="13:00 Lunch", servings=1.5)
    added(meal_page, "bread_rye", servings=2)
    assert entries(meal_page) == {("13:00", "cheddar"): 1.5, ("13:00", "bread_rye"): 2.0}
    assert "**Rye bread** meets" in said(meal_page)


def test_foods_of_two_hours_that_count_together_are_named_with_both(meal_page):
    plate = (Entry("07:30", "yoghurt_whole", 1.0), Entry("08:15", "tea_black", 1.0))
    meal_page.session_state["own_day"] = OwnDay(plate)
    assert "the yoghurt at 07\\:30 and the black tea at 08\\:15 are 45 minutes apart" in said(meal_page.run())


@pytest.mark.parametrize("hour", ["25:99", "soon", " ", "8"])
def test_an_hour_that_can_not_be_is_said_in_a_sentence(hour):
    with pytest.raises(ValueError, match="is not an hour of the day: write it like 08:00"):
        hour_of(hour)


def test_a_food_that_has_left_the_table_is_named_and_not_counted(with_tea):
    now = with_tea.session_state["own_day"]
    with_tea.session_state["own_day"] = OwnDay((*now.entries, Entry("13:00", "plum_cake", 1.0)))
    assert "No longer in the food table, so left out here: plum cake" in said(with_tea.run())
    assert not with_tea.exception


def test_portions_change_foods_go_and_all_starts_again(with_tea):
    field = next(n for n in with_tea.number_input if n.key.endswith("_tea_black"))
    field.set_value(0.5).run()
    assert entries(with_tea)["07:30", "tea_black"] == 0.5
    button(with_tea, "own_off_", "Remove").click()
    with_tea.run()
    assert len(entries(with_tea)) == 2 and "Taken away" in said(with_tea)
    clicked(with_tea, "own_clear")
    assert entries(with_tea) == {} and "Nothing is on the plate yet" in said(with_tea)
    assert len(entries(clicked(with_tea, "own_undo"))) == 2


def test_a_meal_of_the_plan_is_taken_over(meal_page):
    plan_in_hand = meal_page.session_state["planned"].plan
    first = plan_in_hand.days[0].meals[0]
    clicked(meal_page, "own_take_over")
    assert set(entries(meal_page)) == {(first.time, one.food) for dish in first.dishes for one in dish.servings}
    meal_page.selectbox(key="own_from_meal").set_value("All meals of the day").run()
    clicked(meal_page, "own_take_over")
    assert {hour for hour, _ in entries(meal_page)} == {meal.time for meal in plan_in_hand.days[0].meals}


def test_a_meal_is_no_day_so_nothing_is_short(with_tea):
    bars = [part.value for part in with_tea.markdown if "data:image/svg" in part.value]
    assert len(bars) == 3
    assert all("of the target" in text for text in bars)
    assert not any("short" in text for text in bars)


def test_what_is_asked_for_is_worked_out_once(with_tea):
    found = with_tea.session_state["own_found"]
    with_tea.selectbox(key="own_food").select("kefir").run()  # to look up a food changes nothing
    assert with_tea.session_state["own_found"] is found and ("report",) in found.answers


# the words, asked of days put together by hand


def day_of(*plate, base=None):
    return plan_of_entries(base or plan({}), [Entry(hour, food, float(n)) for hour, food, n in plate], TODAY)


def rows_of(day):
    report = planner.assess(day)
    return {row["nutrient"]: row for row in report[report["date"] == TODAY].to_dict("records")}


def test_three_coffees_pass_the_limit_of_caffeine():
    cups = day_of(*((f"{hour}:00", "coffee", 1) for hour in (10, 14, 17)))
    (line,) = limits_passed(cups, list(rows_of(cups).values()))
    assert line.startswith("Caffeine: ") and "At most 200 mg a day" in line
    one = day_of(("10:00", "coffee", 1))
    assert limits_passed(one, list(rows_of(one).values())) == []


def test_an_upper_limit_that_is_passed_is_said():
    much = day_of(*((f"{hour}:00", "cheddar", 8) for hour in (10, 14)))
    lines = limits_passed(much, list(rows_of(much).values()))
    assert any(line.startswith("Calcium: ") and "limit of 2,500 mg" in line for line in lines)


def test_watched_potassium_is_never_to_go():
    base = plan({}, person=planner.Person(age=30, trimester=3, conditions=["kidney_potassium"]))
    day = day_of(("07:30", "banana", 1), base=base)
    words = mineral_words(day, rows_of(day)["potassium_mg"])
    assert "of the target" not in words and "of at most 2,900 mg" in words


def test_absorbed_calcium_is_a_range_for_each_meal_and_no_share_of_a_target():
    lines = absorbed_words(day_of(("07:30", "milk_whole", 1), ("13:00", "tofu_firm_calcium_set", 1)))
    assert len(lines) == 2
    assert all("mg taken up" in line and "%" not in line for line in lines)


@pytest.mark.parametrize(("mode", "without"), [("article", "bran"), ("measured", "chocolate")])
def test_the_kind_word_says_what_was_looked_for(mode, without):
    assert "Nothing to pull apart" in nothing_met(mode) and without not in nothing_met(mode)


def test_foods_of_one_hour_need_no_word_on_hours():
    day = day_of(("07:30", "milk_whole", 1), ("07:30", "tea_black", 1))
    (flag,) = planner.find_pairings(day).to_dict("records")
    assert why_together(day, flag, "article") == ""


def dangerous_foods():
    """The shipped table with a row of liver, as a dietitian might have it, and a plan that uses it."""
    import streamlit as st

    import planner
    from planner.app.pages.meal.meal_flags import safety_first
    from planner.foods.food_table import load_foods
    from tests.plates import plan

    foods = load_foods()
    row = foods.frame.loc[["beef_roast_lean"]].rename(index={"beef_roast_lean": "calf_liver_fried"})
    cells = row.assign(name="Calf liver, fried")
    import pandas as pd

    table = type(foods)(pd.concat([foods.frame, cells]), "mine.csv", "liver")
    safety_first(plan({}, table, planner.Preferences(without=["milk"])), st.session_state["plate"])


def test_a_refused_food_is_named_with_what_and_why():
    at = AppTest.from_function(dangerous_foods, default_timeout=SECONDS)
    at.session_state["plate"] = ["calf_liver_fried", "kefir", "banana"]
    at.run()
    assert not at.exception
    (warning,) = at.warning
    assert warning.icon == ":material/health_and_safety:"
    assert "vitamin A" in warning.value and "Leave it out for the whole pregnancy" in warning.value
    assert [info.value for info in at.info] == ["Not for you by your own answers: kefir (may hold milk)."]
