"""The rules of the week: what its mean comes to, fish, variety, favourites.

Every function adds limits, caps or costs to a model; bounds and weights stand in
``data/menu_rules.csv``. The audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.menu.dishes import dish_templates
from planner.optimize.limits import WEEK, in_proportion
from planner.optimize.model import Model, servings_of
from planner.optimize.rules.day_rules import fruit_and_vegetable_grams
from planner.reference.nutrients import nutrients
from planner.reference.tables import read


def other_nutrients(m: Model) -> None:
    """The mean of the plan at or over the target.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each nutrient of the rule that has a target, in its unit, summed
        over the days of the plan.

    See Also
    --------
    planner.assessment.audit.week_checks.other_nutrients : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=2, rules=[other_nutrients])
    >>> iron = next(limit for limit in m.limits if limit.subject == "iron_mg")
    >>> iron.span, iron.bounds(2)[0] / m.target("iron_mg")
    ('plan', 2.0)
    """
    _means(m, "other nutrients")


def client_targets(m: Model) -> None:
    """The same for what a dietitian set for a nutrient that no other rule brings to its target.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each such nutrient, in its unit, summed over the days of the plan.

    See Also
    --------
    planner.assessment.audit.week_checks.other_nutrients : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> hers = Preferences(targets=["fat 70 g: weight gain"])
    >>> m = build_model(Person(), hers, load_foods(), days=1, rules=[client_targets])
    >>> [(limit.subject, limit.bounds(1)[0]) for limit in m.limits]
    [('fat_g', 70.0)]
    """
    _means(m, "client targets")


def _means(m: Model, rule: str) -> None:
    for nutrient in m.subjects(rule):
        target = m.target(nutrient)
        if not math.isnan(target):
            least = m.rules[(rule, nutrient)]["lower"] * target - m.habit(nutrient)
            m.limit(
                rule, nutrient, m.amounts(nutrient), at_least=least * m.days,
                scale=target * m.days, unit=nutrients()[nutrient].unit, span="plan",
            )  # fmt: skip


def comfortable_amounts(m: Model) -> None:
    """Minerals, fibre, nuts, produce and the weight of all food within what is comfortable, in the mean of the plan.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each [g or mg], summed over the days of the plan.

    See Also
    --------
    planner.assessment.audit.week_checks.comfortable_amounts : Recomputes it.

    References
    ----------
    IOM 2011 and EFSA 2012 calcium for the calcium.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=2, rules=[comfortable_amounts])
    >>> {limit.subject: round(limit.bounds(2)[1] / 2, 1) for limit in m.limits}  # doctest: +ELLIPSIS
    {'fibre_g': 44.2, 'fruit_and_vegetables': 900.0, 'calcium_mg': 2000.0, 'magnesium_mg': 700.0, ...}
    """
    frame = m.foods.frame
    weighed = {
        "fruit_and_vegetables": fruit_and_vegetable_grams(m),
        "nuts": m.food_grams((frame["group"] == "nut_seed").to_numpy()),
        "food_without_drinks": m.food_grams((frame["group"] != "drink").to_numpy()),
    }
    for subject in m.subjects("comfortable amounts"):
        row = m.rules[("comfortable amounts", subject)]
        most = row["upper"] * (m.target(subject) if row["unit"] == "share of target" else 1)
        nutrient = subject not in weighed
        if not math.isnan(most):
            m.limit(
                "comfortable amounts", subject, m.amounts(subject) if nutrient else weighed[subject],
                at_most=(most - (m.habit(subject) if nutrient else 0.0)) * m.days, scale=most * m.days,
                unit=nutrients()[subject].unit if nutrient else "g", span="plan",
            )  # fmt: skip


def fish(m: Model) -> None:
    """Two or three servings of fish in each week of the plan, at most two of them oily.

    Parameters
    ----------
    m : Model
        Gains two limits [servings/week], in proportion for a part of a week; none for who eats no fish.

    See Also
    --------
    planner.assessment.audit.week_checks.fish : Recomputes it.

    References
    ----------
    FDA EPA fish advice; NHS Wales pregnancy foods.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=7, rules=[fish])
    >>> [(limit.subject, limit.bounds(7), limit.bounds(3)) for limit in m.limits]
    [('servings', (2.0, 3.0), (0.0, 2.0)), ('oily servings', (-inf, 2.0), (-inf, 1.0))]
    """
    if not m.eats_fish:
        return
    frame = m.foods.frame
    is_fish = (frame["group"] == "fish").to_numpy()
    oily = is_fish & ~(frame["fat_g"] < m.rules[("fish", "oily from fat_g")]["lower"]).to_numpy()  # unknown: could be
    for subject, kinds in (("servings", is_fish), ("oily servings", oily)):
        row = m.rules[("fish", subject)]
        m.limit(
            "fish", subject, m.food_servings(kinds), scale=1, unit="servings", span="week",
            at_least=in_proportion(row["lower"], math.floor), at_most=in_proportion(row["upper"], math.ceil),
        )  # fmt: skip


def variety(m: Model) -> None:
    """A dish once a day, never two days running, at most twice a week; caps for foods; many foods.

    Parameters
    ----------
    m : Model
        Gains caps for dishes and foods [times that they are cooked in each window of days], and a least number
        of different foods a week.

    See Also
    --------
    planner.assessment.audit.week_checks.variety : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=7, rules=[variety])
    >>> [(cap.subject, cap.span, float(cap.most[0])) for cap in m.caps if cap.of == "dish" and cap.hard]
    [('dish a day', 1, 1.0), ('dish on days running', 2, 1.0), ('dish a week', 7, 2.0)]
    >>> m.different_foods(7), m.different_foods(2)
    (30, 9)
    """
    known = set(dish_templates(m.foods))
    every = np.where(np.isin(m.dishes, list(known)), 1.0, np.inf)  # dishes that no table knows are not told apart
    for subject, span in (("dish a day", 1), ("dish on days running", 2), ("dish a week", WEEK), ("dish again", WEEK)):
        m.cap("variety", subject, "dish", m.rules[("variety", subject)]["upper"] * every, span)
    mains = {p.template.dish for p in m.plates if {"lunch", "dinner"} & set(p.template.slots)}
    most = m.rules[("variety", "main dish again")]["upper"]
    m.cap("variety", "main dish again", "dish", np.array([most if d in mains else np.inf for d in m.dishes]), WEEK)
    _food_caps(m)
    least = m.rules[("variety", "different foods")]["lower"]
    m.different_foods = lambda days: math.ceil(least * days / WEEK)


def _food_caps(m: Model) -> None:
    """Caps for each food by the roles it plays, less what is had anyway."""
    caps = read("roles").set_index("role")
    habits = [s.food for s in servings_of(m.habits)]
    for subject, column, span in (("food by role", "per_day", 1), ("food by role in a week", "per_week", WEEK)):
        times = caps[column].to_dict()
        most = [
            max((times[role] for role in roles.split() if role in times), default=math.inf)
            for roles in m.foods.frame["roles"]
        ]
        in_habits = np.array([habits.count(food) for food in m.foods.frame.index]) * min(span, m.days)
        m.cap("variety", subject, "food", np.maximum(np.array(most) - in_habits, 0), span)


def favourites(m: Model) -> None:
    """What she likes comes at least so often in the week, where any dish has it.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each favourite food or group [times/week].

    See Also
    --------
    planner.assessment.audit.week_checks.favourites : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> hers = Preferences(favourites=["cherries"])
    >>> m = build_model(Person(), hers, load_foods(), days=7, rules=[favourites])
    >>> [(limit.of, limit.bounds(7)[0]) for limit in m.limits]
    [('cherries', 2.0)]
    """
    frame = m.foods.frame
    for name in m.preferences.favourites:
        kinds = (frame.index == name) | (frame["group"] == name).to_numpy()
        times = (m.food_grams(kinds) > 0).astype(float)
        least = m.rules[("favourites", "times")]["lower"]
        if times.any():
            m.limit(
                "favourites", "times", times, at_least=in_proportion(least, math.floor),
                scale=1, unit="times", span="week", of=name,
            )  # fmt: skip
