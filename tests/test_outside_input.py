"""Whatever text comes from outside: a value or one sentence comes of it, and never long work.

Nothing is timed: the texts are so long that a pattern that backtracks, or a parser that recurses, would not come back.
"""

import ast
import re
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.app.session.address import OURS, plan_of, query_of, request_of, table_of
from planner.cli import main
from planner.errors import PlannerError, one_of
from planner.exports import Handout
from planner.foods import check_foods, label_amount, label_figures, serving_grams
from planner.foods.food_checks import _FIGURE, COLUMNS, LONGEST
from planner.foods.food_csv import inert, without_apostrophe
from planner.foods.food_patterns import food_words, rules_that_name
from planner.foods.importing import column_matching, match_columns, number_parsing, read_sheet, to_food_rows
from planner.foods.importing.group_matching import group_of
from planner.foods.label_amounts import _AMOUNT as LABEL_AMOUNT
from planner.foods.label_basis import grams_per_ml
from planner.person import client_targets, supplements
from planner.person.client_targets import ClientTarget
from planner.person.person import Person, Preferences
from planner.person.supplements import Supplement, prescribed
from planner.reference import units
from planner.reference.household_measures import measure
from planner.reference.nutrients import nutrients
from planner.reference.outside_text import LONGEST_TEXT, MOST_ENTRIES, bounded, first_seen, printable
from planner.reference.tables import read
from planner.store.incoming import one_line
from tests import ROOT

TODAY = date(2026, 11, 25)
FOODS = planner.load_foods()
FRAGMENTS = [
    *"a1 .,:;-–/()[]_%=",
    "1 ",
    "a ",
    "1,",
    "1.",
    "mg ",
    "kg ",
    "at least ",
    "to ",
    "\ufeff",
    "\u200d",
    "\n",
    "٣",
]
REPEATED = st.builds(
    lambda parts, times, tail: "".join(parts) * times + tail,
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=3),
    st.integers(1, 20_000),
    st.sampled_from(["", "!", "x", "1", " mg", "\ud800"]),
)
LINES = st.builds(
    "{} {} {}".format,
    st.sampled_from(["calcium", "vitamin D", "iron at most", "5 ft", "12", "1.5 kg", "08"]),
    st.text(max_size=30),
    st.sampled_from(["", "mg", "12 mg: why", "in", ":00"]),
)
TEXTS = st.one_of(st.text(max_size=40), LINES, REPEATED)
ANYTHING = st.one_of(
    TEXTS, st.integers(), st.floats(), st.none(), st.lists(TEXTS, max_size=3), st.just({"a": {"b": {}}})
)
slowly = settings(deadline=None, max_examples=60)


def said(call, *kinds):
    """What is said if it can't be; None if something came of it."""
    try:
        call()
    except (PlannerError, *kinds) as error:
        sentence = str(error)
        assert sentence and len(sentence.splitlines()) == 1 and len(sentence) <= 500
        return sentence
    return None


# --- which signs are kept -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\ufeffAnna", "Anna"),
        ("An\u00adna \u202eB\u202c", "Anna B"),
        ("a\x00b\x07c\x1bd\x7f", "abcd"),
        ("a\x0bb\x85c", "a b c"),
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("\ud800x\ue000y\uffffz\U000e0041", "xyz"),
        ("a\u00a0b\u3000c\u2028d", "a\u00a0b\u3000c\u2028d"),
        ("کتاب\u200cها", "کتاب\u200cها"),  # a non-joiner is spelling in Persian
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d⚕️", "👩\u200d⚕️"),
        ("\u200dAnna\u200c B\u200d", "Anna B"),
        ("a\u200d\u200d\u200db", "ab"),  # a row of them spells nothing
        ("\u0600١٢", "\u0600١٢"),  # a sign of format that is seen
        ("Zoë Łęcka 李", "Zoë Łęcka 李"),
    ],
)
def test_what_can_not_be_printed_is_dropped_and_spelling_is_kept(text, kept):
    assert printable(text) == kept


@given(st.text())
def test_what_is_printable_stays_so_and_names_in_letters_are_never_touched(text):
    once = printable(text)
    assert printable(once) == once and len(once) <= len(text)
    letters = "".join(sign for sign in text if sign.isalnum())
    assert printable(letters) == letters


