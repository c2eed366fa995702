"""Words and figures as the pages show them; those without Markdown are `planner.wording`."""

import re

from planner.charts import percent
from planner.wording import DASH, count, day_name, label, listed, lower_first, portion


def plain(text: object) -> str:
    """Text of a table, made safe to stand inside Markdown.

    Examples
    --------
    >>> plain("Milk, 2 % fat *fresh*")
    'Milk, 2 % fat \\\\*fresh\\\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>#$~|:])", r"\\\1", str(text))


__all__ = ["DASH", "count", "day_name", "label", "listed", "lower_first", "percent", "plain", "portion"]
