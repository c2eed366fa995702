"""How a dish is made: its steps with the foods that are really on the plate, and what comes before and after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planner.foods.food_table import FoodTable
from planner.menu.amounts import COOKED
from planner.menu.dishes import Part, Template
from planner.menu.keeping import Keeping, keeping, leftover_minutes
from planner.menu.places import places, sides_of, template_of
from planner.menu.plan import Dish, Plan, eaten_again
from planner.menu.preparation import (
    COLD,
    DRY,
    FROZEN,
    Preparation,
    evening_before,
    hours,
    left_over,
    preparations,
    soakings,
)
from planner.menu.wording import listed, lower_first, meal_label, whose_meal
from planner.reference.tables import keys

QUICK = 5  # minutes: what is on the table sooner is not cooked, and nobody asks how long it keeps

_PLACE = re.compile(r"{(\w+)(?::(\w+))?}")
_RUN = re.compile(rf"{_PLACE.pattern}(?:(?:, | and ){_PLACE.pattern})*")


@dataclass(frozen=True)
class Recipe:
    """How a dish is made.

    `steps` are sentences in order that name the foods on the plate. `hands_on` minutes she stands in the
    kitchen, `total` pass until it is on the table [min]. `evening_before` is what is done on the evening
    before, empty for most. `before` are sentences on what else is done earlier: soaking and boiling from
    dry, which takes up to `boil_minutes` more [min], and keeping what was cooked ahead. `keeping` is how
    long it keeps, None for what is eaten up; `source` is where all these figures are from.
    """

    steps: tuple[str, ...]
    hands_on: int
    total: int
    evening_before: str
    before: tuple[str, ...]
    boil_minutes: float
    keeping: Keeping | None
    source: str

    @property
    def minutes(self) -> str:
        """Hands-on and total minutes in words.

        Examples
        --------
        >>> Recipe(("Simmer it.",), 10, 45, "", (), 0.0, None, "").minutes
        '10 min hands-on, 45 min in all'
        """
        return f"{self.hands_on} min" + (f" hands-on, {self.total} min in all" if self.total > self.hands_on else "")

    @property
    def keeps(self) -> str:
        """How long it keeps and whether it freezes, in a sentence; empty for what is made in no time, or eaten up."""
        if self.keeping is None or (self.keeping.fridge_days == 0 and self.total <= QUICK):
            return ""
        return self.keeping.words


def recipe_of(dish: Dish, foods: FoodTable, later: tuple[date, str] | None = None) -> Recipe | None:
    """The recipe of a dish on the plate; of a leftover how it is served again.

    Parameters
    ----------
    dish : Dish
    foods : FoodTable
        With the foods of the dish.
    later : (date, slot), optional
        The meal that it is cooked for too, as of `planner.menu.eaten_again`.

    Returns
    -------
    Recipe or None
        None if the dish was made of no template, or of one that its foods no longer fit: steps
        that name other foods than those on the plate help nobody.

    Raises
    ------
    PlannerError
        If the table lacks a food of the dish.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> from planner.menu.dishes import fill, load_dishes
    >>> template = next(one for one in load_dishes() if one.dish == "fruit_and_nuts")
    >>> chosen = zip(template.parts, ["apple", "almonds"], [1.0, 0.5])
    >>> recipe_of(fill(template, list(chosen), load_foods()), load_foods()).evening_before
    ''
    """
    template = template_of(dish, foods)
    if dish.leftover_of:
        return _served_again(dish, dish.leftover_of, template, foods)
    parts = places(template, dish, foods) if template else None
    if template is None or parts is None:
        return None
    words: dict[str, list[str]] = {}
    for serving, part in zip(dish.servings, parts, strict=True):
        if isinstance(part, Part):
            words.setdefault(part.name, []).append(foods.short_word(serving.food))
    texts = [*template.steps, template.evening_before]
    if {name for text in texts for name, _ in _PLACE.findall(text)} - words.keys():
        return None
    found = [
        (food, one)
        for serving, part in zip(dish.servings, parts, strict=True)
        for food, one in preparations([serving.food], template.tags, foods)
        if not _in_the_steps(one, part, template, foods)
    ]
    kept, steps = keeping(template.keeps), tuple(_filled(step, words) for step in template.steps)
    sources = [*(one.source for _, one in found), kept.source, *([left_over().source] if later else [])]
    return Recipe(
        _for_two_meals(steps, whose_meal(*later)) if later else steps,
        template.hands_on,
        template.total,
        _filled(template.evening_before, words),
        tuple(one.sentence(foods.word(food), COLD in template.tags) for food, one in found),
        max((one.boil_minutes_high for _, one in found if one.kind == DRY), default=0.0),
        kept,
        "; ".join(dict.fromkeys(key for cell in sources for key in keys(cell))),
    )


def _in_the_steps(one: Preparation, part: Part | str, template: Template, foods: FoodTable) -> bool:
    """Whether the dish itself says how a food is prepared.

    It does of what is cooked on the evening before, and of lentils where nothing tinned can stand in their place;
    never of frozen berries, which a bowl of the evening before leaves raw.
    """
    if one.kind == FROZEN:
        return False
    if one.kind != DRY:
        return bool(template.evening_before)
    others = foods.playing(part.role) if isinstance(part, Part) else []
    return not one.soaked and all(preparations([food], (), foods) for food in others)


def _for_two_meals(steps: tuple[str, ...], later: str) -> tuple[str, ...]:
    """The steps of a dish that is cooked double: it is said first, and what is done with the other half last."""
    return (
        f"Cook double: half of it is for {later}.",
        *steps,
        f"Before you eat, take out the half for {later}. Let it cool in a shallow dish and put it into the fridge "
        f"within {hours(left_over().cool_hours)}.",
    )


def _served_again(dish: Dish, cooked: tuple[date, str], template: Template | None, foods: FoodTable) -> Recipe:
    """What was cooked at another meal: out of the fridge, heated once only; what stands beside it is fresh."""
    kept = keeping(template.keeps) if template else None
    heated = kept.reheat if kept else left_over().words
    cold = not heated or (template is not None and COLD in template.tags)
    steps = [f"Take what is left of {whose_meal(*cooked)} out of the fridge.", "Eat it cold." if cold else heated]
    sides = [foods.short_word(dish.servings[n].food) for n in sides_of(dish, foods)]
    if sides:
        steps.append(f"Have the {listed(sides)} with it.")
    minutes, source = leftover_minutes(), kept.source if kept else left_over().source
    return Recipe(tuple(steps), minutes, minutes, "", (), 0.0, None, source)


def _filled(text: str, words: Mapping[str, list[str]]) -> str:
    """A sentence with the foods in their places; places that stand in a row become one list."""

    def row(found: re.Match[str]) -> str:
        named = [
            COOKED.sub("", word) if form == "plain" else word
            for name, form in _PLACE.findall(found[0])
            for word in words[name]
        ]
        return listed(dict.fromkeys(named))

    text = _RUN.sub(row, text)
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class EveningTask:
    """What is done on the evening before, at the hour of her dinner.

    It is for the meal at `slot` of the day `date`; `task` tells it apart from the others for that meal, `what` is
    it in a few words.
    """

    start: datetime
    date: date
    slot: str
    task: str
    what: str
    words: str


def evening_tasks(plan: Plan) -> list[EveningTask]:
    """What is to be done for a plan on the evenings before: soaking, and what a dish asks for.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    list of EveningTask
        By day and meal; the first may lie on the evening before the plan begins.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> evening_tasks(day_of_entries(Person(), [Entry("13:00", "banana", 1.0)]))
    []
    """
    found = [
        EveningTask(one.start, one.date, one.slot, f"soak-{one.food}", "Soak for tomorrow", one.words)
        for one in soakings(plan)
    ]
    again = eaten_again(plan)
    for day in plan.days:
        for meal in day.meals:
            for dish in meal.dishes:
                recipe = recipe_of(dish, plan.foods, again.get((day.date, meal.slot)))
                if recipe and recipe.evening_before:
                    words = f"For tomorrow's {meal_label(meal.slot).lower()}: {lower_first(recipe.evening_before)}"
                    start = evening_before(plan, day.date)
                    found.append(EveningTask(start, day.date, meal.slot, dish.dish, "Make ready for tomorrow", words))
    return sorted(found, key=lambda one: one.start)
