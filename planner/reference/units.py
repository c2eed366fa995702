"""The one pint registry: IU per vitamin, mmol per mineral, household measures.

Quantities live only at the edges where people type and read; tables and solver hold plain
floats in the unit of the column name.
"""

import math
import re
from datetime import time
from tokenize import TokenError
from typing import cast

import pint

from planner.errors import PlannerError
from planner.reference.nutrients import known_nutrient, nutrients

ureg: pint.UnitRegistry = cast(pint.UnitRegistry, pint.get_application_registry())
if "international_unit" not in ureg:  # pint has no IU; a reloaded module must not define it twice
    ureg.define("international_unit = [international_unit] = IU")

_BARE = re.compile(r"\s*(\d+[.,]?\d*|[.,]\d+)\s*")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75}


def quantity(text: str) -> pint.Quantity:
    """Read a typed quantity such as ``"165 cm"``, ``"5 ft 5 in"`` or ``"62,5 kg"``.

    Parameters
    ----------
    text : str
        A number and a unit, or several that add up.

    Returns
    -------
    pint.Quantity

    Raises
    ------
    ValueError
        In one sentence, if the text is no quantity.

    Examples
    --------
    >>> f"{quantity('5 ft 5 in').to('cm'):.1f~}"
    '165.1 cm'
    """
    parts = re.findall(r"([\d.,]+)\s*([^\d\s.,][^\d]*)", text.strip())
    try:
        if not parts or text.strip().startswith("-"):
            raise ValueError
        if not all(sign.isalpha() or sign in " /" for _, unit in parts for sign in unit.strip()):
            raise ValueError  # pint would work out whatever stands there as Python
        pieces = [ureg.Quantity(float(n.replace(",", ".")), unit.strip()) for n, unit in parts]
        total = pieces[0]
        for piece in pieces[1:]:
            total = total + piece
        return total
    except (ValueError, TypeError, AttributeError, AssertionError, TokenError, pint.PintError):
        raise ValueError(f"{text!r} is not a quantity: write a number and a unit, such as 165 cm") from None


def magnitude(value: str | float | pint.Quantity, unit: str) -> float:
    """A typed value as a plain float in `unit`.

    Parameters
    ----------
    value : str, float or pint.Quantity
        A bare number is taken to be in `unit` already.
    unit : str
        As pint writes it: ``"cm"``, ``"g/ml"``.

    Returns
    -------
    float
        Rounded to six decimals where it was converted.

    Raises
    ------
    ValueError
        In one sentence, if the value is no quantity, or one of another kind.
    PlannerError
        If there is no such unit.

    Examples
    --------
    >>> magnitude("1.65 m", "cm"), magnitude("62,5", "kg")
    (165.0, 62.5)
    """
    try:
        ureg.parse_units(unit)
    except (ValueError, TypeError, AttributeError, TokenError, pint.PintError):
        raise PlannerError(f"the unit can't be {unit!r}: take one such as 'g', 'cm' or 'kcal'") from None
    if isinstance(value, str) and not _BARE.fullmatch(value):
        value = quantity(value)
    if isinstance(value, pint.Quantity):
        try:
            return round(float(value.to(unit).magnitude), 6)
        except pint.DimensionalityError:
            raise ValueError(f"{value:~} can't be turned into {unit}: write it in {unit}") from None
    return float(value.replace(",", ".") if isinstance(value, str) else value)


def unambiguous(text: str) -> str:
    """The text itself, unless its number can be read in two ways: thousands here, decimals there.

    Parameters
    ----------
    text : str
        A number, with or without a unit.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        In one sentence that names both.

    Examples
    --------
    >>> unambiguous("1,000 IU")
    Traceback (most recent call last):
    ValueError: '1,000 IU' can mean 1 or 1000: write one of the two
    """
    unclear = re.search(r"(?<![\d.,])([1-9]\d{0,2})([,]\d{3}|[.]000)(?!\d)", text)
    if unclear:
        small, large = f"{float(unclear[0].replace(',', '.')):g}", unclear[1] + unclear[2][1:]
        raise ValueError(f"{text!r} can mean {small} or {large}: write one of the two")
    return text


def nutrient_amount(text: str, nutrient: str) -> float:
    """An amount of a nutrient in the unit of its column, from mass, mmol or IU.

    Parameters
    ----------
    text : str
        Such as ``"25 mmol"``, ``"0.5 g"`` or ``"600 IU"``; a bare number is in the unit of the column.
    nutrient : str
        A key of ``data/nutrients.csv``, which holds molar masses [g/mol] and the mass of one
        international unit [µg].

    Returns
    -------
    float

    Raises
    ------
    ValueError
        In one sentence, if the text is no amount of this nutrient or can be read in two ways
        (``"1,000 IU"``: thousands here, decimals there).
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> round(nutrient_amount("25 mmol", "calcium_mg"))
    1002
    >>> nutrient_amount("600 IU", "vitamin_d_ug")
    15.0
    """
    row = nutrients()[known_nutrient(nutrient)]
    unambiguous(text)
    try:
        if not re.match(r"\s*[\d.,]", text):
            raise ValueError
        bare = re.fullmatch(r"[\s\d.,]+", text)
        amount = quantity(f"{text} {row.unit}" if bare else text)
    except ValueError:
        raise ValueError(f"{text!r} is not an amount: write a number and a unit, such as 250 {row.unit}") from None
    if amount.check("[substance]"):
        if row.g_per_mol is None:
            raise ValueError(f"{text!r} is no use for {row.label}: write it in {row.unit}")
        amount = amount * ureg.Quantity(row.g_per_mol, "g/mol")
    elif amount.check("[international_unit]"):
        if row.ug_per_iu is None:
            raise ValueError(f"{text!r} is no use for {row.label}: write it in {row.unit}")
        amount = amount * ureg.Quantity(row.ug_per_iu, "µg/IU")
    return magnitude(amount, row.unit)


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
    """
    if not 0 <= servings < math.inf:
        raise PlannerError(f"the number of servings can't be {servings:g}: give 0 or more")
    found = re.match(r"\s*([\d.]+)\s+([^,]+)(.*)", serving)
    if not found:
        return f"{servings:g} × {serving}"
    amount = float(found[1]) * servings
    return f"{_number(amount)} {_inflect(found[2].strip(), amount)}{found[3]}"


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
    if one.endswith("lf"):
        return one[:-1] + "ves"
    return one + ("es" if one.endswith(("ss", "ch", "tato", "mato")) else "s")


def clock(text: str) -> str:
    """An hour of the day as ``"HH:MM"``.

    Parameters
    ----------
    text : str
        As typed.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        In one sentence.

    Examples
    --------
    >>> clock("8:05")
    '08:05'
    """
    try:
        hour, minute = text.split(":")
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError:
        raise ValueError(_no_hour(text)) from None


def minutes(text: str) -> int:
    """Minutes since midnight of an hour.

    Parameters
    ----------
    text : str
        As `clock` gives it: ``"HH:MM"``.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        In one sentence, if it is no hour of the day.

    Examples
    --------
    >>> minutes("08:05")
    485
    """
    if not _HOUR.fullmatch(text):
        raise ValueError(_no_hour(text))
    return int(text[:2]) * 60 + int(text[3:])


def _no_hour(text: str) -> str:
    return f"{text!r} is not an hour of the day: write it like 08:00"
