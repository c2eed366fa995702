"""Packs: every row can be read, and what is chosen is enough and leaves little over."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foods.food_table import load_foods
from planner.foods.packs import WORTH_G, bought_in_packs, packs
from planner.reference.tables import read

FOODS = load_foods()
ROWS = read("packs").set_index("food")


def test_every_pack_is_of_a_food_and_what_its_note_says_is_understood():
    assert set(packs()) <= set(FOODS.frame.index)
    for food, pack in packs().items():
        note = ROWS.at[food, "pack_note"]
        assert bool(pack.sizes) == (not ROWS.at[food, "pack_g"].startswith("loose")), food
        if "drained" in note:
            assert all(net < size for net, size in zip(pack.net, pack.sizes, strict=True)), food
        else:
            assert pack.net == pack.sizes, food
        if "about" in note and not pack.sizes:
            assert pack.whole and pack.whole[0] <= pack.whole[1], food
        assert pack.keeps(7) and pack.days >= 1


def test_the_pieces_of_a_pack_are_told():
    assert packs()["egg_boiled"].pieces == (6, 10)
    assert bought_in_packs(packs()["pita_whole_wheat"], 320.0).words == "1 × 400 g (6 pieces)"
    assert bought_in_packs(packs()["dill"], 20.0).words == "1 × 25 g (a bunch)"


@given(st.sampled_from([food for food, pack in packs().items() if pack.sizes]), st.floats(1, 3000))
def test_packs_hold_enough_and_no_other_choice_is_better(food, needed):
    pack = packs()[food]
    bought = bought_in_packs(pack, needed)
    number = sum(int(words.split(" × ")[0]) for words in bought.words.split(" + "))
    assert bought.grams >= needed
    for net in pack.net:  # packs of one size alone
        count = math.ceil(needed / net)
        assert bought.grams + WORTH_G * number <= net * count + WORTH_G * count + 1e-6


@pytest.mark.parametrize(
    ("food", "days", "said"),
    [
        ("milk_whole", 7, "3 days once opened, freezes"),
        ("cod_baked", 7, "1 day from the shop, so freeze it in time"),
        ("cod_baked", 1, "1 day from the shop, freezes"),
        ("sweetcorn_frozen", 7, "stays in the freezer"),
        ("buckwheat_groats_cooked", 7, "6 months once opened"),
    ],
)
def test_how_long_what_is_left_keeps(food, days, said):
    assert packs()[food].keeps(days) == said
