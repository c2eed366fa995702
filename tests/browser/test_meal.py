"""Check a meal, in a browser: put together with the keyboard, mended with a click, kept while elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import click, fits, press, still


@pytest.mark.parametrize("width", [1360, 360])
def test_the_example_is_mended_with_a_click_and_fits_the_page(open_page, width):
    page = open_page("meal", width=width)
    click(page.get_by_role("button", name="Try it"))
    expect(page.get_by_text("Black tea meets")).to_be_visible()
    click(page.get_by_role("button", name="Do it").first)
    expect(page.get_by_text("Done, nothing is flagged any more")).to_be_visible()
    fits(page, width)


def test_a_food_is_found_by_typing_and_stays_while_another_page_is_looked_at(open_page):
    page = open_page("meal")
    still(page.get_by_role("combobox", name="Food")).click()
    page.keyboard.type("spinach")
    expect(page.get_by_role("option", name="Spinach").first).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_text("Portions of 0.5 cup")).to_be_visible()
    click(page.get_by_role("button", name="Add", exact=True))
    expect(page.get_by_text("½ cup spinach")).to_be_visible()
    click(page.get_by_role("link", name="Why and safety").first)
    expect(page.get_by_role("heading", name="When to see a doctor first")).to_be_visible()
    click(page.get_by_role("link", name="Check a meal").first)
    expect(page.get_by_text("½ cup spinach")).to_be_visible()
    expect(page.get_by_role("button", name="Remove")).to_have_count(1)


def test_any_hour_can_be_typed_and_what_is_none_is_said(open_page):
    page = open_page("meal")
    page.get_by_role("combobox", name="Food").fill("kefir")
    click(page.get_by_role("option", name="Kefir").first)
    for hour, says in (("25:99", "is not an hour of the day"), ("8:15", "Added at 08:15: kefir.")):
        page.get_by_role("combobox", name="When").fill(hour)
        press(page, "Enter")
        click(page.get_by_role("button", name="Add", exact=True))
        expect(page.get_by_text(says)).to_be_visible()
