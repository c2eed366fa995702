"""What only a browser can tell: it is drawn, it fits the phone, files come down, nothing throws."""

import datetime
import io
import re

import openpyxl
import pytest
import vobject
from playwright.sync_api import expect
from pypdf import PdfReader

import planner
from benchmarks.browser import at_rest, redrawn
from planner.optimize import lock
from tests.browser.waiting import PHONE, click, fits, still

LUMINANCE = """element => {
  const channel = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = rgb => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const ground = getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor;
  const [a, b] = [light(getComputedStyle(element).color), light(ground)];
  return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), light(ground)];
}"""


def test_the_week_is_on_the_page(open_page):
    page = open_page()
    assert page.locator("[class*=st-key-day_2]").count() == 7
    for text in ("reach their targets on all seven days", "07:30", "Print and share"):
        expect(page.get_by_text(text).first).to_be_visible()
    assert page.locator("[data-testid=stException]").count() == 0


def opened(suffix, raw):
    """A document opened by a reader of its kind; something of the week that it holds."""
    if suffix == ".pdf":
        return PdfReader(io.BytesIO(raw)).pages[0].extract_text()
    if suffix == ".xlsx":
        return str(openpyxl.load_workbook(io.BytesIO(raw))["Week"]["A1"].value)
    if suffix == ".ics":
        calendar = next(vobject.readComponents(raw.decode()))
        return "\n".join(str(event.summary.value) for event in calendar.vevent_list)
    if suffix == ".json":
        return planner.read_plan(raw).days[0].meals[0].slot
    return raw.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("button", "suffix", "says"),
    [
        ("For the fridge (PDF)", ".pdf", "Breakfast"),
        ("All of it (PDF)", ".pdf", "Breakfast"),
        ("Calendar (ICS)", ".ics", "Breakfast: "),
        ("Workbook (XLSX)", ".xlsx", "Menus for"),
        ("Table (CSV)", ".csv", "calcium [mg]"),
        ("Plan file (JSON)", ".json", "breakfast"),
    ],
)
def test_the_week_can_be_taken_away(open_page, button, suffix, says, tmp_path):
    page = open_page()
    click(page.get_by_text("Other documents"))
    with page.expect_download() as coming:
        still(page.get_by_role("button", name=re.compile(re.escape(button)))).click()
    file = tmp_path / "plan"
    coming.value.save_as(file)
    assert coming.value.suggested_filename.endswith(suffix)
    assert says in opened(suffix, file.read_bytes())


def shared(page, button, with_sheet):
    """What a button shares, by a share sheet if the browser has one, else by copying."""
    page.evaluate(
        """sheet => {
          window.shared = null;
          const keep = what => { window.shared = what; return Promise.resolve(); };
          Object.defineProperty(navigator, "share", { value: sheet ? keep : undefined, configurable: true });
          const clipboard = { writeText: text => keep({ text }) };
          Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
        }""",
        with_sheet,
    )
    still(page.get_by_role("button", name=button)).click()
    page.wait_for_function("window.shared !== null")
    return page.evaluate("window.shared")


def test_the_fridge_page_is_the_week_alone(open_page, tmp_path):
    page = open_page()
    with page.expect_download() as coming:
        still(page.get_by_role("button", name="For the fridge (PDF)")).click()
    coming.value.save_as(tmp_path / "week.pdf")
    assert len(PdfReader(tmp_path / "week.pdf").pages) == 1


def test_a_week_is_shared_without_her_answers_or_with_them(open_page):
    page = open_page("?age=41&days=1&start=2026-11-23")
    bare = shared(page, "Share this week", with_sheet=True)["url"]
    assert "age" not in bare and "menu=" in bare
    still(page.get_by_text("Leave out what I said about me")).click()
    expect(page.get_by_text(re.compile("The link says of you.*41 years"))).to_be_visible()
    assert "age=41" in shared(page, "Share this week", with_sheet=False)["text"]
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    other = open_page(bare[bare.index("?") :])
    assert dishes(other) == dishes(page)
    assert "age" not in other.url


def dishes(page):
    """The dishes in view; the shares of the targets beside them are those of whoever looks."""
    shown = page.locator("[class*=st-key-day_2] strong").all_inner_texts()
    return [text for text in shown if not text.endswith("%")]


