"""The calendar: read back by another library, with hours, titles and identities as planned."""

import dataclasses
import datetime
import io
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.exports.calendar import to_ics
from planner.exports.handout import Handout
from planner.foods.food_table import FoodTable
from planner.menu.amounts import amounts_of
from planner.menu.plan import eaten_again
from planner.menu.recipes import recipe_of
from planner.menu.wording import whose_meal
from tests.plates import START, cooked, eaten_twice, from_dry, plan, swap_first_serving

FOODS = planner.load_foods()
MADE = datetime.date(2026, 11, 20)
MEALS = {
    ("breakfast", "07:30"): [("milk_whole", 1), ("banana", 1)],
    ("habit", "08:00"): [("coffee", 1)],
    ("dinner", "19:00"): [("lentils_boiled", 2), ("banana", 1)],
}


def handout(**choices):
    return Handout(**{"made": MADE, **choices})


def read(content):
    """The calendar as a library reads it that did not write it."""
    return vobject.readOne(content.decode("utf-8"))


def events(content):
    return {event.uid.value: event for event in read(content).vevent_list}


def by_title(content):
    return {event.summary.value.split(":")[0]: event for event in read(content).vevent_list}


@pytest.fixture(scope="module")
def mine():
    person = planner.Person(supplements=[{"nutrient": "magnesium", "amount": "250 mg", "meal": "dinner"}])
    return plan(MEALS, person=person, dates=2)


def test_each_meal_is_an_event_at_its_hour(week):
    found = [event for event in read(to_ics(week, handout())).vevent_list if "tomorrow" not in event.summary.value]
    meals = [(day.date, meal) for day in week.days for meal in day.meals]
    assert len(found) == len(meals) and len({event.uid.value for event in found}) == len(meals)
    for (date, meal), event in zip(meals, found, strict=True):
        start = datetime.datetime.combine(date, datetime.time.fromisoformat(meal.time))
        assert event.dtstart.value == start and event.dtstart.value.tzinfo is None
        minutes = 30 if meal.slot in ("breakfast", "lunch", "dinner") else 15
        assert event.dtend.value - start == datetime.timedelta(minutes=minutes)
        (dish,) = meal.dishes
        again = f" (from {whose_meal(*dish.leftover_of)})" if dish.leftover_of else ""
        assert event.summary.value == f"{meal.slot.capitalize().replace('_', ' ')}: {dish.title}{again}"
        assert event.uid.value.startswith(f"{date:%Y%m%d}-{meal.slot}-1@")
        text = event.description.value
        assert all(amount.words in text for amount in amounts_of(dish, week.foods)) or "To cook, for two meals:" in text
        recipe = recipe_of(dish, week.foods, eaten_again(week).get((date, meal.slot)))
        assert all(f"{n}. {step}" in text for n, step in enumerate(recipe.steps, start=1))
        assert f"How to {'serve' if dish.leftover_of else 'make'} it ({recipe.minutes}" in text
        assert event.transp.value == "TRANSPARENT"
        assert event.categories.value == [event.summary.value.split(":")[0]]


def test_lines_are_folded_and_end_as_the_format_asks(week):
    lines = to_ics(week, handout(note="ö" * 900)).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_importing_again_updates_and_does_not_double(week):
    first = events(to_ics(week, handout()))
    day = week.days[2].date
    there = {s.food for meal in week.days[2].meals for dish in meal.dishes for s in dish.servings}
    others = (s for meal in week.days[0].meals for dish in meal.dishes for s in dish.servings if s.food not in there)
    changed = swap_first_serving(week, 2, "dinner", next(others))
    later = events(to_ics(changed, handout(made=MADE + datetime.timedelta(days=1))))
    assert set(first) == set(later)
    uid = next(uid for uid in first if uid.startswith(f"{day:%Y%m%d}-dinner"))
    assert first[uid].description.value != later[uid].description.value
    for uid, event in later.items():
        assert int(event.sequence.value) == int(first[uid].sequence.value) + 1
        assert event.last_modified.value > first[uid].last_modified.value
        assert event.dtstamp.value.date() == MADE + datetime.timedelta(days=1)


