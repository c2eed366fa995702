"""What is said of a plan in every document, worked out once for all of them."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import pandas as pd

from planner.assessment.adequacy import assess, intake
from planner.assessment.advice import advise
from planner.assessment.audit import audit
from planner.assessment.pairings import find_pairings
from planner.menu.plan import Plan


@dataclass(frozen=True, eq=False)
class Findings:
    """Of a plan: `planner.assessment.adequacy.assess` and `intake`, `planner.audit`, `find_pairings` and `advise`."""

    report: pd.DataFrame = field(repr=False)
    intake: pd.DataFrame = field(repr=False)
    checks: pd.DataFrame = field(repr=False)
    flags: pd.DataFrame = field(repr=False)
    advice: pd.DataFrame = field(repr=False)


# plans are frozen and each is its own key; what is found stays as long as the plan does
_found: WeakKeyDictionary[Plan, Findings] = WeakKeyDictionary()


def findings_of(plan: Plan) -> Findings:
    """The findings of a plan; nobody may change their frames.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Findings

    Raises
    ------
    PlannerError
        If nothing is eaten on one of its days.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> findings_of(day) is findings_of(day), bool(findings_of(day).checks["holds"].all())
    (True, False)
    """
    if (found := _found.get(plan)) is None:
        found = _found[plan] = Findings(assess(plan), intake(plan), audit(plan), find_pairings(plan), advise(plan))
    return found


def remember_findings(plan: Plan, found: Findings) -> None:
    """Take over the findings of a plan that were worked out elsewhere.

    Parameters
    ----------
    plan : Plan
    found : Findings
        Of the same plan.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day, same = (day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)]) for _ in range(2))
    >>> remember_findings(same, findings_of(day))
    >>> findings_of(same) is findings_of(day)
    True
    """
    _found[plan] = found
