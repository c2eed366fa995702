"""Dietary reference intakes as daily targets and upper limits for one person."""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from planner.errors import PlannerError, one_of
from planner.person.client_targets import ENERGY_KCAL, RANGE, ClientTarget, only_once
from planner.person.energy import energy_source, energy_target
from planner.person.menu_rules import rules_for
from planner.person.person import Person
from planner.reference.nutrients import nutrients
from planner.reference.table_schemas import SYSTEMS
from planner.reference.tables import keys, read
from planner.reference.units import registry

COLUMNS = [
    *("target", "kind", "upper", "upper_scope", "source", "upper_kind"),
    *("published", "published_upper", "published_scope"),  # before a dietitian set anything
    "note",
]
SET = "set by your dietitian"
TABLETS_ONLY = ("supplement", "synthetic")  # scopes of limits that food does not count towards


def limit_name(scope: str) -> str:
    """What a published limit is called; that for sodium is the level above which less is better, no upper limit.

    Parameters
    ----------
    scope : {"total", "supplement", "preformed", "synthetic", "cdrr"}
        What the limit counts.

    Returns
    -------
    str

    Examples
    --------
    >>> limit_name("cdrr"), limit_name("total")
    ('level', 'upper limit')
    """
    return "level" if scope == "cdrr" else "upper limit"


def daily_targets(
    person: Person, system: str = "dri", energy_kcal: float | None = None, client: Iterable[ClientTarget] = ()
) -> pd.DataFrame:
    """Targets and upper limits of the day.

    Parameters
    ----------
    person : Person
    system : {"dri", "efsa"}
    energy_kcal : float, optional
        In place of the estimated requirement [kcal/day], 1200 to 5000.
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
        If the system or the energy can't be, targets contradict each other, the system sets no values
        for this person, or a target that a dietitian set is above a limit that holds all the same.

    Examples
    --------
    >>> float(daily_targets(Person(age=30, trimester=3)).loc["magnesium_mg", "target"])
    350.0
    """
    one_of(system, SYSTEMS, "the system")
    set_for = _by_nutrient(client, system, energy_kcal)
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
    estimate = energy_target(person, system)
    energy = set_for["energy_kcal"].target if "energy_kcal" in set_for else energy_kcal
    energy = energy or estimate
    factor = {"day": 1.0, "kg": person.weight_kg}
    if "MJ" in mine["per"].values:  # most ask for no unit, and pint is not loaded for nothing
        factor["MJ"] = float(registry().Quantity(energy, "kcal").to("MJ").magnitude)
    mine = mine.assign(value=mine["value"] * mine["per"].map(factor))
    kind, source = ("chosen", "house") if energy_kcal else ("EER", energy_source(person, system))
    rows = {"energy_kcal": _row(float(energy), kind, math.nan, "", source)}
    rows["energy_kcal"]["published"] = estimate
    for nutrient, group in mine.groupby("nutrient", sort=False):
        with_upper = group[group["upper"].notna()]
        rows[str(nutrient)] = _row(
            float(group["value"].sum(min_count=1)),
            next((text for text in group["kind"] if text), ""),
            float(with_upper["upper"].iloc[0]) if len(with_upper) else math.nan,
            str(with_upper["upper_scope"].iloc[0]) if len(with_upper) else "",
            "; ".join(dict.fromkeys(key for cell in group["source"] for key in keys(cell))),
        )
    for one in set_for.values():
        _set(rows.setdefault(one.nutrient, _row(math.nan, "", math.nan, "", "")), one, person)
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS).rename_axis("nutrient")


def _by_nutrient(client: Iterable[ClientTarget], system: str, energy_kcal: float | None) -> dict[str, ClientTarget]:
    """What a dietitian set, by nutrient, if it and the energy can be."""
    least, most = ENERGY_KCAL
    if energy_kcal is not None and not least <= energy_kcal <= most:
        raise PlannerError(f"the energy target is {energy_kcal:g} kcal: it must be {least:g} to {most:g}")
    found = tuple(client)
    try:
        only_once(found, system, energy_kcal)
    except ValueError as error:
        raise PlannerError(str(error)) from None
    return {one.nutrient: one for one in found}


def _row(target: float, kind: str, upper: float, scope: str, source: str) -> dict[str, Any]:
    """The row of a nutrient as it is published."""
    return dict(zip(COLUMNS, (target, kind, upper, scope, source, "", target, upper, scope, ""), strict=True))


def target_words(row: pd.Series, one: ClientTarget) -> str:
    """What a dietitian set, the published figures that it replaced, and the note, for a list of them.

    Parameters
    ----------
    row : pandas.Series
        The row of the nutrient in `daily_targets`.
    one : ClientTarget

    Returns
    -------
    str

    Examples
    --------
    >>> from planner.person.person import Preferences
    >>> (one,) = Preferences(targets=["calcium 1200 mg: bones"]).targets
    >>> target_words(daily_targets(Person(), client=[one]).loc["calcium_mg"], one)
    'calcium at least 1,200 mg (published: target 1,000 mg), bones'
    """
    text = nutrients()[one.nutrient].text
    known = []
    if not math.isnan(row["published"]) and (one.target is not None or math.isnan(row["target"])):
        known.append(f"target {text(row['published'])}")
    if not math.isnan(row["published_upper"]) and one.upper is not None:
        counts = " for tablets" if row["published_scope"] in TABLETS_ONLY else ""
        known.append(f"{limit_name(row['published_scope'])}{counts} {text(row['published_upper'])}")
    return one.words + (f" (published: {', '.join(known)})" if known else "") + (f", {one.note}" if one.note else "")


def _set(row: dict[str, Any], one: ClientTarget, person: Person) -> None:
    """Put what a dietitian set in the row of its nutrient; what was published stays beside it."""
    _below(one, row, rules_for(person).get(("cramp minerals", one.nutrient)))
    if one.target is not None:
        row |= {"target": one.target, "kind": SET}
    elif one.upper is not None and one.upper < row["target"]:  # a limit goes before what healthy people need
        row |= {"target": math.nan, "kind": ""}
    if one.upper is not None:
        row |= {"upper": one.upper, "upper_scope": "total", "upper_kind": SET}
    row |= {"source": "; ".join(["dietitian", *keys(row["source"])]), "note": one.note}


def _below(one: ClientTarget, row: dict[str, Any], rule: dict[str, Any] | None) -> None:
    """Refuse a target above a limit that nobody has lifted: the published one, or that of her condition."""
    if one.target is None:
        return
    nutrient = nutrients()[one.nutrient]
    if rule and one.target > rule["upper"] * row["published"]:
        raise PlannerError(
            f"{one.words} can't hold beside the condition {rule['when']}, which keeps it at most at "
            f"{nutrient.text(rule['upper'] * row['published'])}: set a limit instead, or a lower target"
        )
    if one.upper is None and row["upper_scope"] not in TABLETS_ONLY and one.target > row["upper"]:
        raise PlannerError(
            f"{one.words} is above the published {limit_name(row['upper_scope'])} of {nutrient.text(row['upper'])}: "
            f"set a limit of your own in the same line, as in {RANGE}, or a lower target"
        )
