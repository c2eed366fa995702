"""Which lunches are eaten from the dinner before: spread over the week, and never from what is not cooked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import Preferences
from planner.optimize.leftovers import A_WEEK, leftovers_for
from planner.optimize.model import DINNER, LUNCH
from planner.reference.table_schemas import SLOTS

SOME, MANY = Preferences(), Preferences(leftovers="many")
wishes = st.sampled_from([Preferences(leftovers=wish) for wish in A_WEEK])
cells = st.tuples(st.integers(0, 13), st.integers(0, len(SLOTS) - 1))


def lunches(preferences, days, taken=()):
    """The days on which lunch is a leftover."""
    return [day for day, _ in leftovers_for(preferences, days, taken)]


def test_they_are_spread_over_the_week():
    assert lunches(SOME, 7) == [1, 3, 5]
    assert lunches(SOME, 14) == [1, 3, 5, 8, 10, 12]


def test_many_leave_a_day_on_which_lunch_is_cooked():
    assert lunches(MANY, 7) == [1, 2, 3, 4, 5]


def test_who_wants_none_gets_none():
    assert leftovers_for(Preferences(leftovers="none"), 14) == {}


@pytest.mark.parametrize("preferences", [SOME, MANY])
def test_a_plan_of_one_day_has_none(preferences):
    assert leftovers_for(preferences, 1) == {}


@pytest.mark.parametrize(("days", "often"), [(2, 0), (3, 1), (5, 2), (7, 3)])
def test_a_part_of_a_week_has_its_share(days, often):
    assert len(leftovers_for(SOME, days)) == often


def test_where_a_meal_is_taken_another_evening_takes_its_place():
    assert lunches(SOME, 7, [(1, LUNCH)]) == [2, 3, 5]  # she fixed Tuesday's lunch, so Tuesday's dinner is for two
    assert lunches(SOME, 7, [(0, DINNER), (2, DINNER), (4, DINNER)]) == [2, 4, 6]


@given(wishes, st.integers(1, 14), st.sets(cells))
def test_each_is_the_lunch_after_a_dinner_that_is_free_and_never_on_the_first_day(preferences, days, taken):
    found = leftovers_for(preferences, days, taken)
    for (day, slot), (evening, cooked) in found.items():
        assert (slot, cooked) == (LUNCH, DINNER)
        assert day == evening + 1 and 1 <= day < days
    assert taken.isdisjoint({*found, *found.values()})
    assert len(set(found.values())) == len(found)  # each dinner is cooked for two meals, not three


@given(wishes, st.integers(1, 14), st.sets(cells))
def test_there_are_never_more_than_she_wished(preferences, days, taken):
    assert len(leftovers_for(preferences, days, taken)) <= A_WEEK[preferences.leftovers] * days / 7
