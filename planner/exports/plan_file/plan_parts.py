"""The parts of a plan file that are read, each value within what a plan can be."""

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from planner.errors import PlannerError
from planner.exports.plan_file.plan_foods import FoodRow
from planner.menu.plan import HABIT, LARGEST_SEED
from planner.person.person import Person, Preferences
from planner.reference.outside_text import printable
from planner.reference.table_schemas import SLOTS
from planner.reference.units import clock

FORMAT = "cramp-plan/1"
MOST_DAYS = 14
MOST_GRAMS = 3000  # of one food in a dish; more is a slip
MOST_MEALS = 60  # of a day, things had anyway among them
MOST_IN_LIST = 1000
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _readable(text: str) -> str:
    if found := _ODD.search(text):
        raise ValueError(f"{found[0]!r} stands in it, which no text may hold: take it out")
    return printable(text)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if re.fullmatch(r"(19|20|21)\d\d-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise ValueError(f"{str(value)[:40]!r} is no date: write it like 2026-11-23")


def _hers(kind: type[Person] | type[Preferences]) -> BeforeValidator:
    """Reads a whole person or preferences, whose own sentences say what is wrong."""

    def read(value: Any) -> Person | Preferences:
        if isinstance(value, kind):
            return value
        if not isinstance(value, dict):
            raise ValueError("it must be an object, as the planner wrote it")
        targets = value.get("targets")
        for n, target in enumerate(targets[:MOST_IN_LIST] if isinstance(targets, list) else ()):
            if not isinstance(target, dict):  # lines are typed, files hold what came of them
                raise ValueError(f"targets[{n}] must be an object, as the planner wrote it")
        try:
            return kind(**value)
        except PlannerError as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(read)


Text = Annotated[str, Field(max_length=1000), AfterValidator(_readable)]
Key = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_readable)]
Measure = Annotated[str, Field(max_length=200), AfterValidator(_readable)]
Hour = Annotated[
    str,
    Field(max_length=5, json_schema_extra={"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
    AfterValidator(clock),
]
Day = Annotated[date, BeforeValidator(_day)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
MealSlot = Literal["breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner", "evening_snack"]
Slot = Literal[MealSlot, "habit"]


class Part(BaseModel):
    """Fields that this version does not know are left alone, so that plan files may hold more."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class FoodTablePart(Part):
    """The food table that the plan was made from; `revision` is its number among the saved tables."""

    name: Text = ""
    sha256: Annotated[str, Field(max_length=64)] = ""
    revision: Annotated[int, Field(strict=True, ge=0, le=LARGEST_SEED)] | None = None


class ServingPart(Part):
    """A food on the plate: its key, its weight [g], its household measure in words."""

    food: Key
    grams: Annotated[Number, Field(gt=0, le=MOST_GRAMS)]
    measure: Measure


class PlacePart(Part):
    """A meal of the plan, by its date and slot."""

    date: Day
    slot: MealSlot


class DishPart(Part):
    """A dish: its key, what it is called, what is on the plate; of a leftover the meal that it was cooked at."""

    dish: Key
    title: Text
    leftover_of: PlacePart | None = None
    servings: Annotated[tuple[ServingPart, ...], Field(min_length=1, max_length=40)]


class MealPart(Part):
    """A meal with its hour and its dish; a habit is what she has anyway."""

    slot: Slot
    time: Hour
    locked: Annotated[bool, Field(strict=True)] = False
    dishes: Annotated[tuple[DishPart, ...], Field(min_length=1, max_length=1)]


class DayPart(Part):
    """The menu of a date: each meal once, and habits."""

    date: Day
    meals: Annotated[tuple[MealPart, ...], Field(min_length=1, max_length=MOST_MEALS)]

    @model_validator(mode="after")
    def _once(self) -> Self:
        slots = [meal.slot for meal in self.meals if meal.slot != HABIT]
        for slot in slots:
            if slots.count(slot) > 1:
                raise ValueError(f"{slot.replace('_', ' ')} stands twice: keep one of the two")
        return self


class ShortfallPart(Part):
    """A hard rule that the plan could not keep: by how much, where."""

    rule: Key
    subject: Key
    date: Day
    slot: Literal[MealSlot, ""]
    amount: Number
    unit: Measure


class SolverPart(Part):
    """Penalty points of the plan, the fewest possible, the gap between them [1], and the time it took [s]."""

    objective: Number
    bound: Number
    gap: Number
    seconds: Number


class PlanFile(Part):
    """What of a plan file is read; what older files lack has a default."""

    format: Literal["cramp-plan/1"]
    food_table: FoodTablePart = FoodTablePart()
    person: Annotated[Person, _hers(Person)]
    preferences: Annotated[Preferences, _hers(Preferences)]
    seed: Annotated[int, Field(strict=True, ge=-LARGEST_SEED, le=LARGEST_SEED)] = 0
    skipped: Annotated[tuple[PlacePart, ...], Field(max_length=6 * MOST_DAYS)] = ()
    days: Annotated[tuple[DayPart, ...], Field(min_length=1, max_length=MOST_DAYS)]
    shortfalls: Annotated[tuple[ShortfallPart, ...], Field(max_length=MOST_IN_LIST)] = ()
    solver: SolverPart
    foods: Annotated[tuple[FoodRow, ...], Field(max_length=5 * MOST_IN_LIST)] = ()

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        first, dates = self.days[0].date, [day.date for day in self.days]
        for n, when in enumerate(dates):
            if when != first + timedelta(days=n):
                raise ValueError(f"days[{n}].date is {when}: it must be {first + timedelta(days=n)}, day after day")
        eaten = {(day.date, meal.slot) for day in self.days for meal in day.meals}
        gaps = [(one.date, one.slot) for one in self.skipped]
        for n, (when, slot) in enumerate(gaps):
            said = f"skipped[{n}]: {slot.replace('_', ' ')} of {when}"
            if when not in dates:
                raise ValueError(f"{said} is not in this plan: take a day from {dates[0]} to {dates[-1]}")
            if (when, slot) in eaten or (when, slot) in gaps[:n]:
                raise ValueError(f"{said} stands in the plan already: keep one of the two")
        keys = [row.food for row in self.foods]
        for n, key in enumerate(keys):
            if key in keys[:n]:
                raise ValueError(f"foods[{n}]: {key} stands twice: keep one of the two")
        return self

    @model_validator(mode="after")
    def _cooked_before(self) -> Self:
        """What is left over was cooked at an earlier meal of this plan."""
        dishes = {(day.date, meal.slot): meal.dishes[0] for day in self.days for meal in day.meals}
        for d, day in enumerate(self.days):
            for m, meal in enumerate(day.meals):
                cooked = meal.dishes[0].leftover_of
                if cooked is None:
                    continue
                said = f"days[{d}].meals[{m}].dishes[0].leftover_of"
                if meal.slot == HABIT:
                    raise ValueError(f"{said}: nothing is cooked for what she has anyway: take it out")
                said += f" is {cooked.slot.replace('_', ' ')} of {cooked.date}"
                source = dishes.get((cooked.date, cooked.slot))
                if source is None:
                    raise ValueError(f"{said}, which is not in this plan: name a meal of it")
                if source.leftover_of:
                    raise ValueError(f"{said}, which is a leftover itself: name the meal that it was cooked at")
                if (cooked.date, SLOTS.index(cooked.slot)) >= (day.date, SLOTS.index(meal.slot)):
                    raise ValueError(f"{said}, which does not come before it: name an earlier meal")
        return self
