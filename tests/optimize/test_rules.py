"""Every rule by itself: it adds what carries its name, and says which check recomputes it and where a bound is from."""

import importlib
import inspect
import re

import pytest

import planner
from planner.optimize.build_model import build_model
from planner.optimize.leftovers import leftovers_for
from planner.optimize.rules import RULES
from planner.reference.tables import read
from tests.conftest import START

# for these every rule has something to say
HER = planner.Person(week=30, conditions=["nausea", "gestational_diabetes"])
WISHES = planner.Preferences(
    favourites=["cherries"], at_home=["sauerkraut"], kitchens=["asian"], targets=["fat 70 g: weight gain"]
)
NAMES = {name.replace(",", "").replace(" ", "_"): name for name in read("menu_rules")["rule"]}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_adds_limits_caps_or_costs_of_its_name(rule, foods):
    model = build_model(HER, WISHES, foods, days=7, start=START, leftovers=leftovers_for(WISHES, 7), rules=[rule])
    within = [limit for limits in model.plate_limits.values() for limit in limits]
    added = {one.rule for one in (*model.limits, *within, *model.caps)}
    assert added <= {NAMES[rule.__name__]}
    assert added or model.cost.any() or model.new_food.any()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_names_the_check_that_recomputes_it(rule):
    checks = re.findall(r"^(planner\.assessment\.audit\.\w+)\.(\w+) : ", inspect.getdoc(rule), re.MULTILINE)
    assert checks
    for module, name in checks:
        assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_sources_that_a_rule_names_are_those_of_its_rows(rule):
    _, named, text = inspect.getdoc(rule).partition("References\n----------\n")
    rows = read("menu_rules").query("rule == @NAMES[@rule.__name__]")
    sources = {key for cell in rows["source"] for key in cell.split("; ")} - {
        "house",
        "assumed",
        "article",
        "dietitian",
    }
    missing = [key for key in sources if key not in text]
    assert missing == []
    assert bool(sources) == bool(named)
