"""What makes a dish taste: every cooked savoury dish has some of it."""

from collections.abc import Collection, Iterable

from planner.foods.food_table import FoodTable
from planner.menu.dishes import Template

SWEET = "sweet"  # tag of a dish that needs none
HARDLY = {"salt", "corn_starch"}  # on the shelf of seasonings, and no seasoning by themselves
ALLIUMS = {"onion", "garlic", "leeks_boiled", "lemon_juice", "olives", "dill_pickle", "sauerkraut"}
ROLES = {"herb", "mild_herb", "soup_herb", "sour_cream", "hard_cheese", "grating_cheese", "salad_cheese"}


def seasoning_foods(foods: FoodTable) -> frozenset[str]:
    """The foods that give a dish its taste: spices and sauces, herbs, onion and garlic, lemon, cheese.

    Returns
    -------
    frozenset of str
        Keys of the table.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> sorted(seasoning_foods(load_foods()) & {"dill", "garlic", "salt", "potatoes_boiled"})
    ['dill', 'garlic']
    """
    frame = foods.frame
    roles = frame["roles"].map(lambda cell: bool(ROLES & set(str(cell).split())))
    shelf = (frame["group"] == "seasoning") & ~frame.index.isin(list(HARDLY))
    return frozenset(frame.index[shelf | roles | frame.index.isin(list(ALLIUMS))].astype(str))


def lacks_seasoning(template: Template, served: Iterable[str], tasty: Collection[str]) -> bool:
    """Whether a dish is cooked and savoury, and nothing on the plate makes it taste.

    Parameters
    ----------
    template : Template
    served : iterable of str
        The foods on the plate.
    tasty : collection of str
        Of `seasoning_foods`.

    Examples
    --------
    >>> from planner.menu.dishes import load_dishes
    >>> soup = next(one for one in load_dishes() if "warm" in one.tags and "lunch" in one.slots)
    >>> lacks_seasoning(soup, ["potatoes_boiled", "salt"], {"dill"})
    True
    """
    savoury = "warm" in template.tags and SWEET not in template.tags
    return savoury and not any(food in tasty for food in served)
