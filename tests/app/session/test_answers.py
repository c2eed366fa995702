"""The form shows what an opened plan was made from, and asks for the same again."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.week.answers_form import OPEN
from planner.app.session.answers import STAGES, answers_of, carried_over, request_of
from planner.app.session.plan_request import Request
from planner.person.client_targets import ClientTarget
from planner.person.person import Person, Preferences
from planner.person.supplements import Supplement
from planner.reference.nutrients import nutrients
from tests import ROOT
from tests.app.answers import with_form
from tests.people import anyone

FOODS = planner.load_foods()
START = date(2026, 11, 23)


def again(request):
    """What the form asks for when it shows a request and nobody types."""
    return carried_over(request, request_of(answers_of(request)))


@pytest.mark.parametrize("seed", range(25))
def test_the_form_asks_for_what_it_shows(seed):
    request = Request(*anyone(seed, FOODS), START, 5, seed)
    assert again(request) == request


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_shown(stage):
    request = Request(Person(**STAGES[stage]), Preferences(), START)
    assert answers_of(request)["stage"] == stage
    assert request_of(answers_of(request)) == request


@pytest.mark.parametrize("nutrient", [key for key, one in nutrients().items() if one.group != "other"])
def test_a_line_of_tablets_or_targets_means_what_it_was_made_from(nutrient):
    person, preferences = Person(), Preferences()
    for amount in (0.5, 12.25, 770.0, 2200.0):
        for given in ({"target": amount}, {"upper": amount}, {"target": amount, "upper": 2 * amount}):
            for kind, part in ((Supplement, {"amount": amount, "meal": "evening_snack"}), (ClientTarget, given)):
                try:
                    one = kind(nutrient=nutrient, **part)
                    if kind is Supplement:
                        person = Person(supplements=[one])
                    else:
                        system = "efsa" if nutrient == "vitamin_a_re_ug" else "dri"
                        preferences = Preferences(targets=[one], system=system)
                except planner.PlannerError:  # no such tablet or target
                    continue
                request = Request(person, preferences, START)
                assert request_of(answers_of(request)) == request
    assert person.supplements or preferences.targets or nutrient in ("folate_ug", "water_g")


def test_what_the_form_has_no_place_for_stays_until_an_answer_makes_it_void():
    hers = Person(week=30, height_cm=165.123456789, supplements=[{"nutrient": "magnesium", "amount": 1 / 3}])
    request = Request(hers, Preferences(hours={"breakfast": "06:00"}, tea=["8:05"]), START, 3, 2)
    answers = answers_of(request)
    asked = carried_over(request, request_of({**answers, "age": 31, "days": 2}))
    assert asked == replace(request, person=hers.model_copy(update={"age": 31}), days=2)
    later = carried_over(request, request_of({**answers, "stage": "Nursing 0–6 months", "height": "166 cm"}))
    assert (later.person.week, later.person.half_year, later.person.height_cm) == (None, 1, 166.0)
    assert later.preferences.hours["breakfast"] == "06:00" and later.person.supplements == hers.supplements
    assert request_of({**answers, "tea": ["08:05", "9:10"]}).preferences.tea == ("08:05", "09:10")


def test_the_month_of_the_season_stays_until_she_says_otherwise():
    request = Request(Person(), Preferences(season="5"), START)
    answers = answers_of(request)
    assert answers["season"] is True and again(request) == request
    assert carried_over(request, request_of({**answers, "season": False})).preferences.season == "off"
    assert request_of(answers).preferences.season == "date"


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        ((None, 75), "the minutes in the kitchen are empty: give 10 to 300"),
        ((45, 5), r"minutes is \(45, 5\): give 10 to 300"),
    ],
)
def test_minutes_that_can_not_be_are_one_sentence(minutes, sentence):
    answers = answers_of(Request(Person(), Preferences(), START))
    with pytest.raises(planner.PlannerError, match=sentence):
        request_of({**answers, "minutes_weekday": minutes[0], "minutes_weekend": minutes[1]})


def form_script():
    from planner.app.pages.week.answers_form import answers_row

    answers_row()


def filled_script():
    import streamlit as st

    from planner.app.pages.week.answers_form import answers_row
    from planner.app.session.plan_request import fill_form

    if opened := st.session_state.pop("opened", None):
        fill_form(opened)
    answers_row()


def opened(at):
    """The form is open over the page, with the groups that were opened in it."""
    at.session_state[OPEN] = True
    return at.run()


def sent(at):
    at = at.button(key="plan_these_days").click().run()
    assert not at.exception and not at.warning
    return at.session_state["asked"]


def test_the_form_begins_with_the_third_trimester():
    at = opened(AppTest.from_function(form_script))
    asked = sent(at)
    assert (asked.person, asked.preferences, asked.days) == (Person(), Preferences(), 7)


def test_an_opened_plan_fills_the_form_and_is_asked_for_again():
    person = Person(
        age=41, week=30, height="5 ft 5 in", weight="137 lb", activity="active", twins=True,
        conditions=["nausea", "ace_inhibitor"],
        supplements=[{"nutrient": "folic acid", "amount": 400, "meal": "dinner"}],
    )  # fmt: skip
    preferences = Preferences(
        system="efsa", diet="vegetarian", without=["lactose", "tree_nuts"], exclude=["sweet"], allow=["jam"],
        favourites=["banana"], pairings="measured", coffee=["06:20"], chocolate=["15:00"], energy_kcal=2345.5,
        targets=["calcium 1200 mg: bones: see *x*", "sodium 1500-2300 mg"], hours={"dinner": "18:15"},
        at_home=["banana"], kitchens=["plain", "asian"], minutes=(30, 120), leftovers="many", season="5",
        region="south",
    )  # fmt: skip
    at = AppTest.from_function(filled_script)
    at.session_state["opened"] = Request(person, preferences, date(2011, 2, 3), 9, -4)
    at = with_form(at)
    assert not at.exception and not at.warning
    assert at.selectbox(key="stage").value == "Third trimester" and at.text_input(key="height").value == "165.1 cm"
    assert at.multiselect(key="coffee").value == ["06:20"] and at.checkbox(key="nausea").value
    assert at.checkbox(key="ace_inhibitor").value and at.checkbox(key="twins").value
    assert at.multiselect(key="without").value == ["lactose", "tree_nuts"]
    assert at.multiselect(key="kitchens").value == ["plain", "asian"]
    assert at.multiselect(key="at_home").value == ["banana"]
    assert (at.number_input(key="minutes_weekday").value, at.number_input(key="minutes_weekend").value) == (30, 120)
    assert at.radio(key="leftovers").value == "Often cook dinner for the next lunch too"
    assert at.checkbox(key="season").value and at.radio(key="region").value == "South of the equator"
    assert at.text_area(key="supplements").value == "folic acid 400 µg dinner"
    assert sent(at) == Request(person, preferences, date(2011, 2, 3), 9, -4)
    opened(at)
    at.number_input(key="age").set_value(42)
    at.selectbox(key="stage").select("Second trimester")
    asked = sent(at)
    assert (asked.person.age, asked.person.week, asked.person.trimester) == (42, None, 2)
    assert asked.preferences == preferences


def test_what_is_behind_the_fold_counts_though_nobody_opened_it():
    at = AppTest.from_function(filled_script)
    asked = Request(Person(week=8), Preferences(diet="vegan", tea=["15:00"]), START, 3, 1)
    at.session_state["opened"] = asked
    opened(at)
    assert not at.multiselect
    assert sent(at) == asked


def test_another_plan_takes_the_place_of_the_first_in_the_form():
    at = AppTest.from_function(filled_script)
    at.session_state["opened"] = Request(Person(week=8), Preferences(tea=["15:00"]), START, 3, 1)
    at.run()
    at.session_state["opened"] = Request(Person(sex="male", age=50), Preferences(), START, 2, 0)
    assert sent(opened(at)) == Request(Person(sex="male", age=50), Preferences(), START, 2, 0)


def test_a_kept_plan_that_is_opened_shows_its_answers():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
    with_form(at)
    at.number_input(key="days").set_value(1)
    at.multiselect(key="tea").set_value(["15:10"])
    at.button(key="plan_these_days").click().run()
    kept = at.session_state["planned"].plan
    at.session_state["kept"] = True  # the box is open
    at.run().text_input(key="keep_name").set_value("tea at ten past three")
    at.button(key="keep_it").click().run()
    opened(at)
    at.multiselect(key="tea").set_value([])
    at.number_input(key="days").set_value(2)
    at.button(key="plan_these_days").click().run()
    assert len(at.session_state["planned"].plan.days) == 2
    next(button for button in at.button if str(button.key).startswith("open_plan_")).click().run()
    assert not at.exception
    assert at.session_state["planned"].plan.days == kept.days
    opened(at)
    assert (at.multiselect(key="tea").value, at.number_input(key="days").value) == (["15:10"], 1)
