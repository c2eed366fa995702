"""A food table with faults gives one sentence for each, and is never taken over."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.foods.food_checks import COLUMNS, NUMBERS
from planner.foods.food_table import to_csv
from planner.reference.tables import data_dir
from planner.safety.suitability import unsuitable

RAW = (data_dir() / "foods.csv").read_text(encoding="utf-8")
LINES = RAW.splitlines()
ROWS = list(csv.reader(io.StringIO(RAW)))
FEW = planner.load_foods().frame.loc[["milk_whole", "banana"]]


def edited(line, **cells):
    """The table with some cells of one line changed."""
    rows = [list(row) for row in ROWS]
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def without(column):
    """The table without a column."""
    at = ROWS[0].index(column)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row[:at] + row[at + 1 :] for row in ROWS)
    return out.getvalue().encode()


def faults(content):
    return planner.check_foods(content if isinstance(content, bytes) else content.encode(), "my.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("\n".join([*LINES[:5], LINES[5][:60], *LINES[6:]]), "my.csv:6: the line has"),
        ("\n".join([*LINES[:5], LINES[5] + ",1", *LINES[6:]]), f"my.csv:6: the line has {len(ROWS[0]) + 1} cells"),
        (edited(7, calcium_mg="-5"), "my.csv:7: calcium_mg of kefir_low_fat is '-5'; a figure can't be negative"),
        (edited(7, food="milk_whole"), "my.csv:7: food milk_whole stands already in line 4"),
        (
            edited(7, calcium_mg="0.12 g"),
            "my.csv:7: calcium_mg of kefir_low_fat is '0.12 g'; the column is in mg: write 120",
        ),
        (
            edited(7, calcium_mg="3 mmol"),
            "my.csv:7: calcium_mg of kefir_low_fat is '3 mmol'; the column is in mg: write 120",
        ),
        (edited(7, vitamin_d_ug="40 IU"), "the column is in µg: write 1"),
        (edited(7, calcium_mg="1,5"), "write the decimals with a point: 1.5"),
        (edited(7, calcium_mg="trace"), "write a plain number in mg, or leave the cell empty"),
        (edited(7, calcium_mg="120000"), "no published food holds more than 7400 mg in 100 g"),
        (edited(7, step="0.3"), "my.csv:7: step of kefir_low_fat is '0.3'; a step is 0.5 or 1 serving"),
        (edited(7, name=""), "my.csv:7: name of kefir_low_fat is ''; it must not be empty"),
        (edited(7, serving_g="0"), "my.csv:7: serving_g of kefir_low_fat is '0'; give a number of g above 0"),
        (edited(7, retired="no"), "my.csv:7: retired of kefir_low_fat is 'no'; it takes one of: yes"),
        (edited(7, group="diary"), "my.csv:7: group of kefir_low_fat is 'diary'; it takes one of: dairy"),
        (edited(7, roles="pudding"), "my.csv:7: roles of kefir_low_fat is 'pudding'; each word must be a known role"),
        (edited(7, allergens="mlik"), "my.csv:7: allergens of kefir_low_fat is 'mlik'"),
        (edited(7, source=""), "my.csv:7: source of kefir_low_fat is ''; it must not be empty"),
        (
            edited(7, fat_g="60", water_g="60"),
            "my.csv:7: protein_g, fat_g, carbohydrate_g and water_g of kefir_low_fat add up",
        ),
        (RAW.replace("Kefir", "Kéfir").encode("latin-1"), "my.csv:6: byte 0xe9 is not UTF-8"),
        (RAW.encode("utf-16"), "is not UTF-8; save the file as 'CSV UTF-8'"),
        (RAW.replace(",", ";"), "my.csv:1: the columns stand apart by semicolons"),
        (
            RAW.replace("calcium_mg", "calcium_g"),
            "my.csv:1: column 'calcium_g' is not known; this table has calcium_mg",
        ),
        (without("caffeine_mg"), "my.csv:1: column caffeine_mg is missing"),
        (b"PK\x03\x04", "my.csv: this is a workbook, not CSV"),
        (b"", "my.csv: the file is empty"),
        (LINES[0], "my.csv: there is no food in it"),
        (RAW.replace("Kefir", "Ke\0fir"), "my.csv:6: there is a NUL byte"),
    ],
)
def test_a_fault_is_one_sentence_with_line_and_column(content, said):
    found = faults(content)
    assert any(said in fault for fault in found), found
    assert all("\n" not in fault for fault in found)


def test_every_fault_is_named_not_only_the_first():
    rows = [list(row) for row in ROWS]
    rows[3][rows[0].index("calcium_mg")] = "-1"
    rows[9][rows[0].index("iron_mg")] = "much"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found = faults(out.getvalue())
    assert [fault.split(":")[1] for fault in found] == ["4", "10"]


@pytest.mark.parametrize("content", [RAW.encode("utf-8-sig"), RAW.replace("\n", "\r\n").encode()])
def test_what_spreadsheets_add_is_no_fault(content):
    assert faults(content) == []


def test_an_empty_nutrient_is_unknown_and_not_zero(foods):
    assert pd.isna(foods.frame.at["soy_yoghurt", "magnesium_mg"])
    assert pd.isna(foods.frame.at["hake_baked", "vitamin_a_re_ug"])


def test_figures_are_the_published_ones(foods):
    milk = foods.frame.loc["milk_2_percent"]
    assert (milk["calcium_mg"], milk["potassium_mg"], milk["source_id"]) == (120, 140, "01079")
    assert foods.frame.at["buckwheat_groats_cooked", "magnesium_mg"] == 51
    assert foods.frame.at["spinach_boiled", "calcium_mg"] == 136


def test_retinol_equivalents_count_carotene_twice_as_much(foods):
    carrot = foods.frame.loc["carrots_boiled"]
    assert carrot["retinol_ug"] == 0
    assert carrot["vitamin_a_re_ug"] == 2 * carrot["vitamin_a_rae_ug"]


def test_what_to_buy_follows_refuse_and_yield(foods):
    assert foods.frame.at["banana", "as_bought_g"] == pytest.approx(100 / (1 - 0.36), abs=0.5)
    lentils = foods.frame.loc["lentils_boiled"]
    assert lentils["as_bought_g"] == pytest.approx(100 * (100 - lentils["water_g"]) / (100 - 8.26), abs=0.5)


def test_a_food_with_a_role_is_in_the_menus_at_once(her):
    rows = [list(row) for row in ROWS]
    new = list(ROWS[1])
    new[0], new[1] = "milk_of_her_farm", "Milk of her farm"
    out = io.StringIO()
    csv.writer(out).writerows([rows[0], new, *[row for row in rows[1:] if "milk" not in row[4].split()]])
    mine = planner.load_foods(out.getvalue().encode(), "mine.csv")
    plan = planner.plan_week(her, planner.Preferences(without=["soy"]), foods=mine, start=None, days=2)
    milks = {s.food for day in plan.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    assert mine.playing("milk") == ["milk_of_her_farm"]
    assert "milk_whole" not in milks


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    line=st.integers(2, 60),
    column=st.sampled_from(COLUMNS),
    cell=st.one_of(st.text(max_size=12), st.floats().map(str), st.integers(-5, 10**6).map(str)),
)
def test_any_cell_is_taken_or_refused_in_a_sentence(line, column, cell):
    content = edited(line, **{column: cell})
    found = faults(content)
    if not found:
        value = planner.load_foods(content).frame[column] if column in NUMBERS else None
        assert value is None or not (value < 0).any()
    assert all(fault.startswith("my.csv:") and "\n" not in fault for fault in found)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_sentences(content):
    assert faults(content)


def test_a_table_from_before_a_column_was_added_is_read():
    assert planner.load_foods(without("retired")).to_csv() == RAW


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text("=+-@'\t＝a1 \"(),", min_size=1, max_size=8).map(str.strip).filter(bool))
def test_no_cell_runs_as_a_formula_and_each_comes_back_unchanged(name):
    frame = FEW.copy()
    frame.loc["milk_whole", "name"] = name
    text = to_csv(frame)
    written = next(row for row in csv.reader(io.StringIO(text)) if row[0] == "milk_whole")[1]
    assert written[0] not in "=+-@\t＝"
    back = planner.load_foods(text.encode())
    assert back.frame.at["milk_whole", "name"] == name
    assert back.to_csv() == text


@pytest.mark.parametrize("cells", [{"retired": "yes"}, {"serving_g": ""}, {"serving": ""}, {"step": ""}])
def test_a_retired_food_or_one_without_a_portion_is_served_to_nobody(cells):
    mine = planner.load_foods(edited(2, **cells))
    assert "milk_1_percent" in unsuitable(mine, planner.Preferences())
    assert "milk_2_percent" not in unsuitable(mine, planner.Preferences())


def test_a_food_of_unknown_diet_is_for_those_who_eat_everything():
    mine = planner.load_foods(edited(2, diet=""))
    assert "milk_1_percent" not in unsuitable(mine, planner.Preferences())
    assert "milk_1_percent" in unsuitable(mine, planner.Preferences(diet="pescatarian"))
