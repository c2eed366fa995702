"""Read and check the tables of ``data/``."""

from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from planner.errors import PlannerError
from planner.reference.table_schemas import SCHEMAS


def data_dir() -> Path:
    """The folder of the tables: inside the installed package, else beside it in a checkout."""
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
        Name of the table without ``.csv``.

    Raises
    ------
    PlannerError
        If the table breaks its schema, naming column and line.
    """
    return _load(name).copy()


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

    Examples
    --------
    >>> keys("article; Heaney 1990")
    ['article', 'Heaney 1990']
    """
    return [key.strip() for key in cell.split(";") if key.strip()]


@cache
def _constants() -> dict[str, float]:
    return {key: float(value) for key, value in read("constants").set_index("key")["value"].items()}


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
