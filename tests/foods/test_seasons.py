"""When fresh foods are to be had: by month and side of the equator, as `data/seasons.csv` has it."""

from planner import load_foods
from planner.foods.seasons import availability
from planner.reference.tables import read

MONTHS = range(1, 13)
TABLE = read("seasons").set_index("food")


def months(food, when, region="north"):
    return [month for month in MONTHS if availability(food, month, region) == when]


def test_figs_are_fresh_at_the_end_of_summer_and_then_gone():
    fresh = months("figs", "in season")
    assert set(fresh) <= {7, 8, 9, 10} and 9 in fresh
    assert len(months("figs", "out of season")) == 12 - len(fresh)


def test_what_shops_have_all_the_year_is_never_out_of_season():
    for food in TABLE.index[(TABLE["shops_all_year"] == "yes") | (TABLE["import_all_year"] == "yes")]:
        assert months(food, "out of season") == [], food


def test_tomatoes_have_a_season_and_are_in_the_shops_the_rest_of_the_year():
    assert 8 in months("tomato", "in season") and 1 in months("tomato", "in shops")


def test_apples_are_in_season_from_the_tree_and_from_the_store_until_the_next_summer():
    assert months("apple", "in season") == [1, 2, 3, 4, 5, 8, 9, 10, 11, 12]
    assert months("apple", "in shops") == [6, 7]


def test_south_of_the_equator_everything_is_half_a_year_later():
    for food in TABLE.index:
        north, south = ([availability(food, month, side) for month in MONTHS] for side in ("north", "south"))
        assert south == north[6:] + north[:6], food


def test_a_food_that_the_table_does_not_know_has_no_season():
    for food in ("kefir", "rolled_oats", "a_food_of_a_dietitian"):
        assert months(food, "in season") == list(MONTHS)


def test_every_food_with_a_season_is_one_of_ours_and_has_months_or_comes_from_afar():
    assert set(TABLE.index) <= set(load_foods().frame.index)
    for food in TABLE.index:
        assert months(food, "in season") or months(food, "in shops"), food


def test_nothing_frozen_tinned_or_dried_has_a_season():
    names = load_foods().frame.loc[TABLE.index, "name"]
    assert not names.str.contains(r"\b(?:frozen|tinned|canned|dried)\b", case=False).any()
