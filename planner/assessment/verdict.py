"""How a plan does, in words: the audit read aloud. Knows nothing of the screen."""

import math
from dataclasses import dataclass

import pandas as pd

from planner.assessment.audit import failures
from planner.menu.plan import Plan
from planner.menu.wording import all_of, count, label, listed, lower_first, percent
from planner.person.targets import SET, target_words
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

# what only tips the scales between two plans: nobody misses it
QUIET = ("dish again", "kitchen time")


@dataclass(frozen=True)
class Verdict:
    """One line on the plan, what breaks a rule that must hold, what stays under a wish, and the targets."""

    holds: bool
    line: str
    shortfalls: tuple[str, ...]
    wishes: tuple[str, ...]
    targets: str


def verdict_of(plan: Plan, checks: pd.DataFrame) -> Verdict:
    """Read an audit aloud.

    Parameters
    ----------
    plan : Plan
    checks : pandas.DataFrame
        Of `planner.audit`.

    Returns
    -------
    Verdict

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import audit
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0), Entry("13:00", "bread_rye", 2.0)])
    >>> verdict_of(day, audit(day)).line.partition(". ")[0]
    'Calcium, magnesium and potassium do not reach the target on this day'
    """
    hard, soft = failures(checks), failures(checks, "soft")
    parts = [_minerals(plan, checks), _pairings(hard), _energy(checks)]
    return Verdict(
        holds=hard.empty,
        line=" ".join(part for part in parts if part),
        shortfalls=tuple(_sentence(row) for row in hard.to_dict("records")),
        wishes=_wishes(soft),
        targets=_targets(plan, checks),
    )


def _minerals(plan: Plan, checks: pd.DataFrame) -> str:
    rows = checks[checks["rule"] == "cramp minerals"]
    capped = rows[rows["lower"].isna()]
    return " ".join(
        [_floors(plan, rows[rows["lower"].notna()]), *(_cap(part) for _, part in capped.groupby("subject"))]
    )


def _cap(rows: pd.DataFrame) -> str:
    """A mineral that has a most instead of a target, since the doctor watches it."""
    nutrient = nutrients()[rows["subject"].iloc[0]]
    most, limit = nutrient.text(rows["value"].max()), nutrient.text(rows["upper"].iloc[0])
    if not rows["holds"].all():
        return f"{nutrient.label} passes the {limit} it should stay under."
    return f"{nutrient.label} is not pushed: {most} of at most {limit}{' on the fullest day' * (len(rows) > 1)}."


def _floors(plan: Plan, rows: pd.DataFrame) -> str:
    held = rows.groupby("subject", sort=False)["holds"].all()
    if held.empty:  # a dietitian set limits in place of all three targets
        return ""
    reached = [label(key) for key in held.index if held[key]]
    missed = [label(key) for key in held.index if not held[key]]
    days = len(plan.days)
    when = "on this day" if days == 1 else f"on {all_of(days)} days"
    reach = listed(reached).capitalize() + (" reach their targets" if len(reached) > 1 else " reaches its target")
    if not missed:
        return f"{reach} {when}."
    below = f"{listed(missed)} {'does' if len(missed) == 1 else 'do'} not"
    return f"{reach} {when}; {below}." if reached else f"{below.capitalize()} reach the target {when}."


def _pairings(hard: pd.DataFrame) -> str:
    flagged = hard.loc[hard["rule"] == "pairings", "date"].nunique()
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
        name = nutrients()[row["subject"]].label
        if math.isnan(row["lower"]):
            return f"{name} is too high{where}: {unit(row['value'])} of at most {unit(row['upper'])}."
        share = percent(row["value"] / row["lower"])
        return f"{name} falls short{where}: {unit(row['value'])} of {unit(row['lower'])}, {share} of the target."
    if row["rule"] == "meal shares":
        room = f"{percent(row['lower']).removesuffix(' %')} to {percent(row['upper'])}"
        name = row["slot"].replace("_", " ").capitalize()
        return f"{name}{where} brings {percent(row['value'])} of the day's energy, where {room} are meant."
    return f"{row['rule'].capitalize()}{where}{meal}: {lower_first(row['detail'])}."


def _wishes(soft: pd.DataFrame) -> tuple[str, ...]:
    """What the plan would have liked to reach: nutrients by name, other wishes by how often."""
    found = []
    by_name = soft["rule"].isin(("other nutrients", "client targets"))
    rows = soft[by_name]
    if len(rows):
        named = [f"{label(r['subject'])} ({percent(r['value'] / r['lower'])})" for r in rows.to_dict("records")]
        found.append(f"Over the days {listed(named)} {'stays' if len(named) == 1 else 'stay'} under the target.")
    quiet = by_name | soft["rule"].isin(QUIET) | soft["subject"].isin(QUIET)
    others = soft.loc[~quiet, "rule"].value_counts()
    missed = [f"{rule} ({ {1: 'once', 2: 'twice'}.get(n, f'{n} times') })" for rule, n in others.items()]
    if missed:
        found.append(f"{'A wish' if len(missed) == 1 else 'Wishes'} missed: {listed(missed)}.")
    return tuple(found)


def _targets(plan: Plan, checks: pd.DataFrame) -> str:
    """The targets of the day that the cards are measured against, with the system's name, and who set others."""
    capped = checks[(checks["rule"] == "cramp minerals") & checks["lower"].isna()]
    most = dict(zip(capped["subject"], capped["upper"], strict=True))
    rows = plan.targets.to_dict("index")
    amounts = []
    for key in (*CRAMP_MINERALS, "energy_kcal"):
        row = rows[key]
        caps = [most.get(key, math.nan), row["upper"] if row["upper_kind"] == SET else math.nan]
        cap = min((each for each in caps if not math.isnan(each)), default=math.nan)
        if key in most or math.isnan(row["target"]):
            amounts.append(f"{label(key)} at most {nutrients()[key].text(cap)}")
        else:
            amounts.append(f"{label(key)} {nutrients()[key].text(row['target'])}")
    return " ".join([f"Targets a day ({plan.preferences.system.upper()}): {listed(amounts)}.", *_set(plan)])


def _set(plan: Plan) -> list[str]:
    """What a dietitian set, what it replaced, and why."""
    rows = plan.targets.transpose()
    lines = [target_words(rows[one.nutrient], one) for one in plan.preferences.targets]
    return [f"{SET.capitalize()}: {'; '.join(lines)}."] if lines else []
