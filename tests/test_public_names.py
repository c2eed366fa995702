"""What the rooms name as public: each function says what it takes and gives, and shows an example that is run."""

import importlib
import inspect
import pkgutil
from types import FunctionType

import pytest
from numpydoc.validate import validate

import planner
from planner.assessment.audit import CHECKS
from planner.optimize.rules import RULES

ROOMS = sorted(
    module.name
    for module in pkgutil.walk_packages(planner.__path__, "planner.")
    if module.ispkg and not module.name.startswith(("planner.app", "planner.cli"))
)
# of numpydoc: no docstring, parameters missing or unknown or without a type, no Returns or Yields, no example
FAULTS = {"GL08", "PR01", "PR02", "PR04", "RT01", "YD01", "EX01"}


def public():
    """Every public function and class by its full name, rules and the checks of the audit among them."""
    found = {}
    for room in ["planner", *ROOMS]:
        module = importlib.import_module(room)
        for name in getattr(module, "__all__", ()):
            one = getattr(module, name)
            if isinstance(one, FunctionType | type):
                found[f"{one.__module__}.{one.__qualname__}"] = one
    for one in (*RULES, *CHECKS):
        found[f"{one.__module__}.{one.__qualname__}"] = one
    return found


PUBLIC = public()
FUNCTIONS = {name: one for name, one in PUBLIC.items() if inspect.isfunction(one)}


def test_every_room_names_its_public_things():
    without = [room for room in ROOMS if not getattr(importlib.import_module(room), "__all__", ())]
    # these two hold one document each, which `planner.exports` names
    assert without == ["planner.exports.pdf", "planner.exports.plan_file"]
    assert len(FUNCTIONS) > 100


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_is_documented(name):
    found = [f"{code}: {said}" for code, said in validate(name)["errors"] if code in FAULTS]
    if inspect.signature(FUNCTIONS[name]).return_annotation in (None, "None"):
        found = [said for said in found if not said.startswith(("RT01", "YD01"))]
    assert found == []


@pytest.mark.parametrize("name", [name for name, one in PUBLIC.items() if isinstance(one, type)])
def test_a_public_class_is_documented(name):
    assert len(inspect.getdoc(PUBLIC[name]) or "") > 20


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_a_public_function_refuses_is_said(name):
    code = inspect.getsource(FUNCTIONS[name])
    body = code[code.index('"""', code.index('"""') + 3) :] if '"""' in code else code
    if any(word in body for word in ("raise PlannerError", "raise FoodTableError", "one_of(", "known_nutrient(")):
        assert "Raises\n" in (inspect.getdoc(FUNCTIONS[name]) or "")
