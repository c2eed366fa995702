"""In what a label gives its figures, 100 g, 100 ml or a serving, and what that weighs."""

import math
import re

from planner.errors import PlannerError, one_of
from planner.reference.outside_text import printable, quoted, short_enough
from planner.reference.tables import constant
from planner.reference.units import magnitude, quantity, registry, unambiguous

BASES = ("100 g", "serving", "100 ml")
NUMBER = r"\d{1,3}(?:[ '’]\d{3}){1,4}(?:[.,]\d+)?|\d{1,15}(?:[.,]\d+)?|[.,]\d+"  # as labels print one


def per_100_g(amount: float, basis: str, serving_g: float | None = None, density: float | None = None) -> float:
    """An amount of a label as the food table has it: in 100 g.

    Parameters
    ----------
    amount : float
        In any unit, which stays.
    basis : {"100 g", "serving", "100 ml"}
        In what the label gives it.
    serving_g : float, optional
        Weight of the serving [g]; needed for ``"serving"``.
    density : float, optional
        Of the food [g/ml]; needed for ``"100 ml"``.

    Returns
    -------
    float

    Raises
    ------
    PlannerError
        If the amount is none, the basis none of the three, or what it needs is missing.

    Examples
    --------
    >>> per_100_g(81.0, "serving", serving_g=30), per_100_g(46.0, "100 ml", density=0.92)
    (270.0, 50.0)
    """
    one_of(basis, BASES, "the basis of a label")
    if not 0 <= amount < math.inf:
        raise PlannerError(f"an amount of a label can't be {amount:g}: give 0 or more")
    if basis == "100 g":
        return amount
    if basis == "serving":
        if serving_g is None or serving_g <= 0:
            raise PlannerError("the figures are those of a serving: write what a serving weighs, such as 30 g")
        return amount * 100 / serving_g
    if density is None or density <= 0:
        raise PlannerError("the figures are those of 100 ml: write the density, such as 1.03 g/ml for milk")
    return amount / density


def grams_per_ml(typed: str) -> float:
    """A typed density [g/ml].

    Parameters
    ----------
    typed : str
        A bare number is in g/ml already.

    Raises
    ------
    PlannerError
        In one sentence, if it is no density or not one of a food or drink.

    Examples
    --------
    >>> grams_per_ml("1,03 kg/l"), grams_per_ml("0.92")
    (1.03, 0.92)
    """
    text = one_line(typed, "the density")
    found = re.fullmatch(rf"({NUMBER}) ?([^\W\d_]+ ?/ ?[^\W\d_]+)?", text)
    try:
        if not found:
            raise ValueError
        density = magnitude(quantity(f"{found[1]} {(found[2] or 'g/ml').replace('μ', 'µ')}"), "g/ml")
    except ValueError:
        raise PlannerError(f"{quoted(text)} is no density: write it like 1.03 g/ml") from None
    least, most = constant("density_least"), constant("density_most")
    if not least <= density <= most:
        raise PlannerError(
            f"a density of {density:.4g} g/ml is none of a food: write one from {least:g} to {most:g} g/ml"
        )
    return density


def serving_grams(typed: str, density: float | None = None) -> float:
    """What a typed serving weighs [g].

    Parameters
    ----------
    typed : str
        Such as ``"30 g"``, ``"1 oz"`` or, where the density is known, ``"250 ml"``; a bare number is in g.
    density : float, optional
        Of the food [g/ml].

    Returns
    -------
    float

    Raises
    ------
    PlannerError
        In one sentence, if it is no weight, or a volume of unknown density.

    Examples
    --------
    >>> serving_grams("30"), serving_grams("250 ml", density=1.03)
    (30.0, 257.5)
    """
    text = one_line(typed, "the weight of a serving")
    found = re.fullmatch(rf"({NUMBER}) ?(kg|g|gr|grams?|oz|ml|cl|dl|l)?\.?", text, re.IGNORECASE)
    if not found:
        raise PlannerError(f"{quoted(text)} is no weight of a serving: write it like 30 g")
    unit = (found[2] or "g").lower()
    try:
        amount = quantity(f"{one_number(found[1])} {'g' if unit.startswith('gr') else unit}")
    except ValueError as error:
        raise PlannerError(str(error)) from None
    if amount.check("[volume]"):
        if density is None:
            raise PlannerError(f"{quoted(text)} is a volume: write what a serving weighs in g, or the density as well")
        amount = amount * registry().Quantity(density, "g/ml")
    grams, most = magnitude(amount, "g"), constant("serving_most_g")
    if not 0 < grams <= most:
        raise PlannerError(f"a serving of {grams:.6g} g is none: write one of more than 0 and at most {most:g} g")
    return grams


def measures_of(basis: str, serving: str, density: str) -> tuple[float | None, float | None, dict[str, str]]:
    """Weight of the serving [g] and density [g/ml] as far as the basis needs them, and their faults.

    Parameters
    ----------
    basis : {"100 g", "serving", "100 ml"}
    serving, density : str
        As typed.

    Returns
    -------
    grams, density : float or None
    faults : dict of str
        One sentence each, by ``"serving"`` and ``"density"``.
    """
    grams, heavy, faults = None, None, {}
    reading = "density"
    try:
        if density and basis != "100 g":
            heavy = grams_per_ml(density)
        reading = "density" if basis == "100 ml" else "serving"
        if serving and basis == "serving":
            grams = serving_grams(serving, heavy)
        per_100_g(0.0, basis, grams, heavy)
    except PlannerError as error:
        faults[reading] = str(error)
    return grams, heavy, faults


def one_number(printed: str) -> str:
    """A number that was matched by `NUMBER`, without what parts its thousands.

    Raises
    ------
    ValueError
        In one sentence, if it can be read in two ways.
    """
    return re.sub("[ '’]", "", unambiguous(printed))


def one_line(typed: str, what: str) -> str:
    """What was typed as one line of printable text.

    Raises
    ------
    PlannerError
        In one sentence, if it is too long to be looked at.
    """
    try:
        return " ".join(printable(short_enough(typed, what)).split())
    except ValueError as error:
        raise PlannerError(str(error)) from None
