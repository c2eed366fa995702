"""Own dishes on the Food table page: a form, tried in the week at once, saved with their history."""

from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.foods.dish_form import ALWAYS, BESIDE, IN_IT, _cells
from planner.app.session.plan_request import Request, assessed
from planner.errors import PlannerError
from planner.store import DishStore, Store, alone
from tests import ROOT
from tests.menu.test_own_dishes import LENTILS

SECONDS = 300
FOODS = planner.load_foods()


def page_script():
    from planner.app.pages.foods import page

    page.page()


def dishes_page(rows=(LENTILS,)):
    at = AppTest.from_function(page_script, default_timeout=SECONDS)
    at.session_state["food_view"] = "Own dishes"
    at.session_state["own_dishes"] = tuple(rows)
    at.session_state["own_dish_next"] = rows[0].dish if rows else None
    return at.run()


def parts(*lines):
    return pd.DataFrame(lines, columns=["Name", "Food", "From", "To", "Where"])


def test_a_saved_dish_stands_in_the_form_as_it_is():
    at = dishes_page()
    assert not at.exception
    assert at.text_input(key="dish_title_own_lentils_0").value == LENTILS.title
    assert at.text_area(key="dish_steps_own_lentils_0").value.splitlines() == LENTILS.steps.split(" | ")
    assert at.number_input(key="dish_hands_own_lentils_0").value == 10


def test_a_dish_is_saved_with_its_history_and_goes_back_a_version():
    at = dishes_page()
    at.text_input(key="dish_title_own_lentils_0").set_value("Aunt's lentils with {herb}")
    at.text_input(key="dish_reason_own_lentils_0").set_value("aunt")
    at.button(key="dish_save_own_lentils_0").click().run()
    at.text_input(key="dish_title_own_lentils_1").set_value("Mother's lentils with {herb}")
    at.text_input(key="dish_reason_own_lentils_1").set_value("mother")
    at.button(key="dish_save_own_lentils_1").click().run()
    assert not at.exception and not at.error
    store = DishStore(Store().database, alone())
    assert [one.row["title"][:6] for one in store.history("own_lentils")] == ["Mother", "Aunt's"]
    at.session_state["dish_history"] = True
    at.run()
    at.button(key="dish_back_1").click().run()
    assert at.session_state["own_dishes"][0].title == "Aunt's lentils with {herb}"
    assert len(store.history("own_lentils")) == 3
    at.session_state["dish_history"] = True
    at.run()
    at.button(key="dish_off").click().run()
    assert at.session_state["own_dishes"] == ()
    assert "own_lentils" not in [one.name for one in store.dishes()]


def test_a_fault_is_said_and_nothing_is_saved():
    at = dishes_page([replace(LENTILS, dish="own_faulty")])
    at.text_area(key="dish_steps_own_faulty_0").set_value("Warm the {beans}.")
    at.text_input(key="dish_reason_own_faulty_0").set_value("beans")
    at.button(key="dish_save_own_faulty_0").click().run()
    assert "the steps name" in at.error[0].value.lower()
    at.text_area(key="dish_steps_own_faulty_0").set_value("Warm it.")
    at.text_input(key="dish_reason_own_faulty_0").set_value("")
    at.button(key="dish_save_own_faulty_0").click().run()
    assert len(at.error) == 1 and "reason" in at.error[0].value
    assert "own_faulty" not in [one.name for one in DishStore(Store().database, alone()).dishes()]


def test_a_dish_can_be_tried_only_once_there_is_a_week():
    at = dishes_page()
    at.button(key="dish_try_own_lentils_0").click().run()
    assert "no week has been planned" in at.error[0].value.lower()


def test_a_dish_is_tried_in_the_week_at_once_and_taken_back(week, monkeypatch):
    opened = []
    monkeypatch.setattr("streamlit.switch_page", lambda page: opened.append(page.title))
    form = AppTest.from_function(page_script, default_timeout=SECONDS)
    form.session_state["food_view"], form.session_state["own_dish_next"] = "Own dishes", LENTILS.dish
    form.session_state["own_dishes"], form.session_state["planned"] = (LENTILS,), assessed(week)
    form.session_state["request"] = asked = Request(week.person, week.preferences, week.days[0].date)
    form.run()
    form.button(key="dish_try_own_lentils_0").click().run()
    assert not form.exception and not form.error and opened == ["Week"]
    when, slot = form.session_state["stand_at"]
    assert slot in ("lunch", "dinner")

    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    at.session_state["planned"], at.session_state["request"], at.session_state["question"] = assessed(week), asked, 3
    at.run()
    for key in ("own_dishes", "steps", "stand_at"):
        at.session_state[key] = form.session_state[key]
    at.run()
    after = at.session_state["planned"].plan
    day = next(day for day in after.days if day.date == when)
    tried = next(meal for meal in day.meals if meal.slot == slot)
    assert tried.dishes[0].title.startswith("Grandmother's lentils with ") and tried.locked
    assert [one.food for one in tried.dishes[0].servings][-1] == "salt"
    assert [meal for meal in day.meals if meal.locked] == [tried], "all else of the day may change again"
    other = next(day for day in week.days if day.date == when)
    assert {m.slot: m.dishes for m in day.meals if m is not tried} != {
        m.slot: m.dishes for m in other.meals if m.slot != slot
    }, "the rest of the day is planned round it"
    assert any("is now “Grandmother's lentils" in one.value for one in at.info) and "stand_at" not in at.session_state
    at.button(key="undo").click().run()
    assert at.session_state["planned"].plan.days == week.days


def test_a_dish_for_no_meal_of_the_day_or_without_a_food_is_said(week):
    from planner.app.session.dishes_in_use import with_dish_tried
    from planner.menu.own_dishes import with_dishes

    vegan = replace(week, preferences=planner.Preferences(exclude=["lentils_boiled"]))
    table = with_dishes(FOODS, [LENTILS])
    with pytest.raises(PlannerError, match="no food that you eat fills lentils"):
        with_dish_tried(vegan, "own_lentils", table, week.days[0].date)


def test_the_parts_become_the_cells_of_a_row():
    lines = parts(
        ("Lentils", str(FOODS.frame.at["lentils_boiled", "name"]), 0.5, 1.5, IN_IT),
        (None, str(FOODS.frame.at["apple", "name"]), 1.0, None, BESIDE),
        (None, str(FOODS.frame.at["salt", "name"]), None, None, ALWAYS),
    )
    assert _cells(lines, FOODS) == {
        "parts": "lentils=lentils_boiled 0.5-1.5", "sides": "apple=apple 1", "fixed": "salt 1"
    }  # fmt: skip
    with pytest.raises(PlannerError, match="a part has no food"):
        _cells(parts(("Lentils", None, 1.0, 1.0, IN_IT)), FOODS)
