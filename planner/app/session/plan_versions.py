"""What differs between two versions of a client's plan: meals, minerals, rules. Knows nothing of the screen."""

from dataclasses import dataclass

import pandas as pd

from planner.assessment.findings import findings_of
from planner.assessment.verdict import verdict_of
from planner.menu.plan import Plan
from planner.menu.wording import meal_label
from planner.reference.nutrients import CRAMP_MINERALS, nutrients
from planner.reference.table_schemas import SLOTS

Change = tuple[str, str, str]  # what, before, after


@dataclass(frozen=True)
class VersionComparison:
    """What differs between two plans.

    Attributes
    ----------
    meals : tuple of Change
        Where another dish is planned; days in turn, whatever their dates.
    planned : int
        How many meals there are to compare.
    minerals : tuple of Change
        The share of the target on the day with least, as percent.
    missed_before, missed_after : tuple of str
        The rules that must hold and do not, one sentence each.
    """

    meals: tuple[Change, ...]
    planned: int
    minerals: tuple[Change, ...]
    missed_before: tuple[str, ...]
    missed_after: tuple[str, ...]


def compare_versions(before: Plan, after: Plan) -> VersionComparison:
    """What differs between two versions of a plan."""
    was, now = _titles(before), _titles(after)
    places = sorted({*was, *now}, key=lambda place: (place[0], SLOTS.index(place[1])))
    longer = after if len(after.days) >= len(before.days) else before
    meals = tuple(
        (f"{longer.days[n].date:%A}, {meal_label(slot).lower()}", was.get((n, slot), "–"), now.get((n, slot), "–"))
        for n, slot in places
        if was.get((n, slot)) != now.get((n, slot))
    )
    found, then = findings_of(before), findings_of(after)
    least, later = _least(found.report), _least(then.report)
    minerals = tuple((nutrients()[key].name, f"{least[key]:.0%}", f"{later[key]:.0%}") for key in CRAMP_MINERALS)
    return VersionComparison(
        meals,
        len(places),
        minerals,
        verdict_of(before, found.checks).shortfalls,
        verdict_of(after, then.checks).shortfalls,
    )


def _titles(plan: Plan) -> dict[tuple[int, str], str]:
    """The dish of each meal by the number of the day and the slot."""
    return {
        (n, meal.slot): "; ".join(dish.title for dish in meal.dishes)
        for n, day in enumerate(plan.days)
        for meal in day.meals
        if meal.slot in SLOTS
    }


def _least(report: pd.DataFrame) -> pd.Series:
    """Of each mineral the share of its target on the day with least."""
    return report[report["nutrient"].isin(CRAMP_MINERALS)].groupby("nutrient")["coverage"].min()
