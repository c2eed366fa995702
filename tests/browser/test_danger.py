"""The check of danger signs in a browser: by keyboard, on a phone, and its answer in view."""

from playwright.sync_api import expect

from tests.browser.waiting import click, fits, press

PHONE = {"width": 360, "height": 780}


def checked(open_page, **screen):
    """The page on safety, the check open over it."""
    page = open_page("why", **screen)
    click(page.get_by_role("button", name="Tick what you have"))
    return page


def in_view(page, locator) -> bool:
    box = locator.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def test_a_sign_ticked_by_keyboard_says_where_to_turn_and_not_in_the_address(open_page):
    page = checked(open_page)
    box = page.get_by_role("checkbox", name="Hard to breathe, or pain in the chest")
    box.focus()
    press(page, "Space")
    alert = page.get_by_role("alert").filter(has_text="Call an ambulance")
    expect(alert).to_be_visible()
    assert "112" in alert.inner_text() and "hard to breathe" in alert.inner_text()
    assert page.url.endswith("/why")


def test_on_a_phone_the_answer_stands_where_it_was_ticked_and_fits(open_page):
    page = checked(open_page, **PHONE)
    click(page.get_by_text("One leg is swollen, hot or sore to touch"))
    alert = page.get_by_role("alert").filter(has_text="See or ring a doctor today")
    expect(alert).to_be_visible()
    assert in_view(page, alert)
    fits(page, PHONE["width"])


def test_several_ticks_in_quick_succession_all_count(open_page):
    page = checked(open_page)
    names = ["Your very first leg cramp", "Cramps that cost you sleep", "Fever", "One leg is red or has changed colour"]
    for name in names:
        page.get_by_text(name, exact=True).click()
    alert = page.get_by_role("alert").filter(has_text="your very first leg cramp")
    expect(alert.filter(has_text="one leg is red").filter(has_text="cost you sleep")).to_be_visible()
    expect(alert).to_contain_text("Ring the maternity unit or get help now")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(len(names))


def test_one_click_clears_the_ticks(open_page):
    page = checked(open_page)
    click(page.get_by_text("Fever", exact=True))
    expect(page.get_by_role("alert").filter(has_text="maternity unit")).to_be_visible()
    click(page.get_by_role("button", name="None of these"))
    expect(page.get_by_role("status").filter(has_text="Nothing is ticked")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def test_claims_open_and_close_and_the_chart_is_named(open_page):
    page = open_page("why", **PHONE)
    expect(page.locator("[data-testid=stVegaLiteChart][aria-label^='Bar chart of 31 claims']")).to_be_visible()
    page.locator("[class*=st-key-claims_supported] summary").click()
    claim = page.get_by_text("Spread calcium over the day")
    expect(claim).to_be_visible()
    page.locator("[class*=st-key-claims_supported] summary").click()
    expect(claim).to_be_hidden()
