"""A flagged pairing in words: what meets what, how sure that is, how much it costs."""

import math
from collections.abc import Mapping
from typing import Any, get_args

import pandas as pd

from planner.errors import one_of
from planner.menu.wording import count, lower_first
from planner.person.person import Mode
from planner.reference.nutrients import nutrients

VERDICTS = {
    "supported": "Measurements agree",
    "mixed": "Measurements disagree with each other",
    "weak": "Hardly any evidence",
    "contradicted": "Measurements say otherwise",
    "harmful": "Harmful",
    "untested": "Nobody has tested it",
}


def nothing_flagged(mode: str, unjudged: int = 0) -> str:
    """That no pairing is flagged, and what was looked for.

    Parameters
    ----------
    mode : {"article", "measured"}
    unjudged : int
        How many can't be judged (`planner.assessment.unjudged_pairings`).

    Returns
    -------
    str

    Raises
    ------
    PlannerError
        If there is no such mode.

    Examples
    --------
    >>> nothing_flagged("measured").partition(". ")[0]
    'Nothing to pull apart'
    >>> nothing_flagged("measured", unjudged=1)
    "No pairing is flagged, but 1 meeting can't be judged: a food beside a hinderer gives no figure. Swap such a food, \
or fill in its figure."
    """
    one_of(mode, get_args(Mode), "the mode")
    if unjudged:
        return (
            f"No pairing is flagged, but {count(unjudged, 'meeting')} can't be judged: a food beside a hinderer gives "
            "no figure. Swap such a food, or fill in its figure."
        )
    if mode == "article":
        return (
            "Nothing to pull apart. Spinach and sorrel, tea and coffee, chocolate, bread and pastry "
            "never meet a dish with much calcium, nor tea and coffee one with much iron."
        )
    return (
        "Nothing to pull apart. Neither spinach and sorrel nor wheat bran meets a dish with much calcium, "
        "and tea and coffee meet none with much iron."
    )


def why_not_flagged(unflagged: pd.DataFrame) -> str:
    """Why hinderers on the plates are not flagged: how much each meets, and from where on it would be flagged.

    Parameters
    ----------
    unflagged : pandas.DataFrame
        Of `planner.assessment.unflagged_hinderers`.

    Returns
    -------
    str
        A sentence for each mineral; empty if there are none.

    Examples
    --------
    >>> row = {"affects": "calcium", "at_stake_mg": 61.7, "unknown_foods": 0, "flagged_from_mg": 100.0}
    >>> why_not_flagged(pd.DataFrame([{"hinderer": "Spinach", **row}]))
    'With too little calcium beside it to matter (under 100 mg): spinach, at most 62 mg.'
    >>> why_not_flagged(pd.DataFrame([{"hinderer": "Rye bread", **row, "unknown_foods": 2}])).partition(": ")[2]
    'rye bread, at least 62 mg (2 foods give no figure).'
    """
    said = []
    for (affects, bound), rows in unflagged.groupby(["affects", "flagged_from_mg"], sort=False):
        each = map(_met, rows.to_dict("records"))
        from_on = at_stake({"affects": affects, "at_stake_mg": bound})
        said.append(f"With too little {affects} beside it to matter (under {from_on}): {'; '.join(each)}.")
    return " ".join(said)


def _met(row: dict) -> str:
    name, unknown = lower_first(row["hinderer"]), row["unknown_foods"]
    if not unknown:
        return f"{name}, at most {at_stake(row)}"
    return f"{name}, at least {at_stake(row)} ({count(unknown, 'food gives', 'foods give')} no figure)"


def size(row: Mapping[str, Any]) -> str:
    """How much of the mineral at stake a pairing costs by measurement, as a range.

    Parameters
    ----------
    row : dict
        Of `planner.find_pairings`.

    Returns
    -------
    str

    Examples
    --------
    >>> size({"affects": "calcium", "size_low_mg": 0.0, "size_high_mg": 8.0, "at_stake_mg": 230.0})
    'By measurement it costs 0 to 8 of the 230 mg.'
    >>> size({"affects": "iron", "size_low_mg": math.nan, "size_high_mg": math.nan, "at_stake_mg": 6.2})
    'Only a part of the 6.2 mg would be taken up anyway, so how many milligrams it costs, nobody can say.'
    """
    low, high, whole = row["size_low_mg"], row["size_high_mg"], at_stake(row)
    if math.isnan(low):  # a share of what is taken up was measured
        return f"Only a part of the {whole} would be taken up anyway, so how many milligrams it costs, nobody can say."
    if math.isnan(high):
        return f"How much of the {whole} it costs, nobody knows."
    if high < 0.5:
        return f"By measurement it costs none of the {whole}."
    return f"By measurement it costs {low:,.0f} to {high:,.0f} of the {whole}."


def at_stake(row: Mapping[str, Any]) -> str:
    """How much of the mineral a flagged pairing is about.

    Parameters
    ----------
    row : dict
        Of `planner.find_pairings`.

    Returns
    -------
    str

    Examples
    --------
    >>> at_stake({"affects": "calcium", "at_stake_mg": 230.4})
    '230 mg'
    """
    return nutrients()[f"{row['affects']}_mg"].text(row["at_stake_mg"])
