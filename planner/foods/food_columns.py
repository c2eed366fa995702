"""What the columns of the food table are called where people read them: on the form, in its table, in warnings."""

from planner.reference.nutrients import nutrients

WORDS = {
    "food": "Key",
    "group": "Group",
    "article": "Claims of the article that name it",
    "roles": "Parts it can play in a dish",
    "serving": "Household measure",
    "serving_g": "Weight of a serving",
    "step": "Smallest step",
    "max_servings": "Most at a meal, in servings",
    "hinders": "Hinders calcium by its",
    "diet": "Eaten by",
    "as_bought_g": "Grams to buy for 100 g eaten",
    "bought_as": "How it is bought",
    "aisle": "Shelf in the shop",
    "as_bought_basis": "Grams to buy: basis",
    "as_bought_source": "Grams to buy: source",
    "source": "Source of the figures",
    "source_id": "Its number there",
    "fortified": "Added by the maker",
    "unfortified": "The same with nothing added",
    "iodine_source_id": "Number of the iodine figure",
}


def column_words(column: str) -> str:
    """What a column is called in a sentence and on the form.

    Parameters
    ----------
    column : str
        Of the food table.

    Examples
    --------
    >>> column_words("calcium_mg"), column_words("serving_g"), column_words("allergens")
    ('Calcium', 'Weight of a serving', 'Allergens')
    """
    if column in nutrients():
        return nutrients()[column].label
    return WORDS.get(column, column.replace("_", " ").capitalize())


def column_name(column: str) -> str:
    """What a column is called above a table: with the unit of its figures.

    Parameters
    ----------
    column : str
        Of the food table.

    Examples
    --------
    >>> column_name("calcium_mg"), column_name("serving_g"), column_name("diet")
    ('Calcium (mg)', 'Weight of a serving (g)', 'Eaten by')
    """
    unit = nutrients()[column].unit if column in nutrients() else "g" if column == "serving_g" else ""
    return f"{column_words(column)} ({unit})" if unit else column_words(column)
