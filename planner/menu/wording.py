"""Words and figures as pages and documents show them."""

import math
import re
from collections.abc import Iterable
from datetime import date

from planner.errors import one_of
from planner.foods.food_table import inside_sentence
from planner.menu.plan import HABIT, Serving
from planner.reference.nutrients import known_nutrient, nutrients
from planner.reference.table_schemas import SLOTS

DISCLAIMER = (
    "A cooking and record-keeping aid, not a medical device; it does not replace your doctor, midwife or dietitian."
)
# how soon a danger sign wants a doctor, by its topic in the safety table
URGENCY = {
    "ambulance": "Call an ambulance",
    "now": "Ring the maternity unit or get help now",
    "today": "See or ring a doctor today",
    "next visit": "Tell your doctor or midwife",
}
DASH = "—"  # shown where nothing is known
_NUMBERS = dict(enumerate("three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), start=3))


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Words as a list in a sentence.

    Parameters
    ----------
    words : iterable of str
    joint : str
        Stands before the last.

    Returns
    -------
    str
        Empty if there are no words.

    Examples
    --------
    >>> listed(["calcium", "magnesium", "potassium"])
    'calcium, magnesium and potassium'
    """
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""


def day_name(day: date) -> str:
    """A date as a heading.

    Parameters
    ----------
    day : datetime.date

    Returns
    -------
    str

    Examples
    --------
    >>> day_name(date(2026, 11, 23))
    'Monday 23 November'
    """
    return f"{day:%A} {day.day} {day:%B}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    Parameters
    ----------
    number : int
    one : str
        The noun in the singular.
    many : str, optional
        In the plural; with an s by default.

    Returns
    -------
    str

    Examples
    --------
    >>> count(1, "food"), count(1200, "food"), count(2, "dish", "dishes")
    ('1 food', '1,200 foods', '2 dishes')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def all_of(number: int) -> str:
    """That a number is all there is, in words.

    Parameters
    ----------
    number : int
        2 or more.

    Returns
    -------
    str

    Examples
    --------
    >>> all_of(2), all_of(3), all_of(15)
    ('both', 'all three', 'all 15')
    """
    return "both" if number == 2 else f"all {_NUMBERS.get(number, number)}"


def label(nutrient: str) -> str:
    """A nutrient's name inside a sentence.

    Parameters
    ----------
    nutrient : str
        A key of ``data/nutrients.csv``.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> label("calcium_mg"), label("vitamin_d_ug"), label("folate_dfe_ug")
    ('calcium', 'vitamin D', 'folate (DFE)')
    """
    return nutrients()[known_nutrient(nutrient)].name


def portion(serving: Serving) -> str:
    r"""A serving as it is said in a kitchen, with its weight.

    Parameters
    ----------
    serving : Serving

    Returns
    -------
    str

    Examples
    --------
    >>> portion(Serving("egg_boiled", "Boiled egg", 50.0, 1.0, "1 large egg"))
    '1 large boiled egg (50\xa0g)'
    """
    weight = f"{serving.grams:.0f}" if serving.grams >= 10 else f"{serving.grams:.2g}"
    return f"{household(serving)} ({weight}\u00a0g)"


def household(serving: Serving) -> str:
    """A serving by its household measure, as it is said in a kitchen.

    Parameters
    ----------
    serving : Serving

    Returns
    -------
    str

    Examples
    --------
    >>> household(Serving("rice_cakes_buckwheat", "Buckwheat rice cakes", 18.0, 1.0, "2 rice cakes"))
    '2 buckwheat rice cakes'
    >>> household(Serving("cherries", "Cherries", 138.0, 1.0, "1 cup, with stones"))
    '1 cup cherries, with stones'
    >>> household(Serving("egg_omelette", "Omelette", 122.0, 2.0, "2 large eggs"))
    '2 large eggs'
    >>> household(Serving("tomatoes_tinned", "Tinned tomatoes", 200.0, 1.0, "½ tin"))
    '½ tin tomatoes'
    """
    measure, _, how = serving.measure.partition(",")
    name, _, kind = serving.name.partition(",")
    name = inside_sentence(name) if re.match(r"[A-Z][a-z]", name) else name
    words = measure.split()
    if "tin" in words or "tins" in words:
        name = re.sub(r"^tinned (?=\S)", "", name)
    *kinds, noun = name.split() or [""]  # a name may be no more than a comma
    place = next((n for n, word in enumerate(words) if same_noun(word, noun)), None)
    if place is None:
        if not any(same_noun(word, "egg") for word in words):  # an egg is an egg, whatever is made of it
            words.append(name)
    else:
        while kinds and words[place - 1] in kinds:  # rice cakes that are buckwheat rice cakes
            words.pop(place := place - 1)
        words[place:place] = kinds
    tail = "".join(f", {part.strip()}" for part in (kind, how) if part.strip())
    return f"{' '.join(words).strip()}{tail}".replace(" %", "\u00a0%")


def same_noun(word: str, noun: str) -> bool:
    """Whether two words are one noun, in the singular or plural.

    Examples
    --------
    >>> same_noun("potato", "Potatoes"), same_noun("cup", "potatoes")
    (True, False)
    """
    short, long = sorted((word.lower(), noun.lower()), key=len)
    ends = {short, short + "s", short + "es", re.sub("y$", "ies", short), re.sub("f$", "ves", short)}
    return long in ends


def lower_first(text: str) -> str:
    """A sentence's beginning in lower case, to go on from another; a proper name keeps its capital.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> lower_first("Energy stays within 1 % of the target.")
    'energy stays within 1 % of the target.'
    >>> lower_first("Greek yoghurt")
    'Greek yoghurt'
    """
    return inside_sentence(text)


def meal_label(slot: str) -> str:
    """A slot as the user reads it.

    Parameters
    ----------
    slot : str
        One of the six, or `HABIT`.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If there is no such slot.

    Examples
    --------
    >>> meal_label("morning_snack"), meal_label(HABIT)
    ('Morning snack', 'Had anyway')
    """
    one_of(slot, (*SLOTS, HABIT), "the slot")
    return "Had anyway" if slot == HABIT else slot.replace("_", " ").capitalize()


def whose_meal(when: date, slot: str) -> str:
    """A meal by its day, as a leftover names where it is from.

    Parameters
    ----------
    when : datetime.date
    slot : str
        One of the six.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If there is no such slot.

    Examples
    --------
    >>> whose_meal(date(2026, 11, 23), "dinner")
    "Monday's dinner"
    """
    return f"{when:%A}'s {meal_label(slot).lower()}"


def percent(share: float) -> str:
    """A share in whole per cent, never rounded up: 99.9 % is not a target reached.

    Parameters
    ----------
    share : float
        1 is the whole; NaN where there is no target [1].

    Returns
    -------
    str

    Examples
    --------
    >>> percent(0.9993), percent(10.89), percent(float("nan"))
    ('99 %', '1,089 %', 'no target')
    """
    return "no target" if math.isnan(share) else f"{math.floor(share * 100 + 1e-4):,} %"
