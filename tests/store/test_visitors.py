"""Who may what, asked of every function of the store from outside: their own, a group's, nobody else's."""

from datetime import date, timedelta

import pytest

from planner.errors import PlannerError
from planner.store import (
    AuditLog,
    ClientStore,
    DiaryStore,
    DishStore,
    Group,
    LinkStore,
    TickStore,
    alone,
    public,
    signed_in,
)
from planner.store.history import now
from tests.store.test_plans import serving

ELM = Group("Elm Street", frozenset({"anna@clinic.example", "berta@clinic.example", "chief@clinic.example"}))
OAK = Group("Oak Lane", frozenset({"mallory@other.example"}))
GROUPS = (ELM, OAK)
ANNA = signed_in("Anna@clinic.example", "Anna", GROUPS, dietitian=True)
BERTA = signed_in("berta@clinic.example", "Berta", GROUPS, dietitian=True)
MALLORY = signed_in("mallory@other.example", "Mallory", GROUPS, dietitian=True)
CHIEF = signed_in("head@clinic.example", "The head", GROUPS, administrator=True)
OLGA = signed_in("olga@home.example", "Olga")
NIGHT = date(2026, 11, 23)
SOON = now().date() + timedelta(days=14)
STRANGERS = {"stranger": MALLORY, "administrator": CHIEF, "patient": OLGA, "public": public()}


@pytest.fixture
def database(store):
    return store.database


def refused(call):
    with pytest.raises(PlannerError) as error:
        call()
    said = str(error.value)
    assert "\n" not in said and "Olga" not in said
    return said


def with_client(database, shared_with=None):
    clients = ClientStore(database, ANNA)
    olga = clients.add("Olga K.", {"stage": "pregnant", "week": 30}, "likes rye bread", shared_with)
    clients.keep_plan(olga.listed.id, serving("banana"), 1, "the first one")
    secret, link = LinkStore(database, ANNA).send("plan", "Week 48", serving("banana"), 1, SOON, olga.listed.id)
    return clients.client(olga.listed.id), secret, link


def client_calls(database, who, olga, link):
    """Every function that reads or writes a client, by its name."""
    clients, links, id = ClientStore(database, who), LinkStore(database, who), olga.listed.id
    return {
        "client": lambda: clients.client(id),
        "change": lambda: clients.change(olga.listed, notes="x"),
        "archive": lambda: clients.change(olga.listed, archived=True),
        "hand over": lambda: clients.hand_over(id, next(iter(who.colleagues), "anna@clinic.example")),
        "keep plan": lambda: clients.keep_plan(id, serving("banana"), 1, "x"),
        "plans": lambda: clients.plans(id),
        "plan": lambda: clients.plan(id, 1),
        "export": lambda: clients.export(id),
        "erase": lambda: clients.erase(id),
        "diary": lambda: DiaryStore(database, who).of_client(id),
        "send": lambda: links.send("plan", "x", serving("banana"), 1, SOON, id),
        "links": lambda: links.links(id),
        "revoke": lambda: links.revoke(link.id),
    }


