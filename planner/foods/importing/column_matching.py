"""What the columns of a foreign food table stand for: by ``data/column_names.csv`` and the unit in the header."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from planner.errors import one_of
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.importing.sheets import Sheet
from planner.reference.nutrients import nutrients, published
from planner.reference.tables import read

_UNITS = {
    "g": "g",
    "mg": "mg",
    "µg": "µg",
    "ug": "µg",
    "mcg": "µg",
    "kcal": "kcal",
    "kilocalories": "kcal",
    "kj": "kJ",
    "kilojoules": "kJ",
    "mj": "MJ",
    "iu": "IU",
    "ui": "IU",
    "mmol": "mmol",
}
_PER_100_G = {"", "per", "100", "100g", "g"}


@dataclass(frozen=True)
class Match:
    """What a column of an upload is taken for.

    Attributes
    ----------
    header : str
        As it stands in the upload.
    column : str or None
        The column of the food table; None = left out.
    unit : str or None
        The unit of the figures there; None = the unit of the column.
    """

    header: str
    column: str | None
    unit: str | None


def plain(text: str) -> str:
    """A name without case, accents and punctuation, as names are compared.

    Examples
    --------
    >>> plain("Protéines, N x 6.25"), plain("Vitamin B-6")
    ('proteines n x 6 25', 'vitamin b 6')
    """
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare.lower()))


def unit_of(text: str) -> str | None:
    """The unit that a word means, None if it is none: ``"mcg"`` and ``"UG"`` are µg."""
    word = text.strip().replace("μ", "µ")
    return _UNITS.get(word.lower())


def units_of(column: str) -> list[str]:
    """The units that a column can be given in.

    Parameters
    ----------
    column : str
        Of the food table.

    Returns
    -------
    list of str
        Its own first; empty for texts and numbers of servings.

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
    return units + ["mmol"] * (nutrient.g_per_mol is not None) + ["IU"] * (nutrient.ug_per_iu is not None)


@cache
def _known() -> dict[str, tuple[int, str]]:
    """Names as compared, each with its rank (the first of a column is the best) and column."""
    table = read("column_names")
    names = [(name, column) for name, column in zip(table["name"], table["column"], strict=True) if not _number(name)]
    names += [(nutrients()[key].label, key) for key in published()]
    found: dict[str, tuple[int, str]] = {}
    for rank, (name, column) in enumerate(names, 1):
        found.setdefault(plain(name), (rank, column))
    return found


def _number(name: str) -> bool:
    return name.replace(".", "").isdigit()


@cache
def fdc_numbers() -> dict[str, str]:
    """Nutrient numbers of FoodData Central with our columns; of a column the first that is given counts."""
    table = read("column_names")
    fdc = table[table["kind"] == "fdc"]
    return dict(zip(fdc["name"], fdc["column"], strict=True))


def _split(header: str) -> tuple[str, str | None]:
    """Name and unit of a header; words that don't mean 'in 100 g' stay in the name, which is then unknown."""
    text = " ".join(header.replace("μ", "µ").split())
    bracket = re.fullmatch(r"([^\[(].*?)\s*[(\[]([^()\[\]]*)[)\]]\.?", text)
    if bracket:
        first, *rest = re.split(r"[\s/]+", bracket[2].strip())
        if unit_of(first):
            return " ".join([bracket[1], *(word for word in rest if word.lower() not in _PER_100_G)]), unit_of(first)
    suffix = re.fullmatch(r"(.+?)[\s,_]+([a-zµ]+)(?:[\s_/]*(?:per[\s_]*)?100[\s_]*g)?", text, re.IGNORECASE)
    if suffix and unit_of(suffix[2]):
        return suffix[1], unit_of(suffix[2])
    return text, None


def _one(header: str) -> tuple[int, str, str | None] | None:
    """Rank, column and unit of a header; None if it is not known, or its unit does not fit."""
    if header.strip() in COLUMNS:
        return 0, header.strip(), None
    name, unit = _split(header)
    found = _known().get(plain(name)) or (_known().get(plain(header)) if unit else None)
    if found is None:
        return None
    rank, column = found
    if unit is None or (column in NUMBERS and unit in units_of(column)):
        return rank, column, None if unit in (None, *units_of(column)[:1]) else unit
    return None


def known_headers(header: tuple[str, ...] | list[str]) -> int:
    """How many headers of a line are known: what tells a header from other lines."""
    return sum(_one(cell) is not None for cell in header)


def match_columns(sheet: Sheet) -> list[Match]:
    """What each column of an upload is taken for.

    Where two headers fit one column, the one in the unit of the column is proposed, else the first by
    the order of ``data/column_names.csv``; the others are left out. Only groups may come in several
    columns, from wide to narrow.

    Parameters
    ----------
    sheet : Sheet

    Returns
    -------
    list of Match
        One for each header, in order.

    Examples
    --------
    >>> sheet = Sheet("mine.csv", "CSV", ("Food name", "Calcium (g)", "Shelf"), ())
    >>> [(match.column, match.unit) for match in match_columns(sheet)]
    [('name', None), ('calcium_mg', 'g'), (None, None)]
    """
    found = [_one(header) for header in sheet.header]
    if not any(one and one[1] == "name" for one in found):
        found = [_food_is_a_name(sheet, k) if one and one[:2] == (0, "food") else one for k, one in enumerate(found)]
    best: dict[str, int] = {}
    for k, one in enumerate(found):
        if one is not None:
            rival = found[best[one[1]]] if one[1] in best else None
            if rival is None or (one[2] is not None, one[0]) < (rival[2] is not None, rival[0]):
                best[one[1]] = k
    groups = [] if "group" in sheet.header else [k for k, one in enumerate(found) if one and one[1] == "group"]
    taken = {*best.values(), *groups}
    return [
        Match(header, one[1], one[2]) if one and k in taken else Match(header, None, None)
        for k, (header, one) in enumerate(zip(sheet.header, found, strict=True))
    ]


def _food_is_a_name(sheet: Sheet, k: int) -> tuple[int, str, str | None]:
    """A column 'food' holds our keys, or, where it does not look so, names."""
    cells = [row[k] for _, row in sheet.rows if k < len(row) and row[k]]
    keys = all(re.fullmatch(r"[a-z][a-z0-9_]*", cell) for cell in cells)
    return 0, "food" if keys else "name", None
