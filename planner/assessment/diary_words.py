"""The diary in words, for page, PDF and whoever listens: the pattern of the nights, and what changed."""

from collections import Counter

from planner.assessment.cramp_change import WEEK, BeforeAndAfter, Side
from planner.assessment.diary_tables import stretching_table
from planner.menu.wording import count, listed, lower_first
from planner.person.cramp_diary import LONG, WORST, Diary, Night
from planner.reference.tables import constant
from planner.safety.danger_signs import signs

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
COME_AND_GO = (
    "Cramps come and go by themselves. Most women begin when nights are bad, and after bad nights better ones follow, "
    "whatever they eat. So a change does not show that the food did it."
)


def night_words(night: Night) -> str:
    """A night in a few words.

    Parameters
    ----------
    night : Night

    Returns
    -------
    str

    Examples
    --------
    >>> night_words(Night(morning="2026-11-23", cramps="one", severity=6, minutes=2, leg="left",
    ...                   entered="2026-11-23T06:30:00Z"))
    'one cramp, 6 of 10, 2 min, left leg'
    """
    parts = [{"none": "no cramps", "one": "one cramp", "several": "several cramps"}[night.cramps]]
    if night.severity is not None:
        parts.append(f"{night.severity} of {WORST}")
    if night.minutes is not None:
        parts.append(_lasted(night.minutes))
    if night.leg is not None:
        parts.append("both legs" if night.leg == "both" else f"{night.leg} leg")
    return ", ".join(parts)


def pattern_of_nights(diary: Diary) -> tuple[str, ...]:
    """What the nights look like, one sentence a line.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    tuple of str
        Empty if nothing was written down.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, leg="left", entered="2026-11-23T06:30:00Z")
    >>> pattern_of_nights(Diary(nights=(night,)))
    ('Cramps in 1 of 1 night: one in 1, several in 0.', 'How bad: 6 of 10 at worst.', 'Which leg: left 1.')
    """
    nights = diary.nights
    if not nights:
        return ()
    crampy = [night for night in nights if night.crampy]
    several = sum(night.cramps == "several" for night in nights)
    kinds = f": one in {len(crampy) - several}, several in {several}" if crampy else ""
    lines = [f"Cramps in {len(crampy)} of {count(len(nights), 'night')}{kinds}."]
    gaps = (nights[-1].morning - nights[0].morning).days + 1 - len(nights)
    if gaps:
        lines.append(f"{count(gaps, 'night')} in between {'was' if gaps == 1 else 'were'} not written down.")
    rated = [night.severity for night in crampy if night.severity is not None]
    if rated:
        mean = f", {sum(rated) / len(rated):.1f} on average" if len(rated) > 1 else ""
        lines.append(f"How bad: {max(rated)} of {WORST} at worst{mean}.")
    lasted = [night.minutes for night in crampy if night.minutes is not None]
    if lasted:
        lines.append(f"How long: up to {_lasted(max(lasted))}.")
    legs = Counter(night.leg for night in crampy if night.leg)
    if legs:
        lines.append(f"Which leg: {', '.join(f'{leg} {legs[leg]}' for leg in ('left', 'right', 'both') if legs[leg])}.")
    return tuple(lines)


def _lasted(minutes: float) -> str:
    return f"{minutes:g} min{' or more' if minutes == LONG else ''}"


def signs_told(diary: Diary) -> tuple[tuple[str, tuple[Night, ...]], ...]:
    """Danger signs that she ticked, with the nights, the most urgent first; last those of other words than ours.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    tuple of (str, tuple of Night)

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", signs=["Fever"], entered="2026-11-23T06:30:00Z")
    >>> [(sign, len(nights)) for sign, nights in signs_told(Diary(nights=(night,)))]
    [('Fever', 1)]
    """
    found: dict[str, list[Night]] = {}
    for night in diary.nights:
        for sign in night.signs:
            found.setdefault(sign, []).append(night)
    ours = [sign.words for sign in signs() if sign.words in found]
    return tuple((words, tuple(found[words])) for words in dict.fromkeys((*ours, *found)))


