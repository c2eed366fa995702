"""The figures of the charts as tables, for those who read no charts."""

from datetime import date

import pandas as pd

from planner.assessment.adequacy import MEAN, tablets_text
from planner.charts.coverage_rows import STATUS, food_status, of_day
from planner.charts.descriptions import short_day
from planner.charts.meal_sources import by_meal
from planner.menu.plan import Plan
from planner.menu.wording import DASH, percent
from planner.reference.nutrients import known_nutrient, nutrients

FROM_TABLETS = "From tablets, beside the food"
DIETITIAN = "Note of your dietitian"


def coverage_table(report: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The report of one day, or of the mean, in words and figures.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`.
    when : date or "mean"
        A day of the plan, or the mean of all days.

    Returns
    -------
    pandas.DataFrame
        One row for each nutrient: Nutrient, Intake, From tablets and Note of your dietitian (where
        there are any), Target, Coverage, Upper limit, In words; amounts with their units.

    Raises
    ------
    PlannerError
        If the report knows nothing of that day.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> coverage_table(report, "mean").set_index("Nutrient").loc["Calcium"].tolist()
    ['827 mg', '1,000 mg (RDA)', '82 %', '2,500 mg', 'under the target']
    """
    rows = of_day(report, when).to_dict("records")
    table = pd.DataFrame(
        {
            "Nutrient": [row["label"] for row in rows],
            "Intake": [row["text"] for row in rows],
            FROM_TABLETS: [tablets_text(row["nutrient"], row["supplement"]) or DASH for row in rows],
            "Target": [_amount(row, "target") + _by(row["target_basis"]) for row in rows],
            "Coverage": [percent(row["coverage"]) for row in rows],
            "Upper limit": [_limit(row) for row in rows],
            "In words": [_in_words(row) for row in rows],
            DIETITIAN: [row["dietitian_note"] or DASH for row in rows],
        }
    )
    empty = {
        FROM_TABLETS: not any(row["supplement"] for row in rows),
        DIETITIAN: not any(row["dietitian_note"] for row in rows),
    }
    return table.drop(columns=[name for name, nothing in empty.items() if nothing])


def _by(basis: str) -> str:
    return f" ({basis})" if basis else ""


def _in_words(row: dict) -> str:
    """How food stands to its target, and which limit is passed."""
    words = {**STATUS, "at most": "under the upper limit", "no target": "no target is set"}
    if not row["note"]:
        return words[row["status"]]
    food = food_status(row)
    return row["note"] if food == "over" else f"food: {words[food]}; {row['note']}"


def sources_table(plan: Plan, when: date | str) -> pd.DataFrame:
    """Calcium, magnesium and potassium of each meal.

    Parameters
    ----------
    plan : Plan
    when : date or "mean"
        A day of the plan, or the mean of all days.

    Returns
    -------
    pandas.DataFrame
        One row for each meal: Meal (its hour and name) and a column for each mineral [mg/day].

    Raises
    ------
    PlannerError
        If nothing is served on that day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> sources_table(day, "mean").columns.tolist()
    ['Meal', 'Calcium (mg)', 'Magnesium (mg)', 'Potassium (mg)']
    """
    data = by_meal(plan, when)
    table = data.pivot(index="Meal", columns="Mineral", values="amount").round(0)
    table.columns = [f"{name} (mg)" for name in table.columns]
    return table.reset_index()


def week_table(report: pd.DataFrame) -> pd.DataFrame:
    """Coverage in whole per cent, nutrients × days.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`; the mean is left out.

    Returns
    -------
    pandas.DataFrame
        One row for each nutrient with a target: Nutrient, and a column for each day.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> week_table(report).set_index("Nutrient").loc["Calcium"].tolist()
    ['82 %']
    """
    rows = report[(report["date"] != MEAN) & report["target"].notna()]
    rows = rows.assign(day=rows["date"].map(short_day), share=rows["coverage"].map(percent))
    table = rows.pivot(index="label", columns="day", values="share")
    return table.loc[rows["label"].unique(), rows["day"].unique()].rename_axis("Nutrient").reset_index()


def nutrient_days(report: pd.DataFrame, nutrient: str) -> pd.DataFrame:
    """One nutrient day by day, the mean last.

    Parameters
    ----------
    report : pandas.DataFrame
        Of `planner.assess`.
    nutrient : str
        Its key, such as ``"calcium_mg"``.

    Returns
    -------
    pandas.DataFrame
        One row for each day, then the mean: Day, Coverage, Intake, In words.

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> from planner import Person, assess
    >>> from planner.assessment import Entry, day_of_entries
    >>> report = assess(day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0)]))
    >>> nutrient_days(report, "calcium_mg")[["Coverage", "Intake"]].to_numpy().tolist()
    [['82 %', '827 mg'], ['82 %', '827 mg']]
    """
    of_it = report[report["nutrient"] == known_nutrient(nutrient)]
    rows = pd.concat([of_it[of_it["date"] != MEAN], of_it[of_it["date"] == MEAN]]).to_dict("records")
    return pd.DataFrame(
        {
            "Day": ["Mean of the days" if row["date"] == MEAN else short_day(row["date"]) for row in rows],
            "Coverage": [percent(row["coverage"]) for row in rows],
            "Intake": [row["text"] for row in rows],
            "In words": [_in_words(row) for row in rows],
        }
    )


def _amount(row: dict, column: str) -> str:
    return DASH if pd.isna(row[column]) else nutrients()[row["nutrient"]].text(row[column])


def _limit(row: dict) -> str:
    note = {
        "supplement": ", supplements only",
        "synthetic": ", added forms only",
        "preformed": ", over the week",
        "cdrr": ", to lower the risk of disease",
    }
    return _amount(row, "upper") + note.get(row["upper_scope"], "") + _by(row["upper_basis"])
