"""What may come from outside, made up by Hypothesis: files, plan files, addresses and lines of options.

Most of it is nearly right, since what is nonsense from its first letter is turned away at the first door. A few are
bombs: small on the way, and without end once they are opened.
"""

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from planner.foods.food_checks import COLUMNS

MANY = 1_000_000
WORDS = "- 0 1,234 1.234,5 traces <0,5 1e400 NaN -0 ∞ ١ =1+1 '-x \" ; \ufeff µg { dairy vegan none milk_whole".split()
TRICKY = [*WORDS, "", "a\nb", "9" * 400, "\u2028", "\x0b", "\r", "12 mg", "1 000", "\x00", "\u202e", "x" * 5_000]
CELLS = st.sampled_from(TRICKY) | st.text(max_size=20)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    CELLS | st.integers() | st.floats() | st.none() | st.booleans() | st.integers(min_value=10**300, max_value=10**301),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CELLS, inner, max_size=4),
    max_leaves=8,
)

_HEADERS = [*COLUMNS, "Food", "Category", "Calcium (mg/100g)", "Energy (kJ)", "Vitamin D (IU)", "alim_code", "bls_code"]
_SHEET = """<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData>{rows}</sheetData></worksheet>"""
_BOOK = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-'
    'types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "xl/workbook.xml": '<?xml version="1.0"?><workbook '
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
    '2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


