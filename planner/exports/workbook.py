"""The plan as a workbook for the dietitian: every table of the plan on a sheet of its own, ready to print."""

import datetime
import io
import math
import textwrap
from collections.abc import Iterable
from typing import Any

import pandas as pd
import xlsxwriter

from planner.assessment.advice import first_words
from planner.assessment.findings import findings_of
from planner.exports import plan_tables as tables
from planner.exports.handout import Handout
from planner.menu.keeping import leftover_minutes
from planner.menu.places import beside, dish_title
from planner.menu.plan import Day, Dish, Meal, Plan, eaten_again
from planner.menu.wording import DISCLAIMER, meal_label, whose_meal
from planner.reference.nutrients import CRAMP_MINERALS, nutrients

PAPERS = {"letter": 1, "a4": 9}  # as the format numbers them
WIDE = 9  # columns from which a sheet lies on its side
UPRIGHT, UPRIGHT_LETTER = 20, 5  # columns from which headers stand on end, and what a letter takes [points]
LINES = ("dish",)  # columns that stay on one line, since they say the same in many rows
DEFAULT_WIDTH, FIGURE_WIDTH, DAY_WIDTH = 13, 9, 36
LINE = 15  # height of a line [points]
WIDTHS = {
    "date": 17, "day": 12, "meal": 16, "time": 7, "dish": 64, "food": 26, "key": 26, "measure": 20, "nutrient": 26,
    "unit": 7, "from supplements": 20, "kind": 20, "text": 50, "note": 50, "note of the dietitian": 40,
    "supplement": 26, "at least, since foods give no figure": 60, "aisle": 22, "bought as": 40, "measure eaten": 34,
    "foods": 34, "have": 6, "buy for": 24, "name": 26, "source": 24, "citation": 100, "url": 50, "advice": 50,
    "measured": 50, "article says": 40, "detail": 80, "what": 40, "action": 50, "why": 50, "because": 40, "rule": 28,
    "hinderer": 22, "status": 10, "serving": 20, "to buy: basis": 22, "licence": 20, "limit counts": 14,
    "minutes": 9, "leftover": 22, "left over": 34,
}  # fmt: skip

LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "bold": {"bold": True},
    "head": {"bold": True, "bg_color": "#E3EFEA", "text_wrap": True, "valign": "top", "bottom": 1},
    "upright": {"bold": True, "bg_color": "#E3EFEA", "rotation": 90, "valign": "bottom", "bottom": 1},
    "cell": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "line": {"valign": "top", "align": "left", "indent": 1},
    "figure": {"valign": "top"},
    "decimals": {"num_format": "#,##0.0##", "valign": "top"},  # the cell holds them all
    "share": {"num_format": "0 %", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
}


def to_xlsx(plan: Plan, handout: Handout | None = None) -> bytes:
    """The plan as a workbook: the week at a glance, shopping, servings, totals, coverage, foods, checks, sources.

    Where a doctor prescribed supplements, or something is to be heeded, there is a sheet for it.
    Numbers are numbers with the unit in the header, dates are dates, an empty cell is unknown, and
    no text runs as a formula or opens as a link. The same plan and handout give the same bytes.

    Parameters
    ----------
    plan : Plan
    handout : Handout, optional
        Names, note and date for the first sheet and the properties, paper, eaters; those of an empty
        handout by default.

    Returns
    -------
    bytes
        An Office Open XML workbook.

    Examples
    --------
    >>> from io import BytesIO
    >>> from planner.assessment import Entry, day_of_entries
    >>> from planner.person import Person
    >>> book = to_xlsx(day_of_entries(Person(), [Entry("13:00", "kefir", 2.0)]))
    >>> float(pd.read_excel(BytesIO(book), sheet_name="Servings", engine="calamine").at[0, "calcium [mg]"])
    554.04
    """
    handout = handout or Handout()
    buffer = io.BytesIO()
    report = findings_of(plan).report
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties(
            {
                "title": title_of(plan),
                "author": handout.dietitian,
                "comments": DISCLAIMER,
                "created": datetime.datetime.combine(handout.made, datetime.time()),
            }
        )
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        _week_sheet(book.add_worksheet("Week"), looks, plan, handout, report)
        for name, frame in _sheets(plan, handout, report).items():
            _sheet(book.add_worksheet(name), looks, frame, handout)
    return buffer.getvalue()


def title_of(plan: Plan) -> str:
    """What the plan is called on paper: ``"Menus for 23 to 29 November 2026"``."""
    first, last = plan.days[0].date, plan.days[-1].date
    until = f"{last.day} {last:%B %Y}"
    if first == last:
        return f"Menus for {until}"
    month = "" if (first.month, first.year) == (last.month, last.year) else f" {first:%B}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"Menus for {first.day}{month}{year} to {until}"


