"""The units that figures of a foreign food table are in: as they are spelt, and which of them fit a column."""

import re

from planner.errors import one_of
from planner.foods.food_checks import COLUMNS
from planner.reference.nutrients import nutrients

SALT = "salt"  # "g salt": the figures are of salt, in place of sodium
_SPELT = {
    "g": "g gr г",
    "mg": "mg мг",
    "µg": "µg ug mcg мкг",
    "kcal": "kcal ккал kilocalories kilokalorien kilocalorías kilocalorie kilokalorie chilocalorie килокалории",
    "kJ": "kj кдж kilojoules kilojoule kilojulios kilodżule chilojoule килоджоули",
    "MJ": "mj мдж",
    "IU": "iu ui ie ме",
    "mmol": "mmol ммоль",
}
_UNITS = {word: unit for unit, words in _SPELT.items() for word in words.split()}


def unit_of(text: str) -> str | None:
    """The unit that a word means, None if it is none: ``"mcg"`` and ``"UG"`` are µg."""
    return _UNITS.get(text.strip().rstrip(".").replace("μ", "µ").lower())


def names_unit(header: str, unit: str) -> bool:
    """Whether a header says that its figures are in a unit, in whatever language.

    Examples
    --------
    >>> names_unit("Кальций (мг/100 г)", "mg"), names_unit("Sugars", "g")
    (True, False)
    """
    return any(unit_of(word) == unit for word in re.findall(r"[^\W_]+", header))


def units_of(column: str) -> list[str]:
    """The units that a column can be given in.

    Parameters
    ----------
    column : str
        Of the food table.

    Returns
    -------
    list of str
        Its own first; empty for texts and numbers of servings. Sodium is also given as salt.

    Raises
    ------
    PlannerError
        If the food table has no such column.

    Examples
    --------
    >>> units_of("calcium_mg"), units_of("vitamin_d_ug"), units_of("energy_kcal")
    (['mg', 'g', 'µg', 'mmol'], ['µg', 'g', 'mg', 'IU'], ['kcal', 'kJ', 'MJ'])
    """
    nutrient = nutrients().get(one_of(column, COLUMNS, "the column"))
    if nutrient is None:
        return ["g"] if column in ("serving_g", "as_bought_g") else []
    others = ["kcal", "kJ", "MJ"] if nutrient.group == "energy" else ["g", "mg", "µg"]
    units = [nutrient.unit, *(unit for unit in others if unit != nutrient.unit)]
    units += ["mmol"] * (nutrient.g_per_mol is not None) + ["IU"] * (nutrient.ug_per_iu is not None)
    return units + [f"{unit} {SALT}" for unit in ("g", "mg")] * (column == "sodium_mg")
