"""Plan a week: one model of all its days, a proven bound, and a search for a plan close to it."""

import math
import random
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from planner.errors import FalseBound, PlannerError
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.plan import FIRST_DAY, LAST_DAY, Day, Dish, Meal, Plan, Shortfall, Solver
from planner.optimize.bound import Bound, lower_bound
from planner.optimize.build_model import build_model
from planner.optimize.meal_columns import columns_of, dish_of
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.search import OnProgress, Search, no_report
from planner.optimize.weighed_meals import Ledger
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS

ROUNDING = 1e-9  # of the points: the order in which floats are added is not that of the bound
MOVES_A_DAY = 160  # of the search; the number is fixed, so that a plan does not depend on the clock

Watch = Callable[[float, Day], None]  # told how far the search is [1], and what the first day would be by now


def plan_week(
    person: Person,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    start: date | None = None,
    days: int = 7,
    seed: int = 0,
    watch: Watch | None = None,
) -> Plan:
    """A plan of named dishes that keeps the rules of a menu.

    Where rules clash the plan still comes, with named shortfalls.

    Parameters
    ----------
    person : Person
        Who the plan is for.
    preferences : Preferences, optional
        What is eaten and how the plan is judged; the usual ones by default.
    foods : FoodTable, optional
        The table that comes with the planner by default.
    start : date, optional
        First day; today by default.
    days : int
        1 to 14 [days].
    seed : int
        Same input and seed, same plan.
    watch : callable, optional
        Told from time to time how far the search is [0 to 1], and the first day as it would be by now.

    Returns
    -------
    Plan
        A day for each date, a dish for each of its six meals, and what is had anyway; `solver`
        says how good it is proven to be, `shortfalls` which hard rules it could not keep.

    Raises
    ------
    PlannerError
        If the start, days or seed can't be, a food that is named does not exist, or a slot has no
        dish at all under these choices.

    See Also
    --------
    planner.assessment.audit.audit : Recomputes every rule from the plan.
    planner.optimize.replanning.replan : Plans again round what is locked.

    Examples
    --------
    >>> from planner import Person, Preferences
    >>> tea = Preferences(tea=["16:30"])
    >>> plan = plan_week(Person(age=30, trimester=3), tea, start=date(2026, 11, 23), days=1)
    >>> [f"{meal.time} {meal.slot}" for meal in plan.days[0].meals][3:5]
    ['16:00 afternoon_snack', '16:30 habit']
    >>> plan.shortfalls, plan.solver.bound <= plan.solver.objective
    ((), True)
    """
    if start is not None and (not isinstance(start, date) or isinstance(start, datetime)):
        raise PlannerError(f"the start can't be {start!r}: give a date without an hour, such as date(2026, 11, 23)")
    start, preferences = start or date.today(), preferences or Preferences()
    if not FIRST_DAY <= start <= LAST_DAY:
        raise PlannerError(f"the start can't be {start}: give a day from {FIRST_DAY} to {LAST_DAY}")
    return solve(person, preferences, foods or load_foods(), start, days, seed, watch=watch)


@dataclass(frozen=True)
class GivenMeals:
    """What a new plan takes over: `fixed` meals stay, the search begins at those of the `warm_start`."""

    fixed: Mapping[Cell, Dish]
    warm_start: Mapping[Cell, Dish]
    locked: frozenset[Cell] = frozenset()
    skipped: frozenset[Cell] = frozenset()


NONE_GIVEN = GivenMeals({}, {})


def solve(
    person: Person,
    preferences: Preferences,
    foods: FoodTable,
    start: date,
    days: int,
    seed: int,
    given: GivenMeals = NONE_GIVEN,
    moves_a_day: int = MOVES_A_DAY,
    watch: Watch | None = None,
) -> Plan:
    """A plan round the meals that are given; the other arguments are those of `plan_week`."""
    began = time.perf_counter()
    model = build_model(person, preferences, foods, days=days, seed=seed, fixed=given.fixed, skipped=given.skipped)
    ledger = Ledger(model)
    dates = tuple(start + timedelta(days=n) for n in range(days))

    def on_progress(share: float, schedule: Schedule) -> None:
        if watch:
            watch(share, _day(schedule, 0, dates[0], given.locked))

    bound, schedule = improve(ledger, given.warm_start, seed, moves_a_day, on_progress)
    points = schedule.points()
    return Plan(
        person=person,
        preferences=preferences,
        foods=foods,
        targets=model.targets,
        days=tuple(_day(schedule, n, dates[n], given.locked) for n in range(days)),
        solver=what_is_proven(points, bound.value, time.perf_counter() - began),
        shortfalls=tuple(shortfalls(schedule, dates)),
        seed=seed,
        skipped=tuple((dates[day], SLOTS[slot]) for day, slot in sorted(given.skipped)),
    )


