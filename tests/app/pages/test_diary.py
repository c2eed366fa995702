"""The Diary page without a browser: one tap, danger signs, what is kept where, erased, shared, opened."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from planner.app.session.plan_request import assessed, today
from planner.exports import diary_json, diary_of_nights, kept_nights
from planner.menu.wording import URGENCY
from planner.person import Diary
from planner.store import DiaryStore, alone, signed_in
from tests.app.session.test_sign_in import AUTH, User
from tests.diaries import LAST as TODAY
from tests.diaries import at as moment_of
from tests.diaries import diary, night
from tests.plates import plan

SECONDS = 300


@pytest.fixture(autouse=True)
def day_is(monkeypatch):
    """Whichever day these tests run on, and over midnight too, it is `TODAY` until a test says another."""

    def say(day, hour=12):
        monkeypatch.setattr("planner.app.session.plan_request.now", lambda: datetime.combine(day, time(hour)))

    say(TODAY)
    return say


def script():
    from planner.app.pages.diary import page as diary_page

    diary_page.page()


def opened(**state):
    at = AppTest.from_function(script, default_timeout=SECONDS)
    for key, value in state.items():
        at.session_state[key] = value
    at.run()
    assert not at.exception
    return at


@pytest.fixture
def mine(store):
    return DiaryStore(store.database, alone())


@pytest.fixture
def page(store):
    return opened()


@pytest.fixture
def on_a_server(store, monkeypatch):
    """A server to which nobody signs in."""
    monkeypatch.setenv("PLANNER_PUBLIC", "1")


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def words(at):
    shown = [*at.markdown, *at.header, *at.subheader, *at.success, *at.warning, *at.info, *at.error]
    return "\n".join(f"{getattr(one, 'title', '') or ''} {one.value}" for one in shown).replace("\\", "")


def keys(at):
    return {one.key for one in at.button}


def kept(mine):
    return diary_of_nights(mine.nights())


# --- ten seconds ----------------------------------------------------------------------------------


def test_a_night_without_a_cramp_is_one_tap(page, mine):
    assert kept(mine) == Diary()
    press(page, "diary_none")
    (written,) = kept(mine).nights
    assert (written.morning, written.cramps) == (TODAY, "none")
    assert "Written down: **no cramps**" in words(page)


def test_a_cramp_asks_for_danger_signs_first_then_how_bad_how_long_which_leg(page, mine):
    press(page, "diary_one")
    assert kept(mine) == Diary(), "nothing is written before she says so"
    first = [box.label for box in page.checkbox]
    assert first[0] == "One leg is swollen, hot or sore to touch" and "Pain for more than a day after a cramp" in first
    assert "Your very first leg cramp" in first
    page.button_group(key=f"diary_severity_{TODAY}").set_value(6)
    page.button_group(key=f"diary_minutes_{TODAY}").set_value(5.0)
    page.button_group(key=f"diary_leg_{TODAY}").set_value("left")
    press(page, "diary_write")
    (written,) = kept(mine).nights
    assert (written.severity, written.minutes, written.leg, written.signs) == (6, 5.0, "left", ())
    assert "one cramp, 6 of 10, 5 min, left leg" in words(page)


def test_nothing_but_the_tap_has_to_be_answered(page, mine):
    press(press(page, "diary_one"), "diary_write")
    (written,) = kept(mine).nights
    assert (written.severity, written.minutes, written.leg, written.eaten) == (None, None, None, ())


def test_what_is_left_is_not_written(page, mine):
    press(press(page, "diary_several"), "diary_leave")
    assert kept(mine) == Diary() and "diary_none" in keys(page)


@pytest.mark.parametrize("key", ["dvt.1", "lasting_pain.1"])
def test_a_danger_sign_leads_to_the_doctor_at_once_and_stays_with_the_night(page, mine, key):
    press(page, "diary_one")
    page.checkbox(key=f"diary_sign_{key}_{TODAY}").check().run()
    assert [one.title for one in page.warning] == [URGENCY["today"]], "said once"
    press(page, "diary_write")
    assert len(kept(mine).nights[0].signs) == 1
    assert [one.title for one in page.warning] == [URGENCY["today"]]
    assert key in page.session_state["danger_ticked"], "so that the plan waits on the Week page as well"


def test_several_cramps_in_a_night_are_a_danger_sign_by_themselves(page, mine):
    press(page, "diary_several")
    assert [one.title for one in page.warning] == [URGENCY["today"]]
    press(page, "diary_write")
    assert kept(mine).nights[0].signs == ("Several cramps in one day or night",)


def test_a_third_night_in_a_row_asks_whether_there_is_one_every_night(mine):
    mine.save_all(kept_nights(Diary(nights=[night(TODAY - timedelta(days=n), "one") for n in (1, 2)])))
    at = press(opened(), "diary_one")
    labels = [box.label for box in at.checkbox]
    assert "A cramp every day or night, or in other muscles" in labels and "Your very first leg cramp" not in labels


def test_another_night_is_written_down_too_and_the_future_is_not(page, mine):
    box = page.date_input(key="diary_morning")
    assert box.max == TODAY
    box.set_value(TODAY - timedelta(days=3)).run()
    press(page, "diary_none")
    assert [one.morning for one in kept(mine).nights] == [TODAY - timedelta(days=3)]


def test_a_cramp_of_the_evening_is_written_down_before_midnight(mine, day_is):
    day_is(TODAY, 23)
    page = opened()
    page.date_input(key="diary_morning").set_value(TODAY + timedelta(days=1)).run()
    press(page, "diary_none")
    assert [one.morning for one in kept(mine).nights] == [TODAY + timedelta(days=1)]


def test_a_night_is_changed_with_what_was_said_and_taken_out(mine):
    there = night(TODAY, "one", severity=4, leg="right", tablets="iron", stretched=True)
    mine.save_all(kept_nights(Diary(nights=(there,))))
    at = press(opened(), "diary_change")
    assert at.session_state[f"diary_severity_{TODAY}"] == 4 and at.session_state[f"diary_leg_{TODAY}"] == "right"
    press(at, "diary_none")
    (now,) = kept(mine).nights
    assert (now.cramps, now.severity, now.tablets, now.stretched) == ("none", None, "iron", True)
    press(at, "diary_out")
    assert kept(mine) == Diary() and mine.nights() == {}


def test_how_long_it_was_may_be_another_figure_than_those_to_tap(mine):
    mine.save_all(kept_nights(Diary(nights=(night(TODAY, "one", minutes=45.0),))))
    press(press(opened(), "diary_change"), "diary_write")
    assert kept(mine).nights[0].minutes == 45.0


def test_after_midnight_a_page_that_is_still_open_asks_for_the_next_night(page, mine, day_is):
    press(page, "diary_none")
    day_is(TODAY + timedelta(days=1))
    page.run()
    press(page, "diary_none")
    assert [one.morning for one in kept(mine).nights] == [TODAY, TODAY + timedelta(days=1)]


def test_what_was_begun_before_midnight_is_of_the_night_that_it_was_begun_for(page, mine, day_is):
    press(page, "diary_one")
    page.button_group(key=f"diary_severity_{TODAY}").set_value(6).run()
    day_is(TODAY + timedelta(days=1))
    press(page, "diary_write")
    assert [(one.morning, one.severity) for one in kept(mine).nights] == [(TODAY, 6)]


@pytest.mark.parametrize("zone", [None, "Etc/Unknown", "../zone", "Europe"])
def test_a_browser_that_names_no_place_has_the_day_of_the_server(monkeypatch, zone):
    monkeypatch.setattr("planner.app.session.plan_request.st.context", SimpleNamespace(timezone=zone))
    assert today() == TODAY


# --- the day before -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def yesterday():
    """A plan of yesterday, with a drink that she has anyway."""
    meals = {
        ("breakfast", "07:30"): [("kefir", 2.0)],
        ("lunch", "12:30"): [("buckwheat_groats_cooked", 1.0), ("milk_whole", 1.0)],
        ("dinner", "18:30"): [("banana", 1.0), ("kefir", 1.0)],
        ("habit", "16:00"): [("coffee", 1.0)],
    }
    made = plan(meals)
    return assessed(replace(made, days=tuple(replace(day, date=TODAY - timedelta(days=1)) for day in made.days)))


def written(mine, **state):
    mine.save_all(kept_nights(Diary(nights=(night(TODAY),))))
    return opened(diary_day=True, **state)


def field(at, kind, label):
    return next(one for one in getattr(at, kind) if one.label == label)


def test_what_she_ate_of_the_plan_counts_with_its_share(mine, yesterday):
    at = written(mine, planned=yesterday)
    field(at, "button_group", "Eaten of the plan that day").set_value("most")
    press(at, "diary_day_write")
    meals = kept(mine).nights[0].eaten
    assert len(meals) == len({meal.slot for meal in yesterday.plan.days[0].meals})
    whole = yesterday.report.set_index(["date", "nutrient"]).at[(yesterday.plan.days[0].date, "calcium_mg"), "known"]
    assert sum(meal.eaten("calcium_mg") for meal in meals) == pytest.approx(0.75 * whole, abs=1)


def test_a_meal_of_its_own_goes_before_the_day(mine, yesterday):
    at = written(mine, planned=yesterday)
    field(at, "button_group", "Eaten of the plan that day").set_value("all")
    field(at, "button_group", "Dinner").set_value("none")
    press(at, "diary_day_write")
    assert {meal.slot: meal.share for meal in kept(mine).nights[0].eaten} == {
        meal.slot: "none" if meal.slot == "dinner" else "all" for meal in yesterday.plan.days[0].meals
    }


def test_what_is_not_said_stays_unknown(mine, yesterday):
    at = written(mine, planned=yesterday)
    press(at, "diary_day_write")
    (one,) = kept(mine).nights
    assert (one.eaten, one.cups, one.stretched, one.hours_on_feet, one.tablets) == ((), None, None, None, "")


def test_the_rest_of_the_day_is_kept_as_she_typed_it(mine):
    at = written(mine)
    assert "No plan of that day is at hand" in words(at)
    field(at, "number_input", "Cups of tea and coffee").set_value(2)
    field(at, "number_input", "Hours on your feet").set_value(6.5)
    field(at, "button_group", "Calves stretched before bed").set_value(True)
    field(at, "text_input", "Tablets taken, in your own words").set_value("Magnesium, half")
    press(at, "diary_day_write")
    (one,) = kept(mine).nights
    assert (one.cups, one.hours_on_feet, one.stretched, one.tablets) == (2, 6.5, True, "Magnesium, half")


def test_a_kept_plan_of_that_day_is_found(mine, store, yesterday):
    from planner.exports.plan_file.write import document

    store.keep_plan("this week", document(yesterday.plan), 1, alone())
    at = written(mine)
    assert "No plan of that day" not in words(at)
    assert field(at, "button_group", "Eaten of the plan that day").options


def test_what_she_ate_stays_when_another_plan_is_in_hand(mine, yesterday):
    eaten = [{"slot": "lunch", "share": "all", "planned": {"calcium_mg": 400.0}}]
    mine.save_all(kept_nights(Diary(nights=(night(TODAY, eaten=eaten),))))
    at = opened(diary_day=True, planned=yesterday)
    field(at, "number_input", "Cups of tea and coffee").set_value(2)
    press(at, "diary_day_write")
    (one,) = kept(mine).nights
    assert one.cups == 2 and [meal.model_dump(exclude={"at_least"}) for meal in one.eaten] == eaten


# --- what it shows --------------------------------------------------------------------------------


def test_sixty_nights_are_shown_with_words_table_and_what_changed(mine):
    here = diary(60, 28, last=TODAY)
    mine.save_all(kept_nights(here))
    at = opened(diary_table=True)
    said = words(at)
    for part in ("Cramps in ", "Before: cramps in ", "real halving 8 times out of 10", "come and go by themselves"):
        assert part in said
    assert len(at.dataframe[0].value) == len({one.morning.isocalendar()[:2] for one in here.nights})


def test_the_day_she_began_is_kept_and_taken_back(mine):
    mine.save_all(kept_nights(diary(5, last=TODAY)))
    at = opened()
    assert "Say when, and the nights" in words(at)
    at.date_input(key="diary_began").set_value(TODAY - timedelta(days=2)).run()
    assert kept(mine).began == TODAY - timedelta(days=2) and len(kept(mine).nights) == 5
    assert "No comparison yet" in words(at)
    at.date_input(key="diary_began").set_value(TODAY - timedelta(days=40)).run()
    assert kept(mine).began == TODAY - timedelta(days=40) and len(kept(mine).nights) == 5


def test_a_first_day_that_is_tomorrow_here_is_shown(mine):
    """She said it where the day begins earlier."""
    mine.save_all(kept_nights(diary(5, last=TODAY).beginning(TODAY + timedelta(days=1), moment_of(TODAY))))
    assert opened().date_input(key="diary_began").value == TODAY + timedelta(days=1)


def test_to_take_out_the_night_of_the_first_day_leaves_the_first_day(mine):
    mine.save_all(kept_nights(diary(5, last=TODAY).beginning(TODAY, moment_of(TODAY))))
    at = press(opened(), "diary_out")
    assert len(kept(mine).nights) == 4 and kept(mine).began == TODAY
    assert at.date_input(key="diary_began").value == TODAY


# --- where it is kept -----------------------------------------------------------------------------


def test_on_a_server_without_sign_in_nothing_is_kept_and_the_file_is_offered(on_a_server, store, mine):
    at = press(opened(), "diary_none")
    assert "Not saved yet." in words(at) and "Nothing is kept on this server" in words(at)
    assert mine.nights() == {}
    assert [one.morning for one in at.session_state["diary_held"].nights] == [TODAY]
    assert "diary_held" not in opened().session_state, "another visit knows nothing of it"


def test_nobody_signs_in_and_loses_what_is_not_saved(store, monkeypatch):
    monkeypatch.setattr("planner.app.session.visitor.st.user", User({"is_logged_in": False}))
    at = AppTest.from_function(script, default_timeout=SECONDS)
    for section, values in AUTH.items():
        at.secrets[section] = values
    assert "diary_sign_in" in keys(at.run())
    assert "diary_sign_in" not in keys(press(at, "diary_none")), "who comes back has a new session"


def test_nothing_of_the_diary_stands_in_the_address(mine, page):
    press(press(page, "diary_several"), "diary_write")
    assert not [key for key in page.query_params if "diary" in key or "cramp" in key or "night" in key]


def test_it_is_erased_in_one_click_and_comes_back_only_on_this_page(mine):
    here = diary(5, 2, last=TODAY)
    mine.save_all(kept_nights(here))
    at = press(opened(), "diary_erase")
    assert mine.nights() == {} and "No night" not in words(at)
    assert "diary_back" not in keys(opened())
    press(at, "diary_back")
    assert kept(mine) == here


def test_a_diary_on_a_server_is_erased_in_one_click_too(on_a_server, store):
    at = press(press(opened(), "diary_none"), "diary_erase")
    assert "diary_held" not in at.session_state and "Not saved yet." not in words(at)


def script_that_opens():
    import streamlit as st

    from planner.app.pages.diary import page as diary_page
    from planner.app.pages.diary.diary_to_go import _open
    from planner.app.session.diary_in_hand import tried

    for name, raw in st.session_state.pop("files", ()):
        tried(_open, raw, name)
    diary_page.page()


def opened_with(*files):
    at = AppTest.from_function(script_that_opens, default_timeout=SECONDS)
    at.session_state["files"] = files
    at.run()
    assert not at.exception
    return at


def test_a_file_is_put_together_with_what_is_here_and_both_are_told(mine):
    ours = Diary(nights=(night(TODAY, "one", hour=6), night(TODAY - timedelta(days=1))))
    mine.save_all(kept_nights(ours))
    other = Diary(nights=(night(TODAY, "several", hour=9), night(TODAY - timedelta(days=5))))
    at = opened_with(("phone.json", diary_json(other)))
    assert [one.cramps for one in kept(mine).nights] == ["none", "none", "several"]
    said = words(at)
    assert "Opened. 1 night came in, 3 in all." in said
    assert "“several cramps” was written later and stands, in place of “one cramp”" in said


def test_a_file_opens_on_a_server_and_goes_on(on_a_server, store):
    here = diary(5, 2, last=TODAY - timedelta(days=1))
    at = opened_with(("mine.json", diary_json(here)))
    assert "Not saved yet." not in words(at), "the file has all of it"
    press(at, "diary_none")
    assert "Not saved yet." in words(at)
    assert len(at.session_state["diary_held"].nights) == 6


def test_what_is_no_diary_changes_nothing_and_is_one_sentence(mine):
    mine.save_all(kept_nights(diary(3, last=TODAY)))
    at = opened_with(("plan.json", json.dumps({"format": "cramp-plan/1"}).encode()))
    assert len(at.error) == 1 and "no diary, as its format" in words(at)
    assert len(kept(mine).nights) == 3


def test_a_night_that_another_device_wrote_meanwhile_is_told(page, mine):
    press(page, "diary_one")
    mine.save_all(kept_nights(Diary(nights=(night(TODAY, "several", hour=1), night(TODAY - timedelta(days=1))))))
    press(page, "diary_write")
    assert [one.cramps for one in kept(mine).nights] == ["none", "one"], "the other night of that device stays"
    assert "Another device had written “several cramps” for this night" in words(page)


def test_a_store_that_can_not_be_read_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path / 'no' / 'such' / 'folder' / 'foods.db'}")
    (tmp_path / "no").write_text("a file, no folder")
    at = opened()
    assert len(at.error) == 1 and not at.exception


def test_she_shares_it_with_her_dietitian_and_stops(store, monkeypatch):
    someone = {"is_logged_in": True, "email": "mia@home.example", "name": "Mia", "email_verified": True}
    monkeypatch.setattr("planner.app.session.visitor.st.user", User(someone))
    hers = DiaryStore(store.database, signed_in("mia@home.example"))
    at = AppTest.from_function(script, default_timeout=SECONDS)
    for section, values in AUTH.items():
        at.secrets[section] = values
    press(at.run(), "diary_none")
    assert len(hers.nights()) == 1 and DiaryStore(store.database, alone()).nights() == {}
    assert "signed in as mia@home.example" in words(at) and hers.readers() == []
    at.text_input(key="diary_reader").set_value("anna@clinic.example")
    press(at, "diary_share_it")
    assert hers.readers() == ["anna@clinic.example"] and "anna@clinic.example may read it." in words(at)
    press(at, "diary_stop_anna@clinic.example")
    assert hers.readers() == []
    at.text_input(key="diary_reader").set_value("nobody")
    press(at, "diary_share_it")
    assert len(at.error) == 1 and hers.readers() == []
