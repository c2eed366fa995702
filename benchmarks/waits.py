"""How long a reader waits for the dashboard, in a real browser: ``python -m benchmarks.waits``."""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pandas as pd

from benchmarks import tables
from benchmarks.browser import COMMAND, POLL, answers, at_rest, browser, new_page, redrawn, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TIMES = 5
SIZES = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
PAGES = {
    "day": "A day",
    "nutrients": "How the nutrients",
    "meal": "Check a meal",
    "diary": "Cramp diary",
    "clients": "Clients",
    "foods": "Food table",
    "why": "Why",
}
CARD = "[class*=st-key-day_2] strong"  # a dish of the open day
LIST = "[data-testid=stDataFrame] canvas"  # the food table


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waits", description=__doc__)
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    chosen = parser.parse_args(arguments)
    load = tables.load()
    frame = measured()
    text = (
        f"Measured on {chosen.date}: {tables.machine()}, headless Chromium beside the server. Load of the machine "
        f"before: {load:.1f}. Medians of {TIMES}.\n\n{table(frame)}"
    )
    print(text)
    if chosen.write:
        frame.to_csv(tables.RESULTS / "waits.csv", index=False)
        tables.write({"waits": text})


def table(frame: pd.DataFrame) -> str:
    """The figures as Markdown, each beside its ratio to planning a week on the same machine."""
    planning = float(frame.loc[frame["what"] == "planning a week, without a dashboard", "seconds"].iloc[0])
    lines = ["| what | on | seconds | to planning a week |", "| --- | --- | ---: | ---: |"]
    for row in frame.to_dict("records"):
        lines.append(f"| {row['what']} | {row['on']} | {row['seconds']:.2f} | {row['seconds'] / planning:.2f} |")
    return "\n".join(lines)


def measured() -> pd.DataFrame:
    """Seconds from a start, a click or a link until the answer is seen, with what the README installs to run it.

    Of the libraries of the tests one matters: pandera loads Hypothesis wherever it finds it.
    """
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "hypothesis.py").write_text("raise ImportError('a library of the tests')\n")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
        return _measured()


def _measured() -> pd.DataFrame:
    rows = [("planning a week, without a dashboard", "", median(_planning() for _ in range(3)))]
    with browser() as chromium:
        for name, size in SIZES.items():
            agent = {"user_agent": PHONE} if name == "phone" else {}
            bare = [_bare(chromium, {"viewport": size, **agent}) for _ in range(3)]
            for n, what in enumerate(("cold start", "opened anew")):
                rows.append(
                    (f"a page of Streamlit with nothing but a button, {what}", name, median(b[n] for b in bare))
                )
            cold = [_cold(chromium, {"viewport": size, **agent}) for _ in range(3)]
            for n, what in enumerate(("the page has its title", "the first day is seen", "the week is there")):
                rows.append((f"cold start: {what}", name, median(one[n] for one in cold)))
            with tempfile.TemporaryDirectory() as folder:
                rows += [(what, name, wait) for what, wait in _warm(chromium, {"viewport": size, **agent}, folder)]
    return pd.DataFrame(rows, columns=["what", "on", "seconds"])


def _planning() -> float:
    from planner.optimize import plan_week
    from planner.person.person import Person

    return _seconds(lambda: plan_week(Person()))


def _cold(chromium: "Browser", options: dict[str, Any]) -> tuple[float, float, float]:
    """From the command until the page has its title, until a day is on it, and until the plan is."""
    with tempfile.TemporaryDirectory() as folder:
        page = new_page(chromium, **options)
        begin = time.perf_counter()
        with started(f"sqlite:///{folder}/foods.db", command=COMMAND) as (address, _):
            _open(page, address)
            page.locator("h1").wait_for()
            title = time.perf_counter() - begin
            page.locator(f"{CARD}, h3").first.wait_for()
            day = time.perf_counter() - begin
            page.locator(CARD).first.wait_for()
            week = time.perf_counter() - begin
            page.context.close()
    return title, day, week


