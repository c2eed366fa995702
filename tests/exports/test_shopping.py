"""What to buy for a plan: agrees with published refuse and yields, in steps that shops sell."""

import dataclasses
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.exports.shopping import SHELF, SMALL_STEP_G, sections, shopping_list, to_text
from planner.foods.food_table import FoodTable
from planner.reference.tables import read
from tests.plates import eaten_twice, from_dry, plan

FOODS = planner.load_foods()


def eaten(*plates, eaters=1, foods=FOODS, dates=1, **choices):
    """The shopping list for plates at breakfast and dinner, by what is bought."""
    hours = (("breakfast", "07:30"), ("dinner", "19:00"), ("habit", "10:30"))
    meals = dict(zip(hours, plates, strict=False))
    return shopping_list(plan(meals, foods=foods, dates=dates, **choices), eaters).set_index("bought_as")


def edited(**foods):
    """The food table with some cells of some foods changed."""
    frame = FOODS.frame.copy()
    for food, cells in foods.items():
        frame.loc[food, list(cells)] = list(cells.values())
    return FoodTable(frame, "mine.csv", "")


@pytest.mark.parametrize(
    ("food", "grams", "hand", "bought", "words"),
    [
        # g eaten × dry matter cooked / dry matter dry; water of NDB 20010 and 20009 [g/100 g], USDA SR Legacy 2018
        ("buckwheat_groats_cooked", 1008, 1008 * (100 - 75.63) / (100 - 8.41), 500, "1 × 500 g"),
        # the same of NDB 16070 and 16069
        ("lentils_boiled", 693, 693 * (100 - 69.64) / (100 - 8.26), 500, "1 × 500 g"),
        # refuse (peel) of NDB 09040 is 36 %, USDA SR28 2015; 7 bananas of 118 g
        ("banana", 826, 826 / (1 - 0.36), 1290, "7 bananas (1,290 g)"),
        # g eaten × protein cooked / protein raw; NDB 15241 and 15240, USDA SR Legacy 2018; 2 fillets of 113 g
        ("trout_baked", 226, 226 * 23.80 / 19.94, 400, "2 × 200 g"),
    ],
)
def test_what_to_buy_agrees_with_a_hand_calculation(food, grams, hand, bought, words):
    servings = grams / FOODS.frame.at[food, "serving_g"]
    line = eaten([(food, servings)]).iloc[0]
    assert line["eaten_g"] == grams
    # the table holds whole grams for 100 g eaten
    exact = grams * FOODS.frame.at[food, "as_bought_g"] / 100
    assert exact == pytest.approx(hand, abs=0.005 * grams)
    assert (line["buy_g"], line["buy"]) == (bought, words)
    assert line["buy_g"] - line["left_g"] == pytest.approx(exact, abs=0.01)


def test_a_whole_fish_is_bought_with_head_and_bones():
    # 52 % of a whole trout is head, bones and guts in this kitchen; 226 g of it baked, protein as above
    whole = 100 * 23.80 / 19.94 / (1 - 0.52)
    mine = edited(trout_baked={"as_bought_g": whole, "bought_as": "whole trout", "serving": "1 portion"})
    line = eaten([("trout_baked", 2)], foods=mine).loc["whole trout"]
    assert (line["buy"], line["buy_g"]) == ("3 × 200 g", 600)  # 562 g


def test_pieces_are_bought_whole():
    lines = eaten([("banana", 6.5), ("apple", 2), ("avocado", 1)])
    assert lines.loc["bananas", ["buy", "measure"]].tolist() == ["7 bananas (1,290 g)", "6½ medium bananas"]
    assert lines.at["apples", "buy"] == "2 apples (410 g)"
    assert lines.at["avocados", "buy"] == "1 avocado (280 g)"


def test_packs_are_bought_that_leave_least_over():
    lines = eaten([("milk_whole", 3), ("yoghurt_whole", 4), ("prunes", 2), ("grapes", 1), ("sour_cream_full", 5)])
    assert lines["buy"].to_dict() == {
        "grapes": "1 × 500 g",
        "carton of whole milk, with added vitamin D": "1 × 1,000 g",
        "tub of plain yoghurt": "1 × 1,000 g",  # not six small ones, with no more than 20 g less over
        "tub of sour cream": "1 × 150 g",
        "pitted prunes": "1 × 200 g",
    }
    assert lines.at["carton of whole milk, with added vitamin D", "left"] == "268 g left: 3 days once opened, freezes"
    assert lines.at["grapes", "left"] == "343 g left: 5 days from the shop, freezes"
    assert lines.at["tub of plain yoghurt", "left"] == "20 g left: 5 days once opened, freezes"


def test_what_would_not_keep_until_the_end_of_the_plan_is_frozen_in_time():
    line = eaten([("cod_baked", 1)], dates=3).iloc[0]
    assert line["buy"] == "1 × 250 g + 1 × 200 g"
    assert eaten([("cod_baked", 1)], dates=2).iloc[0]["left"] == "111 g left: 1 day from the shop, so freeze it in time"
    assert eaten([("green_peas_frozen", 1)]).iloc[0]["left"] == "220 g left: stays in the freezer"


