"""The rule `pairings`: no hinderer where much calcium (or iron) is eaten, neighbouring meals included."""

from collections.abc import Iterator

import numpy as np

from planner.assessment.pairings import pairing_rules
from planner.menu.plan import Meal
from planner.optimize.model import Model, Plate, servings_of
from planner.reference.table_schemas import SLOTS
from planner.reference.units import minutes

UNDER = 0.999  # of the bound of a rule: a pairing is flagged from the bound on


def pairings(m: Model) -> None:
    """No flagged pairing in the chosen mode.

    Where a dish could hold both, what it brings of the mineral from other foods stays under the
    bound as soon as a hinderer is chosen, be it one of several in a part; the same holds between
    neighbouring meals within the hours of the rule, and round what she has anyway. A food that gives no
    figure for the mineral counts with the highest of its kind.

    Parameters
    ----------
    m : Model
        Gains limits on calcium and iron [mg]: those within one dish as `plate_limits`, those of
        neighbouring meals and habits as `limits`. The columns that hinder calcium become known
        to the bound.

    See Also
    --------
    planner.assessment.audit.meal_checks.pairings : Recomputes it.
    planner.assessment.pairings.find_pairings : Flags them.

    References
    ----------
    Hurrell 1999 for iron; the column source of ``data/pairing_rules.csv``.

    Examples
    --------
    >>> from planner import Person, Preferences, load_foods
    >>> from planner.optimize.build_model import build_model
    >>> tea = Preferences(tea=["16:30"])
    >>> m = build_model(Person(), tea, load_foods(), days=1, rules=[pairings])
    >>> [(limit.slot, limit.subject, round(limit.bounds(1)[1])) for limit in m.limits if "16:30" in limit.of]
    [('afternoon_snack', 'calcium_mg', 100), ('afternoon_snack', 'iron_mg', 5)]
    """
    for rule in pairing_rules(m.preferences.pairings):
        hinders = np.array([rule["hinderer"] in cell.split() for cell in m.foods.frame["hinders"]])
        mineral = f"{rule['affects']}_mg"
        amounts = m.food_could_be(mineral, ~hinders)
        hit = m.food_grams(hinders) > 0
        hindered = np.unique(m.plate_of[hit])
        if mineral == "calcium_mg":
            m.calcium_beside = np.minimum(m.calcium_beside, amounts)
            m.calcium_bound = max(m.calcium_bound, rule["at_stake_mg"])
        reach = 60 * rule["hours_apart"]
        at = {slot: minutes(m.preferences.hours[slot]) for slot in SLOTS}
        for slot, name in enumerate(SLOTS):
            near = [s for s, other in enumerate(SLOTS) if s == slot or (reach and abs(at[other] - at[name]) <= reach)]
            most = UNDER * rule["at_stake_mg"] - _from_habits(m, mineral, hinders, at[name], reach)
            for index in hindered.tolist():
                plate = m.plates[index]
                if plate.slot == slot:
                    _keep_apart(m, rule, index, plate, near, hit, amounts, most)
        for habit in m.habits:
            when = minutes(habit.time)
            if any(hinders[m.foods.frame.index.get_loc(s.food)] for s in servings_of((habit,))):
                near = [s for s, name in enumerate(SLOTS) if abs(at[name] - when) <= reach]
                most = UNDER * rule["at_stake_mg"] - _from_habits(m, mineral, hinders, when, reach)
                _keep_from_habit(m, rule, habit, near, amounts, most)


def _from_habits(m: Model, mineral: str, hinders: np.ndarray, when: int, reach: float) -> float:
    """What she has anyway within reach could bring of the mineral, hinderers apart [mg]."""
    frame = m.foods.frame
    near = [habit for habit in m.habits if reach and abs(minutes(habit.time) - when) <= reach]
    foods = [(frame.index.get_loc(s.food), s.grams) for s in servings_of(near)]
    most = m.highest[mineral].to_numpy()
    return float(sum(most[k] * grams / 100 for k, grams in foods if not hinders[k]))


def _keep_from_habit(m: Model, rule: dict, habit: Meal, near: list[int], amounts: np.ndarray, most: float) -> None:
    """Keep the mineral away from something that she has anyway."""
    if near:
        here = np.isin(m.plate_of, [k for k, plate in enumerate(m.plates) if plate.slot in near])
        m.limit(
            "pairings", f"{rule['affects']}_mg", np.where(here, amounts, 0.0), at_most=most,
            scale=rule["at_stake_mg"], unit="mg", slot=near[0] if len(near) == 1 else None,
            of=f"{rule['rule']} at {habit.time}",
        )  # fmt: skip


def _keep_apart(
    m: Model, rule: dict, index: int, plate: Plate, near: list[int], hit: np.ndarray, amounts: np.ndarray, most: float
) -> None:
    """Rows that bind the mineral once a hinderer is chosen: of several columns in a row at most one can be."""
    others = [p for p in m.plates if p.slot in near and p.slot != plate.slot] if len(near) > 1 else []
    room = _most_of_plate(plate, amounts)
    room += sum(
        max((_most_of_plate(p, amounts) for p in others if p.slot == s), default=0.0) for s in near if s != plate.slot
    )
    if room <= most:
        return
    across = len(near) > 1
    for offer in _offers(m, plate):
        hinderers = offer[hit[offer]]
        if len(hinderers):
            values = np.zeros(m.columns)
            values[plate.head : plate.stop] = amounts[plate.head : plate.stop]
            for p in others:
                values[p.head : p.stop] = amounts[p.head : p.stop]
            values[hinderers] += room - most
            if not across:
                values[plate.head] -= room
                m.hinderers[hinderers] |= rule["affects"] == "calcium"
            m.limit(
                "pairings", f"{rule['affects']}_mg", values, at_most=room if across else 0.0,
                scale=rule["at_stake_mg"], unit="mg", of=rule["rule"], plate=None if across else index,
            )  # fmt: skip


def _offers(m: Model, plate: Plate) -> Iterator[np.ndarray]:
    """The columns of a dish in groups of which at most one is chosen: a part, or one food of a part that takes more."""
    yield np.array([plate.head])
    for seat in plate.seats:
        columns = np.arange(seat.start, seat.stop)
        if seat.part.count == 1:
            yield columns
        else:
            yield from (columns[m.food[columns] == food] for food in np.unique(m.food[columns]))


def _most_of_plate(plate: Plate, amounts: np.ndarray) -> float:
    """The most that a dish can bring of a mineral [mg]."""
    return float(
        amounts[plate.head]
        + sum(max(0.0, amounts[s.start : s.stop].max(initial=0.0)) * s.part.count for s in plate.seats)
    )
