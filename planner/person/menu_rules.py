"""The rules of a menu that hold for a person: ``data/menu_rules.csv`` by stage and condition."""

import math
from collections.abc import Iterable
from typing import Any, cast

from planner.person.client_targets import ClientTarget
from planner.person.person import Person
from planner.reference.table_schemas import SITUATIONS
from planner.reference.tables import read

Rules = dict[tuple[str, str], dict[str, Any]]


def situations(person: Person) -> set[str]:
    """What about a person changes the bounds of rules."""
    stage = {f"trimester_{person.trimester}"} if person.stage == "pregnant" else set()
    return stage | set(person.conditions)


def rules_for(person: Person, client: Iterable[ClientTarget] = ()) -> Rules:
    """The rules of a menu with the bounds that hold for a person.

    The row of a situation takes the place of the usual one; where two situations have a row, that of
    a condition goes before that of the trimester, and that of nausea before all. What a dietitian set
    for a nutrient whose target no other rule asks for has a row of its own, and weighs more than what is
    published where it is one of the other nutrients; what she set for carbohydrate takes the place of the
    least a day that goes with gestational diabetes.

    Parameters
    ----------
    person : Person
    client : iterable of ClientTarget
        What her dietitian set.

    Returns
    -------
    dict of (rule, subject) to dict
        The rows of ``data/menu_rules.csv``; NaN where a rule has no bound.

    Examples
    --------
    >>> rules_for(Person(trimester=3))[("meal shares", "dinner")]["upper"]
    0.28
    """
    hers = situations(person)
    table = cast("list[dict[str, Any]]", read("menu_rules").to_dict("records"))
    usual = {(row["rule"], row["subject"]): row for row in table if not row["when"]}
    for situation in SITUATIONS:
        if situation in hers:
            usual.update({(row["rule"], row["subject"]): row for row in table if row["when"] == situation})
    own = usual.pop(("client targets", "each nutrient"))
    asked = {"sodium_mg" if rule == "sodium" else subject for (rule, subject), row in usual.items()
             if row["unit"] == "share of target" and not math.isnan(row["lower"])}  # fmt: skip
    day = ("carbohydrate a meal", "day")
    for one in client:
        if one.nutrient == "carbohydrate_g" and day in usual:
            lower = math.nan if one.upper is not None and one.upper < usual[day]["lower"] else usual[day]["lower"]
            lower = one.target if one.target is not None else lower  # a limit under the least lifts it
            usual[day] = {**usual[day], "lower": lower, "source": own["source"]}
        elif one.target is not None and ("other nutrients", one.nutrient) in usual:
            wished = usual["other nutrients", one.nutrient]
            usual["other nutrients", one.nutrient] = {**wished, "weight": own["weight"]}
        elif one.target is not None and one.nutrient not in asked:
            usual[("client targets", one.nutrient)] = {**own, "subject": one.nutrient}
    return usual