def test_the_calendars_of_two_clients_do_not_meet(mine):
    one, other = (set(events(to_ics(mine, handout(client=name)))) for name in ("Mrs A", "Mrs B"))
    assert not one & other and len(one) == len(other)


def test_the_same_plan_and_handout_give_the_same_bytes(mine):
    assert to_ics(mine, handout()) == to_ics(mine, handout())


def test_what_she_has_anyway_is_an_event_of_its_own_with_a_hint(mine):
    coffee = next(event for uid, event in events(to_ics(mine, handout())).items() if "-habit-" in uid)
    assert coffee.summary.value == "By hand (had anyway)"
    assert coffee.dtstart.value == datetime.datetime(2026, 11, 23, 8, 0)
    assert "Drink it an hour or more away from the meal" in coffee.description.value
    assert coffee.transp.value == "TRANSPARENT"


def test_a_meal_says_what_to_pull_apart_and_from_when_there_is_coffee(mine):
    breakfast = by_title(to_ics(mine, handout()))["Breakfast"].description.value
    assert "Coffee at 08:00 is too near for the calcium: Drink it an hour or more away" in breakfast
    assert "By hand from 08:00." in breakfast
    spoiled = plan({("lunch", "13:00"): [("spinach_boiled", 1), ("yoghurt_whole", 1)]})
    lunch = by_title(to_ics(spoiled, handout()))["Lunch"].description.value
    assert "Better apart: Spinach with the calcium of Yoghurt, whole milk" in lunch


def test_dry_beans_are_soaked_on_the_evening_before_and_put_on_in_time():
    found = read(to_ics(from_dry(), handout(reminder=15))).vevent_list
    evenings, dinners = found[:2], found[2:]
    assert [event.summary.value.split(":")[0] for event in found] == [*["Soak for tomorrow"] * 2, *["Dinner"] * 2]
    for evening, dinner in zip(evenings, dinners, strict=True):
        assert dinner.dtstart.value - evening.dtstart.value == datetime.timedelta(days=1)
        assert evening.description.value == (
            "Soak the dried kidney beans (33\u00a0g a person) in plenty of cold water for tomorrow's dinner."
        )
        assert evening.valarm.action.value == "DISPLAY"
        text = dinner.description.value
        assert "pour the water away" in text and "Boil them hard in fresh water for 30 minutes" in text
        # 55 minutes for the dish, up to 90 for the beans before it
        assert "Put them on the stove by 16:35." in text and "begin at 18:05" in text
    assert len({event.uid.value for event in found}) == 4


def test_what_a_dish_asks_for_on_the_evening_before_is_an_entry_of_that_evening():
    oats = {"oats": "rolled_oats", "milk": "milk_whole", "chia": "chia_seeds", "berries": "blueberries_frozen"}
    plan = cooked({("breakfast", "07:30"): ("overnight_oats_chia_berries", oats)})
    evening, breakfast = read(to_ics(plan, handout(reminder=15))).vevent_list
    assert evening.summary.value == "Make ready for tomorrow" and evening.valarm
    assert evening.dtstart.value == datetime.datetime(2026, 11, 22, 19, 0)
    assert evening.description.value.startswith("For tomorrow's breakfast: boil the blueberries for one minute")
    assert "begin at" not in breakfast.description.value  # on the table in no time


def test_a_leftover_says_where_it_is_from_and_its_dinner_what_it_is_cooked_for():
    dinner, lunch = read(to_ics(eaten_twice(), handout(eaters=2))).vevent_list
    assert lunch.summary.value == "Lunch: Lentil soup with lemon, cumin and pita (from Monday's dinner)"
    assert "How to serve it (5 min):" in lunch.description.value and "raw" not in lunch.description.value
    text = dinner.description.value
    assert "To cook, for 2 people and two meals:" in text and "1. Cook double" in text
    assert "· 2 cups lentils (396\u00a0g cooked, 131\u00a0g dry)" in text
    assert "begin at 18:20" in text and "Keeps 2 days in the fridge; it freezes well." in text


