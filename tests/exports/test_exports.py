"""Plans as files: what is in them, and that they are whole or not there."""

import csv
import dataclasses
import datetime
import io
import json

import openpyxl
import pandas as pd
import pytest

import planner
from planner import exports
from planner.assessment.advice import first_words
from planner.exports.handout import Handout
from planner.exports.pdf.page_contents import pages
from planner.exports.plan_tables import headers
from planner.exports.shopping import shopping_list
from planner.exports.workbook import title_of
from planner.foods.food_table import FoodTable
from planner.menu.plan import servings_frame
from planner.reference.nutrients import nutrients
from tests.plates import eaten_twice, plan


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


def test_what_can_not_be_judged_is_told_apart_from_what_does_not_hold():
    day = plan({("breakfast", "07:30"): [("soy_yoghurt", 1)]}, person=planner.Person(conditions=["kidney_potassium"]))
    rows = json.loads(exports.to_json(day))["audit"]
    capped = next(row for row in rows if row["rule"] == "cramp minerals" and row["upper"] is not None)
    assert [capped[key] for key in ("nutrient", "holds", "judged", "without_figure")] == [
        "potassium_mg", False, False, ["soy_yoghurt"]
    ]  # fmt: skip
    answers = [row[4].value for row in opened(exports.to_xlsx(day))["Checks"].iter_rows(min_row=2)]
    assert set(answers) == {"yes", "no", "can't be judged"}


def test_csv_opens_in_a_spreadsheet_and_adds_up(week):
    content = exports.to_csv(week)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {"date", "day", "meal", "time", "dish", "food", "measure", "grams [g]", "calcium [mg]"} <= set(rows[0])
    assert sum(name.endswith("]") for name in rows[0]) == 1 + len(nutrients())
    monday = [row for row in rows if row["date"] == "2026-11-23"]
    assert monday[0]["day"] == "Monday"
    known = sum(float(row["calcium [mg]"] or 0) for row in monday)
    report = planner.assess(week)
    first = report[(report["nutrient"] == "calcium_mg")].iloc[0]
    assert known == pytest.approx(first["known"], abs=2)


SHEETS = "Week,Shopping,Servings,Day totals,Coverage,Foods,Pairings,Checks,Sources".split(",")


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def handed():
    note = "Soak the lentils.\n=SUM(A1:A9) is no formula."
    made = datetime.date(2026, 11, 20)
    return Handout(client="Mrs Example", dietitian="A. Berg", note=note, made=made, eaters=2, paper="letter")


@pytest.fixture(scope="module")
def book(week, handed):
    return opened(exports.to_xlsx(week, handed))


def test_the_workbook_has_the_week_on_its_first_sheet(week, book):
    assert book.sheetnames == SHEETS
    sheet = book["Week"]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "Menus for 23 to 29 November 2026",
        "For Mrs Example · by A. Berg · 20 November 2026",
    ]
    assert sheet["B3"].value == "Monday 23 November"
    assert sheet["A4"].value == "07:30\nBreakfast"
    assert week.days[0].meals[0].dishes[0].title in sheet["B4"].value
    assert "of 1,000 mg" in sheet["B10"].value
    assert any(row[0] == "Soak the lentils.\n=SUM(A1:A9) is no formula." for row in sheet.iter_rows(values_only=True))
    assert book["Servings"].max_row == 1 + sum(
        len(dish.servings) for day in week.days for meal in day.meals for dish in meal.dishes
    )
    cited = {row[0].value for row in book["Sources"].iter_rows(min_row=2)}
    assert {"USDA SR Legacy 2018", "USDA SR28 2015", "IOM 2011", "NASEM 2019"} <= cited


