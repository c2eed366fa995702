"""The menu as a mixed-integer programme."""

from planner.optimize.joint import week_model
from planner.optimize.planning import plan_week
from planner.optimize.steering import Alternative, alternatives, another, lock, replan, skip

__all__ = ["Alternative", "alternatives", "another", "lock", "plan_week", "replan", "skip", "week_model"]
