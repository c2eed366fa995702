"""Who a visitor is: from the sign-in and the secrets, or because nobody signs in on this machine."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.store import AuditLog, alone
from tests.app.session.test_sign_in import AUTH, User

PEOPLE = {
    "dietitians": ["Anna@clinic.example"],
    "administrators": ["chief@clinic.example"],
    "groups": {"Elm Street": ["anna@clinic.example", "Berta@clinic.example"], "Oak Lane": ["mallory@other.example"]},
}


def script():
    import streamlit as st

    from planner.app.session.food_revision import note_sign_in
    from planner.app.session.visitor import visitor

    note_sign_in()
    who = visitor()
    st.json({"id": who.id, "label": who.label, "groups": who.group_names, "colleagues": sorted(who.colleagues)})
    st.json({name: getattr(who, name) for name in ("keeps", "dietitian", "administrator")})


@pytest.fixture
def seen(store, monkeypatch):
    """What the dashboard takes somebody for."""

    def opened(email=None, verified=True, people=PEOPLE, auth=True):
        someone = {"is_logged_in": bool(email), "email": email, "name": "Anna", "email_verified": verified}
        monkeypatch.setattr("planner.app.session.visitor.st.user", User(someone))
        at = AppTest.from_function(script, default_timeout=300)
        if auth:
            at.secrets["auth"] = AUTH["auth"]
        at.secrets["planner"] = people
        return at.run()

    return opened


def told(at):
    import json

    return {name: value for one in at.json for name, value in json.loads(one.value).items()}


def test_a_dietitian_has_her_groups_and_her_sign_in_is_written_down_once(seen, store):
    at = seen("Anna@CLINIC.example")
    at.run()
    assert told(at) == {
        "id": "anna@clinic.example", "label": "anna@clinic.example", "groups": ["Elm Street"],
        "colleagues": ["berta@clinic.example"], "keeps": True, "dietitian": True, "administrator": False,
    }  # fmt: skip
    log = AuditLog(store.database, alone()).entries()
    assert [(one.who, one.what) for one in log] == [("anna@clinic.example", "sign-in")]


@pytest.mark.parametrize(
    ("email", "verified", "keeps", "dietitian", "administrator"),
    [
        ("chief@clinic.example", True, True, False, True),
        ("olga@home.example", True, True, False, False),
        ("anna@clinic.example", False, False, False, False),
        ("anna@clinic.example", "false", False, False, False),
        ("anna@clinic.example", None, False, False, False),
        ("olga@home.example", "true", True, False, False),
        (None, True, False, False, False),
    ],
)
def test_others_may_less(seen, email, verified, keeps, dietitian, administrator):
    who = told(seen(email, verified))
    assert (who["keeps"], who["dietitian"], who["administrator"]) == (keeps, dietitian, administrator)
    assert who["groups"] == []


@pytest.mark.parametrize(("said", "dietitian"), [(True, True), (False, False), ("true", False)])
def test_a_provider_that_says_nothing_counts_where_the_secrets_trust_it(seen, said, dietitian):
    trusting = PEOPLE | {"provider_verifies": said}
    assert told(seen("anna@clinic.example", None, trusting))["dietitian"] == dietitian
    assert not told(seen("anna@clinic.example", False, trusting))["dietitian"]


@pytest.mark.parametrize(("value", "label"), [("", "this machine"), ("0", "this machine"), ("1", "public")])
def test_without_sign_in_it_is_this_machine_unless_it_is_said_to_be_public(seen, store, monkeypatch, value, label):
    monkeypatch.setenv("PLANNER_PUBLIC", value)
    who = told(seen(auth=False))
    assert who["label"] == label and who["keeps"] == who["dietitian"] == (label != "public")
    assert AuditLog(store.database, alone()).entries() == []


@pytest.mark.parametrize("people", [{"dietitians": "anna@clinic.example"}, {"groups": {"Elm Street": ["anna"]}}])
def test_a_slip_in_the_secrets_is_one_sentence_and_nobody_is_let_in(seen, people):
    at = seen("anna@clinic.example", people=people)
    assert not at.exception and not at.json
    assert "address" in at.error[0].value and "\n" not in at.error[0].value
