"""How long dishes keep: every dish is of a kind that is known, and what is eaten twice keeps that long."""

import pytest

from planner import PlannerError
from planner.menu.dishes import load_dishes
from planner.menu.keeping import TWICE, keeping, leftover_minutes
from planner.reference.tables import read

DISHES = load_dishes()
KINDS = sorted({dish.keeps for dish in DISHES})


@pytest.mark.parametrize("kind", KINDS)
def test_how_long_a_kind_of_dish_keeps_is_known_with_its_source(kind):
    found = keeping(kind)
    assert found.fridge_days >= 0 and found.words.endswith(".")
    known = set(read("references")["key"])
    assert found.source and set(found.source.split("; ")) - {"house", "assumed"} <= known


def test_what_is_cooked_for_two_meals_keeps_at_least_until_the_next_day():
    assert [dish.dish for dish in DISHES if TWICE in dish.tags and keeping(dish.keeps).fridge_days < 1] == []


def test_what_is_eaten_twice_is_heated_through_or_is_a_salad():
    twice = {dish.keeps for dish in DISHES if TWICE in dish.tags}
    cold = [kind for kind in sorted(twice) if not keeping(kind).reheat]
    assert cold and all("salad" in kind and "eaten cold" in keeping(kind).advice for kind in cold)


def test_rice_keeps_for_a_day_and_soup_for_two():
    assert keeping("cooked rice").words.startswith("Keeps until the next day in the fridge")
    assert keeping("soup").words == "Keeps 2 days in the fridge; it freezes well."


def test_a_kind_that_is_not_known_is_refused_with_the_nearest():
    with pytest.raises(PlannerError, match="the kind of dish can't be 'soop': take 'soup'"):
        keeping("soop")


def test_heating_what_was_cooked_takes_less_time_than_cooking_it():
    assert leftover_minutes() == 5
    assert leftover_minutes() <= min(dish.hands_on for dish in DISHES if TWICE in dish.tags)
