"""Lines of the log and figures: what happened and how long it took, and nothing of anyone."""

import json
import logging

import pytest
from streamlit.testing.v1 import AppTest

from planner.app import server_log
from planner.app.server_log import REGISTRY, fault, plan_made


@pytest.fixture
def lines():
    """What is logged, as lines of JSON."""
    written = []

    class Handler(logging.Handler):
        def emit(self, record):
            written.append(server_log.JsonLines().format(record))

    logger, handler = logging.getLogger("planner"), Handler()
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)
    logger.setLevel(before)


def failing(name):
    try:
        raise ValueError(f"{name} can't be read")
    except ValueError as error:
        raise KeyError(name) from error


def broken():
    try:
        failing("Anna Schmidt")
    except KeyError as error:
        return error


def figure(name):
    return REGISTRY.get_sample_value(name)


def test_a_fault_is_a_number_a_kind_and_places_and_never_its_words(lines):
    before = figure("cramp_planner_faults_total")
    number = fault(broken())
    (line,) = lines
    told = json.loads(line)
    assert (told["event"], told["level"], told["fault"]) == ("fault", "error", number)
    assert told["error"] == ["KeyError", "ValueError"] and told["at"][-1].startswith("app/test_server_log.py:")
    assert "Anna" not in line and "\n" not in line
    assert figure("cramp_planner_faults_total") == before + 1


def test_the_page_shows_the_number_of_the_fault(lines):
    def script():
        from planner.app.server_log import show_fault
        from tests.app.test_server_log import broken

        assert show_fault(broken())

    (said,) = AppTest.from_function(script).run().error
    number = json.loads(lines[0])["fault"]
    assert f"fault {number}." in said.value and "Anna" not in said.value


def test_a_plan_is_its_seconds_and_a_hash_that_tells_no_one(lines, week):
    before = figure("cramp_planner_plan_seconds_count")
    plan_made(week, 1.2345)
    plan_made(week, 2)
    one, other = map(json.loads, lines)
    assert (one["event"], one["seconds"], one["days"]) == ("plan made", 1.23, 7)
    assert one["plan"] == other["plan"] and len(one["plan"]) == 12
    assert set(one) == {"time", "level", "logger", "event", "seconds", "days", "plan"}
    assert figure("cramp_planner_plan_seconds_count") == before + 2


def test_what_other_programs_log_is_cut_to_its_template():
    record = logging.LogRecord(
        "streamlit.x", logging.ERROR, "x.py", 1, "can't read %s", ("Anna",), (None, broken(), None)
    )
    line = server_log.JsonLines().format(record)
    told = json.loads(line)
    assert told["event"] == "can't read %s" and told["error"] == ["KeyError", "ValueError"] and "Anna" not in line


@pytest.mark.parametrize(
    "said",
    ["Task exception was never retrieved\nfuture: <Task exception=ValueError('Anna')>", "Exception in f('Anna')"],
)
def test_nor_does_it_quote_what_they_filled_in_themselves(said):
    line = server_log.JsonLines().format(logging.LogRecord("asyncio", logging.ERROR, "x.py", 1, said, (), None))
    assert json.loads(line)["event"] == said.partition("\n")[0].partition("(")[0] and "Anna" not in line


def test_our_own_lines_say_what_they_say():
    record = logging.LogRecord("planner.x", logging.INFO, "x.py", 1, "%d days", (7,), None)
    assert json.loads(server_log.JsonLines().format(record))["event"] == "7 days"
