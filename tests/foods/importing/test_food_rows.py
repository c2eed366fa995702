"""Figures, units, keys and groups of other tables become ours; nothing unknown becomes a number."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.errors import FoodTableError
from planner.foods.food_checks import COLUMNS, GROUPS
from planner.foods.food_table import to_csv
from planner.foods.importing import Match, join_foods, match_columns, read_sheet, to_food_rows, units_of
from planner.foods.importing.column_matching import _known, fdc_numbers, plain
from planner.foods.importing.group_matching import _rules
from planner.reference.nutrients import published
from planner.reference.tables import read
from tests.foods.importing.files import CIQUAL_HEADER, CIQUAL_ROWS, fdc_folder, fdc_json, food, packed, text, workbook

FOODS = planner.load_foods()


def of(raw, name="mine.csv", source="my lab"):
    sheet = read_sheet(raw if isinstance(raw, bytes) else raw.encode(), name)
    return to_food_rows(sheet, match_columns(sheet), source)


def cell(typed, header="Calcium (mg)", others=()):
    """What a figure comes in as, among other figures of its file."""
    new = of(text(["name", header], [["X", typed], *(["Y", other] for other in others)], ";"))
    return new.frame[next(column for column in new.given if column != "name")].iloc[0], new.faults


@pytest.mark.parametrize(
    ("header", "column", "unit"),
    [
        ("calcium_mg", "calcium_mg", None),
        ("Calcium, Ca (mg)", "calcium_mg", None),
        ("Calcium (mg/100g)", "calcium_mg", None),
        ("Calcium (g per 100 g)", "calcium_mg", "g"),
        ("Calcium [mmol]", "calcium_mg", "mmol"),
        ("Energy, Regulation EU No 1169/2011 (kJ/100g)", "energy_kcal", "kJ"),
        ("Energy,\nRegulation\nEU No\n1169\n2011 (kcal\n100 g)", "energy_kcal", None),
        ("Energy, kilojoules", "energy_kcal", "kJ"),
        ("Vitamin D (IU)", "vitamin_d_ug", "IU"),
        ("Vitamin D (μg)", "vitamin_d_ug", None),
        ("Folate (µg DFE)", "folate_dfe_ug", None),
        ("Vitamin B9 or Folate (µg/100g)", "folate_ug", None),
        ("AG saturés (g/100 g)", "saturated_fat_g", None),
        ("Magnesium, Mg (mg)", "magnesium_mg", None),
        ("Niacin (mg NE)", None, None),  # equivalents count tryptophan too
        ("Protein, crude, N x 6.25 (g/100g)", None, None),
        ("Calcium (mg/serving)", None, None),
        ("Calcium (mg/100 ml)", None, None),
        ("Calcium (IU)", None, None),
        ("Vitamin A (IU)", None, None),
        ("calcium_100g", None, None),
    ],
)
def test_headers_are_understood_by_name_and_unit_or_not_at_all(header, column, unit):
    sheet = read_sheet(text(["name", header], [["Milk", "1"]]).encode(), "a.csv")
    assert match_columns(sheet)[1] == Match(" ".join([header]), column, unit)


@pytest.mark.parametrize(
    ("typed", "header", "others", "comes_in_as"),
    [
        ("120", "Calcium (mg)", (), "120"),
        ("1,5", "Calcium (mg)", (), "1.5"),
        ("1 234,5", "Calcium (mg)", (), "1234.5"),
        ("1\u202f234", "Calcium (mg)", (), "1234"),
        ("1,234.5", "Calcium (mg)", (), "1234.5"),
        ("1.234,5", "Calcium (mg)", (), "1234.5"),
        ("1,234", "Calcium (mg)", ("0,5",), "1.234"),
        ("1,234", "Calcium (mg)", ("0.5",), "1234"),
        ("1.234", "Calcium (mg)", (), "1.234"),
        ("0.12 g", "Calcium (mg)", (), "120"),
        ("0,12", "Calcium (g)", (), "120"),
        ("3", "Calcium (mmol)", (), "120.234"),
        ("418.4", "Energy (kJ)", (), "100"),
        ("1 MJ", "Energy (kcal)", (), "239.006"),
        ("40", "Vitamin D (IU)", (), "1"),
        ("0", "Calcium (mg)", (), "0"),
        *((unknown, "Calcium (mg)", (), "") for unknown in ("", "-", "N", "n/a", "NA", "nd", "traces", "Tr", "< 0,5")),
    ],
)
def test_a_figure_comes_in_as_a_plain_number_of_its_column(typed, header, others, comes_in_as):
    found, faults = cell(typed, header, others)
    assert faults == []
    assert found == comes_in_as or float(found) == pytest.approx(float(comes_in_as), rel=1e-5)


@pytest.mark.parametrize(
    ("typed", "others", "said"),
    [
        ("much", (), "mine.csv:2: Calcium (mg) is 'much'; write a plain number in mg"),
        ("1,234", (), "mine.csv:2: Calcium (mg) is '1,234'; this can mean 1.234 or 1234; write one of the two"),
        ("1.000", (), "this can mean 1 or 1000"),
        ("1.234", ("0,5",), "this can mean 1.234 or 1234"),
        ("1,234", ("0,5", "0.5"), "this can mean 1.234 or 1234"),
        ("12 IU", (), "write a plain number in mg"),
        ("1e400", (), "write a plain number"),
        ("1,2,3", (), "write a plain number"),
        ("9" * 400, (), "write a plain number"),
        ("१२", (), "write a plain number"),
    ],
)
def test_a_figure_that_cannot_be_read_in_one_way_is_a_fault(typed, others, said):
    found, faults = cell(typed, others=others)
    assert found == "" and len(faults) == 1 and said in faults[0]


def test_traces_are_unknown_and_counted():
    new = of(text(["name", "Calcium (mg)", "Iron (mg)"], [["A", "traces", "< 0,5"], ["B", "1", "-"]], ";"))
    assert list(new.frame["calcium_mg"]) == ["", "1"] and list(new.frame["iron_mg"]) == ["", ""]
    assert [note for note in new.notes if note.startswith("2 cells say 'traces'")]


def test_a_header_without_a_unit_is_told():
    assert [note for note in of("name,Calcium\nMilk,1\n").notes if "'Calcium' names no unit" in note]
    assert not [note for note in of("name,Calcium (mg)\nMilk,1\n").notes if "no unit" in note]


@pytest.mark.parametrize("name", ["Crème fraîche, 30 %", "crème-fraîche 30", "Œuf", "7 Up", "Ёж"])
def test_a_food_without_a_key_gets_one_from_its_name(name):
    keys = {"Œuf": "oeuf", "7 Up": "food_7_up", "Ёж": "food"}
    new = of(text(["name", "calcium_mg"], [[name, "1"], [name, "2"]]))
    key = keys.get(name, "creme_fraiche_30")
    assert list(new.frame.index) == [key, f"{key}_2"]


def test_lines_that_give_no_food_are_faults():
    new = of("food,name,calcium_mg\nmilk,Milk,1\n,,2\nmilk,Milk,3\nMilk 2,Milk,4\nkvass,Kvass\n")
    assert new.faults == [
        "mine.csv:3: the food has no name; write one, or take the line out",
        "mine.csv:4: food milk stands already in line 2; give each food a key of its own",
        "mine.csv:5: food is 'Milk 2'; a key is lower snake case: milk_2",
        "mine.csv:6: the line has 2 cells where the header has 3; "
        "a separator is missing, or one too many stands in a text without quotes",
    ]
    assert list(new.frame.index) == ["milk"]


def test_two_columns_for_one_are_a_fault_once_somebody_says_so():
    sheet = read_sheet(b"name,Calcium (mg),Calcium (g)\nMilk,1,2\n", "mine.csv")
    assert [match.column for match in match_columns(sheet)] == ["name", "calcium_mg", None]
    both = [Match("name", "name", None), Match("Calcium (mg)", "calcium_mg", None), Match("x", "calcium_mg", "g")]
    assert "'Calcium (mg)' and 'x' are taken for Calcium (mg); leave" in to_food_rows(sheet, both).faults[0]


def test_a_column_food_that_holds_names_is_one_of_names():
    assert list(of("food,calcium_mg\nWhole milk,1\n").frame["name"]) == ["Whole milk"]
    assert list(of("food,calcium_mg\nmilk_whole,1\n").frame.index) == ["milk_whole"]


def test_an_unknown_group_is_named_with_the_way_out():
    new = of("name,group\nMilk,Widgets\nNuts,Nut seed\nEgg,Dairy and Egg Products\n")
    assert list(new.frame["group"]) == ["", "nut_seed", "egg"]
    assert len(new.faults) == 1 and "mine.csv:2: group is 'Widgets'; write one of: dairy" in new.faults[0]


def test_ciqual_comes_in_with_its_groups_numbers_and_unknowns():
    for raw in (text(CIQUAL_HEADER, CIQUAL_ROWS, ";").encode("cp1252"), workbook(CIQUAL_HEADER, CIQUAL_ROWS)):
        new = of(raw, "ciqual", source="")
        milk, beef = new.frame.to_dict("records")
        assert (milk["name"], milk["group"], milk["source"], milk["source_id"]) == (
            ("Milk, whole", "dairy", "Ciqual", "ciqual-19023")
        )
        assert (milk["energy_kcal"], milk["vitamin_d_ug"], milk["folate_ug"]) == ("65.4", "", "")
        assert (beef["group"], beef["diet"], beef["allergens"], beef["calcium_mg"]) == ("meat", "meat", "", "5.4")
        assert len(join_foods(FOODS, new, False, "more").frame) == len(FOODS.frame) + 2


def test_fooddata_central_comes_in_from_its_csv_folder():
    new = of(packed(fdc_folder()), "fdc.zip", source="")
    milk, egg = new.frame.to_dict("records")
    assert list(new.frame.index) == ["milk_whole_3_25_milkfat", "egg_whole_raw_fresh"]
    assert (milk["source"], milk["source_id"], milk["group"]) == ("USDA SR Legacy 2018", "01077", "dairy")
    assert (milk["serving"], milk["serving_g"], milk["roles"]) == ("1 cup", "244", "")
    assert (milk["energy_kcal"], milk["calcium_mg"], milk["vitamin_d_ug"]) == ("61", "113", "1.275")
    assert (egg["group"], egg["energy_kcal"], egg["calcium_mg"], egg["sugars_g"]) == ("egg", "143", "", "0")
    assert (egg["serving"], egg["serving_g"]) == ("1 medium", "44")


def test_fooddata_central_comes_in_from_json():
    portion = {"gramWeight": 28.0, "amount": 1.0, "measureUnit": {"name": "cup"}, "modifier": "sliced"}
    foods = [
        food(
            "Beef, raw", {"958": 150.5, "957": 149, "203": 0}, "Beef Products", ndbNumber=13001, foodPortions=[portion]
        ),
        food("Thing", {"208": None, "328": 1e-3, "269.3": 2}, "New category", fdcId=77, dataType="SR Legacy"),
        food("Apple, raw", {}, "Fruits and Fruit Juices"),
        food("Apple pie filling", {}, "Fruits and Fruit Juices"),
    ]
    new = of(fdc_json(foods), "f.json", source="")
    beef, thing, apple, pie = new.frame.to_dict("records")
    assert (beef["energy_kcal"], beef["protein_g"], beef["diet"], beef["group"]) == ("150.5", "0", "meat", "meat")
    assert (beef["serving"], beef["source"], beef["source_id"]) == (
        ("1 cup, sliced", "USDA FoodData Central Foundation", "13001")
    )
    assert (thing["energy_kcal"], thing["sugars_g"], thing["source_id"]) == ("", "2", "fdc-77")
    assert thing["group"] in GROUPS and [note for note in new.notes if "New category" in note]
    assert (apple["diet"], pie["diet"]) == ("vegan", "")


def test_foods_of_a_download_that_contradict_themselves_are_left_out_and_told():
    foods = [food("Odd", {"203": 5, "269": 60}), food("Even", {"203": 5})]
    foods[0]["foodNutrients"].append({"nutrient": {"number": "205", "unitName": "g"}, "amount": 1})
    new = of(fdc_json(foods), "f.json", source="")
    assert list(new.frame.index) == ["even"] and new.faults == []
    assert [note for note in new.notes if note.startswith("1 food is left out") and "odd is 60" in note]


def test_the_short_form_of_a_download_is_read_too():
    raw = {"description": "Milk", "foodNutrients": [{"number": "301", "amount": 12, "unitName": "MG"}], "fdcId": 5}
    assert of(json.dumps(raw), source="").frame.at["milk", "calcium_mg"] == "12"


@settings(deadline=None)
@given(st.sampled_from(published()), st.floats(0.001, 1000))
def test_a_figure_is_the_same_in_whatever_unit_it_stands(column, amount):
    for unit in units_of(column):
        there = 1 / float(cell_in(column, "1", unit))
        assert float(cell_in(column, f"{amount * there:.15f}", unit)) == pytest.approx(amount, rel=1e-6, abs=1e-8)


def cell_in(column, typed, unit):
    sheet = read_sheet(text(["name", "x"], [["A", typed]], ";").encode(), "a")
    frame = to_food_rows(sheet, [Match("name", "name", None), Match("x", column, unit)]).frame
    return frame[column].iloc[0]


def test_the_tables_of_names_and_groups_are_sound():
    names = read("column_names")
    assert set(names["column"]) <= set(COLUMNS)
    assert set(fdc_numbers().values()) == set(published())
    texts = names[names["kind"] != "fdc"]
    for name, column in zip(texts["name"], texts["column"], strict=True):
        assert _known()[plain(name)].column == column, name
    assert set(read("food_groups")["group"]) <= set(GROUPS)
    assert {system for system, name in _rules() if name == "*"} == {"fdc", "ciqual", "bls"}


def test_faults_are_said_in_the_words_of_the_file_and_of_the_form_and_in_the_unit_that_is_asked_for():
    header = [
        "Key",
        "Food name",
        "Food category",
        "Energy (kJ)",
        "Calcium (mg)",
        "Sugars (g)",
        "Carbohydrate (g)",
        "Salz",
    ]
    rows = [
        ["Mors 1", "Mors", "drink", "x", "1", "", "", ""],
        ["", "Kvass", "Bolts", "1", "y", "", "", "much"],
        ["", "Tan", "drink", "5000", "99999", "60", "1", ""],
    ]
    sheet = read_sheet(text(header, rows, ";").encode(), "a.csv")
    matches = [Match("Key", "food", None), *match_columns(sheet)[1:]]
    new = to_food_rows(sheet, matches, "my lab")
    key, energy, calcium, salt, group = new.faults[1], new.faults[0], new.faults[2], new.faults[3], new.faults[4]
    assert key == "a.csv:2: Key is 'Mors 1'; a key is lower snake case: mors_1"
    assert (
        energy == "a.csv:2: Energy (kJ) is 'x'; write a plain number in kJ, or leave the cell empty if it is not known"
    )
    assert calcium.startswith("a.csv:3: Calcium (mg) is 'y'; write a plain number in mg,")
    assert salt.startswith("a.csv:3: Salz is 'much'; write a plain number in g salt,")
    assert group.startswith("a.csv:3: Food category is 'Bolts'; write one of: dairy, cereal, legume, nut seed, fish")
    with pytest.raises(FoodTableError) as refused:
        join_foods(FOODS, replace(new, faults=[]), False, "mine")
    energy, calcium, sugars = [fault for fault in refused.value.faults if ":4:" in fault]
    assert energy.startswith("a.csv:4: Energy (kcal), in the file 'Energy (kJ)', of tan is '1195.0")
    assert calcium.startswith("a.csv:4: Calcium (mg) of tan is '99999'; no published food holds more than 7400 mg")
    assert sugars == "a.csv:4: Sugars (g) of tan is 60, more than its Carbohydrate (g) of 1; check both"
    keyed = of("food,name,group,calcium_mg,energy_kcal\nmors,Mors,drink,x,950\n")
    assert keyed.faults[0].startswith("mine.csv:2: calcium_mg is 'x'; write a plain number in mg")
    with pytest.raises(FoodTableError, match=r"mine\.csv:2: energy_kcal of mors is '950'; no published food"):
        join_foods(FOODS, replace(keyed, faults=[]), False, "mine")


def test_no_fault_quotes_a_whole_header_or_cell():
    long = "Calcium " + "very " * 300 + "(mg)"
    sheet = read_sheet(text(["Name", long], [["Milk", "x" * 1900]], ";").encode(), "a.csv")
    (fault,) = to_food_rows(sheet, [Match("Name", "name", None), Match(long, "calcium_mg", None)]).faults
    assert len(fault) < 250 and fault.startswith("a.csv:2: Calcium very very")


def own(table):
    return of(table.to_csv(), "foods.csv")


def test_our_own_table_comes_back_unchanged_from_csv_and_workbook():
    frame = FOODS.frame.copy()
    frame.loc["milk_whole", ["name", "serving", "source"]] = ["=1+1", "'@x", "-"]
    table = planner.load_foods(to_csv(frame).encode(), "mine")
    lines = list(csv.reader(io.StringIO(table.to_csv())))
    for raw in (table.to_csv().encode(), workbook(lines[0], lines[1:])):
        sheet = read_sheet(raw, "foods")
        assert [match.column for match in match_columns(sheet)] == COLUMNS
        new = to_food_rows(sheet, match_columns(sheet))
        assert new.faults == new.notes == [] and new.given == tuple(COLUMNS)
        assert join_foods(FOODS, new, True, "mine").to_csv() == table.to_csv()
        assert join_foods(table, new, False, "mine").to_csv() == table.to_csv()


def test_just_the_given_columns_of_foods_that_are_there_change():
    new = of("food,calcium_mg\nmilk_whole,120\n")
    frame = join_foods(FOODS, new, False, "mine").frame
    assert new.given == ("food", "calcium_mg")
    assert frame.at["milk_whole", "calcium_mg"] == 120
    assert frame.at["milk_whole", "source"] == "USDA SR Legacy 2018; my lab"
    rest = [column for column in COLUMNS[1:] if column not in ("calcium_mg", "source")]
    assert frame[rest].equals(FOODS.frame[rest])


def test_an_equal_figure_leaves_the_source_as_it_was():
    frame = join_foods(FOODS, of("food,calcium_mg\nmilk_whole,113.0\n"), False, "mine").frame
    assert frame.at["milk_whole", "source"] == "USDA SR Legacy 2018"


def test_a_key_made_from_a_name_is_not_taken_for_another_food():
    new = of("name,group,calcium_mg\nMilk whole,dairy,1\nHoney,sweet,7\n")
    frame = join_foods(FOODS, new, False, "mine").frame
    assert frame.at["milk_whole", "calcium_mg"] == 113 and frame.at["milk_whole_2", "calcium_mg"] == 1
    assert frame.at["honey", "calcium_mg"] == 7 and "honey_2" not in frame.index


def test_a_whole_table_replaces_the_other():
    new = of("name,group,calcium_mg\nKvass,drink,7\n")
    table = join_foods(FOODS, new, True, "mine")
    assert (
        list(table.frame.index) == ["kvass"] and table.name == "mine" and table.frame.at["kvass", "source"] == "my lab"
    )


def test_faults_name_the_lines_of_the_file_and_nothing_is_taken_over():
    new = of(
        'food,name,group,calcium_mg\n\nkvass,"Bread\nkvass",drink,99999\nmors,,drink,-1\nmilk_whole,Milk,dairy,much\n'
    )
    with pytest.raises(FoodTableError) as refused:
        join_foods(FOODS, new, False, "my table")
    faults = refused.value.faults
    assert [fault.split(": ")[0] for fault in faults] == ["mine.csv:6", "mine.csv:3", "mine.csv:5", "mine.csv:5"]
    assert "no published food holds more than 7400 mg" in faults[1]
