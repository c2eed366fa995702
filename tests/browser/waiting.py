"""Acting and waiting in a browser: for what a page comes to, never for a time, so that a slow machine will do."""

from benchmarks.browser import at_rest, redrawn

PHONE = {"width": 390, "height": 844}
WIDEST = "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"


def still(target):
    """The target, in view on a page at rest: nothing is replaced under the pointer, and no list closes by scrolling."""
    target.scroll_into_view_if_needed()
    at_rest(target.page)
    return target


def click(target):
    """Click what has the server draw the page anew, and wait for what comes of it."""
    with redrawn(still(target).page):
        target.click()


def tap(target):
    """The same with a finger."""
    with redrawn(still(target).page):
        target.tap()


def press(page, key):
    """Press a key that has the server draw the page anew, and wait for what comes of it."""
    with redrawn(page):
        page.keyboard.press(key)


def fits(page, width):
    """Wait until charts and tables have taken the width of the window [px], so that nothing sticks out."""
    page.wait_for_function(f"width => {WIDEST} <= width", arg=width)
    at_rest(page)
    assert page.evaluate(WIDEST) <= width
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.get_by_text("Something went wrong here").count() == 0
