"""A visit from the first second: a plan at once, four answers, a link, a reload, one step back."""

import re

import pytest
from playwright.sync_api import expect

from benchmarks.browser import at_rest, redrawn
from tests.browser.waiting import PHONE, click, still, tap

UA = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
TOUCHED = {**PHONE, "user_agent": UA, "has_touch": True, "is_mobile": True}
CARD = "[class*=st-key-day_2]"
TWO_DAYS = "?days=2&start=2026-11-23"
ONE_DAY = "?days=1&start=2026-11-23"


def first_card(page):
    """The words of the first day, without what only marks the last step."""
    texts = page.locator(CARD).first.locator("[data-testid=stMarkdown]").all_inner_texts()
    return [text.removesuffix(" new") for text in texts]


WORDS_BEFORE = """selector => {
  const first = document.querySelector(selector);
  const main = document.querySelector("[data-testid=stMainBlockContainer]");
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let words = 0, node;
  while ((node = walk.nextNode()) && !first.contains(node)) {
    const box = node.parentElement.getBoundingClientRect();
    const icon = getComputedStyle(node.parentElement).fontFamily.includes("Material");
    if (box.width > 1 && box.height > 1 && !icon) words += node.textContent.split(/\\s+/).filter(Boolean).length;
  }
  return words;
}"""


@pytest.mark.parametrize("path", ["", ONE_DAY], ids=["first visit", "link"])
def test_todays_meals_stand_high_on_a_phone_with_few_words_before_them(open_page, path):
    page = open_page(path, **TOUCHED)
    first = page.locator(f"{CARD} strong").first
    assert first.bounding_box()["y"] < 700
    assert page.evaluate(WORDS_BEFORE, CARD) <= 60


def test_a_first_visit_asks_one_question_at_a_time_over_a_week_that_is_there(open_page):
    page = open_page(**TOUCHED)
    expect(page.get_by_text("1 of 3")).to_be_visible()
    expect(page.locator(CARD)).to_have_count(7)
    assert re.search(r"\?start=\d{4}-\d\d-\d\d&foods=\d+-[0-9a-f]{8}$", page.url)
    tap(page.get_by_role("radio", name="Nursing 0–6 months"))
    tap(page.get_by_role("button", name="Next"))
    tap(page.get_by_role("radio", name="Vegetarian"))
    tap(page.get_by_role("button", name="Next"))
    tap(page.get_by_role("button", name="Skip"))
    expect(page.get_by_text("For you: nursing 0–6 months, 30 years.")).to_be_visible()
    assert "stage=lactating" in page.url and "diet=vegetarian" in page.url
    assert page.locator(f"{CARD} strong").first.bounding_box()["y"] < PHONE["height"]  # the meals are in view


def answers(page):
    """The form with her answers, opened."""
    click(page.get_by_role("button", name="Your answers"))
    return page.get_by_role("dialog")


def test_four_answers_make_it_hers_and_the_link_opens_the_same(open_page):
    page = open_page(ONE_DAY, **TOUCHED)
    form = answers(page)
    still(form.get_by_role("combobox", name="Where are you?")).click()
    page.get_by_role("option", name="Nursing 0–6 months").click()
    form.get_by_label("Age in years").fill("27")
    form.get_by_role("textbox", name="Height").fill("5 ft 7 in")
    form.get_by_role("textbox", name="Weight, not pregnant").fill("143 lb")
    click(form.get_by_role("button", name="Plan my meals"))
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("For you: nursing 0–6 months, 27 years.")).to_be_visible()
    assert page.locator(f"{CARD} strong").first.bounding_box()["y"] < PHONE["height"]
    assert "stage=lactating" in page.url
    other = open_page("?" + page.url.partition("?")[2])
    assert first_card(other) == first_card(page)
    expect(answers(other).get_by_label("Age in years")).to_have_value("27")


def test_a_meal_left_out_outlives_a_reload_and_back_brings_it_again(open_page):
    page = open_page(TWO_DAYS)
    before = first_card(page)
    still(page.get_by_role("button", name="Change").nth(2)).click()
    click(page.get_by_role("menuitem").filter(has_text="Skip this meal"))
    expect(page.get_by_role("button", name="Plan it again")).to_be_visible()
    assert "menu=" in page.url and len(page.url) <= 300
    after = first_card(page)
    page.reload()
    at_rest(page)
    assert first_card(page) == after != before
    with redrawn(page):
        page.go_back()
    expect(page.get_by_role("button", name="Plan it again")).to_have_count(0)
    assert first_card(page) == before


