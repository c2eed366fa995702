"""The days of a plan as some 200 letters, for an address: every plate by what its template allows.

The code is one large number in a mixed base: each choice is a digit, its base the number of choices. Dishes and foods
are told apart by a few bits of a hash of their key, not by their place in a table, so that rows which come later
change no code; a checksum tells when a code meets tables that read it otherwise. Nothing here knows of the screen.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from planner.errors import PlannerError
from planner.foods.food_table import FoodTable
from planner.menu.dishes import Part, Template, dish_templates, fill
from planner.menu.places import places
from planner.menu.plan import HABIT, Day, Dish, Meal, Plan, Solver
from planner.optimize.build_model import habits_of
from planner.person.person import Preferences
from planner.reference.table_schemas import SLOTS

DISH_HASHES, FOOD_HASHES, CHECKS = 2**12, 2**3, 2**16
MOST_DAYS = 14
LEFT_OUT, NOT_THERE, PLANNED, LOCKED = range(4)  # what a slot of a day can be
LONGEST = 2_000  # letters; two weeks take some 450

TENTHS, TENTHS_OF_SECONDS = 2**20, 2**13  # up to some 100,000 points and 800 seconds

Place = tuple[date, str]  # a meal by date and slot
Skipped = tuple[Place, ...]


@dataclass(frozen=True)
class CodedWeek:
    """What a code holds: the days, what is left out of them, and how good they are, to a tenth of a point."""

    days: tuple[Day, ...]
    skipped: Skipped
    solver: Solver


class NoCode(ValueError):
    """What the code has no place for, such as a dish of no template."""


class _Roles:
    """Who plays which role, looked up once for a code."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def playing(self, foods: FoodTable, role: str) -> list[str]:
        if role not in self._known:
            self._known[role] = foods.playing(role)
        return self._known[role]


class _Out(_Roles):
    """Digits to be written."""

    def __init__(self) -> None:
        super().__init__()
        self.digits: list[tuple[int, int]] = []

    def put(self, value: int, base: int) -> None:
        if not 0 <= value < base:
            raise NoCode(f"{value} is no digit of base {base}")
        self.digits.append((value, base))

    def number(self) -> int:
        total = 0
        for value, base in reversed(self.digits):
            total = total * base + value
        return total


