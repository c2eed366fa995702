"""Amounts as they stand on a label: in any usual unit; in 100 g, in 100 ml or in a serving."""

import math
import re
from collections.abc import Mapping

from planner.errors import PlannerError
from planner.reference.nutrients import DERIVED, nutrient_key, nutrients
from planner.reference.tables import constant
from planner.reference.units import magnitude, nutrient_amount, quantity, unambiguous, ureg

BASES = ("100 g", "serving", "100 ml")

# as labels spell them, in lower case: none of them means a megagram or a millijoule
_UNITS = {unit.lower(): unit for unit in "kg g mg µg oz mol mmol µmol kcal kJ MJ IU".split()}
_UNITS |= {"gr": "g", "gram": "g", "grams": "g", "ug": "µg", "mcg": "µg", "umol": "µmol"}
_UNITS |= dict.fromkeys(("i.u", "ie", "ui"), "IU")
_NUMBER = r"\d{1,3}(?:[ '’]\d{3}){1,4}(?:[.,]\d+)?|\d{1,15}(?:[.,]\d+)?|[.,]\d+"
_THOUSANDS = r"[ '’]"
_UNIT = r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?:\s*(?P<unit>{_UNIT})(?:\s+(?P<form>[^\d%]+))?)?")
_BOUND = re.compile(r"[<>≤≥]|(less|more) than\b|under\b|over\b|traces?\b|tr\b\.?", re.IGNORECASE)


