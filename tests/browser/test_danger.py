"""The check of danger signs in a browser: by keyboard, on a phone, and its answer in view."""

import re

PATIENCE = 60_000  # [ms]
PHONE = {"width": 360, "height": 780}


def settled(page):
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def why(open_page, **options):
    page = open_page("why", **options)
    page.get_by_role("heading", name="Where every figure is from").wait_for(timeout=PATIENCE)
    settled(page)
    return page


def in_view(page, locator) -> bool:
    box = locator.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_a_sign_ticked_by_keyboard_says_where_to_turn_and_not_in_the_address(open_page):
    page = why(open_page)
    box = page.get_by_role("checkbox", name="Hard to breathe, or pain in the chest")
    box.focus()
    page.keyboard.press("Space")
    alert = page.get_by_role("alert").filter(has_text="Call an ambulance")
    alert.wait_for(timeout=PATIENCE)
    assert "112" in alert.inner_text() and "hard to breathe" in alert.inner_text()
    settled(page)
    assert page.url.endswith("/why")


def test_on_a_phone_the_answer_stands_where_it_was_ticked_and_fits(open_page):
    page = why(open_page, **PHONE)
    page.get_by_text("One leg is swollen, hot or sore to touch").click()
    alert = page.get_by_role("alert").filter(has_text="See or ring a doctor today")
    alert.wait_for(timeout=PATIENCE)
    settled(page)
    assert in_view(page, alert)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= PHONE["width"]


def test_several_ticks_in_quick_succession_all_count(open_page):
    page = why(open_page)
    names = ["Your very first leg cramp", "Cramps that cost you sleep", "Fever", "One leg is red or has changed colour"]
    for name in names:
        page.get_by_text(name, exact=True).click()
    alert = page.get_by_role("alert").filter(has_text="your very first leg cramp")
    alert.filter(has_text="one leg is red").filter(has_text="cost you sleep").wait_for(timeout=PATIENCE)
    settled(page)
    assert "Ring the maternity unit or get help now" in alert.inner_text()
    assert page.get_by_role("checkbox", checked=True).count() == len(names)


def test_one_click_clears_the_ticks(open_page):
    page = why(open_page)
    page.get_by_text("Fever", exact=True).click()
    page.get_by_role("alert").filter(has_text="maternity unit").wait_for(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("status").filter(has_text="Nothing is ticked").wait_for(timeout=PATIENCE)
    settled(page)
    assert page.get_by_role("checkbox", checked=True).count() == 0


def test_claims_open_and_close_and_the_chart_is_named(open_page):
    page = why(open_page, **PHONE)
    page.locator("[data-testid=stVegaLiteChart][aria-label^='Bar chart of 31 claims']").wait_for(timeout=PATIENCE)
    page.get_by_text(re.compile("^Moderate certainty")).click()
    claim = page.get_by_text("Spread calcium over the day")
    claim.wait_for(timeout=PATIENCE)
    settled(page)
    page.get_by_text(re.compile("^Moderate certainty")).click()
    claim.wait_for(state="hidden", timeout=PATIENCE)
    assert not claim.is_visible()
