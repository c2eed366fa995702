"""What a doctor prescribed beside the food: which nutrient, how much a day, with which meal."""

import re
from typing import Any, Self

from pydantic import model_validator

from planner.errors import PlannerError
from planner.reference.checked_model import CheckedModel
from planner.reference.nutrients import nutrient_key, nutrients, tablet_name
from planner.reference.outside_text import printable, quoted, short_enough
from planner.reference.table_schemas import SLOTS
from planner.reference.tables import constant, read
from planner.reference.units import amounts_in, nutrient_amount, registry

LIKE = "magnesium 250 mg dinner"
_AMOUNT = re.compile(r"(?P<amount>\d[\d.,]*+ ?[^\W\d]++)(?:[ ,]++(?P<meal>.+))?")
_BEFORE_MEAL = re.compile(r"^(with|at|for) ")
# tablets hold folic acid and retinol: taken so, the limits on those forms are never missed
_TAKEN_AS = {"folate_ug": "folate_dfe_ug", "vitamin_a_rae_ug": "retinol_ug", "vitamin_a_re_ug": "retinol_ug"}


class Supplement(CheckedModel):
    """A tablet or powder that a doctor prescribed; it is counted apart from food and never suggested.

    Parameters
    ----------
    nutrient : str
        Key or name of a mineral, vitamin or fatty acid: ``"magnesium_mg"``, ``"folic acid"``, ``"DHA"``.
        Vitamin A is taken as retinol.
    amount : float or str
        A day, in the unit of the nutrient or with a unit: ``"250 mg"``, ``"600 IU"``. It is that of
        the nutrient itself, not of its salt; folic acid is in µg folic acid [not µg DFE].
    meal : str
        The meal with which it is taken.

    Raises
    ------
    PlannerError
        In one sentence, for what can't be; far too much is taken for a slip of the unit.

    Examples
    --------
    >>> Supplement(nutrient="vitamin D", amount="600 IU", meal="breakfast").amount
    15.0
    """

    nutrient: str
    amount: float
    meal: str = "breakfast"

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if isinstance(data, Supplement):
            return data
        if not isinstance(data, dict):
            raise ValueError(f"a supplement can't be {quoted(data)}: give its nutrient and its amount")
        named, amount, meal = data.get("nutrient"), data.get("amount"), data.get("meal", "breakfast")
        found = nutrient_key(str(named))
        if found is None or nutrients()[found].group not in ("cramp mineral", "mineral", "vitamin", "fatty acid"):
            raise ValueError(
                f"{quoted(named)} is no mineral or vitamin that is counted here: write it like magnesium or vitamin D, "
                "or leave it out"
            )
        found = _TAKEN_AS.get(found, found)
        if amount is None:
            raise ValueError(
                f"the amount of {tablet_name(found)} is missing: write it like 250 {nutrients()[found].unit}"
            )
        if isinstance(amount, str):
            amount = nutrient_amount(amount, found)
        if meal not in SLOTS:
            raise ValueError(f"{quoted(meal)} is not a meal of the day: take {', '.join(SLOTS)}")
        return {**data, "nutrient": found, "amount": amount}

    @model_validator(mode="after")
    def _likely(self) -> Self:
        name, unit = tablet_name(self.nutrient), nutrients()[self.nutrient].unit
        if not self.amount > 0:
            raise ValueError(f"the amount of {name} is {self.amount:g} {unit}: it must be more than 0, or leave it out")
        most, why = _most(self.nutrient)
        if self.amount > most:
            raise ValueError(
                f"{name} {self.amount:,.10g} {unit} a day is more than {why}: look at the unit on the package"
            )
        return self


def prescribed(text: str) -> Supplement:
    """Read a supplement that is typed in one line: nutrient, amount with its unit, and the meal it comes with.

    Without a meal it is taken with breakfast. The unit is asked for, since milligrams, micrograms
    and international units are easily mixed up.

    Parameters
    ----------
    text : str
        Such as `LIKE`.

    Returns
    -------
    Supplement

    Raises
    ------
    PlannerError
        In one sentence, if it can't be read.

    Examples
    --------
    >>> prescribed("Magnesium 250 mg with dinner")
    Supplement(nutrient='magnesium_mg', amount=250.0, meal='dinner')
    """
    try:
        line = " ".join(printable(short_enough(text, "a supplement")).split())
    except ValueError as error:
        raise PlannerError(str(error)) from None
    found = next(filter(None, (_AMOUNT.fullmatch(line, place) for place in amounts_in(line))), None)
    if found is None:
        raise PlannerError(f"{quoted(line)} can't be read as a supplement: write it like {LIKE}")
    meal = _BEFORE_MEAL.sub("", (found["meal"] or SLOTS[0]).lower()).replace(" ", "_")
    return Supplement(nutrient=line[: found.start()].rstrip(" :,"), amount=found["amount"], meal=meal)


def _most(nutrient: str) -> tuple[float, str]:
    """From where on an amount is taken for a slip of the unit [unit of the nutrient], and that in words.

    The words name no amount of the nutrient, lest it be read as one that may be taken.
    """
    table = read("reference_intakes")
    upper = float(table.loc[table["nutrient"] == nutrient, "upper"].max())
    if upper > 0:
        times = constant("supplement_most_times")
        return upper * times, f"{times:g} times the upper limit"
    grams = constant("supplement_most_g")
    return float(registry().Quantity(grams, "g").to(nutrients()[nutrient].unit).magnitude), f"{grams:g} g"
