"""The dashboard on a port of its own, and a browser that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

APP = Path(__file__).resolve().parents[1] / "app.py"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 60_000  # [ms]
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLIT = (sys.executable, "-m", "streamlit", "run", str(APP))
COMMAND = (sys.executable, "-m", "planner", "app", "--")  # as a reader starts it


@contextmanager
def dashboard(url: str, log: Path | None = None, command: Sequence[str] = STREAMLIT) -> Iterator[str]:
    """The address of a dashboard that answers, with the saved food tables at a database URL."""
    with started(url, log, command) as (address, process):
        for _ in range(300):
            if process.poll() is not None:
                raise RuntimeError(f"the dashboard did not start: {log.read_text() if log else 'no log was kept'}")
            if answers(address):
                break
            time.sleep(0.2)
        yield address


@contextmanager
def started(
    url: str, log: Path | None = None, command: Sequence[str] = STREAMLIT
) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address of a dashboard that was just started and need not answer yet, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    with open(log or os.devnull, "wb") as out:
        process = subprocess.Popen(
            [*command, *options],
            stdout=out,
            stderr=out,
            env={**os.environ, "PLANNER_DATABASE_URL": url},
            cwd=log.parent if log else None,
        )
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:  # it waits for a page that is still open
                process.kill()
                process.wait()


def answers(address: str) -> bool:
    """Whether a dashboard is ready."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


def chromium() -> str | None:
    """Where the system's Chromium is; None if there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium (`playwright.sync_api.Browser`)."""
    from playwright.sync_api import sync_playwright  # only here: most benchmarks need no browser

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        yield opened
        opened.close()
