"""The dashboard without a browser: every page runs, bad input leaves what is there."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.food_changes import as_csv, differences, editable, in_words, merged
from planner.app.verdict import verdict

APP = Path(__file__).resolve().parents[1] / "app.py"
SECONDS = 60


def words(at: AppTest) -> str:
    """All text on the page."""
    shown = [*at.markdown, *at.title, *at.header, *at.error, *at.success, *at.warning, *at.info]
    return "\n".join(str(element.value) for element in shown)


@pytest.fixture(scope="module")
def week_page():
    """The start page as it opens; tests that change it come after those that read it."""
    return AppTest.from_file(str(APP), default_timeout=SECONDS).run()


def foods_script():
    from planner.app import food_table

    food_table.page()


def why_script():
    from planner.app import why

    why.page()


@pytest.fixture
def foods_page():
    return AppTest.from_function(foods_script, default_timeout=SECONDS).run()


def test_first_load_shows_seven_days(week_page):
    assert not week_page.exception
    assert [h.value for h in week_page.title] == ["A week of meals against leg cramps"]
    days = [m.value for m in week_page.markdown if m.value.startswith("### ")]
    assert len(days) == 7
    assert "on all seven days" in week_page.success[0].value
    assert len(week_page.get("vega_lite_chart")) == 3
    assert len(week_page.get("download_button")) == 3


def test_a_bad_age_is_said_and_the_plan_stays(week_page):
    before = week_page.session_state["planned"]
    week_page.number_input(key="age").set_value(60)
    week_page.button(key="plan_these_days").click().run()
    assert not week_page.exception
    assert "60" in week_page.warning[0].value
    assert "from before" in week_page.warning[0].value
    assert week_page.session_state["planned"] is before
    week_page.number_input(key="age").set_value(30)


def test_another_stage_brings_another_plan(week_page):
    week_page.selectbox(key="stage").select("Nursing 0–6 months")
    week_page.number_input(key="days").set_value(1)
    week_page.text_input(key="height").set_value("5 ft 5 in")
    week_page.button(key="plan_these_days").click().run()
    assert not week_page.exception
    plan = week_page.session_state["planned"].plan
    assert (plan.person.stage, plan.person.half_year) == ("lactating", 1)
    assert plan.person.height_cm == pytest.approx(165.1)
    assert len(plan.days) == 1


def test_why_page_opens_with_the_doctor():
    at = AppTest.from_function(why_script, default_timeout=SECONDS).run()
    assert not at.exception
    assert at.header[0].value == "When to see a doctor first"
    text = words(at)
    assert "One leg, or one calf, is swollen" in text
    assert "not a medical device" in text
    at.text_input(key="source_search").set_value("heaney").run()
    assert all("heaney" in str(row).lower() for row in at.dataframe[0].value.to_dict("records"))


def test_food_table_can_be_searched(foods_page):
    foods_page.text_input(key="look_search").set_value("buckwheat").run()
    names = foods_page.dataframe[0].value["name"]
    assert len(names) > 0
    assert all("buckwheat" in name.lower() for name in names)


def test_foods_high_in_calcium_per_serving_come_first(foods_page):
    foods_page.selectbox(key="high_in").select("Calcium (mg)").run()
    calcium = foods_page.dataframe[0].value["calcium_mg"].dropna()
    assert calcium.is_monotonic_decreasing


def test_a_broken_upload_leaves_the_table_in_use(foods_page):
    at = foods_page.radio(key="food_view").set_value("Bring your own").run()
    raw = planner.load_foods().to_csv().replace(",42,3.37,", ",-42,3.37,", 1).encode()
    at.file_uploader[0].upload("broken.csv", raw)
    at.button(key="use_file").click().run()
    assert not at.exception
    assert "energy\\_kcal" in at.error[0].value
    assert "broken.csv\\:2" in at.error[0].value
    assert "foods" not in at.session_state


def test_a_sound_upload_is_used_and_can_be_given_back(foods_page):
    at = foods_page.radio(key="food_view").set_value("Bring your own").run()
    raw = planner.load_foods().to_csv().replace(",42,3.37,", ",43,3.37,", 1).encode()
    at.file_uploader[0].upload("mine.csv", raw)
    at.button(key="use_file").click().run()
    assert not at.exception
    assert at.session_state["foods"].name == "mine.csv"
    assert "1 cell changed in 1 food" in at.success[0].value
    next(button for button in at.button if button.label.startswith("Back")).click().run()
    assert "foods" not in at.session_state


def test_edits_are_checked_before_they_count(foods_page):
    at = foods_page.radio(key="food_view").set_value("Edit").run()
    key = f"food_editor_{at.session_state['food_version']}"
    at.session_state[key] = {"edited_rows": {0: {"calcium_mg": -5}}, "added_rows": [], "deleted_rows": []}
    at.run()
    at.button(key="use_edits").click().run()
    assert "calcium\\_mg" in at.error[0].value
    assert "foods" not in at.session_state
    at.session_state[key] = {"edited_rows": {0: {"calcium_mg": 130}}, "added_rows": [], "deleted_rows": []}
    at.run()
    at.button(key="use_edits").click().run()
    assert not at.error
    assert at.session_state["foods"].frame.iloc[0]["calcium_mg"] == 130


def test_edited_rows_go_back_to_their_lines():
    foods = planner.load_foods()
    whole = editable(foods)
    assert as_csv(merged(whole, whole, whole)).decode() == foods.to_csv()
    shown = whole[whole["group"] == "fish"].reset_index(drop=True)
    edited = shown.drop(index=0)
    edited.loc[1, "calcium_mg"] = 99.0
    back = planner.load_foods(as_csv(merged(whole, shown, edited)), "edited")
    changes = differences(foods, back)
    assert set(changes["After"]) == {"taken out", "99"}
    assert in_words(changes) == "1 food taken out and 1 cell changed in 1 food."


def test_the_verdict_names_what_falls_short():
    plan = planner.plan_week(planner.Person(), start=date(2026, 11, 23), days=1)
    checks = planner.audit(plan)
    assert verdict(plan, checks).holds
    row = checks.index[(checks["rule"] == "cramp minerals") & (checks["subject"] == "magnesium_mg")][0]
    checks.loc[row, ["holds", "value"]] = [False, 320.0]
    said = verdict(plan, checks)
    assert not said.holds
    assert said.line.startswith("Calcium and potassium reach their targets on this day; magnesium does not.")
    assert said.shortfalls == ("Magnesium falls short on Monday: 320 mg of 350 mg, 91 % of the target.",)
