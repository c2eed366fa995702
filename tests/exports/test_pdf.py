"""The PDF as she and her dietitian get it: what stands on it, on which page, and that nothing breaks it."""

import io
import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

import planner
from planner.assessment.advice import first_words
from planner.assessment.pairings import find_pairings
from planner.assessment.tea_hours import clear_hours
from planner.exports.handout import Handout
from planner.exports.pdf.page_contents import DISCLAIMER, pages
from planner.exports.pdf.typesetting import HERE, to_pdf
from planner.menu.plan import Dish, Meal, eaten_again, servings_frame
from planner.menu.preparation import leftovers_note
from planner.menu.recipes import recipe_of
from tests.plates import cooked, eaten_twice, from_dry
from tests.plates import plan as plates

MADE = date(2026, 11, 20)
LANDSCAPE_A4 = (842, 595)  # points
HOSTILE = "#strong[x] $a^2$ *b* _c_ `d` @ref <lab> \\ // {{}} <script>&amp;"


@pytest.fixture(scope="module")
def day(her, foods):
    """A day with coffee and tea that she has anyway, and a target of her dietitian."""
    wanted = planner.Preferences(coffee=["08:00"], tea=["16:00"], targets=["calcium 1300 mg: osteopenia"])
    with_iron = her.model_copy(update={"supplements": planner.Person(supplements=[IRON]).supplements})
    return planner.plan_week(with_iron, wanted, foods=foods, days=1, start=date(2026, 11, 23))


IRON = {"nutrient": "iron", "amount": "30 mg", "meal": "breakfast"}


def opened(plan, **handed):
    return PdfReader(io.BytesIO(to_pdf(plan, Handout(made=MADE, **handed))))


def text_of(reader, *numbers):
    """The words of some pages, or of all; where a line breaks does not matter, nor which fi a font takes."""
    chosen = [reader.pages[number] for number in numbers] if numbers else reader.pages
    return plain(" ".join(page.extract_text() for page in chosen))


def plain(text):
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def renamed(plan, name):
    """The same plan with the first dish and its first food called otherwise."""
    first, meal = plan.days[0], plan.days[0].meals[0]
    dish = meal.dishes[0]
    plates = (replace(dish.servings[0], name=name), *dish.servings[1:])
    meals = (replace(meal, dishes=(replace(dish, title=name, servings=plates),)), *first.meals[1:])
    return replace(plan, days=(replace(first, meals=meals), *plan.days[1:]))


@pytest.fixture(scope="module")
def read_week(week):
    return opened(week, client="Анна Иванова", dietitian="Αθηνά Ρήγα", note="Ring me on Thursday.")


