import datetime
import gc
import os
import sys

import pytest
from hypothesis import is_hypothesis_test, settings
from streamlit.testing.v1 import AppTest

import planner
from planner.store import Store
from tests.foods_page import script

START = datetime.date(2026, 11, 23)

os.environ["PLANNER_WORKERS"] = "1"  # beside each of the processes that pytest is run in

settings.register_profile("slow machines too", deadline=None)
settings.load_profile("slow machines too")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Tests of a file run in one process, and all that look through a browser in one of their own: two would
    starve each other. What needs a browser or PostgreSQL is slow, besides what is marked by hand. Coverage leaves slow
    tests out, and what Hypothesis tries again and again: mostly they repeat what others run.
    """
    for item in items:
        browser = "browser" in item.path.parts
        item.add_marker(pytest.mark.xdist_group("browser" if browser else str(item.path)))
        if browser or "postgresql" in item.name:
            item.add_marker("slow")
        if item.get_closest_marker("slow") or is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


def pytest_collection_finish():
    """What thousands of tests are made of stays until the end: looked through again and again for what could be
    thrown away it takes a sixth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """In CI everything is installed: a test that skips itself, for want of a browser or a server, has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and "CI" in os.environ:
        report.outcome = "failed"
    return report


@pytest.fixture(scope="module", autouse=True)
def _own_database(tmp_path_factory):
    """No test reads or writes the food tables of whoever runs it, or those of another module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path_factory.mktemp('saved') / 'foods.db'}")
        yield


@pytest.fixture(scope="module", autouse=True)
def _own_main():
    """Streamlit calls the last page that it ran ``__main__``, and a process started anew runs ``__main__`` again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        yield


@pytest.fixture(scope="session")
def foods():
    return planner.load_foods()


@pytest.fixture(scope="session")
def her():
    return planner.Person(age=30, stage="pregnant", trimester=3, height="165 cm", weight="62 kg")


@pytest.fixture(scope="session")
def week(her, foods):
    """The plan of the README: a week in the third trimester."""
    return planner.plan_week(her, foods=foods, start=START)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A history of its own for each test."""
    url = f"sqlite:///{tmp_path / 'foods.db'}"
    monkeypatch.setenv("PLANNER_DATABASE_URL", url)
    return Store(url)


@pytest.fixture
def foods_page(store):
    return AppTest.from_function(script, default_timeout=300).run()
