"""How a plan does, in words: the audit read aloud. Knows nothing of the screen."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planner.assessment.adequacy import FOLATE, intake, limit_note, tablets_a_day
from planner.assessment.audit import failures
from planner.assessment.missed_rules import missed_rules, on_days, without_figure
from planner.menu.plan import Plan
from planner.menu.wording import all_of, label, listed, lower_first, percent
from planner.person.menu_rules import rules_for
from planner.person.targets import SET, target_words
from planner.reference.nutrients import CRAMP_MINERALS, nutrients, tablet_name

# what only tips the scales between two plans: nobody misses it
QUIET = ("dish again", "none", "other", "in shops")
CONDITIONS = {
    "nausea": "With nausea",
    "gestational_diabetes": "With gestational diabetes",
    "kidney_potassium": "With weak kidneys",
    "ace_inhibitor": "With your medicine",
}
# food alone hardly reaches these, and the safety table has a row on whom to ask
HARDLY_BY_FOOD = {"vitamin_d_ug": "vitamin_d_short", "iron_mg": "iron_short"}


@dataclass(frozen=True)
class Verdict:
    """What holds and what does not.

    Attributes
    ----------
    holds : bool
        Whether every rule that must hold does.
    first : str
        The sentences that matter most: every such rule that is missed, or that the three minerals are reached.
    line : str
        A few sentences, these the first of them. What is missed, or can't be judged, has what to do beside it; then
        come tablets over a limit of their own, what her condition wishes for, and what food alone hardly brings.
    shortfalls : tuple of str
        What breaks a rule that must hold, one sentence each.
    wishes : tuple of str
        What else stays under a wish.
    targets : str
        The targets of the day, and who set them.
    """

    holds: bool
    first: str
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
    >>> day = day_of_entries(Person(), [Entry("08:00", "coffee", 3.0)])
    >>> verdict_of(day, audit(day)).line.partition(";")[0]
    'Not everything holds: caffeine, so drink a cup less'
    """
    hard, soft = failures(checks), failures(checks, "soft")
    rules, taken = rules_for(plan.person, plan.preferences.targets), plan.person.supplement_amounts()
    places = zip(soft["rule"], soft["subject"], strict=True)
    hers = pd.Series([rules[place]["when"] in CONDITIONS for place in places], index=soft.index, dtype=bool)
    to_ask = soft["subject"].isin([key for key in HARDLY_BY_FOOD if key not in taken]) & ~hers
    of_tablets = soft["subject"] == "supplement"
    missed, minerals = missed_rules(plan, hard), _minerals(plan, checks)
    parts = [
        missed or minerals,
        *_tablets_over(plan, soft[of_tablets]),
        *_of_conditions(plan, soft[hers]),
        minerals if missed else "",
        _pairings(hard),
        _energy(checks),
        _asked(plan, soft[to_ask]),
    ]
    return Verdict(
        holds=hard.empty,
        first=missed or minerals,
        line=" ".join(part for part in parts if part),
        shortfalls=tuple(_sentence(row) for row in hard.to_dict("records")),
        wishes=_wishes(plan, soft[~hers & ~to_ask & ~of_tablets]),
        targets=_targets(plan, checks),
    )


def _tablets_over(plan: Plan, soft: pd.DataFrame) -> Iterator[str]:
    """Which tablets pass a limit that counts no food, and whom to ask: a sentence for each."""
    for row in soft.to_dict("records"):
        name, unit = tablet_name(row["nutrient"]), row["unit"]
        scope = limit_note(str(plan.targets.at[row["nutrient"], "published_scope"]))
        yield (
            f"{name[:1].upper()}{name[1:]} from tablets, {row['value']:,.10g} {unit} a day, is over the limit of "
            f"{row['upper']:,.10g} {unit} that {scope}: ask your doctor before you change anything."
        )


def _of_conditions(plan: Plan, soft: pd.DataFrame) -> Iterator[str]:
    """The wishes of her conditions that are missed, a sentence for each condition."""
    when = {place: row["when"] for place, row in rules_for(plan.person, plan.preferences.targets).items()}
    of = pd.Series([when[place] for place in zip(soft["rule"], soft["subject"], strict=True)], index=soft.index)
    for condition, words in CONDITIONS.items():
        mine = soft[of == condition]
        missed = [f"{rule}{on_days(plan, rows)}" for rule, rows in mine.groupby("rule", sort=False)]
        if missed:
            yield f"{words} not every wish holds: {listed(missed)}."


