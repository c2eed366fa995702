"""Every menu rule recomputed from the servings on the plates.

Shares the tables with the optimiser, and nothing else: a mistake there shows here. ``day_checks``,
``meal_checks``, ``condition_checks``, ``week_checks``, ``kitchen_checks`` and ``shopping_checks`` have
a function for each rule, all of them `CHECKS`; ``facts`` is what they look at.
"""

import pandas as pd

from planner.assessment.audit import (
    condition_checks,
    day_checks,
    kitchen_checks,
    meal_checks,
    shopping_checks,
    week_checks,
)
from planner.assessment.audit.facts import Facts, facts_of
from planner.errors import one_of
from planner.menu.plan import Plan

__all__ = ["CHECKS", "Facts", "audit", "facts_of", "failures"]

CHECKS = (
    *day_checks.CHECKS,
    *meal_checks.CHECKS,
    *condition_checks.CHECKS,
    *week_checks.CHECKS,
    *kitchen_checks.CHECKS,
    *shopping_checks.CHECKS,
)
COLUMNS = (
    "rule subject nutrient level kind date slot holds judged without_figure value lower upper unit detail"
).split()


def audit(plan: Plan) -> pd.DataFrame:
    """Recompute every rule of ``data/menu_rules.csv`` from the servings of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row for each rule, subject and place: rule, subject, nutrient (its key; empty if it is about
        none), level, kind (hard or soft), date (None for the whole plan), slot, holds, judged (whether figures
        enough are known to tell), without_figure (keys of the foods that lack one), value, lower, upper, unit,
        detail (a sentence).

    Raises
    ------
    PlannerError
        If nothing is eaten on one of the days.

    Notes
    -----
    Floors count what is known. Under an upper limit a food that gives no figure counts with the highest of its
    kind. A cap that a condition or a dietitian sets, and that on caffeine, can't be judged with such a food, unless
    its kind holds nothing of it: then it does not hold and is not `judged`, and the detail says so. So it is with a
    pairing where such a food stands beside a hinderer.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> checks = audit(day_of_entries(Person(), [Entry("08:00", "coffee", 3.0)]))
    >>> checks.loc[checks["rule"] == "caffeine", ["kind", "holds", "detail"]].values.tolist()
    [['hard', False, 'Caffeine: 284.4 mg (at most 200)']]
    """
    facts = facts_of(plan)
    rows = []
    for check in CHECKS:
        for finding in check(facts):
            rule = facts.rules[(finding["rule"], finding["subject"])]
            rows.append({"level": rule["level"], "kind": rule["kind"], **finding})
    return pd.DataFrame(rows, columns=COLUMNS)


def failures(report: pd.DataFrame, kind: str = "hard") -> pd.DataFrame:
    """The rows of an audit that do not hold.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `audit`.
    kind : {"hard", "soft"}
        What must hold, or what is wished.

    Returns
    -------
    pandas.DataFrame
        Columns as in `audit`.

    Raises
    ------
    PlannerError
        If there is no such kind.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> failures(audit(day_of_entries(Person(), [Entry("08:00", "coffee", 3.0)])))["rule"].unique().tolist()
    ['energy', 'cramp minerals', 'protein', 'caffeine', 'meal shares', 'real portions', 'variety']
    """
    one_of(kind, ("hard", "soft"), "the kind")
    return report[(report["kind"] == kind) & ~report["holds"].astype(bool)]
