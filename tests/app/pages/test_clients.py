"""The Clients page without a browser: who sees it, what it refuses, what it keeps."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.week.day_cards import OPENED
from planner.app.session.client_answers import client_answers, client_request
from planner.app.session.plan_request import Request
from planner.exports.plan_file.write import document
from planner.practice import ClientResult, NoCluster
from planner.store import AuditLog, ClientStore, DiaryStore, Group, LinkStore, alone, signed_in
from planner.store.history import now
from tests.app.session.test_sign_in import AUTH, User
from tests.conftest import START
from tests.foods_page import press, said

SECRETS = {
    "dietitians": ["anna@clinic.example", "berta@clinic.example"],
    "groups": {"Elm Street": ["anna@clinic.example", "berta@clinic.example"]},
}
ELM = Group("Elm Street", frozenset(SECRETS["groups"]["Elm Street"]))
ANNA = signed_in("anna@clinic.example", "Anna", [ELM], dietitian=True)


def script():
    from planner.app.pages.clients import page

    page.page()


def shared_script():
    from planner.app.pages.shared import page

    page.page()


def all_pages_script():
    import streamlit as st

    from planner.app.page_list import page, pages

    chosen = st.navigation(pages())
    if st.button("To the clients"):
        st.switch_page(page("clients"))
    chosen.run()


@pytest.fixture
def clients(store):
    return ClientStore(store.database, alone())


@pytest.fixture(scope="module")
def two_days(her, foods):
    return planner.plan_week(her, foods=replace(foods, revision=1), start=START, days=2)


@pytest.fixture
def page(store):
    return AppTest.from_function(script, default_timeout=300).run()


@pytest.fixture
def page_of(store, monkeypatch):
    """The page as somebody sees it who signed in."""

    def opened(email):
        someone = {"is_logged_in": bool(email), "email": email, "name": "Anna", "email_verified": True}
        monkeypatch.setattr("planner.app.session.visitor.st.user", User(someone))
        at = AppTest.from_function(script, default_timeout=300)
        at.secrets["auth"], at.secrets["planner"] = AUTH["auth"], SECRETS
        return at.run()

    return opened


def field(at, label):
    kinds = (at.text_input, at.text_area, at.selectbox, at.number_input, at.multiselect, at.date_input)
    return next(one for kind in kinds for one in kind if one.label == label)


def add(at, name):
    field(at, "Name or number").set_value(name)
    return press(at, "Add")


def test_a_client_is_added_changed_and_found_again(page, clients):
    add(page, "Olga K.")
    assert page.title[0].value == "Olga K." and not page.exception
    field(page, "Week of pregnancy").set_value(20)
    field(page, "Where is she?").set_value("Second trimester")
    field(page, "Targets that you set, one a line").set_value("calcium at least 1200 mg: osteopenia")
    press(page, "Save the answers")
    field(page, "Only for you and who shares her").set_value("likes rye bread\nno fish")
    press(page, "Save the notes")
    (listed,) = clients.clients()
    kept = clients.client(listed.id)
    assert kept.notes == "likes rye bread\nno fish"
    assert kept.answers["week"] == ["20"] and kept.answers["target"] == ["calcium at least 1200 mg: osteopenia"]
    press(page, "Archive")
    press(page, "All clients")
    assert "No clients yet." in [one.value for one in page.markdown]
    assert [one.name for one in clients.clients(archived=True)] == ["Olga K."]


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("Age in years", 90, "at most 50"),
        ("Height", "tall", "can't be read"),
        ("Targets that you set, one a line", "calcium", "calcium"),
        ("Week of pregnancy", 20, "trimester"),
    ],
)
def test_answers_that_can_not_be_are_one_sentence_and_nothing_changes(page, clients, label, value, words):
    add(page, "Olga K.")
    before = clients.client(clients.clients()[0].id)
    field(page, label).set_value(value)
    press(page, "Save the answers")
    if label == "Week of pregnancy":  # the week says which trimester it is
        answers = clients.client(before.listed.id).answers
        assert answers["week"] == ["20"] and client_request(answers, date(2026, 11, 23)).person.trimester == 2
        return
    assert not page.exception and words in said(page)
    assert clients.client(before.listed.id) == before


def test_two_who_change_one_client_at_once_notice(page, clients):
    add(page, "Olga K.")
    clients.change(clients.clients()[0], notes="from elsewhere")
    field(page, "Only for you and who shares her").set_value("from here")
    press(page, "Save the notes")
    assert "changed this client while you were at it" in said(page)
    assert field(page, "Only for you and who shares her").value == "from here", "what was typed is not lost"
    assert clients.client(clients.clients()[0].id).notes == "from elsewhere"
    press(page, "Show what stands there now")
    assert field(page, "Only for you and who shares her").value == "from elsewhere"


def test_a_plan_is_opened_in_the_week_changed_and_kept_as_the_next_one(store, clients, two_days):
    asked = Request(two_days.person, two_days.preferences, START, 2)
    olga = clients.add("Olga K.", client_answers(asked, two_days.foods)).listed
    clients.keep_plan(olga.id, document(two_days), 1, "first plan")
    at = AppTest.from_function(all_pages_script, default_timeout=300).run()
    press(press(at, "To the clients"), "Olga K.")
    assert "Keep the week you changed" not in [one.label for one in at.button]
    press(at, "Open in the week")
    assert [one.value for one in at.title] == ["A week of meals"] and "Next" not in [one.label for one in at.button]
    assert document(at.session_state["planned"].plan)["days"] == document(two_days)["days"]
    place = (START, "dinner")
    at.session_state[OPENED] = {START}
    at.run()
    at.menu_button(key="change_{}_{}".format(*place)).click("skip").run()
    assert not at.exception and at.session_state["planned"].plan.skipped == (place,)

    press(at, "To the clients")
    field(at, "Why").set_value("eats out on Monday")
    press(at, "Keep the week you changed")
    assert not at.exception and [one.version for one in clients.plans(olga.id)] == [2, 1]
    kept, plan_file = clients.plan(olga.id, 2)
    assert kept.reason == "eats out on Monday" and plan_file["skipped"] == [{"date": "2026-11-23", "slot": "dinner"}]
    assert clients.plan(olga.id, 1)[1]["days"] == document(two_days)["days"]
    assert "- Monday, dinner: " in at.expander(key="changed_meals").markdown[0].value
    assert "Keep the week you changed" not in [one.label for one in at.button], "it is kept once"


def test_a_list_that_is_brought_in_twice_makes_nothing_new(page, clients):
    line = "client,age,days,start\nOlga K.,{},1,2026-11-23\nVera,60,1,2026-11-23\n"

    def bring(age):
        page.file_uploader[0].upload("spring.csv", line.format(age).encode()).run()
        return press(page, "Plan 1 client")

    bring(30)
    assert "1 of 2 clients planned and in the list." in said(page) and "unchanged" not in said(page)
    (olga,) = clients.clients()
    bring(30)
    assert not page.exception and "0 of 2 clients planned and in the list. 1 unchanged." in said(page)
    assert clients.clients() == [olga] and olga.plans == 1, "neither plan nor answers are written again"
    bring(31)
    assert "unchanged" not in said(page) and [one.plans for one in clients.clients()] == [2]


def test_a_cluster_that_is_lost_half_way_is_told_and_what_came_before_is_kept(page, clients, monkeypatch, two_days):
    def lost_after_one(rows, foods, formats):
        yield ClientResult(rows[0].line, rows[0].client, "planned", two_days, files={})
        raise NoCluster("the cluster is gone")

    monkeypatch.setattr("planner.app.pages.clients.caseload_section.caseload_here", lost_after_one)
    page.file_uploader[0].upload("spring.csv", b"client,age\nOlga K.,30\nVera,31\n").run()
    press(page, "Plan 2 clients")
    assert not page.exception and "1 of 2 clients planned and in the list." in said(page)
    shown = page.dataframe[0].value.set_index("Client")
    assert shown.loc["Vera", ["Plan", "What is wrong"]].tolist() == ["not made", "the cluster is gone"]
    assert [(one.name, one.plans) for one in clients.clients()] == [("Olga K.", 1)]


@pytest.mark.parametrize("email", [None, "olga@home.example"])
def test_who_is_no_dietitian_sees_no_client(page_of, store, email):
    ClientStore(store.database, ANNA).add("Olga K.", {})
    at = page_of(email)
    assert not at.exception and not at.button and "Only listed dietitians" in said(at)
    assert "Olga" not in repr(at)


def test_a_client_is_shared_and_handed_over_on_the_page(page_of, store):
    berta = ClientStore(store.database, signed_in("berta@clinic.example", "Berta", [ELM], dietitian=True))
    at = page_of("anna@clinic.example")
    add(at, "Olga K.")
    assert berta.clients() == []
    field(at, "Who may see her").set_value("Elm Street")
    press(at, "Save")
    assert [one.shared_with for one in berta.clients()] == ["Elm Street"]
    field(at, "Who may see her").set_value("")
    press(at, "Save")
    press(at, "Hand over")
    assert at.title[0].value == "Clients" and [one.owner for one in berta.clients()] == ["berta@clinic.example"]
    assert ClientStore(store.database, ANNA).clients() == []


def test_a_diary_is_on_the_card_once_she_shares_it(page_of, store):
    olga = signed_in("olga@home.example", "Olga")
    diary = DiaryStore(store.database, olga)
    diary.save(date(2026, 11, 23), {"cramps": "one", "entered": "2026-11-23T07:00:00Z"})
    at = page_of("anna@clinic.example")
    add(at, "Olga K.")
    field(at, "Her own sign-in, for a diary that she shares").set_value("Olga@home.example")
    press(at, "Save")
    assert "Her diary" not in [one.value for one in at.header]
    diary.share_with("anna@clinic.example")
    at.run()
    assert not at.exception and "Her diary" in [one.value for one in at.header]


def test_a_client_who_was_erased_elsewhere_is_one_sentence(page, clients):
    add(page, "Olga K.")
    clients.erase(clients.clients()[0].id)
    press(page, "Save the notes")
    assert not page.exception and "there is no client" in said(page).lower()


def test_reading_a_card_is_written_down_once(page, store):
    add(page, "Olga K.")
    page.run()
    log = [(one.who, one.what) for one in AuditLog(store.database, alone()).entries()]
    assert log == [("this machine", "read"), ("this machine", "change")]


def test_a_link_opens_a_shopping_list_whose_ticks_stay(store, week):
    secret, link = LinkStore(store.database, ANNA).send(
        "shopping", "Week 48", document(week), 1, now().date()
    )  # fmt: skip

    def opened():
        at = AppTest.from_function(shared_script, default_timeout=300)
        at.query_params["share"] = secret
        return at.run()

    first = opened()
    assert not first.exception and first.title[0].value == "Shopping list, 7 days"
    first.checkbox[0].check().run()
    second = opened()
    assert second.checkbox[0].value and sum(one.value for one in second.checkbox) == 1
    second.checkbox[0].uncheck().run()
    press(first, "See what others ticked")
    assert not any(one.value for one in first.checkbox)
    LinkStore(store.database, ANNA).revoke(link.id)
    assert opened().title[0].value == "This link opens nothing"


@pytest.mark.parametrize("secret", ["", "x", "x" * 5000, "'; --"])
def test_a_link_that_never_was_is_one_sentence(store, secret):
    at = AppTest.from_function(shared_script, default_timeout=300)
    at.query_params["share"] = secret
    at.run()
    assert not at.exception and "it has ended or was never there" in said(at)
