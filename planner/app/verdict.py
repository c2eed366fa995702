"""How a plan does, in words: the audit read aloud. Knows nothing of the screen."""

import math
from dataclasses import dataclass

import pandas as pd

from planner.app.wording import count, label, listed, lower_first, percent
from planner.audit import failures
from planner.menu import Plan
from planner.nutrients import CRAMP_MINERALS, nutrients

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen"),
)


@dataclass(frozen=True)
class Verdict:
    """One line on the plan, what falls short of a rule that must hold, and what stays under a wish."""

    holds: bool
    line: str
    shortfalls: tuple[str, ...]
    wishes: tuple[str, ...]


def verdict(plan: Plan, checks: pd.DataFrame) -> Verdict:
    """Read an audit aloud.

    Parameters
    ----------
    plan : Plan
    checks : pandas.DataFrame
        Of `planner.audit`.
    """
    hard, soft = failures(checks), failures(checks, "soft")
    parts = [_minerals(plan, hard), _pairings(hard), _energy(checks)]
    return Verdict(
        holds=hard.empty,
        line=" ".join(parts),
        shortfalls=tuple(_sentence(row) for row in hard.to_dict("records")),
        wishes=_wishes(soft),
    )


def _minerals(plan: Plan, hard: pd.DataFrame) -> str:
    short = set(hard.loc[hard["rule"] == "cramp minerals", "subject"])
    reached = [label(key) for key in CRAMP_MINERALS if key not in short]
    missed = [label(key) for key in CRAMP_MINERALS if key in short]
    days = len(plan.days)
    when = {1: "on this day", 2: "on both days"}.get(days, f"on all {NUMBERS[days]} days")
    reach = listed(reached).capitalize() + (" reach their targets" if len(reached) > 1 else " reaches its target")
    if not missed:
        return f"{reach} {when}."
    below = f"{listed(missed)} {'does' if len(missed) == 1 else 'do'} not"
    return f"{reach} {when}; {below}." if reached else f"{below.capitalize()} reach the target {when}."


def _pairings(hard: pd.DataFrame) -> str:
    flagged = int((hard["rule"] == "pairings").sum())
    return f"Pairings to pull apart on {count(flagged, 'day')}." if flagged else "No pairing is flagged."


def _energy(checks: pd.DataFrame) -> str:
    rows = checks[(checks["rule"] == "energy") & checks["lower"].notna()]
    middle = (rows["lower"] + rows["upper"]) / 2
    off = float(((rows["value"] - middle).abs() / middle).max())
    return f"Energy stays within {math.ceil(off * 100 - 1e-6)} % of the target."


def _sentence(row: dict) -> str:
    """One finding as a sentence: rule, day, meal and figures."""
    where = f" on {row['date']:%A}" if row["date"] is not None and not pd.isna(row["date"]) else ""
    meal = f", {row['slot'].replace('_', ' ')}" if row["slot"] else ""
    if row["rule"] == "cramp minerals":
        unit = nutrients()[row["subject"]].text
        share = percent(row["value"] / row["lower"])
        name = nutrients()[row["subject"]].label
        return f"{name} falls short{where}: {unit(row['value'])} of {unit(row['lower'])}, {share} of the target."
    return f"{row['rule'].capitalize()}{where}{meal}: {lower_first(row['detail'])}."


def _wishes(soft: pd.DataFrame) -> tuple[str, ...]:
    """What the plan would have liked to reach: nutrients by name, other wishes by how often."""
    found = []
    rows = soft[soft["rule"] == "other nutrients"]
    if len(rows):
        named = [f"{label(r['subject'])} ({percent(r['value'] / r['lower'])})" for r in rows.to_dict("records")]
        found.append(f"Over the days {listed(named)} {'stays' if len(named) == 1 else 'stay'} under the target.")
    others = soft.loc[soft["rule"] != "other nutrients", "rule"].value_counts()
    missed = [f"{rule} ({ {1: 'once', 2: 'twice'}.get(n, f'{n} times') })" for rule, n in others.items()]
    if missed:
        found.append(f"{'A wish' if len(missed) == 1 else 'Wishes'} missed: {listed(missed)}.")
    return tuple(found)
