"""The rules of the week: they see the settled days before the ones that are decided."""

import math

import numpy as np

from planner.optimize.model import WEEK, Model
from planner.tables import read


def other_nutrients(m: Model) -> None:
    """The mean of the week at or over the target; a surplus of the days before counts."""
    first, last = min(m.days), max(m.days)
    before = m.week_before(first)
    for nutrient in m.subjects("other nutrients"):
        target = m.target(nutrient)
        if math.isnan(target):
            continue
        least = m.bounds("other nutrients", nutrient)["lower"] * target * len(m.days)
        surplus = max(0.0, m.eaten(nutrient, before) - target * len(before))
        columns = np.arange(len(m.choices))
        m.limit(
            "other nutrients", nutrient, last, columns, m.amounts(nutrient),
            at_least=least - surplus - m.habit(nutrient) * len(m.days), scale=target * len(m.days),
            unit=nutrient.rsplit("_", 1)[1],
        )  # fmt: skip


def fish(m: Model) -> None:
    """Two or three servings of fish in each week of the plan, at most two of them oily."""
    frame = m.foods.frame
    is_fish = frame["group"] == "fish"
    if not m.eats_fish:
        return
    oily = is_fish & (frame["fat_g"] >= m.bounds("fish", "oily from fat_g")["lower"])
    last = max(m.days)
    start = last - last % WEEK
    so_far = last - start + 1
    here = m.day_of >= start
    for subject, kinds in (("servings", is_fish), ("oily servings", oily)):
        row = m.bounds("fish", subject)
        eaten = sum(
            s.servings
            for day in m.history[start:]
            for meal in day.meals
            for dish in meal.dishes
            for s in dish.servings
            if kinds[s.food]
        )
        servings = m.food_servings(kinds)
        columns = np.flatnonzero(here & (servings > 0))
        least = None if math.isnan(row["lower"]) else math.floor(row["lower"] * so_far / WEEK) - eaten
        most = math.ceil(row["upper"] * so_far / WEEK) - eaten
        m.limit(
            "fish", subject, last, columns, servings[columns], at_least=least, at_most=most, scale=1, unit="servings"
        )


def variety(m: Model) -> None:
    """A dish once a day, never two days running, at most twice a week; caps for foods; new foods."""
    dishes = np.flatnonzero(~m.portion)
    by_dish: dict[str, list[int]] = {}
    for k in dishes:
        by_dish.setdefault(m.choices[k].dish, []).append(int(k))
    limits = {subject: m.bounds("variety", subject)["upper"] for subject in m.subjects("variety")}
    for dish, columns in by_dish.items():
        for day in m.days:
            today = [k for k in columns if m.choices[k].day == day]
            m.programme.row(f"dish a day|{day}|{dish}", today, [1.0] * len(today), None, limits["dish a day"])
            for subject, length in (("dish on days running", 2), ("dish a week", WEEK)):
                near = [k for k in columns if day - length < m.choices[k].day <= day]
                had = sum(
                    d.dish == dish
                    for past in m.week_before(day, length - 1)
                    for meal in past.meals
                    for d in meal.dishes
                )
                if near and had + len({m.choices[k].day for k in near}) > limits[subject]:
                    m.programme.row(f"{subject}|{day}|{dish}", near, [1.0] * len(near), None, limits[subject] - had)
    _food_caps(m)
    _pantry(m)
    _different_foods(m)


def _food_caps(m: Model) -> None:
    caps = read("roles").set_index("role").to_dict("index")
    again = m.bounds("variety", "food again")["weight"]
    used = {day: m.uses_before(day) for day in m.days}
    for food, mine in m.columns_with().items():
        roles = [caps[role] for role in m.foods.frame.at[food, "roles"].split() if role in caps]
        if not roles:
            continue
        per_day, per_week = (max(cap[column] for cap in roles) for column in ("per_day", "per_week"))
        for day in m.days:
            today = mine[m.day_of[mine] == day]
            ones = np.ones(len(today))
            m.limit("variety", "food by role", day, today, ones, at_most=per_day, scale=1, unit="times", of=food)
            window = mine[(m.day_of[mine] > day - WEEK) & (m.day_of[mine] <= day)]
            had = used[day][food]
            if had + per_day * len(np.unique(m.day_of[window])) > per_week:
                ones = np.ones(len(window))
                most = max(0, per_week - had)
                m.limit(
                    "variety", "food by role in a week", day, window, ones, at_most=most, scale=1, unit="times", of=food
                )
            if per_week < WEEK:
                for k in today:
                    m.programme.cost[k] += again * had


def _pantry(m: Model) -> None:
    """Foods outside the pantry of the week cost a little each time."""
    weight = m.bounds("variety", "pantry")["weight"]
    outside = ~m.foods.frame.index.isin(m.pantry)
    for k in np.flatnonzero(m.portion):
        if m.pantry and outside[m.food_of[k]]:
            m.programme.cost[k] += weight


def _different_foods(m: Model) -> None:
    row = m.bounds("variety", "different foods")
    last = max(m.days)
    past = m.history[max(0, last - WEEK + 1) :]
    seen = {s.food for day in past for meal in day.meals for dish in meal.dishes for s in dish.servings}
    need = math.ceil(row["lower"] * (len(past) + len(m.days)) / WEEK) - len(seen)
    if need <= 0:
        return
    fresh = []
    for food, mine in m.columns_with().items():
        if food not in seen:
            new = m.programme.column(f"new food|{food}", integer=False)
            m.programme.row(f"new food|{food}", [new, *mine], [1.0] + [-1.0] * len(mine), None, 0)
            fresh.append(new)
    m.limit("variety", "different foods", last, fresh, [1.0] * len(fresh), at_least=need, scale=1, unit="foods")
