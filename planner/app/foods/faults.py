"""Faults of a table as the page says them."""

from collections.abc import Sequence

import streamlit as st

from planner.app.wording import count, plain

SHOWN = 25  # faults shown at once


def say_faults(faults: Sequence[str]) -> None:
    """One line for each fault; the table in use and the open changes stay."""
    lines = "\n".join(f"- {plain(fault)}" for fault in faults[:SHOWN])
    more = f"\n- … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    found = f"{count(len(faults), 'fault')} found; nothing has changed"
    st.error(f"{lines}{more}", title=found, icon=":material/error:")
