"""Every menu rule recomputed from the servings on the plates.

Shares the tables with the optimiser, and nothing else: a mistake there shows here.
"""

import pandas as pd

from planner.assessment.adequacy import intake
from planner.assessment.audit import day_checks as days
from planner.assessment.audit import week_checks as weeks
from planner.assessment.audit.facts import Facts
from planner.menu.plan import Plan, servings_frame
from planner.person.menu_rules import rules_for

__all__ = ["audit", "failures"]

COLUMNS = ["rule", "subject", "level", "kind", "date", "slot", "holds", "value", "lower", "upper", "unit", "detail"]


def audit(plan: Plan) -> pd.DataFrame:
    """Recompute every rule of ``data/menu_rules.csv`` from the servings of a plan.

    Returns
    -------
    pandas.DataFrame
        One row for each rule, subject and place: rule, subject, level, kind (hard or soft), date
        (None for the whole plan), slot, holds, value, lower, upper, unit, detail (a sentence).

    Notes
    -----
    Floors count what is known. A limit holds if the known part is under it; where foods give no
    figure, the detail says so.
    """
    daily = intake(plan)
    facts = Facts(
        plan=plan,
        plates=servings_frame(plan),
        known={date: dict(zip(d["nutrient"], d["known"], strict=True)) for date, d in daily.groupby("date")},
        unknown={date: dict(zip(d["nutrient"], d["unknown_foods"], strict=True)) for date, d in daily.groupby("date")},
        rules=rules_for(plan.person, plan.preferences.targets),
    )
    rows = []
    for check in (*days.CHECKS, *weeks.CHECKS):
        for finding in check(facts):
            rule = facts.rules[(finding["rule"], finding["subject"])]
            rows.append({"level": rule["level"], "kind": rule["kind"], **finding})
    return pd.DataFrame(rows, columns=COLUMNS)


def failures(report: pd.DataFrame, kind: str = "hard") -> pd.DataFrame:
    """The rows of an audit that do not hold, of one kind."""
    return report[(report["kind"] == kind) & ~report["holds"].astype(bool)]
