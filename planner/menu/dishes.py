"""Dish templates and their fillings."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache

from planner.errors import PlannerError, one_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import Dish, Serving
from planner.menu.wording import listed
from planner.reference.dish_row import DishRow
from planner.reference.household_measures import measure
from planner.reference.tables import read

_KEPT = 16  # sets of own dishes that are remembered
_PART = re.compile(r"(?:(?P<name>\w+)=)?(?P<role>\w+)(?: x(?P<count>[1-9]))? (?P<low>[\d.]+)(?:-(?P<high>[\d.]+))?")


@dataclass(frozen=True)
class Part:
    """A place in a dish: `count` foods that play `role`, each `low` to `high` servings.

    `role` may be the key of a food, which then fills the place alone. A side is a part that may
    stay empty (`low` is 0) and stands outside the title.
    """

    name: str
    role: str
    count: int
    low: float
    high: float

    @property
    def optional(self) -> bool:
        return self.low == 0

    def levels(self, step: float, most: float) -> list[float]:
        """The numbers of servings that the part allows: whole steps, at most `most` servings."""
        first = max(1, -(-self.low // step))
        count = int((min(self.high, most) + 1e-9) // step)
        return [n * step for n in range(int(first), count + 1)]


@dataclass(frozen=True)
class Template:
    """One row of ``data/dishes.csv``: a dish that reads like food.

    `hands_on` minutes she stands in the kitchen, `total` pass until it is on the table; `keeps` is its
    kind in ``data/keeping.csv``; `steps` name its parts in braces.
    """

    dish: str
    title: str
    slots: tuple[str, ...]
    kitchens: tuple[str, ...]
    parts: tuple[Part, ...]
    sides: tuple[Part, ...]
    fixed: tuple[tuple[str, float], ...]
    hands_on: int
    total: int
    keeps: str
    tags: tuple[str, ...]
    evening_before: str
    steps: tuple[str, ...]


def load_dishes(foods: FoodTable | None = None) -> tuple[Template, ...]:
    """All dish templates.

    Parameters
    ----------
    foods : FoodTable, optional
        Whose own dishes come after the shipped ones.

    Returns
    -------
    tuple of Template
        In the order of ``data/dishes.csv``.

    Raises
    ------
    PlannerError
        If a part can't be read, naming the dish.

    Examples
    --------
    >>> next(d for d in load_dishes() if d.dish == "fruit_and_nuts").title
    '{fruit} and {nuts}'
    """
    return (*_shipped(), *_own(foods.dishes)) if foods and foods.dishes else _shipped()


def dish_templates(foods: FoodTable) -> Mapping[str, Template]:
    """The templates by their keys, those of the table's own dishes too.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> dish_templates(load_foods())["fruit_and_nuts"].hands_on
    2
    """
    return _by_key(foods.dishes)


@cache  # the shipped tables do not change while the program runs
def _shipped() -> tuple[Template, ...]:
    rows = read("dishes")[[cell.name for cell in fields(DishRow)]].itertuples(index=False, name=None)
    return tuple(template_of_row(DishRow(*row)) for row in rows)


@lru_cache(_KEPT)
def _own(rows: tuple[DishRow, ...]) -> tuple[Template, ...]:
    return tuple(map(template_of_row, rows))


@lru_cache(_KEPT)
def _by_key(rows: tuple[DishRow, ...]) -> Mapping[str, Template]:
    return {template.dish: template for template in (*_shipped(), *_own(rows))}


def template_of_row(row: DishRow) -> Template:
    """A template of the cells of its row.

    Raises
    ------
    PlannerError
        If a part can't be read, naming the dish.

    Examples
    --------
    >>> cells = {"dish": "mine", "title": "Apple", "slots": "morning_snack", "kitchen": "", "parts": "apple 1"}
    >>> more = {"fixed": "", "sides": "", "hands_on": 1, "total": 1, "keeps": "sandwich with a filling", "tags": "cold"}
    >>> template_of_row(DishRow(**cells, **more, evening_before="", steps="Wash it.")).parts
    (Part(name='apple', role='apple', count=1, low=1.0, high=1.0),)
    """
    return Template(
        dish=row.dish,
        title=row.title,
        slots=tuple(row.slots.split()),
        kitchens=tuple(row.kitchen.split()),
        parts=tuple(_parts(row.parts, row.dish)),
        sides=tuple(_parts(row.sides, row.dish)),
        fixed=tuple((part.role, part.low) for part in _parts(row.fixed, row.dish)),
        hands_on=int(row.hands_on),
        total=int(row.total),
        keeps=row.keeps,
        tags=tuple(row.tags.split()),
        evening_before=row.evening_before,
        steps=tuple(row.steps.split(" | ")),
    )


def _parts(cell: str, dish: str) -> Iterable[Part]:
    for text in filter(None, (piece.strip() for piece in cell.split(";"))):
        found = _PART.fullmatch(text)
        if not found:
            raise PlannerError(f"the dish {dish}: {text!r} can't be read; write it like 'fruit=berries 0.5-1'")
        low = float(found["low"])
        yield Part(
            name=found["name"] or found["role"],
            role=found["role"],
            count=int(found["count"] or 1),
            low=low,
            high=float(found["high"] or low),
        )


def serving(foods: FoodTable, food: str, servings: float) -> Serving:
    """So many household servings of a food.

    Parameters
    ----------
    foods : FoodTable
    food : str
        A key of the table, of a food whose portion is known.
    servings : float
        Household measures, more than none [1].

    Returns
    -------
    Serving

    Raises
    ------
    PlannerError
        If the table has no such food or no portion of it, or nothing would be on the plate.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> serving(load_foods(), "kefir", 0.5)
    Serving(food='kefir', name='Kefir', grams=121.5, servings=0.5, measure='½ cup')
    """
    known_food(foods, food)
    name, portion, weight = (foods.frame[column].loc[food] for column in ("name", "serving", "serving_g"))
    if math.isnan(weight) or not portion:
        raise PlannerError(f"{food} has no portion in {foods.name}: fill in serving and serving_g first")
    if not 0 < servings < math.inf:
        raise PlannerError(f"there can't be {servings:g} servings of {food}: give a number above 0")
    return Serving(food, name, round(float(weight) * servings, 2), servings, measure(portion, servings))


def known_food(foods: FoodTable, food: str) -> str:
    """The key itself, if it is one of a food.

    Parameters
    ----------
    foods : FoodTable
    food : str

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        In one sentence that names the nearest keys of the table.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> known_food(load_foods(), "milk_hole")
    Traceback (most recent call last):
    planner.errors.PlannerError: the food can't be 'milk_hole': take 'milk_whole', ...
    """
    return food if food in foods else one_of(food, foods.frame.index.astype(str), "the food")


def fill(template: Template, chosen: list[tuple[Part, str, float]], foods: FoodTable) -> Dish:
    """A dish from a template and what was chosen for its parts and sides; its title names no side.

    Parameters
    ----------
    template : Template
    chosen : list of (Part, str, float)
        Part, key of the food and household servings [1].
    foods : FoodTable

    Returns
    -------
    Dish

    Raises
    ------
    PlannerError
        If the table has no such food or the template no such part, or a part of the title is left empty.

    Examples
    --------
    >>> from planner.foods.food_table import load_foods
    >>> snack = next(d for d in load_dishes() if d.dish == "fruit_and_nuts")
    >>> fill(snack, [(snack.parts[0], "apple", 1.0), (snack.parts[1], "almonds", 1.0)], load_foods()).title
    'Apple and almonds'
    """
    strange = next((part for part, _, _ in chosen if part not in (*template.parts, *template.sides)), None)
    if strange:
        names = [part.name for part in (*template.parts, *template.sides)]
        raise PlannerError(f"{template.dish} has no part {strange.name}: its parts are {listed(names)}")
    words: dict[str, list[str]] = {}
    for part, food, _ in chosen:
        if part in template.parts:
            words.setdefault(part.name, []).append(foods.short_word(known_food(foods, food)))
    try:
        title = template.title.format_map({name: _Words(listed(found)) for name, found in words.items()})
    except KeyError as error:
        raise PlannerError(f"{template.dish} lacks its {error.args[0]}: choose a food for it") from None
    title = _one_list(title)
    plate = [serving(foods, food, n) for _, food, n in chosen]
    plate += [serving(foods, food, n) for food, n in template.fixed]
    return Dish(template.dish, title[:1].upper() + title[1:], tuple(plate))


class _Words(str):
    """Words in a title; ``{legume:one}`` puts them in the singular, as in bean soup."""

    def __format__(self, spec: str) -> str:
        return re.sub(r"s$", "", self) if spec == "one" else str(self)


def _one_list(title: str) -> str:
    """Turn "A with B and C and D" into "A with B, C and D"."""
    segments = []
    for segment in title.split(" with "):
        head, joint, last = segment.rpartition(" and ")
        segments.append(head.replace(" and ", ", ") + joint + last)
    return " with ".join(segments)
