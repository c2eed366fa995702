"""A day as rows: calcium by meal, what hinders it and when, in figures and words."""

from dataclasses import replace
from datetime import date

import pandas as pd

from planner.assessment.absorption import absorbed_calcium
from planner.assessment.pairings import find_pairings, pairing_rules
from planner.errors import PlannerError
from planner.menu.plan import HABIT, Plan, servings_frame
from planner.menu.wording import DASH, day_name, listed, lower_first, meal_label
from planner.reference.nutrients import nutrients
from planner.reference.units import minutes

CALCIUM = "calcium_mg"
LAST = 24 * 60 - 1  # the last minute of a day
FLAGS = {
    "out_of_range": "outside the amounts that were measured",
    "assumed": "rests on a food that nobody measured",
    "oxalate": "much oxalate in the meal",
    "unknown": "at least: a food gives no figure for calcium",
}


def one_day(plan: Plan, when: date) -> Plan:
    """The plan cut down to one of its days.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.

    Returns
    -------
    Plan
        Of one day.

    Raises
    ------
    PlannerError
        If the plan has no such day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("16:00", "banana", 1.0)], when=date(2026, 11, 23))
    >>> one_day(day, date(2027, 1, 1))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: the plan has no 2027-01-01: take one of its days, Monday 23 November to ...
    """
    days = tuple(day for day in plan.days if day.date == when)
    if not days:
        raise PlannerError(f"the plan has no {when}: take one of its days, {_first_to_last(plan)}")
    return replace(plan, days=days)


def _first_to_last(plan: Plan) -> str:
    return f"{day_name(plan.days[0].date)} to {day_name(plan.days[-1].date)}"


def day_timeline(plan: Plan, when: date) -> pd.DataFrame:
    """What each meal of a day brings of calcium, and how much of it may be absorbed.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.

    Returns
    -------
    pandas.DataFrame
        One row for each meal in the order of the day: slot, time ("HH:MM"), minute (since
        midnight), meal (its hour and name), habit (whether it is had anyway), eaten, low, central
        and high [mg] (eaten, and the estimated absorbed as a range), unknown and foods (how many
        foods give no figure for calcium, of how many), flags (of `planner.assessment.absorption`).

    Raises
    ------
    PlannerError
        If the plan has no such day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> day_timeline(day, day.days[0].date)[["meal", "eaten", "low", "high"]].round().to_numpy().tolist()
    [['13:00 Lunch', 827.0, 192.0, 447.0], ['16:00 Afternoon snack', 6.0, 2.0, 4.0]]
    """
    frame = servings_frame(one_day(plan, when))
    rows = []
    for keys, meal in frame.groupby(["time", "slot"], sort=False):
        time, slot = map(str, keys)
        found = absorbed_calcium(meal, plan.person)
        once = meal.drop_duplicates("food")
        rows.append(
            {
                "slot": slot,
                "time": time,
                "minute": minutes(time),
                "meal": f"{time} {_meal_name(slot, meal)}",
                "habit": slot == HABIT,
                "eaten": found.load,
                "low": found.low,
                "central": found.central,
                "high": found.high,
                "unknown": int(once[CALCIUM].isna().sum()),
                "foods": len(once),
                "flags": found.flags,
            }
        )
    return pd.DataFrame(rows).sort_values("minute", kind="stable", ignore_index=True)


def _meal_name(slot: str, meal: pd.DataFrame) -> str:
    """What a meal is called; what is had anyway, by its foods."""
    return listed(meal["name"].unique()) if slot == HABIT else meal_label(slot)


