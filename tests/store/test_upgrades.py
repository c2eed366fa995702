"""A store of an older version becomes that of this program, whole or not at all; what is no store is left alone."""

import multiprocessing
import os
import signal
import sqlite3

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from planner.errors import PlannerError
from planner.store import Store, alone
from planner.store.schema import VERSION, metadata
from planner.store.store_version import MIGRATIONS
from tests.store import version_1
from tests.store.test_plans import serving

FORK = multiprocessing.get_context("fork")
GOES_WRONG = [
    "raise ValueError('no such season')",
    "op.execute('SELECT * FROM no_such_table')",
    "op.execute('INSERT INTO plan_food SELECT * FROM plan_food')",
    "op.execute('DELETE FROM revision WHERE number = 2')",
]
# on SQLite so much is written that the file itself is half changed by then
KILLED = """if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE snapshot SET content = randomblob(9000000)")
    os.kill(os.getpid(), signal.SIGKILL)"""


@pytest.fixture
def old(url, tmp_path):
    """The URL of a store of version 1."""
    (tmp_path / "store").mkdir()
    version_1.make(url)
    return url


def files(tmp_path):
    return sorted(path.name for path in (tmp_path / "store").iterdir())


def numbers(url):
    """What a store says that it is: to the program, and to Alembic."""
    with version_1.engine(url).connect() as connection:
        version = connection.scalar(sqlalchemy.text("SELECT version FROM schema"))
        stamped = sqlalchemy.inspect(connection).has_table("alembic_version")
        stamp = stamped and connection.scalar(sqlalchemy.text("SELECT version_num FROM alembic_version"))
    return version, stamp


def execute(url, statement):
    with version_1.engine(url).begin() as connection:
        connection.exec_driver_sql(statement)


def sentence(url):
    store = Store(url)
    with pytest.raises(PlannerError) as error:
        store.head()
    store.close()
    said = str(error.value)
    assert "\n" not in said and "; " in said
    return said


def test_the_newest_migration_is_the_version_of_the_program():
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [f"{VERSION:04}"] and len(list(scripts.walk_revisions())) == VERSION


@pytest.mark.parametrize("made", ["fresh", "old"])
def test_the_migrations_make_the_tables_of_the_model(url, request, made):
    if made == "old":
        request.getfixturevalue("old")
    store = Store(url)
    store.head()
    store.close()
    with version_1.engine(url).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_a_store_of_before_the_migrations_is_read_and_written_as_ever(old, tmp_path, anna):
    before = version_1.rows(old)
    told = version_1.reading(old)
    assert [one.number for one in told["revisions"]] == [3, 2, 1] and told["revisions"][1].name == "clinic, spring"
    assert told["revisions"][0].at == version_1.AT
    assert [plan.name for plan, _ in told["plans"]] == ["for Berta", "for Olga"]
    assert told["served"] == {"milk_whole": ["for Olga", "for Berta"]}
    after = version_1.rows(old)
    assert after["plan"] == [row[:-1] + ", '', None)" for row in before["plan"]] and numbers(old) == (2, "0002")
    for part in ("snapshot", "revision", "change", "plan_food"):
        assert after[part] == before[part], part
    store = Store(old)
    assert store.keep_plan("new", serving("milk_whole"), 3, anna).id == 4
    assert store.save(version_1.CHANGED, 3, anna, "label").number == 4
    store.close()
    if "sqlite" in old:
        assert files(tmp_path) == ["foods.before-0002.db", "foods.db"]
        assert version_1.rows(old.replace("foods.db", "foods.before-0002.db")) == before


