"""The foods that a plan file carries, so that it shows the figures it was made with wherever it is opened."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, NamedTuple

import pandas as pd
from pydantic import BaseModel, Field, create_model

from planner.errors import FoodTableError, PlannerError
from planner.foods.food_changes import FOOD, cells, changes
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_table import FoodTable, load_foods, to_csv
from planner.menu.plan import Plan
from planner.reference.checked_model import shortened

RETIRED = "retired"  # says what a table does with a food, not what the food is, so no plan file holds it
_Words = Annotated[str, Field(max_length=2000)]
_Filled = Annotated[str, Field(min_length=1, max_length=2000)]
_Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)] | None
_FIELDS: dict[str, Any] = {
    column: (_Figure, None) if column in NUMBERS else (_Words, "")
    for column in COLUMNS
    if column not in (FOOD, "name", "group", "source", RETIRED)
}


class _Keyed(BaseModel):
    """A food as in the food table: amounts per 100 g as eaten, in the unit of each name; null is unknown."""

    food: _Filled
    name: _Filled
    group: _Filled
    source: _Filled


FoodRow: type[_Keyed] = create_model("FoodRow", __base__=_Keyed, __doc__=_Keyed.__doc__, **_FIELDS)


class OwnFoods(NamedTuple):
    """Names of the foods on a plan's plates that a food table lacks, and of those that differ there."""

    table: str
    missing: tuple[str, ...]
    differing: tuple[str, ...]

    def __str__(self) -> str:
        """One sentence for the reader; empty if the table has all of them as they are."""
        return "; ".join(
            f"{len(names)} {'food' if len(names) == 1 else 'foods'} {verb} {self.table}: {', '.join(names)}"
            for names, verb in ((self.differing, _differ(self.differing)), (self.missing, _lack(self.missing)))
            if names
        )


def _differ(names: tuple[str, ...]) -> str:
    return "differs from" if len(names) == 1 else "differ from"


def _lack(names: tuple[str, ...]) -> str:
    return "is not in" if len(names) == 1 else "are not in"


def own_foods(plan: Plan, foods: FoodTable) -> OwnFoods:
    """Which foods on the plates of a plan have other cells in a food table, or none.

    Parameters
    ----------
    plan : Plan
        Such as one that `planner.read_plan` opened.
    foods : FoodTable
        The table in use.

    Returns
    -------
    OwnFoods
        Names of the foods that the table lacks, and of those that differ there.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)])
    >>> own_foods(day, day.foods).missing
    ()
    >>> without = replace(day.foods, frame=day.foods.frame.drop(index="kefir"))
    >>> str(own_foods(day, without))
    '1 food is not in foods.csv: Kefir'
    """
    mine = replace(plan.foods, frame=plan.foods.frame.loc[_eaten(plan)])
    missing, differing = _apart(mine, foods)
    names = mine.frame["name"]
    return OwnFoods(foods.name, tuple(names[missing]), tuple(names[differing]))


def food_rows(plan: Plan) -> list[dict[str, Any]]:
    """The foods of the plates, and those that her choices name, cell by cell; what is not known is null."""
    chosen = plan.preferences
    asked = (*chosen.exclude, *chosen.allow, *chosen.favourites, *chosen.at_home)
    named = {food for food in asked if food in plan.foods}
    texts = cells(replace(plan.foods, frame=plan.foods.frame.loc[sorted({*_eaten(plan), *named})]))
    return [
        {FOOD: food, **{str(column): _cell(str(column), text) for column, text in row.items() if column != RETIRED}}
        for food, row in texts.to_dict("index").items()
    ]


def _cell(column: str, text: str) -> str | float | None:
    if column not in NUMBERS:
        return text
    return float(text) if text else None


def _eaten(plan: Plan) -> list[str]:
    eaten = {s.food for day in plan.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    return sorted(food for food in eaten if food in plan.foods)


def with_own(foods: FoodTable, rows: Iterable[BaseModel]) -> FoodTable:
    """A food table in which a plan's own rows go before those of the table.

    What the table lacks or serves no more is there as retired: it stays on the plates of the plan,
    and planning again doesn't take it. Name and checksum are those of the table.

    Raises
    ------
    PlannerError
        If a row is not sound.
    """
    carried = list(rows)
    if not carried:
        return foods
    own = _checked([row.model_dump() for row in carried])
    # what a file has no word for was no column of its time
    missing, differing = _apart(
        own, foods, dict(zip(own.frame.index, (row.model_fields_set for row in carried), strict=True))
    )
    mine = [*differing, *missing]
    if not mine:
        return foods
    served = foods.servable
    retired = ["" if food in foods and served[food] else "yes" for food in mine]
    rest = foods.frame.drop(index=differing)
    frame = pd.concat([rest, own.frame.loc[mine].assign(retired=retired)]).loc[[*foods.frame.index, *missing]]
    count = "1 food" if len(mine) == 1 else f"{len(mine)} foods"
    return replace(foods, frame=frame, name=f"{foods.name}, with {count} of the plan's own")


def _checked(rows: list[dict[str, Any]]) -> FoodTable:
    """The rows through the same checks as a food table that is read."""
    frame = pd.DataFrame(rows).assign(retired="").set_index(FOOD)[COLUMNS[1:]]
    try:
        return load_foods(to_csv(frame.astype(dict.fromkeys(NUMBERS, "float64"))).encode(), "foods")
    except UnicodeEncodeError:
        raise PlannerError("foods holds half a character: take the file as it was saved") from None
    except FoodTableError as error:
        raise PlannerError(shortened(re.sub(r"^foods:\d+", "foods", error.faults[0]))) from None


def _apart(
    own: FoodTable, foods: FoodTable, said: Mapping[str, Collection[str]] | None = None
) -> tuple[list[str], list[str]]:
    """The keys of own foods that a table lacks, and of those that differ there in what is said of them."""
    both = own.frame.index.intersection(foods.frame.index)
    found = changes(replace(foods, frame=foods.frame.loc[both]), own)
    pairs = zip(found["food"], found["column"], strict=True)
    asked = [column != RETIRED and (said is None or column in said[food]) for food, column in pairs]
    found = found.loc[asked]
    added = found["column"] == FOOD
    return list(found.loc[added, "food"]), list(dict.fromkeys(found.loc[~added, "food"]))