def _asked(plan: Plan, short: pd.DataFrame) -> str:
    """What food alone hardly brings, and whom to ask about it."""
    if short.empty:
        return ""
    named = _shares(plan, short)
    whom = "doctor" if plan.person.stage == "adult" else "midwife"
    them = "them" if len(named) > 1 else "it"
    return f"Food alone hardly brings enough {listed(named)}: ask your {whom} about {them}."


def _shares(plan: Plan, rows: pd.DataFrame) -> list[str]:
    """Nutrients with the share of the target that is known; "at least" where foods give no figure.

    What a doctor prescribed counts, and is said; who reaches the target with it, and folic acid, which no sum counts
    beside the folate of food, are left out.
    """
    found, tablets = intake(plan), tablets_a_day(plan)
    gaps = set(found.loc[found["unknown_foods"] > 0, "nutrient"])
    said = []
    for row in rows.to_dict("records"):
        key, taken = row["nutrient"], tablets.get(row["nutrient"], 0.0)
        share = (row["value"] + taken) / row["lower"]
        if taken and (share >= 1 or key == FOLATE):
            continue
        least, beside = "at least " * (key in gaps), " with your tablets" * (taken > 0)
        said.append(f"{label(key)} ({least}{percent(share)}{beside})")
    return said


def _minerals(plan: Plan, checks: pd.DataFrame) -> str:
    rows = checks[checks["rule"] == "cramp minerals"]
    capped = rows[rows["lower"].isna()]
    return " ".join(
        [_floors(plan, rows[rows["lower"].notna()]), *(_cap(plan, part) for _, part in capped.groupby("subject"))]
    )


def _cap(plan: Plan, rows: pd.DataFrame) -> str:
    """A mineral that has a most instead of a target, since the doctor watches it."""
    nutrient = nutrients()[rows["subject"].iloc[0]]
    most, limit = nutrient.text(rows["value"].max()), nutrient.text(rows["upper"].iloc[0])
    judged = rows["judged"].astype(bool)
    if not rows.loc[judged, "holds"].all():
        return f"{nutrient.label} passes the {limit} it should stay under."
    if not judged.all():
        gives = without_figure(plan, rows[~judged])
        return f"Whether {label(nutrient.key)} stays under {limit} can't be judged: {gives}."
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
    return "" if (hard["rule"] == "pairings").any() else "No pairing is flagged."


def _energy(checks: pd.DataFrame) -> str:
    rows = checks[(checks["rule"] == "energy") & checks["lower"].notna()]
    if not rows["holds"].all():
        return ""  # the first sentence says so
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
        if not row["judged"]:
            return f"{row['rule'].capitalize()}{where}: {row['detail']}."
        if math.isnan(row["lower"]):
            return f"{name} is too high{where}: {unit(row['value'])} of at most {unit(row['upper'])}."
        share = percent(row["value"] / row["lower"])
        return f"{name} falls short{where}: {unit(row['value'])} of {unit(row['lower'])}, {share} of the target."
    if row["rule"] == "meal shares":
        room = f"{percent(row['lower']).removesuffix(' %')} to {percent(row['upper'])}"
        name = row["slot"].replace("_", " ").capitalize()
        return f"{name}{where} brings {percent(row['value'])} of the day's energy, where {room} are meant."
    return f"{row['rule'].capitalize()}{where}{meal}: {lower_first(row['detail'])}."


def _wishes(plan: Plan, soft: pd.DataFrame) -> tuple[str, ...]:
    """What the plan would have liked to reach: nutrients by name, other wishes by how often."""
    found = []
    by_name = soft["rule"].isin(("other nutrients", "client targets"))
    rows = soft[by_name]
    if len(rows):
        named = _shares(plan, rows)
        stay = "stays" if len(named) == 1 else "stay"
        found += [f"Over the days {listed(named)} {stay} under the target."] * bool(named)
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
