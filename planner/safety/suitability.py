"""What the safety table refuses, and which foods a person may be given."""

from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from planner.errors import LONGEST_ASKED, PlannerError, quoted
from planner.foods.food_patterns import food_words, names_food, rules_that_name
from planner.foods.food_table import FoodTable
from planner.menu.dishes import known_food
from planner.menu.wording import listed
from planner.person.person import Preferences
from planner.reference.tables import read

# what each diet eats, of the kinds in the column `diet` of the food table
EATS = {
    "omnivore": ("vegan", "vegetarian", "fish", "meat", ""),  # an empty cell: nobody knows
    "pescatarian": ("vegan", "vegetarian", "fish"),
    "vegetarian": ("vegan", "vegetarian"),
    "vegan": ("vegan",),
}

LACTOSE = "lactose"  # no allergen: the column of the food table that says how much there is
HARDLY_ANY = ("free", "low")  # what is eaten without harm where lactose is not borne

_MOST_NAMES = 50_000  # of foods that are remembered

RETIRED, NO_PORTION = "retired from the table", "without a portion"


def refused(foods: FoodTable) -> pd.Series:
    """Why foods are refused to everyone, by ``data/safety.csv`` and ``data/foreign_names.csv``.

    Parameters
    ----------
    foods : FoodTable

    Returns
    -------
    pandas.Series
        Reasons, indexed by food; foods that are not refused are left out.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods, to_csv
    >>> frame = load_foods().frame.loc[["beef_roast_lean"]].rename(index={"beef_roast_lean": "beef_liver"})
    >>> refused(load_foods(to_csv(frame).encode())).to_dict()
    {'beef_liver': 'Liver, liver sausage, pâté and cod-liver oil'}
    """
    table = read("safety")
    rules = tuple(table.loc[table["level"] == "refuse", ["key", "match", "what"]].itertuples(index=False, name=None))
    found = {str(food): _refusal(str(food), name, rules) for food, name in foods.frame["name"].items()}
    return pd.Series({food: why for food, why in found.items() if why}, dtype="object", name="reason")


@lru_cache(maxsize=_MOST_NAMES)
def _refusal(food: str, name: str, rules: tuple[tuple[str, str, str], ...]) -> str:
    """What the first rule that names a food is about; empty if none does."""
    words = food_words(food, name)
    told = rules_that_name(words)
    return next((what for key, match, what in rules if key in told or names_food(match, words)), "")


def remarks(foods: FoodTable, food: str) -> list[dict]:
    """The rows of ``data/safety.csv`` that name a food of the table.

    Parameters
    ----------
    foods : FoodTable
    food : str
        A key of the table.

    Returns
    -------
    list of dict
        Rows of ``data/safety.csv``, refusals first.

    Raises
    ------
    PlannerError
        If the table has no such food.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> [row["key"] for row in remarks(load_foods(), "herb_tea_hibiscus")]
    ['herbal_tea', 'tea_iron']
    """
    words = food_words(food, foods.frame.at[known_food(foods, food), "name"])
    named, rules = rules_that_name(words), read("safety").to_dict("records")
    found = [rule for rule in rules if rule["key"] in named or names_food(rule["match"], words)]
    return sorted(found, key=lambda rule: rule["level"] != "refuse")


