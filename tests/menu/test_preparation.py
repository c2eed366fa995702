"""What is done before the cooking: dry legumes are soaked and boiled, rice and leftovers kept cold."""

import re
from dataclasses import replace

import pytest

from planner.foods.food_table import load_foods
from planner.menu.dishes import load_dishes
from planner.menu.preparation import DRY, FROZEN, leftovers_note, preparations, soakings
from planner.menu.recipes import recipe_of
from planner.reference.tables import read
from tests.plates import cooked, from_dry
from tests.word_lists import names, rows

FOODS = load_foods()
TABLE = read("preparation").set_index("preparation")
ONCE_MORE = "heat it once only, until it steams all through."


def named(name, bought_as="", group="dairy"):
    """What comes before a food of this name, by a table that has no key for it."""
    frame = (
        FOODS.frame.loc[["kefir"]].rename(index={"kefir": "food_1"}).assign(name=name, bought_as=bought_as, group=group)
    )
    return [one for _, one in preparations(["food_1"], (), replace(FOODS, frame=frame))]


def test_every_legume_that_is_bought_dry_says_how_it_is_boiled_and_no_other_does():
    dry = FOODS.frame.index[FOODS.frame["bought_as"].str.contains(r"\bdried (?:lentils|chickpeas|\w+ (?:beans|peas))")]
    dry = dry.union(FOODS.frame.index[FOODS.frame["bought_as"] == "dried soybeans"])
    assert len(dry) >= 9
    assert {food for food, one in preparations(FOODS.frame.index, (), FOODS) if one.kind == DRY} == set(dry)


def test_frozen_berries_are_boiled_and_fresh_ones_are_not():
    said = (FOODS.frame["name"] + " " + FOODS.frame["bought_as"]).str.lower()
    frozen = FOODS.frame.index[said.str.contains("frozen") & said.str.contains("berr|cherr|currant")]
    assert len(frozen) >= 3
    found = {food: one for food, one in preparations(FOODS.frame.index, (), FOODS) if one.kind == FROZEN}
    assert set(found) == set(frozen)
    assert "Boil the strawberries for 1 minute" in found["strawberries_frozen"].sentence("strawberries", cold=True)


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


