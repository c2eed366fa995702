"""Salt to taste: a usual amount of sodium each day, and not more than the level above which less is better."""

import dataclasses

import pytest

from planner import Person, Preferences, audit
from planner.person.targets import SET
from tests.plates import plan, swap_first_serving


def day_of(servings, **choices):
    return plan({("lunch", "13:00"): [("feta", servings)]}, **choices)


def told(week):
    """What is said of sodium: (subject, kind, whether it holds, bounds)."""
    found = audit(week)
    rows = found[found["rule"] == "sodium"].fillna({"lower": 0, "upper": 0})
    return [(row["subject"], row["kind"], row["holds"], row["lower"], row["upper"]) for row in rows.to_dict("records")]


@pytest.mark.parametrize(("servings", "enough", "not_too_much"), [(2, False, True), (7, True, True), (10, True, False)])
def test_it_is_from_the_adequate_intake_to_the_level_above_which_less_is_better(servings, enough, not_too_much):
    assert told(day_of(servings)) == [
        ("enough", "soft", enough, 1500, 0),
        ("sodium_mg", "soft", not_too_much, 0, 2300),
    ]


def test_each_day_is_judged_by_itself(week):
    rows = audit(week)
    enough = rows[(rows["rule"] == "sodium") & (rows["subject"] == "enough")]
    assert list(enough["date"]) == [day.date for day in week.days]


def test_what_a_dietitian_sets_takes_the_place_of_both():
    hers = Preferences(targets=["sodium 1200-1800 mg"])
    assert told(day_of(6, preferences=hers)) == [("enough", "soft", True, 1200, 0)]
    rows = audit(day_of(8, preferences=hers))
    assert rows.loc[rows["rule"] == "sodium", "detail"].str.endswith(f"; {SET}").all()
    capped = rows[(rows["rule"] == "upper limits") & rows["detail"].str.contains("Sodium")]
    assert capped[["kind", "holds", "upper"]].values.tolist() == [["hard", False, 1800]]
    assert "client targets" not in set(rows["rule"])  # no rule asks twice


def test_a_limit_under_the_usual_amount_leaves_nothing_to_reach():
    assert told(day_of(2, preferences=Preferences(targets=["sodium at most 1000 mg"]))) == []


def test_salt_counts(week):
    rows = audit(swap_first_serving(week, 0, "lunch", salt(week.foods)))
    monday = rows[(rows["rule"] == "sodium") & (rows["subject"] == "sodium_mg")].iloc[0]
    assert not monday["holds"] and monday["value"] > 2300


def salt(foods):
    """Two teaspoons."""
    return dataclasses.replace(plan({("lunch", "13:00"): [("salt", 1)]}, foods).days[0].meals[0].dishes[0].servings[0],
                               grams=12.0)  # fmt: skip


def test_of_the_european_values_only_the_level_counts_since_both_are_one_figure():
    (level,) = told(day_of(6, preferences=Preferences(system="efsa"), person=Person(trimester=2)))
    assert (level[0], level[4]) == ("sodium_mg", 2000)
