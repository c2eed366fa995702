"""Which rows of the safety table matter to the person of a plan: her tablets, her conditions, her stage.

It says when tablets keep apart from food, and whom to ask; never how much, and never to take any.
"""

import math
import re
from collections.abc import Iterator

import pandas as pd

from planner.assessment.adequacy import intake, tablets_text
from planner.menu.plan import Plan, servings_frame
from planner.menu.wording import listed, percent
from planner.person.energy import body_mass_index
from planner.person.menu_rules import rules_for
from planner.person.person import Supplement
from planner.reference.nutrients import nutrients, tablet_name
from planner.reference.tables import constant, read
from planner.reference.units import minutes
from planner.safety.suitability import eats_fish

COLUMNS = ["key", "level", "what", "action", "why", "source", "because"]
FIRST = ("phone", "doctor", "ask", "refuse", "limit", "warn")  # what is most urgent stands on top
OF_TABLETS = {
    "calcium_mg": "calcium_tablets",
    "magnesium_mg": "magnesium_tablets",
    "vitamin_b6_mg": "b6_tablets",
}
OF_CONDITIONS = {
    "kidney_potassium": ("kidney_potassium", "salt_substitute"),
    "ace_inhibitor": ("kidney_potassium", "salt_substitute"),
    "gestational_diabetes": ("gestational_diabetes",),
    "nausea": ("dehydration", "nausea"),
}
CONDITIONS_IN_WORDS = {
    "kidney_potassium": "kidneys or medicines that hold potassium back",
    "ace_inhibitor": "an ACE inhibitor or a sartan",
    "gestational_diabetes": "diabetes of pregnancy",
    "nausea": "nausea",
}


# who eats vegan or without dairy may lack these: their name, and the tablets that would bring them
BESIDES = {
    "vitamin B12": ("vitamin_b12_ug",),
    "iodine": ("iodine_ug",),
    "DHA": ("dha_g", "epa_dha_mg"),
    "vitamin D": ("vitamin_d_ug",),
}
OF_MAKERS = ("vitamin_b12_ug", "iodine_ug")  # what makers add to some brands only


