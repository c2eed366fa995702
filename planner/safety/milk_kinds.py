"""Which kinds of milk are bought: with vitamin D added or as it is, with lactose or without.

Nothing of this is a matter of safety: no plan is the worse for the other kind. So no audit looks at it.
"""

from planner.foods.food_table import FoodTable
from planner.person.person import Preferences
from planner.safety.suitability import LACTOSE

VITAMIN_D = "vitamin_d_ug"


def milk_not_bought(foods: FoodTable, preferences: Preferences) -> set[str]:
    """The dairy foods that a plan passes over, since another kind of the same is bought.

    Parameters
    ----------
    foods : FoodTable
        Its columns fortified, unfortified and lactose tell the kinds apart.
    preferences : Preferences
        `Preferences.buys_fortified_milk`, and whether lactose is ruled out; what is allowed or liked.

    Returns
    -------
    set of str
        Keys: of each pair the milk with vitamin D added or the one without, and lactose-free dairy
        where nobody asks for it. What she allows or likes by its key is bought all the same.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> sorted(milk_not_bought(load_foods(), Preferences(system="efsa")))[:2]
    ['kefir_low_fat', 'milk_1_percent']
    >>> sorted(milk_not_bought(load_foods(), Preferences(without=["lactose"])))[:2]
    ['milk_1_percent_unfortified', 'milk_2_percent_unfortified']
    """
    frame = foods.frame
    dairy = frame[(frame["group"] == "dairy") & foods.servable]
    added = dairy[[VITAMIN_D in cell.split() for cell in dairy["fortified"]]]
    passed_over = set(added["unfortified"]) - {""} if preferences.buys_fortified_milk else set(added.index)
    if LACTOSE not in preferences.without:
        passed_over |= set(dairy.index[dairy[LACTOSE] == "free"])
    return passed_over - {*preferences.allow, *preferences.favourites}
