"""What a dietitian sets for one client: read, refused in a sentence, and put beside what is published."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import planner
from planner import ClientTarget, Person, PlannerError, Preferences, daily_targets
from planner.person.client_targets import LIKE, RANGE
from planner.person.targets import COLUMNS, SET
from planner.reference.nutrients import nutrients
from tests.plates import plan

KIDNEYS = {"conditions": ["kidney_potassium"]}


def typed(*lines, **more):
    return Preferences(targets=lines, **more)


def targets(*lines, system="dri", **person):
    return daily_targets(Person(**person), system, client=typed(*lines, system=system).targets)


# --- what is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "nutrient", "target", "upper", "note"),
    [
        (LIKE, "calcium_mg", 1200, None, "osteopenia"),
        (RANGE, "sodium_mg", 1500, 2300, ""),
        ("calcium 1200 mg", "calcium_mg", 1200, None, ""),
        ("Calcium: 1.2 g a day", "calcium_mg", 1200, None, ""),
        ("calcium 30 mmol/d", "calcium_mg", 1202.34, None, ""),
        ("vitamin D at least 600 IU: little sun: all winter", "vitamin_d_ug", 15, None, "little sun: all winter"),
        ("Potassium AT MOST 2000 mg:kidney clinic", "potassium_mg", None, 2000, "kidney clinic"),
        ("sodium 1.5 – 2.3 g", "sodium_mg", 1500, 2300, ""),
        ("sodium 1500 mg to 2.3 g", "sodium_mg", 1500, 2300, ""),
        ("energy 2200 kcal", "energy_kcal", 2200, None, ""),
        ("energy 9,2 MJ", "energy_kcal", 2198.85, None, ""),
        ("B12 4 µg per day", "vitamin_b12_ug", 4, None, ""),
        ("vitamin A (RAE) 800 µg", "vitamin_a_rae_ug", 800, None, ""),
        ("vitamin K 90-150 µg", "vitamin_k_ug", 90, 150, ""),
        ("caffeine at most 0.1 g", "caffeine_mg", None, 100, ""),
    ],
)
def test_a_target_is_read_as_a_dietitian_writes_it(line, nutrient, target, upper, note):
    (one,) = typed(line).targets
    assert (one.nutrient, one.note) == (nutrient, note)
    assert (one.target, one.upper) == (target and pytest.approx(target, abs=0.01), upper)
    assert typed(one.model_dump(mode="json")).targets == (one,)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["calcium"],
            f"'calcium' can't be read as a target: write it like {LIKE} or {RANGE}",
        ),
        (["calcium 1200"], "can't be read as a target"),
        (["calcium at least 1000-2000 mg"], "can't be read as a target"),
        (["calcium at least 1000 mg at most 2000 mg"], "can't be read as a target"),
        (["calcium 1,200 mg"], "'1,200 mg' can mean 1.2 or 1200: write one of the two"),
        (["calcium 1200 km"], "can't be turned into mg: write it in mg"),
        (["calcium 0 mg"], "calcium is set to 0 mg: it must be more than 0"),
        (["calcium 1200 g"], "calcium 1,200,000 mg a day is far more than anyone's target: look at the unit"),
        (["calcium at most 1.2 mg"], "calcium 1.2 mg a day is far less than anyone's target: look at the unit"),
        (["vitamin D 600 µg"], "vitamin D 600 µg a day is far more"),
        (["vitamin K 90 mg"], "vitamin K 90,000 µg a day is far more"),
        (["sodium 2300-1500 mg"], "the target of sodium, 2,300 mg, is above its own limit, 1,500 mg"),
        (["sodium 2000 mg"], "can be meant as target or limit: write sodium at least or sodium at most"),
        (["iron 18 mg", "iron at most 40 mg"], "iron is set twice: write one line for it"),
        (["quinine 200 mg"], "'quinine' is no nutrient that is counted here"),
        (["folate_ug 400 µg"], "folate is counted in dietary folate equivalents: write folate"),
        (["folic acid 400 µg"], "folic acid comes from tablets: name it among the supplements"),
        (["folate at most 900 µg"], "a limit on folate counts the folic acid of tablets"),
        (["vitamin A at most 2000 µg"], "a limit on vitamin A counts retinol: set it for retinol"),
        (["retinol 700 µg"], "retinol takes only a limit: write it like retinol at most 700 µg"),
        (["caffeine 100 mg"], "caffeine takes only a limit"),
        (["water 2000 g"], "most water is drunk beside the dishes"),
        (["energy at most 2000 kcal"], "energy takes a target, not a limit"),
        (["energy 900 kcal"], "energy is set to 900 kcal: it must be at least 1200 kcal"),
        (["energy 25 MJ"], "it must be at most 5000 kcal"),
        ([3], "a target can't be 3: write it like"),
        ([{"nutrient": "iron"}], "iron has neither a target nor a limit"),
        ([{"nutrient": "iron", "target": math.nan}], "iron is set to nan mg"),
        ([{"nutrient": "iron", "target": math.inf}], "far more than anyone's target"),
        ([{"nutrient": "iron", "target": [3]}], "target is [3]"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(lines, said):
    with pytest.raises(PlannerError) as error:
        typed(*lines)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_energy_is_set_once_and_vitamin_a_as_the_system_counts_it():
    with pytest.raises(PlannerError, match="energy is set twice"):
        typed("energy 9 MJ", energy_kcal=2200)
    with pytest.raises(PlannerError, match=r"the system efsa counts vitamin A \(RE\), not vitamin A \(RAE\)"):
        typed("vitamin A 700 µg", system="efsa")
    assert typed("vitamin A (RE) 700 µg", system="efsa").targets[0].target == 700


def taken_or_said(make):
    """The target, or the sentence that refuses it."""
    try:
        return make()
    except PlannerError as error:
        return str(error)


LINES = st.from_regex(r"(calcium|B6|energy) (at (least|most) )?[\d.,-]{1,8} ?\w{1,4}.*")


@given(st.one_of(st.text(max_size=40), LINES))
def test_any_line_is_taken_or_refused_in_one_sentence(line):
    got = taken_or_said(lambda: typed(line).targets[0])
    assert "\n" not in got if isinstance(got, str) else (got.target or got.upper) > 0 and got.words


@given(st.sampled_from(list(nutrients())), st.floats(), st.sampled_from(["target", "upper"]))
def test_every_number_is_taken_as_it_is_or_refused_in_one_sentence(nutrient, amount, side):
    got = taken_or_said(lambda: ClientTarget(nutrient=nutrient, **{side: amount}))
    if isinstance(got, str):
        assert "\n" not in got
    else:
        assert 0 < getattr(got, side) == amount
        assert ClientTarget(**got.model_dump(mode="json")) == got


# --- the targets of the day ---------------------------------------------------------------------


def test_without_a_dietitian_the_published_targets_stand_as_they_are():
    frame = daily_targets(Person())
    assert list(frame.columns) == COLUMNS and SET not in {*frame["kind"], *frame["upper_kind"]}
    assert frame["published"].equals(frame["target"]) and frame["published_upper"].equals(frame["upper"])
    row = frame.loc["calcium_mg"]
    assert row[["target", "kind", "upper", "upper_scope"]].to_list() == [1000, "RDA", 2500, "total"]
    assert row[["source", "note"]].to_list() == ["IOM 2011; NASEM 2019", ""]


def test_what_is_set_takes_the_place_of_what_is_published_and_nothing_else_changes():
    frame = targets("calcium 1200 mg: bones", "DHA 300 mg", "sodium at most 2 g")
    calcium, dha, sodium = (frame.loc[key] for key in ("calcium_mg", "dha_g", "sodium_mg"))
    assert (calcium["target"], calcium["kind"], calcium["published"], calcium["note"]) == (1200, SET, 1000, "bones")
    assert (calcium["upper"], calcium["upper_kind"], calcium["source"][:9]) == (2500, "", "dietitian")
    assert (dha["target"], dha["kind"], dha["source"]) == (0.3, SET, "dietitian") and math.isnan(dha["published"])
    assert (sodium["upper"], sodium["upper_scope"], sodium["upper_kind"]) == (2000, "total", SET)
    assert (sodium["published_upper"], sodium["published_scope"], sodium["target"]) == (2300, "cdrr", 1500)
    others = daily_targets(Person()).index.difference(["calcium_mg", "sodium_mg"])
    pd.testing.assert_frame_equal(frame.loc[others], daily_targets(Person()).loc[others])


def test_energy_that_is_set_carries_what_goes_by_energy():
    frame = targets("energy 10 MJ", system="efsa")
    assert frame.at["energy_kcal", "kind"] == SET
    assert frame.at["energy_kcal", "published"] == daily_targets(Person(), "efsa").at["energy_kcal", "target"]
    assert frame.at["thiamin_mg", "target"] == pytest.approx(1.0)


def test_a_published_target_gives_way_to_a_lower_limit():
    potassium = targets("potassium at most 2500 mg").loc["potassium_mg"]
    assert math.isnan(potassium["target"]) and potassium["upper"] == 2500 and potassium["published"] == 2900


def test_a_target_above_a_limit_that_holds_is_refused_with_the_way_out():
    with pytest.raises(PlannerError, match="above the published upper limit of 2,500 mg: set a limit of your own"):
        targets("calcium 3000 mg")
    with pytest.raises(PlannerError, match="condition kidney_potassium, which keeps it at most at 2,900 mg"):
        targets("potassium 3500 mg", **KIDNEYS)
    assert targets("calcium 2600-3000 mg").at["calcium_mg", "upper"] == 3000
    assert targets("magnesium 400 mg").at["magnesium_mg", "target"] == 400  # that limit counts tablets only


# --- the report -------------------------------------------------------------------------------

MEALS = {("breakfast", "07:30"): [("milk_whole", 1)], ("dinner", "19:00"): [("banana", 1)]}


def test_the_report_keeps_the_published_figure_beside():
    report = planner.assess(plan(MEALS, preferences=typed("calcium 1200 mg: =bones", "potassium at most 400 mg")))
    row = report[report["nutrient"] == "calcium_mg"].iloc[0]
    assert row["target_basis"] == f"{SET}; DRI 1,000 mg"
    assert (row["published"], row["dietitian_note"], row["coverage"]) == (1000, "=bones", row["known"] / 1200)
    over = report[report["nutrient"] == "potassium_mg"].iloc[0]
    assert over["status"] == "over" and f"limit of 400 mg, {SET}, that counts food and supplements" in over["note"]


def test_a_limit_above_the_published_one_carries_a_warning():
    report = planner.assess(plan(MEALS, preferences=typed("calcium 2600-3000 mg")))
    notes = report.loc[report["nutrient"] == "calcium_mg", "note"]
    assert notes.str.endswith(f"above the published upper limit of 2,500 mg; {SET}").all()


def test_a_limit_on_everything_lifts_none_on_tablets():
    taking = Person(supplements=[{"nutrient": "magnesium", "amount": "400 mg"}])
    week = plan(MEALS, person=taking, preferences=typed("magnesium at most 900 mg"))
    row = planner.assess(week).query("nutrient == 'magnesium_mg'").iloc[0]
    assert row["status"] == "over" and "over the limit of 350 mg that counts supplements only" in row["note"]
    (limit,) = planner.audit(week).query("subject == 'supplement'").to_dict("records")
    assert limit["upper"] == 350 and not limit["holds"]
