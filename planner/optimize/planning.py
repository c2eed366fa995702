"""Plan a week: one model of all its days, a proven bound, and a search for a plan close to it."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.dishes import fill
from planner.menu.plan import Day, Dish, Meal, Plan, Shortfall, Solver
from planner.optimize.bound import Bound, lower_bound
from planner.optimize.build_model import build_model
from planner.optimize.model import Model
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.search import OnProgress, Search, unobserved
from planner.optimize.weighed_meals import Columns, Ledger
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS

MOVES_A_DAY = 160  # of the search; the number is fixed, so that a plan does not depend on the clock

Watch = Callable[[float, Day], None]  # how far the search is [1], and what the first day would be by now


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
    preferences : Preferences, optional
    foods : FoodTable, optional
        The table that comes with the planner by default.
    start : date, optional
        First day; today by default.
    days : int
        1 to 14.
    seed : int
        Same input and seed, same plan.
    watch : callable, optional
        Told from time to time how far the search is [0 to 1], and the first day as it would be by now.

    Raises
    ------
    PlannerError
        If a slot has no dish at all under these choices, or the input can't be.
    """
    start, preferences = start or date.today(), preferences or Preferences()
    return solve(person, preferences, foods or load_foods(), start, days, seed, watch=watch)


@dataclass(frozen=True)
class FixedMeals:
    """What a new plan takes over: `fixed` meals stay, `kept` meals are where the search begins."""

    fixed: Mapping[Cell, Dish]
    kept: Mapping[Cell, Dish]
    locked: frozenset[Cell] = frozenset()
    skipped: frozenset[Cell] = frozenset()


NOTHING = FixedMeals({}, {})


def solve(
    person: Person,
    preferences: Preferences,
    foods: FoodTable,
    start: date,
    days: int,
    seed: int,
    settled: FixedMeals = NOTHING,
    moves_a_day: int = MOVES_A_DAY,
    watch: Watch | None = None,
) -> Plan:
    """A plan round what is settled already; the arguments are those of `plan_week`."""
    if not 1 <= days <= 14:
        raise PlannerError(f"days is {days}: plan 1 to 14 days")
    began = time.perf_counter()
    model = build_model(
        person, preferences, foods, days=days, seed=seed, settled=settled.fixed, skipped=settled.skipped
    )
    ledger = Ledger(model)
    dates = tuple(start + timedelta(days=n) for n in range(days))

    def looked_at(share: float, table: Schedule) -> None:
        if watch:
            watch(share, _day(table, 0, dates[0], settled.locked))

    bound, table = improve(ledger, settled.kept, seed, moves_a_day, looked_at)
    points = float(table.points())
    return Plan(
        person=person,
        preferences=preferences,
        foods=foods,
        targets=model.targets,
        days=tuple(_day(table, n, dates[n], settled.locked) for n in range(days)),
        solver=Solver(
            objective=round(points, 4),
            bound=round(min(bound.value, points), 4),
            gap=round(max(0.0, points - bound.value) / max(abs(points), 1e-9), 4),
            seconds=round(time.perf_counter() - began, 3),
        ),
        shortfalls=tuple(shortfalls(table, dates)),
        seed=seed,
        skipped=tuple((dates[day], SLOTS[slot]) for day, slot in sorted(settled.skipped)),
    )


def improve(
    ledger: Ledger, kept: Mapping[Cell, Dish], seed: int, moves_a_day: int, look: OnProgress = unobserved
) -> tuple[Bound, Schedule]:
    """The bound of a model, and a table that the search has filled.

    Hard rules are priced low at first, which is quicker; where one of them can't be kept, the
    bound is proven again at their full price, and the search goes on from there.
    """
    table, free = initial_schedule(ledger)
    for cell, dish in kept.items():
        columns = columns_of(ledger.model, cell[1], dish) if cell in free else None
        if columns:
            table.put(cell, ledger.weigh(columns))
    rng, moves = random.Random(seed), moves_a_day * ledger.model.days
    bound = lower_bound(ledger)
    search = Search(table, bound, free, rng, look)
    search.deal()
    search.run(moves)
    if table.broken():
        bound = lower_bound(ledger, softened=False)
        Search(table, bound, free, rng, look).run(moves // 2)
    return bound, table


def initial_schedule(ledger: Ledger) -> tuple[Schedule, list[Cell]]:
    """A table with the settled meals on it, and the cells that are free."""
    m, table = ledger.model, Schedule(ledger)
    for plate in m.plates:
        if plate.day is not None:
            table.put((plate.day, plate.slot), ledger.weigh((plate.head,)))
    cells = [(day, slot) for day in range(m.days) for slot in range(len(SLOTS))]
    return table, [cell for cell in cells if cell not in table.meals and cell not in m.skipped]


def columns_of(model: Model, slot: int, dish: Dish) -> Columns | None:
    """The columns of a dish that was planned before, or None if it can't be made any more."""
    plate = next((p for p in model.plates if p.day is None and p.slot == slot and p.template.dish == dish.dish), None)
    if plate is None:
        return None
    index = model.foods.frame.index
    wanted = [(s.food, s.servings) for s in dish.servings[: len(dish.servings) - len(plate.fixed)]]
    columns = [plate.head]
    for seat in plate.seats:
        for _ in range(seat.part.count):
            here = [
                k for k in range(seat.start, seat.stop)
                if wanted and index[model.food[k]] == wanted[0][0] and abs(model.servings[k] - wanted[0][1]) < 1e-6
            ]  # fmt: skip
            if here:
                columns.append(here[0])
                wanted.pop(0)
            elif not seat.part.optional:
                return None
    return None if wanted else tuple(columns)


def dish_of(model: Model, columns: Columns) -> Dish:
    """The dish that the columns of a meal stand for."""
    plate = model.plates[model.plate_of[columns[0]]]
    names = model.foods.frame.index
    chosen = [
        (seat.part, str(names[model.food[k]]), float(model.servings[k]))
        for seat in plate.seats
        for k in columns[1:]
        if seat.start <= k < seat.stop
    ]
    dish = fill(plate.template, chosen, model.foods)
    return Dish(dish.dish, plate.template.title, dish.servings) if plate.day is not None else dish


def _day(table: Schedule, n: int, when: date, locked: frozenset[Cell]) -> Day:
    model = table.ledger.model
    meals = [
        Meal(SLOTS[slot], model.preferences.hours[SLOTS[slot]], (dish_of(model, meal.columns),), (n, slot) in locked)
        for (day, slot), meal in sorted(table.meals.items(), key=lambda item: item[0])
        if day == n
    ]
    return Day(when, tuple(sorted((*meals, *model.habits), key=lambda meal: meal.time)))


def shortfalls(table: Schedule, dates: tuple[date, ...]) -> list[Shortfall]:
    """The hard rules that the plan on a table could not keep: by how much, where."""
    return [
        Shortfall(rule, subject, dates[day], slot, round(amount, 6), unit)
        for rule, subject, day, slot, amount, unit in table.broken()
    ]
