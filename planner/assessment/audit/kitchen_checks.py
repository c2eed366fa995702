"""Rules of the kitchen, recomputed: time, whose dishes, what meals turn round, leftovers."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date

from planner.assessment.audit.facts import Check, Facts, Finding, judge
from planner.foods.food_kinds import is_bread, is_plant_drink, is_poultry, is_protein_food, is_soy_food
from planner.menu.dishes import dish_templates
from planner.menu.keeping import TWICE, keeping, leftover_minutes
from planner.menu.plan import HABIT, Dish, Meal
from planner.menu.seasoning import lacks_seasoning, seasoning_foods
from planner.reference.table_schemas import SLOTS

WEEKEND = (5, 6)  # of `datetime.date.weekday`
MAIN_MEALS = ("lunch", "dinner")


def _dishes(facts: Facts) -> Iterator[tuple[Date, Meal, Dish]]:
    """Each dish that is planned, with its day and meal."""
    for day in facts.plan.days:
        for meal in day.meals:
            if meal.slot != HABIT:
                yield from ((day.date, meal, dish) for dish in meal.dishes)


def kitchen_time(facts: Facts) -> Iterator[Finding]:
    """Hands-on minutes of each day, within what she gives.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day [min].

    Notes
    -----
    Minutes are those of ``data/dishes.csv``; a dish that is not there has none, and a leftover takes as long
    as it does to heat it.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [row["subject"] for row in kitchen_time(facts_of(day))]
    ['hands-on']
    """
    known = dish_templates(facts.plan.foods)
    minutes = dict.fromkeys(facts.dates, 0.0)
    for date, _, dish in _dishes(facts):
        if dish.leftover_of:
            minutes[date] += leftover_minutes()
        elif dish.dish in known:
            minutes[date] += known[dish.dish].hands_on
    weekday, weekend = facts.plan.preferences.minutes
    for date, value in minutes.items():
        most = weekend if date.weekday() in WEEKEND else weekday
        yield judge("kitchen time", "hands-on", value, upper=float(most), unit="min", date=date)


def kitchens(facts: Facts) -> Iterator[Finding]:
    """How many dishes are of kitchens that she did not wish for, and plant drinks where milk would do.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings [times and meals].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> [row["value"] for row in kitchens(facts_of(day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])))]
    [0.0, 0.0]
    """
    known, liked = dish_templates(facts.plan.foods), set(facts.plan.preferences.liked_kitchens)
    of = [known[dish.dish].kitchens for _, _, dish in _dishes(facts) if dish.dish in known]
    frame = facts.plan.foods.frame
    drinks = set(frame.index[is_plant_drink(frame)]) if not facts.plan.preferences.wants_plant_drinks else set()
    times = facts.plates.loc[~facts.plates["leftover"] & (facts.plates["slot"] != HABIT), "food"].isin(drinks).sum()
    yield judge("kitchens", "plant drinks", float(times), unit="times")
    yield judge("kitchens", "other", float(sum(not liked & set(kitchens) for kitchens in of if kitchens)), unit="meals")


def protein_foods(facts: Facts) -> Iterator[Finding]:
    """What lunches and dinners turn round, and how often there is bread.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each kind of food and each week, and one for the meals without any [meals].

    Notes
    -----
    A part of a week is judged in proportion. Poultry is asked for where it is eaten at all, bread where no
    allergy forbids it, little soy of those who neither need nor wish it.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [(row["subject"], row["value"]) for row in protein_foods(facts_of(day))]
    [('poultry', 0.0), ('bread', 0.0), ('soy', 0.0), ('none', 0.0)]
    """
    frame, hers = facts.plan.foods.frame, facts.plan.preferences
    kinds = {"poultry": is_poultry(frame), "bread": is_bread(frame), "soy": is_soy_food(frame)}
    of = {subject: set(frame.index[mask]) for subject, mask in kinds.items()}
    protein = set(frame.index[is_protein_food(frame)])
    wished = {
        "poultry": hers.diet == "omnivore" and not {"meat"} & set(hers.exclude),
        "bread": not {"gluten", "wheat"} & set(hers.without) and "bread_pastry" not in hers.exclude,
        "soy": not hers.wants_soy,
    }
    for week in facts.weeks():
        there = [(meal, {s.food for s in dish.servings}) for date, meal, dish in _dishes(facts) if date in week]
        for subject, foods in of.items():
            counted = [
                meal for meal, eaten in there if eaten & foods and (subject == "bread" or meal.slot in MAIN_MEALS)
            ]
            row, share = facts.rules[("protein foods", subject)], len(week) / 7
            lower, upper = math.floor(row["lower"] * share) if row["lower"] == row["lower"] else math.nan, math.nan
            if row["upper"] == row["upper"]:
                upper = float(math.ceil(row["upper"] * share))
            if not wished[subject]:
                lower = upper = math.nan
            yield judge("protein foods", subject, float(len(counted)), float(lower), upper, "meals", week[-1])
    known = dish_templates(facts.plan.foods)
    without = [
        dish.dish.replace("_", " ") for _, meal, dish in _dishes(facts)
        if meal.slot in MAIN_MEALS and dish.dish in known and not protein & {s.food for s in dish.servings}
    ]  # fmt: skip
    note = "".join(f"; {name}" for name in dict.fromkeys(without))
    yield judge("protein foods", "none", float(len(without)), unit="meals", note=note)


def seasoned(facts: Facts) -> Iterator[Finding]:
    """Every cooked savoury dish has what makes it taste.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each day: how many dishes have nothing of the kind [dishes].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> [row["holds"] for row in seasoned(facts_of(day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])))]
    [True]
    """
    known, tasty = dish_templates(facts.plan.foods), seasoning_foods(facts.plan.foods)
    plain: dict[Date, list[str]] = {date: [] for date in facts.dates}
    for date, _, dish in _dishes(facts):
        template = known.get(dish.dish)
        if template and lacks_seasoning(template, [s.food for s in dish.servings], tasty):
            plain[date].append(dish.dish.replace("_", " "))
    for date, names in plain.items():
        note = "".join(f"; {name}" for name in names)
        yield judge("seasoned", "dishes", float(len(names)), upper=0, unit="dishes", date=date, note=note)


def leftovers(facts: Facts) -> Iterator[Finding]:
    """What was cooked for two meals: how often, and whether it is eaten while it keeps.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each week [meals], and one on all that is eaten too late or twice, or was never cooked [meals].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in leftovers(facts_of(day))]
    ['some: 0 meals (at least 0)', 'kept: 0 meals (at most 0)']
    """
    known, subject = dish_templates(facts.plan.foods), facts.plan.preferences.leftovers
    row = facts.rules[("leftovers", subject)]
    cooked = {(date, meal.slot): dish for date, meal, dish in _dishes(facts) if not dish.leftover_of}
    wrong: list[str] = []
    eaten_up: set[tuple[tuple[Date, str], str]] = set()  # what was cooked for two meals does not do for three
    times: dict[Date, int] = dict.fromkeys(facts.dates, 0)
    for date, meal, dish in _dishes(facts):
        if not dish.leftover_of:
            continue
        times[date] += 1
        source, template = cooked.get(dish.leftover_of), known.get(dish.dish)
        order = (dish.leftover_of[0], SLOTS.index(dish.leftover_of[1])) < (date, SLOTS.index(meal.slot))
        days = (date - dish.leftover_of[0]).days
        same = source is not None and replace(source, title="") == replace(dish, title="", leftover_of=None)
        keeps = template is not None and TWICE in template.tags and days <= keeping(template.keeps).fridge_days
        mine = (dish.leftover_of, dish.dish)
        if not (same and order and keeps and mine not in eaten_up):
            wrong.append(f"{dish.dish.replace('_', ' ')} on {date}")
        eaten_up.add(mine)
    for week in facts.weeks():
        share = len(week) / 7
        lower = float(math.floor(row["lower"] * share)) if row["lower"] == row["lower"] else math.nan
        eaten = float(sum(times[date] for date in week))
        yield judge("leftovers", subject, eaten, lower, row["upper"], "meals", week[-1])
    note = "".join(f"; {text}" for text in wrong)
    yield judge("leftovers", "kept", float(len(wrong)), upper=0, unit="meals", note=note)


CHECKS: tuple[Check, ...] = (
    kitchen_time,
    kitchens,
    protein_foods,
    seasoned,
    leftovers,
)
