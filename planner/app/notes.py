"""Small print that keeps the full contrast of the text."""

import base64

import streamlit as st

from planner.app.wording import plain
from planner.charts.palette import MINERALS
from planner.charts.small import small_bar


def note(text: str) -> None:
    """Show a remark in small letters; brackets and other signs of Markdown must be made safe before."""
    st.markdown(f":small[{text}]")


def table_height(rows: int, most: int) -> int:
    """Height of a table in which no empty line is left, at most `most` [px]."""
    return min(most, 35 * (rows + 1) + 3)


def bar(share: float, nutrient: str, name: str, width: int = 76) -> str:
    """A small bar in the colour of a cramp mineral, as Markdown to stand in a text.

    Parameters
    ----------
    share : float
        Of the target [1].
    nutrient : str
    name : str
        What is read aloud in its place.
    width : int
        [px]
    """
    svg = base64.b64encode(small_bar(share, MINERALS[nutrient], width).encode()).decode()
    return f"![{plain(name)}](data:image/svg+xml;base64,{svg})"