class _In(_Roles):
    """Digits to be read, the first ones last in the number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def take(self, base: int) -> int:
        if base < 1:
            raise NoCode("there is nothing to choose from")
        self.number, digit = divmod(self.number, base)
        return digit


def encode_week(plan: Plan) -> str:
    """The code of a plan.

    Raises
    ------
    NoCode
        If its plates are not such as templates, answers and foods make.
    """
    out, days = _Out(), plan.days
    out.put(_check(days, plan.skipped), CHECKS)
    out.put(round(plan.solver.objective * 10), TENTHS)
    out.put(round(plan.solver.bound * 10), TENTHS)
    out.put(round(plan.solver.seconds * 10), TENTHS_OF_SECONDS)
    out.put(len(days) - 1, MOST_DAYS)
    seen: dict[Place, Dish] = {}
    try:
        for n, day in enumerate(days):
            if day.date != days[0].date + timedelta(n):
                raise NoCode("the days do not follow each other")
            _put_day(out, day, plan.skipped, seen, plan.foods)
        code = _letters(out.number())
        again = decode_week(code, days[0].date, plan.preferences, plan.foods)
    except PlannerError as error:
        raise NoCode(str(error)) from None
    if (again.days, again.skipped) != (days, tuple(sorted(plan.skipped))):
        raise NoCode("another week would come of it")
    return code


def decode_week(code: str, start: date, preferences: Preferences, foods: FoodTable) -> CodedWeek:
    """The week of a code.

    Raises
    ------
    PlannerError
        In one sentence, if it is no code, or other tables say something else of it.
    """
    try:
        digits = _In(_number(code))
        check = digits.take(CHECKS)
        objective, bound = digits.take(TENTHS) / 10, digits.take(TENTHS) / 10
        seconds = digits.take(TENTHS_OF_SECONDS) / 10
        days: list[Day] = []
        skipped: list[Place] = []
        seen: dict[Place, Dish] = {}
        for n in range(digits.take(MOST_DAYS) + 1):
            days.append(_take_day(digits, start + timedelta(n), skipped, seen, preferences, foods))
        if digits.number or check != _check(days, skipped):
            raise NoCode("the tables have changed")
    except (NoCode, PlannerError, KeyError, IndexError, OverflowError):
        raise PlannerError(
            "the week in the link was made with other foods or dishes, or the link is cut off: "
            "ask for it once more, or take the plan file"
        ) from None
    gap = round(1 - bound / objective, 4) if objective else 0.0
    return CodedWeek(tuple(days), tuple(sorted(skipped)), Solver(objective, bound, gap, seconds))


def _put_day(out: _Out, day: Day, skipped: Skipped, seen: dict[Place, Dish], foods: FoodTable) -> None:
    meals = {meal.slot: meal for meal in day.meals}
    states = [_state(meals.get(slot), (day.date, slot) in skipped) for slot in SLOTS]
    usual = all(state == PLANNED for state in states)
    out.put(int(not usual), 2)
    for slot, state in zip(SLOTS, states, strict=True):
        if not usual:
            out.put(state, 4)
        meal = meals.get(slot)
        if meal is None:
            continue
        (dish,) = meal.dishes
        cooked = list(seen)
        if dish.leftover_of in cooked and replace(dish, leftover_of=None) == seen[dish.leftover_of]:
            out.put(1, 2)
            out.put(cooked.index(dish.leftover_of), len(cooked))
        else:
            if cooked:
                out.put(0, 2)
            _put_dish(out, dish, foods)
            seen[day.date, slot] = dish


def _state(meal: Meal | None, skipped: bool) -> int:
    if meal is None:
        return LEFT_OUT if skipped else NOT_THERE
    return LOCKED if meal.locked else PLANNED


def _take_day(
    digits: _In,
    when: date,
    skipped: list[Place],
    seen: dict[Place, Dish],
    preferences: Preferences,
    foods: FoodTable,
) -> Day:
    meals = list(habits_of(foods, preferences))
    unusual = digits.take(2)
    for slot in SLOTS:
        state = digits.take(4) if unusual else PLANNED
        if state == LEFT_OUT:
            skipped.append((when, slot))
        if state in (LEFT_OUT, NOT_THERE):
            continue
        if seen and digits.take(2):
            cooked = list(seen)[digits.take(len(seen))]
            dish = replace(seen[cooked], leftover_of=cooked)
        else:
            dish = seen[when, slot] = _take_dish(digits, foods)
        meals.append(Meal(slot, preferences.hours[slot], (dish,), locked=state == LOCKED))
    return Day(when, tuple(sorted(meals, key=lambda meal: meal.time)))


def _put_dish(out: _Out, dish: Dish, foods: FoodTable) -> None:
    """Its template, then for each part the foods that fill it and how much of each."""
    template = dish_templates(foods).get(dish.dish)
    found = places(template, dish, foods) if template else None
    if template is None or found is None:
        raise NoCode(f"{dish.dish} is of no template")
    _put_one(out, template.dish, dish_templates(foods), DISH_HASHES)
    for part in (*template.parts, *template.sides):
        served = [one for one, place in zip(dish.servings, found, strict=True) if place == part]
        if part.optional:
            out.put(len(served), part.count + 1)
        elif len(served) != part.count:
            raise NoCode(f"{part.name} is not full")
        for one in served:
            if part.role not in foods:
                _put_one(out, one.food, out.playing(foods, part.role), FOOD_HASHES)
            steps = _steps(part, one.food, foods)
            out.put(steps.index(one.servings) if one.servings in steps else -1, len(steps))


def _take_dish(digits: _In, foods: FoodTable) -> Dish:
    names = dish_templates(foods)
    template: Template = names[_take_one(digits, names, DISH_HASHES)]
    chosen: list[tuple[Part, str, float]] = []
    for part in (*template.parts, *template.sides):
        for _ in range(digits.take(part.count + 1) if part.optional else part.count):
            food = part.role if part.role in foods else _take_one(digits, digits.playing(foods, part.role), FOOD_HASHES)
            steps = _steps(part, food, foods)
            chosen.append((part, food, steps[digits.take(len(steps))]))
    return fill(template, chosen, foods)


def _steps(part: Part, food: str, foods: FoodTable) -> list[float]:
    """How much of a food a part can hold, as the template says; the most of the food itself changes no code."""
    return part.levels(float(foods.frame["step"][food]), part.high)


def _put_one(out: _Out, key: str, keys: Iterable[str], hashes: int) -> None:
    """One of several keys: its hash, and its place among those that share it."""
    alike = _alike(keys, _hash(key) % hashes, hashes)
    if key not in alike:
        raise NoCode(f"{key} is not among them")
    out.put(_hash(key) % hashes, hashes)
    out.put(alike.index(key), len(alike))


def _take_one(digits: _In, keys: Iterable[str], hashes: int) -> str:
    alike = _alike(keys, digits.take(hashes), hashes)
    return alike[digits.take(len(alike))]


def _alike(keys: Iterable[str], value: int, hashes: int) -> list[str]:
    return sorted(key for key in keys if _hash(key) % hashes == value)


@lru_cache(4096)
def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _check(days: Sequence[Day], skipped: Sequence[Place]) -> int:
    """A sum over all that is eaten, without the dates and hours, which stand beside the code."""
    start = days[0].date
    eaten = [
        (meal.slot, dish.dish, [(one.food, one.servings) for one in dish.servings])
        for day in days
        for meal in sorted(day.meals, key=lambda meal: meal.slot)
        for dish in meal.dishes
        if meal.slot != HABIT
    ]
    gaps = sorted(((when - start).days, slot) for when, slot in skipped)
    return _hash(f"{eaten} {gaps}") % CHECKS


def _letters(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _number(letters: str) -> int:
    if len(letters) > LONGEST or not letters.isascii():
        raise NoCode("it is longer than any week")
    try:
        return int.from_bytes(base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4)), "big")
    except (ValueError, binascii.Error):
        raise NoCode("it is no code") from None
