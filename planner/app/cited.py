"""Where a statement is from, as the reader sees it."""

from planner.app.wording import plain
from planner.tables import keys

SAID = {"house": "our own choice", "assumed": "assumed, not checked", "article": "the article"}


def cited(cell: str) -> str:
    """The source keys of a cell, safe for Markdown.

    Examples
    --------
    >>> cited("article; Heaney 1990")
    'Source\\\\: the article; Heaney 1990'
    """
    return plain("Source: " + "; ".join(SAID.get(key, key) for key in keys(cell)))
