"""Danger signs: which there are, and where those that someone has send her.

Nothing here finds out what is wrong. The signs are those of ``data/safety.csv``; the answer is where
to turn and how fast, the most urgent first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from planner.errors import one_of
from planner.menu.wording import URGENCY
from planner.reference.tables import read

SEVERAL, FIRST, DAILY = "cramp_alarm.1", "first_cramp.1", "daily_cramps.1"  # signs that tell of the cramps themselves
STAND_BACK = ("ambulance", "now", "today")  # levels at which a menu has to wait


@dataclass(frozen=True)
class DangerSign:
    """One danger sign in the words of someone who has it.

    Attributes
    ----------
    key : str
        The row of the safety table it belongs to, and its place there: ``dvt.1``.
    words : str
        What is seen or felt, in one line.
    level : str
        How soon it wants a doctor, a key of `planner.menu.wording.URGENCY`.
    action, why, source : str
        What to do, what may be behind it, and where that is from (keys of ``data/references.csv``).
    """

    key: str
    words: str
    level: str
    action: str
    why: str
    source: str


@dataclass(frozen=True)
class Triage:
    """Where the signs that someone has send her.

    Attributes
    ----------
    level : str
        The most urgent of their levels.
    title : str
        Where to turn and how fast: Call an ambulance.
    todo : tuple of str
        What to do and what may be behind it, one entry for each reason of that level.
    tell : tuple of str
        All signs that were named, most urgent first: what to say on the telephone.
    """

    level: str
    title: str
    todo: tuple[str, ...]
    tell: tuple[str, ...]

    @property
    def before_menus(self) -> bool:
        """Whether menus have to wait until someone has looked at it."""
        return self.level in STAND_BACK


@cache  # the shipped table does not change while the program runs
def signs() -> tuple[DangerSign, ...]:
    """Every danger sign of the safety table, the most urgent first.

    Returns
    -------
    tuple of DangerSign

    Examples
    --------
    >>> signs()[0].words, signs()[0].level
    ('Hard to breathe, or pain in the chest', 'ambulance')
    """
    table = read("safety")
    rows = table[table["level"] == "doctor"].to_dict("records")
    found = [
        DangerSign(f"{row['key']}.{n}", words.strip(), row["topic"], row["action"], row["why"], row["source"])
        for row in rows
        for n, words in enumerate(row["sign"].split(";"), start=1)
    ]
    return tuple(sorted(found, key=lambda sign: list(URGENCY).index(sign.level)))


def triage(keys: Iterable[str]) -> Triage | None:
    """Where the named signs send someone, and how fast.

    Parameters
    ----------
    keys : iterable of str
        Keys of signs, in any order.

    Returns
    -------
    Triage or None
        None if no sign is named, which does not mean that all is well.

    Raises
    ------
    PlannerError
        If there is no such sign, with the nearest keys.

    Examples
    --------
    >>> both = triage(["first_cramp.1", "dvt.1"])
    >>> both.title
    'See or ring a doctor today'
    >>> both.tell
    ('One leg is swollen, hot or sore to touch', 'Your very first leg cramp')
    """
    known = [sign.key for sign in signs()]
    named = {one_of(key, known, "the danger sign") for key in keys}
    present = [sign for sign in signs() if sign.key in named]
    if not present:
        return None
    level = present[0].level
    todo = dict.fromkeys(f"{sign.action} {sign.why}" for sign in present if sign.level == level)
    return Triage(level, URGENCY[level], tuple(todo), tuple(sign.words for sign in present))


def signs_after_a_cramp(
    several: bool, first: bool, again: bool
) -> tuple[tuple[DangerSign, ...], tuple[DangerSign, ...]]:
    """The danger signs to ask for when somebody tells of a cramp at night, and those that her answer is already.

    Parameters
    ----------
    several : bool
        Whether there were several in the night.
    first : bool
        Whether no cramp is known from before.
    again : bool
        Whether the nights before had cramps too.

    Returns
    -------
    asked, given : tuple of DangerSign
        Each the most urgent first. Asked are those of the leg and of pain that stays.

    Examples
    --------
    >>> asked, given = signs_after_a_cramp(several=True, first=False, again=False)
    >>> asked[0].words
    'One leg is swollen, hot or sore to touch'
    >>> [sign.words for sign in given]
    ['Several cramps in one day or night']
    """
    of_leg = {sign.key for sign in signs() if sign.key.split(".")[0] in ("dvt", "lasting_pain", "cramp_alarm")}
    asked = of_leg - {SEVERAL} | ({FIRST} if first else set()) | ({DAILY} if again else set())
    return tuple(sign for sign in signs() if sign.key in asked), tuple(
        sign for sign in signs() if several and sign.key == SEVERAL
    )
