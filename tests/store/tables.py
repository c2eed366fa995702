"""Food tables for the tests of the store."""

import dataclasses
import hashlib

import planner
from planner.foods.food_table import to_csv

SHIPPED = planner.load_foods()


def edited(table, *edits, drop=(), only=None):
    """A table with cells (food, column, value) changed, foods taken out, or only its first few."""
    frame = table.frame.head(only).copy() if only else table.frame.drop(index=list(drop))
    for food, column, value in edits:
        frame.loc[food, column] = value
    sha256 = hashlib.sha256(to_csv(frame).encode()).hexdigest()
    return dataclasses.replace(table, frame=frame, name="edited", sha256=sha256, revision=None)
