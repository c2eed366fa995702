"""The plan file described for other programs: the JSON Schema of all that is written."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from planner.exports.plan_file.plan_parts import FORMAT, MOST_MEALS, DayPart, MealPart, Part, PlanFile, Slot

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Amount(Part):
    """What a day brings of a nutrient: the sum of what is known, and how many foods give no figure."""

    known: float
    unknown_foods: int


class MealWritten(MealPart):
    """A meal with its hour and its dish, and the hands-on minutes it takes; null where nobody knows them."""

    minutes: Annotated[int, Field(ge=0)] | None = None


class DayWritten(DayPart):
    """The menu of a date, and what it brings from food, by nutrient, in the unit of each name."""

    meals: tuple[MealWritten, ...] = Field(min_length=1, max_length=MOST_MEALS)
    intake: dict[str, Amount] = Field(default_factory=dict)


class TargetRow(Part):
    """A target and an upper limit a day, in the unit of the nutrient, with what was published beside them."""

    nutrient: str
    target: float | None
    kind: str
    upper: float | None
    upper_scope: str
    source: str
    upper_kind: str
    published: float | None
    published_upper: float | None
    published_scope: str
    note: str


class SupplementRow(Part):
    """What tablets bring a day, in `unit`, beside the limit that counts it."""

    nutrient: str
    supplement: float
    unit: str
    upper: float | None
    upper_scope: str
    note: str


class PairingRow(Part):
    """A flagged pairing: how much of the mineral is at stake, and how much of it that is by measurement [mg]."""

    date: date
    slot: Slot
    time: str
    rule: str
    hinderer: str
    affects: str
    foods: list[str]
    at_stake_mg: float
    size_low_mg: float | None
    size_high_mg: float | None
    verdict: str
    article_says: str
    measured: str
    advice: str


class AuditRow(Part):
    """A rule of the menu, recomputed from the plates; `date` is null for the whole plan.

    Where `judged` is false too little is known to tell whether it holds, since the foods `without_figure` give none.
    """

    rule: str
    subject: str
    nutrient: str = ""
    level: str
    kind: str
    date: date | None
    slot: str
    holds: bool
    judged: bool = True
    without_figure: list[str] = Field(default_factory=list)
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    detail: str


class AdviceRow(Part):
    """What is to be heeded, and what in this plan calls for it."""

    key: str
    level: str
    what: str
    action: str
    why: str
    source: str
    because: str


class PlanWritten(PlanFile):
    """A plan of the cramp planner: who it is for, the menus with every serving, and what was made of them.

    `targets`, `supplements`, `minutes`, `intake`, `pairings`, `audit` and `advice` are worked out from the rest;
    a program that reads the file may use them, the planner works them out anew. What is not known is null.
    """

    days: tuple[DayWritten, ...] = Field(min_length=1, max_length=14)
    targets: tuple[TargetRow, ...] = ()
    supplements: tuple[SupplementRow, ...] = ()
    pairings: tuple[PairingRow, ...] = ()
    audit: tuple[AuditRow, ...] = ()
    advice: tuple[AdviceRow, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the plan file.

    Returns
    -------
    dict
        Plain values, to be written as JSON.

    Examples
    --------
    >>> schema()["properties"]["format"]["const"]
    'cramp-plan/1'
    """
    return {"$schema": DIALECT, **PlanWritten.model_json_schema(), "title": FORMAT}
