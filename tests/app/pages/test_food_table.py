"""The Food table page: found, changed, seen before it is saved, saved with who and why, taken back."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import planner
from planner.app.pages.foods.editable import as_frame, changes_in_words, changes_table, editable, merge_edited
from planner.app.pages.foods.revision_history import changes_csv
from planner.foods.food_changes import changes
from planner.foods.food_table import to_csv
from planner.store import alone
from tests.foods_page import FOODS, TVOROG, field, found, press, said, save, script, type_in_table, view

SECONDS = 300


def table_with(at, column):
    """The first table on the page that has a column."""
    return next(one.value for one in at.dataframe if column in one.value)


def test_a_name_a_group_and_an_allergen_narrow_the_table(foods_page):
    foods_page.text_input(key="look_search").set_value("buckwheat").run()
    assert found(foods_page)["name"].str.lower().str.contains("buckwheat").all()
    foods_page.text_input(key="look_search").set_value("")
    foods_page.multiselect(key="look_groups").set_value(["dairy"])
    foods_page.multiselect(key="look_free").set_value(["milk"]).run()
    assert found(foods_page).empty


def test_foods_are_found_by_role_claim_and_missing_figure(foods_page):
    foods_page.selectbox(key="look_role").set_value("curd")
    foods_page.run()
    assert set(found(foods_page)["name"]) == set(FOODS.frame.loc[FOODS.playing("curd"), "name"])
    foods_page.selectbox(key="look_role").set_value(None)
    foods_page.selectbox(key="look_missing").set_value("magnesium_mg").run()
    assert set(found(foods_page)["name"]) == set(FOODS.frame.loc[FOODS.frame["magnesium_mg"].isna(), "name"])


def test_rich_in_means_a_fifth_of_her_target_in_one_serving(store, her):
    at = AppTest.from_function(script, default_timeout=SECONDS)
    from planner.app.session.plan_request import assessed

    plan = planner.plan_week(her, foods=FOODS, start=date(2026, 11, 23), days=1)
    at.session_state["planned"] = assessed(plan)
    at.run()
    at.multiselect(key="look_rich").set_value(["calcium_mg"]).run()
    serving = FOODS.frame["calcium_mg"] * FOODS.frame["serving_g"] / 100
    assert set(found(at)["name"]) == set(FOODS.frame.loc[serving >= 0.2 * 1000, "name"])


def test_columns_come_in_sets_and_the_most_first(foods_page):
    foods_page.selectbox(key="high_in").set_value("Vitamin C (mg)").run()
    assert found(foods_page)["vitamin_c_mg"].dropna().is_monotonic_decreasing
    foods_page.button_group(key="look_columns").set_value("Vitamins").run()
    assert {"vitamin_d_ug", "folate_dfe_ug"} <= set(found(foods_page).columns)


def test_a_card_holds_the_panel_the_source_the_portion_and_the_dishes(foods_page):
    foods_page.selectbox(key="card").set_value("kefir_low_fat").run()
    text = "\n".join(str(one.value) for one in foods_page.markdown)
    for part in ("1 cup weighs 243 g", "USDA SR Legacy 2018", "01289", "sour milk", "A glass of ‹sour›", "A3"):
        assert part in text
    panel = table_with(foods_page, "Nutrient").set_index("Nutrient")
    assert panel.at["Calcium", "In 100 g"] == "130 mg" and panel.at["Calcium", "In a serving"] == "316 mg"


def test_a_food_is_added_from_its_label_with_units_and_saved(foods_page, store):
    at = view(foods_page, "One food")
    for label, value in TVOROG.items():
        field(at, label).set_value(value)
    field(at, "Group").set_value("dairy")
    field(at, "Parts it can play in a dish").set_value(["curd"])
    field(at, "Allergens").set_value(["milk"])
    field(at, "Eaten by").set_value("vegetarian")
    press(at, "Check and show the changes")
    assert not at.exception and not at.error
    assert at.session_state["draft"].table.frame.at["tvorog_5_fat", "sodium_mg"] == 40
    assert store.head().number == 1, "nothing is saved before it was seen"
    save(at)
    assert "Saved as revision 2" in str(at.success[0].proto)
    row = store.table(2).frame.loc["tvorog_5_fat"]
    assert row["calcium_mg"] == pytest.approx(4.1 * 40.078, abs=0.1)
    assert row["energy_kcal"] == pytest.approx(505 / 4.184, abs=0.1)
    assert row[["magnesium_mg", "vitamin_d_ug"]].isna().all()
    assert at.session_state["favourites"] == ["tvorog_5_fat"]


def test_only_what_was_typed_changes_whatever_the_label_gives_its_figures_for(foods_page):
    at = foods_page
    at.session_state["one_food"] = ("change", "milk_2_percent")
    view(at, "One food")
    field(at, "The figures are for").set_value("serving")
    field(at, "Calcium").set_value("305 mg")
    press(at, "Check and show the changes")
    differs = at.session_state["draft"].differs
    assert differs[["food", "column", "after"]].values.tolist() == [["milk_2_percent", "calcium_mg", "125"]]


@pytest.mark.parametrize("food", ["almonds", "hake_baked", "salt", "buckwheat_groats_cooked", "soy_yoghurt"])
def test_a_food_that_is_looked_at_in_the_form_and_not_changed_stays_as_it_is(foods_page, food):
    at = foods_page
    at.session_state["one_food"] = ("change", food)
    view(at, "One food")
    press(at, "Check and show the changes")
    assert not at.error and "draft" not in at.session_state


@pytest.mark.parametrize(
    ("label", "typed", "sentence"),
    [
        ("Calcium", "164 kcal", "calcium"),
        ("Calcium", "164 g", "calcium"),
        ("Energy", "about 500", "energy"),
        ("Fat", "-5 g", "fat"),
        ("Weight of a serving", "a handful", "handful"),
    ],
)
def test_an_amount_that_can_not_be_is_one_sentence_and_nothing_changes(foods_page, label, typed, sentence):
    at = view(foods_page, "One food")
    for name, value in {**TVOROG, label: typed}.items():
        field(at, name).set_value(value)
    field(at, "Group").set_value("dairy")
    press(at, "Check and show the changes")
    assert not at.exception
    assert sentence in at.error[0].value.lower() and len(at.error[0].value.splitlines()) == 1
    assert "draft" not in at.session_state


def test_edits_in_the_table_are_checked_shown_and_saved(foods_page, store):
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=-5)
    press(at, "Check and show the changes")
    assert "calcium\\_mg" in at.error[0].value and "draft" not in at.session_state
    type_in_table(at, 0, calcium_mg=250)
    press(at, "Check and show the changes")
    assert not at.error
    shown = table_with(at, "Before")
    assert shown[["What", "Before", "After"]].values.tolist() == [["Calcium (mg)", "125", "250"]]
    assert "changed by" in said(at) or "125" in said(at), "a figure that doubled is worth a second look"
    save(at, why="")
    assert "reason" in said(at).lower() and store.head().number == 1
    save(at)
    saved = store.head()
    assert (saved.number, saved.editor, saved.reason, saved.cells) == (2, "Anna", "the label says so", 1)
    assert at.session_state["revision"].number == 2


def test_unchecked_edits_are_still_there_after_a_look_elsewhere(foods_page):
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=130)
    view(at, "Look up")
    view(at, "Whole table")
    press(at, "Check and show the changes")
    assert at.session_state["draft"].table.frame.iloc[0]["calcium_mg"] == 130


def test_no_other_view_puts_unchecked_edits_or_unsaved_changes_aside(foods_page, store):
    frame = FOODS.frame.copy()
    frame.loc["banana", "calcium_mg"] = 6
    store.save(planner.load_foods(to_csv(frame).encode()), 1, alone("Berta"), "a new batch")
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=130)
    view(at, "One food")
    assert "not checked" in said(at) and not any(one.label == "Name" for one in at.text_input)
    view(at, "Look up").selectbox(key="card").set_value("banana").run()
    assert all(at.button(key=key).disabled for key in ("card_change", "card_copy", "card_retire"))
    view(at, "Whole table")
    press(at, "Check and show the changes")
    view(at, "History")
    at.selectbox(key="history_one").set_value(1).run()
    assert at.button(key="restore").disabled
    assert at.session_state["draft"].table.frame.iloc[0]["calcium_mg"] == 130


def test_edits_in_one_set_of_columns_stay_while_another_is_looked_at(foods_page):
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=130)
    at.button_group(key="edit_columns").set_value("Vitamins").run()
    type_in_table(at, 0, vitamin_c_mg=1)
    press(at, "Check and show the changes")
    milk = at.session_state["draft"].table.frame.iloc[0]
    assert (milk["calcium_mg"], milk["vitamin_c_mg"]) == (130, 1)
    assert len(at.session_state["draft"].differs) == 2


def test_the_second_of_two_editors_sees_both_versions_and_decides(foods_page, store):
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=130, energy_kcal=43)
    press(at, "Check and show the changes")
    frame = FOODS.frame.copy()
    frame.loc["milk_1_percent", "calcium_mg"] = 127
    frame.loc["banana", "calcium_mg"] = 6
    store.save(planner.load_foods(to_csv(frame).encode()), 1, alone("Berta"), "a new batch")
    save(at)
    assert store.head().number == 2, "nothing is overwritten unseen"
    clash = at.radio(key="clash_0")
    assert "125" in clash.label and clash.options == ["Theirs\\: 127", "Mine\\: 130"]
    clash.set_value("Mine")
    press(at, "Go on with these")
    save(at)
    row = store.table(3).frame
    assert row.at["milk_1_percent", "calcium_mg"] == 130 and row.at["milk_1_percent", "energy_kcal"] == 43
    assert row.at["banana", "calcium_mg"] == 6


def test_a_food_of_a_kept_plan_can_be_retired_but_not_taken_out(foods_page, store, week):
    from planner.exports.plan_file.write import document

    store.keep_plan("Week 48", document(week), 1, alone("Anna"))
    food = week.days[0].meals[0].dishes[0].servings[0].food
    foods_page.selectbox(key="card").set_value(food).run()
    press(foods_page, "Retire")
    assert foods_page.session_state["draft"].table.frame.at[food, "retired"] == "yes"
    save(foods_page)
    assert not store.table(2).servable[food]
    assert store.table(1).servable[food], "the plan replays on its own revision"


def test_an_old_revision_is_restored_as_a_new_one(foods_page, store):
    frame = FOODS.frame.copy()
    frame.loc["banana", "calcium_mg"] = 6
    store.save(planner.load_foods(to_csv(frame).encode()), 1, alone("Berta"), "a slip")
    at = foods_page.run()
    assert "revision 2" in "\n".join(one.value for one in at.markdown), "a newer table is offered, not forced"
    assert at.session_state["revision"].number == 1
    press(at, "Use it")
    view(at, "History")
    at.selectbox(key="history_one").set_value(1).run()
    press(at, "Restore it")
    save(at, why="it was a slip")
    head = store.head()
    assert (head.number, head.kind, head.sha256) == (3, "restored", store.revision(1).sha256)


def test_a_file_is_matched_previewed_and_joined(foods_page, store):
    at = view(foods_page, "From a file")
    text = "name;group;Calcium (g);Energie (kJ);source\nKvass, süß;drink;0,0125;113;label\n"
    at.file_uploader[0].upload("kvass.csv", text.encode("cp1252"))
    at.run()
    assert not at.exception
    preview = next(one.value for one in at.dataframe if "calcium_mg" in one.value)
    assert preview["name"].tolist() == ["Kvass, süß"] and preview["calcium_mg"].tolist() == ["12.5"]
    press(at, "Check and show the changes")
    save(at, why="sold in our shop")
    assert store.table(2).frame.at["kvass_suss", "calcium_mg"] == 12.5
    assert len(store.table(2).frame) == len(FOODS.frame) + 1


def test_every_bad_line_of_a_file_is_listed_and_nothing_is_taken_over(foods_page, store):
    at = view(foods_page, "From a file")
    text = "name,group,calcium_mg,source\nA,drink,much,label\nB,drink,5,label\nC,drink,-5,label\n"
    at.file_uploader[0].upload("bad.csv", text.encode())
    at.run()
    press(at, "Check and show the changes")
    assert "bad.csv\\:2" in at.error[0].value and "'much'" in at.error[0].value
    assert "draft" not in at.session_state and store.head().number == 1


def test_a_broken_file_is_one_sentence_and_the_table_stays(foods_page):
    at = view(foods_page, "From a file")
    at.file_uploader[0].upload("broken.xlsx", b"PK\x03\x04 nothing of the kind")
    at.run()
    assert not at.exception
    assert len(at.error) == 1 and len(at.error[0].value.splitlines()) == 1
    assert "draft" not in at.session_state


def test_edited_rows_go_back_to_their_lines_and_new_ones_get_a_key():
    whole = editable(FOODS)
    assert to_csv(as_frame(merge_edited(whole, whole, whole))) == FOODS.to_csv()
    columns = ["line", "food", "name", "group", "source", "calcium_mg"]
    shown = whole.loc[whole["group"] == "fish", columns].reset_index(drop=True)
    edited = shown.drop(index=0)
    edited.loc[1, "calcium_mg"] = 99.0
    edited.loc[99, ["name", "group", "source"]] = ["Smelt, fried", "fish", "label"]
    back = planner.load_foods(to_csv(as_frame(merge_edited(whole, shown, edited))).encode(), "edited")
    differs = changes(FOODS, back)
    assert "smelt_fried" in back
    assert changes_in_words(differs) == "1 food added, 1 food taken out and 1 cell changed in 1 food."


def test_differences_are_taken_away_without_a_formula():
    frame = FOODS.frame.copy()
    frame.loc["banana", "name"] = "=HYPERLINK(1)"
    differs = changes(FOODS, planner.load_foods(to_csv(frame).encode()))
    assert b"'=HYPERLINK" in changes_csv(differs) and b",=HYPERLINK" not in changes_csv(differs)
    assert changes_table(differs)["After"].tolist() == ["=HYPERLINK(1)"]


def test_where_no_database_can_be_had_the_shipped_table_is_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder, even for root")
    monkeypatch.setenv("PLANNER_DATABASE_URL", f"sqlite:///{tmp_path}/file/foods.db")
    at = AppTest.from_function(script, default_timeout=SECONDS).run()
    assert not at.exception
    assert f"{len(FOODS.frame)} foods" in "\n".join(one.value for one in at.markdown)
