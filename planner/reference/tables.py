"""Read and check the tables of ``data/``."""

import os
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from planner.errors import PlannerError, one_of
from planner.reference.table_schemas import SCHEMAS

_VARIABLE = "PLANNER_DATA"


def data_dir() -> Path:
    """The folder of the tables.

    It is the one that the environment variable ``PLANNER_DATA`` names, else that inside the installed
    package, else that beside the package in a checkout. A folder of one's own holds all tables; it
    is named before the planner starts, since each table is read once.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    PlannerError
        If there are no tables.

    Examples
    --------
    >>> (data_dir() / "nutrients.csv").is_file()
    True
    """
    if named := os.environ.get(_VARIABLE):
        if not (Path(named) / "foods.csv").is_file():
            raise PlannerError(f"{_VARIABLE} is {named!r}, which holds no foods.csv: name a folder with all the tables")
        return Path(named)
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data", package.parent / "data"):
        if (folder / "foods.csv").is_file():
            return folder
    raise PlannerError(f"the tables are missing: neither {package / 'data'} nor its neighbour holds foods.csv")


def read(name: str) -> pd.DataFrame:
    """One table of ``data/``, checked against its schema.

    Parameters
    ----------
    name : str
        Of the table, without ``.csv``; the food table is read by `planner.load_foods`.

    Returns
    -------
    pandas.DataFrame
        The rows in the order of the file; texts, ``""`` where a cell is empty, and numbers, NaN there.

    Raises
    ------
    PlannerError
        If there is no such table, or it breaks its schema, naming column and line.

    Examples
    --------
    >>> int(read("roles").set_index("role").at["milk", "per_day"])
    2
    >>> read("dishs")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.PlannerError: the table can't be 'dishs': take 'dishes', 'aisles' or 'seasons', or another ...
    """
    return _load(one_of(name, SCHEMAS, "the table")).copy()


@cache  # the shipped tables do not change while the program runs
def _load(name: str) -> pd.DataFrame:
    schema = SCHEMAS[name]
    path = data_dir() / f"{name}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for key, column in schema.columns.items():
        if str(column.dtype) in ("float64", "int64") and key in frame:
            frame[key] = pd.to_numeric(frame[key].replace("", None))
    try:
        return schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        line = "?" if pd.isna(first["index"]) else int(first["index"]) + 2
        raise PlannerError(
            f"{path.name}:{line}: {first['column']} holds {first['failure_case']!r}, which fails {first['check']}: "
            "mend the table"
        ) from None


def keys(cell: str) -> list[str]:
    """The source keys of a cell, which stand apart by ``;``.

    Parameters
    ----------
    cell : str
        Of a column ``source``.

    Returns
    -------
    list of str
        Keys of ``data/references.csv``.

    Examples
    --------
    >>> keys("article; Heaney 1990")
    ['article', 'Heaney 1990']
    """
    return [key.strip() for key in cell.split(";") if key.strip()]


@cache
def _constants() -> dict[str, float]:
    table = read("constants")
    return dict(zip(table["key"], table["value"].astype(float), strict=True))


def constant(key: str) -> float:
    """A number of the literature from ``data/constants.csv``, in the unit named there.

    Parameters
    ----------
    key : str
        Of the table.

    Returns
    -------
    float

    Raises
    ------
    PlannerError
        If no such constant stands in the table.

    Examples
    --------
    >>> constant("salt_per_sodium")
    2.5
    """
    try:
        return _constants()[key]
    except KeyError:
        raise PlannerError(f"constants.csv holds no {key}: add it with its source") from None
