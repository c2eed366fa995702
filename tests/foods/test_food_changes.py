"""What differs between tables is named cell by cell; two changed tables lose nothing unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.foods.food_changes import FOOD, cells, changes, edited, merge, versions
from planner.foods.food_table import to_csv

KEYS = ["milk_whole", "banana", "almonds", "kefir_low_fat"]
FOODS = planner.load_foods(to_csv(planner.load_foods().frame.loc[KEYS]).encode(), "four foods")


def table(edits=(), drop=(), add=()):
    """A table of four foods with cells edited, foods taken out, and copies of milk added."""
    frame = FOODS.frame.drop(index=list(drop))
    for food, column, value in edits:
        frame.loc[food, column] = value
    for key, name in add:
        frame.loc[key] = FOODS.frame.loc["milk_whole"]
        frame.loc[key, "name"] = name
    return planner.load_foods(to_csv(frame).encode(), "edited")


def test_every_cell_that_differs_is_named():
    new = table([("banana", "calcium_mg", 6.0), ("almonds", "source", "label")], ["milk_whole"], [("kvass", "Kvass")])
    found = changes(FOODS, new)
    assert sorted(map(tuple, found[["food", "column", "before", "after"]].values)) == [
        ("almonds", "source", "USDA SR Legacy 2018", "label"),
        ("banana", "calcium_mg", "5", "6"),
        ("kvass", FOOD, "", "Kvass"),
        ("milk_whole", FOOD, "Whole milk, with added vitamin D", ""),
    ]


def test_unknown_is_a_change_like_any_other():
    found = changes(FOODS, table([("banana", "calcium_mg", float("nan"))]))
    assert found[["column", "before", "after"]].values.tolist() == [["calcium_mg", "5", ""]]


def test_what_only_one_changed_is_taken_over_from_both():
    theirs = table([("banana", "calcium_mg", 6.0)], add=[("kvass", "Kvass")])
    mine = table([("banana", "iron_mg", 1.0)], drop=["almonds"])
    assert not any(one.clash for one in versions(FOODS, theirs, mine))
    one = merge(FOODS, theirs, mine, frozenset(), "both")
    assert one.frame.at["banana", "calcium_mg"] == 6 and one.frame.at["banana", "iron_mg"] == 1
    assert "kvass" in one and "almonds" not in one


@pytest.mark.parametrize(("kept", "calcium"), [(frozenset(), 6.0), (frozenset({("banana", "calcium_mg")}), 7.0)])
def test_a_clash_shows_both_and_is_settled_by_choice(kept, calcium):
    theirs, mine = table([("banana", "calcium_mg", 6.0)]), table([("banana", "calcium_mg", 7.0)])
    [one] = versions(FOODS, theirs, mine)
    assert (one.base, one.theirs, one.mine, one.clash) == ("5", "6", "7", True)
    assert merge(FOODS, theirs, mine, kept, "both").frame.at["banana", "calcium_mg"] == calcium


def test_a_food_taken_out_by_one_and_changed_by_the_other_is_a_clash():
    theirs, mine = table([("banana", "calcium_mg", 6.0)]), table(drop=["banana"])
    [one] = versions(FOODS, theirs, mine)
    assert (one.column, one.theirs, one.mine, one.clash) == (FOOD, "Banana", "", True)
    assert "banana" in merge(FOODS, theirs, mine, frozenset(), "both")
    assert "banana" not in merge(FOODS, theirs, mine, frozenset({("banana", FOOD)}), "both")
    [one] = versions(FOODS, mine, theirs)
    assert (one.theirs, one.mine, one.clash) == ("", "Banana", True)
    assert merge(FOODS, mine, theirs, frozenset({("banana", FOOD)}), "both").frame.at["banana", "calcium_mg"] == 6


def test_the_same_food_added_by_both_is_compared_cell_by_cell():
    theirs, mine = table(add=[("kvass", "Kvass")]), table(add=[("kvass", "Bread kvass")])
    [one] = versions(FOODS, theirs, mine)
    assert (one.column, one.base, one.theirs, one.mine, one.clash) == ("name", "", "Kvass", "Bread kvass", True)


edits = st.dictionaries(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(["calcium_mg", "iron_mg"])),
    st.sampled_from([1.0, 2.0]),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(theirs=edits, mine=edits, drop=st.sampled_from([(), ("almonds",), ("banana",)]), choice=st.booleans())
def test_every_change_is_in_the_merged_table_or_was_shown_as_a_clash(theirs, mine, drop, choice):
    a = table([(f, c, v) for (f, c), v in theirs.items()])
    b = table([(f, c, v) for (f, c), v in mine.items() if f not in drop], drop)
    shown = versions(FOODS, a, b)
    clashes = {(one.food, one.column) for one in shown if one.clash}
    both = cells(merge(FOODS, a, b, frozenset(clashes) if choice else frozenset(), "both"))
    for one in changes(FOODS, a).itertuples():
        assert {(one.food, one.column), (one.food, FOOD)} & clashes or both.at[one.food, one.column] == one.after
    for one in changes(FOODS, b).itertuples():
        if {(one.food, one.column), (one.food, FOOD)} & clashes:
            continue
        assert one.food not in both.index if one.column == FOOD else both.at[one.food, one.column] == one.after


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(theirs=edits, drop=st.sampled_from([(), ("almonds",), ("banana", "milk_whole")]), bad=st.booleans())
def test_a_table_edited_in_part_is_what_the_whole_would_be_if_it_were_checked_anew(theirs, drop, bad):
    frame = FOODS.frame.drop(index=list(drop))
    for (food, column), value in theirs.items():
        if food in frame.index:
            frame.loc[food, column] = value
    frame.loc["kvass"] = FOODS.frame.loc["milk_whole"]
    if bad:
        frame.loc["kvass", "calcium_mg"] = -1
        with pytest.raises(planner.FoodTableError) as whole:
            planner.load_foods(to_csv(frame).encode(), "mine")
        with pytest.raises(planner.FoodTableError) as part:
            edited(FOODS, frame, "mine")
        assert part.value.faults == whole.value.faults
    else:
        assert edited(FOODS, frame, "mine").to_csv() == planner.load_foods(to_csv(frame).encode()).to_csv()


def test_two_foods_of_one_key_are_a_fault():
    frame = FOODS.frame
    with pytest.raises(planner.FoodTableError, match="stands already"):
        edited(FOODS, frame.loc[[*frame.index, "banana"]], "mine")
