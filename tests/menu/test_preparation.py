"""What is done before the cooking: dry legumes are soaked and boiled, rice and leftovers kept cold."""

from dataclasses import replace

import pytest

from planner.foods.food_table import load_foods
from planner.menu.dishes import load_dishes
from planner.menu.preparation import leftovers_note, preparations, soakings
from planner.menu.recipes import recipe_of
from planner.reference.tables import read
from tests.plates import cooked, from_dry

FOODS = load_foods()
TABLE = read("preparation").set_index("preparation")
ONCE_MORE = "heat it once only, until it steams all through."


def named(name, bought_as=""):
    """What comes before a food of this name, by a table that has no key for it."""
    frame = FOODS.frame.loc[["kefir"]].rename(index={"kefir": "food_1"}).assign(name=name, bought_as=bought_as)
    return [one for _, one in preparations(["food_1"], (), replace(FOODS, frame=frame))]


def test_every_legume_that_is_bought_dry_says_how_it_is_boiled_and_no_other_does():
    dry = FOODS.frame.index[FOODS.frame["bought_as"].str.contains(r"\bdried (?:lentils|chickpeas|\w+ (?:beans|peas))")]
    dry = dry.union(FOODS.frame.index[FOODS.frame["bought_as"] == "dried soybeans"])
    assert len(dry) >= 9
    assert {food for food, _ in preparations(FOODS.frame.index, (), FOODS)} == set(dry)


def test_legumes_are_tinned_or_need_no_soaking_unless_a_dietitian_has_it_otherwise():
    named = [part.role for dish in load_dishes() for part in (*dish.parts, *dish.sides)]
    named += [food for dish in load_dishes() for food, _ in dish.fixed]
    served = {food for role in named for food in FOODS.playing(role)}
    assert [food for food, one in preparations(sorted(served), (), FOODS) if one.soaked] == []


@pytest.mark.parametrize(
    "name",
    ["Kidney beans", "Beans, kidney, red, mature seeds, cooked, boiled", "Haricot bean", "Beans, black", "Fava beans",
     "Chick peas", "Garbanzo beans", "Soya beans, boiled", "Borlotti beans"],
)  # fmt: skip
def test_legumes_of_other_tables_are_soaked_whatever_the_order_of_words(name):
    (one,) = named(name)
    assert one.soaked and "pour the water away" in one.sentence(name, cold=False)


@pytest.mark.parametrize(
    ("name", "bought_as"),
    [("Kidney beans, drained", "tins of kidney beans"), ("Kidney beans, canned", ""), ("Green beans", "green beans"),
     ("Chickpeas", "jar of chickpeas"), ("Broad beans", "frozen broad beans"), ("Black bean sauce", ""),
     ("Soybean oil", ""), ("Mung bean sprouts", ""), ("Chickpea flour", ""), ("Lentil soup", ""), ("Butter", "")],
)  # fmt: skip
def test_what_is_tinned_frozen_or_no_dry_legume_is_not(name, bought_as):
    assert named(name, bought_as) == []


def test_beans_boil_hard_long_enough_for_their_lectin():
    """As few as four or five raw kidney beans make ill; a slow cooker is not hot enough."""
    (kidney,) = named("Kidney beans")
    said = kidney.sentence("kidney beans", cold=False)
    assert (kidney.soak_hours, kidney.hard_boil_minutes) == (5, 30)
    assert said.startswith("Kidney beans from dry: soak them from the evening before, at least 5 hours, and pour")
    assert "Boil them hard in fresh water for 30 minutes, then simmer them until they are soft, 60 to 90" in said
    assert "slow cooker" in said
    beans = TABLE[TABLE.index.str.contains("beans")]
    assert (beans["hard_boil_minutes"] >= 10).all() and (beans["soak_hours"] >= 5).all()
    dry = TABLE[TABLE["kind"] == "from dry"]
    assert (dry["hard_boil_minutes"].fillna(0) <= dry["boil_minutes_low"]).all()


def test_soaking_begins_on_the_evening_before():
    first, second = soakings(from_dry())
    assert f"{first.start:%A %H:%M}" == "Sunday 19:00" and f"{second.start:%A %H:%M}" == "Monday 19:00"
    assert first.slot == "dinner" and (first.date - first.start.date()).days == 1
    assert soakings(from_dry(dates=0)) == []


def test_cooked_rice_of_the_day_before_is_cooled_kept_a_day_and_heated_once():
    rice = {"rice": "white_rice_cooked", "milk": "milk_1_percent", "dried": "raisins"}
    plan = cooked({("evening_snack", "21:00"): ("milk_rice_small", rice)})
    (said,) = recipe_of(plan.days[0].meals[0].dishes[0], plan.foods).before
    assert "cool it within 1 hour, keep it in the fridge for at most 24 hours" in said and said.endswith(ONCE_MORE)
    assert "rice within 24 hours" in leftovers_note() and "once only" in leftovers_note()


def test_every_quick_dish_of_grain_or_cold_roast_says_how_what_was_cooked_ahead_is_kept():
    for dish in load_dishes():
        roles = {part.role for part in dish.parts}
        cooks = {"porridge", "side_grain", "rice"} & roles and dish.minutes <= 15
        if cooks or "yesterday" in dish.method or "the cold {poultry}" in dish.method:
            assert "ahead" in dish.tags, dish.dish
        if "ahead" in dish.tags:
            foods = [food for part in dish.parts for food in FOODS.playing(part.role)]
            assert preparations(foods, dish.tags, FOODS), dish.dish


def test_cold_dishes_of_it_are_not_to_be_heated():
    for dish in load_dishes():
        if "ahead" in dish.tags:
            foods = [food for part in dish.parts for food in FOODS.playing(part.role)]
            for food, one in preparations(foods, dish.tags, FOODS):
                said = one.sentence(FOODS.word(food), "cold" in dish.tags)
                assert said.endswith(ONCE_MORE) == ("warm" in dish.tags), dish.dish


def test_meat_fish_and_eggs_are_cooked_through():
    through = ("through", "well done", "flakes", "firm", "hard-boiled", "braise", "broth", "piping hot", "brown the")
    for dish in load_dishes():
        roles = {part.role for part in dish.parts} | {food for food, _ in dish.fixed}
        if roles & {
            "poultry",
            "chicken",
            "red_meat",
            "mince",
            "white_fish",
            "oily_fish",
            "egg",
            "omelette",
            "egg_boiled",
        }:
            assert any(word in dish.method.lower() for word in through), dish.dish
