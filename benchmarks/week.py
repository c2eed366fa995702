"""The week of each person, planned by us and by other solvers: ``python -m benchmarks.week``."""

import argparse
import math
import sys
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

import planner
from benchmarks import measure, report, tables
from benchmarks.naive import START, linear_week, random_week
from benchmarks.persons import KEYS, Case, case_of
from benchmarks.quality import quality
from planner.optimize import week_model

SOLVERS = ("highs", "cbc", "cpsat", "scip")
LIMITS = (1.0, 10.0, 60.0)


def main(arguments: list[str] | None = None) -> None:
    chosen = _options(arguments)
    solved: list[dict] = []
    menus: list[dict] = []
    for key in () if chosen.render else chosen.persons:
        menus += naive_menus(case_of(key))
        for days in chosen.days:
            solved += side_by_side(case_of(key), days, chosen.solvers, chosen.seconds)
        if chosen.write:  # a long run that breaks off leaves what it has
            tables.RESULTS.mkdir(exist_ok=True)
            frame(solved).to_csv(tables.RESULTS / "solvers.csv", index=False)
            pd.DataFrame(menus).to_csv(tables.RESULTS / "menus.csv", index=False)
    rows, weeks = frame(solved) if solved else pd.DataFrame(), pd.DataFrame(menus)
    if chosen.render:
        rows, weeks = (pd.read_csv(tables.RESULTS / f"{name}.csv") for name in ("solvers", "menus"))
    sections = written(rows, weeks, chosen.date)
    print("\n\n".join(sections.values()))
    if chosen.write or chosen.render:
        tables.write(sections)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.week", description=__doc__)
    parser.add_argument("--persons", nargs="+", choices=KEYS, default=list(KEYS), metavar="PERSON")
    parser.add_argument("--days", nargs="+", type=int, default=[7, 1], help="lengths of the plan")
    parser.add_argument("--seconds", nargs="+", type=float, default=list(LIMITS), help="time limits")
    parser.add_argument("--solvers", nargs="*", choices=SOLVERS, default=list(SOLVERS))
    parser.add_argument("--date", default=date.today().isoformat(), help="what the tables are dated")
    parser.add_argument("--write", action="store_true", help="put the tables in the README, the rows in results/")
    parser.add_argument("--render", action="store_true", help="measure nothing: the tables again from results/")
    return parser.parse_args(arguments)


def side_by_side(case: Case, days: int, solvers: list[str], limits: list[float]) -> list[dict]:
    """Our plan of one person, and what each solver makes of the same model."""
    same = {"person": case.key, "days": days}
    load = tables.load()
    ran = measure.run("benchmarks.ours", case.key, "--days", str(days))
    if ran.error:
        raise SystemExit(f"our planner failed for {case.key}: {ran.error}")
    ours = same | {"solver": "ours", "load": load, "mb": ran.peak_mb, "stopped": True, "error": ""} | ran.lines[-1]
    rows = [ours]
    _say(ours)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.mps"
        model = week_model(case.person, case.preferences, days=days)
        model.write(path, names=False)
        size = {"columns": len(model.names), "rows": len(model.row_names)}
        ours |= size
        for solver in solvers:
            rows += [same | size | row for row in _by_limit(solver, path, limits, ours["objective"])]
    return rows


def _by_limit(solver: str, path: Path, limits: list[float], target: float) -> list[dict]:
    """The longest limit first: what finds no solution in that time is not asked again for a shorter one."""
    rows: list[dict] = []
    for limit in sorted(limits, reverse=True):
        if rows and rows[0]["objective"] is None:
            rows.append(rows[0] | {"limit": limit, "bound": None, "seconds": math.nan, "mb": math.nan, "error": ""})
        else:
            rows.append(_solved(solver, path, limit, target))
            _say(rows[-1])
    reached = [row["to_ours"] for row in rows if row["to_ours"] == row["to_ours"]]
    return [row | {"to_ours": min(reached, default=math.nan)} for row in rows]


def _solved(solver: str, path: Path, limit: float, target: float) -> dict:
    """One run of one solver; it is credited with what it had when it stopped, or was ended."""
    load = tables.load()
    ran = measure.run("benchmarks.solver", solver, str(path), f"{limit:g}", seconds=limit)
    ready = next((line for line in ran.lines if "ready" in line), {})
    trace = [line for line in ran.lines if "ready" not in line]
    last = trace[-1] if trace else {}
    return {
        "solver": solver,
        "version": ready.get("version"),
        "limit": limit,
        "read_seconds": ready.get("read_seconds"),
        "objective": last.get("objective"),
        "bound": last.get("bound"),
        "seconds": last.get("seconds") if ran.stopped else limit + measure.GRACE,
        "status": last.get("status", "ended" if not ran.stopped else ""),
        "stopped": ran.stopped,
        "to_ours": report.time_to(target, trace),
        "mb": ran.peak_mb,
        "load": load,
        "error": ran.error,
    }


def naive_menus(case: Case) -> list[dict]:
    """The quality of our menus and of those that one would plan first."""
    foods = planner.load_foods()
    weeks = {
        "ours": planner.plan_week(case.person, case.preferences, foods=foods, start=START),
        "linear": linear_week(case, foods),
        "capped": linear_week(case, foods, capped=True),
        "random": random_week(case, foods),
    }
    return [{"person": case.key, "planner": key, "days": len(w.days), **quality(w)} for key, w in weeks.items()]


def frame(rows: list[dict]) -> pd.DataFrame:
    """Rows of `side_by_side` as a frame; what a solver did not say is NaN."""
    figures = ["limit", "read_seconds", "objective", "bound", "seconds", "to_ours", "mb", "columns", "rows"]
    made = pd.DataFrame(rows).reindex(columns=list(dict.fromkeys([*figures, *(k for row in rows for k in row)])))
    return made.astype(dict.fromkeys(figures, float))


def written(solved: pd.DataFrame, menus: pd.DataFrame, when: str) -> dict[str, str]:
    """The sections of the README."""
    others = solved[solved["solver"] != "ours"]
    versions = ", ".join(others["version"].dropna().unique()) if len(others) else "no other solver"
    conditions = (
        f"Measured on {when}: {tables.machine()}. {versions}. Persons: {solved['person'].nunique()}. "
        f"Load of the machine before each run: {solved['load'].min():.1f} to {solved['load'].max():.1f}."
    )
    overviews, by_person = [conditions], []
    for days in sorted(solved["days"].unique(), reverse=True):
        rows = solved[solved["days"] == days]
        what = f"### A plan of {days} {'day' if days == 1 else 'days'}"
        size = f"The model has about {rows['columns'].median():,.0f} columns and {rows['rows'].median():,.0f} rows."
        overviews += [what, size, report.overview(rows), report.standing(rows)]
        by_person += [what, report.details(rows)]
    said = report.faults(solved)
    return {
        "solvers": "\n\n".join([*overviews, said] if said else overviews),
        "menus": report.menus(menus),
        "persons": "\n\n".join(by_person),
    }


def _say(row: dict) -> None:
    shown = {k: row.get(k) for k in ("solver", "limit", "objective", "bound", "seconds", "mb", "error") if row.get(k)}
    print(shown, file=sys.stderr)


if __name__ == "__main__":
    main()
