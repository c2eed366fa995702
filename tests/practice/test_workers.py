"""The same plan wherever it is made: in this process, in others, on a cluster; and what becomes of workers that die."""

import os
import pickle
import re
import signal
from concurrent.futures import BrokenExecutor, CancelledError
from functools import partial
from queue import SimpleQueue
from threading import Event

import pytest
from distributed import LocalCluster

from planner.errors import PlannerError
from planner.exports import render
from planner.optimize import another, lock
from planner.person import Person, Preferences
from planner.practice import Cluster, LocalProcesses, NoCluster, PlanTask, step_made, week_made
from planner.practice.cluster import done_by_worker
from planner.practice.local_processes import _Process
from planner.practice.plan_tasks import carried_out, program_digest
from tests.conftest import START


@pytest.fixture(scope="module")
def processes():
    with LocalProcesses(1) as opened:
        yield opened


@pytest.fixture(scope="module")
def cluster():
    with Cluster(workers=1) as opened:
        yield opened


@pytest.fixture(scope="module", params=["processes", "cluster"])
def workers(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def task(foods):
    return PlanTask(Person(age=31), Preferences(tea=["16:30"]), foods, START, days=2, seed=3)


@pytest.fixture(scope="module")
def here(task):
    return week_made(task)


def plan_file(plan):
    """Byte for byte, but for the seconds that it took."""
    return re.sub(rb'"seconds": [\d.]+', b"", render(plan, ".json"))


def test_the_same_input_gives_the_same_plan_wherever_it_is_made(workers, task, here):
    told = SimpleQueue()
    there = workers.submit_told(lambda share, first: told.put((share, first)), week_made, task).result()
    assert plan_file(there.plan) == plan_file(here.plan)
    assert there.findings.checks.equals(here.findings.checks)
    share, first = told.get()
    assert 0 <= share <= 1 and first.date == START and len(first.meals) == 7


def test_a_step_is_taken_wherever_it_is_taken(workers, here):
    held = lock(here.plan, START)
    assert plan_file(workers.submit(step_made, another, held).result().plan) == plan_file(another(held))


def test_what_can_not_be_planned_is_said_as_it_is_here(workers, task):
    hers = PlanTask(task.person, Preferences(exclude=["unicorn"]), task.foods, START)
    with pytest.raises(PlannerError) as here:
        week_made(hers)
    with pytest.raises(PlannerError, match=re.escape(str(here.value))):
        workers.submit(week_made, hers).result()


def test_a_fault_of_ours_comes_back_with_its_traceback(workers):
    with pytest.raises(TypeError) as fault:
        workers.submit(len, 3).result()
    assert "carried_out" in "".join(fault.value.__notes__)


def test_what_can_not_be_sent_harms_nothing(processes):
    with pytest.raises(Exception, match="pickle"):
        processes.submit(lambda: 1).result()
    with pytest.raises(RuntimeError, match="pickle"):
        processes.submit(eval, "lambda: 1").result()
    assert processes.submit(len, "week").result() == 4


def test_what_is_printed_harms_nothing(processes):
    assert processes.submit(os.system, "echo printed").result() == 0
    assert processes.submit(print, "printed").result() is None


def test_a_process_that_dies_fails_what_it_did_and_is_replaced(processes):
    with pytest.raises(BrokenExecutor):
        processes.submit(os._exit, 3).result()
    first = processes.submit(os.getpid).result()
    os.kill(first, signal.SIGKILL)
    with pytest.raises(BrokenExecutor):
        processes.submit(os.getpid).result()
    assert processes.submit(os.getpid).result() != first


def test_a_plan_that_is_called_off_stops_where_it_next_tells_how_far_it_is(processes, task):
    begun = SimpleQueue()
    long = PlanTask(task.person, task.preferences, task.foods, START, days=14)
    future = processes.submit_told(lambda share, first: begun.put(share), week_made, long)
    waiting = processes.submit(len, "week")
    begun.get()
    processes.call_off(waiting)
    processes.call_off(future)
    with pytest.raises(CancelledError):
        future.result()
    assert waiting.cancelled()
    assert processes.submit(len, "week").result() == 4


def test_a_plan_that_is_called_off_while_its_process_is_sought_stops_too(processes, task, monkeypatch):
    found, sought, called_off = processes._process, Event(), Event()

    def seek(n):
        sought.set()
        assert called_off.wait(60)
        return found(n)

    monkeypatch.setattr(processes, "_process", seek)
    future = processes.submit_told(lambda share, first: None, week_made, task)
    assert sought.wait(60)
    monkeypatch.undo()
    processes.call_off(future)
    called_off.set()
    with pytest.raises(CancelledError):
        future.result(60)


def test_who_needs_a_process_that_can_not_be_started_is_told(processes, monkeypatch):
    with pytest.raises(BrokenExecutor):
        processes.submit(os._exit, 3).result()
    monkeypatch.setattr("planner.practice.local_processes.sys.executable", "/no/such/python")
    processes._processes[0].kill()
    processes._processes[0] = None
    with pytest.raises(PlannerError, match=r"no such file or directory; wait a moment and try again"):
        processes.submit(len, "week").result(60)
    with pytest.raises(PlannerError, match="can be started"):
        LocalProcesses(1)
    monkeypatch.undo()
    assert processes.submit(len, "week").result() == 4


@pytest.mark.parametrize("call", [b"no call", pickle.dumps((1, len, (b"x" * 100_000,)))[:50_000]])
def test_a_process_whose_server_is_killed_while_it_asks_ends_too(call):
    process = _Process()
    process._to.write(call)
    process.end()
    assert process._popen.returncode is not None


def test_one_process_is_there_at_once_and_the_others_when_it_has_done_something():
    with LocalProcesses(3) as processes:
        first = processes.submit(os.getpid).result()
        assert {processes.submit(os.getpid).result() for _ in range(6)} > {first}


def test_processes_that_were_ended_take_nothing_more():
    processes = LocalProcesses(1)
    processes.shutdown()
    assert not processes.alive
    with pytest.raises(RuntimeError, match="ended"):
        processes.submit(len, "week")


def test_each_process_keeps_to_one_thread(processes):
    assert processes.submit(os.getenv, "OMP_NUM_THREADS").result() == "1"


def test_a_worker_with_another_program_is_refused():
    assert done_by_worker("", 1, program_digest(), len, "week") == 4
    with pytest.raises(PlannerError, match="another version of cramp-planner: install the same"):
        done_by_worker("", 1, "other", len, "week")


def test_a_worker_of_the_cluster_that_dies_is_told(cluster, tmp_path):
    assert cluster.size == 1 and cluster.alive
    with pytest.raises(BrokenExecutor, match="workers that it was given to have ended"):
        cluster.submit(os._exit, 3).result()
    assert cluster.submit(len, "week").result() == 4


def test_a_cluster_without_workers_is_given_up(monkeypatch):
    """Dask itself would wait for ever."""
    monkeypatch.setattr("planner.practice.cluster.LOOKED_AT_EVERY", 0.1)
    monkeypatch.setattr("planner.practice.cluster.WITHOUT_WORKERS", 0.5)
    monkeypatch.setattr("planner.practice.cluster.TO_CONNECT", 60)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as elsewhere:
        with Cluster(elsewhere.scheduler_address) as opened:
            elsewhere.scale(0)
            with pytest.raises(BrokenExecutor, match=r"the cluster at tcp://.* is gone"):
                opened.submit(week_made, None).result()
            assert not opened.alive
        with pytest.raises(NoCluster, match="has no worker: start one with dask worker tcp://"):
            Cluster(elsewhere.scheduler_address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:1", "there is no cluster at 'tcp://127.0.0.1:1': start dask scheduler there"),
        ("nowhere", "there is no cluster at|no address of a cluster"),
        ("nowhere://1", "no address of a cluster"),
        ("", "no address of a cluster"),
    ],
)
def test_a_cluster_that_is_not_there_is_said(address, words, monkeypatch):
    monkeypatch.setattr("planner.practice.cluster.TO_CONNECT", 1)
    with pytest.raises(PlannerError, match=words):
        Cluster(address)


def test_work_is_carried_out_here_too(task, here):
    told = []
    assert plan_file(carried_out(lambda *one: told.append(one), week_made, task).plan) == plan_file(here.plan)
    assert told and carried_out(None, partial(len, "week")) == 4
