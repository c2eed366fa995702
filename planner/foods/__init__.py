"""The food table: composition per 100 g, servings, roles, allergens, and its source.

``food_table`` reads and writes it, ``food_csv`` splits its text, ``food_checks`` names its faults,
``food_warnings`` what is worth a second look, ``food_changes`` what differs between two of them.
``food_keys`` makes keys of names, ``label_amounts`` reads the figures of a label on the basis of
``label_basis``; ``importing`` brings in tables of other programs.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
