"""The Day page without a browser: the picker, the kitchen, the tables behind the charts."""

import datetime
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.session.plan_request import assessed
from planner.app.widgets.markdown import plain
from planner.menu.places import dish_title
from planner.menu.plan import eaten_again
from planner.menu.preparation import leftovers_note
from planner.menu.recipes import recipe_of
from planner.optimize import skip
from tests.plates import START, cooked, eaten_twice, from_dry, plan

SECONDS = 300


def script():
    from planner.app.pages.day import page as day

    day.page()


def opened(plan, planned=None, **state):
    """The page with a plan in hand."""
    at = AppTest.from_function(script, default_timeout=SECONDS)
    at.session_state["planned"] = planned or assessed(plan)
    for key, value in state.items():
        at.session_state[key] = value
    return at.run()


def words(at):
    shown = [*at.markdown, *at.header, *at.success, *at.warning, *at.info]
    return "\n".join([*(str(one.value) for one in shown), *(box.label for box in at.expander)])


@pytest.fixture(scope="module")
def later(week):
    """The week of the README, as it were to begin after today."""
    move = datetime.date.today() - START + datetime.timedelta(days=2)
    return replace(week, days=tuple(replace(day, date=day.date + move) for day in week.days))


@pytest.fixture(scope="module")
def planned(later):
    return assessed(later)


@pytest.fixture
def page(later, planned):
    at = opened(later, planned)
    assert not at.exception
    return at


def picker(at):
    return at.segmented_control(key="day_shown")


@pytest.mark.slow
def test_the_first_day_is_shown_where_today_is_not_planned(page, later):
    assert picker(page).value == later.days[0].date.isoformat()
    assert len(picker(page).options) == 7 and "Today" not in picker(page).options
    assert len(page.get("vega_lite_chart")) == 2


@pytest.mark.slow
def test_today_is_shown_first_and_called_so(week):
    today = datetime.date.today()
    days = (replace(week.days[0], date=today - datetime.timedelta(days=1)), replace(week.days[1], date=today))
    at = opened(replace(week, days=days))
    assert picker(at).value == today.isoformat()
    assert picker(at).options[1] == ":green[Today]"  # the chosen one


def test_each_dish_is_a_line_that_opens_with_a_tap(page, later):
    boxes = [box for box in page.expander if box.markdown]
    dishes = [dish for meal in later.days[0].meals for dish in meal.dishes]
    for box, dish in zip(boxes, dishes, strict=True):
        assert box.label.startswith(f"**{plain(dish_title(dish))}**") and not box.proto.expanded
        assert "Make it" not in box.label


def test_another_day_brings_its_own_meals(page, later):
    other = later.days[3]
    picker(page).set_value(other.date.isoformat()).run()
    assert not page.exception
    text = words(page)
    for meal in other.meals:
        assert f"### {meal.time} {meal.slot.replace('_', ' ').capitalize()}" in text


def test_a_day_that_this_plan_lacks_falls_back_quietly(later, planned):
    at = opened(later, planned, day_shown="1999-12-31")
    assert not at.exception and not at.warning
    assert picker(at).value == later.days[0].date.isoformat()


def test_each_dish_has_its_amounts_minutes_and_numbered_steps(page, later):
    text, again = words(page), eaten_again(later)
    for meal in later.days[0].meals:
        for dish in meal.dishes:
            recipe = recipe_of(dish, later.foods, again.get((later.days[0].date, meal.slot)))
            assert f"**Make it: {recipe.minutes}.**" in text
            for number, step in enumerate(recipe.steps, start=1):
                assert f"{number}. {plain(step)}" in text
            assert plain(recipe.keeps) in text
            for serving in dish.servings:
                assert f"{serving.grams:.0f}" in text or serving.grams < 10


def test_what_is_cooked_for_two_meals_and_more_people_says_so_and_a_leftover_where_it_is_from():
    twice = eaten_twice()
    text = words(opened(twice, handout_eaters=2))
    assert "Amounts for 2 people and two meals." in text and "- 2 cups lentils (396\u00a0g cooked" in text
    assert "1. Cook double\\: half of it is for Tuesday's lunch." in text
    assert ":small[On each plate: ½ cup lentils" in text
    text = words(opened(twice, day_shown=twice.days[1].date.isoformat()))
    assert ":green-badge[from Monday's dinner, 5 min]" in text and "**Serve it: 5 min.**" in text
    assert "Amounts for two meals" not in text and "Amounts for one person." in text


def test_a_number_of_people_that_cannot_be_is_one_person():
    assert "Amounts for one person." in words(opened(eaten_twice(), handout_eaters=99))


