"""The Nutrients page without a browser: what it says, what a choice shows, what is drawn only when asked for."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.planned import checked, steered

SECONDS = 60


def script():
    from planner.app import coverage

    coverage.page()


def words(at: AppTest) -> str:
    """All text on the page."""
    shown = [*at.markdown, *at.title, *at.header, *at.success, *at.warning, *at.info]
    return "\n".join(str(element.value) for element in shown)


@pytest.fixture(scope="module")
def nutrients_page(week):
    """The page with the week in hand; tests that change it put it back."""
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = checked(week)
    return at.run()


def test_the_page_draws_its_charts(nutrients_page):
    assert not nutrients_page.exception
    assert [h.value for h in nutrients_page.title] == ["How the nutrients add up"]
    assert len(nutrients_page.get("vega_lite_chart")) == 3


def test_tea_at_every_meal_is_flagged_for_iron_too(nutrients_page):
    now = nutrients_page.session_state["planned"]
    habit = planner.plan_week(planner.Person(), planner.Preferences(tea=["08:00"]), days=1).days[0]
    tea = next(meal for meal in habit.meals if meal.slot == "habit")
    days = tuple(
        replace(day, meals=(*day.meals, *(replace(tea, time=meal.time) for meal in day.meals))) for day in now.plan.days
    )
    nutrients_page.session_state["planned"] = steered(now, replace(now.plan, days=days))
    nutrients_page.run()
    assert not nutrients_page.exception
    assert "What hinders calcium and iron" in [h.value for h in nutrients_page.header]
    assert "mg iron from" in words(nutrients_page)
    assert "how many milligrams it costs, nobody can say" in words(nutrients_page)
    nutrients_page.session_state["planned"] = now
