"""A list of clients: every column of the command line, and each fault in one sentence with its line and column."""

import io
from datetime import date

import click
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.cli.commands import plan
from planner.errors import PlannerError
from planner.person import Person, Preferences
from planner.practice import read_clients
from planner.practice.client_rows import COLUMNS
from tests.conftest import START

NOT_IN_A_LIST = {"foods", "open", "out", "help"}
FREE_TEXT = {
    "client",
    "dietitian",
    "note",
    "exclude",
    "allow",
    "at_home",
    "favourite",
}  # foods are known to the planner


def read(text, name="clients.csv"):
    return read_clients(text.encode(), name, START)


def only(text):
    """The only client of a list."""
    found = read(text)
    assert found.faults == () and len(found.rows) == 1
    return found.rows[0]


def fault(text):
    """The fault of the only line of a list."""
    found = read(text)
    assert found.rows == () and len(found.faults) == 1
    return found.faults[0].fault


def test_the_columns_are_the_options_of_plan():
    options = {
        name.removeprefix("--").replace("-", "_")
        for option in plan.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
    assert set(COLUMNS) == options - NOT_IN_A_LIST


def test_a_line_holds_what_the_options_say():
    row = only(
        "client;age;stage;half_year;height-cm;Weight kg;condition;supplement;without;coffee;minutes;plain_milk;days;"
        "start;seed;target;energy_kcal;eaters;dietitian\n"
        "Anna B.;31;lactating;2;170;62,5;nausea;Magnesium 250 mg with dinner;milk;08:00;30,60;yes;3;2026-12-01;4;"
        "calcium 1200 mg: asked;2300;3;C. Berg\n"
    )
    assert row.person == Person(
        age=31,
        stage="lactating",
        half_year=2,
        height_cm=170,
        weight_kg=62.5,
        conditions=["nausea"],
        supplements=[{"nutrient": "magnesium_mg", "amount": 250, "meal": "dinner"}],
    )
    assert row.preferences == Preferences(
        without=["milk"],
        coffee=["08:00"],
        minutes="30,60",
        fortified_milk=False,
        energy_kcal=2300,
        targets=["calcium 1200 mg: asked"],
    )
    assert (row.start, row.days, row.seed) == (date(2026, 12, 1), 3, 4)
    assert (row.handout.client, row.handout.dietitian, row.handout.eaters) == ("Anna B.", "C. Berg", 3)
    assert (row.client, row.stem, row.line) == ("Anna B.", "Anna B", 2)


def test_several_values_stand_apart_by_semicolons():
    row = only('client,without,tea,twins\nAnna,milk; egg ;,"07:00;16:30",yes\n')
    assert row.preferences.without == ("milk", "egg") and row.preferences.tea == ("07:00", "16:30")
    assert row.person.twins


def test_what_a_line_leaves_out_is_as_usual():
    row = only("client\tage\nAnna\t\n")
    assert (row.person, row.preferences, row.start, row.days) == (Person(), Preferences(), START, 7)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("age", "60", "column age: age is 60: it must be at most 50"),
        ("age", "ninety", "column age: age is 'ninety': it must be a whole number"),
        ("stage", "pregnat", "column stage: stage is 'pregnat'"),
        ("trimester", "4", "column trimester: trimester is 4: it must be at most 3"),
        ("height_cm", "1.65", "column height_cm: height cm is 1.65: it must be at least 120"),
        ("without", "milkk", "column without: 'milkk' is not an allergen"),
        ("condition", "fever", "column condition: conditions.0 is 'fever'"),
        ("supplement", "Magnesium", "column supplement: 'Magnesium' can't be read as a supplement"),
        ("twins", "maybe", "column twins: 'maybe' is neither yes nor no"),
        ("tea", "late", "column tea: "),
        ("minutes", "5", "column minutes: minutes is '5'"),
        ("days", "15", "column days: days can't be '15': give a whole number from 1 to 14"),
        ("seed", "-1", "column seed: the seed can't be '-1'"),
        ("start", "tomorrow", "column start: 'tomorrow' is no date"),
        ("start", "1066-10-14", "column start: the start can't be 1066-10-14"),
        ("eaters", "13", "column eaters: eaters is 13: it must be at most 12"),
        ("paper", "a3", "column paper: paper is 'a3'"),
        ("timezone", "Mars/Olympus", "column timezone: 'Mars/Olympus' is not a time zone"),
        ("energy_kcal", "9", "column energy_kcal: energy kcal is 9"),
    ],
)
def test_a_value_that_can_not_be_is_told_with_line_and_column(column, cell, words):
    assert fault(f'client,{column}\nAnna,"{cell}"\n').startswith(f"clients.csv:2, {words}")


