"""The one pint registry: IU per vitamin, mmol per mineral; and the hours of the day.

Quantities live only at the edges where people type and read; tables and solver hold plain
floats in the unit of the column name.
"""

import re
from collections.abc import Iterator
from functools import cache
from tokenize import TokenError
from typing import TYPE_CHECKING

import lazy_loader

from planner.errors import PlannerError
from planner.reference.nutrients import known_nutrient, nutrients
from planner.reference.outside_text import printable, quoted, short_enough

if TYPE_CHECKING:
    import pint
else:
    pint = lazy_loader.load("pint")  # half a second, and most plans ask for no unit

_BARE = re.compile(r"\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*")
_PART = re.compile(r"(?<![\d.,])([\d.,]++)([^\d.,][^\d]*+)")  # a number and what stands up to the next
_UNIT = re.compile(r"[^\W\d_]+(?: ?/ ?[^\W\d_]+)?")  # one or a ratio: pint would multiply whatever stands there
_TYPED_HOUR = re.compile(r"\s*([0-9]{1,2}):([0-9]{1,2})\s*")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
# what in a typed line may be an amount stands alone: not in the middle of a word or a number
_AMOUNT_START = re.compile(r"(?<=[ :,])(?<![\d.,][.,])(?=\d|at (?:least|most) )", re.IGNORECASE)


@cache
def registry() -> "pint.UnitRegistry":
    """The registry of all quantities: that of the application, with the international unit, which pint has not.

    Returns
    -------
    pint.UnitRegistry

    Examples
    --------
    >>> registry().Quantity(600, "IU") * registry().Quantity(0.025, "µg/IU")
    <Quantity(15.0, 'microgram')>
    """
    ours = pint.get_application_registry()
    if "international_unit" not in ours:  # a reloaded module must not define it twice
        ours.define("international_unit = [international_unit] = IU")
    return ours.get()


def quantity(text: str) -> "pint.Quantity":
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
    typed = printable(short_enough(text, "the quantity")).strip()
    parts = _PART.findall(typed)
    try:
        whole = "".join(map("".join, parts)) == typed
        if not parts or not whole or not all(_UNIT.fullmatch(unit.strip()) for _, unit in parts):
            raise ValueError
        pieces = [registry().Quantity(float(n.replace(",", ".")), unit.strip()) for n, unit in parts]
        total = pieces[0]
        for piece in pieces[1:]:
            total = total + piece
        return total
    except (ValueError, TypeError, AttributeError, AssertionError, TokenError, pint.PintError):
        raise ValueError(f"{typed!r} is not a quantity: write a number and a unit, such as 165 cm") from None


def magnitude(value: "str | float | pint.Quantity", unit: str) -> float:
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
        registry().parse_units(unit)
    except (ValueError, TypeError, AttributeError, TokenError, pint.PintError):
        raise PlannerError(f"the unit can't be {unit!r}: take one such as 'g', 'cm' or 'kcal'") from None
    if isinstance(value, str) and not _BARE.fullmatch(short_enough(value, "the quantity")):
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
    short_enough(text, "the amount")
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
        amount = amount * registry().Quantity(row.g_per_mol, "g/mol")
    elif amount.check("[international_unit]"):
        if row.ug_per_iu is None:
            raise ValueError(f"{text!r} is no use for {row.label}: write it in {row.unit}")
        amount = amount * registry().Quantity(row.ug_per_iu, "µg/IU")
    return magnitude(amount, row.unit)


def amounts_in(line: str) -> Iterator[int]:
    """Where in a typed line an amount may begin: at a number that stands alone, or at "at least" before one.

    Parameters
    ----------
    line : str
        With single blanks, such as ``"vitamin B6 at least 2 mg"``.

    Yields
    ------
    int
        Places in the line, in order.

    Examples
    --------
    >>> line = "vitamin B6 at least 2 mg"
    >>> [line[place:] for place in amounts_in(line)]
    ['at least 2 mg', '2 mg']
    """
    return (found.start() for found in _AMOUNT_START.finditer(line))


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
    found = _TYPED_HOUR.fullmatch(short_enough(text, "the hour"))
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(_no_hour(text))
    return f"{int(found[1]):02}:{int(found[2]):02}"


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
    return f"{quoted(text)} is not an hour of the day: write it like 08:00"
