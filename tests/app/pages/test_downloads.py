"""The shopping list on the Week page: by aisle, with what is left over and what is there already."""

import dataclasses

from streamlit.testing.v1 import AppTest

import planner
from planner.exports.shopping import SHELF
from tests.plates import eaten_twice

SECONDS = 300


def script():
    from planner.app.pages.week.downloads import download_section

    download_section()


def test_the_list_tells_what_is_left_over_and_has_what_is_at_home_ticked():
    from planner.app.session.plan_request import assessed

    plan = dataclasses.replace(eaten_twice(), preferences=planner.Preferences(at_home=["carrots_boiled"]))
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = assessed(plan)
    at.session_state["shopping_shown"] = True
    at.run()
    assert not at.exception
    boxes = {box.label.split(":")[0]: box for box in at.checkbox}
    assert "left\\: 1 year once opened" in boxes["dried lentils"].label and not boxes["dried lentils"].value
    assert boxes["carrots"].value and "; have it" in boxes["carrots"].label
    titles = [one.value for one in at.markdown if one.value.startswith("**")]
    assert titles[-1] == f"**{SHELF}**" and titles[0] == "**Vegetables**"
    assert any(one.value == f":small[1 of {len(boxes)} ticked.]" for one in at.markdown)
