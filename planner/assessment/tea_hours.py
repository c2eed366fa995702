"""At which hours tea and coffee hinder nothing: the rules of pairings, turned round."""

from datetime import date

from planner.assessment.kinds import Kinds
from planner.assessment.pairings import pairing_rules
from planner.errors import one_of
from planner.menu.plan import Plan, servings_frame
from planner.reference.tables import read
from planner.reference.units import minutes

STEP = 15  # minutes: finer than anybody eats or drinks by the clock


def clear_hours(plan: Plan, hinderer: str = "tannin", mode: str | None = None) -> dict[date, list[tuple[str, str]]]:
    """The hours between the first and the last meal at which a hinderer would be flagged nowhere.

    Parameters
    ----------
    plan : Plan
    hinderer : {"oxalate", "tannin", "cocoa", "flour", "bran"}
        A class of ``data/pairing_rules.csv``; that of tea and coffee by default.
    mode : {"article", "measured"}, optional
        That of the plan's preferences by default.

    Returns
    -------
    dict of date to list of (str, str)
        From and to, ``"HH:MM"``, in steps of a quarter of an hour; a single moment is left out.

    Raises
    ------
    PlannerError
        If there is no such mode or class.

    Notes
    -----
    A food without a figure counts with the most that others of its kind hold: unknown is not clear.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> meals = [Entry("08:00", "kefir", 1.0), Entry("13:00", "cod_baked", 1.0), Entry("18:00", "feta", 2.0)]
    >>> clear_hours(day_of_entries(Person(), meals, when=date(2026, 11, 23)))
    {datetime.date(2026, 11, 23): [('09:15', '16:45')]}
    """
    one_of(hinderer, read("pairing_rules")["hinderer"].unique(), "the class of hinderer")
    keep_off = [rule for rule in pairing_rules(mode or plan.preferences.pairings) if rule["hinderer"] == hinderer]
    frame = servings_frame(plan)
    frame = frame[~frame["hinders"].map(lambda cell: hinderer in str(cell).split())]
    minerals = sorted({_mineral(rule) for rule in keep_off})
    kinds = Kinds(plan.foods)
    frame = frame.assign(**{mineral: kinds.could_be(frame, mineral) for mineral in minerals})
    brought = frame.groupby(["date", "time"])[minerals].sum().reset_index().to_dict("records")
    found = {}
    for day in plan.days:
        meals = [{**row, "minute": minutes(row["time"])} for row in brought if row["date"] == day.date]
        first, last = (pick((m["minute"] for m in meals), default=0) for pick in (min, max))
        free = [start for start in range(first, last + 1, STEP) if not any(_met(meals, start, r) for r in keep_off)]
        found[day.date] = [(hour_of(low), hour_of(high)) for low, high in _spans(free) if low < high]
    return found


def _mineral(rule: dict) -> str:
    return f"{rule['affects']}_mg"


def _met(meals: list[dict], minute: int, rule: dict) -> bool:
    """Whether so much of the mineral is eaten within the hours of the rule that it would be flagged."""
    near = (meal[_mineral(rule)] for meal in meals if abs(meal["minute"] - minute) <= 60 * rule["hours_apart"])
    return sum(near) >= rule["at_stake_mg"]


def _spans(free: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of quarters of an hour."""
    firsts = [minute for minute in free if minute - STEP not in free]
    lasts = [minute for minute in free if minute + STEP not in free]
    return list(zip(firsts, lasts, strict=True))


def hour_of(minute: int) -> str:
    """Minutes since midnight as ``"HH:MM"``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
