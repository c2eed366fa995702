"""What the checks look at, and how a finding is put in words."""

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

import pandas as pd

from planner.assessment.adequacy import intake
from planner.assessment.kinds import Kinds
from planner.errors import PlannerError
from planner.menu.plan import Plan, servings_frame
from planner.menu.wording import count, label
from planner.person.menu_rules import Rules, rules_for
from planner.person.targets import SET
from planner.reference.nutrients import nutrients

TOLERANCE = 1e-6

Finding = dict[str, Any]  # of `judge`: the columns of the audit but level and kind, which stand in the rule


@dataclass(frozen=True)
class Facts:
    """What the checks look at.

    Attributes
    ----------
    plan : Plan
    plates : pandas.DataFrame
        Of `planner.menu.servings_frame`.
    known : dict of date to dict
        What is known of each nutrient that day, in its unit.
    unknown : dict of date to dict
        How many foods of the day give no figure for it.
    gaps : dict of (date, slot, nutrient) to list of (food, grams)
        The servings that give no figure for it.
    kinds : Kinds
        What such a food could hold.
    rules : dict of (str, str) to dict
        The rows of ``data/menu_rules.csv`` that hold for the person, by rule and subject.
    """

    plan: Plan
    plates: pd.DataFrame
    known: dict[object, dict[str, float]]
    unknown: dict[object, dict[str, int]]
    gaps: dict[tuple[Date, str, str], list[tuple[str, float]]]
    kinds: Kinds
    rules: Rules

    def target(self, nutrient: str) -> float:
        return float(self.plan.targets["target"].get(nutrient, math.nan))

    def published(self, nutrient: str) -> float:
        return float(self.plan.targets["published"].get(nutrient, math.nan))

    def set_note(self, nutrient: str, side: str = "kind") -> str:
        """That a dietitian set the target (or with "upper_kind" the limit), for the end of a sentence."""
        return f"; {SET}" if self.plan.targets[side].get(nutrient) == SET else ""

    def set_limit(self, nutrient: str) -> bool:
        """Whether a dietitian set its limit."""
        return bool(self.plan.targets["upper_kind"].get(nutrient) == SET)

    def upper(self, nutrient: str) -> float:
        return float(self.plan.targets["upper"].get(nutrient, math.nan))

    @property
    def tablets(self) -> dict[str, float]:
        """What supplements bring a day, by nutrient."""
        return self.plan.person.supplement_amounts()

    def subjects(self, rule: str) -> list[str]:
        return [subject for name, subject in self.rules if name == rule]

    def fruit_and_vegetables(self) -> dict[Date, float]:
        """What each day holds of them; potatoes, legumes and juice do not count [g]."""
        counted = self.plates[self.plates["group"].isin(["fruit", "dried_fruit", "vegetable", "leafy_green"])]
        by_date = counted.groupby("date")["grams"].sum()
        return {date: float(by_date.get(date, 0.0)) for date in self.dates}

    @property
    def dates(self) -> list[Date]:
        return [day.date for day in self.plan.days]

    def weeks(self) -> list[list[Date]]:
        """The dates in blocks of seven from the first day of the plan."""
        return [self.dates[i : i + 7] for i in range(0, len(self.dates), 7)]


Check = Callable[[Facts], Iterator[Finding]]


def facts_of(plan: Plan) -> Facts:
    """What the checks look at, worked out of a plan once for all of them.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Facts

    Raises
    ------
    PlannerError
        If nothing is eaten on one of the days, or there is no day.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> facts = facts_of(day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)]))
    >>> [round(by_nutrient["calcium_mg"]) for by_nutrient in facts.known.values()]
    [277]
    """
    if not plan.days:
        raise PlannerError("the plan has no day: there is nothing to check")
    daily = intake(plan)
    empty = [day.date for day in plan.days if day.date not in set(daily["date"])]
    if empty:
        raise PlannerError(f"nothing is eaten on {empty[0]}: put a food on that day, or leave the day out")
    by_date = dict(iter(daily.groupby("date")))
    plates, keys = servings_frame(plan), list(nutrients())
    servings = list(zip(plates["date"], plates["slot"], plates["food"], plates["grams"], strict=True))
    gaps: dict[tuple[Date, str, str], list[tuple[str, float]]] = {}
    for row, column in zip(*plates[keys].isna().to_numpy().nonzero(), strict=True):
        date, slot, food, grams = servings[row]
        gaps.setdefault((date, slot, keys[column]), []).append((food, grams))
    return Facts(
        plan=plan,
        plates=plates,
        known={date: dict(zip(rows["nutrient"], rows["known"], strict=True)) for date, rows in by_date.items()},
        unknown={
            date: dict(zip(rows["nutrient"], rows["unknown_foods"], strict=True)) for date, rows in by_date.items()
        },
        gaps=gaps,
        kinds=Kinds(plan.foods),
        rules=rules_for(plan.person, plan.preferences.targets),
    )


