"""Entry point of the dashboard: page config and page list."""

import streamlit as st

from planner.app import foods_page, week_page, why_page

st.set_page_config(page_title="Meals against leg cramps", page_icon="🥣", layout="wide")
st.navigation([week_page(), foods_page(), why_page()], position="top").run()
