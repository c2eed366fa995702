"""Run a module in a process of its own; take what it reports, its peak memory, and end it when it is late."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from planner.practice.local_processes import ONE_THREAD

EVERY = 0.05  # memory is looked at so often [s]
GRACE = 10.0  # a solver that still runs so long after its limit is ended [s]
READING = 600.0  # a model must be read within this [s]


@dataclass(frozen=True)
class Ran:
    """What came of a process: its lines of JSON, its peak memory [MB], and whether it stopped by itself."""

    lines: list[dict]
    peak_mb: float
    stopped: bool
    error: str = ""


def run(module: str, *arguments: str, seconds: float | None = None) -> Ran:
    """Run ``python -m module``, which prints lines of JSON.

    Parameters
    ----------
    module : str
    *arguments : str
    seconds : float, optional
        The limit that the module was given, counted from its line with ``"ready"``; it is ended
        `GRACE` after that [s].
    """
    import psutil

    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ONE_THREAD | os.environ,
    )
    said: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=_listen, args=(process, said), daemon=True)
    reader.start()
    lines: list[dict] = []
    error, peak, stopped = "", 0.0, True
    late = time.perf_counter() + READING if seconds else float("inf")
    while True:
        running = process.poll() is None
        if not running:
            reader.join()
        for text in _drain(said):
            if text.startswith("{"):
                lines.append(json.loads(text))
                if "ready" in lines[-1] and seconds:
                    late = time.perf_counter() + seconds + GRACE
            else:
                error = text.strip() or error
        if not running:
            break
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            peak = max(peak, sum(p.memory_info().rss for p in family) / 2**20)
            if time.perf_counter() > late:
                stopped = False
                for p in reversed(family):
                    p.kill()
        except psutil.NoSuchProcess:
            pass  # it has just ended
        time.sleep(EVERY)
    failed = stopped and process.returncode != 0
    return Ran(lines, round(peak, 1), stopped, error if failed else "")


def _listen(process: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        said.put(line)


def _drain(said: queue.Queue[str]) -> Iterator[str]:
    while not said.empty():
        yield said.get()
