"""The rules that a condition adds: what with gestational diabetes and with nausea is at which meal.

Every function adds limits, caps or costs to a model; bounds and weights stand in
``data/menu_rules.csv``. The audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.optimize.model import Model
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import hard_to_keep_down, sugary

FRUIT = ("fruit", "dried_fruit")
MAIN_MEALS = ("lunch", "dinner")  # where clinics name a usual amount of carbohydrate; breakfast has its own


def sweets_kept_small(m: Model) -> None:
    """With gestational diabetes: few sweets, juice and dried fruit a day, and neither sweets nor fruit at breakfast.

    Parameters
    ----------
    m : Model
        Gains a limit [servings/day] and one for breakfast [servings/meal], if the condition is hers. What fruit
        may stand there all the same is named in ``data/menu_rules.csv``, by key or role, unless it is sweet.

    See Also
    --------
    planner.assessment.audit.condition_checks.sweets_kept_small : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> careful = Person(conditions=["gestational_diabetes"])
    >>> m = build_model(careful, Preferences(), load_foods(), days=1, rules=[sweets_kept_small])
    >>> [(limit.slot, limit.bounds(1)[1]) for limit in m.limits]
    [('', 1.0), ('breakfast', 0.0)]
    """
    rule = "sweets kept small"
    if (rule, "servings") not in m.rules:
        return
    frame, sweets = m.foods.frame, sugary(m.foods)
    in_habits = sum(s.servings for meal in m.habits for d in meal.dishes for s in d.servings if sweets[s.food])
    m.limit(
        rule, "servings", m.food_servings(sweets.to_numpy()), scale=1, unit="servings",
        at_most=m.rules[(rule, "servings")]["upper"] - in_habits,
    )  # fmt: skip
    hardly_sweet = frame["sugars_g"] < m.rules[(rule, "sweet from sugars_g")]["lower"]  # unknown: perhaps sweet
    spared = {kind for kind in m.subjects(rule) if m.rules[(rule, kind)]["unit"] == "fruit at breakfast"}
    served = np.array([bool(spared & {food, *roles.split()}) for food, roles in frame["roles"].items()])
    kinds = sweets | (frame["group"].isin(FRUIT) & ~(served & hardly_sweet))
    m.limit(
        rule, "breakfast", m.food_servings(kinds.to_numpy()), slot=SLOTS.index("breakfast"), scale=1,
        unit="servings", at_most=m.rules[(rule, "breakfast")]["upper"],
    )  # fmt: skip


def carbohydrate_a_meal(m: Model) -> None:
    """With gestational diabetes: the carbohydrate of each meal within its bounds, and enough of it a day.

    Parameters
    ----------
    m : Model
        Gains a limit for each slot [g/meal], a soft one more for lunch and dinner, and one for the
        day [g/day], if the condition is hers.

    See Also
    --------
    planner.assessment.audit.condition_checks.carbohydrate_a_meal : Recomputes it.

    References
    ----------
    AND 2001 for breakfast and snacks, IOM 2005 for the day.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> careful = Person(conditions=["gestational_diabetes"])
    >>> m = build_model(careful, Preferences(), load_foods(), days=1, rules=[carbohydrate_a_meal])
    >>> [round(bound) for bound in m.limits[0].bounds(1)], round(m.limits[-1].bounds(1)[0])
    ([15, 45], 175)
    """
    rule, grams = "carbohydrate a meal", m.amounts("carbohydrate_g")
    if (rule, "day") not in m.rules:
        return
    usual = m.rules[(rule, "main meal")]["upper"]
    for slot, name in enumerate(SLOTS):
        row = m.rules[(rule, name)]
        m.limit(
            rule, name, grams, at_least=row["lower"], at_most=row["upper"], scale=row["upper"], unit="g", slot=slot
        )  # fmt: skip
        m.only_with_figures(rule, name, "carbohydrate_g", slot)
        if name in MAIN_MEALS:
            m.limit(rule, "main meal", grams, at_most=usual, scale=usual, unit="g", slot=slot)
    least = m.rules[(rule, "day")]["lower"]
    if not math.isnan(least):  # a dietitian's limit may lift it
        m.limit(rule, "day", grams, at_least=least - m.habit("carbohydrate_g"), scale=least, unit="g")


def gentle_meals(m: Model) -> None:
    """With nausea: bland dishes; no legumes, cabbage or strong smells and little fibre where it must stay down.

    Parameters
    ----------
    m : Model
        The cost of every dish that is not bland rises [points]. Gains a limit for each slot
        [servings/meal], and one of fibre [g/meal] for the slots whose limit is hard.

    See Also
    --------
    planner.assessment.audit.condition_checks.gentle_meals : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> sick = Person(week=8, conditions=["nausea"])
    >>> m = build_model(sick, Preferences(), load_foods(), days=1, rules=[gentle_meals])
    >>> sorted({("bland" in plate.template.tags, float(m.cost[plate.head])) for plate in m.plates})
    [(False, 2.0), (True, 0.0)]
    >>> [limit.slot for limit in m.limits if limit.subject == "fibre_g"]
    ['breakfast', 'morning_snack', 'evening_snack']
    """
    rule = "gentle meals"
    if (rule, "bland") not in m.rules:
        return
    for plate in m.plates:
        if "bland" not in plate.template.tags:
            m.cost[plate.head] += m.rules[(rule, "bland")]["weight"]
    strong, fibre = m.food_servings(hard_to_keep_down(m.foods).to_numpy()), m.amounts("fibre_g")
    for slot, name in enumerate(SLOTS):
        row, little = m.rules[(rule, name)], m.rules[(rule, "fibre_g")]["upper"]
        m.limit(rule, name, strong, at_most=row["upper"], scale=1, unit="servings", slot=slot)
        if row["kind"] == "hard":
            m.limit(rule, "fibre_g", fibre, at_most=little, scale=little, unit="g", slot=slot)
