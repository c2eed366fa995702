"""Planning with a long food table, and steering a plan: ``python -m benchmarks.foods``."""

import argparse
from datetime import date

import pandas as pd

from benchmarks import measure, report, tables
from benchmarks.persons import KEYS

TIMES = 20  # swaps and new plans, of which the median counts


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.foods", description=__doc__)
    parser.add_argument("--person", choices=KEYS, default="t3")
    parser.add_argument("--foods", nargs="+", type=int, default=[2000], help="lengths of the tables beside ours")
    parser.add_argument("--times", type=int, default=TIMES, help="swaps and new plans")
    parser.add_argument("--date", default=date.today().isoformat(), help="what the table is dated")
    parser.add_argument("--write", action="store_true", help="put the table in the README, the rows in results/")
    chosen = parser.parse_args(arguments)
    rows = []
    for count in [0, *chosen.foods]:
        load = tables.load()
        ran = measure.run("benchmarks.ours", chosen.person, "--foods", str(count), "--steer", str(chosen.times))
        if ran.error:
            raise SystemExit(f"planning with {count or 'our'} foods failed: {ran.error}")
        rows.append(ran.lines[-1] | {"mb": ran.peak_mb, "load": load})
    frame = pd.DataFrame(rows)
    loads = f"{frame['load'].min():.1f} to {frame['load'].max():.1f}"
    conditions = f"Measured on {chosen.date}: {tables.machine()}. Load of the machine before each run: {loads}."
    text = f"{conditions}\n\n{report.tables_of_foods(frame)}"
    print(text)
    if chosen.write:
        tables.RESULTS.mkdir(exist_ok=True)
        frame.to_csv(tables.RESULTS / "foods.csv", index=False)
        tables.write({"foods": text})


if __name__ == "__main__":
    main()