def test_an_older_store_is_upgraded_on_start_after_a_copy_beside_it(old, tmp_path, next_version, anna):
    told, before = version_1.reading(old), version_1.rows(old)
    next_version()
    now = version_1.reading(old)
    assert numbers(old) == (3, "0003")
    assert [one.reason for one in now["revisions"]] == ["label 3, moved", "label 2, moved", "label 1, moved"]
    for part in ("tables", "changes", "plans", "served", "shipped"):
        assert now[part] == told[part], part
    after = version_1.rows(old)
    assert [row[:-1] + ", 'spring')" for row in before["plan"]] == after["plan"]
    for part in ("snapshot", "change", "plan_food"):
        assert after[part] == before[part], part
    store = Store(old)
    assert store.keep_plan("new", serving("milk_whole"), 3, anna).id == 4, (
        "the id of a forgotten plan is not given again"
    )
    store.close()
    if "sqlite" in old:
        copies = ["foods.before-0002.db", "foods.before-0003.db"]
        assert files(tmp_path) == [*copies, "foods.db"], "and one that is new enough is not copied again"
        copy = old.replace("foods.db", "foods.before-0003.db")
        assert version_1.rows(copy) == before and numbers(copy) == (2, "0002")


def test_an_upgrade_leaves_an_older_copy_alone(tmp_path, next_version):
    url = f"sqlite:///{tmp_path}/store/foods.db"
    (tmp_path / "store").mkdir()
    version_1.make(url)
    (tmp_path / "store" / "foods.before-0003.db").write_text("precious")
    next_version()
    Store(url).head()
    assert files(tmp_path) == ["foods.before-0003-2.db", "foods.before-0003.db", "foods.db"]
    assert (tmp_path / "store" / "foods.before-0003.db").read_text() == "precious"
    assert numbers(url.replace("foods.db", "foods.before-0003-2.db")) == (1, False)


@pytest.mark.parametrize("then", GOES_WRONG)
def test_an_upgrade_that_goes_wrong_leaves_the_store_as_it_was(old, tmp_path, next_version, then):
    before = version_1.rows(old)
    file = tmp_path / "store" / "foods.db"
    content = file.read_bytes() if "sqlite" in old else b""
    next_version(then)
    for _ in range(2):
        said = sentence(old)
        assert "the upgrade from version 1 to 3 failed (" in said and "the store is as it was" in said
    assert version_1.rows(old) == before and numbers(old) == (1, False)
    if content:
        assert file.read_bytes() == content
        assert files(tmp_path) == ["foods.before-0003.db", "foods.db"], "the same copy is made but once"
    next_version()
    assert Store(old).head().reason == "label 3, moved"


def test_an_upgrade_that_is_killed_leaves_the_store_as_it_was(old, tmp_path, next_version):
    told = version_1.reading(old)
    before = version_1.rows(old)
    with pytest.MonkeyPatch.context() as version_before:
        next_version(KILLED)
        process = FORK.Process(target=lambda: Store(old).head())
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        if "sqlite" in old:
            copies = ["foods.before-0002.db", "foods.before-0003.db"]
            assert files(tmp_path) == [*copies, "foods.db", "foods.db-journal"]
        for module in ("store_version", "database", "backups"):
            version_before.setattr(f"planner.store.{module}.VERSION", 2)
        assert version_1.rows(old) == before and numbers(old) == (2, "0002")
        assert version_1.reading(old) == told, "the version before goes on with it"
    next_version()
    store = Store(old)
    assert store.head().reason == "label 3, moved" and len(store.plans(version_1.BERTA)) == 2
    store.close()
    if "sqlite" in old:
        assert files(tmp_path) == ["foods.before-0002.db", "foods.before-0003.db", "foods.db"]


def upgrade_at_once(url, barrier):
    barrier.wait(60)
    assert Store(url).head().reason == "label 3, moved"


