"""Who may save: with sign-in only the listed dietitians, asked again in the function that writes."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.foods_page import field, press, said, script, type_in_table, view

SECONDS = 300
AUTH = {
    "auth": {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x", "client_id": "x"},
    "planner": {"dietitians": ["Anna@clinic.example"]},
}


@pytest.fixture
def signed_in(store, monkeypatch):
    """The page as somebody sees it who signed in with an address; None for nobody."""

    def opened(email, verified=True):
        someone = {"is_logged_in": bool(email), "email": email, "name": "Anna", "email_verified": verified}
        monkeypatch.setattr("planner.app.session.visitor.st.user", User(someone))
        at = AppTest.from_function(script, default_timeout=SECONDS)
        for section, values in AUTH.items():
            at.secrets[section] = values
        return at.run()

    return opened


class User(dict):
    is_logged_in = property(lambda self: self["is_logged_in"])


def changed_milk(at):
    view(at, "Whole table")
    type_in_table(at, 0, calcium_mg=130)
    return press(at, "Check and show the changes")


def test_without_sign_in_the_page_says_whose_installation_it_is(foods_page):
    assert "Kept on this machine: whoever opens it may save" in "\n".join(one.value for one in foods_page.markdown)


def test_a_listed_dietitian_saves_under_the_name_of_her_sign_in(signed_in, store):
    at = changed_milk(signed_in("anna@CLINIC.example"))
    assert "You may save" in "\n".join(one.value for one in at.markdown)
    field(at, "Why").set_value("label")
    press(at, "Save")
    assert (store.head().editor, store.head().email) == ("Anna", "anna@clinic.example")


def test_who_signed_in_with_an_address_that_nobody_vouches_for_is_told_so(signed_in):
    at = signed_in("anna@clinic.example", verified=None)
    assert "does not vouch for your address" in "\n".join(one.value for one in at.markdown)
    assert [one.label for one in at.button if one.label.startswith("Sign")] == ["Sign out"]


@pytest.mark.parametrize(
    ("email", "verified"), [(None, True), ("eve@clinic.example", True), ("anna@clinic.example", False)]
)
def test_nobody_else_saves_not_even_past_the_page(signed_in, store, email, verified):
    at = changed_milk(signed_in(email, verified))
    field(at, "Why").set_value("label")
    press(at, "Save")
    assert not at.exception
    assert "dietitian" in said(at) and store.head().number == 1
