"""Many visitors at once, over the websocket of a browser and in one: ``python -m benchmarks.visitors``."""

import argparse
import calendar
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from threading import Barrier, Thread
from urllib.parse import urlencode

import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks import tables
from benchmarks.browser import COMMAND, PATIENCE, browser, dashboard, new_page

DAY = "### "  # how a day of the plan begins, that of a draft too
LARGEST = 64 * 2**20  # bytes of a message


@dataclass
class Visit:
    """What a visitor saw, and when [s after she asked]."""

    seen: dict[str, float] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    days: set[str] = field(default_factory=set)  # as they are called


@contextmanager
def opened(address: str) -> Iterator[ClientConnection]:
    """A connection to a dashboard, as a browser opens it."""
    place = f"ws{address.removeprefix('http')}/_stcore/stream"
    with connect(
        place, max_size=LARGEST, max_queue=None, open_timeout=PATIENCE / 1000, subprotocols=[Subprotocol("streamlit")]
    ) as connection:
        yield connection


def ask(connection: ClientConnection, query: dict[str, object]) -> None:
    """Open the start page with a query, as a link does."""
    message = BackMsg()
    message.rerun_script.query_string = urlencode(query, doseq=True)
    connection.send(message.SerializeToString())


def follow(connection: ClientConnection, until: Callable[[Visit], bool] = lambda visit: "done" in visit.seen) -> Visit:
    """Listen until the page is drawn, or something else is so."""
    visit, begin = Visit(), time.perf_counter()
    while not until(visit):
        message = ForwardMsg.FromString(connection.recv(timeout=PATIENCE / 1000, decode=False))
        now = time.perf_counter() - begin
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            visit.seen.setdefault("done", now)
        if kind != "delta":
            continue
        line = message.delta.add_block.expandable.label
        if any(name in line for name in calendar.day_name):  # a day of the week that is a line to open
            visit.days.add(line)
            visit.seen.setdefault("first day", now)
        text = _text(message)
        visit.words += [text] if text else []
        if text.startswith(DAY):
            visit.seen.setdefault("first day", now)
            visit.days.add(text.removeprefix(DAY).partition(" :")[0])
        if "made before yours" in text:
            visit.seen.setdefault("place", now)
    return visit


def _text(message: ForwardMsg) -> str:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "progress":
        return element.progress.text
    return element.markdown.body if kind == "markdown" else ""


def at_once(address: str, queries: list[dict[str, object]]) -> list[Visit]:
    """As many visitors as queries, all at the same moment; what each of them saw."""
    visits: list[Visit | None] = [None] * len(queries)
    gate = Barrier(len(queries))

    def come(n: int) -> None:
        with opened(address) as connection:
            gate.wait()
            ask(connection, queries[n])
            visits[n] = follow(connection)

    threads = [Thread(target=come, args=(n,)) for n in range(len(queries))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [visit for visit in visits if visit]
    if len(found) < len(queries):
        raise RuntimeError(f"{len(queries) - len(found)} of {len(queries)} visitors got no answer")
    return found


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visitors", description=__doc__)
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    chosen = parser.parse_args(arguments)
    load = tables.load()
    frame = measured()
    columns = ["what", "median [s]", "longest [s]", "first day, median [s]"]
    rows = [[row[0], *(tables.number(value, 1) for value in row[1:])] for row in frame.itertuples(index=False)]
    text = (
        f"Measured on {chosen.date}: {tables.machine()}; visitors and server on the same machine. Load of the machine "
        f"before: {load:.1f}.\n\n{tables.markdown(columns, rows)}"
    )
    print(text)
    if chosen.write:
        frame.to_csv(tables.RESULTS / "visitors.csv", index=False)
        tables.write({"visitors": text})


def measured() -> pd.DataFrame:
    """Seconds until the plan is there: median and longest of the visitors, and until a first day is seen."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, dashboard(f"sqlite:///{folder}/foods.db", command=COMMAND) as address:
        at_once(address, [{}])  # the server has served somebody before
        rows.append(_row("the week that every visit opens with", at_once(address, [{}] * 5)))
        rows.append(_row("one week", at_once(address, [{"seed": 1}])))
        for many, words in ((10, "ten"), (25, "twenty-five")):
            visits = at_once(address, [{"seed": 1000 * many + n} for n in range(many)])
            rows.append(_row(f"{words} different weeks at once", visits))
        rows.append(_row("a week beside eight plans of fourteen days", [_beside_long_plans(address, {"seed": 300})]))
        rows.append(("the same week, in a browser beside ten others", *_in_browser(address)))
    return pd.DataFrame(rows, columns=["what", "median", "longest", "first_day"])


def _row(what: str, visits: list[Visit]) -> tuple[str, float, float, float]:
    ends = [visit.seen["done"] for visit in visits]
    return what, median(ends), max(ends), median(visit.seen["first day"] for visit in visits)


@contextmanager
def _others(address: str, queries: list[dict[str, object]]) -> Iterator[None]:
    """Other visitors, whose plans are waiting or being made."""
    threads = [Thread(target=at_once, args=(address, queries))]
    threads[0].start()
    with opened(address) as connection:  # she sees that others are before her: they have asked
        ask(connection, {"seed": 999, "days": 14})
        follow(connection, lambda visit: bool({"place", "done"} & visit.seen.keys()))
    yield
    for thread in threads:
        thread.join()


def _beside_long_plans(address: str, query: dict[str, object]) -> Visit:
    with _others(address, [{"seed": 400 + n, "days": 14} for n in range(8)]), opened(address) as connection:
        ask(connection, query)
        return follow(connection)


def _in_browser(address: str) -> tuple[float, float, float]:
    """From opening a link until the cards of the week are seen, and until a first day is."""
    with browser() as chromium, _others(address, [{"seed": 500 + n} for n in range(10)]):
        page = new_page(chromium)
        begin = time.perf_counter()
        page.goto(f"{address}/?seed=600", wait_until="domcontentloaded")
        there = page.get_by_role("button", name="Change").first
        page.get_by_text("A first draft").or_(there).first.wait_for()
        first = time.perf_counter() - begin
        there.wait_for()
        week = time.perf_counter() - begin
        page.context.close()
    return week, week, first


if __name__ == "__main__":
    main()
