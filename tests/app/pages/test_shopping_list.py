"""The shopping list on the Week page: by aisle, its ticks in the address, without what is at home."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.week.shopping_section import ticked_lines, ticks_code
from planner.exports.shopping import SHELF
from tests.plates import eaten_twice

SECONDS = 300


def script():
    from planner.app.pages.week.shopping_section import shopping_section

    shopping_section()


def list_page(at_home=(), **address):
    from planner.app.session.plan_request import Request, assessed

    plan = dataclasses.replace(eaten_twice(), preferences=planner.Preferences(at_home=list(at_home)))
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = assessed(plan)
    at.session_state["request"] = Request(plan.person, plan.preferences, plan.days[0].date, len(plan.days))
    at.session_state["shopping_shown"] = True
    at.query_params.update(address)
    return at.run()


def boxes(at):
    assert not at.exception
    return {box.label.split(":")[0]: box for box in at.checkbox}


def test_the_list_stands_by_aisle_and_tells_what_is_left_over():
    at = list_page()
    assert "left\\: 1 year once opened" in boxes(at)["dried lentils"].label
    titles = [one.value for one in at.markdown if one.value.startswith("**")]
    assert titles[-1] == f"**{SHELF}**" and titles[0] == "**Vegetables**"
    assert not any(box.value for box in at.checkbox)


def test_what_is_at_home_is_on_no_list_and_is_used_up_first_from_then_on():
    at = list_page()
    lines = len(at.checkbox)
    before = at.session_state["planned"].plan
    at.multiselect(key="have_at_home").set_value(["carrots_boiled"]).run()
    assert "carrots" not in boxes(at) and len(at.checkbox) == lines - 1
    after = at.session_state["planned"].plan
    assert after.preferences.at_home == ("carrots_boiled",) and after.days == before.days
    assert at.session_state["request"].preferences.at_home == ("carrots_boiled",)
    at.multiselect(key="have_at_home").set_value([]).run()
    assert "carrots" in boxes(at)


def test_ticks_are_in_the_address_and_outlive_a_reload():
    at = list_page()
    at.checkbox[1].check().run()
    at.checkbox[3].check().run()
    ticked = [box.value for box in at.checkbox]
    assert sum(ticked) == 2
    again = list_page(bought=at.query_params["bought"])
    assert [box.value for box in again.checkbox] == ticked
    again.checkbox[1].uncheck().run()
    again.checkbox[3].uncheck().run()
    assert "bought" not in again.query_params


def test_the_list_opens_with_the_ticks_of_a_link():
    code = ticks_code({"carrots_boiled"}, list(planner.load_foods().frame.index))
    ticked = [name for name, box in boxes(list_page(bought=code)).items() if box.value]
    assert ticked == ["carrots"]


def test_what_is_ticked_stays_so_when_the_list_changes():
    at = list_page()
    boxes(at)["carrots"].check().run()
    first = next(box.key.split("_", 3)[3] for name, box in boxes(at).items() if name != "carrots")
    before = len(at.checkbox)
    at.multiselect(key="have_at_home").set_value([first]).run()
    assert [name for name, box in boxes(at).items() if box.value] == ["carrots"] and len(at.checkbox) == before - 1


@given(st.sets(st.integers(0, 79)))
def test_a_code_ticks_what_was_ticked(lines):
    order = [f"food_{n}" for n in range(80)]
    ticked = {order[n] for n in lines}
    code = ticks_code(ticked, order)
    assert ticked_lines(code, order) == ticked and len(code) < 15


@pytest.mark.parametrize("code", ["", "?", "ä", "A", "====", "A" * 5000])
def test_letters_of_no_list_tick_nothing_or_lines_of_it(code):
    assert ticked_lines(code, ["apple"]) <= {"apple"}
