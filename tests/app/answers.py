"""The form with her answers, open with all of its groups, as a test types into it."""

from streamlit.testing.v1 import AppTest

from planner.app.pages.week.answers_form import GROUPS, OPEN, SEEN
from planner.app.pages.week.first_questions import LAST, NUMBER


def with_form(at: AppTest) -> AppTest:
    """The page with the form open over it; the questions of a first visit are passed over."""
    at.session_state[NUMBER] = LAST + 1
    at.session_state[OPEN] = True
    at.session_state[SEEN] = set(GROUPS)
    return at.run()


def sent(at: AppTest) -> AppTest:
    """The page after *Plan my meals*."""
    return at.button(key="plan_these_days").click().run()
