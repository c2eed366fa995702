"""Text made safe for Markdown; words without Markdown are those of `planner.menu.wording`."""

import re

from planner.reference.tables import keys

# signs of control, but for the new line, and those that turn the direction of a text
_UNSEEN = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"


def plain(text: object) -> str:
    """Text of a table, made safe to stand inside Markdown; signs that nobody would see become visible.

    Examples
    --------
    >>> plain("Milk, 2 % fat *fresh*")
    'Milk, 2 % fat \\\\*fresh\\\\*'
    >>> plain("a bell: " + chr(7))
    'a bell\\\\: ␇'
    """
    seen = re.sub(_UNSEEN, lambda sign: chr(0x2400 + ord(sign[0])) if sign[0] < " " else "␣", str(text))
    return re.sub(r"([\\`*_{}\[\]<>#$~|:])", r"\\\1", seen)


def sentence(error: Exception) -> str:
    """An error as a sentence of its own, safe for Markdown.

    Examples
    --------
    >>> sentence(ValueError("the age is empty: give whole years"))
    'The age is empty\\\\: give whole years.'
    """
    text = str(error)
    return plain(f"{text[:1].upper()}{text[1:]}.")


SOURCE_WORDS = {"house": "our own choice", "assumed": "assumed, not checked", "article": "the article"}


def source_label(cell: str) -> str:
    """The source keys of a cell, safe for Markdown.

    Examples
    --------
    >>> source_label("article; Heaney 1990")
    'Source\\\\: the article; Heaney 1990'
    """
    return plain("Source: " + "; ".join(SOURCE_WORDS.get(key, key) for key in keys(cell)))
