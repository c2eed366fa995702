"""Intake against targets: known parts, unknown parts, coverage, limits by scope.

Reads only what is on the plates and what a doctor prescribed beside them; knows nothing of the
optimiser that put it there.
"""

import math

import pandas as pd

from planner.errors import one_of
from planner.menu.plan import Plan, servings_frame
from planner.person.menu_rules import rules_for
from planner.person.targets import SET, TABLETS_ONLY, limit_name
from planner.reference.nutrients import known_nutrient, nutrients
from planner.reference.tables import read

MEAN = "mean"
REPORT = (
    "date nutrient label unit known unknown_foods foods supplement target kind target_basis coverage "
    "upper upper_scope upper_basis status text note published published_upper dietitian_note"
).split()
FOLATE = "folate_dfe_ug"  # food is summed in folate equivalents, tablets hold folic acid: never added
_SCOPES = {
    "": "",
    "total": "",
    "cdrr": "",
    "supplement": "counts supplements only",
    "synthetic": "counts supplements and fortified food only",
    "preformed": "judged over the week",
}
# by definition a microgram of retinol is one of either
_RETINOL_IN = ("vitamin_a_rae_ug", "vitamin_a_re_ug")
_ROOM = 1 + 1e-6  # for sums of rounded figures
# spared: the rest of the water is drunk, and nobody need add salt
_NOT_SHORT = ("water_g", "sodium_mg")
_ASK = "ask your doctor before you change anything"


def intake(plan: Plan) -> pd.DataFrame:
    """What each day brings of each nutrient.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        Columns date, nutrient, known (sum of what is known, in the unit of the nutrient),
        unknown_foods and foods (how many different foods of the day give no figure, of how many).
        A day on which nothing is eaten has no rows.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> day = day_of_entries(Person(), [Entry("10:30", food, 1.0) for food in ("kefir", "soy_yoghurt")])
    >>> intake(day).set_index("nutrient").loc["magnesium_mg", ["known", "unknown_foods", "foods"]].round(1).tolist()
    [29.2, 1.0, 2.0]
    """
    frame = servings_frame(plan)
    once = frame.drop_duplicates(["date", "food"])
    keys = list(nutrients())
    known = frame.groupby("date", sort=False)[keys].sum()
    unknown = once[keys].isna().groupby(once["date"], sort=False).sum()
    foods = once.groupby("date", sort=False).size()
    rows = [
        (date, key, amount, missing, count)
        for date, amounts, gaps, count in zip(
            known.index, known.to_numpy().tolist(), unknown.to_numpy().tolist(), foods.tolist(), strict=True
        )
        for key, amount, missing in zip(keys, amounts, gaps, strict=True)
    ]
    return pd.DataFrame(rows, columns=["date", "nutrient", "known", "unknown_foods", "foods"])


