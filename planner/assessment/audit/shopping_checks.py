"""Rules of what is bought, recomputed: how many foods, the season, what is at home."""

import math
from collections import Counter
from collections.abc import Iterator

from planner.assessment.audit.facts import Check, Facts, Finding, judge
from planner.foods.seasons import availability
from planner.menu.plan import HABIT

FRESH = ("vegetables", "fruit", "bread", "meat", "fish", "chilled")  # aisles whose foods spoil


def short_shopping_list(facts: Facts) -> Iterator[Finding]:
    """How many different foods are shopped for in each week, and how many fresh ones are used but once.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings for each week [foods]; seasonings stand on the shelf.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in short_shopping_list(facts_of(day))]
    ['foods: 1 foods (at most 48)', 'used once: 1 foods (at most 12)']
    """
    rules, aisles = facts.rules, facts.plan.foods.frame["aisle"]
    bought = facts.plates[
        (facts.plates["group"] != "seasoning") & (facts.plates["slot"] != HABIT) & ~facts.plates["leftover"]
    ]
    for week in facts.weeks():
        times = Counter(bought.loc[bought["date"].isin(week), "food"])
        most = rules[("short shopping list", "foods")]["upper"]
        yield judge("short shopping list", "foods", float(len(times)), upper=most, unit="foods", date=week[-1])
        once = sum(n == 1 and aisles[food] in FRESH for food, n in times.items())
        most = rules[("short shopping list", "used once")]["upper"]
        yield judge("short shopping list", "used once", float(once), upper=most, unit="foods", date=week[-1])


def in_season(facts: Facts) -> Iterator[Finding]:
    """Fresh foods out of season: those that shops have all the same, and those that they have not.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings, of servings and of foods [1]; none where seasons do not count.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, Preferences
    >>> day = day_of_entries(Person(), [Entry("13:00", "figs", 1.0)], Preferences(season="11"))
    >>> [row["detail"] for row in in_season(facts_of(day))]
    ['in shops: 0 times', 'out of season: 1 foods (at most 0); figs']
    """
    hers = facts.plan.preferences
    month = hers.month(facts.dates[0])
    if month is None:
        return
    eaten = facts.plates[(facts.plates["slot"] != HABIT) & ~facts.plates["leftover"]]["food"]
    found = {food: availability(food, month, hers.region) for food in eaten.unique()}
    asked = {*hers.at_home, *hers.allow, *hers.favourites}
    gone = [food for food, when in found.items() if when == "out of season" and food not in asked]
    times = float(eaten.map(found).eq("in shops").sum())
    yield judge("in season", "in shops", times, unit="times")
    note = "".join(f"; {food.replace('_', ' ')}" for food in gone)
    yield judge("in season", "out of season", float(len(gone)), upper=0, unit="foods", note=note)


def use_it_up(facts: Facts) -> Iterator[Finding]:
    """How often each food that is at home comes in each week.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each such food and each week [times].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, Preferences
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)], Preferences(at_home=["kefir"]))
    >>> [row["detail"] for row in use_it_up(facts_of(day))]
    ['times: 1 times kefir (at least 0)']
    """
    least = facts.rules[("use it up", "times")]["lower"]
    for name in facts.plan.preferences.at_home:
        for week in facts.weeks():
            here = facts.plates[facts.plates["date"].isin(week) & (facts.plates["slot"] != HABIT)]
            times, wanted = float((here["food"] == name).sum()), math.floor(least * len(week) / 7)
            yield judge("use it up", "times", times, wanted, unit=f"times {name.replace('_', ' ')}", date=week[-1])


CHECKS: tuple[Check, ...] = (short_shopping_list, in_season, use_it_up)