def test_a_week_is_one_landscape_page(read_week):
    wide = [page for page in read_week.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 1
    assert tuple(map(round, wide[0].mediabox[2:])) == LANDSCAPE_A4
    assert "Monday 23 November" in text_of(read_week, 0) and "Sunday 29 November" in text_of(read_week, 0)


def test_whom_to_phone_and_to_ask_first_stands_over_a_week_that_is_one_page_still(her, foods):
    careful = {"age": 17, "twins": True, "weight_kg": 90.0, "conditions": ("ace_inhibitor",)}
    vegan = planner.Preferences(diet="vegan", energy_kcal=2400)
    plan = planner.plan_week(her.model_copy(update=careful), vegan, foods, start=date(2026, 11, 23))
    reader = opened(plan)
    text = text_of(reader, 0)
    words = first_words(planner.advise(plan))
    assert len(words) >= 6 and all(plain(one) in text for one in words)
    assert text.index("do not stop by yourself") < text.index("Breakfast")
    assert "Shopping" in text_of(reader, 1)


def test_the_week_names_every_dish_and_hour(read_week, week):
    shown = text_of(read_week, 0)
    for day in week.days:
        for meal in day.meals:
            assert meal.time in shown
            for dish in meal.dishes:
                assert plain(dish.title.split("; ")[0]) in shown


def test_the_days_to_cook_give_grams_and_how_to_make_each_dish(read_week, week):
    shown = text_of(read_week)
    assert len(set(re.findall(r"\((\d+(?:\.\d+)?) g\)", shown))) > 20
    unbroken = shown.replace("- ", "").replace("-", "")
    again = eaten_again(week)
    for day in week.days:
        for meal in day.meals:
            recipe = recipe_of(meal.dishes[0], week.foods, again.get((day.date, meal.slot)))
            for words in (*recipe.steps, *recipe.before):
                assert plain(words.split(".")[0].split(",")[0].replace("-", "")) in unbroken
            assert plain(recipe.minutes).replace("-", "") in unbroken and plain(recipe.keeps) in shown
    assert leftovers_note().split(".")[0] in shown


def test_what_is_cooked_once_and_eaten_twice_is_marked_on_the_fridge_and_in_the_kitchen():
    reader = opened(eaten_twice(), eaters=2)
    fridge, kitchen = text_of(reader, 0), text_of(reader)
    assert "Cook double, for Tuesday's lunch too" in fridge and "From Monday's dinner, 5 min" in fridge
    assert fridge.count("2 pinches salt") == 1  # what is left is the same once more
    assert "To cook, for 2 people and two meals." in kitchen and "4 wholewheat pitas (256 g)" in kitchen
    assert "On each plate:" in kitchen and "Before you eat, take out the half for Tuesday's lunch" in kitchen
    assert "Take what is left of Monday's dinner out of the fridge." in kitchen


def test_what_is_made_ready_on_the_evening_before_stands_on_that_day():
    oats = {"oats": "rolled_oats", "milk": "milk_whole", "chia": "chia_seeds", "berries": "blueberries"}
    plan = cooked({("breakfast", "07:30"): ("overnight_oats_chia_berries", oats)}, dates=2)
    shown = text_of(opened(plan)).replace("- ", "")
    said = "For tomorrow's breakfast: boil the blueberries for one minute in a spoon of water and let them cool"
    assert shown.count(f"The evening before. {said}") == shown.count(f"This evening. {said}") == 1
    assert shown.count("Made ready on the evening before.") == 2


def test_a_usual_week_is_bought_from_one_page(read_week):
    pages = [text_of(read_week, number) for number in range(len(read_week.pages))]
    first = next(number for number, text in enumerate(pages) if "Shopping list" in text)
    assert "On your shelf" in pages[first] and "Day by day" in pages[first + 1]


def test_dry_beans_are_soaked_the_evening_before_in_the_days_and_on_the_list():
    shown = text_of(opened(from_dry())).replace("- ", "")
    soak = "Soak the dried kidney beans (33 g a person) in plenty of cold water for tomorrow's dinner."
    assert shown.count(f"The evening before. {soak}") == shown.count(f"This evening. {soak}") == 1
    assert shown.count("soak them from the evening before, at least 5 hours, and pour the water away") == 2
    assert "dried kidney beans: 1 × 500 g; soak on Sunday and Monday evening" in shown
    assert "FDA Bad Bug Book" in shown


def test_names_note_date_and_disclaimer_stand_on_the_first_page(read_week):
    shown = text_of(read_week, 0)
    for words in ("Анна Иванова", "Αθηνά Ρήγα", "Ring me on Thursday.", "20 November 2026", DISCLAIMER):
        assert words in shown


def test_every_page_has_its_number(read_week):
    last = len(read_week.pages)
    for number in range(last):
        assert f"Page {number + 1} of {last}" in text_of(read_week, number)


def test_every_figure_of_the_report_is_there_with_who_set_it(day):
    shown = text_of(opened(day))
    report = planner.assess(day)
    mean = report[(report["date"] == "mean") & report["target"].notna()]
    for words in mean["text"]:
        assert plain(words) in shown
    assert "set by your dietitian; DRI 1,000 mg" in shown and "osteopenia" in shown


def test_what_foods_keep_to_themselves_is_said(day):
    holed = day.foods.frame.assign(magnesium_mg=float("nan"))
    unknown = replace(day, foods=replace(day.foods, frame=holed))
    first = text_of(opened(unknown), 0)
    assert "at least 0 mg, 0 %" in first


def test_what_she_has_anyway_and_what_is_prescribed_stand_on_the_fridge(day):
    first = text_of(opened(day), 0)
    assert "08:00 Had anyway Coffee" in first and "16:00 Had anyway Black tea" in first
    assert "Prescribed by your doctor, and counted apart from food: iron 30 mg with breakfast." in first


def test_a_flagged_pairing_is_marked_on_the_fridge_and_explained(week):
    flagged = with_tea(week)
    flags = find_pairings(flagged)
    assert len(flags)
    reader = opened(flagged)
    assert text_of(reader, 0).count("Pull apart black tea meets") == len(flags[flags["hinderer"] == "Black tea"])
    assert "What to do. Drink it an hour or more away from the meal" in text_of(reader).replace("- ", "")
    assert "Not everything could hold" in text_of(reader, 0)


def with_tea(plan):
    """The plan with a cup of tea at each breakfast that somebody slipped in."""
    cup = planner.menu.dishes.serving(plan.foods, "tea_black", 1.0)
    days = []
    for day in plan.days:
        meal = day.meals[0]
        dish = replace(meal.dishes[0], servings=(*meal.dishes[0].servings, cup))
        days.append(replace(day, meals=(replace(meal, dishes=(dish, *meal.dishes[1:])), *day.meals[1:])))
    return replace(plan, days=tuple(days))


def test_a_hinderer_that_is_not_flagged_says_why():
    day = plates({("lunch", "13:00"): [("spinach_boiled", 1), ("lentils_boiled", 2)]})
    assert find_pairings(day).empty
    shown = text_of(opened(day)).replace("- ", "")
    assert "too little calcium beside it to matter (under 100 mg): spinach, at most 38 mg." in shown


def test_on_the_fridge_page_unknown_is_not_over_the_limit():
    """Soy yoghurt gives no potassium, and 2,670 of at most 2,900 mg stood there as over the limit."""
    careful = planner.Person(conditions=["kidney_potassium"])
    day = plates({("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 1)]}, person=careful)
    (cell,) = pages(day, Handout(made=MADE))["weeks"][0]["minerals"][2]["cells"]
    assert (cell["amount"], cell["share"]) == ("at least 422 mg", "can't be judged, limit 2,900 mg")
    more = plates({("breakfast", "07:30"): [("soy_yoghurt", 1), ("banana", 12)]}, person=careful)
    (cell,) = pages(more, Handout(made=MADE))["weeks"][0]["minerals"][2]["cells"]
    assert cell["share"] == "over the limit of 2,900 mg"


def test_a_pairing_that_can_not_be_judged_is_not_said_to_be_none():
    frame = planner.load_foods().frame.copy()
    frame.loc["cheddar", "calcium_mg"] = float("nan")
    mine = replace(planner.load_foods(), frame=frame)
    day = plates({("breakfast", "07:30"): [("cheddar", 2), ("bread_rye", 2)]}, mine)
    assert "but 1 meeting can't be judged" in text_of(opened(day)).replace("- ", "")


def test_tea_at_a_clear_hour_is_flagged_nowhere(week):
    hours = clear_hours(week)
    assert any(hours.values())
    cup = planner.menu.dishes.serving(week.foods, "tea_black", 1.0)
    for which in (0, 1):
        days = []
        for day in week.days:
            spans = hours[day.date]
            had = [Meal("habit", span[which], (Dish("", "Black tea", (cup,)),)) for span in spans]
            days.append(replace(day, meals=(*day.meals, *had)))
        assert find_pairings(replace(week, days=tuple(days))).empty


def test_the_shopping_list_has_a_line_for_all_that_is_bought(week):
    content = pages(week, Handout(made=MADE, eaters=3))["shopping"]
    lines = [line for part in content["parts"] for line in part["lines"]]
    assert all(line["thing"] and line["buy"] for line in lines)
    assert [part["shelf"] for part in content["parts"]] == [False] * (len(content["parts"]) - 1) + [True]
    assert any(line["left"] for line in lines)
    shown = text_of(opened(week, eaters=3))
    assert "For 7 days and 3 people." in shown
    assert all(line["thing"] in shown.replace("- ", "") for line in lines)


def test_sources_of_targets_and_foods_close_the_document(day):
    shown = text_of(opened(day), -1) + text_of(opened(day), -2)
    assert "US Department of Agriculture" in shown.replace("- ", "") and "Where the figures are from" in shown


def test_a_fortnight_has_two_pages_for_the_fridge(week):
    later = tuple(replace(day, date=day.date.replace(month=12, day=n + 1)) for n, day in enumerate(week.days))
    reader = opened(replace(week, days=(*week.days, *later)))
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 2
    assert "Second week" in text_of(reader, 1)


def test_letter_paper_is_letter_on_every_page(day):
    for page in opened(day, paper="letter").pages:
        assert sorted(map(float, page.mediabox[2:])) == [612, 792]


def test_readers_for_the_blind_find_tags_title_language_and_an_alternative_to_the_chart(read_week):
    root = read_week.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read_week.metadata.title.startswith("A week of meals against leg cramps, Monday 23 November 2026")
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    kinds, spoken = set(), []

    def walk(node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            spoken.extend([str(node["/Alt"])] if "/Alt" in node else [])
            walk(node.get("/K", []))

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds
    assert any(text.startswith("Bar chart of") for text in spoken)


def test_all_fonts_are_inside(read_week):
    for page in read_week.pages:
        for font in page["/Resources"]["/Font"].values():
            (below,) = font.get_object()["/DescendantFonts"]
            described = below.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in described or "/FontFile3" in described


def test_the_same_plan_and_handout_give_the_same_bytes(day):
    handout = Handout(made=MADE, client="Anna")
    assert to_pdf(day, handout) == to_pdf(day, handout)
    assert to_pdf(day, handout) != to_pdf(day, Handout(made=date(2026, 11, 21), client="Anna"))


@pytest.mark.parametrize("name", ["Кефир", "crème brûlée", "豆腐", "Ελιές", "Phở bò đặc biệt", "トーフ", HOSTILE])
def test_names_come_out_as_they_are_written(day, name):
    shown, written = (text.replace(" ", "") for text in (text_of(opened(renamed(day, name)), 0), plain(name)))
    assert written in shown  # the dish
    assert shown.lower().count(written.lower()) >= 2  # and its food


def test_no_letter_of_a_long_name_is_cut(day):
    name = "Donau" * 60
    shown = text_of(opened(renamed(day, name))).replace(" ", "")
    assert shown.lower().count(name.lower()) >= 4  # dish and food, on the fridge and in the kitchen


def test_a_letter_without_a_font_leaves_a_visible_sign_and_a_remark(day):
    shown = text_of(opened(renamed(day, "Cake \U000e0fff")))  # a code that stands for no letter yet
    assert "Cake �" in shown and "no font on the computer" in shown.replace("- ", "")


def test_a_long_note_goes_on_a_page_of_its_own(day):
    reader = opened(day, note="Drink water. " * 150)
    assert "on the page after the week" in text_of(reader, 0)
    assert text_of(reader).count("Drink water.") >= 150


@pytest.mark.slow
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    name=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=150),
    note=st.text("#$*_\\[]{}<>@=/\n ", max_size=200),
)
def test_no_name_and_no_note_can_break_the_document(day, name, note):
    reader = opened(renamed(day, name), client=name[:120], note=note)
    assert sum(page.mediabox.width > page.mediabox.height for page in reader.pages) <= 2
    shown = text_of(reader)
    assert all(word in shown for word in re.findall(r"[A-Za-z]{4,10}", name))


def test_templates_and_fonts_are_in_the_package():
    assert {path.name for path in HERE.glob("*.typ")} == {
        *("plan.typ", "week.typ", "shopping.typ", "cooking.typ", "figures.typ", "diary.typ")
    }
    assert len(list((HERE / "fonts").glob("*.ttf"))) == 3 and (HERE / "fonts" / "LICENSE").exists()


def test_every_serving_of_the_plan_is_on_the_days_to_cook(week):
    content = pages(week, Handout(made=MADE))
    portions = [text for day in content["days"] for meal in day["meals"] for text in meal["portions"]]
    assert len(portions) == len(servings_frame(week))
