"""Figures as Markdown tables, and a page whose marked sections a run fills in."""

import math
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE, RESULTS = HERE / "README.md", HERE / "results"
NONE = "–"


def markdown(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; all columns but the first are aligned to the right.

    Examples
    --------
    >>> print(markdown(["solver", "gap"], [["HiGHS", "12 %"]]))
    | solver | gap |
    | --- | ---: |
    | HiGHS | 12 % |
    """
    lines = [list(columns), ["---"] + ["---:"] * (len(columns) - 1), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def number(value: float | None, decimals: int = 2) -> str:
    """A figure for a table; a dash for none.

    Examples
    --------
    >>> number(3.14159), number(10682133.7), number(None)
    ('3.14', '10,682,134', '–')
    """
    if value is None or not math.isfinite(value):
        return NONE
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.{decimals}f}"


def percent(share: float | None) -> str:
    """A share for a table.

    Examples
    --------
    >>> percent(0.1234)
    '12 %'
    """
    if share is None or not math.isfinite(share):
        return NONE
    return f"{100 * share:,.0f} %"


def fill_in(page: str, section: str, text: str) -> str:
    """The page with the text between ``<!-- section -->`` and ``<!-- /section -->`` replaced.

    Raises
    ------
    ValueError
        If the page has no such section.

    Examples
    --------
    >>> fill_in("<!-- one -->old<!-- /one -->", "one", "new")
    '<!-- one -->\\nnew\\n<!-- /one -->'
    """
    first, last = f"<!-- {section} -->", f"<!-- /{section} -->"
    if first not in page or last not in page:
        raise ValueError(f"the page has no section {section!r}: put {first} and {last} where it belongs")
    before, rest = page.split(first, 1)
    return f"{before}{first}\n{text}\n{last}{rest.split(last, 1)[1]}"


def write(sections: dict[str, str]) -> None:
    """Fill in sections of the README of the benchmarks."""
    page = PAGE.read_text(encoding="utf-8")
    for section, text in sections.items():
        page = fill_in(page, section, text)
    PAGE.write_text(page, encoding="utf-8")


def machine() -> str:
    """What the figures were measured on, in general words."""
    import psutil

    memory = round(psutil.virtual_memory().total / 2**30)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory} GB of memory, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def load() -> float:
    """Mean number of processes that wanted a core in the last minute."""
    import psutil

    return round(psutil.getloadavg()[0], 2)
