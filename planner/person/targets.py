"""Dietary reference intakes as daily targets, upper limits and energy for one person."""

import math
from collections.abc import Iterable

import pandas as pd

from planner.errors import PlannerError
from planner.person.client_targets import RANGE, ClientTarget
from planner.person.menu_rules import rules_for
from planner.person.person import Person
from planner.reference.nutrients import nutrients
from planner.reference.tables import constant, keys, read
from planner.reference.units import ureg

COLUMNS = ["target", "kind", "upper", "upper_scope", "source"]
PUBLISHED = ["published", "published_upper", "published_scope"]  # as above, before a dietitian set anything
SET = "set by your dietitian"
TABLETS_ONLY = ("supplement", "synthetic")  # scopes of limits that food does not count towards


def limit_name(scope: str) -> str:
    """What a published limit is called; that for sodium is the level above which less is better, no upper limit."""
    return "level" if scope == "cdrr" else "upper limit"


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
    who = "man" if person.sex == "male" else "girl" if person.age < 19 else "adult"
    eer = (
        constant(f"eer_{who}_constant")
        - constant(f"eer_{who}_age") * person.age
        + constant(f"pa_{who}_{person.activity}")
        * (constant(f"eer_{who}_weight") * person.weight_kg + constant(f"eer_{who}_height") * person.height_cm / 100)
    )
    if who == "girl":
        eer += constant("eer_girl_growth")
    if person.stage != "adult":
        part = person.trimester if person.stage == "pregnant" else person.half_year
        eer += constant(f"energy_{system}_{person.stage}_{part}")
    return float(eer)


def daily_targets(
    person: Person, system: str = "dri", energy_kcal: float | None = None, client: Iterable[ClientTarget] = ()
) -> pd.DataFrame:
    """Targets and upper limits of the day.

    Parameters
    ----------
    person : Person
    system : {"dri", "efsa"}
    energy_kcal : float, optional
        In place of the estimated requirement [kcal/day].
    client : iterable of ClientTarget
        What a dietitian set: a target takes the place of the published one, a limit too, and then
        counts food and supplements together. A published target above such a limit gives way.

    Returns
    -------
    pandas.DataFrame
        Indexed by nutrient; columns target (unit of the nutrient, per day; NaN where only an
        upper limit is set), kind ("RDA" …, or "set by your dietitian"), upper, upper_scope, source,
        upper_kind ("set by your dietitian", or empty), published, published_upper and published_scope
        (what the system says, whoever set the target), note (the dietitian's words; empty if none).

    Raises
    ------
    PlannerError
        Where the system sets no values for this person, or a target that a dietitian set is above a
        limit that holds all the same.

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
    set_for = {one.nutrient: one for one in client}
    estimate = energy_target(person, system)
    energy = set_for["energy_kcal"].target if "energy_kcal" in set_for else energy_kcal
    energy = energy or estimate
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
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS).assign(upper_kind="")
    frame[PUBLISHED] = frame[["target", "upper", "upper_scope"]].to_numpy()
    frame = frame.assign(note="").astype({"published": float, "published_upper": float})
    frame.at["energy_kcal", "published"] = estimate
    for one in set_for.values():
        _set(frame, one, person)
    frame.index.name = "nutrient"
    return frame


def said_of(row: pd.Series, one: ClientTarget) -> str:
    """What a dietitian set, the published figures that it replaced, and the note, for a list of them.

    Parameters
    ----------
    row : pandas.Series
        The row of the nutrient in `daily_targets`.
    one : ClientTarget

    Examples
    --------
    >>> from planner.person.person import Preferences
    >>> (one,) = Preferences(targets=["calcium 1200 mg: bones"]).targets
    >>> said_of(daily_targets(Person(), client=[one]).loc["calcium_mg"], one)
    'calcium at least 1,200 mg (published: target 1,000 mg), bones'
    """
    text = nutrients()[one.nutrient].text
    known = []
    if not math.isnan(row["published"]) and (one.target is not None or math.isnan(row["target"])):
        known.append(f"target {text(row['published'])}")
    if not math.isnan(row["published_upper"]) and one.upper is not None:
        counts = " for tablets" if row["published_scope"] in TABLETS_ONLY else ""
        known.append(f"{limit_name(row['published_scope'])}{counts} {text(row['published_upper'])}")
    return one.said + (f" (published: {', '.join(known)})" if known else "") + (f", {one.note}" if one.note else "")


def _set(frame: pd.DataFrame, one: ClientTarget, person: Person) -> None:
    """Put what a dietitian set in the row of its nutrient; what was published stays beside it."""
    key = one.nutrient
    if key not in frame.index:
        nothing = math.nan
        frame.loc[key] = [nothing, "", nothing, "", "", "", nothing, nothing, "", ""]
    row = frame.loc[key]
    replaced = one.upper is not None and one.upper < row["target"]  # a limit goes before what healthy people need
    _below(one, row, rules_for(person).get(("cramp minerals", key)))
    if one.target is not None:
        frame.loc[key, ["target", "kind"]] = [one.target, SET]
    elif replaced:
        frame.loc[key, ["target", "kind"]] = [math.nan, ""]
    if one.upper is not None:
        frame.loc[key, ["upper", "upper_scope", "upper_kind"]] = [one.upper, "total", SET]
    frame.loc[key, ["source", "note"]] = ["; ".join(["dietitian", *keys(row["source"])]), one.note]


def _below(one: ClientTarget, row: pd.Series, rule: dict | None) -> None:
    """Refuse a target above a limit that nobody has lifted: the published one, or that of her condition."""
    if one.target is None:
        return
    nutrient = nutrients()[one.nutrient]
    if rule and one.target > rule["upper"] * row["published"]:
        raise PlannerError(
            f"{one.said} can't hold beside the condition {rule['when']}, which keeps it at most at "
            f"{nutrient.text(rule['upper'] * row['published'])}: set a limit instead, or a lower target"
        )
    if one.upper is None and row["upper_scope"] not in TABLETS_ONLY and one.target > row["upper"]:
        raise PlannerError(
            f"{one.said} is above the published {limit_name(row['upper_scope'])} of {nutrient.text(row['upper'])}: "
            f"set a limit of your own in the same line, as in {RANGE}, or a lower target"
        )
