"""The plan as plain tables, with the unit in each header, and as CSV for any program."""

import math

import pandas as pd

from planner.assessment.adequacy import MEAN, tablets_text
from planner.exports.handout import Handout
from planner.exports.shopping import SHELF, shopping_list
from planner.foods.food_csv import inert
from planner.menu.places import dish_title
from planner.menu.plan import Dish, Plan, servings_frame
from planner.menu.recipes import recipe_of
from planner.menu.wording import meal_label, whose_meal
from planner.person.person import Supplement
from planner.person.targets import SET, target_words
from planner.reference.nutrients import CRAMP_MINERALS, nutrients, tablet_name
from planner.reference.tables import keys, read

DECIMALS = 6  # of amounts of nutrients: nothing but the dust of floating point is left out


def headers() -> dict[str, str]:
    """What each nutrient is called above a column, with its unit; the minerals against cramps and energy first.

    Examples
    --------
    >>> headers()["calcium_mg"], list(headers().values())[3]
    ('calcium [mg]', 'energy [kcal]')
    """
    order = dict.fromkeys((*CRAMP_MINERALS, "energy_kcal", *nutrients()))
    return {key: f"{nutrients()[key].name} [{nutrients()[key].unit}]" for key in order}


def week_table(plan: Plan) -> pd.DataFrame:
    """One row for each serving.

    Returns
    -------
    pandas.DataFrame
        Columns date, day, meal, time, dish, minutes (hands-on, on the first row of a dish; NaN on the others, so
        that a sum counts none twice), leftover ("from Monday's dinner", empty for what is cooked here), food,
        key, measure, ``grams [g]`` and one for each nutrient of `headers` (amount in the serving; NaN = unknown).
    """
    frame, dishes = servings_frame(plan), _dishes(plan)
    out = pd.DataFrame(
        {
            "date": frame["date"],
            "day": [d.strftime("%A") for d in frame["date"]],
            "meal": frame["slot"].map(meal_label),
            "time": frame["time"],
            "dish": [dish_title(dish) for dish, _ in dishes],
            "minutes": [_minutes(dish, plan) if first else math.nan for dish, first in dishes],
            "leftover": [f"from {whose_meal(*dish.leftover_of)}" if dish.leftover_of else "" for dish, _ in dishes],
            "food": frame["name"],
            "key": frame["food"],
            "measure": frame["measure"],
            "grams [g]": frame["grams"],
        }
    )
    amounts = frame[list(headers())].astype(float).round(DECIMALS).rename(columns=headers())
    return pd.concat([out, amounts], axis=1)


def _dishes(plan: Plan) -> list[tuple[Dish, bool]]:
    """The dish of each serving of a plan, and whether it is its first."""
    dishes = [dish for day in plan.days for meal in day.meals for dish in meal.dishes]
    return [(dish, n == 0) for dish in dishes for n in range(len(dish.servings))]


def _minutes(dish: Dish, plan: Plan) -> float:
    recipe = recipe_of(dish, plan.foods)
    return float(recipe.hands_on) if recipe else math.nan


def supplement_table(plan: Plan) -> pd.DataFrame:
    """One row for each supplement and day: date, day, meal, time, supplement ("magnesium, 300 mg")."""
    hours = plan.preferences.hours
    rows = [
        (day.date, day.date.strftime("%A"), meal_label(one.meal), hours[one.meal], prescription(one))
        for day in plan.days
        for one in sorted(plan.person.supplements, key=lambda one: hours[one.meal])
    ]
    return pd.DataFrame(rows, columns=["date", "day", "meal", "time", "supplement"])


def prescription(one: Supplement) -> str:
    """A supplement inside a sentence.

    Examples
    --------
    >>> prescription(Supplement(nutrient="magnesium", amount="250 mg"))
    'magnesium, 250 mg'
    """
    return f"{tablet_name(one.nutrient)}, {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"


def set_for_client(plan: Plan) -> list[str]:
    """What a dietitian set, one sentence for each."""
    rows = plan.targets.T
    return [f"{target_words(rows[one.nutrient], one)}; {SET}" for one in plan.preferences.targets]


def to_csv(plan: Plan, handout: Handout | None = None) -> bytes:
    """The plan as CSV, one row a serving, with a byte-order mark, which spreadsheets need to read UTF-8.

    Empty is unknown. Supplements follow the servings as rows of their own, with words in the column
    ``supplement`` and without figures, so that no sum of a column takes them for food. So do the
    targets that a dietitian set, in a column ``target`` that is there only then. A text that a
    spreadsheet would run as a formula gets an apostrophe before it.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        Taken as by every format; a table has no place for it.

    Returns
    -------
    bytes
        UTF-8 text; columns date, day, meal, time, dish, minutes, leftover, food, key, measure, ``grams [g]``,
        one for each nutrient with its unit (amount in the serving), supplement, and target where one was set.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> rows = to_csv(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])).decode("utf-8-sig").splitlines()
    >>> rows[0].split(",")[10:13], rows[1].split(",")[10:13]
    (['grams [g]', 'calcium [mg]', 'magnesium [mg]'], ['486.0', '554.04', '58.32'])
    """
    parts = [week_table(plan).assign(supplement=""), supplement_table(plan)]
    if plan.preferences.targets:
        parts.append(pd.DataFrame({"target": set_for_client(plan)}))
    whole = pd.concat([part.astype(object) for part in parts if len(part)] or parts[:1], ignore_index=True)
    for column in whole.columns.difference(["date", "minutes", "grams [g]", *headers().values()]):
        whole[column] = inert(whole[column].fillna(""))
    return whole.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def day_totals(report: pd.DataFrame) -> pd.DataFrame:
    """One row for each day: date, day, which nutrients are minimums, and one column for each nutrient.

    `report` is of `assess`. The column ``at least, since foods give no figure`` names the nutrients
    whose sum is a minimum, with how many foods of the day give no figure; empty if every figure is
    complete.
    """
    daily = report[report["date"] != MEAN]
    known = daily.pivot(index="date", columns="nutrient", values="known")[list(headers())].round(DECIMALS)
    short = daily[daily["unknown_foods"] > 0]
    texts = [f"{nutrients()[key].label} {n} of {of}" for key, n, of in
             zip(short["nutrient"], short["unknown_foods"], short["foods"], strict=True)]  # fmt: skip
    unknown = short.assign(text=texts).groupby("date")["text"].agg("; ".join).reindex(known.index)
    known.insert(0, "day", [date.strftime("%A") for date in known.index])
    known["at least, since foods give no figure"] = [text if isinstance(text, str) else "" for text in unknown]
    return known.rename(columns=headers()).rename_axis(columns=None).reset_index()


