"""What the columns of a foreign food table stand for: by ``data/column_names.csv`` and the unit in the header."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_keys import LETTERS, UMLAUTS
from planner.foods.importing.column_units import SALT, unit_of, units_of
from planner.foods.importing.sheets import Sheet
from planner.reference.nutrients import nutrients, published
from planner.reference.outside_text import LONGEST_LINE
from planner.reference.table_schemas import LANGUAGES
from planner.reference.tables import read

# words that say "in 100 g of what is eaten"
_BASIS = frozenset(
    "100 100g g г 100г per of edible portion je pro in essbarer essbaren anteil anteils pour de la partie comestible "
    "por en porción parte di su edibile na w części jadalnej jadalnych produktu на в съедобной части продукта".split()
)
_PER_100_G = re.compile(r"100[\s_]?[gг](?![^\W\d_])", re.IGNORECASE)
_PARTS = re.compile(r"[\s/,;_]+")
_CODE = re.compile(r"[A-Z][A-Z0-9:]*")  # of a component, as INFOODS and the BLS have it: "CA Calcium"
# Cyrillic letters that look like Latin ones: in "Витамин В1" either may stand
_ALIKE = str.maketrans("авсдекмнортух", "abcdekmhoptyx")
_SIGN = re.compile(r"[авсдекмнортух]{1,2}[0-9]*")
_VITAMIN = re.compile(r"^(?:vitamin[ae]|vit|witamin[ay]|wit|витамин|вит) (?=[a-z])")
_NUMBERED = re.compile(r"(?<![^ ])([bdk]) (?=[0-9])")  # vitamin B 6


def plain(text: str) -> str:
    """A name without case, accents and punctuation, as names are compared, in any script.

    Examples
    --------
    >>> plain("Protéines, N x 6.25"), plain("Vitamin B-6"), plain("Eiweiß"), plain("Витамин В1")
    ('proteines n x 6 25', 'vitamin b 6', 'eiweiss', 'витамин b1')
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(word.translate(_ALIKE) if _SIGN.fullmatch(word) else word for word in words)


def spellings(name: str, language: str) -> set[str]:
    """A name of a table as `plain` has what people type for it: of German also without the keys for umlauts.

    Examples
    --------
    >>> sorted(spellings("Gemüse", "de")), spellings("Légumes", "fr")
    (['gemuese', 'gemuse'], {'legumes'})
    """
    typed = [name, name.casefold().translate(UMLAUTS)] if language in ("de", "bls") else [name]
    return {plain(one) for one in typed}


# words beside a name that change nothing of it: "davon Zucker", "Zucker, gesamt"
_BESIDE = frozenset(
    plain(
        "total totale totales totali totaux totaal gesamt insgesamt davon dont which of di cui de las los cuales w tym "
        "ogółem łącznie в т ч том числе из них всего общий общая общее общие"
    ).split()
)


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


@cache
def _known() -> dict[str, Known]:
    """Names as compared."""
    table = read("column_names")
    texts = table[table["kind"] != "fdc"]
    names = list(texts[["name", "column", "kind"]].itertuples(index=False, name=None))
    names += [(nutrients()[key].label, key, "header") for key in published()]
    found: dict[str, Known] = {}
    for rank, (name, column, kind) in enumerate(names, 1):
        for spelt in spellings(name, kind):
            found.setdefault(spelt, Known(rank, column, kind))
    return found


def _looked_up(name: str) -> Known | None:
    """The column of a name that is known, also with a vitamin in another language or words that change nothing."""
    known, text = _known(), plain(name)
    if found := known.get(text):
        return found
    words = _NUMBERED.sub(r"\1", text).split()
    while words and words[-1] in _BESIDE:
        words.pop()
    while words and words[0] in _BESIDE:
        words.pop(0)
    text = " ".join(words)
    return known.get(text) or known.get(_VITAMIN.sub("vitamin ", text))


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
    code, _, rest = name.partition(" ")
    for text in (name, rest) if rest and _CODE.fullmatch(code) else (name,):
        if found := _looked_up(text):
            return found
        parts = [_looked_up(part) for part in re.split(r"[(),/]", text) if set(plain(part).split()) - _BESIDE]
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
    if unit_of(header):  # and "mg" alone is no magnesium
        return None
    name, unit = _split(header)
    found = _find(name) or (_find(header) if unit else None)
    if found is None:
        return None
    rank, column, kind = found
    if kind == SALT:
        salt = f"{unit or 'g'} {SALT}"
        return (rank, column, salt) if salt in units_of(column) else None
    if column == "serving" and unit == "g":
        column = "serving_g"
    sign = plain(name)
    if sign.isalpha() and len(sign) == 1 and (unit is None or unit not in units_of(column)[:1]):
        return None  # P [mg] is phosphorus, and P [g] may be protein
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
