"""Other dishes for one meal of a plan, everything else left as it is."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from planner.errors import PlannerError
from planner.menu.plan import Day, Dish, Meal, Plan
from planner.optimize.bound import Pricing
from planner.optimize.build_model import build_model
from planner.optimize.neighbours import best_neighbour
from planner.optimize.planning import columns_of, dish_of, initial_schedule, shortfalls
from planner.optimize.replanning import cell_of, dishes_by_cell, skipped_cells
from planner.optimize.schedule import Cell, Schedule
from planner.optimize.weighed_meals import Ledger, WeighedMeal
from planner.reference.table_schemas import SLOTS

FOOD_BONUS = 1000.0  # points that an asked-for food is worth while dishes with it are looked for
PART_CHANGES = 6  # of single parts for each dish that could take a place


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


def alternatives(plan: Plan, when: date, slot: str, count: int = 5, food: str | None = None) -> list[Alternative]:
    """The best other dishes for a meal, everything else left as it is; best first.

    Each keeps every hard rule that the plan keeps.

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
        By `points`, lowest first; empty if no other dish fits.

    Raises
    ------
    PlannerError
        If the plan has no such day, the slot is none or skipped, or the count is under 1.

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
    here = cell_of(plan, when, slot)
    dishes = dishes_by_cell(plan)
    if here not in dishes:
        raise PlannerError(f"{slot.replace('_', ' ')} of {when} is skipped: plan it again first")
    others = {cell: dish for cell, (dish, _) in dishes.items() if cell != here}
    model = build_model(
        plan.person, plan.preferences, plan.foods, days=len(plan.days), seed=plan.seed,
        fixed=others, skipped=skipped_cells(plan), slots=(here[1],),
    )  # fmt: skip
    wanted = np.array([k >= 0 and plan.foods.frame.index[k] == food for k in model.food])
    model.cost -= wanted * FOOD_BONUS
    ledger = Ledger(model)
    schedule, _ = initial_schedule(ledger)
    now = dishes[here][0]
    columns = columns_of(model, here[1], now)
    schedule.put(here, ledger.weigh(columns) if columns else None)
    before = schedule.points() + FOOD_BONUS * wanted[list(columns or ())].sum()
    missed = _missed_of_hard_rules(schedule) if columns else 0.0
    schedule.put(here, None)
    found = []
    for meal in _best_of_each_dish(schedule, here):
        holds = int(wanted[list(meal.columns)].sum())
        if model.dishes[meal.dish] != now.dish and (food is None or holds):
            schedule.put(here, meal)
            if _missed_of_hard_rules(schedule) <= missed + 1e-6:
                found.append((float(schedule.points() + FOOD_BONUS * holds - before), meal))
    found.sort(key=lambda pair: pair[0])
    return [_alternative(plan, schedule, here, meal, points) for points, meal in found[:count]]


def _best_of_each_dish(schedule: Schedule, cell: Cell) -> list[WeighedMeal]:
    """For every dish of a slot the meal that fits best in an empty cell: from usual portions, change by change."""
    ledger, (day, slot) = schedule.ledger, cell
    m = ledger.model
    sums, food, dish = schedule.sums(day), schedule.cap_points(day, "food"), schedule.cap_points(day, "dish")
    _, usual = Pricing(ledger).best(m.cost)
    found = []
    for p, plate in enumerate(m.plates):
        if plate.slot == slot and plate.day is None:
            meal, points = ledger.weigh(usual[p]), np.inf
            for _ in range(PART_CHANGES):
                better, columns = best_neighbour(schedule, meal, day, sums, food, dish)
                if better >= points - 1e-9:
                    break
                meal, points = ledger.weigh(columns), better
            found.append(meal)
    return found


def _alternative(plan: Plan, schedule: Schedule, cell: Cell, meal: WeighedMeal, points: float) -> Alternative:
    dish = dish_of(schedule.ledger.model, meal.columns)
    schedule.put(cell, meal)
    day = plan.days[cell[0]]
    meals = tuple(replace(m, dishes=(dish,)) if m.slot == SLOTS[cell[1]] else m for m in day.meals)
    days = tuple(Day(d.date, meals) if d is day else d for d in plan.days)
    total = plan.solver.objective + points
    solver = replace(
        plan.solver,
        objective=round(total, 4),
        gap=round(max(0.0, total - plan.solver.bound) / max(abs(total), 1e-9), 4),
    )
    missed = tuple(shortfalls(schedule, tuple(d.date for d in plan.days)))
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


def _missed_of_hard_rules(schedule: Schedule) -> float:
    """How much is missed of all hard rules, each in its own unit."""
    return float(sum(one.amount for one in schedule.violations()))
