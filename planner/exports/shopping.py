"""The shopping list of a plan: what to buy for what is eaten."""

import pandas as pd

from planner.menu import Plan, servings_frame


def shopping_list(plan: Plan, eaters: int = 1) -> pd.DataFrame:
    """What to buy for a plan: aisle, food, name, bought_as, eaten_g [g], buy_g [g], buy, measure, at_home."""
    eaten = servings_frame(plan).groupby("food", sort=False)["grams"].sum() * eaters
    table = plan.foods.frame.loc[eaten.index]
    grams = eaten * table["as_bought_g"] / 100
    return (
        pd.DataFrame(
            {
                "aisle": table["aisle"],
                "food": eaten.index,
                "name": table["name"],
                "bought_as": table["bought_as"].where(table["bought_as"] != "", table["name"]),
                "eaten_g": eaten,
                "buy_g": grams,
                "buy": [
                    f"for {g:,.0f} g eaten" if pd.isna(b) else f"{b:,.0f} g" for g, b in zip(eaten, grams, strict=True)
                ],
                "measure": table["serving"],
                "at_home": table["group"] == "fat",
            }
        )
        .sort_values(["aisle", "bought_as"])
        .reset_index(drop=True)
    )
