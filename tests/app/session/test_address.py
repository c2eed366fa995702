"""All choices live in the address: a link opens the same plan, and a broken one says so."""

import base64
import json
import zlib
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import planner
from planner.app.session.address import (
    OURS,
    health_words,
    plan_of,
    query_of,
    request_of,
    table_of,
    without_answers,
)
from planner.app.session.packed_plates import LONGEST, pack_plates
from planner.app.session.plan_request import Request
from planner.exports.plan_file.write import to_json
from planner.optimize import lock, skip
from planner.person.person import Person, Preferences
from planner.person.supplements import prescribed
from tests import ROOT
from tests.app.answers import sent, with_form
from tests.people import anyone
from tests.plan_files import TWICE

APP = ROOT / "app.py"
FOODS = planner.load_foods()
TODAY = date(2026, 11, 25)
HERS = Request(Person(), Preferences(), date(2026, 11, 23))


@pytest.mark.parametrize("seed", range(40))
def test_a_link_asks_for_what_it_was_made_from(seed):
    request = Request(*anyone(seed, FOODS), date(2026, 11, 23), 1 + seed % 14, seed)
    query = query_of(request, FOODS)
    assert set(query) <= OURS
    assert request_of(query, TODAY) == request


def test_what_is_as_usual_is_left_out():
    assert set(query_of(HERS, FOODS)) == {"start", "foods"}
    assert request_of({}, TODAY) == Request(Person(), Preferences(), TODAY)


def test_names_are_those_of_the_command_line_and_units_are_read():
    asked = {"height-cm": ["5 ft 5 in"], "half-year": ["2"], "stage": ["lactating"], "supplement": ["iron 30 mg lunch"]}
    person = request_of(asked, TODAY).person
    assert (person.half_year, round(person.height_cm, 1)) == (2, 165.1)
    assert person.supplements[0].meal == "lunch"


def test_twins_a_medicine_and_lactose_go_along():
    her = Request(Person(twins=True, conditions=["ace_inhibitor"]), Preferences(without=["lactose", "lupin"]), TODAY)
    query = query_of(her, FOODS)
    assert (query["condition"], query["without"]) == (["ace_inhibitor"], ["lactose", "lupin"])
    assert request_of(query, TODAY) == her


def test_a_link_from_before_still_asks_for_kidneys_and_medicines_together():
    person = request_of({"condition": ["kidney_potassium"], "stage": ["pregnant"]}, TODAY).person
    assert person.conditions == ("kidney_potassium",) and not person.twins


def test_her_kitchen_goes_along_by_the_names_of_the_command_line():
    kitchen = Preferences(
        kitchens=["plain", "latin"], minutes=(30, 120), leftovers="many", season="11", region="south", at_home=["kefir"]
    )
    query = query_of(Request(Person(), kitchen, TODAY), FOODS)
    assert {key: query[key] for key in query if key not in ("start", "foods")} == {
        "kitchen": ["plain", "latin"], "minutes": ["30,120"], "leftovers": ["many"], "season": ["11"],
        "region": ["south"], "at-home": ["kefir"],
    }  # fmt: skip
    assert request_of(query, TODAY).preferences == kitchen
    assert request_of({"season": ["Nov"], "minutes": ["50"]}, TODAY).preferences == Preferences(season=11, minutes=50)


def test_other_hours_of_meals_go_along():
    late = Request(Person(), Preferences(hours={"dinner": "20:15"}), TODAY)
    assert query_of(late, FOODS)["dinner"] == ["20:15"]
    assert request_of(query_of(late, FOODS), TODAY) == late


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"age": ["9"]}, "at least 14"),
        ({"age": ["thirty"]}, "age is 'thirty': it must be a whole number"),
        ({"days": ["90"]}, "plan 1 to 14 days"),
        ({"start": ["soon"]}, "write it like 2026-11-23"),
        ({"start": ["0001-01-01"]}, "take a year from 1900"),
        ({"stage": ["asleep"]}, "stage is 'asleep'"),
        ({"tea": ["25:00"]}, "not an hour of the day"),
        ({"sex": ["male"], "trimester": ["2"]}, "trimester"),
        ({"minutes": ["soon"]}, "minutes is 'soon': give 10 to 300"),
        ({"season": ["soon"]}, "season is 'soon': give a month"),
        ({"kitchen": ["martian"]}, "kitchens.0 is 'martian'"),
        ({"supplement": ["some iron"]}, "can't be read as a supplement"),
    ],
)
def test_what_can_not_be_is_said_in_one_sentence(asked, says):
    with pytest.raises(planner.PlannerError, match=says):
        request_of(asked, TODAY)


