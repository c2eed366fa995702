"""A backup from the command line and back: one line of what was done, or one sentence and nothing changed."""

import sqlite3

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.store import AuditLog, ClientStore, Store, alone, signed_in


def stored(folder):
    """The URL of a store with a revision of its own."""
    url = f"sqlite:///{folder}/foods.db"
    Store(url).rename(1, "spring", alone("Anna"))
    return url


@pytest.fixture
def url(tmp_path, monkeypatch):
    url = stored(tmp_path)
    monkeypatch.setenv("PLANNER_DATABASE_URL", url)
    return url


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def refused(*args):
    got = run(*args)
    assert (got.exit_code, got.stdout) == (2, "")
    assert got.stderr.startswith("cramp-planner: ") and got.stderr.count("\n") == 1
    return got.stderr


def test_a_store_is_backed_up_and_restored(url, tmp_path):
    file = tmp_path / "monday.db"
    got = run("backup", file)
    assert (got.exit_code, got.stderr) == (0, "")
    assert got.stdout == f"{file}: 1 revision and 0 kept plans of {tmp_path}/foods.db\n"
    Store(url).rename(1, "autumn", alone("Anna"))
    got = run("restore", file)
    assert (got.exit_code, got.stderr) == (0, "")
    before = tmp_path / "foods.before-restore.db"
    assert got.stdout == (
        f"{tmp_path}/foods.db: 1 revision and 0 kept plans from {file}; what was there before is in {before}\n"
    )
    assert Store(url).head().name == "spring" and Store(f"sqlite:///{before}").head().name == "autumn"


def test_a_store_is_restored_where_none_was(url, tmp_path):
    run("backup", tmp_path / "monday.db")
    (tmp_path / "foods.db").unlink()
    got = run("restore", tmp_path / "monday.db")
    assert got.stdout == f"{tmp_path}/foods.db: 1 revision and 0 kept plans from {tmp_path}/monday.db\n"
    assert Store(url).head().name == "spring"


def test_a_file_is_replaced_only_by_force(url, tmp_path):
    (tmp_path / "monday.db").write_text("precious")
    assert "there is a file already; choose another name, or have it replaced (--force)" in refused(
        "backup", tmp_path / "monday.db"
    )
    assert (tmp_path / "monday.db").read_text() == "precious"
    assert run("backup", tmp_path / "monday.db", "--force").exit_code == 0
    assert Store(f"sqlite:///{tmp_path}/monday.db").head().name == "spring"


def test_what_can_not_be_is_one_sentence_and_nothing_changes(url, tmp_path):
    (tmp_path / "text.db").write_text("x" * 100)
    run("backup", tmp_path / "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE schema SET version = 7")
    newer.close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    for args, said in (
        (["backup"], "Missing argument 'FILE': see "),
        (["backup", tmp_path / "nowhere" / "a.db"], "no such file or directory; choose another place for the backup"),
        (["backup", tmp_path, "--force"], "that is a folder; name a file in it"),
        (["backup", tmp_path / "foods.db", "--force"], "that is the store itself; name another file"),
        (["restore", tmp_path / "none.db"], "no such file or directory; choose a file that cramp-planner backup wrote"),
        (["restore", tmp_path], "this is no backup of a food store; choose a file that cramp-planner backup wrote"),
        (["restore", tmp_path / "text.db"], "no backup of a food store; choose a file that cramp-planner backup wrote"),
        (["restore", tmp_path / "newer.db"], "(schema 7, known here: 2); install that version"),
    ):
        assert said in refused(*args), args
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_without_a_store_nothing_is_backed_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path}/foods.db")
    assert "there is no food store yet" in refused("backup", tmp_path / "monday.db")
    assert list(tmp_path.iterdir()) == []


def test_the_audit_log_is_printed_newest_first(url):
    anna = signed_in("anna@clinic.example", dietitian=True)
    database = Store(url).database
    AuditLog(database, anna).add_sign_in()
    clients = ClientStore(database, anna)
    id = clients.add("Olga K.", {}).listed.id
    clients.erase(id)
    got = run("log")
    assert (got.exit_code, got.stderr) == (0, "")
    head, *lines = got.stdout.splitlines()
    assert head == "at,who,what,subject" and [line.partition(",")[2] for line in lines] == [
        f"anna@clinic.example,erase,client {id}",
        f"anna@clinic.example,change,client {id}",
        "anna@clinic.example,sign-in,dashboard",
    ]
    assert "Olga" not in got.stdout
    assert len(run("log", "--most", 1).stdout.splitlines()) == 2
    assert run("log", "--since", "2199-01-01").stdout.splitlines() == [head]
    assert "Invalid value for '--since'" in refused("log", "--since", "yesterday")
