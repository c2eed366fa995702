"""Every page for everyone: axe-core finds nothing serious, it fits small and zoomed screens, the keyboard does all."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import PATIENCE, page_is_drawn

PAGES = {
    "": "A week of meals",
    "day": "A day, hour by hour",
    "nutrients": "How the nutrients add up",
    "meal": "Check a meal",
    "foods": "Food table",
    "why": "Why and safety",
}
SMALLEST, ZOOMED = 360, 640  # [px]; a screen of 1,280 at 200 % is 640 wide
WIDEST = "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"


def drawn(page, title):
    page.get_by_role("heading", name=title, level=1).wait_for(timeout=PATIENCE)
    page.locator("h2, h3, [data-testid=stDataFrame]").first.wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    page.wait_for_timeout(700)  # charts and menus settle


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (390, "dark")], ids=["desktop light", "phone dark"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "week")
def test_axe_finds_nothing_serious_and_nothing_sticks_out(open_page, path, width, scheme):
    page = open_page(path, width=width, scheme=scheme)
    drawn(page, PAGES[path])
    found = Axe().run(page).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []
    assert page.locator("[data-testid=stException]").count() == 0
    for narrow in {390: (390, SMALLEST), 1360: (1360, ZOOMED)}[width]:
        page.set_viewport_size({"width": narrow, "height": 800})
        page.wait_for_timeout(600)
        assert page.evaluate(WIDEST) <= narrow


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "week")
def test_headings_stand_in_order(open_page, path):
    page = open_page(path)
    drawn(page, PAGES[path])
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => e.tagName)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_meal_is_changed_by_keyboard_alone(open_page):
    page = open_page("?days=1&start=2026-11-23")
    drawn(page, PAGES[""])
    page.get_by_label("Age in years").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if "Change" in page.evaluate("document.activeElement.innerText || ''"):
            break
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('[role=menu]')", timeout=PATIENCE)
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(100)
        if "Lock it" in page.evaluate("document.activeElement.innerText || ''"):
            break
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Breakfast on Monday is locked")).wait_for(timeout=PATIENCE)


def test_the_plan_is_asked_for_by_keyboard_alone(open_page):
    page = open_page("?days=1&start=2026-11-23")
    drawn(page, PAGES[""])
    age = page.get_by_label("Age in years")
    age.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("41")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("age=41"), timeout=PATIENCE)
    page.get_by_text(re.compile("Planned for: third trimester, 41 years")).wait_for(timeout=PATIENCE)
