"""The command line's contract: JSON, exit codes, one sentence, nothing half written."""

import csv
import json
import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

import planner
from planner.cli import main
from planner.cli.commands import MOST_WARNINGS
from planner.exports import write
from planner.foods.food_checks import ALLERGENS
from planner.reference.tables import data_dir
from planner.store import backup
from tests import ROOT
from tests.cli.test_store_commands import stored
from tests.plates import plan as by_hand

SOUND = f"{len(planner.load_foods().frame)} foods, no faults"


def run(*args):
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_a_plan_goes_to_stdout_as_json():
    got = run("plan", "--days", 1, "--start", "2026-11-23", "--trimester", 3, "--tea", "15:00")
    assert got.exit_code == 0, got.stderr
    document = json.loads(got.stdout)
    assert document["days"][0]["date"] == "2026-11-23"
    assert "15:00" in [meal["time"] for meal in document["days"][0]["meals"]]


def test_who_she_is_what_she_takes_and_likes_go_into_the_plan():
    got = run(
        *("plan", "--days", 1, "--condition", "nausea", "--condition", "gestational_diabetes"),
        *("--supplement", "magnesium 250 mg dinner", "--supplement", "vitamin D 600 IU", "--favourite", "walnuts"),
        *("--target", "calcium at least 1200 mg: bones", "--target", "energy 9.2 MJ"),
        *("--chocolate", "15:00", "--spinach", "9:00"),
    )
    assert got.exit_code == 0, got.stderr
    document = json.loads(got.stdout)
    assert document["person"]["conditions"] == ["nausea", "gestational_diabetes"]
    assert document["person"]["supplements"] == [
        {"nutrient": "magnesium_mg", "amount": 250.0, "meal": "dinner"},
        {"nutrient": "vitamin_d_ug", "amount": 15.0, "meal": "breakfast"},
    ]
    assert document["preferences"]["favourites"] == ["walnuts"]
    assert document["preferences"]["targets"][0] == {
        "nutrient": "calcium_mg", "target": 1200.0, "upper": None, "note": "bones"
    }  # fmt: skip
    calcium = next(row for row in document["targets"] if row["nutrient"] == "calcium_mg")
    assert (calcium["target"], calcium["kind"], calcium["published"]) == (1200, "set by your dietitian", 1000)
    assert {"09:00", "15:00"} <= {meal["time"] for meal in document["days"][0]["meals"]}


def test_her_kitchen_goes_into_the_plan():
    got = run(
        *("plan", "--days", 1, "--leftovers", "none", "--minutes", "60", "--season", "November", "--region", "south"),
        *("--kitchen", "plain", "--kitchen", "indian", "--at-home", "kefir"),
    )
    assert got.exit_code == 0, got.stderr
    document = json.loads(got.stdout)
    assert document["preferences"] == {
        **document["preferences"], "at_home": ["kefir"], "kitchens": ["plain", "indian"], "minutes": [60, 60],
        "leftovers": "none", "season": "11", "region": "south",
    }  # fmt: skip
    minutes = [meal["minutes"] for meal in document["days"][0]["meals"]]
    checked = [row["value"] for row in document["audit"] if row["rule"] == "kitchen time"]
    assert [sum(minutes)] == checked


@pytest.mark.parametrize(
    ("args", "field", "value"),
    [
        ([], "minutes", (45, 75)),
        (["--minutes", "30,120"], "minutes", (30, 120)),
        (["--season", "off"], "season", "off"),
        (["--season", "3"], "season", "3"),
        ([], "season", "date"),
        ([], "leftovers", "some"),
    ],
)
def test_the_kitchen_is_as_asked_or_as_usual(args, field, value, monkeypatch):
    asked = []
    monkeypatch.setattr("planner.cli.commands.plan_week", lambda _, preferences, *__, **___: asked.append(preferences))
    run("plan", *args)
    assert getattr(asked[0], field) == value


def test_lactose_and_every_allergen_can_be_ruled_out():
    words = ["lactose", *(word for word in ALLERGENS if word not in ("milk", "soy"))]
    got = run("plan", "--days", 1, "--start", "2026-11-23", *(part for word in words for part in ("--without", word)))
    assert got.exit_code == 0, got.stderr
    document = json.loads(got.stdout)
    assert document["preferences"]["without"] == words
    assert {row["lactose"] for row in document["foods"]} <= {"free", "low"}
    assert not {word for row in document["foods"] for word in row["allergens"].split()} & set(words)


