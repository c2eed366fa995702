"""Plans that are made outside the dashboard's process: what the pages say when that can't be, and what is shared."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.app.session.plan_request import default_week, first_request, plan_job
from planner.app.widgets.step_messages import queue_words
from planner.errors import PlannerError
from planner.practice.planning_queue import QUEUE
from tests import ROOT
from tests.app.answers import sent, with_form


@pytest.fixture
def page():
    """The start page with a plan."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    at.query_params["days"] = "1"
    return at.run()


def refuse(monkeypatch, words="200 plans are waiting to be made already: try again in a few minutes"):
    def ask(*_, **__):
        raise PlannerError(words)

    monkeypatch.setattr(QUEUE, "ask", ask)


def test_where_too_many_wait_it_is_said_and_the_plan_stays(page, monkeypatch):
    before = page.session_state["planned"]
    form = with_form(page)
    refuse(monkeypatch)
    form.number_input(key="age").set_value(31)
    sent(form)
    assert not page.exception
    said = page.warning[0].value
    assert "200 plans are waiting to be made already" in said and "try again in a few minutes" in said
    assert "The plan below is the one from before." in said
    assert page.session_state["planned"] is before


def test_a_step_that_can_not_be_taken_is_said_and_the_plan_stays(page, monkeypatch):
    before = page.session_state["planned"]
    refuse(monkeypatch, "there is no cluster")
    page.button(key="another").click().run()
    assert not page.exception
    assert any("Nothing has changed" in one.value and "there is no cluster" in one.value for one in page.info)
    assert page.session_state["planned"] is before


def test_another_week_is_made_by_a_worker_and_the_work_is_forgotten(page):
    before = page.session_state["planned"].plan
    page.button(key="another").click().run()
    after = page.session_state["planned"].plan
    assert not page.exception and after.seed == before.seed + 1
    assert "asked_for" not in page.session_state


def test_the_week_that_every_visit_opens_with_is_made_before_anyone_comes(foods):
    default_week(foods)
    job = plan_job(first_request(), foods, "a visitor")
    assert {"the house", "a visitor"} <= job.visitors
    QUEUE.leave("the house")
    QUEUE.leave("a visitor")
    assert job.result.cancelled() or not job.visitors


def test_her_place_is_said_in_words():
    assert queue_words(0) == ""
    assert queue_words(1) == "1 plan is made before yours."
    assert queue_words(7) == "7 plans are made before yours."
