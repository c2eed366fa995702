"""A server with the dashboard and a browser to look at it."""

import pytest

from benchmarks.browser import browser, dashboard
from benchmarks.browser import chromium as installed


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The address of a dashboard, started in a folder of its own."""
    with dashboard(
        f"sqlite:///{tmp_path_factory.mktemp('saved') / 'foods.db'}", tmp_path_factory.mktemp("log") / "log"
    ) as address:
        yield address


def _is_fault(message) -> bool:
    """Whether a message of the console is an error.

    On a page below the start page Streamlit first looks for its server beneath that page, finds
    nothing there and goes on.
    """
    return message.type == "error" and "/_stcore/" not in message.location.get("url", "")


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium of the system."""
    if installed() is None:
        pytest.skip("no chromium on this machine")
    pytest.importorskip("playwright.sync_api")
    with browser() as opened:
        yield opened


@pytest.fixture
def open_page(chromium, server):
    """Open a page of the dashboard and wait until it has been drawn; fails on errors in the console."""
    contexts, faults = [], []

    def opened(path: str = "", width: int = 1360, height: int = 900, scheme: str = "light"):
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.goto(f"{server}/{path}", wait_until="domcontentloaded")
        page.wait_for_selector("[data-testid=stApp]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