def test_a_man_need_not_name_his_stage():
    got = run("plan", "--days", 1, "--sex", "male", "--age", 35)
    assert got.exit_code == 0, got.stderr
    assert json.loads(got.stdout)["person"]["stage"] == "adult"


def test_whom_to_ask_first_and_what_does_not_hold_go_to_stderr():
    got = run(
        *("plan", "--days", 1, "--trimester", 3, "--condition", "ace_inhibitor", "--twins", "--age", 17),
        *("--energy-kcal", 2300, "--coffee", "09:00", "--coffee", "11:45", "--coffee", "14:30"),
    )
    assert got.exit_code == 0
    first, *others = got.stderr.splitlines()
    assert first.startswith("cramp-planner: ACE inhibitors and sartans in pregnancy") and "do not stop by your" in first
    for words in ("Twins or more", "Under 18 years", "An energy target under what you are estimated to need"):
        assert any(line.startswith(f"cramp-planner: {words} (") for line in others), words
    assert others[-1].startswith("cramp-planner: Not everything holds: caffeine, so drink a cup less")
    person = json.loads(got.stdout)["person"]
    assert person["twins"] and person["conditions"] == ["ace_inhibitor"]


def test_a_plan_that_holds_is_silent_on_stderr():
    got = run("plan", "--days", 1, "--trimester", 3, "--start", "2026-11-23")
    assert (got.exit_code, got.stderr) == (0, "")


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
def test_the_suffix_decides_the_format(tmp_path, suffix):
    out = tmp_path / f"week{suffix}"
    got = run("plan", "--days", 1, "--stage", "adult", "--out", out)
    assert (got.exit_code, got.stdout) == (0, "")
    assert out.read_bytes()[:2] == {".json": b"{\n", ".csv": b"\xef\xbb", ".xlsx": b"PK"}[suffix]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--age", "60"], "age is 60: it must be at most 50"),
        (["--age", "old"], "'old' is not a valid integer"),
        (["--stage", "adult", "--trimester", "2"], "week and trimester belong to stage pregnant"),
        (["--coffee", "25:00"], "'25:00' is not an hour of the day"),
        (["--without", "mlik"], "'mlik' is not an allergen"),
        (["--exclude", "unicorn"], "there is no food or group 'unicorn'"),
        (["--favourite", "unicorn"], "there is no food or group 'unicorn'"),
        (["--at-home", "kefer"], "there is no food 'kefer' in foods.csv: take 'kefir'"),
        (["--at-home", "legume"], "there is no food 'legume' in foods.csv"),
        (["--kitchen", "martian"], "'martian' is not one of 'eastern_european'"),
        (["--minutes", "5"], "minutes is '5': give 10 to 300 for a weekday and, after a comma, for the weekend"),
        (["--minutes", "45;75"], "minutes is '45;75': give 10 to 300"),
        (["--minutes", "45,75,90"], "minutes is '45,75,90': give 10 to 300"),
        (["--leftovers", "all"], "'all' is not one of 'none', 'some', 'many'"),
        (["--season", "13"], "season is '13': give a month, such as 11 or November, or off"),
        (["--season", "winter"], "season is 'winter': give a month"),
        (["--region", "east"], "'east' is not one of 'north', 'south'"),
        (["--chocolate", "noon"], "'noon' is not an hour of the day"),
        (["--spinach", "24:30"], "'24:30' is not an hour of the day"),
        (["--sex", "male", "--stage", "pregnant"], "sex male goes with stage adult, not pregnant"),
        (["--sex", "robot"], "'robot' is not one of 'female', 'male'"),
        (["--condition", "flu"], "'flu' is not one of 'nausea'"),
        (["--supplement", "magnesium"], "write it like magnesium 250 mg dinner"),
        (["--supplement", "magnesium 250"], "write it like magnesium 250 mg dinner"),
        (["--supplement", "magnesium 1,000 mg"], "can mean 1 or 1000"),
        (["--supplement", "moonlight 3 mg"], "'moonlight' is no mineral or vitamin"),
        (["--supplement", "magnesium 3 km"], "can't be turned into mg"),
        (["--supplement", "magnesium 250 mg brunch"], "'brunch' is not a meal of the day"),
        (["--target", "calcium"], "'calcium' can't be read as a target: write it like calcium at least 1200 mg"),
        (["--target", "calcium 1200 g"], "calcium 1,200,000 mg a day is far more than anyone's target"),
        (["--target", "calcium 3000 mg"], "above the published upper limit of 2,500 mg"),
        (["--target", "energy 9 MJ", "--energy-kcal", "2000"], "energy is set twice"),
        (["--energy-kcal", "1200"], "the energy target of 1,200 kcal is far under the 2,824 kcal estimated for her"),
        (["--target", "energy 1500 kcal"], "have a dietitian set it as a target with a note, as in energy 1500 kcal"),
        (["--stage", "adult", "--twins"], "twins belong to stage pregnant or lactating, not adult"),
        (["--start", "23.11.2026"], "'23.11.2026', which is no date"),
        (["--days", "20"], "20 is not in the range 1<=x<=14"),
        (["--system", "efsa", "--age", "16"], "EFSA sets no values for pregnant girls of 16"),
        (["--foods", "no_such.csv"], "no_such.csv: no such file or directory"),
        (["--out", "week.docx"], "can't be written as '.docx'"),
        (["--out", "no/such/folder/week.csv"], "there is no folder"),
        (["--bogus"], "No such option"),
    ],
)
def test_bad_input_is_one_sentence_on_stderr_and_exit_2(args, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    got = run("plan", *args)
    assert got.exit_code == 2
    assert said in got.stderr
    assert got.stderr.startswith("cramp-planner: ") and got.stderr.count("\n") == 1
    assert got.stdout == "" and list(tmp_path.iterdir()) == []


def test_the_schema_goes_to_stdout():
    got = run("schema")
    assert (got.exit_code, got.stderr) == (0, "")
    assert json.loads(got.stdout)["title"] == "cramp-plan/1"


@pytest.fixture
def saved(tmp_path):
    """A plan file."""
    return write(by_hand({("dinner", "19:00"): [("banana", 1), ("walnuts", 1)]}), tmp_path / "mine.json")


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
def test_a_plan_file_is_written_in_another_format_with_nothing_planned_anew(saved, suffix):
    out = saved.with_name(f"again{suffix}")
    got = run(
        "plan", "--open", saved, "--out", out, "--client", "Olga", "--paper", "letter", "--timezone", "Asia/Tokyo"
    )
    assert (got.exit_code, got.stdout) == (0, "")
    assert got.stderr.startswith("cramp-planner: Not everything holds: ") and got.stderr.count("\n") == 1
    if suffix == ".json":
        assert out.read_bytes() == saved.read_bytes()
    assert run("plan", "--open", saved).stdout == saved.read_text(encoding="utf-8")


def test_a_plan_file_tells_which_foods_are_others_by_now(saved):
    table = saved.with_name("mine.csv")
    lines = (data_dir() / "foods.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith("walnuts,")), encoding="utf-8")
    got = run("plan", "--open", saved, "--foods", table)
    assert got.exit_code == 0
    said, verdict = got.stderr.splitlines()
    assert said == "cramp-planner: 1 food is not in mine.csv: Walnuts; the plan keeps its own figures"
    assert verdict.startswith("cramp-planner: Not everything holds: ")
    assert json.loads(got.stdout)["days"] == json.loads(saved.read_text(encoding="utf-8"))["days"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--age", "30"], "--age is for planning, and --open plans nothing: leave one of the two out"),
        (["--seed", "0"], "--seed is for planning"),
        (["--favourite", "walnuts"], "--favourite is for planning"),
        (["--leftovers", "some"], "--leftovers is for planning"),
        (["--eaters", "13"], "eaters is 13: it must be at most 12"),
        (["--timezone", "Mars/Olympus"], "'Mars/Olympus' is not a time zone: write it like Europe/Berlin"),
        (["--reminder", "-5"], "reminder is -5: it must be at least 0"),
        (["--paper", "a5"], "'a5' is not one of 'a4', 'letter'"),
        (["--note", "x" * 2001], "note has 2001 characters"),
        (["--out", "week.docx"], "can't be written as '.docx'"),
    ],
)
def test_what_does_not_go_with_an_opened_plan_is_one_sentence(saved, args, said):
    got = run("plan", "--open", saved, *args)
    assert (got.exit_code, got.stdout) == (2, "")
    assert said in got.stderr and got.stderr.count("\n") == 1


def test_what_is_no_plan_file_is_one_sentence(saved):
    saved.write_text(saved.read_text(encoding="utf-8").replace('"time": "19:00"', '"time": "29:00"'), encoding="utf-8")
    for path, said in (
        (saved, "mine.json: days[0].meals[0].time: '29:00' is not an hour of the day: write it like 08:00"),
        (saved.with_name("none.json"), "none.json: no such file or directory"),
    ):
        got = run("plan", "--open", path, "--out", path.with_name("out.csv"))
        assert (got.exit_code, got.stdout) == (2, "")
        assert said in got.stderr and got.stderr.count("\n") == 1
    assert [one.name for one in saved.parent.iterdir()] == ["mine.json"]


def test_a_food_table_with_faults_is_not_planned_from(tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text((data_dir() / "foods.csv").read_text(encoding="utf-8").replace(",113,10,132,", ",-113,10,132,"))
    got = run("plan", "--foods", table)
    assert got.exit_code == 2
    assert "mine.csv:4: calcium_mg of milk_whole is '-113'" in got.stderr


def test_check_exits_0_for_a_sound_table():
    got = run("check", data_dir() / "foods.csv")
    assert got.exit_code == 0
    assert SOUND in got.stdout


def test_check_warns_after_no_faults_and_still_exits_0(tmp_path):
    text = (data_dir() / "foods.csv").read_text(encoding="utf-8")
    table = tmp_path / "mine.csv"
    table.write_text(text.replace(",113,10,132,", ",0.113,10,132,"), encoding="utf-8")
    got = run("check", table)
    first, *warned = got.stdout.splitlines()
    assert (got.exit_code, got.stderr) == (0, "") and first.endswith(SOUND)
    assert all(line.startswith("warning: ") for line in warned)
    [said] = [line for line in warned if line.startswith("warning: milk_whole: ")]
    assert "Calcium is 0.113 mg" in said and "looks like g instead of mg" in said
    assert not any("no part" in line for line in warned)


def test_check_cuts_many_warnings_short(tmp_path):
    header, *lines = (data_dir() / "foods.csv").read_text(encoding="utf-8").splitlines()
    column = header.split(",").index("energy_kcal")
    rows = [row for row in csv.reader(lines) if row[column] and 100 < float(row[column]) < 200]
    with (tmp_path / "mine.csv").open("w", newline="", encoding="utf-8") as file:
        file.write(header + "\n")
        csv.writer(file).writerows(
            [*row[:column], f"{float(row[column]) * 4.184:.0f}", *row[column + 1 :]] for row in rows
        )
    got = run("check", tmp_path / "mine.csv")
    warned = got.stdout.splitlines()[1:]
    assert got.exit_code == 0
    assert len(warned) == MOST_WARNINGS + 1 and warned[-1].startswith("warning: … and ")
    assert len(rows) > MOST_WARNINGS and int(warned[-1].split()[3]) >= len(rows) - MOST_WARNINGS


def test_check_exits_1_with_a_line_for_each_fault(tmp_path):
    lines = (data_dir() / "foods.csv").read_text(encoding="utf-8").splitlines()
    table = tmp_path / "mine.csv"
    table.write_text("\n".join([*lines[:4], lines[2], lines[5].replace("kefir,", "kefir ,", 1)]), encoding="utf-8")
    got = run("check", table)
    assert got.exit_code == 1
    assert [line.split(":")[1] for line in got.stdout.splitlines()] == ["5"]


def test_python_m_planner_is_the_same():
    got = subprocess.run([sys.executable, "-m", "planner", "--version"], capture_output=True, text=True, check=True)
    assert got.stdout.startswith("cramp-planner, version")


@pytest.mark.slow
def test_an_installed_wheel_plans_in_an_empty_folder(tmp_path):
    """Built without isolation and unpacked: what the wheel holds is enough, wherever it stands."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    assert (site / "planner" / "data" / "foods.csv").is_file()
    assert (site / "planner" / "app" / "start.py").is_file()
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import planner; "
        "from pathlib import Path; assert 'site' in Path(planner.__file__).parts; "
        "from planner.cli import main; main()"
    )
    backup(tmp_path / "monday.db", stored(tmp_path))
    environment = {**os.environ, "PLANNER_DATABASE_URL": f"sqlite:///{empty}/foods.db"}
    for args in (["plan", "--days", "1", "--out", "day.csv"], ["restore", str(tmp_path / "monday.db")]):
        command = [sys.executable, "-P", "-c", code, str(site), *args]
        got = subprocess.run(command, cwd=empty, capture_output=True, text=True, env=environment)
        assert got.returncode == 0, got.stderr
    assert sorted(path.name for path in empty.iterdir()) == ["day.csv", "foods.db"]
