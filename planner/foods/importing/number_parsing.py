"""Figures as they are typed: decimal point or comma, thousands, units, traces."""

import math
import re
from collections.abc import Iterable
from functools import cache

from planner.foods.importing.column_units import SALT, unit_of, units_of
from planner.reference.tables import constant
from planner.reference.units import nutrient_amount

_UNKNOWN = {"", "-", "–", "—", "n", "n/a", "n.a.", "na", "nd", "n.d.", "nan", "none", "null", "?"}
_UNKNOWN |= {"k.a.", "k. a.", "b.d.", "н.д."}  # no figure: German, Polish, Russian
_TRACES = re.compile(
    r"tr\.?|traces?|spuren|sp\.|tracce|trazas?|ślady|śl\.?|следы|сл\.?|([<≤]|less than).*", re.IGNORECASE | re.DOTALL
)
_PLAIN = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,4})?")
_TYPED = re.compile(r"([-+]?)([0-9.,]+(?:[\s'’][0-9.,]+)*)((?:[eE][-+]?[0-9]{1,4})?)\s*([^\W\d_]*)")
_GROUPED = re.compile(r"([0-9]{1,3})((?:[\s'’][0-9]{3})+)([.,][0-9]+)?")
_LAST_MARK = re.compile(r"[<≤\s]*[-+]?([0-9.,\s'’]*)([.,])([0-9]+)(?![0-9.,])")
_MOST = 40  # characters of a figure
_THREE = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1,234 is thousands here, decimals there


def is_unknown(cell: str) -> bool:
    """Whether a cell says that nobody knows.

    Examples
    --------
    >>> is_unknown("-"), is_unknown("n/a"), is_unknown("0")
    (True, True, False)
    """
    return cell.lower() in _UNKNOWN


def is_trace(cell: str) -> bool:
    """Whether a cell says 'traces' or 'less than': neither zero nor the bound is what was measured.

    Examples
    --------
    >>> is_trace("traces"), is_trace("< 0,5"), is_trace("0.5")
    (True, True, False)
    """
    return _TRACES.fullmatch(cell) is not None


def decimal_mark(cells: Iterable[str]) -> str:
    """The decimal mark that the figures of a file prove: ``","``, ``"."`` or, where they don't, ``""``.

    Examples
    --------
    >>> decimal_mark(["1,234", "0,5"]), decimal_mark(["1,234", "12"]), decimal_mark(["0,5", "0.5"])
    (',', '', '')
    """
    marks = set()
    for cell in cells:
        found = _LAST_MARK.match(cell[:_MOST])
        if found:
            head, mark, tail = found.groups()
            thousands = re.fullmatch(rf"[1-9][0-9]{{0,2}}(\{mark}[0-9]{{3}})*", head) and len(tail) == 3
            if not thousands:  # what is left can but be decimals
                marks.add(mark)
    return marks.pop() if len(marks) == 1 else ""


def figure(cell: str, column: str, unit: str | None, mark: str, points: bool) -> str:
    """A typed figure as a plain number in the unit of its column.

    Parameters
    ----------
    cell : str
        Such as ``"1 234,5"`` or ``"0.12 g"``; a unit in the cell goes before that of the column.
    column : str
    unit : str or None
        The unit of figures that name none; None = the unit of the column.
    mark : str
        The decimal mark of the file, as of `decimal_mark`.
    points : bool
        Whether a lone point always stands before decimals, as in workbooks.

    Raises
    ------
    ValueError
        The second half of a sentence: what to write instead.

    Examples
    --------
    >>> figure("1 234,5", "potassium_mg", None, "", False), figure("0,12 g", "calcium_mg", None, "", False)
    ('1234.5', '120')
    >>> figure("418.4", "energy_kcal", "kJ", ".", False), figure("1,2", "sodium_mg", "g salt", "", False)
    ('100', '480')
    """
    units = units_of(column)
    asked = ValueError(
        f"write a plain number in {unit or next(iter(units), 'servings')}, or leave the cell empty if it is not known"
    )
    found = _TYPED.fullmatch(cell) if len(cell) <= _MOST else None
    if not found:
        raise asked
    sign, digits, power, word = found.groups()
    number = sign + _number(digits, cell, mark, points) + power
    if word:
        salt = f" {SALT}" if unit is not None and unit.endswith(SALT) else ""
        unit = f"{unit_of(word)}{salt}"
    if not _PLAIN.fullmatch(number) or unit not in (None, *units) or not math.isfinite(float(number)):
        raise asked
    if unit is None or unit == units[0]:
        return number
    return format(float(number) * _factor(unit, column), ".10g")


def _number(digits: str, cell: str, mark: str, points: bool) -> str:
    """Digits with marks as a plain number; text that is none comes back as it is."""
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        return grouped[1] + re.sub(r"[\s'’]", "", grouped[2]) + (grouped[3] or "").replace(",", ".")
    marks = re.sub("[^.,]", "", digits)
    if not marks:
        return digits
    if len(marks) == 1:
        return _one_mark(digits, marks, cell, mark, points)
    thousands, last = marks[0], marks[-1]
    whole, _, rest = digits.rpartition(last) if last != thousands else (digits, "", "")
    if re.fullmatch(rf"[0-9]{{1,3}}({re.escape(thousands)}[0-9]{{3}})+", whole):
        return whole.replace(thousands, "") + (f".{rest}" if rest else "")
    return digits


def _one_mark(digits: str, mark: str, cell: str, decimal: str, points: bool) -> str:
    decimals, thousands = digits.replace(",", "."), digits.replace(mark, "")
    if not _THREE.fullmatch(digits) or decimal == mark == "," or (mark == "." and points):
        return decimals
    if mark == ",":
        if decimal == ".":
            return thousands
    elif decimal == "." or (decimal == "" and not digits.endswith(".000")):
        return decimals
    raise ValueError(f"this can mean {float(decimals):g} or {thousands}; write one of the two")


@cache
def _factor(unit: str, column: str) -> float:
    amount = nutrient_amount(f"1000000 {unit.removesuffix(SALT).strip()}", column) / 1e6  # these are rounded
    return amount / constant("salt_per_sodium") if unit.endswith(SALT) else amount
