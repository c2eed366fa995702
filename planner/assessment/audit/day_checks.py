"""Rules of the meal and the day, recomputed."""

import math
from collections.abc import Iterator

from planner.assessment.adequacy import limit_note
from planner.assessment.audit.facts import Check, Facts, Finding, judge, tablets_note, unit_of, unknown_note
from planner.assessment.pairings import find_pairings
from planner.menu.dishes import load_dishes
from planner.menu.plan import HABIT
from planner.person.targets import TABLETS_ONLY
from planner.reference.nutrients import nutrients, tablet_name
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import constant
from planner.safety.suitability import sugary, unsuitable


def energy(facts: Facts) -> Iterator[Finding]:
    row, target = facts.rules[("energy", "energy_kcal")], facts.target("energy_kcal")
    for date in facts.dates:
        value = facts.known[date]["energy_kcal"]
        yield judge(
            "energy", "energy_kcal", value, row["lower"] * target, row["upper"] * target, "kcal", date,
            note=facts.set_note("energy_kcal") + unknown_note(facts, date, "energy_kcal"),
        )  # fmt: skip


def floors(facts: Facts) -> Iterator[Finding]:
    """Cramp minerals, protein and fibre: each day at or over the target; potassium under it, if the doctor watches."""
    places = [("cramp minerals", s) for s in facts.subjects("cramp minerals")]
    places += [("protein", "protein_g"), ("fibre, fruit and vegetables", "fibre_g")]
    for rule, nutrient in places:
        row, note = facts.rules[(rule, nutrient)], facts.set_note(nutrient)
        lower, upper = row["lower"] * facts.target(nutrient), row["upper"] * facts.published(nutrient)
        if not (math.isnan(lower) and math.isnan(upper)):
            for date in facts.dates:
                value = facts.known[date][nutrient]
                said = note if not math.isnan(lower) else ""
                yield judge(rule, nutrient, value, lower, upper, unit=unit_of(nutrient), date=date, note=said)


def upper_limits(facts: Facts) -> Iterator[Finding]:
    """Limits that count everything: food, and what a doctor prescribed on top."""
    targets, tablets = facts.plan.targets, facts.tablets
    for nutrient in targets.index[targets["upper_scope"] == "total"]:
        for date in facts.dates:
            value = facts.known[date][nutrient] + tablets.get(nutrient, 0.0)
            note = f" for {nutrients()[nutrient].label}{facts.set_note(nutrient, 'upper_kind')}"
            note += tablets_note(facts, nutrient)
            if value <= facts.upper(nutrient):  # over it with what is known is over it for sure
                note += unknown_note(facts, date, nutrient)
            yield judge(
                "upper limits",
                "total",
                value,
                upper=facts.upper(nutrient),
                unit=unit_of(nutrient),
                date=date,
                note=note,
            )
    if not math.isnan(facts.upper("retinol_ug")):
        for week in facts.weeks():
            mean = sum(facts.known[date]["retinol_ug"] for date in week) / len(week) + tablets.get("retinol_ug", 0.0)
            note, upper = tablets_note(facts, "retinol_ug"), facts.upper("retinol_ug")
            yield judge("upper limits", "retinol_ug", mean, upper=upper, unit="µg", date=week[-1], note=note)


def supplement_limits(facts: Facts) -> Iterator[Finding]:
    """Limits that count supplements only: one row for each nutrient that is taken, the same on every day.

    Food never enters here, so a microgram of folic acid meets no dietary folate equivalent. What a
    dietitian sets counts everything, so it lifts none of these.
    """
    targets = facts.plan.targets
    for nutrient in targets.index[targets["published_scope"].isin(TABLETS_ONLY)]:
        amount = facts.tablets.get(nutrient, 0.0)
        if amount:
            upper, scope = targets.loc[nutrient, ["published_upper", "published_scope"]]
            note = f" for {tablet_name(nutrient)} from tablets; this limit {limit_note(scope)}"
            yield judge("upper limits", "supplement", amount, upper=upper, unit=unit_of(nutrient), note=note)


def caffeine(facts: Facts) -> Iterator[Finding]:
    upper = facts.rules[("caffeine", "caffeine_mg")]["upper"]
    for date in facts.dates:
        note = unknown_note(facts, date, "caffeine_mg")
        value = facts.known[date]["caffeine_mg"]
        yield judge("caffeine", "caffeine_mg", value, upper=upper, unit="mg", date=date, note=note)


def energy_balance(facts: Facts) -> Iterator[Finding]:
    for nutrient in facts.subjects("energy balance"):
        row = facts.rules[("energy balance", nutrient)]
        kcal = constant("atwater_carbohydrate" if nutrient == "carbohydrate_g" else "atwater_fat")
        for date in facts.dates:
            share = facts.known[date][nutrient] * kcal / facts.known[date]["energy_kcal"]
            note = unknown_note(facts, date, nutrient)
            yield judge("energy balance", nutrient, share, row["lower"], row["upper"], "of energy", date, note=note)


def sodium(facts: Facts) -> Iterator[Finding]:
    for date in facts.dates:
        value, upper = facts.known[date]["sodium_mg"] + facts.tablets.get("sodium_mg", 0.0), facts.upper("sodium_mg")
        if facts.plan.targets["upper_scope"].get("sodium_mg") == "cdrr":
            note = tablets_note(facts, "sodium_mg")
            yield judge("sodium", "sodium_mg", value, upper=upper, unit="mg", date=date, note=note)


