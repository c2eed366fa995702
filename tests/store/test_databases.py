"""The database: its address, what stands in its way in one sentence, many who use it at once."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import sqlalchemy

from planner.errors import PlannerError
from planner.store import Conflict, DiaryStore, Store, alone, default_url
from planner.store.database import _WAIT
from tests.store.tables import SHIPPED, edited

PASSWORD = "Sesame99"


def engine(url):
    """The same database without the store."""
    return sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sqlalchemy.NullPool)


def sentence(call):
    with pytest.raises(PlannerError) as error:
        call()
    said = str(error.value)
    assert "\n" not in said and PASSWORD not in said and "; " in said
    return said


def test_the_store_is_where_the_environment_says_or_in_the_folder_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("PLANNER_DATABASE_URL", " postgresql://host/name ")
    assert default_url() == "postgresql://host/name"
    monkeypatch.setenv("PLANNER_DATABASE_URL", "")
    monkeypatch.setattr("planner.store.database_url.user_data_path", lambda name, appauthor: tmp_path / name)
    assert Store().head().number == 1
    assert (tmp_path / "cramp-planner" / "foods.db").is_file()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "foods.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///file:foods?mode=memory&uri=true",
        f"mysql://a:{PASSWORD}@b/c",
        f"postgresql://a:{PASSWORD}@b:port/c",
    ],
)
def test_an_address_that_can_not_be_is_refused_with_the_way_to_write_it(url, monkeypatch):
    monkeypatch.setenv("PLANNER_DATABASE_URL", "nothing")
    assert "sqlite:///folder/foods.db" in sentence(lambda: Store(url))


def test_without_the_driver_of_postgresql_the_way_to_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "cramp-planner[server]" in sentence(lambda: Store(f"postgresql://anna:{PASSWORD}@127.0.0.1/foods"))


def test_a_server_that_is_not_there_is_named_without_the_password():
    pytest.importorskip("psycopg")
    store = Store(f"postgres://anna:{PASSWORD}@127.0.0.1:1/foods?application_name=x")
    said = sentence(store.head)
    assert said.startswith("127.0.0.1/foods: ") and "see that the server runs" in said


def test_a_wrong_setting_in_the_address_is_one_sentence():
    pytest.importorskip("psycopg")
    sentence(Store(f"postgresql://anna:{PASSWORD}@127.0.0.1:1/foods?nonsense={PASSWORD}").head)


def test_a_folder_that_can_not_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    said = sentence(Store(f"sqlite:///{tmp_path}/file/deeper/foods.db").head)
    assert str(tmp_path) in said and "PLANNER_DATABASE_URL" in said


def test_a_folder_in_the_place_of_the_file(tmp_path):
    said = sentence(Store(f"sqlite:///{tmp_path}").head)
    assert said.startswith(f"{tmp_path}: ") and "name another place" in said


@pytest.mark.parametrize("content", [b"not a database at all " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "foods.db"
    path.write_bytes(content)
    said = sentence(Store(f"sqlite:///{path}").head)
    assert said.startswith(f"{path}: ") and "put a backup in its place" in said
    assert path.read_bytes() == content


def test_a_store_that_can_only_be_read_is_read(tmp_path, anna):
    path = tmp_path / "foods.db"
    Store(f"sqlite:///{path}").head()
    store = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert store.table(1).frame.at["banana", "calcium_mg"] == 5
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    assert "see that file and folder can be written to" in sentence(lambda: store.save(new, 1, anna, "label"))


def test_tables_of_another_program_are_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "foods.db") as other:
        other.execute("CREATE TABLE plan (x)")
    assert "this is no food store" in sentence(Store(f"sqlite:///{tmp_path}/foods.db").head)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("plan",)]
    other.close()


def test_a_store_that_was_moved_away_begins_anew(tmp_path, anna):
    store = Store(f"sqlite:///{tmp_path}/foods.db")
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    (tmp_path / "foods.db").rename(tmp_path / "old.db")
    sentence(store.head)
    assert store.head().number == 1
    assert Store(f"sqlite:///{tmp_path}/old.db").head().number == 2


@pytest.mark.parametrize(
    "damage", ["x'00'", "x'789c030000000001'", "(SELECT content FROM snapshot WHERE sha256 != :one)"]
)
def test_damaged_content_is_noticed(url, store, anna, damage):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    if "postgresql" in url:
        damage = damage.replace("x'", r"'\x")
    with engine(url).begin() as connection:
        statement = sqlalchemy.text(f"UPDATE snapshot SET content = {damage} WHERE sha256 = :one")
        connection.execute(statement, {"one": store.head().sha256})
    assert "the content of revision 2 is damaged" in sentence(lambda: store.table(2))
    assert store.table(1).frame.at["banana", "calcium_mg"] == 5


def test_what_came_before_can_not_be_taken_from_under_a_revision(url, store):
    store.head()
    with pytest.raises(sqlalchemy.exc.IntegrityError), Store(url)._database._engine.begin() as connection:
        connection.execute(sqlalchemy.text("DELETE FROM snapshot"))


def test_times_are_kept_in_utc(url, store, monkeypatch):
    at = store.head().at
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PGTZ", "Asia/Tokyo")
    again = Store(url).head().at
    assert again == at and again.utcoffset().total_seconds() == 0


def test_many_threads_use_one_store_that_nobody_has_used(store):
    def save(k):
        while True:
            head = store.head()
            try:
                table = edited(store.table(head.number), ("banana", "calcium_mg", 10.0 + k))
                return store.save(table, head.number, alone(f"editor {k}"), "label").number
            except Conflict:
                pass

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(save, range(4)))
    assert sorted(numbers) == [2, 3, 4, 5]
    assert len(store.history("banana")) == 4


def test_who_writes_past_the_lock_still_meets_at_the_key(postgresql_url, anna):
    """Should another program not wait its turn, the key of the revision decides."""
    store = Store(postgresql_url)
    store.head()
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    columns = "email, reason, kind, name, sha256, shipped, foods, cells"
    mallory = f"INSERT INTO revision SELECT 2, at, 'Mallory', {columns} FROM revision"
    waits = sqlalchemy.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with ThreadPoolExecutor(1) as pool, engine(postgresql_url).begin() as other:
        other.execute(sqlalchemy.text(mallory))
        late = pool.submit(store.save, new, 1, anna, "label")
        with engine(postgresql_url).connect().execution_options(isolation_level="AUTOCOMMIT") as watch:
            while not watch.scalar(waits):
                assert not late.done()
        other.commit()
        with pytest.raises(Conflict, match="revision 2 by Mallory") as error:
            late.result()
    assert error.value.head == store.head()
    store.close()


def test_a_database_that_another_holds_gives_its_sentence(url, store, anna):
    """How long it waits is a setting of the database, so nothing here looks at a clock."""
    store.head()
    lock = "BEGIN EXCLUSIVE" if "sqlite" in url else "SELECT pg_advisory_lock(7263)"
    with engine(url).connect() as other:
        raw = other.connection.driver_connection
        raw.isolation_level = None
        if "postgresql" in url:
            raw.autocommit = True
        raw.execute(lock)
        said = sentence(lambda: store.rename(1, "spring", anna))
        assert "wait a moment and try again" in said
        raw.execute("ROLLBACK" if "sqlite" in url else "SELECT pg_advisory_unlock_all()")
    assert store.rename(1, "spring", anna).name == "spring"
    assert _WAIT <= 2, "[s] of the three that a reader waits at most"


@pytest.mark.slow
def test_a_server_that_is_lost_in_mid_session_is_named_and_all_goes_on_when_it_is_back(stoppable, anna):
    url, stop, start = stoppable
    store = Store(url)
    diary = DiaryStore(store.database, anna)
    diary.save(date(2026, 11, 23), {"cramps": "one"})
    stop()
    for call in (store.head, diary.nights, lambda: diary.save(date(2026, 11, 24), {"cramps": "none"}), Store(url).head):
        assert "see that the server runs" in sentence(call)
    start()
    assert diary.nights() == {date(2026, 11, 23): {"cramps": "one"}}, "nothing is lost, nothing half written"
    diary.save(date(2026, 11, 24), {"cramps": "none"})

    def lose_it_halfway():
        with store.database.writing() as connection:
            connection.execute(sqlalchemy.text("INSERT INTO diary_reader VALUES ('anna@clinic.example', 'berta')"))
            stop()
            connection.execute(sqlalchemy.text("SELECT 1"))

    assert "see that the server runs" in sentence(lose_it_halfway)
    start()
    assert diary.readers() == [] and len(diary.nights()) == 2
    store.close()
