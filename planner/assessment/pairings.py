"""Which foods hinder which, by rule and by hour. Audits a plan; knows nothing of the optimiser."""

import math
from collections.abc import Iterator
from typing import Any, get_args

import pandas as pd

from planner.assessment.absorption import absorbed_calcium, soluble_oxalate
from planner.assessment.kinds import Kinds
from planner.errors import one_of
from planner.menu.plan import Plan, servings_frame
from planner.person.person import Mode
from planner.reference.tables import read
from planner.reference.units import minutes

COLUMNS = [
    "date",
    "slot",
    "time",
    "rule",
    "hinderer",
    "affects",
    "foods",
    "at_stake_mg",
    "size_low_mg",
    "size_high_mg",
    "verdict",
    "article_says",
    "measured",
    "advice",
]

_PLATE = ["date", "slot", "time", "food", "name", "grams", "hinders"]


def pairing_rules(mode: str) -> list[dict]:
    """The rows of ``data/pairing_rules.csv`` that hold in a mode.

    Parameters
    ----------
    mode : {"article", "measured"}

    Returns
    -------
    list of dict

    Raises
    ------
    PlannerError
        If there is no such mode.

    Examples
    --------
    >>> [rule["hinderer"] for rule in pairing_rules("measured")]
    ['oxalate', 'bran', 'tannin']
    """
    one_of(mode, get_args(Mode), "the mode")
    table = read("pairing_rules")
    return table[[mode in modes.split() for modes in table["modes"]]].to_dict("records")


def find_pairings(plan: Plan, mode: str | None = None) -> pd.DataFrame:
    """The flagged pairings of a plan.

    A pairing is flagged where a hinderer meets so much of the mineral that the rule of
    `pairing_rules.csv` is about [mg], from foods that are not of its class, in its meal and in
    what is eaten within the hours of the rule. Only what is known is flagged; `unjudged_pairings` are those
    where foods that give no figure could make one.

    Parameters
    ----------
    plan : Plan
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    pandas.DataFrame
        One row for each meal and rule: date, slot, time, rule, hinderer and foods (names), affects,
        at_stake_mg [mg of the mineral it affects], size_low_mg and size_high_mg (how much of it that is according
        to measurement [mg], NaN = not known), verdict, article_says, measured, advice.

    Raises
    ------
    PlannerError
        If there is no such mode.

    References
    ----------
    The column source of ``data/pairing_rules.csv``.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> breakfast = [Entry("07:30", food, 1.0) for food in ("kefir", "bread_rye", "tea_black")]
    >>> day = day_of_entries(Person(), breakfast)
    >>> find_pairings(day).round(0)[["hinderer", "at_stake_mg", "verdict"]].values.tolist()
    [['Black tea', 300.0, 'weak'], ['Rye bread', 277.0, 'contradicted']]
    >>> find_pairings(day, mode="measured").empty
    True
    """
    found = []
    for rule, where, meal, others, at_stake in _meetings(plan, mode):
        if at_stake < rule["at_stake_mg"]:
            continue
        mineral = f"{rule['affects']}_mg"
        low, high = _size(rule, meal, others, at_stake, plan)
        givers = others[others[mineral] > 0.1 * at_stake].sort_values(mineral, ascending=False)
        found.append(
            [
                *where,
                rule["rule"],
                ", ".join(meal["name"].unique()),
                rule["affects"],
                list(givers["name"].unique()),
                at_stake,
                low,
                high,
                rule["verdict"],
                rule["article_says"],
                rule["measured"],
                rule["advice"],
            ]
        )
    return pd.DataFrame(found, columns=COLUMNS)


def unjudged_pairings(plan: Plan, mode: str | None = None) -> pd.DataFrame:
    """Meetings that can't be judged: not flagged, and perhaps only since foods beside the hinderer give no figure.

    Such a food counts with the most that others of its kind hold; what stays under the bound of the rule even so
    is no pairing.

    Parameters
    ----------
    plan : Plan
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    pandas.DataFrame
        One row for each meal and rule: date, slot, time, rule, affects, foods (keys of those without a figure),
        at_stake_mg (what is known [mg]), could_be_mg (with the most that such foods hold [mg]).

    Raises
    ------
    PlannerError
        If there is no such mode.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("07:30", "soy_yoghurt", 1.0), Entry("07:30", "tea_black", 1.0)])
    >>> unjudged_pairings(day)[["rule", "affects", "foods", "at_stake_mg"]].values.tolist()
    [['tea or coffee with iron', 'iron', ['soy_yoghurt'], 0.0]]
    """
    kinds, found = Kinds(plan.foods), []
    for rule, where, _, others, at_stake in _meetings(plan, mode):
        mineral = f"{rule['affects']}_mg"
        gaps = others.loc[others[mineral].isna(), "food"].unique()
        could_be = float(kinds.could_be(others, mineral).sum()) if len(gaps) else at_stake
        if at_stake < rule["at_stake_mg"] <= could_be:
            foods = [food for food in gaps if kinds.most(food, mineral) > 0]
            found.append([*where, rule["rule"], rule["affects"], foods, at_stake, could_be])
    return pd.DataFrame(found, columns="date slot time rule affects foods at_stake_mg could_be_mg".split())


