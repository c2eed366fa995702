"""Charts of a plan.

Every chart carries a title, a description for screen readers and words in its tooltips; a colour
never says anything that a figure or a word does not say as well.
"""

from typing import TYPE_CHECKING

from planner.lazily import lazily

if TYPE_CHECKING:
    from planner.charts.drawn import coverage, heat_map
    from planner.charts.meals import by_meal, sources
    from planner.charts.rows import LONGEST, STATUS, of_food, percent

__all__ = ["LONGEST", "STATUS", "by_meal", "coverage", "heat_map", "of_food", "percent", "sources"]

__getattr__ = lazily(
    __name__,
    {
        "LONGEST": "rows",
        "STATUS": "rows",
        "by_meal": "meals",
        "coverage": "drawn",
        "heat_map": "drawn",
        "of_food": "rows",
        "percent": "rows",
        "sources": "meals",
    },
)
