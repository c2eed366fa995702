"""The diary as tables: night by night, week by week, and nights after stretching beside the others."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from planner.menu.plan import Plan, servings_frame
from planner.person.cramp_diary import Diary, EatenMeal, Night, eaten_of_day
from planner.reference.nutrients import CRAMP_MINERALS
from planner.reference.table_schemas import SLOTS

_NO_COLUMN = {"eaten", "entered"}  # of the fields of a night


def planned_meals(plan: Plan, day: date) -> tuple[EatenMeal, ...]:
    """The meals of a day of the plan with the cramp minerals they bring, before she said how much she ate.

    Parameters
    ----------
    plan : Plan
    day : datetime.date

    Returns
    -------
    tuple of EatenMeal
        Without a share; empty if the plan does not have that day.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> plan = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> [(meal.slot, meal.share, round(meal.planned["calcium_mg"])) for meal in planned_meals(plan, plan.days[0].date)]
    [('lunch', None, 554)]
    """
    frame = servings_frame(plan)
    frame = frame[frame["date"] == day]
    found = []
    for slot in (*SLOTS, "habit"):
        amounts = frame.loc[frame["slot"] == slot, list(CRAMP_MINERALS)]
        if len(amounts):
            known = [mineral for mineral in CRAMP_MINERALS if amounts[mineral].notna().any()]
            found.append(
                EatenMeal(
                    slot=slot,
                    planned={mineral: round(float(amounts[mineral].sum()), 1) for mineral in known},
                    at_least=[mineral for mineral in CRAMP_MINERALS if amounts[mineral].isna().any()],
                )
            )
    return tuple(found)


def night_table(diary: Diary) -> pd.DataFrame:
    """Every night that was written down, the first one first.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    pandas.DataFrame
        Columns morning (after the night), cramps, severity, minutes, leg, signs, cups, tablets, stretched,
        hours_on_feet, and for each cramp mineral what was eaten of it on the day before [mg] (NaN = unknown) with
        ``…_whole``: whether that is all of it.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", severity=6, entered="2026-11-23T06:30:00Z")
    >>> night_table(Diary(nights=(night,)))[["cramps", "severity", "calcium_mg"]].values.tolist()
    [['one', 6.0, nan]]
    """
    rows = [_row(night) for night in diary.nights]
    columns = [field for field in Night.model_fields if field not in _NO_COLUMN]
    columns += [name for mineral in CRAMP_MINERALS for name in (mineral, f"{mineral}_whole")]
    frame = pd.DataFrame(rows, columns=columns)
    numbers = ["severity", "minutes", "cups", "hours_on_feet", *CRAMP_MINERALS]
    return frame.astype(dict.fromkeys(numbers, "float64"))


def _row(night: Night) -> dict[str, object]:
    eaten = {mineral: eaten_of_day(night.eaten, mineral) for mineral in CRAMP_MINERALS}
    told = night.model_dump(exclude=_NO_COLUMN)
    for mineral, found in eaten.items():
        told[mineral], told[f"{mineral}_whole"] = found or (None, False)
    return told


def week_table(diary: Diary) -> pd.DataFrame:
    """The weeks of a diary, from Monday to Sunday, those between the first and the last without a gap.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    pandas.DataFrame
        Columns week (its Monday), nights (written down), with_cramps, severity (mean of the nights with a cramp that
        have one), stretched (evenings) and stretch_told (nights for which she said), and for each cramp mineral the
        mean intake a day [mg/day] over ``…_days`` of which something is known, with ``…_whole``: whether all of it is
        known on each of them. NaN = unknown.

    Examples
    --------
    >>> nights = [Night(morning=f"2026-11-{day}", cramps="one", severity=day % 10, entered="2026-11-30T06:30:00Z")
    ...           for day in (22, 23, 24)]
    >>> week_table(Diary(nights=nights))[["week", "nights", "with_cramps", "severity"]].astype(str).values.tolist()
    [['2026-11-16', '1', '1', '2.0'], ['2026-11-23', '2', '2', '3.5']]
    """
    nights = night_table(diary)
    if nights.empty:
        return pd.DataFrame(columns=["week", *_week(nights)])
    monday = nights["morning"].map(lambda day: day - timedelta(days=day.weekday()))
    first, last = monday.iloc[0], monday.iloc[-1]
    weeks = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    told = {week: _week(part) for week, part in nights.groupby(monday)}
    silent = _week(nights.iloc[:0])
    return pd.DataFrame([{"week": week, **told.get(week, silent)} for week in weeks])


def _week(nights: pd.DataFrame) -> dict[str, object]:
    crampy = nights[nights["cramps"] != "none"]
    told = nights["stretched"].dropna()
    found: dict[str, object] = {
        "nights": len(nights),
        "with_cramps": len(crampy),
        "severity": crampy["severity"].mean(),
        "stretched": int(told.astype(bool).sum()),
        "stretch_told": len(told),
    }
    for mineral in CRAMP_MINERALS:
        known = nights[nights[mineral].notna()]
        found[mineral] = known[mineral].mean()
        found[f"{mineral}_days"] = len(known)
        found[f"{mineral}_whole"] = bool(known[f"{mineral}_whole"].all()) if len(known) else False
    return found


def stretching_table(diary: Diary) -> pd.DataFrame:
    """Nights after an evening with stretching, after one without, and those for which nothing was said.

    Parameters
    ----------
    diary : Diary

    Returns
    -------
    pandas.DataFrame
        Columns evening, nights and with_cramps; a kind of evening that does not occur has no row.

    Examples
    --------
    >>> night = Night(morning="2026-11-23", cramps="one", stretched=True, entered="2026-11-23T06:30:00Z")
    >>> stretching_table(Diary(nights=(night,))).values.tolist()
    [['Calves stretched', 1, 1]]
    """
    kinds = {"Calves stretched": True, "Not stretched": False, "Not said": None}
    rows = [(name, *_counted([n for n in diary.nights if n.stretched is said])) for name, said in kinds.items()]
    return pd.DataFrame([row for row in rows if row[1]], columns=["evening", "nights", "with_cramps"])


def _counted(nights: Sequence[Night]) -> tuple[int, int]:
    return len(nights), sum(night.crampy for night in nights)
