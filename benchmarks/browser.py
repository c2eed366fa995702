"""The dashboard on a port of its own, and a browser that looks at it and knows when a page has come to rest."""

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
from typing import TYPE_CHECKING, Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

APP = Path(__file__).resolve().parents[1] / "app.py"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 240_000  # [ms] a bound for what never comes: states are waited for, so that a slow machine will do
POLL = 0.02  # [s] between two looks whether a dashboard answers
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
STREAMLIT = (sys.executable, "-m", "streamlit", "run", str(APP))
COMMAND = (sys.executable, "-m", "planner", "app", "--")  # as a reader starts it


# In the page, `runs` follows the messages between Streamlit and its server: how often a run of the script was asked
# for, and whether the last is over with none to follow. A message is a row of parts, each begun by its kind [1]_.
#
# .. [1] Protocol Buffers, "Encoding", https://protobuf.dev/programming-guides/encoding/
_KINDS = [
    BackMsg.RERUN_SCRIPT_FIELD_NUMBER << 3 | 2,
    ForwardMsg.NEW_SESSION_FIELD_NUMBER << 3 | 2,
    ForwardMsg.SCRIPT_FINISHED_FIELD_NUMBER << 3,
    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
]
_FOLLOW = (
    f"const [ASKED, BEGUN, ENDED, TO_BEGIN_ANEW] = {_KINDS};"
    + """
  const runs = window.runs = { asked: 0, begun: false, over: false };
  function received(bytes) {
    let at = 0;
    const number = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte > 127);
      return value;
    };
    while (at < bytes.length) {
      const kind = number(), value = number();
      if (kind === BEGUN) runs.begun = true;
      if (kind === ENDED && runs.begun) runs.over = value !== TO_BEGIN_ANEW;
      if (kind % 8 === 2) at += value;  // a part of so many bytes
    }
  }
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", message => received(new Uint8Array(message.data)));
    }
    send(bytes) {
      if (bytes[0] === ASKED) Object.assign(runs, { asked: runs.asked + 1, begun: false, over: false });
      super.send(bytes);
    }
  };
  const none = selector => !document.querySelector(selector);
  window.rests = () => runs.over
    && !none("[data-testid=stApp][data-test-script-state=notRunning]")
    && none("[data-stale=true], [data-testid=stSkeleton], [data-testid=stVegaLiteChart]:not(:has(.marks))")
    && document.getAnimations().every(one => one.playState !== "running");
  const frame = () => new Promise(requestAnimationFrame);
  window.restsOn = async () => { await frame(); await frame(); return window.rests(); };
"""
)


@contextmanager
def dashboard(url: str, log: Path | None = None, command: Sequence[str] = STREAMLIT) -> Iterator[str]:
    """The address of a dashboard that answers, with the saved food tables at a database URL."""
    with started(url, log, command) as (address, process):
        while not answers(address):
            if process.poll() is not None:
                raise RuntimeError(f"the dashboard did not start: {log.read_text() if log else 'no log was kept'}")
            time.sleep(POLL)
        yield address


@contextmanager
def started(
    url: str, log: Path | None = None, command: Sequence[str] = STREAMLIT
) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address of a dashboard that was just started and need not answer yet, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.headless=true", f"--server.port={port}"]  # at this machine only, unless told otherwise
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
def browser() -> "Iterator[Browser]":
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright  # only here: most benchmarks need no browser

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGS)
        yield opened
        opened.close()


def new_page(chromium: "Browser", **options: Any) -> "Page":
    """A page in a window of its own, of which `at_rest` and `redrawn` know what it is doing."""
    context = chromium.new_context(**options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"{{ {_FOLLOW} }}")
    return context.new_page()


def at_rest(page: "Page") -> None:
    """Wait until all that was asked for is drawn and nothing moves."""
    page.wait_for_function("window.rests?.()")
    while not page.evaluate("restsOn()"):
        page.wait_for_function("window.rests?.()")


@contextmanager
def redrawn(page: "Page") -> Iterator[None]:
    """What is done inside has the server draw the page anew; at the end it is."""
    at_rest(page)
    asked = page.evaluate("runs.asked")
    yield
    page.wait_for_function("asked => runs.asked > asked", arg=asked)
    at_rest(page)