def unsuitable(foods: FoodTable, preferences: Preferences) -> pd.Series:
    """Why foods must not be served to this person.

    Parameters
    ----------
    foods : FoodTable
    preferences : Preferences
        Diet, allergens, what is excluded and what is allowed all the same.

    Returns
    -------
    pandas.Series
        Reasons, indexed by food; foods that may be served are left out.

    Raises
    ------
    PlannerError
        If an excluded, allowed or favourite food or group does not exist, or a food that is at home.

    Notes
    -----
    An empty cell of allergens means that they are unknown: such a food is left out wherever any
    allergen is to be avoided, and one of unknown lactose where that is. A food of unknown diet is for
    those who eat everything. Retired foods and foods without a portion are served to nobody.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> why = unsuitable(load_foods(), Preferences(diet="vegetarian", without=["milk"], exclude=["nut_seed"]))
    >>> why[["cod_baked", "kefir", "almonds"]].tolist()
    ['not vegetarian', 'may hold milk', 'excluded: nut_seed']
    """
    frame = foods.frame
    reasons = refused(foods).to_dict()
    for food in frame.index[~foods.servable]:
        reasons.setdefault(food, RETIRED if frame.at[food, "retired"] else NO_PORTION)
    for name in preferences.favourites:
        _foods_of(foods, name)
    for name in preferences.at_home:
        _foods_of(foods, name, groups=False)
    allowed = {food for name in preferences.allow for food in _foods_of(foods, name)}
    for name in preferences.exclude:
        for food in _foods_of(foods, name).difference(list(allowed)):
            reasons.setdefault(food, f"excluded: {name}")
    ruled_out = [word for word in preferences.without if word != LACTOSE]
    for food, diet, cell in zip(frame.index, frame["diet"], frame["allergens"], strict=True):
        if diet not in EATS[preferences.diet]:
            reasons.setdefault(food, f"not {preferences.diet}")
        allergens = str(cell).split() if cell else ruled_out
        hit_words = [word for word in allergens if word in ruled_out]
        if hit_words:
            reasons.setdefault(food, f"may hold {hit_words[0]}")
    if LACTOSE in preferences.without:
        for food in frame.index[~frame[LACTOSE].isin(HARDLY_ANY)]:
            reasons.setdefault(food, f"may hold {LACTOSE}")
    return pd.Series(reasons, dtype="object", name="reason")


def _foods_of(foods: FoodTable, name: str, groups: bool = True) -> pd.Index:
    """The food of that key, or those of that group."""
    frame = foods.frame
    hit = frame.index[(frame.index == name) | (groups & (frame["group"] == name))]
    if hit.empty:
        near = get_close_matches(
            name[:LONGEST_ASKED], [*frame.index, *(frame["group"].unique() if groups else ())], n=3
        )
        what, columns = ("food or group", "columns food and group") if groups else ("food", "column food")
        way_out = f"take {listed(map(repr, near), 'or')}" if near else f"see its {columns}"
        raise PlannerError(f"there is no {what} {quoted(name)} in {foods.name}: {way_out}")
    return hit


def eats_fish(foods: FoodTable, preferences: Preferences) -> bool:
    """Whether any fish (shellfish apart) is left for this person, so that the rule on fish applies.

    Parameters
    ----------
    foods : FoodTable
    preferences : Preferences

    Returns
    -------
    bool

    Raises
    ------
    PlannerError
        If an excluded, allowed or favourite food or group does not exist, or a food that is at home.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> eats_fish(load_foods(), Preferences()), eats_fish(load_foods(), Preferences(without=["fish"]))
    (True, False)
    """
    frame = foods.frame
    fish = frame.index[(frame["group"] == "fish") & frame["allergens"].str.contains("fish")]
    return not set(fish) <= set(unsuitable(foods, preferences).index)


def sugary(foods: FoodTable) -> pd.Series:
    """Which foods bring much sugar at once, by the row on gestational diabetes of ``data/safety.csv``.

    Parameters
    ----------
    foods : FoodTable

    Returns
    -------
    pandas.Series
        Of bool, indexed by food: every food of the table.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> sugary(load_foods())[["honey", "lentils_boiled"]].tolist()
    [True, False]
    """
    return _named_by("gestational_diabetes", foods)


def hard_to_keep_down(foods: FoodTable) -> pd.Series:
    """Which foods bloat or smell strongly, by the row on nausea of ``data/safety.csv``.

    Parameters
    ----------
    foods : FoodTable

    Returns
    -------
    pandas.Series
        Of bool, indexed by food: every food of the table.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> hard_to_keep_down(load_foods())[["lentils_boiled", "cabbage_boiled", "honey"]].tolist()
    [True, True, False]
    """
    return _named_by("nausea", foods)


def _named_by(rule: str, foods: FoodTable) -> pd.Series:
    """Which foods the pattern of a row of the safety table finds, by key or by name."""
    match = str(read("safety").set_index("key").at[rule, "match"])
    words = [food_words(food, name) for food, name in foods.frame["name"].items()]
    found = [rule in rules_that_name(text) or names_food(match, text) for text in words]
    return pd.Series(found, index=foods.frame.index)
