"""The dashboard without a browser: every page runs, bad input leaves what is there."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.week.day_cards import OPENED
from planner.app.session.address import query_of, without_answers
from planner.app.session.plan_request import Request
from planner.assessment.verdict import QUIET, verdict_of
from tests import ROOT
from tests.app.answers import sent, with_form
from tests.plan_files import TWICE

APP = ROOT / "app.py"
SECONDS = 300


def words(at: AppTest) -> str:
    """All text on the page."""
    shown = [*at.markdown, *at.title, *at.header, *at.error, *at.success, *at.warning, *at.info]
    return "\n".join(str(element.value) for element in shown)


def day_lines(at: AppTest) -> list[str]:
    """What stands on the line of each day that is to be opened."""
    return [box.label for box in at.expander if "day\\n" in box.label or "data:image" in box.label]


@pytest.fixture
def week_page():
    """The start page as it opens, with all of the form in view."""
    return with_form(AppTest.from_file(str(APP), default_timeout=SECONDS))


def test_first_load_shows_seven_days(week_page):
    assert not week_page.exception
    assert [h.value for h in week_page.title] == ["A week of meals"]
    assert len(day_lines(week_page)) == 6  # today stands open over them
    assert any("reach their targets on all seven days" in m.value for m in week_page.markdown)
    assert len(week_page.get("download_button")) == 1
    week_page.session_state["documents"] = True
    assert len(week_page.run().get("download_button")) == 6


def test_a_card_says_what_is_cooked_once_and_eaten_twice():
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    hers = Request(TWICE.person, TWICE.preferences, TWICE.days[0].date, 2)
    at.query_params.update(query_of(hers, TWICE.foods, TWICE))
    at.session_state[OPENED] = {TWICE.days[1].date}
    at.run()
    assert not at.exception and not at.warning[1:]
    title = TWICE.days[0].meals[0].dishes[0].title
    dinner, lunch = (m.value for m in at.markdown if m.value.startswith(f"**{title}**"))
    assert dinner.splitlines()[0].rstrip() == f"**{title}**"
    assert dinner.splitlines()[1].startswith(":small[:gray[cooked for two meals")
    assert lunch.splitlines()[1].startswith(":small[:gray[from Monday's dinner, 5 min")
    minutes = [button.label for button in at.button if button.label.startswith("Cook it")]
    assert len(minutes) == 2 and "Cook it, 5 min" in minutes


def test_a_shared_plan_says_so_until_she_plans_for_herself():
    hers = Request(planner.Person(age=44), TWICE.preferences, TWICE.days[0].date, 2)
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.query_params.update(without_answers(query_of(hers, TWICE.foods, TWICE), TWICE))
    at.run()
    for _ in range(2):
        assert not at.exception and "Somebody shared this plan. Your answers, such as allergies," in words(at)
        assert "shared" in at.query_params, "a reload says it again"
        assert not at.warning, "it is not judged by the targets of nobody"
        assert "change_answers" not in [button.key for button in at.button]
        at.button(key=f"lock_{TWICE.days[0].date}").click().run()
    shared = at.session_state["planned"].plan
    at.button(key="plan_for_me").click().run()
    assert not at.exception and "Somebody shared" not in words(at) and "shared" not in at.query_params
    assert at.button(key="question_next").label == "Next", "she is asked as on a first visit"
    mine = at.session_state["planned"].plan
    assert mine.days[0].date == date.today() and len(mine.days) == 7 and mine.days != shared.days


def test_her_kitchen_goes_into_the_plan(week_page):
    week_page.number_input(key="days").set_value(1)
    week_page.multiselect(key="kitchens").set_value(["mediterranean"])
    week_page.multiselect(key="at_home").set_value(["kefir"])
    week_page.number_input(key="minutes_weekday").set_value(60)
    week_page.radio(key="leftovers").set_value("Cook every meal afresh")
    week_page.checkbox(key="season").uncheck()
    sent(week_page)
    assert not week_page.exception
    hers = week_page.session_state["planned"].plan.preferences
    assert (hers.kitchens, hers.at_home, hers.minutes) == (("mediterranean",), ("kefir",), (60, 75))
    assert (hers.leftovers, hers.season, hers.region) == ("none", "off", "north")
    assert week_page.query_params["minutes"] == "60,75" and week_page.query_params["at-home"] == "kefir"


def test_a_bad_age_is_said_in_the_form_and_the_plan_stays(week_page):
    before = week_page.session_state["planned"]
    week_page.number_input(key="age").set_value(60)
    sent(week_page)
    assert not week_page.exception
    assert "60" in week_page.warning[0].value and week_page.number_input(key="age").value == 60
    assert week_page.session_state["planned"] is before


def test_another_stage_brings_another_plan(week_page):
    week_page.selectbox(key="stage").select("Nursing 0–6 months")
    week_page.number_input(key="days").set_value(1)
    week_page.text_input(key="height").set_value("5 ft 5 in")
    sent(week_page)
    assert not week_page.exception
    plan = week_page.session_state["planned"].plan
    assert (plan.person.stage, plan.person.half_year) == ("lactating", 1)
    assert plan.person.height_cm == pytest.approx(165.1)
    assert len(plan.days) == 1


def test_a_man_is_planned_for(week_page):
    week_page.selectbox(key="stage").select("Neither (man)")
    week_page.number_input(key="days").set_value(1)
    sent(week_page)
    plan = week_page.session_state["planned"].plan
    assert (plan.person.stage, plan.person.sex) == ("adult", "male")


def test_a_condition_sends_to_the_doctor_and_potassium_is_not_pushed(week_page):
    assert not week_page.info
    week_page.number_input(key="days").set_value(1)
    week_page.checkbox(key="kidney_potassium").check()
    week_page.checkbox(key="gestational_diabetes").check()
    sent(week_page)
    assert not week_page.exception
    assert week_page.session_state["planned"].plan.person.conditions == ("gestational_diabetes", "kidney_potassium")
    text = words(week_page)
    assert any(box.label.startswith("**Ask your doctor first:** ") for box in week_page.expander)
    assert "Ask your doctor how much is right for you." in text
    assert "The plan of your diabetes team goes first." in text
    assert "Potassium is not pushed" in text
    assert "potassium at most 2,900 mg" in text
    report = week_page.session_state["planned"].report
    assert "short" not in set(report.loc[report["nutrient"] == "potassium_mg", "status"])


def test_a_medicine_that_is_not_meant_for_pregnancy_stands_first(week_page):
    week_page.checkbox(key="ace_inhibitor").check()
    week_page.checkbox(key="twins").check()
    week_page.multiselect(key="without").set_value(["lactose"])
    sent(week_page)
    assert not week_page.exception
    (first,) = week_page.error
    assert first.title == "Phone today" and "do not stop by yourself" in first.value
    assert any(box.label.startswith("**Ask your doctor first:** twins or more") for box in week_page.expander)
    assert "**Twins or more.**" in words(week_page)
    plan = week_page.session_state["planned"].plan
    assert plan.person.twins and plan.preferences.without == ("lactose",)


def test_an_energy_target_far_under_the_estimate_gives_a_sentence_and_one_under_it_a_warning(week_page):
    before = week_page.session_state["planned"]
    week_page.text_input(key="energy").set_value("1200 kcal")
    sent(week_page)
    assert not week_page.exception and "is far under the 2,824 kcal estimated for her" in week_page.warning[0].value
    assert week_page.session_state["planned"] is before
    with_form(week_page).text_input(key="energy").set_value("2300 kcal")
    sent(week_page)
    assert "2,300 of 2,824 kcal a day, 81 %" in words(week_page)


def test_what_is_liked_prescribed_and_had_anyway_goes_into_the_plan(week_page):
    week_page.text_area(key="supplements").set_value("magnesium 250 mg dinner\nvitamin D 600 IU")
    week_page.multiselect(key="favourites").set_value(["walnuts"])
    week_page.multiselect(key="spinach").set_value(["09:00"])
    sent(week_page)
    assert not week_page.exception
    plan = week_page.session_state["planned"].plan
    assert plan.person.supplement_amounts() == {"magnesium_mg": 250, "vitamin_d_ug": 15}
    assert (plan.preferences.favourites, plan.preferences.spinach) == (("walnuts",), ("09:00",))
    assert "magnesium 250 mg with dinner and vitamin D 15 µg with breakfast" in words(week_page)


def test_what_a_dietitian_sets_is_planned_and_said_with_its_note_as_plain_text(week_page):
    week_page.text_area(key="targets").set_value("calcium 1250 mg: **bones** [see](x)\n\nsodium at most 2300 mg")
    sent(week_page)
    assert not week_page.exception
    plan = week_page.session_state["planned"].plan
    assert plan.targets.loc[["calcium_mg", "sodium_mg"], "note"].to_list() == ["**bones** [see](x)", ""]
    text = words(week_page)
    assert "Set by your dietitian" in text and "calcium 1,250 mg" in text
    assert r"\*\*bones\*\* \[see\](x)" in text and "**bones**" not in text


def test_a_supplement_typed_wrongly_gives_a_sentence(week_page):
    before = week_page.session_state["planned"]
    week_page.text_area(key="supplements").set_value("magnesium, a lot")
    sent(week_page)
    assert not week_page.exception
    assert "'magnesium, a lot' can't be read as a supplement" in week_page.warning[0].value
    assert week_page.session_state["planned"] is before


def test_the_verdict_names_what_falls_short():
    plan = planner.plan_week(planner.Person(), start=date(2026, 11, 23), days=1)
    checks = planner.audit(plan)
    assert verdict_of(plan, checks).holds
    row = checks.index[(checks["rule"] == "cramp minerals") & (checks["subject"] == "magnesium_mg")][0]
    checks.loc[row, ["holds", "value"]] = [False, 320.0]
    said = verdict_of(plan, checks)
    assert not said.holds
    first, second = said.line.split(". ")[:2]
    assert first.startswith("Not everything holds: cramp minerals (magnesium), so swap a dish")
    assert second == "Calcium and potassium reach their targets on this day; magnesium does not"
    assert said.shortfalls == ("Magnesium falls short on Monday: 320 mg of 350 mg, 91 % of the target.",)


def test_the_verdict_speaks_of_a_limit_where_potassium_is_watched():
    plan = planner.plan_week(planner.Person(conditions=["kidney_potassium"]), start=date(2026, 11, 23), days=1)
    checks = planner.audit(plan)
    rows = (checks["rule"] == "cramp minerals") & (checks["subject"] == "potassium_mg")
    checks.loc[rows, "value"] = 2600.0
    said = verdict_of(plan, checks)
    assert "Calcium and magnesium reach their targets on this day." in said.line
    assert "Potassium is not pushed: 2,600 mg of at most 2,900 mg." in said.line
    assert "potassium at most 2,900 mg" in said.targets
    checks.loc[rows, ["holds", "value"]] = [False, 3000.0]
    said = verdict_of(plan, checks)
    assert "Potassium is too high on Monday: 3,000 mg of at most 2,900 mg." in said.shortfalls


def test_the_verdict_is_silent_on_what_nobody_misses():
    plan = planner.plan_week(planner.Person(), start=date(2026, 11, 23), days=1)
    checks = planner.audit(plan)
    quiet = checks["subject"].isin(QUIET)
    assert quiet.sum() > 1
    checks["holds"] = ~quiet
    assert verdict_of(plan, checks).wishes == verdict_of(plan, checks.assign(holds=True)).wishes
    row = checks.index[(checks["rule"] == "meal shares") & (checks["slot"] == "breakfast")][0]
    checks.loc[row, ["holds", "value"]] = [False, 0.17]
    assert verdict_of(plan, checks).shortfalls == (
        "Breakfast on Monday brings 17 % of the day's energy, where 20 to 35 % are meant.",
    )


def first_visit() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=SECONDS).run()


def asked(at: AppTest) -> str:
    """Which of the three questions is asked, such as "1 of 3"; empty if none is."""
    return next((m.value[7:-1] for m in at.markdown if m.value.endswith(" of 3]")), "")


def test_a_first_visit_asks_three_questions_one_at_a_time_and_plans_what_was_said():
    at = first_visit()
    assert asked(at) == "1 of 3" and at.session_state["planned"].plan.days
    at.number_input(key="question_week").set_value(9)
    at.button(key="question_next").click().run()
    assert asked(at) == "2 of 3"
    at.segmented_control(key="question_diet").set_value("Vegan")
    at.pills(key="question_without").set_value(["peanuts"])
    at.button(key="question_next").click().run()
    assert asked(at) == "3 of 3"
    at.checkbox(key="question_nausea").check()
    at.button(key="question_next").click().run()
    assert not at.exception and asked(at) == ""
    plan = at.session_state["planned"].plan
    assert (plan.person.week, plan.person.trimester, plan.person.conditions) == (9, 1, ("nausea",))
    assert (plan.preferences.diet, plan.preferences.without) == ("vegan", ("peanuts",))
    assert with_form(at).selectbox(key="diet").value == "Vegan"


def test_every_question_can_be_skipped_and_the_week_stays():
    at = first_visit()
    before = at.session_state["planned"]
    for _ in range(3):
        at.button(key="question_skip").click().run()
    assert not at.exception and asked(at) == ""
    assert at.session_state["planned"] is before


def test_what_can_not_go_together_is_said_where_it_was_asked():
    at = first_visit()
    at.segmented_control(key="question_place").set_value("Neither (woman)")
    at.button(key="question_next").click().run()
    at.button(key="question_skip").click().run()
    at.checkbox(key="question_twins").check()
    at.button(key="question_next").click().run()
    assert not at.exception and asked(at) == "3 of 3"
    assert "Twins belong to stage pregnant or lactating" in at.warning[0].value


def test_a_link_is_asked_nothing():
    at = AppTest.from_file(str(APP), default_timeout=SECONDS)
    at.query_params.update({"age": "28", "days": "1"})
    assert asked(at.run()) == ""
