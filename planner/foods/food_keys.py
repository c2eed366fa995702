"""The keys of foods, made of their names."""

import re
import unicodedata
from collections.abc import Collection

LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i"})
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # as they are typed without their keys
_LONGEST_KEY = 80  # characters of one made of a name


def food_key(name: str) -> str:
    """A key made of a name: lower snake case.

    Parameters
    ----------
    name : str
        In any script; what has no Latin letters becomes ``"food"``.

    Returns
    -------
    str

    Examples
    --------
    >>> food_key("Crème fraîche, 30 %"), food_key("Süßkartoffel")
    ('creme_fraiche_30', 'susskartoffel')
    """
    key = key_words(name)[:_LONGEST_KEY].strip("_")
    return key if key[:1].isalpha() else f"food_{key}".strip("_")


def key_words(name: str) -> str:
    """The words of a name as they would stand in a key, all of them, without accents and commas.

    Returns
    -------
    str
        Empty for a name without Latin letters or digits.

    Examples
    --------
    >>> key_words("Cheese, Chèvre (goat)"), key_words("Pâté de foie gras")
    ('cheese_chevre_goat', 'pate_de_foie_gras')
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def free_key(key: str, taken: Collection[str], last: dict[str, int] | None = None) -> str:
    """The key, or the first of ``key_2``, ``key_3`` … that is not taken.

    Parameters
    ----------
    key : str
    taken : collection of str
    last : dict of int, optional
        How far it came for each key; carried from call to call, it spares many foods of one name a
        search from the start.

    Returns
    -------
    str

    Examples
    --------
    >>> free_key("banana", ["banana", "kale"])
    'banana_2'
    """
    found, n = key, (last or {}).get(key, 1)
    while found in taken:
        n += 1
        found = f"{key}_{n}"
    if last is not None:
        last[key] = n
    return found
