"""What is said of a plan in every document, worked out once for all of them."""

from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from planner.assessment.adequacy import assess, intake
from planner.assessment.advice import advise
from planner.assessment.audit import audit
from planner.assessment.pairings import find_pairings
from planner.menu.plan import Plan

PLANS = 4  # whose findings are kept, so that a second document of a plan comes at once


@dataclass(frozen=True, eq=False)
class Findings:
    """Of a plan: `planner.assessment.adequacy.assess` and `intake`, `planner.audit`, `find_pairings` and `advise`."""

    report: pd.DataFrame = field(repr=False)
    intake: pd.DataFrame = field(repr=False)
    checks: pd.DataFrame = field(repr=False)
    flags: pd.DataFrame = field(repr=False)
    advice: pd.DataFrame = field(repr=False)


@lru_cache(maxsize=PLANS)  # plans are frozen and each is its own key
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
    return Findings(assess(plan), intake(plan), audit(plan), find_pairings(plan), advise(plan))
