"""Energy equals worked figures of both editions of the equations; a target far under it is refused."""

import pandas as pd
import pytest

from planner import Person, PlannerError, Preferences, daily_targets, plan_week
from planner.person import energy
from planner.person.energy import body_mass_index, energy_target, refuse_low_energy
from planner.reference.tables import constant
from tests import ROOT

WORKED = pd.read_csv(ROOT / "tests" / "golden" / "energy_2023.csv").set_index("case")
WOMAN = {"age": 28, "height": 165}
GAINED = constant("gain_first_trimester") + constant("gain_usual") * (20 - 13)  # by week 20
CASES = {
    "woman": {**WOMAN, "weight": 60, "stage": "adult"},
    # worked for the weight now: 64 kg in week 20, 68 kg in week 30
    "week_20": {**WOMAN, "weight": 64 - GAINED, "week": 20},
    "week_30": {**WOMAN, "weight": 68 - GAINED - 10 * constant("gain_usual"), "week": 30},
    "nursing": {**WOMAN, "weight": 60, "stage": "lactating"},
    "girl": {"age": 16, "height": 160, "weight": 55, "stage": "adult"},
    "man": {"age": 30, "height": 178, "weight": 75, "sex": "male"},
}


@pytest.fixture
def older(monkeypatch):
    """The edition of 2005, as if the table of constants named it."""
    monkeypatch.setattr(energy, "constant", lambda key: 2005 if key == "energy_edition" else constant(key))


# --- the edition of 2023 ------------------------------------------------------------------------


@pytest.mark.parametrize("activity", WORKED.columns)
@pytest.mark.parametrize("case", CASES)
def test_energy_equals_the_worked_figures(case, activity):
    assert round(energy_target(Person(**CASES[case], activity=activity))) == WORKED.at[case, activity]


def test_energy_of_the_first_trimester_is_that_before_it():
    assert energy_target(Person(trimester=1)) == energy_target(Person(stage="adult"))


@pytest.mark.parametrize(("trimester", "week"), [(2, 20), (3, 34)])
def test_a_trimester_stands_for_its_middle_week(trimester, week):
    assert energy_target(Person(trimester=trimester)) == energy_target(Person(week=week))


@pytest.mark.parametrize(
    ("weight", "tissue", "gain"), [(50, 300, 0.51), (60, 200, 0.42), (70, 150, 0.28), (90, -50, 0.22)]
)
def test_what_is_built_up_goes_by_the_weight_before(weight, tissue, gain):
    her = Person(**WOMAN, weight=weight, week=20)
    now = weight + 1.25 + 7 * gain
    worked = 693.35 - 2.04 * 28 + 5.73 * 165 + 10.20 * now + 9.16 * 20 + tissue
    assert energy_target(her) == pytest.approx(worked)


def test_the_source_of_the_estimate_is_named():
    assert daily_targets(Person(stage="adult")).at["energy_kcal", "source"] == "NASEM 2023 energy"
    assert daily_targets(Person()).at["energy_kcal", "source"] == "NASEM 2023 energy; IOM 2009 weight"
    assert daily_targets(Person(), "efsa").at["energy_kcal", "source"] == "NASEM 2023 energy; EFSA 2013 energy"


@pytest.mark.parametrize(
    ("stage", "added"),
    [
        ({"trimester": 1}, 70),
        ({"trimester": 2}, 260),
        ({"trimester": 3}, 500),
        ({"stage": "lactating", "half_year": 1}, 500),
    ],
)
def test_energy_that_the_stage_adds_by_efsa(stage, added):
    base = energy_target(Person(stage="adult"), "efsa")
    assert energy_target(Person(**stage), "efsa") - base == pytest.approx(added)
    assert base == energy_target(Person(stage="adult"))


# --- the edition of 2005 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("activity", "kcal"), [("sedentary", 1920), ("low_active", 2131), ("active", 2395), ("very_active", 2712)]
)
def test_older_energy_of_a_woman_at_each_activity(older, activity, kcal):
    assert round(energy_target(Person(**WOMAN, weight=60, stage="adult", activity=activity))) == kcal


