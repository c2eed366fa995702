"""Whatever somebody brings: foods come of it, or sentences, and never anything else."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import planner
from planner.errors import FoodTableError, PlannerError
from planner.foods.food_checks import COLUMNS
from planner.foods.food_table import FoodTable, to_csv
from planner.foods.importing import join_foods, match_columns, read_sheet, to_food_rows
from tests.foods.importing.files import CIQUAL_HEADER, CIQUAL_ROWS, fdc_folder, fdc_json, food, packed, text, workbook

pytestmark = pytest.mark.slow

FOODS = planner.load_foods(to_csv(planner.load_foods().frame.iloc[:5]).encode(), "five foods")
VALID = {
    "own": "\n".join(FOODS.to_csv().splitlines()[:6]).encode(),
    "ciqual": text(CIQUAL_HEADER, CIQUAL_ROWS, ";").encode("cp1252"),
    "utf16": text(CIQUAL_HEADER, CIQUAL_ROWS, "\t").encode("utf-16"),
    "json": fdc_json([food("Milk, whole", {"208": 61, "301": 113}, foodPortions=[{"gramWeight": 1, "amount": 1}])]),
    "folder": packed(fdc_folder()),
    "plain folder": packed(fdc_folder(), compression=0),
}
with zipfile.ZipFile(io.BytesIO(workbook(CIQUAL_HEADER, CIQUAL_ROWS))) as book:
    WORKBOOK = {name: book.read(name) for name in book.namelist()}
WORDS = "- 0 1,234 1.234,5 traces <0,5 1e400 NaN -0 ∞ ١ =1+1 '-x \" ; \ufeff µg { dairy vegan none milk_whole"
TRICKY = st.sampled_from([*WORDS.split(), "", "a\nb", "9" * 400, "\u2028", "\x0b", "\r", "12 mg", "1 000"])
CELLS = TRICKY | st.text(max_size=20)
HEADERS = st.sampled_from([*COLUMNS, *CIQUAL_HEADER, "Food", "Category", "Vitamin D (IU)", "Energy (kJ)", ""]) | CELLS
quick = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def brought(raw: bytes, replace: bool = False) -> tuple[FoodTable | None, list[str]]:
    """The table that comes of an upload, or None, and every sentence that is said on the way."""
    try:
        sheet = read_sheet(raw, "up.csv")
    except PlannerError as error:
        return None, [str(error)]
    new = to_food_rows(sheet, match_columns(sheet), "somebody")
    assert list(new.frame.columns) == COLUMNS[1:] and new.frame.index.is_unique
    try:
        return join_foods(FOODS, new, replace, "mine"), new.notes
    except FoodTableError as error:
        return None, [*error.faults, *new.notes]


def through(raw: bytes, replace: bool = False) -> FoodTable | None:
    """As `brought`: something comes of it or something is said, in single lines."""
    table, said = brought(raw, replace)
    assert table is not None or said
    assert [sentence for sentence in said if len(sentence.splitlines()) != 1] == []
    return table


@quick
@given(st.lists(HEADERS, min_size=1, max_size=8), st.data(), st.sampled_from(",;\t"), st.booleans())
def test_any_table_comes_in_or_is_refused(header, data, mark, replace):
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header) - 1, max_size=len(header) + 1), max_size=5))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([header, *rows])
    through(out.getvalue().encode(encoding, "ignore"), replace)


@settings(quick, max_examples=25)
@given(st.lists(HEADERS, min_size=2, max_size=8, unique=True), st.data())
def test_any_table_of_named_foods_comes_in_or_is_refused(header, data):
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(header), max_size=len(header)), min_size=1, max_size=5))
    lines = [[f"Food {k}", "dairy", *cells] for k, cells in enumerate(rows)]
    through(text(["name", "group", *(f"{h} " for h in header)], lines).encode("utf-8", "ignore"))


@quick
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_come_in(raw):
    through(raw)


@quick
@given(st.sampled_from(sorted(VALID)), st.data())
def test_damaged_files_are_refused_or_come_in(kind, data):
    raw = bytearray(VALID[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(at, min(len(raw), at + 8)))
        raw[at:end] = data.draw(st.binary(max_size=8))
    through(bytes(raw))


@settings(quick, max_examples=25)
@given(st.data())
def test_damaged_workbooks_are_refused_or_come_in(data):
    files = dict(WORKBOOK)
    name = data.draw(st.sampled_from(sorted(files)))
    raw = bytearray(files[name])
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at : at + data.draw(st.integers(0, 12))] = data.draw(st.sampled_from([b"9", b'"', b"<", b"ZZZ"]) | st.binary())
    through(packed(files | {name: bytes(raw)}))


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | CELLS
KEYS = "description foodNutrients nutrient number amount unitName foodPortions gramWeight measureUnit name modifier"
FIELDS = st.sampled_from([*KEYS.split(), "foodCategory", "dataType", "ndbNumber", "fdcId", "value", "sequenceNumber"])
ENTRIES = st.dictionaries(FIELDS, LEAVES | st.dictionaries(FIELDS, LEAVES, max_size=3), max_size=5)
JSON = LEAVES | st.lists(LEAVES | ENTRIES, max_size=3)


@quick
@given(JSON, JSON, ENTRIES)
def test_any_json_is_refused_or_comes_in(nutrients, portions, entry):
    one = {"description": "Milk", "foodNutrients": nutrients, "foodPortions": portions}
    through(json.dumps({"foodClass": "Final", "MyFoods": [one | entry, one, nutrients]}).encode())


@quick
@given(st.dictionaries(st.sampled_from(sorted(fdc_folder())), st.binary(max_size=60) | CELLS, max_size=3))
def test_a_folder_with_other_files_in_it_is_refused_or_comes_in(files):
    content = {
        name: cell if isinstance(cell, bytes) else cell.encode("utf-8", "ignore") for name, cell in files.items()
    }
    through(packed(fdc_folder() | content))


@settings(quick, max_examples=20)
@given(st.lists(CELLS, min_size=4, max_size=4))
def test_our_own_table_comes_back_whatever_its_texts_are(texts):
    frame = FOODS.frame.iloc[:3].copy()
    frame.loc[frame.index[1], ["serving", "aisle", "bought_as", "source_id"]] = texts
    raw = to_csv(frame).encode("utf-8", "ignore")
    try:
        table = planner.load_foods(raw, "mine")
    except FoodTableError:
        assume(False)
    found = through(table.to_csv().encode(), replace=True)
    assert found is not None and found.to_csv() == table.to_csv()
