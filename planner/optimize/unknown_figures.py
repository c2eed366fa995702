"""What a food that gives no figure could hold: unknown is not zero where a limit counts it."""

from functools import cache

import numpy as np
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
    told = zip(known["group"], known["roles"], strict=True)
    kinds = [(group, [(group, role) for role in roles.split()]) for group, roles in told]
    number = {kind: k for k, kind in enumerate({one for group, shared in kinds for one in (group, *shared)})}
    in_group = np.array([number[group] for group, _ in kinds])
    shares = np.array([(row, number[kind]) for row, (_, shared) in enumerate(kinds) for kind in shared]).reshape(-1, 2)
    figures = known[keys].to_numpy(dtype=float)
    of_kind = np.full((len(number), len(keys)), np.nan)
    np.fmax.at(of_kind, in_group, figures)
    np.fmax.at(of_kind, shares[:, 1], figures[shares[:, 0]])
    of_role = np.full_like(figures, np.nan)
    np.fmax.at(of_role, shares[:, 0], of_kind[shares[:, 1]])
    highest = frame[keys].to_numpy(dtype=float)
    for other in (of_role[: len(frame)], of_kind[in_group[: len(frame)]], np.fmax.reduce(figures)):
        highest = np.where(np.isnan(highest), other, highest)
    return pd.DataFrame(highest, index=frame.index, columns=keys)


@cache
def _shipped() -> pd.DataFrame:
    return load_foods().frame
