"""What a meal can be: the dishes, foods and portions that are open, for one person."""

from dataclasses import dataclass, replace

import numpy as np

from planner.foods.food_table import FoodTable, shipped_foods
from planner.menu.dishes import Part, Template
from planner.menu.keeping import TWICE, keeping
from planner.menu.seasoning import lacks_seasoning, seasoning_foods
from planner.reference.table_schemas import SLOTS


@dataclass(frozen=True, eq=False)
class Portions:
    """The portions that a part allows: food (its row in the food table) and household servings."""

    part: Part
    food: np.ndarray
    servings: np.ndarray


@dataclass(frozen=True, eq=False)
class Candidate:
    """A dish that can be eaten: a template whose parts all have foods left."""

    template: Template
    parts: tuple[Portions, ...]


def candidates(templates: tuple[Template, ...], foods: FoodTable, banned: set[str]) -> list[Candidate]:
    """The dishes that can be made without the banned foods.

    A dish falls away if a fixed food, or all foods for a part, are missing or banned; salt and other
    seasonings are left out of it instead, as long as a cooked savoury dish keeps what makes it taste.
    """
    larder = _Larder(foods, banned)
    tasty = seasoning_foods(foods)
    tasty_rows = foods.frame.index.isin(list(tasty))
    seasonings = _shelf(foods) | _shelf(shipped_foods())  # a table of one's own may lack them
    found = []
    for template in templates:
        lacking = {food for food, _ in template.fixed if food not in foods or food in banned}
        if lacking - seasonings:
            continue
        if lacking:
            template = replace(template, fixed=tuple((f, n) for f, n in template.fixed if f not in lacking))
        parts = []
        for part in (*template.parts, *template.sides):
            portions = larder.portions(part)
            if len(np.unique(portions.food)) >= part.count:
                parts.append(portions)
            elif not part.optional:
                break
        else:
            if not _could_lack_seasoning(template, parts, tasty, tasty_rows):
                found.append(Candidate(template, tuple(parts)))
    return found


def _shelf(foods: FoodTable) -> set[str]:
    """The seasonings of a table."""
    return set(foods.frame.index[foods.frame["group"] == "seasoning"])


def _could_lack_seasoning(
    template: Template, parts: list[Portions], tasty: frozenset[str], tasty_rows: np.ndarray
) -> bool:
    """Whether what is left of a dish could come to the table without taste."""
    needed = (portions for portions in parts if not portions.part.optional)
    if any(tasty_rows[portions.food].all() for portions in needed):
        return False
    return lacks_seasoning(template, [food for food, _ in template.fixed], tasty)


class _Larder:
    """The allowed foods by role; parts that ask for the same share their portions."""

    def __init__(self, foods: FoodTable, banned: set[str]) -> None:
        frame = foods.frame
        self.by_role: dict[str, list[int]] = {}
        for k, (food, roles) in enumerate(zip(frame.index, frame["roles"], strict=True)):
            if food not in banned:
                for role in {food, *roles.split()}:
                    self.by_role.setdefault(role, []).append(k)
        self.step, self.most = frame["step"].to_numpy(), frame["max_servings"].to_numpy()
        self.known: dict[tuple[str, float, float], tuple[np.ndarray, np.ndarray]] = {}

    def portions(self, part: Part) -> Portions:
        key = (part.role, part.low, part.high)
        if key not in self.known:
            pairs = [(k, n) for k in self.by_role.get(part.role, ()) for n in part.levels(self.step[k], self.most[k])]
            self.known[key] = np.array([k for k, _ in pairs], dtype=np.int64), np.array([n for _, n in pairs])
        return Portions(part, *self.known[key])


def keeps_until_lunch(template: Template) -> bool:
    """Whether a dinner is worth cooking for the next day's lunch too, and keeps until then."""
    at_both = {"lunch", "dinner"} <= set(template.slots)
    return at_both and TWICE in template.tags and keeping(template.keeps).fridge_days >= 1


def slots_without_dish(found: list[Candidate]) -> list[str]:
    """The slots that no candidate can fill."""
    return [slot for slot in SLOTS if not any(slot in c.template.slots for c in found)]
