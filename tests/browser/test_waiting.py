"""A visitor whose plan is not the next: she sees her place, then her first day; who leaves is not waited for."""

import pytest

from benchmarks.visitors import ask, at_once, follow, opened

LONG = {"days": 14}


@pytest.fixture
def others(server):
    """Connections of visitors whose long plans have been asked for, one of which waits for the other."""
    with opened(server) as first, opened(server) as second:
        ask(first, LONG | {"seed": 71})
        follow(first, lambda visit: bool(visit.words and visit.words[-1].endswith("…")))
        ask(second, LONG | {"seed": 72})
        follow(second, lambda visit: "place" in visit.seen)
        yield first, second


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
        follow(first, lambda visit: bool(visit.words and visit.words[-1].endswith("…")))
        left = []
        for n in range(6):  # each would take as long as the first
            with opened(server) as other:
                ask(other, LONG | {"seed": 80 + n})
                left.append(follow(other, lambda visit: "place" in visit.seen))
        with opened(server) as last:
            ask(last, LONG | {"seed": 75})
            seen = follow(last)
    places = {words for words in seen.words if words.endswith("before yours.")}
    # had each of them been waited for, she would have seen their number fall one by one
    assert len(left) == 6 and 1 <= len(places) <= 3


def test_the_same_week_is_made_once_for_all(server):
    visits = at_once(server, [{"seed": 76, "days": 2}] * 4)
    assert {frozenset(visit.days) for visit in visits} == {frozenset(visits[0].days)}
    assert len(visits[0].days) == 2 and all("place" not in visit.seen for visit in visits[1:])
