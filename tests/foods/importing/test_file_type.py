"""An upload is read as what it is, whatever it is called; what can't be read is refused in one sentence."""

import datetime
import io
import json
import struct
import zipfile

import pytest

from planner.errors import PlannerError
from planner.foods.importing import MOST_BYTES, match_columns, read_sheet
from tests.foods.importing.files import CIQUAL_HEADER, CIQUAL_ROWS, fdc_folder, fdc_json, food, packed, text, workbook

HEADER = ["name", "Calcium (mg)", "Energy (kJ)"]
ROWS = [["Crème fraîche", "1,5", "12"], ["Käse", "700", "1600"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_separator(encoding, mark):
    sheet = read_sheet(text(HEADER, ROWS, mark, "\r\n").encode(encoding), "mine.csv")
    assert sheet.header == tuple(HEADER)
    assert sheet.rows == tuple((line, tuple(row)) for line, row in enumerate(ROWS, 2))
    assert sheet.kind.startswith("CSV, " + {",": "commas", ";": "semicolons", "\t": "tabs"}[mark])


def test_the_kind_names_the_encoding():
    assert read_sheet(text(HEADER, ROWS, ";").encode("cp1252"), "a").kind == "CSV, semicolons, Windows-1252"


def test_commas_in_headers_and_figures_are_no_separators():
    lines = "Calcium, Ca (mg);Iron, Fe (mg)\n1,5;2,5\n3,5;4,5\n"
    assert read_sheet(lines.encode(), "a").header == ("Calcium, Ca (mg)", "Iron, Fe (mg)")


def test_lines_are_counted_as_an_editor_counts_them():
    sheet = read_sheet(b'My foods\n\nname,serving\n\n"Bread\nkvass",1 cup\nMilk,1 glass\n', "a")
    assert [line for line, _ in sheet.rows] == [5, 7]


def test_a_workbook_is_read_with_its_numbers_days_and_yes_or_no():
    day = datetime.date(2026, 11, 23)
    raw = workbook(["name", "calcium_mg", "when", "sure", "kept"], [["Milk", 12.0, day.isoformat(), True, 0.1]])
    sheet = read_sheet(raw, "mine.xlsx")
    assert sheet.kind == "workbook, sheet 'foods'"
    assert sheet.rows == ((2, ("Milk", "12", "2026-11-23", "TRUE", "0.1")),)


def test_lines_above_the_header_of_a_workbook_are_passed_over():
    raw = workbook(["name", "calcium_mg"], [["Milk", 120], ["Salt", ""]], before=[["My foods"], []])
    sheet = read_sheet(raw, "mine.xlsx")
    assert sheet.header == ("name", "calcium_mg") and sheet.rows == ((4, ("Milk", "120")), (5, ("Salt", "")))


@pytest.mark.parametrize(
    "raw", [text(CIQUAL_HEADER, CIQUAL_ROWS, ";").encode("cp1252"), workbook(CIQUAL_HEADER, CIQUAL_ROWS)]
)
def test_the_table_of_ciqual_is_known_by_its_header(raw):
    assert read_sheet(raw, "table").kind == "Ciqual"


def test_downloads_of_fooddata_central_are_known_by_their_content():
    milk = food("Milk", {"301": 113})
    one = json.dumps(milk).encode()
    for raw in (fdc_json([milk]), fdc_json([milk], "SRLegacyFoods"), one, b"[" + one + b"]"):
        assert read_sheet(raw, "a").kind == read_sheet(packed({"x.json": raw}), "a").kind == "FoodData Central JSON"
    assert read_sheet(packed(fdc_folder()), "a").kind == read_sheet(packed(fdc_folder("")), "a").kind
    assert read_sheet(packed(fdc_folder()), "a").kind == "FoodData Central CSV"


def test_every_header_has_a_match():
    sheet = read_sheet(text(["name", "what", "calcium_mg"], [["Milk", "x", "1"]]).encode(), "a")
    assert [match.column for match in match_columns(sheet)] == ["name", None, "calcium_mg"]


def lying_zip():
    """A member that says it is 10 bytes long and is 200 MB."""
    raw = bytearray(packed({"food.csv": b"0" * (200 << 20)}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = raw[22:26] = struct.pack("<I", 10)
    return bytes(raw)


def locked_zip():
    raw = bytearray(packed({"a.json": b"{}"}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


def spanning_workbook():
    """One cell says that it stands in the last row and column there can be."""
    out = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(workbook(["name", "calcium_mg"], [["Milk", 120]])))
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b'r="B2"', b'r="XFD1048576"'))
    return out.getvalue()


JSON = '{"FoundationFoods": [{"description": "a", "foodNutrients": %s}]}'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b" \n ", "the file is empty"),
        (b"x" * (MOST_BYTES + 1), "over 10 MB; leave out foods, or of FoodData Central bring the CSV download"),
        (b"one column\nonly\n", "no table"),
        (b"name,calcium_mg\n", "no food in it"),
        (b"name,calcium_mg,calcium_mg\nMilk,1,2\n", "two columns are called 'calcium_mg'"),
        (b"name,calcium_mg\nMi\0lk,1\n", "no text in UTF-8"),
        (b"name,calcium_mg\nM\x81lk,1\n", "no text in UTF-8"),
        (b"\xff\xfen\x00a\x00\x00\xd8", "no text in UTF-8"),
        (b"name,x\n" + b"a" * 2001 + b",1\n", "a cell holds 2,001 characters"),
        (b'name,x\n"' + b"a" * 200_000 + b'",1\n', "far over 2,000 characters"),
        (b"name," * 501 + b"x\n1,2\n", "there are 502 columns"),
        (b"name,x\n" + b"a,1\n" * 20_001, "there are 20,001 lines"),
        (b"name,x\n" + b"a,1\n" * 60_000, "there are over 20,000 lines"),
        (b"{" * 200_000, "this is no JSON"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"foods": NaN}', "NaN is no number"),
        (b'{"foods": [1, 2]}', "no foods of FoodData Central"),
        ((JSON % "[]").replace('"a"', r'"\ud800 x"').encode(), "lone surrogate"),
        ((JSON % "[]").replace('"a"', r'"a\u0000"').encode(), "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
        (b"PK\x03\x04 this is no zip", "damaged"),
        (packed({"a.zip": packed({"b.csv": b"a,b\n1,2\n"})}), "another zip file in it"),
        (packed({"a.json": packed({"b.csv": b"a,b\n1,2\n"})}), "another zip file in it"),
        (packed({"../a.json": b"{}"}), "outside of itself"),
        (packed({"/etc/a.json": b"{}"}), "outside of itself"),
        (packed({f"{k}.csv": b"" for k in range(201)}), "there are 201 files in it"),
        (packed({"a.csv": b"0" * (121 << 20)}), "unpacked it is over 120 MB"),
        (packed({"a.json": b" " * (31 << 20)}), "bring the CSV download of the same foods"),
        (packed({"a.json": b"{}"}, zipfile.ZIP_LZMA), "unusual way"),
        (packed({"foods.txt": b"a"}), "neither a workbook nor a download"),
        (
            packed(fdc_folder() | {"FoodData_Central_sr_legacy_food_csv_2018-04/food.csv": "a,b\n1,2\n"}),
            "food.csv lacks",
        ),
        (lying_zip(), "neither a workbook"),
        (locked_zip(), "locked with a password"),
        (spanning_workbook(), "spans far too many cells"),
        (workbook(["name"], [["Milk"]]), "no sheet of it holds a table"),
        (packed({"xl/workbook.xml": b"<nonsense"}), "the workbook is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the workbook is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_in_one_sentence(raw, said):
    with pytest.raises(PlannerError) as refused:
        read_sheet(raw, "up\nload")
    sentence = str(refused.value)
    assert said in sentence and "\n" not in sentence and sentence.startswith("up load:")


def test_a_member_that_lies_about_its_size_is_never_inflated():
    files = fdc_folder()
    raw = bytearray(packed({**files, "food_nutrient.csv": b"0" * (110 << 20), "food.csv": b"x", "nutrient.csv": b"x"}))
    at = raw.index(b"food_nutrient.csv", raw.index(b"PK\x01\x02")) - 46
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(PlannerError):
        read_sheet(bytes(raw), "a.zip")
