"""Which picture stands for a dish, so that a week can be told at a glance."""

from dataclasses import dataclass
from functools import cache

from planner.foods.food_table import FoodTable
from planner.menu.places import sides_of, template_of
from planner.menu.plan import Dish
from planner.reference.tables import read


@dataclass(frozen=True)
class Picture:
    """The `name` of a drawing, and the `words` that are read aloud in its place."""

    name: str
    words: str


def picture_of(dish: Dish, foods: FoodTable) -> Picture:
    """The picture of a dish, by the first row of ``data/pictures.csv`` that fits it.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        What stands beside the dish does not count; a food that the table lacks fits no row.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import serving
    >>> had = Dish("by_hand", "Apple", (serving(load_foods(), "apple", 1.0),))
    >>> picture_of(had, load_foods())
    Picture(name='fruit', words='fruit')
    """
    template = template_of(dish, foods)
    aside = set(sides_of(dish, foods))
    kinds: set[str] = set()
    for n, one in enumerate(dish.servings):
        if n not in aside and one.food in foods:
            kinds |= {str(foods.frame.at[one.food, "group"]), *str(foods.frame.at[one.food, "roles"]).split()}
    keeps = template.keeps if template else ""
    return next(
        picture for kept, has, picture in _rules() if kept in ("", keeps) and (not has or has in kinds)
    )  # the last row fits any dish


@cache  # the shipped tables do not change while the program runs
def _rules() -> tuple[tuple[str, str, Picture], ...]:
    return tuple(
        (row["keeps"], row["has"], Picture(row["picture"], row["words"])) for row in read("pictures").to_dict("records")
    )
