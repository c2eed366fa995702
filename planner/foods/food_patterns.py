"""Patterns by which the tables of ``data/`` name foods, by key and name, in whatever order the words come."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache

from planner.foods.food_keys import LETTERS, UMLAUTS
from planner.reference.tables import read

_TERM = re.compile(r" ([&!]) ")
_ANY = "*"  # any letters at the beginning or the end of a word
_LIST = "@"  # before the name of a list of words that several rows share
_MOST_WORDS = 50_000  # that are remembered
Terms = tuple[tuple[bool, re.Pattern[str]], ...]


@lru_cache(maxsize=_MOST_WORDS)
def food_words(*texts: object) -> str:
    """Key and name of a food, and what else is said of it, as one text for `names_food` and `rules_that_name`.

    Returns
    -------
    str
        In small letters without accents, of whatever script; two low lines stand between the texts.

    Examples
    --------
    >>> food_words("egg_boiled", "Egg, soft-boiled"), food_words("Pâté", "Печёнка")
    ('egg_boiled__egg_soft_boiled', 'pate__печенка')
    """
    return "__".join("_".join(_letters(str(text))) for text in texts)


def _letters(text: str) -> list[str]:
    """The words of a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    return re.findall(r"[^\W_]+", "".join(sign for sign in parts if not unicodedata.combining(sign)))


@lru_cache(maxsize=_MOST_WORDS)
def names_food(match: str, words: str) -> bool:
    """Whether a pattern of a table names a food.

    Parameters
    ----------
    match : str
        Regular expressions, any of which may fit, apart by `` ; ``. One with `` & `` or `` ! `` asks for
        whole words: all of those joined by ``&`` in any order, none of those after ``!``. Empty for no food.
    words : str
        Of `food_words`. What one text says, another may take back.

    Examples
    --------
    >>> match = "foie_gras ; oysters? ! oyster_mushrooms?|cooked ; eggs? & soft|runny ! noodles?"
    >>> [names_food(match, food_words(name)) for name in ("Foie gras", "Runny eggs", "Egg, soft-boiled", "Oysters")]
    [True, True, True, True]
    >>> [names_food(match, food_words(name)) for name in ("Oyster mushrooms", "Soft egg noodles", "Eggplant, soft")]
    [False, False, False]
    """
    return any(all(bool(term.search(words)) == wanted for wanted, term in terms) for terms in _alternatives(match))


@cache
def _alternatives(match: str) -> tuple[Terms, ...]:
    return tuple(_terms(one) for one in match.split(" ; ")) if match else ()


def _terms(alternative: str) -> Terms:
    first, *rest = _TERM.split(alternative)
    if not rest:
        return ((True, re.compile(first)),)
    signed = [("&", first), *zip(rest[::2], rest[1::2], strict=True)]
    return tuple((sign == "&", re.compile(rf"(?:^|_)(?:{words})(?:_|$)")) for sign, words in signed)


def rules_that_name(words: str) -> frozenset[str]:
    """The rules of safety and preparation that are about a food, by its name in ``data/foreign_names.csv``.

    Parameters
    ----------
    words : str
        Of `food_words`.

    Returns
    -------
    frozenset of str
        Keys of ``data/safety.csv`` and names of ``data/preparation.csv``.

    Examples
    --------
    >>> [sorted(rules_that_name(food_words(name))) for name in ("Hühnerleber", "Печень трески", "Печенье", "Haricots")]
    [['liver'], ['liver'], ['gestational_diabetes'], []]
    """
    names = _names()
    hits = {term for word in words.split("_") if word for term in _terms_that_fit(word)}
    told = (names.by_first[term] for term in hits if term in names.by_first)
    return frozenset(
        rule for rows in told for rule, wanted, barred in rows if hits.issuperset(wanted) and hits.isdisjoint(barred)
    )


@dataclass
class _Names:
    """The rows of ``data/foreign_names.csv``, made ready: each term, of words any of which may stand, has a number."""

    whole: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    starts: list[tuple[str, int]] = field(default_factory=list)
    ends: list[tuple[str, int]] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)
    # rows by their first term: the rule, the terms that must stand and those that must not
    by_first: dict[int, list[tuple[str, list[int], list[int]]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, word: str, language: str, term: int) -> None:
        for spelt in {word, word.translate(UMLAUTS)} if language == "de" else {word}:
            (bare,) = _letters(spelt.strip(_ANY))
            if spelt.startswith(_ANY):
                (self.parts if spelt.endswith(_ANY) else self.ends).append((bare, term))
            elif spelt.endswith(_ANY):
                self.starts.append((bare, term))
            else:
                self.whole[bare].add(term)


@cache  # the shipped tables do not change while the program runs
def _names() -> _Names:
    found, numbers = _Names(), 0
    table = read("foreign_names")
    lists = table["rule"].str.startswith(_LIST)
    named = {(rule, language): words for rule, language, words in table[lists].itertuples(index=False, name=None)}
    for row in table[~lists].to_dict("records"):
        wanted: list[int] = []
        barred: list[int] = []
        first, *rest = _TERM.split(row["names"])
        for sign, words in [("&", first), *zip(rest[::2], rest[1::2], strict=True)]:
            numbers += 1
            (wanted if sign == "&" else barred).append(numbers)
            for word in words.split("|"):
                for one in named[word, row["language"]].split("|") if word.startswith(_LIST) else [word]:
                    found.add(one.lower(), row["language"], numbers)
        found.by_first[wanted[0]].append((row["rule"], wanted, barred))
    return found


@lru_cache(maxsize=_MOST_WORDS)
def _terms_that_fit(word: str) -> frozenset[int]:
    names = _names()
    return frozenset(
        names.whole.get(word, set())
        | {term for bare, term in names.starts if word.startswith(bare)}
        | {term for bare, term in names.ends if word.endswith(bare)}
        | {term for bare, term in names.parts if bare in word}
    )
