"""How long what was cooked keeps, and how it is eaten again: ``data/keeping.csv``."""

import math
from dataclasses import dataclass
from functools import cache

from planner.errors import one_of
from planner.reference.tables import constant, read

TWICE = "twice"  # tag of a dish that is as good the next day


@dataclass(frozen=True)
class Keeping:
    """A kind of dish: whole days in the fridge, whether it freezes, how it is heated; `source` of the figures."""

    kind: str
    fridge_days: int
    freezes: bool
    reheat: str
    advice: str
    source: str

    @property
    def words(self) -> str:
        """How long it keeps, in a sentence."""
        days = {0: "Eat it at once", 1: "Keeps until the next day in the fridge"}
        text = days.get(self.fridge_days, f"Keeps {self.fridge_days} days in the fridge")
        return f"{text}{'; it freezes well' if self.freezes else ''}."


def keeping(kind: str) -> Keeping:
    """What is known of a kind of dish.

    Parameters
    ----------
    kind : str
        Of ``data/keeping.csv``.

    Returns
    -------
    Keeping

    Raises
    ------
    PlannerError
        If there is no such kind.

    Examples
    --------
    >>> keeping("soup").fridge_days, keeping("cooked rice").fridge_days
    (2, 1)
    """
    known = _kinds()
    return known[one_of(kind, known, "the kind of dish")]


@cache  # the shipped tables do not change while the program runs
def _kinds() -> dict[str, Keeping]:
    rows = read("keeping")
    rows = rows[rows["section"] == "dish"]
    return {
        row["kind"]: Keeping(
            row["kind"],
            0 if math.isnan(row["fridge_days"]) else int(row["fridge_days"]),
            row["freezes"] == "yes",
            row["reheat"],
            row["advice"],
            row["source"],
        )
        for row in rows.to_dict("records")
    }


def leftover_minutes() -> int:
    """Minutes that it takes to heat and serve what was cooked before [min]."""
    return int(constant("leftover_minutes"))
