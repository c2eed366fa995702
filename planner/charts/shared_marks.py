"""Marks that the charts share: titles, tooltips, and what a click picks."""

import altair as alt

from planner.errors import one_of

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
