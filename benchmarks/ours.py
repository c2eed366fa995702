"""Our planner in a process of its own: ``python -m benchmarks.ours PERSON``; prints one line of JSON."""

import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import click

import planner
from benchmarks.more_foods import more_foods
from benchmarks.persons import KEYS, case_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.optimize import alternatives, lock, replan
from planner.reference.table_schemas import SLOTS

START = date(2026, 11, 23)
RUNS = 3  # of which the median counts


def seconds_of(call: Callable[[], object]) -> float:
    """Wall time of a call [s]."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def steered(plan: Plan, times: int) -> dict[str, float]:
    """Median wall time of a swap, and of planning again after one meal was locked [s], each at another meal."""
    cells = [(plan.days[n % len(plan.days)].date, SLOTS[n % len(SLOTS)]) for n in range(times)]
    swaps = [seconds_of(partial(alternatives, plan, day, slot)) for day, slot in cells]
    locked = [lock(plan, day, slot) for day, slot in cells]
    again = [seconds_of(partial(replan, one)) for one in locked]
    return {"swap_seconds": round(statistics.median(swaps), 4), "replan_seconds": round(statistics.median(again), 4)}


@click.command()
@click.argument("key", type=click.Choice(KEYS), metavar="PERSON")
@click.option("--days", default=7, show_default=True)
@click.option("--foods", "count", default=0, help="So many foods, made from ours; 0 for ours.")
@click.option("--steer", default=0, help="Time so many swaps, and so many new plans after a lock.")
def main(key: str, days: int, count: int, steer: int) -> None:
    """The plan at its defaults: what it is worth, and how long it takes once the process is warm."""
    case = case_of(key)
    foods: FoodTable = more_foods(count) if count else planner.load_foods()

    def plan() -> Plan:
        return planner.plan_week(case.person, case.preferences, foods=foods, start=START, days=days)

    first = seconds_of(plan)
    seconds = statistics.median(seconds_of(plan) for _ in range(RUNS))
    made = plan()
    fields = {
        "foods": len(foods.frame),
        "objective": made.solver.objective,
        "bound": made.solver.bound,
        "shortfalls": len(made.shortfalls),
        "first_seconds": round(first, 3),
        "seconds": round(seconds, 3),
    }
    click.echo(json.dumps(fields | (steered(made, steer) if steer else {})))


if __name__ == "__main__":
    main()