def what_is_proven(points: float, bound: float, seconds: float) -> Solver:
    """How good a plan is proven to be.

    A bound above the points of the plan is false. The plan is audited all the same, so it comes; but
    such a bound is never shown: it is told as a warning, which the tests take for an error, and what
    remains proven is that no plan costs less than nothing.

    Parameters
    ----------
    points : float
        Of the plan.
    bound : float
        That no plan under the same choices undercuts.
    seconds : float
        That it took [s].

    Returns
    -------
    Solver

    Warns
    -----
    FalseBound
        If the bound is above the points by more than `ROUNDING` of them.

    Examples
    --------
    >>> what_is_proven(20.0, 15.0, 1.0)
    Solver(objective=20.0, bound=15.0, gap=0.25, seconds=1.0)
    """
    if bound > points + ROUNDING * max(points, 1.0):
        warnings.warn(
            f"the bound of {bound:.4f} points is above the {points:.4f} of the plan itself, so it is not shown: "
            "please report this with the choices and the seed",
            FalseBound,
            stacklevel=2,
        )
        bound = 0.0
    objective, below = round(points, 4), math.floor(bound * 10**4) / 10**4
    return Solver(objective, below, round(1 - below / objective, 4) if objective else 0.0, round(seconds, 3))


def improve(
    ledger: Ledger,
    warm_start: Mapping[Cell, Dish],
    seed: int,
    moves_a_day: int,
    on_progress: OnProgress = no_report,
) -> tuple[Bound, Schedule]:
    """The bound of a model, and a schedule that the search has filled.

    Hard rules are priced low at first, which is quicker; where one of them can't be kept, the
    bound is proven again at their full price, and the search goes on from there.
    """
    schedule, free = initial_schedule(ledger)
    for cell, dish in warm_start.items():
        columns = columns_of(ledger.model, cell[1], dish) if cell in free else None
        if columns:
            schedule.put(cell, ledger.weigh(columns))
    rng, moves = random.Random(seed), moves_a_day * ledger.model.days
    bound = lower_bound(ledger)
    search = Search(schedule, bound, free, rng, on_progress)
    search.round_relaxation()
    search.run(moves)
    if schedule.violations():
        full = lower_bound(ledger, softened=False)
        bound = replace(full, value=max(bound.value, full.value))  # both hold
        Search(schedule, bound, free, rng, on_progress).run(moves // 2)
    return bound, schedule


def initial_schedule(ledger: Ledger) -> tuple[Schedule, list[Cell]]:
    """A schedule of the fixed meals, and the cells that are free."""
    m, schedule = ledger.model, Schedule(ledger)
    for plate in m.plates:
        if plate.day is not None:
            schedule.put((plate.day, plate.slot), ledger.weigh((plate.head,)))
    cells = [(day, slot) for day in range(m.days) for slot in range(len(SLOTS))]
    return schedule, [cell for cell in cells if cell not in schedule.meals and cell not in m.skipped]


def _day(schedule: Schedule, n: int, when: date, locked: frozenset[Cell]) -> Day:
    model = schedule.ledger.model
    meals = [
        Meal(SLOTS[slot], model.preferences.hours[SLOTS[slot]], (dish_of(model, meal.columns),), (n, slot) in locked)
        for (day, slot), meal in sorted(schedule.meals.items(), key=lambda item: item[0])
        if day == n
    ]
    return Day(when, tuple(sorted((*meals, *model.habits), key=lambda meal: meal.time)))


def shortfalls(schedule: Schedule, dates: tuple[date, ...]) -> list[Shortfall]:
    """The hard rules that a schedule could not keep: by how much, where."""
    return [
        Shortfall(one.rule, one.of or one.subject, dates[one.day], one.slot, round(one.amount, 6), one.unit)
        for one in schedule.violations()
    ]
