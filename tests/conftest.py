import datetime

import pytest

import planner

START = datetime.date(2026, 11, 23)


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
