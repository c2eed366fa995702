"""Marks that the charts share: titles, tooltips, what a click picks, and a bar small enough for a line of text."""

import altair as alt

from planner.charts.palette import NEUTRAL
from planner.errors import one_of

HEIGHT, BAR = 12, 8  # [px]
WHOLE = 2.0  # the share at which the bar is full; the target is its middle
PICKED = "picked"  # the name under which a chart tells what was clicked


def picked_by_click(fields: list[str], first: dict[str, str] | None = None) -> alt.Parameter:
    """A click picks a mark by some of its fields; `first` is picked from the beginning.

    Raises
    ------
    PlannerError
        If `first` names another field.
    """
    for field in first or ():
        one_of(field, fields, "what is picked")
    return alt.selection_point(name=PICKED, fields=fields, **({"value": [first]} if first else {}))


def click_rows(rows: alt.Chart) -> alt.Chart:
    """An unseen strip as wide as the chart in each row: a finger need not hit a short bar."""
    return rows.mark_bar(opacity=0, height={"band": 1}, aria=False).encode(x=alt.value(0), x2=alt.value("width"))


def tooltips(*names: str) -> list[alt.Tooltip]:
    """Tooltips that show the words of these columns."""
    return [alt.Tooltip(f"{name}:N") for name in names]


def title(text: str, under: str | list[str]) -> alt.TitleParams:
    """A title at the left edge, with one or more lines beneath it."""
    # without the frame the lines are as long as the chart is wide, labels included
    return alt.TitleParams(text, subtitle=under, anchor="start", frame="bounds", subtitlePadding=6, offset=12)


def inline_bar(share: float, colour: str, width: int = 76) -> str:
    """A bar from nothing to twice the target, with a mark at the target, as an SVG image.

    Parameters
    ----------
    share : float
        Of the target [1]; from twice the target on the bar is full.
    colour : str
        As in ``planner.charts.palette``.
    width : int
        [px]

    Returns
    -------
    str
        The image, 12 px high.

    Examples
    --------
    >>> inline_bar(1.0, "#4889C8", 100).count('width="50.0"')
    1
    """
    filled = min(max(share, 0.0), WHOLE) / WHOLE * width
    top, middle = (HEIGHT - BAR) / 2, width / WHOLE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}">'
        f'<rect y="{top}" width="{width}" height="{BAR}" rx="2" fill="{NEUTRAL}" fill-opacity="0.25"/>'
        f'<rect y="{top}" width="{filled:.1f}" height="{BAR}" rx="2" fill="{colour}"/>'
        f'<rect x="{middle - 0.75}" width="1.5" height="{HEIGHT}" fill="{NEUTRAL}"/></svg>'
    )
