"""``cramp-planner caseload``: what it writes, what it says, and how it ends."""

import csv
import io
import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.practice import CaseloadFolder, Cluster, NoCluster
from tests import ROOT

LIST = "client,age,days,start\nAnna,30,1,2026-11-23\nBerta,60,1,2026-11-23\n"


@pytest.fixture
def clients(tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text(LIST)
    return path


def caseload(clients, *options):
    return CliRunner().invoke(main, ["caseload", str(clients), "--out", str(clients.parent / "out"), *options])


def report(clients):
    text = (clients.parent / "out" / "report.csv").read_text(encoding="utf-8-sig")
    return [(row["client"], row["status"], row["files"], row["fault"]) for row in csv.DictReader(io.StringIO(text))]


def test_a_list_is_planned_and_what_is_there_is_not_made_again(clients, monkeypatch):
    done = caseload(clients, "--workers", "1", "--formats", "ics, json")
    fault = ("Berta", "fault", "", "clients.csv:3, column age: age is 60: it must be at most 50")
    assert done.exit_code == 1 and "1 fault, 1 planned" in done.stdout
    assert report(clients) == [("Anna", "planned", "Anna.ics | Anna.json", ""), fault]
    before = (clients.parent / "out" / "Anna.json").read_bytes()

    monkeypatch.setattr("planner.cli.caseload_command.Cluster", lambda *_: pytest.fail("nothing is left to be made"))
    clients.write_text(LIST.replace(",60,", ",90,"))
    again = caseload(clients, "--formats", "json,ics")
    assert again.exit_code == 1 and "1 kept as before, 1 fault" in again.stdout
    assert (clients.parent / "out" / "Anna.json").read_bytes() == before
    clients.write_text(LIST.splitlines(keepends=True)[0] + LIST.splitlines(keepends=True)[1])
    assert caseload(clients, "--formats", "json,ics").exit_code == 0
    assert [line[0] for line in report(clients)] == ["Anna"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--formats", "doc"], "a format can't be 'doc': take 'json', 'csv', 'xlsx', 'pdf' or 'ics'"),
        (["--start", "soon"], "--start is 'soon'"),
        (["--workers", "0"], "0 is not in the range"),
        (["--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "leave one out"),
        (["--foods", "none.csv"], "none.csv: no such file"),
    ],
)
def test_what_can_not_be_is_one_sentence_and_nothing_is_touched(clients, options, words):
    done = caseload(clients, *options)
    assert done.exit_code == 2 and words in done.stderr and done.stderr.count("\n") == 1
    assert not (clients.parent / "out").exists()


@pytest.mark.parametrize(
    ("text", "words"), [("", "the file is empty"), ("client,agee\nA,1\n", "'agee'"), (None, "no such")]
)
def test_a_list_that_can_not_be_read_touches_nothing(clients, text, words):
    clients.write_text(text) if text is not None else clients.unlink()
    done = caseload(clients)
    assert done.exit_code == 2 and words in done.stderr and done.stderr.count("\n") == 1
    assert not (clients.parent / "out").exists()


def test_a_list_that_is_not_there_is_told(clients):
    clients.unlink()
    done = caseload(clients)
    assert done.exit_code == 2 and "no such file or directory; give the path of a list of clients" in done.stderr


def test_a_cluster_that_is_not_there_is_told_and_the_faults_are_in_the_report(clients, monkeypatch):
    monkeypatch.setattr("planner.practice.cluster.TO_CONNECT", 1)
    done = caseload(clients, "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "there is no cluster at 'tcp://127.0.0.1:1'" in done.stderr and "1 client not made" in done.stderr
    assert [line[:2] for line in report(clients)] == [("Berta", "fault")]


@pytest.mark.slow
def test_a_cluster_that_dies_half_way_loses_nothing(tmp_path, monkeypatch):
    """Two real programs of Dask, of which the scheduler is ended after the first client."""
    monkeypatch.setattr("planner.practice.cluster.TO_CONNECT", 10)
    monkeypatch.setattr("planner.practice.cluster.LOOKED_AT_EVERY", 0.2)
    monkeypatch.setattr("planner.practice.cluster.WITHOUT_WORKERS", 2)  # a scheduler that has gone does not come again
    many = tmp_path / "clients.csv"
    many.write_text("client,days,start\n" + "".join(f"Client {n},1,2026-11-23\n" for n in range(12)))
    place = tmp_path / "scheduler.json"
    options = ["--scheduler-file", str(place), "--no-dashboard"]
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    with (
        subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", *options], **quiet) as scheduler,
        subprocess.Popen([*dask, "worker", "--nthreads", "1", *options], **quiet) as worker,
    ):
        try:
            address = _address(place, worker)
            taken = _ended_after_one(monkeypatch, scheduler)
            done = caseload(many, "--scheduler", address, "--formats", "ics")
        finally:
            scheduler.kill()
            worker.kill()
    assert taken and done.exit_code == 2 and "not made: start it again" in done.stderr
    assert "Traceback" not in done.stderr
    made = [line[0] for line in report(many)]
    assert 0 < len(made) < 12 and all(line[1] != "fault" for line in report(many))
    again = caseload(many, "--workers", "1", "--formats", "ics")
    assert again.exit_code == 0 and f"{len(made)} kept as before" in again.stdout
    assert [line[0] for line in report(many)] == [f"Client {n}" for n in range(12)]


def _address(place, worker):
    """Where the scheduler listens, as soon as a worker has come to it."""
    while worker.poll() is None:
        try:
            address = json.loads(place.read_text())["address"]
            Cluster(address).shutdown()
        except (FileNotFoundError, json.JSONDecodeError, NoCluster):
            continue
        return address
    raise AssertionError("the worker has ended")


def _ended_after_one(monkeypatch, scheduler):
    """End the scheduler when the first client has been written."""
    taken = []
    keep = CaseloadFolder.keep

    def keep_and_end(self, one, mark=""):
        keep(self, one, mark)
        taken.append(one.client)
        scheduler.kill()

    monkeypatch.setattr(CaseloadFolder, "keep", keep_and_end)
    return taken
