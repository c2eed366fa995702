"""Steer a plan: lock, skip, swap, plan again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.plan import Day, Dish, Meal, Plan
from planner.optimize.bound import Pricing
from planner.optimize.build_model import build_model
from planner.optimize.neighbours import best_neighbour
from planner.optimize.planning import FixedMeals, columns_of, dish_of, initial_schedule, shortfalls, solve
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.weighed_meals import Ledger, Weighed
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import unsuitable

MOVES_AGAIN = 20  # a day, where the search begins with a plan that is nearly right
WANTED = 1000.0  # points that an asked-for food is worth while dishes with it are looked for
DETOURS = 6  # changes of single parts for each dish that could take a place


@dataclass(frozen=True)
class Alternative:
    """A dish that could take a place, and the plan with it.

    `coverage` is indexed by nutrient, with the columns before and after: intake of the day as a
    share of the target [1]. `points` is what the objective of the plan rises by.
    """

    dish: Dish
    coverage: pd.DataFrame
    points: float
    plan: Plan


def lock(plan: Plan, when: date, slot: str | None = None, locked: bool = True) -> Plan:
    """Lock a meal, or a whole day, so that planning again leaves it alone; or unlock it.

    Raises
    ------
    PlannerError
        If the plan has no such day or meal.
    """
    _cell(plan, when, slot)
    return replace(
        plan,
        days=tuple(
            Day(day.date, tuple(replace(m, locked=locked) if _is(m, slot) else m for m in day.meals))
            if day.date == when
            else day
            for day in plan.days
        ),
    )


def replan(
    plan: Plan,
    *,
    person: Person | None = None,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    seed: int | None = None,
) -> Plan:
    """Plan again round what is locked: for another profile or food table, or with another seed.

    With the same seed the search begins at the plan as it is and changes little. A locked meal
    that this person must not have any more (an allergen, say) gives way.
    """
    preferences, foods = preferences or plan.preferences, foods or plan.foods
    banned = set(unsuitable(foods, preferences).index)
    dishes = _dishes(plan)
    locked = {
        cell: dish for cell, (dish, held) in dishes.items() if held and not any(s.food in banned for s in dish.servings)
    }
    again = seed is not None and seed != plan.seed
    kept = {} if again else {cell: dish for cell, (dish, _) in dishes.items() if cell not in locked}
    settled = FixedMeals(locked, kept, frozenset(locked), _skipped(plan))
    return _solve(plan, settled, person or plan.person, preferences, foods, plan.seed if seed is None else seed)


def another(plan: Plan) -> Plan:
    """Again, but different: another pantry and other dishes, round what is locked."""
    return replan(plan, seed=plan.seed + 1)


def skip(plan: Plan, when: date, slot: str, skipped: bool = True) -> Plan:
    """Leave a meal out (or have it again); the other meals of the day that are not locked make up for it."""
    gap = _cell(plan, when, slot)
    dishes = _dishes(plan)
    if skipped and [cell for cell in dishes if cell[0] == gap[0]] == [gap]:
        raise PlannerError(f"{slot.replace('_', ' ')} is the last meal of {when}: keep one, or plan fewer days")
    gaps = _skipped(plan) | {gap} if skipped else _skipped(plan) - {gap}
    locked = frozenset(cell for cell, (_, held) in dishes.items() if held and cell != gap)
    fixed = {cell: dish for cell, (dish, _) in dishes.items() if cell != gap and (cell[0] != gap[0] or cell in locked)}
    kept = {cell: dish for cell, (dish, _) in dishes.items() if cell not in fixed and cell != gap}
    return _solve(plan, FixedMeals(fixed, kept, locked, gaps), plan.person, plan.preferences, plan.foods, plan.seed)


def alternatives(plan: Plan, when: date, slot: str, count: int = 5, food: str | None = None) -> list[Alternative]:
    """The best other dishes for a meal, everything else left as it is; best first.

    Each keeps every hard rule that the plan keeps.

    Parameters
    ----------
    count : int
        At most so many.
    food : str, optional
        Only dishes that hold this food.
    """
    here = _cell(plan, when, slot)
    dishes = _dishes(plan)
    if here not in dishes:
        raise PlannerError(f"{slot.replace('_', ' ')} of {when} is skipped: plan it again first")
    others = {cell: dish for cell, (dish, _) in dishes.items() if cell != here}
    model = build_model(
        plan.person, plan.preferences, plan.foods, days=len(plan.days), seed=plan.seed,
        settled=others, skipped=_skipped(plan), slots=(here[1],),
    )  # fmt: skip
    wanted = np.array([k >= 0 and plan.foods.frame.index[k] == food for k in model.food])
    model.cost -= wanted * WANTED
    ledger = Ledger(model)
    table, _ = initial_schedule(ledger)
    now = dishes[here][0]
    columns = columns_of(model, here[1], now)
    table.put(here, ledger.weigh(columns) if columns else None)
    before, broken = table.points() + WANTED * wanted[list(columns or ())].sum(), _hard(table) if columns else 0.0
    table.put(here, None)
    found = []
    for meal in _best_of_each_dish(table, here):
        holds = int(wanted[list(meal.columns)].sum())
        if model.dishes[meal.dish] != now.dish and (food is None or holds):
            table.put(here, meal)
            if _hard(table) <= broken + 1e-6:
                found.append((float(table.points() + WANTED * holds - before), meal))
    found.sort(key=lambda pair: pair[0])
    return [_alternative(plan, table, here, meal, points) for points, meal in found[:count]]


def _best_of_each_dish(table: Schedule, cell: Cell) -> list[Weighed]:
    """For every dish of a slot the meal that fits best in an empty cell: from usual portions, change by change."""
    ledger, (day, slot) = table.ledger, cell
    m = ledger.model
    sums, food, dish = table.sums(day), table.once_more(day, "food"), table.once_more(day, "dish")
    _, usual = Pricing(ledger).best(m.cost)
    found = []
    for p, plate in enumerate(m.plates):
        if plate.slot == slot and plate.day is None:
            meal, points = ledger.weigh(usual[p]), np.inf
            for _ in range(DETOURS):
                better, columns = best_neighbour(table, meal, day, sums, food, dish)
                if better >= points - 1e-9:
                    break
                meal, points = ledger.weigh(columns), better
            found.append(meal)
    return found


def _alternative(plan: Plan, table: Schedule, cell: Cell, meal: Weighed, points: float) -> Alternative:
    dish = dish_of(table.ledger.model, meal.columns)
    table.put(cell, meal)
    day = plan.days[cell[0]]
    meals = tuple(replace(m, dishes=(dish,)) if m.slot == SLOTS[cell[1]] else m for m in day.meals)
    days = tuple(Day(d.date, meals) if d is day else d for d in plan.days)
    total = plan.solver.objective + points
    solver = replace(
        plan.solver,
        objective=round(total, 4),
        gap=round(max(0.0, total - plan.solver.bound) / max(abs(total), 1e-9), 4),
    )
    missed = tuple(shortfalls(table, tuple(d.date for d in plan.days)))
    coverage = pd.DataFrame({"before": _coverage(plan, day.meals), "after": _coverage(plan, meals)}).dropna()
    return Alternative(dish, coverage, round(points, 4), replace(plan, days=days, solver=solver, shortfalls=missed))


def _coverage(plan: Plan, meals: tuple[Meal, ...]) -> pd.Series:
    """What is known of a day's intake as a share of each target [1]."""
    grams: dict[str, float] = {}
    for s in (s for meal in meals for dish in meal.dishes for s in dish.servings):
        grams[s.food] = grams.get(s.food, 0.0) + s.grams
    target = plan.targets["target"].dropna()
    known = plan.foods.frame.loc[list(grams), list(target.index)].fillna(0.0)
    return known.mul(pd.Series(grams) / 100, axis=0).sum() / target


