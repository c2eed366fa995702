"""What the columns of a foreign food table stand for: by ``data/column_names.csv`` and the unit in the header."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from planner.errors import one_of
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.importing.sheets import Sheet
from planner.reference.nutrients import nutrients, published
from planner.reference.outside_text import LONGEST_LINE
from planner.reference.table_schemas import LANGUAGES
from planner.reference.tables import read

_SPELT = {
    "g": "g gr г",
    "mg": "mg мг",
    "µg": "µg ug mcg мкг",
    "kcal": "kcal ккал kilocalories kilokalorien kilocalorías kilocalorie kilokalorie килокалории",
    "kJ": "kj кдж kilojoules kilojoule kilojulios kilodżule килоджоули",
    "MJ": "mj мдж",
    "IU": "iu ui ie ме",
    "mmol": "mmol ммоль",
}
_UNITS = {word: unit for unit, words in _SPELT.items() for word in words.split()}
# words that say "in 100 g of what is eaten"
_BASIS = frozenset(
    "100 100g g г 100г per of edible portion je pro in essbarer essbaren anteil anteils pour de la partie comestible "
    "por en porción parte di su edibile na w części jadalnej jadalnych produktu на в съедобной части продукта".split()
)
_PER_100_G = re.compile(r"100[\s_]?[gг](?![^\W\d_])", re.IGNORECASE)
_PARTS = re.compile(r"[\s/,;_]+")
_CODE = re.compile(r"[A-Z][A-Z0-9:]*")  # of a component, as INFOODS and the BLS have it: "CA Calcium"
_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ı": "i"})
# Cyrillic letters that look like Latin ones: in "Витамин В1" either may stand
_ALIKE = str.maketrans("авсдекмнортух", "abcdekmhoptyx")
_SIGN = re.compile(r"[авсдекмнортух]{1,2}[0-9]*")


class Known(NamedTuple):
    """A name of a column: its rank (the first of a column is the best), the column, and whose name it is."""

    rank: int
    column: str
    kind: str


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
    """A name without case, accents and punctuation, as names are compared, in any script.

    Examples
    --------
    >>> plain("Protéines, N x 6.25"), plain("Vitamin B-6"), plain("Eiweiß"), plain("Витамин В1")
    ('proteines n x 6 25', 'vitamin b 6', 'eiweiss', 'витамин b1')
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(word.translate(_ALIKE) if _SIGN.fullmatch(word) else word for word in words)


def unit_of(text: str) -> str | None:
    """The unit that a word means, None if it is none: ``"mcg"`` and ``"UG"`` are µg."""
    return _UNITS.get(text.strip().rstrip(".").replace("μ", "µ").lower())


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
def _known() -> dict[str, Known]:
    """Names as compared."""
    table = read("column_names")
    texts = table[table["kind"] != "fdc"]
    names = list(texts[["name", "column", "kind"]].itertuples(index=False, name=None))
    names += [(nutrients()[key].label, key, "header") for key in published()]
    found: dict[str, Known] = {}
    for rank, (name, column, kind) in enumerate(names, 1):
        found.setdefault(plain(name), Known(rank, column, kind))
    return found


@cache
def fdc_numbers() -> dict[str, str]:
    """Nutrient numbers of FoodData Central with our columns; of a column the first that is given counts."""
    table = read("column_names")
    fdc = table[table["kind"] == "fdc"]
    return dict(zip(fdc["name"], fdc["column"], strict=True))


def _split(header: str) -> tuple[str, str | None]:
    """Name and unit of a header; words that don't mean 'in 100 g' stay in the name, which is then unknown."""
    text = " ".join(header.replace("μ", "µ").split())
    basis = _PER_100_G.search(text)
    if basis and all(word.lower() in _BASIS for word in _words(text[basis.end() :])):
        name, unit = _with_unit(_without_last(text[: basis.start()]))
        return (name, unit) if unit else (text, None)  # in 100 g of no unit: nobody knows what of
    return _with_unit(text)


def _without_last(text: str) -> str:
    """A header without the words that lead to 'in 100 g' at its end."""
    words = _words(text)
    while words and words[-1].lower() in _BASIS - {"g", "г"}:
        words.pop()
    return text[: text.rfind(words[-1]) + len(words[-1])] if words else ""


def _with_unit(text: str) -> tuple[str, str | None]:
    """Name and unit of a header that says nothing after them."""
    opening = max(text.rfind("("), text.rfind("["))
    if opening > 0 and text.rstrip(".")[-1] in ")]":
        first, *rest = _words(text[opening + 1 :].rstrip(".)]")) or [""]
        if unit_of(first):
            whole = any(word.lower() in ("100", "100g", "100г") for word in rest)  # not in a portion
            kept = [word for word in rest if not whole or word.lower() not in _BASIS]
            return " ".join([text[:opening], *kept]), unit_of(first)
    *words, last = _words(text) or [""]
    if words and unit_of(last):
        return " ".join(words[:-1] if words[1:] and words[-1].lower() in _BASIS else words), unit_of(last)
    return text, None


def _words(text: str) -> list[str]:
    return [word for word in _PARTS.split(text) if word]


def _find(name: str) -> Known | None:
    """The column that a name means: the whole name, the name after a code, or two names of one thing."""
    known = _known()
    code, _, rest = name.partition(" ")
    for text in (name, rest) if rest and _CODE.fullmatch(code) else (name,):
        if found := known.get(plain(text)):
            return found
        parts = [known.get(plain(part)) for part in re.split(r"[(),/]", text) if plain(part)]
        if parts and parts[0] and {part and part.column for part in parts} == {parts[0].column}:
            return parts[0]
    return None


def _one(header: str) -> tuple[int, str, str | None] | None:
    """Rank, column and unit of a header; None if it is not known, or its unit does not fit."""
    if header.strip() in COLUMNS:
        return 0, header.strip(), None
    if len(header) > LONGEST_LINE or "%" in header:  # a share of what is not said
        return None
    if unit_of(header) in ("kcal", "kJ"):
        return len(_known()), "energy_kcal", None if unit_of(header) == "kcal" else "kJ"
    name, unit = _split(header)
    found = _find(name) or (_find(header) if unit else None)
    if found is None:
        return None
    rank, column, _ = found
    if column == "serving" and unit == "g":
        column = "serving_g"
    sign = plain(name)
    if sign.isalpha() and (len(sign), unit) == (1, None):
        return None
    if sign.isalpha() and len(sign) <= 2 and unit not in (None, "g", "IU", *units_of(column)[:1]):
        return None  # K [mg] is potassium, and K [µg] may be a vitamin
    if unit is None or (column in NUMBERS and unit in units_of(column)):
        return rank, column, None if unit in (None, *units_of(column)[:1]) else unit
    return None


def without_fibre(header: str) -> bool:
    """Whether a header names carbohydrate as tables of Europe do, which mostly count it without fibre."""
    found = _find(_split(header)[0])
    return found is not None and found.column == "carbohydrate_g" and found.kind in LANGUAGES


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