def test_what_a_step_solved_anew_is_marked_and_taken_back(open_page):
    page = open_page(TWO_DAYS)
    click(page.get_by_role("button", name="Lock the day").first)
    expect(page.get_by_role("button", name="Unlock the day")).to_be_visible()
    before = page.locator(CARD).nth(1).inner_text()
    click(page.get_by_role("button", name="Another week"))
    expect(page.get_by_text(re.compile("6 locked meals stayed"))).to_be_visible()
    assert page.locator(CARD).first.get_by_text("new", exact=True).count() == 0
    assert page.locator(CARD).nth(1).get_by_text("new", exact=True).count() > 0
    click(page.get_by_role("button", name="Undo"))
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert page.locator(CARD).nth(1).inner_text() == before


def test_the_first_day_is_there_while_the_week_is_still_being_made(open_page):
    """Two weeks take long enough to look: the draft comes before the cards, and goes when they come."""
    page = open_page("?days=14&start=2026-11-23&seed=3", wait=False)
    page.get_by_text("A first draft; dishes may still change.").wait_for()
    page.get_by_role("heading", name="Monday 23 November").first.wait_for()
    at_rest(page)
    assert page.get_by_text("A first draft").count() == 0
    assert page.locator(CARD).count() == 14


def test_a_phone_opens_with_today_and_opens_another_day_on_a_tap(open_page):
    page = open_page(**TOUCHED)
    expect(page.get_by_role("heading", name=re.compile("^Today"))).to_be_visible()
    other = page.locator(CARD).nth(3)
    expect(other.get_by_role("img")).to_have_count(6)  # three dishes and three bars
    expect(other.get_by_role("button", name="Change")).to_have_count(0)
    tap(other.locator("summary"))
    expect(other.get_by_role("button", name="Change")).to_have_count(6)
    expect(page.locator(CARD).first.get_by_role("button", name="Change")).to_have_count(6)


def test_a_day_that_is_opened_stays_open_when_a_dish_of_it_changes(open_page):
    page = open_page(TWO_DAYS, **TOUCHED)
    other = page.locator(CARD).nth(1)
    tap(other.locator("summary"))
    still(other.get_by_role("button", name="Change").nth(2)).tap()
    tap(page.get_by_role("menuitem").filter(has_text="Skip this meal"))
    news = page.get_by_text(re.compile("^Lunch on Tuesday is left out"))
    expect(news).to_be_visible()
    assert 0 < news.bounding_box()["y"] < PHONE["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_of_the_minerals_keep_their_colours(open_page, scheme):
    page = open_page(scheme=scheme)
    bars = page.locator(CARD).first.locator("img[alt*=target]")
    expect(bars).to_have_count(3)
    names = [bars.nth(n).get_attribute("alt") for n in range(3)]
    assert [name.partition(":")[0] for name in names] == ["Calcium", "Magnesium", "Potassium"]
    assert all("of the target" in name for name in names)
    assert all(0 < bars.nth(n).bounding_box()["height"] < 20 for n in range(3))


def test_a_danger_sign_comes_before_the_plan_and_stays_out_of_the_address(open_page):
    page = open_page(ONE_DAY, **PHONE)
    alert = page.get_by_role("alert").filter(has_text="See or ring a doctor today")
    click(page.get_by_role("button", name="Danger signs"))
    click(page.get_by_text("One leg is swollen, hot or sore to touch"))
    click(page.get_by_role("button", name="Done"))
    expect(alert).to_be_visible()
    expect(page.locator(CARD)).to_have_count(0)
    assert "leg" not in page.url and "danger" not in page.url
    click(page.get_by_role("button", name="Show the plan all the same"))
    expect(page.locator(CARD).first).to_be_visible()
    expect(alert).to_be_visible()


@pytest.mark.parametrize("path", ["", "day", "nutrients", "meal", "foods", "why"], ids=lambda path: path or "week")
def test_a_cramp_and_danger_signs_are_one_tap_away_on_every_page(open_page, path):
    page = open_page(path, **PHONE)
    for name in ("In a cramp now", "Danger signs"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert 0 < box["y"] < PHONE["height"] - box["height"]
    page.get_by_role("button", name="In a cramp now").click()
    steps = page.locator("[data-testid=stPopoverBody]").get_by_role("listitem")
    expect(steps.first).to_have_text("Straighten the leg.")


def test_she_stays_where_she_is_when_another_dish_is_taken(open_page):
    page = open_page(**TOUCHED)
    still(page.get_by_role("button", name="Change").nth(2)).tap()
    tap(page.get_by_role("menuitem").filter(has_text="Something else"))
    tap(page.get_by_role("dialog").get_by_role("button", name="Take this").nth(1))
    news = page.get_by_text(re.compile("^Lunch on .* is now"))
    expect(news).to_be_visible()
    assert 0 < news.bounding_box()["y"] < PHONE["height"]
