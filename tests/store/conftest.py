"""Each test of the store runs on a fresh SQLite file and in a fresh corner of a real PostgreSQL."""

import itertools

import pytest
import sqlalchemy

from planner.store import Store, signed_in
from planner.store.store_version import MIGRATIONS
from tests import postgres

NUMBERS = itertools.count(1)
# tables that others point to are made anew on SQLite, and each row of one is changed
SECOND = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade():
    with op.batch_alter_table("plan", table_kwargs={{"sqlite_autoincrement": True}}) as plan:
        plan.alter_column("name", existing_type=sa.Text, type_=sa.String(500))
        plan.add_column(sa.Column("season", sa.Text, nullable=False, server_default="spring"))
    with op.batch_alter_table("revision") as revision:
        revision.alter_column("kind", existing_type=sa.Text, type_=sa.String(20))
    op.execute("UPDATE revision SET reason = reason || ', moved'")
    {then}
"""


@pytest.fixture(scope="session")
def server():
    """The URL of a PostgreSQL server."""
    _need_postgresql()
    with postgres.server() as url:
        yield url


@pytest.fixture
def stoppable():
    """The URL of a PostgreSQL server of one test, and functions that stop and start it."""
    _need_postgresql()
    with postgres.stoppable() as url_stop_start:
        yield url_stop_start


def _need_postgresql():
    if not postgres.FOUND:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")


def own_schema(server):
    """The URL of a schema of its own, so that no test sees another."""
    schema = f"test_{next(NUMBERS)}"
    engine = sqlalchemy.create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.schema.CreateSchema(schema))
    engine.dispose()
    return f"{server}?options=-csearch_path%3D{schema}"


@pytest.fixture
def postgresql_url(server):
    return own_schema(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store/foods.db"
    return request.getfixturevalue("postgresql_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request, tmp_path):
    """The URL of another store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/other/clinic.db"
    return own_schema(request.getfixturevalue("server"))


@pytest.fixture
def store(url):
    store = Store(url)
    yield store
    store.close()


@pytest.fixture
def anna():
    return signed_in("anna@clinic.example", "Anna", dietitian=True)


@pytest.fixture
def next_version(monkeypatch, tmp_path):
    """A function that makes this the next version of the program, with a migration that goes on as it is told."""
    folder = tmp_path / "100 % of the next"
    folder.mkdir()
    monkeypatch.setattr("planner.store.store_version.VERSIONS", [f"{MIGRATIONS}/versions", str(folder)])

    def install(then=""):
        (folder / "schema_0003.py").write_text(SECOND.format(then=then))
        for module in ("store_version", "database", "backups"):
            monkeypatch.setattr(f"planner.store.{module}.VERSION", 3)

    return install
