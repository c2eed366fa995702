"""Amounts as they stand on a label, in any usual unit, as the food table has them."""

import math
import re
from collections.abc import Mapping

from planner.errors import PlannerError, one_of
from planner.foods.label_basis import BASES, NUMBER, measures_of, one_line, one_number, per_100_g
from planner.reference.nutrients import known_nutrient, nutrient_key, nutrients, published
from planner.reference.outside_text import quoted
from planner.reference.tables import constant
from planner.reference.units import magnitude, nutrient_amount, quantity, registry

# as labels spell them, in lower case: none of them means a megagram or a millijoule
_UNITS = {unit.lower(): unit for unit in "kg g mg µg oz mol mmol µmol kcal kJ MJ IU".split()}
_UNITS |= {"gr": "g", "gram": "g", "grams": "g", "ug": "µg", "mcg": "µg", "umol": "µmol"}
_UNITS |= dict.fromkeys(("i.u", "ie", "ui"), "IU")
_UNIT = r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?"
_AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?: ?(?P<unit>{_UNIT})(?: (?P<form>[^\d%]+))?)?")
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

    Returns
    -------
    float

    Raises
    ------
    PlannerError
        If there is no such column; in one sentence, if the text is no amount of it: another kind of
        unit, a bound (``"< 0.5 g"``), a share of a reference value, international units of vitamin A
        that don't say of which form.

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
    one_of(known_nutrient(column), published(), "the column")
    nutrient = nutrients()[column]
    text = one_line(typed, nutrient.label)
    named = quoted(text)
    if _BOUND.match(text):
        raise PlannerError(f"{named} is a bound and no figure: leave {nutrient.label} empty, which means unknown")
    if "%" in text:
        raise PlannerError(
            f"{named} is a share of a reference value: write the amount in {nutrient.unit}, or leave it empty"
        )
    if re.match(r"[-−–]\s?[\d.,]", text):
        raise PlannerError(f"{named} is negative: write 0 or more, or leave {nutrient.label} empty if it is not known")
    found = _AMOUNT.fullmatch(text)
    if not found:
        raise PlannerError(
            f"{named} is not an amount: write a number and a unit, such as 4.5 {nutrient.unit}, "
            f"or leave {nutrient.label} empty if it is not known"
        )
    unit = _unit(found["unit"], named, nutrient.unit)
    try:
        amount = f"{one_number(found['number'])} {unit}"
        return _of_form(amount, unit, (found["form"] or "").lower(), column, named)
    except ValueError as error:
        raise PlannerError(str(error)) from None


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
    one_of(basis, BASES, "the basis of a label")
    grams, heavy, faults = measures_of(basis, (serving or "").strip(), (density or "").strip())
    weighed = not faults
    figures = {}
    for column, text in typed.items():
        if not text.strip():
            continue
        try:
            amount = label_amount(text, column)
            if weighed:
                figures[column] = _possible(per_100_g(amount, basis, grams, heavy), column)
        except PlannerError as error:
            faults[column] = str(error)
    return figures, faults


def _of_form(amount: str, unit: str, form: str, column: str, named: str) -> float:
    """An amount that may say of what it is: salt, retinol, beta-carotene or the nutrient itself."""
    form = form.strip(" .()").replace("β", "beta").replace("beta carotene", "beta-carotene")
    if column == "sodium_mg" and form == "salt":
        return magnitude(quantity(amount), "mg") / constant("salt_per_sodium")
    if column == "vitamin_a_rae_ug" and form == "beta-carotene":
        carotene = quantity(amount)
        if unit == "IU":
            carotene = carotene * registry().Quantity(constant("beta_carotene_ug_per_iu"), "µg/IU")
        return magnitude(carotene, "µg") / constant("beta_carotene_ug_per_rae_ug")
    if column == "vitamin_a_rae_ug" and form == "retinol":
        return nutrient_amount(amount, "retinol_ug")
    label = nutrients()[column].label
    # folic acid counts for more than the folate of food
    if form and (nutrient_key(form) != column or "folic" in form):
        raise PlannerError(f"{named} names something other than {label}: write the amount of {label} alone")
    if column == "vitamin_a_rae_ug" and unit == "IU":
        raise PlannerError(f"{named} of {label} depends on its form: write {amount} retinol or {amount} beta-carotene")
    return nutrient_amount(amount, column)


def _unit(spelt: str | None, named: str, unit: str) -> str:
    if spelt is None:
        return unit
    word = spelt.lower().rstrip(".").replace("μ", "µ")  # the Greek letter for the sign
    if word in ("cal", "calorie", "calories"):
        raise PlannerError(f"{named} can mean calories or kilocalories: write kcal or kJ")
    if word not in _UNITS:
        raise PlannerError(f"{named} is in no unit of a label: write it in {unit}")
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
