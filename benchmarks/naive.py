"""Two planners that one would write first: a linear programme of foods, and dishes drawn at random.

They share our foods, dishes and targets, and none of our optimiser.
"""

import math
import random
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd

import planner
from benchmarks.persons import Case
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, fill, load_dishes
from planner.menu.plan import Day, Dish, Meal, Plan, Serving, Solver
from planner.optimize.build_model import habits_of
from planner.optimize.joint_milp import Programme
from planner.person.menu_rules import Rules, rules_for
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import unsuitable

START = date(2026, 11, 23)
BY_HAND = "by_hand"  # the dish of a plate that is none
MISSED = 1e4  # grams that the linear programme would rather serve than miss a bound by all of it
CRUMB = 0.05  # less of a food than this is not served [g]
SPARE = 1e-3  # by which it keeps inside its bounds, as the kitchen scale rounds
DRAWS = 10  # days that the random planner draws for each day of its plan
FLOORS = [("cramp minerals", f"{m}_mg") for m in ("calcium", "magnesium", "potassium")]
FLOORS += [("protein", "protein_g"), ("fibre, fruit and vegetables", "fibre_g")]


def linear_week(case: Case, foods: FoodTable, days: int = 7, *, capped: bool = False) -> Plan:
    """The lightest mix of foods that keeps the energy, floors and upper limits of a day, on every day.

    Grams are free and there are no dishes; the foods are dealt out to the meals, each to the one
    that has the least energy for its size so far. `capped` allows of each food a day what the food
    table allows at a meal.
    """
    targets = _targets(case)
    banned = unsuitable(foods, case.preferences).index
    allowed = foods.frame[~foods.frame.index.isin(banned)]
    habits = _in_habits(case, foods)
    programme = Programme()
    grams = [programme.slack(str(food), 1.0) for food in allowed.index]
    if capped:
        for k, most in zip(grams, allowed["max_servings"] * allowed["serving_g"], strict=True):
            programme.upper[k] = float(most)
    for nutrient, low, high in _bounds(case, targets):
        per_gram = allowed[nutrient].fillna(0.0).to_numpy() / 100
        for sign, bound in ((1.0, low), (-1.0, high)):
            if math.isfinite(bound):
                miss = programme.slack(f"{sign:+g} {nutrient}", MISSED / bound)
                least = sign * (bound * (1 + sign * SPARE) - habits[nutrient])
                programme.row(f"{sign:+g} {nutrient}", [*grams, miss], [*(sign * per_gram), 1.0], least)
    solver = programme.highs(names=False)
    solver.run()
    chosen = np.array(solver.getSolution().col_value)[: len(grams)]
    plates: dict[str, list[Serving]] = {slot: [] for slot in SLOTS}
    full, energy = dict.fromkeys(SLOTS, 0.0), allowed["energy_kcal"]
    for food, amount in zip(allowed.index, chosen, strict=True):
        if amount > CRUMB:
            slot = min(SLOTS, key=lambda s: full[s] / (1 if "snack" in s else 2))
            full[slot] += float(energy[food]) * amount / 100
            plates[slot].append(_weighed(food, allowed.loc[food], float(amount)))
    meals = [(slot, Dish(BY_HAND, "By weight", tuple(servings))) for slot, servings in plates.items() if servings]
    return _plan(case, foods, targets, lambda n: meals, days)


def random_week(case: Case, foods: FoodTable, days: int = 7, seed: int = 0) -> Plan:
    """A dish at random for each meal in usual portions; of `DRAWS` such days the one nearest to the energy target."""
    rng, targets = random.Random(seed), _targets(case)
    banned = set(unsuitable(foods, case.preferences).index)
    choices = {part: _choices(part, foods, banned) for t in load_dishes() for part in t.parts}
    open_ = [
        t
        for t in load_dishes()
        if all(len(choices[part]) >= part.count for part in t.parts)
        and all(food in foods and food not in banned for food, _ in t.fixed)
    ]
    energy = foods.frame["energy_kcal"].fillna(0.0)
    target = float(targets["target"]["energy_kcal"]) - _in_habits(case, foods)["energy_kcal"]

    def draw(n: int) -> list[tuple[str, Dish]]:
        drawn = [
            [(slot, _drawn(rng.choice([t for t in open_ if slot in t.slots]), choices, foods, rng)) for slot in SLOTS]
            for _ in range(DRAWS)
        ]
        return min(
            drawn,
            key=lambda day: abs(sum(energy[s.food] * s.grams / 100 for _, dish in day for s in dish.servings) - target),
        )

    return _plan(case, foods, targets, draw, days)


def _targets(case: Case) -> pd.DataFrame:
    return planner.daily_targets(case.person, case.preferences.system, case.preferences.energy_kcal)


def _in_habits(case: Case, foods: FoodTable) -> pd.Series:
    """What she drinks or eats anyway brings a day."""
    known = foods.frame.select_dtypes("number").fillna(0.0).T
    total = pd.Series(0.0, index=known.index)
    for meal in habits_of(foods, case.preferences):
        for s in meal.dishes[0].servings:
            total = total + known[s.food] * s.grams / 100
    return total


def _bounds(case: Case, targets: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Nutrient, least and most of a day."""
    rules: Rules = rules_for(case.person)
    target, upper = targets["target"], targets["upper"]
    row = rules[("energy", "energy_kcal")]
    found = [("energy_kcal", row["lower"] * target["energy_kcal"], row["upper"] * target["energy_kcal"])]
    for key in FLOORS:
        low, high = (rules[key][side] * float(target.get(key[1], math.nan)) for side in ("lower", "upper"))
        found.append((key[1], low, high))
    counted = targets.index[targets["upper_scope"].isin(["total", "cdrr"])]
    found += [(str(nutrient), math.nan, float(upper[nutrient])) for nutrient in counted]
    return [*found, ("caffeine_mg", math.nan, rules[("caffeine", "caffeine_mg")]["upper"])]


def _choices(part: Part, foods: FoodTable, banned: set[str]) -> list[tuple[str, float]]:
    """The foods that can fill a part, each with the portion nearest to one household serving."""
    found = []
    step, most = foods.frame["step"], foods.frame["max_servings"]
    for food in foods.playing(part.role):
        levels = part.levels(step[food], most[food])
        if food not in banned and levels:
            found.append((food, min(levels, key=lambda n: abs(n - 1))))
    return found


def _drawn(
    template: Template, choices: dict[Part, list[tuple[str, float]]], foods: FoodTable, rng: random.Random
) -> Dish:
    chosen = [(part, food, n) for part in template.parts for food, n in rng.sample(choices[part], part.count)]
    return fill(template, chosen, foods)


def _weighed(food: str, row: pd.Series, grams: float) -> Serving:
    return Serving(food, str(row["name"]), round(grams, 1), grams / float(row["serving_g"]), f"{grams:.1f} g")


def _plan(
    case: Case, foods: FoodTable, targets: pd.DataFrame, menu: Callable[[int], list[tuple[str, Dish]]], days: int
) -> Plan:
    hours = case.preferences.hours
    habits = habits_of(foods, case.preferences)
    made = []
    for n in range(days):
        meals = [*(Meal(slot, hours[slot], (dish,)) for slot, dish in menu(n)), *habits]
        made.append(Day(START + timedelta(days=n), tuple(sorted(meals, key=lambda meal: meal.time))))
    return Plan(case.person, case.preferences, foods, targets, tuple(made), Solver(0.0, 0.0, 0.0, 0.0))
