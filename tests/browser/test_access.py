"""Every page for everyone: axe-core finds nothing serious, it fits small and zoomed screens, the keyboard does all."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.browser import redrawn
from tests.browser.waiting import click, fits, press, still

PAGES = {
    "": "A week of meals",
    "day": "A day, hour by hour",
    "nutrients": "How the nutrients add up",
    "meal": "Check a meal",
    "diary": "Cramp diary",
    "clients": "Clients",
    "foods": "Food table",
    "why": "Why and safety",
}
SMALLEST, ZOOMED = 360, 640  # [px]; a screen of 1,280 at 200 % is 640 wide
FOCUSED = "document.activeElement.innerText || ''"


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")], ids=["desktop light", "phone dark"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "week")
def test_axe_finds_nothing_serious_headings_stand_in_order_and_nothing_sticks_out(open_page, path, width, scheme):
    page = open_page(path, width=width, scheme=scheme)
    expect(page.get_by_role("heading", name=PAGES[path], level=1)).to_be_visible()
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => e.tagName)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert grave(page) == []
    for narrow in {390: (390, SMALLEST), 1360: (1360, ZOOMED)}[width]:
        page.set_viewport_size({"width": narrow, "height": 800})
        fits(page, narrow)


def grave(page):
    """What axe-core finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def first_question(page):
    click(page.get_by_role("button", name="Next"))


def answers(page):
    click(page.get_by_role("button", name="Your answers"))
    click(page.get_by_text("Time to cook"))


def another_week(page):
    click(page.get_by_role("button", name="Another week"))


def another_dish(page):
    still(page.get_by_role("button", name="Change").first).click()
    click(page.get_by_role("menuitem").filter(has_text="Something else"))


def another_day(page):
    click(page.locator("[class*=st-key-day_2] summary").first)


def danger_sign(page):
    click(page.get_by_role("button", name="Danger signs"))
    click(page.get_by_text("Fever", exact=True))


def shopping(page):
    click(page.get_by_text("Show the list"))


def recipe(page):
    still(page.locator("[class*=st-key-dish_] summary").first).click()
    expect(page.get_by_text("Make it:").first).to_be_visible()


def food_card(page):
    box = still(page.locator("[data-testid=stDataFrame] canvas").first).bounding_box()
    with redrawn(page):
        page.mouse.click(box["x"] + 20, box["y"] + 54)


def own_dish(page):
    click(page.get_by_role("radio", name="Own dishes"))


STEPS = [
    ("", first_question), ("?days=2", answers), ("?days=2", another_week), ("?days=1", another_dish),
    ("?days=2", another_day), ("?days=1", danger_sign), ("?days=1", shopping),
    ("day?days=1", recipe), ("foods", food_card), ("foods", own_dish),
]  # fmt: skip


@pytest.mark.parametrize(("path", "step"), STEPS, ids=[step.__name__ for _, step in STEPS])
def test_after_each_step_axe_finds_nothing_serious_and_nothing_sticks_out(open_page, path, step):
    page = open_page(path, width=390, height=844)
    step(page)
    assert grave(page) == []
    page.set_viewport_size({"width": SMALLEST, "height": 800})
    fits(page, SMALLEST)


def test_a_meal_is_changed_by_keyboard_alone(open_page):
    page = open_page("?days=1&start=2026-11-23")
    page.get_by_role("button", name="Your answers").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if "Change" in page.evaluate(FOCUSED):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('[role=menu]')")
    for _ in range(3):
        before = page.evaluate(FOCUSED)
        page.keyboard.press("ArrowDown")
        page.wait_for_function(f"before => ({FOCUSED}) !== before", arg=before)
        if "Lock it" in page.evaluate(FOCUSED):
            break
    press(page, "Enter")
    expect(page.get_by_text(re.compile("Breakfast on Monday is locked"))).to_be_visible()


def test_the_plan_is_asked_for_by_keyboard_alone(open_page):
    page = open_page("?days=1&start=2026-11-23")
    page.get_by_role("button", name="Your answers").focus()
    press(page, "Enter")
    page.get_by_label("Age in years").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("41")
    press(page, "Enter")
    expect(page.get_by_text(re.compile("For the third trimester, 41 years"))).to_be_visible()
    assert "age=41" in page.url
