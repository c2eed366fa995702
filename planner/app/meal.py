"""The page that is to come."""

import streamlit as st


def page() -> None:
    """Lay out the page."""
    st.title("Check a meal")
