"""Start the dashboard in this process, with the first plan under way before the first reader comes."""

import asyncio
import os
import socket
import sys
import time
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from planner.errors import PlannerError, quoted

HOUR = 3600.0  # [s] after which it is looked whether another day has begun
PAUSE = 5.0  # [s] that whoever opens the first page has the cores for herself
_ADDRESS = "--server.address"


def serve(options: Sequence[str], address: str, port: int | None = None) -> None:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    options : sequence of str
        Those of ``streamlit run``.
    address : str
        Where to listen.
    port : int, optional
        The first free one from 8501 on without it.

    Raises
    ------
    PlannerError
        If it can't listen there.
    """
    if any(option.partition("=")[0] == _ADDRESS for option in options):
        raise PlannerError(f"{_ADDRESS} goes before --, as --address")
    _check_free(address, port)
    # streamlit asks for an e-mail address on the first start unless it runs headless or is told not to
    os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")
    Thread(target=_make_ready, daemon=True).start()
    from streamlit.web.cli import main

    where = [_ADDRESS, address, *(["--server.port", str(port)] if port is not None else [])]
    main(["run", str(_script()), *where, *options], prog_name="streamlit")


def prepare() -> None:
    """What the server does before it answers anyone: open the log, and see that only those come who may.

    It ends the process, with one sentence, where others could reach what is kept here.
    """
    from streamlit import config

    from planner.app.network import check_network
    from planner.app.server_log import write_log

    _watch_no_sources()
    try:
        write_log()
        check_network(config.get_option("server.address"))
    except PlannerError as error:
        print(f"cramp-planner: {error}", file=sys.stderr)
        raise SystemExit(2) from None


@asynccontextmanager
async def running(app: object) -> AsyncIterator[None]:
    """What happens while the server runs: it says where it is, and opens a browser where there is a screen."""
    from streamlit import config

    from planner.app import network, server_log

    _send_at_once()
    server_log.write_log()  # once more, for what was imported meanwhile
    address = config.get_option("server.address") or "0.0.0.0"
    name = "localhost" if network.is_of_this_machine(address) or address in ("0.0.0.0", "::") else address
    url = f"http://{name}:{config.get_option('server.port')}"
    print(f"The dashboard is at {url}", flush=True)
    server_log.started(address, network.sign_in_is_set_up(), network.public())
    if not config.get_option("server.headless"):
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    yield


def _watch_no_sources() -> None:
    """Where no file is watched, have Streamlit not look for what to watch either.

    It looks up the files of all modules on the first page of each visit, while it answers nobody: half a second [1]_.

    References
    ----------
    .. [1] Streamlit 1.67, ``LocalSourcesWatcher.update_watched_modules``: ``server.fileWatcherType`` is asked later.
    """
    from streamlit import config
    from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

    if config.get_option("server.fileWatcherType") == "none":
        LocalSourcesWatcher.update_watched_modules = lambda self: None  # type: ignore[method-assign]


def _send_at_once() -> None:
    """Have what is written to a browser sent as it is written.

    By default a system holds a small packet back until the one before it is confirmed, which a browser may put off
    for 40 ms: for each of the hundred files of a page, and for each message to it. asyncio asks for better only
    where a socket names its protocol, which that of Streamlit does not [1]_. Whoever is accepted has the options of
    the socket that listens.

    References
    ----------
    .. [1] CPython 3.11, ``asyncio.base_events._set_nodelay``; Streamlit 1.67, ``starlette_server._bind_socket``.
    """
    loop = asyncio.get_running_loop()
    if not isinstance(loop, asyncio.BaseEventLoop):  # those of others, such as uvloop, do it by themselves
        return
    create = loop.create_server

    def created(*arguments: Any, sock: socket.socket | None = None, **options: Any) -> Awaitable[asyncio.Server]:
        if sock is not None:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return create(*arguments, sock=sock, **options)

    loop.create_server = created  # type: ignore[assignment, method-assign]


def _check_free(address: str, port: int | None) -> None:
    """Refuse what no server can listen at, before anything is started."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(address, port or 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, UnicodeError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or "no such address").lower()
        at = quoted(address) + (f", port {port}" if port is not None else "")
        raise PlannerError(f"can't listen at {at}: {reason}; name another --address or --port") from None


def _script() -> Path:
    """The entry point: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent
    return next(path for path in (package / "start.py", package.parents[1] / "app.py") if path.is_file())


def _make_ready() -> None:
    """Have all that the first page needs imported and planned while the browser is still opening."""
    from planner.practice.planning_queue import QUEUE

    QUEUE.warm()  # the processes that plan import the planner while this one imports the pages
    from planner.app.session.food_revision import newest_foods
    from planner.app.session.plan_request import default_week

    default_week(newest_foods())
    from planner.app.page_list import PAGES

    import_module(f"planner.app.pages.{next(iter(PAGES))}.page")
    time.sleep(PAUSE)
    for name in PAGES:
        import_module(f"planner.app.pages.{name}.page")
    while True:  # that of tomorrow too: it is there at once when the day turns
        default_week(newest_foods(), date.today() + timedelta(days=1))
        time.sleep(HOUR)
        default_week(newest_foods())
