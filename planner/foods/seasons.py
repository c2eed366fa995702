"""When fresh foods are to be had: ``data/seasons.csv``."""

from functools import cache
from typing import Literal

from planner.reference.tables import read

Availability = Literal["in season", "in shops", "out of season"]
HALF_A_YEAR = 6  # months between the seasons of the two hemispheres


def availability(food: str, month: int, region: str = "north") -> Availability:
    """Whether a food is in season, in the shops all the same, or not to be had fresh.

    Parameters
    ----------
    food : str
        A key of the food table; what ``data/seasons.csv`` does not know has no season.
    month : int
        1 to 12.
    region : {"north", "south"}
        The months of the table are those of temperate Europe; south of the equator they are half a year later.

    Returns
    -------
    str
        "in season" (from the field, the store, or imported all the year), "in shops" or "out of season".

    Examples
    --------
    >>> availability("figs", 11), availability("figs", 9), availability("potatoes_boiled", 4), availability("kefir", 4)
    ('out of season', 'in season', 'in season', 'in season')
    """
    known = _months().get(food)
    if known is None:
        return "in season"
    months, imported, in_shops = known
    here = month if region == "north" else (month + HALF_A_YEAR - 1) % 12 + 1
    if imported or here in months:
        return "in season"
    return "in shops" if in_shops else "out of season"


@cache  # the shipped tables do not change while the program runs
def _months() -> dict[str, tuple[frozenset[int], bool, bool]]:
    return {
        row["food"]: (
            frozenset(map(int, f"{row['field_months']} {row['store_months']}".split())),
            row["import_all_year"] == "yes",
            row["shops_all_year"] == "yes",
        )
        for row in read("seasons").to_dict("records")
    }
