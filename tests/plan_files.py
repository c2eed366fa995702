"""A small plan file, the same with something changed, and the sentence that a file is refused with."""

import copy
import json

import pytest

import planner
from planner.exports.plan_file.write import document
from tests.plates import cooked_twice, plan

FOODS = planner.load_foods()
DAYS = plan(
    {("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 0.5)], ("dinner", "19:00"): [("spinach_boiled", 1)]},
    preferences=planner.Preferences(exclude=["kefir", "sweet"]),
    dates=2,
)
SMALL = document(DAYS)
TWICE = cooked_twice()


def at(part, path):
    for step in path:
        part = part[step]
    return part


def changed(path, value, of=SMALL):
    """A plan file with another value at a place; ``...`` takes it out."""
    copied = copy.deepcopy(of)
    *way, last = path
    here = at(copied, way)
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return copied


def refusal(raw):
    """The one sentence that a file gets."""
    with pytest.raises(planner.PlannerError) as caught:
        planner.read_plan(raw if isinstance(raw, bytes) else json.dumps(raw).encode(), FOODS, "week.json")
    said = str(caught.value)
    assert said.startswith("week.json") and "\n" not in said and len(said) < 400
    assert ": " in said, "the way out is missing"
    return said