def stretching_words(diary: Diary) -> str:
    """Nights after stretching beside the others, as a sentence; empty if she never said.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    str

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", stretched=True, entered="2026-11-23T06:30:00Z")
    >>> stretching_words(Diary(nights=(night,)))
    'Calves stretched: cramps in 1 of 1 night.'
    """
    rows = [row for row in stretching_table(diary).to_dict("records") if row["evening"] != "Not said"]
    parts = [f"{row['evening']}: cramps in {row['with_cramps']} of {count(row['nights'], 'night')}" for row in rows]
    return f"{'; '.join([parts[0], *map(lower_first, parts[1:])])}." if parts else ""


def change_words(found: BeforeAndAfter | None) -> tuple[str, ...]:
    """What changed since she began, or why that can't be told yet.

    Parameters
    ----------
    found : BeforeAndAfter or None
        Of `planner.assessment.before_and_after`.

    Returns
    -------
    tuple of str
        First the finding, then what it takes to see one, last what it does not say.

    Examples
    --------
    >>> few = BeforeAndAfter(Side(9, 4), Side(20, 3), least=14)
    >>> change_words(few)[0]
    'No comparison yet: it takes 14 nights before and 14 after. There are 9 and 20.'
    >>> change_words(BeforeAndAfter(Side(28, 16), Side(28, 8), 14, -0.286, -0.48, -0.07, 40))[1]
    'That is 2.0 nights a week fewer. Anything from 3.4 fewer to 0.5 fewer fits.'
    """
    if found is None:
        return ("Say when, and the nights before it are set beside those after.",)
    return (*_finding(found), *_needed(found), COME_AND_GO)


def _finding(found: BeforeAndAfter) -> list[str]:
    if found.difference is None or found.low is None or found.high is None:
        lines = [
            f"No comparison yet: it takes {found.least} nights before and {found.least} after. "
            f"There are {found.before.nights} and {found.after.nights}."
        ]
        if found.missing[0] and found.after.nights:
            lines.append("The weeks are shown all the same. Earlier nights that are well remembered can be added.")
        return lines
    sides = [f"{words}: {_side(side)}." for words, side in (("Before", found.before), ("Since then", found.after))]
    lines = [" ".join(sides)]
    fits = f"Anything from {_a_week(found.low)} to {_a_week(found.high)} fits."
    if found.low <= 0 <= found.high:
        lines.append(f"That may be chance. {fits}")
    else:
        lines.append(f"That is {_a_week(found.difference, 'nights a week ')}. {fits}")
    lines.append(
        f"Of ten such ranges {constant('diary_confidence') * 10:.0f} hold the true difference, if nothing else changed."
    )
    return lines


def _needed(found: BeforeAndAfter) -> list[str]:
    if found.nights_needed is None:
        if found.before.nights >= found.least:
            return ["There was no cramp before, so there is nothing to halve."]
        return []
    held = min(found.before.nights, found.after.nights) >= found.nights_needed
    more = "There are as many." if held else "Until then a real change can stay hidden."
    times = f"{constant('diary_power') * 10:.0f} times out of 10"
    return [f"To see a real halving {times} takes about {found.nights_needed} nights before and as many after. {more}"]


def _side(side: Side) -> str:
    return f"cramps in {side.with_cramps} of {count(side.nights, 'night')}, {side.share * WEEK:.1f} a week"


def _a_week(share: float, unit: str = "") -> str:
    """A difference in nights a week, in words."""
    nights = share * WEEK
    if abs(nights) < 0.05:
        return "no difference"
    return f"{abs(nights):.1f} {unit}{'fewer' if nights < 0 else 'more'}"


def questions_to_ask(diary: Diary) -> tuple[str, ...]:
    """What to ask the doctor or midwife, as far as the diary calls for it.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> questions_to_ask(Diary())[0]
    'Could something other than a usual cramp be behind this?'
    """
    asked = ["Could something other than a usual cramp be behind this?"]
    if diary.nights and any(night.signs for night in diary.nights):
        ticked = listed(f"“{lower_first(sign)}”" for sign, _ in signs_told(diary)[:3])
        asked.append(f"I ticked {ticked}. What does it mean, and what should I do if it comes back?")
    if any(night.tablets for night in diary.nights):
        asked.append("Are the tablets that I take right for me, and do they go with my food and with one another?")
    asked += [
        "Would a blood test help?",
        "Is the plan that I eat by right for me?",
        "What may I do when a cramp wakes me?",
    ]
    return tuple(asked)
