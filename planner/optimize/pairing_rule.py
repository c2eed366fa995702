"""The rule `pairings`: no hinderer where much calcium is eaten, neighbouring meals included."""

import numpy as np

from planner.menu import Meal
from planner.optimize.model import Model
from planner.person import minutes
from planner.tables import SLOTS, read


def pairings(m: Model) -> None:
    """No flagged pairing in the chosen mode.

    Where a dish could hold both, its calcium from other foods stays under the bound as soon as a
    hinderer is chosen; where the rule has hours, the same holds between neighbouring meals, and
    round a drink that she has anyway.
    """
    table = read("pairing_rules")
    for rule in table[[m.preferences.pairings in modes.split() for modes in table["modes"]]].to_dict("records"):
        hinders = m.foods.frame["hinders"].map(lambda cell, c=rule["hinderer"]: c in cell.split())
        calcium = m.food_amount("calcium_mg", ~hinders)
        hit = m.food_grams(hinders) > 0
        most = rule["at_stake_mg"] - 0.1  # flagged from the bound on
        reach = 60 * rule["hours_apart"]
        for day in m.days:
            for slot in SLOTS:
                near = _near(m, slot, reach)
                columns = np.concatenate([m.on(day, s) for s in near])
                offered = [int(k) for k in m.on(day, slot) if hit[k]]
                if offered:
                    _apart(m, rule, day, slot, offered, columns, calcium, most, across=len(near) > 1)
            for drink in _hindering_drinks(m, hinders):
                near = [s for s in SLOTS if abs(minutes(m.preferences.hours[s]) - minutes(drink.time)) <= reach]
                if near:
                    columns = np.concatenate([m.on(day, s) for s in near])
                    m.limit(
                        "pairings", "calcium_mg", day, columns, calcium[columns],
                        at_most=most, scale=rule["at_stake_mg"], unit="mg", slot=near[0],
                        of=f"{rule['rule']} at {drink.time}",
                    )  # fmt: skip


def _near(m: Model, slot: str, reach: float) -> list[str]:
    if not reach:
        return [slot]
    hour = minutes(m.preferences.hours[slot])
    return [s for s in SLOTS if s == slot or abs(minutes(m.preferences.hours[s]) - hour) <= reach]


def _hindering_drinks(m: Model, hinders) -> list[Meal]:  # type: ignore[no-untyped-def]
    return [meal for meal in m.habits if any(hinders[s.food] for dish in meal.dishes for s in dish.servings)]


def _apart(m: Model, rule, day, slot, offered, columns, calcium, most, across) -> None:  # type: ignore[no-untyped-def]
    """Rows that bind calcium once a hinderer is chosen: one for each dish and part that offers one."""
    miss = None
    groups: dict[tuple[str, str], list[int]] = {}
    for k in offered:
        choice = m.choices[k]
        groups.setdefault((choice.dish, choice.part.name if choice.part else ""), []).append(k)
    for (dish, part), chosen in groups.items():
        mine = [int(k) for k in columns if m.choices[k].dish == dish] if not across else [int(k) for k in columns]
        room = _most_calcium(m, mine, calcium)
        if room <= most:
            continue
        if miss is None:
            miss = m.miss("pairings", "calcium_mg", day, slot, rule["at_stake_mg"], "mg", of=rule["rule"])
        head = [] if across else [k for k in mine if m.choices[k].part is None]
        parts = [m.choices[k].part for k in chosen]
        count = max(part.count if part else 1 for part in parts)
        index = [*mine, *chosen, *head, miss]
        value = [*calcium[mine], *[(room - most) / count] * len(chosen), *[-room] * len(head), -1.0]
        m.programme.row(
            f"pairings|{rule['hinderer']}|{day}|{slot}|{dish}|{part}",
            *_merged(index, value),
            None,
            room if across else 0.0,
        )


def _most_calcium(m: Model, columns: list[int], calcium: np.ndarray) -> float:
    """The most calcium that one dish (of each meal) among the columns can bring [mg]."""
    total: dict[tuple[str, str], float] = {}
    best: dict[tuple[str, str, str], list[float]] = {}
    for k in columns:
        choice = m.choices[k]
        key = (choice.slot, choice.dish)
        if choice.part is None:
            total[key] = total.get(key, 0.0) + float(calcium[k])
        else:
            best.setdefault((*key, choice.part.name), []).append(float(calcium[k]) * choice.part.count)
    for (slot, dish, _), amounts in best.items():
        total[(slot, dish)] = total.get((slot, dish), 0.0) + max(amounts)
    by_slot: dict[str, float] = {}
    for (slot, _), amount in total.items():
        by_slot[slot] = max(by_slot.get(slot, 0.0), amount)
    return sum(by_slot.values())


def _merged(index: list[int], value: list[float]) -> tuple[list[int], list[float]]:
    """Sum the coefficients of columns that stand twice."""
    total: dict[int, float] = {}
    for k, v in zip(index, value, strict=True):
        total[k] = total.get(k, 0.0) + float(v)
    return list(total), list(total.values())
