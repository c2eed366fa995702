"""Where not everything can hold: how far a nutrient can be brought, and what would mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planner.assessment.adequacy import MEAN, assess
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.optimize.build_model import HABIT_FOODS, build_model
from planner.optimize.planning import FixedMeals, improve, solve
from planner.optimize.weighed_meals import Ledger
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.reference.nutrients import nutrients
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import unsuitable

HIGH = 5.0  # a coverage that no menu reaches, to aim at [share of target]
SEARCH = 60  # moves a day
RICHEST = 4  # foods that are left out and would be asked for one by one
ENOUGH = 3  # ways out that are worth telling


@dataclass(frozen=True)
class Reach:
    """How far any menu under these choices can bring a nutrient, as a share of its target [1].

    `reached` is the coverage of a menu that was found and keeps the other hard rules, `most` is
    proven: no menu brings more.
    """

    nutrient: str
    reached: float
    most: float


@dataclass(frozen=True)
class Relief:
    """A change of choices that mends a shortfall; `plan` is the proof."""

    words: str
    preferences: Preferences
    plan: Plan


def shortages(plan: Plan) -> pd.DataFrame:
    """The nutrients that a plan leaves short: the cramp minerals and protein by day, others in the mean.

    Returns
    -------
    pandas.DataFrame
        Indexed by nutrient: label, unit, daily (judged day by day), days (how many are short), known and
        coverage (of the worst day, or the mean; share of target), missing (in the unit, a day).
    """
    report = assess(plan)
    daily = {"calcium_mg", "magnesium_mg", "potassium_mg", "protein_g"}
    rules = rules_for(plan.person, plan.preferences.targets)
    wanted = daily | {subject for rule, subject in rules if rule in ("other nutrients", "client targets")}
    rows = {}
    for nutrient in [key for key in nutrients() if key in wanted]:
        by_day = nutrient in daily
        here = report[(report["nutrient"] == nutrient) & ((report["date"] != MEAN) == by_day)]
        short = here[here["status"] == "short"]
        if len(short):
            worst = short.loc[short["coverage"].idxmin()]
            missing = worst["target"] - worst["known"]
            rows[nutrient] = [
                worst["label"], worst["unit"], by_day, len(short), worst["known"], worst["coverage"], missing
            ]  # fmt: skip
    columns = ["label", "unit", "daily", "days", "known", "coverage", "missing"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def reach(person: Person, preferences: Preferences, foods: FoodTable, nutrient: str, days: int = 1) -> Reach:
    """The highest coverage of a nutrient that any menu can reach while it keeps the hard rules.

    Parameters
    ----------
    nutrient : str
        Key with a target.
    days : int
        Days over which the mean is taken.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> found = reach(Person(), Preferences(), load_foods(), "vitamin_d_ug")
    >>> found.reached <= found.most
    True
    """
    model = build_model(person, preferences, foods, days=days)
    target = model.target(nutrient)
    model.cost[:] = 0.0
    model.limits = [x for x in model.limits if x.hard and not (x.subject == nutrient and x.rule != "upper limits")]
    model.caps = [cap for cap in model.caps if cap.hard]
    aim = {**model.rules[("other nutrients", "phosphorus_mg")], "kind": "soft", "weight": 100.0}
    model.rules = {**model.rules, ("reach", nutrient): aim}
    model.limit(
        "reach", nutrient, model.amounts(nutrient), at_least=(HIGH * target - model.habit(nutrient)) * days,
        scale=target * days, unit="", span="plan",
    )  # fmt: skip
    bound, table = improve(Ledger(model), {}, 0, SEARCH)
    eaten = sum(model.amounts(nutrient)[list(meal.columns)].sum() for meal in table.meals.values())
    reached = (float(eaten) / days + model.habit(nutrient)) / target
    return Reach(nutrient, round(reached, 4), round(max(reached, HIGH - bound.value / aim["weight"]), 4))


def beyond_food(plan: Plan, nutrient: str) -> bool:
    """Whether no menu reaches the target of this person even if nothing is left out: proven, not guessed."""
    mine = plan.preferences
    free = Preferences(system=mine.system, energy_kcal=mine.energy_kcal, targets=mine.targets)
    return reach(plan.person, free, plan.foods, nutrient).most < 1


def relief(plan: Plan, nutrient: str | None = None) -> list[Relief]:
    """The smallest changes of choices that mend a shortfall, each tried by planning with it.

    Allergens, the diet and conditions are never touched.

    Parameters
    ----------
    nutrient : str, optional
        A nutrient that is short; without it, the hard rules that the plan could not keep.
    """
    found: list[Relief] = []
    if (nutrient not in shortages(plan).index) if nutrient else not plan.shortfalls:
        return found
    for words, preferences in _changes(plan, nutrient):
        kept = {
            (n, SLOTS.index(meal.slot)): meal.dishes[0]
            for n, day in enumerate(plan.days)
            for meal in day.meals
            if meal.slot in SLOTS
        }
        mended = solve(
            plan.person,
            preferences,
            plan.foods,
            plan.days[0].date,
            len(plan.days),
            plan.seed,
            FixedMeals({}, kept),
            SEARCH,
        )
        short = shortages(mended).index
        if (nutrient not in short) if nutrient else not mended.shortfalls:
            found.append(Relief(words, preferences, mended))
        if len(found) == ENOUGH:
            break
    return found


def _changes(plan: Plan, nutrient: str | None) -> Iterator[tuple[str, Preferences]]:
    """Single changes, small ones first: a food that is left out, a cup, the mode of pairings, a whole group."""
    mine, frame = plan.preferences, plan.foods.frame
    if nutrient:
        closed = set(unsuitable(plan.foods, mine.model_copy(update={"exclude": ()})).index)
        left_out = [food for food in unsuitable(plan.foods, mine).index if food not in closed]
        brings = frame.loc[left_out, nutrient].fillna(0.0) * frame.loc[left_out, "serving_g"]
        for food in brings[brings > 0].sort_values(ascending=False).index[:RICHEST]:
            name = plan.foods.word(str(food))
            yield f"allow {name}", mine.model_copy(update={"allow": (*mine.allow, str(food))})
    for kind in HABIT_FOODS:
        for hour in getattr(mine, kind):
            rest = tuple(other for other in getattr(mine, kind) if other != hour)
            yield f"leave out the {kind} at {hour}", mine.model_copy(update={kind: rest})
    if mine.pairings == "article":
        yield "keep apart only what trials support", mine.model_copy(update={"pairings": "measured"})
    for name in mine.exclude:
        rest = tuple(other for other in mine.exclude if other != name)
        yield f"allow {name.replace('_', ' ')} again", mine.model_copy(update={"exclude": rest})