def test_of_two_who_start_at_once_one_upgrades(old, tmp_path, next_version):
    next_version()
    barrier = FORK.Barrier(2)
    both = [FORK.Process(target=upgrade_at_once, args=(old, barrier)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0] and numbers(old) == (3, "0003")
    if "sqlite" in old:
        assert files(tmp_path) == ["foods.before-0003.db", "foods.db"]


def test_a_store_that_can_not_be_copied_is_not_upgraded(tmp_path, next_version, monkeypatch):
    url = f"sqlite:///{tmp_path}/store/foods.db"
    (tmp_path / "store").mkdir()
    version_1.make(url)
    next_version()

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.store.sqlite_file.write_beside", refuse)
    assert "no copy can be made beside it" in sentence(url) and numbers(url) == (1, False)


def test_a_store_that_can_only_be_read_is_not_upgraded(tmp_path, next_version):
    url = f"sqlite:///{tmp_path}/store/foods.db"
    (tmp_path / "store").mkdir()
    version_1.make(url)
    next_version()
    assert "the store is as it was" in sentence(f"sqlite:///file:{tmp_path}/store/foods.db?mode=ro&uri=true")
    assert numbers(url) == (1, False)


@pytest.mark.parametrize("newer", ["UPDATE schema SET version = 99", "UPDATE alembic_version SET version_num = '0099'"])
def test_a_store_of_a_newer_program_is_refused(url, store, newer):
    store.head()
    before = version_1.rows(url)
    execute(url, newer)
    said = sentence(url)
    assert "written by a newer version of the planner (schema 99, known here: 2)" in said and "install" in said
    assert version_1.rows(url) == before


HALF = [
    "DELETE FROM schema",
    "DELETE FROM revision",
    "DROP TABLE plan_food",
    "UPDATE alembic_version SET version_num = 'abc'",
    "DELETE FROM alembic_version",
    "UPDATE schema SET version = 0",
]


@pytest.mark.parametrize("harm", HALF)
def test_half_a_store_is_refused(url, store, harm):
    store.head()
    execute(url, harm)
    assert "this is half a food store" in sentence(url)


def test_a_database_of_another_program_is_refused(url, tmp_path):
    (tmp_path / "store").mkdir()
    for table in ("schema", "invoices"):
        execute(url, f"CREATE TABLE {table} (version INTEGER)")
        said = sentence(url)
        assert "this is no food store: it has a table" in said and "PLANNER_DATABASE_URL" in said
    with version_1.engine(url).connect() as connection:
        assert sorted(sqlalchemy.inspect(connection).get_table_names()) == ["invoices", "schema"]


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "foods.db"
    path.touch()
    said = sentence(f"sqlite:///{path}")
    assert "the file holds no tables at all; put a backup in its place (cramp-planner restore FILE), or move" in said
    assert path.read_bytes() == b"" and [one.name for one in tmp_path.iterdir()] == ["foods.db"]


def test_a_file_from_which_all_tables_were_taken_is_refused(tmp_path):
    path = tmp_path / "foods.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE plan (x)")
        other.execute("DROP TABLE plan")
    other.close()
    assert "the file holds no tables at all" in sentence(f"sqlite:///{path}")


def test_no_file_is_made_where_only_reading_was_asked_for(tmp_path):
    sentence(f"sqlite:///file:{tmp_path}/foods.db?mode=ro&uri=true")
    sentence(f"sqlite:///file:{tmp_path}/foods.db?mode=rw&uri=true")
    assert list(tmp_path.iterdir()) == []
    assert Store(f"sqlite:///file:{tmp_path}/a%20b.db?uri=true").head().number == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a b.db"]


def test_a_fresh_store_that_is_killed_while_it_is_made_leaves_nothing(url, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("planner.store.history.add_content", lambda *args: os.kill(os.getpid(), signal.SIGKILL))
        process = FORK.Process(target=lambda: Store(url).head())
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    if "sqlite" in url:
        assert files(tmp_path) == []
    assert Store(url).head().number == 1


def test_a_file_system_without_hard_links_will_do(tmp_path, next_version, monkeypatch):
    def refuse(*args):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    url = f"sqlite:///{tmp_path}/store/foods.db"
    assert Store(url).rename(1, "first", alone("Anna")).name == "first"
    next_version()
    (tmp_path / "store" / "foods.before-0003.db").write_text("precious")
    assert Store(url).head().name == "first"
    assert files(tmp_path) == ["foods.before-0003-2.db", "foods.before-0003.db", "foods.db"]
    assert (tmp_path / "store" / "foods.before-0003.db").read_text() == "precious"