def advise(plan: Plan) -> pd.DataFrame:
    """The rows of ``data/safety.csv`` that matter to the person of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        Most urgent first: key, level (phone, doctor, ask, refuse, limit, warn), what, action, why and
        source as in the table, and because (what in this plan calls for it).

    Notes
    -----
    An iron tablet is told apart from calcium and from tea or coffee where they come in its meal, or
    within the hours that `pairing_rules.csv` gives for tea and iron. Calcium of food and tablets
    counts together [mg].

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person, prescribed
    >>> her = Person(supplements=[prescribed("iron 30 mg with breakfast")])
    >>> advise(day_of_entries(her, [Entry("07:30", "tea_black", 1.0)]))[["key", "because"]].values.tolist()
    [['tea_iron', 'iron with breakfast meets black tea on 1 of 1 days']]
    """
    table = read("safety").set_index("key", drop=False)
    reasons: dict[str, list[str]] = {}
    for key, because in (
        *_conditions_and_stage(plan),
        *_ask_first(plan),
        *_vegan(plan),
        *_tablets(plan),
        *_timing(plan),
    ):
        reasons.setdefault(key, []).append(because)
    rows = [{**table.loc[key].to_dict(), "because": "; ".join(found)} for key, found in reasons.items()]
    rows.sort(key=lambda row: FIRST.index(row["level"]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _timing(plan: Plan) -> Iterator[tuple[str, str]]:
    """Iron tablets that meet calcium, or tea and coffee."""
    rules = read("pairing_rules")
    reach = 60 * float(rules.loc[rules["affects"] == "iron", "hours_apart"].max())
    cup = re.compile(str(read("safety").set_index("key").at["tea_iron", "match"]))
    frame = servings_frame(plan)
    cups = frame["food"].map(lambda food: bool(cup.search(food)))
    for iron in _taken(plan, "iron_mg"):
        hour = minutes(plan.preferences.hours[iron.meal])
        near = (frame["slot"] == iron.meal) | (frame["time"].map(minutes).sub(hour).abs() <= reach)
        beside = sum(
            one.amount
            for one in _taken(plan, "calcium_mg")
            if abs(minutes(plan.preferences.hours[one.meal]) - hour) <= reach
        )
        eaten = frame[near].groupby("date")["calcium_mg"].sum()
        calcium = [float(eaten.get(day.date, 0.0)) + beside for day in plan.days]
        met = [mg for mg in calcium if mg >= constant("iron_tablet_calcium")]
        with_meal = f"iron with {_meal(iron)}"
        if met:
            least = "; some foods give no figure" if frame.loc[near, "calcium_mg"].isna().any() else ""
            amount = f"up to {max(met):,.0f} mg calcium"
            yield "calcium_iron", f"{with_meal} meets {amount} on {_days(len(met), plan)}{least}"
        drunk = frame[near & cups]
        if len(drunk):
            names = ", ".join(name.lower() for name in drunk["name"].unique())
            yield "tea_iron", f"{with_meal} meets {names} on {_days(drunk['date'].nunique(), plan)}"


def _tablets(plan: Plan) -> Iterator[tuple[str, str]]:
    """What is to be known about each tablet, and calcium of food and tablets together."""
    for one in plan.person.supplements:
        if one.nutrient in OF_TABLETS:
            yield OF_TABLETS[one.nutrient], _prescribed(one)
        if one.nutrient == "retinol_ug" and plan.person.stage == "pregnant":
            yield "retinol_tablets", _prescribed(one)
    tablets = plan.person.supplement_amounts().get("calcium_mg", 0.0)
    noted = rules_for(plan.person)[("comfortable amounts", "calcium_mg")]["upper"]
    daily = intake(plan)
    most = float(daily.loc[daily["nutrient"] == "calcium_mg", "known"].max()) + tablets
    if tablets and most > noted:
        yield "calcium_total", f"food and tablets bring up to {most:,.0f} mg a day"


def _conditions_and_stage(plan: Plan) -> Iterator[tuple[str, str]]:
    """Her conditions and her stage."""
    amounts = plan.person.supplement_amounts()
    for condition in plan.person.conditions:
        for key in OF_CONDITIONS[condition]:
            yield key, CONDITIONS_IN_WORDS[condition]
    watched = [one for one in ("kidney_potassium", "ace_inhibitor") if one in plan.person.conditions]
    if watched and plan.person.stage == "pregnant":
        sure = "ace_inhibitor" in watched
        yield "ace_inhibitor" if sure else "ace_inhibitor_if", f"{CONDITIONS_IN_WORDS[watched[-1]]}, and pregnant"
    if watched and "potassium_mg" in amounts:
        amount = tablets_text("potassium_mg", amounts["potassium_mg"])
        yield "kidney_potassium", f"potassium from tablets, {amount} a day, comes on top of the food"
    if plan.person.trimester == 1 and "folate_dfe_ug" not in amounts:
        yield "folic_acid", "first trimester"


def _ask_first(plan: Plan) -> Iterator[tuple[str, str]]:
    """For whom the figures are not made, and an energy target under the estimate."""
    person, bmi = plan.person, body_mass_index(plan.person)
    if person.twins:
        yield "twins", "more than one child"
    if person.age < constant("ask_first_years"):
        yield "under_18", f"{person.age} years"
    before = "" if person.stage == "adult" else " before pregnancy"
    if bmi < constant("bmi_usual") or bmi >= constant("bmi_obese"):
        yield "low_weight" if bmi < constant("bmi_usual") else "high_weight", f"body mass index {bmi:.1f}{before}"
    row = plan.targets.to_dict("index")["energy_kcal"]
    if row["target"] < constant("energy_warned_share") * row["published"]:
        share = percent(row["target"] / row["published"])
        note = f"; set by your dietitian: {row['note']}" if row["note"] else ""
        yield "low_energy", f"{row['target']:,.0f} of {row['published']:,.0f} kcal a day, {share}{note}"


def _vegan(plan: Plan) -> Iterator[tuple[str, str]]:
    """What who eats vegan or without dairy may lack, and what hangs on one product to which its maker adds it."""
    mine, taken = plan.preferences, plan.person.supplement_amounts()
    vegan, no_dairy = mine.diet == "vegan", "milk" in mine.without or "dairy" in mine.exclude
    if vegan or no_dairy:
        needed = {
            "vitamin B12": vegan or mine.diet == "vegetarian",
            "DHA": plan.person.stage != "adult" and not eats_fish(plan.foods, mine),
        }
        asked = [
            name for name, keys in BESIDES.items() if needed.get(name, True) and not any(key in taken for key in keys)
        ]
        if asked:
            how = "eats vegan" if vegan else "eats no dairy"
            yield "without_dairy", f"{how}, and takes no {listed(asked, 'or')}"
    for key in OF_MAKERS:
        if key not in taken:
            yield from _hanging(plan, key)


def _hanging(plan: Plan, nutrient: str) -> Iterator[tuple[str, str]]:
    """That a nutrient hangs on one product to which its maker adds it, if it does."""
    frame = servings_frame(plan)
    by_food = frame.groupby("food")[nutrient].sum() / len(plan.days)
    fortified = plan.foods.frame["fortified"].reindex(by_food.index)
    made = by_food[[nutrient in cell.split() for cell in fortified]]
    known, most = float(by_food.sum()), float(made.max())
    enough = float(plan.targets["target"].get(nutrient, math.nan))
    if most >= constant("one_product_share") * known > 0 and not known - most >= enough:
        name, text = nutrients()[nutrient].name, nutrients()[nutrient].text
        least = "at least " if frame[nutrient].isna().any() else ""
        amounts = f"{text(most).rpartition(' ')[0]} of {least}{text(known)} {name} a day"
        yield "one_fortified", f"{amounts} from {plan.foods.word(str(made.idxmax()))} with added {name}"


def first_words(advice: pd.DataFrame) -> tuple[str, ...]:
    """What of the advice stands before everything else, on pages, documents and the command line.

    Parameters
    ----------
    advice : pandas.DataFrame
        Of `advise`.

    Returns
    -------
    tuple of str
        Sentences: whom to phone today, then whom to ask before following the plan.

    Examples
    --------
    >>> from planner.assessment import day_of_entries
    >>> from planner.person import Person
    >>> taking = Person(conditions=["ace_inhibitor"], twins=True)
    >>> for words in first_words(advise(day_of_entries(taking, []))):
    ...     print(words)
    ACE inhibitors and sartans in pregnancy (an ACE inhibitor or a sartan, and pregnant). This medicine is not meant ...
    Twins or more (more than one child). Ask your midwife or dietitian how much you need before you follow a plan.
    """
    rows = advice[advice["level"].isin(("phone", "ask"))].to_dict("records")
    return tuple(f"{row['what']} ({row['because']}). {row['action']}" for row in rows)


def _taken(plan: Plan, nutrient: str) -> list[Supplement]:
    return [one for one in plan.person.supplements if one.nutrient == nutrient]


def _prescribed(one: Supplement) -> str:
    return f"{tablet_name(one.nutrient)}, {tablets_text(one.nutrient, one.amount)} with {_meal(one)}"


def _meal(one: Supplement) -> str:
    return one.meal.replace("_", " ")


def _days(count: int, plan: Plan) -> str:
    return f"{count} of {len(plan.days)} days"
