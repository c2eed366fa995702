"""Small print that keeps the full contrast of the text."""

from collections.abc import Sequence

import streamlit as st

from planner.app.widgets.markdown import plain
from planner.menu.wording import count


def note(text: str) -> None:
    """Show a remark in small letters; brackets and other signs of Markdown must be made safe before."""
    st.markdown(f":small[{text}]")


def table_height(rows: int, most: int) -> int:
    """Height of a table in which no empty line is left, at most `most` [px]."""
    return min(most, 35 * (rows + 1) + 3)


SHOWN = 25  # faults shown at once


def fault_list(faults: Sequence[str]) -> None:
    """One line for each fault; the table in use and the open changes stay."""
    lines = "\n".join(f"- {plain(fault)}" for fault in faults[:SHOWN])
    more = f"\n- … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    found = f"{count(len(faults), 'fault')} found; nothing has changed"
    st.error(f"{lines}{more}", title=found, icon=":material/error:")
