"""Plan a week: solve day after day with memory of the days before."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from planner.dishes import fill, load_dishes, serving
from planner.errors import PlannerError
from planner.foods import FoodTable, load_foods
from planner.menu import HABIT, Day, Dish, Meal, Plan, Shortfall, Solver
from planner.optimize.candidates import Candidate, candidates, slots_without_dish
from planner.optimize.model import Model
from planner.optimize.rules import RULES
from planner.person import Person, Preferences
from planner.safety import eats_fish, unsuitable
from planner.tables import SLOTS, read
from planner.targets import daily_targets

HABIT_DRINKS = {"coffee": "coffee", "tea": "tea_black"}


def plan_week(
    person: Person,
    preferences: Preferences | None = None,
    foods: FoodTable | None = None,
    *,
    start: date | None = None,
    days: int = 7,
    seed: int = 0,
    seconds_a_day: float = 10.0,
    close: float = 4.0,
    offer: int = 10,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """A plan of named dishes that keeps the rules of a menu.

    Each day is one programme that HiGHS solves, given the days before it. Where rules clash the
    plan still comes, with named shortfalls.

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
    seconds_a_day : float
        Most time for one day [s].
    close : float
        Gap to the bound [penalty points] at which a day is good enough.
    offer : int
        Dishes drawn for each slot of a day; all of them if a hard rule can't be kept otherwise.
    progress : callable, optional
        Called with (days ready, days wanted) after each day.

    Raises
    ------
    PlannerError
        If a slot has no dish at all under these choices, or the input can't be.
    """
    if not 1 <= days <= 14:
        raise PlannerError(f"days is {days}: plan 1 to 14 days")
    began = time.perf_counter()
    preferences = preferences or Preferences()
    foods = foods or load_foods()
    targets = daily_targets(person, preferences.system, preferences.energy_kcal)
    first = start or date.today()
    dates = tuple(first + timedelta(days=n) for n in range(days))
    open_dishes = _open_dishes(foods, preferences)
    habits = _habits(foods, preferences)
    fish_eaten = eats_fish(foods, preferences)
    rng = random.Random(seed)
    pantry = _pantry(open_dishes, foods, rng)
    settled: list[Day] = []
    missed: list[Shortfall] = []
    objective = bound = 0.0
    for n in range(days):
        for dishes in (_draw(open_dishes, offer, rng), open_dishes):
            model = Model(targets, preferences, foods, dates, (n,), tuple(settled), habits, fish_eaten, pantry)
            model.build({n: dishes})
            for rule in RULES:
                rule(model)
            _break_ties(model, rng)
            x, value, least = model.programme.solve(seconds_a_day, close, seed)
            if not any(x[k] > 1e-4 for k in model.misses):
                break
        settled.append(_day(model, x, n, open_dishes))
        missed += [replace(s, amount=float(x[k])) for k, s in model.misses.items() if x[k] > 1e-4]
        objective, bound = objective + value, bound + least
        if progress:
            progress(n + 1, days)
    solver = Solver(
        objective=round(objective, 4),
        bound=round(bound, 4),
        gap=round((objective - bound) / max(abs(objective), 1e-9), 4),
        seconds=round(time.perf_counter() - began, 3),
    )
    return Plan(person, preferences, foods, targets, tuple(settled), solver, tuple(missed))


def _open_dishes(foods: FoodTable, preferences: Preferences) -> list[Candidate]:
    banned = unsuitable(foods, preferences)
    found = candidates(load_dishes(), foods, set(banned.index))
    empty = slots_without_dish(found)
    if empty:
        causes = ", ".join(pd.Series(banned.to_numpy()).value_counts().index[:3])
        raise PlannerError(
            f"no dish is left for {' and '.join(s.replace('_', ' ') for s in empty)} ({causes}): allow some foods again"
        )
    return found


def _draw(open_dishes: list[Candidate], offer: int, rng: random.Random) -> list[Candidate]:
    """A day's offer: some dishes for each slot, so that weeks differ and a day is solved fast."""
    slots: dict[str, list[str]] = {}
    for slot in SLOTS:
        here = [c.template.dish for c in open_dishes if slot in c.template.slots]
        for dish in here if len(here) <= offer else rng.sample(here, offer):
            slots.setdefault(dish, []).append(slot)
    return [
        replace(c, template=replace(c.template, slots=tuple(slots[c.template.dish])))
        for c in open_dishes
        if c.template.dish in slots
    ]


def _pantry(open_dishes: list[Candidate], foods: FoodTable, rng: random.Random) -> frozenset[str]:
    """The foods of the week: for each role as many kinds as a household keeps.

    Drawn at random; the more claims of the article name a food, the likelier it is.
    """
    kinds = read("roles").set_index("role")["kinds"]
    usable = {food for c in open_dishes for _, portions in c.options for food, _ in portions}
    claims = foods.frame["article"].map(lambda cell: len(set(cell.split()) - {"A7", "A8"}))
    drawn: set[str] = set()
    for role, count in kinds.items():
        here = [food for food in foods.playing(str(role)) if food in usable]
        here.sort(key=lambda food: -(rng.random() ** (1 / (claims[food] ** 2 + 0.2))))
        missing = int(count) - sum(food in drawn for food in here)
        drawn.update([food for food in here if food not in drawn][: max(0, missing)])
    return frozenset(drawn)


def _habits(foods: FoodTable, preferences: Preferences) -> tuple[Meal, ...]:
    """The drinks that she has anyway, each a meal of its own at its hour."""
    meals = []
    for kind, food in HABIT_DRINKS.items():
        for hour in getattr(preferences, kind):
            if food not in foods:
                raise PlannerError(f"{foods.name} holds no {food}: add it, or leave {kind} out")
            cup = serving(foods, food, 1.0)
            meals.append(Meal(HABIT, hour, (Dish(kind, cup.name, (cup,)),), locked=True))
    return tuple(meals)


def _break_ties(model: Model, rng: random.Random) -> None:
    """Small distinct costs, so that equal menus differ and the search does not wander."""
    for k in np.flatnonzero(model.portion):
        model.programme.cost[k] += 0.02 * rng.random()


def _day(model: Model, x: np.ndarray, n: int, open_dishes: list[Candidate]) -> Day:
    templates = {c.template.dish: c.template for c in open_dishes}
    meals = []
    for slot in SLOTS:
        columns = [model.choices[k] for k in model.on(n, slot) if x[k] > 0.5]
        head = next(c for c in columns if c.part is None)
        chosen = [(c.part, c.food, c.servings) for c in columns if c.part is not None]
        dish = fill(templates[head.dish], chosen, model.foods)
        meals.append(Meal(slot, model.preferences.hours[slot], (dish,)))
    return Day(model.dates[n], tuple(sorted((*meals, *model.habits), key=lambda meal: meal.time)))
