"""The tables of the README from the rows that were measured."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from benchmarks.persons import KEYS, case_of
from benchmarks.tables import NONE, markdown, number, percent

NAMES = {"ours": "our planner", "highs": "HiGHS", "cbc": "CBC", "cpsat": "CP-SAT", "scip": "SCIP"}
EXACT = 1e-4  # objectives that differ by less are the same [points]
PLANNERS = {
    "ours": "our planner",
    "linear": "linear programme",
    "capped": "the same, portions capped",
    "random": "dishes at random",
}


def overview(rows: pd.DataFrame) -> str:
    """One line for each solver, over all persons."""
    limits = _limits(rows)
    columns = ["solver", *(f"solved in {s:g} s" for s in limits)]
    columns += [f"median gap at {limits[-1]:g} s", *(f"better than ours at {s:g} s" for s in limits)]
    columns += ["our seconds / its seconds to our objective", "median seconds", "median MB", "median reading [s]"]
    ours = rows[rows["solver"] == "ours"].set_index("person")
    lines = [
        [NAMES["ours"], *(_of(ours["seconds"] <= s) for s in limits), percent(_gap(ours).median())]
        + [NONE] * (len(limits) + 1)
        + [number(ours["seconds"].median()), number(ours["mb"].median(), 0), NONE]
    ]
    for solver, mine in _by_solver(rows):
        last = mine[mine["limit"] == limits[-1]]
        lines.append(
            [
                NAMES[solver],
                *(_of(mine.loc[mine["limit"] == s, "objective"].notna()) for s in limits),
                percent(_gap(last).median()),
                *(_of(_ahead(mine[mine["limit"] == s], ours)) for s in limits),
                _ratio(last, ours),
                number(last["seconds"].median()),
                number(last["mb"].median(), 0),
                number(last["read_seconds"].median()),
            ]
        )
    return markdown(columns, lines)


def standing(rows: pd.DataFrame) -> str:
    """How our plans stand beside the best that any solver found or proved, in sentences."""
    ours = rows[rows["solver"] == "ours"].set_index("person")
    others = rows[rows["solver"] != "ours"].groupby("person")
    best, proven = others["objective"].min().reindex(ours.index), others["bound"].max().reindex(ours.index)
    behind = ours["objective"] > best + EXACT
    said = f"For {int((~behind).sum())} of {len(ours)} persons no solver has a better plan than ours."
    if behind.any():
        more = (ours["objective"] / best - 1)[behind]
        said += (
            f" For the others ours costs {percent(more.median())} more in the median, {percent(more.max())} at most."
        )
    bound = ours["bound"].combine(proven, np.fmax)
    gap = _gap(ours.assign(bound=bound))
    return f"{said} With the best bound that any of them proved, our gap is {percent(gap.median())} in the median."


def details(rows: pd.DataFrame) -> str:
    """One line for each person and solver."""
    limits = _limits(rows)
    columns = ["person", "solver", *(f"objective at {s:g} s" for s in limits)]
    columns += ["bound", "gap", "seconds", "MB", "our s / its s"]
    lines: list[list[str]] = []
    for person in sorted(rows["person"].unique(), key=KEYS.index):
        hers = rows[rows["person"] == person]
        ours = hers[hers["solver"] == "ours"].set_index("person")
        for k, plan in enumerate(hers[hers["solver"] == "ours"].to_dict("records")):
            met = [number(plan["objective"]) if plan["seconds"] <= s else NONE for s in limits]
            if not any(cell != NONE for cell in met):
                met[-1] = number(plan["objective"])
            gap = percent(float(_gap(hers[hers["solver"] == "ours"]).iloc[k]))
            name = case_of(str(person)).name
            worth = [number(plan["bound"]), gap, number(plan["seconds"]), number(plan["mb"], 0), NONE]
            lines.append([name, NAMES["ours"], *met, *worth])
        for solver, mine in _by_solver(hers):
            last = mine[mine["limit"] == limits[-1]]
            final = last.iloc[0]
            met = [number(_first(mine.loc[mine["limit"] == s, "objective"])) for s in limits]
            seconds = number(final["seconds"]) if final["stopped"] else f"ended at {final['seconds']:.0f}"
            worth = [number(final["bound"]), percent(float(_gap(last).iloc[0])), seconds, number(final["mb"], 0)]
            lines.append(["", NAMES[solver], *met, *worth, _ratio(last, ours)])
    return markdown(columns, lines)


def faults(rows: pd.DataFrame) -> str:
    """What went wrong, a sentence for each solver; empty if nothing did."""
    failed = rows[rows["error"].fillna("") != ""]
    said = failed.groupby("solver")["error"].agg(["size", "first"])
    return "\n".join(f"- {NAMES[str(s)]} failed {row['size']} times: {row['first']}" for s, row in said.iterrows())


def menus(rows: pd.DataFrame) -> str:
    """Quality of the menus of each planner, over all persons."""
    columns = ["planner", "floors missed", "limits passed", "days off the energy", "pairings flagged"]
    columns += ["hard rules broken", "other nutrients short", "largest portion [g]", "largest portion [servings]"]
    columns += ["grams a day", "foods a week", "dishes a week"]
    lines = []
    for key, name in PLANNERS.items():
        mine = rows[rows["planner"] == key]
        days, persons = int(mine["days"].sum()), len(mine)
        if persons:
            lines.append(
                [
                    name,
                    f"{mine['floors_missed'].sum():.0f} of {3 * days}",
                    f"{mine['limits_passed'].sum():.0f}",
                    f"{mine['energy_off'].sum():.0f} of {days}",
                    f"{mine['pairings'].sum():.0f}",
                    f"{mine['hard_broken'].sum():.0f}",
                    f"{mine['short_of_others'].mean():.1f} a person",
                    number(mine["largest_g"].max(), 0),
                    number(mine["largest_servings"].max(), 1),
                    number(mine["grams_a_day"].mean(), 0),
                    number(mine["foods"].mean(), 0),
                    number(mine["dishes"].mean(), 0),
                ]
            )
    return markdown(columns, lines)


def tables_of_foods(rows: pd.DataFrame) -> str:
    """Time by the length of the food table, and of steering."""
    columns = [
        "foods",
        "plan [s]",
        "to our table",
        "peak MB",
        "swap [s]",
        "swap / plan",
        "plan again [s]",
        "again / plan",
    ]
    base = float(rows["seconds"].iloc[0])
    lines = [
        [
            f"{row['foods']:,.0f}",
            number(row["seconds"]),
            f"{row['seconds'] / base:.2f}",
            number(row["mb"], 0),
            number(row["swap_seconds"], 3),
            f"{row['swap_seconds'] / row['seconds']:.2f}",
            number(row["replan_seconds"], 3),
            f"{row['replan_seconds'] / row['seconds']:.2f}",
        ]
        for row in rows.to_dict("records")
    ]
    return markdown(columns, lines)


def _limits(rows: pd.DataFrame) -> list[float]:
    return sorted(rows.loc[rows["solver"] != "ours", "limit"].dropna().unique()) or [float("inf")]


def _by_solver(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    there = rows["solver"].unique()
    return [(s, rows[rows["solver"] == s]) for s in NAMES if s != "ours" and s in there]


def _gap(rows: pd.DataFrame) -> pd.Series:
    """(objective - bound) / objective; no solution, no gap."""
    return (rows["objective"] - rows["bound"]).clip(lower=0) / rows["objective"].abs().clip(lower=1e-9)


def _ahead(rows: pd.DataFrame, ours: pd.DataFrame) -> pd.Series:
    return rows["objective"] < rows["person"].map(ours["objective"]) - EXACT


def _of(hit: pd.Series) -> str:
    return f"{int(hit.sum())} of {len(hit)}"


def _first(values: pd.Series) -> float:
    return float(values.iloc[0]) if len(values) else float("nan")


def _ratio(last: pd.DataFrame, ours: pd.DataFrame) -> str:
    """Median of our seconds to its seconds to our objective; where it never got there, its limit counts."""
    reached = last["to_ours"].notna()
    ratio = (last["person"].map(ours["seconds"]) / last["to_ours"].fillna(last["limit"])).median()
    return number(float(ratio), 3) if reached.all() else f"under {number(float(ratio), 3)}"


def time_to(target: float, trace: Sequence[dict]) -> float:
    """Seconds until a trace of solutions first came as low as a target; NaN if it never did [s]."""
    times = [at["seconds"] for at in trace if at.get("objective") is not None and at["objective"] <= target + EXACT]
    return min(times, default=np.nan)
