"""Small files of each kind, as other programs write them."""

import csv
import io
import json
import zipfile

import xlsxwriter

CIQUAL_HEADER = [
    "alim_grp_code",
    "alim_grp_nom_eng",
    "alim_ssgrp_nom_eng",
    "alim_ssssgrp_nom_eng",
    "alim_code",
    "alim_nom_eng",
    "alim_nom_sci",
    "Energy, Regulation EU No 1169/2011 (kJ/100g)",
    "Energy, Regulation EU No 1169/2011 (kcal/100g)",
    "Protein (g/100g)",
    "Protein, crude, N x 6.25 (g/100g)",
    "Carbohydrate (g/100g)",
    "Calcium (mg/100g)",
    "Vitamin D (µg/100g)",
    "Vitamin B9 or Folate (µg/100g)",
]
CIQUAL_ROWS = [
    "05|milk and milk products|milk|-|19023|Milk, whole||274|65,4|3,32|3,3|4,8|119|< 0,05|-".split("|"),
    "04|meat, egg and fish|raw meat|beef|6101|Beef, raw||556|132|21,8|21,9|0|5,4|traces|1,5".split("|"),
]
NUTRIENTS = [  # id, number, name, unit, as FoodData Central lists them
    (1008, "208", "Energy", "KCAL"),
    (1062, "268", "Energy", "kJ"),
    (2047, "957", "Energy (Atwater General Factors)", "KCAL"),
    (2048, "958", "Energy (Atwater Specific Factors)", "KCAL"),
    (1003, "203", "Protein", "G"),
    (1087, "301", "Calcium, Ca", "MG"),
    (1110, "324", "Vitamin D (D2 + D3), International Units", "IU"),
    (1114, "328", "Vitamin D (D2 + D3)", "UG"),
    (2000, "269", "Sugars, Total", "G"),
    (1063, "269.3", "Sugars, Total NLEA", "G"),
]


def text(header, rows, mark=",", end="\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end).writerows([header, *rows])
    return out.getvalue()


def workbook(header, rows, before=(), sheet="foods"):
    """An XLSX file; numbers are written as numbers, and lines of `before` stand above the header."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for k, cells in enumerate([*before, header, *rows]):
        for c, cell in enumerate(cells):
            if cell != "":
                (page.write_string if isinstance(cell, str) else page.write)(k, c, cell)
    book.close()
    return out.getvalue()


def packed(files, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def food(description, amounts, category="Dairy and Egg Products", **more):
    """A food of FoodData Central's JSON; amounts by nutrient number."""
    about = {number: (id, name, unit) for id, number, name, unit in NUTRIENTS}
    entries = [
        {"nutrient": {"id": about[n][0], "number": n, "name": about[n][1], "unitName": about[n][2]}, "amount": amount}
        for n, amount in amounts.items()
    ]
    return {"description": description, "foodNutrients": entries, "foodCategory": {"description": category}, **more}


def fdc_json(foods, key="FoundationFoods"):
    return json.dumps({key: foods}).encode()


def fdc_folder(folder="FoodData_Central_sr_legacy_food_csv_2018-04/"):
    """The CSV files of two foods, a sample that is none, and amounts under several numbers."""
    files = {
        "food.csv": text(
            ["fdc_id", "data_type", "description", "food_category_id", "publication_date"],
            [
                [171265, "sr_legacy_food", "Milk, whole, 3.25% milkfat", 1, "2019-04-01"],
                [171287, "sr_legacy_food", "Egg, whole, raw, fresh", 1, "2019-04-01"],
                [900000, "sub_sample_food", "Milk, sample 7", 1, "2019-04-01"],
            ],
        ),
        "sr_legacy_food.csv": text(["fdc_id", "NDB_number"], [[171265, 1077], [171287, 1123]]),
        "food_category.csv": text(["id", "code", "description"], [[1, "0100", "Dairy and Egg Products"]]),
        "nutrient.csv": text(
            ["id", "name", "unit_name", "nutrient_nbr", "rank"],
            [[id, name, unit, number, 1] for id, number, name, unit in NUTRIENTS],
        ),
        "food_nutrient.csv": text(
            ["id", "fdc_id", "nutrient_id", "amount", "data_points"],
            [
                [1, 171265, 2047, 62, 1],
                [2, 171265, 1008, 61, 1],
                [3, 171265, 1087, 113, 1],
                [4, 171265, 1110, 51, 1],
                [5, 171287, 2048, 143, 1],
                [6, 171287, 1087, "", 1],
                [7, 171287, 2000, 0, 1],
                [8, 900000, 1087, 999, 1],
            ],
        ),
        "measure_unit.csv": text(["id", "name"], [[1000, "cup"], [9999, "undetermined"]]),
        "food_portion.csv": text(
            "id fdc_id seq_num amount measure_unit_id portion_description modifier gram_weight".split(),
            [
                [1, 171265, 2, 1, 9999, "", "tbsp", 15],
                [2, 171265, 1, 1, 1000, "", "", 244],
                [3, 171287, 1, 1, 9999, "", "large", 0],
                [4, 171287, 2, 1, 9999, "", "medium", 44],
            ],
        ),
    }
    return {folder + name: content for name, content in files.items()}
