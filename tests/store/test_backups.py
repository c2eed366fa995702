"""The whole store in one file and back: everything reads as before, or nothing was touched."""

import hashlib
import multiprocessing
import os
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy

from planner.errors import PlannerError
from planner.store import Store, alone, backup, restore, signed_in
from tests.store import version_1
from tests.store.tables import SHIPPED, edited
from tests.store.test_plans import serving

FORK = multiprocessing.get_context("fork")
ANNA = signed_in("anna@clinic.example", "Anna", dietitian=True)
EVERYONE = (alone("Berta"), ANNA)


@pytest.fixture
def filled(url):
    """The URL of a store with three revisions and two kept plans, ids 1 and 3, of three that were kept."""
    store = Store(url)
    fill(store)
    store.close()
    return url


def fill(store):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0), ("almonds", "iron_mg", float("nan"))), 1, ANNA, "label")
    store.rename(2, 'clinic, "spring" 🥛', ANNA)
    store.keep_plan("for Olga", serving("banana", "almonds"), 2, ANNA)
    forgotten = store.keep_plan("forgotten", serving("banana"), 2, ANNA)
    store.keep_plan("for Berta", {**serving("banana"), "note": "Ünï\0\ud83e"}, 2, alone("Berta"))
    store.restore(1, 2, ANNA, "the label was wrong")
    store.forget_plan(forgotten.id, ANNA)


def reading(url):
    """All that a store tells, as the pages see it."""
    store = Store(url)
    revisions = store.revisions()
    foods = sorted({food for one in revisions for food in store.changes(one.number)["food"]})
    told = {
        "revisions": revisions,
        "tables": [store.table(one.number).to_csv() for one in revisions],
        "changes": [store.changes(one.number).values.tolist() for one in revisions],
        "histories": [store.history(food).values.tolist() for food in foods],
        "plans": [store.plan(one.id, who) for who in EVERYONE for one in store.plans(who)],
        "served": [store.foods_in_plans(who) for who in EVERYONE],
        "update": store.shipped_update(),
    }
    store.close()
    return told


def next_id(url, food="banana"):
    store = Store(url)
    try:
        return store.keep_plan("next", serving(food), 1, ANNA).id
    finally:
        store.close()


def sentence(call, *args, **kwargs):
    with pytest.raises(PlannerError) as error:
        call(*args, **kwargs)
    said = str(error.value)
    assert "\n" not in said and "; " in said and "Errno" not in said
    return said


def test_everything_reads_as_before_wherever_it_is_restored(filled, other_url, tmp_path):
    file = tmp_path / "monday.db"
    written = backup(file, filled)
    assert (written.path, written.revisions, written.plans, written.before) == (file, 3, 2, None)
    told = reading(filled)
    assert [plan.id for plan, _ in told["plans"]] == [3, 1]
    done = restore(file, other_url)
    assert (done.path, done.revisions, done.plans, done.before) == (file, 3, 2, None)
    assert reading(other_url) == told == reading(filled)
    assert next_id(other_url) == next_id(filled) == 4
    assert reading(f"sqlite:///{file}") == told, "a backup is a store itself"


@pytest.mark.slow
def test_what_was_there_before_is_kept_beside(url, other_url, tmp_path):
    (tmp_path / "backups").mkdir()
    file = tmp_path / "backups" / "monday.db"
    store, other = Store(url), Store(other_url)
    fill(other)
    store.head()
    backup(file, url)
    fill(store)
    for k in range(5):
        other.keep_plan(f"plan {k}", serving("banana"), 1, ANNA)
    before, at_backup = reading(other_url), reading(f"sqlite:///{file}")
    done = restore(file, other_url)
    folder, stem = (tmp_path / "other", "clinic") if "sqlite" in other_url else (tmp_path / "backups", "foods")
    assert done.before == folder / f"{stem}.before-restore.db"
    assert reading(other_url) == at_backup and len(other.revisions()) == 1
    assert other.keep_plan("new", serving("banana"), 1, ANNA).id == 9, "a page may still show one of the other plans"
    again = restore(done.before, other_url)
    assert again.before == folder / f"{stem}.before-restore-2.db"
    assert reading(other_url) == before
    restore(again.before, other_url)
    assert [one.name for one in other.plans(ANNA)] == ["new"]
    store.close()
    other.close()


