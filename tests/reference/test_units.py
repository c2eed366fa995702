import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.reference.household_measures import measure
from planner.reference.units import magnitude, nutrient_amount, quantity


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("165 cm", "cm", 165),
        ("1.65 m", "cm", 165),
        ("5 ft 5 in", "cm", 165.1),
        ("137 lb", "kg", 62.142155),
        (62, "kg", 62),
    ],
)
def test_typed_lengths_and_weights(typed, unit, value):
    assert magnitude(typed, unit) == pytest.approx(value)


@pytest.mark.parametrize("typed", ["tall", "", "165 bananas", "cm", "1 m**9**9**9", "5 (", "1 %"])
def test_what_is_no_quantity_is_said_in_a_sentence(typed):
    with pytest.raises(ValueError, match="is not a quantity: write a number and a unit"):
        quantity(typed)


def test_a_weight_is_no_height():
    with pytest.raises(ValueError, match="can't be turned into cm"):
        magnitude("62 kg", "cm")


@pytest.mark.parametrize(
    ("typed", "nutrient", "value"),
    [
        ("25 mmol", "calcium_mg", 1001.95),
        ("10 mmol", "magnesium_mg", 243.05),
        ("75 mmol", "potassium_mg", 2932.35),
        ("600 IU", "vitamin_d_ug", 15),
        ("10000 IU", "retinol_ug", 3000),
        ("1 g", "calcium_mg", 1000),
    ],
)
def test_mmol_and_iu_are_of_their_nutrient(typed, nutrient, value):
    assert nutrient_amount(typed, nutrient) == pytest.approx(value)


def test_iu_of_a_mineral_is_refused():
    with pytest.raises(ValueError, match="write it in mg"):
        nutrient_amount("100 IU", "calcium_mg")


@pytest.mark.parametrize(
    ("serving", "n", "text"),
    [
        ("1 medium potato", 2, "2 medium potatoes"),
        ("8 halves", 0.125, "1 half"),
        ("8 halves", 0.5, "4 halves"),
        ("1 glass", 2, "2 glasses"),
        ("1 small tin, drained", 1.5, "1½ small tins, drained"),
        ("0.5 cup", 1.5, "¾ cup"),
        ("1 patty", 2, "2 patties"),
        ("2 tbsp", 1.5, "3 tbsp"),
    ],
)
def test_household_measures_read_like_a_kitchen(serving, n, text):
    assert measure(serving, n) == text


@given(st.sampled_from(["1 cup", "0.5 cup", "2 squares", "1 glass"]), st.sampled_from([0.5, 1, 1.5, 2, 3]))
def test_every_measure_starts_with_its_amount(serving, n):
    assert measure(serving, n)[0] in "123456789¼½¾"