@pytest.mark.parametrize(
    "hidden", ["", "\ufeff", "\u200b", "\u00ad", "\u200e", "\u00a0", "\u2060", "\u3164", "\ufe0f", " \u202e"]
)
def test_no_sign_that_nobody_sees_hides_a_formula(hidden):
    assert first_seen(f"{hidden}=1+1") == "="
    frame = FOODS.frame.loc[["banana"]].copy()
    frame["name"] = f"{hidden}=1+1"
    text = planner.foods.to_csv(frame)
    assert f",'{hidden}=1+1," in text
    (name,) = planner.foods.read_checked(text.encode(), "mine").frame["name"]
    assert name == f"{hidden}=1+1", "it comes back as it was"


@given(st.text(max_size=6).filter(lambda text: not {"\0", "\r", "\n"} & set(text)))
def test_an_apostrophe_that_was_set_is_the_one_that_is_taken(text):
    assert without_apostrophe(inert(pd.Series([text], dtype=object))[0]) == text


# --- how long a text may be ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("x" * (LONGEST_TEXT + 1), "it has 10001 characters: write at most 10000"),
        ({"tea": ["x" * 10_001]}, "tea[0] has 10001 characters"),
        (["a"] * (MOST_ENTRIES + 1), "it has 1001 entries: give at most 1000"),
        ([[[[["a"]]]]], "[0][0][0][0] is nested deeper than any answer"),
        ({"x" * 300: 1}, "the name of a field has 300 characters"),
    ],
)
def test_what_is_too_long_or_too_deep_is_refused_with_its_place(value, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        bounded(value)


@pytest.mark.parametrize(
    "call",
    [
        lambda text: request_of({"target": [text]}, TODAY),
        lambda text: request_of({"supplement": [text]}, TODAY),
        lambda text: request_of({"height-cm": [text]}, TODAY),
        lambda text: Preferences(targets=[text]),
        lambda text: Preferences(tea=[text]),
        lambda text: Person(height=text),
        lambda text: prescribed(text),
        lambda text: label_amount(text, "calcium_mg"),
        lambda text: serving_grams(text),
        lambda text: grams_per_ml(text),
        lambda text: Handout(client=text),
        lambda text: Handout(timezone=text),
        lambda text: one_line(text, "the name"),
    ],
)
@pytest.mark.parametrize(
    "text", ["a " * 12_000, "1" * 200_000, "1 " + "kg " * 50_000, "calcium 1200 mg:" + " a" * 9_000]
)
def test_a_text_without_end_is_one_short_sentence(call, text):
    assert said(lambda: call(text))


def test_far_too_many_answers_are_refused_and_none_is_dropped():
    assert "exclude has 1001 entries" in said(lambda: request_of({"exclude": ["banana"] * 1001}, TODAY))
    assert len(request_of({"exclude": ["banana"] * 1000}, TODAY).preferences.exclude) == 1000
    assert "targets has 101 entries" in said(lambda: Preferences(targets=["iron 18 mg"] * 101))
    assert "supplements has 101 entries" in said(lambda: Person(supplements=[{"nutrient": "iron", "amount": 1}] * 101))


@pytest.mark.parametrize(
    "call",
    [
        lambda text: Preferences(without=[text]),
        lambda text: Preferences(hours={text[:200]: "08:00"}),
        lambda text: Preferences(targets=[[text]]),
        lambda text: Person(supplements=[[text]]),
        lambda text: planner.safety.unsuitable(FOODS, Preferences(exclude=[text])),
        lambda text: planner.safety.unsuitable(FOODS, Preferences(allow=[text])),
        lambda text: planner.safety.unsuitable(FOODS, Preferences(favourites=[text])),
        lambda text: planner.safety.remarks(FOODS, text),
        lambda text: one_of(text, ["article", "measured"], "the mode"),
        lambda text: one_of(text, COLUMNS, "the column"),
    ],
)
def test_a_sentence_quotes_the_beginning_of_what_it_refuses(call):
    sentence = said(lambda: call("milk_" * 2_000))
    assert sentence and len(sentence) < 350 and "milk_" * 10 not in sentence


def test_a_product_of_units_is_no_quantity():
    for text in ("1 kg kg", "1 kg kg kg", "1 " + "kg " * 60, "5 m*m", "5 m/m/m"):
        assert "is not a quantity" in said(lambda text=text: units.quantity(text), ValueError)
    assert units.magnitude("1.03 g/ml", "g/ml") == 1.03 and units.magnitude("9 stone 10 lb", "kg") == pytest.approx(
        61.69, abs=0.01
    )
    assert "is not a quantity" in said(lambda: units.quantity("about 5 cm"), ValueError)


def test_a_field_may_be_called_like_anything():
    assert "self is 1" in said(lambda: Person(self=1, age=30))


# --- patterns that see text from outside --------------------------------------------------------

LONG = 200_000
NASTY = [
    part * (LONG // len(part))
    for part in ("a ", "1", "1,", "1 ", "1a", "((", "a(", " ", ",", "_", "at least ", "1 mg ", "1.", "a.")
]


def _first(amount, text):
    """As a typed line is searched for its amount."""
    return next(filter(None, (amount.fullmatch(text, place) for place in units.amounts_in(text))), None)


PATTERNS = {
    "target": lambda text: _first(client_targets._AMOUNT, text),
    "side": lambda text: client_targets._SIDE.search(text),
    "supplement": lambda text: _first(supplements._AMOUNT, text),
    "quantity": lambda text: units._PART.findall(text),
    "bare": lambda text: units._BARE.fullmatch(text),
    "unit": lambda text: units._UNIT.fullmatch(text),
    "hour": lambda text: units._TYPED_HOUR.fullmatch(text),
    "label": lambda text: LABEL_AMOUNT.fullmatch(text),
    "figure of the table": lambda text: _FIGURE.fullmatch(text),
    "figure of a file": lambda text: number_parsing._TYPED.fullmatch(text),
    "plain figure": lambda text: number_parsing._PLAIN.fullmatch(text),
    "traces": lambda text: number_parsing._TRACES.fullmatch(text),
    "words of a header": lambda text: column_matching._with_unit(text),
    "names of foods": lambda text: rules_that_name(food_words(text)),
    "joiners": lambda text: printable(text.replace("a", "\u200d")),
}


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("tail", ["", "!", "x:", " mg !"])
def test_every_pattern_reads_200_000_characters_in_one_go(pattern, tail):
    for text in NASTY:
        PATTERNS[pattern](text + tail)


def test_patterns_of_the_tables_read_the_longest_name_that_can_be():
    patterns = [
        *read("safety")["match"],
        *read("preparation")["match"],
        *read("oxalate")["food"],
        *read("calcium_absorption")["food"],
        *read("food_groups")["when"],
    ]
    assert len(patterns) > 100
    longest = max(LONGEST.values())
    texts = [(word * longest)[:longest] for word in ("raw_", "cocoa", "spinach ", "a", "_", "juice, ", "tea_", "éi ")]
    for pattern in dict.fromkeys(filter(None, patterns)):
        for text in texts:
            re.search(pattern, text)


# --- every entrance -----------------------------------------------------------------------------


@slowly
@given(st.dictionaries(st.sampled_from(sorted(OURS)), st.lists(TEXTS, max_size=3), max_size=6))
def test_any_address_asks_for_a_week_or_is_one_sentence(query):
    found = []
    if said(lambda: found.append(request_of(query, TODAY))) is None:
        assert 1 <= found[0].days <= 14
        query_of(found[0], FOODS)
    assert table_of(query)[0] >= 0
    said(lambda: plan_of(query, request_of({}, TODAY), FOODS))


@slowly
@given(st.dictionaries(st.sampled_from([*Person.model_fields, "height", "weight", "self"]), ANYTHING, max_size=3))
def test_any_person_is_one_or_one_sentence(fields):
    said(lambda: Person(**fields))


@slowly
@given(st.dictionaries(st.sampled_from(list(Preferences.model_fields)), ANYTHING, max_size=3))
def test_any_preferences_are_some_or_one_sentence(fields):
    said(lambda: Preferences(**fields))


@slowly
@given(st.dictionaries(st.sampled_from(list(Handout.model_fields)), ANYTHING, max_size=3))
def test_any_handout_is_one_or_one_sentence(fields):
    said(lambda: Handout(**fields))


@slowly
@given(TEXTS, TEXTS, TEXTS)
def test_any_line_and_any_amount_are_read_or_refused(one, other, third):
    said(lambda: prescribed(one))
    said(lambda: Preferences(targets=[one, other]))
    said(lambda: ClientTarget(nutrient=one, target=other, upper=third, note=one))
    said(lambda: Supplement(nutrient="iron", amount=one, meal=other))
    said(lambda: label_figures({"calcium_mg": one, "sodium_mg": other}, "serving", third, one))
    for call in (units.quantity, units.clock, units.minutes, units.unambiguous):
        said(lambda call=call: call(one), ValueError)
    for nutrient in nutrients():
        said(lambda nutrient=nutrient: units.nutrient_amount(one[:300], nutrient), ValueError)
    assert measure(one[:2000], 1.5)


@slowly
@given(st.lists(TEXTS, min_size=2, max_size=5), st.lists(TEXTS, min_size=2, max_size=5))
def test_any_cells_come_in_as_foods_or_are_refused(header, cells):
    raw = ";".join(header) + "\n" + ";".join(cells)
    sheets = []
    if said(lambda: sheets.append(read_sheet(raw.encode("utf-8", "ignore"), header[0]))) is None:
        for fault in to_food_rows(sheets[0], match_columns(sheets[0])).faults:
            assert len(fault.splitlines()) == 1
    assert group_of(cells, header[0]) is None or cells


@slowly
@given(st.sampled_from(COLUMNS), TEXTS)
def test_any_cell_of_a_table_of_ones_own_is_sound_or_a_fault(column, cell):
    frame = FOODS.frame.loc[["banana"]].rename_axis("food").reset_index().astype(object)
    frame[column] = cell.replace("\ud800", "")
    for fault in check_foods(frame[COLUMNS].fillna("").to_csv(index=False).encode(), "mine.csv"):
        assert len(fault.splitlines()) == 1 and len(fault) < 1000


OPTIONS = [
    "--height-cm",
    "--supplement",
    "--target",
    "--start",
    "--seed",
    "--coffee",
    "--client",
    "--timezone",
    "--energy-kcal",
]


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(OPTIONS), TEXTS.filter(lambda text: "\0" not in text and "\ud800" not in text))
def test_any_option_is_read_or_refused_in_one_sentence(option, text):
    got = CliRunner().invoke(main, ["plan", "--days", "1", "--exclude", "nothing_of_the_kind", f"{option}={text}"])
    assert got.exit_code == 2 and got.stdout == ""
    assert got.stderr.startswith("cramp-planner: ") and got.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args", [["schema", "a\nb"], ["plan", "\u2028", "\x1b[31mred"], ["backup", "a", *["x" * 5_000] * 9]]
)
def test_what_is_quoted_breaks_no_line_and_colours_no_terminal(args):
    got = CliRunner().invoke(main, args)
    assert (got.exit_code, got.stdout) == (2, "") and len(got.stderr) < 1100
    assert len(got.stderr.splitlines()) == 1 and "\x1b" not in got.stderr


def test_an_option_without_end_is_refused_before_it_is_read():
    for given_ in (["--note", "x" * 10_001], [f"--note={'x' * 10_001}"]):
        got = CliRunner().invoke(main, ["plan", *given_])
        assert got.exit_code == 2 and "--note has 100" in got.stderr


@pytest.mark.parametrize("start", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_one_sentence(start):
    got = CliRunner().invoke(main, ["plan", "--days", "1", "--start", start])
    assert got.exit_code == 2 and f"the start can't be {start}: give a day from 1900-01-01" in got.stderr


def test_a_seed_that_no_file_can_hold_is_refused():
    assert "the seed can't be" in said(lambda: planner.plan_week(Person(), days=1, seed=2**53))


def test_every_field_of_the_screen_says_how_much_can_be_typed():
    for path in sorted((ROOT / "planner" / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("text_input", "text_area"):
                assert any(word.arg == "max_chars" for word in node.keywords), f"{path.name}:{node.lineno}"
