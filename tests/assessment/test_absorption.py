"""The estimator against its published vectors, and what must hold for any meal."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import Person, absorbed_calcium
from planner.assessment.absorption import estimate, stage_factor
from tests import ROOT

VECTORS = pd.read_csv(ROOT / "tests" / "golden" / "absorption.csv", dtype=str)
ADULT = Person(stage="adult")


def meal(*foods, hinders=""):
    rows = [(food, grams, calcium, "bran" if food == "wheat_bran" else hinders) for food, grams, calcium in foods]
    return pd.DataFrame(rows, columns=["food", "grams", "calcium_mg", "hinders"])


@pytest.mark.parametrize("row", VECTORS.to_dict("records"), ids=VECTORS["meal"])
def test_published_vectors(row):
    calcium, index = ([float(x) for x in row[key].split()] for key in ("calcium_mg", "index"))
    _, central, _ = estimate(calcium, index, bran_g=float(row["bran_g"]), factor=float(row["factor"]))
    assert central == pytest.approx(float(row["central_mg"]), abs=0.51 if len(row["central_mg"]) < 5 else 0.06)


def test_small_loads_are_absorbed_better():
    at_once = estimate([1000.0], [1.0])[1]
    thirds = 3 * estimate([1000 / 3], [1.0])[1]
    quarters = 4 * estimate([250.0], [1.0])[1]
    assert (round(at_once), round(thirds, 1), round(quarters, 1)) == (223, 329.0, 356.7)


def test_stages():
    factors = [stage_factor(Person(trimester=n)) for n in (1, 2, 3)]
    assert [*factors, stage_factor(ADULT), stage_factor(Person(stage="lactating"))] == [1.0, 1.5, 1.6, 1.0, 1.0]


def test_a_glass_of_milk():
    got = absorbed_calcium(meal(("milk_whole", 244, 290.0)), ADULT)
    assert got.central == pytest.approx(99.3, abs=0.05)
    assert got.flags == ()
    assert (got.low, got.high) == (pytest.approx(0.6 * got.central), pytest.approx(1.4 * got.central))


def test_flags_say_what_the_estimate_rests_on():
    assert "out_of_range" in absorbed_calcium(meal(("milk_whole", 500, 600.0)), ADULT).flags
    assert "assumed" in absorbed_calcium(meal(("banana", 118, 20.0)), ADULT).flags
    assert "unknown" in absorbed_calcium(meal(("milk_whole", 244, 290.0), ("banana", 118, np.nan)), ADULT).flags
    spinach = absorbed_calcium(
        pd.concat([meal(("spinach_boiled", 90, 122.0), hinders="oxalate"), meal(("milk_whole", 244, 290.0))]), ADULT
    )
    assert "oxalate" in spinach.flags


def test_spinach_beside_milk_only_lowers_the_lower_end():
    milk = meal(("milk_whole", 244, 290.0))
    both = pd.concat([milk, meal(("spinach_boiled", 90, 0.0), hinders="oxalate")])
    alone, beside = absorbed_calcium(milk, ADULT), absorbed_calcium(both, ADULT)
    assert beside.low < alone.low
    assert beside.central == pytest.approx(alone.central)


def test_bran_holds_the_milks_calcium_back():
    milk = meal(("milk_whole", 244, 290.0))
    both = pd.concat([milk, meal(("wheat_bran", 16, 0.0))])
    assert absorbed_calcium(both, ADULT).central == pytest.approx(75.4, abs=0.05)


amounts = st.lists(st.tuples(st.floats(0, 900), st.floats(0.1, 1.4)), min_size=1, max_size=8)


@given(amounts, st.floats(0, 40), st.floats(0, 800), st.floats(0, 500), st.sampled_from([1.0, 1.5, 1.6]))
def test_the_interval_holds_the_estimate_and_never_more_than_was_eaten(foods, bran, oxalate, other, factor):
    calcium, index = [mg for mg, _ in foods], [relative for _, relative in foods]
    low, central, high = estimate(
        calcium, index, bran_g=bran, oxalate_mg=oxalate, low_oxalate_calcium=other, factor=factor
    )
    load = sum(calcium)
    assert 0 <= low <= central + 1e-9 <= high + 1e-6
    assert high <= 0.8 * load + 1e-9


@given(st.floats(15, 450), st.floats(1, 50))
def test_more_calcium_is_more_absorbed_calcium_within_the_measured_range(load, more):
    assert estimate([load + more], [1.0])[1] > estimate([load], [1.0])[1]
