"""A kept plan comes back as it was, and the foods that it serves stay in the table."""

import pytest

from planner.errors import PlannerError
from planner.exports.plan_file.write import document
from planner.store import Editor, Store
from tests.store.tables import SHIPPED, edited


def serving(*foods):
    """As much of a plan file as says what is served."""
    dish = {"dish": "snack", "servings": [{"food": food, "grams": 100.0} for food in foods]}
    return {"format": "cramp-plan/1", "days": [{"date": "2026-11-23", "meals": [{"slot": "lunch", "dishes": [dish]}]}]}


def test_a_week_comes_back_as_it_was(store, anna, week):
    kept = store.keep_plan(" for  Olga ", document(week), 1, anna)
    assert (kept.name, kept.editor, kept.revision) == ("for Olga", "Anna", 1)
    assert store.plans() == [kept]
    assert store.plan(kept.id) == (kept, document(week))
    served = {s.food for day in week.days for meal in day.meals for dish in meal.dishes for s in dish.servings}
    assert store.foods_in_plans() == {food: ["for Olga"] for food in served}


def test_plans_are_listed_newest_first_and_can_be_forgotten(store, anna):
    first = store.keep_plan("one", serving("banana", "almonds"), 1, anna)
    second = store.keep_plan("two", serving("banana"), 1, anna)
    assert store.plans() == [second, first]
    assert store.foods_in_plans() == {"almonds": ["one"], "banana": ["one", "two"]}
    store.forget_plan(second.id, anna)
    assert store.plans() == [first] and store.foods_in_plans()["banana"] == ["one"]
    for ask in (lambda: store.plan(second.id), lambda: store.forget_plan(second.id, anna)):
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
    assert store.plans() == [] and store.foods_in_plans() == {}


@pytest.mark.parametrize("name", ["'); DROP TABLE plan; --", '"', "<b onclick=x>", "Ünï 🥛"])
def test_hostile_names_of_plans_are_just_text(store, anna, name):
    kept = store.keep_plan(name, {**serving("banana"), "note": f"{name}\0\ud83e"}, 1, anna)
    assert store.plans() == [kept] and store.plan(kept.id)[1]["note"] == f"{name}\0\ud83e"
    assert store.foods_in_plans() == {"banana": [name]}


def test_who_is_not_on_the_list_of_dietitians_writes_nothing(url, anna):
    store = Store(url, dietitians=frozenset({" Anna@Clinic.example", ""}))
    new = edited(SHIPPED, ("banana", "calcium_mg", 6.0))
    assert store.save(new, 1, anna, "label").number == 2, "addresses are compared without case"
    kept = store.keep_plan("for Olga", serving("banana"), 2, anna)
    before = (store.revisions(), store.plans())
    for stranger in (Editor("Anna"), Editor("Anna", ""), Editor("Anna", "anna@clinic.example.org")):
        for write in (
            lambda who: store.save(SHIPPED, 2, who, "x"),
            lambda who: store.restore(1, 2, who, "x"),
            lambda who: store.rename(2, "x", who),
            lambda who: store.keep_plan("x", serving("banana"), 2, who),
            lambda who: store.forget_plan(kept.id, who),
        ):
            with pytest.raises(PlannerError, match="is not on the list of dietitians"):
                write(stranger)
    assert (store.revisions(), store.plans()) == before
    store.close()


def test_an_empty_list_lets_nobody_write(url, anna):
    store = Store(url, dietitians=frozenset())
    with pytest.raises(PlannerError, match="not on the list of dietitians"):
        store.rename(1, "x", anna)
    store.close()
