"""A file in her dietitian's language on the Food table page, warnings in words of the form, counts after a save."""

import pytest

from planner.foods.food_columns import column_words
from planner.foods.food_table import load_foods
from planner.menu.wording import count
from planner.store import alone
from tests.foods_page import FOODS, field, press, save, type_in_table, view

HEADER = "Name;Gruppe;Kalium [mg];Energie (kJ);Quelle;Portion;Portionsgewicht\n"


def brought(at, lines, header=HEADER, encoding="utf-8"):
    view(at, "From a file")
    at.file_uploader[0].upload("eigene.csv", (header + lines).encode(encoding))
    return at.run()


def preview(at):
    return next(one.value for one in at.dataframe if "food" in one.value and "name" in one.value).set_index("name")


def first_sentence(at):
    return next(one.value for one in at.markdown if "unknown, not zero" in one.value)


def holds(foods):
    """What the first sentence says of a table: how many foods it holds, and how many of them can be served."""
    servable, all_of_them = int(foods.servable.sum()), len(foods.frame)
    some = f"; {servable} can be in a week" if servable < all_of_them else ". Per 100 g"
    return f"**{count(all_of_them, 'food')}**", some


def test_a_german_file_comes_in_with_its_groups(foods_page, store):
    at = brought(foods_page, "Süßkartoffel, gekocht;Kartoffeln;320;360;eigene Analyse;1 Tasse;200\n", encoding="cp1252")
    assert not at.exception and not at.error
    row = preview(at).loc["Süßkartoffel, gekocht"]
    assert row[["group", "potassium_mg", "serving", "serving_g"]].tolist() == ["potato", "320", "1 Tasse", "200"]
    press(at, "Check and show the changes")
    save(at)
    saved = store.table(2).frame.loc["susskartoffel_gekocht"]
    assert saved["name"] == "Süßkartoffel, gekocht" and saved["energy_kcal"] == pytest.approx(86, abs=0.1)


def test_a_group_that_is_not_known_is_set_for_all_its_foods_at_once(foods_page, store):
    lines = "Grieß;Bolzen;1;2;ich;;\nHirse;Bolzen;1;2;ich;;\nLauch;Gemüse;1;2;ich;;\n"
    at = brought(foods_page, lines)
    assert any("The group of 2 foods is not known: choose it here." in one.value for one in at.markdown)
    press(at, "Check and show the changes")
    assert "Gruppe is 'Bolzen'" in at.error[0].value and "draft" not in at.session_state
    field(at, "Group of all these foods").set_value("cereal").run()
    assert preview(at)["group"].to_dict() == {"Grieß": "cereal", "Hirse": "cereal", "Lauch": "vegetable"}
    press(at, "Check and show the changes")
    assert not at.error and "draft" in at.session_state


def test_a_file_without_groups_asks_for_one_and_leaves_those_of_the_table(foods_page):
    at = brought(foods_page, "Hirse;1;ich\nBanana;6;ich\n", header="Name;Calcium (mg);Quelle\n")
    assert any("Foods that the table has keep theirs" in one.value for one in at.markdown)
    field(at, "Group of all these foods").set_value("cereal").run()
    press(at, "Check and show the changes")
    table = at.session_state["draft"].table.frame
    assert table.at["hirse", "group"] == "cereal" and table.at["banana", "group"] == "fruit"


def test_warnings_use_the_words_of_the_form(foods_page):
    at = brought(foods_page, "Lauch;Gemüse;1;2;ich;;\n")
    press(at, "Check and show the changes")
    said = "\n".join(one.value for one in at.warning)
    for column in ("serving", "serving_g", "roles", "diet"):
        assert column_words(column) in said
    assert not any(column.replace("_", "\\_") in said or column in said for column in FOODS.frame if "_" in column)
    view(at, "One food")
    labels = {one.label for kind in (at.text_input, at.multiselect, at.selectbox, at.number_input) for one in kind}
    assert {column_words(column) for column in ("serving", "serving_g", "max_servings", "roles", "diet")} <= labels


def test_every_count_after_a_save_is_that_of_the_saved_revision(foods_page, store):
    assert all(words in first_sentence(foods_page) for words in holds(FOODS))
    at = brought(foods_page, "Lauch;Gemüse;1;2;ich;;\nHirse;cereal;1;2;ich;1 Tasse;180\n")
    press(at, "Check and show the changes")
    assert all(words in first_sentence(at) for words in holds(FOODS)), "nothing is saved yet"
    save(at)
    head, saved = store.head(), store.table(2)
    assert head.foods == len(saved.frame) == len(FOODS.frame) + 2
    assert all(words in first_sentence(at) for words in holds(saved)) and "revision 2" in first_sentence(at)
    assert at.success[0].value.startswith(f"{head.cells} changes")
    for view_name, words in {"Look up": "found.", "Whole table": "shown."}.items():
        view(at, view_name)
        assert any(f"{head.foods} foods {words}" in one.value for one in at.markdown)
    view(at, "History")
    assert at.dataframe[0].value.iloc[0][["Revision", "Foods", "Changes"]].tolist() == [2, head.foods, head.cells]


def test_what_was_saved_is_told_only_while_it_is_in_use(foods_page, store):
    at = view(foods_page, "Whole table")
    type_in_table(at, 0, calcium_mg=130)
    press(at, "Check and show the changes")
    save(at)
    assert at.success
    text = store.table(2).to_csv().replace("banana,Banana,", "banana,Ripe banana,")
    store.save(load_foods(text.encode()), 2, alone("Berta"), "not green ones")
    at.run()
    press(at, "Use it")
    assert "revision 3" in first_sentence(at) and not at.success
