"""Dietary reference intakes as daily targets, upper limits and energy for one person."""

import pandas as pd

from planner.errors import PlannerError
from planner.person import Person
from planner.tables import keys, read
from planner.units import ureg

COLUMNS = ["target", "kind", "upper", "upper_scope", "source"]


def constant(key: str) -> float:
    """A number of the literature from ``data/constants.csv``, in the unit named there.

    Raises
    ------
    PlannerError
        If no such constant stands in the table.
    """
    table = read("constants").set_index("key")["value"]
    if key not in table.index:
        raise PlannerError(f"constants.csv holds no {key}: add it with its source")
    return float(table[key])


def energy_target(person: Person, system: str = "dri") -> float:
    """Estimated energy requirement [kcal/day].

    The equations of the IOM for women and men of 19 and more and for girls of 14 to 18, with
    weight (before pregnancy) [kg], height [m] and the factor of the activity; on top the addition
    of the chosen system for trimester or half-year. Additions for pregnant girls are those for
    women.

    References
    ----------
    IOM 2005, Dietary Reference Intakes for Energy: for women and girls tables B-1A to B-1C of
    NAP 12584, for men the summary table for men and women of 30 years.

    Examples
    --------
    >>> round(energy_target(Person(age=30, stage="adult", height=165, weight=50.4, activity="sedentary")))
    1816
    >>> round(energy_target(Person(age=30, sex="male", height=165, weight=50.4, activity="sedentary")))
    2068
    """
    table = read("constants").set_index("key")["value"]
    who = "man" if person.sex == "male" else "girl" if person.age < 19 else "adult"
    eer = (
        table[f"eer_{who}_constant"]
        - table[f"eer_{who}_age"] * person.age
        + table[f"pa_{who}_{person.activity}"]
        * (table[f"eer_{who}_weight"] * person.weight_kg + table[f"eer_{who}_height"] * person.height_cm / 100)
    )
    if who == "girl":
        eer += table["eer_girl_growth"]
    if person.stage != "adult":
        part = person.trimester if person.stage == "pregnant" else person.half_year
        eer += table[f"energy_{system}_{person.stage}_{part}"]
    return float(eer)


def daily_targets(person: Person, system: str = "dri", energy_kcal: float | None = None) -> pd.DataFrame:
    """Targets and upper limits of the day.

    Parameters
    ----------
    person : Person
    system : {"dri", "efsa"}
    energy_kcal : float, optional
        In place of the estimated requirement [kcal/day].

    Returns
    -------
    pandas.DataFrame
        Indexed by nutrient; columns target (unit of the nutrient, per day; NaN where only an
        upper limit is set), kind, upper, upper_scope, source.

    Raises
    ------
    PlannerError
        Where the system sets no values for this person.

    Examples
    --------
    >>> float(daily_targets(Person(age=30, trimester=3)).loc["magnesium_mg", "target"])
    350.0
    """
    table = read("reference_intakes")
    mine = table[
        (table["system"] == system)
        & (table["stage"] == person.stage)
        & (table["sex"] == person.sex)
        & (table["age_min"] <= person.age)
        & (person.age <= table["age_max"])
        & (table["trimester"].isna() | (table["trimester"] == person.trimester))
        & (table["half_year"].isna() | (table["half_year"] == person.half_year))
    ]
    if mine.empty:
        who = {"pregnant": "pregnant girls", "lactating": "nursing girls", "adult": "girls"}[person.stage]
        raise PlannerError(f"{system.upper()} sets no values for {who} of {person.age}: use the system dri")
    energy = energy_kcal or energy_target(person, system)
    factor = {"day": 1.0, "kg": person.weight_kg, "MJ": float(ureg.Quantity(energy, "kcal").to("MJ").magnitude)}
    mine = mine.assign(value=mine["value"] * mine["per"].map(factor))
    kind, source = ("chosen", "house") if energy_kcal else ("EER", "IOM 2005")
    if not energy_kcal and system == "efsa" and person.stage != "adult":
        source = "IOM 2005; EFSA 2013 energy"
    rows = {"energy_kcal": [float(energy), kind, float("nan"), "", source]}
    for nutrient, group in mine.groupby("nutrient", sort=False):
        with_upper = group[group["upper"].notna()]
        rows[str(nutrient)] = [
            float(group["value"].sum(min_count=1)),
            next((text for text in group["kind"] if text), ""),
            float(with_upper["upper"].iloc[0]) if len(with_upper) else float("nan"),
            with_upper["upper_scope"].iloc[0] if len(with_upper) else "",
            "; ".join(dict.fromkeys(key for cell in group["source"] for key in keys(cell))),
        ]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)
    frame.index.name = "nutrient"
    return frame