def test_a_plan_changed_by_hand_comes_back_plate_by_plate(week):
    mine = skip(lock(week, week.days[2].date, "dinner"), week.days[4].date, "lunch")
    query = query_of(HERS, FOODS, mine)
    again = plan_of(query, request_of(query, TODAY), FOODS)
    assert (again.days, again.skipped, again.shortfalls) == (mine.days, mine.skipped, mine.shortfalls)
    assert again.solver.objective == pytest.approx(mine.solver.objective, abs=0.06)
    assert again.solver.bound == pytest.approx(mine.solver.bound, abs=0.06)


def test_the_link_of_a_week_changed_by_hand_has_at_most_300_characters(week):
    person = Person(age=28, week=31, height="170 cm", weight="68 kg")
    her = Request(person, week.preferences, date(2026, 11, 23), seed=12)
    mine = skip(lock(week, week.days[2].date, "dinner"), week.days[4].date, "lunch")
    assert len("?" + urlencode(query_of(her, FOODS, mine), doseq=True)) <= 300


def test_a_plan_is_shared_without_what_she_said_of_herself(week):
    iron = prescribed("iron 30 mg lunch")
    her = Request(
        Person(age=41, week=31, conditions=["kidney_potassium"], supplements=[iron], twins=True),
        Preferences(without=["lactose"], targets=["calcium 1200 mg: bones"], hours={"dinner": "18:15"}),
        date(2026, 11, 23),
    )
    days = tuple(replace(day, meals=tuple(_at(meal, "18:15") for meal in day.meals)) for day in week.days)
    late = replace(week, person=her.person, preferences=her.preferences, days=days)
    said = health_words(her)
    named = ("41 years", "kidney potassium", "twins", "iron 30 mg", "calcium", "no lactose")
    assert [words for words in named if words not in said] == []
    bare = without_answers(query_of(her, FOODS, late), late)
    assert set(bare) == {"start", "foods", "menu", "shared", "dinner"}
    request = request_of(bare, TODAY)
    assert request.person == Person() and not request.preferences.without
    assert plan_of(bare, request, FOODS).days == late.days


def _at(meal, hour):
    return replace(meal, time=hour) if meal.slot == "dinner" else meal


@pytest.mark.slow
@given(st.text(max_size=300))
@example("AAAA")
@example("A" * 3000)
def test_a_mangled_menu_gives_one_sentence_or_nothing(menu):
    found, said = tried(lambda: plan_of({"menu": [menu]}, HERS, FOODS))
    assert found is None and bool(said) == bool(menu) and "\n" not in said


def test_a_menu_cut_off_is_said_in_one_sentence(week):
    query = query_of(HERS, FOODS, week)
    with pytest.raises(planner.PlannerError, match="the link is cut off"):
        plan_of({**query, "menu": [query["menu"][0][:-9]]}, HERS, FOODS)


def test_a_dish_of_no_template_goes_along_with_all_plates(week):
    first, *others = week.days
    odd = replace(first.meals[0].dishes[0], dish="by_hand")
    breakfast = replace(first.meals[0], dishes=(odd,))
    mine = replace(week, days=(replace(first, meals=(breakfast, *first.meals[1:])), *others))
    query = query_of(HERS, FOODS, mine)
    assert "menu" not in query and len(query["plates"][0]) < LONGEST / 4
    assert plan_of(query, HERS, FOODS).days == mine.days


def test_a_link_of_before_opens_plate_by_plate(week):
    mine = skip(lock(week, week.days[2].date, "dinner"), week.days[4].date, "lunch")
    again = plan_of({"plates": [pack_plates(mine)]}, HERS, FOODS)
    assert to_json(again) == to_json(mine)


def test_a_leftover_comes_back_with_the_meal_that_it_was_cooked_at():
    query = query_of(HERS, FOODS, TWICE)
    again = plan_of(query, HERS, FOODS)
    assert again.days == TWICE.days and again.days[1].meals[0].dishes[0].leftover_of == (date(2026, 11, 23), "dinner")


def test_plates_that_were_packed_before_there_were_leftovers_open():
    had = ["habit", 1, "tea", "Black tea", [["tea_black", 1]], "15:00"]
    older = {**WHOLE, "days": [["2026-11-23", [A_MEAL, had]]]}
    breakfast, tea = plan_of({"plates": [packed(older)]}, HERS, FOODS).days[0].meals
    assert (breakfast.time, tea.time) == ("07:30", "15:00")
    assert not breakfast.dishes[0].leftover_of and not tea.dishes[0].leftover_of


@pytest.mark.parametrize("source", [["2026-11-22", "dinner"], ["2026-11-23", "breakfast"], ["2026-11-23"], [[], {}]])
def test_a_leftover_of_nothing_is_said_in_one_sentence(source):
    with pytest.raises(planner.PlannerError) as error:
        plan_of({"plates": [packed({**WHOLE, "days": [["2026-11-23", [[*A_MEAL, source]]]]})]}, HERS, FOODS)
    assert "\n" not in str(error.value)


def test_a_link_without_plates_holds_no_plan():
    assert plan_of(query_of(HERS, FOODS), HERS, FOODS) is None