def test_every_figure_of_the_workbook_is_a_number_and_equal(week, book):
    plates, names = servings_frame(week), headers()
    rows = cells(book["Servings"])
    assert [row["date"].date() for row in rows] == list(plates["date"])
    for key, header in {"grams": "grams [g]", **names}.items():
        read = pd.Series([row[header] for row in rows], dtype=float)
        pd.testing.assert_series_equal(read, plates[key].astype(float), check_names=False, atol=1e-6, rtol=0)
    report = planner.assess(week)
    totals = cells(book["Day totals"])
    for day, row in zip(week.days, totals, strict=True):
        known = report[report["date"] == day.date].set_index("nutrient")["known"]
        assert {key: row[header] for key, header in names.items()} == pytest.approx(known.to_dict(), abs=1e-6)
    foods = {row["food"]: row for row in cells(book["Foods"])}
    assert set(foods) == set(plates["food"])
    for food, row in foods.items():
        for key, header in names.items():
            figure = week.foods.frame.at[food, key]
            assert row[header[:-1] + "/100 g]"] == (None if pd.isna(figure) else pytest.approx(figure)), (food, key)
        assert (row["source"], row["number there"]) == tuple(week.foods.frame.loc[food, ["source", "source_id"]])
    buy = shopping_list(week, 2).sort_values("at_home", kind="stable")
    for line, row in zip(buy.to_dict("records"), cells(book["Shopping"]), strict=True):
        assert (row["buy for 2"], row["eaten [g]"]) == (line["buy"], line["eaten_g"])
        assert row["buy [g]"] == (None if pd.isna(line["buy_g"]) else line["buy_g"])


def test_minutes_stand_once_for_each_dish_and_leftovers_are_marked():
    twice = eaten_twice()
    rows = cells(opened(exports.to_xlsx(twice))["Servings"])
    dinner, lunch = ([row for row in rows if row["meal"] == meal] for meal in ("Dinner", "Lunch"))
    assert [row["minutes"] for row in dinner] == [15] + [None] * (len(dinner) - 1)
    assert [row["minutes"] for row in lunch] == [5] + [None] * (len(lunch) - 1)
    assert {row["leftover"] for row in lunch} == {"from Monday's dinner"}
    assert not any(row["leftover"] for row in dinner)
    week_sheet = [cell for row in opened(exports.to_xlsx(twice))["Week"].iter_rows(values_only=True) for cell in row]
    shown = "\n".join(str(cell) for cell in week_sheet)
    assert "Cook double, for Tuesday's lunch too" in shown and "From Monday's dinner, 5 min" in shown
    csv_rows = list(csv.DictReader(io.StringIO(exports.to_csv(twice).decode("utf-8-sig"))))
    assert sum(float(row["minutes"] or 0) for row in csv_rows) == 20


def test_the_shopping_sheet_tells_what_is_left_over_and_what_is_there():
    preferences = planner.Preferences(at_home=["banana"])
    plate = {("breakfast", "07:30"): [("milk_whole", 1), ("banana", 1), ("salt", 1)]}
    rows = cells(opened(exports.to_xlsx(plan(plate, preferences=preferences)))["Shopping"])
    banana, milk, salt = rows
    assert (banana["have"], milk["have"]) == ("☑", "☐") and salt["aisle"] == "on your shelf"
    assert milk["left over"] == "256 g left: 3 days once opened, freezes" and milk["left over [g]"] == 256