def _sheets(plan: Plan, handout: Handout, report: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables behind the first sheet, by the name of their sheet."""
    flags = findings_of(plan).flags
    flags = flags.assign(foods=flags["foods"].map(", ".join), slot=flags["slot"].map(meal_label))
    milligrams = {name: f"{name.removesuffix('_mg')} [mg]" for name in map(str, flags) if name.endswith("_mg")}
    checks = findings_of(plan).checks[["rule", "kind", "date", "slot", "holds", "judged", "detail"]]
    checks = checks.assign(
        slot=checks["slot"].map(lambda slot: slot and meal_label(slot)),
        holds=checks["holds"].map({True: "yes", False: "no"}).where(checks["judged"].astype(bool), "can't be judged"),
    ).drop(columns="judged")
    advice = findings_of(plan).advice.drop(columns="key")
    found = {
        "Shopping": tables.shopping_table(plan, handout),
        "Servings": tables.week_table(plan),
        "Day totals": tables.day_totals(report),
        "Coverage": tables.coverage(plan, report),
        "Supplements": tables.prescribed(plan, report) if plan.person.supplements else None,
        "Foods": tables.food_figures(plan),
        "Pairings": flags.rename(columns=milligrams),
        "Checks": checks,
        "Advice": advice if len(advice) else None,
        "Sources": tables.sources(plan),
    }
    return {name: frame for name, frame in found.items() if frame is not None}


def _week_sheet(sheet: Any, looks: dict, plan: Plan, handout: Handout, report: pd.DataFrame) -> None:
    """Seven days side by side on one page, with the names above and the notes below."""
    head, cell = looks["head"], looks["cell"]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(plan.days), DAY_WIDTH)
    sheet.write_string(0, 0, title_of(plan), looks["title"])
    row = 1
    for text in (*_names(handout), *first_words(findings_of(plan).advice)):
        sheet.write_string(row, 0, text)
        row += 1
    top = row
    sheet.write_string(top, 0, "Meal", head)
    slots = sorted(dict.fromkeys((meal.time, meal.slot) for day in plan.days for meal in day.meals))
    for row, (time, slot) in enumerate(slots, start=top + 1):
        sheet.write_string(row, 0, f"{time}\n{meal_label(slot)}", head)
    for column, day in enumerate(plan.days, start=1):
        sheet.write_string(top, column, f"{day.date:%A} {day.date.day} {day.date:%B}", head)
        for row, (time, slot) in enumerate(slots, start=top + 1):
            _plate(sheet, row, column, _dishes(plan, day, time, slot), looks)
    for row, (time, slot) in enumerate(slots, start=top + 1):
        texts = ("".join(title + text for title, text in _dishes(plan, day, time, slot)) for day in plan.days)
        sheet.set_row(row, _height((text, DAY_WIDTH) for text in ("\n", *texts)))
    row = top + len(slots) + 1
    by_day = {(one["date"], one["nutrient"]): one for one in report.to_dict("records")}
    for nutrient in CRAMP_MINERALS:
        sheet.write_string(row, 0, nutrients()[nutrient].label, head)
        for column, day in enumerate(plan.days, start=1):
            sheet.write_string(row, column, _coverage_text(by_day[day.date, nutrient]), cell)
        sheet.set_row(row, _height((_coverage_text(by_day[day.date, nutrient]), DAY_WIDTH) for day in plan.days))
        row += 1
    for text in _notes(plan, handout):
        row += 1
        sheet.merge_range(row, 0, row, len(plan.days), "", cell)
        sheet.write_string(row, 0, text, looks["note"])
        sheet.set_row(row, _height([(text, 16 + DAY_WIDTH * len(plan.days))]))
    sheet.freeze_panes(top + 1, 1)
    sheet.print_area(0, 0, row, len(plan.days))
    _page(sheet, handout, landscape=len(plan.days) > 1, pages=(1, 1))


def _names(handout: Handout) -> list[str]:
    who = " · ".join(f"{word} {name}" for word, name in (("For", handout.client), ("by", handout.dietitian)) if name)
    return [" · ".join(filter(None, (who, f"{handout.made.day} {handout.made:%B %Y}")))]


def _dishes(plan: Plan, day: Day, time: str, slot: str) -> list[tuple[str, str]]:
    """Title and portions of each dish of a meal, what stands beside it, and what is cooked once for two."""
    return [
        (dish_title(dish), _portions(plan, day, meal, dish))
        for meal in day.meals
        if (meal.time, meal.slot) == (time, slot)
        for dish in meal.dishes
    ]


def _portions(plan: Plan, day: Day, meal: Meal, dish: Dish) -> str:
    later = eaten_again(plan).get((day.date, meal.slot))
    lines = list(beside(dish, plan.foods))
    if dish.leftover_of:
        lines.append(f"From {whose_meal(*dish.leftover_of)}, {leftover_minutes()} min")
    if later:
        lines.append(f"Cook double, for {whose_meal(*later)} too")
    lines += [f"· {s.measure} {s.name} ({s.grams:g} g)" for s in dish.servings]
    return "".join(f"\n{line}" for line in lines)


def _plate(sheet: Any, row: int, column: int, dishes: list[tuple[str, str]], looks: dict) -> None:
    """The dishes of a meal in one cell, their titles in bold."""
    texts = [text for n, (title, portions) in enumerate(dishes) for text in (f"\n{title}" if n else title, portions)]
    if len(texts) > 1 and all(texts):
        pieces = [piece for n, text in enumerate(texts) for piece in ([text] if n % 2 else [looks["bold"], text])]
        sheet.write_rich_string(row, column, *pieces, looks["cell"])
    else:  # rich text takes no empty piece
        sheet.write_string(row, column, "".join(texts), looks["cell"])


def _coverage_text(one: dict) -> str:
    share = "" if math.isnan(one["coverage"]) else f", {one['coverage']:.0%} of {one['target']:,.0f} {one['unit']}"
    return f"{one['text']}{share}"


def _notes(plan: Plan, handout: Handout) -> list[str]:
    """What stands below the week: the note to the client, what is prescribed, what was set, what this is."""
    notes = [handout.note] if handout.note else []
    if plan.person.supplements:
        tablets = "; ".join(
            f"{tables.prescription(one)} with {meal_label(one.meal).lower()}" for one in plan.person.supplements
        )
        notes.append(f"Prescribed, and not counted above: {tablets}.")
    notes += [f"Target: {text}." for text in tables.set_for_client(plan)]
    return [*notes, DISCLAIMER]


def _sheet(sheet: Any, looks: dict, frame: pd.DataFrame, handout: Handout) -> None:
    """A table with a frozen header, ready to print; of servings the nutrients behind energy are for the screen."""
    upright = len(frame.columns) >= UPRIGHT
    titles = [str(header).replace("_", " ") for header in frame.columns]
    stands = [upright and title.endswith("]") for title in titles]
    widths = [WIDTHS.get(title.rstrip(" 0123456789"), DEFAULT_WIDTH) for title in titles]  # "buy for 2"
    widths = [FIGURE_WIDTH if up else width for up, width in zip(stands, widths, strict=True)]
    for column, (header, title) in enumerate(zip(frame.columns, titles, strict=True)):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, title, looks["upright" if stands[column] else "head"])
        look = looks[_look(frame[header])]
        for row, value in enumerate(frame[header].tolist(), start=1):
            _write(sheet, row, column, value, look, looks["date"])
    sheet.set_row(0, UPRIGHT_LETTER * max(map(len, titles)) if upright else _height(zip(titles, widths, strict=True)))
    words = [
        n for n, header in enumerate(frame.columns) if frame[header].dtype.kind not in "fi" and header not in LINES
    ]
    for row, cells in enumerate(frame.iloc[:, words].itertuples(index=False, name=None), start=1):
        sheet.set_row(row, _height((str(cell), widths[n]) for n, cell in zip(words, cells, strict=True)))
    last = max(1, len(frame))
    edge = titles.index("energy [kcal]") if "dish" in titles else len(titles) - 1
    sheet.autofilter(0, 0, last, len(titles) - 1)
    sheet.freeze_panes(1, 2 if upright else 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, edge)
    two = upright and edge == len(titles) - 1  # on one page the figures could not be read
    if two:
        sheet.repeat_columns(0, 1)
    _page(sheet, handout, landscape=edge + 1 >= WIDE, pages=(2 if two else 1, 0))


def _look(column: pd.Series) -> str:
    if column.dtype.kind in "fi":
        whole = bool((column.dropna() % 1 == 0).all())
        return "share" if column.name == "coverage" else "figure" if whole else "decimals"
    return "line" if column.name in LINES else "cell"


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """Height of a row of texts in columns of these widths [points]; not every program works it out by itself."""
    lines = (
        sum(max(1, len(textwrap.wrap(line, max(4, width)))) for line in (text.splitlines() or [""]))
        for text, width in cells
    )
    return float(LINE * max(lines, default=1) + 2)


def _write(sheet: Any, row: int, column: int, value: Any, look: Any, date: Any) -> None:
    """A cell as what it is; unknown stays empty."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, date)
    elif value is not None and not math.isnan(value):
        sheet.write_number(row, column, value, look)


def _page(sheet: Any, handout: Handout, *, landscape: bool, pages: tuple[int, int]) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(PAPERS[handout.paper])
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(*pages)
    sheet.set_footer("&L&8&A&R&8&P / &N")
