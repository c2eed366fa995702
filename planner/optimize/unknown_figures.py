"""What a food that gives no figure could hold: unknown is not zero where a limit counts it."""

from functools import cache

import pandas as pd

from planner.foods.food_table import load_foods
from planner.reference.nutrients import nutrients


def highest_of_its_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """The figures of foods, with the highest of its kind where one is unknown.

    Of its kind are the foods of its group that share a role with it; where none of them gives a figure, all
    of its group; where none of these does, all foods. The table that comes with the planner counts beside
    the foods themselves, so that a table without a column has such figures too.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `FoodTable`.

    Returns
    -------
    pandas.DataFrame
        Indexed as the frame, with a column for each nutrient, per 100 g.

    Examples
    --------
    >>> frame = load_foods().frame
    >>> oily = frame.index[frame["roles"] == "oily_fish"]
    >>> bool(highest_of_its_kind(frame).at["mackerel_baked", "vitamin_d_ug"] == frame.loc[oily, "vitamin_d_ug"].max())
    True
    """
    keys = list(nutrients())
    known = pd.concat([frame, _shipped()])[["group", "roles", *keys]]
    of_group = known.groupby("group")[keys].max()
    of_role = known.assign(roles=known["roles"].str.split()).explode("roles").groupby(["group", "roles"])[keys].max()
    highest = frame[keys].copy()
    for key in keys:
        by_role, by_group, overall = of_role[key].dropna().to_dict(), of_group[key].dropna().to_dict(), known[key].max()
        for food in frame.index[frame[key].isna()]:
            group, roles = frame.at[food, "group"], str(frame.at[food, "roles"]).split()
            shared = [by_role[group, role] for role in roles if (group, role) in by_role]
            highest.at[food, key] = max(shared) if shared else by_group.get(group, overall)
    return highest


@cache
def _shipped() -> pd.DataFrame:
    return load_foods().frame
