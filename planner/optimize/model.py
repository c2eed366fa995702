"""The menu as a model: what a day can be made of, and what a plan of days is judged by.

All days of a plan can be made of the same choices, so the model holds them once: the columns of
one day. Its limits and caps say over which days they are summed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import get_args

import numpy as np
import pandas as pd

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template
from planner.menu.keeping import leftover_minutes
from planner.menu.plan import Meal, Serving
from planner.optimize.candidates import Candidate, Portions, keeps_until_lunch
from planner.optimize.limits import Cap, Limit, Shopping, Span
from planner.optimize.unknown_figures import highest_of_its_kind
from planner.person.person import Preferences
from planner.reference.nutrients import nutrients
from planner.reference.table_schemas import SLOTS

MARGIN = 5e-4  # of the scale of a hard rule
LUNCH, DINNER = SLOTS.index("lunch"), SLOTS.index("dinner")
AGAIN = len(SLOTS)  # the group of the lunches that are eaten from a dinner before, beside those of the slots
Rule = Callable[["Model"], None]  # adds limits, caps or costs


@dataclass(frozen=True)
class Seat:
    """The columns of one part of a dish: choose `part.count` different foods, or none if it is optional."""

    part: Part
    start: int
    stop: int


@dataclass(frozen=True)
class Plate:
    """A dish at a meal: the column of the dish itself (with its fixed foods), then those of its parts.

    A locked meal is a plate without parts that stands on its `day` alone. One that is eaten `again` is what
    was cooked for two meals: it takes no cooking, and counts for no variety.
    """

    slot: int
    template: Template
    head: int
    seats: tuple[Seat, ...]
    stop: int
    fixed: tuple[int, ...]
    day: int | None = None
    again: bool = False

    @property
    def group(self) -> int:
        """Its slot, or `AGAIN`."""
        return AGAIN if self.again else self.slot


@dataclass
class Model:
    """The choices of a day, and the limits, caps and costs of a plan of `days` days.

    `habits` are what she eats or drinks anyway on every day; `pantry` and `week_dishes` are the foods that
    the household has and the dishes it thinks of this week; `leftovers` are the lunches that are eaten
    from what was cooked for a dinner, with that dinner; `content` has a row for each column
    and a column for each nutrient (unknown counts as 0, which serves floors), `could_hold` the same with
    unknown at the highest of its kind, which serves caps.
    """

    targets: pd.DataFrame
    preferences: Preferences
    foods: FoodTable
    rules: dict[tuple[str, str], dict]
    days: int
    habits: tuple[Meal, ...] = ()
    eats_fish: bool = True
    pantry: frozenset[str] = frozenset()
    week_dishes: frozenset[str] = frozenset()
    supplements: dict[str, float] = field(default_factory=dict)  # of the day, in the unit of the nutrient
    skipped: frozenset[tuple[int, int]] = frozenset()  # (day, slot)
    leftovers: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    start: date | None = None  # the first day, where weekends and seasons count
    plates: list[Plate] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    plate_limits: dict[int, list[Limit]] = field(default_factory=dict)
    caps: list[Cap] = field(default_factory=list)
    different_foods: Callable[[int], int] = lambda days: 0
    shopping: Shopping = field(default_factory=lambda: Shopping(np.zeros(1, dtype=bool), np.zeros(1, dtype=bool)))

    def build(
        self,
        offered: list[Candidate],
        fixed: dict[tuple[int, int], Template],
        fixed_again: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        """Lay out the columns: for each slot its dishes, for each dish its parts; and the fixed meals.

        Where there are leftovers, the dishes that are worth eating twice stand among the lunches once more.
        """
        frame = self.foods.frame
        row = {food: k for k, food in enumerate(frame.index)}
        food: list[np.ndarray] = []
        servings: list[np.ndarray] = []
        self.slot_start: list[int] = []
        at = 0
        for slot, name in enumerate(SLOTS):
            self.slot_start.append(at)
            here: list[tuple[Template, tuple[Portions, ...], int | None, bool]] = [
                (c.template, c.parts, None, False) for c in offered if name in c.template.slots
            ]
            if slot == LUNCH and (self.leftovers or fixed_again):
                here += [(c.template, c.parts, None, True) for c in offered if keeps_until_lunch(c.template)]
            here += [
                (t, (), day, (day, s) in fixed_again)
                for (day, s), t in sorted(fixed.items(), key=lambda item: item[0])
                if s == slot
            ]
            for template, parts, day, again in here:
                head, seats = at, []
                food.append(np.array([-1]))
                servings.append(np.array([0.0]))
                at += 1
                for portions in parts:
                    seats.append(Seat(portions.part, at, at + len(portions.food)))
                    food.append(portions.food)
                    servings.append(portions.servings)
                    at += len(portions.food)
                always = tuple(row[f] for f, _ in template.fixed)
                self.plates.append(Plate(slot, template, head, tuple(seats), at, always, day, again))
        self.slot_start.append(at)
        self.food = np.concatenate(food)
        self.servings = np.concatenate(servings)
        self.portion = self.food >= 0
        self.grams = np.where(self.portion, self.servings * frame["serving_g"].to_numpy()[self.food], 0.0)
        fixed_foods = [(p.head, k, n) for p in self.plates for k, (_, n) in zip(p.fixed, p.template.fixed, strict=True)]
        self.fixed_head = np.array([head for head, _, _ in fixed_foods], dtype=int)
        self.fixed_food = np.array([k for _, k, _ in fixed_foods], dtype=int)
        self.fixed_grams = frame["serving_g"].to_numpy()[self.fixed_food] * [n for _, _, n in fixed_foods]
        sizes = [len(part) for part in food]
        self.part_of = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)  # for each column the first of its part or dish
        self.plate_of = np.repeat(np.arange(len(self.plates)), [p.stop - p.head for p in self.plates])
        self.counted = np.array([not plate.again for plate in self.plates])[self.plate_of]  # for variety
        self.minutes = np.zeros(at)
        for plate in self.plates:
            self.minutes[plate.head] = leftover_minutes() if plate.again else plate.template.hands_on
        lunches = {p.template.dish: p.head for p in self.plates if p.again and p.day is None}
        self.again_from = {  # of the dishes that are worth it: how far their columns at lunch are from those at dinner
            k: lunches[p.template.dish] - p.head
            for k, p in enumerate(self.plates)
            if p.slot == DINNER and p.day is None and p.template.dish in lunches
        }
        self.dishes = list(dict.fromkeys(p.template.dish for p in self.plates))
        number = {dish: k for k, dish in enumerate(self.dishes)}
        self.dish_of_plate = np.array([number[p.template.dish] for p in self.plates])
        nothing = np.zeros(len(frame) + 1, dtype=bool)
        self.shopping = Shopping(nothing, nothing)
        self.highest = highest_of_its_kind(frame)
        self.content = self._weighted(frame[list(nutrients())].fillna(0.0).to_numpy() / 100)
        self.could_hold = self._weighted(self.highest.to_numpy() / 100)
        self.cost = np.zeros(at)
        self.hinderers = np.zeros(at, dtype=bool)  # columns that by a limit of their dish hinder calcium
        self.calcium_beside = self.amounts("calcium_mg").copy()  # calcium that a hinderer may meet, what is known of it
        self.calcium_bound = 0.0

    @property
    def columns(self) -> int:
        return len(self.food)

    @property
    def dates(self) -> list[date]:
        """The days of the plan; none where they do not count."""
        return [self.start + timedelta(days=n) for n in range(self.days)] if self.start else []

    def times(self) -> np.ndarray:
        """How often each group of meals is eaten in the plan: each slot, and what is eaten again."""
        times = [self.days - sum(slot == s for _, slot in self.skipped) for s in range(len(SLOTS))]
        again = len(self.leftovers) + sum(plate.again and plate.day is not None for plate in self.plates)
        return np.array([n - again * (s == LUNCH) for s, n in enumerate(times)] + [again])

    def slot_columns(self, slot: int) -> slice:
        return slice(self.slot_start[slot], self.slot_start[slot + 1])

    # --- what the rules use -------------------------------------------------------------------

    def subjects(self, rule: str) -> list[str]:
        return [subject for name, subject in self.rules if name == rule]

    def target(self, nutrient: str) -> float:
        """Daily target in the unit of the nutrient; NaN where the system sets none."""
        return float(self.targets["target"].get(nutrient, float("nan")))

    def published(self, nutrient: str) -> float:
        """Daily target of the system, whatever a dietitian set in its place."""
        return float(self.targets["published"].get(nutrient, float("nan")))

    def upper(self, nutrient: str) -> float:
        return float(self.targets["upper"].get(nutrient, float("nan")))

    def amounts(self, nutrient: str) -> np.ndarray:
        """What each column brings of a nutrient."""
        return self.content[:, list(nutrients()).index(nutrient)]

    def could_be(self, nutrient: str) -> np.ndarray:
        """What each column could bring of a nutrient at most."""
        return self.could_hold[:, list(nutrients()).index(nutrient)]

    def habit(self, nutrient: str, at_most: bool = False) -> float:
        """What the habits of a day bring of a nutrient, or could at most."""
        known = self.highest[nutrient] if at_most else self.foods.frame[nutrient].fillna(0.0)
        return float(sum(known[s.food] * s.grams / 100 for s in servings_of(self.habits)))

    def food_could_be(self, nutrient: str, kinds: np.ndarray) -> np.ndarray:
        """What each column could bring of a nutrient at most from the foods of some kinds, fixed foods included."""
        return self._weighted(kinds * self.highest[nutrient].to_numpy() / 100)

    def food_grams(self, kinds: np.ndarray) -> np.ndarray:
        """Grams of foods of some kinds in each column [g]."""
        return self._weighted(kinds.astype(float))

    def food_servings(self, kinds: np.ndarray) -> np.ndarray:
        """Household servings of foods of some kinds in each column."""
        return self._weighted(kinds / self.foods.frame["serving_g"].fillna(1.0).to_numpy())  # unknown: never a column

    def _weighted(self, per_gram: np.ndarray) -> np.ndarray:
        """Grams in each column times a weight by food (one, or a row of them)."""
        out = per_gram[self.food]  # the columns of dishes themselves weigh nothing
        out *= self.grams if per_gram.ndim == 1 else self.grams[:, None]
        fixed = per_gram[self.fixed_food]
        fixed *= self.fixed_grams if per_gram.ndim == 1 else self.fixed_grams[:, None]
        np.add.at(out, self.fixed_head, fixed)  # a food can stand in a dish twice
        return out

    def limit(
        self,
        rule: str,
        subject: str,
        values: np.ndarray,
        *,
        at_least: float | Callable[[int], float] | None = None,
        at_most: float | Callable[[int], float] | None = None,
        scale: float,
        unit: str,
        slot: int | None = None,
        plate: int | None = None,
        span: Span = 1,
        of: str = "",
        most_on: Sequence[float] = (),
    ) -> None:
        """Add a rule; what is missed costs the weight of the rule for each multiple of `scale`.

        `slot` or `plate` keep it to one meal or dish; `of` names the nutrient or food where a rule
        has one row for each; `most_on` are the upper bounds of the days, where they differ. Days
        running, whose sums would overlap, are refused.
        """
        if span not in get_args(Span):
            raise PlannerError(
                f"a limit can't be summed over {span!r}: take 1 for each day, 'week' or 'plan'; how often a food or a "
                "dish comes in so many days running is a cap"
            )
        row = self.rules[(rule, subject)]
        where = slice(0, self.columns)
        if plate is not None:
            slot = self.plates[plate].slot
            where = slice(self.plates[plate].head, self.plates[plate].stop)
        elif slot is not None:
            where = self.slot_columns(slot)
        bounds = (_bound(at_least, -np.inf), _bound(at_most, np.inf))
        fluid = row["kind"] == "hard" and plate is None and unit in ("kcal", "g", "mg", "µg")
        margin = MARGIN * scale if fluid else 0.0
        made = Limit(
            rule, subject, of, SLOTS[slot] if slot is not None else "", unit, row["kind"] == "hard",
            row["weight"], scale, span, lambda days: (bounds[0](days) + margin, bounds[1](days) - margin),
            where.start, np.asarray(values[where], dtype=float), margin, tuple(most_on),
        )  # fmt: skip
        if plate is None:
            self.limits.append(made)
        else:
            self.plate_limits.setdefault(plate, []).append(made)

    def prefer(self, kinds: np.ndarray, weight: float) -> None:
        """In every part that foods of some kinds can play, other foods cost `weight`."""
        open_ = self.portion & self.counted
        wanted = open_ & kinds[self.food]
        has_one = np.zeros(self.columns, dtype=bool)
        has_one[self.part_of[wanted]] = True
        self.cost[open_ & ~wanted & has_one[self.part_of]] += weight

    def cap(self, rule: str, subject: str, of: str, most: np.ndarray, span: int) -> None:
        """Add a rule on how often each food or dish comes in `span` days running; inf where there is no cap."""
        row = self.rules[(rule, subject)]
        self.caps.append(Cap(rule, subject, of, row["kind"] == "hard", row["weight"], span, np.asarray(most, float)))

    def only_with_figures(self, rule: str, subject: str, nutrient: str, slot: int | None = None) -> None:
        """Add to a cap that no food is served which gives no figure for what it caps, though its kind holds some.

        With such a food nobody could tell whether the cap holds.
        """
        unknown = self.foods.frame[nutrient].isna() & (self.highest[nutrient] > 0)
        there = (self.food_grams(unknown.to_numpy()) > 0).astype(float)
        in_habits = sum(bool(unknown[s.food]) for s in servings_of(self.habits)) if slot is None else 0
        if there.any() or in_habits:
            of = f"{nutrient} without a figure"
            self.limit(rule, subject, there, at_most=-in_habits, scale=1, unit="foods", slot=slot, of=of)


def _bound(given: float | Callable[[int], float] | None, none: float) -> Callable[[int], float]:
    if given is None:
        return lambda days: none
    return given if callable(given) else lambda days: given


def servings_of(meals: Iterable[Meal]) -> Iterator[Serving]:
    """All servings of some meals."""
    return (s for meal in meals for dish in meal.dishes for s in dish.servings)
