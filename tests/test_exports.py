"""Plans as files: what is in them, and that they are whole or not there."""

import csv
import io
import json

import openpyxl
import pytest

import planner
from planner import exports
from tests.plates import plan


@pytest.fixture(scope="module")
def document(week):
    return json.loads(exports.to_json(week))


def test_the_plan_file_has_the_layout_of_its_format(document, week):
    assert document["format"] == "cramp-plan/1"
    assert document["food_table"] == {"name": "foods.csv", "sha256": week.foods.sha256}
    assert {"person", "preferences", "targets", "days", "pairings", "audit", "solver"} <= set(document)
    assert next(day["date"] for day in document["days"]) == "2026-11-23"
    meal = document["days"][0]["meals"][0]
    assert (meal["slot"], meal["time"], meal["locked"]) == ("breakfast", "07:30", False)
    assert set(meal["dishes"][0]["servings"][0]) == {"food", "grams", "measure"}
    assert set(document["solver"]) == {"objective", "bound", "gap", "seconds"}
    target = next(row for row in document["targets"] if row["nutrient"] == "calcium_mg")
    assert (target["target"], target["kind"], target["upper"], target["upper_scope"]) == (1000, "RDA", 2500, "total")


def test_the_plan_file_covers_the_cramp_minerals_on_all_seven_days(document):
    for day in document["days"]:
        for nutrient, least in (("calcium_mg", 1000), ("magnesium_mg", 350), ("potassium_mg", 2900)):
            assert day["intake"][nutrient]["known"] >= least - 1e-3
    hard = [row for row in document["audit"] if row["kind"] == "hard"]
    assert hard and all(row["holds"] for row in hard)
    assert document["pairings"] == []


def test_unknown_is_null_and_counted():
    document = json.loads(exports.to_json(plan({("breakfast", "07:30"): [("soy_yoghurt", 1)]})))
    assert document["days"][0]["intake"]["magnesium_mg"] == {"known": 0.0, "unknown_foods": 1}
    sodium = next(row for row in document["targets"] if row["nutrient"] == "potassium_mg")
    assert sodium["upper"] is None


def test_csv_opens_in_a_spreadsheet_and_adds_up(week):
    content = exports.to_csv(week)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {"date", "day", "meal", "time", "dish", "food", "measure", "grams", "calcium_mg"} <= set(rows[0])
    monday = [row for row in rows if row["date"] == "2026-11-23"]
    assert monday[0]["day"] == "Monday"
    known = sum(float(row["calcium_mg"] or 0) for row in monday)
    report = planner.assess(week)
    first = report[(report["nutrient"] == "calcium_mg")].iloc[0]
    assert known == pytest.approx(first["known"], abs=2)


def test_the_workbook_has_the_week_on_its_first_sheet(week):
    book = openpyxl.load_workbook(io.BytesIO(exports.to_xlsx(week)))
    assert book.sheetnames == ["Week", "Servings", "Coverage", "Pairings", "Checks", "Sources"]
    sheet = book["Week"]
    assert sheet["B1"].value == "Monday 23 November"
    assert sheet["A2"].value == "07:30\nBreakfast"
    assert week.days[0].meals[0].dishes[0].title in sheet["B2"].value
    assert "of 1,000 mg" in sheet["B8"].value
    assert book["Servings"].max_row == 1 + sum(
        len(dish.servings) for day in week.days for meal in day.meals for dish in meal.dishes
    )
    cited = {row[0].value for row in book["Sources"].iter_rows(min_row=2)}
    assert {"USDA SR Legacy 2018", "IOM 2011", "NASEM 2019"} <= cited


def test_flagged_pairings_stand_in_the_files():
    spoiled = plan({("breakfast", "07:30"): [("milk_whole", 1), ("bread_rye", 1)]})
    flag = json.loads(exports.to_json(spoiled))["pairings"][0]
    assert (flag["slot"], flag["hinderer"], flag["affects"]) == ("breakfast", "Rye bread", "calcium")
    assert flag["at_stake_mg"] > 100 and flag["advice"]
    book = openpyxl.load_workbook(io.BytesIO(exports.to_xlsx(spoiled)))
    assert book["Pairings"].max_row == 2


def test_an_unknown_suffix_is_refused_in_a_sentence(week, tmp_path):
    with pytest.raises(planner.PlannerError, match=r"can't be written as '.docx': take .json, .csv, .xlsx"):
        exports.write(week, tmp_path / "week.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_whole_or_not_there(week, tmp_path):
    assert exports.write(week, tmp_path / "week.csv").read_bytes() == exports.to_csv(week)
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(planner.PlannerError, match="choose another place"):
        exports.write(week, tmp_path / "taken.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["taken.csv", "week.csv"]
