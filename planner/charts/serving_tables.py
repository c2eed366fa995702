"""What single servings bring, as tables: by nutrient, by meal, by food."""

from datetime import date

import pandas as pd

from planner.assessment.adequacy import MEAN
from planner.charts.coverage_rows import of_day, served_on
from planner.charts.descriptions import short_day
from planner.errors import one_of
from planner.menu.plan import Plan, servings_frame
from planner.menu.wording import DASH, count, meal_label
from planner.reference.nutrients import CRAMP_MINERALS, known_nutrient, nutrients


def nutrient_foods(servings: pd.DataFrame, nutrient: str, when: date | str = MEAN) -> pd.DataFrame:
    """Which foods bring a nutrient, those that bring most first; foods without a figure last.

    Parameters
    ----------
    servings : pandas.DataFrame
        Of `planner.menu.servings_frame`.
    nutrient : str
        Its key, such as ``"calcium_mg"``.
    when : date or "mean"
        A day, or the mean of all days: a food's amount is then what all its servings bring, shared among the days.

    Returns
    -------
    pandas.DataFrame
        Food, Amount (with unit; "no figure" where nobody measured it), Share (of what is known) and, for the mean,
        Served (on how many days).

    Raises
    ------
    PlannerError
        If there is no such nutrient, or nothing is served on that day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.menu import servings_frame
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "banana", 1.0)])
    >>> nutrient_foods(servings_frame(day), "calcium_mg").to_numpy().tolist()
    [['Whole milk, with added vitamin D', '276 mg', '98%', '1 day'], ['Banana', '6 mg', '2%', '1 day']]
    """
    known_nutrient(nutrient)
    served = served_on(servings, when)
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
        Of `planner.menu.servings_frame`.
    meal : str
        Hour and name, as `planner.charts.by_meal` gives it: ``"07:30 Breakfast"``.
    when : date or "mean"
        A day, or all of them.

    Returns
    -------
    pandas.DataFrame
        One row for each serving: Day (where all are asked for), Food, Weight, Calcium, Magnesium and
        Potassium, with their units.

    Raises
    ------
    PlannerError
        If nothing is served on that day, or at that meal.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.menu import servings_frame
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "banana", 1.0)])
    >>> meal_servings(servings_frame(day), "13:00 Lunch", day.days[0].date).to_numpy().tolist()
    [['Whole milk, with added vitamin D', '244 g', '276 mg', '24 mg', '322 mg']]
    """
    served = served_on(servings, when)
    names = served["time"] + " " + served["slot"].map(meal_label)
    rows = served[names == one_of(meal, names.unique(), "the meal")]
    table = pd.DataFrame(
        {"Day": rows["date"].map(short_day), "Food": rows["name"], "Weight": rows["grams"].map(_grams)}
    )
    for key in CRAMP_MINERALS:
        table[nutrients()[key].label] = [_figure(key, amount) for amount in rows[key]]
    return table if when == MEAN else table.drop(columns="Day")


def day_servings(servings: pd.DataFrame, nutrient: str, when: date) -> pd.DataFrame:
    """What each serving of a day brings of a nutrient, the most first; those without a figure last.

    Parameters
    ----------
    servings : pandas.DataFrame
        Of `planner.menu.servings_frame`.
    nutrient : str
        Its key, such as ``"calcium_mg"``.
    when : date
        A day of the plan.

    Returns
    -------
    pandas.DataFrame
        One row for each serving: Meal (its hour and name), Food, Weight and the nutrient, with units.

    Raises
    ------
    PlannerError
        If there is no such nutrient, or nothing is served on that day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.menu import servings_frame
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 1.0), Entry("16:00", "banana", 1.0)])
    >>> day_servings(servings_frame(day), "potassium_mg", day.days[0].date).iloc[0].tolist()
    ['16:00 Afternoon snack', 'Banana', '118 g', '422 mg']
    """
    rows = of_day(servings, when).sort_values(known_nutrient(nutrient), ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Meal": rows["time"] + " " + rows["slot"].map(meal_label),
            "Food": rows["name"],
            "Weight": rows["grams"].map(_grams),
            nutrients()[nutrient].label: [_figure(nutrient, amount) for amount in rows[nutrient]],
        }
    )


def served_table(
    plan: Plan, nutrient: str, meal: tuple[str, str] | None = None, food: str | None = None
) -> pd.DataFrame:
    """What is on the plates, with what it brings of a nutrient; of one meal (hour, slot), or of one food.

    Parameters
    ----------
    plan : Plan
        Of one day.
    nutrient : str
        A key of ``data/nutrients.csv``.
    meal : (str, str), optional
        Hour and slot.
    food : str, optional
        A food of the day, by its key.

    Returns
    -------
    pandas.DataFrame
        One row for each serving: Meal (unless one is asked for), Food, Portion and the nutrient, with units.

    Raises
    ------
    PlannerError
        If there is no such nutrient, or the meal or food is not one of the day.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> served_table(day, "calcium_mg", food="banana").to_numpy().tolist()
    [['16:00 Afternoon snack', 'Banana', '1 medium banana (118 g)', '6 mg']]
    """
    known_nutrient(nutrient)
    frame = servings_frame(plan)
    if meal:
        names = frame["time"] + " " + frame["slot"]
        frame = frame[names == one_of(" ".join(meal), names.unique(), "the meal")]
    if food:
        frame = frame[frame["food"] == one_of(food, frame["food"].unique(), "the food")]
    one, rows = nutrients()[nutrient], frame.to_dict("records")
    columns = {
        "Meal": [f"{row['time']} {meal_label(row['slot'])}" for row in rows],
        "Food": [row["name"] for row in rows],
        "Portion": [f"{row['measure']} ({row['grams']:.4g} g)" for row in rows],
        one.label: ["no figure" if pd.isna(row[nutrient]) else one.text(row[nutrient]) for row in rows],
    }
    return pd.DataFrame({name: cells for name, cells in columns.items() if not (meal and name == "Meal")})


def _figure(nutrient: str, amount: float) -> str:
    return "no figure" if pd.isna(amount) else nutrients()[nutrient].text(amount)


def _grams(grams: float) -> str:
    return f"{grams:,.0f} g" if grams >= 10 else f"{grams:.2g} g"
