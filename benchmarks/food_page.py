"""The Food table page with a long table, in a real browser: ``python -m benchmarks.food_page``."""

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks import tables
from benchmarks.browser import IDLE, PATIENCE, browser, dashboard
from benchmarks.more_foods import more_foods
from planner.store import Store, alone

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 5
WORDS = ["buckwheat", "milk", "salmon", "lentil", "apricot"]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.food_page", description=__doc__)
    parser.add_argument("--foods", nargs="+", type=int, default=[8800], help="lengths of the tables beside ours")
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    chosen = parser.parse_args(arguments)
    rows = [measured(count) for count in [0, *chosen.foods]]
    frame = pd.DataFrame(rows)
    loads = f"{frame['load'].min():.1f} to {frame['load'].max():.1f}"
    text = (
        f"Measured on {chosen.date}: {tables.machine()}, headless Chromium. Load of the machine before each run: "
        f"{loads}. Medians of {TIMES}.\n\n{table(frame)}"
    )
    print(text)
    if chosen.write:
        frame.to_csv(tables.RESULTS / "food_page.csv", index=False)
        tables.write({"food_page": text})


def table(frame: pd.DataFrame) -> str:
    """The figures as Markdown, each beside its ratio to our own table."""
    own = frame.iloc[0]
    names = {
        "visited": "first visit",
        "opened": "page opens",
        "found": "search answers",
        "edited": "edit is checked and shown",
    }
    head = ["foods", *(f"{name} [s] | to our table" for name in names.values())]
    lines = [f"| {' | '.join(head)} |", "| ---: " * (2 * len(names) + 1) + "|"]
    for row in frame.to_dict("records"):
        cells = [f"{row[key]:.2f} | {row[key] / own[key]:.2f}" for key in names]
        lines.append(f"| {row['foods']:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def measured(count: int) -> dict[str, float]:
    """Seconds that a reader waits with a table of so many foods; 0 is our own."""
    load = tables.load()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/foods.db"
        store = Store(url)
        if count:
            store.save(more_foods(count), 1, alone("benchmark"), "a long table")
        foods = store.head().foods
        with dashboard(url) as address, browser() as opened_browser:

            def open_page() -> "Page":
                return opened_browser.new_context(viewport={"width": 1360, "height": 1000}).new_page()

            _opened(open_page(), address)  # the server has read the table once
            visited = [_opened(open_page(), address) for _ in range(TIMES)]
            page = open_page()
            _opened(page, address)
            opened = [_opened(page, address) for _ in range(TIMES)]
            found = [_found(page, word) for word in WORDS]
            edited = [_edited(open_page(), address, k) for k in range(TIMES)]
    seconds = {"visited": visited, "opened": opened, "found": found, "edited": edited}
    return {"foods": foods, **{name: median(times) for name, times in seconds.items()}, "load": load}


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _opened(page: "Page", address: str) -> float:
    """From the address to the drawn table."""

    def look() -> None:
        page.goto(f"{address}/foods", wait_until="domcontentloaded")
        page.locator("[data-testid=stDataFrame] canvas").first.wait_for(timeout=PATIENCE)
        page.locator(IDLE).wait_for(timeout=PATIENCE)

    return _seconds(look)


def _found(page: "Page", word: str) -> float:
    """From the Enter key to the new number of foods."""
    before = page.get_by_text("food found").or_(page.get_by_text("foods found")).first.inner_text()
    box = page.get_by_label("Search").first
    box.fill(word)
    changed = "([sel, was]) => [...document.querySelectorAll('small, span, p')].some(e => "
    changed += "/foods? found/.test(e.textContent) && !e.textContent.includes(was))"

    def look() -> None:
        box.press("Enter")
        page.wait_for_function(changed, arg=["", before], timeout=PATIENCE)

    return _seconds(look)


def _edited(page: "Page", address: str, row: int) -> float:
    """From the button to the difference, after one cell was typed over."""
    _opened(page, address)
    page.get_by_text("Whole table").first.click()
    page.get_by_role("button", name="Check and show the changes").wait_for(timeout=PATIENCE)
    page.wait_for_timeout(500)
    page.locator(IDLE).wait_for(timeout=PATIENCE)
    canvas = page.locator("[data-testid=stDataFrame] canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None  # it was scrolled into view
    page.mouse.click(box["x"] + 90, box["y"] + 36 * (row + 1) + 18)  # a name; calcium stands five cells on
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("77", delay=50)
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Check and show the changes")
    page.locator("button:enabled", has_text="Check and show the changes").wait_for(timeout=PATIENCE)

    def look() -> None:
        button.click()
        page.get_by_text("Not saved yet").wait_for(timeout=PATIENCE)

    return _seconds(look)


if __name__ == "__main__":
    main()
