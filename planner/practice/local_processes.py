"""Processes of this machine as an executor: warm, one thing each at a time, replaced when they die."""

import atexit
import itertools
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from planner.errors import PlannerError

if TYPE_CHECKING:  # nothing else of the planner: the processes are started before this one has imported it
    from planner.practice.plan_tasks import Tell

P = ParamSpec("P")
T = TypeVar("T")
MOST_UNASKED = 8  # processes, where nobody says how many: each takes some 200 MB
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # in each process


class LocalProcesses(Executor):
    """An executor of so many processes; each is there, with the planner imported, before it is needed.

    A process that dies fails what it was doing with `concurrent.futures.BrokenExecutor`, and nothing else;
    another takes its place.

    Parameters
    ----------
    size : int
        How many processes; by default as many as this machine has cores, but at most `MOST_UNASKED`.

    Examples
    --------
    >>> with LocalProcesses(1) as processes:
    ...     processes.submit(len, "week").result()
    4
    """

    def __init__(self, size: int | None = None) -> None:
        self.size = size or min(os.cpu_count() or 1, MOST_UNASKED)
        self._lock, self._closed = Lock(), False
        self._numbers = itertools.count(1)
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._doing: dict[Future[Any], tuple[int, int]] = {}  # the number of what is asked, and of the process
        # the first at once; the others when it has made its first plan, or are needed: they would take its core
        self._processes: list[_Process | None] = [_Process(), *[None] * (self.size - 1)]
        self._free: SimpleQueue[int] = SimpleQueue()  # the processes that do nothing, by number
        for n in range(self.size):
            self._free.put(n)
        self._threads = [Thread(target=self._serve, daemon=True) for _ in range(self.size)]
        for thread in self._threads:
            thread.start()
        atexit.register(self.shutdown, wait=False)

    @property
    def alive(self) -> bool:
        """Whether they can be asked; a process that has died is replaced, so they can until they are ended."""
        return not self._closed

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have something done by the next process that is free; see `concurrent.futures.Executor.submit`."""
        return self.submit_told(None, fn, *args, **kwargs)

    def submit_told(self, told: "Tell | None", fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """As `submit`; `told` hears how far it is [1], and the first day of the plan as it would be by now."""
        future: Future[T] = Future()
        if kwargs:
            raise TypeError("arguments are given by their place, not by name")
        with self._lock:
            if self._closed:
                raise RuntimeError("the processes have been ended")
            self._asked.put((future, next(self._numbers), told, fn, args))
        return future

    def call_off(self, future: Future[Any]) -> None:
        """Nobody wants it any more: it is not begun, or stops where it next tells how far it is."""
        if future.cancel():
            return
        with self._lock:
            doing = self._doing.get(future)
        if doing:
            with suppress(PlannerError):  # said to whoever asked
                self._process(doing[1]).call_off(doing[0])

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: when all is done that was asked for, or at once without `wait`."""
        with self._lock:
            self._closed = True
        if cancel_futures or not wait:
            with suppress(Empty):
                while True:
                    if asked := self._asked.get_nowait():
                        asked[0].cancel()
        for _ in self._threads:
            self._asked.put(None)
        if not wait:
            for process in filter(None, self._processes):
                process.kill()
        for thread in self._threads if wait else ():
            thread.join()
        atexit.unregister(self.shutdown)

    def _serve(self) -> None:
        """Pass on to a process that is free what is asked, and from it what came of it."""
        while (asked := self._asked.get()) is not None:
            future, number, told, fn, arguments = asked
            with self._lock:  # from then on it can be called off where it is done
                if not future.set_running_or_notify_cancel():
                    continue
                n = self._free.get()
                self._doing[future] = number, n
            try:
                process = self._process(n)
                value, error = process.do(number, fn, arguments, told), None
            except BaseException as fault:
                value, error = None, fault
            with self._lock:
                del self._doing[future]
                if isinstance(error, BrokenExecutor):
                    process.kill()
                    self._processes[n] = None
                closed = self._closed
            with suppress(PlannerError):  # said to whoever needs one
                for k in range(0 if closed else self.size):
                    self._process(k)
            self._free.put(n)
            if error:
                future.set_exception(error)
            else:
                future.set_result(value)
            del asked, future, told, fn, arguments, value, error  # kept by nobody while this waits
        if last := self._processes[self._free.get()]:
            last.end()

    def _process(self, n: int) -> "_Process":
        """A process by its number, started now if need be."""
        with self._lock:
            process = self._processes[n] = self._processes[n] or _Process()
            return process


_Asked = tuple[Future[Any], int, "Tell | None", Callable[..., Any], tuple[Any, ...]]


class _Process:
    """One process, and the pipes to and from it."""

    def __init__(self) -> None:
        package = Path(__file__).resolve().parents[2]
        paths = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
        command = [sys.executable, "-P", "-m", "planner.practice.planning_process"]
        env = {**os.environ, **ONE_THREAD, "PYTHONPATH": paths}
        try:
            self._popen = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        except OSError as error:
            reason = (error.strerror or "an error").lower()
            raise PlannerError(f"no program can be started that plans: {reason}; wait a moment and try again") from None
        assert self._popen.stdin and self._popen.stdout
        self._to, self._from = self._popen.stdin, self._popen.stdout

    def do(self, number: int, fn: Callable[..., T], arguments: tuple[Any, ...], told: "Tell | None") -> T:
        call = pickle.dumps((number, fn, arguments), pickle.HIGHEST_PROTOCOL)
        try:
            self._to.write(call)
            self._to.flush()
            while True:
                kind, value = pickle.load(self._from)
                if kind == "done":
                    return value
                if kind == "failed":
                    break
                if kind == "told" and told:
                    told(*value)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise BrokenExecutor("the process has ended") from None
        raise value

    def call_off(self, number: int) -> None:
        with suppress(OSError, ValueError):
            self._to.write(pickle.dumps(number))
            self._to.flush()

    def end(self) -> None:
        """Let it end by itself, which it does when it is asked nothing more."""
        with suppress(OSError):
            self._to.close()
        self._popen.wait()
        self._from.close()

    def kill(self) -> None:
        self._popen.kill()
        with suppress(OSError):
            self._to.close()
        self._popen.wait()
