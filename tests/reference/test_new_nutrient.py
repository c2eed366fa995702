"""A nutrient is added by data alone: rows and a column of the tables, and no line of code."""

import json
import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from planner.reference.tables import data_dir
from tests import ROOT

pytestmark = pytest.mark.slow

NEW = "molybdenum_ug"
FIGURES = {"milk_whole": "4.6", "oatmeal_cooked": "12", "lentils_boiled": "0"}

# a line for each table; the figures of foods are a column of their own
LINES = {
    "references": "Lab 2026,A laboratory. Molybdenum in foods.,,figures cited as facts",
    "nutrients": f"{NEW},Molybdenum,µg,0,mineral,2000,95.95,,,Lab 2026",
    "column_names": f"{NEW},316,fdc",
    "reference_intakes": f"dri,pregnant,female,,,19,50,{NEW},RDA,50,day,2000,total,Lab 2026",
    "menu_rules": f"other nutrients,{NEW},week,,1,,share of target,soft,20,The mean of the week reaches it.,Lab 2026",
}

# runs beside tables of its own, since each table is read once in a process
WALK = """
import json, sys
import planner
from planner.exports.plan_file.read import from_document
from planner.exports.plan_file.write import document
from planner.foods import warnings
from planner.foods.food_table import read_checked
from planner.foods.importing import match_columns, read_sheet
from planner.foods.importing.column_matching import fdc_numbers
from planner.optimize.build_model import build_model
from planner.reference.table_schemas import SCHEMAS
from planner.reference.tables import data_dir, read
from tests.plates import plan

new, earlier = sys.argv[1:]
for table in SCHEMAS:
    read(table)  # which holds it to its schema
her = planner.Person(age=30, trimester=3)
foods, old = planner.load_foods(), planner.load_foods(earlier)
kept = read_checked(open(earlier, "rb").read(), "revision 1", 1)
breakfast = {("breakfast", "07:30"): [("milk_whole", 1), ("oatmeal_cooked", 1), ("banana", 1)]}
today = plan(breakfast, foods, person=her)
report = planner.assess(today).query("nutrient == @new").iloc[0]
judged = planner.audit(today)
file = document(today)
file["foods"] = [{column: cell for column, cell in row.items() if column != new} for row in file["foods"]]
sheet = read_sheet("name;Molybdenum (mg/100 g)\\nKvass;0,001".encode(), "mine.csv")
model = build_model(her, planner.Preferences(), foods, days=1)
print(json.dumps({
    "column": foods.frame[new].dropna().to_dict(),
    "written": foods.to_csv() == (data_dir() / "foods.csv").read_text(encoding="utf-8"),
    "target": planner.daily_targets(her).loc[new, ["target", "upper", "upper_scope"]].tolist(),
    "named": planner.ClientTarget(nutrient="molybdenum", target="0.06 mg").words,
    "tablet": planner.Supplement(nutrient="Molybdenum", amount="50 µg").nutrient,
    "text": report["text"],
    "status": report["status"],
    "rules": judged.loc[judged["subject"] == new, ["rule", "holds"]].values.tolist(),
    "limits": int(judged["detail"].str.contains("Molybdenum").sum()),
    "programme": sorted({limit.rule for limit in model.limits if new in (limit.subject, limit.of)}),
    "matched": [(match.column, match.unit) for match in match_columns(sheet)],
    "fdc": fdc_numbers().get("316"),
    "earlier": [int(table.frame[new].notna().sum()) for table in (old, kept)],
    "warned": int((warnings(foods, old)["column"] == "source").sum()),
    "earlier plan": from_document(file, foods).days == today.days,
    "earlier text": planner.assess(plan(breakfast, old, person=her)).query("nutrient == @new").iloc[0]["text"],
}))
"""


def add_nutrient(folder):
    """The tables of a folder with one nutrient more; among the nutrients it stands before the derived ones."""
    for table, line in LINES.items():
        path = folder / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines.insert(len(lines) - 1 if table == "nutrients" else len(lines), line)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    foods = pd.read_csv(folder / "foods.csv", dtype=str, keep_default_na=False)
    foods[NEW] = foods["food"].map(FIGURES).fillna("")
    foods.to_csv(folder / "foods.csv", index=False, lineterminator="\n")


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """What the planner makes of tables with one nutrient more."""
    folder = shutil.copytree(data_dir(), tmp_path_factory.mktemp("tables") / "data")
    add_nutrient(folder)
    done = subprocess.run(
        [sys.executable, "-c", WALK, NEW, str(data_dir() / "foods.csv")],
        env={**os.environ, "PLANNER_DATA": str(folder)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_food_table_has_it_and_gives_its_file_back(walked):
    assert walked["column"] == {food: float(figure) for food, figure in FIGURES.items()}
    assert walked["written"]


def test_it_has_a_target_and_a_limit_and_is_known_by_name(walked):
    assert walked["target"] == [50, 2000, "total"]
    assert walked["named"] == "molybdenum at least 60 µg" and walked["tablet"] == NEW


def test_the_report_counts_the_foods_that_give_no_figure(walked):
    assert walked["text"] == "at least 39 µg (1 of 3 foods give no figure)"
    assert walked["status"] == "short"


def test_the_audit_and_the_programme_hold_it_to_its_target_and_its_limit(walked):
    assert walked["rules"] == [["other nutrients", False]] and walked["limits"] == 2
    assert walked["programme"] == ["other nutrients", "upper limits"]


def test_columns_of_other_tables_are_taken_for_it(walked):
    assert walked["matched"] == [["name", None], [NEW, "mg"]] and walked["fdc"] == NEW


def test_tables_and_plan_files_from_before_are_read_and_know_nothing_of_it(walked):
    assert walked["earlier"] == [0, 0] and walked["earlier plan"]
    assert walked["warned"] == 0  # no source is at fault for figures of a column that is new
    assert walked["earlier text"] == "at least 0 µg (3 of 3 foods give no figure)"
