"""Steer a plan: lock, skip, plan again."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from planner.errors import PlannerError, one_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import Day, Dish, Plan
from planner.optimize.planning import MOVES_A_DAY, GivenMeals, solve
from planner.optimize.schedule import Cell
from planner.person.person import Person, Preferences
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import unsuitable

WARM_MOVES_A_DAY = 60  # where the search begins with a plan that is nearly right


def lock(plan: Plan, when: date, slot: str | None = None, locked: bool = True) -> Plan:
    """Lock a meal, or a whole day, so that planning again leaves it alone; or unlock it.

    What is cooked for two meals is locked at both.

    Parameters
    ----------
    plan : Plan
        Stays as it is.
    when : date
        One of its days.
    slot : {"breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack"}, optional
        The meal; all meals of the day by default.
    locked : bool
        False unlocks.

    Returns
    -------
    Plan
        With the same dishes.

    Raises
    ------
    PlannerError
        If the plan has no such day, the slot is none, or nothing is eaten there.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> plan = day_of_entries(Person(), [Entry("07:30", "kefir", 1.0), Entry("13:00", "banana", 1.0)])
    >>> when = plan.days[0].date
    >>> [meal.slot for meal in lock(plan, when, "lunch").days[0].meals if meal.locked]
    ['lunch']
    >>> lock(plan, when, "brunch")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: the slot can't be 'brunch': take 'breakfast', 'morning_snack', 'lunch', ...
    """
    n, dishes = _day_number(plan, when), dishes_by_cell(plan)
    if slot is not None and cell_of(plan, when, slot) not in dishes:
        raise PlannerError(not_eaten(slot, when))
    mine = {cell for cell in dishes if cell[0] == n and slot in (None, SLOTS[cell[1]])}
    both = {cell for pair in leftover_cells(plan).items() if mine & set(pair) for cell in pair}
    return replace(
        plan,
        days=tuple(
            Day(day.date, tuple(
                replace(m, locked=locked) if m.slot in SLOTS and (k, SLOTS.index(m.slot)) in mine | both else m
                for m in day.meals
            ))
            for k, day in enumerate(plan.days)
        ),
    )  # fmt: skip


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
    that this person must not have any more (an allergen, say) gives way, and what is a leftover of it too.

    Parameters
    ----------
    plan : Plan
        Its days, and the meals that are locked or skipped.
    person, preferences, foods : Person, Preferences, FoodTable, optional
        Those of the plan by default.
    seed : int, optional
        That of the plan by default.

    Returns
    -------
    Plan
        Of the same dates.

    Raises
    ------
    PlannerError
        If the seed can't be, a food that is named or locked does not exist, or a slot has no dish
        at all under these choices.

    Examples
    --------
    >>> from planner import Preferences, plan_week
    >>> plan = plan_week(Person(), days=1)
    >>> plan = lock(plan, plan.days[0].date, "lunch")
    >>> again = replan(plan, preferences=Preferences(exclude=["cherries"]))
    >>> [meal.dishes for meal in again.days[0].meals if meal.locked] == [
    ...     meal.dishes for meal in plan.days[0].meals if meal.locked
    ... ]
    True
    """
    preferences, foods = preferences or plan.preferences, foods or plan.foods
    banned = set(unsuitable(foods, preferences).index)
    dishes = dishes_by_cell(plan)
    pairs = leftover_cells(plan)
    fixed = {
        cell: dish
        for cell, (dish, locked) in dishes.items()
        if locked and not any(s.food in banned for s in dish.servings)
    }
    fixed = {cell: dish for cell, dish in fixed.items() if pairs.get(cell, cell) in fixed}
    new_seed = seed is not None and seed != plan.seed
    warm_start = {} if new_seed else {cell: dish for cell, (dish, _) in dishes.items() if cell not in fixed}
    gaps = skipped_cells(plan)
    anew = new_seed or preferences.leftovers != plan.preferences.leftovers
    leftovers = None if anew else _still_free(pairs, {*fixed, *gaps})
    given = GivenMeals(fixed, warm_start, frozenset(fixed), gaps, leftovers)
    return _solve(plan, given, person or plan.person, preferences, foods, plan.seed if seed is None else seed)


def another(plan: Plan) -> Plan:
    """Again, but different: another pantry and other dishes, round what is locked.

    Parameters
    ----------
    plan : Plan
        Its days, and the meals that are locked or skipped.

    Returns
    -------
    Plan
        Of the same dates and choices, with the next seed.

    Examples
    --------
    >>> from planner import plan_week
    >>> plan = plan_week(Person(), days=1)
    >>> plan.seed, another(plan).seed
    (0, 1)
    """
    return replan(plan, seed=plan.seed + 1)


