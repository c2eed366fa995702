"""What the safety table refuses, and which foods a person may be given."""

import re
from functools import cache

import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.person.person import Preferences
from planner.reference.tables import read

# what each diet eats, of the kinds in the column `diet` of the food table
EATS = {
    "omnivore": ("vegan", "vegetarian", "fish", "meat", ""),  # an empty cell: nobody knows
    "pescatarian": ("vegan", "vegetarian", "fish"),
    "vegetarian": ("vegan", "vegetarian"),
    "vegan": ("vegan",),
}

RETIRED, NO_PORTION = "retired from the table", "without a portion"


def refused(foods: FoodTable) -> pd.Series:
    """Why foods are refused by ``data/safety.csv``, indexed by food; foods not named there are left out."""
    rules = read("safety")
    reasons: dict[str, str] = {}
    words = [(food, str(name).lower().replace(" ", "_")) for food, name in foods.frame["name"].items()]
    for rule in rules[(rules["level"] == "refuse") & (rules["match"] != "")].to_dict("records"):
        match = re.compile(rule["match"])
        for food, name in words:
            if match.search(food) or match.search(name):
                reasons.setdefault(food, rule["what"])
    return pd.Series(reasons, dtype="object", name="reason")


def remarks(foods: FoodTable, food: str) -> list[dict]:
    """The rows of ``data/safety.csv`` that name a food of the table, refusals first.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> [row["key"] for row in remarks(load_foods(), "herb_tea_hibiscus")]
    ['herbal_tea', 'tea_iron']
    """
    name = str(foods.frame.at[food, "name"]).lower().replace(" ", "_")
    found = [rule for rule in _naming() if re.search(rule["match"], food) or re.search(rule["match"], name)]
    return sorted(found, key=lambda rule: rule["level"] != "refuse")


@cache
def _naming() -> list[dict]:
    """The rows that name foods."""
    rules = read("safety")
    return rules[rules["match"] != ""].to_dict("records")


def unsuitable(foods: FoodTable, preferences: Preferences) -> pd.Series:
    """Why foods must not be served to this person, indexed by food.

    An empty cell of allergens means that they are unknown: such a food is left out wherever any
    allergen is to be avoided. A food of unknown diet is for those who eat everything. Retired foods
    and foods without a portion are served to nobody.

    Raises
    ------
    PlannerError
        If an excluded food or group does not exist.
    """
    frame = foods.frame
    reasons = refused(foods).to_dict()
    for food in frame.index[~foods.servable]:
        reasons.setdefault(food, RETIRED if frame.at[food, "retired"] else NO_PORTION)
    for name in preferences.favourites:
        _named(foods, name)
    allowed = {food for name in preferences.allow for food in _named(foods, name)}
    for name in preferences.exclude:
        for food in _named(foods, name).difference(list(allowed)):
            reasons.setdefault(food, f"excluded: {name}")
    for food, diet, cell in zip(frame.index, frame["diet"], frame["allergens"], strict=True):
        if diet not in EATS[preferences.diet]:
            reasons.setdefault(food, f"not {preferences.diet}")
        if preferences.without:
            allergens = str(cell).split() if cell else list(preferences.without)
            hit_words = [word for word in allergens if word in preferences.without]
            if hit_words:
                reasons.setdefault(food, f"may hold {hit_words[0]}")
    return pd.Series(reasons, dtype="object", name="reason")


def _named(foods: FoodTable, name: str) -> pd.Index:
    frame = foods.frame
    hit = frame.index[(frame.index == name) | (frame["group"] == name)]
    if hit.empty:
        raise PlannerError(f"there is no food or group {name!r} in {foods.name}: see its columns food and group")
    return hit


def eats_fish(foods: FoodTable, preferences: Preferences) -> bool:
    """Whether any fish (shellfish apart) is left for this person, so that the rule on fish applies."""
    frame = foods.frame
    fish = frame.index[(frame["group"] == "fish") & frame["allergens"].str.contains("fish")]
    return not set(fish) <= set(unsuitable(foods, preferences).index)


def sugary(foods: FoodTable) -> pd.Series:
    """Whether each food brings much sugar at once, by the row on gestational diabetes of the safety table."""
    match = read("safety").set_index("key").at["gestational_diabetes", "match"]
    return pd.Series([bool(re.search(match, food)) for food in foods.frame.index], index=foods.frame.index)
