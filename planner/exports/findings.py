"""What is said of a plan in every document, worked out once for all of them."""

from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from planner.adequacy import assess, intake
from planner.advice import advise
from planner.auditor import audit
from planner.menu import Plan
from planner.pairings import find_pairings

PLANS = 4  # whose findings are kept, so that a second document of a plan comes at once


@dataclass(frozen=True, eq=False)
class Findings:
    """Of a plan: `planner.adequacy.assess` and `intake`, `planner.audit`, `find_pairings` and `advise`."""

    report: pd.DataFrame = field(repr=False)
    intake: pd.DataFrame = field(repr=False)
    checks: pd.DataFrame = field(repr=False)
    flags: pd.DataFrame = field(repr=False)
    advice: pd.DataFrame = field(repr=False)


@lru_cache(maxsize=PLANS)  # plans are frozen and each is its own key
def findings(plan: Plan) -> Findings:
    """The findings of a plan; nobody may change their frames.

    Examples
    --------
    >>> from planner.optimize import plan_week
    >>> from planner.person import Person
    >>> day = plan_week(Person(), days=1)
    >>> findings(day) is findings(day), bool(findings(day).checks["holds"].all())
    (True, True)
    """
    return Findings(assess(plan), intake(plan), audit(plan), find_pairings(plan), advise(plan))
