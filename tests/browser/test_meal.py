"""Check a meal, in a browser: put together with the keyboard, mended with a click, kept while elsewhere."""

import pytest

PATIENCE = 60_000  # [ms] for a first plan on a slow machine


def is_drawn(page):
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def meal_page(open_page, **size):
    page = open_page("meal", **size)
    page.get_by_role("heading", name="What you eat").wait_for(timeout=PATIENCE)
    is_drawn(page)
    return page


@pytest.mark.parametrize("width", [1360, 360])
def test_the_example_is_mended_with_a_click_and_fits_the_page(open_page, width):
    page = meal_page(open_page, width=width)
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("1 pairing to pull apart").wait_for(timeout=PATIENCE)
    is_drawn(page)
    page.get_by_role("button", name="Do it").first.click()
    page.get_by_text("Done, nothing is flagged any more").wait_for(timeout=PATIENCE)
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"
    )
    assert wide <= width
    assert page.locator("[data-testid=stException]").count() == 0


def test_a_food_is_found_by_typing_and_stays_while_another_page_is_looked_at(open_page):
    page = meal_page(open_page)
    page.get_by_role("combobox", name="Food").click()
    page.keyboard.type("spinach")
    page.get_by_role("option", name="Spinach").first.wait_for(timeout=PATIENCE)
    page.keyboard.press("Enter")
    page.get_by_text("Portions of 0.5 cup").wait_for(timeout=PATIENCE)
    is_drawn(page)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("½ cup spinach").wait_for(timeout=PATIENCE)
    is_drawn(page)
    page.get_by_role("link", name="Why and safety").first.click()
    page.get_by_role("heading", name="When to see a doctor first").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Check a meal").first.click()
    page.get_by_text("½ cup spinach").wait_for(timeout=PATIENCE)
    assert page.get_by_role("button", name="Remove").count() == 1


def test_any_hour_can_be_typed_and_what_is_none_is_said(open_page):
    page = meal_page(open_page)
    for hour, says in (("25:99", "is not an hour of the day"), ("8:15", "Added at 08:15: kefir.")):
        page.get_by_role("combobox", name="Food").fill("kefir")
        page.get_by_role("option", name="Kefir").first.click()
        is_drawn(page)
        page.get_by_role("combobox", name="When").fill(hour)
        page.keyboard.press("Enter")
        is_drawn(page)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_text(says).wait_for(timeout=PATIENCE)
        is_drawn(page)
