"""Household measures in words: cups, slices and pieces, in the singular or plural."""

import math
import re

from planner.errors import PlannerError

_MEASURE = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})\s+([^,]+)(.*)", re.DOTALL)
_VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75}
# the next larger measure, how many it holds, from how many on it is taken, in what steps
_LARGER = {"pinch": ("tsp", 16, 4, 0.25), "tsp": ("tbsp", 3, 3, 0.5), "tbsp": ("cup", 16, 8, 0.25)}

_MANY = 8  # pinches


def measure(serving: str, servings: float) -> str:
    """A number of household servings in words.

    Parameters
    ----------
    serving : str
        The household measure of one serving, as in the food table: ``"0.5 cup"``.
    servings : float
        How many of them.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If the number of servings is none.

    Examples
    --------
    >>> measure("1 medium banana", 2), measure("0.5 cup", 1), measure("4 prunes", 0.25)
    ('2 medium bananas', '½ cup', '1 prune')
    >>> measure("1 cup, shredded", 1.5), measure("2 tbsp, chopped", 1)
    ('1½ cups, shredded', '2 tbsp, chopped')
    >>> measure("1 leaf", 4)
    '4 leaves'
    """
    if not 0 <= servings < math.inf:
        raise PlannerError(f"the number of servings can't be {servings:g}: give 0 or more")
    found = _MEASURE.match(serving)
    if not found:
        return f"{servings:g} × {serving}"
    amount = float(found[1]) * servings
    return f"{_number(amount)} {_inflect(found[2].strip(), amount)}{found[3]}"


def pot_measure(serving: str, servings: float) -> str:
    """A large number of household servings in words, in spoons and cups as large as a cook would take.

    Parameters
    ----------
    serving : str
        The household measure of one serving, as in the food table.
    servings : float
        How many of them.

    Raises
    ------
    PlannerError
        If the number of servings is none.

    Examples
    --------
    >>> pot_measure("1 tbsp", 8), pot_measure("0.5 tsp", 6), pot_measure("1 pinch", 8), pot_measure("1 cup", 3)
    ('½ cup', '1 tbsp', '½ tsp', '3 cups')
    >>> pot_measure("1 pinch", 27)
    '1¾ tsp'
    >>> pot_measure("2 tbsp, chopped", 5)
    '10 tbsp, chopped'
    """
    found = _MEASURE.match(serving)
    if not found:
        return measure(serving, servings)
    amount, unit = float(found[1]) * servings, found[2].strip()
    if unit == "pinch" and amount >= _MANY:
        amount = round(amount / 4) * 4  # nobody counts so many
    while unit in _LARGER:
        larger, of, least, step = _LARGER[unit]
        parts = amount / of / step
        if amount < least or abs(parts - round(parts)) > 1e-6:
            break
        amount, unit = amount / of, larger
    return measure(f"{amount:.6f} {unit}{found[3]}", 1)


def _number(amount: float) -> str:
    whole, part = math.floor(amount + 1e-9), amount - math.floor(amount + 1e-9)
    for sign, value in _VULGAR.items():
        if abs(part - value) < 1e-6:
            return f"{whole or ''}{sign}"
    return f"{amount:.3g}"


def _inflect(noun: str, amount: float) -> str:
    if re.search(r"(tbsp|tsp)$", noun):
        return noun
    one = re.sub(r"ves$", "f", noun) if noun.endswith("ves") else re.sub(r"(?<=ss)es$|(?<!s)s$", "", noun)
    one = re.sub(r"ie$", "y", one)
    if amount <= 1:
        return one
    if one.endswith("y") and one[-2] not in "aeiou":
        return one[:-1] + "ies"
    if one.endswith(("lf", "leaf")):
        return one[:-1] + "ves"
    return one + ("es" if one.endswith(("ss", "ch", "tato", "mato")) else "s")
