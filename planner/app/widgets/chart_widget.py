"""Draw a chart in the inks of the theme, have a click do what a box does, and keep its figures one click away."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from planner.app.widgets.terms import explained
from planner.charts.shared_marks import PICKED

Selection = tuple[tuple[str, str], ...]  # fields of a chart and what is picked of them
TERMS = {  # columns of tables that stand for a term
    "Intake": "intake",
    "Target": "target",
    "Coverage": "coverage",
    "Upper limit": "upper limit",
    "Estimated absorbed": "estimated absorbed",
}
INK = {"light": "#2C2823", "dark": "#EEE7DC"}  # the text colours of the theme: axes are paler by default


def spec(chart: Any) -> dict[str, Any]:
    """The Vega-Lite specification of an Altair chart, to be kept and drawn again.

    Altair has checked every part when it was made; to check the whole once more takes as long as all the rest.
    """
    return chart.to_dict(validate=False)


def chart_widget(chart: Any, key: str, **options: Any) -> Any:
    """Draw an Altair chart; its description is its name for screen readers.

    Parameters
    ----------
    chart : altair.Chart, altair.LayerChart or dict
        A chart, or its `spec`.
    key : str
    **options
        Of `streamlit.vega_lite_chart`, such as `on_select`.

    Returns
    -------
    Whatever `streamlit.vega_lite_chart` returns: what is selected, if anything can be.
    """
    ink = INK[st.context.theme.type or "light"]
    inks = {
        "axis": {"labelColor": ink, "titleColor": ink},
        "legend": {"labelColor": ink, "titleColor": ink},
        "title": {"color": ink, "subtitleColor": ink},
        "text": {"color": ink},
        "view": {"stroke": None},
    }
    made = chart if isinstance(chart, dict) else spec(chart)
    return st.vega_lite_chart({**made, "config": inks}, key=key, **options)


def selectable_chart(
    make: Callable[[Selection], Any], key: str, boxes: dict[str, str], beside: tuple[str, ...] = ()
) -> None:
    """Draw a chart in which a click does the same as a choice in the boxes beside it.

    The boxes hold what is chosen. A chart can't be told so once it is drawn: after a choice by hand it is
    drawn anew (`redraw`), and the choice stands out in it from the beginning.

    Parameters
    ----------
    make : callable
        Takes what stands out from the beginning, field and value, and gives the chart or its `spec`.
    key : str
    boxes : dict
        Field of the chart -> key of the box that holds the choice.
    beside : tuple of str
        Keys of other charts with the same boxes: in them, nothing of before may stand out.
    """
    state = st.session_state
    drawn = f"{key}_{state.get(f'{key}_times', 0)}"
    if drawn not in state:
        state[f"{key}_first"] = tuple((field, state[box]) for field, box in boxes.items() if state.get(box))
    chart = make(state[f"{key}_first"])
    chart_widget(chart, drawn, on_select=partial(_selection_to_boxes, drawn, boxes, beside), selection_mode=PICKED)


def _selection_to_boxes(drawn: str, boxes: dict[str, str], beside: tuple[str, ...]) -> None:
    """Put into the boxes what was clicked; nothing, where a click has undone the choice."""
    picked = st.session_state[drawn]["selection"][PICKED]
    for field, box in boxes.items():
        st.session_state[box] = picked[0].get(field) if picked else None
    redraw(*beside)


def redraw(*keys: str) -> None:
    """Have charts drawn anew, since a choice was made beside them."""
    for key in keys:
        st.session_state[f"{key}_times"] = st.session_state.get(f"{key}_times", 0) + 1


def choice_box(label: str, names: list[str], key: str, charts: tuple[str, ...], placeholder: str) -> str | None:
    """A box to choose by name what a click in a chart chooses; empty, nothing is chosen.

    Parameters
    ----------
    label : str
    names : list of str
    key : str
    charts : tuple of str
        Keys of the charts in which the choice is to stand out.
    placeholder : str
        What an empty box says.
    """
    if st.session_state.get(key) not in (None, *names):  # another plan has other days and meals
        st.session_state[key] = None
    return st.selectbox(
        label,
        names,
        index=None,
        key=key,
        placeholder=placeholder,
        on_change=redraw,
        args=charts,
        persist_state="session",
        width=320,
    )


def named_table(frame: pd.DataFrame, name: str, wide: str | None = None) -> None:
    """A table whose name a screen reader tells, its terms explained; one column may need room for a sentence."""
    columns = {
        column: st.column_config.Column(
            help=explained(TERMS[column]) if column in TERMS else None, width=270 if column == wide else None
        )
        for column in frame.columns
        if column in TERMS or column == wide
    }
    st.dataframe(frame, hide_index=True, alt=name, column_config=columns)


def table_fold(frame: pd.DataFrame | Callable[[], pd.DataFrame], name: str, key: str) -> None:
    """The figures of a chart as a table, drawn only when it is opened.

    Parameters
    ----------
    frame : pandas.DataFrame or callable
        The table, or what makes it, so that nothing is made of it before it is asked for.
    name : str
        What a screen reader says of the table.
    key : str
    """
    opened = st.expander("The figures as a table", icon=":material/table_rows:", key=key, on_change="rerun")
    if opened.open:
        with opened:
            named_table(frame() if callable(frame) else frame, name)
