"""Rules of the meals and what is on their plates, recomputed."""

from collections.abc import Iterator

from planner.assessment.audit.facts import Check, Facts, Finding, judge
from planner.assessment.pairings import find_pairings, unjudged_pairings
from planner.menu.dishes import load_dishes
from planner.menu.plan import HABIT
from planner.menu.wording import count
from planner.reference.table_schemas import SLOTS
from planner.safety.suitability import unsuitable


def meals(facts: Facts) -> Iterator[Finding]:
    """The share of the energy target that each meal brings, and its calcium.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings for each meal [1] and [mg]; what she has anyway between the meals has none.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("07:30", "kefir", 2.0)])
    >>> [row["detail"] for row in meals(facts_of(day))]
    ['breakfast: 0.1084 of the energy target (at least 0.2 and at most 0.35)', 'Calcium: 554 mg (at most 500)']
    """
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
    """No pairing is flagged, in the mode of the preferences, and none could be.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each mineral and each day: the most that is at stake at one meal [mg].

    Notes
    -----
    A hinderer beside foods that give no figure can't be judged where it would be flagged with the most that
    such foods hold; then the rule does not hold.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("07:30", "kefir", 1.0), Entry("07:30", "tea_black", 1.0)])
    >>> [row["detail"] for row in pairings(facts_of(day))]
    ['Calcium: 277 mg at stake; tea or coffee with calcium at 07:30', 'Iron: 0 mg at stake']
    """
    flags, unknown = find_pairings(facts.plan), unjudged_pairings(facts.plan)
    for subject in facts.subjects("pairings"):
        for date in facts.dates:
            mine = flags[(flags["date"] == date) & (flags["affects"] + "_mg" == subject)]
            worst = float(mine["at_stake_mg"].max()) if len(mine) else 0.0
            note = "".join(f"; {row['rule']} at {row['time']}" for row in mine.to_dict("records"))
            gaps = unknown[(unknown["date"] == date) & (unknown["affects"] + "_mg" == subject)]
            for row in gaps.to_dict("records"):
                gives = f"{count(len(row['foods']), 'food gives', 'foods give')} no figure"
                most = f"with the most that such foods hold it would be {row['could_be_mg']:,.4g} mg"
                note += f"; can't be judged: {row['rule']} at {row['time']}, {gives}; {most}"
            finding = judge("pairings", subject, worst, unit="mg at stake", date=date, note=note)
            foods = tuple(dict.fromkeys(food for cell in gaps["foods"] for food in cell))
            holds, judged = mine.empty and gaps.empty, gaps.empty or not mine.empty  # what is flagged is so for sure
            yield {**finding, "holds": holds, "judged": judged, "without_figure": foods}


def real_portions(facts: Facts) -> Iterator[Finding]:
    """Every portion is whole steps of its household measure, and no more than people eat.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day: how many portions are odd [1].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("10:30", "banana", 0.3)])
    >>> [row["detail"] for row in real_portions(facts_of(day))]
    ['whole steps: 1 odd portions; 0.3 medium banana Banana']
    """
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
    """Every meal that is not skipped has a dish that ``data/dishes.csv`` knows for it.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day: how many meals have none [1].

    Notes
    -----
    A day put together of entries has no dish of the table.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> next(complete(facts_of(day)))["detail"]
    'a dish for every meal: 6 (at most 0); breakfast is empty; morning_snack is empty; ...'
    """
    known = {template.dish: template.slots for template in load_dishes(facts.plan.foods)}
    for day in facts.plan.days:
        left_out = {slot for date, slot in facts.plan.skipped if date == day.date}
        filled = {m.slot for m in day.meals for dish in m.dishes if m.slot in known.get(dish.dish, ())}
        missing = [slot for slot in SLOTS if slot not in filled | left_out]
        finding = judge("real portions", "a dish for every meal", float(len(missing)), upper=0, date=day.date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {slot} is empty" for slot in missing)}


def safety(facts: Facts) -> Iterator[Finding]:
    """Nothing is served that must not be: by ``data/safety.csv``, diet, allergens, exclusions.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day: how many such foods there are [1].

    Notes
    -----
    What she has anyway is not served by the plan.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, Preferences
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)], Preferences(diet="vegan"))
    >>> [row["detail"] for row in safety(facts_of(day))]
    ['refused: 1 foods (at most 0); kefir (not vegan)']
    """
    banned = unsuitable(facts.plan.foods, facts.plan.preferences)
    for date in facts.dates:
        served = facts.plates[(facts.plates["date"] == date) & (facts.plates["slot"] != HABIT)]["food"].unique()
        found = [f"{food} ({banned[food]})" for food in served if food in banned.index]
        finding = judge("safety", "refused", float(len(found)), upper=0, unit="foods", date=date)
        yield {**finding, "detail": finding["detail"] + "".join(f"; {text}" for text in found)}


CHECKS: tuple[Check, ...] = (meals, pairings, real_portions, complete, safety)