def test_of_a_tin_what_is_drained_counts():
    lines = eaten([("chickpeas_tinned", 3), ("tuna_light_tinned", 1)])
    assert lines.at["tins of chickpeas, drained weight", "buy"] == "2 × 400 g (240 g drained)"
    assert lines.at["tins of chickpeas, drained weight", "left"] == "120 g left: 2 days once opened, freezes"
    assert lines.at["tin of light (skipjack) tuna in water", "buy"] == "1 × 160 g (114 g drained)"


def test_eggs_are_bought_by_the_box_whatever_is_made_of_them():
    lines = eaten([("egg_boiled", 3)], [("egg_omelette", 3)])
    assert lines.at["eggs", "buy"] == "1 × 350 g (6 eggs)" and lines.at["eggs", "left"] == ""


def test_a_head_or_a_bunch_is_bought_whole():
    lines = eaten([("cabbage_raw", 1), ("cucumber", 1), ("parsley", 1), ("cauliflower_boiled", 1)])
    assert lines.at["white cabbage", "buy"] == "½ head of about 1,000 to 2,000 g"
    assert lines.at["cucumber", "buy"] == "1 of about 350 to 400 g"
    assert lines.at["cucumber", "left"] == "about 320 g left: 4 days from the shop"
    assert lines.at["cauliflower", "buy"] == "1 head of about 800 to 1,000 g"
    assert lines.at["fresh parsley", "buy"] == "1 bunch of about 30 to 80 g"


def test_what_is_at_home_is_marked_and_not_bought_in_packs():
    lines = eaten(
        [("buckwheat_groats_cooked", 1), ("millet_cooked", 1)],
        preferences=planner.Preferences(at_home=["buckwheat_groats_cooked"]),
    )
    assert lines["have"].to_dict() == {"millet": False, "roasted buckwheat groats": True}
    assert lines.at["roasted buckwheat groats", "buy"] == "50 g" and lines.at["roasted buckwheat groats", "left"] == ""
    assert "☑ roasted buckwheat groats: 50 g; have it" in to_text(lines.reset_index())
    assert "☐ millet: 1 × 500 g; 446 g left: 6 months once opened" in to_text(lines.reset_index())


def test_what_is_cooked_for_two_meals_is_bought_once_for_both():
    twice = eaten_twice()
    once = dataclasses.replace(twice, days=twice.days[:1])
    both, one = (shopping_list(plan).set_index("food")["eaten_g"] for plan in (twice, once))
    assert both.to_dict() == pytest.approx((one * 2).to_dict())


def test_foods_that_are_bought_alike_are_one_line():
    lines = eaten([("carrot_raw", 1), ("egg_boiled", 1)], [("carrots_boiled", 2), ("egg_omelette", 2)])
    assert lines.index.tolist() == ["carrots", "eggs"]
    carrots = lines.loc["carrots"]
    # 61 g × 112 % and 156 g × 94 % are 215 g; a carrot of 61 g is 68 g as bought
    assert (carrots["food"], carrots["buy"]) == ("carrot_raw carrots_boiled", "4 carrots (280 g)")
    assert carrots["measure"] == "1 medium carrot; 1 cup"
    assert lines.at["eggs", "food"] == "egg_boiled egg_omelette" and "6 eggs" in lines.at["eggs", "buy"]


def test_the_same_food_on_two_days_and_at_two_meals_is_summed():
    line = eaten([("milk_whole", 1)], [("milk_whole", 0.5)], dates=2).iloc[0]
    assert (line["eaten_g"], line["measure"]) == (732, "3 cups")


def test_what_she_has_anyway_is_bought_and_tap_water_is_not():
    lines = eaten([("water", 1), ("banana", 1)], [("mineral_water", 1)], [("dark_chocolate", 1)])
    assert "dark chocolate, 70-85 % cocoa" in lines.index and "bottle of still mineral water" in lines.index
    assert "tap water" not in lines.index


def test_an_unknown_yield_stays_unknown():
    lines = eaten([("lemon_juice", 2), ("coffee", 1)])
    assert lines["buy"].to_dict() == {"lemons": "for 30 g eaten", "ground coffee": "for 1 cup"}
    assert lines["buy_g"].isna().all()
    assert "☐ lemons: for 30 g eaten (2 tbsp)" in to_text(lines.reset_index())
    half = eaten([("carrot_raw", 1), ("carrots_boiled", 1)], foods=edited(carrots_boiled={"as_bought_g": math.nan}))
    assert half.at["carrots", "buy"] == "at least 1 carrot (70 g), and for 78 g eaten"
    assert math.isnan(half.at["carrots", "buy_g"])


def test_nothing_is_brewed_from_its_own_weight():
    """Tea leaves, ground coffee and instant coffee weigh a fraction of the cup."""
    assert FOODS.frame.loc[FOODS.frame["aisle"] == "hot drinks", "as_bought_g"].isna().all()


