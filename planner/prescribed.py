"""What a doctor prescribed, typed in one line: ``magnesium 250 mg dinner``."""

import re

from planner.errors import PlannerError
from planner.person import Supplement
from planner.tables import SLOTS

LIKE = "magnesium 250 mg dinner"
_LINE = re.compile(r"(?P<nutrient>.*?[^\W\d].*?)[\s:,]+(?P<amount>\d[\d.,]*\s*[^\W\d]+)(?:[\s,]+(?P<meal>.+))?")


def prescribed(text: str) -> Supplement:
    """Read a supplement: nutrient, amount with its unit, and the meal it is taken with.

    Without a meal it is taken with breakfast. The unit is asked for, since milligrams,
    micrograms and international units are easily mixed up.

    Raises
    ------
    PlannerError
        In one sentence, if it can't be read.

    Examples
    --------
    >>> prescribed("Magnesium 250 mg with dinner")
    Supplement(nutrient='magnesium_mg', amount=250.0, meal='dinner')
    >>> prescribed("vitamin D 600 IU").amount
    15.0
    """
    found = _LINE.fullmatch(text.strip())
    if found is None:
        raise PlannerError(f"{text.strip()!r} can't be read as a supplement: write it like {LIKE}")
    if re.search(r"\d,\d{3}(?!\d)", found["amount"]):
        raise PlannerError(f"{found['amount']!r} could be read in two ways: write thousands without a comma")
    meal = re.sub(r"^(with|at|for)\s+", "", (found["meal"] or SLOTS[0]).lower()).replace(" ", "_")
    return Supplement(nutrient=found["nutrient"], amount=found["amount"], meal=meal)
