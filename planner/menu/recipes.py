"""How a dish is made: its method with the foods that are really on the plate, and what comes before."""

import re
from dataclasses import dataclass

from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, known_food, load_dishes
from planner.menu.plan import Dish
from planner.menu.preparation import COLD, DRY, preparations
from planner.menu.wording import listed

_PLACE = re.compile(r"{(\w+)(?::(\w+))?}")
_RUN = re.compile(rf"{_PLACE.pattern}(?:(?:, | and ){_PLACE.pattern})*")
_COOKED = re.compile(r"^(baked|boiled|cooked|fried|mashed|roast|steamed|stewed) ", re.IGNORECASE)


@dataclass(frozen=True)
class Recipe:
    """How a dish is made.

    `method` names the foods on the plate, `minutes` are those in the kitchen. `before` are
    sentences on what is done earlier: soaking and boiling from dry, which takes up to
    `boil_minutes` more, and keeping what was cooked ahead; `source` is where their figures are from.
    """

    method: str
    minutes: int
    before: tuple[str, ...]
    boil_minutes: float
    source: str


def recipe_of(dish: Dish, foods: FoodTable) -> Recipe | None:
    """The recipe of a dish on the plate.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        With the foods of the dish.

    Returns
    -------
    Recipe or None
        None if the dish was made of no template, or of one that its foods no longer fit: a method
        that names other foods than those on the plate helps nobody.

    Raises
    ------
    PlannerError
        If the table lacks a food of the dish.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import fill
    >>> template = next(one for one in load_dishes() if one.dish == "warm_milk_dried_fruit")
    >>> chosen = zip(template.parts, ["soy_drink_fortified", "raisins"], [1.0, 0.5])
    >>> recipe_of(fill(template, list(chosen), load_foods()), load_foods()).method
    'Warm the soy drink and let the raisins soften in it.'
    """
    template = next((one for one in load_dishes() if one.dish == dish.dish), None)
    if template is None:
        return None
    served = [known_food(foods, serving.food) for serving in dish.servings]
    parts = _by_part(template, served, foods)
    if parts is None:
        return None
    words = {name: [foods.word(food) for food in found] for name, found in parts.items()}
    found = preparations(served, template.tags, foods)
    before = tuple(one.sentence(foods.word(food), COLD in template.tags) for food, one in found)
    source = "; ".join(dict.fromkeys(one.source for _, one in found))
    boil = max((one.boil_minutes_high for _, one in found if one.kind == DRY), default=0.0)
    return Recipe(_filled(template.method, words), template.minutes, before, boil, source)


def _by_part(template: Template, served: list[str], foods: FoodTable) -> dict[str, list[str]] | None:
    """The foods on the plate by the part that they play, or None where they don't fit the parts.

    What has lost its role in the food table since then stands in the parts that would else be empty.
    """
    fixed = {food for food, _ in template.fixed}
    places = [part for part in (*template.parts, *template.sides) for _ in range(part.count)]
    chosen = [food for food in served if food not in fixed]
    fitting = [food for food in chosen if any(_plays(food, part.role, foods) for part in places)]
    seated = _seated(fitting, places, foods)
    if seated is None:
        return None
    for part, _ in seated:
        places.remove(part)
    others = [food for food in chosen if food not in fitting]
    empty = [part for part in places if not part.optional]
    if len(others) != len(empty):
        return None
    found: dict[str, list[str]] = {}
    for part, food in (*seated, *zip(empty, others, strict=True)):
        found.setdefault(part.name, []).append(food)
    return found


def _seated(served: list[str], places: list[Part], foods: FoodTable) -> list[tuple[Part, str]] | None:
    """Each food in a place whose role it plays; a food of several roles leaves room for the others."""
    if not served:
        return []
    food, *others = served
    for n, part in enumerate(places):
        if _plays(food, part.role, foods):
            rest = _seated(others, places[:n] + places[n + 1 :], foods)
            if rest is not None:
                return [(part, food), *rest]
    return None


def _plays(food: str, role: str, foods: FoodTable) -> bool:
    """Whether a food can stand for a role; that which is a key of the table stands for itself alone."""
    return food == role or (role not in foods and role in str(foods.frame.at[food, "roles"]).split())


def _filled(method: str, words: dict[str, list[str]]) -> str:
    """A method with the foods in their places; places that stand in a row become one list."""

    def row(found: re.Match[str]) -> str:
        named = [
            _COOKED.sub("", word) if form == "plain" else word
            for name, form in _PLACE.findall(found[0])
            for word in words[name]
        ]
        return listed(dict.fromkeys(named))

    return _RUN.sub(row, method)