def test_dry_beans_say_on_which_evenings_they_are_soaked():
    lines = shopping_list(from_dry(), eaters=2)
    beans = lines.set_index("food").loc["kidney_beans_boiled"]
    assert (beans["bought_as"], beans["buy"]) == ("dried kidney beans", "1 × 500 g")
    assert beans["soak"] == "soak on Sunday and Monday evening"
    assert "☐ dried kidney beans: 1 × 500 g; soak on Sunday and Monday evening; 369 g left" in to_text(lines)
    assert set(lines.loc[lines["food"] != "kidney_beans_boiled", "soak"]) == {""}


def test_the_list_walks_through_the_shop(week):
    aisles = list(read("aisles")["aisle"])
    assert set(FOODS.frame["aisle"]) == set(aisles)
    walked = shopping_list(week)["aisle"].map(aisles.index)
    assert walked.is_monotonic_increasing
    own = edited(banana={"aisle": "market hall"}, apple={"aisle": ""})
    assert eaten([("banana", 1), ("apple", 1), ("green_peas_frozen", 1)], foods=own)["aisle"].tolist() == [
        "frozen",
        "market hall",
        "other",
    ]


def test_oil_salt_sugar_and_tea_stand_on_the_shelf_in_the_last_section():
    plate = [("olive_oil", 1), ("salt", 4), ("sugar", 1), ("tea_black", 1), ("banana", 1), ("butter", 1)]
    lines = eaten(plate)
    kept = {"olive oil", "table salt", "sugar", "black tea"}
    assert set(lines.index[lines["at_home"]]) == kept
    assert lines.loc[["olive oil", "table salt"], "buy"].tolist() == ["1 tbsp (14 g)", "¼ tsp"]
    assert (lines.loc[list(kept), "left"] == "").all()
    title, rows = sections(lines.reset_index())[-1]
    assert title == SHELF and [row["bought_as"] for row in rows] == sorted(kept)
    spice = edited(poppy_seeds={"group": "seasoning"})
    assert eaten([("poppy_seeds", 1)], foods=spice)["at_home"].all()
    assert not eaten([("lemon_peel", 1)])["at_home"].any()  # nobody keeps lemons on a shelf


def test_the_text_has_a_box_for_each_line(week):
    lines = shopping_list(week)
    text = to_text(lines).splitlines()
    assert sum(line.startswith("☐ ") for line in text) == len(lines)
    assert text[0] == "Vegetables" and SHELF in text
    assert to_text(lines.head(0)) == ""


@pytest.mark.parametrize("eaters", [0, 13, -1, 1.5, "two"])
def test_a_number_of_eaters_that_cannot_be_is_refused(week, eaters):
    with pytest.raises(planner.PlannerError, match="take a whole number from 1 to 12"):
        shopping_list(week, eaters)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    plate=st.lists(
        st.tuples(st.sampled_from(list(FOODS.frame.index)), st.sampled_from([0.5, 1, 1.5, 2, 3])),
        min_size=1, max_size=12,
    ),
    eaters=st.integers(1, 12),
)  # fmt: skip
def test_any_plate_can_be_cooked_from_what_is_bought(plate, eaters):
    bought = shopping_list(plan({("dinner", "19:00"): plate}), eaters)
    for line in bought.to_dict("records"):
        foods = line["food"].split()
        rows = [(FOODS.frame.at[food, "as_bought_g"], food) for food in foods]
        need = sum(
            yields / 100 * n * eaters * FOODS.frame.at[food, "serving_g"]
            for yields, food in rows for key, n in plate if key == food
        )  # fmt: skip
        assert math.isnan(line["buy_g"]) == math.isnan(need)
        if not math.isnan(need):
            eggs = any(food.startswith("egg_") for food in foods)  # a fried one is heavier, and one egg
            assert line["buy_g"] >= need - 1e-3 or eggs
            assert eggs or line["at_home"] or line["left_g"] == pytest.approx(line["buy_g"] - need, abs=0.01)
    served = {food for food, _ in plate} - {"water"}
    assert {food for cell in bought["food"] for food in cell.split()} == served


@pytest.mark.parametrize("eaters", [2, 4])
def test_more_eaters_eat_more_and_waste_no_more(week, eaters):
    one, many = shopping_list(week), shopping_list(week, eaters)
    assert many["eaten_g"].tolist() == pytest.approx([eaters * grams for grams in one["eaten_g"]])
    assert (many["buy_g"].dropna() <= eaters * one["buy_g"].dropna() + SMALL_STEP_G * 2).all()
    assert (one["left_g"].dropna() >= -0.01).all() and (many["left_g"].dropna() >= -0.01).all()


def test_a_plan_without_meals_needs_no_shopping(week):
    bare = dataclasses.replace(week, days=())
    assert isinstance(shopping_list(bare), pd.DataFrame) and len(shopping_list(bare)) == 0
