"""How the server is started, beside who reaches it."""

import asyncio
import socket
import subprocess
import sys

import pytest
from streamlit import config
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from planner.app.serve import _send_at_once, _watch_no_sources
from tests import ROOT


@pytest.mark.parametrize("kind", ["none", "auto"])
def test_sources_are_looked_up_only_where_they_are_watched(kind, monkeypatch):
    looks = LocalSourcesWatcher.update_watched_modules
    monkeypatch.setattr(LocalSourcesWatcher, "update_watched_modules", looks)  # put back at the end
    monkeypatch.setattr(config, "get_option", lambda name: {"server.fileWatcherType": kind}[name])
    _watch_no_sources()
    assert (LocalSourcesWatcher.update_watched_modules is looks) == (kind == "auto")


def test_nothing_is_held_back_on_its_way_to_a_browser():
    """Streamlit's socket names no protocol, and then asyncio leaves packets to be gathered: 40 ms for each file."""
    with socket.socket() as listening, socket.socket() as browser:
        listening.bind(("127.0.0.1", 0))
        accepted = asyncio.run(_first_accepted(listening, browser))
    assert accepted


async def _first_accepted(listening, browser):
    """Whether what is written to the first who comes is sent at once."""
    loop = asyncio.get_running_loop()
    come = loop.create_future()

    class Connection(asyncio.Protocol):
        def connection_made(self, transport):
            accepted = transport.get_extra_info("socket")
            come.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            transport.close()

    _send_at_once()
    async with await loop.create_server(Connection, sock=listening):
        browser.setblocking(False)
        await loop.sock_connect(browser, listening.getsockname())
        return await come


def test_the_first_page_waits_for_nothing_that_draws_charts_or_documents():
    heavy = "{'altair', 'typst', 'xlsxwriter', 'icalendar'}"
    look = f"import sys, planner.app.pages.week.page; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