def test_a_day_says_which_sums_are_minimums():
    book = opened(exports.to_xlsx(plan({("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 1)]})))
    row = cells(book["Day totals"])[0]
    assert "Magnesium 1 of 2; " in row["at least, since foods give no figure"]
    assert "Calcium" not in row["at least, since foods give no figure"]
    assert cells(book["Servings"])[0]["magnesium [mg]"] is None


def test_every_sheet_is_ready_to_print(book):
    for sheet in book:
        assert sheet.freeze_panes and sheet.print_area
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1, 2)
        assert sheet.page_setup.paperSize == 1  # letter
        assert sheet.title == "Week" or sheet.print_title_rows == "$1:$1"
    assert book["Coverage"].page_setup.orientation == book["Week"].page_setup.orientation == "landscape"
    assert (book.properties.title, book.properties.creator) == ("Menus for 23 to 29 November 2026", "A. Berg")


def test_the_same_plan_and_handout_give_the_same_bytes(bare, handed):
    assert exports.to_xlsx(bare, handed) == exports.to_xlsx(bare, handed)
    assert exports.to_csv(bare, handed) == exports.to_csv(bare)


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "＝1+1", "https://example.org", "\t=1", "'=1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_runs_as_a_formula_or_opens_as_a_link(name):
    frame = planner.load_foods().frame.copy()
    frame.loc["banana", ["name", "bought_as", "aisle"]] = name
    served = plan(MEALS, foods=FoodTable(frame, "mine.csv", ""))
    rows = list(csv.DictReader(io.StringIO(exports.to_csv(served).decode("utf-8-sig"), newline="")))
    written = next(row["food"] for row in rows if row["key"] == "banana")
    assert written.removeprefix("'") in (name, name.removeprefix("'"))
    assert written[0] not in "=+-@＝\t"
    book = opened(exports.to_xlsx(served, Handout(client=name, dietitian=name, note=name)))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert found and all(cell.data_type == "s" and cell.hyperlink is None for cell in found)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("dates", "title"),
    [
        (["2026-11-23"], "Menus for 23 November 2026"),
        (["2026-11-28", "2026-12-04"], "Menus for 28 November to 4 December 2026"),
        (["2026-12-28", "2027-01-03"], "Menus for 28 December 2026 to 3 January 2027"),
    ],
)
def test_the_title_names_each_month_once(bare, dates, title):
    days = [dataclasses.replace(bare.days[0], date=datetime.date.fromisoformat(date)) for date in dates]
    assert title_of(dataclasses.replace(bare, days=tuple(days))) == title


def test_flagged_pairings_stand_in_the_files():
    spoiled = plan({("breakfast", "07:30"): [("milk_whole", 1), ("bread_rye", 1)]})
    flag = json.loads(exports.to_json(spoiled))["pairings"][0]
    assert (flag["slot"], flag["hinderer"], flag["affects"]) == ("breakfast", "Rye bread", "calcium")
    assert flag["at_stake_mg"] > 100 and flag["advice"]
    book = opened(exports.to_xlsx(spoiled))
    assert book["Pairings"].max_row == 2


def test_an_unknown_suffix_is_refused_in_a_sentence(week, tmp_path):
    with pytest.raises(planner.PlannerError, match=r"can't be written as '.docx': take .json, .csv, .xlsx, .pdf, .ics"):
        exports.write(week, tmp_path / "week.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_whole_or_not_there(week, tmp_path):
    assert exports.write(week, tmp_path / "week.csv").read_bytes() == exports.to_csv(week)
    (tmp_path / "taken.csv").mkdir()
    for path in (tmp_path / "taken.csv", f"{tmp_path}/a\0b.csv"):
        with pytest.raises(planner.PlannerError, match="choose another place"):
            exports.write(week, path)
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
        "nausea",
        "magnesium_tablets",
    ]
    assert [row["key"] for row in json.loads(exports.to_json(bare))["advice"]] == ["folic_acid"]


def test_whom_to_phone_and_to_ask_first_stands_on_top_of_the_documents():
    her = planner.Person(age=17, twins=True, trimester=2, weight=90, conditions=["ace_inhibitor"])
    careful = plan(MEALS, person=her, preferences=planner.Preferences(diet="vegan", energy_kcal=2300), dates=2)
    rows = json.loads(exports.to_json(careful))["advice"]
    assert rows[0]["key"] == "ace_inhibitor" and {"twins", "under_18", "high_weight", "low_energy"} <= {
        row["key"] for row in rows
    }
    words = first_words(planner.advise(careful))
    assert "do not stop by yourself" in words[0] and len(words) == 6
    week = openpyxl.load_workbook(io.BytesIO(exports.to_xlsx(careful)))["Week"]
    column = [row[0] for row in week.iter_rows(values_only=True, max_col=1)]
    assert column[2 : 2 + len(words)] == list(words) and column.index("Meal") == 2 + len(words)
    calendar = exports.to_ics(careful, Handout(note="Be well")).decode().replace("\r\n ", "")
    described = next(line for line in calendar.splitlines() if line.startswith("DESCRIPTION"))
    assert "do not stop by yourself" in described.replace("\\", "") and described.endswith("Be well")
    assert pages(careful, Handout())["ask_first"] == list(words)


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
    assert told == {"Magnesium": "400 mg", "Folate (DFE)": "400 µg folic acid", "Vitamin K": "70 µg"}
    magnesium = cells(book["Supplements"])[0]
    assert (magnesium["supplement"], magnesium["a day"], magnesium["with"]) == ("magnesium", 400, "dinner")
    assert "counts supplements only" in magnesium["note"]
    below = [str(row[0]) for row in book["Week"].iter_rows(values_only=True)]
    assert any(
        text.startswith("Prescribed, and not counted above: magnesium, 400 mg with dinner; folic acid, 400 µg with")
        for text in below
    )