def packed(document):
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(document).encode())).decode()


BOMB = base64.urlsafe_b64encode(zlib.compress(b"[" * 2_000_000, 9)).decode()
A_MEAL = ["breakfast", 0, "fruit_and_nuts", "Apple", [["apple", 1]]]
WHOLE = {"days": [["2026-11-23", [A_MEAL]]], "skipped": [], "solver": [1, 1, 0, 0], "shortfalls": []}
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def tried(call):
    """What comes of a call, and what it says if it can't be."""
    try:
        return call(), ""
    except planner.PlannerError as error:
        return None, str(error)


@pytest.mark.slow
@given(st.one_of(st.text(max_size=300), VALUES.map(packed)))
@example(BOMB)
@example("A" * (LONGEST + 1))
@example(packed({**WHOLE, "days": [["2026-11-23", [["breakfast", 0, "x", "y", [["nothing", 1]]]]]]}))
@example(packed({**WHOLE, "days": [["2026-11-23", [["breakfast", 0, "x", "y", [["apple", -1]]]]]]}))
@example(packed({**WHOLE, "days": [["2026-11-23", [["breakfast", 0, "x", "y", [["apple", float("inf")]]]]]]}))
def test_mangled_plates_give_one_sentence_or_nothing(plates):
    found, said = tried(lambda: plan_of({"plates": [plates]}, HERS, FOODS))
    assert found is None
    assert bool(said) == bool(plates) and "\n" not in said


@given(st.dictionaries(st.sampled_from(sorted(OURS)), st.lists(st.text(max_size=20), max_size=3)))
def test_a_mangled_link_gives_one_sentence_or_a_request(query):
    found, said = tried(lambda: request_of(query, TODAY))
    assert "\n" not in said and (said or 1 <= found.days <= 14)
    assert table_of(query)[0] >= 0


def opened(**query):
    at = AppTest.from_file(str(APP), default_timeout=300)
    for key, value in query.items():
        at.query_params[key.replace("_", "-")] = value
    return at.run()


def plan_in(at):
    assert not at.exception
    return at.session_state["planned"].plan


def test_a_link_opens_her_plan_and_the_form_shows_her_answers():
    at = opened(stage="lactating", age="28", height_cm="170", diet="vegetarian", days="1", start="2026-12-24")
    plan = plan_in(at)
    assert (plan.person.stage, plan.person.age, plan.preferences.diet) == ("lactating", 28, "vegetarian")
    assert plan.days[0].date == date(2026, 12, 24)
    with_form(at)
    assert at.selectbox(key="stage").value == "Nursing 0–6 months"
    assert at.text_input(key="height").value == "170 cm"
    assert not at.warning


def test_a_lock_outlives_a_reload():
    at = opened(days="1", start="2026-11-23")
    at.button(key="lock_2026-11-23").click().run()
    again = opened(**dict(at.query_params))
    assert plan_in(again).days == plan_in(at).days
    assert all(meal.locked for meal in plan_in(again).days[0].meals)


@pytest.mark.slow
def test_another_week_outlives_a_reload_and_the_next_is_yet_another():
    at = opened(days="1", start="2026-11-23")
    at.button(key="another").click().run()
    again = opened(**dict(at.query_params))
    assert plan_in(again).days == plan_in(at).days
    assert plan_in(again).seed == 1
    again.button(key="another").click().run()
    assert plan_in(again).seed == 2 and plan_in(again).days != plan_in(at).days


def test_going_back_in_the_browser_takes_the_last_answers_back(monkeypatch):
    monkeypatch.setattr("planner.app.session.session_plan.ADDRESS_DELAY", 0.0)
    at = opened(days="1", start="2026-11-23")
    first, before = dict(at.query_params), to_json(plan_in(at))
    with_form(at).number_input(key="age").set_value(41)
    sent(at)
    assert plan_in(at).person.age == 41 and at.query_params["age"] == "41"
    at.query_params.clear()
    at.query_params.update(first)
    at.run()
    assert to_json(plan_in(at)) == before
    assert with_form(at).number_input(key="age").value == 30


def test_an_address_still_on_its_way_undoes_nothing():
    at = opened(days="1", start="2026-11-23")
    first = dict(at.query_params)
    with_form(at).number_input(key="age").set_value(41)
    sent(at)
    at.query_params.clear()
    at.query_params.update(first)
    at.run()
    assert plan_in(at).person.age == 41 and at.query_params["age"] == "41"


def test_a_broken_link_is_said_and_a_usual_week_is_there():
    at = opened(age="9", days="1")
    assert at.warning[0].value.startswith("The link can't be followed\\: age is 9")
    assert len(plan_in(at).days) == 7
    assert "age" not in at.query_params


def test_a_link_made_with_another_food_table_says_so():
    at = opened(days="1", foods="1-00000000")
    assert "another food table" in at.warning[0].value
    assert len(plan_in(at).days) == 1
