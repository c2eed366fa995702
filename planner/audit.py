"""Every menu rule recomputed from the servings on the plates.

Shares the tables with the optimiser, and nothing else: a mistake there shows here.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from planner.adequacy import intake
from planner.dishes import load_dishes
from planner.menu import HABIT, Plan, servings_frame
from planner.nutrients import nutrients
from planner.pairings import find_pairings
from planner.safety import eats_fish, unsuitable
from planner.tables import SLOTS, read
from planner.targets import constant

COLUMNS = ["rule", "subject", "level", "kind", "date", "slot", "holds", "value", "lower", "upper", "unit", "detail"]
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Facts:
    """What the checks look at: the plates as a frame, the intakes by day, the rules by name."""

    plan: Plan
    plates: pd.DataFrame
    known: dict[object, dict[str, float]]
    unknown: dict[object, dict[str, int]]
    rules: dict[tuple[str, str], dict]

    def target(self, nutrient: str) -> float:
        return float(self.plan.targets["target"].get(nutrient, math.nan))

    def upper(self, nutrient: str) -> float:
        return float(self.plan.targets["upper"].get(nutrient, math.nan))

    def subjects(self, rule: str) -> list[str]:
        return [subject for name, subject in self.rules if name == rule]

    @property
    def dates(self) -> list:
        return [day.date for day in self.plan.days]


Finding = dict
Check = Callable[[Facts], Iterator[Finding]]


def audit(plan: Plan) -> pd.DataFrame:
    """Recompute every rule of ``data/menu_rules.csv`` from the servings of a plan.

    Returns
    -------
    pandas.DataFrame
        One row for each rule, subject and place: rule, subject, level, kind (hard or soft), date
        (None for the whole plan), slot, holds, value, lower, upper, unit, detail (a sentence).

    Notes
    -----
    Floors count what is known. A limit holds if the known part is under it; where foods give no
    figure, the detail says so.
    """
    daily = intake(plan)
    facts = Facts(
        plan=plan,
        plates=servings_frame(plan),
        known={date: dict(zip(d["nutrient"], d["known"], strict=True)) for date, d in daily.groupby("date")},
        unknown={date: dict(zip(d["nutrient"], d["unknown_foods"], strict=True)) for date, d in daily.groupby("date")},
        rules={(row["rule"], row["subject"]): row for row in read("menu_rules").to_dict("records")},
    )
    rows = []
    for check in CHECKS:
        for finding in check(facts):
            rule = facts.rules[(finding["rule"], finding["subject"])]
            rows.append({"level": rule["level"], "kind": rule["kind"], **finding})
    return pd.DataFrame(rows, columns=COLUMNS)


def failures(report: pd.DataFrame, kind: str = "hard") -> pd.DataFrame:
    """The rows of an audit that do not hold, of one kind."""
    return report[(report["kind"] == kind) & ~report["holds"].astype(bool)]


def _judge(
    rule: str,
    subject: str,
    value: float,
    lower: float = math.nan,
    upper: float = math.nan,
    unit: str = "",
    date: object = None,
    slot: str = "",
    note: str = "",
) -> Finding:
    """Whether a value is within its bounds, with the figures in a sentence."""
    room = TOLERANCE * max(1.0, abs(value))
    holds = not (value < lower - room or value > upper + room)
    bounds = [f"at least {lower:,.5g}"] * (not math.isnan(lower)) + [f"at most {upper:,.5g}"] * (not math.isnan(upper))
    detail = f"{subject.replace('_', ' ')}: {value:,.5g} {unit}".strip()
    if bounds:
        detail += f" ({' and '.join(bounds)})"
    return {
        "rule": rule,
        "subject": subject,
        "date": date,
        "slot": slot,
        "holds": holds,
        "value": value,
        "lower": lower,
        "upper": upper,
        "unit": unit,
        "detail": detail + note,
    }


def _unit(nutrient: str) -> str:
    return nutrients()[nutrient].unit


def _unknown_note(facts: Facts, date: object, nutrient: str) -> str:
    count = facts.unknown[date][nutrient]
    return f"; {count} foods give no figure, so this can't be judged fully" if count else ""


def energy(facts: Facts) -> Iterator[Finding]:
    row, target = facts.rules[("energy", "energy_kcal")], facts.target("energy_kcal")
    for date in facts.dates:
        value = facts.known[date]["energy_kcal"]
        yield _judge(
            "energy", "energy_kcal", value, row["lower"] * target, row["upper"] * target, "kcal", date,
            note=_unknown_note(facts, date, "energy_kcal"),
        )  # fmt: skip


def floors(facts: Facts) -> Iterator[Finding]:
    """Cramp minerals, protein and fibre: each day at or over the target."""
    places = [("cramp minerals", s) for s in facts.subjects("cramp minerals")]
    places += [("protein", "protein_g"), ("fibre, fruit and vegetables", "fibre_g")]
    for rule, nutrient in places:
        target = facts.rules[(rule, nutrient)]["lower"] * facts.target(nutrient)
        if not math.isnan(target):
            for date in facts.dates:
                value = facts.known[date][nutrient]
                yield _judge(rule, nutrient, value, target, unit=_unit(nutrient), date=date)


def upper_limits(facts: Facts) -> Iterator[Finding]:
    targets = facts.plan.targets
    for nutrient in targets.index[targets["upper_scope"] == "total"]:
        for date in facts.dates:
            note = f" for {nutrients()[nutrient].label}" + _unknown_note(facts, date, nutrient)
            value = facts.known[date][nutrient]
            yield _judge(
                "upper limits", "total", value, upper=facts.upper(nutrient), unit=_unit(nutrient), date=date, note=note
            )
    if not math.isnan(facts.upper("retinol_ug")):
        for week in _weeks(facts):
            mean = sum(facts.known[date]["retinol_ug"] for date in week) / len(week)
            yield _judge("upper limits", "retinol_ug", mean, upper=facts.upper("retinol_ug"), unit="µg", date=week[-1])


def caffeine(facts: Facts) -> Iterator[Finding]:
    upper = facts.rules[("caffeine", "caffeine_mg")]["upper"]
    for date in facts.dates:
        note = _unknown_note(facts, date, "caffeine_mg")
        value = facts.known[date]["caffeine_mg"]
        yield _judge("caffeine", "caffeine_mg", value, upper=upper, unit="mg", date=date, note=note)


def energy_balance(facts: Facts) -> Iterator[Finding]:
    for nutrient in facts.subjects("energy balance"):
        row = facts.rules[("energy balance", nutrient)]
        kcal = constant("atwater_carbohydrate" if nutrient == "carbohydrate_g" else "atwater_fat")
        for date in facts.dates:
            share = facts.known[date][nutrient] * kcal / facts.known[date]["energy_kcal"]
            note = _unknown_note(facts, date, nutrient)
            yield _judge("energy balance", nutrient, share, row["lower"], row["upper"], "of energy", date, note=note)


def sodium(facts: Facts) -> Iterator[Finding]:
    for date in facts.dates:
        value, upper = facts.known[date]["sodium_mg"], facts.upper("sodium_mg")
        if not math.isnan(upper):
            yield _judge("sodium", "sodium_mg", value, upper=upper, unit="mg", date=date)


def fruit_and_vegetables(facts: Facts) -> Iterator[Finding]:
    rule, subject = "fibre, fruit and vegetables", "fruit_and_vegetables"
    counted = facts.plates["group"].isin(["fruit", "dried_fruit", "vegetable", "leafy_green"])
    for date in facts.dates:
        grams = facts.plates.loc[counted & (facts.plates["date"] == date), "grams"].sum()
        yield _judge(rule, subject, float(grams), facts.rules[(rule, subject)]["lower"], unit="g", date=date)


def meals(facts: Facts) -> Iterator[Finding]:
    """Shares of the energy target, and the calcium of each meal."""
    target = facts.target("energy_kcal")
    most = facts.rules[("calcium spread", "calcium_mg")]["upper"]
    for (date, slot), meal in facts.plates.groupby(["date", "slot"], sort=False):
        if slot == HABIT:
            continue
        row = facts.rules[("meal shares", slot)]
        share = float(meal["energy_kcal"].sum()) / target
        yield _judge("meal shares", slot, share, row["lower"], row["upper"], "of the energy target", date, slot)
        calcium = float(meal["calcium_mg"].sum())
        yield _judge("calcium spread", "calcium_mg", calcium, upper=most, unit="mg", date=date, slot=slot)


def pairings(facts: Facts) -> Iterator[Finding]:
    flags = find_pairings(facts.plan)
    for date in facts.dates:
        mine = flags[flags["date"] == date]
        worst = float(mine["at_stake_mg"].max()) if len(mine) else 0.0
        note = "".join(f"; {row['rule']} at {row['time']}" for row in mine.to_dict("records"))
        finding = _judge("pairings", "calcium_mg", worst, unit="mg at stake", date=date, note=note)
        yield {**finding, "holds": mine.empty}


def real_portions(facts: Facts) -> Iterator[Finding]:
    known = facts.plan.foods.frame
    for date in facts.dates:
        odd = []
        for row in facts.plates[facts.plates["date"] == date].to_dict("records"):
            food = known.loc[row["food"]]
            servings = row["grams"] / food["serving_g"]
            steps = servings / food["step"]
            fixed = row["servings"] == servings and abs(servings * 2 - round(servings * 2)) < 0.01
            if (abs(steps - round(steps)) > 0.01 and not fixed) or servings > food["max_servings"] + 0.01:
                odd.append(f"{row['measure']} {row['name']}")
        finding = _judge("real portions", "whole steps", float(len(odd)), unit="odd portions", date=date)
        yield {**finding, "holds": not odd, "detail": finding["detail"] + "".join(f"; {text}" for text in odd)}


def other_nutrients(facts: Facts) -> Iterator[Finding]:
    for nutrient in facts.subjects("other nutrients"):
        target = facts.target(nutrient)
        if not math.isnan(target):
            mean = sum(facts.known[date][nutrient] for date in facts.dates) / len(facts.dates)
            yield _judge("other nutrients", nutrient, mean, target, unit=_unit(nutrient))


def fish(facts: Facts) -> Iterator[Finding]:
    """Servings of fish in each week of the plan; a part of a week is judged in proportion."""
    plates = facts.plates[facts.plates["group"] == "fish"]
    fat = facts.plan.foods.frame["fat_g"].reindex(plates["food"]).to_numpy()
    oily = plates[fat >= facts.rules[("fish", "oily from fat_g")]["lower"]]
    if not eats_fish(facts.plan.foods, facts.plan.preferences):
        return
    for week in _weeks(facts):
        for subject, rows in (("servings", plates), ("oily servings", oily)):
            rule = facts.rules[("fish", subject)]
            value = float(rows.loc[rows["date"].isin(week), "servings"].sum())
            lower = math.floor(rule["lower"] * len(week) / 7) if not math.isnan(rule["lower"]) else math.nan
            upper = math.ceil(rule["upper"] * len(week) / 7)
            yield _judge("fish", subject, value, lower, upper, "a week", week[-1])


def variety(facts: Facts) -> Iterator[Finding]:
    limits = {subject: facts.rules[("variety", subject)]["upper"] for subject in facts.subjects("variety")}
    eaten = [(d.date, dish.dish) for d in facts.plan.days for m in d.meals if m.slot != HABIT for dish in m.dishes]
    for subject, length in (("dish a day", 1), ("dish on days running", 2), ("dish a week", 7)):
        worst, which = 0, ""
        for date in facts.dates:
            window = {date - timedelta(days=n) for n in range(length)}
            for dish, count in Counter(dish for day, dish in eaten if day in window).items():
                if count > worst:
                    worst, which = count, dish
        note = f"; most: {which.replace('_', ' ')}" if which else ""
        yield _judge("variety", subject, float(worst), upper=limits[subject], unit="times", note=note)
    yield from _food_caps(facts)
    for week in _weeks(facts):
        count = facts.plates.loc[facts.plates["date"].isin(week), "food"].nunique()
        least = math.ceil(facts.rules[("variety", "different foods")]["lower"] * len(week) / 7)
        yield _judge("variety", "different foods", float(count), least, unit="foods", date=week[-1])


def _food_caps(facts: Facts) -> Iterator[Finding]:
    caps = read("roles").set_index("role")
    roles = facts.plan.foods.frame["roles"]
    for subject, column, length in (("food by role", "per_day", 1), ("food by role in a week", "per_week", 7)):
        over = []
        for date in facts.dates:
            window = {date - timedelta(days=n) for n in range(length)}
            for food, count in Counter(facts.plates.loc[facts.plates["date"].isin(window), "food"]).items():
                mine = [role for role in str(roles[food]).split() if role in caps.index]
                if mine and count > caps.loc[mine, column].max():
                    over.append(f"{food.replace('_', ' ')} {count} times by {date}")
        finding = _judge("variety", subject, float(len(over)), upper=0, unit="foods over their cap")
        yield {**finding, "detail": finding["detail"] + "".join(f"; {text}" for text in over)}


def safety(facts: Facts) -> Iterator[Finding]:
    banned = unsuitable(facts.plan.foods, facts.plan.preferences)
    for date in facts.dates:
        served = facts.plates[(facts.plates["date"] == date) & (facts.plates["slot"] != HABIT)]["food"].unique()
        found = [f"{food} ({banned[food]})" for food in served if food in banned.index]
        finding = _judge("safety", "refused", float(len(found)), upper=0, unit="foods", date=date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {text}" for text in found)}


def article_first(facts: Facts) -> Iterator[Finding]:
    named = facts.plan.foods.frame["article"].map(lambda cell: bool(set(cell.split()) - {"A7", "A8"}))
    share = float(named.reindex(facts.plates["food"]).mean())
    yield _judge("article first", "foods", share, unit="of the servings are named by the article")


def complete(facts: Facts) -> Iterator[Finding]:
    """Every slot of every day has a dish that the table of dishes knows."""
    known = {template.dish: template.slots for template in load_dishes()}
    for day in facts.plan.days:
        filled = {m.slot for m in day.meals for dish in m.dishes if m.slot in known.get(dish.dish, ())}
        missing = [slot for slot in SLOTS if slot not in filled]
        finding = _judge("real portions", "a dish for every meal", float(len(missing)), upper=0, date=day.date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {slot} is empty" for slot in missing)}


def _weeks(facts: Facts) -> list[list]:
    """The dates in blocks of seven from the first day of the plan."""
    return [facts.dates[i : i + 7] for i in range(0, len(facts.dates), 7)]


CHECKS: tuple[Check, ...] = (
    energy,
    floors,
    upper_limits,
    caffeine,
    energy_balance,
    sodium,
    fruit_and_vegetables,
    meals,
    pairings,
    real_portions,
    complete,
    other_nutrients,
    fish,
    variety,
    safety,
    article_first,
)
