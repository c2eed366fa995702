"""What only a browser tells of the charts: a click chooses, the words are read by day and by night, nothing is cut."""

import pytest

PATIENCE = 60_000  # [ms] for a first plan on a slow machine
PHONE = {"width": 360, "height": 800}
CHART = "[data-testid=stVegaLiteChart]"


def nutrients_are_there(page):
    page.get_by_role("heading", name="What hinders calcium").wait_for(timeout=PATIENCE)
    page.locator(f"{CHART} .marks").nth(2).wait_for(timeout=PATIENCE)
    page_is_drawn(page)


def page_is_drawn(page):
    page.wait_for_timeout(300)  # a click is on its way to the server
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def click_row(page, chart, words, from_the_right):
    """Click the row of a chart that these words stand before."""
    marks = page.locator(CHART).nth(chart).locator("svg")
    marks.scroll_into_view_if_needed()
    label = marks.get_by_text(words, exact=True).first
    label.scroll_into_view_if_needed()
    row, whole = label.bounding_box(), marks.bounding_box()
    page.mouse.click(whole["x"] + whole["width"] - from_the_right, row["y"] + row["height"] / 2)


def box(page, name):
    return page.get_by_role("combobox", name=name, exact=True)


def test_a_click_in_a_chart_shows_what_lies_behind_it(open_page):
    page = open_page("nutrients")
    nutrients_are_there(page)
    click_row(page, 0, "Iron", 30)
    page.get_by_text("Iron, day by day").wait_for(timeout=PATIENCE)
    assert box(page, "Nutrient").input_value() == "Iron"
    page_is_drawn(page)
    click_row(page, 1, "13:00 Lunch", 10)
    page.get_by_text("13:00 Lunch, on all days").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    click_row(page, 2, "Zinc", 40)
    page.get_by_text("serving by serving").wait_for(timeout=PATIENCE)
    assert box(page, "Nutrient of a day").input_value() == "Zinc"
    assert box(page, "Nutrient").input_value() == "Iron"


def test_what_a_click_does_the_keyboard_does_too_and_a_click_after_it(open_page):
    page = open_page("nutrients")
    nutrients_are_there(page)
    box(page, "Nutrient").focus()
    page.keyboard.type("Vitamin D")
    page.keyboard.press("Enter")
    page.get_by_text("Vitamin D, day by day").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    click_row(page, 0, "Calcium", 30)
    page.get_by_text("Calcium, day by day").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    assert box(page, "Nutrient").input_value() == "Calcium"


def test_a_choice_outlives_a_look_at_another_page(open_page):
    page = open_page("nutrients")
    nutrients_are_there(page)
    days = page.get_by_role("radiogroup", name="Show the charts for").get_by_role("radio")
    days.nth(3).click()
    page_is_drawn(page)
    page.get_by_role("link", name="Why and safety").first.click()
    page.get_by_role("heading", name="When to see a doctor first").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Nutrients").first.click()
    nutrients_are_there(page)
    assert [n for n in range(days.count()) if days.nth(n).get_attribute("aria-checked") == "true"] == [3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_charts_fit_a_phone_by_day_and_by_night(open_page, scheme):
    page = open_page("nutrients", scheme=scheme, **PHONE)
    nutrients_are_there(page)
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"
    )
    assert wide <= PHONE["width"]
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
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = open_page("nutrients", scheme=scheme)
    nutrients_are_there(page)
    found = axe.Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
