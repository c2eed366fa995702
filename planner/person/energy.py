"""Energy: the estimated requirement by the published equations, and how far under it a target may be."""

import math
from functools import cache
from typing import Any

import pandas as pd

from planner.errors import PlannerError, one_of
from planner.person.person import Person
from planner.reference.table_schemas import SYSTEMS
from planner.reference.tables import constant, read

NEWEST = 2023  # the edition that has equations of its own for pregnancy


def energy_target(person: Person, system: str = "dri") -> float:
    """Estimated energy requirement.

    The equations for women and men of 19 and more and for girls of 14 to 18, by age [years], height
    [cm], weight [kg] and activity; on top what the chosen system adds for trimester or half-year. In
    the DRI of 2023 the pregnant have equations of their own from trimester 2 on, by the week of
    pregnancy and the weight now.

    Parameters
    ----------
    person : Person
    system : {"dri", "efsa"}

    Returns
    -------
    float
        [kcal/day].

    Raises
    ------
    PlannerError
        If the system is neither of the two.

    Notes
    -----
    The edition is that of ``data/constants.csv``, the equations stand in ``data/energy_equations.csv``.
    The weight now is the one before pregnancy and what is usually gained by that week; where only the
    trimester is known, its middle week stands for it. Both are assumed. The figures of EFSA are added
    to what the equations give for those who are neither pregnant nor nursing.

    References
    ----------
    NASEM 2023, Dietary Reference Intakes for Energy, tables S-2 to S-6. IOM 2005: for women and girls
    tables B-1A to B-1C of NAP 12584, for men the summary table for men and women of 30 years. EFSA
    2013 energy. IOM 2009, Weight Gain During Pregnancy.

    Examples
    --------
    >>> woman = dict(age=28, height=165, weight=60)
    >>> round(energy_target(Person(stage="adult", **woman)))
    2197
    >>> round(energy_target(Person(week=30, **woman)))
    2754
    """
    one_of(system, SYSTEMS, "the system")
    edition = int(constant("energy_edition"))
    group = "man" if person.sex == "male" else "girl" if person.age < 19 else "woman"
    if person.stage == "adult":
        return _equation(edition, group, person, person.weight_kg)
    part = person.trimester if person.stage == "pregnant" else person.half_year
    if system == "efsa" or edition != NEWEST:
        added = constant(f"energy_{'efsa' if system == 'efsa' else edition}_{person.stage}_{part}")
        return _equation(edition, group, person, person.weight_kg) + added
    if person.stage == "lactating":
        return _equation(edition, group, person, person.weight_kg) + constant(f"energy_{edition}_lactating_{part}")
    if part == 1:
        return _equation(edition, group, person, person.weight_kg)
    week, kind = float(person.week or constant(f"energy_week_{part}")), _weight_class(person)
    gained = constant("gain_first_trimester") + (week - constant("gain_weeks")) * constant(f"gain_{kind}")
    return (
        _equation(edition, "pregnant", person, person.weight_kg + gained)
        + constant(f"energy_{edition}_per_week") * week
        + constant(f"energy_{edition}_tissue_{kind}")
    )


def energy_source(person: Person, system: str) -> str:
    """The references of the estimate: keys of ``data/references.csv``, apart by ``;``."""
    edition = int(constant("energy_edition"))
    found = ["NASEM 2023 energy" if edition == NEWEST else "IOM 2005"]
    if person.stage != "adult":
        found += ["EFSA 2013 energy"] if system == "efsa" else []
        found += ["IOM 2009 weight"] if edition == NEWEST and system == "dri" and (person.trimester or 1) > 1 else []
    return "; ".join(found)


def body_mass_index(person: Person) -> float:
    """Weight, in pregnancy and while nursing that before it, by the square of the height.

    Returns
    -------
    float
        [kg/m2].

    Examples
    --------
    >>> round(body_mass_index(Person(height="165 cm", weight="62 kg")), 1)
    22.8
    """
    return person.weight_kg / (person.height_cm / 100) ** 2


def refuse_low_energy(person: Person, targets: pd.DataFrame) -> None:
    """Refuse a chosen energy target far under the estimated need.

    What a dietitian set with a note is taken, and so is what is hardly under the estimate.

    Parameters
    ----------
    person : Person
    targets : pandas.DataFrame
        Of `daily_targets`.

    Raises
    ------
    PlannerError
        In one sentence, with the least that is taken.

    Examples
    --------
    >>> from planner.person.targets import daily_targets
    >>> refuse_low_energy(Person(trimester=3), daily_targets(Person(trimester=3), energy_kcal=1200))
    Traceback (most recent call last):
    planner.errors.PlannerError: the energy target of 1,200 kcal is far under the 2,824 kcal estimated for her: ...
    """
    row = targets.to_dict("index")["energy_kcal"]
    estimate, target = float(row["published"]), float(row["target"])
    least = constant("energy_refused_share") * estimate
    if person.stage != "adult":
        least = max(least, constant("energy_refused_kcal"))
    least = math.ceil(min(least, constant("energy_warned_share") * estimate))
    if target < least and not row["note"]:
        raise PlannerError(
            f"the energy target of {target:,.0f} kcal is far under the {estimate:,.0f} kcal estimated for "
            f"{'him' if person.sex == 'male' else 'her'}: leave it out, give at least {least:,} kcal, or have a "
            f"dietitian set it as a target with a note, as in energy {target:.0f} kcal: why"
        )


def _weight_class(person: Person) -> str:
    """How her weight before pregnancy is classed, in the words of ``data/constants.csv``."""
    found = "underweight"
    for kind in ("usual", "overweight", "obese"):
        if body_mass_index(person) >= constant(f"bmi_{kind}"):
            found = kind
    return found


def _equation(edition: int, group: str, person: Person, kg: float) -> float:
    """What an equation gives for a person of this weight [kcal/day]."""
    row = _equations()[edition, group, person.activity]
    size = row["per_cm"] * person.height_cm + row["per_kg"] * kg
    return float(row["constant"] + row["per_year"] * person.age + row["factor"] * size + row["growth"])


@cache  # the shipped table does not change while the program runs
def _equations() -> dict[tuple[int, str, str], dict[str, Any]]:
    rows = read("energy_equations").to_dict("records")
    return {(row["edition"], row["group"], row["activity"]): {str(k): v for k, v in row.items()} for row in rows}
