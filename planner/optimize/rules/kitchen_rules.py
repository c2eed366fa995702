"""The rules of the kitchen: time, whose dishes, what meals turn round, leftovers, shopping, seasons.

Every function adds limits, caps or costs to a model; bounds and weights stand in
``data/menu_rules.csv``. The audit recomputes each of them from the servings without this module.
"""

import math

import numpy as np

from planner.foods.food_kinds import is_bread, is_plant_drink, is_poultry, is_protein_food, is_soy_food
from planner.foods.seasons import availability
from planner.optimize.limits import Shopping, in_proportion
from planner.optimize.model import AGAIN, DINNER, LUNCH, Model, Plate

FRESH = ("vegetables", "fruit", "bread", "meat", "fish", "chilled")  # aisles
SATURDAY = 5  # of `datetime.date.weekday`


def kitchen_time(m: Model) -> None:
    """Hands-on minutes of each day within what she gives; each hour costs a little all the same.

    Parameters
    ----------
    m : Model
        Gains a soft limit [min/day]; the cost of every dish rises with its minutes [points/h].

    See Also
    --------
    planner.assessment.audit.kitchen_checks.kitchen_time : Recomputes it.

    Examples
    --------
    >>> from datetime import date
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> friday = date(2026, 11, 27)
    >>> m = build_model(Person(), Preferences(), load_foods(), days=3, start=friday, rules=[kitchen_time])
    >>> [m.limits[0].bounds_in(range(day, day + 1))[1] for day in range(3)]
    [45, 75, 75]
    """
    weekday, weekend = m.preferences.minutes
    m.limit(
        "kitchen time", "hands-on", m.minutes, at_most=weekday, scale=weekday, unit="min",
        most_on=[weekend if day.weekday() >= SATURDAY else weekday for day in m.dates],
    )  # fmt: skip
    m.cost += m.rules[("kitchen time", "minutes")]["weight"] * m.minutes / 60


def kitchens(m: Model) -> None:
    """Dishes of kitchens that she did not wish for cost a little, and plant drinks where milk will do.

    Parameters
    ----------
    m : Model
        The cost of such a dish or drink rises [points/meal].

    See Also
    --------
    planner.assessment.audit.kitchen_checks.kitchens : Counts them.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(kitchens=["asian"]), load_foods(), days=1, rules=[kitchens])
    >>> sorted({"asian" in plate.template.kitchens for plate in m.plates if m.cost[plate.head] == 0})
    [True]
    """
    if not m.preferences.wants_plant_drinks:
        drinks, dear = is_plant_drink(m.foods.frame), m.rules[("kitchens", "plant drinks")]["weight"]
        m.cost += dear * ((m.food_grams(drinks) > 0) & m.counted)
    weight, liked = m.rules[("kitchens", "other")]["weight"], m.preferences.liked_kitchens
    for plate in m.plates:
        if plate.template.kitchens and not liked & set(plate.template.kitchens):
            m.cost[plate.head] += weight


def protein_foods(m: Model) -> None:
    """What the lunches and dinners of a week turn round: poultry for who eats it, bread often, soy by wish.

    Parameters
    ----------
    m : Model
        Gains soft limits on the times a week [meals]; a lunch or dinner without fish, meat, eggs or legumes
        costs its weight [points/meal].

    See Also
    --------
    planner.assessment.audit.kitchen_checks.protein_foods : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=7, rules=[protein_foods])
    >>> [(limit.subject, limit.bounds(7)) for limit in m.limits]
    [('poultry', (2.0, inf)), ('bread', (4.0, inf)), ('soy', (-inf, 1.0))]
    """
    frame, rule = m.foods.frame, "protein foods"
    for subject, kinds, main in (("poultry", is_poultry(frame), True), ("bread", is_bread(frame), False)):
        there = _times(m, kinds, main)
        if there.any():
            least = m.rules[(rule, subject)]["lower"]
            m.limit(rule, subject, there, at_least=in_proportion(least, math.floor),
                    scale=1, unit="meals", span="week")  # fmt: skip
    soy = _times(m, is_soy_food(frame), True)
    if soy.any() and not m.preferences.wants_soy:
        most = m.rules[(rule, "soy")]["upper"]
        m.limit(rule, "soy", soy, at_most=in_proportion(most, math.ceil), scale=1, unit="meals", span="week")
    weight, protein = m.rules[(rule, "none")]["weight"], is_protein_food(frame)
    for plate in m.plates:
        if plate.slot in (LUNCH, DINNER) and not _always_holds(m, plate, protein):
            m.cost[plate.head] += weight


def _times(m: Model, kinds: np.ndarray, main: bool) -> np.ndarray:
    """1 for each column that has foods of some kinds; of lunches and dinners only where they are main meals."""
    there = (m.food_grams(kinds) > 0).astype(float)
    if main:
        meals = np.zeros(m.columns, dtype=bool)
        for slot in (LUNCH, DINNER):
            meals[m.slot_columns(slot)] = True
        there *= meals
    return there


