"""The Day page in a browser: its charts are drawn and touched, it fits a phone, it reads by day and by night."""

import re

import pytest

from tests.browser.test_pages import PATIENCE, PHONE, page_is_drawn


@pytest.fixture
def day_page(open_page):
    def opened(**options):
        page = open_page("day", **options)
        page.locator("[data-testid=stVegaLiteChart] .marks").nth(1).wait_for(timeout=PATIENCE)
        page_is_drawn(page)
        return page

    return opened


def clock(page):
    return page.locator("[data-testid=stVegaLiteChart]").first


def touch_the_first_meal(page):
    clock(page).scroll_into_view_if_needed()
    hour = clock(page).get_by_text("07:30", exact=True).first.bounding_box()
    top = clock(page).bounding_box()["y"]
    page.mouse.click(hour["x"] + hour["width"] / 2, top + 120)


def test_a_meal_touched_in_the_clock_opens_its_table(day_page):
    page = day_page()
    touch_the_first_meal(page)
    page.get_by_text("Only 07:30 Breakfast is shown").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    everything = page.get_by_role("option", name="All meals")
    for _ in range(10):  # on a busy machine the table is still settling, and its box closes again
        page.get_by_role("combobox", name="Show").click()
        page.wait_for_timeout(1000)
        if everything.count():
            break
    everything.click()
    page.get_by_text("Only 07:30 Breakfast is shown").wait_for(state="detached", timeout=PATIENCE)


def test_a_food_touched_shows_where_it_is_eaten(day_page):
    page = day_page(**PHONE)
    foods = page.locator("[data-testid=stVegaLiteChart]").nth(1)
    foods.scroll_into_view_if_needed()
    foods.locator(".mark-rect path").first.click()
    page.get_by_text(re.compile("^Only .+ is shown. Choose “All foods”")).wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("width", [360, 390, 680])  # 680: a screen of 1360 at 200 %
def test_the_day_fits_a_small_screen(day_page, width):
    page = day_page(width=width, height=844)
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"
    )
    assert wide <= width
    for n in range(2):
        drawing = page.locator("[data-testid=stVegaLiteChart]").nth(n).locator("svg, canvas").first.bounding_box()
        assert drawing["x"] >= 0 and drawing["x"] + drawing["width"] <= width
    assert page.locator("[data-testid=stException]").count() == 0


def test_no_words_of_the_clock_cover_each_other_on_a_phone(day_page):
    page = day_page(**PHONE)
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
def test_the_words_of_the_clock_are_in_the_ink_of_the_theme(day_page, scheme):
    page = day_page(scheme=scheme)
    ink = clock(page).locator(".mark-text text").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == {"light": "rgb(44, 40, 35)", "dark": "rgb(238, 231, 220)"}[scheme]


def test_the_picked_day_is_kept_when_the_page_is_left(day_page):
    page = day_page()
    name = page.get_by_role("heading", level=2).first
    first = name.inner_text()
    page.locator("[class*=st-key-day_shown]").get_by_role("radio").or_(
        page.locator("[class*=st-key-day_shown] button")
    ).nth(3).click()
    page.wait_for_function("first => document.querySelector('h2').innerText !== first", arg=first)
    kept = name.inner_text()
    page.get_by_role("link", name="Change a meal on the Week page").click()
    page.get_by_role("heading", name="Take it with you").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    page.get_by_role("link", name="Day", exact=True).first.click()
    page.get_by_role("heading", name="A day, hour by hour").wait_for(timeout=PATIENCE)
    page.get_by_role("heading", name=kept).wait_for(timeout=PATIENCE)
