"""The Nutrients page without a browser: what it says, what a choice shows, what is drawn only when asked for."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.session.plan_request import assessed, changed_by_hand
from planner.app.widgets.markdown import plain
from tests.plates import plan

SECONDS = 300


def script():
    from planner.app.pages.nutrients import page as coverage

    coverage.page()


def words(at: AppTest) -> str:
    """All text on the page."""
    shown = [*at.markdown, *at.title, *at.header, *at.success, *at.warning, *at.info]
    return "\n".join(str(element.value) for element in shown)


@pytest.fixture(scope="module")
def nutrients_page(week):
    """The page with the week in hand; tests that change it put it back."""
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = assessed(week)
    return at.run()


def test_the_page_draws_its_charts(nutrients_page):
    assert not nutrients_page.exception
    assert [h.value for h in nutrients_page.title] == ["How the nutrients add up"]
    assert len(nutrients_page.get("vega_lite_chart")) == 3


def test_the_charts_are_described_and_said_in_words(nutrients_page):
    for chart, takeaway in zip(
        nutrients_page.get("vega_lite_chart"),
        ("All three cramp minerals reach their target", "Most calcium comes with", "Calcium, magnesium and potassium"),
        strict=True,
    ):
        assert json.loads(chart.proto.spec)["description"].startswith(takeaway)
        assert f"**{takeaway}" in words(nutrients_page)


def test_tables_are_drawn_when_they_are_asked_for(nutrients_page):
    assert not nutrients_page.dataframe


def test_a_nutrient_is_shown_day_by_day_and_food_by_food(nutrients_page):
    nutrients_page.selectbox(key="nutrient_shown").set_value("Iron").run()
    days, foods = (table.value for table in nutrients_page.dataframe)
    assert len(days) == 8 and days["Day"].iloc[-1] == "Mean of the days"
    assert list(foods.columns) == ["Food", "Amount", "Share", "Served"]
    assert "**Iron, day by day.**" in words(nutrients_page)
    nutrients_page.selectbox(key="nutrient_shown").set_value(None).run()
    assert not nutrients_page.dataframe


def test_a_choice_made_by_hand_stands_out_in_the_chart(nutrients_page):
    nutrients_page.selectbox(key="nutrient_shown").set_value("Iron").run()
    spec = json.loads(nutrients_page.get("vega_lite_chart")[0].proto.spec)
    assert spec["params"][0]["value"] == [{"Nutrient": "Iron"}]
    nutrients_page.selectbox(key="nutrient_shown").set_value(None).run()


def test_a_day_changes_the_charts_and_keeps_the_choice(nutrients_page, week):
    nutrients_page.selectbox(key="meal_shown").set_value("13:00 Lunch").run()
    assert "Day" in nutrients_page.dataframe[0].value
    day = week.days[2].date
    nutrients_page.button_group(key="nutrients_day").set_value(str(day)).run()
    assert not nutrients_page.exception
    assert "Wednesday 25 November" in nutrients_page.get("vega_lite_chart")[0].proto.spec
    lunch = next(meal for meal in week.days[2].meals if meal.slot == "lunch")
    served = [serving.name for dish in lunch.dishes for serving in dish.servings]
    assert list(nutrients_page.dataframe[0].value["Food"]) == served
    nutrients_page.selectbox(key="meal_shown").set_value(None)
    nutrients_page.button_group(key="nutrients_day").set_value("mean").run()


def test_a_cell_needs_a_nutrient_and_a_day(nutrients_page):
    nutrients_page.selectbox(key="cell_nutrient").set_value("Zinc").run()
    assert "Now choose a day as well." in words(nutrients_page)
    nutrients_page.selectbox(key="cell_day").set_value("Sun 29").run()
    zinc = nutrients_page.dataframe[0].value["Zinc"]
    assert zinc.str.endswith((" mg", "no figure")).all() and zinc.str.endswith(" mg").sum() > 10
    for key in ("cell_nutrient", "cell_day"):
        nutrients_page.selectbox(key=key).set_value(None)
    nutrients_page.run()


def test_a_shorter_plan_forgets_a_day_that_it_lacks(nutrients_page, week):
    now = nutrients_page.session_state["planned"]
    nutrients_page.button_group(key="nutrients_day").set_value(str(week.days[6].date))
    nutrients_page.selectbox(key="cell_day").set_value("Sun 29").run()
    nutrients_page.session_state["planned"] = assessed(replace(week, days=week.days[:2]))
    nutrients_page.run()
    assert not nutrients_page.exception
    assert nutrients_page.button_group(key="nutrients_day").value == "mean"
    assert nutrients_page.selectbox(key="cell_day").value is None
    nutrients_page.session_state["planned"] = now
    nutrients_page.run()


def test_tea_at_every_meal_is_flagged_for_iron_too(nutrients_page):
    now = nutrients_page.session_state["planned"]
    habit = planner.plan_week(planner.Person(), planner.Preferences(tea=["08:00"]), days=1).days[0]
    tea = next(meal for meal in habit.meals if meal.slot == "habit")
    days = tuple(
        replace(day, meals=(*day.meals, *(replace(tea, time=meal.time) for meal in day.meals))) for day in now.plan.days
    )
    nutrients_page.session_state["planned"] = changed_by_hand(now, replace(now.plan, days=days))
    nutrients_page.run()
    assert not nutrients_page.exception
    assert "What hinders calcium and iron" in [h.value for h in nutrients_page.header]
    assert "mg iron from" in words(nutrients_page)
    assert "how many milligrams it costs, nobody can say" in words(nutrients_page)
    nutrients_page.session_state["planned"] = now


def test_a_hinderer_that_is_not_flagged_says_why():
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = assessed(plan({("lunch", "13:00"): [("spinach_boiled", 1), ("lentils_boiled", 2)]}))
    said = words(at.run())
    assert "Nothing to pull apart" in said
    assert plain("beside it to matter (under 100 mg): spinach, at most 38 mg.") in said