def _always_holds(m: Model, plate: Plate, kinds: np.ndarray) -> bool:
    """Whether a dish has a food of some kinds, however it is filled."""
    seats = (seat for seat in plate.seats if not seat.part.optional)
    return any(kinds[k] for k in plate.fixed) or any(kinds[m.food[seat.start : seat.stop]].all() for seat in seats)


def leftovers(m: Model) -> None:
    """Some lunches of a week are eaten from the dinner before.

    Parameters
    ----------
    m : Model
        Gains a soft limit on the meals a week that are eaten again, unless she wants none.

    See Also
    --------
    planner.assessment.audit.kitchen_checks.leftovers : Recomputes it, and how long they keep.

    References
    ----------
    FSS storing food and NHS rice for how long they keep.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(leftovers="none"), load_foods(), days=7, rules=[leftovers])
    >>> m.limits
    []
    """
    row = m.rules[("leftovers", m.preferences.leftovers)]
    again = np.zeros(m.columns)
    again[[plate.head for plate in m.plates if plate.group == AGAIN]] = 1.0
    if again.any() and not math.isnan(row["lower"]):
        m.limit("leftovers", m.preferences.leftovers, again, at_least=in_proportion(row["lower"], math.floor),
                scale=1, unit="meals", span="week")  # fmt: skip


def short_shopping_list(m: Model) -> None:
    """Not too many foods to buy, few fresh ones that are used but once; foods nobody thinks of this week cost a little.

    Parameters
    ----------
    m : Model
        Gains a soft limit on the foods that are bought in a week, seasonings aside, and on the fresh ones used but
        once [foods]; the cost of foods outside the basket of the week, and of dishes beside those of the week,
        rises [points/meal].

    See Also
    --------
    planner.assessment.audit.shopping_checks.short_shopping_list : Counts the foods to shop for.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=7, rules=[short_shopping_list])
    >>> {plate.template.dish in m.week_dishes for plate in m.plates if m.cost[plate.head] == 0}
    {True}
    """
    frame, (foods, once) = m.foods.frame, (m.rules[("short shopping list", what)] for what in ("foods", "used once"))
    bought = np.append(frame["group"] != "seasoning", False)
    fresh = bought & np.append(frame["aisle"].isin(FRESH), False)
    m.shopping = Shopping(bought, fresh, foods["upper"], once["upper"], foods["weight"], once["weight"])
    m.prefer(frame.index.isin(list(m.pantry)), m.rules[("short shopping list", "other foods")]["weight"])
    weight = m.rules[("short shopping list", "other dishes")]["weight"]
    for plate in m.plates:
        if not plate.again and plate.template.dish not in m.week_dishes:
            m.cost[plate.head] += weight


def in_season(m: Model) -> None:
    """Fresh foods that are out of season cost a little where shops have them; where they have not, none is planned.

    Parameters
    ----------
    m : Model
        The cost of such a portion rises [points/meal].

    See Also
    --------
    planner.assessment.audit.shopping_checks.in_season : Counts them.

    Examples
    --------
    >>> from datetime import date
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(), load_foods(), days=1, start=date(2026, 11, 23), rules=[in_season])
    >>> "figs" in m.foods.frame.index[m.food[m.portion]]
    False
    """
    month = m.preferences.month(m.start)
    if month is None:
        return
    weight = m.rules[("in season", "in shops")]["weight"]
    region = m.preferences.region
    dear = np.array([availability(food, month, region) == "in shops" for food in m.foods.frame.index])
    m.cost[m.portion & m.counted] += weight * dear[m.food[m.portion & m.counted]]
    for plate in m.plates:
        if not plate.again:
            m.cost[plate.head] += weight * sum(dear[k] for k in plate.fixed)


def use_it_up(m: Model) -> None:
    """What is at home comes at least so often in the week, where any dish has it.

    Parameters
    ----------
    m : Model
        Gains a soft limit for each such food [times/week].

    See Also
    --------
    planner.assessment.audit.shopping_checks.use_it_up : Recomputes it.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> m = build_model(Person(), Preferences(at_home=["sauerkraut"]), load_foods(), days=7, rules=[use_it_up])
    >>> [(limit.of, limit.bounds(7)[0]) for limit in m.limits]
    [('sauerkraut', 1.0)]
    """
    least = m.rules[("use it up", "times")]["lower"]
    for name in m.preferences.at_home:
        times = (m.food_grams(m.foods.frame.index == name) > 0).astype(float)
        if times.any():
            m.limit("use it up", "times", times, at_least=in_proportion(least, math.floor),
                    scale=1, unit="times", span="week", of=name)  # fmt: skip
