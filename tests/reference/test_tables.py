"""The tables hold to their schemas, every figure to a source, every role to a dish."""

import re
from dataclasses import replace

import pytest

from planner.foods.food_patterns import names_food
from planner.foods.food_table import check_foods, load_foods
from planner.menu.dishes import load_dishes
from planner.optimize.candidates import candidates
from planner.person.person import Preferences
from planner.reference.nutrients import nutrients
from planner.reference.table_schemas import SCHEMAS, SLOTS
from planner.reference.tables import data_dir, keys, read
from planner.safety.suitability import refused, unsuitable


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_table_holds_to_its_schema(name):
    assert len(read(name)) > 0


def test_every_file_of_data_is_checked():
    assert {path.stem for path in data_dir().glob("*.csv")} == {*SCHEMAS, "foods"}


def test_no_source_is_missing_and_none_is_an_orphan(foods):
    cells = [cell for name in SCHEMAS if "source" in read(name) for cell in read(name)["source"]]
    cells += [*foods.frame["source"], *foods.frame["as_bought_source"]]
    used = {key for cell in cells for key in keys(cell)}
    assert used == set(read("references")["key"])


def test_every_claim_that_is_cited_exists(foods):
    claims = set(read("article")["claim"])
    assert claims == {f"A{n}" for n in range(1, 23)}
    cited = [*foods.frame["article"], *read("evidence")["article"], *read("pairing_rules")["claim"]]
    assert {claim for cell in cited for claim in cell.split()} <= claims


def test_the_food_table_is_sound_and_large_enough():
    path = data_dir() / "foods.csv"
    assert check_foods(path) == []
    assert len(load_foods(path).frame) >= 130


def test_packs_and_seasons_are_of_foods_and_seasons_of_the_fresh_ones(foods):
    packs, seasons = read("packs"), read("seasons")
    assert set(packs["food"]) == set(foods.frame.index) - {"water"}
    assert (packs["keeps_days"] <= packs["keeps_days_most"]).all()
    assert set(seasons["food"]) == set(foods.frame.index[foods.frame["aisle"].isin(["fruit", "vegetables"])])
    for row in seasons.to_dict("records"):
        field, store = (row[column].split() for column in ("field_months", "store_months"))
        assert not set(field) & set(store), row["food"]
        assert field or row["import_all_year"] == "yes", row["food"]


def test_what_is_general_knowledge_is_cited_as_assumed():
    for name, column in (("packs", "pack_basis"), ("packs", "keep_basis"), ("seasons", "basis")):
        table = read(name)
        guessed = table[table[column] != "published"]
        assert all("assumed" in keys(cell) for cell in guessed["source"]), name
    keeping = read("keeping")
    assert all("assumed" in keys(cell) for cell in keeping.loc[keeping["mark"] == "GK", "source"])
    for table in (keeping, read("packs")):
        assert ((table["foodkeeper_id"] != "") == table["source"].map(lambda c: "USDA FoodKeeper" in keys(c))).all()


def test_writing_the_food_table_gives_the_file_back():
    assert load_foods().to_csv() == (data_dir() / "foods.csv").read_text(encoding="utf-8")


def test_every_role_has_foods_and_dishes_and_every_food_of_a_dish_exists(foods):
    roles = read("roles")
    declared = set(roles.loc[roles["kinds"] > 0, "role"])  # the others are those of earlier food tables
    played = {role for cell in foods.frame["roles"] for role in cell.split()}
    named = {part.role for dish in load_dishes() for part in (*dish.parts, *dish.sides)}
    named |= {food for dish in load_dishes() for food, _ in dish.fixed}
    assert played - set(roles.loc[roles["kinds"] == 0, "role"]) == declared
    assert {name for name in named if name not in foods} == declared
    assert not declared & set(foods.frame.index)


