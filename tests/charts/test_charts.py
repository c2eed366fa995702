"""The charts say what the report says, unknowns and limits included."""

import json
from datetime import date

import pandas as pd
import pytest

import planner
from planner.charts import LONGEST, by_meal, coverage, heat_map, sources
from planner.charts.chart_tables import coverage_table, nutrient_days
from planner.charts.descriptions import describe_coverage, describe_week
from planner.charts.palette import MINERALS
from planner.charts.serving_tables import day_servings, meal_servings, nutrient_foods
from planner.menu.wording import percent
from tests.plates import plan

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def week():
    return planner.plan_week(planner.Person(), start=DAY, days=2)


@pytest.fixture(scope="module")
def report(week):
    return planner.assess(week)


def drawn(chart) -> pd.DataFrame:
    """The rows of the largest data set of a chart."""
    spec = json.loads(chart.to_json())
    return pd.DataFrame(max(spec["datasets"].values(), key=len))


def changed(report: pd.DataFrame, nutrient: str, **cells) -> pd.DataFrame:
    """A report in which one nutrient's mean is different."""
    report = report.copy()
    row = (report["date"] == "mean") & (report["nutrient"] == nutrient)
    for column, value in cells.items():
        report.loc[row, column] = value
    return report


def test_a_share_is_never_rounded_up():
    assert percent(0.9999) == "99 %"
    assert percent(1.0) == "100 %"


def test_coverage_shows_every_nutrient_with_a_target(report):
    rows = drawn(coverage(report))
    wanted = report[(report["date"] == "mean") & report["target"].notna() & (report["nutrient"] != "water_g")]
    assert list(rows["Nutrient"]) == list(wanted["label"])
    assert rows["shown"].max() <= LONGEST


def test_coverage_says_at_least_where_figures_are_unknown(report):
    rows = drawn(coverage(changed(report, "calcium_mg", unknown_foods=2, text="at least 900 mg (2 of 14 foods …)")))
    calcium = rows.set_index("Nutrient").loc["Calcium"]
    assert calcium["Coverage"].startswith("≥ ")
    assert calcium["Intake"].startswith("at least")


def test_coverage_names_what_is_short_or_over(report):
    low = changed(report, "calcium_mg", known=830.0, coverage=0.83, status="short")
    chart = coverage(low)
    assert drawn(chart).set_index("Nutrient").loc["Calcium", "label"].endswith("83 %, under target")
    assert "Under the target: " in chart.description
    assert "Calcium" in chart.description
    high = changed(report, "calcium_mg", known=2600.0, coverage=2.6, status="over")
    assert drawn(coverage(high)).set_index("Nutrient").loc["Calcium", "label"].endswith("over the limit")


def test_limits_that_count_supplements_only_are_not_drawn(report):
    rows = drawn(coverage(report)).set_index("Nutrient")
    assert rows.loc["Calcium", "limit"] == pytest.approx(2.5)
    assert pd.isna(rows.loc["Magnesium", "limit"])
    assert "supplements only" in rows.loc["Magnesium", "Upper limit"]


def test_coverage_of_a_day_that_is_not_there(report):
    with pytest.raises(planner.PlannerError, match="1999"):
        coverage(report, date(1999, 1, 1))


def test_sources_add_up_to_the_day(week, report):
    rows = by_meal(week, DAY)
    day = report[report["date"] == DAY].set_index("nutrient")
    for mineral, key in (("Calcium", "calcium_mg"), ("Potassium", "potassium_mg")):
        part = rows[rows["Mineral"] == mineral]
        assert part["amount"].sum() == pytest.approx(day.loc[key, "known"])
        assert part["share"].sum() == pytest.approx(1.0)


def test_sources_take_a_frame_and_mark_unknowns(week):
    frame = planner.menu.plan.servings_frame(week)
    frame.loc[frame["slot"] == "lunch", "calcium_mg"] = None
    rows = drawn(sources(frame))
    lunch = rows[rows["Meal"].str.contains("Lunch") & (rows["Mineral"] == "Calcium")]
    assert lunch["Amount"].item() == "at least 0 mg"


