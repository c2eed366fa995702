"""Plans as files: what is in them, and that they are whole or not there."""

import csv
import dataclasses
import datetime
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
    assert document["food_table"] == {"name": "foods.csv", "sha256": week.foods.sha256, "revision": None}
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


TAKEN = [
    {"nutrient": "magnesium", "amount": "400 mg", "meal": "dinner"},
    {"nutrient": "folic acid", "amount": "400 µg"},
    {"nutrient": "vitamin K", "amount": "70 µg"},
]
MEALS = {("breakfast", "07:30"): [("milk_whole", 1)], ("dinner", "19:00"): [("banana", 1)]}


@pytest.fixture(scope="module")
def bare():
    return plan(MEALS, person=planner.Person(trimester=1), dates=2)


@pytest.fixture(scope="module")
def prescribed():
    person = planner.Person(trimester=1, supplements=TAKEN, conditions=["nausea"])
    return plan(MEALS, person=person, preferences=planner.Preferences(coffee=["09:00"]), dates=2)


def test_a_plan_file_gives_person_and_preferences_back(prescribed):
    document = json.loads(exports.to_json(prescribed))
    assert planner.Person(**document["person"]) == prescribed.person
    assert planner.Preferences(**document["preferences"]) == prescribed.preferences
    man = plan(MEALS, person=planner.Person(sex="male", age=40))
    assert planner.Person(**json.loads(exports.to_json(man))["person"]) == man.person


def test_a_plan_file_holds_seed_and_skipped_meals(bare):
    document = json.loads(exports.to_json(bare))
    assert (document["seed"], document["skipped"]) == (0, [])
    other = dataclasses.replace(bare, seed=7, skipped=((datetime.date(2026, 11, 24), "lunch"),))
    document = json.loads(exports.to_json(other))
    assert (document["seed"], document["skipped"]) == (7, [{"date": "2026-11-24", "slot": "lunch"}])


def test_supplements_stand_apart_from_food_in_the_plan_file(prescribed, bare):
    document, without = json.loads(exports.to_json(prescribed)), json.loads(exports.to_json(bare))
    assert [day["intake"] for day in document["days"]] == [day["intake"] for day in without["days"]]
    assert without["supplements"] == []
    magnesium, folic, k = document["supplements"]
    assert (magnesium["nutrient"], magnesium["supplement"], magnesium["unit"]) == ("magnesium_mg", 400, "mg")
    assert (magnesium["upper"], magnesium["upper_scope"]) == (350, "supplement")
    assert magnesium["note"].startswith("400 mg from tablets are over the limit of 350 mg")
    assert (folic["nutrient"], folic["supplement"], folic["note"]) == ("folate_dfe_ug", 400, "")
    assert (k["upper"], k["note"]) == (None, "")


def test_advice_stands_in_the_plan_file(prescribed, bare):
    assert [row["key"] for row in json.loads(exports.to_json(prescribed))["advice"]] == [
        "dehydration",
        "magnesium_tablets",
    ]
    assert [row["key"] for row in json.loads(exports.to_json(bare))["advice"]] == ["folic_acid"]


def test_no_column_of_the_csv_adds_supplements_to_food(prescribed, bare):
    rows = list(csv.DictReader(io.StringIO(exports.to_csv(prescribed).decode("utf-8-sig"))))
    food, tablets = [row for row in rows if row["food"]], [row for row in rows if row["supplement"]]
    assert len(food) + len(tablets) == len(rows)
    plain = list(csv.DictReader(io.StringIO(exports.to_csv(bare).decode("utf-8-sig"))))
    assert food == plain
    assert [(row["date"], row["meal"], row["time"], row["supplement"]) for row in tablets[:3]] == [
        ("2026-11-23", "Breakfast", "07:30", "folic acid, 400 µg"),
        ("2026-11-23", "Breakfast", "07:30", "vitamin K, 70 µg"),
        ("2026-11-23", "Dinner", "19:00", "magnesium, 400 mg"),
    ]
    figures = set(rows[0]) - {"date", "day", "meal", "time", "supplement"}
    assert all(row[name] == "" for row in tablets for name in figures)


def cells(sheet):
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_workbook_keeps_supplements_in_columns_and_a_sheet_of_their_own(prescribed, bare):
    book = openpyxl.load_workbook(io.BytesIO(exports.to_xlsx(prescribed)))
    without = openpyxl.load_workbook(io.BytesIO(exports.to_xlsx(bare)))
    assert {"Supplements", "Advice"} - set(book.sheetnames) == set()
    assert "Supplements" not in without.sheetnames
    food = ["date", "nutrient", "known intake", "target", "coverage", "text"]
    rows, plain = cells(book["Coverage"]), cells(without["Coverage"])
    assert [[row[name] for name in food] for row in rows] == [[row[name] for name in food] for row in plain]
    told = {row["nutrient"]: row["from supplements"] for row in rows if row["from supplements"]}
    assert told == {"Magnesium": "400 mg", "Folate (DFE)": "400 µg folic acid"}
    magnesium = cells(book["Supplements"])[0]
    assert (magnesium["supplement"], magnesium["a day"], magnesium["with"]) == ("magnesium", 400, "dinner")
    assert "counts supplements only" in magnesium["note"]
    last = [row[0] for row in book["Week"].iter_rows(values_only=True)][-1]
    assert last.startswith("Prescribed, and not counted above: magnesium, 400 mg with dinner; folic acid, 400 µg with")
