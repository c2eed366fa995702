"""The command that plans for many clients: ``cramp-planner caseload``."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from planner.cli.commands import date_of
from planner.errors import PlannerError, one_of
from planner.exports import FORMATS
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.wording import count
from planner.practice import (
    CaseloadFolder,
    ClientResult,
    ClientRow,
    Cluster,
    NoCluster,
    PlanningQueue,
    fault_result,
    fingerprint,
    plan_caseload,
    read_clients,
)
from planner.practice.caseload_folder import REPORT


@click.command()
@click.argument("clients", type=click.Path(path_type=Path), metavar="CLIENTS.csv")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Made if it is not there."
)
@click.option(
    "--formats",
    default="pdf,json",
    show_default=True,
    metavar="LIST",
    help=f"Of the documents: {', '.join(suffix[1:] for suffix in FORMATS)}.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of a Dask cluster, such as tcp://10.0.0.5:8786; the documents then bear no names.  [default: this machine]",
)
@click.option(
    "--workers", type=click.IntRange(1, 1000), help="Processes of this machine.  [default: as many as it has cores]"
)
@click.option("--start", metavar="YYYY-MM-DD", help="First day where the list gives none.  [default: today]")
@click.option("--foods", type=click.Path(path_type=Path), help="A food table of your own (CSV).")
def caseload(
    clients: Path,
    out: Path,
    formats: str,
    scheduler: str | None,
    workers: int | None,
    start: str | None,
    foods: Path | None,
) -> None:
    """Plan for all clients of a list, and write a report.

    The columns of CLIENTS.csv (or of a workbook) are the options of plan, with underscores for hyphens; client names
    the line. Several values in a cell stand apart by semicolons. Started again, only what is missing or changed is
    made. Exit 1 if a line failed.
    """
    kinds = [
        one_of(kind.strip().lower(), [suffix[1:] for suffix in FORMATS], "a format") for kind in formats.split(",")
    ]
    if scheduler is not None and workers is not None:
        raise PlannerError("--workers is for processes of this machine, and --scheduler for a cluster: leave one out")
    table = load_foods(foods)
    listed = read_clients(_bytes(clients), clients.name, date_of(start) or date.today())
    folder = CaseloadFolder(out)
    marks = {row.line: fingerprint(row, table, kinds) for row in listed.rows}
    todo = [row for row in listed.rows if not folder.has(row, marks[row.line])]
    found = Counter({"kept as before": len(listed.rows) - len(todo)})
    for fault in listed.faults:
        folder.keep(fault_result(fault))
        found["fault"] += 1
    lost, made = "", 0
    try:
        for one in _made(todo, table, kinds, scheduler, workers):
            folder.keep(one, marks[one.line])
            found[one.status] += 1
            made += 1
    except NoCluster as error:
        lost = f"{error}; {count(len(todo) - made, 'client')} not made: start it again"
    finally:
        folder.close()
    said = ", ".join(f"{number} {status}" for status, number in found.items() if number)
    click.echo(f"{out / REPORT}: {said or 'no client'}")
    if lost:
        raise NoCluster(lost)
    if found["fault"]:
        raise SystemExit(1)


def _made(
    rows: list[ClientRow], foods: FoodTable, kinds: list[str], scheduler: str | None, workers: int | None
) -> Iterator[ClientResult]:
    """What comes of each client, with a progress bar on stderr."""
    if not rows:
        return
    opened = [Cluster(scheduler, workers)]
    in_hand = 2 * opened[0].size  # so that no worker waits for this program
    queue = PlanningQueue(lambda: opened.pop() if opened else Cluster(scheduler, workers), most_waiting=in_hand)
    try:
        results = plan_caseload(rows, foods, lambda *work: queue.ask(0, *work).result, kinds, in_hand, not scheduler)
        with click.progressbar(results, length=len(rows), label="Planning", file=sys.stderr) as shown:
            yield from shown
    finally:
        queue.close()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "it can't be read").lower()
        raise PlannerError(f"{path}: {reason}; give the path of a list of clients") from None
