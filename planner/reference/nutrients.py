"""What a nutrient is: key, label, unit, decimals, group."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pandas as pd

from planner.errors import one_of
from planner.reference.tables import read

CRAMP_MINERALS = ("calcium_mg", "magnesium_mg", "potassium_mg")


@dataclass(frozen=True)
class Nutrient:
    """One row of ``data/nutrients.csv``; amounts are per 100 g edible portion in `unit`."""

    key: str
    label: str
    unit: str
    decimals: int
    group: str
    most_per_100g: float
    g_per_mol: float | None = None
    ug_per_iu: float | None = None

    def text(self, amount: float) -> str:
        """An amount as the user reads it: ``"1,240 mg"``."""
        return f"{amount:,.{self.decimals}f} {self.unit}"


@cache
def nutrients() -> MappingProxyType[str, Nutrient]:
    """All nutrients by key, in the order of the food table; derived ones last.

    Examples
    --------
    >>> nutrients()["calcium_mg"].text(1240.4)
    '1,240 mg'
    """
    table = read("nutrients")
    rows = {}
    for row in table.to_dict("records"):
        rows[row["nutrient"]] = Nutrient(
            key=row["nutrient"],
            label=row["label"],
            unit=row["unit"],
            decimals=int(row["decimals"]),
            group=row["group"],
            most_per_100g=row["most_per_100g"],
            g_per_mol=None if pd.isna(row["g_per_mol"]) else row["g_per_mol"],
            ug_per_iu=None if pd.isna(row["ug_per_iu"]) else row["ug_per_iu"],
        )
    return MappingProxyType(rows)


_ALSO = {
    "folic acid": "folate_dfe_ug",
    "vitamin b9": "folate_dfe_ug",
    "vitamin d3": "vitamin_d_ug",
    "thiamine": "thiamin_mg",
}


@cache
def _names() -> dict[str, str]:
    """What nutrients are called, in lower case; where two share a name, the first of the table has it."""
    found = dict(_ALSO)
    for key, one in nutrients().items():
        name, _, other = one.label.lower().rstrip(")").partition(" (")
        number = other.partition(",")[0]
        for said in (key, one.label.lower(), name, number, f"vitamin {number}", name.removeprefix("vitamin ")):
            found.setdefault(said, key)
    del found[""]
    return found


def nutrient_key(name: str) -> str | None:
    """The key of a nutrient by key, label or usual name; None if there is none.

    Examples
    --------
    >>> nutrient_key("Magnesium"), nutrient_key("folic acid"), nutrient_key("B12"), nutrient_key("quinine")
    ('magnesium_mg', 'folate_dfe_ug', 'vitamin_b12_ug', None)
    """
    return _names().get(" ".join(name.lower().split()))


def known_nutrient(key: str) -> str:
    """The key itself, if it is one of a nutrient.

    Parameters
    ----------
    key : str
        Such as ``"calcium_mg"``.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        In one sentence that names the nearest keys.

    Examples
    --------
    >>> known_nutrient("calcium")
    Traceback (most recent call last):
    planner.errors.PlannerError: the nutrient can't be 'calcium': take 'calcium_mg'
    """
    if key in nutrients():
        return key
    meant = nutrient_key(str(key))
    return one_of(key, [meant] if meant else nutrients(), "the nutrient")


def tablet_name(nutrient: str) -> str:
    """What a nutrient is called on a package of tablets, inside a sentence.

    Examples
    --------
    >>> tablet_name("folate_dfe_ug"), tablet_name("vitamin_d_ug"), tablet_name("niacin_mg")
    ('folic acid', 'vitamin D', 'niacin')
    """
    label = "Folic acid" if nutrient == "folate_dfe_ug" else nutrients()[nutrient].label.partition(" (")[0]
    return label[:1].lower() + label[1:]


DERIVED = ("vitamin_a_re_ug",)


def published() -> list[str]:
    """The nutrient columns that a food table must have, in order."""
    return [key for key in nutrients() if key not in DERIVED]


def derive(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the derived nutrients; unknown stays unknown.

    Retinol equivalents count 6 µg of β-carotene as 1 µg, retinol activity equivalents 12 µg;
    so RE = retinol + 2 (RAE − retinol).

    References
    ----------
    EFSA Journal 2015;13(3):4028.
    """
    carotene_rae = frame["vitamin_a_rae_ug"] - frame["retinol_ug"]
    return frame.assign(vitamin_a_re_ug=frame["retinol_ug"] + 2 * carotene_rae)
