"""Food tables for the tests of the store."""

import planner
from planner.foods import to_csv

SHIPPED = planner.load_foods()


def edited(table, *edits, drop=(), only=None):
    """A table with cells (food, column, value) changed, foods taken out, or only its first few."""
    frame = table.frame.head(only).copy() if only else table.frame.drop(index=list(drop))
    for food, column, value in edits:
        frame.loc[food, column] = value
    return planner.load_foods(to_csv(frame).encode(), "edited")
