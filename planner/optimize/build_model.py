"""Lay out the model of a plan: who it is for, what is open, what is settled already."""

import random
from collections.abc import Mapping

import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Template, load_dishes, serving
from planner.menu.plan import HABIT, Dish, Meal
from planner.optimize.candidates import Candidate, candidates, slots_without_dish
from planner.optimize.model import Model
from planner.optimize.rules import RULES
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.person.targets import daily_targets
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from planner.safety.suitability import NO_PORTION, RETIRED, eats_fish, unsuitable

HABIT_FOODS = {"coffee": "coffee", "tea": "tea_black", "chocolate": "dark_chocolate", "spinach": "spinach_boiled"}
FEWEST_IN_MOOD = 8  # dishes of a slot


def build_model(
    person: Person,
    preferences: Preferences,
    foods: FoodTable,
    *,
    days: int,
    seed: int = 0,
    settled: Mapping[tuple[int, int], Dish] | None = None,
    skipped: frozenset[tuple[int, int]] = frozenset(),
    slots: tuple[int, ...] | None = None,
) -> Model:
    """The model of a plan.

    Parameters
    ----------
    settled : mapping of (day, slot) to Dish, optional
        Meals that stay as they are.
    skipped : set of (day, slot)
        Meals that are left out.
    slots : tuple of int, optional
        The slots that get dishes to choose from; all by default.

    Raises
    ------
    PlannerError
        If a slot has no dish at all under these choices, or a settled dish holds a food that the
        table lacks.
    """
    settled = settled or {}
    banned = unsuitable(foods, preferences)
    found = candidates(load_dishes(), foods, set(banned.index))
    _must_fill(found, banned)
    rng = random.Random(seed)
    pantry, mood = _pantry(found, foods, rng), _mood(found, rng)
    model = Model(
        targets=daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets),
        preferences=preferences,
        foods=foods,
        rules=rules_for(person, preferences.targets),
        days=days,
        habits=habits_of(foods, preferences),
        eats_fish=eats_fish(foods, preferences),
        pantry=pantry,
        mood=mood,
        supplements=person.supplement_amounts(),
        skipped=skipped,
    )
    open_ = {SLOTS[s] for s in (range(len(SLOTS)) if slots is None else slots)}
    model.build(found, {cell: _as_template(dish, foods, cell) for cell, dish in settled.items()}, open_)
    for rule in RULES:
        rule(model)
    return model


def _must_fill(found: list[Candidate], banned: pd.Series) -> None:
    empty = slots_without_dish(found)
    if empty:
        chosen = banned[~banned.isin([RETIRED, NO_PORTION])]  # what she can change
        causes = ", ".join(chosen.value_counts().index[:3]) or "no food of the table plays its parts"
        raise PlannerError(
            f"no dish is left for {' and '.join(s.replace('_', ' ') for s in empty)} ({causes}): allow some foods again"
        )


def _as_template(dish: Dish, foods: FoodTable, cell: tuple[int, int]) -> Template:
    """A settled dish as a template without a choice."""
    missing = [s.name for s in dish.servings if s.food not in foods]
    if missing:
        raise PlannerError(f"{dish.title} is locked, but {foods.name} holds no {missing[0]}: unlock it or add the food")
    known = next((t for t in load_dishes() if t.dish == dish.dish), None)
    plate = tuple((s.food, s.grams / float(foods.frame.at[s.food, "serving_g"])) for s in dish.servings)
    minutes, tags = (known.minutes, known.tags) if known else (0, ())
    return Template(dish.dish, dish.title, (SLOTS[cell[1]],), (), (), plate, minutes, tags, "")


def _pantry(found: list[Candidate], foods: FoodTable, rng: random.Random) -> frozenset[str]:
    """The foods of the week: for each role as many kinds as a household keeps.

    Drawn at random; the more claims of the article name a food, the likelier it is.
    """
    kinds = read("roles").set_index("role")["kinds"]
    names = foods.frame.index
    usable = {names[k] for c in found for portions in c.parts for k in set(portions.food.tolist())}
    claims = foods.frame["article"].map(lambda cell: len(set(cell.split()) - {"A7", "A8"})).to_dict()
    playing: dict[str, list[str]] = {}
    for food, roles in foods.frame["roles"].items():
        for role in roles.split():
            playing.setdefault(role, []).append(food)
    drawn: set[str] = set()
    for role, count in kinds.items():
        here = [food for food in playing.get(role, ()) if food in usable]
        here.sort(key=lambda food: -(rng.random() ** (1 / (claims[food] ** 2 + 0.2))))
        missing = int(count) - sum(food in drawn for food in here)
        drawn.update([food for food in here if food not in drawn][: max(0, missing)])
    return frozenset(drawn)


def _mood(found: list[Candidate], rng: random.Random) -> frozenset[str]:
    """The dishes that one thinks of this week: half of those of each slot."""
    drawn: set[str] = set()
    for slot in SLOTS:
        here = [c.template.dish for c in found if slot in c.template.slots]
        drawn |= set(rng.sample(here, min(len(here), max(FEWEST_IN_MOOD, len(here) // 2))))
    return frozenset(drawn)


def habits_of(foods: FoodTable, preferences: Preferences) -> tuple[Meal, ...]:
    """What she has anyway, each a meal of its own at its hour."""
    meals = []
    for kind, food in HABIT_FOODS.items():
        for hour in getattr(preferences, kind):
            if food not in foods or not foods.servable[food]:
                raise PlannerError(f"{foods.name} holds no {food} with a portion: add it, or leave {kind} out")
            helping = serving(foods, food, 1.0)
            meals.append(Meal(HABIT, hour, (Dish(kind, helping.name, (helping,)),), locked=True))
    return tuple(meals)
