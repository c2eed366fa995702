"""A kept plan comes back as it was, and the foods that it serves stay in the table."""

import pytest

from planner.errors import PlannerError
from planner.exports.plan_file.write import document
from planner.store import AuditLog, Group, alone, public, signed_in
from tests.store.tables import SHIPPED, edited

ELM = Group("Elm Street", frozenset({"anna@clinic.example", "berta@clinic.example"}))


def serving(*foods):
    """As much of a plan file as says what is served."""
    dish = {"dish": "snack", "servings": [{"food": food, "grams": 100.0} for food in foods]}
    return {"format": "cramp-plan/1", "days": [{"date": "2026-11-23", "meals": [{"slot": "lunch", "dishes": [dish]}]}]}


def test_a_week_comes_back_as_it_was(store, anna, week):
    kept = store.keep_plan(" for  Olga ", document(week), 1, anna)
    assert (kept.name, kept.editor, kept.revision) == ("for Olga", "Anna", 1)
    assert store.plans(anna) == [kept]
    assert store.plan(kept.id, anna) == (kept, document(week))
    served = {s.food for day in week.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    assert store.foods_in_plans(anna) == {food: ["for Olga"] for food in served}


def test_plans_are_listed_newest_first_and_can_be_forgotten(store, anna):
    first = store.keep_plan("one", serving("banana", "almonds"), 1, anna)
    second = store.keep_plan("two", serving("banana"), 1, anna)
    assert store.plans(anna) == [second, first]
    assert store.foods_in_plans(anna) == {"almonds": ["one"], "banana": ["one", "two"]}
    store.forget_plan(second.id, anna)
    assert store.plans(anna) == [first] and store.foods_in_plans(anna)["banana"] == ["one"]
    for ask in (lambda: store.plan(second.id, anna), lambda: store.forget_plan(second.id, anna)):
        with pytest.raises(PlannerError, match=f"there is no kept plan {second.id}"):
            ask()
    third = store.keep_plan("three", serving("banana"), 1, anna)
    assert third.id not in (first.id, second.id), "a page that still shows the old one would open another"


def test_a_food_that_a_plan_serves_is_retired_not_deleted(store, anna):
    kept = store.keep_plan("for Olga", serving("banana"), 1, anna)
    with pytest.raises(PlannerError, match=r"banana is served in the kept plan 'for Olga'; retire it"):
        store.save(edited(SHIPPED, drop=["banana"]), 1, anna, "nobody likes it")
    assert store.head().number == 1
    store.save(edited(SHIPPED, ("banana", "retired", "yes"), drop=["almonds"]), 1, anna, "nobody likes it")
    assert not store.table(2).servable["banana"] and "almonds" not in store.table(2)
    store.forget_plan(kept.id, anna)
    assert store.save(edited(store.table(2), drop=["banana"]), 2, anna, "nobody ate it").number == 3


def test_no_way_back_before_a_food_that_a_plan_serves(store, anna):
    frame_with = edited(SHIPPED, drop=["banana"])
    store.save(frame_with, 1, anna, "no bananas")
    store.save(SHIPPED, 2, anna, "bananas again")
    store.keep_plan("for Olga", serving("banana"), 3, anna)
    with pytest.raises(PlannerError, match="banana is served in the kept plan 'for Olga'"):
        store.restore(2, 3, anna, "no bananas after all")


def test_a_plan_is_kept_with_the_table_that_it_was_planned_with(store, anna):
    store.save(edited(SHIPPED, drop=["banana"]), 1, anna, "no bananas")
    with pytest.raises(PlannerError, match="serves banana, which revision 2 of the food table doesn't have"):
        store.keep_plan("for Olga", serving("banana"), 2, anna)
    with pytest.raises(PlannerError, match="there is no revision 3"):
        store.keep_plan("for Olga", serving("almonds"), 3, anna)
    store.keep_plan("for Olga", serving("banana"), 1, anna)
    saved = store.save(edited(store.table(2), drop=["almonds"]), 2, anna, "no almonds")
    assert saved.number == 3, "what was gone before the plan was kept stops nobody"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"days": 1}, {"days": [{}]}, {"days": [], "x": float("nan")}, {"days": [], "x": {1, 2}}, serving(["a"]), []],
)
def test_what_is_no_plan_file_is_not_kept(store, anna, wrong):
    with pytest.raises(PlannerError, match="this is no plan file"):
        store.keep_plan("for Olga", wrong, 1, anna)
    with pytest.raises(PlannerError, match="the name of the plan is empty"):
        store.keep_plan(" ", serving("banana"), 1, anna)
    assert store.plans(anna) == [] and store.foods_in_plans(anna) == {}


