"""A dietitian at the food table, in a browser: a food from its label, a cell typed over, a file, on the phone too."""

import re

from tests.browser.test_pages import PATIENCE, PHONE, page_is_drawn, week_is_there
from tests.foods_page import TVOROG


def view(page, name):
    page_is_drawn(page)
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name, exact=True)).first.click()
    page_is_drawn(page)


def pick(page, label, text):
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(text)
    page.get_by_role("option", name=re.compile(rf"^{text}")).first.click()
    page.keyboard.press("Tab")


def save(page, why):
    page.get_by_text("Not saved yet").wait_for(timeout=PATIENCE)
    page.get_by_label("Why", exact=True).fill(why)
    page.get_by_label("Your name").fill("Anna")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text(re.compile("Saved as revision")).wait_for(timeout=PATIENCE)


def test_a_food_from_its_label_is_in_the_next_week_and_among_its_alternatives(open_page):
    page = open_page()
    week_is_there(page)
    page.get_by_role("link", name="Food table").first.click()
    view(page, "One food")
    for label, value in TVOROG.items():
        page.get_by_label(label, exact=True).first.fill(value)
    pick(page, "Group", "dairy")
    pick(page, "Parts it can play in a dish", "curd")
    pick(page, "Allergens", "milk")
    pick(page, "Eaten by", "vegetarians")
    page.get_by_role("button", name="Check and show the changes").click()
    save(page, "Sold at our market")
    page.get_by_role("link", name="Week").first.click()
    week_is_there(page)
    week = page.locator("[class*=st-key-day_]")
    week.get_by_text(re.compile("tvorog", re.IGNORECASE)).first.wait_for(timeout=PATIENCE)
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("button", name="Take this").or_(dialog.get_by_text("No dish with"))
    for day in range(7):  # where it is eaten already the rules may leave no dish with it
        page_is_drawn(page)
        week.nth(day).get_by_role("button", name="Change").nth(1).click()
        page.get_by_role("menuitem").filter(has_text="Something else").click()
        box = dialog.get_by_role("combobox", name="With a food of your choice")
        box.wait_for(timeout=PATIENCE)
        page_is_drawn(page)
        box.click()
        box.fill("Tvorog")
        page.get_by_role("option", name=re.compile("^Tvorog")).first.click()
        dialog.get_by_text(re.compile("tvorog")).first.wait_for(timeout=PATIENCE)
        page_is_drawn(page)
        if found.first.inner_text().endswith("Take this"):
            break
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached", timeout=PATIENCE)
    dialog.get_by_role("button", name="Take this").first.click()
    page.get_by_text("Morning snack on").and_(page.get_by_text(re.compile("[Tt]vorog"))).wait_for(timeout=PATIENCE)


def test_a_cell_is_typed_over_checked_and_saved(open_page):
    page = open_page("foods")
    view(page, "Whole table")
    page.get_by_text(re.compile(r"^\d{3} foods shown")).wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    page.get_by_label("Search").first.fill("Kefir, 1 %")
    page.keyboard.press("Enter")
    page.get_by_text("1 food shown").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    canvas = page.locator("[data-testid=stDataFrame] canvas").first
    canvas.scroll_into_view_if_needed()
    ready = page.locator("button:enabled", has_text="Check and show the changes")
    for _ in range(5):  # the grid takes keys a moment after it is drawn
        page.wait_for_timeout(500)
        box = canvas.bounding_box()
        page.mouse.click(box["x"] + 90, box["y"] + 36 + 18)  # its name; line, group, measure and grams are passed by
        for _ in range(5):
            page.keyboard.press("ArrowRight", delay=30)
        page.keyboard.type("131", delay=60)
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        if ready.count():
            break
    page.get_by_role("button", name="Check and show the changes").click()
    save(page, "a new batch")


def test_the_food_table_fits_a_phone_in_every_view(open_page):
    page = open_page("foods", **PHONE)
    page.locator("h1").wait_for(timeout=PATIENCE)
    for name in ("Look up", "One food", "Whole table", "From a file", "History"):
        view(page, name)
        wide = page.evaluate(
            "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"
        )
        assert wide <= PHONE["width"], name
        assert page.locator("[data-testid=stException]").count() == 0


def test_a_file_is_brought_in_with_its_columns_shown(open_page):
    page = open_page("foods")
    view(page, "From a file")
    text = "name;group;Calcium (g);Energy (kJ);source\nKvass;drink;0,0125;113;label\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "kvass.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.get_by_text("5 of 5 columns understood").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    page.get_by_role("button", name="Check and show the changes").click()
    page.get_by_text("1 food added.").wait_for(timeout=PATIENCE)
    page.get_by_role("button", name="Drop the changes").click()
    page.get_by_text("Not saved yet").wait_for(state="detached", timeout=PATIENCE)
