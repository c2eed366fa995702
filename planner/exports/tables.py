"""The plan as a table: CSV for any program, XLSX for the dietitian."""

import io

import pandas as pd
import xlsxwriter

from planner.adequacy import MEAN, assess, tablets_text
from planner.advice import advise
from planner.audit import audit
from planner.menu import HABIT, Plan, servings_frame
from planner.nutrients import CRAMP_MINERALS, nutrients, tablet_name
from planner.pairings import find_pairings
from planner.person import Supplement
from planner.tables import keys, read
from planner.targets import SET, said_of


def meal_label(slot: str) -> str:
    """A slot as the user reads it.

    Examples
    --------
    >>> meal_label("morning_snack")
    'Morning snack'
    """
    return "Had anyway" if slot == HABIT else slot.replace("_", " ").capitalize()


def week_table(plan: Plan) -> pd.DataFrame:
    """One row for each serving: date, day, meal, time, dish, food, measure, grams, the three minerals."""
    frame = servings_frame(plan)
    out = pd.DataFrame(
        {
            "date": [d.isoformat() for d in frame["date"]],
            "day": [d.strftime("%A") for d in frame["date"]],
            "meal": frame["slot"].map(meal_label),
            "time": frame["time"],
            "dish": frame["title"],
            "food": frame["name"],
            "measure": frame["measure"],
            "grams": frame["grams"],
        }
    )
    for key in (*CRAMP_MINERALS, "energy_kcal"):
        out[key] = frame[key].round(1)
    return out


def supplement_table(plan: Plan) -> pd.DataFrame:
    """One row for each supplement and day: date, day, meal, time, supplement ("magnesium, 300 mg")."""
    hours = plan.preferences.hours
    rows = [
        (day.date.isoformat(), day.date.strftime("%A"), meal_label(one.meal), hours[one.meal], _said(one))
        for day in plan.days
        for one in sorted(plan.person.supplements, key=lambda one: hours[one.meal])
    ]
    return pd.DataFrame(rows, columns=["date", "day", "meal", "time", "supplement"])


def _said(one: Supplement) -> str:
    return f"{tablet_name(one.nutrient)}, {tablets_text(one.nutrient, one.amount).removesuffix(' folic acid')}"


def set_for_client(plan: Plan) -> list[str]:
    """What a dietitian set, one sentence for each."""
    return [f"{said_of(plan.targets.loc[one.nutrient], one)}; {SET}" for one in plan.preferences.targets]


