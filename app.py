"""Entry point of the dashboard: the server imports it once, and each visit runs it for its page."""

import streamlit as st

from planner.app.page_list import pages
from planner.app.serve import prepare, running

if __name__ == "__main__":
    st.set_page_config(page_title="Meals against leg cramps", page_icon="🥣", layout="wide")
    st.navigation(pages(), position="top").run()
elif __name__ != "__mp_main__":  # which is what a process that the server starts calls it
    prepare()
    from starlette.middleware import Middleware

    from planner.app.network import Door
    from planner.app.server_log import METRICS, show_fault

    app = st.App(
        __file__, lifespan=running, routes=[METRICS], middleware=[Middleware(Door)], on_script_error=show_fault
    )