def _hard(table: Schedule) -> float:
    """How much is missed of hard rules, in multiples of their scale."""
    return float(sum(amount for *_, amount, _ in table.broken()))


def _solve(
    plan: Plan, settled: FixedMeals, person: Person, preferences: Preferences, foods: FoodTable, seed: int
) -> Plan:
    start, days = plan.days[0].date, len(plan.days)
    if settled.kept:
        return solve(person, preferences, foods, start, days, seed, settled, MOVES_AGAIN)
    return solve(person, preferences, foods, start, days, seed, settled)


def _dishes(plan: Plan) -> Mapping[Cell, tuple[Dish, bool]]:
    """The dish of each meal by day and slot, and whether it is locked."""
    return {
        (n, SLOTS.index(meal.slot)): (meal.dishes[0], meal.locked)
        for n, day in enumerate(plan.days)
        for meal in day.meals
        if meal.slot in SLOTS
    }


def _skipped(plan: Plan) -> frozenset[Cell]:
    dates = [day.date for day in plan.days]
    return frozenset((dates.index(when), SLOTS.index(slot)) for when, slot in plan.skipped)


def _is(meal: Meal, slot: str | None) -> bool:
    return meal.slot in SLOTS and slot in (None, meal.slot)


def _cell(plan: Plan, when: date, slot: str | None) -> Cell:
    dates = [day.date for day in plan.days]
    if when not in dates:
        raise PlannerError(f"{when} is not in this plan: take a day from {dates[0]} to {dates[-1]}")
    if slot is not None and slot not in SLOTS:
        raise PlannerError(f"{slot!r} is not a meal of the day: take {', '.join(SLOTS)}")
    return dates.index(when), SLOTS.index(slot) if slot else 0
