"""A dish as a row: how ``data/dishes.csv`` and a store of own dishes write it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DishRow:
    """The cells of one dish, each as ``data/dishes.csv`` writes it; minutes are whole numbers [min].

    Words stand apart by spaces in `slots`, `kitchen` and `tags`, parts by ``;`` in `parts`, `fixed` and `sides`,
    steps by ``|``.

    Examples
    --------
    >>> row = DishRow("mine", "Apple with {nuts}", "morning_snack", "plain", "apple 1; nuts=nuts 0.5-1", "", "", 2, 2,
    ...     "sandwich with a filling", "cold", "", "Cut the {apple} and eat it with the {nuts}.")
    >>> row.hands_on
    2
    """

    dish: str
    title: str
    slots: str
    kitchen: str
    parts: str
    fixed: str
    sides: str
    hands_on: int
    total: int
    keeps: str
    tags: str
    evening_before: str
    steps: str