# --- files with foods ------------------------------------------------------------------------------


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table as text, in an encoding and with a mark of its own; half of them are sound, but for a few cells."""
    if draw(st.booleans()):
        header = ["Food", "Category", *draw(st.lists(st.sampled_from(_HEADERS[9:-7]), max_size=6, unique=True))]
        usual = st.sampled_from(["1", "12.5", "0", "", "250", "1", "2"]) | CELLS
        width = len(header) - 2
        rows = [
            [
                f"Food {k}",
                draw(st.sampled_from(["dairy", "fruit", ""])),
                *draw(st.lists(usual, min_size=width, max_size=width)),
            ]
            for k in range(draw(st.integers(1, 5)))
        ]
    else:
        header = draw(st.lists(st.sampled_from(_HEADERS) | CELLS, min_size=1, max_size=9))
        cell = CELLS | st.floats().map(str) | st.integers(-5, 5000).map(str)
        rows = draw(st.lists(st.lists(cell, min_size=1, max_size=len(header) + 1), max_size=6))
    mark, end = draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quote = draw(st.sampled_from(["", '"', "'"]))
    text = end.join(mark.join(f"{quote}{cell}{quote}" for cell in line) for line in [header, *rows])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])), "ignore")


@st.composite
def downloads(draw: st.DrawFn) -> bytes:
    """The JSON of FoodData Central, with parts that are something else."""
    nutrient = st.fixed_dictionaries({"number": CELLS, "name": CELLS, "unitName": CELLS}) | ANYTHING
    amount = st.fixed_dictionaries({"nutrient": nutrient, "amount": st.floats() | ANYTHING}) | ANYTHING
    food = st.fixed_dictionaries(
        {"description": CELLS | ANYTHING, "foodNutrients": st.lists(amount, max_size=4) | ANYTHING},
        optional={"foodPortions": st.lists(ANYTHING, max_size=2) | ANYTHING, "foodCategory": ANYTHING},
    )
    root = draw(st.sampled_from(["SRLegacyFoods", "FoundationFoods", "BrandedFoods", "foods"]))
    return json.dumps({root: draw(st.lists(food | ANYTHING, max_size=3))}).encode()


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook whose sheet says what it likes of where its cells stand."""
    place = st.sampled_from(["A1", "B1", "A2", "B2", "XFD1048576", "A0", "ZZZZ9", "", "A-1", "A99999999999"])
    kind = st.sampled_from(["inlineStr", "s", "n", "b", "e", "d", "str", "zzz"])
    cells = draw(st.lists(st.tuples(place, kind, st.sampled_from(WORDS)), max_size=6))
    escaped = [(at, what, text.replace("<", "&lt;").replace('"', "&quot;")) for at, what, text in cells]
    rows = "".join(
        f'<row><c r="{at}" t="{what}"><v>{text}</v><is><t>{text}</t></is></c></row>' for at, what, text in escaped
    )
    return _zip(_BOOK | {"xl/worksheets/sheet1.xml": _SHEET.format(before="", rows=rows)})


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Something whole with bytes that are others, or cut short."""
    raw = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 6))):
        if raw:
            raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.booleans()) else raw)


def _zip(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _lying(raw: bytes) -> bytes:
    """A zip file whose directory says that every member is tiny."""
    at = 0
    changed = bytearray(raw)
    while (at := raw.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<L", changed, at + 24, 10)
        at += 4
    return bytes(changed)


def _sheet(rows: str, before: str = "", **more: str) -> bytes:
    return _zip(_BOOK | {"xl/worksheets/sheet1.xml": _SHEET.format(before=before, rows=rows), **more})


def _entities(depth: int, width: int) -> str:
    lines = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * width}">' for k in range(1, depth))
    return f'<!DOCTYPE z [<!ENTITY e0 "lol">{lines}]>'


_TEXT_CELL = '<row><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c><c r="B1"><v>1</v></c></row>'
BOMBS: dict[str, Callable[[], bytes]] = {
    "zip of zeros": lambda: _zip({"foods.json": b"\0" * 100_000_000}),
    "zip of one digit": lambda: _zip({"foods.json": b"[" + b"1" * 110_000_000}),
    "zip that lies": lambda: _lying(_zip({"foods.json": b" " * 130_000_000})),
    "zip of zips": lambda: _zip({f"{k}.zip": _zip({"a.json": b"0" * 10_000_000}) for k in range(9)}),
    "many members": lambda: _zip({f"{k}.csv": b"" for k in range(60_000)}),
    "out of the folder": lambda: _zip({"../../etc/passwd": b"x", "xl/workbook.xml": b""}),
    "entities": lambda: _sheet(_TEXT_CELL, _entities(10, 10)),
    "entity of a file": lambda: _sheet(_TEXT_CELL, '<!DOCTYPE z [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'),
    "a far corner": lambda: _sheet(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row><c r="A1"><v>1</v></c></row>'
    ),
    "a million rows in a workbook": lambda: _sheet("<row><c><v>1</v></c><c><v>2</v></c></row>" * MANY),
    "a long shared text": lambda: _sheet(
        '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 20_000,
        **{"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 20_000}</t></si></sst>"},
    ),
    "a million rows": lambda: b"name,calcium_mg\n" + b"a,1\n" * MANY,
    "a million empty rows": lambda: b"name,calcium_mg\na,1\n" + b",\n" * MANY * 4,
    "a million columns": lambda: b"name," * MANY + b"\n" + b"1," * MANY,
    "one quote": lambda: b'name,calcium_mg\n"a,1\n' + b"b,2\n" * MANY,
    "quotes only": lambda: b"name,calcium_mg\n" + b'"' * 9_000_000,
    "one long line": lambda: b"name,calcium_mg\n" + b"1" * 10_000_000,
    "deep JSON": lambda: b"[" * 5_000_000 + b"]" * 5_000_000,
    "wide JSON": lambda: b'{"foods":[' + b"{}," * 3_000_000 + b"{}]}",
    "many foods in JSON": lambda: json.dumps(
        {"SRLegacyFoods": [{"description": f"f{k}", "foodNutrients": []} for k in range(150_000)]}
    ).encode(),
    "a long number": lambda: b'{"foods":[{"description":"a","foodNutrients":[{"amount":' + b"9" * 9_000_000 + b"}]}]}",
    "UTF-16 without end": lambda: b"\xff\xfe" + b"a\0" * 4_900_000,
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000_000,
    "over the bound": lambda: b"name,calcium_mg\n" + b"a,1\n" * 12_000_000,
    "fdc without end": lambda: _zip(
        {
            "x/food.csv": "fdc_id,data_type,description,food_category_id\n" + "1,sr_legacy_food,Milk,1\n" * 300_000,
            "x/nutrient.csv": "id,name,unit_name,nutrient_nbr\n1087,Calcium,MG,301\n",
            "x/food_nutrient.csv": "id,fdc_id,nutrient_id,amount\n" + "1,1,1087,1\n" * 3_500_000,
        }
    ),
}
FILES = st.one_of(tables(), downloads(), workbooks(), damaged(tables()), damaged(workbooks()), st.binary(max_size=2000))


# --- plan files ------------------------------------------------------------------------------------


def places(part: Any, way: tuple = ()) -> list[tuple]:
    """Every place of a document, as the steps that lead there."""
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [way, *(place for step, inner in steps for place in places(inner, (*way, step)))]


@st.composite
def plan_files(draw: st.DrawFn, whole: dict, of: list[tuple]) -> bytes:
    """A plan file with a few places that hold something else, nothing, or another part of it."""
    document = json.loads(json.dumps(whole))
    for way in draw(st.lists(st.sampled_from(of[1:]), min_size=1, max_size=3)):
        try:
            here = document
            for step in way[:-1]:
                here = here[step]
            how = draw(st.sampled_from("other gone part deep many".split()))
            if how == "gone":
                del here[way[-1]]
            elif how == "part":
                here[way[-1]] = (
                    here[draw(st.sampled_from(sorted(here, key=str)))] if isinstance(here, dict) else here[0]
                )
            elif how == "deep":
                for _ in range(draw(st.sampled_from([1, 5, 60]))):
                    here[way[-1]] = [here[way[-1]]]
            elif how == "many":
                here[way[-1]] = [here[way[-1]]] * draw(st.sampled_from([2, 15, 40]))
            else:
                here[way[-1]] = draw(ANYTHING)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took that place away
    return json.dumps(document).encode("utf-8", "ignore")


def plan_bombs(whole: dict) -> dict[str, Callable[[], bytes]]:
    """Plan files without end."""
    raw = json.dumps(whole).encode()
    day = whole["days"][0]
    return {
        "50 MB of blanks": lambda: raw + b" " * 50_000_000,
        "50 MB of days": lambda: json.dumps({**whole, "days": [day] * (50_000_000 // len(json.dumps(day)))}).encode(),
        "9 MB of days": lambda: json.dumps({**whole, "days": [day] * (9_000_000 // len(json.dumps(day)))}).encode(),
        "9 MB of foods": lambda: json.dumps({**whole, "foods": whole["foods"] * 9_000}).encode()[:9_900_000],
        "deep": lambda: b'{"format":"cramp-plan/1","days":' + b"[" * 4_000_000 + b"]" * 4_000_000 + b"}",
        "deep objects": lambda: b'{"a":' * 1_500_000 + b"1" + b"}" * 1_500_000,
        "a long number": lambda: raw[:-1] + b',"seed":' + b"9" * 9_000_000 + b"}",
        "a long note": lambda: json.dumps({**whole, "note": "x" * 9_000_000}).encode(),
        "many keys": lambda: json.dumps({**whole, **{f"k{n}": n for n in range(500_000)}}).encode(),
        "one key again": lambda: raw[:-1] + b',"seed":1' * 900_000 + b"}",
        "half a character": lambda: raw.replace(b'"dinner"', b'"\\ud800"'),
        "UTF-16": lambda: json.dumps(whole).encode("utf-16"),
    }


# --- addresses ---------------------------------------------------------------------------------------

_LONG = st.builds(
    lambda part, times: part * times, st.sampled_from(["a ", "1", "1,", "((", "%", "mg "]), st.integers(1, 20_000)
)
_TYPED = st.sampled_from(
    ["calcium 1200 mg", "iron at most 45 mg: why", "5 ft 6", "08:00", "30,60", "30", "2026-11-23", "north"]
)
VALUES = CELLS | _LONG | _TYPED | st.integers().map(str) | st.floats().map(str)


def queries(ours: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    """What stands after the question mark of an address."""
    return st.dictionaries(st.sampled_from(ours) | CELLS, st.lists(VALUES, max_size=4), max_size=7)


@st.composite
def plates(draw: st.DrawFn) -> str:
    """The plates of a link: packed JSON, of whatever."""
    meal = st.lists(
        st.sampled_from(["dinner", "lunch", "kefir", "banana", "", 0, 1, 2.5, None, [], [["kefir", 1]]]), max_size=7
    )
    days = draw(
        st.lists(st.lists(st.just("2026-11-23") | st.lists(meal | ANYTHING, max_size=3), max_size=3), max_size=3)
    )
    raw = json.dumps(draw(st.just({"days": days}) | ANYTHING)).encode("utf-8", "ignore")
    packed = base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")
    return packed[: draw(st.sampled_from([len(packed), len(packed) // 2, 3]))]


def endless_plates() -> str:
    """A link that is short and unfolds without end."""
    return base64.urlsafe_b64encode(zlib.compress(b'{"days":[' + b"1," * 30_000_000)).decode()


# --- options -----------------------------------------------------------------------------------------


def lines_of_options(options: dict[str, list[str]], files: list[str]) -> st.SearchStrategy[list[str]]:
    """A command with some of its options, mostly with values that are not for them."""

    def of(command: str) -> st.SearchStrategy[list[str]]:
        value = VALUES.filter(lambda text: "\0" not in text) | st.sampled_from(files)
        names = st.sampled_from(options[command] or ["--help"])
        one = st.tuples(names, value).map(list) | names.map(lambda name: [name]) | value.map(lambda text: [text])
        return st.lists(one, max_size=4).map(lambda parts: [command, *(word for part in parts for word in part)])

    return st.sampled_from(sorted(options)).flatmap(of)
