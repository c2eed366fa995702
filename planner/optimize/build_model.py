"""Lay out the model of a plan: who it is for, what is open, which meals are fixed."""

import random
from collections.abc import Iterable, Mapping
from numbers import Integral

import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Template, load_dishes, serving
from planner.menu.plan import HABIT, LARGEST_SEED, Dish, Meal
from planner.optimize.candidates import Candidate, candidates, slots_without_dish
from planner.optimize.meal_columns import columns_of
from planner.optimize.model import Model, Rule
from planner.optimize.rules import RULES
from planner.person.energy import refuse_low_energy
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.person.targets import daily_targets
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import read
from planner.safety.milk_kinds import milk_not_bought
from planner.safety.suitability import NO_PORTION, RETIRED, eats_fish, unsuitable

HABIT_FOODS = {"coffee": "coffee", "tea": "tea_black", "chocolate": "dark_chocolate", "spinach": "spinach_boiled"}
MOST_DAYS = 14
FEWEST_DISHES = 8  # of a slot in a week


def build_model(
    person: Person,
    preferences: Preferences,
    foods: FoodTable,
    *,
    days: int,
    seed: int = 0,
    fixed: Mapping[tuple[int, int], Dish] | None = None,
    skipped: frozenset[tuple[int, int]] = frozenset(),
    rules: Iterable[Rule] = RULES,
) -> Model:
    """The model of a plan.

    Parameters
    ----------
    person : Person
        Whose targets and rules hold.
    preferences : Preferences
        What is open at all, and the mode of pairings.
    foods : FoodTable
        What the dishes are filled from.
    days : int
        1 to 14 [days].
    seed : int
        Draws the pantry and the dishes of the week.
    fixed : mapping of (day, slot) to Dish, optional
        Meals that stay as they are; each costs what it would cost if it were chosen.
    skipped : set of (day, slot)
        Meals that are left out.
    rules : iterable of callable
        What adds limits, caps and costs, in this order; all rules by default. A model of a few
        of them is to be looked at, not solved.

    Returns
    -------
    Model
        The columns of one day, with the limits, caps and costs of the rules.

    Raises
    ------
    PlannerError
        If days or seed can't be, the energy target is far under the estimated need, a slot has no dish
        at all under these choices, or a fixed dish holds a food that the table lacks.

    Examples
    --------
    >>> from planner import load_foods
    >>> from planner.optimize.rules import day_rules
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[day_rules.cramp_minerals])
    >>> [limit.subject for limit in m.limits]
    ['calcium_mg', 'magnesium_mg', 'potassium_mg']
    """
    if not isinstance(days, Integral) or not 1 <= days <= MOST_DAYS:
        raise PlannerError(f"days is {days!r}: plan 1 to {MOST_DAYS} days")
    if not isinstance(seed, Integral) or abs(seed) > LARGEST_SEED:
        raise PlannerError(f"the seed can't be {seed!r:.40}: give a whole number of at most {LARGEST_SEED}")
    fixed = fixed or {}
    banned = unsuitable(foods, preferences)
    found = candidates(load_dishes(), foods, {*banned.index, *milk_not_bought(foods, preferences)})
    _check_slots(found, banned)
    targets = daily_targets(person, preferences.system, preferences.energy_kcal, preferences.targets)
    refuse_low_energy(person, targets)
    rng = random.Random(seed)
    pantry, week_dishes = _pantry(found, foods, rng), _week_dishes(found, rng)
    model = Model(
        targets=targets,
        preferences=preferences,
        foods=foods,
        rules=rules_for(person, preferences.targets),
        days=days,
        habits=habits_of(foods, preferences),
        eats_fish=eats_fish(foods, preferences),
        pantry=pantry,
        week_dishes=week_dishes,
        supplements=person.supplement_amounts(),
        skipped=skipped,
    )
    model.build(found, {cell: _as_template(dish, foods, cell) for cell, dish in fixed.items()})
    for rule in rules:
        rule(model)
    for plate in model.plates:
        if plate.day is not None:
            columns = columns_of(model, plate.slot, fixed[plate.day, plate.slot])
            model.cost[plate.head] = model.cost[list(columns)].sum() if columns else model.cost[plate.head]
    return model


def _check_slots(found: list[Candidate], banned: pd.Series) -> None:
    """Refuse choices under which a slot has no dish."""
    empty = slots_without_dish(found)
    if empty:
        chosen = banned[~banned.isin([RETIRED, NO_PORTION])]  # what she can change
        causes = ", ".join(chosen.value_counts().index[:3]) or "no food of the table plays its parts"
        raise PlannerError(
            f"no dish is left for {' and '.join(s.replace('_', ' ') for s in empty)} ({causes}): allow some foods again"
        )


def _as_template(dish: Dish, foods: FoodTable, cell: tuple[int, int]) -> Template:
    """A fixed dish as a template without a choice."""
    missing = [s.name for s in dish.servings if s.food not in foods]
    if missing:
        raise PlannerError(f"{dish.title} is locked, but {foods.name} holds no {missing[0]}: unlock it or add the food")
    known = next((t for t in load_dishes() if t.dish == dish.dish), None)
    serving_g = foods.frame["serving_g"].to_dict()
    plate = tuple((s.food, s.grams / serving_g[s.food]) for s in dish.servings)
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
    for food, roles in zip(names, foods.frame["roles"], strict=True):
        for role in roles.split():
            playing.setdefault(role, []).append(food)
    drawn: set[str] = set()
    for role, count in zip(kinds.index, kinds, strict=True):
        here = [food for food in playing.get(role, ()) if food in usable]
        here.sort(key=lambda food: -(rng.random() ** (1 / (claims[food] ** 2 + 0.2))))
        missing = int(count) - sum(food in drawn for food in here)
        drawn.update([food for food in here if food not in drawn][: max(0, missing)])
    return frozenset(drawn)


def _week_dishes(found: list[Candidate], rng: random.Random) -> frozenset[str]:
    """The dishes that one thinks of this week: half of those of each slot."""
    drawn: set[str] = set()
    for slot in SLOTS:
        here = [c.template.dish for c in found if slot in c.template.slots]
        drawn |= set(rng.sample(here, min(len(here), max(FEWEST_DISHES, len(here) // 2))))
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
