"""Plan a week: one model of all its days, a proven bound, and a search for a plan close to it."""

import math
import random
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from numbers import Integral

from planner.errors import FalseBound, PlannerError
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.plan import FIRST_DAY, LAST_DAY, Day, Dish, Meal, Plan, Shortfall, Solver
from planner.optimize.bound import Bound, relax
from planner.optimize.build_model import build_model, check_days
from planner.optimize.leftovers import leftovers_for
from planner.optimize.meal_columns import columns_of, dish_of
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.search import HOT, TEMPERATURE, WARM_TEMPERATURE, OnProgress, Search, no_report
from planner.optimize.weighed_meals import Ledger
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS

ROUNDING = 1e-9  # of the points: the order in which floats are added is not that of the bound
MOST_EFFORT = 1000
MOVES_A_DAY = 500  # of the search; the number is fixed, so that a plan does not depend on the clock

Watch = Callable[[float, Day], None]  # told how far the search is [1], and what the first day would be by now


def plan_week(
    person: Person,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    start: date | None = None,
    days: int = 7,
    seed: int = 0,
    effort: int = 1,
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
    effort : int
        How many times the usual number of moves the search makes, 1 to 1000: a better plan takes longer.
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
        If the start, days, seed or effort can't be, a food that is named does not exist, or a slot has no
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
    if not isinstance(effort, Integral) or isinstance(effort, bool) or not 1 <= effort <= MOST_EFFORT:
        raise PlannerError(f"the effort can't be {effort!r:.40}: give a whole number from 1 to {MOST_EFFORT}")
    moves = MOVES_A_DAY * int(effort)
    return solve(person, preferences, foods or load_foods(), start, days, seed, moves_a_day=moves, watch=watch)


@dataclass(frozen=True)
class GivenMeals:
    """What a new plan takes over: `fixed` meals stay, the search begins at those of the `warm_start`."""

    fixed: Mapping[Cell, Dish]
    warm_start: Mapping[Cell, Dish]
    locked: frozenset[Cell] = frozenset()
    skipped: frozenset[Cell] = frozenset()
    leftovers: Mapping[Cell, Cell] | None = None  # of the meals that are free; those of the preferences by default


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
    check_days(days)
    leftovers = given.leftovers
    if leftovers is None:
        leftovers = leftovers_for(preferences, days, {*given.fixed, *given.skipped})
    model = build_model(
        person, preferences, foods, days=days, seed=seed, start=start,
        fixed=given.fixed, skipped=given.skipped, leftovers=leftovers,
    )  # fmt: skip
    ledger = Ledger(model)
    dates = tuple(start + timedelta(days=n) for n in range(days))

    def on_progress(share: float, schedule: Schedule) -> None:
        if watch:
            watch(share, _day(schedule, 0, dates, given))

    bound, schedule = improve(ledger, given.warm_start, seed, moves_a_day, on_progress)
    points = schedule.points()
    plan = Plan(
        person=person,
        preferences=preferences,
        foods=foods,
        targets=model.targets,
        days=tuple(_day(schedule, n, dates, given) for n in range(days)),
        solver=what_is_proven(points, bound.value, time.perf_counter() - began),
        shortfalls=tuple(shortfalls(schedule, dates)),
        seed=seed,
        skipped=tuple((dates[day], SLOTS[slot]) for day, slot in sorted(given.skipped)),
    )
    if not plan.shortfalls or not leftovers:
        return plan
    # what is eaten twice leaves less room: cooked afresh, the rules that must hold may hold
    afresh = replace(given, leftovers={})
    other = solve(person, preferences, foods, start, days, seed, afresh, moves_a_day, watch)
    return min(plan, other, key=lambda one: (len(one.shortfalls), one.solver.objective))


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
        if columns and (cell not in schedule.eaten_again or ledger.keeps(columns)):
            schedule.put(cell, ledger.weigh(columns))
    rng, moves = random.Random(seed), moves_a_day * ledger.model.days
    bound = relax(ledger)
    search = Search(schedule, bound, free, rng, on_progress)
    search.round_relaxation()
    search.run(moves, WARM_TEMPERATURE if warm_start else TEMPERATURE)
    if schedule.violations():
        full = relax(ledger, softened=False)
        bound = replace(full, value=max(bound.value, full.value))  # both hold
        Search(schedule, bound, free, rng, on_progress).run(moves // 2, HOT * schedule.points())
    return bound, schedule


def initial_schedule(ledger: Ledger) -> tuple[Schedule, list[Cell]]:
    """A schedule of the fixed meals, and the cells that are free."""
    m, schedule = ledger.model, Schedule(ledger)
    for plate in m.plates:
        if plate.day is not None:
            schedule.put((plate.day, plate.slot), ledger.weigh((plate.head,)))
    cells = [(day, slot) for day in range(m.days) for slot in range(len(SLOTS))]
    placed = {*schedule.meals, *m.skipped, *m.leftovers}
    return schedule, [cell for cell in cells if cell not in placed]


def _day(schedule: Schedule, n: int, dates: tuple[date, ...], given: GivenMeals) -> Day:
    model = schedule.ledger.model
    meals = []
    for (day, slot), meal in sorted(schedule.meals.items(), key=lambda item: item[0]):
        if day == n:
            dish = dish_of(model, meal.columns)
            if (n, slot) in model.leftovers:
                cooked = model.leftovers[n, slot]
                dish = replace(dish, leftover_of=(dates[cooked[0]], SLOTS[cooked[1]]))
            elif (n, slot) in given.fixed:
                dish = replace(dish, leftover_of=given.fixed[n, slot].leftover_of)
            hour = model.preferences.hours[SLOTS[slot]]
            meals.append(Meal(SLOTS[slot], hour, (dish,), (n, slot) in given.locked))
    return Day(dates[n], tuple(sorted((*meals, *model.habits), key=lambda meal: meal.time)))


def shortfalls(schedule: Schedule, dates: tuple[date, ...]) -> list[Shortfall]:
    """The hard rules that a schedule could not keep: by how much, where."""
    return [
        Shortfall(one.rule, one.of or one.subject, dates[one.day], one.slot, round(one.amount, 6), one.unit)
        for one in schedule.violations()
    ]
