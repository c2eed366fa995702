"""What the table that comes with the planner says of its foods, beside their figures."""

import csv
import io

import pytest

from planner.app.pages.foods.label_fields import FURTHER, ON_LABELS
from planner.foods.food_checks import LATER
from planner.foods.food_table import check_foods, load_foods, to_csv
from planner.foods.importing import match_columns, read_sheet
from planner.foods.importing.column_matching import fdc_numbers
from planner.menu.dishes import load_dishes
from planner.reference.nutrients import published

FOODS = load_foods()
FRAME = FOODS.frame
NEW = ["epa_g", "dha_g", "iodine_ug", "selenium_ug", "copper_mg", "vitamin_e_mg", "choline_mg"]
# fortified, and no table of ours has the figures of the same without what was added
NO_OTHER_KIND = set(
    "almond_drink_fortified rice_drink_fortified soy_yoghurt hot_cocoa bread_rye bread_pumpernickel bread_white "
    "bread_oat roll_rye tortilla_whole_wheat crispbread_rye croissant biscuits_marie sponge_cake".split()
)
SPOKEN = {
    "calcium_mg": "calcium",
    "vitamin_d_ug": "vitamin D|vitamins .*D",
    "vitamin_b12_ug": "B12",
    "vitamin_e_mg": " E",
    "iron_mg": "iron and B vitamins",
}


def test_a_new_nutrient_is_known_of_many_foods_and_unknown_of_some():
    known = FRAME[NEW].notna().sum()
    assert (known > 160).all() and (known < len(FRAME)).all()


def test_figures_of_the_new_nutrients_are_the_published_ones():
    assert FRAME.loc["egg_boiled", ["choline_mg", "iodine_ug"]].tolist() == [293.8, 49.7]
    assert FRAME.at["cod_baked", "iodine_ug"] == 130 and FRAME.at["almonds", "vitamin_e_mg"] == 25.63
    salmon = FRAME.loc["salmon_baked"]
    assert salmon["epa_dha_mg"] == pytest.approx((salmon["epa_g"] + salmon["dha_g"]) * 1000)


def test_of_an_upper_bound_no_iodine_is_counted():
    """Ciqual gives hazelnuts only as less than 20."""
    assert FRAME["iodine_ug"].isna()["hazelnuts"]
    named = FRAME["iodine_source_id"] != ""
    assert named.equals(FRAME["iodine_ug"].notna())
    assert FRAME.loc[named, "iodine_source_id"].str.fullmatch(r"(ciqual|usda-iodine)-\d+").all()


def test_what_a_maker_added_stands_on_list_or_label():
    fortified = FRAME[FRAME["fortified"] != ""]
    assert len(fortified) >= 20
    words = fortified["name"] + " " + fortified["bought_as"]
    assert words.str.contains("added|set with calcium").all()
    for column, said in SPOKEN.items():
        holding = fortified["fortified"].str.split().map(lambda cell, column=column: column in cell)
        assert words[holding].str.contains(said).all(), column
    assert not FRAME.loc[FRAME["fortified"] == "", "name"].str.contains("added (?:calcium|vitamin)").any()


def test_the_same_food_without_what_was_added_holds_less_of_it():
    pairs = FRAME.loc[FRAME["unfortified"] != "", "unfortified"]
    assert set(FRAME.index[FRAME["fortified"] != ""]) - set(pairs.index) == NO_OTHER_KIND
    for food, plain in pairs.items():
        assert FRAME.at[plain, "fortified"] == "" and FRAME.at[plain, "group"] == FRAME.at[food, "group"]
        for column in {"calcium_mg", "vitamin_d_ug"} & set(FRAME.at[food, "fortified"].split()):
            more = FRAME.at[plain, column] >= FRAME.at[food, column]  # unknown is not more
            assert not more or (column == "calcium_mg" and "tofu" in food)


def test_lactose_is_said_of_every_food_of_known_allergens_but_three():
    unknown = FRAME.index[(FRAME["lactose"] == "") & (FRAME["allergens"] != "")]
    assert set(unknown) == {"croissant", "biscuits_marie", "dark_chocolate"}
    milk = FRAME["allergens"].str.split().map(lambda cell: "milk" in cell)
    assert set(FRAME.index[milk & (FRAME["lactose"] == "free")]) == {"milk_lactose_free", "yoghurt_lactose_free"}
    assert not FRAME.loc[~milk, "lactose"].isin(["yes", "low"]).any()
    assert set(FRAME.index[FRAME["lactose"] == "low"]) >= {"cheddar", "gouda", "parmesan"}


