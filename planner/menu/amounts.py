"""How much of each food goes into the pot, for all who eat and all meals that it is cooked for."""

import math
import re
from dataclasses import dataclass, replace

from planner.foods.food_table import FoodTable
from planner.menu.dishes import known_food
from planner.menu.places import sides_of
from planner.menu.plan import Dish, Serving
from planner.menu.wording import count, household, same_noun
from planner.reference.household_measures import pot_measure

_HOW = "baked|boiled|braised|cooked|fried|mashed|roast|scrambled|steamed|stewed"
COOKED = re.compile(rf"^(?:(?:{_HOW}) )+(?=\S)", re.IGNORECASE)
_COOKED_TAIL = re.compile(rf", *(?:{_HOW})\b[^,]*", re.IGNORECASE)
_ADDED = re.compile(r",? with (?:added .*|.* added to .*)$", re.IGNORECASE)
# what a cook weighs before it is cooked, by its aisle, and how that is called
UNCOOKED = {"dry goods": "dry", "meat": "raw", "fish": "raw"}
LEAST_CHANGE = 5  # g as bought for 100 g eaten: less is the same weight in a kitchen


@dataclass(frozen=True)
class Amount:
    """So much of a food: its household measure, how it is said with the food, grams as it is eaten [g].

    `uncooked_g` are grams as they are weighed before cooking [g], NaN where that is the same or unknown;
    `uncooked` says what they are then: "dry" or "raw".
    """

    food: str
    measure: str
    said: str
    grams: float
    uncooked_g: float = math.nan
    uncooked: str = ""

    @property
    def words(self) -> str:
        r"""The amount as a cook reads it, with its weight.

        Examples
        --------
        >>> Amount("pasta_cooked", "2 cups", "2 cups pasta", 248.0, 104.0, "dry").words
        '2 cups pasta (248\xa0g cooked, 104\xa0g dry)'
        """
        if math.isnan(self.uncooked_g):
            return f"{self.said} ({_grams(self.grams)})"
        return f"{self.said} ({_grams(self.grams)} cooked, {_grams(self.uncooked_g)} {self.uncooked})"


def _grams(grams: float) -> str:
    return f"{grams:,.0f}\u00a0g" if grams >= 10 else f"{grams:.2g}\u00a0g"


def amounts_of(dish: Dish, foods: FoodTable, eaters: int = 1, twice: bool = False) -> tuple[Amount, ...]:
    """What a dish is made of, for all who eat.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        With the foods of the dish.
    eaters : int
        For how many people, who all eat the same; 1 or more.
    twice : bool
        Whether it is cooked for two meals. What stands beside the dish is not: it is had fresh each time.

    Returns
    -------
    tuple of Amount
        One for each serving, in their order.

    Raises
    ------
    PlannerError
        If the table lacks a food of the dish.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import serving
    >>> pasta = Dish("by_hand", "Pasta", (serving(load_foods(), "pasta_cooked", 1.5),))
    >>> [amount.measure for amount in amounts_of(pasta, load_foods(), eaters=2, twice=True)]
    ['6 cups']
    """
    sides = sides_of(dish, foods) if twice else []
    return tuple(
        _amount(serving, foods, eaters * (2 if twice and n not in sides else 1), dish.leftover_of is not None)
        for n, serving in enumerate(dish.servings)
    )


def _amount(serving: Serving, foods: FoodTable, times: int, kept: bool) -> Amount:
    portion, aisle, ratio = (
        foods.frame[column].loc[known_food(foods, serving.food)] for column in ("serving", "aisle", "as_bought_g")
    )
    # what is served once keeps the measure of the plan, which a plan file holds
    measure = serving.measure if times == 1 else pot_measure(str(portion), serving.servings * times)
    grams, kind = serving.grams * times, UNCOOKED.get(str(aisle), "")
    if kept or not abs(ratio - 100) >= LEAST_CHANGE or (kind == "dry" and ratio > 100):
        kind = ""
    uncooked = grams * float(ratio) / 100 if kind else math.nan
    return Amount(serving.food, measure, _said(serving, measure), grams, uncooked, kind)


def _said(serving: Serving, measure: str) -> str:
    """A serving as a cook reads it: a boiled potato is a potato still, mashed ones by the cup are mashed."""
    name = _ADDED.sub("", serving.name)
    bare = _COOKED_TAIL.sub("", COOKED.sub("", name))
    noun = bare.partition(",")[0].split()[-1:]
    if noun and any(same_noun(word, noun[0]) for word in measure.split()):
        name = bare[:1].upper() + bare[1:]
    return household(replace(serving, name=name or serving.name, measure=measure))


def cooked_for(eaters: int, twice: bool) -> str:
    """For whom and how many meals an amount is, in words; empty for one plate.

    Examples
    --------
    >>> cooked_for(2, True), cooked_for(1, True), cooked_for(3, False), cooked_for(1, False)
    ('for 2 people and two meals', 'for two meals', 'for 3 people', '')
    """
    people = count(eaters, "person", "people") if eaters > 1 else ""
    parts = " and ".join(part for part in (people, "two meals" if twice else "") if part)
    return f"for {parts}" if parts else ""