# the row of the table, and how the dry legume is called in each language
DRY_ABROAD = """
kidney beans | de | Kidneybohnen; Kidney-Bohnen; Rote Bohnen; Bohnen, getrocknet; Nierenbohnen
kidney beans | fr | Haricots rouges; Haricot rouge, sec; Haricots secs; HARICOTS ROUGES SECS
kidney beans | es | Alubias; Alubias rojas; Judías rojas, secas; Frijoles; Judías secas; Porotos
kidney beans | it | Fagioli; Fagioli rossi secchi; Fagioli, secchi
kidney beans | pl | Fasola; Fasola czerwona; Fasola, nasiona suche
kidney beans | ru | Фасоль; Фасоль красная; Фасоль сухая
white beans | de | Weiße Bohnen; Bohnen, weiß, getrocknet; Cannellinibohnen; Weisse Bohnen
white beans | fr | Haricots blancs; Flageolets; Flageolets verts; Lingots; Mogettes
white beans | es | Judías blancas; Alubias blancas; Fabes
white beans | it | Fagioli cannellini secchi; Cannellini; Fagioli bianchi
white beans | pl | Fasola biała
white beans | ru | Фасоль белая
black beans | de | Schwarze Bohnen
black beans | fr | Haricots noirs
black beans | es | Frijoles negros; Alubias negras; Caraotas
black beans | it | Fagioli neri
black beans | pl | Fasola czarna
black beans | ru | Фасоль чёрная
pinto beans | de | Wachtelbohnen; Borlottibohnen
pinto beans | es | Alubias pintas; Judías pintas
pinto beans | it | Fagioli borlotti; Borlotti secchi
runner beans | de | Feuerbohnen; Käferbohnen
runner beans | es | Judiones
runner beans | it | Fagioli di Spagna
runner beans | pl | Fasola Piękny Jaś
broad beans | de | Ackerbohnen; Dicke Bohnen, getrocknet
broad beans | fr | Fèves sèches
broad beans | es | Habas secas
broad beans | it | Fave secche; Fave sgusciate secche
broad beans | pl | Bób suszony
broad beans | ru | Бобы сушёные
black-eyed beans | de | Schwarzaugenbohnen; Augenbohnen
black-eyed beans | fr | Niébé; Cornilles
black-eyed beans | es | Caupí; Carillas
black-eyed beans | it | Fagioli dall'occhio
mung beans | de | Mungbohnen
mung beans | fr | Haricots mungo
mung beans | es | Judía mungo; Soja mungo
mung beans | it | Fagioli mungo
mung beans | pl | Fasola mung
mung beans | ru | Маш
adzuki beans | de | Adzukibohnen; Azukibohnen
adzuki beans | fr | Haricots azuki
adzuki beans | ru | Адзуки
chickpeas | de | Kichererbsen
chickpeas | fr | Pois chiches
chickpeas | es | Garbanzos
chickpeas | it | Ceci secchi
chickpeas | pl | Ciecierzyca; Cieciorka
chickpeas | ru | Нут
red lentils | de | Rote Linsen
red lentils | fr | Lentilles corail
red lentils | es | Lentejas rojas
red lentils | it | Lenticchie rosse
red lentils | pl | Soczewica czerwona
red lentils | ru | Чечевица красная
lentils | de | Linsen; Grüne Linsen; Tellerlinsen
lentils | fr | Lentilles vertes
lentils | es | Lentejas
lentils | it | Lenticchie secche
lentils | pl | Soczewica zielona
lentils | ru | Чечевица зелёная
split peas | de | Schälerbsen; Erbsen, getrocknet
split peas | fr | Pois cassés
split peas | es | Guisantes secos
split peas | it | Piselli secchi
split peas | pl | Groch łuskany
split peas | ru | Горох
soybeans | de | Sojabohnen
soybeans | fr | Graines de soja
soybeans | es | Soja en grano
soybeans | it | Soia secca
soybeans | pl | Soja, nasiona
soybeans | ru | Соевые бобы
"""
NOT_DRY_ABROAD = """
Kidneybohnen, Dose | Kidneybohnen, gekocht | Grüne Bohnen | Gartenbohnen | Chili con carne mit Kidneybohnen
Linsensuppe | Linseneintopf | Kichererbsenmehl | Mungbohnensprossen | Kaffeebohnen | Sojamilch | Sojaöl
Haricots verts | Haricots rouges en conserve | Haricots rouges, cuits | Haricots blancs à la tomate, en boîte
Salade de lentilles | Petits pois | Fèves fraîches | Lait de soja | Fève de cacao | Farine de pois chiche
Judías verdes | Alubias cocidas | Garbanzos en conserva | Lentejas con chorizo | Hummus de garbanzos
Fagiolini | Fagioli in scatola | Ceci cotti | Zuppa di lenticchie | Farina di ceci | Piselli freschi
Fasolka szparagowa | Fasola konserwowa | Fasola czerwona gotowana | Zupa grochowa | Groszek zielony | Sos sojowy
Фасоль стручковая | Фасоль консервированная | Фасоль варёная | Горошек зелёный | Суп из чечевицы | Соевый соус
Chili con carne with kidney beans | Bean salad with kidney beans | Baked beans, white beans | Runner beans
French beans | Yellow beans, snap | Mung bean sprouts, raw | Cowpeas, immature seeds | Burrito with black beans
"""


@pytest.mark.parametrize(
    ("row", "lang", "name"),
    [(row, lang, name) for row, lang, cell in rows(DRY_ABROAD) for name in names(cell)],
)
def test_dry_legumes_are_soaked_and_boiled_by_their_name_in_every_language(row, lang, name):
    (one,) = named(name)
    about = TABLE.loc[row]
    assert (one.soak_hours, one.boil_minutes_low, one.boil_minutes_high) == (
        about["soak_hours"], about["boil_minutes_low"], about["boil_minutes_high"],
    )  # fmt: skip


@pytest.mark.parametrize("name", [name for row in rows(NOT_DRY_ABROAD) for name in row])
def test_what_is_tinned_cooked_fresh_or_a_dish_is_not_in_any_language(name):
    assert named(name) == []