def _bare(chromium: "Browser", options: dict[str, Any]) -> tuple[float, float]:
    """From the command until a page of one button is seen, and opened once more, as Streamlit serves it by itself."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        script.write_text('import streamlit as st\n\nst.button("Here")\n')
        command = (sys.executable, "-m", "streamlit", "run", str(script))
        begin = time.perf_counter()
        with started("", command=command) as (address, _):
            while not answers(address):
                time.sleep(POLL)
            _opened(chromium, options, address, "button:has-text('Here')")
            cold = time.perf_counter() - begin
            return cold, _opened(chromium, options, address, "button:has-text('Here')")


def _warm(chromium: "Browser", options: dict[str, Any], folder: str) -> list[tuple[str, float]]:
    """With a server that has been used before: pages, a choice, a lock."""
    with started(f"sqlite:///{folder}/foods.db", command=COMMAND) as (address, _):
        page = new_page(chromium, **options)
        _open(page, address)
        for path in PAGES:  # each page has been seen once: what is made once is made
            page.goto(f"{address}/{path}")
            at_rest(page)
        _first_questions_skipped(page, address)
        waits: dict[str, list[float]] = {}
        for n in range(TIMES):  # before the plan is changed by hand: a week is then planned for other answers
            for what, wait in zip(("the first day", "all days"), _answered(page, f"{31 + n}"), strict=True):
                waits.setdefault(f"a changed answer: {what}", []).append(wait)
        for _ in range(TIMES):
            waits.setdefault("the week, opened anew: a dish is seen", []).append(
                _opened(chromium, options, address, CARD)
            )
            table = _opened(chromium, options, f"{address}/foods", LIST)
            waits.setdefault("the food table, opened directly", []).append(table)
            for path, title in PAGES.items():
                waits.setdefault(f"page switch to {title}", []).append(_switched(page, path, f"h1:has-text('{title}')"))
            waits.setdefault("page switch to the week", []).append(_switched(page, "", CARD))
            waits.setdefault("a day is locked", []).append(_clicked(page, "Lock the day", "Unlock the day"))
            waits.setdefault("a day is unlocked", []).append(_clicked(page, "Unlock the day", "Lock the day"))
            waits.setdefault("another day is opened", []).append(_shown(page))
        page.context.close()
    return [(what, median(times)) for what, times in waits.items()]


def _open(page: "Page", address: str) -> None:
    """Open the page as soon as the server answers."""
    while not answers(address):
        time.sleep(POLL)
    page.goto(address, wait_until="domcontentloaded")


def _first_questions_skipped(page: "Page", address: str) -> None:
    """Open the week as a first visit does, and leave its questions out."""
    page.goto(address)
    skip = page.get_by_role("button", name="Skip")
    at_rest(page)
    while skip.count():
        with redrawn(page):
            skip.click()


def _seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def _switched(page: "Page", path: str, selector: str) -> float:
    """From the click on a page's name until what it opens with is seen."""
    link = page.locator(f"[data-testid=stTopNavLink][href$='/{path}'], [data-testid=stSidebarNavLink][href$='/{path}']")
    if page.viewport_size and page.viewport_size["width"] < 768:  # the menu is behind a button, out of sight
        page.get_by_test_id("stExpandSidebarButton").click()
        at_rest(page)

    def look() -> None:
        link.first.click()
        page.locator(selector).first.wait_for()

    with redrawn(page):
        return _seconds(look)


def _clicked(page: "Page", button: str, after: str) -> float:
    """From a click until the button says what can be done now."""
    name = page.locator("[class*=st-key-lock_]").first.get_by_role("button")
    name.filter(has_text=re.compile(button)).wait_for()

    def look() -> None:
        name.click()
        name.filter(has_text=re.compile(after)).wait_for()

    with redrawn(page):
        return _seconds(look)


def _answered(page: "Page", age: str) -> tuple[float, float]:
    """From *Plan my meals* with another age until a day of the new week is seen, and until all of it is."""
    with redrawn(page):
        page.get_by_role("button", name="Your answers").click()
    page.get_by_label("Age in years").fill(age)
    there = f", {age} years"
    with redrawn(page):
        begin = time.perf_counter()
        page.get_by_role("button", name="Plan my meals").click()
        _said(page, "A first draft", there)
        day = time.perf_counter() - begin
        _said(page, there)
        return day, time.perf_counter() - begin


def _said(page: "Page", *words: str) -> None:
    """Wait until any of the words stand on the page; a locator would look twice a second only."""
    any_of_them = "words => words.some(one => document.body.textContent.includes(one))"
    page.wait_for_function(any_of_them, arg=words, polling=20)


def _opened(chromium: "Browser", options: dict[str, Any], address: str, selector: str) -> float:
    """From a link until what it leads to is seen, in a window of its own."""
    page = new_page(chromium, **options)

    def look() -> None:
        page.goto(address, wait_until="domcontentloaded")
        page.locator(selector).first.wait_for()

    seconds = _seconds(look)
    page.context.close()
    return seconds


def _shown(page: "Page") -> float:
    """From a tap on the line of a day until its meals are seen, and closed again."""
    line = page.locator("[class*=st-key-day_2]").nth(3)

    def look() -> None:
        line.locator("summary").click()
        line.get_by_role("button", name="Change").first.wait_for()

    with redrawn(page):
        seconds = _seconds(look)
    with redrawn(page):
        line.locator("summary").click()
    return seconds


if __name__ == "__main__":
    main()