def test_heat_map_has_a_cell_for_each_day_and_nutrient(report):
    rows = drawn(heat_map(report))
    assert len(rows) == rows["day"].nunique() * rows["Nutrient"].nunique()
    assert list(rows["day"].unique()) == ["Mon 23", "Tue 24"]


@pytest.mark.parametrize("make", [lambda r, w: coverage(r), lambda r, w: sources(w), lambda r, w: heat_map(r)])
def test_every_chart_has_a_title_a_description_and_can_be_saved(make, report, week, tmp_path):
    chart = make(report, week)
    assert chart.title.text
    assert len(chart.description) > 40
    chart.save(str(tmp_path / "chart.html"))
    assert "vega" in (tmp_path / "chart.html").read_text()


def prescribed(*tablets):
    """The report of a hand-made plan with tablets beside the food."""
    taken = [{"nutrient": nutrient, "amount": amount} for nutrient, amount in tablets]
    meals = {("breakfast", "07:30"): [("milk_whole", 4), ("pumpkin_seeds", 1), ("banana", 1)]}
    return planner.assess(plan(meals, person=planner.Person(supplements=taken), dates=2))


def test_tablets_have_a_mark_of_their_own_and_leave_the_bar_alone():
    tablets = (("magnesium", "100 mg"), ("calcium", "500 mg"), ("vitamin D", "2000 IU"))
    bare, rows = (drawn(coverage(prescribed(*taken))).set_index("Nutrient") for taken in ((), tablets))
    pd.testing.assert_frame_equal(bare[["shown", "Coverage", "Status"]], rows[["shown", "Coverage", "Status"]])
    assert bare["with"].isna().all() and set(bare["From tablets"]) == {"none"}
    calcium = rows.loc["Calcium"]
    assert calcium["with"] == pytest.approx(calcium["shown"] + 0.5)
    assert calcium["From tablets"] == "500 mg"
    assert calcium["label"].startswith("food ") and calcium["label"].endswith(" + tablets")
    assert (rows.loc["Vitamin D", "with"], rows.loc["Vitamin D", "shape"]) == (LONGEST, "triangle-right")


def test_folic_acid_has_words_but_no_mark():
    folate = drawn(coverage(prescribed(("folic acid", "400 µg")))).set_index("Nutrient").loc["Folate (DFE)"]
    assert pd.isna(folate["with"])
    assert folate["From tablets"] == "400 µg folic acid"
    assert folate["label"].endswith("+ tablets")


def test_a_bar_is_not_called_over_for_what_tablets_bring():
    chart = coverage(prescribed(("magnesium", "400 mg"), ("calcium", "1600 mg")))
    rows = drawn(chart).set_index("Nutrient")
    assert set(rows.loc[["Magnesium", "Calcium"], "Status"]) <= {"target reached", "under the target"}
    assert rows.loc["Magnesium", "label"].endswith("+ tablets!")
    assert "counts supplements only: ask your doctor" in rows.loc["Magnesium", "From tablets"]
    assert "Over the upper limit: Calcium, Magnesium." in chart.description
    assert "Prescribed beside the food: Calcium 1,600 mg" in chart.description


def test_the_heat_map_lays_no_limit_of_tablets_on_the_food_of_a_day():
    rows = drawn(heat_map(prescribed(("magnesium", "400 mg"), ("calcium", "1600 mg")))).set_index("Nutrient")
    assert not set(rows.loc["Magnesium", "band"]) & {"over the limit"}
    assert set(rows.loc["Calcium", "band"]) == {"over the limit"}
    assert rows.loc["Calcium", "label"].str.endswith("!").all()
    assert rows.loc["Magnesium", "From tablets"].str.startswith("400 mg").all()


def test_the_table_beneath_the_chart_keeps_tablets_in_a_column_of_their_own():
    table = coverage_table(prescribed(("magnesium", "400 mg"), ("folic acid", "400 µg")), "mean").set_index("Nutrient")
    assert table.loc["Magnesium", "From tablets, beside the food"] == "400 mg"
    assert table.loc["Folate (DFE)", "From tablets, beside the food"] == "400 µg folic acid"
    assert table.loc["Magnesium", "In words"].startswith("food: under the target; 400 mg from tablets are over")
    assert "From tablets, beside the food" not in coverage_table(prescribed(), "mean")


