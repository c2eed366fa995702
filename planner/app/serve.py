"""Start the dashboard in this process, with the first plan under way before the first reader comes."""

import os
import time
from collections.abc import Sequence
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from threading import Thread

HOUR = 3600.0  # [s] after which it is looked whether another day has begun


def serve(options: Sequence[str]) -> None:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    options : sequence of str
        Those of ``streamlit run``.
    """
    # streamlit asks for an e-mail address on the first start unless it runs headless or is told not to
    os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")
    Thread(target=_make_ready, daemon=True).start()
    from streamlit.web.cli import main

    main(["run", str(_script()), *options], prog_name="streamlit")


def _script() -> Path:
    """The entry point: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parent
    return next(path for path in (package / "start.py", package.parents[1] / "app.py") if path.is_file())


def _make_ready() -> None:
    """Have all that the first page needs imported and planned while the browser is still opening."""
    from planner.practice.planning_queue import QUEUE

    QUEUE.warm()  # the processes that plan import the planner while this one imports the pages
    from planner.app.session.food_revision import newest_foods
    from planner.app.session.plan_request import default_week

    default_week(newest_foods())
    from planner.app.page_list import PAGES

    for name in PAGES:
        import_module(f"planner.app.pages.{name}.page")
    while True:  # that of tomorrow too: it is there at once when the day turns
        default_week(newest_foods(), date.today() + timedelta(days=1))
        time.sleep(HOUR)
        default_week(newest_foods())
