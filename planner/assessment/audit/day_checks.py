"""Rules of the nutrients of a day, recomputed."""

import math
from collections.abc import Iterator

from planner.assessment.adequacy import limit_note
from planner.assessment.audit.facts import Check, Facts, Finding, judge, judged, tablets_note, unit_of, unknown_note
from planner.person.targets import TABLETS_ONLY
from planner.reference.nutrients import nutrients, tablet_name
from planner.reference.tables import constant


def energy(facts: Facts) -> Iterator[Finding]:
    """The energy of each day is near the target.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day [kcal].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in energy(facts_of(day))]
    ['Energy: 153.1 kcal (at least 2,683 and at most 2,965)']
    """
    row, target = facts.rules[("energy", "energy_kcal")], facts.target("energy_kcal")
    for date in facts.dates:
        value, note = facts.known[date]["energy_kcal"], facts.set_note("energy_kcal")
        lower, upper = row["lower"] * target, row["upper"] * target
        finding = judge("energy", "energy_kcal", value, lower, upper, "kcal", date, note=note)
        yield judged(facts, finding, "energy_kcal", [date], hers=True)


def floors(facts: Facts) -> Iterator[Finding]:
    """Cramp minerals, protein and fibre: each day at or over the target.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each of them and each day [mg or g].

    Notes
    -----
    Where a doctor watches the potassium, it has a most in place of a least; with a food that gives no figure
    that can't be judged, and does not hold.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(conditions=["kidney_potassium"]), [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in floors(facts_of(day)) if row["rule"] == "cramp minerals"]
    ['Calcium: 277 mg (at least 1,000)', 'Magnesium: 29.16 mg (at least 350)', 'Potassium: 369.4 mg (at most 2,900)']
    """
    places = [("cramp minerals", s) for s in facts.subjects("cramp minerals")]
    places += [("protein", "protein_g"), ("fibre, fruit and vegetables", "fibre_g")]
    for rule, nutrient in places:
        row, note = facts.rules[(rule, nutrient)], facts.set_note(nutrient)
        lower, upper = row["lower"] * facts.target(nutrient), row["upper"] * facts.published(nutrient)
        if not (math.isnan(lower) and math.isnan(upper)):
            for date in facts.dates:
                value = facts.known[date][nutrient]
                who = note if not math.isnan(lower) else ""
                finding = judge(rule, nutrient, value, lower, upper, unit=unit_of(nutrient), date=date, note=who)
                yield finding if math.isnan(upper) else judged(facts, finding, nutrient, [date], hers=True)


def upper_limits(facts: Facts) -> Iterator[Finding]:
    """Upper limits that count everything: food, and what a doctor prescribed on top.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each nutrient with such a limit and each day, in its unit; for retinol each week [µg/day].

    Notes
    -----
    What is known over the limit is over it for sure. A food that gives no figure counts with the highest of
    its kind, and the detail says so; under a limit that a dietitian set it can't be judged, and does not
    hold. Retinol is judged in the mean of a week.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, prescribed
    >>> her = Person(supplements=[prescribed("calcium 2300 mg")])
    >>> day = day_of_entries(her, [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in upper_limits(facts_of(day)) if not row["holds"]]
    ['total: 2,577 mg (at most 2,500) for Calcium; 2,300 mg of it from tablets']
    """
    targets, tablets = facts.plan.targets, facts.tablets
    for nutrient in targets.index[targets["upper_scope"] == "total"]:
        upper, unit = facts.upper(nutrient), unit_of(nutrient)
        for date in facts.dates:
            value = facts.known[date][nutrient] + tablets.get(nutrient, 0.0)
            note = f" for {nutrients()[nutrient].label}{facts.set_note(nutrient, 'upper_kind')}"
            note += tablets_note(facts, nutrient)
            finding = judge("upper limits", "total", value, math.nan, upper, unit, date, note=note, nutrient=nutrient)
            yield judged(facts, finding, nutrient, [date], hers=facts.set_limit(nutrient))
    if not math.isnan(facts.upper("retinol_ug")):
        for week in facts.weeks():
            mean = sum(facts.known[date]["retinol_ug"] for date in week) / len(week) + tablets.get("retinol_ug", 0.0)
            note, upper = tablets_note(facts, "retinol_ug"), facts.upper("retinol_ug")
            finding = judge("upper limits", "retinol_ug", mean, upper=upper, unit="µg", date=week[-1], note=note)
            yield judged(facts, finding, "retinol_ug", week, hers=facts.set_limit("retinol_ug"))