def test_every_placeholder_of_a_title_is_a_part():
    for dish in load_dishes():
        names = set(re.findall(r"{(\w+)", dish.title))
        assert names <= {part.name for part in dish.parts}, dish.dish


def test_slots_of_dishes_exist_and_each_has_many():
    dishes = load_dishes()
    assert len(dishes) >= 45
    assert {slot for dish in dishes for slot in dish.slots} == set(SLOTS)
    for slot in SLOTS:
        here = [dish for dish in dishes if slot in dish.slots]
        assert len(here) >= 6
        assert any("quick" in dish.tags for dish in here)
        assert {"warm", "cold"} <= {tag for dish in here for tag in dish.tags}


@pytest.mark.parametrize(
    "preferences",
    [
        *(Preferences(diet=diet) for diet in ("vegan", "vegetarian", "pescatarian")),
        *(Preferences(without=[name]) for name in ("milk", "gluten", "egg", "fish", "tree_nuts", "soy", "peanuts")),
    ],
    ids=lambda p: p.diet if p.diet != "omnivore" else f"without {p.without[0]}",
)
def test_every_slot_has_dishes_for_every_diet_and_common_allergen(foods, preferences):
    found = candidates(load_dishes(), foods, set(unsuitable(foods, preferences).index))
    for slot in SLOTS:
        assert sum(slot in c.template.slots for c in found) >= 5, slot


def test_portions_of_dishes_are_whole_steps(foods):
    for dish in load_dishes():
        for food, n in dish.fixed:
            assert n <= foods.frame.at[food, "max_servings"], (dish.dish, food)
            assert (n / foods.frame.at[food, "step"]).is_integer(), (dish.dish, food)
        for part in (*dish.parts, *dish.sides):
            rows = foods.frame.loc[foods.playing(part.role)]
            assert any(part.levels(r["step"], r["max_servings"]) for _, r in rows.iterrows()), (dish.dish, part.name)


def test_patterns_of_the_tables_can_be_read():
    for name, column in (("calcium_absorption", "food"), ("oxalate", "food")):
        for pattern in read(name)[column]:
            re.compile(pattern)
    for name in ("safety", "preparation"):
        for pattern in read(name)["match"]:
            assert not names_food(pattern, "")


def test_the_safety_table_refuses_what_it_should_and_nothing_that_ships(foods):
    assert refused(foods).empty
    for food in ("beef_liver_braised", "swordfish_baked", "brie", "egg_raw", "liquorice_tea", "wine_red", "beer"):
        renamed = foods.frame.loc[["kefir"]].rename(index={"kefir": food})
        assert food in refused(replace(foods, frame=renamed)), food


def test_reference_intakes_name_known_nutrients_and_never_twice():
    table = read("reference_intakes")
    assert set(table["nutrient"]) <= set(nutrients())
    who = ["system", "stage", "sex", "trimester", "half_year", "age_min", "nutrient", "per"]
    assert not table.duplicated(who).any()


def test_men_have_the_rows_of_women_of_19_and_more():
    table = read("reference_intakes")
    men = table[table["sex"] == "male"]
    women = table[(table["sex"] == "female") & (table["stage"] == "adult") & (table["age_max"] > 18)]
    assert set(men["stage"]) == {"adult"} and men["age_min"].min() == 19
    what = ["system", "nutrient", "kind", "per", "age_max", "upper_scope"]
    assert men[what].to_dict("records") == women[what].to_dict("records")


def test_hinderers_are_the_classes_of_the_article(foods):
    named = {name: set(cell.split()) for name, cell in foods.frame["hinders"].items() if cell}
    assert named["spinach_boiled"] == named["sorrel_boiled"] == named["chard_boiled"] == {"oxalate"}
    assert named["tea_black"] == named["coffee"] == {"tannin"}
    assert named["dark_chocolate"] == {"cocoa"}
    flour = foods.frame.index[foods.frame["group"] == "bread_pastry"]
    assert all(named[food] == {"flour"} for food in flour)