@pytest.mark.slow
def test_a_backup_is_of_one_moment_while_others_save(url, tmp_path):
    store = Store(url)
    store.save(edited(SHIPPED, only=4), 1, ANNA, "few foods")

    def save():
        other = Store(url)
        for number in range(2, 22):
            table = edited(other.table(number), ("milk_1_percent", "calcium_mg", float(number)))
            other.save(table, number, ANNA, "label")
            other.keep_plan(f"with {number + 1}", serving("milk_1_percent"), number + 1, ANNA)
        other.close()

    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(save)
        files = []
        while not saving.done():
            files.append(tmp_path / f"{len(files)}.db")
            backup(files[-1], url)
        saving.result()
    store.close()
    assert len(files) > 1
    for file in (files[0], files[len(files) // 2], files[-1]):
        told = reading(f"sqlite:///{file}")
        newest = len(told["revisions"])
        assert [one.number for one in told["revisions"]] == list(range(newest, 0, -1))
        assert [plan.revision for plan, _ in told["plans"]] in (
            list(range(newest, 2, -1)), list(range(newest - 1, 2, -1))
        )  # fmt: skip


def test_a_backup_does_not_write_over_a_file_unless_told_so(filled, tmp_path):
    file = tmp_path / "monday.db"
    file.write_text("precious")
    assert "there is a file already; choose another name, or" in sentence(backup, file, filled)
    assert file.read_text() == "precious"
    backup(file, filled, overwrite=True)
    assert reading(f"sqlite:///{file}") == reading(filled)


def test_nobody_else_on_the_machine_reads_a_store_or_a_backup(tmp_path):
    """They hold clients and diaries."""
    before = os.umask(0o022)
    try:
        Store(f"sqlite:///{tmp_path / 'foods.db'}").head()
        written = backup(tmp_path / "monday.db", f"sqlite:///{tmp_path / 'foods.db'}")
        restore(written.path, f"sqlite:///{tmp_path / 'foods.db'}")
    finally:
        os.umask(before)
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}


def test_there_is_nothing_to_back_up_where_no_store_is(url, tmp_path):
    assert "there is no food store yet" in sentence(backup, tmp_path / "monday.db", url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", [backup, restore])
def test_a_file_that_can_not_be_is_named(filled, tmp_path, call):
    (tmp_path / "plain").write_text("")
    told = reading(filled)
    before = sorted(tmp_path.rglob("*"))
    for path, said in (
        (tmp_path / "nowhere" / "monday.db", "no such file or directory"),
        (tmp_path, "that is a folder" if call is backup else "this is no backup"),
        (tmp_path / "plain" / "monday.db", "not a directory"),
        (tmp_path / ("x" * 300), "file name too long"),
        (f"{tmp_path}/mon\0day.db", "null byte"),
        ("/dev/null", "there is a file already" if call is backup else "this is no backup"),
    ):
        options = {"overwrite": True} if call is backup else {}
        assert said in sentence(call, path, filled, **options), path
    assert sorted(tmp_path.rglob("*")) == before and reading(filled) == told


def test_a_folder_that_can_not_be_written_to_is_named(filled, tmp_path, monkeypatch):
    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.store.sqlite_file.os.link", refuse)
    monkeypatch.setattr("pathlib.Path.rename", refuse)
    said = sentence(backup, tmp_path / "monday.db", filled)
    assert "monday.db: permission denied; choose another place" in said
    assert not list(tmp_path.glob("monday*"))


@pytest.mark.parametrize("call", [backup, restore])
def test_the_store_itself_is_no_backup_of_itself(tmp_path, call):
    url = f"sqlite:///{tmp_path}/foods.db"
    Store(url).head()
    (tmp_path / "link.db").symlink_to(tmp_path / "foods.db")
    for name in ("foods.db", "link.db"):
        options = {"overwrite": True} if call is backup else {}
        assert "that is the store itself" in sentence(call, tmp_path / name, url, **options)
    assert Store(url).head().number == 1


def not_a_backup(tmp_path):
    """Files that are no backup, with what is said of each."""
    text, empty, other, hollow = (tmp_path / name for name in ("text.db", "empty.db", "other.db", "hollow.db"))
    text.write_text("not a database at all " * 100)
    empty.touch()
    for path, statements in ((other, ["CREATE TABLE plan (x)"]), (hollow, ["CREATE TABLE x (y)", "DROP TABLE x"])):
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
    return [(text, "no backup"), (empty, "no backup"), (other, "no food store"), (hollow, "it holds no tables")]


def spoiled(file, tmp_path):
    """Damaged copies of a backup, and one of a newer program, with what is said of each."""
    content = file.read_bytes()
    cut, holes, half, cell, newer, strange = (
        tmp_path / f"{name}.db" for name in "cut holes half cell newer strange".split()
    )
    cut.write_bytes(content[: len(content) // 2])
    holes.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])
    found = [(cut, "this backup is damaged ("), (holes, "this backup is damaged (")]
    for path, statement, said in (
        (half, "DELETE FROM revision", "this backup is damaged ("),  # plans point to what is gone
        (cell, "UPDATE revision SET at = 'yesterday' WHERE number = 2", "this backup is damaged ("),
        (newer, "UPDATE schema SET version = 99", "written by a newer version of the planner (schema 99"),
        (strange, "UPDATE alembic_version SET version_num = 'x'", "this is half a food store"),
    ):
        path.write_bytes(content)
        with sqlite3.connect(path) as connection:
            connection.execute(statement)
        connection.close()
        found.append((path, said))
    return found


def test_what_is_no_sound_backup_is_refused_and_nothing_changes(filled, tmp_path):
    backup(tmp_path / "monday.db", filled)
    told = reading(filled)
    refused = [*not_a_backup(tmp_path), *spoiled(tmp_path / "monday.db", tmp_path)]
    before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*.db")}
    for path, said in refused:
        assert said in sentence(restore, path, filled), path
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*.db")} == before
    assert reading(filled) == told


def test_a_restore_that_fails_halfway_changes_nothing(filled, tmp_path, monkeypatch):
    backup(tmp_path / "monday.db", filled)
    told = reading(filled)

    def fail(*args):
        raise sqlalchemy.exc.OperationalError("", {}, Exception("database or disk is full"))

    monkeypatch.setattr("planner.store.history.count_plans_from", fail)
    assert "full; make room and try again" in sentence(restore, tmp_path / "monday.db", filled)
    monkeypatch.undo()
    assert reading(filled) == told


def test_a_restore_that_is_killed_changes_nothing(filled, tmp_path, monkeypatch):
    backup(tmp_path / "monday.db", filled)
    told = reading(filled)
    with monkeypatch.context() as patch:
        patch.setattr("planner.store.history.count_plans_from", lambda *args: os.kill(os.getpid(), signal.SIGKILL))
        process = FORK.Process(target=restore, args=(tmp_path / "monday.db", filled))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    assert reading(filled) == told


@pytest.mark.parametrize("content", [b"", b"not a database at all " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_store_that_can_not_be_read_is_replaced_and_kept(tmp_path, content):
    good = f"sqlite:///{tmp_path}/good/foods.db"
    fill(Store(good))
    backup(tmp_path / "monday.db", good)
    path = tmp_path / "foods.db"
    path.write_bytes(content)
    (tmp_path / "foods.db-journal").write_bytes(b"of the file that was there")
    (tmp_path / "foods.before-restore.db").write_text("precious")
    url = f"sqlite:///{path}"
    sentence(Store(url).head)
    done = restore(tmp_path / "monday.db", url)
    assert done.before == tmp_path / "foods.before-restore-2.db" and done.before.read_bytes() == content
    assert not (tmp_path / "foods.db-journal").exists()
    assert (tmp_path / "foods.before-restore.db").read_text() == "precious"
    assert reading(url) == reading(good)


def test_what_can_not_be_kept_is_not_replaced(filled, tmp_path, monkeypatch):
    backup(tmp_path / "monday.db", filled)
    told = reading(filled)

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("planner.store.sqlite_file.write_beside", refuse)
    said = sentence(restore, tmp_path / "monday.db", filled)
    assert "copy can" in said and "beside it" in said
    assert reading(filled) == told


def test_half_a_store_on_a_server_is_left_alone(postgresql_url, tmp_path):
    Store(f"sqlite:///{tmp_path}/good.db").head()
    Store(postgresql_url).head()
    with version_1.engine(postgresql_url).begin() as connection:
        connection.exec_driver_sql("DELETE FROM schema")
    assert "name an empty database in PLANNER" in sentence(restore, tmp_path / "good.db", postgresql_url)


def test_a_database_of_another_program_is_not_restored_over(url, tmp_path):
    Store(f"sqlite:///{tmp_path}/good.db").head()
    (tmp_path / "store").mkdir()
    with version_1.engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE invoices (number INTEGER)")
    assert "this is no food store" in sentence(restore, tmp_path / "good.db", url)
    with version_1.engine(url).connect() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == ["invoices"]


def test_a_backup_of_an_older_version_is_upgraded_on_the_way_in(other_url, tmp_path, next_version):
    file = tmp_path / "old.db"
    version_1.make(f"sqlite:///{file}")
    content = file.read_bytes()
    next_version()
    assert restore(file, other_url).revisions == 3
    told = version_1.reading(other_url)
    assert [one.reason for one in told["revisions"]] == ["label 3, moved", "label 2, moved", "label 1, moved"]
    assert [plan.id for plan, _ in told["plans"]] == [2, 1] and next_id(other_url, "milk_whole") == 4
    assert file.read_bytes() == content and not list(tmp_path.glob("old.*-*"))


def test_an_older_store_is_upgraded_before_it_is_replaced(url, tmp_path, next_version):
    (tmp_path / "store").mkdir()
    version_1.make(url)
    version_1.make(f"sqlite:///{tmp_path}/old.db")
    next_version()
    done = restore(tmp_path / "old.db", url)
    assert version_1.reading(f"sqlite:///{done.before}") == version_1.reading(url)
