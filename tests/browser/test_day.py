"""The Day page in a browser: its charts are drawn and touched, it fits a phone, it reads by day and by night."""

import pytest
from playwright.sync_api import expect

from benchmarks.browser import redrawn
from tests.browser.waiting import PHONE, click, fits, still


def clock(page):
    return page.locator("[data-testid=stVegaLiteChart]").first


def test_a_meal_touched_in_the_clock_shows_its_plate(open_page):
    page = open_page("day")
    still(clock(page))
    hour = clock(page).get_by_text("07:30", exact=True).first.bounding_box()
    top = clock(page).bounding_box()["y"]
    with redrawn(page):
        page.mouse.click(hour["x"] + hour["width"] / 2, top + 120)
    chosen = page.get_by_role("combobox", name="Meal", exact=True)
    expect(chosen).to_have_value("07:30 Breakfast")
    still(chosen).click()
    click(page.get_by_role("option", name="13:00 Lunch"))
    expect(chosen).to_have_value("13:00 Lunch")


def test_a_food_touched_shows_where_it_is_eaten(open_page):
    page = open_page("day", **PHONE)
    foods = page.locator("[data-testid=stVegaLiteChart]").nth(1)
    click(foods.locator(".mark-rect path").first)
    expect(page.get_by_role("combobox", name="Food", exact=True)).not_to_have_value("")


@pytest.mark.parametrize("width", [360, 390, 680])  # 680: a screen of 1360 at 200 %
def test_the_day_fits_a_small_screen(open_page, width):
    page = open_page("day", width=width, height=844)
    fits(page, width)
    for n in range(2):
        drawing = page.locator("[data-testid=stVegaLiteChart]").nth(n).locator("svg, canvas").first.bounding_box()
        assert drawing["x"] >= 0 and drawing["x"] + drawing["width"] <= width


def test_no_words_of_the_clock_cover_each_other_on_a_phone(open_page):
    page = open_page("day", **PHONE)
    boxes = [
        box
        for text in clock(page).locator(".mark-text text").all()
        if (text.text_content() or "").strip() and (box := text.bounding_box())
    ]
    assert len(boxes) >= 8
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across <= 2 or down <= 4, (one, other)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_the_clock_are_in_the_ink_of_the_theme(open_page, scheme):
    page = open_page("day", scheme=scheme)
    ink = clock(page).locator(".mark-text text").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == {"light": "rgb(44, 40, 35)", "dark": "rgb(238, 231, 220)"}[scheme]


def test_the_picked_day_is_kept_when_the_page_is_left(open_page):
    page = open_page("day")
    name = page.get_by_role("heading", level=2).first
    first = name.inner_text()
    click(page.locator("[class*=st-key-day_shown]").get_by_role("radio").nth(3))
    expect(name).not_to_have_text(first)
    kept = name.inner_text()
    click(page.get_by_role("link", name="Change a meal"))
    expect(page.get_by_role("heading", name="Print and share")).to_be_visible()
    click(page.get_by_role("link", name="Day", exact=True).first)
    expect(page.get_by_role("heading", name="A day, hour by hour")).to_be_visible()
    expect(page.get_by_role("heading", name=kept)).to_be_visible()