def absorbed_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `day_timeline` for a reader.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `day_timeline`.

    Returns
    -------
    pandas.DataFrame
        One row for each meal: Meal, Calcium eaten (in words), Estimated absorbed, At the lowest and At
        the highest [mg], Notes.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> absorbed_table(day_timeline(day, day.days[0].date)).iloc[0].astype(str).tolist()
    ['13:00 Lunch', '827 mg', '319', '192', '447', 'outside the amounts that were measured']
    """
    return pd.DataFrame(
        {
            "Meal": rows["meal"],
            "Calcium eaten": [eaten_text(row) for row in rows.to_dict("records")],
            "Estimated absorbed": rows["central"].round().astype(int),
            "At the lowest": rows["low"].round().astype(int),
            "At the highest": rows["high"].round().astype(int),
            "Notes": ["; ".join(FLAGS[flag] for flag in flags) or DASH for flags in rows["flags"]],
        }
    )


def eaten_text(row: dict) -> str:
    """What a meal brings of calcium, unknown foods said.

    Examples
    --------
    >>> eaten_text({"eaten": 310.2, "unknown": 1, "foods": 5})
    'at least 310 mg (1 of 5 foods gives no figure)'
    >>> eaten_text({"eaten": 0.0, "unknown": 1, "foods": 1})
    'no figure'
    """
    if row["unknown"] == row["foods"]:
        return "no figure"
    amount = nutrients()[CALCIUM].text(row["eaten"])
    if row["unknown"]:
        gives = "gives" if row["unknown"] == 1 else "give"
        return f"at least {amount} ({row['unknown']} of {row['foods']} foods {gives} no figure)"
    return amount


def day_hinderers(plan: Plan, when: date, flags: pd.DataFrame | None = None) -> pd.DataFrame:
    """What hinders on a day, and the hours kept free of the mineral around it.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.
    flags : pandas.DataFrame, optional
        The flagged pairings of that day, where they are known already.

    Returns
    -------
    pandas.DataFrame
        One row for each hinderer and hour: time, minute, name, first and last (minute from and to
        which the rules of the plan's mode keep clear), flagged (whether it is too near to a
        mineral) and text (its name, and what it meets if flagged). What no rule of the mode is
        about, such as bread by measurement, is not among them.

    Raises
    ------
    PlannerError
        If the plan has no such day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("13:30", "tea_black", 1.0)])
    >>> day_hinderers(day, day.days[0].date)[["time", "text"]].to_numpy().tolist()
    [['13:30', 'Black tea meets calcium']]
    """
    day, mode = one_day(plan, when), plan.preferences.pairings
    flags = find_pairings(day, mode) if flags is None else flags
    met = set(zip(flags["time"], flags["slot"], flags["rule"], strict=True))
    frame, kept_apart = servings_frame(day), pairing_rules(mode)
    found: dict[tuple[str, str], dict] = {}
    for row in frame.loc[frame["hinders"] != "", ["time", "slot", "name", "hinders"]].to_dict("records"):
        for rule in kept_apart:
            if rule["hinderer"] not in str(row["hinders"]).split():
                continue
            one = found.setdefault((row["time"], row["name"]), {"reach": 0, "meets": []})
            one["minute"] = minutes(row["time"])
            one["reach"] = max(one["reach"], int(60 * rule["hours_apart"]))
            if (row["time"], row["slot"], rule["rule"]) in met and rule["affects"] not in one["meets"]:
                one["meets"].append(rule["affects"])
    rows = [
        {
            "time": time,
            "minute": one["minute"],
            "name": name,
            "first": max(0, one["minute"] - one["reach"]),
            "last": min(LAST, one["minute"] + one["reach"]),
            "flagged": bool(one["meets"]),
            "text": f"{name} meets {' and '.join(one['meets'])}" if one["meets"] else name,
        }
        for (time, name), one in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=["time", "minute", "name", "first", "last", "flagged", "text"])


def hours_text(spans: list[tuple[str, str]]) -> str:
    """Hours from and to inside a sentence.

    Examples
    --------
    >>> hours_text([("08:45", "09:15"), ("11:45", "17:45")])
    'from 08:45 to 09:15 and from 11:45 to 17:45'
    """
    return listed(f"from {first} to {last}" for first, last in spans)


def day_takeaway(rows: pd.DataFrame, clear: list[tuple[str, str]]) -> str:
    """What a day comes to: calcium, the meal that brings most of it, when tea and coffee do no harm.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `day_timeline`.
    clear : list of (str, str)
        The hours of that day from `planner.assessment.clear_hours`.

    Returns
    -------
    str

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> day_takeaway(day_timeline(day, day.days[0].date), [("14:15", "16:00")]).split(". ")[1]
    'Tea and coffee do no harm from 14:15 to 16:00.'
    """
    least = "at least " if rows["unknown"].any() else ""
    day = least + nutrients()[CALCIUM].text(rows["eaten"].sum())
    most = max(rows.to_dict("records"), key=lambda row: row["eaten"])
    name = lower_first(most["meal"].removeprefix(f"{most['time']} "))
    part = f"with {'' if most['habit'] else 'the '}{name} at {most['time']}: {eaten_text(most)}"
    drinks = (
        f" Tea and coffee do no harm {hours_text(clear)}."
        if clear
        else " No hour of this day is good for tea or coffee."
    )
    several = rows["minute"].nunique() > 1
    return f"{day[:1].upper()}{day[1:]} of calcium, most {part}.{drinks if several else ''}"
