"""Rules of the week, recomputed."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from planner.assessment.audit.facts import Check, Facts, Finding, judge, unit_of
from planner.menu.dishes import dish_templates, load_dishes
from planner.menu.plan import HABIT
from planner.reference.tables import read
from planner.safety.suitability import eats_fish


def other_nutrients(facts: Facts) -> Iterator[Finding]:
    """The other nutrients in the mean of the days, and what a dietitian set for any nutrient.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each nutrient with a target, in its unit.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> next(other_nutrients(facts_of(day)))["detail"]
    'Phosphorus: 218.7 mg (at least 700)'
    """
    for rule in ("other nutrients", "client targets"):
        for nutrient in facts.subjects(rule):
            target, note = facts.target(nutrient), facts.set_note(nutrient)
            if not math.isnan(target):
                mean = sum(facts.known[date][nutrient] for date in facts.dates) / len(facts.dates)
                yield judge(rule, nutrient, mean, target, unit=unit_of(nutrient), note=note)


def comfortable_amounts(facts: Facts) -> Iterator[Finding]:
    """Minerals, fibre, nuts, produce and the weight of food in the mean of the days: not far above what people eat.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each of them [g or mg].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 8.0)])
    >>> [row["detail"] for row in comfortable_amounts(facts_of(day)) if not row["holds"]]
    ['Calcium: 2,216 mg (at most 2,000)']
    """
    plates, days = facts.plates[facts.plates["slot"] != HABIT], len(facts.dates)
    grams = {
        "fruit_and_vegetables": sum(facts.fruit_and_vegetables().values()),
        "nuts": float(plates.loc[plates["group"] == "nut_seed", "grams"].sum()),
        "food_without_drinks": float(plates.loc[plates["group"] != "drink", "grams"].sum()),
    }
    for subject in facts.subjects("comfortable amounts"):
        row = facts.rules[("comfortable amounts", subject)]
        most = row["upper"] * (facts.target(subject) if row["unit"] == "share of target" else 1)
        weighed = subject in grams
        total = grams[subject] if weighed else sum(facts.known[date][subject] for date in facts.dates)
        if not math.isnan(most):
            unit = "g" if weighed else unit_of(subject)
            yield judge("comfortable amounts", subject, total / days, upper=most, unit=unit)


def fish(facts: Facts) -> Iterator[Finding]:
    """Servings of fish, and of oily fish, in each week of the plan.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        Two findings for each week [1]; none where no fish is left for her.

    Notes
    -----
    A part of a week is judged in proportion.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "herring_baked", 3.0)])
    >>> [row["detail"] for row in fish(facts_of(day))]
    ['servings: 3 a week (at least 0 and at most 1)', 'oily servings: 3 a week (at most 1)']
    """
    plates = facts.plates[facts.plates["group"] == "fish"]
    fat = facts.plan.foods.frame["fat_g"].reindex(plates["food"]).to_numpy()
    oily = plates[~(fat < facts.rules[("fish", "oily from fat_g")]["lower"])]  # of unknown fat: could be oily
    if not eats_fish(facts.plan.foods, facts.plan.preferences):
        return
    for week in facts.weeks():
        for subject, rows in (("servings", plates), ("oily servings", oily)):
            rule = facts.rules[("fish", subject)]
            value = float(rows.loc[rows["date"].isin(week), "servings"].sum())
            lower = math.floor(rule["lower"] * len(week) / 7) if not math.isnan(rule["lower"]) else math.nan
            upper = math.ceil(rule["upper"] * len(week) / 7)
            yield judge("fish", subject, value, lower, upper, "a week", week[-1])


def variety(facts: Facts) -> Iterator[Finding]:
    """How often a dish and a food come again, and how many different foods there are.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each bound on dishes and foods, for different foods one each week [1].

    Notes
    -----
    What she has anyway alone breaks no bound, and what was cooked at another meal counts there; a part of a
    week is judged in proportion. Dishes that ``data/dishes.csv`` does not know, such as those put together of
    entries, are not told apart, and none comes again.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)])
    >>> [row["detail"] for row in variety(facts_of(day)) if not row["holds"]]
    ['different foods: 1 foods (at least 5)']
    """
    limits = {subject: facts.rules[("variety", subject)]["upper"] for subject in facts.subjects("variety")}
    known = set(dish_templates(facts.plan.foods))
    meals = [(day.date, meal) for day in facts.plan.days for meal in day.meals if meal.slot != HABIT]
    eaten = [
        (date, dish.dish) for date, meal in meals for dish in meal.dishes if dish.dish in known and not dish.leftover_of
    ]
    for subject, length in (("dish a day", 1), ("dish on days running", 2), ("dish a week", 7), ("dish again", 7)):
        worst, which = 0, ""
        for date in facts.dates:
            window = {date - timedelta(days=n) for n in range(length)}
            for dish, count in Counter(dish for day, dish in eaten if day in window).items():
                if count > worst:
                    worst, which = count, dish
        note = f"; most: {which.replace('_', ' ')}" if which else ""
        yield judge("variety", subject, float(worst), upper=limits[subject], unit="times", note=note)
    mains = {one.dish for one in load_dishes(facts.plan.foods) if {"lunch", "dinner"} & set(one.slots)}
    for week in facts.weeks():
        again = Counter(dish for day, dish in eaten if day in week and dish in mains)
        worst = max(again.values(), default=0)
        yield judge(
            "variety", "main dish again", float(worst), upper=limits["main dish again"], unit="times", date=week[-1]
        )
    yield from _food_caps(facts)
    for week in facts.weeks():
        count = facts.plates.loc[facts.plates["date"].isin(week), "food"].nunique()
        least = math.ceil(facts.rules[("variety", "different foods")]["lower"] * len(week) / 7)
        yield judge("variety", "different foods", float(count), least, unit="foods", date=week[-1])


def _food_caps(facts: Facts) -> Iterator[Finding]:
    caps = read("roles").set_index("role").to_dict("index")
    roles = facts.plan.foods.frame["roles"].to_dict()
    cooked = facts.plates[~facts.plates["leftover"]]
    eaten = {date: day[["food", "slot"]].to_dict("list") for date, day in cooked.groupby("date")}
    for subject, column, length in (("food by role", "per_day", 1), ("food by role in a week", "per_week", 7)):
        over = []
        for date in facts.dates:
            window = [eaten[d] for n in range(length) if (d := date - timedelta(days=n)) in eaten]
            pairs = [pair for day in window for pair in zip(day["food"], day["slot"], strict=True)]
            served = {food for food, slot in pairs if slot != HABIT}  # what she has anyway alone breaks no cap
            for food, count in Counter(food for food, _ in pairs).items():
                mine = [caps[role][column] for role in str(roles[food]).split() if role in caps]
                if mine and food in served and count > max(mine):
                    over.append(f"{food.replace('_', ' ')} {count} times by {date}")
        finding = judge("variety", subject, float(len(over)), upper=0, unit="foods over their cap")
        yield {**finding, "detail": finding["detail"] + "".join(f"; {text}" for text in over)}


def favourites(facts: Facts) -> Iterator[Finding]:
    """How often each favourite comes in each week of the plan.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        A finding for each favourite and each week [1].

    Notes
    -----
    A part of a week is judged in proportion.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person, Preferences
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0)], Preferences(favourites=["kefir"]))
    >>> [row["detail"] for row in favourites(facts_of(day))]
    ['times: 1 times kefir (at least 0)']
    """
    frame = facts.plan.foods.frame
    for name in facts.plan.preferences.favourites:
        kinds = frame.index[(frame.index == name) | (frame["group"] == name)]
        for week in facts.weeks():
            here = facts.plates[facts.plates["date"].isin(week) & (facts.plates["slot"] != HABIT)]
            least = math.floor(facts.rules[("favourites", "times")]["lower"] * len(week) / 7)
            times = float(here["food"].isin(kinds).sum())
            yield judge("favourites", "times", times, least, unit=f"times {name.replace('_', ' ')}", date=week[-1])


def article_first(facts: Facts) -> Iterator[Finding]:
    """The share of the servings that the article names.

    Parameters
    ----------
    facts : Facts

    Yields
    ------
    dict
        One finding [1].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.assessment.audit import facts_of
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 1.0), Entry("13:00", "bread_rye", 1.0)])
    >>> [row["detail"] for row in article_first(facts_of(day))]
    ['foods: 0.5 of the servings are named by the article']
    """
    named = facts.plan.foods.frame["article"].map(lambda cell: bool(set(cell.split()) - {"A7", "A8"}))
    share = float(named.reindex(facts.plates["food"]).mean())
    yield judge("article first", "foods", share, unit="of the servings are named by the article")


CHECKS: tuple[Check, ...] = (
    other_nutrients,
    comfortable_amounts,
    fish,
    variety,
    favourites,
    article_first,
)
