"""Other dishes for one meal of a plan, everything else left as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from planner.errors import PlannerError
from planner.menu.dishes import known_food
from planner.menu.plan import Day, Dish, Meal, Plan
from planner.optimize.bound import lower_bound
from planner.optimize.build_model import build_model
from planner.optimize.meal_columns import columns_of, dish_of
from planner.optimize.model import Model, servings_of
from planner.optimize.neighbours import changes_of
from planner.optimize.planning import initial_schedule, shortfalls, what_is_proven
from planner.optimize.pricing import Pricing
from planner.optimize.replanning import cell_of, dishes_by_cell, leftover_cells, not_eaten, skipped_cells
from planner.optimize.schedule import SMALL, Cell, EmptyCell, Schedule
from planner.optimize.weighed_meals import Ledger, WeighedMeal
from planner.reference.table_schemas import SLOTS

WANTED = 1000.0  # points that an asked-for food is worth while dishes with it are looked for
PART_CHANGES = 6  # of single parts for each dish that could take a place


@dataclass(frozen=True)
class Alternative:
    """A dish that could take a place, and the plan with it.

    `coverage` is indexed by nutrient, with the columns before and after: intake of the day as a
    share of the target [1]. `to_buy` and `not_needed` are the foods that join the shopping of the plan and
    leave it; `minutes` is what the hands-on time of the day comes to [min]. `points` is what the objective of
    the plan rises by; the bound of its solver holds for all that could stand in this place, everything else
    left as it is.
    """

    dish: Dish
    coverage: pd.DataFrame
    to_buy: tuple[str, ...]
    not_needed: tuple[str, ...]
    minutes: float
    points: float
    plan: Plan


def alternatives(plan: Plan, when: date, slot: str, count: int = 5, food: str | None = None) -> list[Alternative]:
    """The best other dishes for a meal, everything else left as it is; best first.

    None breaks a hard rule that the plan keeps there, or breaks one by more than the plan does: that is looked
    at rule by rule, day by day and meal by meal. The dish that is there is never offered with another filling.
    Where it is cooked for two meals, or is left over from another, both change.

    Parameters
    ----------
    plan : Plan
        Stays as it is.
    when : date
        One of its days.
    slot : {"breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack"}
        The meal.
    count : int
        At most so many, 1 or more.
    food : str, optional
        Only dishes that hold this food of the table.

    Returns
    -------
    list of Alternative
        By `points`, lowest first; empty if no other dish fits. Each holds other foods than the meal does
        now, and than those before it.

    Raises
    ------
    PlannerError
        If the plan has no such day, the slot is none or skipped, the count is under 1, or the table has no
        such food.

    Examples
    --------
    >>> from planner import Person, plan_week
    >>> plan = plan_week(Person(), days=1)
    >>> first, second = alternatives(plan, plan.days[0].date, "dinner", count=2)
    >>> first.points <= second.points, list(first.coverage.columns)
    (True, ['before', 'after'])
    """
    if count < 1:
        raise PlannerError(f"the count can't be {count!r}: ask for 1 alternative or more")
    if food is not None:
        known_food(plan.foods, food)
    here = cell_of(plan, when, slot)
    dishes = {cell: dish for cell, (dish, _) in dishes_by_cell(plan).items()}
    if here not in dishes:
        raise PlannerError(not_eaten(slot, when))
    pairs = leftover_cells(plan)
    here = pairs.get(here, here)  # a leftover changes where it is cooked
    pairs = {again: cooked for again, cooked in pairs.items() if cooked == here}
    schedule = _schedule(plan, {cell: dish for cell, dish in dishes.items() if cell not in (here, *pairs)}, pairs)
    ledger = schedule.ledger
    columns = columns_of(ledger.model, here[1], dishes[here])
    columns = columns if columns and (not pairs or ledger.keeps(columns)) else None
    schedule.put(here, ledger.weigh(columns) if columns else None)
    now = schedule if columns else _schedule(plan, dishes, {})  # a dish that can't be made any more stands fixed
    before, broken = now.points(), _broken(now)
    row = {name: k for k, name in enumerate(plan.foods.frame.index)}
    wanted = None if food is None else row[food]
    there = frozenset(row[s.food] for s in dishes[here].servings)
    schedule.put(here, None)
    offered: list[tuple[float, WeighedMeal]] = []
    for meal in _best_of_each_dish(schedule, here, _holding(ledger.model, wanted)):
        same = ledger.model.plates[ledger.plate(meal.columns)].template.dish == dishes[here].dish
        if not same and (wanted is None or wanted in meal.foods):
            schedule.put(here, meal)
            offered.append((schedule.points() - before, meal))
    best: list[tuple[float, WeighedMeal]] = []
    plates = {there}  # by the foods on them
    for points, meal in sorted(offered, key=lambda pair: pair[0]):
        if len(best) == count:
            break
        schedule.put(here, meal)
        kept = all(amount <= broken.get(place, 0.0) + SMALL for place, amount in _broken(schedule).items())
        if kept and frozenset(meal.foods) not in plates:
            plates.add(frozenset(meal.foods))
            best.append((points, meal))
    bound = lower_bound(ledger)
    return [_alternative(plan, schedule, here, meal, points, bound) for points, meal in best]


def _schedule(plan: Plan, fixed: Mapping[Cell, Dish], leftovers: Mapping[Cell, Cell]) -> Schedule:
    """The fixed meals of a plan, under its choices."""
    model = build_model(
        plan.person, plan.preferences, plan.foods, days=len(plan.days), seed=plan.seed,
        start=plan.days[0].date, fixed=fixed, skipped=skipped_cells(plan), leftovers=leftovers,
    )  # fmt: skip
    return initial_schedule(Ledger(model))[0]


def _broken(schedule: Schedule) -> dict[tuple[str, str, str, int, str], float]:
    """By how much each hard rule is broken at most, at each place where it is: rule, subject, of, day, slot."""
    worst: dict[tuple[str, str, str, int, str], float] = {}
    for one in schedule.violations():
        place = (one.rule, one.subject, one.of, one.day, one.slot)
        worst[place] = max(one.amount, worst.get(place, 0.0))
    return worst


def _holding(model: Model, food: int | None) -> np.ndarray:
    """The columns that hold a food (its row in the table): a portion of it, or a dish of which it is always a part."""
    holding = model.food == food
    holding[[plate.head for plate in model.plates if food in plate.fixed]] = True
    return holding


def _best_of_each_dish(schedule: Schedule, cell: Cell, wanted: np.ndarray) -> list[WeighedMeal]:
    """For every dish of a slot the meal that fits best in an empty cell: from usual portions, change by change.

    While they are looked for, columns that hold what is `wanted` are cheap.
    """
    m, (_, slot) = schedule.ledger.model, cell
    empty = EmptyCell(schedule, cell)
    ledger = schedule.ledger.at_prices(m.cost - WANTED * wanted)
    _, usual = Pricing(ledger).best(ledger.cost[:-1])
    found = []
    for p, plate in enumerate(m.plates):
        if plate.group == slot and plate.day is None and (cell not in schedule.eaten_again or p in m.again_from):
            columns, points = usual[p], np.inf
            for _ in range(PART_CHANGES):
                changes = changes_of(ledger, columns, cell in schedule.eaten_again)
                of_change = empty.points(changes)
                best = int(of_change.argmin())
                if of_change[best] >= points - 1e-9:
                    break
                columns, points = changes.columns(best), of_change[best]
            found.append(columns)
    return [schedule.ledger.weigh(columns) for columns in found]


def _alternative(
    plan: Plan, schedule: Schedule, cell: Cell, meal: WeighedMeal, points: float, bound: float
) -> Alternative:
    model = schedule.ledger.model
    dish = dish_of(model, meal.columns)
    schedule.put(cell, meal)
    places = {cell: dish}
    if cell in schedule.eaten_again:
        places[schedule.eaten_again[cell]] = replace(dish, leftover_of=(plan.days[cell[0]].date, SLOTS[cell[1]]))
    days = tuple(
        Day(day.date, tuple(
            replace(m, dishes=(places[n, SLOTS.index(m.slot)],))
            if m.slot in SLOTS and (n, SLOTS.index(m.slot)) in places else m
            for m in day.meals
        ))
        for n, day in enumerate(plan.days)
    )  # fmt: skip
    solver = what_is_proven(schedule.points(), bound, plan.solver.seconds)
    missed = tuple(shortfalls(schedule, tuple(d.date for d in plan.days)))
    after = replace(plan, days=days, solver=solver, shortfalls=missed)
    n = cell[0]
    coverage = pd.DataFrame({"before": _coverage(model, plan.days[n].meals), "after": _coverage(model, days[n].meals)})
    bought, before = _foods(after), _foods(plan)
    minutes = sum(float(model.minutes[m.columns[0]]) for (day, _), m in schedule.meals.items() if day == n)
    return Alternative(
        dish, coverage.dropna(), tuple(sorted(bought - before)), tuple(sorted(before - bought)), minutes,
        round(points, 4), after,
    )  # fmt: skip


def _foods(plan: Plan) -> set[str]:
    """The foods of a plan that are shopped for."""
    shelf = plan.foods.frame["group"] == "seasoning"
    served = {s.food for day in plan.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    return {food for food in served if not shelf[food]}


def _coverage(model: Model, meals: tuple[Meal, ...]) -> pd.Series:
    """What is known of a day's intake as a share of each target [1]."""
    servings = list(servings_of(meals))
    rows = model.foods.frame.index.get_indexer(pd.Index([s.food for s in servings]))
    grams = np.array([s.grams for s in servings])
    target = model.targets["target"].dropna()
    known = [np.nansum(model.foods.frame[nutrient].to_numpy()[rows] * grams) / 100 for nutrient in target.index]
    return known / target
