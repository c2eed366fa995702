"""The CSV download of FoodData Central: a zipped folder of files that point at each other."""

import io
from collections.abc import Iterator

import pandas as pd

from planner.errors import PlannerError
from planner.foods.importing.column_matching import fdc_numbers
from planner.foods.importing.fdc import SOURCES, Food, foods_sheet, measure, source_id, with_unit
from planner.foods.importing.sheets import MOST_ROWS, Sheet
from planner.foods.importing.zips import Archive

_LINES = 500_000  # of a file, read at once
_MOST_LINES = 3_000_000  # SR Legacy has 644,125 amounts
# samples and purchases, which the download also lists as foods, are none
_FOODS = {
    "foundation_food": SOURCES["foundation"],
    "sr_legacy_food": SOURCES["srlegacy"],
    "survey_fndds_food": SOURCES["survey"],
    "branded_food": SOURCES["branded"],
}


def folder(archive: Archive) -> str | None:
    """The folder of an archive that holds such a download, None if none does."""
    names = [name for name in archive.members if not name.startswith("__MACOSX/")]
    for name in names:
        at = name.removesuffix("food_nutrient.csv")
        if at != name and (not at or at.endswith("/")) and f"{at}food.csv" in names and f"{at}nutrient.csv" in names:
            return at
    return None


def read_folder(archive: Archive, at: str) -> Sheet:
    """The foods of a CSV download.

    Raises
    ------
    PlannerError
        In one sentence, if a file is missing or can't be read.
    """
    foods = _table(archive, f"{at}food.csv", "fdc_id data_type description food_category_id")
    foods = foods[foods["data_type"].isin(_FOODS)].drop_duplicates("fdc_id").set_index("fdc_id")
    if foods.empty:
        raise PlannerError(f"{archive.name}: food.csv lists no foods; bring the Foundation or SR Legacy download")
    if len(foods) > MOST_ROWS:
        raise PlannerError(f"{archive.name}: there are {len(foods):,} foods, and {MOST_ROWS:,} are the most")
    category = _named(archive, f"{at}food_category.csv", "id", "description")
    ndb: dict[str, str] = {}
    for kind in _FOODS:
        ndb |= _named(archive, f"{at}{kind}.csv", "fdc_id", "NDB_number")
    columns = _nutrients(archive, at, foods.index)
    portions = _portions(archive, at, foods.index)
    rows: list[Food] = [
        {
            "name": name,
            "group": category.get(group, ""),
            "source": _FOODS[kind],
            "source_id": source_id(ndb.get(food), food),
            **portions.get(food, {}),
            **columns.get(food, {}),
        }
        for food, kind, name, group in foods.itertuples()
    ]
    return foods_sheet(archive.name, "FoodData Central CSV", rows)


def _nutrients(archive: Archive, at: str, foods: pd.Index) -> dict[str, Food]:
    """Amounts by food and column; of the numbers for a column, the first that a food has counts."""
    about = _table(archive, f"{at}nutrient.csv", "id unit_name nutrient_nbr")
    about["number"] = about["nutrient_nbr"].str.removesuffix(".0")
    about = about[about["number"].isin(list(fdc_numbers()))]
    by_number = about.set_index("number")["unit_name"].to_dict()
    number_of = {number: number for number in by_number} | dict(zip(about["id"], about["number"], strict=True))
    wanted = list(number_of)
    amounts = pd.concat(
        part[part["nutrient_id"].isin(wanted) & part["fdc_id"].isin(foods) & (part["amount"] != "")].drop_duplicates(
            ["fdc_id", "nutrient_id"]
        )
        for part in _parts(archive, f"{at}food_nutrient.csv", "fdc_id nutrient_id amount")
    )
    rank = {number: k for k, number in enumerate(fdc_numbers())}
    amounts = amounts.assign(number=amounts["nutrient_id"].map(number_of))
    amounts = amounts.assign(column=amounts["number"].map(fdc_numbers()), rank=amounts["number"].map(rank))
    best = amounts.sort_values("rank", kind="stable").drop_duplicates(["fdc_id", "column"])
    found: dict[str, Food] = {}
    for food, amount, number, column in best[["fdc_id", "amount", "number", "column"]].itertuples(index=False):
        found.setdefault(food, {})[column] = with_unit(amount, by_number[number], column)
    return found


def _portions(archive: Archive, at: str, foods: pd.Index) -> dict[str, Food]:
    """The first household measure with a weight, by food."""
    path = f"{at}food_portion.csv"
    if path not in archive.members:
        return {}
    units = _named(archive, f"{at}measure_unit.csv", "id", "name")
    columns = "fdc_id seq_num amount measure_unit_id portion_description modifier gram_weight"
    table = _table(archive, path, columns)
    table = table[table["fdc_id"].isin(foods) & (table["gram_weight"].str.strip("0.") != "")]
    table = table.sort_values("seq_num", key=lambda seq: seq.str.zfill(9), kind="stable")
    found: dict[str, Food] = {}
    for row in table.to_dict("records"):
        unit = units.get(row["measure_unit_id"], "")
        words = measure(row["amount"], unit, row["modifier"], row["portion_description"])
        if words:
            found.setdefault(row["fdc_id"], {"serving": words, "serving_g": row["gram_weight"]})
    return found


def _named(archive: Archive, path: str, key: str, value: str) -> dict[str, str]:
    """A small table as a mapping; empty where the download lacks it."""
    if path not in archive.members:
        return {}
    table = _table(archive, path, key, value)
    return dict(zip(table[key], table[value], strict=True)) if value in table else {}


def _table(archive: Archive, path: str, columns: str, also: str = "") -> pd.DataFrame:
    return pd.concat(_parts(archive, path, columns, also), ignore_index=True)


def _parts(archive: Archive, path: str, columns: str, also: str = "") -> Iterator[pd.DataFrame]:
    """A file in parts, as text, since all of its lines would take gigabytes; `also` may be missing."""
    wanted = [*columns.split(), *also.split()]
    try:
        parts = pd.read_csv(
            io.BytesIO(archive.read(path)),
            usecols=lambda column: column in wanted,
            dtype=str,
            keep_default_na=False,
            encoding="utf-8-sig",
            chunksize=_LINES,
        )
        for k, part in enumerate(parts):
            if k * _LINES >= _MOST_LINES:
                raise PlannerError(f"{archive.name}: {_file(path)} has over {_MOST_LINES:,} lines; bring fewer foods")
            if missing := [column for column in columns.split() if column not in part]:
                raise PlannerError(f"{archive.name}: {_file(path)} lacks the column {missing[0]}; fetch it again")
            yield part[[column for column in wanted if column in part]].fillna("")
    except (ValueError, OverflowError):  # pandas tells of a broken table by kinds of ValueError
        raise PlannerError(f"{archive.name}: {_file(path)} can't be read as CSV; fetch the download again") from None


def _file(path: str) -> str:
    return path.rsplit("/", 1)[-1]