def shopping_table(plan: Plan, handout: Handout) -> pd.DataFrame:
    """The shopping list for so many eaters, as it is printed: what stands on the shelf comes last."""
    lines = shopping_list(plan, handout.eaters).sort_values("at_home", kind="stable")
    return pd.DataFrame(
        {
            "have": ["☑" if have else "☐" for have in lines["have"]],
            "aisle": lines["aisle"].where(~lines["at_home"].astype(bool), SHELF.partition(",")[0].lower()),
            "bought as": lines["bought_as"],
            f"buy for {handout.eaters}": lines["buy"],
            "buy [g]": lines["buy_g"],
            "eaten [g]": lines["eaten_g"],
            "measure eaten": lines["measure"],
            "left over [g]": lines["left_g"],
            "left over": lines["left"],
            "foods": lines["name"],
            "the evening before": lines["soak"],
        }
    )


def food_figures(plan: Plan) -> pd.DataFrame:
    """The foods of the plan: their source and every figure per 100 g as it stands in the food table."""
    eaten = plan.foods.frame.loc[servings_frame(plan)["food"].unique()]
    words = ["name", "group", "source", "source_id", "serving", "serving_g", "as_bought_g", "as_bought_basis"]
    titles = {"source_id": "number there", "serving_g": "serving [g]", "as_bought_g": "to buy for 100 g eaten [g]",
              "as_bought_basis": "to buy: basis"}  # fmt: skip
    figures = {key: f"{header[:-1]}/100 g]" for key, header in headers().items()}
    return eaten[[*words, *figures]].rename(columns={**titles, **figures}).rename_axis("food").reset_index()


def prescribed(plan: Plan, report: pd.DataFrame) -> pd.DataFrame:
    """Supplements by nutrient, with the limit that counts them; `report` is of `assess`."""
    mean = report[(report["date"] == MEAN) & report["nutrient"].isin(list(plan.person.supplement_amounts()))]
    meals = {key: [one.meal for one in plan.person.supplements if one.nutrient == key] for key in mean["nutrient"]}
    return pd.DataFrame(
        {
            "supplement": mean["nutrient"].map(tablet_name),
            "a day": mean["supplement"],
            "unit": mean["unit"],
            "with": [", ".join(meal_label(meal).lower() for meal in meals[key]) for key in mean["nutrient"]],
            "upper limit": mean["upper"],
            "limit counts": mean["upper_scope"],
            "note": mean["note"],
        }
    )


def coverage(plan: Plan, report: pd.DataFrame) -> pd.DataFrame:
    """Intake against targets and limits, of each day and in the mean; `report` is of `assess`."""
    report = report[report["target"].notna() | report["upper"].notna()]
    whole = pd.DataFrame(
        {
            "date": ["mean of the plan" if d == MEAN else d for d in report["date"]],
            "nutrient": report["label"],
            "unit": report["unit"],
            "known intake": report["known"].round(DECIMALS),
            "from supplements": list(map(tablets_text, report["nutrient"], report["supplement"])),
            "foods without a figure": report["unknown_foods"],
            "target": report["target"],
            "kind": report["target_basis"],
            "coverage": report["coverage"],
            "upper limit": report["upper"],
            "limit counts": report["upper_scope"],
            "status": report["status"],
            "text": report["text"],
            "note": report["note"],
        }
    )
    if plan.preferences.targets:
        whole["upper limit is"] = report["upper_basis"]
        whole["published target"] = report["published"]
        whole["published upper limit"] = report["published_upper"]
        whole["note of the dietitian"] = report["dietitian_note"]
    return whole


def sources(plan: Plan, *cited: str) -> pd.DataFrame:
    """The references of the targets, of the foods on the plates and of other cells: key, citation, url, licence."""
    eaten = plan.foods.frame.loc[servings_frame(plan)["food"].unique()]
    cells = [*plan.targets["source"], *cited, *eaten["source"], *eaten["as_bought_source"]]
    used = dict.fromkeys(key for cell in cells for key in keys(cell))
    table = read("references").set_index("key")
    known = [key for key in used if key in table.index]
    own = [key for key in used if key not in table.index]
    out = table.loc[known].reset_index()
    return pd.concat([out, pd.DataFrame({"key": own, "citation": "own entry of the food table"})]).fillna("")
