"""The Why and safety page, and the check of danger signs that comes before a plan."""

import pytest
from streamlit.testing.v1 import AppTest

from planner.app.widgets.markdown import plain
from planner.assessment.pairing_words import VERDICTS
from planner.charts.evidence_chart import CERTAINTY, SHORT, evidence_bars, evidence_table
from planner.menu.preparation import leftovers_note
from planner.menu.wording import URGENCY
from planner.reference.tables import read
from planner.safety.danger_signs import signs

SECONDS = 300
ORDER = [
    "When to see a doctor first",
    "Stretching",
    "What is proven and what is not",
    "What the planner keeps to",
    "What this is, and what it is not",
    "Words explained",
    "Where every figure is from",
]


def why_page():
    from planner.app.pages.why import page as why
    from planner.app.widgets.danger_check import danger_button

    danger_button()
    why.page()


def plan_page():
    import streamlit as st

    from planner.app.widgets.danger_check import danger_button, danger_gate

    danger_button()
    if not danger_gate():
        st.markdown("the plan")


@pytest.fixture
def why():
    return AppTest.from_function(why_page, default_timeout=SECONDS).run()


@pytest.fixture
def plan():
    """A page with a plan."""
    return AppTest.from_function(plan_page, default_timeout=SECONDS).run()


def checked(at: AppTest) -> AppTest:
    """A page with a plan, the check open over it."""
    return at.button(key="danger_signs").click().run()


def words(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*at.markdown, *at.error, *at.warning, *at.info))


def opened(at: AppTest, key: str) -> str:
    """All text once a list was opened."""
    at.session_state[key] = True
    at.run()
    assert not at.exception
    return words(at)


def tick(at: AppTest, *keys: str) -> AppTest:
    checked(at)
    for key in keys:
        at.checkbox(key=f"danger_{key}").check().run()
    at.button(key="danger_done").click().run()
    assert not at.exception
    return at


def sees_the_plan(at: AppTest) -> bool:
    return "the plan" in [one.value for one in at.markdown]


def alerts(at: AppTest) -> list[str]:
    return [one.title for one in (*at.error, *at.warning, *at.info)]


def test_the_page_opens_with_the_doctor_and_goes_on_with_the_cramp(why):
    assert not why.exception
    assert [h.value for h in why.header] == ORDER
    assert "not a medical device" in words(why)


def test_every_sign_of_the_table_is_offered_and_none_is_ticked(why):
    next(button for button in why.button if button.label == "Tick what you have").click().run()
    assert [box.label for box in why.checkbox] == [sign.words for sign in signs()]
    assert not any(box.value for box in why.checkbox)
    assert alerts(why) == []


def test_what_to_do_in_a_cramp_stands_step_by_step_in_order(why):
    steps = read("besides_food")
    lists = [one.value for one in why.markdown if one.value.startswith(("1. ", "- Stretch"))]
    assert [line[3:] for line in lists[0].splitlines()] == steps.loc[steps["when"] == "cramp", "step"].tolist()
    assert [line[2:] for line in lists[1].splitlines()] == steps.loc[steps["when"] == "prevent", "step"].tolist()
    places = [lists[0].index(word) for word in ("Straighten", "toes", "passed", "massage", "Walk")]
    assert places == sorted(places)
    assert "found no trial of stretching" in words(why)


def test_the_warning_before_massage_stands_in_the_step_itself(why):
    line = next(line for one in why.markdown for line in one.value.splitlines() if "massage the muscle" in line)
    assert "swollen, red or hot" in line and "doctor first" in line


def test_the_signs_in_full_stand_behind_the_check(why):
    assert "One leg, or one calf, is swollen" not in words(why)
    text = opened(why, "signs_open")
    assert "One leg, or one calf, is swollen" in text and "NHS Wales DVT" in text


def test_germs_say_what_they_are_where_and_what_to_do(why):
    text = opened(why, "rules_germ")
    rows = read("safety").query("level == 'germ'")
    assert sorted(rows["what"]) == ["Campylobacter", "Listeria", "Salmonella", "Toxoplasmosis"]
    for row in rows.to_dict("records"):
        assert f"**{row['what']}.** {plain(row['why'])} *What to do:* {plain(row['action'])}" in text
    assert f"**Leftovers.** {plain(leftovers_note())}" in text


def test_each_pairing_is_read_with_both_sides_and_what_to_do_instead(why):
    text = opened(why, "rules_pairings")
    for row in read("pairing_rules").to_dict("records"):
        for words in (row["article_says"], row["measured"], row["advice"], VERDICTS[row["verdict"]]):
            assert plain(words) in text


def test_the_summary_counts_what_the_table_holds(why):
    counts = read("evidence")["verdict"].value_counts()
    said = next(one.value for one in why.markdown if "has been shown to prevent cramps" in one.value)
    against = counts["contradicted"] + counts["harmful"]
    assert f"Of {counts.sum()} claims, {counts['supported']} are borne out, {against} contradicted or harm" in said