def test_no_menu_takes_a_bean_that_must_be_soaked():
    needs_no_soaking = {"lentils_boiled", "split_peas_boiled"}
    dried = set(FRAME.index[FRAME["bought_as"].str.contains("dried") & (FRAME["group"] == "legume")])
    assert {"kidney_beans_boiled", "chickpeas_boiled"} <= dried
    assert (FRAME.loc[sorted(dried - needs_no_soaking), "roles"] == "").all()
    for dish in load_dishes():
        named = {part.role for part in (*dish.parts, *dish.sides)} | {food for food, _ in dish.fixed}
        assert not named & (dried - needs_no_soaking), dish.dish


def test_tinned_beans_are_bought_by_their_drained_weight():
    tinned = [food for food in FRAME.index if food.endswith("_tinned") and FRAME.at[food, "group"] == "legume"]
    assert len(tinned) == 5
    for food in tinned:
        assert FRAME.at[food, "as_bought_g"] == 100 and "drained weight" in FRAME.at[food, "bought_as"]
        assert set(FRAME.at[food, "roles"].split()) & {"legume", "beans"}


def test_nothing_weighs_more_boiled_than_raw_but_what_takes_up_water():
    vegetables = FRAME[FRAME["group"].isin(["vegetable", "leafy_green", "potato", "fruit"])]
    assert vegetables["as_bought_g"].dropna().min() >= 100
    fillets = FRAME.loc[FRAME["roles"].str.contains("white_fish"), "as_bought_g"]
    assert fillets.between(110, 140).all()
    bought = FRAME["as_bought_g"]
    assert (bought["kale_boiled"], bought["leeks_boiled"], bought["pumpkin_boiled"]) == (139, 227, 143)
    assert (bought["brussels_sprouts_boiled"], bought["butternut_baked"], bought["pollock_baked"]) == (111, 119, 137)


def test_a_table_from_before_these_columns_is_read_and_knows_nothing_of_them():
    frame = FRAME.assign(**{column: float("nan") if column in NEW else "" for column in LATER})
    older = to_csv(frame).splitlines()
    keep = [k for k, column in enumerate(older[0].split(",")) if column not in LATER]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[k] for k in keep] for row in csv.reader(older))
    read = load_foods(out.getvalue().encode(), "older.csv")
    assert (read.frame[["fortified", "unfortified", "lactose", "iodine_source_id"]] == "").all(axis=None)
    assert read.frame[NEW].isna().all(axis=None)


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        (
            "fortified",
            "calcium",
            "fortified of banana is 'calcium'; each word must be a known nutrient: name its column",
        ),
        ("fortified", "epa_dha_mg", "fortified of banana is 'epa_dha_mg'"),
        ("lactose", "little", "lactose of banana is 'little'; it takes one of: free, low, yes"),
        ("unfortified", "Plain milk", "unfortified of banana is 'Plain milk'; it takes the key of a food, or nothing"),
    ],
)
def test_a_wrong_word_is_one_sentence(column, cell, said):
    frame = FRAME.loc[["banana"]].assign(**{column: cell})
    (fault,) = check_foods(to_csv(frame).encode(), "mine.csv")
    assert said in fault


def test_every_nutrient_has_a_field_in_the_form():
    assert {*ON_LABELS, *FURTHER} == set(published()) and not set(ON_LABELS) & set(FURTHER)


def test_columns_of_other_tables_are_taken_for_the_new_nutrients():
    numbers = {fdc_numbers()[number] for number in ("314", "317", "312", "323", "421", "629", "621")}
    assert numbers == set(NEW)
    english = "name;Iodine (µg/100g);Selenium (µg/100g);Copper (mg/100g);Vitamin E (mg/100g)"
    french = "name;Iode (µg/100 g);Sélénium (µg/100 g);Cuivre (mg/100 g);Vitamine E (mg/100 g)"
    oils = '"FA 20:5 5c,8c,11c,14c,17c (n-3) EPA (g/100g)";"AG 22:6 4c,7c,10c,13c,16c,19c (n-3) DHA (g/100 g)"'
    for header in (english, french):
        sheet = read_sheet(f"{header};{oils}\nKvass;1;1;1;1;1;1\n".encode(), "mine.csv")
        found = [match.column for match in match_columns(sheet)]
        assert found == ["name", "iodine_ug", "selenium_ug", "copper_mg", "vitamin_e_mg", "epa_g", "dha_g"]
