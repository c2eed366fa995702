"""Patterns by which the tables of ``data/`` name foods, by key and name, in whatever order the words come."""

import re
from functools import cache

from planner.foods.food_keys import key_words

_TERM = re.compile(r" ([&!]) ")
Terms = tuple[tuple[bool, re.Pattern[str]], ...]


def food_words(*texts: object) -> str:
    """Key and name of a food, and what else is said of it, as one text for `names_food`.

    Parameters
    ----------
    *texts : str

    Returns
    -------
    str
        In the letters of a key; two low lines stand between the texts.

    Examples
    --------
    >>> food_words("egg_boiled", "Egg, soft-boiled")
    'egg_boiled__egg_soft_boiled'
    """
    return "__".join(key_words(str(text)) for text in texts)


def names_food(match: str, words: str) -> bool:
    """Whether a pattern of a table names a food.

    Parameters
    ----------
    match : str
        Regular expressions, any of which may fit, apart by `` ; ``. One with `` & `` or `` ! `` asks for
        whole words: all of those joined by ``&`` in any order, none of those after ``!``. Empty for no food.
    words : str
        Of `food_words`. What one text says, another may take back.

    Returns
    -------
    bool

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
