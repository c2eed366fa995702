"""What was found out about a day of her own: worked out once, until something else is on the plate."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from planner.menu import Plan
from planner.own_day import Entries, own_day


@dataclass
class Found:
    """A day of her own, and the answers to what was asked about it so far."""

    plan: Plan
    entries: Entries
    day: Plan
    answers: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def once(self, *asked: str, work: Callable[[], Any]) -> Any:
        """The answer to what is asked, worked out the first time: to look up a food must change nothing below."""
        if asked not in self.answers:
            self.answers[asked] = work()
        return self.answers[asked]


def looked_at(plan: Plan, entries: Entries, when: date) -> Found:
    """The day that these entries make, with what is known of it already."""
    now: Found | None = st.session_state.get("own_found")
    if now is None or now.plan is not plan or now.entries != entries or now.day.days[0].date != when:
        now = st.session_state["own_found"] = Found(plan, entries, own_day(plan, entries, when))
    return now
