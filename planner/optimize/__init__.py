"""The menu as a mixed-integer programme."""

from planner.optimize.joint import week_model
from planner.optimize.planning import Watch, plan_week
from planner.optimize.relief import Reach, Relief, beyond_food, reach, relief, shortages
from planner.optimize.steering import Alternative, alternatives, another, lock, replan, skip

__all__ = [
    "Alternative",
    "Reach",
    "Relief",
    "Watch",
    "alternatives",
    "another",
    "beyond_food",
    "lock",
    "plan_week",
    "reach",
    "relief",
    "replan",
    "shortages",
    "skip",
    "week_model",
]
