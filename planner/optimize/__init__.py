"""The menu as a mixed-integer programme."""

from planner.optimize.planning import plan_week

__all__ = ["plan_week"]
