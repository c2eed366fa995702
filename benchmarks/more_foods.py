"""A food table as long as one likes, made from ours."""

import numpy as np
import pandas as pd

from planner.foods.food_table import FoodTable, load_foods, to_csv
from planner.reference.nutrients import nutrients, published

ROOM = 0.15  # a made food differs from its model by up to this share, nutrient by nutrient
SOLIDS = ["energy_kcal", "protein_g", "fat_g", "carbohydrate_g", "fibre_g", "sugars_g", "saturated_fat_g"]
WEIGHTS = ["protein_g", "fat_g", "carbohydrate_g"]


def more_foods(count: int, seed: int = 0) -> FoodTable:
    """Our foods and variants of them, `count` in all, checked like any other table.

    A variant keeps roles, servings and allergens. One factor moves its energy and what brings it,
    so that the parts still fit the whole; each mineral and vitamin has a factor of its own.
    """
    ours, rng = load_foods().frame, np.random.default_rng(seed)
    parts = [ours]
    for number in range(2, 2 + -(-(count - len(ours)) // len(ours))):
        part = ours.copy()
        factor = rng.uniform(1 - ROOM, 1 + ROOM, (len(part), len(published())))
        one = np.minimum(factor[:, 0], 100 / part[WEIGHTS].fillna(0.0).sum(axis=1).clip(lower=1e-9))
        for k, nutrient in enumerate(published()):
            if nutrient != "water_g":
                most = nutrients()[nutrient].most_per_100g
                part[nutrient] = (part[nutrient] * (one if nutrient in SOLIDS else factor[:, k])).clip(upper=most)
        part["water_g"] = part["water_g"].clip(upper=(100 - part[WEIGHTS].fillna(0.0).sum(axis=1)).clip(lower=0))
        part["name"] = [f"{name} ({number})" for name in part["name"]]
        part.index = pd.Index([f"{food}_v{number}" for food in part.index])
        parts.append(part)
    frame = pd.concat(parts).iloc[: max(count, len(ours))]
    return load_foods(to_csv(frame).encode(), f"{count} foods")
