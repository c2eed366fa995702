"""How long each document takes, beside the planning of its week: ``python -m benchmarks.documents``."""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median

import pandas as pd

from benchmarks import tables

TIMES = 7
ONE = "--one"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    parser.add_argument(ONE, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(seconds()))
        return
    load = tables.load()
    runs = [json.loads(_in_a_process()) for _ in range(3)]
    frame = pd.DataFrame(
        [
            {
                "document": name,
                "first": median(run[name][0] for run in runs),
                "later": median(run[name][1] for run in runs),
            }
            for name in runs[0]
        ]
    )
    planning = frame.loc[frame["document"] == "planning", "later"].iloc[0]
    lines = ["| document | first [s] | later [s] | later to planning |", "| --- | ---: | ---: | ---: |"]
    for row in frame.to_dict("records"):
        lines.append(f"| {row['document']} | {row['first']:.2f} | {row['later']:.2f} | {row['later'] / planning:.2f} |")
    text = f"Measured on {chosen.date}: {tables.machine()}. Load of the machine before: {load:.1f}.\n\n" + "\n".join(
        lines
    )
    print(text)
    if chosen.write:
        frame.to_csv(tables.RESULTS / "documents.csv", index=False)
        tables.write({"documents": text})


def seconds() -> dict[str, tuple[float, float]]:
    """Seconds of the first time in this process, and of a later one, for the planning and each document."""
    import planner  # here, so that the parent stays small
    from planner.exports import FORMATS, Handout, render, shopping_list

    start, her, handout = date(2026, 11, 23), planner.Person(), Handout(client="Anna", dietitian="A. Berg")
    week = planner.plan_week(her, start=start)

    def timed(action: Callable[[], object]) -> tuple[float, float]:
        taken = []
        for _ in range(TIMES):
            begin = time.perf_counter()
            action()
            taken.append(time.perf_counter() - begin)
        return taken[0], median(taken[1:])

    found = {"planning": timed(lambda: planner.plan_week(her, start=start))}
    for suffix in sorted(FORMATS, key=lambda suffix: suffix != ".pdf"):
        found[suffix] = timed(partial(render, week, suffix, handout))
    found["shopping list"] = timed(lambda: shopping_list(week))
    return found


def _in_a_process() -> str:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.documents", ONE], check=True, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    main()
