"""Pictures of the dashboard for the README and these pages: ``python docs/pictures.py`` writes them beside this file.

Every page at desktop and phone width, light and dark, goes to a folder if one is named: ``--all FOLDER``.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.browser import IDLE, PATIENCE, browser, dashboard  # noqa: E402

SIZES = {"desktop": (1360, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
PAGES = ("", "day", "nutrients", "meal", "foods", "why")
# what is shown there: file, page, size, scheme, height [px]
SHOWN = [
    ("week", "", "desktop", "light", 1250),
    ("week-phone", "", "phone", "dark", 1250),
    ("day", "day", "desktop", "light", 1100),
    ("nutrients", "nutrients", "desktop", "light", 1250),
    ("meal", "meal", "desktop", "light", 1000),
]
START = "start=2026-11-23"  # the same week, whenever the pictures are made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every page, whole, in both widths and schemes")
    folder = parser.parse_args().all
    with (
        tempfile.TemporaryDirectory() as saved,
        dashboard(f"sqlite:///{saved}/foods.db") as address,
        browser() as chromium,
    ):
        if folder is None:
            for name, path, size, scheme, height in SHOWN:
                take(chromium, f"{address}/{path}?{START}", HERE / f"{name}.png", SIZES[size][0], scheme, height)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for path in PAGES:
            for size, (width, _) in SIZES.items():
                for scheme in SCHEMES:
                    file = folder / f"{path or 'week'}-{size}-{scheme}.png"
                    take(chromium, f"{address}/{path}?{START}", file, width, scheme)


def take(chromium: Any, url: str, file: Path, width: int, scheme: str, height: int | None = None) -> None:
    """One picture of a page that has been drawn; the whole page where no height [px] is given."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url, wait_until="domcontentloaded")
    page.locator("h2, h3, [data-testid=stDataFrame]").first.wait_for(timeout=PATIENCE)
    page.wait_for_timeout(1500)
    page.locator(IDLE).wait_for(timeout=PATIENCE)
    if (example := page.get_by_role("button", name="Try it")).count():  # an empty plate shows little
        example.click()
        page.get_by_text("What would mend this").wait_for(timeout=PATIENCE)
        page.wait_for_timeout(500)
    tall = "Math.max(...[...document.querySelectorAll('[data-testid=stMain], section')].map(e => e.scrollHeight))"
    page.set_viewport_size({"width": width, "height": height or min(int(page.evaluate(tall)) + 40, 9000)})
    page.wait_for_timeout(1500)  # charts take the new width
    page.screenshot(path=str(file))
    print(file)
    context.close()


if __name__ == "__main__":
    main()
