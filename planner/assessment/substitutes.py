"""Which foods can stand in for one another on her plate, and how much of them is put there."""

import math
from collections.abc import Iterator
from typing import Any

from planner.foods.food_table import FoodTable
from planner.person.menu_rules import rules_for
from planner.person.person import Person, Preferences
from planner.safety.milk_kinds import milk_not_bought
from planner.safety.suitability import hard_to_keep_down, remarks, sugary, unsuitable

_UNLIKE = ("sweet", "seasoning", "fat")  # honey is no chocolate: here a group says nothing about the use
_ALIKE = 2.5  # portions up to so many times heavier or lighter fill the same place


class Foods:
    """The food table, seen by somebody who looks for another food for a person.

    Parameters
    ----------
    table : FoodTable
    person : Person
    preferences : Preferences
    """

    def __init__(self, table: FoodTable, person: Person, preferences: Preferences) -> None:
        self._table, self._person, self._preferences = table, person, preferences
        self._frame = table.frame
        self._potassium_watched = not math.isnan(rules_for(person)[("cramp minerals", "potassium_mg")]["upper"])
        self._columns: dict[str, dict[str, Any]] = {}
        self._classes: dict[str, list[str]] = {}
        self._offered: list[str] | None = None

    def name(self, food: str) -> str:
        return str(self._cell(food, "name"))

    def hinders(self, food: str) -> list[str]:
        """The classes of hinderer that it belongs to."""
        if food not in self._classes:
            self._classes[food] = str(self._cell(food, "hinders")).split()
        return self._classes[food]

    def is_drink(self, food: str) -> bool:
        return bool(self._cell(food, "group") == "drink")

    def per_100g(self, food: str, nutrient: str) -> float:
        """Amount in 100 g [unit of the nutrient]; NaN = unknown."""
        return float(self._cell(food, nutrient))

    def in_servings(self, food: str, servings: float, nutrient: str) -> float:
        """Amount in so many household servings [unit of the nutrient]; NaN = unknown."""
        return self.per_100g(food, nutrient) * float(self._cell(food, "serving_g")) * servings / 100

    def whole_steps(self, food: str, servings: float) -> float:
        """The nearest number of servings in whole steps of the food, at most what people eat at a meal."""
        step = float(self._cell(food, "step"))
        return min(max(step, round(servings / step) * step), float(self._cell(food, "max_servings")))

    def smaller(self, food: str, servings: float) -> Iterator[float]:
        """Fewer servings, step by step, down to the smallest step."""
        step = float(self._cell(food, "step"))
        for n in range(math.ceil(servings / step) - 1, 0, -1):
            yield n * step

    def instead_of(self, food: str, mineral: str) -> Iterator[str]:
        """What can take the place of a food that hinders: of its role, else of its group; the likest first."""
        group = self._cell(food, "group")
        found = [
            other
            for other in self._offers()
            if (self._shared(other, food) or self._cell(other, "group") == group not in _UNLIKE)
            and self._serves_as_well(other, food, mineral)
        ]
        found.sort(key=lambda other: (-self._shared(other, food), self._unlike(other, food)))
        return filter(self._proper, found)

    def poorer(self, food: str, mineral: str) -> Iterator[str]:
        """Foods of the same role with less of a mineral; those that lose least of it first."""
        rich = self.in_servings(food, 1.0, mineral)
        found = [
            other
            for other in self._offers()
            if self._shared(other, food)
            and self._serves_as_well(other, food, mineral)
            and self.in_servings(other, 1.0, mineral) < rich
        ]
        found.sort(key=lambda other: -self.in_servings(other, 1.0, mineral))
        return filter(self._proper, found)

    def _offers(self) -> list[str]:
        """Foods that hinder nothing and may be proposed to her, whatever they stand in for."""
        if self._offered is None:
            banned = {*unsuitable(self._table, self._preferences).index}
            banned |= milk_not_bought(self._table, self._preferences)
            for condition, kinds in (("gestational_diabetes", sugary), ("nausea", hard_to_keep_down)):
                if condition in self._person.conditions:
                    those = kinds(self._table)
                    banned |= set(those.index[those])
            free = self._frame.index[self._frame["hinders"] == ""]
            self._offered = [food for food in free if food not in banned]
        return self._offered

    def _serves_as_well(self, other: str, food: str, mineral: str) -> bool:
        """Whether it fills the place, its figures are known, and it brings no more of what a doctor watches."""
        needed = (self.per_100g(one, key) for one in (other, food) for key in (mineral, "energy_kcal"))
        if other == food or any(map(math.isnan, needed)):
            return False
        if not 1 / _ALIKE <= self.grams(other) / self.grams(food) <= _ALIKE:
            return False
        if not self._potassium_watched:
            return True
        return self.in_servings(other, 1.0, "potassium_mg") <= self.in_servings(food, 1.0, "potassium_mg")

    def _proper(self, food: str) -> bool:
        """Whether no row of the safety table speaks against proposing it; herbs are proposed to nobody."""
        rows = remarks(self._table, food)
        return not any(row["level"] in ("refuse", "warn") or row["topic"] == "herbs" for row in rows)

    def _unlike(self, other: str, food: str) -> float:
        """How far apart two foods are in the energy and the weight of a serving."""
        one, two = (math.log(20 + self.in_servings(each, 1.0, "energy_kcal")) for each in (other, food))
        return abs(one - two) + abs(math.log(self.grams(other) / self.grams(food)))

    def grams(self, food: str) -> float:
        """Weight of a household serving [g]."""
        return float(self._cell(food, "serving_g"))

    def _shared(self, one: str, other: str) -> int:
        """How many roles both can play."""
        return len(set(str(self._cell(one, "roles")).split()) & set(str(self._cell(other, "roles")).split()))

    def _cell(self, food: str, column: str) -> Any:
        """A cell of the table; hundreds are looked up, so each column is unpacked once."""
        if column not in self._columns:
            self._columns[column] = dict(zip(self._frame.index.astype(str), self._frame[column], strict=True))
        return self._columns[column][food]