def test_what_is_cooked_is_soaked_all_the_same_where_it_is_bought_dry():
    assert named("Kidneybohnen, gekocht", "getrocknete Kidneybohnen")[0].hard_boil_minutes == 30
    assert named("Haricots rouges, cuits", "haricots rouges secs")[0].hard_boil_minutes == 30
    assert named("Фасоль варёная", "сухая фасоль")[0].soaked


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Runner beans, dried", "runner beans"),
        ("Beans, cranberry (roman), mature seeds, cooked, boiled", "pinto beans"),
        ("Roman beans", "pinto beans"),
        ("Beans, pink, mature seeds, cooked, boiled, with salt", "pinto beans"),
        ("Beans, yellow, mature seeds, cooked, boiled, without salt", "white beans"),
        ("Beans, french, mature seeds, cooked, boiled", "white beans"),
        ("Flageolet beans", "white beans"),
        ("Beans, adzuki, mature seeds, cooked, boiled", "adzuki beans"),
        ("Mung beans, mature seeds, cooked, boiled", "mung beans"),
        ("Black-eyed beans", "black-eyed beans"),
        ("Black-eyed peas", "black-eyed beans"),
        ("Cowpeas, common (blackeyes, crowder, southern), mature seeds, cooked, boiled", "black-eyed beans"),
        ("Beans, black, mature seeds, cooked, boiled", "black beans"),
    ],
)
def test_other_beans_are_soaked_and_boiled_hard(name, row):
    (one,) = named(name)
    assert one.soaked and one.hard_boil_minutes >= 10 and one.source == TABLE.loc[row, "source"]


def test_beans_that_are_also_eaten_green_are_dry_where_they_stand_among_legumes():
    assert [bool(named(name, group="legume")) for name in ("Runner beans", "Yellow beans", "French beans")] == [
        True
    ] * 3
    assert [named(name, group="vegetable") for name in ("Runner beans", "Yellow beans", "French beans")] == [[]] * 3


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


def test_what_is_cooked_for_two_meals_is_soaked_at_once_and_what_is_left_not_again():
    twice = from_dry()
    again = replace(twice.days[1].meals[0].dishes[0], leftover_of=(twice.days[0].date, "dinner"))
    meal = replace(twice.days[1].meals[0], dishes=(again,))
    (only,) = soakings(replace(twice, days=(twice.days[0], replace(twice.days[1], meals=(meal,)))))
    assert only.date == twice.days[0].date and "(65\u00a0g a person, for two meals)" in only.words


def test_cooked_rice_of_the_day_before_is_cooled_kept_a_day_and_heated_once():
    rice = {"rice": "white_rice_cooked", "beans": "black_beans_tinned", "pepper": "red_pepper", "tomato": "tomato"}
    rice |= {"avocado": "avocado", "oil": "olive_oil"}
    plan = cooked({("lunch", "13:00"): ("rice_beans_avocado", rice)})
    (said,) = recipe_of(plan.days[0].meals[0].dishes[0], plan.foods).before
    assert "cool it within 1 hour, keep it in the fridge for at most 24 hours" in said and said.endswith(ONCE_MORE)
    assert "rice within 24 hours" in leftovers_note() and "once only" in leftovers_note()


def test_every_quick_dish_of_grain_says_how_what_was_cooked_ahead_is_kept():
    for dish in load_dishes():
        cooks = {"porridge", "side_grain", "rice"} & {part.role for part in dish.parts} and dish.total <= 15
        if cooks or "yesterday" in " ".join(dish.steps):
            assert "ahead" in dish.tags, dish.dish


def test_cold_dishes_of_it_are_not_to_be_heated():
    for dish in load_dishes():
        if "ahead" in dish.tags:
            foods = [food for part in dish.parts for food in FOODS.playing(part.role)]
            for food, one in preparations(foods, dish.tags, FOODS):
                said = one.sentence(FOODS.word(food), "cold" in dish.tags)
                assert one.kind == DRY or said.endswith(ONCE_MORE) == ("warm" in dish.tags), dish.dish


def test_meat_fish_and_eggs_are_cooked_through():
    through = re.compile(
        r"through|well done|flakes|firm|hard-boiled|braise|broth|piping hot|no pink|without any pink|yolk|set\b|juices|"
        r"tender|steaming|minutes|fall apart|runny"
    )
    for dish in load_dishes():
        roles = {part.role for part in dish.parts} | {food for food, _ in dish.fixed}
        if roles & {
            *("poultry", "chicken", "stew_poultry", "soup_poultry", "red_meat", "stew_meat", "mince"),
            *("white_fish", "oily_fish", "egg", "omelette", "egg_boiled", "egg_omelette"),
        }:
            assert through.search(" ".join(dish.steps).lower()), dish.dish
