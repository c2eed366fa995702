"""The queue before the workers: first come first served, fair between visitors, bounded, and each plan made once."""

import itertools
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from planner.errors import PlannerError, quoted
from planner.practice.local_processes import LocalProcesses

if TYPE_CHECKING:  # the workers are started before this process has imported the rest of the planner
    from planner.menu.plan import Day
    from planner.practice.plan_tasks import Tell

T = TypeVar("T")
MOST_WAITING = 200  # pieces of work; whoever comes then is asked to come again
MOST_KEPT = 64  # plans that are remembered
MOST_WORKERS = 1000  # processes of one machine
SCHEDULER = "PLANNER_SCHEDULER"  # the variable of the environment with the address of a cluster
TRIES = 2  # of work whose worker has died


class Workers(Protocol):
    """Where the work is done: `LocalProcesses` or `Cluster`, an executor that tells how far a plan is."""

    @property
    def size(self) -> int: ...

    @property
    def alive(self) -> bool: ...

    def submit_told(self, told: "Tell | None", fn: Callable[..., T], /, *args: Any) -> Future[T]: ...

    def call_off(self, future: Future[Any]) -> None: ...

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None: ...


@dataclass(eq=False)
class Job(Generic[T]):
    """A piece of work that visitors wait for.

    Attributes
    ----------
    result : concurrent.futures.Future
        What comes of it; cancelled when nobody waits for it any more.
    progress : tuple of float and Day, optional
        How far it is [1], and the first day of the plan as it would be by now.
    """

    work: tuple[Any, ...]
    days: int
    key: str | None
    visitors: set[Hashable]
    number: int
    turn: float
    result: Future[T] = field(default_factory=Future)
    progress: "tuple[float, Day] | None" = None
    tries: int = 0
    doing: Future[T] | None = None


