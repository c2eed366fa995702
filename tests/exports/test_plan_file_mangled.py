"""Plan files that somebody edited, cut short or made up: a plan or one sentence, whatever stands in them."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import planner
from planner.exports import to_json
from planner.exports.plan_file.read import LARGEST, from_document
from planner.exports.plan_file.write import document
from tests.plan_files import DAYS, FOODS, SMALL, TWICE, changed, refusal

WORKED_OUT = {"targets", "supplements", "pairings", "audit", "advice"}
PLACE = ["days", 0, "meals", 0]
SERVED = [*PLACE, "dishes", 0, "servings", 0]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (["format"], "cramp-plan/2", "in the format cramp-plan/2, and this version of the planner reads cramp-plan/1"),
        (["format"], "menu/1", "is no plan file"),
        (["days"], [], "days has 0 entries: it takes at least 1"),
        (["days"], SMALL["days"] * 8, "days has 16 entries: it takes at most 14"),
        (["days", 1, "date"], "2026-11-23", "days[1].date is 2026-11-23: it must be 2026-11-24, day after day"),
        (["days", 1, "date"], "2026-11-31", "days[1].date: '2026-11-31' is no date: write it like 2026-11-23"),
        (["days", 0, "date"], 0, "days[0].date: '0' is no date"),
        ([*PLACE, "time"], "25:00", "days[0].meals[0].time: '25:00' is not an hour of the day: write it like 08:00"),
        ([*PLACE, "time"], ..., "days[0].meals[0].time is missing"),
        ([*PLACE, "slot"], "brunch", "days[0].meals[0].slot is 'brunch': it must be 'breakfast'"),
        ([*PLACE, "slot"], "dinner", "days[0]: dinner stands twice"),
        ([*PLACE, "locked"], "yes", "days[0].meals[0].locked is 'yes': it must be true or false"),
        ([*PLACE, "dishes"], [], "dishes has 0 entries"),
        ([*SERVED, "grams"], 0, "servings[0].grams is 0: it must be more than 0"),
        ([*SERVED, "grams"], 1e6, "grams is 1e+06: it must be at most 3000"),
        ([*SERVED, "grams"], "170", "grams is '170': it must be a number"),
        ([*SERVED, "measure"], "cup " * 99, "measure has 396 characters: it takes at most 200"),
        ([*SERVED, "food"], "unicorn", "servings[0] is 'unicorn', which is not in foods.csv"),
        (["skipped"], [{"date": "2026-11-25", "slot": "lunch"}], "skipped[0]: lunch of 2026-11-25 is not in this plan"),
        (["skipped"], [{"date": "2026-11-23", "slot": "dinner"}], "dinner of 2026-11-23 stands in the plan already"),
        (["seed"], 2**60, "seed is 1.15292e+18: it must be at most 9.0072e+15"),
        (["solver", "gap"], None, "solver.gap is None: it must be a number"),
        (["person", "age"], 60, "person: age is 60: it must be at most 50"),
        (["person", "age"], "60", "person: age is '60': it must be at most 50"),
        (["person", "age"], 10**400, "person: age is 1000"),
        (["person"], 5, "person: it must be an object"),
        (["person", "charm"], 5, "person: charm is 5"),
        (["person", "supplements"], [{"nutrient": "x" * 9999, "amount": 1}], "is no mineral or vitamin"),
        (["preferences", "tea"], ["x" * 20_000], "tea[0] has 20000 characters"),
        (["preferences", "targets"], ["calcium 1200 mg"], "targets[0] must be an object"),
        (["preferences", "exclude"], ["unicorn"], "preferences.exclude[0] is 'unicorn', which is not in foods.csv"),
        (["preferences", "exclude"], ["\ud800"], "preferences.exclude[0] is '', which is not in foods.csv"),
        (["preferences", "at_home"], ["unicorn"], "preferences.at_home[0] is 'unicorn', which is not in foods.csv"),
        (["preferences", "at_home"], ["sweet"], "preferences.at_home[0] is 'sweet', which is not in foods.csv"),
        (["preferences", "minutes"], [5, 75], "preferences: minutes is [5, 75]: give 10 to 300 for a weekday"),
        (["preferences", "season"], "soon", "preferences: season is 'soon': give a month, such as 11 or November"),
        (["preferences", "kitchens"], ["martian"], "preferences: kitchens.0 is 'martian': it must be"),
        (["preferences", "leftovers"], "all", "preferences: leftovers is 'all': it must be 'none'"),
        (["foods", 0, "calcium_mg"], -1, "foods: calcium_mg of banana is '-1'; a figure can't be negative"),
        (["foods", 0, "calcium_mg"], "5", "foods[0].calcium_mg is '5': it must be a number"),
        (["foods", 0, "name"], "\ud800", "it must be a text"),
        (
            ["foods", 0, "step"],
            None,
            "servings[1] is 'banana', which is without serving_g, step",
        ),
        (["foods", 1], SMALL["foods"][0], "foods[1]: banana stands twice"),
    ],
)
def test_what_can_t_be_is_said_with_its_place(path, value, said):
    assert said in refusal(changed(path, value))


LEFT = ["days", 1, "meals", 0, "dishes", 0, "leftover_of"]
DINNER, LUNCH = {"date": "2026-11-23", "slot": "dinner"}, {"date": "2026-11-24", "slot": "lunch"}
MONDAY = ["days", 0, "meals", 0]
WHERE = "days[1].meals[0].dishes[0].leftover_of"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ([*LEFT, "date"], "2026-11-20", f"{WHERE} is dinner of 2026-11-20, which is not in this plan: name a meal"),
        ([*LEFT, "slot"], "breakfast", f"{WHERE} is breakfast of 2026-11-23, which is not in this plan"),
        (LEFT, LUNCH, f"{WHERE} is lunch of 2026-11-24, which is a leftover itself: name the meal"),
        (["days", 1, "meals", 0, "slot"], "habit", f"{WHERE}: nothing is cooked for what she has anyway: take it out"),
        ([*MONDAY, "dishes", 0, "leftover_of"], DINNER, "leftover_of is dinner of 2026-11-23, which is a leftover"),
        (LEFT, "dinner", f"{WHERE} is 'dinner': it must be"),
        ([*LEFT, "slot"], "habit", f"{WHERE}.slot is 'habit': it must be 'breakfast'"),
        ([*LEFT, "date"], ..., f"{WHERE}.date is missing"),
    ],
)
def test_a_leftover_of_what_was_not_cooked_before_is_said_with_its_place(path, value, said):
    assert said in refusal(changed(path, value, of=document(TWICE)))


def test_a_leftover_of_a_later_meal_is_said_with_its_place():
    backwards = changed(LEFT, ..., of=document(TWICE))
    backwards = changed([*MONDAY, "dishes", 0, "leftover_of"], LUNCH, of=backwards)
    assert "leftover_of is lunch of 2026-11-24, which does not come before it: name an earlier" in refusal(backwards)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no whole JSON file"),
        (to_json(DAYS)[:-40], "no whole JSON file"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8"),
        (b"\x00" * 9, "no whole JSON file"),
        (b"[" * 100_000, "nested far deeper than any plan"),
        (b"[1, 2]", "is no plan file"),
        (b'{"format": NaN}', "NaN is no number"),
        (b'{"format": ' + b"9" * 5000 + b"}", "a whole number in it is far too long"),
        (to_json(DAYS).replace(b'"gap": 0.0', b'"gap": -Infinity'), "-Infinity is no number"),
        (to_json(DAYS).replace(b'"gap": 0.0', b'"gap": 1e999'), "solver.gap is inf: it must be a number"),
        (b" " * (LARGEST + 1), "has 10,000,001 bytes"),
    ],
)
def test_what_is_no_plan_file_gets_one_sentence(raw, said):
    assert said in refusal(raw)


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path):
    for path in (tmp_path / "none.json", tmp_path, "nul\0.json"):
        with pytest.raises(planner.PlannerError, match="give the path of a plan file that can be read"):
            planner.read_plan(path)


def places(part, path=()):
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        yield [*path, key]
        yield from places(value, (*path, key))


BOTH = document(TWICE)  # a small plan file with a leftover
ANY = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.just([]), st.just({}), st.just(...),
    st.sampled_from(["7:5", "2026-11-24", "lunch", -1, 1e300, [[]], [None], ["x"], {"a": 1}, "=1+1", "1e5", "\ud800"]),
)  # fmt: skip


def opens_or_says_why(raw):
    found = None
    said = ""
    try:
        found = planner.read_plan(raw, FOODS)
    except planner.PlannerError as error:
        said = str(error)
    if found is None:
        assert said and "\n" not in said and len(said) < 400
    else:
        assert from_document(document(found), FOODS).days == found.days


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.sampled_from([SMALL, BOTH]), st.data())
def test_any_value_anywhere_gives_a_plan_or_one_sentence(whole, data):
    read = {key: value for key, value in whole.items() if key not in WORKED_OUT}
    edits = data.draw(st.lists(st.tuples(st.sampled_from(list(places(read))), ANY), min_size=1, max_size=2))
    mangled = whole
    for path, value in edits:
        with suppress(KeyError, IndexError, TypeError):  # the first edit took the place of the second away
            mangled = changed(path, value, of=mangled)
    opens_or_says_why(json.dumps(mangled).encode())


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.data())
def test_flipped_bytes_give_a_plan_or_one_sentence(data):
    raw = bytearray(json.dumps(SMALL, ensure_ascii=False).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    opens_or_says_why(bytes(raw[: data.draw(st.sampled_from([len(raw), len(raw) // 2]))]))
