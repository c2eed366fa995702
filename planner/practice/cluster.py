"""Dask as an executor: a cluster by the address of its scheduler, or processes of this machine."""

import itertools
import logging
import pickle
import signal
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Thread
from typing import Any, ParamSpec, TypeVar

from planner.errors import PlannerError, quoted
from planner.practice.plan_tasks import Tell, carried_out, program_digest

P = ParamSpec("P")
T = TypeVar("T")
TO_CONNECT = 5  # [s] in which a scheduler elsewhere must answer
TO_START = 120  # [s] in which processes of this machine must be there, however busy it is
LOOKED_AT_EVERY = 2.0  # [s] how many workers there are
WITHOUT_WORKERS = 30.0  # [s] after which it is given up
_LOCAL = {"distributed.scheduler.allowed-failures": 1, "distributed.worker.profile.enabled": False}


class NoCluster(PlannerError):
    """There is no cluster, or none that can be used."""


class Cluster(Executor):
    """An executor of a Dask cluster; as `LocalProcesses`, but its workers may be on many machines.

    What goes to another machine is for who asks to choose: `plan_caseload` sends no name.

    Parameters
    ----------
    address : str, optional
        Of the scheduler, such as ``"tcp://10.0.0.5:8786"``; processes of this machine by default.
    workers : int, optional
        So many processes of this machine; as many as it has cores by default.

    Raises
    ------
    NoCluster
        If there is no scheduler at the address, or it has no worker or other versions.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        import dask
        from distributed import Client, LocalCluster
        from distributed.comm import parse_address
        from distributed.comm.registry import get_backend

        self.address, self._threads, self._looked_at = address, 0, 0.0
        self._closed = Event()
        self._numbers = itertools.count(1)
        self._told: dict[int, Tell] = {}
        self._asked: dict[Future[Any], Future[Any]] = {}  # ours, and that of Dask
        self._local = None
        _quiet()
        if address is None:
            with dask.config.set(_LOCAL):
                self._local = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # heard on this machine only
                    memory_limit=0,
                    preload=["planner.practice.plan_tasks"],
                    silence_logs=logging.CRITICAL,
                )
        try:
            if address is not None:
                get_backend(parse_address(address)[0])  # nothing is started for what is no address
            timeout = TO_START if self._local else TO_CONNECT
            self._client = Client(self._local or address, timeout=timeout, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise NoCluster(_not_there(address, error)) from None
        try:
            if not self.size:
                raise NoCluster(f"the cluster at {address} has no worker: start one with dask worker {address}")
            self._check_versions()
        except BaseException:
            self.shutdown(wait=False)
            raise
        if self._local:
            self._client.run(_leave_ctrl_c_to_us)
        self._topic = f"cramp-planner-{self._client.id}"
        self._client.subscribe_topic(self._topic, self._hear)
        self._executor = self._client.get_executor(pure=False)
        self._after = ThreadPoolExecutor(1)  # Dask calls back in its own loop, which must not be held up
        Thread(target=self._guard, daemon=True).start()

    def _guard(self) -> None:
        """Give up what was asked for when there has been no worker for a while: Dask would wait for ever."""
        since = time.monotonic()
        while not self._closed.wait(LOOKED_AT_EVERY):
            if self.alive:
                since = time.monotonic()
            elif time.monotonic() - since > WITHOUT_WORKERS:
                for inner in list(self._asked.values()):
                    inner.cancel()

    def _check_versions(self) -> None:
        try:
            self._client.get_versions(check=True)
        except ValueError as error:
            lines = [line.strip("| ") for line in str(error).splitlines() if line.startswith("|")]
            what = lines[1].split("|")[0].strip() if len(lines) > 1 else "a package"
            raise NoCluster(
                f"the cluster at {self.address} has another version of {what} than this machine: "
                "install the same versions on all machines"
            ) from None

    @property
    def size(self) -> int:
        """How many plans it makes at once: the threads of its workers, as they come and go."""
        if time.monotonic() - self._looked_at > LOOKED_AT_EVERY:
            with suppress(Exception):  # what is wrong is told of the plans that are asked for
                self._threads = int(self._client.scheduler_info(n_workers=0)["total_threads"])
            self._looked_at = time.monotonic()
        return self._threads

    @property
    def alive(self) -> bool:
        """Whether the scheduler is there and has a worker."""
        return bool(self._client.status == "running") and self.size > 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have something done by a worker; see `concurrent.futures.Executor.submit`."""
        return self.submit_told(None, fn, *args, **kwargs)

    def submit_told(self, told: Tell | None, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As `submit`; `told` hears how far it is [1], and the first day of the plan as it would be by now."""
        if kwargs:
            raise TypeError("arguments are given by their place, not by name")
        number = next(self._numbers)
        topic = ""
        if told:
            self._told[number], topic = told, self._topic
        try:
            inner = self._executor.submit(done_by_worker, topic, number, program_digest(), fn, *args)
        except Exception as error:
            raise BrokenExecutor(f"the cluster at {self.address} is gone") from error
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        self._asked[future] = inner

        def pass_on(inner: Future[T]) -> None:
            with suppress(RuntimeError):  # the program ends
                self._after.submit(self._pass_on, number, inner, future)

        inner.add_done_callback(pass_on)
        return future

    def _pass_on(self, number: int, inner: Future[T], future: Future[T]) -> None:
        from distributed import KilledWorker

        self._told.pop(number, None)
        self._asked.pop(future, None)
        try:
            value = inner.result()
        except CancelledError:  # by `call_off`, or because the scheduler is lost
            future.set_exception(BrokenExecutor(f"the cluster at {self.address} is gone"))
        except KilledWorker:
            future.set_exception(BrokenExecutor("the workers that it was given to have ended"))
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(value)

    def call_off(self, future: Future[Any]) -> None:
        """Nobody wants it any more: it is not begun; a worker that is at it goes on to the end, for nobody."""
        if inner := self._asked.get(future):
            inner.cancel()

    def _hear(self, event: tuple[float, tuple[int, float, bytes]]) -> None:
        number, share, first = event[1]
        if told := self._told.get(number):
            told(share, pickle.loads(first))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; processes of this machine end."""
        self._closed.set()
        with suppress(Exception):  # it may be gone already
            self._client.close(timeout=TO_CONNECT if wait else 1)
        if self._local:
            self._local.close(timeout=TO_CONNECT)


def done_by_worker(topic: str, number: int, program: str, work: Callable[..., T], *arguments: Any) -> T:
    """What a worker of a cluster calls: the work itself, if it has the program of who asks."""
    if program != program_digest():
        raise PlannerError("a worker of the cluster has another version of cramp-planner: install the same on all")
    from distributed import get_worker

    worker = get_worker() if topic else None

    def tell(share: float, first: Any) -> None:
        if worker:
            worker.log_event(topic, (number, share, pickle.dumps(first)))

    return carried_out(tell, work, *arguments)


def _not_there(address: str | None, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"there is no cluster at {quoted(address)}: start dask scheduler there, or give its address"
    return f"{quoted(address)} is no address of a cluster: write it like tcp://10.0.0.5:8786"


def _leave_ctrl_c_to_us() -> None:
    """In a worker: who presses Ctrl-C means the program that has started it, and that ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _quiet() -> None:
    """What goes wrong is said in one sentence by whoever asked, not in the log of Dask."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]
    for name in ("distributed", *names):
        logging.getLogger(name).setLevel(logging.CRITICAL)
