"""What a doctor prescribed: read from a package, refused in one sentence, saved and opened again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import Person, PlannerError
from planner.person.supplements import Supplement
from planner.reference.nutrients import nutrients

COUNTED = [key for key, n in nutrients().items() if n.group in ("cramp mineral", "mineral", "vitamin")]


@pytest.mark.parametrize(
    ("typed", "amount", "nutrient", "value"),
    [
        ("magnesium", "300 mg", "magnesium_mg", 300),
        ("Magnesium", "10 mmol", "magnesium_mg", 243.05),
        ("calcium_mg", 500, "calcium_mg", 500),
        ("iron", "65", "iron_mg", 65),
        ("vitamin D3", "600 IU", "vitamin_d_ug", 15),
        ("B6", "40 mg", "vitamin_b6_mg", 40),
        ("vitamin B12", "0.05 mg", "vitamin_b12_ug", 50),
        ("niacin", "16 mg", "niacin_mg", 16),
        ("vitamin b3", "16 mg", "niacin_mg", 16),
        ("folic acid", "400 µg", "folate_dfe_ug", 400),
        ("folate", "400 mcg", "folate_dfe_ug", 400),
        ("folate_ug", 400, "folate_dfe_ug", 400),
    ],
)
def test_a_package_is_read_as_it_is_written(typed, amount, nutrient, value):
    tablet = Supplement(nutrient=typed, amount=amount)
    assert tablet.nutrient == nutrient
    assert tablet.amount == pytest.approx(value)


@pytest.mark.parametrize("name", ["vitamin A", "retinol", "vitamin_a_rae_ug", "Vitamin A (RE)"])
def test_vitamin_a_of_a_tablet_is_retinol_so_that_its_limit_is_never_missed(name):
    assert Supplement(nutrient=name, amount="800 µg").nutrient == "retinol_ug"


@pytest.mark.parametrize(
    ("nutrient", "amount", "said"),
    [
        ("quinine", "200 mg", "'quinine' is no mineral or vitamin that is counted here"),
        ("caffeine", "100 mg", "'caffeine' is no mineral or vitamin that is counted here"),
        (None, "100 mg", "None is no mineral or vitamin"),
        ("magnesium", "250 ml", "can't be turned into mg: write it in mg"),
        ("magnesium", "100 IU", "write it in mg"),
        ("magnesium", "2 tablets", "'2 tablets' is not an amount: write a number and a unit, such as 250 mg"),
        ("magnesium", "", "'' is not an amount"),
        ("magnesium", "1.2.3", "'1.2.3' is not an amount"),
        ("magnesium", "-5 mg", "'-5 mg' is not an amount"),
        ("magnesium", "−5 mg", "'−5 mg' is not an amount"),
        ("magnesium", -5, "the amount of magnesium is -5 mg: it must be more than 0"),
        ("magnesium", 0, "the amount of magnesium is 0 mg: it must be more than 0"),
        ("magnesium", "0 mg", "the amount of magnesium is 0 mg"),
        ("magnesium", float("nan"), "the amount of magnesium is nan mg"),
        ("magnesium", float("inf"), "look at the unit on the package"),
        ("magnesium", None, "the amount of magnesium is missing: write it like 250 mg"),
        ("magnesium", [250], "amount is [250]"),
        ("magnesium", "5 kg", "magnesium 5,000,000 mg a day is more than 100 times the upper limit"),
        ("vitamin D", "25 mg", "vitamin D 25,000 µg a day is more than 100 times the upper limit"),
        ("potassium", "1 kg", "potassium 1,000,000 mg a day is more than 100 g"),
        ("vitamin D", "1,000 IU", "'1,000 IU' can mean 1 or 1000: write one of the two"),
        ("vitamin D", "1.000 IU", "'1.000 IU' can mean 1 or 1000: write one of the two"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(nutrient, amount, said):
    for make in (Supplement, lambda **given: Person(supplements=[given])):
        with pytest.raises(PlannerError) as error:
            make(nutrient=nutrient, amount=amount)
        assert said in str(error.value)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("given", ["magnesium", ["magnesium"], [3], None, [{"amount": 3}], [{"nutrient": "iron"}]])
def test_a_list_of_anything_else_is_refused_in_one_sentence(given):
    with pytest.raises(PlannerError) as error:
        Person(supplements=given)
    assert "\n" not in str(error.value)


def test_a_meal_that_does_not_exist_is_refused():
    with pytest.raises(PlannerError, match="'brunch' is not a meal of the day"):
        Supplement(nutrient="iron", amount="30 mg", meal="brunch")


def test_a_slip_of_the_unit_names_no_amount_that_could_be_taken_for_allowed():
    with pytest.raises(PlannerError) as error:
        Supplement(nutrient="magnesium", amount="5 kg")
    assert "35,000" not in str(error.value)


def test_what_doctors_do_prescribe_is_taken_even_over_a_limit():
    for nutrient, amount in (
        ("folic acid", "5 mg"),
        ("vitamin B12", "1 mg"),
        ("vitamin B6", "40 mg"),
        ("iron", "200 mg"),
    ):
        assert Supplement(nutrient=nutrient, amount=amount).amount > 0


def test_two_tablets_of_one_nutrient_add_up():
    two = [{"nutrient": "magnesium", "amount": "150 mg", "meal": meal} for meal in ("breakfast", "dinner")]
    assert Person(supplements=two).supplement_amounts() == {"magnesium_mg": 300}


def taken_or_said(nutrient, amount):
    """The supplement, or the sentence that refuses it."""
    try:
        return Supplement(nutrient=nutrient, amount=amount)
    except PlannerError as error:
        return str(error)


@given(st.sampled_from(COUNTED), st.floats(allow_nan=True, allow_infinity=True))
def test_every_number_is_taken_as_it_is_or_refused_in_one_sentence(nutrient, amount):
    tablet = taken_or_said(nutrient, amount)
    if isinstance(tablet, str):
        assert "\n" not in tablet
    else:
        assert 0 < tablet.amount == amount
        assert Supplement(**tablet.model_dump(mode="json")) == tablet


@given(st.sampled_from(COUNTED), st.text(max_size=12))
def test_any_text_is_read_or_refused_in_one_sentence(nutrient, text):
    tablet = taken_or_said(nutrient, text)
    assert "\n" not in tablet if isinstance(tablet, str) else tablet.amount > 0