def supplement_limits(facts: Facts) -> Iterator[Finding]:
    """Upper limits that count supplements only.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each nutrient that is taken so, the same on every day, in its unit.

    Notes
    -----
    Food never enters here, so a microgram of folic acid meets no dietary folate equivalent. What a
    dietitian sets counts everything, so it lifts none of these.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, prescribed
    >>> her = Person(supplements=[prescribed("magnesium 400 mg")])
    >>> day = day_of_entries(her, [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in supplement_limits(facts_of(day))]
    ['supplement: 400 mg (at most 350) for magnesium from tablets; this limit counts supplements only']
    """
    targets = facts.plan.targets
    for nutrient in targets.index[targets["published_scope"].isin(TABLETS_ONLY)]:
        amount = facts.tablets.get(nutrient, 0.0)
        if amount:
            upper, scope = targets.loc[nutrient, ["published_upper", "published_scope"]]
            note = f" for {tablet_name(nutrient)} from tablets; this limit {limit_note(scope)}"
            unit = unit_of(nutrient)
            yield judge("upper limits", "supplement", amount, upper=upper, unit=unit, note=note, nutrient=nutrient)


def caffeine(facts: Facts) -> Iterator[Finding]:
    """Caffeine of each day; with a food that could hold some and gives no figure it can't be judged.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day [mg].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("08:00", "coffee", 3.0)])
    >>> [row["detail"] for row in caffeine(facts_of(day))]
    ['Caffeine: 284.4 mg (at most 200)']
    """
    upper = facts.rules[("caffeine", "caffeine_mg")]["upper"]
    for date in facts.dates:
        value = facts.known[date]["caffeine_mg"]
        finding = judge("caffeine", "caffeine_mg", value, upper=upper, unit="mg", date=date)
        yield judged(facts, finding, "caffeine_mg", [date], hers=True)


def energy_balance(facts: Facts) -> Iterator[Finding]:
    """How much of the energy of each day is from fat, carbohydrate and saturated fat.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each of them and each day [1]; none for a day without energy, such as one of water.

    Notes
    -----
    Energy by the general Atwater factors of ``data/constants.csv``.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> for row in energy_balance(facts_of(day)):
    ...     print(row["detail"])
    Fat: 0.5143 of energy (at least 0.2 and at most 0.35)
    Carbohydrate: 0.2698 of energy (at least 0.45 and at most 0.65)
    Saturated fat: 0.3307 of energy (at most 0.1)
    """
    for nutrient in facts.subjects("energy balance"):
        row = facts.rules[("energy balance", nutrient)]
        kcal = constant("atwater_carbohydrate" if nutrient == "carbohydrate_g" else "atwater_fat")
        for date in facts.dates:
            if not facts.known[date]["energy_kcal"]:
                continue
            share = facts.known[date][nutrient] * kcal / facts.known[date]["energy_kcal"]
            note = unknown_note(facts, date, nutrient)
            yield judge("energy balance", nutrient, share, row["lower"], row["upper"], "of energy", date, note=note)


def sodium(facts: Facts) -> Iterator[Finding]:
    """Sodium of each day, that of tablets counted: a usual amount, and at most the level above which less is better.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day and each of the two that the system has [mg].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "feta", 4.0)])
    >>> [row["detail"] for row in sodium(facts_of(day))]
    ['enough: 1,027 mg (at least 1,500)', 'Sodium: 1,027 mg (at most 2,300)']
    """
    for date in facts.dates:
        value, upper = facts.known[date]["sodium_mg"] + facts.tablets.get("sodium_mg", 0.0), facts.upper("sodium_mg")
        if not math.isnan(facts.target("sodium_mg")) and not facts.target("sodium_mg") >= upper:
            least = facts.rules[("sodium", "enough")]["lower"] * facts.target("sodium_mg")
            yield judge("sodium", "enough", value, least, unit="mg", date=date, note=facts.set_note("sodium_mg"))
        if facts.plan.targets["upper_scope"].get("sodium_mg") == "cdrr":
            note = tablets_note(facts, "sodium_mg")
            yield judge("sodium", "sodium_mg", value, upper=upper, unit="mg", date=date, note=note)


def fruit_and_vegetables(facts: Facts) -> Iterator[Finding]:
    """Grams of fruit and vegetables of each day.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day [g].

    Notes
    -----
    Potatoes, legumes and juice do not count.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("10:30", "apple", 2.0)])
    >>> [row["detail"] for row in fruit_and_vegetables(facts_of(day))]
    ['fruit and vegetables: 364 g (at least 400)']
    """
    rule, subject = "fibre, fruit and vegetables", "fruit_and_vegetables"
    for date, grams in facts.fruit_and_vegetables().items():
        yield judge(rule, subject, grams, facts.rules[(rule, subject)]["lower"], unit="g", date=date)


CHECKS: tuple[Check, ...] = (
    energy,
    floors,
    upper_limits,
    supplement_limits,
    caffeine,
    energy_balance,
    sodium,
    fruit_and_vegetables,
)
