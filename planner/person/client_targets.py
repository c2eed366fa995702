"""What a dietitian sets for one client: a target or an upper limit of a nutrient, in place of the published one."""

import math
import re
from collections.abc import Iterable
from typing import Any, Self

from pydantic import model_validator

from planner.reference.checked_model import CheckedModel
from planner.reference.nutrients import Nutrient, nutrient_key, nutrients
from planner.reference.outside_text import LONGEST_TEXT, printable, quoted, short_enough
from planner.reference.tables import constant, read
from planner.reference.units import amounts_in, nutrient_amount

LIKE = "calcium at least 1200 mg: osteopenia"
RANGE = "sodium 1500-2300 mg"
ENERGY_KCAL = (1200.0, 5000.0)  # a day; what is outside is no target for menus
VITAMIN_A = {"dri": "vitamin_a_rae_ug", "efsa": "vitamin_a_re_ug"}
# each part ends where the next begins, so that a line is read in one go however long it is
_AMOUNT = re.compile(
    r"(?:(?P<side>at least|at most) )?"
    r"(?:(?P<low>\d[\d.,]*+) ?(?P<low_unit>[^\W\d]*) ?(?:-|–|to ) ?)?"
    r"(?P<amount>\d[\d.,]*+) ?(?P<unit>[^\W\d]++)"
    r"(?: ?/ ?d(?:ay)?| (?:a|per) day)?"
    r" ?(?::(?P<note>.*))?",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\bat (least|most)\b", re.IGNORECASE)
# refused, since no menu could be held to it or another name is meant: what is said, and the way out
_NEITHER = {
    "water_g": "most water is drunk beside the dishes, so no menu can be held to it: say how much to drink",
    "folate_ug": "folate is counted in dietary folate equivalents: write folate",
}
_NO_TARGET = {
    "caffeine_mg": "caffeine",
    "saturated_fat_g": "saturated fat",
    "sugars_g": "sugars",
    "retinol_ug": "retinol",
}
_NO_UPPER = {
    "energy_kcal": "energy takes a target, not a limit, and menus stay close to it: write it like energy 2200 kcal",
    "folate_dfe_ug": "a limit on folate counts the folic acid of tablets, which no menu brings: leave it out",
    "vitamin_a_rae_ug": "a limit on vitamin A counts retinol: set it for retinol",
    "vitamin_a_re_ug": "a limit on vitamin A counts retinol: set it for retinol",
}


class ClientTarget(CheckedModel):
    """A target, an upper limit or both of one nutrient, as the dietitian set them for this client.

    Parameters
    ----------
    nutrient : str
        Key or name: ``"calcium_mg"``, ``"calcium"``, ``"energy"``.
    target : float or str, optional
        A day from food, in the unit of the nutrient or with a unit: ``"1200 mg"``, ``"9.2 MJ"``.
    upper : float or str, optional
        The most a day, food and supplements together.
    note : str
        Why, in the dietitian's words; it is shown as it is.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be; far too much or too little is taken for a slip of the unit.

    Notes
    -----
    A line of text is read as well, `LIKE` this or `RANGE` this; there the unit is asked for. Without
    "at least" or "at most" the amount is a target, save for sodium, where either could be meant.

    Examples
    --------
    >>> ClientTarget(nutrient="sodium", target="1.5 g", upper="2.3 g").words
    'sodium 1,500 to 2,300 mg'
    >>> from planner.person.person import Preferences
    >>> Preferences(targets=["vitamin D at least 600 IU: little sun"]).targets[0].target
    15.0
    """

    nutrient: str
    target: float | None = None
    upper: float | None = None
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if isinstance(data, ClientTarget):
            return data
        if isinstance(data, str):
            data = _parts(data)
        if not isinstance(data, dict):
            raise ValueError(f"a target can't be {quoted(data)}: write it like {LIKE}")
        named = data.get("nutrient")
        key = nutrient_key(str(named))
        if key is None:
            raise ValueError(f"{quoted(named)} is no nutrient that is counted here: write it like calcium or vitamin D")
        if key == "folate_dfe_ug" and "folic" in str(named).lower():
            raise ValueError("folic acid comes from tablets: name it among the supplements, or write folate for food")
        read_in = {side: nutrient_amount(data[side], key) for side in ("target", "upper") if _text(data.get(side))}
        note = data.get("note", "")
        return {**data, "nutrient": key, **read_in, "note": " ".join(note.split()) if _text(note) else note}

    @model_validator(mode="after")
    def _likely(self) -> Self:
        one = nutrients()[self.nutrient]
        if self.nutrient in _NEITHER:
            raise ValueError(_NEITHER[self.nutrient])
        if self.upper is not None and self.nutrient in _NO_UPPER:
            raise ValueError(_NO_UPPER[self.nutrient])
        if self.target is not None and self.nutrient in _NO_TARGET:
            name = _NO_TARGET[self.nutrient]
            raise ValueError(f"{name} takes only a limit: write it like {name} at most {self.target:.10g} {one.unit}")
        given = [amount for amount in (self.target, self.upper) if amount is not None]
        if not given:
            raise ValueError(f"{one.name} has neither a target nor a limit: write it like {LIKE}")
        for amount in given:
            _check(one, amount)
        if len(given) == 2 and given[0] > given[1]:
            raise ValueError(
                f"the target of {one.name}, {_amount(one, given[0])}, is above its own limit, "
                f"{_amount(one, given[1])}: write the smaller one first, as in {RANGE}"
            )
        return self

    @property
    def words(self) -> str:
        """The target in words, without its note."""
        one = nutrients()[self.nutrient]
        if self.target is not None and self.upper is not None:
            return f"{one.name} {_rounded(one, self.target)} to {_rounded(one, self.upper)} {one.unit}"
        side = "at most " if self.upper is not None else "at least " if one.group != "energy" else ""
        return f"{one.name} {side}{_rounded(one, self.upper or self.target or 0.0)} {one.unit}"


def only_once(targets: Iterable[ClientTarget], system: str, energy_kcal: float | None) -> None:
    """Refuse targets that contradict each other or the other choices.

    Parameters
    ----------
    targets : iterable of ClientTarget
    system : {"dri", "efsa"}
    energy_kcal : float or None
        The energy target that is given apart from them [kcal/day].

    Raises
    ------
    ValueError
        In one sentence, if a nutrient or energy is set twice, or vitamin A is counted otherwise in the system.
    """
    keys = [one.nutrient for one in targets]
    for key in keys:
        name = nutrients()[key].name
        if keys.count(key) > 1:
            raise ValueError(f"{name} is set twice: write one line for it, as in {RANGE}")
        if key == "energy_kcal" and energy_kcal is not None:
            raise ValueError("energy is set twice, as a target and as the energy target: give one of the two")
        if key in VITAMIN_A.values() and key != VITAMIN_A[system]:
            mine = nutrients()[VITAMIN_A[system]].name
            raise ValueError(f"the system {system} counts {mine}, not {name}: write {mine}")


def _parts(typed: str) -> dict[str, Any]:
    """The fields of a target that is typed in one line."""
    text = " ".join(printable(short_enough(typed, "a target", LONGEST_TEXT)).split())
    found = next(filter(None, (_AMOUNT.fullmatch(text, place) for place in amounts_in(text))), None)
    name = text[: found.start()].rstrip(" :,") if found else ""
    if found is None or (found["side"] and found["low"]) or _SIDE.search(name):
        raise ValueError(f"{quoted(text)} can't be read as a target: write it like {LIKE} or {RANGE}")
    side = (found["side"] or "").lower()
    if not side and not found["low"] and nutrient_key(name) == "sodium_mg":
        raise ValueError(f"{quoted(text)} can be meant as target or limit: write sodium at least or sodium at most")
    amount = f"{found['amount']} {found['unit']}"
    low = f"{found['low']} {found['low_unit'] or found['unit']}" if found["low"] else None
    target, upper = (None, amount) if side.endswith("most") else (low, amount) if low else (amount, None)
    return {"nutrient": name, "target": target, "upper": upper, "note": (found["note"] or "").strip()}


def _check(one: Nutrient, amount: float) -> None:
    """Refuse what is no amount or plainly a slip of the unit."""
    if not amount > 0:
        raise ValueError(f"{one.name} is set to {_amount(one, amount)}: it must be more than 0, or leave it out")
    if one.group == "energy":
        least, most = ENERGY_KCAL
        if not least <= amount <= most:
            bound = f"at least {least:g}" if amount < least else f"at most {most:g}"
            raise ValueError(f"energy is set to {_amount(one, amount)}: it must be {bound} kcal")
        return
    least, most = _usual(one)
    if not least <= amount <= most:
        far = "far more than" if amount > most else "far less than"
        raise ValueError(f"{one.name} {_amount(one, amount)} a day is {far} anyone's target: look at the unit")


def _usual(one: Nutrient) -> tuple[float, float]:
    """Outside of which an amount is taken for a slip of the unit [unit of the nutrient]."""
    table = read("reference_intakes")
    mine = table[(table["nutrient"] == one.key) & (table["per"] == "day")]
    figures = mine[["value", "upper"]]
    greatest, least = figures.max().max(), figures.min().min()
    if math.isnan(greatest):  # nobody published one: what ten portions of the richest food bring
        return 0.0, one.most_per_100g * constant("client_target_portions")
    return float(least * constant("client_target_least")), float(greatest * constant("client_target_most"))


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _rounded(one: Nutrient, amount: float) -> str:
    return f"{round(amount, one.decimals + 1):,.10g}"


def _amount(one: Nutrient, amount: float) -> str:
    return f"{amount:,.10g} {one.unit}"
