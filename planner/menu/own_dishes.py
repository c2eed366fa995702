"""Dishes of one's own: checked as those of the planner are, and put beside them."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import astuple, fields, replace
from typing import Any

from planner.errors import PlannerError, one_of
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, dish_templates, template_of_row
from planner.menu.keeping import keeping
from planner.menu.wording import listed
from planner.reference.dish_row import DishRow
from planner.reference.outside_text import quoted
from planner.reference.table_schemas import KITCHENS, SLOTS
from planner.reference.tables import read

MINUTES = (1, 240)  # of a dish; `data/dishes.csv` has the same bounds
_PLACE = re.compile(r"{(\w+)(?::\w+)?}")


def own_dish(row: DishRow, foods: FoodTable) -> Template:
    """The template of a dish of one's own.

    Parameters
    ----------
    row : DishRow
    foods : FoodTable
        Where its parts look for foods.

    Raises
    ------
    PlannerError
        In one sentence, for the first thing that a menu could not use.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> row = DishRow("mine", "Apple with {nuts}", "morning_snack", "plain", "apple 1; nuts 0.5-1", "", "", 2, 2,
    ...     "sandwich with a filling", "cold", "", "Cut the {apple} and eat it with the {nuts}.")
    >>> own_dish(row, load_foods()).title
    'Apple with {nuts}'
    >>> own_dish(replace(row, steps="Peel the {pear}."), load_foods())
    Traceback (most recent call last):
    planner.errors.PlannerError: the steps name {pear}, which is no part of the dish: its parts are apple and nuts
    """
    name = row.title.strip()
    if not name:
        raise PlannerError("the dish has no name: write what it is called, such as Lentil soup with {herb}")
    template = template_of_row(replace(row, title=name))
    if not template.parts:
        raise PlannerError(f"{quoted(name)} has no parts: add a food, such as lentils")
    for slot in template.slots or ("",):
        one_of(slot, SLOTS, "the meal")
    for kitchen in template.kitchens:
        one_of(kitchen, KITCHENS, "the kitchen")
    keeping(template.keeps)
    for part in (*template.parts, *template.sides):
        _check_part(part, foods)
    for food, _ in template.fixed:
        if food not in foods:
            one_of(food, foods.frame.index.astype(str), "the food")
    if not any(step.strip() for step in template.steps):
        raise PlannerError(f"{quoted(name)} has no steps: write how it is made, a step a line")
    if not MINUTES[0] <= template.hands_on <= template.total <= MINUTES[1]:
        raise PlannerError(
            f"{template.hands_on} minutes of {template.total} can't be: give {MINUTES[0]} to {MINUTES[1]} minutes in "
            "all, and at most as many with your hands busy"
        )
    if not {"warm", "cold"} & set(template.tags):
        raise PlannerError(f"{quoted(name)} is neither warm nor cold: choose one of the two")
    _check_places(template)
    return template


def _check_part(part: Part, foods: FoodTable) -> None:
    if part.role not in foods and part.role not in set(read("roles")["role"]):
        one_of(part.role, [*foods.frame.index.astype(str), *read("roles")["role"]], "the food or role")
    if part.high < max(part.low, 0.25):
        raise PlannerError(f"of {part.name} there would be {part.low:g} to {part.high:g} servings: give the most last")


def _check_places(template: Template) -> None:
    """Each place in braces is a part that is always there."""
    names = [part.name for part in template.parts]
    texts = {
        "the name": (template.title,),
        "the steps": template.steps,
        "the evening before": (template.evening_before,),
    }
    for where, lines in texts.items():
        strange = next((name for line in lines for name in _PLACE.findall(line) if name not in names), None)
        if strange:
            verb = "names" if where != "the steps" else "name"
            raise PlannerError(
                f"{where} {verb} {{{strange}}}, which is no part of the dish: its parts are {listed(names)}"
            )


def with_dishes(foods: FoodTable, rows: Iterable[DishRow]) -> FoodTable:
    """The table with dishes of one's own beside the shipped ones; its SHA-256 is then that of both.

    Parameters
    ----------
    foods : FoodTable
    rows : iterable of DishRow
        Checked by `own_dish`.

    Returns
    -------
    FoodTable
        The same one, if there are no rows.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> with_dishes(load_foods(), []).dishes
    ()
    """
    dishes = tuple(rows)
    if not dishes:
        return foods
    told = repr([astuple(one) for one in dishes])
    return replace(foods, dishes=dishes, sha256=hashlib.sha256(f"{foods.sha256} {told}".encode()).hexdigest())


def dish_row(values: dict[str, Any]) -> DishRow:
    """A row of what a store has kept.

    Parameters
    ----------
    values : dict
        By the names of the cells.

    Raises
    ------
    PlannerError
        If a cell is missing, or of another kind.

    Examples
    --------
    >>> dish_row({"dish": "mine"})
    Traceback (most recent call last):
    planner.errors.PlannerError: the dish lacks its title: save it anew
    """
    cells: dict[str, Any] = {}
    for field in fields(DishRow):
        if not isinstance(values.get(field.name), int if field.type in (int, "int") else str):
            raise PlannerError(f"the dish lacks its {field.name.replace('_', ' ')}: save it anew")
        cells[field.name] = values[field.name]
    return DishRow(**cells)


def free_dish_key(title: str, foods: FoodTable) -> str:
    """A key for a new dish, from its name.

    Parameters
    ----------
    title : str
    foods : FoodTable
        Whose dishes it must not share its key with.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> free_dish_key("Lentil soup", load_foods())
    'own_lentil_soup'
    """
    words = re.findall(r"[a-z0-9]+", title.lower())
    key = "_".join(["own", *words[:6]])
    taken, n = dish_templates(foods), 1
    while key in taken:
        n += 1
        key = "_".join(["own", *words[:6], str(n)])
    return key