def test_target_and_limit_are_named_where_they_stand(report):
    chart = coverage(report)
    assert "target" in chart.to_dict()["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
    rows = drawn(chart).set_index("Nutrient")
    assert rows.loc["Calcium", "limit_word"] == "limit"
    low = changed(report, "iron_mg", known=23.0, coverage=0.86, status="short")  # its words would cross the limit
    iron = drawn(coverage(low)).set_index("Nutrient").loc["Iron"]
    assert (iron["limit_word"], iron["at"]) == ("", iron["limit"])
    assert iron["words"].startswith("limit") and iron["words"].endswith("86 %, under target")


def test_the_words_of_the_coverage_begin_with_what_to_take_away(report):
    assert coverage(report).description.startswith("All three cramp minerals reach their target")
    low = changed(report, "magnesium_mg", known=300.0, coverage=0.85, status="short", unknown_foods=0)
    said = describe_coverage(low)
    assert said.takeaway.startswith("Magnesium is under the target, calcium and potassium reach it; ")
    assert "Magnesium 85 %" in said.facts
    spared = changed(report, "potassium_mg", status="spared")
    assert describe_coverage(spared).takeaway.startswith("Calcium and magnesium reach their target; ")


def test_the_words_of_the_coverage_say_where_figures_are_missing(report):
    for missing, said in ((2, True), (0, False)):
        low = report.assign(status=report["status"].replace("short", "covered"))
        low = changed(low, "vitamin_d_ug", coverage=0.5, status="short", unknown_foods=missing)
        assert ("as far as figures are known" in describe_coverage(low).takeaway) is said


def test_the_words_of_the_days_name_the_days_that_miss_a_mineral(report):
    assert describe_week(report).takeaway == "Calcium, magnesium and potassium reach their target on every day."
    low = report.copy()
    low.loc[(low["date"] == DAY) & (low["nutrient"] == "calcium_mg"), ["status", "coverage"]] = ["short", 0.9]
    said = describe_week(low)
    assert said.takeaway == "Under the target: calcium on Monday."
    assert "Calcium on 1 day" in said.facts
    assert heat_map(low).description == str(said)


def test_the_foods_of_a_nutrient_add_up_and_those_without_a_figure_come_last(week):
    frame = planner.menu.plan.servings_frame(week)
    frame.loc[frame["food"] == frame["food"].iloc[0], "calcium_mg"] = None
    table = nutrient_foods(frame, "calcium_mg", DAY)
    known = frame[frame["date"] == DAY].groupby("name")["calcium_mg"].sum(min_count=1).dropna()
    amounts = [float(text.removesuffix(" mg").replace(",", "")) for text in table["Amount"] if text != "no figure"]
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) == pytest.approx(known.sum(), abs=len(known) / 2)
    assert (table["Amount"].iloc[-1], table["Share"].iloc[-1]) == ("no figure", "—")


def test_a_meal_and_a_cell_show_their_servings(week):
    frame = planner.menu.plan.servings_frame(week)
    lunch = frame[(frame["date"] == DAY) & (frame["slot"] == "lunch")]
    assert list(meal_servings(frame, "13:00 Lunch", DAY)["Food"]) == list(lunch["name"])
    assert set(meal_servings(frame, "13:00 Lunch")["Day"]) == {"Mon 23 Nov", "Tue 24 Nov"}
    assert len(day_servings(frame, "iron_mg", DAY)) == (frame["date"] == DAY).sum()


def test_a_nutrient_day_by_day_ends_with_the_mean(report):
    table = nutrient_days(report, "calcium_mg")
    assert list(table["Day"]) == ["Mon 23 Nov", "Tue 24 Nov", "Mean of the days"]


def test_the_minerals_keep_their_colours_in_every_chart(week):
    layers = [layer["encoding"] for layer in sources(week).to_dict()["layer"]]
    scale = next(encoding["color"]["scale"] for encoding in layers if "color" in encoding)
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == {
        "Calcium": MINERALS["calcium_mg"],
        "Magnesium": MINERALS["magnesium_mg"],
        "Potassium": MINERALS["potassium_mg"],
    }
