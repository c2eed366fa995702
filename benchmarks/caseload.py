"""Many clients in one go, by one worker and by two, and what 100,000 would take: ``python -m benchmarks.caseload``."""

import argparse
import csv
import io
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks import tables
from planner.foods.food_table import load_foods
from planner.practice import CaseloadFolder, Cluster, fingerprint, plan_caseload, read_clients
from planner.practice.caseload import USUAL_FORMATS

CLIENTS = 200
MANY = 100_000
CORES = (2, 64, 512)  # of machines on which the many are reckoned
MONDAY = date(2026, 11, 23)
STAGES = (("pregnant", "12", ""), ("pregnant", "30", ""), ("lactating", "", "1"), ("adult", "", ""))
DIETS = ("omnivore", "vegetarian", "omnivore", "pescatarian", "omnivore", "vegan")
WITHOUT = ("", "", "milk", "", "egg;tree_nuts", "lactose", "")


def client_list(many: int) -> bytes:
    """A list of clients of every kind, as CSV.

    Examples
    --------
    >>> client_list(1).decode().splitlines()[1]
    'client 1,20,pregnant,12,,omnivore,'
    """
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["client", "age", "stage", "week", "half_year", "diet", "without"])
    for n in range(many):
        stage, week, half_year = STAGES[n % len(STAGES)]
        out.writerow(
            [f"client {n + 1}", 20 + n % 25, stage, week, half_year, DIETS[n % len(DIETS)], WITHOUT[n % len(WITHOUT)]]
        )
    return text.getvalue().encode()


def run(many: int, workers: int, folder: Path) -> dict[str, float]:
    """Plan a list by so many workers; seconds, and of the program that holds the list seconds of its core, memory [MB].

    The start is until each worker has made the documents of a first client, who is none of the list: a worker that
    is new has the planner to import and its tables to read.
    """
    import psutil

    foods, rows = load_foods(), read_clients(client_list(many), "clients.csv", MONDAY).rows
    marks = {row.line: fingerprint(row, foods, USUAL_FORMATS) for row in rows}
    out, found, most = CaseloadFolder(folder), Counter[str](), 0
    begin = time.perf_counter()
    with Cluster(workers=workers) as cluster:
        first = read_clients(client_list(workers), "first.csv", MONDAY).rows
        list(plan_caseload(first, foods, cluster.submit, in_hand=workers, here=True))
        started, own = time.perf_counter(), time.process_time()
        for one in plan_caseload(rows, foods, cluster.submit, in_hand=2 * workers, here=True):
            out.keep(one, marks[one.line])
            found[one.status] += 1
            most = max(most, psutil.Process().memory_info().rss)
        seconds, own = time.perf_counter() - started, time.process_time() - own
    out.close()
    return {
        "workers": workers, "clients": many, "start": started - begin, "seconds": seconds, "own": own,
        "peak_mb": most / 2**20, "faults": found["fault"],
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.caseload", description=__doc__)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    chosen = parser.parse_args(arguments)
    load = tables.load()
    with tempfile.TemporaryDirectory() as folder:
        frame = pd.DataFrame([run(chosen.clients, n, Path(folder) / str(n)) for n in (1, 2)])
    text = (
        f"Measured on {chosen.date}: {tables.machine()}; PDF and plan file of a week for {chosen.clients} clients. "
        f"Load of the machine before: {load:.1f}.\n\n{table(frame)}\n\n{reckoned(frame)}"
    )
    print(text)
    if chosen.write:
        frame.to_csv(tables.RESULTS / "caseload.csv", index=False)
        tables.write({"caseload": text})


def table(frame: pd.DataFrame) -> str:
    """Seconds for each client, with the start apart and with it; each as a share of that of one worker.

    Examples
    --------
    >>> one = {"workers": 1, "clients": 10, "start": 5.0, "seconds": 20.0, "own": 0.5, "peak_mb": 200.0, "faults": 0}
    >>> print(table(pd.DataFrame([one, one | {"workers": 2, "seconds": 11.0}])).splitlines()[-1])
    | 2 | 1.10 | 0.55 | 5.00 | 16.00 | 0.64 | 0.05 | 200.00 | 0 |
    """
    each, whole = frame["seconds"] / frame["clients"], frame["start"] + frame["seconds"]
    own = frame["own"] / frame["clients"]
    figures = (each, each / each.iloc[0], frame["start"], whole, whole / whole.iloc[0], own, frame["peak_mb"])
    columns = ["workers", "seconds a client", "to one worker", "start [s]", "all with the start [s]", "to one worker"]
    return tables.markdown(
        [*columns, "its own seconds a client", "memory [MB]", "faults"],
        [
            [n, *map(tables.number, values), faults]
            for n, *values, faults in zip(frame["workers"], *figures, frame["faults"], strict=True)
        ],
    )


def reckoned(frame: pd.DataFrame) -> str:
    """What many more clients would take, if each core did as much as one of two here; the list is held by one more.

    Examples
    --------
    >>> reckoned(pd.DataFrame({"workers": [1, 2], "clients": 10, "seconds": [20.0, 11.0], "own": 0.5}))
    '100,000 clients, computed from it: 30.6 hours on 2 cores, 1.4 hours on 64, 1.4 hours on 512.'
    """
    last = frame.iloc[-1]
    of_a_core, own = float(last["seconds"] * last["workers"] / last["clients"]), float(last["own"] / last["clients"])
    hours = [f"{MANY * max(of_a_core / cores, own) / 3600:,.1f} hours on {cores}" for cores in CORES]
    return f"{MANY:,} clients, computed from it: {', '.join([f'{hours[0]} cores', *hours[1:]])}."


if __name__ == "__main__":
    main()
