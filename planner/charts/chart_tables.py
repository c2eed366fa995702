"""The figures of the charts as tables, for those who read no charts."""

from datetime import date

import pandas as pd

from planner.assessment.adequacy import MEAN, tablets_text
from planner.charts.coverage_rows import STATUS, of_food
from planner.charts.meal_sources import by_meal
from planner.menu.plan import Plan
from planner.menu.wording import DASH, count, meal_label, percent
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

FROM_TABLETS = "From tablets, beside the food"
DIETITIAN = "Note of your dietitian"


def coverage_table(report: pd.DataFrame, when: date | str) -> pd.DataFrame:
    """The report of one day, or of the mean, in words and figures."""
    rows = report[report["date"] == when].to_dict("records")
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
    food = of_food(row)
    return row["note"] if food == "over" else f"food: {words[food]}; {row['note']}"


def sources_table(plan: Plan, when: date | str) -> pd.DataFrame:
    """Calcium, magnesium and potassium of each meal [mg], one row a meal."""
    data = by_meal(plan, when)
    table = data.pivot(index="Meal", columns="Mineral", values="amount").round(0)
    table.columns = [f"{name} (mg)" for name in table.columns]
    return table.reset_index()


def week_table(report: pd.DataFrame) -> pd.DataFrame:
    """Coverage in whole per cent, nutrients × days."""
    rows = report[(report["date"] != MEAN) & report["target"].notna()]
    rows = rows.assign(day=rows["date"].map(_day), share=rows["coverage"].map(percent))
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
    """
    rows = report[report["nutrient"] == nutrient]
    rows = pd.concat([rows[rows["date"] != MEAN], rows[rows["date"] == MEAN]]).to_dict("records")
    return pd.DataFrame(
        {
            "Day": ["Mean of the days" if row["date"] == MEAN else _day(row["date"]) for row in rows],
            "Coverage": [percent(row["coverage"]) for row in rows],
            "Intake": [row["text"] for row in rows],
            "In words": [_in_words(row) for row in rows],
        }
    )


def nutrient_foods(servings: pd.DataFrame, nutrient: str, when: date | str = MEAN) -> pd.DataFrame:
    """Which foods bring a nutrient, those that bring most first; foods without a figure last.

    Parameters
    ----------
    servings : pandas.DataFrame
        Of `planner.menu.plan.servings_frame`.
    nutrient : str
        Its key, such as ``"calcium_mg"``.
    when : date or "mean"
        A day, or the mean of all days: a food's amount is then what all its servings bring, shared among the days.

    Returns
    -------
    pandas.DataFrame
        Food, Amount (with unit; "no figure" where nobody measured it), Share (of what is known) and, for the mean,
        Served (on how many days).

    Examples
    --------
    >>> import planner
    >>> week = planner.plan_week(planner.Person(), days=1)
    >>> foods = nutrient_foods(planner.menu.plan.servings_frame(week), "vitamin_d_ug", week.days[0].date)
    >>> list(foods.columns)
    ['Food', 'Amount', 'Share']
    """
    served = servings if when == MEAN else servings[servings["date"] == when]
    days = served["date"].nunique()
    foods = served.groupby("food", sort=False).agg(
        name=("name", "first"), amount=(nutrient, lambda cells: cells.sum(skipna=False)), on=("date", "nunique")
    )
    foods = foods.assign(amount=foods["amount"] / days).sort_values("amount", ascending=False, kind="stable")
    total = foods["amount"].sum()
    table = pd.DataFrame(
        {
            "Food": foods["name"],
            "Amount": [_figure(nutrient, amount) for amount in foods["amount"]],
            "Share": [DASH if pd.isna(amount) or not total else f"{amount / total:.0%}" for amount in foods["amount"]],
        }
    )
    return (table.assign(Served=[count(n, "day") for n in foods["on"]]) if when == MEAN else table).reset_index(
        drop=True
    )


def meal_servings(servings: pd.DataFrame, meal: str, when: date | str = MEAN) -> pd.DataFrame:
    """What is served at a meal, and the cramp minerals in it.

    Parameters
    ----------
    servings : pandas.DataFrame
        Of `planner.menu.plan.servings_frame`.
    meal : str
        Hour and name, as `planner.charts.by_meal` gives it: ``"07:30 Breakfast"``.
    when : date or "mean"
        A day, or all of them.
    """
    names = servings["time"] + " " + servings["slot"].map(meal_label)
    rows = servings[(names == meal) & ((servings["date"] == when) | (when == MEAN))]
    table = pd.DataFrame({"Day": rows["date"].map(_day), "Food": rows["name"], "Weight": rows["grams"].map(_grams)})
    for key in CRAMP_MINERALS:
        table[nutrients()[key].label] = [_figure(key, amount) for amount in rows[key]]
    return table if when == MEAN else table.drop(columns="Day")


def day_servings(servings: pd.DataFrame, nutrient: str, when: date) -> pd.DataFrame:
    """What each serving of a day brings of a nutrient, the most first; those without a figure last."""
    rows = servings[servings["date"] == when].sort_values(nutrient, ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Meal": rows["time"] + " " + rows["slot"].map(meal_label),
            "Food": rows["name"],
            "Weight": rows["grams"].map(_grams),
            nutrients()[nutrient].label: [_figure(nutrient, amount) for amount in rows[nutrient]],
        }
    )


def _figure(nutrient: str, amount: float) -> str:
    return "no figure" if pd.isna(amount) else nutrients()[nutrient].text(amount)


def _grams(grams: float) -> str:
    return f"{grams:,.0f} g" if grams >= 10 else f"{grams:.2g} g"


def _day(when: date) -> str:
    return f"{when:%a} {when.day} {when:%b}"


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
