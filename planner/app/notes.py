"""Small print that keeps the full contrast of the text."""

import streamlit as st


def note(text: str) -> None:
    """Show a remark in small letters; brackets and other signs of Markdown must be made safe before."""
    st.markdown(f":small[{text}]")


def table_height(rows: int, most: int) -> int:
    """Height of a table in which no empty line is left, at most `most` [px]."""
    return min(most, 35 * (rows + 1) + 3)
