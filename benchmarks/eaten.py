"""Is a week eaten? The goals of a week in figures, for persons, diets and seasons: ``python -m benchmarks.eaten``."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

import click
import pandas as pd

from planner.assessment.audit import audit, failures
from planner.errors import PlannerError
from planner.foods.food_kinds import is_bread, is_poultry, is_soy_food
from planner.foods.food_table import FoodTable, load_foods
from planner.menu.plan import HABIT, Plan, servings_frame
from planner.optimize import plan_week
from planner.person.person import Person, Preferences

SEASONS = {"winter": date(2026, 1, 12), "spring": date(2026, 4, 13), "summer": date(2026, 7, 13),
           "autumn": date(2026, 11, 23)}  # fmt: skip
WOMAN: dict[str, Any] = {"age": 30, "trimester": 3}
EATERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "third trimester": (WOMAN, {}),
    "second trimester, EFSA": ({"age": 27, "trimester": 2, "height_cm": 170, "weight_kg": 68}, {"system": "efsa"}),
    "nursing": ({"age": 34, "stage": "lactating", "half_year": 1}, {}),
    "small and sitting": ({"age": 22, "trimester": 3, "height_cm": 155, "weight_kg": 50, "activity": "sedentary"}, {}),
    "vegetarian": (WOMAN, {"diet": "vegetarian"}),
    "vegan": (WOMAN, {"diet": "vegan"}),
    "without milk": (WOMAN, {"without": ("milk",)}),
    "without gluten and nuts": (WOMAN, {"without": ("gluten", "tree_nuts", "peanuts")}),
    "gestational diabetes": ({**WOMAN, "conditions": ("gestational_diabetes",)}, {}),
    "nausea": ({"age": 29, "trimester": 1, "conditions": ("nausea",)}, {}),
    "weak kidneys": ({**WOMAN, "conditions": ("kidney_potassium",)}, {}),
}
OMNIVORES = list(EATERS)[:4]
# what a week of an omnivore should come to: at least, at most
GOALS: dict[str, tuple[float | None, float | None]] = {
    "hands-on min a day": (None, 50),
    "different foods": (None, 52),
    "used once": (None, 14),
    "days with bread": (3, None),
    "poultry meals": (2, None),
    "soy mains": (None, 1),
    "leftovers": (2, None),
    "unseasoned": (None, 0),
    "out of season": (None, 0),
    "sodium mg": (1400, 2300),
    "magnesium mg": (None, 740),
    "fibre g": (None, 45),
    "kg without drinks": (None, 2.4),
    "longest title": (None, 60),
    "hard rules missed": (None, 0),
}


@dataclass(frozen=True)
class Week:
    """What a week comes to, by the names of `GOALS`, with the points of the plan and what is proven."""

    who: str
    when: str
    figures: dict[str, float]


def figures_of(plan: Plan) -> dict[str, float]:
    """What a week comes to.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    dict of str to float
        By the names of `GOALS`; then points, gap [1] and seconds.
    """
    checks, plates = audit(plan), servings_frame(plan)
    plates = plates[plates["slot"] != HABIT]
    frame, days = plan.foods.frame, len(plan.days)
    main = plates[plates["slot"].isin(["lunch", "dinner"])]
    bought = Counter(plates.loc[~plates["leftover"] & (plates["group"] != "seasoning"), "food"])

    def meals_with(rows: pd.DataFrame, foods: pd.Index) -> int:
        return len(rows.loc[rows["food"].isin(foods), ["date", "slot"]].drop_duplicates())

    def values(rule: str, subject: str) -> pd.Series:
        return checks.loc[(checks["rule"] == rule) & (checks["subject"] == subject), "value"]

    return {
        "hands-on min a day": float(values("kitchen time", "hands-on").median()),
        "different foods": float(len(bought)),
        "used once": float(sum(n == 1 for n in bought.values())),
        "days with bread": float(plates.loc[plates["food"].isin(frame.index[is_bread(frame)]), "date"].nunique()),
        "poultry meals": float(meals_with(main, frame.index[is_poultry(frame)])),
        "soy mains": float(meals_with(main, frame.index[is_soy_food(frame)])),
        "leftovers": float(sum(bool(d.leftover_of) for day in plan.days for m in day.meals for d in m.dishes)),
        "unseasoned": float(values("seasoned", "dishes").sum()),
        "out of season": float(values("in season", "out of season").sum()),
        "sodium mg": float(plates["sodium_mg"].sum() / days),
        "magnesium mg": float(plates["magnesium_mg"].sum() / days),
        "fibre g": float(plates["fibre_g"].sum() / days),
        "kg without drinks": float(plates.loc[plates["group"] != "drink", "grams"].sum() / days / 1000),
        "longest title": float(plates["title"].str.split("; ").str[0].str.len().max()),
        "hard rules missed": float(len(failures(checks))),
        "points": plan.solver.objective,
        "gap": plan.solver.gap,
        "seconds": plan.solver.seconds,
    }


def weeks(who: list[str], seeds: int, foods: FoodTable) -> list[Week]:
    """So many weeks for each of some persons in each season."""
    made = []
    for name in who:
        person, preferences = EATERS[name]
        for season, start in SEASONS.items():
            for seed in range(seeds):
                try:
                    plan = plan_week(Person(**person), Preferences(**preferences), foods, start=start, seed=seed)
                except PlannerError as error:
                    click.echo(f"{name}, {season}: {error}", err=True)
                    continue
                made.append(Week(name, season, figures_of(plan)))
    return made


def table(made: list[Week], by: str) -> str:
    """Medians by person or season, as a Markdown table; a goal that is missed is bold."""
    names = list(made[0].figures)
    groups = list(dict.fromkeys(getattr(week, by) for week in made))
    lines = [f"| | goal | {' | '.join(groups)} |", f"| --- | --- |{' ---: |' * len(groups)}"]
    for name in names:
        low, high = GOALS.get(name, (None, None))
        goal = " to ".join(
            filter(None, [f"{low:g}" if low is not None else "", f"{high:g}" if high is not None else ""])
        )
        goal = (
            f"at least {goal}"
            if high is None and low is not None
            else f"at most {goal}"
            if low is None and goal
            else goal
        )
        cells = []
        for group in groups:
            value = median(week.figures[name] for week in made if getattr(week, by) == group)
            missed = (low is not None and value < low) or (high is not None and value > high)
            cells.append(f"**{value:,.4g}**" if missed else f"{value:,.4g}")
        lines.append(f"| {name} | {goal} | {' | '.join(cells)} |")
    return "\n".join(lines)


@click.command()
@click.option("--who", multiple=True, type=click.Choice(list(EATERS)), help="Persons; the omnivores by default.")
@click.option("--everyone", is_flag=True, help="All persons, diets, allergies and conditions.")
@click.option("--seeds", type=click.IntRange(1, 50), default=2, show_default=True, help="Weeks for each season.")
def main(who: tuple[str, ...], everyone: bool, seeds: int) -> None:
    """Print what weeks come to, as medians, against their goals."""
    names = list(EATERS) if everyone else list(who) or OMNIVORES
    made = weeks(names, seeds, load_foods())
    click.echo(f"{len(made)} weeks\n\n{table(made, 'who')}\n\n{table(made, 'when')}")


if __name__ == "__main__":
    main()