def assess(plan: Plan) -> pd.DataFrame:
    """The report of a plan: every nutrient on every day, and the mean of all days.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        Columns date (a date, or "mean"), nutrient, label, unit, known, unknown_foods, foods,
        supplement (a day, in the unit of the nutrient; 0 if none), target, kind, coverage (known /
        target; NaN without target), upper, upper_scope, status (covered, short, over, at most,
        spared, no target), text ("at least 310 mg (2 of 14 foods give no figure)") and note (which
        limit is passed, by what, or set above the published one; empty if neither). What a dietitian
        set is told apart by target_basis and upper_basis ("RDA", or "set by your dietitian; DRI
        1,000 mg"; empty for published limits), published, published_upper and dietitian_note.

    Notes
    -----
    What a doctor prescribed stands in a column of its own: known, coverage, text and the statuses
    covered and short are about food alone. Limits count what their scope says: "total" and "cdrr"
    food and supplements, "supplement" and "synthetic" the supplements alone, "preformed" the mean
    of food and supplements over the days.

    The supplement of folate is in µg folic acid, as on the package, while food is summed in µg
    dietary folate equivalents: the two are never added. Its limit is in µg folic acid too. The food
    table does not tell added folic acid and niacin apart, so their limits are judged on
    supplements; fortified food would come on top.

    Examples
    --------
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person, prescribed
    >>> her = Person(supplements=[prescribed("magnesium 250 mg")])
    >>> day = day_of_entries(her, [Entry("13:00", food, 1.0) for food in ("kefir", "soy_yoghurt")])
    >>> report = assess(day).set_index(["date", "nutrient"])
    >>> report.loc[("mean", "magnesium_mg"), ["text", "status"]].tolist()
    ['at least 29 mg (1 of 2 foods give no figure)', 'short']
    >>> float(report.at[("mean", "magnesium_mg"), "supplement"])
    250.0
    """
    daily = intake(plan)
    mean = daily.groupby("nutrient", sort=False).agg(
        known=("known", "mean"), unknown_foods=("unknown_foods", "max"), foods=("foods", "max")
    )
    mean = mean.reset_index().assign(date=MEAN)
    both = pd.concat([daily, mean], ignore_index=True)
    targets = plan.targets.drop(columns="source").rename(columns={"note": "dietitian_note"})
    both = both.merge(targets, how="left", left_on="nutrient", right_index=True)
    words = ["kind", "upper_scope", "upper_kind", "published_scope", "dietitian_note"]
    both[words] = both[words].fillna("")
    both["coverage"] = both["known"] / both["target"]
    both["label"] = both["nutrient"].map(lambda key: nutrients()[key].label)
    both["unit"] = both["nutrient"].map(lambda key: nutrients()[key].unit)
    tablets = tablets_a_day(plan)
    both["supplement"] = both["nutrient"].map(lambda key: tablets.get(key, 0.0))
    both["target_basis"] = [_basis(row, "target", plan.preferences.system) for row in both.to_dict("records")]
    both["upper_basis"] = [_basis(row, "upper", plan.preferences.system) for row in both.to_dict("records")]
    spared = {*_NOT_SHORT, *_watched(plan)}
    both["status"] = [_status(row, spared) for row in both.to_dict("records")]
    both["text"] = [_text(row) for row in both.to_dict("records")]
    both["note"] = [_note(row) for row in both.to_dict("records")]
    return both[REPORT]


def _basis(row: dict, side: str, system: str) -> str:
    """Where a target or limit is from; what a dietitian set with the published figure that it replaced."""
    kind = row["kind"] if side == "target" else row["upper_kind"]
    published = row["published" if side == "target" else "published_upper"]
    if kind != SET or math.isnan(published):
        return kind
    known_as = "EER" if row["nutrient"] == "energy_kcal" else system.upper()
    figure = nutrients()[row["nutrient"]].text(published)
    counts = _SCOPES[row["published_scope"]] if side == "upper" else ""
    return f"{kind}; {known_as} {figure}" + (f", {counts}" if counts else "")


def _watched(plan: Plan) -> set[str]:
    """The minerals that need not be reached, because a doctor watches them."""
    return {subject for (rule, subject), row in rules_for(plan.person).items()
            if rule == "cramp minerals" and math.isnan(row["lower"])}  # fmt: skip


def tablets_a_day(plan: Plan) -> dict[str, float]:
    """What supplements bring a day, by nutrient; retinol is vitamin A as well, EPA and DHA count together."""
    amounts = plan.person.supplement_amounts()
    retinol, oils = amounts.get("retinol_ug", 0.0), [amounts.get(key, 0.0) for key in ("epa_g", "dha_g")]
    both = amounts.get("epa_dha_mg", 0.0) + sum(oils) * 1000
    return {**dict.fromkeys(_RETINOL_IN, retinol), **amounts, "epa_dha_mg": both}


def _counted(row: dict, scope: str) -> float:
    """What a limit of that scope counts; NaN where it is not judged on this row."""
    if scope in TABLETS_ONLY:
        return row["supplement"]
    if scope == "preformed" and row["date"] != MEAN:
        return math.nan
    return row["known"] + row["supplement"]


def _passed(row: dict) -> list[tuple[float, str]]:
    """The limits that are passed, with their scopes; a dietitian's limit on everything lifts none on tablets."""
    limits = [(row["upper"], row["upper_scope"])]
    if row["upper_kind"] == SET and row["published_scope"] in TABLETS_ONLY:
        limits.append((row["published_upper"], row["published_scope"]))
    return [(upper, scope) for upper, scope in limits if _counted(row, scope) > upper * _ROOM]


