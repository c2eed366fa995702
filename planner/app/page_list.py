"""The pages of the dashboard. Each is imported when it is opened: the first one is there sooner."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from planner.app.widgets.safety_bar import safety_bar

PAGES = {
    "week": ("Week", "", "calendar_month", "A week of meals rich in calcium, magnesium and potassium."),
    "day": ("Day", "day", "schedule", "One day hour by hour: what to cook, and when tea and coffee do no harm."),
    "nutrients": (
        "Nutrients",
        "nutrients",
        "bar_chart",
        "How far the menus cover each nutrient, day by day and food by food.",
    ),
    "meal": ("Check a meal", "meal", "lunch_dining", "Put together what you eat anyway and see what hinders calcium."),
    "diary": ("Diary", "diary", "bedtime", "Cramps night by night, beside what you ate: ten seconds a morning."),
    "clients": ("Clients", "clients", "groups", "The clients of a dietitian: answers, plans over time, notes, links."),
    "foods": ("Food table", "foods", "table", "Look up and edit the foods that the week is planned from."),
    "why": (
        "Why and safety",
        "why",
        "health_and_safety",
        "When to see a doctor first, what studies found, and where every figure is from.",
    ),
}
SHARED = {"shared": ("A plan for you", "", "link", "What a secret link opens, to be read only.")}


def page(name: str) -> st.Page:
    """A page by the name of its folder, to open it or to link to it."""
    title, path, icon, words = {**PAGES, **SHARED}[name]
    return st.Page(
        _draw_function(name),
        title=title,
        icon=f":material/{icon}:",
        url_path=path or None,
        default=not path,
        help=words,
    )


def _draw_function(name: str) -> Callable[[], None]:
    def draw() -> None:
        from planner.app.session.food_revision import note_sign_in

        note_sign_in()
        safety_bar()
        import_module(f"planner.app.pages.{name}.page").page()

    draw.__name__ = name
    return draw


def pages() -> list[st.Page]:
    """The pages of this visitor in the order of the menu; the first is where the dashboard opens.

    Clients are for dietitians, and whoever opens a secret link sees nothing else.
    """
    from planner.app.session.visitor import visitor

    if "share" in st.query_params:
        return [page("shared")]
    return [page(name) for name in PAGES if name != "clients" or visitor().dietitian]