def to_csv(plan: Plan) -> bytes:
    """The plan as CSV with a byte-order mark, which spreadsheets need to read UTF-8; empty = unknown.

    Supplements follow the servings as rows of their own, with words in the column ``supplement``
    and without figures, so that no sum of a column takes them for food. So do the targets that a
    dietitian set, in a column ``target`` that is there only then.
    """
    whole = week_table(plan).assign(supplement="")
    prescribed = supplement_table(plan)
    if len(prescribed):
        whole = pd.concat([whole, prescribed], ignore_index=True)
    if plan.preferences.targets:
        whole = pd.concat([whole, pd.DataFrame({"target": set_for_client(plan)})], ignore_index=True)
    return whole.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def to_xlsx(plan: Plan) -> bytes:
    """The plan as a workbook: the week at a glance, servings, coverage, pairings, checks, sources.

    Where a doctor prescribed supplements, or something is to be heeded, there is a sheet for it.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E3EFEA", "text_wrap": True, "valign": "top"}),
            "cell": book.add_format({"text_wrap": True, "valign": "top"}),
            "share": book.add_format({"num_format": "0 %", "valign": "top"}),
            "note": book.add_format({"italic": True}),
        }
        _week_sheet(book, plan, formats)
        _sheet(book, "Servings", week_table(plan), formats, {"dish": 44, "food": 26, "measure": 20})
        _sheet(
            book, "Coverage", _coverage(plan), formats,
            {"nutrient": 26, "from supplements": 20, "kind": 24, "text": 60, "note": 60, "note of the dietitian": 40},
        )  # fmt: skip
        if plan.person.supplements:
            _sheet(book, "Supplements", _prescribed(plan), formats, {"supplement": 26, "note": 80})
        flags = find_pairings(plan)
        flags = flags.assign(foods=flags["foods"].map(", ".join), date=flags["date"].map(str))
        _sheet(book, "Pairings", flags, formats, {"advice": 60, "measured": 60, "article_says": 40})
        checks = audit(plan)
        checks = checks.assign(date=checks["date"].map(lambda d: "" if d is None else str(d)))
        _sheet(book, "Checks", checks[["rule", "kind", "date", "slot", "holds", "detail"]], formats, {"detail": 80})
        advice = advise(plan)
        if len(advice):
            wide = {"what": 40, "action": 60, "why": 60, "because": 50}
            _sheet(book, "Advice", advice.drop(columns="key"), formats, wide)
        _sheet(book, "Sources", sources(plan), formats, {"key": 26, "citation": 110, "url": 50})
    return buffer.getvalue()


def _week_sheet(book: xlsxwriter.Workbook, plan: Plan, formats: dict) -> None:
    sheet = book.add_worksheet("Week")
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_paper(9)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(plan.days), 30)
    slots = list(dict.fromkeys((meal.time, meal.slot) for day in plan.days for meal in day.meals))
    sheet.write(0, 0, "Meal", formats["head"])
    for row, (time, slot) in enumerate(sorted(slots), start=1):
        sheet.write(row, 0, f"{time}\n{meal_label(slot)}", formats["head"])
    for column, day in enumerate(plan.days, start=1):
        sheet.write(0, column, day.date.strftime("%A %d %B"), formats["head"])
        for row, (time, slot) in enumerate(sorted(slots), start=1):
            texts = [
                f"{dish.title}\n" + "\n".join(f"· {s.measure} {s.name} ({s.grams:g} g)" for s in dish.servings)
                for meal in day.meals
                if (meal.time, meal.slot) == (time, slot)
                for dish in meal.dishes
            ]
            sheet.write(row, column, "\n".join(texts), formats["cell"])
    report = assess(plan)
    for offset, nutrient in enumerate(CRAMP_MINERALS, start=len(slots) + 1):
        sheet.write(offset, 0, nutrients()[nutrient].label, formats["head"])
        for column, day in enumerate(plan.days, start=1):
            row = report[(report["date"] == day.date) & (report["nutrient"] == nutrient)].iloc[0]
            share = "" if pd.isna(row["coverage"]) else f", {row['coverage']:.0%} of {row['target']:,.0f} {row['unit']}"
            sheet.write(offset, column, f"{row['text']}{share}", formats["cell"])
    note = (
        "A cooking and record-keeping aid, not a medical device; it does not replace your doctor, midwife or dietitian."
    )
    sheet.write(len(slots) + 5, 0, note, formats["note"])
    if plan.person.supplements:
        tablets = "; ".join(f"{_said(one)} with {meal_label(one.meal).lower()}" for one in plan.person.supplements)
        sheet.write(len(slots) + 6, 0, f"Prescribed, and not counted above: {tablets}.", formats["note"])
    for offset, text in enumerate(set_for_client(plan), start=len(slots) + 7):
        sheet.write(offset, 0, f"Target: {text}.", formats["note"])


def _prescribed(plan: Plan) -> pd.DataFrame:
    """Supplements by nutrient, with the limit that counts them."""
    report = assess(plan)
    mean = report[(report["date"] == MEAN) & report["nutrient"].isin(list(plan.person.supplement_amounts()))]
    meals = {key: [one.meal for one in plan.person.supplements if one.nutrient == key] for key in mean["nutrient"]}
    return pd.DataFrame(
        {
            "supplement": mean["nutrient"].map(tablet_name),
            "a day": mean["supplement"],
            "unit": mean["unit"],
            "with": [", ".join(meal_label(meal).lower() for meal in meals[key]) for key in mean["nutrient"]],
            "upper limit": mean["upper"],
            "limit counts": mean["upper_scope"],
            "note": mean["note"],
        }
    )


def _coverage(plan: Plan) -> pd.DataFrame:
    report = assess(plan)
    report = report[report["target"].notna() | report["upper"].notna()]
    whole = pd.DataFrame(
        {
            "date": ["mean of the plan" if d == MEAN else str(d) for d in report["date"]],
            "nutrient": report["label"],
            "unit": report["unit"],
            "known intake": report["known"].round(2),
            "from supplements": list(map(tablets_text, report["nutrient"], report["supplement"])),
            "foods without a figure": report["unknown_foods"],
            "target": report["target"],
            "kind": report["target_basis"],
            "coverage": report["coverage"],
            "upper limit": report["upper"],
            "limit counts": report["upper_scope"],
            "status": report["status"],
            "text": report["text"],
            "note": report["note"],
        }
    )
    if plan.preferences.targets:
        whole["upper limit is"] = report["upper_basis"]
        whole["published target"] = report["published"]
        whole["published upper limit"] = report["published_upper"]
        whole["note of the dietitian"] = report["dietitian_note"]
    return whole


def sources(plan: Plan, *cited: str) -> pd.DataFrame:
    """The references of the targets, of the foods on the plates and of other cells: key, citation, url, licence."""
    eaten = plan.foods.frame.loc[servings_frame(plan)["food"].unique()]
    cells = [*plan.targets["source"], *cited, *eaten["source"]]
    used = dict.fromkeys(key for cell in cells for key in keys(cell))
    table = read("references").set_index("key")
    known = [key for key in used if key in table.index]
    own = [key for key in used if key not in table.index]
    out = table.loc[known].reset_index()
    return pd.concat([out, pd.DataFrame({"key": own, "citation": "own entry of the food table"})]).fillna("")


def _sheet(book: xlsxwriter.Workbook, name: str, frame: pd.DataFrame, formats: dict, widths: dict[str, int]) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(frame.columns):
        sheet.set_column(column, column, widths.get(title, 14))
        sheet.write(0, column, title.replace("_", " "), formats["head"])
        style = formats["share"] if title == "coverage" else formats["cell"]
        for row, value in enumerate(frame[title], start=1):
            if isinstance(value, str) or not pd.isna(value):
                sheet.write(row, column, value if isinstance(value, str | bool) else float(value), style)
    sheet.autofilter(0, 0, max(1, len(frame)), len(frame.columns) - 1)
