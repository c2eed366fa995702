"""The benchmarks can be run: persons, naive planners, tables. No solver and no clock is asked here."""

import ast
import math
import re

import pandas as pd
import pytest

import planner
from benchmarks import caseload, report, tables
from benchmarks import week as run
from benchmarks.caseload import client_list
from benchmarks.eaten import EATERS, GOALS, OMNIVORES, Week, figures_of, table
from benchmarks.more_foods import ROOM, more_foods
from benchmarks.naive import BY_HAND, linear_week, random_week
from benchmarks.persons import CASES, KEYS, case_of
from benchmarks.quality import quality
from planner.assessment.audit import failures
from planner.practice import read_clients
from planner.reference.nutrients import published
from planner.safety.suitability import unsuitable


def test_there_are_persons_of_every_kind():
    assert len(set(KEYS)) == len(CASES) >= 12
    people = [case.person for case in CASES]
    assert {p.stage for p in people} == {"adult", "pregnant", "lactating"}
    assert {p.trimester for p in people} == {None, 1, 2, 3}
    assert {p.sex for p in people} == {"female", "male"} and min(p.age for p in people) < 18
    for case in CASES:
        assert planner.daily_targets(case.person, case.preferences.system).at["calcium_mg", "target"] > 0
    with pytest.raises(KeyError, match="no person 'nobody'"):
        case_of("nobody")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=KEYS)
def test_the_naive_planners_serve_only_what_is_allowed(case, foods):
    banned = unsuitable(foods, case.preferences).index
    for plan in (linear_week(case, foods), linear_week(case, foods, capped=True), random_week(case, foods)):
        assert len(plan.days) == 7
        served = {s.food for d in plan.days for m in d.meals if m.slot != "habit" for x in m.dishes for s in x.servings}
        assert served and served.isdisjoint(banned)
        assert all(s.grams > 0 for d in plan.days for m in d.meals for x in m.dishes for s in x.servings)


def test_the_linear_programme_keeps_its_bounds_and_serves_no_dishes(foods):
    found = quality(linear_week(case_of("t3"), foods))
    assert found["floors_missed"] == found["limits_passed"] == found["energy_off"] == found["dishes"] == 0
    assert found["hard_broken"] > 0  # there are no meals that anyone would cook
    capped = quality(linear_week(case_of("t3"), foods, capped=True))
    assert capped["foods"] > found["foods"] and capped["largest_servings"] <= foods.frame["max_servings"].max()


def test_dishes_at_random_are_dishes_in_whole_portions(foods):
    plan = random_week(case_of("coffee_tea"), foods)
    broken = failures(planner.audit(plan))
    assert broken[broken["rule"].isin(["real portions", "safety"])].empty
    assert [m.slot for m in plan.days[0].meals].count("habit") == 2
    assert BY_HAND not in {dish.dish for day in plan.days for meal in day.meals for dish in meal.dishes}
    again = random_week(case_of("coffee_tea"), foods)
    assert plan.days == again.days


def test_quality_is_counted_from_the_plates(week, foods):
    found = quality(week)
    assert found["hard_broken"] == found["floors_missed"] == found["pairings"] == 0
    assert found["foods"] >= 30 and found["dishes"] >= 20


def test_a_week_is_measured_by_every_goal_and_keeps_those_that_must_hold(week):
    figures = figures_of(week)
    assert set(GOALS) <= set(figures)
    for name in MUST_HOLD:
        low, high = GOALS[name]
        assert (low is None or figures[name] >= low) and (high is None or figures[name] <= high), name
    assert 0 <= figures["gap"] <= 1 and figures["points"] > 0


MUST_HOLD = ("unseasoned", "out of season", "longest title", "hard rules missed", "poultry meals", "leftovers")


def test_a_goal_that_is_missed_is_bold_in_the_table():
    made = [Week("she", "winter", dict.fromkeys(GOALS, 0.0) | {"used once": 15.0, "sodium mg": 1500.0})]
    lines = {line[0]: line[1:] for line in cells(table(made, "who"))}
    assert lines["used once"] == ["at most 14", "**15**"]
    assert lines["leftovers"] == ["at least 2", "**0**"]
    assert lines["sodium mg"] == ["1400 to 2300", "1,500"]


def test_weeks_are_asked_for_everybody(foods):
    assert set(OMNIVORES) < set(EATERS)
    for person, preferences in EATERS.values():
        assert planner.Person(**person) and planner.Preferences(**preferences)


def test_a_long_food_table_holds_ours_and_variants_near_them(foods):
    many = more_foods(500)
    assert len(many.frame) == 500 and not many.frame["name"].duplicated().any()
    pd.testing.assert_frame_equal(many.frame.loc[foods.frame.index, published()], foods.frame[published()])
    one, other = many.frame.loc["almonds"], many.frame.loc["almonds_v2"]
    assert other["roles"] == one["roles"] and other["magnesium_mg"] != one["magnesium_mg"]
    assert abs(other["magnesium_mg"] / one["magnesium_mg"] - 1) <= ROOM
    assert many.sha256 == more_foods(500).sha256


