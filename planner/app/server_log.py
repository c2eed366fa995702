"""What the server tells those who run it: lines of a log, and figures for Prometheus.

No line and no figure says who anyone is or what she answered: of a fault the place in the code and the kind are
written, never its words, since these may quote what was typed.
"""

import hashlib
import json
import logging
import os
import re
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from planner.errors import one_of
from planner.menu.plan import Plan

LEVEL = "PLANNER_LOG_LEVEL"
LEVELS = ("debug", "info", "warning", "error")

REGISTRY = CollectorRegistry()
_SECONDS = Histogram(
    "cramp_planner_plan_seconds",
    "Seconds from asking for a plan until it was made, waiting included.",
    buckets=(0.5, 1, 2, 4, 8, 15, 30, 60, 120),
    registry=REGISTRY,
)
_FAULTS = Counter("cramp_planner_faults", "Faults of the program that a visitor met.", registry=REGISTRY)
ProcessCollector(registry=REGISTRY)

_log = logging.getLogger("planner")
_key = secrets.token_bytes(16)  # of this process: its hashes tell equal plans, and can't be guessed back


class JsonLines(logging.Formatter):
    """One line of JSON for each record, with the fields that it carries.

    What other programs log is cut to its template, up to the first bracket or line: their arguments, and what stands
    in brackets and lines that they filled in themselves, may hold what someone typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.partition(".")[0] == "planner"
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": moment, "level": record.levelname.lower(), "logger": record.name}
        line["event"] = record.getMessage() if ours else re.split(r"[\n(<]", str(record.msg))[0].strip()
        if record.exc_info and record.exc_info[1]:
            line |= _described(record.exc_info[1])
        return json.dumps(line | getattr(record, "fields", {}), ensure_ascii=False)


def write_log() -> None:
    """Write what happens to stderr from now on, as JSON, from the level that ``PLANNER_LOG_LEVEL`` names.

    Raises
    ------
    PlannerError
        If there is no such level.
    """
    level = one_of(os.environ.get(LEVEL, "info").strip().lower(), LEVELS, LEVEL).upper()
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), handlers=[handler], force=True
    )
    _log.setLevel(level)
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] in ("streamlit", "uvicorn"):  # each of them has a handler of its own
            other = logging.getLogger(name)
            other.handlers.clear()
            other.propagate = True
            other.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.getLogger("streamlit.error_util").disabled = True  # `show_fault` writes it, without its words
    # the first plan is made before anyone visits, and meant to be
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)


def started(address: str, signed_in: bool, public: bool) -> None:
    """Tell that the server has started."""
    _tell("started", address=address, sign_in=signed_in, public=public)


def plan_made(plan: Plan, seconds: float) -> None:
    """Tell that a plan was made, and how long whoever asked had to wait for it.

    Parameters
    ----------
    plan : Plan
    seconds : float
        [s]
    """
    _SECONDS.observe(seconds)
    digest = hashlib.blake2b(repr(plan.days).encode(), key=_key, digest_size=6).hexdigest()
    _tell("plan made", seconds=round(seconds, 2), days=len(plan.days), plan=digest)


def fault(error: BaseException) -> str:
    """Tell of a fault of the program: its kind and its places in the code.

    Returns
    -------
    str
        Its number, of eight letters and digits, by which its line is found in the log.

    Examples
    --------
    >>> len(fault(ZeroDivisionError()))
    8
    """
    number = secrets.token_hex(4)
    _FAULTS.inc()
    _log.error("fault", extra={"fields": {"fault": number, **_described(error)}})
    return number


def show_fault(error: Exception) -> bool:
    """Say on the page that something went wrong, with the number of the fault, in place of what Streamlit says."""
    st.error(
        "Something went wrong here. It is not your doing. Load the page again. If it comes back, tell whoever runs "
        f"this dashboard: fault {fault(error)}.",
        icon=":material/report:",
    )
    return True


def _tell(event: str, **fields: object) -> None:
    _log.info(event, extra={"fields": fields})


def _described(error: BaseException) -> dict[str, object]:
    """The kind of an error and of what led to it, and where it came through our own code."""
    kinds: list[str] = []
    at: list[traceback.FrameSummary] = []
    one: BaseException | None = error
    while one is not None and len(kinds) < 5:
        kinds.append(type(one).__qualname__)
        at = [*at, *traceback.extract_tb(one.__traceback__)]
        one = one.__cause__ or one.__context__
    ours = [frame for frame in at if "planner" in Path(frame.filename).parts]
    return {"error": kinds, "at": [f"{_short(frame.filename)}:{frame.lineno}" for frame in [*ours[-8:], *at[-1:]]]}


def _short(path: str) -> str:
    """A file of the code, without the folders of this machine."""
    parts = Path(path).parts
    from_planner = parts.index("planner") if "planner" in parts else max(len(parts) - 2, 0)
    return "/".join(parts[from_planner:])


async def _metrics(request: Request) -> Response:
    return Response(generate_latest(REGISTRY), media_type="text/plain; version=0.0.4; charset=utf-8")


METRICS = Route("/metrics", _metrics)
