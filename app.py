"""Entry point of the dashboard: page config and page list."""

import streamlit as st

from planner.app.page_list import pages

st.set_page_config(page_title="Meals against leg cramps", page_icon="🥣", layout="wide")
st.navigation(pages(), position="top").run()