def unflagged_hinderers(plan: Plan, mode: str | None = None) -> pd.DataFrame:
    """Hinderers on the plates that are flagged nowhere, since each meets too little of the mineral.

    Parameters
    ----------
    plan : Plan
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    pandas.DataFrame
        One row for each food and mineral: hinderer (name), affects, at_stake_mg (the most that it is
        known to meet at a meal [mg]), unknown_foods (how many foods beside it give no figure),
        flagged_from_mg (the bound of the rule [mg]).

    Raises
    ------
    PlannerError
        If there is no such mode.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "spinach_boiled", 1.0), Entry("13:00", "lentils_boiled", 2.0)])
    >>> unflagged_hinderers(day).round(0).values.tolist()
    [['Spinach', 'calcium', 38.0, 0, 100.0]]
    """
    found = [
        [name, rule["affects"], at_stake, int(others[f"{rule['affects']}_mg"].isna().sum()), rule["at_stake_mg"]]
        for rule, _, meal, others, at_stake in _meetings(plan, mode)
        for name in meal["name"].unique()
    ]
    table = pd.DataFrame(found, columns=["hinderer", "affects", "at_stake_mg", "unknown_foods", "flagged_from_mg"])
    each = table.groupby(["hinderer", "affects", "flagged_from_mg"], sort=False)
    most = each[["at_stake_mg", "unknown_foods"]].max().reset_index()[list(table)]
    met = (most["at_stake_mg"] > 0) | (most["unknown_foods"] > 0)
    return most[met & (most["at_stake_mg"] < most["flagged_from_mg"])]


def _meetings(
    plan: Plan, mode: str | None
) -> Iterator[tuple[dict[str, Any], tuple[Any, ...], pd.DataFrame, pd.DataFrame, float]]:
    """Every meal with a hinderer of a rule: rule; date, slot and hour; the hinderers; the others; what is at stake.

    At stake is what is known: an unknown figure among the others counts nothing here.
    """
    asked = pairing_rules(mode or plan.preferences.pairings)
    minerals = sorted({"calcium_mg", *(f"{rule['affects']}_mg" for rule in asked)})
    frame = servings_frame(plan)[[*_PLATE, *minerals]]  # it is cut many times, and two thirds of it are other nutrients
    hours = frame["time"].map(minutes)
    meals = list(frame.groupby(["date", "slot", "time"], sort=False))
    for rule in asked:
        hinders = frame["hinders"].map(lambda cell, c=rule["hinderer"]: c in str(cell).split()).astype(bool)
        reach = 60 * rule["hours_apart"]
        for (when, slot, time), part in meals if hinders.any() else ():
            here = hinders[part.index]
            if not here.any():
                continue
            others = part[~here]
            if reach:
                close = (frame["date"] == when) & ((hours - minutes(str(time))).abs() <= reach)
                others = frame[close & ~hinders]
            yield rule, (when, slot, time), part[here], others, float(others[f"{rule['affects']}_mg"].sum())


def _size(
    rule: dict, hinderers: pd.DataFrame, others: pd.DataFrame, at_stake: float, plan: Plan
) -> tuple[float, float]:
    """How much of the mineral the pairing costs according to measurement [mg]: lowest, highest.

    For iron a share of what is taken up was measured, and nobody knows here how much that is.
    """
    if rule["size_unit"] == "share of iron taken up":
        return math.nan, math.nan
    if rule["size_unit"] == "mg per mg soluble oxalate":
        found = [soluble_oxalate(food) for food in hinderers["food"]]
        mg = [grams / 100 * high for grams, (_, high) in zip(hinderers["grams"], found, strict=True)]
        amount = sum(mg)
    elif rule["size_unit"] == "mg per 100 g":
        amount = float(hinderers["grams"].sum()) / 100
    else:
        plain = others.assign(hinders="")
        amount = absorbed_calcium(plain, plan.person).central
    low, high = rule["size_low"] * amount, rule["size_high"] * amount
    if math.isnan(high):
        return 0.0, math.nan
    return min(low, at_stake), min(high, at_stake)