def test_the_shopping_list_is_ticked_off_outlives_a_reload_and_is_sent(open_page):
    page = open_page()
    click(page.get_by_text("Show the list"))
    expect(page.get_by_text(re.compile(r"0 of \d+ ticked"))).to_be_visible()
    click(page.locator("[class*=st-key-buy_]").nth(2).locator("label"))
    expect(page.get_by_text(re.compile(r"1 of \d+ ticked"))).to_be_visible()
    assert "☐" in shared(page, "Send the list", with_sheet=True)["text"]
    page.reload()
    at_rest(page)
    expect(page.get_by_text(re.compile(r"1 of \d+ ticked"))).to_be_visible()
    expect(page.locator("[class*=st-key-buy_]").nth(2).get_by_role("checkbox")).to_be_checked()


def test_a_plan_file_opens_again_with_its_locks(open_page, tmp_path):
    plan = planner.plan_week(planner.Person(trimester=2), start=datetime.date(2026, 11, 23), days=2)
    planner.exports.write(lock(plan, plan.days[0].date, "dinner"), tmp_path / "mine.json")
    page = open_page()
    click(page.get_by_text("Other documents"))
    with redrawn(page):
        page.locator("[class*=st-key-plan_file] input[type=file]").set_input_files(tmp_path / "mine.json")
    expect(page.get_by_text("mine.json is open")).to_be_visible()
    expect(page.get_by_role("heading", name="Monday 23 November")).to_have_count(1)
    expect(page.locator("[class*=st-key-day_2]")).to_have_count(2)


def test_a_card_leads_to_the_kitchen(open_page):
    page = open_page()
    third = page.locator("[class*=st-key-day_2]").nth(2)
    day = third.locator("summary strong").first.inner_text()
    click(third.locator("summary"))
    click(third.get_by_role("button", name="Cook it"))
    expect(page.get_by_role("heading", name="A day, hour by hour")).to_be_visible()
    still(page.locator("[class*=st-key-dish_] summary").first).click()
    expect(page.get_by_text("Make it:").first).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(f"^{day} "))).to_be_visible()


def test_the_plan_is_kept_when_the_page_is_left(open_page):
    page = open_page()
    first = page.locator("[class*=st-key-day_2] strong").first.inner_text()
    click(page.get_by_role("link", name="Why and safety").first)
    expect(page.get_by_role("heading", name="When to see a doctor first")).to_be_visible()
    click(page.get_by_role("link", name="Week").first)
    assert page.locator("[class*=st-key-day_2] strong").first.inner_text() == first


@pytest.mark.parametrize("path", ["", "foods", "why"])
def test_no_sideways_scroll_on_a_phone(open_page, path):
    page = open_page(path, **PHONE)
    fits(page, PHONE["width"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_by_day_and_by_night(open_page, scheme):
    page = open_page(scheme=scheme)
    texts = page.locator(
        "h1, h3, [data-testid=stMarkdown] small, [data-testid=stMarkdown] p, [data-testid=stMarkdown] span"
    )
    for n in range(min(texts.count(), 60)):
        contrast, ground = texts.nth(n).evaluate(LUMINANCE)
        assert contrast >= 4.5
        assert (ground < 0.2) == (scheme == "dark")


def test_a_meal_is_locked_swapped_and_left_out(open_page):
    page = open_page(**PHONE)
    card = page.locator("[class*=st-key-day_2]").nth(1)
    click(card.locator("summary"))
    change, menu = card.get_by_role("button", name="Change"), page.get_by_role("menuitem")

    still(change.nth(4)).click()
    click(menu.filter(has_text="Lock it"))
    expect(page.get_by_text("is locked and stays as it is")).to_be_visible()

    still(change.nth(0)).click()  # a dinner that is eaten twice may leave fewer than five
    click(menu.filter(has_text="Something else"))
    offers = page.get_by_role("dialog").get_by_role("button", name="Take this")
    expect(offers).to_have_count(5)
    click(offers.nth(1))
    expect(page.get_by_text("Breakfast on").and_(page.get_by_text("is now"))).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    still(change.nth(1)).click()
    click(menu.filter(has_text="Skip this meal"))
    expect(card.get_by_role("button", name="Plan it again")).to_be_visible()
    expect(page.get_by_text("Morning snack on").and_(page.get_by_text("is left out"))).to_be_visible()

    still(change.nth(3)).click()  # dinner, as one meal before it is left out
    expect(menu.filter(has_text="Unlock it")).to_be_visible()
    assert page.locator("[data-testid=stException]").count() == 0
