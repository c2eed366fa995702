"""What is worth a second look is said with its figures; nothing else is, and nothing is held up by it."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from benchmarks.more_foods import more_foods
from planner.foods.food_table import to_csv
from planner.foods.food_warnings import COLUMNS, warnings
from planner.reference.nutrients import nutrients, published

FOODS = planner.load_foods()


def edited(**changes):
    """The shipped table with cells changed: food={column: value}."""
    frame = FOODS.frame.copy()
    for food, cells in changes.items():
        for column, value in cells.items():
            frame.loc[food, column] = value
    return planner.load_foods(to_csv(frame).encode(), "edited")


def said(table, food, column, old=None):
    found = warnings(table, old, only=[food])
    return list(found.loc[found["column"] == column, "what"])


def test_of_the_shipped_figures_few_are_worth_a_look_and_those_are():
    found = warnings(FOODS)
    figures = found[found["column"].isin(published())]
    assert sorted(zip(figures["food"], figures["column"], strict=True)) == [
        ("allspice", "energy_kcal"),  # published with energy factors of its own, far below 4, 9 and 4
        ("biscuits_marie", "calcium_mg"),  # published as 0, where other biscuits and breads have 15 and more
        ("chilli_flakes", "energy_kcal"),
        ("cocoa_powder", "energy_kcal"),
        ("coriander_seed", "energy_kcal"),
        ("oat_bran_cooked", "energy_kcal"),
        ("vinegar", "energy_kcal"),  # acid brings energy too
        ("wheat_bran", "energy_kcal"),
    ]


def test_of_the_shipped_foods_only_those_that_no_dish_holds_are_named_as_such():
    found = warnings(FOODS)
    gaps = found[~found["column"].isin(published())]
    assert set(gaps["column"]) == {"roles"}
    assert {"tea_black", "coffee", "hot_cocoa"} <= set(gaps["food"])
    assert not {"onion", "salt", "tomato_paste"} & set(gaps["food"])  # dishes name them by their keys


@pytest.mark.parametrize(
    ("food", "column", "typed", "looks"),
    [
        ("milk_whole", "calcium_mg", 0.113, "where 27 other foods of its group have 83 to 890 mg: it looks like g"),
        ("banana", "magnesium_mg", 0.027, "it looks like g instead of mg"),
        ("walnuts", "zinc_mg", 0.00309, "it looks like g instead of mg"),
        ("salmon_baked", "vitamin_d_ug", 0.0131, "it looks like mg instead of µg"),
        ("lentils_boiled", "iron_mg", 3.33e-3, "it looks like g instead of mg"),
    ],
)
def test_grams_for_milligrams_are_found_beside_the_group(food, column, typed, looks):
    [what] = said(edited(**{food: {column: typed}}), food, column)
    assert looks in what
    assert f"{nutrients()[column].label} is {typed:.4g}" in what


def test_micrograms_for_milligrams_are_found_beside_the_group():
    assert "it looks like µg instead of mg" in said(edited(banana={"iron_mg": 120}), "banana", "iron_mg")[0]


def test_two_slips_in_a_group_do_not_hide_each_other():
    table = edited(milk_whole={"calcium_mg": 0.113}, kefir={"calcium_mg": 0.114})
    for food in ("milk_whole", "kefir"):
        assert "it looks like g instead of mg" in said(table, food, "calcium_mg")[0]


def test_calcium_far_from_its_group_is_named_with_the_figures_of_the_group():
    [what] = said(edited(almonds={"calcium_mg": 7000}), "almonds", "calcium_mg")
    assert what.startswith("Calcium is 7000 mg, where 15 other foods of its group have ")
    assert "check figure and group" in what


@pytest.mark.parametrize("food", ["egg_boiled", "salt"], ids=["too few", "nothing in common"])
def test_some_groups_are_nothing_to_compare_with(food):
    assert said(edited(**{food: {"calcium_mg": 7000}}), food, "calcium_mg") == []


@pytest.mark.parametrize("energy", [40, 250])
def test_energy_that_its_parts_do_not_give_is_named(energy):
    [what] = said(edited(banana={"energy_kcal": energy}), "banana", "energy_kcal")
    assert what == (
        f"Energy is {energy} kcal, but protein, fat and carbohydrate give 93 to 104 kcal: check the four figures"
    )


def test_kilojoules_are_recognised():
    assert "it looks like kJ instead of kcal" in said(edited(banana={"energy_kcal": 372}), "banana", "energy_kcal")[0]


@pytest.mark.parametrize("kcal_of_fibre", [2, 4])
def test_energy_may_count_fibre_either_way(kcal_of_fibre):
    lentils = {"protein_g": 9, "fat_g": 0.4, "carbohydrate_g": 20, "fibre_g": 8}
    energy = 4 * 9 + 9 * 0.4 + 4 * 12 + kcal_of_fibre * 8
    assert said(edited(banana={**lentils, "sugars_g": 2, "energy_kcal": energy}), "banana", "energy_kcal") == []


def test_energy_is_not_judged_where_a_part_is_unknown():
    table = edited(banana={"energy_kcal": 250, "fat_g": float("nan")})
    assert said(table, "banana", "energy_kcal") == []


@pytest.mark.parametrize(("total", "named"), [(100.9, False), (101.2, True), (104.7, True)])
def test_parts_that_outweigh_the_whole_a_little_are_no_fault_but_named(total, named):
    own = FOODS.frame.loc["kefir", ["protein_g", "fat_g", "carbohydrate_g"]].sum()
    [*found] = said(edited(kefir={"water_g": round(total - own, 2)}), "kefir", "water_g")
    assert bool(found) == named
    assert all(f"add up to {total:g} g in 100 g" in what for what in found)


def test_what_is_missing_is_said_with_what_that_keeps_the_food_from():
    table = edited(kefir={"serving_g": float("nan"), "step": float("nan"), "allergens": "", "diet": "", "roles": ""})
    found = warnings(table, only=["kefir"]).set_index("column")["what"]
    assert (
        found["serving_g"]
        == "It can't be in a menu until its portion is known: give Weight of a serving; Smallest step"
    )
    assert found["roles"].startswith("It plays no part in a dish, so it is in no menu")
    assert "kept from anyone with an allergy" in found["allergens"]
    assert "only those who eat everything" in found["diet"]
    assert len(found) == 4


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (170.0, ["Calcium was 113 mg and is now 170 mg: check that this is meant"]),
        (56.0, ["Calcium was 113 mg and is now 56 mg: check that this is meant"]),
        (float("nan"), ["Calcium was 113 mg and is now unknown: give it again if it is known"]),
        (169.0, []),
        (113.0, []),
    ],
)
def test_a_figure_that_changed_by_half_or_is_gone_is_named(value, what):
    assert said(edited(milk_whole={"calcium_mg": value}), "milk_whole", "calcium_mg", FOODS) == what


def test_great_changes_of_next_to_nothing_and_of_the_unknown_are_passed_over():
    old = edited(banana={"iron_mg": 0.01, "zinc_mg": float("nan"), "caffeine_mg": 0})
    new = edited(banana={"iron_mg": 0.05, "zinc_mg": 0.15, "caffeine_mg": 9})
    assert set(warnings(new, old, only=["banana"])["column"]) == {"source"}


def test_a_new_food_and_a_retired_one_have_not_changed():
    old = dataclasses.replace(FOODS, frame=FOODS.frame.drop(index="kefir"))
    assert warnings(edited(kefir={"energy_kcal": 64}), old, only=["kefir"]).empty
    assert warnings(edited(kefir={"retired": "yes", "calcium_mg": 0.1, "energy_kcal": 900}), only=["kefir"]).empty


def test_only_asks_about_some_foods_and_says_the_same_of_them():
    whole = warnings(FOODS)
    some = ["wheat_bran", "biscuits_marie", "milk_whole", "no_such_food"]
    assert warnings(FOODS, only=some).to_dict("records") == whole[whole["food"].isin(some)].to_dict("records")
    assert list(warnings(FOODS, only=[]).columns) == COLUMNS
    assert warnings(FOODS, only=[]).empty


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["kefir", "salt", "spinach_boiled", "beef_roast_lean"]), st.sampled_from(published())
        ),
        st.sampled_from([float("nan"), 0.0, 1e-6, 0.01, 1.0, 50.0, 3000.0]),
        max_size=8,
    )
)
def test_any_table_gives_whole_sentences_on_cells_that_exist(edits):
    frame = FOODS.frame.copy()
    for (food, column), value in edits.items():
        frame.loc[food, column] = value
    found = warnings(dataclasses.replace(FOODS, frame=frame), FOODS)
    assert found["what"].str.fullmatch(r"[A-Z][^\n]+: [^\n]+").all() and not found["what"].str.contains("nan").any()
    assert found["food"].isin(frame.index).all() and found["column"].isin(frame.columns).all()
    assert not found.duplicated(["food", "column", "what"]).any()


def test_a_long_table_of_variants_gives_no_other_figures_to_look_at():
    found = warnings(more_foods(1000))
    models = found.loc[found["column"].isin(published()), "food"].str.replace(r"_v\d+$", "", regex=True)
    assert set(models) <= {
        *("cocoa_powder", "oat_bran_cooked", "wheat_bran", "biscuits_marie", "mineral_water"),
        *("allspice", "chilli_flakes", "coriander_seed", "cumin", "vanilla", "vinegar"),
    }


def test_new_figures_under_the_name_of_the_old_source_are_named():
    frame = FOODS.frame.copy()
    frame.loc["banana", "calcium_mg"] = 6
    found = warnings(planner.load_foods(to_csv(frame).encode()), FOODS, only=["banana"])
    assert found["column"].tolist() == ["source"] and "Calcium changed" in found["what"].iloc[0]
    frame.loc["banana", "source"] = "USDA SR Legacy 2018; label of the shop"
    assert warnings(planner.load_foods(to_csv(frame).encode()), FOODS, only=["banana"]).empty