def fruit_and_vegetables(facts: Facts) -> Iterator[Finding]:
    rule, subject = "fibre, fruit and vegetables", "fruit_and_vegetables"
    for date, grams in fruit_and_vegetable_grams(facts).items():
        yield judge(rule, subject, grams, facts.rules[(rule, subject)]["lower"], unit="g", date=date)


def fruit_and_vegetable_grams(facts: Facts) -> dict[object, float]:
    """Grams of each day; potatoes, legumes and juice do not count [g]."""
    counted = facts.plates[facts.plates["group"].isin(["fruit", "dried_fruit", "vegetable", "leafy_green"])]
    by_date = counted.groupby("date")["grams"].sum()
    return {date: float(by_date.get(date, 0.0)) for date in facts.dates}


def meals(facts: Facts) -> Iterator[Finding]:
    """Shares of the energy target, and the calcium of each meal."""
    target = facts.target("energy_kcal")
    most = facts.rules[("calcium spread", "calcium_mg")]["upper"]
    sums = facts.plates.groupby(["date", "slot"], sort=False)[["energy_kcal", "calcium_mg"]].sum()
    for (date, slot), kcal, calcium in sums.itertuples():
        if slot == HABIT:
            continue
        row = facts.rules[("meal shares", slot)]
        share = float(kcal) / target
        yield judge("meal shares", slot, share, row["lower"], row["upper"], "of the energy target", date, slot)
        yield judge("calcium spread", "calcium_mg", float(calcium), upper=most, unit="mg", date=date, slot=slot)


def pairings(facts: Facts) -> Iterator[Finding]:
    flags = find_pairings(facts.plan)
    for subject in facts.subjects("pairings"):
        for date in facts.dates:
            mine = flags[(flags["date"] == date) & (flags["affects"] + "_mg" == subject)]
            worst = float(mine["at_stake_mg"].max()) if len(mine) else 0.0
            note = "".join(f"; {row['rule']} at {row['time']}" for row in mine.to_dict("records"))
            finding = judge("pairings", subject, worst, unit="mg at stake", date=date, note=note)
            yield {**finding, "holds": mine.empty}


def sweets_kept_small(facts: Facts) -> Iterator[Finding]:
    """With gestational diabetes: household servings of what brings much sugar at once."""
    row = facts.rules.get(("sweets kept small", "servings"))
    if row:
        sweet = sugary(facts.plan.foods)
        for date in facts.dates:
            plates = facts.plates[facts.plates["date"] == date]
            servings = float(plates.loc[sweet.reindex(plates["food"]).to_numpy(), "servings"].sum())
            yield judge("sweets kept small", "servings", servings, upper=row["upper"], date=date)


def kitchen(facts: Facts) -> Iterator[Finding]:
    """Minutes in the kitchen, and with nausea how many dishes are bland."""
    known = {template.dish: template for template in load_dishes()}
    for day in facts.plan.days:
        dishes = [known[d.dish] for meal in day.meals for d in meal.dishes if d.dish in known]
        yield judge("kitchen time", "minutes", float(sum(t.minutes for t in dishes)), unit="minutes", date=day.date)
        if ("gentle meals", "bland") in facts.rules:
            other = sum("bland" not in t.tags for t in dishes)
            yield judge("gentle meals", "bland", float(other), upper=0, unit="dishes that are not bland", date=day.date)


def real_portions(facts: Facts) -> Iterator[Finding]:
    portion = facts.plan.foods.frame[["serving_g", "step", "max_servings"]].reindex(facts.plates["food"])
    servings = facts.plates["grams"].to_numpy() / portion["serving_g"].to_numpy()
    steps = servings / portion["step"].to_numpy()
    whole = abs(steps - steps.round()) <= 0.01
    strange = facts.plates[~(whole & (servings <= portion["max_servings"].to_numpy() + 0.01))]
    for date in facts.dates:
        there = strange[strange["date"] == date]
        odd = [f"{measure} {name}" for measure, name in zip(there["measure"], there["name"], strict=True)]
        finding = judge("real portions", "whole steps", float(len(odd)), unit="odd portions", date=date)
        yield {**finding, "holds": not odd, "detail": finding["detail"] + "".join(f"; {text}" for text in odd)}


def complete(facts: Facts) -> Iterator[Finding]:
    """Every slot of every day has a dish that the table of dishes knows."""
    known = {template.dish: template.slots for template in load_dishes()}
    for day in facts.plan.days:
        left_out = {slot for date, slot in facts.plan.skipped if date == day.date}
        filled = {m.slot for m in day.meals for dish in m.dishes if m.slot in known.get(dish.dish, ())}
        missing = [slot for slot in SLOTS if slot not in filled | left_out]
        finding = judge("real portions", "a dish for every meal", float(len(missing)), upper=0, date=day.date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {slot} is empty" for slot in missing)}


def safety(facts: Facts) -> Iterator[Finding]:
    banned = unsuitable(facts.plan.foods, facts.plan.preferences)
    for date in facts.dates:
        served = facts.plates[(facts.plates["date"] == date) & (facts.plates["slot"] != HABIT)]["food"].unique()
        found = [f"{food} ({banned[food]})" for food in served if food in banned.index]
        finding = judge("safety", "refused", float(len(found)), upper=0, unit="foods", date=date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {text}" for text in found)}


CHECKS: tuple[Check, ...] = (
    energy,
    floors,
    upper_limits,
    supplement_limits,
    caffeine,
    energy_balance,
    sodium,
    fruit_and_vegetables,
    meals,
    pairings,
    real_portions,
    complete,
    safety,
    sweets_kept_small,
    kitchen,
)
