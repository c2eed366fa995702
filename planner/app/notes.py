"""Small print that keeps the full contrast of the text."""

import streamlit as st


def note(text: str) -> None:
    """Show a remark in small letters; brackets and other signs of Markdown must be made safe before."""
    st.markdown(f":small[{text}]")
