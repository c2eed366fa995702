"""Where not everything can hold: how far a nutrient can be brought, and what would mend it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from planner.assessment.adequacy import MEAN, assess
from planner.errors import one_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import Plan
from planner.optimize.build_model import HABIT_FOODS, build_model
from planner.optimize.limits import Limit
from planner.optimize.model import Model
from planner.optimize.planning import GivenMeals, improve, solve
from planner.optimize.replanning import dishes_by_cell
from planner.optimize.schedule import Violation
from planner.optimize.weighed_meals import Ledger
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.reference.nutrients import known_nutrient, nutrients
from planner.safety.suitability import unsuitable

AIM = 5.0  # how far a nutrient is followed: nobody asks whether a menu brings more [share of target]
MOVES_A_DAY = 180  # of the search
MOST_FOODS = 4  # that are left out, bring most of a nutrient and would be asked for one by one
MOST_RELIEFS = 3  # that are worth telling


@dataclass(frozen=True)
class Reach:
    """How far any menu under these choices can bring a nutrient, as a share of its target [1].

    `reached` is the coverage of a menu that was found and keeps the other hard rules, but those that no menu
    was found to keep; `most` is proven: no menu that keeps the same brings more. Both end at five times the target.
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

    Parameters
    ----------
    plan : Plan
        Of one or more days.

    Returns
    -------
    pandas.DataFrame
        Indexed by nutrient: label, unit, daily (judged day by day), days (how many are short), known and
        coverage (of the worst day, or the mean; share of target), missing (in the unit, a day).

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> plan = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)])
    >>> shortages(plan).round(2).loc[["calcium_mg", "magnesium_mg"], ["unit", "days", "coverage", "missing"]]
                 unit  days  coverage  missing
    calcium_mg     mg     1      0.83   172.84
    magnesium_mg   mg     1      0.21   276.80
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
            worst = min(short.to_dict("records"), key=lambda row: row["coverage"])
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
    person : Person
        Whose target it is.
    preferences : Preferences
        What is open at all.
    foods : FoodTable
        What the dishes are filled from.
    nutrient : str
        Key with a target, such as ``"calcium_mg"``.
    days : int
        Days over which the mean is taken, 1 to 14 [days].

    Returns
    -------
    Reach
        The coverage that was found and the one that no menu passes [share of target].

    Raises
    ------
    PlannerError
        If there is no such nutrient, no target is set for it, or the days can't be.

    Examples
    --------
    >>> from planner import load_foods
    >>> found = reach(Person(), Preferences(), load_foods(), "vitamin_d_ug")
    >>> found.reached <= found.most
    True
    >>> reach(Person(), Preferences(), load_foods(), "fat_g")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: a nutrient that has a target can't be 'fat_g': take 'water_g', ...
    """
    known_nutrient(nutrient)
    model = build_model(person, preferences, foods, days=days)
    targets = model.targets["target"].dropna()
    target = float(targets[one_of(nutrient, map(str, targets.index), "a nutrient that has a target")])
    model.cost[:] = 0.0
    model.shopping = replace(model.shopping, food_price=0.0, once_price=0.0)
    hard = [x for x in model.limits if x.hard and not (x.subject == nutrient and x.rule != "upper limits")]
    model.limits = [_without_margin(limit) for limit in hard]
    model.caps = [cap for cap in model.caps if cap.hard]
    aim = {**model.rules[("other nutrients", "phosphorus_mg")], "kind": "soft", "weight": 100.0}
    model.rules = {**model.rules, ("reach", nutrient): aim}
    model.limit(
        "reach", nutrient, model.amounts(nutrient), at_least=(AIM * target - model.habit(nutrient)) * days,
        scale=target * days, unit="", span="plan",
    )  # fmt: skip
    bound, schedule = improve(Ledger(model), {}, 0, MOVES_A_DAY)
    while broken := schedule.violations():
        _let_go(model, broken)
        bound, schedule = improve(Ledger(model), {}, 0, MOVES_A_DAY)
    eaten = sum(model.amounts(nutrient)[list(meal.columns)].sum() for meal in schedule.meals.values())
    reached = (float(eaten) / days + model.habit(nutrient)) / target
    return Reach(nutrient, round(min(reached, AIM), 4), round(AIM - bound.value / aim["weight"], 4))


def _let_go(model: Model, broken: list[Violation]) -> None:
    """Take the hard rules that a menu breaks out of a model, where it breaks them."""
    places = {(one.rule, one.subject, one.of, one.slot) for one in broken}

    def others(limits: list[Limit]) -> list[Limit]:
        return [x for x in limits if (x.rule, x.subject, x.of, x.slot) not in places]

    model.limits = others(model.limits)
    model.plate_limits = {plate: others(limits) for plate, limits in model.plate_limits.items()}
    for cap in model.caps:
        names = model.dishes if cap.of == "dish" else list(model.foods.frame.index)
        for rule, subject, of, _ in places:
            if (rule, subject) == (cap.rule, cap.subject):
                cap.most[names.index(of)] = np.inf
    if ("variety", "different foods", "", "") in places:
        model.different_foods = lambda days: 0


def _without_margin(limit: Limit) -> Limit:
    """A limit as it is, not drawn tighter."""

    def bounds(days: int) -> tuple[float, float]:
        low, high = limit.bounds(days)
        return low - limit.margin, high + limit.margin

    return replace(limit, bounds=bounds, margin=0.0)


def beyond_food(plan: Plan, nutrient: str) -> bool:
    """Whether no menu reaches the target of this person even if nothing is left out: proven, not guessed.

    Parameters
    ----------
    plan : Plan
        Whose person, targets and food table count; what it leaves out does not.
    nutrient : str
        Key with a target, such as ``"vitamin_d_ug"``.

    Returns
    -------
    bool

    Raises
    ------
    PlannerError
        If there is no such nutrient, or no target is set for it.

    Examples
    --------
    >>> from planner.assessment import day_of_entries
    >>> asked = Preferences(targets=["vitamin D 50 ug: low in the blood"])
    >>> beyond_food(day_of_entries(Person(), [], asked), "vitamin_d_ug")
    True
    """
    mine = plan.preferences
    free = Preferences(system=mine.system, energy_kcal=mine.energy_kcal, targets=mine.targets)
    return reach(plan.person, free, plan.foods, nutrient).most < 1


def relief(plan: Plan, nutrient: str | None = None) -> list[Relief]:
    """The smallest changes of choices that mend a shortfall, each tried by planning with it.

    Allergens, the diet and conditions are never touched.

    Parameters
    ----------
    plan : Plan
        Stays as it is.
    nutrient : str, optional
        A nutrient that is short; without it, the hard rules that the plan could not keep.

    Returns
    -------
    list of Relief
        At most three, the smallest change first; empty if nothing is short or no single change mends it.

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> from planner import plan_week
    >>> cups = Preferences(coffee=["09:00", "11:45", "14:30"])
    >>> plan = plan_week(Person(), cups, days=1)
    >>> {shortfall.rule for shortfall in plan.shortfalls}, relief(plan)[0].words
    ({'caffeine'}, 'leave out the coffee at 09:00')
    """
    if nutrient is not None:
        known_nutrient(nutrient)
    found: list[Relief] = []
    if (nutrient not in shortages(plan).index) if nutrient else not plan.shortfalls:
        return found
    warm_start = {cell: dish for cell, (dish, _) in dishes_by_cell(plan).items()}
    for words, preferences in _changes(plan, nutrient):
        changed = solve(
            plan.person,
            preferences,
            plan.foods,
            plan.days[0].date,
            len(plan.days),
            plan.seed,
            GivenMeals({}, warm_start),
            MOVES_A_DAY,
        )
        if (nutrient not in shortages(changed).index) if nutrient else not changed.shortfalls:
            found.append(Relief(words, preferences, changed))
        if len(found) == MOST_RELIEFS:
            break
    return found


def _changes(plan: Plan, nutrient: str | None) -> Iterator[tuple[str, Preferences]]:
    """Single changes, small ones first: a food that is left out, a cup, the mode of pairings, a whole group."""
    mine, frame = plan.preferences, plan.foods.frame
    if nutrient:
        closed = set(unsuitable(plan.foods, mine.model_copy(update={"exclude": ()})).index)
        left_out = [food for food in unsuitable(plan.foods, mine).index if food not in closed]
        amounts = frame.loc[left_out, nutrient].fillna(0.0) * frame.loc[left_out, "serving_g"]
        for food in amounts[amounts > 0].sort_values(ascending=False).index[:MOST_FOODS]:
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
