"""Which place of its template each food on the plate fills, and what stands beside the dish."""

import re

from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, dish_templates, known_food
from planner.menu.plan import Dish
from planner.menu.wording import listed

FIXED = "fixed"  # what stands for the place of a food that the dish always has
# how a title of earlier versions ended
_BESIDE = re.compile(r"(?:; on the side: (?P<side>.*?))?(?:; to drink: (?P<drink>.*))?")


def template_of(dish: Dish, foods: FoodTable) -> Template | None:
    """The template that a dish is made of, or None for one of another origin.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        With its own dishes, if it has some.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> template_of(Dish("by_hand", "By hand", ()), load_foods())
    """
    return dish_templates(foods).get(dish.dish)


def dish_title(dish: Dish) -> str:
    """What the dish itself is called; titles of earlier versions named its sides too.

    Parameters
    ----------
    dish : Dish

    Returns
    -------
    str

    Examples
    --------
    >>> dish_title(Dish("soup", "Pea soup; on the side: rye bread; to drink: water", ()))
    'Pea soup'
    """
    title = re.match(rf"(.*?){_BESIDE.pattern}\Z", dish.title, re.DOTALL)
    return title[1] if title else dish.title


def beside(dish: Dish, foods: FoodTable) -> tuple[str, ...]:
    """What is eaten and drunk with a dish, as it stands on the lines below its title.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        With the foods of the dish.

    Returns
    -------
    tuple of str
        Empty, one line or two.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import fill, load_dishes
    >>> template = next(one for one in load_dishes() if one.dish == "fruit_and_nuts")
    >>> chosen = zip(template.parts, ["apple", "almonds"], [1.0, 1.0])
    >>> beside(fill(template, list(chosen), load_foods()), load_foods())
    ()
    >>> beside(Dish("soup", "Pea soup; on the side: rye bread; to drink: water", ()), load_foods())
    ('On the side: rye bread', 'To drink: water')
    """
    drinks: list[str] = []
    others: list[str] = []
    for n in sides_of(dish, foods):
        food = dish.servings[n].food
        (drinks if foods.frame.at[food, "group"] == "drink" else others).append(foods.short_word(food))
    side, drink = listed(others), listed(drinks)
    if not side and not drink and (found := _BESIDE.fullmatch(dish.title[len(dish_title(dish)) :])):
        side, drink = found["side"], found["drink"]
    lines = (f"On the side: {side}" if side else "", f"To drink: {drink}" if drink else "")
    return tuple(line for line in lines if line)


def sides_of(dish: Dish, foods: FoodTable) -> list[int]:
    """Which servings of a dish stand beside it: they are no part of what is cooked.

    Returns
    -------
    list of int
        Their numbers among the servings; none where the dish fits no template.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> sides_of(Dish("by_hand", "By hand", ()), load_foods())
    []
    """
    template = template_of(dish, foods)
    if template is None or any(serving.food not in foods for serving in dish.servings):
        return []
    found = places(template, dish, foods) or []
    return [n for n, place in enumerate(found) if isinstance(place, Part) and place in template.sides]


def places(template: Template, dish: Dish, foods: FoodTable) -> list[Part | str] | None:
    """The part that each serving of a dish plays, or None where they don't fit the parts.

    What has lost its role in the food table since then stands in the parts that would else be empty.

    Parameters
    ----------
    template : Template
    dish : Dish
    foods : FoodTable

    Returns
    -------
    list of Part or str, or None
        One for each serving; `FIXED` for what the dish always has.

    Raises
    ------
    PlannerError
        If the table lacks a food of the dish.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import load_dishes, serving
    >>> template = next(one for one in load_dishes() if one.dish == "fruit_and_nuts")
    >>> plate = tuple(serving(load_foods(), food, 1.0) for food in ("apple", "almonds"))
    >>> [place.name for place in places(template, Dish("fruit_and_nuts", "", plate), load_foods())]
    ['fruit', 'nuts']
    """
    served = [known_food(foods, serving.food) for serving in dish.servings]
    found: list[Part | str | None] = [FIXED if fixed else None for fixed in _fixed(template, served)]
    chosen = [n for n, place in enumerate(found) if place is None]
    free = [part for part in (*template.parts, *template.sides) for _ in range(part.count)]
    fitting = [n for n in chosen if any(_plays(served[n], part.role, foods) for part in free)]
    seated = _seated([served[n] for n in fitting], free, foods)
    if seated is None:
        return None
    for n, part in zip(fitting, seated, strict=True):
        found[n] = part
        free.remove(part)
    others = [n for n in chosen if n not in fitting]
    empty = [part for part in free if not part.optional]
    if len(others) != len(empty):
        return None
    for n, part in zip(others, empty, strict=True):
        found[n] = part
    return [place for place in found if place is not None]


def _fixed(template: Template, served: list[str]) -> list[bool]:
    """Which foods the dish always has: the last ones as it is filled, else whichever they are."""
    fixed = [food for food, _ in template.fixed]
    if fixed and served[-len(fixed) :] == fixed:
        return [n >= len(served) - len(fixed) for n in range(len(served))]
    return [food in fixed for food in served]


def _seated(served: list[str], free: list[Part], foods: FoodTable) -> list[Part] | None:
    """For each food a place whose role it plays; a food of several roles leaves room for the others."""
    if not served:
        return []
    food, *others = served
    for n, part in enumerate(free):
        if _plays(food, part.role, foods):
            rest = _seated(others, free[:n] + free[n + 1 :], foods)
            if rest is not None:
                return [part, *rest]
    return None


def _plays(food: str, role: str, foods: FoodTable) -> bool:
    """Whether a food can stand for a role; that which is a key of the table stands for itself alone."""
    return food == role or (role not in foods and role in str(foods.frame.at[food, "roles"]).split())
