"""Kinds of columns and cells that the tables of ``data/`` are made of."""

import pandera.pandas as pa


def text(*checks: pa.Check, **options: bool) -> pa.Column:
    """A column of words; what its cells must be is asked of each."""
    return pa.Column(str, list(checks), **options)


def number(*checks: pa.Check, **options: bool) -> pa.Column:
    """A column of figures; an empty cell is unknown."""
    return pa.Column(float, list(checks), coerce=True, **{"nullable": True, **options})


def among(*values: str | int) -> pa.Check:
    """One of some values."""
    return pa.Check.isin(values)


def words_of(*values: str) -> pa.Check:
    """One or several of some words, with a space between."""
    word = "|".join(values)
    return pa.Check.str_matches(rf"^({word})( ({word}))*$")


FILLED = pa.Check.str_length(min_value=1)
SOURCE = text(FILLED)
MONTHS = pa.Check.str_matches(r"^((1[0-2]|[1-9])( (1[0-2]|[1-9]))*)?$")
ROW_NUMBERS = pa.Check.str_matches(r"^(\d+( \d+)*)?$")


def table(columns: dict[str, pa.Column], unique: list[str] | None = None) -> pa.DataFrameSchema:
    """A table of exactly these columns, in this order."""
    return pa.DataFrameSchema(columns, strict=True, ordered=True, unique=unique)