def _status(row: dict, spared: set[str]) -> str:
    """How food stands to its target, or that a limit is passed by what it counts."""
    if _passed(row):
        return "over"
    if math.isnan(row["target"]):
        return "no target" if math.isnan(row["upper"]) else "at most"
    enough = _energy_room() if row["nutrient"] == "energy_kcal" else 1.0
    if row["known"] >= row["target"] * enough * (1 - 1e-6):
        return "covered"
    return "spared" if row["nutrient"] in spared and row["kind"] != SET else "short"


def _energy_room() -> float:
    """The share of the energy target that the menu rule asks for."""
    table = read("menu_rules")
    return float(table.loc[(table["rule"] == "energy") & (table["when"] == ""), "lower"].iloc[0])


def _text(row: dict) -> str:
    amount = nutrients()[row["nutrient"]].text(row["known"])
    if row["unknown_foods"]:
        return f"at least {amount} ({row['unknown_foods']} of {row['foods']} foods give no figure)"
    return amount


def _note(row: dict) -> str:
    """Which limits are passed, or set above the published one; empty if none is."""
    notes = [_over(row, upper, scope) for upper, scope in _passed(row)]
    raised = row["upper_kind"] == SET and row["published_scope"] not in TABLETS_ONLY
    if raised and row["upper"] > row["published_upper"]:
        upper, published = (f"{row[side]:,.10g} {row['unit']}" for side in ("upper", "published_upper"))
        level = limit_name(row["published_scope"])
        notes.append(f"the limit of {upper} is above the published {level} of {published}; {SET}")
    return "; ".join(notes)


def _over(row: dict, limit: float, scope: str) -> str:
    """That a limit is passed, what counts towards it, and what to do."""
    counted, tablets = _counted(row, scope), row["supplement"]
    unit, decimals = row["unit"], nutrients()[row["nutrient"]].decimals
    places = next((n for n in range(decimals, 9) if round(counted, n) > limit), 9)
    figure, upper = f"{round(counted, places):,.10g} {unit}", f"{limit:,.10g} {unit}"
    if scope in TABLETS_ONLY:
        what = " folic acid" if row["nutrient"] == FOLATE else ""
        return f"{figure}{what} from tablets are over the limit of {upper} that {_SCOPES[scope]}: {_ASK}"
    least = "at least " if row["unknown_foods"] else ""
    set_by = f", {SET}," if row["upper_kind"] == SET else ""
    share = f", {tablets:,.10g} {unit} of it from tablets," if tablets else ""
    over = {
        "total": f"limit of {upper}{set_by} that counts food and supplements",
        "preformed": f"limit of {upper} that counts food and supplements in the mean of the days",
        "cdrr": f"{upper} above which less is better",
    }[scope]
    way_out = f": {_ASK}" if tablets else ": choose another dish" if scope != "cdrr" else ""
    return f"{least}{figure}{share} are over the {over}{way_out}"


def tablets_text(nutrient: str, amount: float) -> str:
    """What supplements bring a day, as the user reads it.

    Parameters
    ----------
    nutrient : str
    amount : float
        In the unit of the nutrient; of folate in µg folic acid [unit/day].

    Returns
    -------
    str
        Empty if there is nothing.

    Raises
    ------
    PlannerError
        If there is no such nutrient.

    Examples
    --------
    >>> tablets_text("magnesium_mg", 300.0), tablets_text("folate_dfe_ug", 400.0), tablets_text("iron_mg", 0.0)
    ('300 mg', '400 µg folic acid', '')
    """
    unit = nutrients()[known_nutrient(nutrient)].unit
    if not amount:
        return ""
    return f"{amount:,.10g} {unit}" + (" folic acid" if nutrient == FOLATE else "")


def limit_note(scope: str) -> str:
    """What an upper limit counts, in words.

    Parameters
    ----------
    scope : {"total", "cdrr", "supplement", "synthetic", "preformed", ""}
        As in ``data/reference_intakes.csv``; empty where there is no limit.

    Returns
    -------
    str
        Empty if it counts everything.

    Raises
    ------
    PlannerError
        If there is no such scope.

    Examples
    --------
    >>> limit_note("supplement")
    'counts supplements only'
    """
    return _SCOPES[one_of(scope, _SCOPES, "the scope of a limit")]
