"""Steering the week in the dashboard: lock, something else, leave out, another week, other answers."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.week.day_cards import OPENED
from planner.app.pages.week.meal_actions import effect_in_words, stays_in_words
from planner.app.session.plan_diff import (
    changed_places,
    describe_lock,
    describe_replan,
    describe_swap,
    locked_meals,
    meals_of,
    same_plates,
)
from planner.optimize import alternatives, another, lock, shortages, skip
from planner.store import Store, alone
from tests import ROOT
from tests.app.answers import sent, with_form
from tests.plan_files import TWICE

APP = ROOT / "app.py"
SECONDS = 300


@pytest.fixture
def two_days():
    """The start page with two days."""
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    with_form(at).number_input(key="days").set_value(2)
    sent(at)
    second = at.session_state["planned"].plan.days[1].date
    at.session_state[OPENED] = {second}
    return at.run()


def plan_of(at):
    assert not at.exception
    return at.session_state["planned"].plan


def plates(plan):
    return {place: meal.dishes for place, meal in meals_of(plan)}


def change(at, place, wish):
    return at.menu_button(key="change_{}_{}".format(*place)).click(wish).run()


def news(at):
    """What is said of the last step."""
    return at.info[-1].value


@pytest.fixture(scope="module")
def day(foods, her):
    return planner.plan_week(her, foods=foods, days=1)


@pytest.mark.parametrize("slot", ["breakfast", "evening_snack"])
def test_a_locked_meal_shows_it_and_can_be_unlocked(two_days, slot):
    place = (plan_of(two_days).days[1].date, slot)
    change(two_days, place, "lock")
    assert locked_meals(plan_of(two_days)) == {place}
    assert any(":material/lock:" in m.value for m in two_days.markdown)
    assert "is locked and stays as it is" in news(two_days)
    change(two_days, place, "unlock")
    assert locked_meals(plan_of(two_days)) == set()
    assert not any(":material/lock:" in m.value for m in two_days.markdown)


def test_a_whole_day_is_locked_and_another_week_goes_round_it(two_days):
    before = plan_of(two_days)
    first, second = (day.date for day in before.days)
    two_days.button(key=f"lock_{first}").click().run()
    assert {when for when, _ in locked_meals(plan_of(two_days))} == {first}
    two_days.button(key="another").click().run()
    after = plan_of(two_days)
    assert two_days.session_state["seed"] == after.seed == 1
    for place, dishes in plates(before).items():
        assert (plates(after)[place] == dishes) or place[0] == second
    assert plates(after) != plates(before)
    assert "6 locked meals stayed" in news(two_days)


def test_something_else_offers_five_dishes_and_one_click_takes_one(two_days):
    before = plan_of(two_days)
    place = (before.days[0].date, "dinner")
    assert not [button for button in two_days.button if button.label == "Take this"]
    change(two_days, place, "else")
    offers = [button for button in two_days.button if button.label == "Take this"]
    assert len(offers) == 5
    effects = [m.value for m in two_days.markdown if "→" in m.value and "alcium" in m.value]
    assert len(effects) == 5 and all("magnesium" in text and "potassium" in text for text in effects)
    two_days.button(key="take_1").click().run()
    after = plan_of(two_days)
    assert {p for p, dishes in plates(after).items() if dishes != plates(before)[p]} == {place}
    assert locked_meals(after) == {place}  # what she chose stays
    assert "Dinner on" in news(two_days) and "is now" in news(two_days)
    assert planner.audit(after).equals(two_days.session_state["planned"].checks)


def test_a_meal_is_left_out_and_planned_again(two_days):
    place = (plan_of(two_days).days[0].date, "lunch")
    change(two_days, place, "skip")
    assert plan_of(two_days).skipped == (place,)
    assert any("Left out" in m.value for m in two_days.markdown)
    assert "is left out" in news(two_days)
    two_days.button(key="again_{}_{}".format(*place)).click().run()
    assert plan_of(two_days).skipped == ()
    assert place in plates(plan_of(two_days))


def test_other_answers_keep_what_is_locked(two_days):
    before = plan_of(two_days)
    place = (before.days[0].date, "dinner")
    change(two_days, place, "lock")
    with_form(two_days).selectbox(key="stage").select("Nursing 0–6 months")
    after = plan_of(sent(two_days))
    assert after.person.stage == "lactating"
    assert locked_meals(after) == {place}
    assert plates(after)[place] == plates(before)[place]
    assert "1 locked meal stayed" in news(two_days)


def test_other_days_are_planned_anew_and_it_is_said(two_days):
    change(two_days, (plan_of(two_days).days[0].date, "dinner"), "lock")
    with_form(two_days).number_input(key="days").set_value(1)
    assert locked_meals(plan_of(sent(two_days))) == set()
    assert "planned anew" in news(two_days) and "1 lock fell away" in news(two_days)


def save_for(at, text):
    """Save a food table and use it in this session; its number."""
    store = Store()
    saved = store.save(planner.load_foods(text.encode()), store.head().number, alone("Anna"), "tried out")
    at.session_state["revision"] = saved
    return saved.number


def test_another_food_table_keeps_what_is_locked(two_days, foods):
    before = plan_of(two_days)
    place = (before.days[0].date, "dinner")
    change(two_days, place, "lock")
    saved = save_for(two_days, foods.to_csv().replace(",42,3.37,", ",43,3.37,"))
    after = plan_of(two_days.run())
    assert after.foods.revision == saved
    assert plates(after)[place] == plates(before)[place] and locked_meals(after) == {place}


def test_a_food_that_is_gone_leaves_the_locked_plan_and_says_so(two_days, foods):
    before = plan_of(two_days)
    place = (before.days[0].date, "dinner")
    change(two_days, place, "lock")
    gone = plates(before)[place][0].servings[0].food
    rows = [line for line in foods.to_csv().splitlines(keepends=True) if not line.startswith(f"{gone},")]
    saved = save_for(two_days, "".join(rows))
    two_days.run()
    assert plates(plan_of(two_days)) == plates(before)
    assert "unlock it or add the food" in two_days.warning[0].value
    assert "Nothing has changed" in news(two_days)
    change(two_days, place, "unlock")
    assert plan_of(two_days).foods.revision == saved


@pytest.mark.slow
def test_the_last_meal_of_a_day_stays(two_days):
    when = plan_of(two_days).days[0].date
    for slot in ("breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner"):
        change(two_days, (when, slot), "skip")
    assert [meal.slot for meal in plan_of(two_days).days[0].meals] == ["evening_snack"]
    assert len(two_days.menu_button(key=f"change_{when}_evening_snack").options) == 2


@pytest.mark.slow
def test_what_is_drunk_anyway_has_no_menu(two_days):
    with_form(two_days).multiselect(key="coffee").set_value(["09:00"])
    plan = plan_of(sent(two_days))
    assert [meal.slot for meal in plan.days[0].meals].count("habit") == 1
    assert len(two_days.menu_button) == 12


def test_the_words_count_what_changed(day):
    when, slot = day.days[0].date, "dinner"
    taken = alternatives(day, when, slot)[0]
    words = describe_swap(day, taken.plan, when, slot)
    assert words.startswith(f"Dinner on {when:%A} is now “") and words.endswith("”. Lock it to keep it.")
    held = lock(day, when, slot)
    assert same_plates(day, held) and not same_plates(day, taken.plan)
    assert describe_replan(held, another(held)).endswith("of 6 meals are new. 1 locked meal stayed.")
    left = skip(day, when, "lunch")
    assert not same_plates(day, left)
    assert "Lunch" in describe_replan(lock(day, when, "lunch"), left)


def test_what_is_cooked_for_two_meals_is_locked_at_both_and_it_is_said():
    monday, tuesday = (day.date for day in TWICE.days)
    held = lock(TWICE, tuesday, "lunch")
    assert describe_lock(TWICE, held, tuesday, "lunch", locked=True) == (
        "Lunch on Tuesday is locked and stays as it is. So does dinner on Monday, cooked together."
    )
    assert describe_lock(held, TWICE, monday, None, locked=False) == (
        "Monday may change again. So may lunch on Tuesday, cooked together."
    )
    alone = lock(TWICE, monday, locked=False)
    assert describe_lock(TWICE, alone, monday, "dinner", locked=False) == "Dinner on Monday may change again."


def test_who_changes_one_of_two_meals_that_are_cooked_together_is_told_of_the_other():
    monday, tuesday = (day.date for day in TWICE.days)
    assert stays_in_words(TWICE, monday, "dinner") == "Also eaten at lunch on Tuesday: both change, all else stays."
    assert stays_in_words(TWICE, tuesday, "lunch") == "Also eaten at dinner on Monday: both change, all else stays."
    assert stays_in_words(TWICE, monday, "breakfast") == "All else stays."


def test_the_same_dish_cooked_afresh_is_another_plate():
    monday, tuesday = TWICE.days
    (lunch,) = tuesday.meals
    afresh = replace(lunch, dishes=(replace(lunch.dishes[0], leftover_of=None),))
    other = replace(TWICE, days=(monday, replace(tuesday, meals=(afresh,))))
    assert not same_plates(TWICE, other)
    assert changed_places(TWICE, other) == {(tuesday.date, "lunch")}


def test_an_effect_names_energy_only_where_it_changes(day):
    one = alternatives(day, day.days[0].date, "lunch")[0]
    shares = one.coverage
    shares.loc["energy_kcal", ["before", "after"]] = [0.98, 0.985]
    assert "energy" not in effect_in_words(one)
    shares.loc["energy_kcal", "after"] = 0.99
    assert effect_in_words(one).startswith("Calcium") and "energy\u00a098\u00a0→\u00a099\u00a0%" in effect_in_words(one)


@pytest.mark.slow
def test_a_shortage_is_explained_when_asked():
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    short = shortages(plan_of(at))
    nutrient = short.index[-1]
    at.session_state["falls_short"] = True  # the section is opened
    at.run()
    at.button(key=f"relief_{nutrient}").click().run()
    said = " ".join(m.value for m in at.markdown)
    assert f"**{short.at[nutrient, 'label']}**" in said
    assert "of the target exist" in said or "could bring is" in said


def test_every_change_can_be_taken_back_another_week_included(two_days):
    first = plan_of(two_days)
    two_days.button(key="another").click().run()
    other = plan_of(two_days)
    assert plates(other) != plates(first)
    change(two_days, (other.days[0].date, "lunch"), "skip")
    two_days.button(key="undo").click().run()
    assert plan_of(two_days) is other and news(two_days) == "Taken back."
    two_days.button(key="undo").click().run()
    assert plan_of(two_days) is first
    assert (
        two_days.session_state["seed"] == 0 and two_days.query_params["start"] and "menu" not in two_days.query_params
    )


def test_other_answers_are_taken_back_with_their_plan(two_days):
    change(two_days, (plan_of(two_days).days[0].date, "dinner"), "lock")
    before = plan_of(two_days)
    with_form(two_days).selectbox(key="stage").select("Nursing 0–6 months")
    sent(two_days)
    assert plan_of(two_days).person.stage == "lactating"
    two_days.button(key="undo").click().run()
    assert plan_of(two_days) is before
    assert with_form(two_days).selectbox(key="stage").value == "Third trimester"