def test_the_chart_counts_every_claim_once_and_says_so_in_words():
    evidence = read("evidence")
    table = evidence_table(evidence)
    assert table["Certainty"].tolist() == ["Moderate", "Low", "Very low", "Not tested"]
    assert table.drop(columns="Certainty").to_numpy().sum() == len(evidence)
    spoken = evidence_bars(evidence).to_dict()["description"]
    moderate = evidence[evidence["certainty"] == "moderate"]["verdict"].value_counts()
    assert spoken.startswith(f"Bar chart of {len(evidence)} claims by certainty. Moderate: ")
    assert f"borne out {moderate['supported']}, contradicted {moderate['contradicted']}." in spoken


@pytest.mark.parametrize("verdict", SHORT)
def test_the_claims_of_a_verdict_are_read_with_both_sides_and_how_sure_they_are(why, verdict):
    evidence = read("evidence")
    text = opened(why, f"claims_{verdict}").replace("\\", "")
    for row in evidence.to_dict("records"):
        assert (f"**{row['advice']}**" in text) == (row["verdict"] == verdict)
    for row in evidence[evidence["verdict"] == verdict].to_dict("records"):
        for words in (row["article_says"], row["found"], f"badge[{CERTAINTY[row['certainty']]}"):
            assert words in text


def test_every_safety_rule_is_there_when_its_list_is_opened(why):
    for level in ("phone", "ask", "refuse", "limit", "warn"):
        text = opened(why, f"rules_{level}")
        for what in read("safety").query("level == @level")["what"]:
            assert what.split(",")[0] in text.replace("\\", "")


def test_the_sources_are_searched(why):
    opened(why, "sources_open")
    why.text_input(key="source_search").set_value("heaney").run()
    found = why.dataframe[0].value
    assert 0 < len(found) < len(read("references"))
    assert all("heaney" in str(row).lower() for row in found.to_dict("records"))
    why.text_input(key="source_search").set_value("no such author").run()
    assert "No source fits" in words(why)


@pytest.mark.parametrize("level", URGENCY)
def test_a_ticked_sign_says_where_to_turn(why, level):
    sign = next(sign for sign in signs() if sign.level == level)
    checked(why).checkbox(key=f"danger_{sign.key}").check().run()
    assert alerts(why)[-1] == URGENCY[level], "beneath the boxes as well as on the page"
    assert sign.action in words(why).replace("\\", "")


def test_the_most_urgent_sign_has_the_word_and_all_are_told(why):
    tick(why, "first_cramp.1", "dvt.1", "embolism.1")
    assert alerts(why) == ["Call an ambulance"]
    told = why.error[0].value
    assert told.index("hard to breathe") < told.index("one leg is swollen") < told.index("your very first leg cramp")


@pytest.mark.parametrize(
    ("sign", "waits"), [("embolism.1", True), ("dvt.1", True), ("pre_eclampsia.1", True), ("daily_cramps.1", False)]
)
def test_the_plan_stands_back_for_what_is_urgent_only(plan, sign, waits):
    assert sees_the_plan(plan)
    tick(plan, sign)
    assert sees_the_plan(plan) != waits
    assert len(alerts(plan)) == 1
    assert bool([b for b in plan.button if b.label == "Show the plan all the same"]) == waits


def test_the_plan_comes_all_the_same_on_request_and_the_alert_stays(plan):
    tick(plan, "dvt.1")
    next(b for b in plan.button if b.label == "Show the plan all the same").click().run()
    assert sees_the_plan(plan)
    assert alerts(plan) == ["See or ring a doctor today"]
    tick(plan, "first_cramp.1")
    assert sees_the_plan(plan)
    tick(plan, "embolism.1")  # another reason to wait
    assert not sees_the_plan(plan)
    assert alerts(plan) == ["Call an ambulance"]


def test_one_click_clears_every_tick(plan):
    tick(plan, "dvt.1", "fits.1")
    checked(plan).button(key="danger_none").click().run()
    assert sees_the_plan(plan) and not plan.error and not plan.warning
    assert not plan.checkbox  # closed again
    assert "Nothing is ticked" in plan.info[0].value and "ring your doctor" in plan.info[0].value


def test_unticking_brings_the_plan_back(plan):
    tick(plan, "dvt.2")
    checked(plan).checkbox(key="danger_dvt.2").uncheck().run()
    plan.button(key="danger_done").click().run()
    assert sees_the_plan(plan) and alerts(plan) == []


def test_ticks_are_shared_by_the_pages_of_a_session(plan):
    tick(plan, "dvt.1")
    other = AppTest.from_function(why_page, default_timeout=SECONDS)
    other.session_state["danger_ticked"] = set(plan.session_state["danger_ticked"])
    other.run()
    assert alerts(other) == ["See or ring a doctor today"]
    assert checked(other).checkbox(key="danger_dvt.1").value


def test_ticks_stay_out_of_the_address_and_out_of_the_plan(plan):
    planned = object()
    plan.session_state["planned"] = planned
    tick(plan, "first_cramp.1", "dvt.1")
    assert not plan.query_params
    assert plan.session_state["planned"] is planned
