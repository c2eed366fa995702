"""Food groups of other tables as ours, by ``data/food_groups.csv``."""

import re
from functools import cache
from typing import NamedTuple

from planner.foods.food_checks import GROUPS
from planner.foods.importing.column_matching import plain, spellings
from planner.reference.table_schemas import LANGUAGES
from planner.reference.tables import read

ANY_OTHER = "*"  # and "*vegetable": whatever is a vegetable there
_LOOKED_AT = 200  # characters of a name
_APART = re.compile(r"[/;>|]")  # between a category and those within it


class Group(NamedTuple):
    """Our group of a food, its diet where the category proves it, and whether the group just comes nearest."""

    group: str
    diet: str = ""
    nearest: bool = False


@cache
def _rules() -> dict[tuple[str, str], list[tuple[re.Pattern[str], Group]]]:
    rules: dict[tuple[str, str], list[tuple[re.Pattern[str], Group]]] = {}
    for row in read("food_groups").to_dict("records"):
        when = re.compile(row["when"], re.IGNORECASE)
        group = Group(row["group"], row["diet"], row["fit"] == "nearest")
        for name in {row["name"].casefold(), *spellings(row["name"], row["system"])} - {""}:
            rules.setdefault((row["system"], name), []).append((when, group))
    return rules


def group_of(cells: list[str], name: str, system: str = "") -> Group | None:
    """Our group of a food; None if nothing tells it.

    Parameters
    ----------
    cells : list of str
        What the file calls its group, from wide to narrow: the narrowest that is known counts.
    name : str
        Of the food: eggs stand among dairy products.
    system : {"fdc", "ciqual", "bls", ""}
        Whose table it is; any category of these has a group, the nearest at least.

    Examples
    --------
    >>> group_of(["Dairy and Egg Products"], "Egg, whole, raw", "fdc").group
    'egg'
    >>> group_of(["Nut seed"], "Almonds"), group_of(["Widgets"], "Bolt")
    (Group(group='nut_seed', diet='', nearest=False), None)
    >>> [group_of(["Früchte; Gemüse/Gemüse frisch"], name).group for name in ("Lauch", "Blattspinat")]
    ['vegetable', 'leafy_green']
    """
    for cell in (part for whole in reversed(cells) for part in (whole, *reversed(_APART.split(whole)))):
        ours = re.sub(r"[\s\-]+", "_", cell.strip().lower())
        if ours in GROUPS:
            return Group(ours)
        # as it is spelt before all accents are let go: legumes are beans, and légumes are vegetables
        for called in (cell.strip().casefold(), plain(cell)):
            for whose in (system,) if system else ("fdc", "ciqual", *LANGUAGES):
                if group := _told(whose, called, name):
                    return _told(whose, ANY_OTHER + group.group, name) or group
    return _rules()[system, ANY_OTHER][0][1] if system else None


def _told(system: str, called: str, name: str) -> Group | None:
    return next((group for when, group in _rules().get((system, called), []) if when.search(name[:_LOOKED_AT])), None)