@pytest.mark.parametrize("column", sorted({*COLUMNS} - FREE_TEXT - {"stage"}))
def test_a_word_that_can_not_be_is_told_in_our_own_words(column):
    stage = "lactating" if column == "half_year" else "pregnant"
    said = fault(f"client,stage,{column}\nAnna,{stage},ninety\n")
    assert said.startswith(f"clients.csv:2, column {column}: ") and "'ninety'" in said
    assert not any(words in said for words in ("input should", "unable to parse", "valid"))


def test_values_that_do_not_go_together_are_told_at_the_later_one():
    assert ", column week: week 30 is in trimester 3, not 1" in fault("client,week,trimester\nAnna,30,1\n")
    assert "say the same twice" in fault("client,plain_milk,fortified_milk\nAnna,yes,yes\n")


def test_a_fault_of_one_line_is_not_that_of_the_others():
    found = read("client,age\nAnna,30\nBerta,60\n,30\nClara,30,31\nDora,31\n")
    assert [row.client for row in found.rows] == ["Anna", "Dora"]
    assert [one.line for one in found.faults] == [3, 4, 5]
    assert found.faults[1].fault == "clients.csv:4, column client: it is empty: give a name or number"
    assert found.faults[2].fault == "clients.csv:5: the line has 3 cells where the header has 2"


def test_a_quote_that_is_not_closed_swallows_no_client():
    assert "it has more than one line: close its quotes" in fault('client,age\n"Anna,30\nBerta,31\n')


def test_the_same_client_twice_is_a_fault_of_the_second():
    found = read("client,age\nAnna  B,30\nanna b,31\nAnna/B,32\nAnna B,33\n")
    assert [row.line for row in found.rows] == [2, 4]
    assert found.faults[0].fault == (
        "clients.csv:3, column client: line 2 would have the same files as 'anna b': give each a name of its own"
    )
    assert "column client: line 2 is called the same" in found.faults[1].fault


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "clients.csv: the file is empty; bring a table with a line for each client"),
        ("client,age\n", "clients.csv: there is no client in it; add a line for each client"),
        ("name,age\nAnna,30\n", "clients.csv: a column can't be 'name': take "),
        ("client,agee\nAnna,30\n", "clients.csv: a column can't be 'agee': take 'age'"),
        ("client,out\nAnna,/tmp\n", "clients.csv: a column can't be 'out'"),
        ("age,stage\n30,adult\n", "clients.csv: no column is called 'client': add it"),
        ("client,at_home,at-home\nAnna,kefir,\n", "clients.csv: two columns are called 'at_home'"),
        ("client,,age\nAnna,1,30\n", "clients.csv: a column has no name"),
        ("PK\x03\x04", "clients.csv: the file is damaged"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_as_a_whole(text, words):
    with pytest.raises(PlannerError) as refused:
        read(text)
    assert str(refused.value).startswith(words) and "food" not in str(refused.value)


def test_a_workbook_is_read_as_well():
    book = io.BytesIO()
    frame = pd.DataFrame({"client": ["Anna", 17], "age": [31, 60], "start": [pd.Timestamp(2026, 12, 1), pd.NaT]})
    frame.to_excel(book, index=False)
    found = read_clients(book.getvalue(), "clients.xlsx", START)
    assert (found.rows[0].person.age, found.rows[0].start) == (31, date(2026, 12, 1))
    assert found.faults[0].fault.startswith("clients.xlsx:3, column age: age is 60")


def test_a_list_as_windows_writes_it_is_read():
    assert read_clients("client;age\r\nZoë;31\r\n".encode("cp1252"), "clients.csv").rows[0].client == "Zoë"


@pytest.mark.parametrize(
    ("client", "stem"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\Users\\Anna", "C__Users_Anna"),
        (".hidden", "hidden"),
        ("Nul", "Nul_"),
        ("report", "report_"),
        ("=1+1", "1_1"),
        ("Łucja Żak", "Łucja Żak"),
        ("A" * 110, "A" * 80),
    ],
)
def test_a_name_makes_a_safe_name_of_a_file(client, stem):
    assert only(f"client,age\n{client},30\n").stem == stem


def test_a_name_without_letters_is_refused():
    assert "no file can be called '...'" in fault("client,age\n...,30\n")


@given(some.binary(max_size=300) | some.text(max_size=300).map(lambda text: ("client,age\n" + text).encode()))
def test_whatever_is_brought_is_read_or_refused_in_a_sentence(raw):
    sentences, stems = read_or_refused(raw)
    assert all("\n" not in one and one.startswith("clients.csv:") for one in sentences)
    assert all("/" not in stem and "\\" not in stem and stem.strip(".") for stem in stems)
    assert sentences or stems


def read_or_refused(raw):
    """The sentences on what can't be read, and the names of files of those who can be planned for."""
    try:
        found = read_clients(raw, "clients.csv", START)
    except PlannerError as error:
        return [str(error)], []
    return [one.fault for one in found.faults], [row.stem for row in found.rows]
