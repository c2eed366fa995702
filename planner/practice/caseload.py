"""Plan many clients in one go: workers plan, judge and typeset; here their results are only taken in."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from itertools import islice

import pandas as pd

from planner.assessment.verdict import verdict_of
from planner.errors import PlannerError, one_of
from planner.exports.documents import FORMATS, render
from planner.exports.handout import Handout
from planner.foods.food_csv import inert
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.practice.client_rows import ClientRow, RowFault
from planner.practice.cluster import NoCluster
from planner.practice.plan_tasks import PlanTask, week_made
from planner.reference.nutrients import CRAMP_MINERALS

PLANNED, SHORT, FAULT, NOT_MADE = "planned", "short", "fault", "not made"
USUAL_FORMATS = ("pdf", "json")
REPORT_COLUMNS = [
    "client", "status", "shortfalls", *(f"{key.rpartition('_')[0]}_coverage" for key in CRAMP_MINERALS),
    "seconds", "files", "fault",
]  # fmt: skip
BETWEEN = " | "  # of several sentences or files in a cell


@dataclass(frozen=True)
class ClientResult:
    """What came of one client.

    Attributes
    ----------
    line : int
        Of the list.
    client : str
    status : {"planned", "short", "fault", "not made"}
        Short: there is a plan, but a rule that must hold does not.
    plan : Plan, optional
    shortfalls : tuple of str
        What does not hold, one sentence each.
    coverage : mapping of str to float
        Of calcium, magnesium and potassium, by the key of the nutrient: known intake as a share of the target, on
        the day with least [1].
    seconds : float
        That the planning took [s].
    files : mapping of str to bytes
        The documents, by the name of the file.
    fault : str
        Why there is no plan, in one sentence.
    """

    line: int
    client: str
    status: str
    plan: Plan | None = field(default=None, repr=False)
    shortfalls: tuple[str, ...] = ()
    coverage: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    fault: str = ""


def plan_caseload(
    rows: Iterable[ClientRow],
    foods: FoodTable,
    submit: Callable[..., "Future[ClientResult]"],
    formats: Iterable[str] = USUAL_FORMATS,
    in_hand: int = 2,
    here: bool = False,
) -> Iterator[ClientResult]:
    """Plan for many clients; what comes of each, as soon as it is there.

    Parameters
    ----------
    rows : iterable of ClientRow
        Taken up as there is room, so that a list of any length takes the same memory.
    foods : FoodTable
    submit : callable
        As that of an executor: takes a function and its arguments, and gives the future of what comes of it.
    formats : iterable of {"pdf", "json", "xlsx", "ics", "csv"}
        Of the documents.
    in_hand : int
        So many clients are given to the workers at the same time.
    here : bool
        Whether the workers are processes of this machine. Only then are names and notes on the documents: to other
        machines goes neither.

    Yields
    ------
    ClientResult
        One for each row. What can't be planned is a fault of its own row.

    Raises
    ------
    PlannerError
        If a format is not known, or the cluster is lost; what came before stays as it is.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> from planner.foods.food_table import load_foods
    >>> from planner.practice.client_rows import read_clients
    >>> rows = read_clients(b"client,days\\nAnna,1\\nBerta,1\\n", "clients.csv").rows
    >>> with ThreadPoolExecutor(1) as workers:
    ...     made = plan_caseload(rows, load_foods(), workers.submit, ["ics"])
    ...     sorted(name for one in made for name in one.files)
    ['Anna.ics', 'Berta.ics']
    """
    suffixes = [f".{one_of(name, [suffix[1:] for suffix in FORMATS], 'a format')}" for name in formats]
    left, waiting = iter(rows), dict[Future[ClientResult], ClientRow]()
    try:
        while True:
            for row in islice(left, in_hand - len(waiting)):
                task = PlanTask(row.person, row.preferences, foods, row.start, row.days, row.seed)
                handout = row.handout if here else row.handout.without_names()
                waiting[submit(_client_planned, task, handout, suffixes)] = row
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield _of_row(waiting.pop(future), future)
    finally:  # whoever listens has gone, or the cluster is lost
        for future in waiting:
            future.cancel()


def _client_planned(task: PlanTask, handout: Handout, suffixes: list[str]) -> ClientResult:
    """What a worker does for a client, whom it can't name; the documents are called by their suffixes."""
    made = week_made(task)
    plan, found = made.plan, made.findings
    said = verdict_of(plan, found.checks)
    days = found.report[found.report["nutrient"].isin(CRAMP_MINERALS)]
    least = days.groupby("nutrient")["coverage"].min()
    return ClientResult(
        0,
        "",
        PLANNED if said.holds else SHORT,
        plan,
        said.shortfalls,
        {key: round(float(least[key]), 3) for key in CRAMP_MINERALS},
        plan.solver.seconds,
        {suffix: render(plan, suffix, handout) for suffix in suffixes},
    )


def _of_row(row: ClientRow, future: "Future[ClientResult]") -> ClientResult:
    try:
        one = future.result()
    except NoCluster:
        raise
    except PlannerError as error:
        fault = str(error)
    except Exception as error:  # one client's trouble is not that of the others
        fault = " ".join(f"a fault of the program ({type(error).__name__}: {error!s:.60}), please report it".split())
    else:
        files = {f"{row.stem}{suffix}": content for suffix, content in one.files.items()}
        return replace(one, line=row.line, client=row.client, files=files)
    return ClientResult(row.line, row.client, FAULT, fault=f"line {row.line}: {fault}")


def fault_result(one: RowFault) -> ClientResult:
    """A line of the list that can't be planned, as a result.

    Parameters
    ----------
    one : RowFault

    Returns
    -------
    ClientResult

    Examples
    --------
    >>> fault_result(RowFault(3, "Berta", "clients.csv:3, column age: …")).status
    'fault'
    """
    return ClientResult(one.line, one.client, FAULT, fault=one.fault)


def result_table(results: Iterable[ClientResult]) -> pd.DataFrame:
    """What came of each client, a row for each.

    Parameters
    ----------
    results : iterable of ClientResult

    Returns
    -------
    pandas.DataFrame
        Columns client, status, shortfalls, calcium_coverage, magnesium_coverage, potassium_coverage (of the target,
        on the day with least) [1], seconds [s], files and fault; texts are such as no spreadsheet runs.

    Examples
    --------
    >>> table = result_table([fault_result(RowFault(3, "=1+1", "clients.csv:3, column age: …"))])
    >>> table[["client", "status"]].values.tolist()
    [["'=1+1", 'fault']]
    """
    rows = [
        (
            one.client, one.status, BETWEEN.join(one.shortfalls), *(one.coverage.get(key) for key in CRAMP_MINERALS),
            round(one.seconds, 2) if one.plan else None, BETWEEN.join(one.files), one.fault,
        )
        for one in results
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=REPORT_COLUMNS)
    for column in ("client", "shortfalls", "files", "fault"):
        frame[column] = inert(frame[column])
    return frame


def zip_of_results(results: Iterable[ClientResult]) -> bytes:
    """All documents and the report in one zip file.

    Parameters
    ----------
    results : iterable of ClientResult

    Returns
    -------
    bytes

    Examples
    --------
    >>> raw = zip_of_results([ClientResult(2, "Anna", "planned", files={"Anna.pdf": b"%PDF"})])
    >>> zipfile.ZipFile(io.BytesIO(raw)).namelist()
    ['report.csv', 'Anna.pdf']
    """
    results = list(results)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("report.csv", result_table(results).to_csv(index=False).encode("utf-8-sig"))
        for one in results:
            for name, content in one.files.items():
                out.writestr(name, content)
    return packed.getvalue()
