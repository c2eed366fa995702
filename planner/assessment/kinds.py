"""What foods could hold of what they give no figure for: as much as others of their kind."""

import numpy as np
import pandas as pd

from planner.foods.food_table import FoodTable, shipped_foods


class Kinds:
    """The foods of a table and of the one that comes with the planner, by group and role.

    Parameters
    ----------
    foods : FoodTable

    Examples
    --------
    >>> kinds = Kinds(shipped_foods())
    >>> kinds.most("mineral_water", "caffeine_mg"), kinds.most("coffee", "caffeine_mg") > 0
    (0.0, True)
    """

    def __init__(self, foods: FoodTable) -> None:
        self._all = pd.concat([foods.frame, shipped_foods().frame])
        self._number = {food: k for k, food in enumerate(foods.frame.index)}
        self._groups = self._all["group"].to_numpy()
        self._roles = [set(str(roles).split()) for roles in self._all["roles"]]
        self._found: dict[tuple[str, str], float] = {}

    def could_be(self, servings: pd.DataFrame, nutrient: str) -> pd.Series:
        """What servings bring of a nutrient, and where a food gives no figure the most that it could.

        Parameters
        ----------
        servings : pandas.DataFrame
            Of `planner.menu.servings_frame`.
        nutrient : str

        Returns
        -------
        pandas.Series
            In the unit of the nutrient.
        """
        most = [
            self.most(food, nutrient) * grams / 100 if np.isnan(known) else known
            for food, grams, known in zip(servings["food"], servings["grams"], servings[nutrient], strict=True)
        ]
        return pd.Series(most, index=servings.index, dtype=float)

    def most(self, food: str, nutrient: str) -> float:
        """The highest figure among the foods of its group that share a role with a food.

        Where none of these gives one, the highest of its group; where none of these does, of all foods.

        Parameters
        ----------
        food : str
            Of the table.
        nutrient : str

        Returns
        -------
        float
            Per 100 g, in the unit of the nutrient.

        Examples
        --------
        >>> kinds = Kinds(shipped_foods())
        >>> kinds.most("mineral_water", "caffeine_mg"), kinds.most("coffee", "caffeine_mg") > 0
        (0.0, True)
        """
        if (food, nutrient) not in self._found:
            mine = self._number[food]
            figures = self._all[nutrient].to_numpy(dtype=float)
            in_group = ~np.isnan(figures) & (self._groups == self._groups[mine])
            near = in_group & np.array([bool(roles & self._roles[mine]) for roles in self._roles])
            closest = next((which for which in (near, in_group) if which.any()), ~np.isnan(figures))
            self._found[food, nutrient] = float(figures[closest].max())
        return self._found[food, nutrient]
