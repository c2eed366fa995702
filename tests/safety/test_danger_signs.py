"""Danger signs: what each comes to, the most urgent first; never a diagnosis, never a reassurance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.menu.wording import URGENCY
from planner.reference.tables import read
from planner.safety.danger_signs import STAND_BACK, signs, triage

LEVELS = list(URGENCY)
KEYS = [sign.key for sign in signs()]


def test_every_row_that_sends_to_a_doctor_has_signs_to_tick_and_no_other_row():
    table = read("safety").set_index("key")
    asked = {sign.key.partition(".")[0] for sign in signs()}
    assert asked == set(table.index[table["level"] == "doctor"])
    assert not table.loc[table["level"] != "doctor", "sign"].any()


def test_signs_are_short_lines_each_said_once_the_most_urgent_first():
    words = [sign.words for sign in signs()]
    assert len(set(words)) == len(words) <= 30
    assert all(0 < len(line) <= 48 and line[0].isupper() and not line.endswith(".") for line in words)
    places = [LEVELS.index(sign.level) for sign in signs()]
    assert places == sorted(places) and set(places) == set(range(len(LEVELS)))


@pytest.mark.parametrize("sign", signs(), ids=lambda sign: sign.key)
def test_each_sign_leads_to_the_words_of_its_level(sign):
    answer = triage([sign.key])
    assert answer.title == URGENCY[sign.level]
    assert answer.todo == (f"{sign.action} {sign.why}",)
    assert answer.tell == (sign.words,)
    assert answer.before_menus == (sign.level != "next visit")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("One leg is swollen, hot or sore to touch", "See or ring a doctor today"),
        ("Hard to breathe, or pain in the chest", "Call an ambulance"),
        ("Very bad headache", "Ring the maternity unit or get help now"),
        ("Your very first leg cramp", "Tell your doctor or midwife"),
    ],
)
def test_what_a_woman_feels_sends_her_where_she_has_to_go(words, title):
    sign = next(sign for sign in signs() if sign.words == words)
    assert triage([sign.key]).title == title


@given(st.sets(st.sampled_from(KEYS), min_size=1), st.randoms(use_true_random=False))
def test_the_most_urgent_wins_and_nothing_ticked_is_lost(named, order):
    keys = sorted(named)
    order.shuffle(keys)
    answer = triage(keys)
    present = [sign for sign in signs() if sign.key in named]
    assert answer.level == min((sign.level for sign in present), key=LEVELS.index)
    assert set(answer.tell) == {sign.words for sign in present}
    assert answer.before_menus == any(sign.level in STAND_BACK for sign in present)
    assert len(set(answer.todo)) == len(answer.todo) >= 1


def test_two_signs_of_one_reason_give_their_advice_once():
    leg = [sign.key for sign in signs() if sign.key.startswith("dvt.")]
    assert len(leg) == 2
    answer = triage(leg)
    assert len(answer.todo) == 1 and "Do not massage the leg." in answer.todo[0]
    assert len(answer.tell) == 2


def test_nothing_ticked_comes_to_nothing():
    assert triage([]) is None


def test_an_unknown_sign_gives_one_sentence_with_the_nearest():
    with pytest.raises(PlannerError, match=r"^the danger sign can't be 'dvt\.3': take 'dvt\.2', 'dvt\.1' or "):
        triage(["dvt.3"])


def test_the_ambulance_is_named_with_a_number_that_has_a_source():
    rows = read("safety").query("topic == 'ambulance'")
    assert len(rows) >= 2
    for row in rows.to_dict("records"):
        assert "112" in row["action"] and "European Union" in row["action"] and "EU 2023/444" in row["source"]
