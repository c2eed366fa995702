"""What a row of the food table must satisfy; every fault in one sentence."""

import math
import re
from collections.abc import Callable, Collection
from functools import cache

import pandas as pd
import pandera.pandas as pa

from planner.reference.nutrients import nutrients, published
from planner.reference.outside_text import LONGEST_CELL, quoted
from planner.reference.tables import read
from planner.reference.units import nutrient_amount

GROUPS = (
    "dairy cereal legume nut_seed fish meat egg fruit dried_fruit vegetable leafy_green potato bread_pastry "
    "sweet drink fat seasoning"
).split()
HINDERERS = ("oxalate", "tannin", "flour", "cocoa", "bran")
ALLERGENS = (
    "milk egg fish crustaceans molluscs tree_nuts peanuts soy gluten sesame celery mustard lupin sulphites"
).split()
DIETS = ("vegan", "vegetarian", "fish", "meat")
LACTOSE_LEVELS = ("free", "low", "yes")
_CAME_LATER = ("retired", "fortified", "unfortified", "lactose", "iodine_source_id")
_BEFORE_NUTRIENTS = (
    "food name group article roles serving serving_g step max_servings hinders allergens diet as_bought_g bought_as "
    "aisle as_bought_basis as_bought_source source source_id"
).split()
COLUMNS = [*_BEFORE_NUTRIENTS, *_CAME_LATER, *published()]
NUMBERS = ["serving_g", "step", "max_servings", "as_bought_g", *published()]
REQUIRED = ("name", "source")
# columns that older tables lack: whatever stands there is unknown
LATER = (*_CAME_LATER, *(key for key in published() if not nutrients()[key].required))

LONGEST = {"food": 100, "name": 300}  # characters; of all other cells LONGEST_CELL
_PARTS = ("protein_g", "fat_g", "carbohydrate_g", "water_g")
LEAST_SERVING_G = 0.01  # plates are weighed to two decimals

_PLAIN = r"\d+(\.\d*)?"  # a figure as nearly all are written
_FIGURE = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")

Line = tuple[int, dict[str, str]]


def faults(rows: list[Line], label: str, called: Callable[[str], str] = str) -> list[str]:
    """One sentence for each fault, with file, line and column, in the order of the lines.

    Parameters
    ----------
    rows : list of (line number, cells by column)
    label : str
        What the messages call the file.
    called : callable
        What they call a column; by its key, if left out.
    """
    if long := [f"{label}:{line}: {text}" for line, text in _long(rows, called)]:  # no pattern sees such a cell
        return long
    frame = pd.DataFrame([cells for _, cells in rows], columns=COLUMNS).astype("object")
    found: list[tuple[int, str]] = []
    try:
        _schema().validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        for case in error.failure_cases.to_dict("records"):
            column, cell = case["column"], case["failure_case"]
            line, cells = rows[int(case["index"])]
            food = cells["food"] or "this food"
            way_out = case["check"]
            if way_out == "figure":
                way_out = _figure_fault(str(cell), str(column)) or ""
            found.append((line, f"{label}:{line}: {called(str(column))} of {food} is {quoted(cell)}; {way_out}"))
    found += [(line, f"{label}:{line}: {text}") for line, text in _row_faults(rows, called)]
    return list(dict.fromkeys(text for _, text in sorted(found, key=lambda pair: pair[0])))


@cache  # roles and claims are those of the shipped tables
def _schema() -> pa.DataFrameSchema:
    """Pandera checks on the cells as typed; a check's message is the second half of the sentence."""
    roles = set(read("roles")["role"])
    claims = set(read("article")["claim"])
    columns = {
        "food": _cell(_is_key, "a key is lower snake case: milk_2_percent"),
        "group": _words(GROUPS, "group", one=True),
        "article": _words(claims, "claim of the article"),
        "roles": _words(roles, "role (they stand in the table of roles)"),
        "hinders": _words(HINDERERS, "class of hinderer"),
        "allergens": _words([*ALLERGENS, "none"], "EU-14 allergen, or 'none'"),
        "diet": _words(DIETS, "diet", one=True, empty=True),
        "retired": _words(["yes"], "word", one=True, empty=True),
        "fortified": _words(published(), "nutrient: name its column"),
        "unfortified": _cell(lambda c: not c or _is_key(c), "it takes the key of a food, or nothing"),
        "lactose": _words(LACTOSE_LEVELS, "word", one=True, empty=True),
        **{column: _cell(bool, "it must not be empty") for column in REQUIRED if column not in NUMBERS},
        **{column: _figures(column) for column in NUMBERS},
    }
    return pa.DataFrameSchema(columns)


