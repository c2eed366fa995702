"""A visitor whose plan is not the next: she sees her place, then her first day; who leaves is not waited for."""

from contextlib import ExitStack

import pytest

from benchmarks.visitors import ask, at_once, follow, opened

LONG = {"days": 14}


def _has_come(visit):
    """Whether her plan waits for others, is being made, or was made at once."""
    return bool({"place", "done"} & visit.seen.keys()) or bool(visit.words and visit.words[-1].endswith("…"))


@pytest.fixture
def others(server):
    """Connections of visitors whose long plans have been asked for, and are made one after the other."""
    with ExitStack() as stack:
        visitors = [stack.enter_context(opened(server)) for _ in range(4)]
        for n, visitor in enumerate(visitors):
            ask(visitor, LONG | {"seed": 60 + n})
            follow(visitor, _has_come)
        yield visitors


def test_she_sees_her_place_and_her_first_day_before_the_week_is_there(server, others, open_page):
    page = open_page("?seed=73&days=14", wait=False)
    bar = page.get_by_test_id("stProgress")
    bar.filter(has_text="before yours.").wait_for()
    page.get_by_text("A first draft; dishes may still change.").wait_for()
    page.locator("[class*=st-key-day_2]").nth(13).wait_for()
    assert page.locator("[class*=st-key-day_2]").count() == 14 and bar.count() == 0


def test_who_leaves_is_not_waited_for(server):
    with opened(server) as first:
        ask(first, LONG | {"seed": 74})
        follow(first, _has_come)
        for n in range(6):  # each would take as long as the first
            with opened(server) as other:
                ask(other, LONG | {"seed": 80 + n})
                follow(other, _has_come)
        with opened(server) as last:
            ask(last, LONG | {"seed": 75})
            seen = follow(last)
    places = {words for words in seen.words if words.endswith("before yours.")}
    # had each of them been waited for, she would have seen their number fall one by one; where the machine
    # has made the plan of the first in the meantime, she sees none
    assert len(seen.days) == 14 and len(places) <= 3


def test_the_same_week_is_made_once_for_all(server):
    visits = at_once(server, [{"seed": 76, "days": 2}] * 4)
    assert {frozenset(visit.days) for visit in visits} == {frozenset(visits[0].days)}
    assert len(visits[0].days) == 2 and all("place" not in visit.seen for visit in visits[1:])
