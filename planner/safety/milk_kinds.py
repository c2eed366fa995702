"""Which kinds of milk, and of other foods to which makers add something, are bought; with lactose or without.

Nothing of this is a matter of safety: no plan is the worse for the other kind. So no audit looks at it.
"""

import pandas as pd

from planner.foods.food_table import FoodTable
from planner.person.person import Preferences
from planner.safety.suitability import LACTOSE

VITAMIN_D = "vitamin_d_ug"
# what American makers add as a matter of course, to milk and to flour; calcium is what a buyer looks for anywhere
OF_COURSE = {VITAMIN_D, "iron_mg"}


def milk_not_bought(foods: FoodTable, preferences: Preferences) -> set[str]:
    """The milk and other foods that a plan passes over, since another kind of the same is bought.

    Parameters
    ----------
    foods : FoodTable
        Its columns fortified, unfortified, roles and lactose tell the kinds apart.
    preferences : Preferences
        `Preferences.buys_fortified_milk`, and whether lactose is ruled out; what is allowed or liked.

    Returns
    -------
    set of str
        Keys. Where nothing added is bought: dairy with vitamin D added, and every food with something added whose
        unfortified kind plays its parts. Else: the unfortified kinds of what American makers fortify as a matter
        of course. And lactose-free dairy where nobody asks for it. What she allows or likes by its key is bought
        all the same.

    Notes
    -----
    A fortified food stays where nothing can take its place: bread of enriched flour, of which the table has no other
    kind, and soy drink with added calcium, since that without plays no part.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> sorted(milk_not_bought(load_foods(), Preferences(system="efsa")))[:2]
    ['corn_tortillas', 'kefir_low_fat']
    >>> sorted(milk_not_bought(load_foods(), Preferences(without=["lactose"])))[:2]
    ['corn_tortillas_unfortified', 'kefir_low_fat_unfortified']
    """
    frame = foods.frame[foods.servable]
    added, dairy = frame["fortified"].str.split().map(set), frame["group"] == "dairy"
    pairs = [food for food in frame.index if _can_stand_in(frame, food)]
    if preferences.buys_fortified_milk:
        passed_over = {str(frame.at[food, "unfortified"]) for food in pairs if added[food] & OF_COURSE}
    else:
        passed_over = {*pairs, *frame.index[dairy & added.map(lambda columns: VITAMIN_D in columns)]}
    if LACTOSE not in preferences.without:
        passed_over |= set(frame.index[dairy & (frame[LACTOSE] == "free")])
    return passed_over - {*preferences.allow, *preferences.favourites}


def _can_stand_in(frame: pd.DataFrame, food: str) -> bool:
    """Whether the same without what was added plays every part that a food plays, and there is one."""
    plain, roles = str(frame.at[food, "unfortified"]), str(frame.at[food, "roles"]).split()
    return bool(roles) and plain in frame.index and set(roles) <= set(str(frame.at[plain, "roles"]).split())
