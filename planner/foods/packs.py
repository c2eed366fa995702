"""How foods are sold, and how long what is left of a pack keeps: ``data/packs.csv``."""

import math
import re
from dataclasses import dataclass
from functools import cache

from planner.reference.tables import read

LOOSE = "loose"
FROZEN = "frozen"  # what `note` says of what stays in the freezer
WORTH_G = 50  # g: a pack more must leave so much less over
_DRAINED = re.compile(r"about (?P<low>\d+)(?: to (?P<high>\d+))? drained")
_WHOLE = re.compile(r"\b(?P<what>one|whole|slices|an? (?P<noun>\w+))(?: about)? (?P<low>\d+)(?: to (?P<high>\d+))?")
_PIECES = re.compile(r"\b(?P<first>\d+)(?: (?:or|to) (?P<last>\d+))? (?P<noun>eggs|pieces|bags|hearts)")
_DAYS_A_MONTH = 30


@dataclass(frozen=True)
class Pack:
    """How a food is sold.

    `sizes` are what stands on its packs [g], `net` what is eaten of them [g], which is less where it is
    drained, `pieces` how many are in each, if that is known, and `piece` what they are; these are empty for what
    is sold loose. What can be bought as a whole only, such as a head, has
    `whole` from light to heavy [g], `noun` is what it is called then, and `halves` whether a half is sold. It keeps
    `days`, counted from its being opened or bought; `freezes` tells whether it does.
    """

    food: str
    sizes: tuple[int, ...]
    net: tuple[int, ...]
    pieces: tuple[int, ...]
    piece: str
    whole: tuple[int, int] | None
    noun: str
    halves: bool
    note: str
    days: int
    from_opening: bool
    freezes: bool

    def keeps(self, bought_before: int) -> str:
        """How long what is left keeps, of what was bought so many days before [days].

        Examples
        --------
        >>> packs()["milk_whole"].keeps(7), packs()["green_peas_frozen"].keeps(7)
        ('3 days once opened, freezes', 'stays in the freezer')
        """
        if self.note == FROZEN:
            return "stays in the freezer"
        if self.from_opening:
            return f"{days_in_words(self.days)} once opened{', freezes' if self.freezes else ''}"
        if self.days < bought_before and self.freezes:
            return f"{days_in_words(self.days)} from the shop, so freeze it in time"
        return f"{days_in_words(self.days)} from the shop{', freezes' if self.freezes else ''}"


@dataclass(frozen=True)
class Bought:
    """What is taken home: in words, how much of it can be eaten or cooked [g], and whether that is an estimate."""

    words: str
    grams: float
    about: bool = False


def days_in_words(days: int) -> str:
    """A number of days as people say it.

    Examples
    --------
    >>> days_in_words(1), days_in_words(14), days_in_words(60), days_in_words(365)
    ('1 day', '14 days', '2 months', '1 year')
    """
    number, noun = days, "day"
    if days >= 365:
        number, noun = round(days / 365), "year"
    elif days >= 2 * _DAYS_A_MONTH:
        number, noun = round(days / _DAYS_A_MONTH), "month"
    return f"{number} {noun}{'' if number == 1 else 's'}"


@cache  # the shipped tables do not change while the program runs
def packs() -> dict[str, Pack]:
    """How each food is sold, by its key.

    Examples
    --------
    >>> packs()["milk_whole"].sizes, packs()["chickpeas_tinned"].net, packs()["cucumber"].whole
    ((500, 1000), (240,), (350, 400))
    """
    return {row["food"]: _pack(row) for row in read("packs").to_dict("records")}


def _pack(row: dict) -> Pack:
    words, note = row["pack_g"].split(), row["pack_note"]
    sizes = () if LOOSE in words else tuple(map(int, words))
    whole = _WHOLE.search(note) if LOOSE in words else None
    return Pack(
        food=row["food"],
        sizes=sizes,
        net=_net(sizes, note),
        pieces=_pieces(sizes, note),
        piece=found["noun"] if (found := _PIECES.search(note)) else "",
        whole=(int(whole["low"]), int(whole["high"] or whole["low"])) if whole else None,
        noun=(whole["noun"] or ("slice" if whole["what"] == "slices" else "")) if whole else "",
        halves="halves" in note,
        note=note,
        days=int(row["keeps_days"]),
        from_opening=row["counted_from"] == "opened",
        freezes=row["freezes"] == "yes",
    )


