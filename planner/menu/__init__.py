"""What is eaten: servings on plates, dishes and how they are filled, and words for them.

``plan`` has Serving, Dish, Meal, Day and Plan, frozen values; ``dishes`` the templates of
``data/dishes.csv``, ``own_dishes`` those of one's own, ``pictures`` what stands for each, ``places`` which of
their places each food fills and what stands beside, ``recipes`` and ``amounts`` how they are made of the foods on
the plate, ``preparation`` what comes before, such as soaking, ``keeping`` how long they keep; ``wording`` says
amounts, days and meals as people do. Nothing here judges a
plan (`planner.assessment`) or makes one (`planner.optimize`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