def skip(plan: Plan, when: date, slot: str, skipped: bool = True) -> Plan:
    """Leave a meal out (or have it again); the other meals of the day that are not locked make up for it.

    Where the dinner is left out that another day's lunch would be eaten from, that lunch is cooked anew.

    Parameters
    ----------
    plan : Plan
        Its other days stay as they are.
    when : date
        One of its days.
    slot : {"breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack"}
        The meal.
    skipped : bool
        False has it again.

    Returns
    -------
    Plan
        Of the same dates.

    Raises
    ------
    PlannerError
        If the plan has no such day, the slot is none, or the day would be left without a meal.

    Examples
    --------
    >>> from planner import plan_week
    >>> plan = plan_week(Person(), days=1)
    >>> [meal.slot for meal in skip(plan, plan.days[0].date, "lunch").days[0].meals][:3]
    ['breakfast', 'morning_snack', 'afternoon_snack']
    """
    gap = cell_of(plan, when, slot)
    dishes = dishes_by_cell(plan)
    if skipped and [cell for cell in dishes if cell[0] == gap[0]] == [gap]:
        raise PlannerError(f"{slot.replace('_', ' ')} is the last meal of {when}: keep one, or plan fewer days")
    gaps = skipped_cells(plan) | {gap} if skipped else skipped_cells(plan) - {gap}
    return _plan_day(plan, gap[0], gaps)


def replan_day(plan: Plan, when: date) -> Plan:
    """Plan one day again round what is locked.

    Parameters
    ----------
    plan : Plan
        Its other days stay as they are, but for what is cooked or eaten together with a meal of this one.
    when : date
        One of its days.

    Returns
    -------
    Plan
        Of the same dates.

    Raises
    ------
    PlannerError
        If the plan has no such day.

    Examples
    --------
    >>> from planner import plan_week
    >>> plan = plan_week(Person(), days=1)
    >>> plan = lock(plan, plan.days[0].date)
    >>> replan_day(plan, plan.days[0].date).days == plan.days
    True
    """
    return _plan_day(plan, _day_number(plan, when), skipped_cells(plan))


def _plan_day(plan: Plan, n: int, gaps: frozenset[Cell]) -> Plan:
    dishes, pairs = dishes_by_cell(plan), leftover_cells(plan)
    locked = frozenset(cell for cell, (_, is_locked) in dishes.items() if is_locked and cell not in gaps)
    free = {cell for cell in dishes if cell[0] == n and cell not in locked}
    free |= {cell for pair in pairs.items() if free & set(pair) for cell in pair}
    fixed = {cell: dish for cell, (dish, _) in dishes.items() if cell not in free}
    warm_start = {cell: dish for cell, (dish, _) in dishes.items() if cell in free - gaps}
    given = GivenMeals(fixed, warm_start, locked - free, gaps, _still_free(pairs, {*fixed, *gaps}))
    return _solve(plan, given, plan.person, plan.preferences, plan.foods, plan.seed)


def _solve(
    plan: Plan, given: GivenMeals, person: Person, preferences: Preferences, foods: FoodTable, seed: int
) -> Plan:
    moves = WARM_MOVES_A_DAY if given.warm_start else MOVES_A_DAY
    return solve(person, preferences, foods, plan.days[0].date, len(plan.days), seed, given, moves)


def dishes_by_cell(plan: Plan) -> Mapping[Cell, tuple[Dish, bool]]:
    """The dish of each meal by day and slot, and whether it is locked."""
    return {
        (n, SLOTS.index(meal.slot)): (meal.dishes[0], meal.locked)
        for n, day in enumerate(plan.days)
        for meal in day.meals
        if meal.slot in SLOTS
    }


def leftover_cells(plan: Plan) -> dict[Cell, Cell]:
    """The meals of a plan that are leftovers, with the meal that each was cooked at."""
    cells = {(day.date, slot): (n, SLOTS.index(slot)) for n, day in enumerate(plan.days) for slot in SLOTS}
    dishes = dishes_by_cell(plan)
    found = {cell: cells.get(dish.leftover_of) for cell, (dish, _) in dishes.items() if dish.leftover_of}
    return {cell: cooked for cell, cooked in found.items() if cooked is not None and cooked in dishes}


def _still_free(pairs: Mapping[Cell, Cell], taken: Collection[Cell]) -> dict[Cell, Cell]:
    """Those leftovers of which neither meal is fixed or left out."""
    return {again: cooked for again, cooked in pairs.items() if again not in taken and cooked not in taken}


def skipped_cells(plan: Plan) -> frozenset[Cell]:
    """The meals that a plan leaves out."""
    dates = [day.date for day in plan.days]
    return frozenset((dates.index(when), SLOTS.index(slot)) for when, slot in plan.skipped)


def cell_of(plan: Plan, when: date, slot: str) -> Cell:
    """Day and slot by number.

    Raises
    ------
    PlannerError
        If the plan has no such day, or the slot is none.
    """
    return _day_number(plan, when), SLOTS.index(one_of(slot, SLOTS, "the slot"))


def not_eaten(slot: str, when: date) -> str:
    """That a meal is left out, and what to do first."""
    return f"{slot.replace('_', ' ')} of {when} is skipped: plan it again first"


def _day_number(plan: Plan, when: date) -> int:
    dates = [day.date for day in plan.days]
    if when not in dates:
        raise PlannerError(f"{when} is not in this plan: take a day from {dates[0]} to {dates[-1]}")
    return dates.index(when)
