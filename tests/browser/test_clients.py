"""A caseload as a dietitian works with it: a list brought in, planned, looked through, sent, handed out, erased."""

import io
import re
import zipfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from benchmarks.browser import at_rest
from tests.browser.waiting import PHONE, click, fits, still

NAMES = [f"Client {number:02}" for number in range(1, 13)]
FAULTY = {"Client 04": "ninety", "Client 09": "77"}  # ages that can't be
LINES = ["client,age,week,diet,days,start"] + [
    f"{name},{FAULTY.get(name, 22 + n)},{14 + n},{'vegetarian' if n % 3 else 'omnivore'},2,2026-11-23"
    for n, name in enumerate(NAMES)
]


def test_a_list_is_planned_and_one_client_is_followed_from_the_first_plan_to_the_last_trace(open_page):
    page = open_page("clients")
    _bring_in(page)
    _plan_anew_after_a_changed_answer(page)
    _is_accessible(page)
    _hand_out(page)
    address = _make_link(page)
    phone = open_page(address.partition("/")[2], **PHONE)
    _read_on_a_phone(phone)
    _is_accessible(phone)
    _erase(page)
    phone.reload()
    at_rest(phone)
    expect(phone.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    expect(phone.get_by_text("it has ended or was never there")).to_be_visible()
    assert "Client" not in page.url and page.url.endswith("/clients")


def _bring_in(page):
    still(page.get_by_text("Bring in a list")).click()
    file = {"name": "spring.csv", "mimeType": "text/csv", "buffer": "\n".join(LINES).encode()}
    page.locator("input[type=file]").set_input_files(file)
    faults = page.get_by_role("alert").filter(has_text="2 lines can't be read")
    expect(faults).to_be_visible()
    assert "spring.csv:5, column age" in faults.inner_text() and "spring.csv:10, column age" in faults.inner_text()
    click(page.get_by_role("button", name="Plan 10 clients"))
    expect(page.get_by_text("10 of 12 clients planned and in the list.")).to_be_visible()
    with page.expect_download() as got:
        still(page.get_by_role("button", name="All documents (zip)")).click()
    files = zipfile.ZipFile(io.BytesIO(got.value.path().read_bytes())).namelist()
    assert "report.csv" in files and "Client 01.pdf" in files and "Client 04.pdf" not in files
    for name in NAMES:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0 if name in FAULTY else 1)


def _plan_anew_after_a_changed_answer(page):
    page.get_by_label("Find").fill("client 02")
    page.get_by_label("Find").press("Enter")
    expect(page.locator("[class*=st-key-client_list] button")).to_have_count(1)
    click(page.get_by_role("button", name="Client 02", exact=True))
    expect(page.get_by_role("heading", name="Client 02", level=1)).to_be_visible()
    assert page.get_by_text("What changed").count() == 0
    still(page.get_by_text("Answers and targets")).click()
    still(page.get_by_role("combobox", name="Diet")).click()
    page.get_by_role("option", name="Vegan").click()
    click(page.get_by_role("button", name="Save the answers"))
    expect(page.get_by_text("Her answers have changed since the last plan.")).to_be_visible()
    click(page.get_by_role("button", name="Plan her week"))
    expect(page.get_by_text("Plan 2", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.get_by_text("Why: diet")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^[1-9]\d* of 12 meals changed$"))).to_be_visible()
    expect(page.get_by_text("Share of the target on the day with least")).to_be_visible()


def _is_accessible(page):
    found = Axe().run(page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
    ] == []


def _hand_out(page):
    with page.expect_download() as got:
        still(page.get_by_role("button", name="PDF").first).click()
    text = "\n".join(one.extract_text() for one in PdfReader(got.value.path()).pages)
    assert "Client 02" in text and "Client" not in got.value.suggested_filename
    with page.expect_download() as got:
        still(page.get_by_role("button", name="Take all along (zip)")).click()
    packed = zipfile.ZipFile(io.BytesIO(got.value.path().read_bytes()))
    assert {"client.json", "answers.csv", "notes.txt", "plan-1.json", "plan-2.json"} <= set(packed.namelist())
    assert "vegan" in packed.read("answers.csv").decode()


def _make_link(page):
    click(page.get_by_role("button", name="Make a link"))
    expect(page.get_by_text("Copy it now: it is shown this once.")).to_be_visible()
    found = re.fullmatch(r"https?://([^/]+/\?share=[\w-]{22})", page.locator("[data-testid=stCode] code").inner_text())
    return found[1]


def _read_on_a_phone(phone):
    expect(phone.get_by_text("To be read only.")).to_be_visible()
    expect(phone.get_by_role("heading", level=3)).to_have_count(2)
    expect(phone.get_by_text("Breakfast").first).to_be_visible()
    assert "Client" not in phone.content() and phone.get_by_role("link", name="Clients").count() == 0
    for words in ("Change", "Lock the day", "Plan my meals"):
        assert phone.get_by_role("button", name=words).count() == 0
    fits(phone, PHONE["width"])


def _erase(page):
    click(page.get_by_role("button", name="Erase", exact=True))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("This can't be undone.")).to_be_visible()
    click(dialog.get_by_role("button", name="Erase all of it"))
    expect(page.get_by_role("heading", name="Clients", level=1)).to_be_visible()
    page.get_by_label("Find").fill("client 02")
    page.get_by_label("Find").press("Enter")
    expect(page.get_by_text("Nobody is called so.")).to_be_visible()
