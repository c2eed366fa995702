"""What stands on a label is read as a person means it, or refused in one sentence."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.foods.label_amounts import label_amount, label_figures
from planner.foods.label_basis import BASES, grams_per_ml, per_100_g, serving_grams
from planner.reference.nutrients import nutrients, published


@pytest.mark.parametrize(
    ("typed", "column", "value"),
    [
        ("270", "calcium_mg", 270),
        ("0.27 g", "calcium_mg", 270),
        ("6.7 mmol", "calcium_mg", 268.52),
        ("270 MG calcium", "calcium_mg", 270),
        ("1 200 mg", "potassium_mg", 1200),
        ("1'200 mg", "potassium_mg", 1200),
        ("4,5 g", "protein_g", 4.5),
        ("4.5g", "protein_g", 4.5),
        (",5 g", "protein_g", 0.5),
        ("0", "protein_g", 0),
        ("2.4 mcg", "vitamin_b12_ug", 2.4),
        ("2.4 ug", "vitamin_b12_ug", 2.4),
        ("2.4 µg", "vitamin_b12_ug", 2.4),
        ("2.4 μg", "vitamin_b12_ug", 2.4),  # the Greek letter
        ("600 IU", "vitamin_d_ug", 15),
        ("600 I.U.", "vitamin_d_ug", 15),
        ("600 IU", "retinol_ug", 180),
        ("600 IU retinol", "vitamin_a_rae_ug", 180),
        ("600 IU beta-carotene", "vitamin_a_rae_ug", 30),
        ("600 IU β carotene", "vitamin_a_rae_ug", 30),
        ("1.2 mg beta-carotene", "vitamin_a_rae_ug", 100),
        ("80 µg RAE", "vitamin_a_rae_ug", 80),
        ("1.2 MJ", "energy_kcal", 286.81),
        ("505 kJ", "energy_kcal", 120.70),
        ("505KJ", "energy_kcal", 120.70),
        ("0.1 g salt", "sodium_mg", 40),
        ("100 mg Salt", "sodium_mg", 40),
        ("40 mg", "sodium_mg", 40),
        ("10 mmol", "sodium_mg", 229.9),
    ],
)
def test_an_amount_of_a_label_is_read(typed, column, value):
    assert label_amount(typed, column) == pytest.approx(value, abs=0.005)


@pytest.mark.parametrize(
    ("typed", "column", "said"),
    [
        ("600 IU", "vitamin_a_rae_ug", "write 600 IU retinol or 600 IU beta-carotene"),
        ("600 IU vitamin A", "vitamin_a_rae_ug", "write 600 IU retinol or 600 IU beta-carotene"),
        ("600 IU", "calcium_mg", "write it in mg"),
        ("< 0.5 g", "fibre_g", "leave Fibre empty, which means unknown"),
        ("less than 1 g", "fibre_g", "is a bound and no figure"),
        ("Traces", "fibre_g", "is a bound and no figure"),
        ("15 %", "calcium_mg", "write the amount in mg, or leave it empty"),
        ("15 % of the NRV", "calcium_mg", "is a share of a reference value"),
        ("-5 mg", "calcium_mg", "is negative"),
        ("−5 mg", "calcium_mg", "is negative"),
        ("1,200 mg", "calcium_mg", "can mean 1.2 or 1200"),
        ("1,200 mg salt", "sodium_mg", "can mean 1.2 or 1200"),
        ("5-6 mg", "calcium_mg", "is not an amount"),
        ("80 mg/l", "calcium_mg", "is not an amount"),
        ("nan", "calcium_mg", "is not an amount"),
        ("1e3 mg", "calcium_mg", "is not an amount"),
        ("9" * 190, "calcium_mg", "is not an amount"),
        ("9" * 500, "calcium_mg", "Calcium has 500 characters: write at most 200"),
        ("270 mg magnesium", "calcium_mg", "names something other than Calcium"),
        ("200 µg folic acid", "folate_dfe_ug", "names something other than Folate"),
        ("6 µg beta-carotene", "retinol_ug", "names something other than Retinol"),
        ("5 kcal", "calcium_mg", "can't be turned into mg"),
        ("5 g", "energy_kcal", "can't be turned into kcal"),
        ("250 cal", "energy_kcal", "write kcal or kJ"),
        ("5 mmol salt", "sodium_mg", "can't be turned into mg"),
        ("5 cm", "calcium_mg", "is in no unit of a label"),
        ("__import__('os')", "calcium_mg", "is not an amount"),
        ("9 mg**9**9", "calcium_mg", "is not an amount"),
    ],
)
def test_what_can_mean_nothing_or_two_things_is_refused_with_the_way_out(typed, column, said):
    with pytest.raises(PlannerError, match=r"^[^\n]+: (write|leave) [^\n]+$") as error:
        label_amount(typed, column)
    assert said in str(error.value)


def test_figures_of_a_serving_and_of_100_ml_become_those_of_100_g():
    assert label_figures({"calcium_mg": "81"}, "serving", "30 g") == ({"calcium_mg": 270.0}, {})
    assert label_figures({"calcium_mg": "309"}, "serving", "250 ml", "1.03 g/ml") == ({"calcium_mg": 120.0}, {})
    assert label_figures({"calcium_mg": "123.6"}, "100 ml", density="1,03 kg/l") == ({"calcium_mg": 120.0}, {})
    assert label_figures({"calcium_mg": "120"}, "100 g", "what?", "what?") == ({"calcium_mg": 120.0}, {})


@pytest.mark.parametrize(
    ("basis", "serving", "density", "fault"),
    [
        ("serving", None, None, {"serving": "write what a serving weighs, such as 30 g"}),
        ("serving", "1 cup", None, {"serving": "'1 cup' is no weight of a serving: write it like 30 g"}),
        ("serving", "250 ml", None, {"serving": "is a volume: write what a serving weighs in g, or the density"}),
        ("serving", "1,200 g", None, {"serving": "can mean 1.2 or 1200: write one of the two"}),
        ("serving", "0 g", None, {"serving": "more than 0 and at most 2000 g"}),
        ("serving", "30 kg", None, {"serving": "more than 0 and at most 2000 g"}),
        ("serving", "250 ml", "9", {"density": "write one from 0.5 to 2 g/ml"}),
        ("100 ml", None, " ", {"density": "write the density, such as 1.03 g/ml for milk"}),
        ("100 ml", None, "0.4 g/ml", {"density": "write one from 0.5 to 2 g/ml"}),
        ("100 ml", None, "1.03 g", {"density": "is no density: write it like 1.03 g/ml"}),
        ("100 ml", None, "1.03 kg/m3", {"density": "is no density: write it like 1.03 g/ml"}),
    ],
)
def test_without_the_weight_of_its_basis_no_figure_is_made_up(basis, serving, density, fault):
    figures, faults = label_figures({"calcium_mg": "81", "iron_mg": "traces"}, basis, serving, density)
    assert figures == {}
    assert set(faults) == {*fault, "iron_mg"}
    assert all(said in faults[key] for key, said in fault.items())


def test_empty_stays_unknown_and_one_fault_hides_no_other_figure():
    typed = {"calcium_mg": "", "iron_mg": " ", "zinc_mg": "0", "fat_g": "ten", "protein_g": "3,3 g"}
    figures, faults = label_figures(typed, "100 g")
    assert figures == {"zinc_mg": 0.0, "protein_g": 3.3}
    assert set(faults) == {"fat_g"}


def test_an_amount_that_no_food_holds_is_refused():
    assert "check the amount, its unit and the basis" in label_figures({"calcium_mg": "8 g"}, "100 g")[1]["calcium_mg"]
    figures, faults = label_figures({"calcium_mg": "500"}, "serving", "5 g")
    assert figures == {} and "Calcium comes to 10000 mg in 100 g" in faults["calcium_mg"]


def test_a_column_of_another_table_is_a_fault_and_another_basis_an_error():
    assert set(label_figures({"caviar": "1", "vitamin_a_re_ug": "1"}, "100 g")[1]) == {"caviar", "vitamin_a_re_ug"}
    with pytest.raises(PlannerError, match="take '100 g', 'serving' or '100 ml'"):
        label_figures({}, "bucket")


def test_figures_keep_four_digits_and_every_whole_unit():
    assert label_figures({"potassium_mg": "12345", "iron_mg": "1"}, "100 g")[0]["potassium_mg"] == 12345
    assert label_figures({"iron_mg": "1"}, "serving", "30 g")[0]["iron_mg"] == 3.333


@given(st.text(max_size=30) | st.from_regex(r"[<-]?[0-9][0-9., ]{0,6} ?[a-zA-Zµ%.]{0,5} ?[a-z-]{0,9}", fullmatch=True))
def test_any_text_is_a_figure_unknown_or_one_sentence(typed):
    for column in ("energy_kcal", "calcium_mg", "sodium_mg", "vitamin_a_rae_ug", "protein_g"):
        figures, faults = label_figures({column: typed}, "serving", typed, typed)
        assert not figures or not faults
        figures, faults = label_figures({column: typed}, "100 g")
        if not typed.strip():
            assert (figures, faults) == ({}, {})
        elif figures:
            assert 0 <= figures[column] <= nutrients()[column].most_per_100g
        else:
            assert faults[column] and "\n" not in faults[column] and len(faults[column]) < 250


minerals = st.sampled_from([key for key in published() if nutrients()[key].g_per_mol])


@given(minerals, st.floats(0.01, 999))
def test_grams_milligrams_and_millimoles_are_the_same_amount(column, mg):
    mmol, per_mg = mg / nutrients()[column].g_per_mol, {"mg": 1, "µg": 1000}[nutrients()[column].unit]
    bare = f"{mg * per_mg:.6f}"
    for typed in (bare, f"{mg:.6f} mg", f"{mg / 1000:.9f} g", f"{mg * 1000:.4f} µg", f"{mmol:.9f} mmol"):
        assert label_amount(typed, column) == pytest.approx(mg * per_mg, abs=2e-6 * per_mg)


@given(st.floats(1, 900))
def test_kilojoules_and_kilocalories_are_the_same_energy(kcal):
    assert label_amount(f"{kcal * 4.184:.6f} kJ", "energy_kcal") == pytest.approx(kcal, abs=1e-5)
    assert label_amount(f"{kcal * 4.184e-3:.9f} MJ", "energy_kcal") == pytest.approx(kcal, abs=1e-5)


@given(st.floats(0, 100), st.floats(1, 2000), st.floats(0.5, 2))
def test_what_is_in_100_g_is_in_the_serving_and_in_100_ml(amount, serving, density):
    assert per_100_g(amount * serving / 100, "serving", serving_g=serving) == pytest.approx(amount)
    assert per_100_g(amount * density, "100 ml", density=density) == pytest.approx(amount)
    assert per_100_g(amount, BASES[0]) == amount


@given(st.floats(0.5, 2), st.integers(1, 900))
def test_a_serving_in_millilitres_weighs_what_its_density_says(density, ml):
    heavy = grams_per_ml(f"{density:.6f} g/ml")
    assert math.isclose(heavy, density, abs_tol=1e-6)
    assert serving_grams(f"{ml} ml", heavy) == pytest.approx(ml * density, abs=1e-3)
