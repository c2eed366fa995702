"""Whose turn it is: first come first served, fair, bounded; work that nobody waits for is called off."""

from concurrent.futures import BrokenExecutor, Future, wait
from queue import SimpleQueue
from threading import Barrier, Thread

import pytest

from planner.errors import PlannerError
from planner.practice.planning_queue import PlanningQueue, workers_of_environment


class ByHand:
    """Workers that do nothing by themselves: a test says what becomes of what they were given."""

    def __init__(self, size=1):
        self.size, self.alive, self.given, self.called_off = size, True, [], []

    def submit_told(self, told, fn, *args):
        future = Future()
        self.given.append((future, fn, args, told))
        return future

    def call_off(self, future):
        self.called_off.append(future)
        future.cancel()

    def shutdown(self, wait=True, *, cancel_futures=False):
        self.alive = False

    @property
    def names(self):
        return [args[0] for _, _, args, _ in self.given]

    def finish(self, value="made"):
        next(future for future, *_ in self.given if not future.done()).set_result(value)

    def die(self):
        next(future for future, *_ in self.given if not future.done()).set_exception(BrokenExecutor("it has ended"))


@pytest.fixture
def workers():
    return ByHand()


@pytest.fixture
def queue(workers):
    return PlanningQueue(lambda: workers, most_waiting=5)


def test_first_come_first_served_and_each_knows_her_place(queue, workers):
    jobs = [queue.ask(name, len, name) for name in ("Anna", "Berta", "Clara")]
    assert workers.names == ["Anna"]
    assert [queue.before(job) for job in jobs] == [0, 1, 2]
    workers.finish()
    assert jobs[0].result.result() == "made" and workers.names == ["Anna", "Berta"]
    assert [queue.before(job) for job in jobs] == [0, 0, 1]


def test_many_plans_of_one_do_not_keep_another_waiting(queue, workers):
    for n in range(4):
        queue.ask("many", len, f"many {n}")
    queue.ask("one", len, "one")
    for _ in range(4):
        workers.finish()
    assert workers.names.index("one") <= 2


def test_a_week_is_not_kept_waiting_by_long_plans_of_others(workers, queue):
    for n in range(4):
        queue.ask(n, len, f"long {n}", days=14)
    queue.ask("one", len, "week", days=7)
    workers.finish()
    assert workers.names == ["long 0", "week"]


def test_a_long_plan_is_not_put_off_for_ever(workers, queue):
    queue.ask("first", len, "first")
    queue.ask("long", len, "long", days=14)
    for n in range(20):  # one new visitor after the other, each with a week
        queue.ask(n, len, f"week {n}")
        workers.finish()
    assert "long" in workers.names[:6]


def test_the_queue_is_bounded_and_says_so(queue, workers):
    for n in range(6):
        queue.ask(n, len, str(n))
    with pytest.raises(PlannerError, match=r"5 plans are waiting .* try again"):
        queue.ask("late", len, "late")
    workers.finish()
    queue.ask("later", len, "later")


def test_the_same_work_is_done_once_and_remembered(queue, workers):
    jobs = [queue.ask(name, len, "week", key="week") for name in ("Anna", "Berta")]
    assert jobs[0] is jobs[1] and workers.names == ["week"]
    workers.finish()
    assert queue.ask("Clara", len, "week", key="week").result.result() == "made"
    assert workers.names == ["week"]


def test_what_nobody_waits_for_any_more_is_called_off(queue, workers):
    begun = queue.ask("Anna", len, "begun", key="begun")
    shared = queue.ask("Anna", len, "shared", key="shared")
    queue.ask("Berta", len, "shared", key="shared")
    mine = queue.ask("Anna", len, "mine", key="mine")
    queue.leave("Anna")
    assert begun.result.cancelled() and mine.result.cancelled() and not shared.result.done()
    assert workers.called_off == [workers.given[0][0]] and workers.names == ["begun", "shared"]
    again = queue.ask("Anna", len, "mine", key="mine")  # she is back: nothing of it is remembered
    workers.finish()
    workers.finish("anew")
    assert again.result.result() == "anew"


def test_a_new_wish_takes_the_place_of_the_one_before(queue, workers):
    queue.ask("other", len, "other")
    before = queue.ask("Anna", len, "before")
    now = queue.ask("Anna", len, "now")
    queue.leave("Anna", but=now)
    assert before.result.cancelled() and not now.result.done()
    workers.finish()
    assert workers.names == ["other", "now"]


def test_a_session_that_is_gone_takes_its_work_along(queue, workers):
    queue.ask("other", len, "other")
    lost = queue.ask("Anna", len, "lost")
    queue.gone("Anna")  # noticed when next there is something to do
    workers.finish()
    assert lost.result.cancelled() and workers.names == ["other"]


def test_a_thousand_sessions_may_be_gone_at_once(queue, workers):
    for n in range(1000):
        queue.gone(n)
    queue.ask("Anna", len, "week")
    assert workers.names == ["week"]


def test_two_threads_that_see_the_same_session_gone_both_go_on(queue):
    both = Barrier(2)

    class Looked(SimpleQueue):
        def empty(self):
            found = super().empty()
            if not found:
                both.wait(60)  # the other has looked too, and neither has taken it out
            return found

    queue._gone = Looked()
    queue.gone("Anna")
    asking = [Thread(target=queue.ask, args=(name, len, name), daemon=True) for name in ("Berta", "Clara")]
    for one in asking:
        one.start()
    for one in asking:
        one.join(60)
    assert not any(one.is_alive() for one in asking)


def test_work_whose_worker_dies_is_asked_for_again_once(queue, workers):
    job = queue.ask("Anna", len, "week", key="week")
    workers.die()
    assert workers.names == ["week", "week"] and not job.result.done()
    workers.die()
    with pytest.raises(PlannerError, match=r"ended twice .* try again"):
        job.result.result()
    assert queue.ask("Anna", len, "week", key="week") is not job


def test_where_the_workers_are_lost_others_are_sought():
    lost, found = ByHand(), ByHand()
    queue = PlanningQueue(iter((lost, found)).__next__)
    job = queue.ask("Anna", len, "week")
    lost.alive = False
    lost.die()
    found.finish()
    assert job.result.result() == "made"


def test_where_there_are_no_workers_everyone_is_told():
    def none():
        raise PlannerError("there is no cluster")

    queue = PlanningQueue(none)
    with pytest.raises(PlannerError, match="there is no cluster"):
        queue.ask("Anna", len, "week").result.result()


def test_what_a_worker_tells_is_known_to_who_waits(queue, workers, week):
    job = queue.ask("Anna", len, "week")
    assert job.progress is None
    workers.given[0][3](0.5, week.days[0])
    assert job.progress == (0.5, week.days[0])


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "²", "9" * 9])
def test_a_number_of_workers_that_can_not_be_is_refused(number, monkeypatch):
    monkeypatch.delenv("PLANNER_SCHEDULER", raising=False)
    monkeypatch.setenv("PLANNER_WORKERS", number)
    with pytest.raises(PlannerError, match="give a whole number"):
        workers_of_environment()


def test_the_workers_are_those_of_the_environment(monkeypatch):
    monkeypatch.delenv("PLANNER_SCHEDULER", raising=False)
    monkeypatch.setenv("PLANNER_WORKERS", "1")
    workers = workers_of_environment()
    assert workers.size == 1
    assert not wait([workers.submit_told(None, len, "week")]).not_done
    workers.shutdown()
    monkeypatch.setenv("PLANNER_SCHEDULER", "nowhere://1")
    with pytest.raises(PlannerError, match="no address of a cluster"):
        workers_of_environment()
