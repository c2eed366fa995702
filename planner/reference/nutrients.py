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
    """One row of ``data/nutrients.csv``; amounts are per 100 g edible portion in `unit`.

    Attributes
    ----------
    key : str
        Its column in the food table, which ends in the unit: ``"calcium_mg"``.
    label : str
        As the user reads it.
    unit : {"kcal", "g", "mg", "µg"}
    decimals : int
        With which amounts are shown.
    group : {"energy", "macronutrient", "fatty acid", "cramp mineral", "mineral", "vitamin", "other"}
    most_per_100g : float
        More than any published food holds [unit per 100 g].
    g_per_mol : float or None
        Molar mass [g/mol]; None where mmol are no use.
    ug_per_iu : float or None
        Mass of an international unit [µg]; None where there is none.
    required : bool
        Whether every food table has its column. One that came later may be missing from older tables,
        and is unknown there.
    """

    key: str
    label: str
    unit: str
    decimals: int
    group: str
    most_per_100g: float
    g_per_mol: float | None = None
    ug_per_iu: float | None = None
    required: bool = False

    @property
    def name(self) -> str:
        """The label inside a sentence: ``"calcium"``, ``"vitamin D"``, ``"EPA"``."""
        return self.label if self.label[1:2].isupper() else self.label[:1].lower() + self.label[1:]

    def text(self, amount: float) -> str:
        """An amount as the user reads it: ``"1,240 mg"``."""
        return f"{amount:,.{self.decimals}f} {self.unit}"


@cache
def nutrients() -> MappingProxyType[str, Nutrient]:
    """All nutrients by key, in the order of the food table; derived ones last.

    Returns
    -------
    mapping of str to Nutrient

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
            required=row["required"] == "yes",
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
        for alias in (key, one.label.lower(), name, number, f"vitamin {number}", name.removeprefix("vitamin ")):
            found.setdefault(alias, key)
    del found[""]
    return found


def nutrient_key(name: str) -> str | None:
    """The key of a nutrient by key, label or usual name.

    Parameters
    ----------
    name : str
        In any case: ``"Magnesium"``.

    Returns
    -------
    str or None
        None if no nutrient is called so.

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
    without_unit = str(key).rpartition("_")[0].replace("_", " ")
    meant = nutrient_key(str(key)) or nutrient_key(without_unit)
    return one_of(key, [meant] if meant else nutrients(), "the nutrient")


def tablet_name(nutrient: str) -> str:
    """What a nutrient is called on a package of tablets, inside a sentence.

    Parameters
    ----------
    nutrient : str
        Its key.

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If it is none.

    Examples
    --------
    >>> tablet_name("folate_dfe_ug"), tablet_name("vitamin_d_ug"), tablet_name("niacin_mg"), tablet_name("dha_g")
    ('folic acid', 'vitamin D', 'niacin', 'DHA')
    """
    name = nutrients()[known_nutrient(nutrient)].name
    return "folic acid" if nutrient == "folate_dfe_ug" else name.partition(" (")[0]


DERIVED = ("epa_dha_mg", "vitamin_a_re_ug")


def published() -> list[str]:
    """The nutrients that food tables give figures of; all others are derived.

    Returns
    -------
    list of str
        Columns of the food table, in order.

    Examples
    --------
    >>> published()[:3], "vitamin_a_re_ug" in published()
    (['energy_kcal', 'protein_g', 'fat_g'], False)
    """
    return [key for key in nutrients() if key not in DERIVED]


def derive(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the derived nutrients; unknown stays unknown.

    Retinol equivalents count 6 µg of β-carotene as 1 µg, retinol activity equivalents 12 µg;
    so RE = retinol + 2 (RAE − retinol). EPA and DHA have their reference intake together.

    Parameters
    ----------
    frame : pandas.DataFrame
        Foods as rows, with the columns of `published`.

    Returns
    -------
    pandas.DataFrame
        The same with the columns ``epa_dha_mg`` [mg per 100 g] and ``vitamin_a_re_ug`` [µg per 100 g].

    References
    ----------
    EFSA Journal 2015;13(3):4028 and 2010;8(3):1461.

    Examples
    --------
    >>> carrot = pd.DataFrame({"vitamin_a_rae_ug": [852.0], "retinol_ug": [0.0], "epa_g": [0.0], "dha_g": [0.0]})
    >>> derive(carrot).loc[0, list(DERIVED)].tolist()
    [0.0, 1704.0]
    """
    carotene_rae = frame["vitamin_a_rae_ug"] - frame["retinol_ug"]
    return frame.assign(
        epa_dha_mg=(frame["epa_g"] + frame["dha_g"]) * 1000,
        vitamin_a_re_ug=frame["retinol_ug"] + 2 * carotene_rae,
    )