def label_amount(typed: str, column: str) -> float:
    """One amount of a label in the unit of its column, on the basis of the label.

    Parameters
    ----------
    typed : str
        Such as ``"0.27 g"``, ``"6,7 mmol"`` or ``"505 kJ"``; a bare number is in the unit of the
        column. Sodium is also read from ``"0.1 g salt"``, vitamin A [µg RAE] from
        ``"600 IU retinol"`` and ``"600 IU beta-carotene"``, that of food.
    column : str
        A nutrient of the food table.

    Raises
    ------
    PlannerError
        In one sentence, if the text is no amount of this nutrient: another kind of unit, a bound
        (``"< 0.5 g"``), a share of a reference value, international units of vitamin A that don't
        say of which form.

    References
    ----------
    Salt: Regulation (EU) No 1169/2011, Annex I. Vitamin A: IOM 2001.

    Examples
    --------
    >>> label_amount("0.27 g", "calcium_mg"), label_amount("0.1 g salt", "sodium_mg")
    (270.0, 40.0)
    >>> label_amount("600 IU beta-carotene", "vitamin_a_rae_ug")
    30.0
    """
    nutrient, text = nutrients()[column], " ".join(typed.split())
    said = _said(text)
    if _BOUND.match(text):
        raise PlannerError(f"{said} is a bound and no figure: leave {nutrient.label} empty, which means unknown")
    if "%" in text:
        raise PlannerError(
            f"{said} is a share of a reference value: write the amount in {nutrient.unit}, or leave it empty"
        )
    if re.match(r"[-−–]\s?[\d.,]", text):
        raise PlannerError(f"{said} is negative: write 0 or more, or leave {nutrient.label} empty if it is not known")
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise PlannerError(
            f"{said} is not an amount: write a number and a unit, such as 4.5 {nutrient.unit}, "
            f"or leave {nutrient.label} empty if it is not known"
        )
    unit = _unit(found["unit"], said, nutrient.unit)
    try:
        amount = f"{re.sub(_THOUSANDS, '', unambiguous(found['number']))} {unit}"
        return _of_form(amount, unit, (found["form"] or "").lower(), column, said)
    except ValueError as error:
        raise PlannerError(str(error)) from None


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

    Raises
    ------
    PlannerError
        If the basis is none of the three, or what it needs is missing.

    Examples
    --------
    >>> per_100_g(81.0, "serving", serving_g=30), per_100_g(46.0, "100 ml", density=0.92)
    (270.0, 50.0)
    """
    if basis == "100 g":
        return amount
    if basis == "serving":
        if serving_g is None or serving_g <= 0:
            raise PlannerError("the figures are those of a serving: write what a serving weighs, such as 30 g")
        return amount * 100 / serving_g
    if basis == "100 ml":
        if density is None or density <= 0:
            raise PlannerError("the figures are those of 100 ml: write the density, such as 1.03 g/ml for milk")
        return amount / density
    raise PlannerError(f"{basis!r} is no basis of a label: take {', '.join(BASES)}")


def grams_per_ml(typed: str) -> float:
    """A typed density [g/ml]; a bare number is in g/ml already.

    Raises
    ------
    PlannerError
        In one sentence, if it is no density or not one of a food or drink.

    Examples
    --------
    >>> grams_per_ml("1,03 kg/l"), grams_per_ml("0.92")
    (1.03, 0.92)
    """
    text = " ".join(typed.split())
    found = re.fullmatch(rf"({_NUMBER})\s*([^\W\d_]+\s?/\s?[^\W\d_]+)?", text)
    try:
        if not found:
            raise ValueError
        density = magnitude(quantity(f"{found[1]} {(found[2] or 'g/ml').replace('μ', 'µ')}"), "g/ml")
    except ValueError:
        raise PlannerError(f"{_said(text)} is no density: write it like 1.03 g/ml") from None
    least, most = constant("density_least"), constant("density_most")
    if not least <= density <= most:
        raise PlannerError(
            f"a density of {density:.4g} g/ml is none of a food: write one from {least:g} to {most:g} g/ml"
        )
    return density


def serving_grams(typed: str, density: float | None = None) -> float:
    """What a typed serving weighs [g]: ``"30 g"``, ``"1 oz"`` or, where the density [g/ml] is known, ``"250 ml"``.

    Raises
    ------
    PlannerError
        In one sentence, if it is no weight, or a volume of unknown density.

    Examples
    --------
    >>> serving_grams("30"), serving_grams("250 ml", density=1.03)
    (30.0, 257.5)
    """
    text = " ".join(typed.split())
    found = re.fullmatch(rf"({_NUMBER})\s*(kg|g|gr|grams?|oz|ml|cl|dl|l)?\.?", text, re.IGNORECASE)
    if not found:
        raise PlannerError(f"{_said(text)} is no weight of a serving: write it like 30 g")
    unit = (found[2] or "g").lower()
    try:
        amount = quantity(f"{re.sub(_THOUSANDS, '', unambiguous(found[1]))} {_UNITS.get(unit, unit)}")
    except ValueError as error:
        raise PlannerError(str(error)) from None
    if amount.check("[volume]"):
        if density is None:
            raise PlannerError(f"{_said(text)} is a volume: write what a serving weighs in g, or the density as well")
        amount = amount * ureg.Quantity(density, "g/ml")
    grams, most = magnitude(amount, "g"), constant("serving_most_g")
    if not 0 < grams <= most:
        raise PlannerError(f"a serving of {grams:.6g} g is none: write one of more than 0 and at most {most:g} g")
    return grams


def label_figures(
    typed: Mapping[str, str], basis: str, serving: str | None = None, density: str | None = None
) -> tuple[dict[str, float], dict[str, str]]:
    """The figures of a whole label as the food table has them, and what can't be read.

    Parameters
    ----------
    typed : dict of str
        What was typed for each column; empty is unknown and stays out.
    basis : {"100 g", "serving", "100 ml"}
        In what the label gives its figures.
    serving : str, optional
        What a serving weighs, as typed: ``"30 g"``.
    density : str, optional
        As typed: ``"1.03 g/ml"``.

    Returns
    -------
    figures : dict of float
        Amounts in 100 g in the unit of the column, to four significant digits or whole units.
        None where serving or density is at fault.
    faults : dict of str
        One sentence for each column (or ``"serving"``, ``"density"``) that can't be used.

    Raises
    ------
    PlannerError
        If the basis is none of the three.

    Examples
    --------
    >>> label_figures({"calcium_mg": "81 mg", "energy_kcal": "151,5 kJ", "iron_mg": ""}, "serving", "30 g")
    ({'calcium_mg': 270.0, 'energy_kcal': 120.7}, {})
    >>> label_figures({"fibre_g": "traces"}, "100 g")[1]
    {'fibre_g': "'traces' is a bound and no figure: leave Fibre empty, which means unknown"}
    """
    if basis not in BASES:
        raise PlannerError(f"{basis!r} is no basis of a label: take {', '.join(BASES)}")
    grams, heavy, faults = _measures(basis, (serving or "").strip(), (density or "").strip())
    weighed = not faults
    figures = {}
    for column, text in typed.items():
        if not text.strip():
            continue
        try:
            if column not in nutrients() or column in DERIVED:
                raise PlannerError(f"{column!r} is no figure of the food table: take the columns of foods.csv")
            amount = label_amount(text, column)
            if weighed:
                figures[column] = _possible(per_100_g(amount, basis, grams, heavy), column)
        except PlannerError as error:
            faults[column] = str(error)
    return figures, faults


def _measures(basis: str, serving: str, density: str) -> tuple[float | None, float | None, dict[str, str]]:
    """Weight of the serving [g] and density [g/ml] as far as the basis needs them, and their faults."""
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


def _of_form(amount: str, unit: str, form: str, column: str, said: str) -> float:
    """An amount that may say of what it is: salt, retinol, beta-carotene or the nutrient itself."""
    form = form.strip(" .()").replace("β", "beta").replace("beta carotene", "beta-carotene")
    if column == "sodium_mg" and form == "salt":
        return magnitude(quantity(amount), "mg") / constant("salt_per_sodium")
    if column == "vitamin_a_rae_ug" and form == "beta-carotene":
        carotene = quantity(amount)
        if unit == "IU":
            carotene = carotene * ureg.Quantity(constant("beta_carotene_ug_per_iu"), "µg/IU")
        return magnitude(carotene, "µg") / constant("beta_carotene_ug_per_rae_ug")
    if column == "vitamin_a_rae_ug" and form == "retinol":
        return nutrient_amount(amount, "retinol_ug")
    label = nutrients()[column].label
    # folic acid counts for more than the folate of food
    if form and (nutrient_key(form) != column or "folic" in form):
        raise PlannerError(f"{said} names something other than {label}: write the amount of {label} alone")
    if column == "vitamin_a_rae_ug" and unit == "IU":
        raise PlannerError(f"{said} of {label} depends on its form: write {amount} retinol or {amount} beta-carotene")
    return nutrient_amount(amount, column)


def _unit(spelt: str | None, said: str, unit: str) -> str:
    if spelt is None:
        return unit
    word = spelt.lower().rstrip(".").replace("μ", "µ")  # the Greek letter for the sign
    if word in ("cal", "calorie", "calories"):
        raise PlannerError(f"{said} can mean calories or kilocalories: write kcal or kJ")
    if word not in _UNITS:
        raise PlannerError(f"{said} is in no unit of a label: write it in {unit}")
    return _UNITS[word]


def _possible(figure: float, column: str) -> float:
    """The figure to four significant digits, or whole units if it has more of them."""
    nutrient = nutrients()[column]
    digits = 0 if figure <= 0 or math.isinf(figure) else max(0, 3 - math.floor(math.log10(figure)))
    figure = round(figure, digits)
    if figure > nutrient.most_per_100g:
        raise PlannerError(
            f"{nutrient.label} comes to {figure:.10g} {nutrient.unit} in 100 g, and no published food holds more than "
            f"{nutrient.most_per_100g:g}: check the amount, its unit and the basis"
        )
    return figure


def _said(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
