"""Each state of the food table is there for good, with who made it, when and why."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import planner
from planner.errors import PlannerError
from planner.foods.food_changes import cells, changes, merge, versions
from planner.foods.food_table import shipped_foods, to_csv
from planner.reference.outside_text import printable
from planner.store import Conflict, Store, alone
from tests.store.tables import SHIPPED, edited

CHANGED = ["food", "column", "before", "after"]


def test_a_fresh_store_begins_with_the_table_of_the_program(store):
    [first] = store.revisions()
    assert (first.number, first.kind, first.foods, first.cells) == (1, "shipped", len(SHIPPED.frame), 0)
    table = store.table(1)
    assert cells(table).equals(cells(SHIPPED)) and table.sha256 == first.sha256 == store.head().sha256
    assert (table.name, table.revision) == ("revision 1", 1)
    assert store.changes(1).empty and store.shipped_update() is None


def test_who_when_why_and_which_cells_are_recorded(store, anna):
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0), ("almonds", "source", "label"), drop=["milk_whole"])
    saved = store.save(new, 1, anna, "from the labels")
    assert (saved.number, saved.editor, saved.email) == (2, "Anna", "anna@clinic.example")
    assert (saved.reason, saved.kind, saved.cells) == ("from the labels", "saved", 3)
    assert saved.at.tzinfo is UTC and abs(saved.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert store.head() == saved == store.revision(2) == store.revisions()[0]
    assert store.table(2).to_csv() == new.to_csv()
    pd.testing.assert_frame_equal(store.changes(2), changes(SHIPPED, new))


def test_what_is_saved_is_there_for_the_next_who_opens_the_store(url, store, anna):
    saved = store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    another = Store(url)
    assert another.head() == saved and another.table(2).frame.at["banana", "calcium_mg"] == 6
    another.close()


def test_unknown_stays_unknown(store, anna):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", float("nan"))), 1, anna, "not measured")
    assert pd.isna(store.table(2).frame.at["banana", "calcium_mg"])
    assert store.changes(2)[CHANGED].values.tolist() == [["banana", "calcium_mg", "5", ""]]


UNSIGNED = [
    (alone(""), "label", "the name of who saves is empty"),
    (alone(" \n"), "label", "the name of who saves is empty"),
    (alone("Anna"), " ", "the reason is empty"),
    (alone("Anna"), "x" * 2001, "the reason is 2001 characters long; write at most 2000"),
    (alone("A" * 201), "label", "the name of who saves is 201 characters long"),
    (alone("An\0na"), "label", r"the name of who saves holds '\\x00'"),
    (alone("Anna"), "la\0bel", "the reason holds"),
    (alone("Anna"), "half \ud83e", r"the reason holds '\\ud83e'"),
]


def test_nobody_saves_without_name_and_reason(store):
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    for editor, reason, said in UNSIGNED:
        with pytest.raises(PlannerError, match=said):
            store.save(new, 1, editor, reason)
    assert store.head().number == 1


def test_a_save_of_no_known_kind_is_refused(store, anna):
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    with pytest.raises(PlannerError, match="the kind of a save can't be 'save': take 'saved' or 'merged'"):
        store.save(new, 1, anna, "label", kind="save")


def test_a_table_like_the_one_before_is_not_saved_again(store, anna):
    with pytest.raises(PlannerError, match="nothing has changed since revision 1"):
        store.save(edited(SHIPPED), 1, anna, "label")


@pytest.mark.parametrize(
    ("column", "value"), [("name", "a\rb"), ("name", "\0"), ("name", "half \ud83e"), ("calcium_mg", -1.0)]
)
def test_a_table_that_would_not_read_as_it_was_written_is_not_saved(store, anna, column, value):
    frame = SHIPPED.frame.astype("object")
    frame.loc["banana", column] = value
    with pytest.raises(PlannerError):
        store.save(dataclasses.replace(SHIPPED, frame=frame), 1, anna, "label")
    assert store.head().number == 1


def test_who_saves_late_is_told_and_can_merge(store, anna):
    theirs = store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    mine = edited(SHIPPED, ("banana", "iron_mg", 1.0))
    with pytest.raises(Conflict, match="revision 2 by Anna is newer") as late:
        store.save(mine, 1, alone("Berta"), "analysis")
    assert late.value.head == theirs
    both = merge(store.table(1), store.table(2), mine, frozenset(), "both")
    merged = store.save(both, 2, alone("Berta"), "analysis", kind="merged")
    assert (merged.number, merged.kind, merged.cells) == (3, "merged", 1)
    found = store.history("banana")
    assert list(found) == ["number", "at", "editor", "reason", "column", "before", "after"]
    assert found[["number", "editor", "reason", "column", "after"]].values.tolist() == [
        [3, "Berta", "analysis", "iron_mg", "1"],
        [2, "Anna", "label", "calcium_mg", "6"],
    ]
    assert all(at.tzinfo is UTC for at in found["at"])
    assert store.history("almonds").empty and store.history("no such food").empty


def test_an_old_revision_comes_back_as_a_new_one(store, anna):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    with pytest.raises(Conflict):
        store.restore(1, 1, anna, "the label was wrong")
    with pytest.raises(PlannerError, match="nothing has changed"):
        store.restore(2, 2, anna, "the label was wrong")
    with pytest.raises(PlannerError, match="the reason is empty"):
        store.restore(1, 2, anna, "")
    back = store.restore(1, 2, anna, "the label was wrong")
    assert (back.number, back.kind, back.sha256) == (3, "restored", store.revision(1).sha256)
    assert store.changes(3)[CHANGED].values.tolist() == [["banana", "calcium_mg", "6", "5"]]
    assert store.compare(1, 3).empty


def test_any_two_revisions_are_compared(store, anna):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    store.save(edited(store.table(2), ("banana", "calcium_mg", 7.0), drop=["almonds"]), 2, anna, "label")
    assert store.compare(1, 3)[CHANGED].values.tolist() == [
        ["almonds", "food", "Almonds", ""],
        ["banana", "calcium_mg", "5", "7"],
    ]
    assert store.compare(3, 1)["after"].tolist() == ["Almonds", "5"]


def test_a_revision_gets_a_name_that_no_other_has(store, anna):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 6.0)), 1, anna, "label")
    assert store.rename(2, " clinic,  spring ", anna).name == "clinic, spring"
    assert store.table(2).name == 'revision 2, "clinic, spring"'
    assert store.rename(2, "clinic, spring", anna).name == "clinic, spring"
    with pytest.raises(PlannerError, match="revision 2 is called 'clinic, spring' already"):
        store.rename(1, "clinic, spring", anna)
    assert store.rename(2, "", anna).name == "" and store.rename(1, "clinic, spring", anna).name
    assert [one.name for one in store.revisions()] == ["", "clinic, spring"]


@pytest.mark.parametrize("number", [0, 2, -1, 10**12, 10**40])
def test_a_revision_that_is_not_there_is_named(store, anna, number):
    for ask in (store.revision, store.table, store.changes, lambda n: store.compare(1, n)):
        with pytest.raises(PlannerError) as error:
            ask(number)
        assert str(error.value).count("\n") == 0
    with pytest.raises(PlannerError):
        store.rename(number, "x", anna)


HOSTILE = ["'; DROP TABLE revision; --", '"', "<script>alert(1)</script>", "%(x)s :x ? {}", "Ünï 🥛 ‮", "\\'"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_just_text(store, text):
    shown = " ".join(printable(text).split())
    saved = store.save(edited(SHIPPED, ("banana", "name", text)), 1, alone(text), text)
    assert (saved.editor, saved.email, saved.reason) == (shown, None, shown)
    assert store.rename(2, text, alone(text)).name == shown
    assert store.head() == dataclasses.replace(saved, name=shown)
    assert store.table(2).frame.at["banana", "name"] == text
    assert store.history("banana")["after"].tolist() == [text] and store.history(text).empty
    assert len(store.revisions()) == 2


def test_a_name_of_signs_that_nobody_sees_is_no_name(store):
    with pytest.raises(PlannerError, match="the name of who saves is empty"):
        store.save(edited(SHIPPED, ("banana", "name", "Banana, ripe")), 1, alone("\x01"), "ripe")


texts = st.text(st.characters(codec="utf-8"), max_size=30)


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts.map("Anna {}".format), reason=texts.map("label {}".format), cell=texts, title=texts)
def test_any_text_comes_back_as_it_was_or_is_refused_in_one_sentence(store, name, reason, cell, title):
    base = store.head().number
    frame = store.table(base).frame.head(3)
    frame.loc["milk_1_percent", ["name", "aisle"]] = [f"Milk {base}", cell]
    try:
        table = planner.load_foods(to_csv(frame).encode())
        saved = store.save(table, base, alone(name), reason)
        store.rename(saved.number, f"{title} {base}", alone(name))
    except PlannerError:
        assert {"\0", "\r"} & set(name + reason + cell + title)
        return
    kept = store.head()
    assert (kept.editor, kept.reason, kept.name) == tuple(
        " ".join(printable(x).split()) for x in (name, reason, f"{title} {base}")
    )
    assert cells(store.table(kept.number)).equals(cells(table))
    assert changes(store.table(base), table)["after"].tolist() == store.changes(kept.number)["after"].tolist()


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """As if this were a later version of the program, with two cells of its table measured anew."""

    def ship():
        new = edited(SHIPPED, ("banana", "calcium_mg", 6.0), ("almonds", "iron_mg", 1.0))
        (tmp_path / "foods.csv").write_bytes(new.to_csv().encode())
        monkeypatch.setattr("planner.foods.food_table.data_dir", lambda: tmp_path)
        shipped_foods.cache_clear()
        return new

    yield ship
    shipped_foods.cache_clear()


def test_a_new_shipped_table_is_offered_and_merged(url, store, anna, newer_program):
    store.save(edited(SHIPPED, ("banana", "calcium_mg", 7.0), ("banana", "iron_mg", 1.0)), 1, anna, "label")
    assert store.shipped_update() is None
    newer_program()
    later = Store(url)
    base, new = later.shipped_update()
    assert cells(base).equals(cells(SHIPPED)) and new.frame.at["almonds", "iron_mg"] == 1
    mine = later.table(2)
    assert [one.column for one in versions(base, new, mine) if one.clash] == ["calcium_mg"]
    both = merge(base, new, mine, frozenset({("banana", "calcium_mg")}), "both")
    with pytest.raises(PlannerError, match="not the table of this version"):
        later.save(both, 2, anna, "update", kind="merged", shipped="0" * 64)
    later.save(both, 2, anna, "update", kind="merged", shipped=new.sha256)
    assert later.shipped_update() is None
    assert later.changes(3)[CHANGED].values.tolist() == [["almonds", "iron_mg", "3.71", "1"]]
    later.restore(2, 3, anna, "without the update")
    assert later.shipped_update() is not None, "what was undone is offered again"
    later.close()


def test_an_update_of_which_nothing_is_wanted_is_settled_too(url, store, anna, newer_program):
    store.head()
    newer_program()
    later = Store(url)
    _, new = later.shipped_update()
    settled = later.save(later.table(1), 1, anna, "we keep ours", kind="merged", shipped=new.sha256)
    assert (settled.cells, later.shipped_update()) == (0, None)
    later.close()
