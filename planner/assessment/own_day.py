"""A day of her own: what she eats anyway, put together as a plan, so that the usual audit can look at it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.assessment.pairings import rules
from planner.foods.food_table import FoodTable
from planner.menu.dishes import serving
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan, Solver
from planner.menu.wording import listed
from planner.reference.units import minutes

OWN = "own"  # in place of the key of a dish: she made it, no template did
_UNSOLVED = Solver(0.0, 0.0, 0.0, 0.0)  # nobody searched for anything, so nothing was left to gain


@dataclass(frozen=True)
class Entry:
    """So many household servings of a food at an hour, ``"HH:MM"``."""

    hour: str
    food: str
    servings: float


Entries = tuple[Entry, ...]


def merged_entries(entries: Iterable[Entry]) -> Entries:
    """Entries by hour, in the order they came; the same food at the same hour is one entry.

    Examples
    --------
    >>> merged_entries([Entry("13:00", "kefir", 1.0), Entry("07:30", "banana", 1.0), Entry("13:00", "kefir", 0.5)])
    (Entry(hour='07:30', food='banana', servings=1.0), Entry(hour='13:00', food='kefir', servings=1.5))
    """
    found: dict[tuple[str, str], float] = {}
    for one in entries:
        found[one.hour, one.food] = found.get((one.hour, one.food), 0.0) + one.servings
    ordered = sorted(found.items(), key=lambda item: item[0][0])
    return tuple(Entry(hour, food, servings) for (hour, food), servings in ordered)


def plan_of_entries(plan: Plan, entries: Iterable[Entry], when: date) -> Plan:
    """A plan of one day out of entries: what is eaten at the same hour is a meal.

    A meal takes the nearest of the six slots by its hour, if no other meal is nearer to that; else
    it is something had between the meals.

    Parameters
    ----------
    plan : Plan
        Whose person, preferences, targets and food table are taken.
    entries : iterable of Entry
        Foods of the table whose portion is known (see `eatable`).
    when : date

    Returns
    -------
    Plan
        One day. Nothing was solved for it, so the figures of its solver are zero.
    """
    entries = merged_entries(entries)
    hours = list(dict.fromkeys(one.hour for one in entries))
    slots = _slots(hours, plan.preferences.hours)
    meals = []
    for hour in hours:
        plate = tuple(serving(plan.foods, one.food, one.servings) for one in entries if one.hour == hour)
        title = listed(plan.foods.word(one.food) for one in plate)
        meals.append(Meal(slots[hour], hour, (Dish(OWN, f"{title[:1].upper()}{title[1:]}", plate),)))
    return replace(plan, days=(Day(when, tuple(meals)),), solver=_UNSOLVED, shortfalls=(), seed=0, skipped=())


def entries_of(plan: Plan, when: date | None = None, slot: str | None = None) -> Entries:
    """What is on the plates of a plan as entries; only those of a date or a slot, if one is given."""
    return merged_entries(
        Entry(meal.time, one.food, one.servings)
        for day in plan.days
        if when in (None, day.date)
        for meal in day.meals
        if slot in (None, meal.slot)
        for dish in meal.dishes
        for one in dish.servings
    )


def eatable(entries: Iterable[Entry], foods: FoodTable) -> Entries:
    """The entries whose food the table has, with a portion; retired foods may be eaten up."""
    portion = foods.frame["serving_g"].notna() & (foods.frame["serving"] != "")
    return tuple(one for one in entries if one.food in foods and portion.at[one.food])


def _slots(hours: list[str], meals: dict[str, str]) -> dict[str, str]:
    """The slot of each hour; where two hours are nearest to the same, the nearer has it."""
    away = {hour: min((abs(minutes(hour) - minutes(time)), slot) for slot, time in meals.items()) for hour in hours}
    found: dict[str, str] = {}
    for hour in sorted(hours, key=lambda hour: away[hour]):
        slot = away[hour][1]
        found[hour] = HABIT if slot in found.values() else slot
    return found


def from_other_hours(day: Plan, flag: dict, mode: str | None = None) -> list[Entry]:
    """What counts towards a flagged pairing although it is eaten at another hour.

    Parameters
    ----------
    day : Plan
        Of `plan_of_entries`.
    flag : dict
        A row of `planner.find_pairings`.
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.
    """
    reach = reach_minutes(flag, mode or day.preferences.pairings)
    names = day.foods.frame["name"]
    near = (one for one in entries_of(day) if 0 < abs(minutes(one.hour) - minutes(flag["time"])) <= reach)
    return [one for one in near if names[one.food] in flag["foods"]]


def reach_minutes(flag: dict, mode: str) -> float:
    """How far apart two hours may be for their foods to meet, by the rule of a flag [minutes]."""
    return next(60 * rule["hours_apart"] for rule in rules(mode) if rule["rule"] == flag["rule"])
