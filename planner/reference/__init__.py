"""What is known: the tables of ``data/``, nutrients, units.

``tables`` reads every table and holds it to its schema; each figure has a source key of
``data/references.csv``. ``nutrients`` says what a nutrient is; ``units`` has the one pint registry
and reads what people type; ``checked_model`` is the base of values that come from outside.
Imports nothing but `planner.errors`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
