"""A day of her own: what she eats anyway, put together as a plan, so that the usual audit can look at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planner.assessment.pairings import pairing_rules
from planner.errors import PlannerError, one_of
from planner.foods.food_table import FoodTable, shipped_foods
from planner.menu.dishes import serving
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan, Solver
from planner.menu.wording import listed
from planner.person.person import Person, Preferences
from planner.person.targets import daily_targets
from planner.reference.table_schemas import SLOTS
from planner.reference.units import clock, minutes

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

    Parameters
    ----------
    entries : iterable of Entry

    Returns
    -------
    tuple of Entry

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


def day_of_entries(
    person: Person,
    entries: Iterable[Entry],
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    when: date | None = None,
) -> Plan:
    """A plan of one day out of entries, for a person who has no plan yet.

    Parameters
    ----------
    person : Person
    entries : iterable of Entry
        Foods of the table whose portion is known (see `eatable`).
    preferences : Preferences, optional
    foods : FoodTable, optional
        The table that comes with the planner by default.
    when : datetime.date, optional
        Today by default.

    Returns
    -------
    Plan
        One day, put together as `plan_of_entries` does it.

    Raises
    ------
    PlannerError
        If an hour, a food or a number of servings can't be.

    Examples
    --------
    >>> from planner import find_pairings
    >>> day = day_of_entries(Person(), [Entry("07:30", "milk_whole", 1.0), Entry("07:45", "tea_black", 1.0)])
    >>> find_pairings(day)["rule"].tolist()
    ['tea or coffee with calcium']
    """
    preferences, foods = preferences or Preferences(), foods or shipped_foods()
    targets = daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    plan = Plan(person, preferences, foods, targets, days=(), solver=_UNSOLVED)
    return plan_of_entries(plan, entries, when or date.today())


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
    when : datetime.date

    Returns
    -------
    Plan
        One day. Nothing was solved for it, so the figures of its solver are zero.

    Raises
    ------
    PlannerError
        If an hour, a food or a number of servings can't be.

    Examples
    --------
    >>> plan = day_of_entries(Person(), [])
    >>> day = plan_of_entries(plan, [Entry("12:45", "kefir", 1.0), Entry("13:30", "apple", 1.0)], date(2026, 11, 23))
    >>> [(meal.slot, meal.time, meal.dishes[0].title) for meal in day.days[0].meals]
    [('lunch', '12:45', 'Kefir'), ('habit', '13:30', 'Apple')]
    """
    entries = merged_entries(entries)
    hours = list(dict.fromkeys(_checked(one.hour) for one in entries))
    slots = _slots(hours, plan.preferences.hours)
    meals = []
    for hour in hours:
        plate = tuple(serving(plan.foods, one.food, one.servings) for one in entries if one.hour == hour)
        title = listed(plan.foods.word(one.food) for one in plate)
        meals.append(Meal(slots[hour], hour, (Dish(OWN, f"{title[:1].upper()}{title[1:]}", plate),)))
    return replace(plan, days=(Day(when, tuple(meals)),), solver=_UNSOLVED, shortfalls=(), seed=0, skipped=())


def _checked(hour: str) -> str:
    try:
        written = clock(hour)
    except ValueError as error:
        raise PlannerError(str(error)) from None
    if written != hour:
        raise PlannerError(f"{hour!r} is not an hour as an entry has it: write it like {written}")
    return hour


def entries_of(plan: Plan, when: date | None = None, slot: str | None = None) -> Entries:
    """What is on the plates of a plan, as entries.

    Parameters
    ----------
    plan : Plan
    when : datetime.date, optional
        Only this day; all days together by default.
    slot : str, optional
        Only this meal of the day.

    Returns
    -------
    tuple of Entry

    Raises
    ------
    PlannerError
        If the plan has no such day, or there is no such slot.

    Examples
    --------
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0), Entry("19:00", "apple", 2.0)])
    >>> entries_of(day, slot="dinner")
    (Entry(hour='19:00', food='apple', servings=2.0),)
    """
    dates = [day.date for day in plan.days]
    if when is not None and when not in dates:
        raise PlannerError(f"the plan has no {when}: its days are {min(dates)} to {max(dates)}")
    if slot is not None:
        one_of(slot, (*SLOTS, HABIT), "the slot")
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
    """The entries whose food the table has, with a portion; retired foods may be eaten up.

    Parameters
    ----------
    entries : iterable of Entry
    foods : FoodTable

    Returns
    -------
    tuple of Entry

    Examples
    --------
    >>> eatable([Entry("13:00", "kefir", 1.0), Entry("13:00", "grandmothers_cake", 1.0)], shipped_foods())
    (Entry(hour='13:00', food='kefir', servings=1.0),)
    """
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


def from_other_hours(day: Plan, flag: Mapping[str, Any], mode: str | None = None) -> list[Entry]:
    """What counts towards a flagged pairing although it is eaten at another hour.

    Parameters
    ----------
    day : Plan
        Of `day_of_entries` or `plan_of_entries`.
    flag : dict
        A row of `planner.find_pairings`.
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    list of Entry

    Raises
    ------
    PlannerError
        If there is no such mode, or the rule of the flag does not hold in it.

    Examples
    --------
    >>> from planner import find_pairings
    >>> day = day_of_entries(Person(), [Entry("07:30", "milk_whole", 1.0), Entry("07:45", "tea_black", 1.0)])
    >>> from_other_hours(day, find_pairings(day).to_dict("records")[0])
    [Entry(hour='07:30', food='milk_whole', servings=1.0)]
    """
    reach = reach_minutes(flag, mode or day.preferences.pairings)
    names = day.foods.frame["name"]
    near = (one for one in entries_of(day) if 0 < abs(minutes(one.hour) - minutes(flag["time"])) <= reach)
    return [one for one in near if names[one.food] in flag["foods"]]


def reach_minutes(flag: Mapping[str, Any], mode: str) -> float:
    """How far apart two hours may be for their foods to meet, by the rule of a flag.

    Parameters
    ----------
    flag : dict
        A row of `planner.find_pairings`.
    mode : {"article", "measured"}

    Returns
    -------
    float
        [minutes]

    Raises
    ------
    PlannerError
        If there is no such mode, or the rule of the flag does not hold in it.

    Examples
    --------
    >>> reach_minutes({"rule": "tea or coffee with iron"}, "measured")
    60.0
    """
    hours = {rule["rule"]: rule["hours_apart"] for rule in pairing_rules(mode)}
    return 60 * hours[one_of(flag["rule"], hours, f"the rule of a flag in {mode} mode")]