class PlanningQueue:
    """Gives work to workers in turn, as many pieces at once as there are workers.

    Whose turn it is follows fair queueing [1]_: as if all visitors who wait were served at once, each
    with an equal share; the work that would be done first then is begun first. So who asks for a week is
    not kept waiting by somebody else's many plans or long ones, and nobody is put off for ever.

    Parameters
    ----------
    workers : callable
        Gives the workers; called when work is there and there are none, or those that were are broken.
    most_waiting : int
        So many pieces of work may wait.

    References
    ----------
    .. [1] A. Demers, S. Keshav, S. Shenker, "Analysis and simulation of a fair queueing algorithm",
       SIGCOMM 1989.

    Examples
    --------
    >>> from planner.practice.local_processes import LocalProcesses
    >>> queue = PlanningQueue(lambda: LocalProcesses(1))
    >>> queue.ask("Anna", len, "week").result.result()
    4
    >>> queue.close()
    """

    def __init__(self, workers: Callable[[], Workers], most_waiting: int = MOST_WAITING) -> None:
        self._connect, self._most_waiting = workers, most_waiting
        self._workers: Workers | None = None
        self._lock = RLock()
        self._numbers = itertools.count(1)
        self._waiting: list[Job[Any]] = []
        self._doing: set[Job[Any]] = set()
        self._by_key: OrderedDict[str, Job[Any]] = OrderedDict()
        self._clock = 0.0  # days that each waiting visitor would have been served by now
        self._served: dict[Hashable, float] = {}  # when the last work of each would be done by this clock
        self._gone: SimpleQueue[Hashable] = SimpleQueue()

    def ask(
        self, visitor: Hashable, work: Callable[..., T], *arguments: Any, days: int = 7, key: str | None = None
    ) -> Job[T]:
        """Have something done for a visitor.

        Parameters
        ----------
        visitor : hashable
            Who asks.
        work : callable
            A function of the planner that a worker can import, or a partial of one.
        *arguments
            Of the work.
        days : int
            How long it takes, as that of a plan of so many days [days].
        key : str, optional
            The same key means the same work: it is done once, and the last that were made are remembered.

        Raises
        ------
        PlannerError
            If too many wait already, or there are no workers.
        """
        with self._lock:
            job = self._by_key.get(key) if key else None
            if job is None or job.result.cancelled():
                if len(self._waiting) >= self._most_waiting:
                    raise PlannerError(
                        f"{len(self._waiting)} plans are waiting to be made already: try again in a few minutes"
                    )
                turn = max(self._clock, self._served.get(visitor, 0.0)) + days
                self._served[visitor] = turn
                job = Job((work, *arguments), days, key, {visitor}, next(self._numbers), turn)
                self._waiting.append(job)
                if key:
                    self._by_key[key] = job
            if key:
                self._by_key.move_to_end(key)
            job.visitors.add(visitor)
            self._forget()
        self._begin()
        return job

    @property
    def size(self) -> int:
        """How many pieces of work are done at once: 1 at least, though nobody is there yet."""
        workers = self._workers
        return max(1, workers.size) if workers else 1

    def before(self, job: Job[Any]) -> int:
        """How many plans are made before this one: those in hand and those whose turn comes first; 0 if it is begun."""
        with self._lock:
            if job not in self._waiting:
                return 0
            return len(self._doing) + sum(_turn(other) < _turn(job) for other in self._waiting)

    def leave(self, visitor: Hashable, but: Job[Any] | None = None) -> None:
        """A visitor waits for nothing any more, but for one piece of work; what nobody waits for is called off."""
        self._leave(visitor, but)
        self._begin()

    def _leave(self, visitor: Hashable, but: Job[Any] | None = None) -> None:
        with self._lock:
            for job in [job for job in (*self._waiting, *self._doing) if visitor in job.visitors and job is not but]:
                job.visitors.discard(visitor)
                if job.visitors:
                    continue
                if job.key:
                    self._by_key.pop(job.key, None)
                if job in self._waiting:
                    self._waiting.remove(job)
                    job.result.cancel()
                    if self._served.get(visitor) == job.turn:
                        self._served[visitor] -= job.days  # she was not served
                elif self._workers and job.doing:
                    self._workers.call_off(job.doing)

    def gone(self, visitor: Hashable) -> None:
        """As `leave`, in its time: may be called at any moment, as when a session is collected."""
        self._gone.put(visitor)

    def warm(self) -> None:
        """Have the workers there before anything is asked for; where there are none, whoever asks is told."""
        with self._lock, suppress(PlannerError):
            if self._workers is None:
                self._workers = self._connect()

    def close(self) -> None:
        """End the workers."""
        with self._lock:
            workers, self._workers = self._workers, None
        if workers:
            workers.shutdown(wait=False)

    def _begin(self) -> None:
        """Give the workers what they have room for."""
        with suppress(Empty):
            while True:
                self._leave(self._gone.get_nowait())
        with self._lock:
            try:
                while self._waiting:
                    if self._workers is None:
                        self._workers = self._connect()
                    if len(self._doing) >= self.size:
                        return
                    self._begin_one(self._workers)
            except PlannerError as error:  # there are no workers
                failed, self._waiting = self._waiting, []
                for job in failed:
                    self._end(job, error=error)

    def _begin_one(self, workers: Workers) -> None:
        job = min(self._waiting, key=_turn)
        self._clock += job.days / len({visitor for other in self._waiting for visitor in other.visitors})
        self._clock = min(self._clock, job.turn)
        self._waiting.remove(job)
        self._doing.add(job)
        job.tries += 1

        def told(share: float, first: "Day") -> None:
            job.progress = share, first

        try:
            job.doing = workers.submit_told(told, *job.work)
        except BrokenExecutor as error:
            job.doing = Future()
            job.doing.set_exception(error)
        job.doing.add_done_callback(lambda done: self._done(job, done))

    def _done(self, job: Job[Any], done: Future[Any]) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        with self._lock:
            self._doing.discard(job)
            if isinstance(error, BrokenExecutor) and job.visitors:
                if self._workers and not self._workers.alive:
                    self.close()  # others are sought when there is work
                if job.tries < TRIES:
                    self._waiting.append(job)  # its turn has come already
                    error = None
                else:
                    error = PlannerError(
                        "the program that makes the plan has ended twice while at it: try again, or make other choices"
                    )
            if job not in self._waiting:
                self._end(job, done if error is None else None, error)
        self._begin()

    def _end(self, job: Job[Any], done: Future[Any] | None = None, error: BaseException | None = None) -> None:
        if job.result.cancelled():  # by whoever waited
            return
        if error is None and done:
            job.result.set_result(done.result())
            return
        if job.key and self._by_key.get(job.key) is job:
            del self._by_key[job.key]
        if not job.visitors:
            job.result.cancel()
        else:
            job.result.set_exception(error or CancelledError())

    def _forget(self) -> None:
        """Keep no more results than are worth it, and no visitor who has been served long ago."""
        done = [key for key, job in self._by_key.items() if job.result.done()]
        for key in done[: max(0, len(done) - MOST_KEPT)]:
            del self._by_key[key]
        self._served = {visitor: turn for visitor, turn in self._served.items() if turn > self._clock}


def workers_of_environment() -> Workers:
    """The workers that whoever runs the program has chosen.

    ``PLANNER_SCHEDULER`` is the address of a Dask cluster; without it there are processes of this machine,
    as many as ``PLANNER_WORKERS`` says or as there are cores, up to eight.

    Returns
    -------
    LocalProcesses or Cluster

    Raises
    ------
    PlannerError
        If the cluster isn't there, or the number is none.

    Examples
    --------
    >>> workers = workers_of_environment()
    >>> workers.submit_told(None, len, "week").result()
    4
    >>> workers.shutdown()
    """
    if address := os.environ.get(SCHEDULER):
        from planner.practice.cluster import Cluster  # only here: it takes a second to import

        return Cluster(address)
    number = os.environ.get("PLANNER_WORKERS", "")
    if number and not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_WORKERS):
        raise PlannerError(f"PLANNER_WORKERS is {quoted(number)}: give a whole number from 1 to {MOST_WORKERS}")
    return LocalProcesses(int(number) if number else None)


def _turn(job: Job[Any]) -> tuple[float, int]:
    return job.turn, job.number


QUEUE = PlanningQueue(workers_of_environment)  # of all visitors of this program; the workers come when they are needed
