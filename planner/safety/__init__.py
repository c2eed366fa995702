"""What is refused or limited, and the danger signs that come before any menu.

``suitability`` says which foods a person is not served and why, by ``data/safety.csv``, her diet
and her allergens; ``danger_signs`` which signs send her to a doctor, and how fast;
``milk_kinds`` which of two kinds of milk, and of other fortified foods, is bought.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
