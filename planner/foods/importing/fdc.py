"""Downloads of FoodData Central: its foods as a sheet in the columns of our table.

Foundation Foods and SR Legacy come as JSON or as a folder of CSV files; numbers of nutrients are in
``data/column_names.csv``.
"""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from planner.errors import PlannerError
from planner.foods.importing.column_matching import fdc_numbers
from planner.foods.importing.column_units import unit_of
from planner.foods.importing.sheets import MOST_ROWS, Sheet, sheet
from planner.reference.nutrients import nutrients, published

MOST_JSON = 30 * 1024 * 1024  # as objects it takes many times that
SOURCES = {
    "foundation": "USDA FoodData Central Foundation",
    "srlegacy": "USDA SR Legacy 2018",
    "survey": "USDA FoodData Central FNDDS",
    "branded": "USDA FoodData Central Branded",
}
_HEADER = ["name", "group", "serving", "serving_g", "source", "source_id", *published()]
Food = dict[str, str]


def read_json(text: str, name: str) -> Sheet:
    """The foods of a JSON download: a set of foods, a list of them, or a single food.

    Raises
    ------
    PlannerError
        In one sentence, if it is no JSON or holds no foods.
    """
    if len(text) > MOST_JSON:
        raise PlannerError(
            f"{name}: as JSON it is over {MOST_JSON >> 20} MB; bring the CSV download of the same foods, still zipped"
        )
    try:
        # numbers stay as they are written: none is too large or loses a digit
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number)
    except RecursionError:
        raise PlannerError(f"{name}: the JSON is nested too deeply for a list of foods; fetch the file again") from None
    except ValueError as error:
        raise PlannerError(f"{name}: this is no JSON ({error}); fetch the file again") from None
    foods, kind = _foods(found)
    if not foods:
        raise PlannerError(
            f"{name}: there are no foods of FoodData Central in it; bring its Foundation or SR Legacy download"
        )
    if len(foods) > MOST_ROWS:
        raise PlannerError(f"{name}: there are {len(foods):,} foods, and {MOST_ROWS:,} are the most; bring it in parts")
    return foods_sheet(name, "FoodData Central JSON", [_food(food, kind) for food in foods])


def foods_sheet(name: str, kind: str, foods: list[Food]) -> Sheet:
    """Foods by column as a sheet; columns that no food fills fall away."""
    header = [column for column in _HEADER if any(food.get(column) for food in foods)]
    lines = [(k, [food.get(column, "") for column in header]) for k, food in enumerate(foods, 1)]
    return sheet(name, kind, [(0, header), *lines])


def source_id(ndb: object, fdc_id: object) -> str:
    """The number of a food as our table has it: NDB number in five digits, else ``fdc-<id>``.

    Examples
    --------
    >>> source_id("1077", "171265"), source_id("", "171265")
    ('01077', 'fdc-171265')
    """
    if ndb and str(ndb).strip() not in ("", "0"):
        return str(ndb).strip().zfill(5)
    return f"fdc-{fdc_id}" if fdc_id else ""


def with_unit(amount: str, unit: str, column: str) -> str:
    """An amount as a cell: bare in the unit of the column, else with its unit."""
    known = unit_of(unit) or unit
    return amount if not unit or known == nutrients()[column].unit or not amount else f"{amount} {known}"


def measure(amount: str, unit: str, modifier: str, description: str) -> str:
    """A household measure in words.

    Examples
    --------
    >>> measure("1.0", "cup", "sliced", ""), measure("1", "undetermined", "waffle, square", "")
    ('1 cup, sliced', '1 waffle, square')
    >>> measure("", "undetermined", "10205", "1 cup, mashed")
    '1 cup, mashed'
    """
    if not amount:
        return description
    unit = "" if unit.lower() == "undetermined" else unit
    what = ", ".join(part for part in (unit, modifier or description) if part)
    return f"{amount.removesuffix('.0')} {what}" if what else ""


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _foods(found: Any) -> tuple[list[dict[str, Any]], str]:
    """The foods in a document and the kind that the set says they are."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key.lower().endswith("foods") and isinstance(value, list):
                return [food for food in value if isinstance(food, dict) and "description" in food], key[:-5]
        return ([found], "") if "description" in found and "foodNutrients" in found else ([], "")
    if isinstance(found, list):
        return [food for food in found if isinstance(food, dict) and "foodNutrients" in food], ""
    return [], ""


def _food(food: dict[str, Any], kind: str) -> Food:
    data_type = str(food.get("dataType") or kind)
    source = SOURCES.get(data_type.lower().replace(" ", "").split("(")[0], f"USDA FoodData Central {data_type}".strip())
    category = food.get("foodCategory")
    row = {
        "name": _text(food.get("description")),
        "group": _text(category.get("description") if isinstance(category, dict) else category),
        "source": source,
        "source_id": source_id(_text(food.get("ndbNumber")), _text(food.get("fdcId"))),
        **_portion(food),
    }
    given: dict[str, tuple[str, str]] = {}
    for number, cell in _amounts(food):
        if cell[0]:
            given.setdefault(number, cell)
    for number, column in fdc_numbers().items():
        if column not in row and number in given:
            row[column] = with_unit(*given[number], column)
    return row


def _amounts(food: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Nutrient number, amount and unit, in the full and in the short form of a download."""
    entries = food.get("foodNutrients")
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict):
            nutrient = entry.get("nutrient")
            about = nutrient if isinstance(nutrient, dict) else entry
            number = _text(about.get("number") or about.get("nutrientNumber"))
            yield number, (_text(entry.get("amount", entry.get("value"))), _text(about.get("unitName")))


def _portion(food: dict[str, Any]) -> Food:
    """The first household measure with a weight."""
    entries = food.get("foodPortions")
    portions = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    for entry in sorted(portions, key=lambda entry: _text(entry.get("sequenceNumber")).zfill(9)):
        grams = _text(entry.get("gramWeight"))
        unit = entry.get("measureUnit")
        words = measure(
            _text(entry.get("amount", entry.get("value"))),
            _text(unit.get("name")) if isinstance(unit, dict) else "",
            _text(entry.get("modifier")),
            _text(entry.get("portionDescription")),
        )
        if words and grams.strip("0."):
            return {"serving": words, "serving_g": grams}
    return {}


def _text(value: Any) -> str:
    """A value as text; unknown where there is none, or a part of the document stands in its place."""
    return " ".join(value.split()) if isinstance(value, str) else ""
