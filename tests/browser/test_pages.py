"""What only a browser can tell: it is drawn, it fits the phone, files come down, nothing throws."""

import datetime
import io
import re

import openpyxl
import pytest
import vobject
from pypdf import PdfReader

import planner
from planner.optimize import lock

PATIENCE = 60_000  # [ms] for a first plan on a slow machine
PHONE = {"width": 390, "height": 844}

LUMINANCE = """element => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = rgb => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const ground = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
  const [a, b] = [light(getComputedStyle(element).color), light(ground)];
  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), light(ground)];
}"""


def week_is_there(page):
    page.get_by_role("heading", name="Take it with you").wait_for(timeout=PATIENCE)
    page.locator("[class*=st-key-day_2] h3").first.wait_for(timeout=PATIENCE)
    page_is_drawn(page)


def page_is_drawn(page):
    """A click while the page is still being drawn may hit an element that is about to be replaced."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


@pytest.fixture
def week_page(open_page):
    page = open_page()
    week_is_there(page)
    return page


def test_the_week_is_on_the_page(open_page):
    page = open_page()
    week_is_there(page)
    assert page.locator("h3").count() == 7
    for text in ("reach their targets on all seven days", "07:30", "Take it with you"):
        page.get_by_text(text).first.wait_for(timeout=PATIENCE)
    assert page.locator("[data-testid=stException]").count() == 0


def opened(suffix, raw):
    """A document opened by a reader of its kind; something of the week that it holds."""
    if suffix == ".pdf":
        return PdfReader(io.BytesIO(raw)).pages[0].extract_text()
    if suffix == ".xlsx":
        return str(openpyxl.load_workbook(io.BytesIO(raw))["Week"]["A1"].value)
    if suffix == ".ics":
        return str(next(vobject.readComponents(raw.decode())).vevent.summary.value)
    if suffix == ".json":
        return planner.read_plan(raw).days[0].meals[0].slot
    return raw.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("button", "suffix", "says"),
    [
        ("PDF to print", ".pdf", "Breakfast"),
        ("Calendar (ICS)", ".ics", "Breakfast: "),
        ("Workbook (XLSX)", ".xlsx", "Menus for"),
        ("Table (CSV)", ".csv", "calcium [mg]"),
        ("Plan file (JSON)", ".json", "breakfast"),
    ],
)
def test_the_week_can_be_taken_away(week_page, button, suffix, says, tmp_path):
    with week_page.expect_download() as coming:
        week_page.get_by_role("button", name=re.compile(re.escape(button))).click()
    file = tmp_path / "plan"
    coming.value.save_as(file)
    assert coming.value.suggested_filename.endswith(suffix)
    assert says in opened(suffix, file.read_bytes())


def test_the_shopping_list_is_ticked_off_and_taken_along(week_page, tmp_path):
    week_page.get_by_text("Show the shopping list").click()
    week_page.get_by_text(re.compile(r"^0 of \d+ ticked")).wait_for(timeout=PATIENCE)
    week_page.locator("[class*=st-key-shopping] [data-testid=stCheckbox]").nth(2).click()
    week_page.get_by_text(re.compile(r"^1 of \d+ ticked")).wait_for(timeout=PATIENCE)
    with week_page.expect_download() as coming:
        week_page.get_by_role("button", name="As text, for a message").click()
    coming.value.save_as(tmp_path / "list")
    assert "☐" in (tmp_path / "list").read_text(encoding="utf-8")


def test_a_plan_file_opens_again_with_its_locks(open_page, tmp_path):
    plan = planner.plan_week(planner.Person(trimester=2), start=datetime.date(2026, 11, 23), days=2)
    planner.exports.write(lock(plan, plan.days[0].date, "dinner"), tmp_path / "mine.json")
    page = open_page()
    week_is_there(page)
    page.get_by_text("Open a plan file").click()
    page.locator("[class*=st-key-plan_file] input[type=file]").set_input_files(tmp_path / "mine.json")
    page.get_by_text("mine.json is open").wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    assert page.locator("h3").filter(has_text="Monday 23 November").count() == 1
    assert page.locator("[class*=st-key-day_]").count() == 2


def test_a_card_leads_to_the_kitchen(open_page):
    page = open_page()
    week_is_there(page)
    page.locator("[class*=st-key-day_2]").nth(2).get_by_role("button", name="Cook it").click()
    page.get_by_role("heading", name="A day, hour by hour").wait_for(timeout=PATIENCE)
    page.get_by_text("How to make it").first.wait_for(timeout=PATIENCE)
    page_is_drawn(page)
    day = page.locator("h2").first.inner_text()
    page.get_by_role("link", name="Week").first.click()
    week_is_there(page)
    assert page.locator("[class*=st-key-day_2]").nth(2).locator("h3").inner_text() == day


def test_the_plan_is_kept_when_the_page_is_left(open_page):
    page = open_page()
    week_is_there(page)
    first = page.locator("h3").first.inner_text()
    page.get_by_role("link", name="Why and safety").first.click()
    page.get_by_role("heading", name="When to see a doctor first").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Week").first.click()
    week_is_there(page)
    assert page.locator("h3").first.inner_text() == first


@pytest.mark.parametrize("path", ["", "foods", "why"])
def test_no_sideways_scroll_on_a_phone(open_page, path):
    page = open_page(path, **PHONE)
    if path:
        page.locator("h1").wait_for(timeout=PATIENCE)
        page.locator("[data-testid=stDataFrame], [data-testid=stVegaLiteChart]").first.wait_for(timeout=PATIENCE)
    else:
        week_is_there(page)
    wide = page.evaluate(
        "Math.max(...[...document.querySelectorAll('section, [data-testid=stMain]')].map(e => e.scrollWidth))"
    )
    assert wide <= PHONE["width"]
    assert page.locator("[data-testid=stException]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_by_day_and_by_night(open_page, scheme):
    page = open_page(scheme=scheme)
    week_is_there(page)
    texts = page.locator(
        "h1, h3, [data-testid=stMarkdown] small, [data-testid=stMarkdown] p, [data-testid=stMarkdown] span"
    )
    for n in range(min(texts.count(), 60)):
        contrast, ground = texts.nth(n).evaluate(LUMINANCE)
        assert contrast >= 4.5
        assert (ground < 0.2) == (scheme == "dark")


def test_a_meal_is_locked_swapped_and_left_out(open_page):
    page = open_page(**PHONE)
    week_is_there(page)
    card = page.locator("[class*=st-key-day_]").nth(1)
    card.scroll_into_view_if_needed()

    def menu(meal):
        page_is_drawn(page)
        card.get_by_role("button", name="Change").nth(meal).click()
        return page.get_by_role("menuitem")

    def wish(meal, words):
        menu(meal).filter(has_text=words).click()

    wish(4, "Lock it")
    page.get_by_text("is locked and stays as it is").wait_for(timeout=PATIENCE)
    wish(2, "Something else")
    offers = page.get_by_role("dialog").get_by_role("button", name="Take this")
    offers.first.wait_for(timeout=PATIENCE)
    assert offers.count() == 5
    offers.nth(1).click()
    page.get_by_text("Lunch on").and_(page.get_by_text("is now")).wait_for(timeout=PATIENCE)
    page.get_by_role("dialog").wait_for(state="detached", timeout=PATIENCE)
    wish(1, "Skip this meal")
    card.get_by_role("button", name="Plan it again").wait_for(timeout=PATIENCE)
    page.get_by_text("Morning snack on").and_(page.get_by_text("is left out")).wait_for(timeout=PATIENCE)
    menu(3).filter(has_text="Unlock it").wait_for(timeout=PATIENCE)  # dinner, as one meal before it is left out
    assert page.locator("[data-testid=stException]").count() == 0