def test_what_is_made_ready_on_the_evening_before_is_said_on_both_days(monkeypatch):
    oats = {"oats": "rolled_oats", "milk": "milk_whole", "chia": "chia_seeds", "berries": "blueberries"}
    plan = cooked({("breakfast", "07:30"): ("overnight_oats_chia_berries", oats)}, dates=2)
    monkeypatch.setattr("planner.app.pages.day.cooking.today", lambda: plan.days[0].date - datetime.timedelta(days=1))
    text = words(opened(plan))
    assert "The evening before: for tomorrow's breakfast" in text and "This evening: for tomorrow's breakfast" in text
    monkeypatch.setattr("planner.app.pages.day.cooking.today", lambda: plan.days[0].date)
    assert "The evening before: for" not in words(opened(plan)), "that evening is over; its meal says what it needs"
    assert "**The evening before.** Boil the blueberries for one minute" in text


def test_dry_beans_are_soaked_the_evening_before_and_leftovers_kept_cold(monkeypatch):
    beans = from_dry()
    monkeypatch.setattr("planner.app.pages.day.cooking.today", lambda: beans.days[0].date - datetime.timedelta(days=1))
    text = words(opened(beans))
    assert "The evening before: soak the dried kidney beans" in text
    assert "This evening: soak the dried kidney beans" in text
    assert "**Before.** Kidney beans from dry" in text and "30 minutes" in text
    assert plain(leftovers_note()) in text
    text = words(opened(beans, day_shown=beans.days[1].date.isoformat()))
    assert "soak the dried" not in text and "soak them from the evening before" in text


def test_a_meal_that_is_left_out_is_said(later):
    at = opened(skip(later, later.days[0].date, "morning_snack"))
    assert "### 10:30 Morning snack\n\nLeft out." in words(at)


def test_what_is_prescribed_with_a_meal_stands_there_and_is_told_apart_in_the_charts(later):
    tablet = planner.Supplement(nutrient="calcium", amount="500 mg", meal="dinner")
    her = later.person.model_copy(update={"supplements": (tablet,)})
    text = words(opened(replace(later, person=her)))
    assert "Beside the food, as prescribed: calcium 500 mg." in text
    assert "Food alone; 500 mg a day come from prescribed tablets beside it." in text


def test_the_tables_are_drawn_only_when_they_are_opened(page):
    assert len(page.dataframe) == 0
    page.session_state["day_meals"] = True
    page.run()
    (table,) = page.dataframe
    assert table.value.columns.tolist()[:3] == ["Meal", "Calcium eaten", "Estimated absorbed"]
    assert len(table.value) == 6


def test_of_a_meal_that_is_chosen_the_plate_is_shown(page, later):
    page.selectbox(key="day_meal").select("13:00 Lunch").run()
    assert not page.exception
    lunch = next(meal for meal in later.days[0].meals if meal.slot == "lunch")
    names = [serving.name for dish in lunch.dishes for serving in dish.servings]
    assert page.dataframe[0].value["Food"].tolist() == names


def test_another_nutrient_shows_the_foods_that_bring_it(page):
    page.selectbox(key="day_nutrient").select("vitamin_c_mg").run()
    assert not page.exception
    assert "Most of the vitamin C" in words(page)
    page.session_state["day_foods"] = True
    page.run()
    assert "Vitamin C" in page.dataframe[0].value.columns


def test_nutrients_with_a_target_come_first_calcium_before_all(page, later):
    shown = page.selectbox(key="day_nutrient").options
    assert shown[0] == "Calcium"
    assert shown.index("Zinc") < shown.index("Caffeine")


def test_a_flagged_pairing_says_what_to_do():
    day = plan({("breakfast", "07:30"): [("milk_whole", 1), ("spinach_boiled", 1)], ("lunch", "13:00"): [("apple", 1)]})
    at = opened(day)
    assert not at.exception
    text = words(at)
    assert ":small[07:30]  \n**Spinach** meets 276 mg calcium from" in text
    assert "**What to do.** Have the dairy at another meal" in text
    assert not at.success


def test_a_hinderer_that_is_not_flagged_says_why():
    at = opened(plan({("lunch", "13:00"): [("spinach_boiled", 1), ("lentils_boiled", 2)]}))
    (said,) = at.success
    assert said.value.startswith("Nothing. With too little calcium")
    assert plain("beside it to matter (under 100 mg): spinach, at most 38 mg.") in said.value


def test_a_name_with_signs_of_markdown_stays_plain_text(foods):
    frame = foods.frame.copy()
    frame.loc["apple", "name"] = "Apple **bold** [x](y)"
    at = opened(plan({("breakfast", "07:30"): [("apple", 1)]}, foods=replace(foods, frame=frame)))
    assert not at.exception
    assert r"apple \*\*bold\*\* \[x\](y)" in words(at) and "**bold**" not in words(at)
