"""A dietitian at the food table, in a browser: a food from its label, a cell typed over, a file, on the phone too."""

import re

from playwright.sync_api import expect

from benchmarks.browser import redrawn
from tests.browser.waiting import PHONE, click, fits, press, still
from tests.foods_page import TVOROG


def view(page, name):
    click(page.get_by_role("radio", name=name))


def pick(page, label, text):
    box = page.get_by_role("combobox", name=label).first
    still(box).click()
    box.fill(text)
    page.get_by_role("option", name=re.compile(rf"^{text}")).first.click()
    page.keyboard.press("Tab")


def save(page, why):
    panel = page.get_by_text("Not saved yet")
    expect(panel).to_be_visible()
    assert 0 <= panel.bounding_box()["y"] < page.viewport_size["height"]  # the page stands where the changes are
    page.get_by_label("Why", exact=True).fill(why)
    page.get_by_label("Your name").fill("Anna")
    click(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text(re.compile("Saved as revision"))).to_be_visible()


def test_a_food_from_its_label_is_among_the_alternatives_of_the_next_week(open_page):
    page = open_page()
    click(page.get_by_role("link", name="Food table").first)
    view(page, "One food")
    for label, value in TVOROG.items():
        page.get_by_label(label, exact=True).first.fill(value)
    pick(page, "Group", "dairy")
    pick(page, "Parts it can play in a dish", "curd")
    pick(page, "Allergens", "milk")
    pick(page, "Eaten by", "vegetarians")
    click(page.get_by_role("button", name="Check and show the changes"))
    save(page, "Sold at our market")
    click(page.get_by_role("link", name="Week").first)
    week = page.locator("[class*=st-key-day_2]")
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("button", name="Take this").or_(dialog.get_by_text("No dish with"))
    for day in range(7):  # where it is eaten already the rules may leave no dish with it
        if day:
            click(week.nth(day).locator("summary"))
        still(week.nth(day).get_by_role("button", name="Change").nth(1)).click()
        click(page.get_by_role("menuitem").filter(has_text="Something else"))
        dialog.get_by_role("combobox", name="With a food of your choice").fill("Tvorog")
        click(page.get_by_role("option", name=re.compile("^Tvorog")).first)
        if found.first.inner_text().endswith("Take this"):
            break
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    click(dialog.get_by_role("button", name="Take this").first)
    expect(page.get_by_text("Morning snack on").and_(page.get_by_text(re.compile("[Tt]vorog")))).to_be_visible()


def test_a_cell_is_typed_over_checked_and_saved(open_page):
    page = open_page("foods")
    view(page, "Whole table")
    expect(page.get_by_text(re.compile(r"^\d{3} foods shown"))).to_be_visible()
    page.get_by_label("Search").first.fill("Kefir, 1 %")
    press(page, "Enter")
    expect(page.get_by_text("1 food shown")).to_be_visible()
    box = still(page.locator("[data-testid=stDataFrame] canvas").first).bounding_box()
    page.mouse.click(box["x"] + 90, box["y"] + 36 + 18)  # its name; line, group, measure and grams are passed by
    chosen = page.locator("[data-testid=stDataFrame] [aria-selected=true]")
    for column in range(1, 6):
        expect(chosen).to_have_attribute("aria-colindex", str(column))
        page.keyboard.press("ArrowRight")
    expect(chosen).to_have_attribute("aria-colindex", "6")
    page.keyboard.press("1")
    typed = page.locator(".gdg-input")
    expect(typed).to_be_focused()
    typed.fill("131")
    press(page, "Enter")
    click(page.get_by_role("button", name="Check and show the changes"))
    save(page, "a new batch")


def test_the_food_table_fits_a_phone_in_every_view(open_page):
    page = open_page("foods", **PHONE)
    fits(page, PHONE["width"])
    for name in ("One food", "Own dishes", "Whole table", "From a file", "History", "Look up"):
        view(page, name)
        fits(page, PHONE["width"])


def test_a_file_is_brought_in_with_its_columns_shown(open_page):
    page = open_page("foods")
    view(page, "From a file")
    text = "name;group;Calcium (g);Energy (kJ);source\nKvass;drink;0,0125;113;label\n"
    with redrawn(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "kvass.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
        )
    expect(page.get_by_text("5 of 5 columns understood")).to_be_visible()
    click(page.get_by_role("button", name="Check and show the changes"))
    expect(page.get_by_text("1 food added.")).to_be_visible()
    click(page.get_by_role("button", name="Drop the changes"))
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_the_list_comes_first_and_a_tap_opens_the_card_beside_it(open_page):
    page = open_page("foods")
    table = still(page.locator("[data-testid=stDataFrame] canvas").first)
    box = table.bounding_box()
    assert box["y"] < 500
    with redrawn(page):
        page.mouse.click(box["x"] + 20, box["y"] + 36 + 18)
    card = page.get_by_text(re.compile("^Portion:"))
    expect(card).to_be_visible()
    assert card.bounding_box()["x"] > box["x"] + box["width"] - 2


def test_on_a_phone_the_filters_wait_behind_a_button_and_the_page_goes_to_the_card(open_page):
    page = open_page("foods", **PHONE)
    expect(page.get_by_role("combobox", name="Groups")).to_have_count(0)
    box = still(page.locator("[data-testid=stDataFrame] canvas").first).bounding_box()
    assert box["y"] < 500
    with redrawn(page):
        page.mouse.click(box["x"] + 20, box["y"] + 36 + 18)
    card = page.get_by_role("heading", name="Milk, 1 % fat")
    expect(card).to_be_visible()
    page.wait_for_function("e => e.getBoundingClientRect().y < innerHeight", arg=card.element_handle())
    page.get_by_role("button", name="Filters").click()
    expect(page.get_by_role("combobox", name="Groups")).to_be_visible()
