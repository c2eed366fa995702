"""The Food table page in tests: opened without a browser, steered by what stands on it."""

from planner.foods.food_table import load_foods

FOODS = load_foods()
TVOROG = {
    "Name": "Tvorog, 5 % fat",
    "Source of the figures": "Label of the packet",
    "Household measure": "0.5 cup",
    "Weight of a serving": "110 g",
    "Energy": "505 kJ",
    "Fat": "5 g",
    "Carbohydrate": "3,0 g",
    "Protein": "16 g",
    "Sodium": "0.1 g salt",
    "Calcium": "4.1 mmol",
}


def script():
    from planner.app.pages.foods import page

    page.page()


def view(at, name):
    at.session_state["open_view"] = name
    return at.run()


def field(at, label):
    return next(one for one in (*at.text_input, *at.selectbox, *at.multiselect, *at.radio) if one.label == label)


def press(at, label):
    return next(button for button in at.button if button.label == label).click().run()


def type_in_table(at, row, **cells):
    """What the editor of the table sends when cells of a row are typed over."""
    key = f"food_editor_{at.session_state['food_version']}_{at.session_state['edit_columns']}"
    at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    return at.run()


def save(at, why="the label says so", who="Anna"):
    field(at, "Why").set_value(why)
    field(at, "Your name").set_value(who)
    return press(at, "Save")


def found(at):
    """The foods that the page lists."""
    return next((one.value for one in at.dataframe if "name" in one.value), FOODS.frame.head(0))


def said(at):
    return "\n".join(str(one.value) for kind in ("error", "warning", "success", "info") for one in getattr(at, kind))
