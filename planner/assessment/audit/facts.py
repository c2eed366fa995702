"""What the checks look at, and how a finding is put in words."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Date

import pandas as pd

from planner.menu.plan import Plan
from planner.person.targets import SET
from planner.reference.nutrients import nutrients

TOLERANCE = 1e-6

Finding = dict


@dataclass(frozen=True)
class Facts:
    """What the checks look at: the plates as a frame, the intakes by day, the rules by name."""

    plan: Plan
    plates: pd.DataFrame
    known: dict[object, dict[str, float]]
    unknown: dict[object, dict[str, int]]
    rules: dict[tuple[str, str], dict]

    def target(self, nutrient: str) -> float:
        return float(self.plan.targets["target"].get(nutrient, math.nan))

    def published(self, nutrient: str) -> float:
        return float(self.plan.targets["published"].get(nutrient, math.nan))

    def set_note(self, nutrient: str, side: str = "kind") -> str:
        """That a dietitian set the target (or with "upper_kind" the limit), for the end of a sentence."""
        return f"; {SET}" if self.plan.targets[side].get(nutrient) == SET else ""

    def upper(self, nutrient: str) -> float:
        return float(self.plan.targets["upper"].get(nutrient, math.nan))

    @property
    def tablets(self) -> dict[str, float]:
        """What supplements bring a day, by nutrient."""
        return self.plan.person.supplement_amounts()

    def subjects(self, rule: str) -> list[str]:
        return [subject for name, subject in self.rules if name == rule]

    @property
    def dates(self) -> list[Date]:
        return [day.date for day in self.plan.days]

    def weeks(self) -> list[list[Date]]:
        """The dates in blocks of seven from the first day of the plan."""
        return [self.dates[i : i + 7] for i in range(0, len(self.dates), 7)]


Check = Callable[[Facts], Iterator[Finding]]


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
) -> Finding:
    """Whether a value is within its bounds, with the figures in a sentence."""
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
        "date": date,
        "slot": slot,
        "holds": holds,
        "value": value,
        "lower": lower,
        "upper": upper,
        "unit": unit,
        "detail": detail + note,
    }


def unit_of(nutrient: str) -> str:
    return nutrients()[nutrient].unit


def tablets_note(facts: Facts, nutrient: str) -> str:
    """How much of a sum is from supplements, for the end of a sentence; empty if nothing is."""
    amount = facts.tablets.get(nutrient, 0.0)
    return f"; {amount:,.4g} {unit_of(nutrient)} of it from tablets" if amount else ""


def unknown_note(facts: Facts, date: object, nutrient: str) -> str:
    count = facts.unknown[date][nutrient]
    foods = "1 food gives" if count == 1 else f"{count} foods give"
    return f"; {foods} no figure, so this can't be judged fully" if count else ""
