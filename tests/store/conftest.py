"""Each test of the store runs on a fresh SQLite file and in a fresh corner of a real PostgreSQL."""

import itertools

import pytest
import sqlalchemy

from planner.store import Editor, Store
from tests import postgres

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """The URL of a PostgreSQL server."""
    if not postgres.FOUND:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgresql_url(server):
    """The URL of a schema of its own, so that no test sees another."""
    schema = f"test_{next(NUMBERS)}"
    engine = sqlalchemy.create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.schema.CreateSchema(schema))
    engine.dispose()
    return f"{server}?options=-csearch_path%3D{schema}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store/foods.db"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()


@pytest.fixture
def anna():
    return Editor("Anna", "anna@clinic.example")
