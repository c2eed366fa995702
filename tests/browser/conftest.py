"""A server with the dashboard and a browser to look at it."""

import os

import pytest

from benchmarks.browser import PATIENCE, at_rest, browser, dashboard, new_page
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
    if installed() is None and "CI" not in os.environ:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    with browser() as opened:
        yield opened


@pytest.fixture
def open_page(chromium, server):
    """Open a page of the dashboard and wait until it is at rest; fails on errors in the console."""
    pages, faults = [], []

    def opened(path="", width=1360, height=900, scheme="light", wait=True, **options):
        page = new_page(chromium, viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.goto(f"{server}/{path}", wait_until="domcontentloaded")
        if wait:
            at_rest(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert faults == []
