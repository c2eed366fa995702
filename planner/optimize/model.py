"""The menu of one or more days as a mixed-integer programme: its columns and their structure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from planner.dishes import Part
from planner.foods import FoodTable
from planner.menu import Day, Meal, Serving, Shortfall
from planner.nutrients import nutrients
from planner.optimize.candidates import Candidate, per_gram
from planner.optimize.programme import Programme
from planner.person import Preferences
from planner.tables import SLOTS, read

WEEK = 7


@dataclass(frozen=True)
class Choice:
    """One binary: a dish at a meal (`part` is None), or a portion of a food in a part of that dish."""

    day: int
    slot: str
    dish: str
    part: Part | None
    food: str
    servings: float


@dataclass
class Model:
    """A programme under construction, and all that its rules may look at.

    `days` are the positions in the plan that this programme decides; `history` are the days
    before them, already settled; `habits` are the drinks that come with every day; `pantry` are
    the foods that the household has this week. `content` has
    a row for each choice and a column for each nutrient (unknown counts as 0, so it serves
    floors; limits are checked again by the audit).
    """

    targets: pd.DataFrame
    preferences: Preferences
    foods: FoodTable
    dates: tuple[date, ...]
    days: tuple[int, ...]
    history: tuple[Day, ...] = ()
    habits: tuple[Meal, ...] = ()
    eats_fish: bool = True
    pantry: frozenset[str] = frozenset()
    programme: Programme = field(default_factory=Programme)
    choices: list[Choice] = field(default_factory=list)
    misses: dict[int, Shortfall] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = read("menu_rules").to_dict("records")
        self.menu_rules = {(row["rule"], row["subject"]): row for row in rows}

    def build(self, menus: dict[int, list[Candidate]]) -> None:
        """Add the columns: for each day and slot one dish, for each part of it foods and portions."""
        for day in self.days:
            for slot in SLOTS:
                here = [c for c in menus[day] if slot in c.template.slots]
                dishes = [self._dish(day, slot, candidate) for candidate in here]
                self.programme.row(f"one dish|{day}|{slot}", dishes, np.ones(len(dishes)), 1, 1)
        known = per_gram(self.foods)
        grams = known.to_numpy()
        self.per_gram = {nutrient: known[nutrient].to_dict() for nutrient in known}
        serving = self.foods.frame["serving_g"].to_dict()
        position = {food: i for i, food in enumerate(self.foods.frame.index)}
        self.content = np.zeros((len(self.choices), grams.shape[1]))
        self.fixed_foods = {c.template.dish: c.template.fixed for menu in menus.values() for c in menu}
        fixed = {
            dish: sum((grams[position[f]] * serving[f] * n for f, n in foods), np.zeros(grams.shape[1]))
            for dish, foods in self.fixed_foods.items()
        }
        food_of = np.array([position[c.food] if c.part else -1 for c in self.choices])
        amount = np.array([c.servings * serving[c.food] if c.part else 0.0 for c in self.choices])
        portions = food_of >= 0
        self.content[portions] = grams[food_of[portions]] * amount[portions, None]
        for k in np.flatnonzero(~portions):
            self.content[k] = fixed[self.choices[k].dish]
        self.grams = amount
        self.day_of = np.array([c.day for c in self.choices])
        self.slot_of = np.array([SLOTS.index(c.slot) for c in self.choices])
        self.portion = portions
        self.food_of = food_of

    def _dish(self, day: int, slot: str, candidate: Candidate) -> int:
        template = candidate.template
        name = f"{day}|{slot}|{template.dish}"
        dish = self._choice(name, Choice(day, slot, template.dish, None, "", 0.0))
        for part, portions in candidate.options:
            columns = [
                self._choice(f"{name}|{part.name}|{food}|{n:g}", Choice(day, slot, template.dish, part, food, n))
                for food, n in portions
            ]
            lower = 0 if not part.optional else None
            self.programme.row(
                f"part|{name}|{part.name}", [*columns, dish], [1.0] * len(columns) + [-part.count], lower, 0
            )
            if part.count > 1:
                for food in dict.fromkeys(food for food, _ in portions):
                    same = [c for c, (f, _) in zip(columns, portions, strict=True) if f == food]
                    self.programme.row(
                        f"no double|{name}|{part.name}|{food}", [*same, dish], [1.0] * len(same) + [-1], None, 0
                    )
        return dish

    def _choice(self, name: str, choice: Choice) -> int:
        self.choices.append(choice)
        return self.programme.column(name)

    # --- what the rules use -------------------------------------------------------------------

    def bounds(self, rule: str, subject: str) -> dict:
        """The row of ``data/menu_rules.csv``."""
        return self.menu_rules[(rule, subject)]

    def subjects(self, rule: str) -> list[str]:
        return [subject for name, subject in self.menu_rules if name == rule]

    def target(self, nutrient: str) -> float:
        """Daily target in the unit of the nutrient; NaN where the system sets none."""
        return float(self.targets["target"].get(nutrient, float("nan")))

    def amounts(self, nutrient: str) -> np.ndarray:
        """What each choice brings of a nutrient."""
        return self.content[:, list(nutrients()).index(nutrient)]

    def on(self, day: int, slot: str | None = None) -> np.ndarray:
        """The columns of a day, or of one meal."""
        here = self.day_of == day
        return np.flatnonzero(here if slot is None else here & (self.slot_of == SLOTS.index(slot)))

    def habit(self, nutrient: str) -> float:
        """What the habitual drinks of a day bring of a nutrient."""
        return self._sum(_servings(self.habits), nutrient)

    def eaten(self, nutrient: str, days: tuple[Day, ...]) -> float:
        """What settled days brought of a nutrient."""
        return self._sum((s for day in days for s in _servings(day.meals)), nutrient)

    def _sum(self, servings: Iterable[Serving], nutrient: str) -> float:
        known = self.per_gram[nutrient]
        return sum(known[s.food] * s.grams for s in servings)

    def food_amount(self, nutrient: str, kinds: pd.Series) -> np.ndarray:
        """What each choice brings of a nutrient from the foods of some kinds, fixed foods included."""
        return self._weighted(kinds * self.foods.frame[nutrient].fillna(0.0) / 100)

    def food_grams(self, kinds: pd.Series) -> np.ndarray:
        """Grams of foods of some kinds in each choice [g]."""
        return self._weighted(kinds.astype(float))

    def food_servings(self, kinds: pd.Series) -> np.ndarray:
        """Household servings of foods of some kinds in each choice."""
        return self._weighted(kinds / self.foods.frame["serving_g"])

    def _weighted(self, per_gram: pd.Series) -> np.ndarray:
        weight = per_gram.to_numpy(dtype=float)
        out = np.where(self.portion, weight[self.food_of] * self.grams, 0.0)
        grams = (per_gram * self.foods.frame["serving_g"]).to_dict()
        fixed = {d: sum(grams[f] * n for f, n in foods) for d, foods in self.fixed_foods.items()}
        for k in np.flatnonzero(~self.portion):
            out[k] = fixed[self.choices[k].dish]
        return out

    def miss(
        self, rule: str, subject: str, day: int, slot: str, scale: float, unit: str, side: str = "over", of: str = ""
    ) -> int:
        """A named shortfall column; it costs the weight of the rule for each multiple of `scale`."""
        row = self.bounds(rule, subject)
        name = "|".join([side, rule, subject, str(day), *filter(None, (slot, of))])
        column = self.programme.slack(name, row["weight"] / scale)
        if row["kind"] == "hard":
            self.misses[column] = Shortfall(rule, of or subject, self.dates[day], slot, 0.0, unit)
        return column

    def limit(
        self,
        rule: str,
        subject: str,
        day: int,
        columns: np.ndarray | list[int],
        values: np.ndarray | list[float],
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        scale: float,
        unit: str,
        slot: str = "",
        of: str = "",
    ) -> None:
        """Add a rule as one row for each side, with a named shortfall column.

        The shortfall costs the weight of the rule for each multiple of `scale` missed. `of` names
        the nutrient or food where a rule has one row for each.
        """
        for sign, bound, side in ((1.0, at_least, "short"), (-1.0, at_most, "over")):
            if bound is not None:
                miss = self.miss(rule, subject, day, slot, scale, unit, side, of)
                lower, upper = (bound, None) if side == "short" else (None, bound)
                self.programme.row(self.programme.names[miss], [*columns, miss], [*values, sign], lower, upper)

    def week_before(self, day: int, length: int = WEEK - 1) -> tuple[Day, ...]:
        """The settled days that share a week (7 days running) with this one."""
        return self.history[max(0, day - length) : day]

    def uses_before(self, day: int) -> Counter[str]:
        """In how many dishes each food stood on the settled days of this week."""
        return Counter(s.food for past in self.week_before(day) for s in _servings(past.meals))

    def columns_with(self) -> dict[str, np.ndarray]:
        """The columns that bring each food, fixed foods of dishes included."""
        found: dict[str, list[int]] = {}
        for k, choice in enumerate(self.choices):
            for food in [choice.food] if choice.part else [food for food, _ in self.fixed_foods[choice.dish]]:
                found.setdefault(food, []).append(k)
        return {food: np.array(columns) for food, columns in found.items()}


def _servings(meals: Iterable[Meal]) -> Iterator[Serving]:
    return (s for meal in meals for dish in meal.dishes for s in dish.servings)
