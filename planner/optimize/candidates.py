"""What a day can be made of: the dishes, foods and portions that are open, for one person."""

from dataclasses import dataclass

import pandas as pd

from planner.dishes import Part, Template
from planner.foods import FoodTable
from planner.nutrients import nutrients
from planner.tables import SLOTS


@dataclass(frozen=True)
class Candidate:
    """A dish that can be eaten: a template whose parts all have foods left."""

    template: Template
    options: tuple[tuple[Part, tuple[tuple[str, float], ...]], ...]  # (part, ((food, servings), ...))


def candidates(templates: tuple[Template, ...], foods: FoodTable, banned: set[str]) -> list[Candidate]:
    """The dishes that can be made without the banned foods.

    A dish falls away if a fixed food, or all foods for a part, are missing or banned.
    """
    allowed = [food for food in foods.frame.index if food not in banned]
    roles = foods.frame["roles"].to_dict()
    by_role: dict[str, list[str]] = {}
    for food in allowed:
        for role in {food, *roles[food].split()}:
            by_role.setdefault(role, []).append(food)
    step, most = foods.frame["step"].to_dict(), foods.frame["max_servings"].to_dict()
    found = []
    for template in templates:
        if any(food not in foods or food in banned for food, _ in template.fixed):
            continue
        options = []
        for part in (*template.parts, *template.sides):
            portions = tuple(
                (food, n) for food in by_role.get(part.role, ()) for n in part.levels(step[food], most[food])
            )
            if len({food for food, _ in portions}) >= part.count:
                options.append((part, portions))
            elif not part.optional:
                break
        else:
            found.append(Candidate(template, tuple(options)))
    return found


def per_gram(foods: FoodTable) -> pd.DataFrame:
    """Nutrients of one gram of each food; unknown counts as 0, which is right for floors only."""
    return foods.frame[list(nutrients())].fillna(0.0) / 100


def slots_without_dish(found: list[Candidate]) -> list[str]:
    """The slots that no candidate can fill."""
    return [slot for slot in SLOTS if not any(slot in c.template.slots for c in found)]
