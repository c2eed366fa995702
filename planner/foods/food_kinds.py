"""Kinds of foods that rules speak of, by group, role and name."""

import numpy as np
import pandas as pd

POULTRY = r"\b(?:chicken|turkey|duck|goose|quail|poultry)"
SOY = r"\b(?:tofu|tempeh)\b"
BREAD = {"bread", "wrap", "tortilla", "crisp"}  # roles
PROTEIN_GROUPS = ("fish", "meat", "egg", "legume")


def _named(frame: pd.DataFrame, pattern: str) -> np.ndarray:
    words = frame.index.to_series().str.replace("_", " ") + " " + frame["name"]
    return words.str.contains(pattern, case=False, regex=True).to_numpy()


def is_poultry(frame: pd.DataFrame) -> np.ndarray:
    """Which foods of a table are poultry.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `FoodTable`.

    Returns
    -------
    numpy.ndarray
        One truth value for each row.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> frame = load_foods().frame
    >>> sorted(frame.index[is_poultry(frame)])[:2]
    ['chicken_breast_roast', 'chicken_breast_stewed']
    """
    return _named(frame, POULTRY) & (frame["group"] == "meat").to_numpy()


def is_soy_food(frame: pd.DataFrame) -> np.ndarray:
    """Which foods are tofu or tempeh."""
    return _named(frame, SOY) & (frame["group"] == "legume").to_numpy()


def is_plant_drink(frame: pd.DataFrame) -> np.ndarray:
    """Which foods stand for milk and are none."""
    roles = frame["roles"].map(lambda cell: "milk" in str(cell).split()).to_numpy()
    return roles & (frame["group"] != "dairy").to_numpy()


def is_bread(frame: pd.DataFrame) -> np.ndarray:
    """Which foods are bread, wraps or crispbread of flour."""
    roles = frame["roles"].map(lambda cell: bool(set(str(cell).split()) & BREAD)).to_numpy()
    return roles & (frame["group"] == "bread_pastry").to_numpy()


def is_protein_food(frame: pd.DataFrame) -> np.ndarray:
    """Which foods a main meal can turn round: fish, meat, eggs, legumes."""
    return frame["group"].isin(PROTEIN_GROUPS).to_numpy()