def row(solver, limit, objective, bound, seconds, **more):
    usual = {"person": "t3", "days": 7, "stopped": True, "error": "", "load": 0.5, "columns": 9, "rows": 3, "mb": 90.0}
    return usual | {"solver": solver, "limit": limit, "objective": objective, "bound": bound, "seconds": seconds} | more


ROWS = [
    row("ours", None, 10.0, 9.0, 1.5),
    row("highs", 1.0, None, None, math.nan, to_ours=20.0, read_seconds=2.0, version="HiGHS 1"),
    row("highs", 60.0, 8.0, 6.0, 60.1, to_ours=20.0, read_seconds=2.0, version="HiGHS 1"),
    row("cbc", 1.0, None, None, math.nan, to_ours=math.nan, read_seconds=2.0, version="CBC 2"),
    row("cbc", 60.0, None, None, 70.0, to_ours=math.nan, stopped=False, error="no memory", version="CBC 2"),
]


def cells(table):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_tables_say_where_a_solver_beats_us_and_where_it_has_nothing():
    frame = week_frame()
    head, rule, ours, highs, cbc = cells(report.overview(frame))
    assert len({len(line) for line in (head, rule, ours, highs, cbc)}) == 1
    table = {line[0]: dict(zip(head, line, strict=True)) for line in (ours, highs, cbc)}
    assert table["our planner"]["median gap at 60 s"] == "10 %"
    assert table["HiGHS"]["better than ours at 60 s"] == "1 of 1" and table["HiGHS"]["solved in 1 s"] == "0 of 1"
    assert table["HiGHS"]["our seconds / its seconds to our objective"] == "0.075"
    assert table["CBC"]["our seconds / its seconds to our objective"] == "under 0.025"
    assert (
        "For 0 of 1 persons no solver has a better plan than ours. For the others ours costs 25 % more"
        in report.standing(frame)
    )
    text = report.details(frame)
    assert "ended at 70" in text and "| 8.00 | 6.00 | 25 % |" in text
    assert report.faults(frame) == "- CBC failed 1 times: no memory"


def week_frame():
    return run.frame(ROWS)


def test_the_time_to_our_objective_is_read_from_the_trace():
    trace = [{"objective": None, "seconds": 1.0}, {"objective": 12.0, "seconds": 2.0}, {"objective": 9.9, "seconds": 5}]
    assert report.time_to(10.0, trace) == 5
    assert math.isnan(report.time_to(9.0, trace))


def test_every_section_of_the_page_can_be_filled_in(monkeypatch):
    monkeypatch.setattr(tables, "machine", lambda: "2 cores")
    menus = pd.DataFrame([{"person": "t3", "planner": "linear", "days": 7, **dict.fromkeys(FIGURES, 3)}])
    page = tables.PAGE.read_text(encoding="utf-8")
    sections = run.written(week_frame(), menus, "2026-11-22")
    assert sections["solvers"].startswith("Measured on 2026-11-22: 2 cores. HiGHS 1, CBC 2. Persons: 1.")
    others = dict.fromkeys(("foods", "food_page", "documents", "waits", "visitors", "caseload"), "none")
    for section, text in {**sections, **others}.items():
        assert text in tables.fill_in(page, section, text)
    assert set(re.findall(r"<!-- (\w+) -->", page)) == {*sections, *others}
    with pytest.raises(ValueError, match="no section 'more'"):
        tables.fill_in(page, "more", "text")


FIGURES = ["floors_missed", "limits_passed", "energy_off", "pairings", "hard_broken", "short_of_others"]
FIGURES += ["largest_g", "largest_servings", "grams_a_day", "foods", "dishes"]


def test_a_solver_process_loads_no_solver_but_its_own():
    """HiGHS and OR-Tools do not bear each other in one process, and the planner brings HiGHS."""
    code = ast.parse((tables.HERE / "solver.py").read_text(encoding="utf-8"))
    at_the_top = {
        alias.name.split(".")[0] for node in code.body if isinstance(node, ast.Import) for alias in node.names
    }
    assert at_the_top == {"json", "math", "re", "subprocess", "sys", "time"}
    everywhere = {getattr(node, "module", None) or "" for node in ast.walk(code)}
    assert not any(name.startswith(("planner", "benchmarks")) for name in everywhere)


def test_clients_of_the_caseload_can_be_planned_for():
    found = read_clients(client_list(60), "clients.csv")
    assert found.faults == () and len(found.rows) == 60
    assert {row.person.stage for row in found.rows} == {"adult", "pregnant", "lactating"}


def test_a_caseload_is_told_by_client_and_by_core():
    usual = {"clients": 4, "start": 2.0, "own": 0.4, "peak_mb": 300.0, "faults": 0}
    rows = [{**usual, "workers": n, "seconds": 8.0 / n} for n in (1, 2)]
    said = caseload.table(pd.DataFrame(rows)).splitlines()
    assert said[2:] == [
        "| 1 | 2.00 | 1.00 | 2.00 | 10.00 | 1.00 | 0.10 | 300.00 | 0 |",
        "| 2 | 1.00 | 0.50 | 2.00 | 6.00 | 0.60 | 0.10 | 300.00 | 0 |",
    ]
    assert "27.8 hours on 2 cores" in caseload.reckoned(pd.DataFrame(rows))
