"""Text from outside: how long it may be, and which of its signs are kept.

What comes from an address, a form, a command line or a file is bounded here before a pattern or a
parser sees it, so that no text can keep the server busy.
"""

import re
import unicodedata
from typing import Any

from planner.errors import quoted as quoted

LONGEST_LINE = 200  # characters of a quantity, an hour, a name
LONGEST_CELL = 2000  # of a table
LONGEST_TEXT = 10_000  # of a note, and of anything else that somebody says
MOST_ENTRIES = 1000  # of a list
DEEPEST = 4  # lists in lists

_LINES = "\t\n\r"
# a joiner or a non-joiner is a part of words in Persian, in Indian scripts and of some emoji: one inside a word stays
_JOINERS = "\u200c\u200d"
_STRAY = re.compile(rf"(?<![^\s{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]+(?![^\s{_JOINERS}])")
# signs of format that are seen: marks of numbers and verses in Arabic, Syriac and Kaithi
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and patterns that nobody sees


def printable(text: str) -> str:
    """A text without what can't be printed.

    Dropped are signs of control, of format (byte order marks, zero-width blanks, soft hyphens, marks
    that turn the direction), halves of characters, private and unassigned ones: the categories Cc,
    Cf, Cs, Co and Cn of Unicode. Tabs and line breaks stay, other blanks of control become a blank.
    Joiner and non-joiner stay inside words, which are spelt with them in several languages.

    Examples
    --------
    >>> printable("\\ufeffAnna\\u200b B\\u00aderg\\x07")
    'Anna Berg'
    """
    if text.isprintable():
        return text
    kept = "".join(map(_kept, text))
    return _STRAY.sub("", kept) if any(sign in kept for sign in _JOINERS) else kept


def _kept(sign: str) -> str:
    if sign.isprintable() or sign in _LINES or sign in _JOINERS or sign in _SEEN:
        return sign
    if unicodedata.category(sign)[0] == "Z":
        return sign
    return " " if sign.isspace() else ""


def first_seen(text: str) -> str:
    """The first sign of a text that a reader sees; empty if there is none.

    Examples
    --------
    >>> first_seen("\\ufeff\\u00a0=1+1"), first_seen(" ")
    ('=', '')
    """
    return next((sign for sign in text if not _unseen(sign)), "")


def _unseen(sign: str) -> bool:
    return not sign.isprintable() or sign == " " or sign in _BLANK_LETTERS or unicodedata.category(sign)[0] == "M"


def short_enough(text: str, what: str, most: int = LONGEST_LINE) -> str:
    """The text itself, if it is short enough to be looked at.

    Parameters
    ----------
    text : str
    what : str
        What it is, for the sentence.
    most : int
        Characters that it may have.

    Raises
    ------
    ValueError
        In one sentence that doesn't quote it.

    Examples
    --------
    >>> short_enough("1 kg " * 50, "the weight")
    Traceback (most recent call last):
    ValueError: the weight has 250 characters: write at most 200
    """
    if len(text) > most:
        raise ValueError(f"{what} has {len(text)} characters: write at most {most}")
    return text


def bounded(value: Any, where: str = "") -> Any:
    """What came from outside, its texts printable, if it is neither too long nor too deep to be looked at.

    Parameters
    ----------
    value : object
        Texts, numbers, and lists and mappings of them; anything else is left as it is.
    where : str
        Where it stands, for the sentence.

    Returns
    -------
    object
        Of the same shape; a set becomes a list.

    Raises
    ------
    ValueError
        In one sentence that names the place.

    Examples
    --------
    >>> bounded({"tea": ["08:00\\u200b"], "age": 30})
    {'tea': ['08:00'], 'age': 30}
    >>> bounded({"tea": ["x" * 20_000]})
    Traceback (most recent call last):
    ValueError: tea[0] has 20000 characters: write at most 10000
    """
    return _bounded(value, where, DEEPEST)


def _bounded(value: Any, where: str, deep: int) -> Any:
    if isinstance(value, str):
        return printable(short_enough(value, where or "it", LONGEST_TEXT))
    if not isinstance(value, dict | list | tuple | set | frozenset):
        return value
    if len(value) > MOST_ENTRIES:
        raise ValueError(f"{where or 'it'} has {len(value)} entries: give at most {MOST_ENTRIES}")
    if deep == 0:
        raise ValueError(f"{where or 'it'} is nested deeper than any answer: give plain texts and numbers")
    if isinstance(value, dict):
        return {_key(key): _bounded(one, f"{where}.{_key(key)}".lstrip("."), deep - 1) for key, one in value.items()}
    entries = [_bounded(one, f"{where}[{k}]", deep - 1) for k, one in enumerate(value)]
    return tuple(entries) if isinstance(value, tuple) else entries


def _key(key: Any) -> Any:
    return short_enough(key, "the name of a field") if isinstance(key, str) else key