def _net(sizes: tuple[int, ...], note: str) -> tuple[int, ...]:
    """What is eaten of each pack [g]: all of it, but for the liquid of a tin."""
    drained = _DRAINED.search(note)
    if drained and sizes:
        low, high = int(drained["low"]), int(drained["high"] or drained["low"])
        span = sizes[-1] - sizes[0]
        return tuple(round(low + (high - low) * ((size - sizes[0]) / span if span else 0)) for size in sizes)
    return tuple(round(size / 2) for size in sizes) if "drained about half" in note else sizes


def _pieces(sizes: tuple[int, ...], note: str) -> tuple[int, ...]:
    """How many pieces are in each pack, from the smallest to the largest."""
    found = _PIECES.search(note)
    if not found or not sizes:
        return ()
    first, last = int(found["first"]), int(found["last"] or found["first"])
    return (first, last) if len(sizes) == 2 and last > first else ()


def bought_in_packs(pack: Pack, needed: float) -> Bought | None:
    """The packs to buy, those that leave least over.

    Parameters
    ----------
    pack : Pack
    needed : float
        How much of it is cooked and eaten, as it is bought [g].

    Returns
    -------
    Bought or None
        None for what is sold loose and by weight.

    Notes
    -----
    A pack more is taken only where that leaves 50 g less over: one large tub, not six small ones.

    Examples
    --------
    >>> bought_in_packs(packs()["yoghurt_whole"], 980.0)
    Bought(words='1 × 1,000 g', grams=1000.0, about=False)
    >>> bought_in_packs(packs()["chickpeas_tinned"], 300.0).words
    '2 × 400 g (240 g drained)'
    >>> bought_in_packs(packs()["egg_boiled"], 300.0).words
    '1 × 350 g (6 eggs)'
    >>> bought_in_packs(packs()["cucumber"], 110.0).words, bought_in_packs(packs()["cabbage_raw"], 210.0).words
    ('1 of about 350 to 400 g', '½ head of about 1,000 to 2,000 g')
    """
    if pack.sizes:
        chosen = _cheapest(pack.net, math.ceil(needed - 1e-6))
        words = [_packs_in_words(pack, n, chosen.count(n)) for n in sorted(set(chosen), reverse=True)]
        return Bought(" + ".join(words), float(sum(pack.net[n] for n in chosen)))
    if not pack.whole:
        return None
    low, high = pack.whole
    middle, step = (low + high) / 2, 0.5 if pack.halves else 1.0
    number = max(1, math.ceil(round(needed / middle / step, 6))) * step
    said = f"{int(number) or ''}{'½' if number % 1 else ''}"
    what = f" {_plural(pack.noun, number)}" if pack.noun else ""
    weight = f"{low:,} to {high:,}" if high > low else f"{low:,}"
    return Bought(f"{said}{what} of about {weight} g", middle * number, about=True)


def _plural(noun: str, number: float) -> str:
    return noun if number <= 1 else noun + ("es" if noun.endswith("ch") else "s")


def _packs_in_words(pack: Pack, n: int, times: int) -> str:
    inside = ""
    if pack.net[n] < pack.sizes[n]:
        inside = f" ({pack.net[n]:,} g drained)"
    elif pack.pieces:
        inside = f" ({pack.pieces[n]} {pack.piece})"
    elif pack.note.startswith("a bunch"):
        inside = f" ({pack.note})"
    return f"{times} × {pack.sizes[n]:,} g{inside}"


def _cheapest(net: tuple[int, ...], needed: int) -> list[int]:
    """Which packs to take, as numbers among the sizes: what they leave over and how many they are weighed together."""
    largest = max(range(len(net)), key=lambda n: net[n])
    ahead = max(0, needed // net[largest] - 2)  # of much only the end is worth thinking about
    rest = max(1, needed - ahead * net[largest])
    fewest: dict[int, list[int]] = {0: []}
    for total in range(1, rest + net[largest] + 1):
        ways = [[*fewest[total - size], n] for n, size in enumerate(net) if total - size in fewest]
        if ways:
            fewest[total] = min(ways, key=len)
    enough = [(total - rest + WORTH_G * len(way), total, way) for total, way in fewest.items() if total >= rest]
    return [largest] * ahead + min(enough)[2]
