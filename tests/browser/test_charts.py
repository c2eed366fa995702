"""What only a browser tells of the charts: a click chooses, the words are read by day and by night, nothing is cut."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.browser import redrawn
from tests.browser.waiting import click, fits, press, still

PHONE = {"width": 360, "height": 800}
CHART = "[data-testid=stVegaLiteChart]"


def click_row(page, chart, words, from_the_right):
    """Click the row of a chart that these words stand before."""
    marks = page.locator(CHART).nth(chart).locator("svg")
    label = still(marks.get_by_text(words, exact=True).first)
    row, whole = label.bounding_box(), marks.bounding_box()
    with redrawn(page):
        page.mouse.click(whole["x"] + whole["width"] - from_the_right, row["y"] + row["height"] / 2)


def box(page, name):
    return page.get_by_role("combobox", name=name, exact=True)


def test_a_click_in_a_chart_shows_what_lies_behind_it(open_page):
    page = open_page("nutrients")
    click_row(page, 0, "Iron", 30)
    expect(page.get_by_text("Iron, day by day")).to_be_visible()
    expect(box(page, "Nutrient")).to_have_value("Iron")
    click_row(page, 1, "13:00 Lunch", 10)
    expect(page.get_by_text("13:00 Lunch, on all days")).to_be_visible()
    click_row(page, 2, "Zinc", 40)
    expect(page.get_by_text("serving by serving")).to_be_visible()
    expect(box(page, "Nutrient of a day")).to_have_value("Zinc")
    expect(box(page, "Nutrient")).to_have_value("Iron")


def test_what_a_click_does_the_keyboard_does_too_and_a_click_after_it(open_page):
    page = open_page("nutrients")
    box(page, "Nutrient").focus()
    page.keyboard.type("Vitamin D")
    press(page, "Enter")
    expect(page.get_by_text("Vitamin D, day by day")).to_be_visible()
    click_row(page, 0, "Calcium", 30)
    expect(page.get_by_text("Calcium, day by day")).to_be_visible()
    expect(box(page, "Nutrient")).to_have_value("Calcium")


def test_a_choice_outlives_a_look_at_another_page(open_page):
    page = open_page("nutrients")
    days = page.get_by_role("radiogroup", name="Show the charts for").get_by_role("radio")
    click(days.nth(3))
    click(page.get_by_role("link", name="Why and safety").first)
    expect(page.get_by_role("heading", name="When to see a doctor first")).to_be_visible()
    click(page.get_by_role("link", name="Nutrients").first)
    assert [n for n in range(days.count()) if days.nth(n).get_attribute("aria-checked") == "true"] == [3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_charts_fit_a_phone_by_day_and_by_night(open_page, scheme):
    page = open_page("nutrients", scheme=scheme, **PHONE)
    fits(page, PHONE["width"])
    for n in range(3):
        chart = page.locator(CHART).nth(n).locator("svg")
        frame = chart.bounding_box()
        for text in chart.locator("text").all():
            word = text.bounding_box()
            if word and word["width"] and text.inner_html():
                assert word["x"] >= frame["x"] - 1, text.inner_html()
                assert word["x"] + word["width"] <= frame["x"] + frame["width"] + 1, text.inner_html()
                assert "…" not in text.inner_html()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_passes_the_accessibility_checker(open_page, scheme):
    page = open_page("nutrients", scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