def test_tinned_legumes_are_not_soaked(week):
    assert b"Soak for tomorrow" not in to_ics(week, handout())


def test_tablets_stand_with_their_meal_and_stay_where_it_is_left_out(mine):
    found = by_title(to_ics(mine, handout()))
    line = "Take your magnesium 250 mg with it, as prescribed."
    assert line in found["Dinner"].description.value and line not in found["Breakfast"].description.value
    days = [dataclasses.replace(day, meals=day.meals[:2]) for day in mine.days]
    without = dataclasses.replace(mine, days=tuple(days))
    dinners = [event for event in events(to_ics(without, handout())).values() if "Dinner" in event.summary.value]
    assert [event.dtstart.value.hour for event in dinners] == [19, 19]
    assert dinners[0].description.value == "Take your magnesium 250 mg, as prescribed."
    assert {event.uid.value for event in dinners} <= set(events(to_ics(mine, handout())))


def test_a_reminder_rings_before_each_meal_and_not_before_coffee(mine):
    assert not any(hasattr(event, "valarm") for event in events(to_ics(mine, handout())).values())
    for uid, event in events(to_ics(mine, handout(reminder=20))).items():
        if "-habit-" in uid:
            assert not hasattr(event, "valarm")
        else:
            assert event.valarm.trigger.value == datetime.timedelta(minutes=-20)
            assert event.valarm.action.value == "DISPLAY" and event.valarm.description.value == event.summary.value


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"])
@pytest.mark.parametrize("start", [START, datetime.date(2026, 10, 24), datetime.date(2027, 3, 13)])
def test_a_time_zone_keeps_the_hours_of_its_clocks(mine, zone, start):
    days = [dataclasses.replace(day, date=start + datetime.timedelta(days=n)) for n, day in enumerate(mine.days)]
    content = to_ics(dataclasses.replace(mine, days=tuple(days)), handout(timezone=zone))
    hours = [event.dtstart.value.replace(tzinfo=None) for event in read(content).vevent_list]
    assert hours == [
        datetime.datetime.combine(day.date, datetime.time.fromisoformat(meal.time))
        for day in days
        for meal in day.meals
    ]
    if zone == "UTC":
        assert content.count(b"DTSTART:") == content.count(b"Z\r\nDTEND") == len(hours)
        return
    assert content.count(f"DTSTART;TZID={zone}:".encode()) == len(hours)
    # vobject reads one date of an RDATE alone, dateutil all of them
    clocks = tzical(io.StringIO(content.decode().replace("\r\n", "\n"))).get()
    assert [clocks.utcoffset(hour) for hour in hours] == [ZoneInfo(zone).utcoffset(hour) for hour in hours]


def test_the_calendar_has_a_name(mine):
    calendar = read(to_ics(mine, handout(client="A; B, C", note="Soak them.\nDrink water.")))
    assert calendar.contents["x-wr-calname"][0].value in ("Menus for A; B, C", "Menus for A\\; B\\, C")
    assert b"NAME:Menus for A\\; B\\, C" in to_ics(mine, handout(client="A; B, C"))
    assert b"X-WR-CALDESC:Soak them.\\nDrink" in to_ics(mine, handout(note="Soak them.\nDrink water."))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(name=st.text(min_size=1, max_size=40), note=st.text(max_size=80))
def test_any_name_and_note_can_be_read_back(name, note):
    frame = FOODS.frame.copy()
    frame.loc["banana", "name"] = name
    content = to_ics(plan(MEALS, foods=FoodTable(frame, "mine.csv", "")), handout(note=note, client=name))
    assert content.count(b"BEGIN:VEVENT") == len(read(content).vevent_list) == len(MEALS)
    assert b"\r\nEND:VCALENDAR\r\n" in content