def judge(
    rule: str,
    subject: str,
    value: float,
    lower: float = math.nan,
    upper: float = math.nan,
    unit: str = "",
    date: object = None,
    slot: str = "",
    note: str = "",
    nutrient: str = "",
) -> Finding:
    """Whether a value is within its bounds, with the figures in a sentence; `nutrient` where the subject is none."""
    room = TOLERANCE * max(1.0, abs(value))
    holds = not (value < lower - room or value > upper + room)
    name = nutrients()[subject].label if subject in nutrients() else subject.replace("_", " ")
    bounds = [f"at least {lower:,.4g}"] * (not math.isnan(lower)) + [f"at most {upper:,.4g}"] * (not math.isnan(upper))
    detail = f"{name}: {value:,.4g} {unit}".strip()
    if bounds:
        detail += f" ({' and '.join(bounds)})"
    return {
        "rule": rule,
        "subject": subject,
        "nutrient": nutrient or (subject if subject in nutrients() else ""),
        "date": date,
        "slot": slot,
        "holds": holds,
        "judged": True,
        "without_figure": (),
        "value": value,
        "lower": lower,
        "upper": upper,
        "unit": unit,
        "detail": detail + note,
    }


def judged(
    facts: Facts, finding: Finding, nutrient: str, dates: Collection[Date], hers: bool, slot: str = ""
) -> Finding:
    """A finding on a cap, with what foods that give no figure make of it.

    Under a cap that is the same for all such a food counts with the highest of its kind; if that would pass
    the cap, it can't be judged. A cap that is hers can't be judged with such a food at all, unless its kind
    holds nothing of the nutrient. What is known over a cap is over it for sure.

    Parameters
    ----------
    facts : Facts
    finding : dict
        Of `judge`: what is known against the cap.
    nutrient : str
        That it caps.
    dates : collection of date
        The days whose mean it looks at.
    hers : bool
        Whether a condition or a dietitian set the cap, or it is one that lets nothing unknown pass.
    slot : str
        The meal that it looks at; the whole day by default.

    Returns
    -------
    dict
        Where it can't be judged `holds` and `judged` are false, `detail` says why,
        and `without_figure` names the foods.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> facts = facts_of(day_of_entries(Person(), [Entry("07:30", "soy_yoghurt", 1.0)]))
    >>> finding = judge("cramp minerals", "potassium_mg", 0.0, upper=2900.0, unit="mg")
    >>> judged(facts, finding, "potassium_mg", facts.dates, hers=True)["detail"]
    "Potassium: 0 mg (at most 2,900); can't be judged: 1 food gives no figure for potassium"
    """
    gaps: dict[str, float] = {}
    for (date, at, missing), servings in facts.gaps.items():
        if missing == nutrient and date in dates and slot in ("", at):
            for food, grams in servings:
                if facts.kinds.most(food, nutrient) > 0:
                    gaps[food] = gaps.get(food, 0.0) + grams
    if not gaps or finding["value"] > finding["upper"]:
        return finding
    foods, named = count(len(gaps), "food gives", "foods give"), {"without_figure": tuple(gaps)}
    if hers:
        text = f"can't be judged: {foods} no figure for {label(nutrient)}"
        return {**finding, **named, "holds": False, "judged": False, "detail": f"{finding['detail']}; {text}"}
    could = sum(facts.kinds.most(food, nutrient) * grams / 100 for food, grams in gaps.items()) / len(dates)
    most = f"{finding['value'] + could:,.4g} {unit_of(nutrient)}"
    text = f"{foods} no figure; with the most that such foods hold it would be {most}"
    if finding["value"] + could > finding["upper"]:
        text = f"can't be judged: {text}"
        return {**finding, **named, "holds": False, "judged": False, "detail": f"{finding['detail']}; {text}"}
    return {**finding, **named, "detail": f"{finding['detail']}; {text}"}


def unit_of(nutrient: str) -> str:
    return nutrients()[nutrient].unit


def tablets_note(facts: Facts, nutrient: str) -> str:
    """How much of a sum is from supplements, for the end of a sentence; empty if nothing is."""
    amount = facts.tablets.get(nutrient, 0.0)
    return f"; {amount:,.4g} {unit_of(nutrient)} of it from tablets" if amount else ""


def unknown_note(facts: Facts, date: object, nutrient: str) -> str:
    unknown = facts.unknown[date][nutrient]
    foods = count(unknown, "food gives", "foods give")
    return f"; {foods} no figure, so this can't be judged fully" if unknown else ""