def _is_key(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9_]*", text))


def _cell(good: Callable[[str], object], message: str) -> pa.Column:
    return pa.Column(object, pa.Check(good, element_wise=True, error=message), nullable=True)


def _words(allowed: Collection[str], what: str, one: bool = False, empty: bool = False) -> pa.Column:
    known = set(allowed)
    names = ", ".join(allowed if isinstance(allowed, list | tuple) else sorted(known))
    hint = f"it takes one of: {names}" if len(names) < 200 else f"each word must be a known {what}"
    counts = {0, 1} if empty else {1}
    return _cell(lambda cell: set(cell.split()) <= known and (not one or len(cell.split()) in counts), hint)


def _figures(column: str) -> pa.Column:
    """The check of a column of figures; plain ones, nearly all, are looked at together."""
    most = nutrients()[column].most_per_100g if column in nutrients() else None
    least = LEAST_SERVING_G if column == "serving_g" else math.ulp(0.0)

    def good(cells: pd.Series) -> pd.Series:
        value = pd.to_numeric(cells.where(cells.str.fullmatch(_PLAIN)), errors="coerce")
        plain = value.le(most) if most is not None else value.isin((0.5, 1)) if column == "step" else value.ge(least)
        fine = plain & (value < math.inf)
        rest = cells[~fine]
        return fine.where(fine, rest.map({cell: _figure_fault(cell, column) is None for cell in rest.unique()}))

    return pa.Column(object, pa.Check(lambda cells: good(cells).astype(bool), error="figure"), nullable=True)


def _figure_fault(cell: str, column: str) -> str | None:
    """What is wrong with a typed figure, or None; an empty nutrient is unknown and welcome."""
    if cell == "":
        return "it must not be empty" if column in REQUIRED else None
    nutrient = nutrients().get(column)
    unit = nutrient.unit if nutrient else ("servings" if column in ("step", "max_servings") else "g")
    if not _FIGURE.fullmatch(cell):
        if re.fullmatch(r"[-+]?\d*,\d+", cell):
            return f"write the decimals with a point: {cell.replace(',', '.')}"
        if nutrient and re.search(r"[a-zµA-Z]", cell):
            try:
                return f"the column is in {unit}: write {nutrient_amount(cell, column):g}"
            except ValueError:
                pass
        return f"write a plain number in {unit}, or leave the cell empty if it is not known"
    value = float(cell)
    if value < 0:
        return "a figure can't be negative: give 0 or more, or leave the cell empty if it is not known"
    if nutrient and value > nutrient.most_per_100g:
        return (
            f"no published food holds more than {nutrient.most_per_100g:g} {unit} in 100 g: "
            f"check that the figure is in {unit}"
        )
    if not math.isfinite(value):
        return f"write a plain number in {unit}"
    if nutrient is None and value == 0:
        return f"give a number of {unit} above 0"
    if column == "serving_g" and value < LEAST_SERVING_G:
        return f"a serving weighs at least {LEAST_SERVING_G:g} g"
    if column == "step" and value not in (0.5, 1):
        return "a step is 0.5 or 1 serving"
    return None


def _long(rows: list[Line], called: Callable[[str], str]) -> list[tuple[int, str]]:
    """Cells that are too long to be looked at."""
    return [
        (line, f"{called(column)} of {quoted(cells['food'])} has {len(cell):,} characters; write at most {most}")
        for line, cells in rows
        for column, cell in cells.items()
        if len(cell) > (most := LONGEST.get(column, LONGEST_CELL))
    ]


def _row_faults(rows: list[Line], called: Callable[[str], str]) -> list[tuple[int, str]]:
    """Faults between the cells of a row, and between rows."""
    found = []
    seen: dict[str, int] = {}
    for line, cells in rows:
        food = cells["food"]
        if food in seen:
            found.append((line, f"food {food} stands already in line {seen[food]}; give each food a key of its own"))
        seen.setdefault(food, line)
        value = {column: _number(cells[column]) for column in NUMBERS}
        if sum(value[column] or 0 for column in _PARTS) > 105:
            *most, last = map(called, _PARTS)
            found.append((line, f"{', '.join(most)} and {last} of {food} add up to over 100 g; check them"))
        for small, large in (("saturated_fat_g", "fat_g"), ("sugars_g", "carbohydrate_g"), ("step", "max_servings")):
            low, high = value[small], value[large]
            if low is not None and high is not None and low > high * 1.1 + 0.5 * (small != "step"):
                found.append(
                    (
                        line,
                        f"{called(small)} of {food} is {low:g}, more than its {called(large)} of {high:g}; check both",
                    )
                )
    return found


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
