"""Menus rich in calcium, magnesium and potassium against leg cramps, planned and audited.

>>> import planner
>>> her = planner.Person(age=30, stage="pregnant", trimester=3, height="165 cm", weight="62 kg")
>>> float(planner.daily_targets(her, system="dri").loc["potassium_mg", "target"])
2900.0
"""

from typing import TYPE_CHECKING

from planner.lazily import lazily

if TYPE_CHECKING:
    from planner import charts, exports
    from planner.absorption import absorbed_calcium
    from planner.adequacy import assess
    from planner.advice import advise
    from planner.auditor import audit
    from planner.client_targets import ClientTarget
    from planner.errors import FoodTableError, PlannerError
    from planner.exports import read_plan
    from planner.foods import check_foods, load_foods
    from planner.optimize import plan_week
    from planner.pairings import find_pairings
    from planner.person import Person, Preferences
    from planner.supplements import Supplement
    from planner.targets import daily_targets

__all__ = [
    "ClientTarget",
    "FoodTableError",
    "Person",
    "PlannerError",
    "Preferences",
    "Supplement",
    "absorbed_calcium",
    "advise",
    "assess",
    "audit",
    "charts",
    "check_foods",
    "daily_targets",
    "exports",
    "find_pairings",
    "load_foods",
    "plan_week",
    "read_plan",
]

__getattr__ = lazily(
    __name__,
    {
        "ClientTarget": "client_targets",
        "FoodTableError": "errors",
        "Person": "person",
        "PlannerError": "errors",
        "Preferences": "person",
        "Supplement": "supplements",
        "absorbed_calcium": "absorption",
        "advise": "advice",
        "assess": "adequacy",
        "audit": "auditor",
        "charts": "",
        "check_foods": "foods",
        "daily_targets": "targets",
        "exports": "",
        "find_pairings": "pairings",
        "load_foods": "foods",
        "plan_week": "optimize",
        "read_plan": "exports",
    },
)


def __dir__() -> list[str]:
    return __all__
