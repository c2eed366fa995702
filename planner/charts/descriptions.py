"""What a chart shows, in words: first what to take away, then the figures that say so."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.assessment.adequacy import MEAN
from planner.charts.coverage_rows import DRUNK, STATUS, TABLETS, bar, cell, food_status, of_day
from planner.menu.wording import all_of, count, day_name, label, listed
from planner.person.targets import SET
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

NAMED = 4  # nutrients that a sentence still holds


@dataclass(frozen=True)
class Description:
    """A sentence to take away from a chart, and the facts behind it."""

    takeaway: str
    facts: str

    def __str__(self) -> str:
        """Both, as the description that a screen reader reads out."""
        return f"{self.takeaway} {self.facts}".rstrip()


def chart_rows(report: pd.DataFrame) -> pd.DataFrame:
    """The rows of a report that charts show: nutrients with a target, without the water that is mostly drunk.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`, or some of its rows.

    Returns
    -------
    pandas.DataFrame
        Some of its rows, with the same columns.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> {"water_g", "fat_g", "iron_mg"} & set(chart_rows(report)["nutrient"])
    {'iron_mg'}
    """
    return report[report["target"].notna() & (report["nutrient"] != DRUNK)]


def describe_coverage(report: pd.DataFrame, when: date | str = MEAN) -> Description:
    """The coverage chart in words.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`.
    when : date or "mean"
        A day of the plan, or the mean of all days.

    Returns
    -------
    Description

    Raises
    ------
    PlannerError
        If the report knows nothing of that day.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> describe_coverage(report).takeaway.partition(";")[0]
    'Calcium, magnesium and potassium are under the target'
    """
    shown = chart_rows(of_day(report, when))
    rows = shown.to_dict("records")
    bars = [bar(row) for row in rows]
    short = [row for row in rows if food_status(row) == "short"]
    others = [label(row["nutrient"]) for row in short if row["nutrient"] not in CRAMP_MINERALS]
    if len(others) > NAMED:
        others = [*others[: NAMED - 1], f"{len(others) - NAMED + 1} others"]
    minerals = _minerals(rows)
    rest = f"{listed(others)} {'is' if len(others) == 1 else 'are'} under it" if others else "nothing else is under its"
    known = ", as far as figures are known" if any(row["unknown_foods"] for row in short) else ""
    takeaway = "; ".join(part for part in (minerals, rest + known) if part)
    under = [f"{one['Nutrient']} {one['Coverage']}" for one in bars if one["Status"] == STATUS["short"]]
    over = [one["Nutrient"] for one in bars if one["over"]]
    reached = [
        f"{one['Nutrient']} {one['Coverage']}"
        for row, one in zip(rows, bars, strict=True)
        if row["nutrient"] in CRAMP_MINERALS
    ]
    facts = [
        f"Food alone, as a share of the target: {', '.join(reached)}." if reached else "",
        f"Under the target: {', '.join(under) or 'none'}. Over the upper limit: {', '.join(over) or 'none'}.",
        _prescribed(bars),
        set_by_dietitian(shown),
    ]
    return Description(f"{takeaway[:1].upper()}{takeaway[1:]}.", " ".join(part for part in facts if part))


def _minerals(rows: list[dict]) -> str:
    """How the cramp minerals stand to their targets; those without a target are left out."""
    found = {row["nutrient"]: food_status(row) for row in rows if row["nutrient"] in CRAMP_MINERALS}
    pushed = [key for key, status in found.items() if status != "spared"]
    missed = [label(key) for key in pushed if found[key] == "short"]
    reached = [label(key) for key in pushed if found[key] != "short"]
    if not pushed:
        return ""
    if missed:
        below = f"{listed(missed)} {'is' if len(missed) == 1 else 'are'} under the target"
        return f"{below}, {listed(reached)} {'reaches it' if len(reached) == 1 else 'reach it'}" if reached else below
    every = f"{all_of(len(reached))} cramp minerals" if len(reached) == len(CRAMP_MINERALS) else listed(reached)
    return f"{every} {'reaches its' if len(reached) == 1 else 'reach their'} target"


def _prescribed(bars: list[dict]) -> str:
    tablets = [f"{one['Nutrient']} {one[TABLETS]}" for one in bars if one[TABLETS] != "none"]
    return f"Prescribed beside the food: {'; '.join(tablets)}." if tablets else ""


def set_by_dietitian(rows: pd.DataFrame) -> str:
    """Which targets and limits a dietitian set, for those who read no tooltips; empty if none."""
    own = rows["target_basis"].str.startswith(SET) | rows["upper_basis"].str.startswith(SET)
    names = rows.loc[own, "label"].unique()
    return f"Target or limit {SET}: {', '.join(names)}." if len(names) else ""


def describe_sources(meals: pd.DataFrame) -> Description:
    """The chart of the minerals by meal in words.

    Parameters
    ----------
    meals : pandas.DataFrame
        Of `planner.charts.by_meal`.

    Returns
    -------
    Description

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.charts import by_meal
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "banana", 1.0)])
    >>> describe_sources(by_meal(day)).takeaway
    'Most calcium comes with lunch, most magnesium with afternoon snack and most potassium with afternoon snack.'
    """
    most: list[str] = []
    facts: list[str] = []
    for name, part in meals.groupby("Mineral", sort=False):
        best = max(part.to_dict("records"), key=lambda row: row["amount"])
        comes = "" if most else "comes "
        most.append(f"most {str(name).lower()} {comes}with {best['Meal'].partition(' ')[2].lower()}")
        least = "at least " if part["unknown"].any() else ""
        facts.append(
            f"{name}: {best['amount']:,.0f} mg of {least}{part['amount'].sum():,.0f} mg at {best['time']}, "
            f"{part['amount'].min():,.0f} mg in the meal with the least."
        )
    takeaway = f"{listed(most)[:1].upper()}{listed(most)[1:]}."
    return Description(takeaway, " ".join(facts))


def describe_week(report: pd.DataFrame) -> Description:
    """The heat map in words.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`; the mean is left out.

    Returns
    -------
    Description

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 4.0)], when=date(2026, 11, 23))
    >>> report = assess(day)
    >>> describe_week(report).takeaway
    'Under the target: magnesium on Monday; potassium on Monday.'
    """
    rows = chart_rows(report[report["date"] != MEAN])
    status = pd.Series([food_status(row) for row in rows.to_dict("records")], index=rows.index)
    short = rows[status == "short"]
    missed = short[short["nutrient"].isin(CRAMP_MINERALS)]
    days = rows["date"].nunique()
    on = "on this day" if days == 1 else "on every day"
    if len(missed):
        where = [f"{label(str(key))} on {listed(f'{d:%A}' for d in part['date'])}"
                 for key, part in missed.groupby("nutrient", sort=False)]  # fmt: skip
        takeaway = f"Under the target: {'; '.join(where)}."
    else:
        pushed = rows[rows["nutrient"].isin(CRAMP_MINERALS) & (status != "spared")]["nutrient"].unique()
        names = [label(key) for key in pushed]
        verb = "reaches its" if len(names) == 1 else "reach their"
        takeaway = f"{listed(names).capitalize()} {verb} target {on}." if names else "No cramp mineral has a target."
    over = rows[[cell(row)["band"] == "over the limit" for row in rows.to_dict("records")]]
    facts = [
        f"{count(rows['nutrient'].nunique(), 'nutrient')} over {count(days, 'day')}.",
        f"Under the target: {_how_often(short)}. Over the upper limit: {_how_often(over)}.",
        set_by_dietitian(rows),
    ]
    return Description(takeaway, " ".join(part for part in facts if part))


def _how_often(rows: pd.DataFrame) -> str:
    found = rows["nutrient"].value_counts()
    return ", ".join(f"{nutrients()[str(key)].label} on {count(n, 'day')}" for key, n in found.items()) or "none"


def when_words(when: date | str) -> str:
    """A day, or the mean of all days, as it stands in a title.

    Examples
    --------
    >>> when_words(date(2026, 11, 23)), when_words("mean")
    ('Monday 23 November', 'mean of the days')
    """
    return "mean of the days" if isinstance(when, str) else day_name(when)


def short_day(when: date) -> str:
    """A day as it stands in a table: Mon 23 Nov."""
    return f"{when:%a} {when.day} {when:%b}"