@pytest.mark.parametrize("who", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("shared_with", [None, "Elm Street"])
def test_a_client_is_nobody_elses(database, who, shared_with):
    olga, _, link = with_client(database, shared_with)
    before = ClientStore(database, ANNA).export(olga.listed.id), LinkStore(database, ANNA).links(olga.listed.id)
    for call in client_calls(database, who, olga, link).values():
        refused(call)
    if who.dietitian:
        assert ClientStore(database, who).clients() == []
    else:
        assert "is not on the list of dietitians" in refused(ClientStore(database, who).clients)
        refused(lambda: ClientStore(database, who).add("x", {}))
    assert (
        ClientStore(database, ANNA).export(olga.listed.id),
        LinkStore(database, ANNA).links(olga.listed.id),
    ) == before


def test_a_client_that_is_not_shared_is_not_the_colleagues(database):
    olga, _, link = with_client(database)
    for call in client_calls(database, BERTA, olga, link).values():
        refused(call)
    assert ClientStore(database, BERTA).clients() == []


def test_a_colleague_of_the_group_reads_and_writes_a_shared_client(database):
    olga, secret, link = with_client(database, "Elm Street")
    clients = ClientStore(database, BERTA)
    assert [one.name for one in clients.clients()] == ["Olga K."]
    changed = clients.change(olga.listed, notes="no rye bread")
    assert clients.keep_plan(olga.listed.id, serving("almonds"), 1, "no rye").version == 2
    assert [(one.version, one.editor) for one in ClientStore(database, ANNA).plans(olga.listed.id)] == [
        (2, "Berta"), (1, "Anna"),
    ]  # fmt: skip
    LinkStore(database, BERTA).revoke(link.id)
    assert "has ended" in refused(lambda: LinkStore(database, public()).open(secret))
    assert "somebody changed this client" in refused(lambda: ClientStore(database, ANNA).change(olga.listed, notes="x"))
    assert ClientStore(database, ANNA).change(changed.listed, shared_with=None).notes == "no rye bread"
    refused(lambda: clients.client(olga.listed.id))


def test_a_client_is_handed_over_to_a_colleague_only(database):
    olga, _, _ = with_client(database)
    clients = ClientStore(database, ANNA)
    assert "in no group of yours" in refused(lambda: clients.hand_over(olga.listed.id, "mallory@other.example"))
    assert "is no email address" in refused(lambda: clients.hand_over(olga.listed.id, "Berta"))
    clients.hand_over(olga.listed.id, " Berta@Clinic.example")
    refused(lambda: clients.client(olga.listed.id))
    taken = ClientStore(database, BERTA).client(olga.listed.id)
    assert taken.listed.owner == BERTA.id and taken.notes == "likes rye bread"
    assert "you are not in a group called 'Oak Lane'" in refused(
        lambda: ClientStore(database, BERTA).change(taken.listed, shared_with="Oak Lane")
    )


def test_what_is_erased_is_gone_and_the_log_says_so(url, database):
    olga, secret, _ = with_client(database)
    id = olga.listed.id
    ClientStore(database, ANNA).erase(id)
    assert ClientStore(database, ANNA).clients() == [] == ClientStore(database, ANNA).clients(archived=True)
    for call in (lambda: ClientStore(database, ANNA).client(id), lambda: LinkStore(database, public()).open(secret)):
        refused(call)
    log = AuditLog(database, CHIEF).entries()
    assert (log[0].who, log[0].what, log[0].subject) == ("anna@clinic.example", "erase", f"client {id}")
    if "sqlite" in url:
        file = (database.path).read_bytes()
        assert b"Olga K." not in file and b"likes rye bread" not in file and id.encode() in file


def test_the_log_says_who_did_what_and_names_no_client(database):
    olga, _, link = with_client(database)
    id, clients = olga.listed.id, ClientStore(database, ANNA)
    for _ in range(3):
        clients.plans(id)
    AuditLog(database, ANNA).add_sign_in()
    clients.export(id)
    log = AuditLog(database, CHIEF).entries()
    assert [(one.what, one.subject) for one in reversed(log)] == [
        ("change", f"client {id}"),
        ("change", f"client {id}"),
        ("export", f"link {link.id} to client {id}"),
        ("read", f"client {id}"),
        ("sign-in", "dashboard"),
        ("export", f"client {id}"),
    ], "a page that is drawn anew reads once"
    assert {one.who for one in log} == {"anna@clinic.example"}
    assert not any("Olga" in f"{one}" for one in log)
    assert AuditLog(database, CHIEF).entries(since=log[0].at) == log[:1]
    assert len(AuditLog(database, alone()).entries(most=2)) == 2
    for who in (ANNA, OLGA, public()):
        assert "is no administrator" in refused(AuditLog(database, who).entries)


def test_a_diary_is_her_own_until_she_shares_it(database):
    olga, _, _ = with_client(database, "Elm Street")
    diary = DiaryStore(database, OLGA)
    diary.save(NIGHT, {"cramps": "one"})
    diary.save(NIGHT, {"cramps": "several"})
    diary.save_all({NIGHT - timedelta(days=1): {"cramps": "none"}})
    assert list(diary.nights().items()) == [
        (NIGHT - timedelta(days=1), {"cramps": "none"}), (NIGHT, {"cramps": "several"}),
    ]  # fmt: skip
    assert DiaryStore(database, ANNA).nights() == {}
    read = DiaryStore(database, ANNA)
    assert read.of_client(olga.listed.id) is None, "her address does not stand on the card"
    changed = ClientStore(database, ANNA).change(olga.listed, address="Olga@home.example")
    assert changed.address == OLGA.id and read.of_client(olga.listed.id) is None, "she shares it with nobody"
    diary.share_with("mallory@other.example")
    assert read.of_client(olga.listed.id) is None
    diary.share_with("Anna@clinic.example")
    assert read.of_client(olga.listed.id) == diary.nights()
    assert DiaryStore(database, BERTA).of_client(olga.listed.id) is None, "the client is shared, the diary is not"
    hers = ClientStore(database, BERTA).add("hers", {}, shared_with="Elm Street")
    hers = ClientStore(database, BERTA).change(hers.listed, address=OLGA.id)
    ClientStore(database, BERTA).hand_over(hers.listed.id, ANNA.id)
    assert DiaryStore(database, BERTA).of_client(hers.listed.id) is None, "nor by way of a client of Anna's"
    assert diary.readers() == ["anna@clinic.example", "mallory@other.example"]
    diary.stop_sharing("anna@clinic.example")
    assert read.of_client(olga.listed.id) is None
    diary.share_with("anna@clinic.example")
    diary.erase()
    assert diary.nights() == {} and diary.readers() == [] and read.of_client(olga.listed.id) is None
    subjects = [one.subject for one in AuditLog(database, CHIEF).entries() if one.what == "read"]
    assert subjects.count(f"diary of client {olga.listed.id}") == 1, "Anna read it"


def test_a_night_can_be_taken_out_and_what_can_not_be_kept_is_refused(database):
    diary = DiaryStore(database, alone())
    diary.save(NIGHT, {"note": "Ünï\0\ud83e"})
    assert diary.nights() == {NIGHT: {"note": "Ünï\0\ud83e"}}
    for entry in ({"x": {1, 2}}, {"x": float("nan")}, {"x": "y" * 20_000}):
        refused(lambda entry=entry: diary.save_all({NIGHT: {}, NIGHT - timedelta(days=1): entry}))
    assert diary.nights() == {NIGHT: {"note": "Ünï\0\ud83e"}}
    assert "on one's own machine can't be shared" in refused(lambda: diary.share_with("anna@clinic.example"))
    diary.save_all({})
    diary.remove(NIGHT)
    assert diary.nights() == {}


def test_for_a_visitor_of_the_public_nothing_is_kept(database):
    diary, links, dishes = (kind(database, public()) for kind in (DiaryStore, LinkStore, DishStore))
    for call in (
        diary.nights, lambda: diary.save(NIGHT, {}), lambda: diary.remove(NIGHT), diary.erase, diary.readers,
        lambda: diary.share_with("anna@clinic.example"), lambda: diary.stop_sharing("anna@clinic.example"),
        lambda: links.send("plan", "x", serving("banana"), 1, SOON), links.links, lambda: links.revoke("x"),
        lambda: dishes.save("x", {}, "y"), lambda: dishes.take_off("x", "y"), lambda: dishes.erase("x"),
        lambda: ClientStore(database, public()).add("x", {}),
    ):  # fmt: skip
        refused(call)
    assert dishes.dishes() == []


@pytest.mark.parametrize("who", [alone("Anna"), ANNA, OLGA], ids=["alone", "dietitian", "patient"])
def test_a_dish_is_kept_with_its_history(database, who):
    dishes = DishStore(database, who)
    dishes.save("syrniki", {"title": "Syrniki"}, "grandmother's")
    dishes.save("syrniki", {"title": "Syrniki with berries"}, "berries")
    dishes.save("borscht", {"title": "Borscht"}, "grandmother's")
    assert [(one.name, one.version, one.row["title"]) for one in dishes.dishes()] == [
        ("borscht", 1, "Borscht"), ("syrniki", 2, "Syrniki with berries"),
    ]  # fmt: skip
    assert dishes.take_off("borscht", "nobody likes it").row is None
    assert [one.name for one in dishes.dishes()] == ["syrniki"]
    assert [one.reason for one in dishes.history("borscht")] == ["nobody likes it", "grandmother's"]
    assert dishes.save("borscht", {"title": "Borscht"}, "after all").version == 3
    dishes.erase("borscht")
    assert dishes.history("borscht") == []
    for call in (lambda: dishes.take_off("borscht", "x"), lambda: dishes.erase("borscht")):
        assert "there is no dish 'borscht'" in refused(call)
    for stranger in (MALLORY, CHIEF, public()):
        other = DishStore(database, stranger)
        assert other.dishes() == [] and other.history("syrniki", who.id) == []
        refused(lambda other=other: other.save("syrniki", {}, "x", owner=who.id))


def test_a_dish_is_shared_within_a_group(database):
    DishStore(database, ANNA).save("syrniki", {"title": "Syrniki"}, "new", shared_with="Elm Street")
    berta = DishStore(database, BERTA)
    assert berta.save("syrniki", {"title": "Berries"}, "berries", owner=ANNA.id).shared_with == "Elm Street"
    assert [one.row["title"] for one in DishStore(database, ANNA).dishes()] == ["Berries"]
    assert berta.save("syrniki", {"title": "My own"}, "mine").version == 1
    assert len(berta.dishes()) == 2 and len(DishStore(database, ANNA).dishes()) == 1
    DishStore(database, ANNA).save("syrniki", {"title": "Secret"}, "mine again")
    assert [one.row["title"] for one in berta.dishes()] == ["My own"]
    assert berta.history("syrniki", ANNA.id) == [], "what is shared no longer is read no longer, old versions too"


def test_whoever_holds_a_link_opens_it_until_it_ends(database, monkeypatch):
    links = LinkStore(database, OLGA)
    secret, link = links.send("plan", "Week 48", serving("banana"), 1, SOON)
    assert LinkStore(database, public()).open(secret) == (link, serving("banana")) and len(secret) == 22
    assert links.links() == [link] and LinkStore(database, ANNA).links() == []
    refused(lambda: LinkStore(database, ANNA).revoke(link.id))
    for wrong in ("", secret[:-1], link.id, "x" * 100_000, "'; --", "\ud83e"):
        assert "it has ended or was never there" in refused(lambda wrong=wrong: links.open(wrong))
    for day in (now().date() - timedelta(days=1), now().date() + timedelta(days=400)):
        assert "choose a day from today on" in refused(
            lambda day=day: links.send("plan", "x", serving("banana"), 1, day)
        )
    later = now() + timedelta(days=15)
    with monkeypatch.context() as patch:
        patch.setattr("planner.store.link_store.now", lambda: later)
        refused(lambda: links.open(secret))
        assert not link.open
    assert links.open(secret)[0].open
    links.revoke(link.id)
    refused(lambda: links.open(secret))
    assert [one.revoked for one in links.links()] == [True]


def test_ticks_are_the_same_for_all_who_hold_the_link(database):
    secret, _ = LinkStore(database, OLGA).send("shopping", "Week 48", serving("banana"), 1, SOON)
    mine, hers = TickStore(database), TickStore(database)
    mine.set(secret, "banana", True)
    mine.set(secret, "banana", True)
    hers.set(secret, "oats", True)
    hers.set(secret, "banana", False)
    assert mine.ticks(secret) == {"oats"}
    plan, _ = LinkStore(database, OLGA).send("plan", "Week 48", serving("banana"), 1, SOON)
    assert "opens a plan and no shopping list" in refused(lambda: mine.set(plan, "oats", True))
    for call in (lambda: mine.ticks("x"), lambda: mine.set("x", "oats", True), lambda: mine.set(secret, " ", True)):
        refused(call)


@pytest.mark.parametrize("address", ["", "anna", "@", "a@", "@b", "a b@c", "a\0@b", "x" * 400 + "@b"])
def test_who_signs_in_has_an_address(address):
    assert "is no email address" in refused(lambda: signed_in(address))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "the name or number of the client is empty"),
        ({"name": "x" * 201}, "is 201 characters long"),
        ({"address": "olga"}, "is no email address"),
        ({"answers": {"x": float("inf")}}, "can't be kept as they are"),
        ({"answers": {"x": "y" * 30_000}}, "keep them within"),
        ({"notes": "x\n" * 15_000}, "the notes are"),
        ({"notes": "a\0b"}, "which no text may"),
    ],
)
def test_what_can_not_be_kept_of_a_client_changes_nothing(database, wrong, said):
    olga, _, _ = with_client(database)
    clients = ClientStore(database, ANNA)
    with pytest.raises(PlannerError, match=said) as error:
        clients.change(olga.listed, **wrong)
    assert "\n" not in str(error.value)
    assert clients.client(olga.listed.id) == olga


def test_clients_are_found_by_a_part_of_their_name(database):
    clients = ClientStore(database, ANNA)
    for name in ("Olga", "olena 7", "Berta", "'; DROP TABLE client; --", "100 %"):
        clients.add(name, {})
    assert [one.name for one in clients.clients("OL")] == ["olena 7", "Olga"]
    assert [one.name for one in clients.clients("%")] == ["100 %"]
    one = clients.clients("Berta")[0]
    clients.change(one, archived=True)
    assert clients.clients("Berta") == [] and [one.name for one in clients.clients(archived=True)] == ["Berta"]
