"""Which foods of a day bring a nutrient."""

from datetime import date

import altair as alt
import pandas as pd

from planner.charts.palette import MINERALS, NEUTRAL
from planner.charts.shared_marks import picked_by_click
from planner.charts.timeline_rows import one_day
from planner.menu.plan import Plan, servings_frame
from planner.menu.wording import DASH, count, label, listed, lower_first
from planner.reference.nutrients import known_nutrient, nutrients

MOST = 12  # foods with a bar of their own
WORDS = 112  # room for figures at the end of the longest bar [px]


def by_food(plan: Plan, when: date, nutrient: str) -> pd.DataFrame:
    """What each food of a day brings of a nutrient, largest first.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.
    nutrient : str
        A key of ``data/nutrients.csv``.

    Returns
    -------
    pandas.DataFrame
        One row for each food: food, name, grams [g], amount (in the unit of the nutrient; NaN =
        unknown, last) and share (of the known intake of the day).

    Raises
    ------
    PlannerError
        If the plan has no such day, or there is no such nutrient.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> by_food(day, day.days[0].date, "calcium_mg")[["food", "share"]].round(2).to_numpy().tolist()
    [['milk_whole', 0.99], ['banana', 0.01]]
    """
    known_nutrient(nutrient)
    frame = servings_frame(one_day(plan, when))
    foods = frame.groupby("food", sort=False)
    sums = pd.DataFrame(
        {"name": foods["name"].first(), "grams": foods["grams"].sum(), "amount": foods[nutrient].sum(min_count=1)}
    )
    known = float(sums["amount"].sum())
    sums["share"] = sums["amount"] / known if known else sums["amount"] * 0.0
    return sums.sort_values("amount", ascending=False, kind="stable").reset_index()


def without_figure(rows: pd.DataFrame) -> list[str]:
    """Names of the foods that give no figure for the nutrient of `by_food`."""
    return [lower_first(name) for name in rows.loc[rows["amount"].isna(), "name"]]


def foods_takeaway(rows: pd.DataFrame, nutrient: str) -> str:
    """Where most of a nutrient comes from, in a sentence or two.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `by_food`.
    nutrient : str
        The same as there.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> foods_takeaway(by_food(day, day.days[0].date, "calcium_mg"), "calcium_mg")
    'Most of the calcium comes from whole milk, with added vitamin D and banana.'
    """
    known_nutrient(nutrient)
    most = rows[rows["amount"] > 0].head(3)
    missing = without_figure(rows)
    least = " that is known" if missing else ""
    if most.empty:
        takeaway = f"No food of this day is known to bring {label(nutrient)}."
    else:
        names = listed(map(lower_first, most["name"]))
        takeaway = f"Most of the {label(nutrient)}{least} comes from {names}."
    return takeaway + (f" No figure: {listed(missing)}." if missing else "")


def _share(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"


def food_table(rows: pd.DataFrame, nutrient: str) -> pd.DataFrame:
    """The rows of `by_food` for a reader.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `by_food`.
    nutrient : str
        The same as there.

    Returns
    -------
    pandas.DataFrame
        Food, Eaten, the nutrient and Share of the day, as words with units.

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> food_table(by_food(day, day.days[0].date, "calcium_mg"), "calcium_mg").iloc[:, :3].to_numpy().tolist()
    [['Whole milk, with added vitamin D', '732 g', '827 mg'], ['Banana', '118 g', '6 mg']]
    """
    one = nutrients()[known_nutrient(nutrient)]
    return pd.DataFrame(
        {
            "Food": rows["name"],
            "Eaten": rows["grams"].map("{:,.4g} g".format),
            one.label: ["no figure" if pd.isna(amount) else one.text(amount) for amount in rows["amount"]],
            "Share of the day": [DASH if pd.isna(share) else _share(share) for share in rows["share"]],
        }
    )


def contributions(plan: Plan, when: date, nutrient: str) -> alt.LayerChart:
    """The foods of a day as bars: what each brings of a nutrient, largest first.

    Beyond the first twelve, foods are summed in one bar. A click picks a food.

    Parameters
    ----------
    plan : Plan
    when : date
        One of its days.
    nutrient : str
        A key of ``data/nutrients.csv``.

    Returns
    -------
    altair.LayerChart

    Raises
    ------
    PlannerError
        If the plan has no such day, or there is no such nutrient.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> contributions(day, day.days[0].date, "zinc").description
    Traceback (most recent call last):
    planner.errors.PlannerError: the nutrient can't be 'zinc': take 'zinc_mg'
    """
    return food_bars(by_food(plan, when, nutrient), nutrient)


def food_bars(rows: pd.DataFrame, nutrient: str, picked: dict[str, str] | None = None) -> alt.LayerChart:
    """The chart of `contributions` from the rows of `by_food`.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `by_food`.
    nutrient : str
        The same as there.
    picked : dict, optional
        The food that stands out from the beginning: ``{"Food": "Kefir"}``.

    Returns
    -------
    altair.LayerChart

    Raises
    ------
    PlannerError
        If there is no such nutrient, or something other than a food is picked.

    Examples
    --------
    >>> from planner import Person
    >>> from planner.assessment import Entry, day_of_entries
    >>> day = day_of_entries(Person(), [Entry("13:00", "milk_whole", 3.0), Entry("16:00", "banana", 1.0)])
    >>> rows = by_food(day, day.days[0].date, "calcium_mg")
    >>> food_bars(rows, "calcium_mg").description == foods_takeaway(rows, "calcium_mg")
    True
    """
    one = nutrients()[known_nutrient(nutrient)]
    known = rows[rows["amount"] > 0]
    data = known.head(MOST).assign(ink=MINERALS.get(nutrient, NEUTRAL))
    rest = known.iloc[MOST:]
    if len(rest):
        others = {
            "name": count(len(rest), "other food"),
            "amount": rest["amount"].sum(),
            "share": rest["share"].sum(),
            "ink": NEUTRAL,
        }
        data = pd.concat([data, pd.DataFrame([others])], ignore_index=True)
    data = data.assign(Food=data["name"], Amount=data["amount"].map(one.text), Share=data["share"].map(_share))
    data["words"] = data["Amount"] + " · " + data["Share"]
    pick = picked_by_click(["Food"], picked)
    top = float(data["amount"].max()) if len(data) else 1.0
    base = alt.Chart(data[["Food", "Amount", "Share", "amount", "words", "ink"]]).encode(
        y=alt.Y("Food:N", sort=None, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        x=alt.X(
            "amount:Q",
            axis=None,
            scale=alt.Scale(domain=[0, top], nice=False, range=[0, alt.expr(f"width - {WORDS}")]),
        ),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("Food", "Amount", "Share")],
    )
    bars = (
        base.mark_bar(cornerRadiusEnd=3, height={"band": 0.66}, cursor="pointer")
        .encode(
            color=alt.Color("ink:N", scale=None), opacity=alt.when(pick).then(alt.value(1)).otherwise(alt.value(0.35))
        )
        .add_params(pick)
    )
    words = base.mark_text(align="left", dx=5, fontSize=12).encode(text=alt.Text("words:N"))
    return alt.layer(bars, words).properties(
        description=foods_takeaway(rows, nutrient), width="container", height=alt.Step(24)
    )
