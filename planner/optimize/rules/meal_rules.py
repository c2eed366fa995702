"""The rules of meals: their size and calcium, portions, what is preferred on them.

Every function adds limits, caps or costs to a model; bounds and weights stand in
``data/menu_rules.csv``. The audit recomputes each of them from the servings without this module.
"""

import numpy as np

from planner.optimize.model import Model
from planner.reference.table_schemas import SLOTS

ARTICLE_SAYS_AVOID = {"A7", "A8"}  # its claims on what hinders or washes out


def meal_shares(m: Model) -> None:
    """Each meal's share of the energy target.

    Parameters
    ----------
    m : Model
        Gains a limit for each slot [kcal/meal]: shares of the energy target.

    See Also
    --------
    planner.assessment.audit.meal_checks.meals : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(trimester=3), Preferences(), load_foods(), days=1, rules=[meal_shares])
    >>> {limit.slot: round(limit.bounds(1)[1] / m.target("energy_kcal"), 2) for limit in m.limits}["dinner"]
    0.28
    """
    target = m.target("energy_kcal")
    for slot, name in enumerate(SLOTS):
        row = m.rules[("meal shares", name)]
        m.limit(
            "meal shares", name, m.amounts("energy_kcal"), slot=slot,
            at_least=row["lower"] * target, at_most=row["upper"] * target, scale=target, unit="kcal",
        )  # fmt: skip


def calcium_spread(m: Model) -> None:
    """At most so much calcium a meal.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each slot [mg/meal].

    See Also
    --------
    planner.assessment.audit.meal_checks.meals : Recomputes it.

    References
    ----------
    Heaney 1990: the larger the load, the smaller the share that is absorbed.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[calcium_spread])
    >>> len(m.limits), {limit.bounds(1)[1] for limit in m.limits}
    (6, {500.0})
    """
    most = m.rules[("calcium spread", "calcium_mg")]["upper"]
    for slot in range(len(SLOTS)):
        m.limit("calcium spread", "calcium_mg", m.amounts("calcium_mg"), at_most=most, scale=most, unit="mg", slot=slot)


def real_portions(m: Model) -> None:
    """The usual serving that is nearest to one is preferred; whole steps are in the columns.

    Parameters
    ----------
    m : Model
        The cost of a portion rises with its distance from one household serving [points/serving].

    See Also
    --------
    planner.assessment.audit.meal_checks.real_portions : Recomputes the steps.
    planner.assessment.audit.meal_checks.complete : That every slot has a dish.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[real_portions])
    >>> seat = next(seat for plate in m.plates for seat in plate.seats if seat.part.high == 2)
    >>> servings, cost = m.servings[seat.start : seat.stop], m.cost[seat.start : seat.stop]
    >>> sorted(set(zip(servings.tolist(), cost.round(2).tolist())))
    [(1.0, 0.0), (1.5, 0.3), (2.0, 0.6)]
    """
    weight = m.rules[("real portions", "servings")]["weight"]
    unusual = np.where(m.portion, np.abs(m.servings - 1), 0.0)
    least = np.full(m.columns, np.inf)
    np.minimum.at(least, m.part_of, unusual)
    m.cost += weight * (unusual - least[m.part_of])


def article_first(m: Model) -> None:
    """Where a part can be played by a food that the article names as a supplier, others cost a little.

    Parameters
    ----------
    m : Model
        The cost of every other food in such a part rises [points/meal].

    See Also
    --------
    planner.assessment.audit.week_checks.article_first : Counts the servings.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, rules=[article_first])
    >>> names = m.foods.frame.index[m.food[(m.cost == 0) & m.portion]]
    >>> "almonds" in names
    True
    """
    named = m.foods.frame["article"].map(lambda cell: bool(set(cell.split()) - ARTICLE_SAYS_AVOID)).to_numpy()
    m.prefer(named, m.rules[("article first", "foods")]["weight"])