def test_older_energy_meets_the_published_check(older):
    woman = Person(age=30, stage="adult", height="1.65 m", weight="50.4 kg", activity="sedentary")
    assert round(energy_target(woman)) == 1816


@pytest.mark.parametrize(
    ("height", "weight", "published"),
    [
        (1.50, 41.6, (1848, 2009, 2215, 2554)),
        (1.50, 56.2, (2080, 2267, 2506, 2898)),
        (1.65, 50.4, (2068, 2254, 2490, 2880)),
        (1.65, 68.0, (2349, 2566, 2842, 3296)),
        (1.80, 59.9, (2301, 2513, 2782, 3225)),
        (1.80, 81.0, (2635, 2884, 3200, 3720)),
    ],
)
def test_older_energy_of_a_man_of_30_meets_the_published_table(older, height, weight, published):
    for activity, kcal in zip(("sedentary", "low_active", "active", "very_active"), published, strict=True):
        man = Person(age=30, sex="male", height=f"{height} m", weight=f"{weight} kg", activity=activity)
        # the weights of the table are rounded to 0.1 kg
        assert energy_target(man) == pytest.approx(kcal, abs=1.5)


def test_older_energy_of_a_girl(older):
    girl = Person(age=16, stage="adult", height="1.60 m", weight="55 kg", activity="low_active")
    assert energy_target(girl) == pytest.approx(135.3 - 30.8 * 16 + 1.16 * (10 * 55 + 934 * 1.6) + 25)


@pytest.mark.parametrize(
    ("stage", "added"),
    [
        ({"trimester": 1}, 0),
        ({"trimester": 2}, 340),
        ({"trimester": 3}, 452),
        ({"stage": "lactating", "half_year": 1}, 330),
        ({"stage": "lactating", "half_year": 2}, 400),
    ],
)
def test_older_energy_that_the_stage_adds(older, stage, added):
    base = energy_target(Person(stage="adult"))
    assert energy_target(Person(**stage)) - base == pytest.approx(added)
    assert daily_targets(Person(**stage)).at["energy_kcal", "source"] == "IOM 2005"


# --- a target of her own ------------------------------------------------------------------------


def refused(kcal, *targets, **person):
    her = Person(**person)
    said = daily_targets(her, energy_kcal=kcal, client=Preferences(targets=targets).targets)
    try:
        refuse_low_energy(her, said)
    except PlannerError as error:
        return str(error)
    return ""


def test_far_too_little_is_refused_with_the_least_that_is_taken(foods):
    said = refused(1200, trimester=3)
    assert "the energy target of 1,200 kcal is far under the 2,824 kcal estimated for her" in said
    assert "give at least 2,119 kcal" in said and "\n" not in said
    assert not refused(2119, trimester=3) and refused(2118, trimester=3)
    with pytest.raises(PlannerError, match="far under the 2,824 kcal"):
        plan_week(Person(trimester=3), Preferences(energy_kcal=1200), foods, days=1)


def test_a_dietitian_may_set_less_and_says_why():
    assert refused(None, "energy 1500 kcal", trimester=3)
    assert not refused(None, "energy 1500 kcal: after surgery, seen weekly", trimester=3)


def test_no_pregnant_or_nursing_woman_is_planned_under_1600_kcal_unless_she_needs_no_more():
    small = {"age": 40, "height": 148, "weight": 42, "activity": "sedentary"}
    assert energy_target(Person(**small, trimester=2)) * 0.9 > 1600
    assert refused(1599, **small, trimester=2) and not refused(1600, **small, trimester=2)
    tiny = energy_target(Person(**small, trimester=1))
    assert tiny * 0.9 < 1600
    assert not refused(0.9 * tiny + 1, **small, trimester=1)


def test_body_mass_index():
    assert body_mass_index(Person(height=200, weight=80)) == pytest.approx(20)