@pytest.mark.parametrize("name", ["'); DROP TABLE plan; --", '"', "<b onclick=x>", "Ünï 🥛"])
def test_hostile_names_of_plans_are_just_text(store, anna, name):
    kept = store.keep_plan(name, {**serving("banana"), "note": f"{name}\0\ud83e"}, 1, anna)
    assert store.plans(anna) == [kept] and store.plan(kept.id, anna)[1]["note"] == f"{name}\0\ud83e"
    assert store.foods_in_plans(anna) == {"banana": [name]}


def test_who_is_no_dietitian_changes_no_food_table(store, anna):
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    assert store.save(new, 1, anna, "label").number == 2
    before = store.revisions()
    for stranger in (signed_in("olga@home.example"), signed_in("chief@clinic.example", administrator=True), public()):
        for write in (
            lambda who: store.save(SHIPPED, 2, who, "x"),
            lambda who: store.restore(1, 2, who, "x"),
            lambda who: store.rename(2, "x", who),
        ):
            with pytest.raises(PlannerError, match="is not on the list of dietitians"):
                write(stranger)
    assert store.revisions() == before


def test_a_kept_plan_is_its_owners_and_a_groups(store):
    anna, berta, mallory, chief = (
        signed_in(f"{name}@clinic.example", name, [ELM], name != "chief", name == "chief")
        for name in ("anna", "berta", "mallory", "chief")
    )
    olga = signed_in("olga@home.example", "Olga")
    own = store.keep_plan("for Olga", serving("banana"), 1, anna)
    shared = store.keep_plan("for all", serving("almonds"), 1, anna, "Elm Street")
    hers = store.keep_plan("my week", serving("banana"), 1, olga)
    alone_there = store.keep_plan("on this machine", serving("almonds"), 1, alone())
    assert store.plans(anna) == [shared, own] and store.plans(berta) == [shared] and store.plans(olga) == [hers]
    assert store.plans(alone()) == [alone_there]
    for who in (mallory, chief, public()):
        assert store.plans(who) == []
        for kept in (own, shared, hers, alone_there):
            for call in (store.plan, store.forget_plan):
                with pytest.raises(PlannerError, match=r"there is no kept plan|can't be kept here"):
                    call(kept.id, who)
    for call in (store.plan, store.forget_plan):
        with pytest.raises(PlannerError, match=f"there is no kept plan {own.id}"):
            call(own.id, berta)
    with pytest.raises(PlannerError, match="you are not in a group called 'Elm Street'"):
        store.keep_plan("x", serving("banana"), 1, mallory, "Elm Street")
    with pytest.raises(PlannerError, match="can't be kept here for someone who has not signed in"):
        store.keep_plan("x", serving("banana"), 1, public())
    assert store.plan(shared.id, berta) == (shared, serving("almonds"))
    store.forget_plan(shared.id, berta)
    assert store.plans(anna) == [own]
    log = AuditLog(store.database, chief).entries()
    assert [(one.who, one.what, one.subject) for one in log[:1]] == [(berta.id, "erase", f"kept plan {shared.id}")]
    assert not any("for all" in one.subject for one in log)


def test_what_others_kept_is_not_named_where_a_food_is_taken_out(store, anna):
    store.keep_plan("for Olga", serving("banana"), 1, alone())
    with pytest.raises(PlannerError, match="banana is served in a plan that someone kept; retire it"):
        store.save(edited(SHIPPED, drop=["banana"]), 1, anna, "nobody likes it")
    assert store.foods_in_plans(anna) == {"banana": [""]}
