"""Small print that keeps the full contrast of the text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from planner.app.widgets.markdown import plain, sentence
from planner.errors import PlannerError
from planner.menu.wording import count


def note(text: str) -> None:
    """Show a remark in small letters; brackets and other signs of Markdown must be made safe before."""
    st.markdown(f":small[{text}]")


def table_height(rows: int, most: int) -> int:
    """Height of a table in which no empty line is left, at most `most` [px]."""
    return min(most, 35 * (rows + 1) + 3)


SHOWN = 25  # faults shown at once


def fault_lines(faults: Sequence[str]) -> str:
    """One line for each of the first faults."""
    more = [f"- … and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    return "\n".join([*(f"- {plain(fault)}" for fault in faults[:SHOWN]), *more])


def fault_list(faults: Sequence[str]) -> None:
    """One line for each fault; the table in use and the open changes stay."""
    found = f"{count(len(faults), 'fault')} found; nothing has changed"
    st.error(fault_lines(faults), title=found, icon=":material/error:")


@contextmanager
def fault_told() -> Iterator[None]:
    """Do what can fail: then its sentence is shown, and what would have come after it within is left out."""
    try:
        yield
    except PlannerError as error:
        st.error(sentence(error), icon=":material/error:")
